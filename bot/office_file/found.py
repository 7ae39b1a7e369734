"""What was read so far, each piece beside the row it came from: a field that could not be read is None or empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.office_file.draft import DayDraft, PersonDraft, UnitDraft
from bot.office_file.rows import Row
from workflow.office import HoldingKind, Role
from workflow.office_hours import SpecialHours, Week


@dataclass(frozen=True)
class FoundUnit:
    """A unit and its row."""

    unit: UnitDraft
    row: Row

    @property
    def code(self) -> str:
        """The unit's code."""
        return self.unit.code


@dataclass(frozen=True)
class FoundPost:
    """A post as far as it could be read."""

    code: str
    title: str
    role: Role | None
    unit_code: str | None
    row: Row


@dataclass(frozen=True)
class FoundPerson:
    """A person and the row."""

    person: PersonDraft
    row: Row

    @property
    def code(self) -> str:
        """The person's code."""
        return self.person.code


@dataclass(frozen=True)
class FoundHolding:
    """A holding as far as it could be read."""

    post_code: str
    person_code: str
    from_on: date | None
    until_on: date | None
    kind: HoldingKind | None
    sk_number: str
    row: Row


@dataclass(frozen=True)
class FoundSpecial:
    """Special hours as far as they could be read."""

    name: str
    first_on: date | None
    last_on: date | None
    weekly: Week | None
    row: Row

    @property
    def whole(self) -> SpecialHours | None:
        """The special hours, None where a part is missing."""
        if self.first_on is None or self.last_on is None or self.weekly is None:
            return None
        return SpecialHours(self.first_on, self.last_on, self.weekly, self.name)


@dataclass(frozen=True)
class FoundDay:
    """A day of the office's calendar, and where it is written."""

    day: DayDraft
    where: str


@dataclass(frozen=True)
class Times:
    """When the office works, as far as it could be read."""

    weekly: Week | None
    special: tuple[FoundSpecial, ...]
    days: tuple[FoundDay, ...]


@dataclass(frozen=True)
class Found:
    """Everything but the office itself."""

    units: tuple[FoundUnit, ...]
    posts: tuple[FoundPost, ...]
    people: tuple[FoundPerson, ...]
    holdings: tuple[FoundHolding, ...]
