"""When the rest of a cycle is due as things stand, and what of it moves if somebody is granted more time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from workflow.cycle import Assignment, Cycle, CycleState
from workflow.procedure import Step
from workflow.situation import Situation
from workflow.working_time import DayOff


@dataclass(frozen=True)
class Deadline:
    """When a step (of a unit) is due (UTC). A forecast stands for all units that are still to come to the step."""

    step: int
    unit_id: int | None
    due_at: datetime
    is_forecast: bool  # the step has not begun: reckoned from the deadlines before it


@dataclass(frozen=True)
class Shift:
    """A deadline that moves, never to an earlier instant."""

    before: Deadline
    after: Deadline


@dataclass(frozen=True)
class Effect:
    """What granting more time would change. `ends_at` is when the cycle would be through."""

    shifts: tuple[Shift, ...]  # the prolonged deadline first, then later steps in their order
    days_off: tuple[DayOff, ...]  # from the old deadline to the last that moves; weekends are not named
    ends_at: datetime


def forecast(cycle: Cycle, situation: Situation) -> tuple[Deadline, ...]:
    """Return the deadlines still to come, by step, then unit; none of a cycle that is over.

    What is open has its own deadline. A step to which work is still to come is reckoned from the latest deadline of
    the steps before it (from now where that has passed), each with the time that the SOP gives it.
    """
    if cycle.state is not CycleState.RUNNING:
        return ()
    found: list[Deadline] = []
    for step in situation.procedure.steps:
        found += _of_step(step, cycle, situation, max((each.due_at for each in found), default=None))
    return tuple(found)


def moved(cycle: Cycle, assignment: Assignment, days: int, situation: Situation) -> Effect:
    """Return what changes if so many working days are granted on the assignment; nothing while no time runs for it."""
    before = forecast(cycle, situation)
    after = before
    if assignment.due_at is not None:
        prolonged = replace(assignment, due_at=situation.extended(assignment, days))
        after = forecast(
            replace(cycle, assignments={**cycle.assignments, assignment.key: prolonged}),
            situation,
        )
    shifts = tuple(Shift(old, new) for old, new in zip(before, after, strict=True) if old != new)
    ends_at = max([situation.now, *(each.due_at for each in after)])
    return Effect(shifts, _days_off(shifts, situation), ends_at)


def _of_step(step: Step, cycle: Cycle, situation: Situation, turn: datetime | None) -> Iterator[Deadline]:
    """Yield the deadlines of one step; `turn` is when all work before it is through, None where none is before it."""
    own = [owed for owed in cycle.open_assignments() if owed.step == step.number]
    for owed in own:
        if owed.due_at is not None:
            yield Deadline(owed.step, owed.unit_id, owed.due_at, is_forecast=False)
    waits_for_order = any(owed.due_at is None for owed in own)
    if turn is not None or waits_for_order:
        start = max(turn or situation.now, situation.now)
        yield Deadline(step.number, None, situation.due(step.number, start), is_forecast=True)


def _days_off(shifts: tuple[Shift, ...], situation: Situation) -> tuple[DayOff, ...]:
    if not shifts:
        return ()
    calendar = situation.calendar
    first = min(max(shifts[0].before.due_at, situation.now), shifts[0].after.due_at)
    last = max(shift.after.due_at for shift in shifts)
    return calendar.days_off_between(calendar.local_day(first), calendar.local_day(last))
