"""The office's register: what happens to an office outside of its cycles, each entry tied to the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.office import Actor


@dataclass(frozen=True)
class CalendarDayChanged:
    """An admin made a day a day off, or a working day; `reason` is what everyone concerned was told."""

    day: str  # ISO 8601
    is_off: bool
    reason: str


ENTRIES: tuple[type, ...] = (CalendarDayChanged,)
"""Every kind of entry. Frozen dataclasses with a stored form; a kind is never taken out, nor a field of it."""


@dataclass(frozen=True)
class Registered:
    """An entry as it stands in the register. `actor` is None where the program itself, or a command, did it."""

    position: int
    entry: object
    actor: Actor | None
    at: datetime
