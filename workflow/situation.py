"""What a decision depends on besides the cycle and the command: the instant, the office, its SOP and its hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflow.office import Office, Role
from workflow.procedure import Procedure
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

    def posts(self, *roles: Role, unit_id: int | None = None) -> tuple[int, ...]:
        """Return the ids of the posts of these roles (of one unit)."""
        return tuple(post.id for post in self.office.posts_with(*roles, unit_id=unit_id))
