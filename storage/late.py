"""What a standstill made late: messages of people, notices, and letters that were on their way."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from storage.statements import Statement, utc

MOST_UPDATES = 5000
"""Telegram keeps updates for a day; more than this gathers in no office."""


@dataclass(frozen=True)
class Late:
    """So many of a kind were late, the worst of them by `longest`."""

    count: int
    longest: timedelta = timedelta()


@dataclass(frozen=True)
class LateWork:
    """What a standstill made late; `waiting` is what has not caught up yet, updates and letters."""

    updates: Late
    notices: Late
    letters: Late
    waiting: int


_UPDATES = Statement(
    "SELECT payload, done_at FROM inbox WHERE bot_id = :bot_id AND received_at >= :since AND done_at >= :until_at"
    " AND due_at IS NULL ORDER BY id LIMIT :limit"
)
_NOTICES = Statement(
    "SELECT wanted_at, sent_at FROM outbox WHERE bot_id = :bot_id AND wanted_at IS NOT NULL AND sent_at IS NOT NULL"
    " AND wanted_at >= :since AND wanted_at < :until_at AND sent_at >= :until_at"
)
_LETTERS = Statement(
    "SELECT created_at, sent_at FROM outbox WHERE bot_id = :bot_id AND wanted_at IS NULL AND sent_at >= :until_at"
    " AND created_at < :until_at"
)
_WAITING = Statement(
    "SELECT (SELECT COUNT(*) FROM inbox WHERE bot_id = :bot_id AND state = 'pending' AND due_at IS NULL)"
    " + (SELECT COUNT(*) FROM outbox WHERE bot_id = :bot_id AND state = 'pending')"
)


def late_work(connection: Connection, bot_id: int, since: datetime, until_at: datetime) -> LateWork:
    """Return what the standstill between these instants made late, as it stands now."""
    span = {"bot_id": bot_id, "since": since, "until_at": until_at}
    updates = _UPDATES.rows(connection, **span, limit=MOST_UPDATES)
    sent = ((_said_at(payload), utc(done_at)) for payload, done_at in updates)
    return LateWork(
        updates=_late([(said_at, done_at) for said_at, done_at in sent if said_at is not None and said_at < until_at]),
        notices=_late([(utc(wanted), utc(at)) for wanted, at in _NOTICES.rows(connection, **span)]),
        letters=_late(
            [(utc(made), utc(at)) for made, at in _LETTERS.rows(connection, bot_id=bot_id, until_at=until_at)]
        ),
        waiting=_WAITING.value(connection, bot_id=bot_id),
    )


def _late(pairs: list[tuple[datetime, datetime]]) -> Late:
    return Late(len(pairs), max((done - wanted for wanted, done in pairs), default=timedelta()))


def _said_at(payload: str) -> datetime | None:
    """Return Telegram's time of a message; None for a tap, which has none, and for the bot's own results."""
    try:
        update = json.loads(payload)
        message = update.get("message") or update.get("edited_message") or {}
        return datetime.fromtimestamp(message["date"], UTC)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
