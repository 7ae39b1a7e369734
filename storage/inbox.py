"""The door in: what arrived is committed here before it is acknowledged, and leaves when its work is committed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from storage.statements import Statement, utc, utc_or_none
from storage.tables.mail import InboxState


@dataclass(frozen=True)
class Arrival:
    """Something to be handled once. `key` is unique per bot; `due_at` None means at once."""

    key: str
    chat_id: int
    payload: str
    due_at: datetime | None = None


@dataclass(frozen=True)
class InboxItem:
    """A stored arrival that waits to be handled."""

    id: int
    chat_id: int
    payload: str
    received_at: datetime
    attempts: int = 0


@dataclass(frozen=True)
class DeadLetter:
    """An arrival that was set aside after its last attempt."""

    id: int
    chat_id: int
    code: str
    error: str
    attempts: int
    received_at: datetime


_RECEIVE = Statement(
    "INSERT INTO inbox (bot_id, key, chat_id, payload, received_at, due_at, state, attempts, code, error)"
    " VALUES (:bot_id, :key, :chat_id, :payload, :now, :due_at, 'pending', 0, '', '')"
    " ON CONFLICT (bot_id, key) DO NOTHING RETURNING id",
)
_HAS_COME = Statement("SELECT 1 FROM inbox WHERE bot_id = :bot_id AND key = :key")
_PENDING = Statement(
    "SELECT id, chat_id, payload, received_at, attempts FROM inbox"
    " WHERE bot_id = :bot_id AND state = 'pending' AND (due_at IS NULL OR due_at <= :now) AND id > :after"
    " ORDER BY id LIMIT :limit",
)
_FINISH = Statement("UPDATE inbox SET state = 'done', done_at = :now WHERE id = :id AND state = 'pending'")
_COUNT_ATTEMPT = Statement(
    "UPDATE inbox SET attempts = attempts + 1, error = :error WHERE id = :id AND state = 'pending'"
)
_BURY = Statement(
    "UPDATE inbox SET state = 'dead', code = :code, error = :error, attempts = attempts + 1"
    " WHERE id = :id AND state = 'pending'"
)
_CAME_DUE = Statement(
    "SELECT id, chat_id, payload, received_at, attempts FROM inbox"
    " WHERE bot_id = :bot_id AND state = 'pending' AND due_at > :since AND due_at <= :now ORDER BY id",
)
_SCRUB = Statement("UPDATE inbox SET payload = :payload WHERE id = :id")
_NEXT_DUE = Statement("SELECT MIN(due_at) FROM inbox WHERE bot_id = :bot_id AND state = 'pending' AND due_at > :now")


def has_come(connection: Connection, bot_id: int, key: str) -> bool:
    """Tell whether a row of that key was ever received, handled or not, due or not."""
    return _HAS_COME.row(connection, bot_id=bot_id, key=key) is not None


def receive(connection: Connection, bot_id: int, arrivals: Iterable[Arrival], now: datetime) -> tuple[InboxItem, ...]:
    """Store what arrived; return only what is new and due at once. A repeat of a key changes nothing."""
    fresh = []
    for arrival in arrivals:
        row_id = _RECEIVE.value(
            connection,
            bot_id=bot_id,
            key=arrival.key,
            chat_id=arrival.chat_id,
            payload=arrival.payload,
            now=now,
            due_at=arrival.due_at,
        )
        if row_id is not None and (arrival.due_at is None or arrival.due_at <= now):
            fresh.append(InboxItem(row_id, arrival.chat_id, arrival.payload, now))
    return tuple(fresh)


def pending(connection: Connection, bot_id: int, now: datetime, *, after: int = 0, limit: int = 500) -> list[InboxItem]:
    """Return what waits and is due, oldest first, beyond row `after`."""
    rows = _PENDING.rows(connection, bot_id=bot_id, now=now, after=after, limit=limit)
    return [_item(row) for row in rows]


class AlreadyHandledError(Exception):
    """The row was finished before, by another process or an earlier try: its work must not be done again."""


def came_due(connection: Connection, bot_id: int, since: datetime, now: datetime) -> list[InboxItem]:
    """Return the postponed rows that came due after `since` and by `now`."""
    return [_item(row) for row in _CAME_DUE.rows(connection, bot_id=bot_id, since=since, now=now)]


def finish(connection: Connection, item_id: int, now: datetime) -> None:
    """Mark the row done, in the transaction of its work; raises AlreadyHandledError where it no longer waits."""
    if _FINISH.change(connection, id=item_id, now=now) != 1:
        raise AlreadyHandledError(item_id)


def count_attempt(connection: Connection, item_id: int, error: str) -> None:
    """Note a failed attempt that will be repeated; nothing where another process has finished the row meanwhile."""
    _COUNT_ATTEMPT.change(connection, id=item_id, error=error)


def bury(connection: Connection, item_id: int, code: str, error: str) -> None:
    """Set the row aside as a dead letter under the short code that its sender is told.

    A row that another process has finished meanwhile stays done: a retry of it would do its work twice.
    """
    _BURY.change(connection, id=item_id, code=code, error=error)


def scrub(connection: Connection, item_id: int, payload: str) -> None:
    """Put `payload` in place of what came in, which must not be kept: SQLite overwrites its bytes with zeros.

    What its log (`-wal`) still holds goes with the next `storage.engine.forget`.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    _SCRUB.change(connection, id=item_id, payload=payload)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=OFF")


def next_due(connection: Connection, bot_id: int, now: datetime) -> datetime | None:
    """Return when the earliest postponed row beyond `now` is due, None when none waits."""
    return utc_or_none(_NEXT_DUE.value(connection, bot_id=bot_id, now=now))


def dead_letters(connection: Connection, bot_id: int) -> list[DeadLetter]:
    """Return what was set aside, oldest first."""
    rows = connection.execute(
        text(
            "SELECT id, chat_id, code, error, attempts, received_at FROM inbox"
            " WHERE bot_id = :bot_id AND state = 'dead' ORDER BY id"
        ),
        {"bot_id": bot_id},
    )
    return [DeadLetter(row.id, row.chat_id, row.code, row.error, row.attempts, utc(row.received_at)) for row in rows]


def revive(connection: Connection, bot_id: int, ids: Sequence[int]) -> int:
    """Make dead letters pending again, all of them where `ids` is empty; return how many."""
    wanted = set(ids) or {letter.id for letter in dead_letters(connection, bot_id)}
    revived = 0
    for item_id in sorted(wanted):
        revived += connection.execute(
            text(
                "UPDATE inbox SET state = 'pending', attempts = 0"
                " WHERE id = :id AND bot_id = :bot_id AND state = 'dead'"
            ),
            {"id": item_id, "bot_id": bot_id},
        ).rowcount
    return revived


def count(connection: Connection, bot_id: int, state: InboxState) -> int:
    """Return how many rows are in that state."""
    found: int = connection.execute(
        text("SELECT COUNT(*) FROM inbox WHERE bot_id = :bot_id AND state = :state"),
        {"bot_id": bot_id, "state": state.value},
    ).scalar_one()
    return found


def _item(row: tuple[int, int, str, datetime, int]) -> InboxItem:
    row_id, chat_id, payload, received_at, attempts = row
    return InboxItem(row_id, chat_id, payload, utc(received_at), attempts)
