"""What a decision depends on besides the cycle and the command: the instant, the office, its SOP and its hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from workflow.cycle import COLLECT, Assignment
from workflow.office import Office, Role
from workflow.procedure import Allotment, Procedure
from workflow.working_time import OfficeCalendar


@dataclass(frozen=True)
class Situation:
    """The world at one instant. `now` is aware; a naive one is refused with ValueError."""

    now: datetime
    office: Office
    procedure: Procedure
    calendar: OfficeCalendar

    def __post_init__(self) -> None:
        """Refuse a clock without a zone before it slips into a deadline."""
        if self.now.utcoffset() is None:
            raise ValueError(f"{self.now.isoformat()} has no zone")

    @property
    def today(self) -> date:
        """The date on the office's wall."""
        return self.calendar.local_day(self.now)

    def due(self, step: int, start: datetime | None = None) -> datetime:
        """Return when that step, begun at `start` (now where none is given), is due."""
        return self.calendar.deadline(start or self.now, self.procedure.step(step).allotment)

    def rework_due(self, step: int) -> datetime:
        """Return when work sent back to `step` by a later one is due: `waktu_perbaikan`, else the step's own time."""
        allotment = self.procedure.rework or self.procedure.step(step).allotment
        return self.calendar.deadline(self.now, allotment)

    @property
    def tomorrow_noon(self) -> datetime:
        """Until when "besok pagi" lasts: the end of the first span of the next working day's hours."""
        tomorrow = self.calendar.next_working_day(self.today)
        _, end = self.calendar.hours(tomorrow)[0]
        return datetime.combine(tomorrow, end, tzinfo=self.calendar.zone).astimezone(UTC)

    def may_wait_until_tomorrow(self, assignment: Assignment) -> bool:
        """Tell whether "besok pagi" ends before the deadline."""
        return assignment.due_at is not None and self.tomorrow_noon <= assignment.due_at

    def allotment(self, assignment: Assignment) -> Allotment:
        """Return the time that the assignment was given: `waktu_perbaikan` for data that came back, else the step's."""
        rework = self.procedure.rework if assignment.step == COLLECT and assignment.round > 1 else None
        return rework or self.procedure.step(assignment.step).allotment

    def extended(self, assignment: Assignment, days: int) -> datetime:
        """Return the deadline with so many working days more, counted from it or, where it has passed, from today."""
        base = max(assignment.due_at or self.now, self.now)
        return self.calendar.add_days(base, days)

    def due_by_calendar(self, assignment: Assignment) -> datetime | None:
        """Return when the assignment is due by the calendar as it is now; None while no time runs.

        A day that becomes a working day brings a deadline forward, but never before today's closing time (after it:
        the next working day's); one that has passed stays where it is.
        """
        if assignment.due_at is None or assignment.runs_from is None or assignment.due_at <= self.now:
            return assignment.due_at
        due_at = assignment.extended_from or self.calendar.deadline(assignment.runs_from, self.allotment(assignment))
        if assignment.extended_days:
            due_at = self.calendar.add_days(due_at, assignment.extended_days)
        if due_at >= assignment.due_at:
            return due_at
        return min(assignment.due_at, max(due_at, self.calendar.add_days(self.calendar.next_opening(self.now), 0)))

    def posts(self, *roles: Role, unit_id: int | None = None) -> tuple[int, ...]:
        """Return the ids of the posts of these roles (of one unit)."""
        return tuple(post.id for post in self.office.posts_with(*roles, unit_id=unit_id))
