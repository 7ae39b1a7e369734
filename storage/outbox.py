"""The door out: what is owed to Telegram is committed here with the work that caused it, and marked when it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from storage.statements import Statement, utc, utc_or_none
from storage.tables.mail import OutboxState


@dataclass(frozen=True)
class Letter:
    """A call to make. Lower `priority` goes first across chats; `params` is JSON; `file_id` a kept file to upload.

    `document` is JSON as well: what is to be drawn when the letter is delivered, with its data.
    """

    bot_id: int
    office_id: int | None
    chat_id: int
    method: str
    params: str
    priority: int
    key: str = ""
    file_id: int | None = None
    cause_id: int | None = None
    wanted_at: datetime | None = None  # the instant for which a reminder was planned
    document: str = ""


@dataclass(frozen=True)
class OutboxItem:
    """A stored letter that waits to be delivered. `kept` is the message that stood for its key when it was read."""

    id: int
    office_id: int | None
    chat_id: int
    key: str
    method: str
    params: str
    file_id: int | None
    priority: int
    attempts: int = 0
    due_at: datetime | None = None
    kept: int | None = None
    document: str = ""


@dataclass(frozen=True)
class Delivered:
    """What became of a letter. `message_id` is Telegram's, where the call made or edited a message.

    `sent_at` is when its call was made, `held_ms` for how many milliseconds Telegram's limits had kept it from that.
    """

    id: int
    state: OutboxState
    sent_at: datetime
    message_id: int | None = None
    error: str = ""
    held_ms: int = 0


@dataclass(frozen=True)
class Undelivered:
    """A letter that failed for good, for the admin's list."""

    id: int
    chat_id: int
    method: str
    state: str
    error: str
    created_at: datetime


_POST = Statement(
    "INSERT INTO outbox (bot_id, office_id, chat_id, key, method, params, file_id, priority, state, attempts, error,"
    " cause_id, created_at, wanted_at, document) VALUES (:bot_id, :office_id, :chat_id, :key, :method, :params,"
    " :file_id, :priority, 'pending', 0, '', :cause_id, :now, :wanted_at, :document) RETURNING id",
)
_SUPERSEDE = Statement(
    "UPDATE outbox SET state = 'superseded'"
    " WHERE bot_id = :bot_id AND chat_id = :chat_id AND key = :key AND key <> '' AND state = 'pending'"
)
_PENDING = Statement(
    "SELECT o.id, o.office_id, o.chat_id, o.key, o.method, o.params, o.file_id, o.priority, o.attempts, o.due_at,"
    " k.message_id, o.document FROM outbox o"
    " LEFT JOIN kept_message k ON k.bot_id = o.bot_id AND k.chat_id = o.chat_id AND k.key = o.key AND o.key <> ''"
    " WHERE o.bot_id = :bot_id AND o.state = 'pending' AND o.id > :after ORDER BY o.id LIMIT :limit"
)
_WITHDRAW = Statement(
    "UPDATE outbox SET state = 'superseded' WHERE bot_id = :bot_id AND office_id = :office_id AND chat_id = :chat_id"
    " AND state = 'pending' RETURNING id"
)
_MARK = Statement(
    "UPDATE outbox SET state = :state, sent_at = :sent_at, held_ms = :held_ms, message_id = :message_id, error = :error"
    " WHERE id = :id AND state IN ('pending', 'superseded')",
)
_POSTPONE = Statement("UPDATE outbox SET attempts = attempts + 1, error = :error, due_at = :due_at WHERE id = :id")
_KEEP = Statement(
    "INSERT INTO kept_message (bot_id, chat_id, key, message_id) VALUES (:bot_id, :chat_id, :key, :message_id)"
    " ON CONFLICT (bot_id, chat_id, key) DO UPDATE SET message_id = excluded.message_id"
)
_STANDING = Statement(
    "SELECT (SELECT message_id FROM kept_message WHERE bot_id = :bot_id AND chat_id = :chat_id AND key = :key),"
    " EXISTS (SELECT 1 FROM outbox"
    " WHERE bot_id = :bot_id AND chat_id = :chat_id AND key = :key AND key <> '' AND state = 'pending')"
)
_SUPERSEDE_FAILED = (
    "UPDATE outbox SET state = 'superseded' WHERE bot_id = :bot_id AND state IN ('failed', 'unreachable') AND key <> ''"
    " AND EXISTS (SELECT 1 FROM outbox AS newer WHERE newer.bot_id = outbox.bot_id AND newer.chat_id = outbox.chat_id"
    " AND newer.key = outbox.key AND newer.id > outbox.id)"
)


