"""What was read so far, each piece beside the row it came from: a field that could not be read is None or empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.office_file.draft import PersonDraft, UnitDraft
from bot.office_file.rows import Row
from workflow.office import HoldingKind, Role


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
class Found:
    """Everything but the office itself."""

    units: tuple[FoundUnit, ...]
    posts: tuple[FoundPost, ...]
    people: tuple[FoundPerson, ...]
    holdings: tuple[FoundHolding, ...]
