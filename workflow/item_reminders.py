"""When a unit is reminded of the items of its plan: on the morning of the last day, and while they are overdue.

They are plans like those of assignments, one for each unit of a cycle, under a step number of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from workflow import events as e
from workflow.cycle import Cycle
from workflow.events import Recorded
from workflow.follow_ups import TrackedItem, items_of
from workflow.reminders import Plan, Reminder, ReminderKind
from workflow.situation import Situation
from workflow.working_time import OfficeCalendar

ITEMS = 8
"""Stands for the items of plans, where an assignment's key would name one of the SOP's seven steps."""


def changed_item_plans(cycle: Cycle, recorded: Sequence[Recorded], situation: Situation) -> tuple[Plan, ...]:
    """Return the plans of the units whose items these events, the latest of the cycle, have changed."""
    events = (happened.event for happened in recorded)
    unit_ids = dict.fromkeys(event.unit_id for event in events if isinstance(event, _CHANGES))
    return tuple(plan_of_items(cycle, unit_id, situation) for unit_id in unit_ids)


def all_item_plans(cycle: Cycle, situation: Situation) -> tuple[Plan, ...]:
    """Return the plans of every unit that has sent a plan."""
    return tuple(plan_of_items(cycle, plan.unit_id, situation) for plan in cycle.plans)


def plan_of_items(cycle: Cycle, unit_id: int, situation: Situation) -> Plan:
    """Return the notices that are still to come of what the unit owes; none of what waits for verification."""
    owed = owed_items(cycle, unit_id)
    found = {each for each in _of_items(owed, situation) if each.at > situation.now}
    return Plan((ITEMS, unit_id), bool(owed), tuple(sorted(found)))


def owed_items(cycle: Cycle, unit_id: int) -> tuple[TrackedItem, ...]:
    """Return what the unit still has to do or to report, the earliest due first."""
    owed = (item for item in items_of(cycle) if item.unit_id == unit_id and item.is_owed_by_unit)
    return tuple(sorted(owed, key=lambda item: (item.item.due_on, item.number)))


def due_items(cycle: Cycle, unit_id: int, situation: Situation) -> tuple[TrackedItem, ...]:
    """Return what the unit is to hear of today: what is overdue, due today, or due before the office opens again."""
    until = situation.calendar.next_working_day(situation.today) - timedelta(days=1)
    return tuple(item for item in owed_items(cycle, unit_id) if item.item.due_on <= until)


_CHANGES = e.PlanSubmitted | e.FollowUpReported | e.FollowUpVerified | e.FollowUpReturned


def _of_items(owed: Sequence[TrackedItem], situation: Situation) -> Iterator[Reminder]:
    """Yield the morning of each due day, the morning after it, and while something is overdue one morning a week."""
    calendar = situation.calendar
    for due_on in {item.item.due_on for item in owed}:
        yield Reminder(_last_morning(due_on, calendar), ReminderKind.LAST_MORNING)
        yield Reminder(_morning_from(due_on + timedelta(days=1), calendar), ReminderKind.OVERDUE)
    if any(item.item.due_on < situation.today for item in owed):
        monday = situation.today + timedelta(days=7 - situation.today.weekday())
        yield Reminder(_morning_from(monday, calendar), ReminderKind.OVERDUE)


def _last_morning(due_on: date, calendar: OfficeCalendar) -> datetime:
    """Return when the office opens on the due day, or on the last working day before it."""
    while not calendar.is_working(due_on):
        due_on -= timedelta(days=1)
    return calendar.opening(due_on)


def _morning_from(day: date, calendar: OfficeCalendar) -> datetime:
    """Return when the office opens on that day, or on the first working day after it."""
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return calendar.opening(day)
