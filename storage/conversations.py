"""Half-finished conversations: one a chat, kept until it is finished or left."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from storage.statements import statement, utc


@dataclass(frozen=True)
class StoredConversation:
    """Where a chat stands: the name of the state's type and its JSON."""

    office_id: int
    kind: str
    data: str
    updated_at: datetime


_LOAD = text("SELECT office_id, kind, data, updated_at FROM conversation WHERE bot_id = :bot_id AND chat_id = :chat_id")
_SAVE = statement(
    "INSERT INTO conversation (bot_id, chat_id, office_id, kind, data, updated_at)"
    " VALUES (:bot_id, :chat_id, :office_id, :kind, :data, :now)"
    " ON CONFLICT (bot_id, chat_id) DO UPDATE SET office_id = excluded.office_id, kind = excluded.kind,"
    " data = excluded.data, updated_at = excluded.updated_at",
    instants=("now",),
)
_DROP = text("DELETE FROM conversation WHERE bot_id = :bot_id AND chat_id = :chat_id")


def load(connection: Connection, bot_id: int, chat_id: int) -> StoredConversation | None:
    """Return where the chat stands, None when no conversation is open."""
    row = connection.execute(_LOAD, {"bot_id": bot_id, "chat_id": chat_id}).first()
    return None if row is None else StoredConversation(row.office_id, row.kind, row.data, utc(row.updated_at))


def save(
    connection: Connection, bot_id: int, chat_id: int, office_id: int, kind: str, data: str, now: datetime
) -> None:
    """Keep where the chat stands, in place of what was there."""
    connection.execute(
        _SAVE,
        {"bot_id": bot_id, "chat_id": chat_id, "office_id": office_id, "kind": kind, "data": data, "now": now},
    )


def drop(connection: Connection, bot_id: int, chat_id: int) -> None:
    """Forget the chat's conversation: it was finished or left."""
    connection.execute(_DROP, {"bot_id": bot_id, "chat_id": chat_id})
