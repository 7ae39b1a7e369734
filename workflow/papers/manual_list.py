"""The list by which an office goes on without the bot: who owes what and by when, what is open, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflow.cycle import Assignment, Cycle, FollowUpStatus, Phase
from workflow.follow_ups import open_items
from workflow.office import UNIT_ROLES, Office
from workflow.papers.sheet import Sheet, Signature
from workflow.papers.signers import holder_of
from workflow.quarter import Quarter
from workflow.situation import Situation
from workflow.tasks import holders_of


@dataclass(frozen=True)
class OwedRow:
    """A task that is open: at which desk of the SOP, of which unit, and whose posts hold it. Instants are UTC."""

    step: int
    phase: Phase
    activity: str
    unit: str  # empty where the step is owed once
    holders: tuple[Signature, ...]  # a vacant post has no name
    since: datetime
    due_at: datetime | None
    is_late: bool


@dataclass(frozen=True)
class RunningCycle:
    """A cycle that is under way, by step, then unit."""

    quarter: Quarter
    number: str  # of its latest disposisi, empty where there is none
    owed: tuple[OwedRow, ...]


@dataclass(frozen=True)
class OpenItem:
    """An item of a plan on which something is still owed."""

    quarter: Quarter
    unit: str
    number: int
    action: str
    responsible: str
    due_on: date
    status: FollowUpStatus
    awaits_verification: bool
    is_late: bool


@dataclass(frozen=True)
class Contact:
    """Whoever holds a post on the list's day; `phone` is empty where the office gave none."""

    unit: str
    held: Signature
    phone: str = ""


@dataclass(frozen=True)
class ManualList:
    """All of it as it stands at `as_of` (UTC)."""

    sheet: Sheet
    as_of: datetime
    cycles: tuple[RunningCycle, ...]
    items: tuple[OpenItem, ...]
    contacts: tuple[Contact, ...]


def manual_list(
    sheet: Sheet,
    running: Sequence[tuple[Cycle, Situation]],
    planned: Sequence[Cycle],
    office: Office,
    now: datetime,
) -> ManualList:
    """Return the list. `planned` are the cycles whose plans may have open items."""
    return ManualList(
        sheet,
        now,
        tuple(_running(cycle, situation) for cycle, situation in running),
        _items(planned, office, sheet.dated_on),
        tuple(_contacts(office, sheet.dated_on)),
    )


def _running(cycle: Cycle, situation: Situation) -> RunningCycle:
    number = cycle.disposisi[-1].number if cycle.disposisi else ""
    return RunningCycle(cycle.quarter, number, tuple(_owed(each, situation) for each in cycle.open_assignments()))


def _owed(assignment: Assignment, situation: Situation) -> OwedRow:
    office, unit_id = situation.office, assignment.unit_id
    roles = holders_of(assignment, situation)
    posts = office.posts_with(*roles, unit_id=unit_id if roles <= UNIT_ROLES else None)
    due_at = assignment.due_at
    return OwedRow(
        assignment.step,
        assignment.phase,
        situation.procedure.step(assignment.step).activity,
        "" if unit_id is None else office.unit(unit_id).name,
        tuple(holder_of(office, post, situation.today) for post in posts),
        assignment.phase_at,
        due_at,
        due_at is not None and due_at < situation.now,
    )


def _items(cycles: Sequence[Cycle], office: Office, today: date) -> tuple[OpenItem, ...]:
    return tuple(
        OpenItem(
            found.quarter,
            office.unit(found.unit_id).name,
            found.number,
            found.item.action,
            found.item.responsible,
            found.item.due_on,
            found.status,
            found.awaits_verification,
            found.days_overdue(today) > 0,
        )
        for found in open_items(cycles)
    )


def _contacts(office: Office, today: date) -> list[Contact]:
    """Return every post, those of the whole office first, then unit by unit."""
    found = []
    for unit_id in (None, *(unit.id for unit in office.units)):
        name = "" if unit_id is None else office.unit(unit_id).name
        for post in office.posts:
            if post.unit_id == unit_id:
                person = office.holder(post.id, today)
                found.append(Contact(name, holder_of(office, post, today), "" if person is None else person.phone))
    return found
