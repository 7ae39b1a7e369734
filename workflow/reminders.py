"""When those who owe something are reminded: planned from the SOP file, in office hours, anew whenever time changes.

A notice before a deadline moves earlier into office hours, never later; one after it moves to the next opening.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from workflow import events as e
from workflow.cycle import Assignment, AssignmentKey, AssignmentState, Cycle, CycleState, Phase
from workflow.events import Recorded
from workflow.procedure import TimeUnit
from workflow.situation import Situation
from workflow.working_time import OfficeCalendar

WHOLE: AssignmentKey = (0, None)
"""Stands for the cycle as a whole, where an assignment's key would name a step and a unit."""


class ReminderKind(StrEnum):
    """What a reminder is about. The stored names may not change."""

    ADVANCE = "menjelang"  # some of the time has passed, or some days are left
    LAST_MORNING = "pagi_terakhir"
    DUE = "jatuh_tempo"
    NOT_BEGUN = "belum_mulai"  # to the Kabid: most of the time has passed and the Staf has not begun
    OVERDUE = "lewat"  # to who owes it and to the superior; planned anew for each working morning
    TO_ORDER = "menunggu_perintah"  # no time runs yet, and yet somebody waits for the order; each working morning
    TO_DECIDE = "menunggu_keputusan"  # more time was asked for; to who decides, each working morning
    PROMISE = "janji"
    BROKEN_PROMISE = "janji_lewat"
    DIGEST = "pagi"  # of the whole cycle: what is overdue or due today, each working morning
    RECAP = "rekap"  # of the whole cycle: the week, on its last working day


RECURRING = frozenset(
    {
        ReminderKind.OVERDUE,
        ReminderKind.TO_ORDER,
        ReminderKind.TO_DECIDE,
        ReminderKind.DIGEST,
        ReminderKind.RECAP,
    }
)
"""After one of these the next is planned from time alone; the others were all planned with the deadline."""


@dataclass(frozen=True, order=True)
class Reminder:
    """One notice to come: about what, and when (UTC)."""

    at: datetime
    kind: ReminderKind


@dataclass(frozen=True)
class Plan:
    """The notices to come of one assignment, or of the cycle where the key is `WHOLE`; `is_open` false: none more."""

    key: AssignmentKey
    is_open: bool
    reminders: tuple[Reminder, ...]


def changed_plans(cycle: Cycle, recorded: Sequence[Recorded], situation: Situation) -> tuple[Plan, ...]:
    """Return the plans that these events, the latest of the cycle, have made out of date, as they are now."""
    events = [happened.event for happened in recorded]
    keys = dict.fromkeys((event.step, event.unit_id) for event in events if isinstance(event, _CHANGES))
    plans = [plan_of(cycle.assignments[key], situation) for key in keys]
    if any(isinstance(event, _WHOLE_CHANGES) for event in events):
        plans.append(plan_of_cycle(cycle, situation))
    return tuple(plans)


def all_plans(cycle: Cycle, situation: Situation) -> tuple[Plan, ...]:
    """Return the plans of everything that is open in the cycle, and of the cycle itself."""
    plans = [plan_of(assignment, situation) for assignment in cycle.open_assignments()]
    return (*plans, plan_of_cycle(cycle, situation))


def plan_of(assignment: Assignment, situation: Situation) -> Plan:
    """Return the notices that are still to come of an assignment, the earliest first."""
    is_open = assignment.state is AssignmentState.OPEN
    found = {each for each in _of_assignment(assignment, situation) if each.at > situation.now} if is_open else set()
    return Plan(assignment.key, is_open, tuple(sorted(found)))


def plan_of_cycle(cycle: Cycle, situation: Situation) -> Plan:
    """Return the next morning digest and the next weekly recap while the cycle runs."""
    calendar, now = situation.calendar, situation.now
    if cycle.state is not CycleState.RUNNING:
        return Plan(WHOLE, is_open=False, reminders=())
    digest = Reminder(calendar.opening_after(now), ReminderKind.DIGEST)
    return Plan(WHOLE, is_open=True, reminders=tuple(sorted((digest, _recap(calendar, now)))))


