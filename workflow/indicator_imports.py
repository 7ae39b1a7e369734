"""Where changes of the indicators come from, and the figures from before Monev that come with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.indicator_plan import Version
from workflow.indicators import Reported


@dataclass(frozen=True)
class PastFigure:
    """What a unit realised on an indicator in a quarter (1-4) before the office began with Monev."""

    unit_id: int
    year: int
    code: str
    quarter: int
    reported: Reported


@dataclass(frozen=True)
class IndicatorImport:
    """Where a change of the indicators comes from. `person_id` is None for the command line; `at` is UTC."""

    year: int
    from_quarter: int
    file_name: str
    sha256: str
    person_id: int | None
    at: datetime


@dataclass(frozen=True)
class KeptVersion:
    """A version with the import that it came by."""

    version: Version
    imported: IndicatorImport


@dataclass(frozen=True)
class Addition:
    """What an import adds; what was there before stays."""

    versions: tuple[Version, ...] = ()
    past: tuple[PastFigure, ...] = ()
