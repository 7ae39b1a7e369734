"""Half-finished conversations: one a chat, kept until it is finished or left."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage.statements import Statement, utc


@dataclass(frozen=True)
class StoredConversation:
    """Where a chat stands: the name of the state's type and its JSON."""

    office_id: int
    kind: str
    data: str
    updated_at: datetime


_LOAD = Statement(
    "SELECT office_id, kind, data, updated_at FROM conversation WHERE bot_id = :bot_id AND chat_id = :chat_id"
)
_SAVE = Statement(
    "INSERT INTO conversation (bot_id, chat_id, office_id, kind, data, updated_at)"
    " VALUES (:bot_id, :chat_id, :office_id, :kind, :data, :now)"
    " ON CONFLICT (bot_id, chat_id) DO UPDATE SET office_id = excluded.office_id, kind = excluded.kind,"
    " data = excluded.data, updated_at = excluded.updated_at",
)
_OF_KIND = Statement("SELECT data FROM conversation WHERE office_id = :office_id AND kind = :kind")
_DROP = Statement("DELETE FROM conversation WHERE bot_id = :bot_id AND chat_id = :chat_id")


def load(connection: Connection, bot_id: int, chat_id: int) -> StoredConversation | None:
    """Return where the chat stands, None when no conversation is open."""
    row = _LOAD.row(connection, bot_id=bot_id, chat_id=chat_id)
    if row is None:
        return None
    office_id, kind, data, updated_at = row
    return StoredConversation(office_id, kind, data, utc(updated_at))


def save(
    connection: Connection, bot_id: int, chat_id: int, office_id: int, kind: str, data: str, now: datetime
) -> None:
    """Keep where the chat stands, in place of what was there."""
    _SAVE.change(connection, bot_id=bot_id, chat_id=chat_id, office_id=office_id, kind=kind, data=data, now=now)


def of_kind(connection: Connection, office_id: int, kind: str) -> list[str]:
    """Return every half-finished conversation of that kind in the office."""
    return [row[0] for row in _OF_KIND.rows(connection, office_id=office_id, kind=kind)]


def drop(connection: Connection, bot_id: int, chat_id: int) -> None:
    """Forget the chat's conversation: it was finished or left."""
    _DROP.change(connection, bot_id=bot_id, chat_id=chat_id)
