"""The office's register: what happens to an office outside of its cycles, each entry tied to the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from workflow import admission
from workflow.incidents import IncidentNoted
from workflow.ladder import OrderRungTaken
from workflow.office import Actor
from workflow.office_changes import OfficeChange
from workflow.stand_ins import StandInStep


@dataclass(frozen=True)
class CalendarDayChanged:
    """An admin made a day a day off, or a working day; `reason` is what everyone concerned was told."""

    day: str  # ISO 8601
    is_off: bool
    reason: str


@dataclass(frozen=True)
class OfficeFileTaken:
    """The office's file was taken in; `differences` say what changed by it, a line each."""

    differences: tuple[str, ...]


@dataclass(frozen=True)
class BackupRestored:
    """The backup of that instant was put back: what had been recorded after it is gone, and seals made after it too."""

    made_at: str  # ISO 8601, UTC


ENTRIES: tuple[type, ...] = (
    CalendarDayChanged,
    OfficeFileTaken,
    BackupRestored,
    *get_args(OfficeChange),
    *get_args(StandInStep),
    *admission.ENTRIES,
    OrderRungTaken,
    IncidentNoted,
)
"""Every kind of entry. Frozen dataclasses with a stored form; a kind is never taken out, nor a field of it."""


@dataclass(frozen=True)
class Registered:
    """An entry as it stands in the register. `actor` is None where the program itself, or a command, did it."""

    position: int
    entry: object
    actor: Actor | None
    at: datetime