_CHANGES = (
    e.AssignmentStarted
    | e.AssignmentMoved
    | e.AssignmentEnded
    | e.WorkPromised
    | e.ExtensionAsked
    | e.ExtensionGranted
    | e.ExtensionRefused
    | e.DeadlineMoved
)
_WHOLE_CHANGES = e.CycleStarted | e.CycleClosed | e.DisposisiWithdrawn


def _of_assignment(assignment: Assignment, situation: Situation) -> Iterator[Reminder]:
    calendar, due_at = situation.calendar, assignment.due_at
    if due_at is None:
        yield Reminder(calendar.opening_after(max(situation.now, assignment.phase_at)), ReminderKind.TO_ORDER)
        return
    if assignment.extension is not None:
        asked_at = max(situation.now, assignment.extension.asked_at)
        yield Reminder(calendar.opening_after(asked_at), ReminderKind.TO_DECIDE)
    promise = assignment.promise
    for each in _before(assignment, due_at, situation):
        if promise is None or each.at > promise.until_at:
            yield each
    if promise is not None:
        yield Reminder(calendar.opening(calendar.local_day(promise.until_at)), ReminderKind.PROMISE)
        yield Reminder(promise.until_at, ReminderKind.BROKEN_PROMISE)
    if situation.procedure.step(assignment.step).reminders.when_due:
        yield Reminder(calendar.latest_open(due_at), ReminderKind.DUE)
    yield Reminder(_overdue_at(assignment, due_at, situation), ReminderKind.OVERDUE)


def _before(assignment: Assignment, due_at: datetime, situation: Situation) -> Iterator[Reminder]:
    """Yield what comes before the deadline and after its time began to run."""
    calendar, wanted = situation.calendar, situation.procedure.step(assignment.step).reminders
    start = assignment.runs_from or assignment.started_at
    due_on = calendar.local_day(due_at)
    found = [Reminder(_share(start, due_at, percent, situation, assignment), _ADVANCE) for percent in wanted.percents]
    found += [
        Reminder(calendar.opening(calendar.working_days_before(due_on, days)), _ADVANCE) for days in wanted.days_before
    ]
    if wanted.last_morning:
        morning = calendar.opening(due_on) if calendar.is_working(due_on) else calendar.latest_open(due_at)
        found.append(Reminder(morning, ReminderKind.LAST_MORNING))
    if wanted.not_begun is not None and assignment.phase is Phase.FILLING:
        at = _share(start, due_at, wanted.not_begun, situation, assignment)
        found.append(Reminder(at, ReminderKind.NOT_BEGUN))
    yield from (each for each in found if start < each.at < due_at)


_ADVANCE = ReminderKind.ADVANCE


def _share(start: datetime, due_at: datetime, percent: int, situation: Situation, assignment: Assignment) -> datetime:
    """Return when that share of the time has passed, moved earlier into office hours where time runs on at night."""
    calendar = situation.calendar
    if situation.allotment(assignment).working:
        minutes = calendar.working_minutes_between(start, due_at) * percent // 100
        return calendar.add_minutes(start, minutes)
    return calendar.latest_open(start + (due_at - start) * percent / 100)


def _overdue_at(assignment: Assignment, due_at: datetime, situation: Situation) -> datetime:
    """Return when it is next told that the deadline has passed.

    First a working hour after it (or as the SOP file says) where the step counts minutes or hours, at the next
    opening where it counts days; then each working morning.
    """
    calendar = situation.calendar
    if situation.procedure.step(assignment.step).allotment.unit is TimeUnit.HARI:
        first = calendar.opening_after(due_at)
    else:
        first = calendar.add_minutes(due_at, situation.procedure.escalation.after_minutes)
    return first if first > situation.now else calendar.opening_after(situation.now)


def _recap(calendar: OfficeCalendar, now: datetime) -> Reminder:
    """Return the recap of the week: on its last working day, when the office opens after the break."""
    today = calendar.local_day(now)
    monday = today - timedelta(days=today.weekday())
    while True:
        week = [day for offset in range(7) if calendar.is_working(day := monday + timedelta(days=offset))]
        if week:
            begin, _ = calendar.hours(week[-1])[-1]
            at = datetime.combine(week[-1], begin, tzinfo=calendar.zone)
            if at > now:
                return Reminder(at.astimezone(UTC), ReminderKind.RECAP)
        monday += timedelta(days=7)
