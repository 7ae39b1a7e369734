"""Whether an office is ready for a quarter: what would hold it up, found before it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from workflow.admission import Reach
from workflow.indicators import Indicator
from workflow.office import Office
from workflow.procedure import Procedure
from workflow.working_time import OfficeCalendar


class Hindrance(StrEnum):
    """What would hold a quarter up."""

    NEVER_STARTED = "never_started"  # holds a post, and no account is theirs
    WAITS_AT_DOOR = "waits_at_door"  # opened a link, and nobody has confirmed who it is
    BLOCKED = "blocked"  # the account no longer takes messages
    VACANT = "vacant"
    HOLIDAY = "holiday"  # a step's time meets a day off
    TEMPLATE_CHANGED = "template_changed"  # a unit's indicators are others than a quarter ago
    NO_INDICATORS = "no_indicators"


@dataclass(frozen=True)
class Found:
    """One hindrance and whom or what it is about: a person, post or unit by id, a step by number, a day.

    `newcomer_id` is set for whoever waits at the door, `due_on` for a step that meets a day off: its last day.
    """

    kind: Hindrance
    subject: int
    day: date | None = None
    name: str = ""
    due_on: date | None = None
    newcomer_id: int = 0


@dataclass(frozen=True)
class UnitPlan:
    """A unit's indicators in the quarter and in the one before; () for none."""

    now: tuple[Indicator, ...]
    before: tuple[Indicator, ...]


def readiness(
    office: Office, reaches: Mapping[int, Reach], plans: Mapping[int, UnitPlan], today: date
) -> tuple[Found, ...]:
    """Return what of people, posts and templates would hold the quarter up, in that order."""
    return (*_people(office, reaches, today), *_posts(office, today), *_templates(office, plans))


def holidays(procedure: Procedure, calendar: OfficeCalendar, start: datetime) -> tuple[Found, ...]:
    """Return the steps whose time, were the SOP begun then, meets days off of the week's working days, one by one."""
    found: list[Found] = []
    begins = calendar.next_opening(start)
    for step in procedure.steps:
        ends = calendar.deadline(begins, step.allotment)
        first, last = calendar.local_day(begins), calendar.local_day(ends)
        for off in calendar.days_off_between(first, last + timedelta(days=1)):
            if off.on <= last and calendar.weekly[off.on.weekday()]:
                found.append(Found(Hindrance.HOLIDAY, step.number, off.on, off.name, last))
        begins = calendar.next_opening(ends)
    return tuple(found)


def _people(office: Office, reaches: Mapping[int, Reach], today: date) -> Iterator[Found]:
    for person in office.persons:
        reach = reaches.get(person.id, Reach(person.id))
        if reach.newcomer is not None and not reach.is_bound:
            yield Found(Hindrance.WAITS_AT_DOOR, person.id, newcomer_id=reach.newcomer.id)
        elif not office.capacities(person.id, today):
            continue
        elif not reach.is_bound:
            yield Found(Hindrance.NEVER_STARTED, person.id)
        elif reach.is_blocked:
            yield Found(Hindrance.BLOCKED, person.id)


def _posts(office: Office, today: date) -> Iterator[Found]:
    yield from (Found(Hindrance.VACANT, post.id) for post in office.posts if office.holding(post.id, today) is None)


def _templates(office: Office, plans: Mapping[int, UnitPlan]) -> Iterator[Found]:
    for unit in office.units:
        plan = plans.get(unit.id, UnitPlan((), ()))
        if not plan.now:
            yield Found(Hindrance.NO_INDICATORS, unit.id)
        elif plan.before and _form(plan.now) != _form(plan.before):
            yield Found(Hindrance.TEMPLATE_CHANGED, unit.id)


def _form(indicators: tuple[Indicator, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return what of indicators a unit's workbook is made of: rows by code, name and unit of measure."""
    return tuple((each.code, each.name, each.satuan) for each in indicators)
