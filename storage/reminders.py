"""Reminders as rows: written with the act that makes them due, dropped with the one that ends it, told once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage.statements import Statement, utc, utc_or_none
from workflow.cycle import AssignmentKey
from workflow.reminders import Plan, ReminderKind


@dataclass(frozen=True)
class DueReminder:
    """A reminder whose time has come and that nobody has been told of."""

    id: int
    office_id: int
    cycle_id: int
    key: AssignmentKey
    kind: ReminderKind
    due_at: datetime
    meant_at: datetime  # what it was planned for, where the office was closed by then


_DROP = Statement(
    "UPDATE reminder SET state = 'dropped'"
    " WHERE cycle_id = :cycle_id AND step = :step AND unit_key = :unit_key AND state = 'pending'"
)
_DROP_COMING = Statement(
    "UPDATE reminder SET state = 'dropped' WHERE cycle_id = :cycle_id AND step = :step AND unit_key = :unit_key"
    " AND state = 'pending' AND COALESCE(meant_at, due_at) > :now"
)
_PLAN = Statement(
    "INSERT INTO reminder (office_id, cycle_id, step, unit_key, kind, due_at, state)"
    " VALUES (:office_id, :cycle_id, :step, :unit_key, :kind, :due_at, 'pending')"
    " ON CONFLICT (cycle_id, step, unit_key, kind, due_at) DO UPDATE SET state = 'pending', meant_at = NULL"
    " WHERE reminder.state = 'dropped'"
)
_DUE_CYCLES = Statement(
    "SELECT office_id, cycle_id, COUNT(*) FROM reminder WHERE state = 'pending' AND due_at <= :now"
    " GROUP BY office_id, cycle_id ORDER BY MIN(due_at)"
)
_DUE_OF_CYCLE = Statement(
    "SELECT id, office_id, cycle_id, step, unit_key, kind, due_at, meant_at FROM reminder"
    " WHERE cycle_id = :cycle_id AND state = 'pending' AND due_at <= :now ORDER BY due_at, id"
)
_TELL = Statement("UPDATE reminder SET state = 'told', told_at = :now WHERE id = :id AND state = 'pending'")
_PUT_OFF = Statement(
    "UPDATE reminder SET due_at = :due_at, meant_at = :meant_at WHERE id = :id AND state = 'pending' AND NOT EXISTS"
    " (SELECT 1 FROM reminder AS same WHERE same.cycle_id = reminder.cycle_id AND same.step = reminder.step"
    " AND same.unit_key = reminder.unit_key AND same.kind = reminder.kind AND same.due_at = :due_at)"
)
_STAND_IN = Statement(
    "UPDATE reminder SET state = 'pending', meant_at = :meant_at WHERE cycle_id = :cycle_id AND step = :step"
    " AND unit_key = :unit_key AND kind = :kind AND due_at = :due_at AND state = 'dropped'"
)
_DROP_ONE = Statement("UPDATE reminder SET state = 'dropped' WHERE id = :id AND state = 'pending'")
_NEXT = Statement("SELECT MIN(due_at) FROM reminder WHERE state = 'pending' AND due_at > :since")
_UNPLANNED = Statement(
    "SELECT c.office_id, c.id FROM cycle c WHERE c.state = 'running' AND NOT EXISTS"
    " (SELECT 1 FROM reminder r WHERE r.cycle_id = c.id AND r.step = 0 AND r.state = 'pending')"
)


def keep_plan(connection: Connection, office_id: int, cycle_id: int, plan: Plan, now: datetime) -> None:
    """Make the plan's notices the ones that are to come; what has been told stays told and is never told again.

    What was due by `now` and is not told yet stays, put off or not, unless the assignment is over.
    """
    step, unit_key = plan.key[0], plan.key[1] or 0
    place = {"cycle_id": cycle_id, "step": step, "unit_key": unit_key}
    if plan.is_open:
        _DROP_COMING.change(connection, **place, now=now)
    else:
        _DROP.change(connection, **place)
    _PLAN.change_many(
        connection,
        [{"office_id": office_id, **place, "kind": each.kind.value, "due_at": each.at} for each in plan.reminders],
    )


@dataclass(frozen=True)
class DueCycle:
    """A cycle of which `count` reminders are due."""

    office_id: int
    cycle_id: int
    count: int


def due_cycles(connection: Connection, now: datetime) -> list[DueCycle]:
    """Return the cycles of which something is due, the one that waits longest first."""
    return [DueCycle(*row) for row in _DUE_CYCLES.rows(connection, now=now)]


def due_of(connection: Connection, cycle_id: int, now: datetime) -> list[DueReminder]:
    """Return all reminders of one cycle that are due, the earliest first."""
    return [_read(row) for row in _DUE_OF_CYCLE.rows(connection, cycle_id=cycle_id, now=now)]


def tell(connection: Connection, reminder_id: int, now: datetime) -> bool:
    """Claim a reminder in the transaction that tells of it; False where it was told or dropped before."""
    return _TELL.change(connection, id=reminder_id, now=now) == 1


def put_off(connection: Connection, reminder: DueReminder, until_at: datetime) -> None:
    """Move a reminder to the next opening.

    One of its kind that waits for that instant already stands for both; one that was dropped there takes its place.
    """
    moved = _PUT_OFF.change(connection, id=reminder.id, due_at=until_at, meant_at=reminder.meant_at)
    if not moved:
        step, unit_id = reminder.key
        place = {"cycle_id": reminder.cycle_id, "step": step, "unit_key": unit_id or 0, "kind": reminder.kind.value}
        _STAND_IN.change(connection, **place, due_at=until_at, meant_at=reminder.meant_at)
        _DROP_ONE.change(connection, id=reminder.id)


def next_due(connection: Connection, since: datetime) -> datetime | None:
    """Return when the first reminder after `since` is due, None when none waits."""
    return utc_or_none(_NEXT.value(connection, since=since))


def unplanned(connection: Connection) -> list[tuple[int, int]]:
    """Return (office, cycle) of every running cycle without reminders: begun before there were any."""
    return [(row[0], row[1]) for row in _UNPLANNED.rows(connection)]


def _read(row: tuple[int, int, int, int, int, str, datetime, datetime | None]) -> DueReminder:
    row_id, office_id, cycle_id, step, unit_key, kind, due_at, meant_at = row
    key = (step, unit_key or None)
    return DueReminder(row_id, office_id, cycle_id, key, ReminderKind(kind), utc(due_at), utc(meant_at or due_at))