def post(connection: Connection, letter: Letter, now: datetime) -> OutboxItem:
    """Store a letter in the transaction of the work that owes it; an undelivered older one of its key is dropped."""
    earlier = None
    if letter.key:
        where = {"bot_id": letter.bot_id, "chat_id": letter.chat_id, "key": letter.key}
        earlier, waits = _STANDING.row(connection, **where)
        if waits:
            _SUPERSEDE.change(connection, **where)
    row_id: int = _POST.value(
        connection,
        bot_id=letter.bot_id,
        office_id=letter.office_id,
        chat_id=letter.chat_id,
        key=letter.key,
        method=letter.method,
        params=letter.params,
        file_id=letter.file_id,
        priority=letter.priority,
        cause_id=letter.cause_id,
        wanted_at=letter.wanted_at,
        document=letter.document,
        now=now,
    )
    return OutboxItem(
        row_id,
        letter.office_id,
        letter.chat_id,
        letter.key,
        letter.method,
        letter.params,
        letter.file_id,
        letter.priority,
        kept=earlier,
        document=letter.document,
    )


def withdraw(connection: Connection, bot_id: int, office_id: int, chat_id: int) -> list[int]:
    """Take back what waits to be sent to a chat for that office, and return the letters' ids."""
    taken = _WITHDRAW.rows(connection, bot_id=bot_id, office_id=office_id, chat_id=chat_id)
    return [number for (number,) in taken]


def pending(connection: Connection, bot_id: int, *, after: int = 0, limit: int = 500) -> list[OutboxItem]:
    """Return what waits, oldest first, beyond row `after`, postponed ones included."""
    return [_item(row) for row in _PENDING.rows(connection, bot_id=bot_id, after=after, limit=limit)]


def _item(row: Sequence[Any]) -> OutboxItem:
    number, office_id, chat_id, key, method, params, file_id, priority, attempts, due_at, kept_id, document = row
    return OutboxItem(
        number,
        office_id,
        chat_id,
        key,
        method,
        params,
        file_id,
        priority,
        attempts,
        utc_or_none(due_at),
        kept_id,
        document,
    )


def mark(connection: Connection, outcomes: Iterable[Delivered]) -> None:
    """Note what became of letters."""
    _MARK.change_many(
        connection,
        [
            {
                "id": outcome.id,
                "state": outcome.state.value,
                "sent_at": outcome.sent_at,
                "held_ms": outcome.held_ms,
                "message_id": outcome.message_id,
                "error": outcome.error,
            }
            for outcome in outcomes
        ],
    )


def postpone(connection: Connection, item_id: int, error: str, due_at: datetime) -> None:
    """Note a failed try that is repeated at `due_at`."""
    _POSTPONE.change(connection, id=item_id, error=error, due_at=due_at)


def keep(connection: Connection, bot_id: int, chat_id: int, key: str, message_id: int) -> None:
    """Remember the message that stands for a key in a chat."""
    _KEEP.change(connection, bot_id=bot_id, chat_id=chat_id, key=key, message_id=message_id)


def kept(connection: Connection, bot_id: int, chat_id: int, key: str) -> int | None:
    """Return the message that stands for a key in a chat."""
    found: int | None = _STANDING.row(connection, bot_id=bot_id, chat_id=chat_id, key=key)[0]
    return found


def undelivered(connection: Connection, bot_id: int) -> list[Undelivered]:
    """Return what failed for good, oldest first."""
    rows = connection.execute(
        text(
            "SELECT id, chat_id, method, state, error, created_at FROM outbox"
            " WHERE bot_id = :bot_id AND state IN ('failed', 'unreachable') ORDER BY id"
        ),
        {"bot_id": bot_id},
    )
    return [Undelivered(row.id, row.chat_id, row.method, row.state, row.error, utc(row.created_at)) for row in rows]


def revive(connection: Connection, bot_id: int, ids: Sequence[int]) -> int:
    """Make failed letters pending again, all of them where `ids` is empty; return how many.

    One whose key has a newer letter is superseded instead: it would put an older state over it.
    """
    connection.execute(text(_SUPERSEDE_FAILED), {"bot_id": bot_id})
    wanted = set(ids) or {letter.id for letter in undelivered(connection, bot_id)}
    revived = 0
    for item_id in sorted(wanted):
        revived += connection.execute(
            text(
                "UPDATE outbox SET state = 'pending', attempts = 0, due_at = NULL"
                " WHERE id = :id AND bot_id = :bot_id AND state IN ('failed', 'unreachable')"
            ),
            {"id": item_id, "bot_id": bot_id},
        ).rowcount
    return revived


def count(connection: Connection, bot_id: int, state: OutboxState) -> int:
    """Return how many letters are in that state."""
    found: int = connection.execute(
        text("SELECT COUNT(*) FROM outbox WHERE bot_id = :bot_id AND state = :state"),
        {"bot_id": bot_id, "state": state.value},
    ).scalar_one()
    return found
