"""How things stand in numbers: what waits and since when, what failed, how late notices were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import Connection, text

from storage.statements import Statement, utc, utc_or_none

LAST_NOTICES = 1000
"""How many of the newest notices lateness is told of."""


@dataclass(frozen=True)
class Waiting:
    """Rows that wait, and since when the oldest of them does (None where there is none)."""

    count: int
    since: datetime | None


@dataclass(frozen=True)
class Lateness:
    """By how many seconds notices came after their time, without what Telegram's limits took of it.

    Of `count` notices, the first of them sent at `since`: half were no later than `p50`, 95 in 100 no later than `p95`.
    """

    count: int
    since: datetime | None
    p50: float
    p95: float
    worst: float


@dataclass(frozen=True)
class Figures:
    """How one bot's mail, and the reminders of all offices in its database, stand at an instant."""

    unhandled: Waiting  # updates and timers that are due
    timers: int  # inbox rows that wait for their time
    dead: int  # set aside after their last try
    unsent: Waiting
    failed: int  # letters that Telegram refused
    undeliverable: int  # letters to someone who cannot be reached
    unreachable_people: int
    reminders: int  # that are to come
    next_reminder_at: datetime | None
    overdue: Waiting  # reminders whose time has come and that nobody was told of
    lateness: Lateness


_INBOX = Statement(
    "SELECT COUNT(*), SUM(CASE WHEN due_at > :now THEN 1 ELSE 0 END),"
    " MIN(CASE WHEN due_at IS NULL THEN received_at WHEN due_at <= :now THEN due_at END)"
    " FROM inbox WHERE bot_id = :bot_id AND state = 'pending'"
)
_OUTBOX = Statement("SELECT COUNT(*), MIN(created_at) FROM outbox WHERE bot_id = :bot_id AND state = 'pending'")
_REMINDERS = Statement(
    "SELECT COUNT(*), SUM(CASE WHEN due_at <= :now THEN 1 ELSE 0 END), MIN(CASE WHEN due_at > :now THEN due_at END),"
    " MIN(due_at) FROM reminder WHERE state = 'pending'"
)
_NOTICES = Statement(
    "SELECT wanted_at, sent_at, held_ms FROM outbox WHERE bot_id = :bot_id AND wanted_at IS NOT NULL"
    " AND sent_at IS NOT NULL AND state = 'sent' ORDER BY id DESC LIMIT :limit"
)


def figures(connection: Connection, bot_id: int, now: datetime) -> Figures:
    """Return how things stand at `now`."""
    pending, timers, unhandled_since = _INBOX.row(connection, bot_id=bot_id, now=now)
    unsent, unsent_since = _OUTBOX.row(connection, bot_id=bot_id)
    reminders, overdue, next_at, first_at = _REMINDERS.row(connection, now=now)
    mine = {"bot_id": bot_id}
    return Figures(
        unhandled=Waiting(pending - (timers or 0), utc_or_none(unhandled_since)),
        timers=timers or 0,
        dead=_count(connection, "inbox WHERE bot_id = :bot_id AND state = 'dead'", mine),
        unsent=Waiting(unsent, utc_or_none(unsent_since)),
        failed=_count(connection, "outbox WHERE bot_id = :bot_id AND state = 'failed'", mine),
        undeliverable=_count(connection, "outbox WHERE bot_id = :bot_id AND state = 'unreachable'", mine),
        unreachable_people=_count(connection, "account WHERE bot_id = :bot_id AND unreachable_at IS NOT NULL", mine),
        reminders=reminders - (overdue or 0),
        next_reminder_at=utc_or_none(next_at),
        overdue=Waiting(overdue or 0, utc_or_none(first_at) if overdue else None),
        lateness=lateness(connection, bot_id),
    )


def lateness(connection: Connection, bot_id: int) -> Lateness:
    """Return how late the last 1,000 notices were that were meant for an instant and have been sent."""
    rows = _NOTICES.rows(connection, bot_id=bot_id, limit=LAST_NOTICES)
    sent = [(utc(wanted_at), utc(sent_at), held_ms / 1000) for wanted_at, sent_at, held_ms in rows]
    late = sorted(max(0.0, (at - wanted).total_seconds() - held) for wanted, at, held in sent)
    since = min((at for _, at, _ in sent), default=None)
    return Lateness(len(late), since, _share(late, 0.5), _share(late, 0.95), _share(late, 1.0))


def _share(ordered: Sequence[float], share: float) -> float:
    """Return the value that this share of the ordered ones does not exceed; 0 where there are none."""
    return ordered[ceil(share * len(ordered)) - 1] if ordered else 0.0


def _count(connection: Connection, where: str, params: dict[str, int]) -> int:
    found: int = connection.execute(text(f"SELECT COUNT(*) FROM {where}"), params).scalar_one()  # noqa: S608 - ours
    return found
