"""The performance of units in a year up to a quarter: what report, rekap, E.81, charts and screens are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from workflow.capaian import Figures
from workflow.indicators import Indicator, Reported
from workflow.papers.sheet import Signature
from workflow.quarter import Quarter


@dataclass(frozen=True)
class Evidence:
    """A kept file that proves a figure; `fingerprint` is the first 8 characters of its SHA-256, `size` in bytes."""

    name: str
    kind: str  # workflow.files.FileKind
    size: int
    fingerprint: str


@dataclass(frozen=True)
class QuarterReport:
    """What was reported on an indicator for one quarter (1-4)."""

    quarter: int
    reported: Reported


@dataclass(frozen=True)
class IndicatorRecord:
    """An indicator as it was valid in the quarter, with the year's reports so far and the quarter's evidence."""

    indicator: Indicator
    reports: tuple[QuarterReport, ...] = ()  # by quarter, rising; a quarter that is not there is blank
    evidence: tuple[Evidence, ...] = ()  # of the quarter itself
    last_year: Decimal | None = None  # capaian of TW IV a year earlier, in percent
    renstra_target: Decimal | None = None  # at the end of the Renstra's period
    renstra_before: Decimal | None = None  # realised of it up to last year

    @property
    def figures(self) -> Figures:
        """The reports as the rules take them."""
        return {each.quarter: each.reported for each in self.reports}


@dataclass(frozen=True)
class UnitRecord:
    """A unit with its indicators in the order of its plan; where it is excluded, `excluded` says why."""

    code: str
    name: str
    records: tuple[IndicatorRecord, ...] = ()
    number: str = ""  # of the submission that counts, e.g. K-0142; empty where none came
    version: int = 0
    note: str = ""
    sent_at: datetime | None = None
    sent_by: Signature | None = None
    files: tuple[Evidence, ...] = ()  # of the submission that prove no single indicator
    remarks: tuple[str, ...] = ()  # of the evaluator
    excluded: str = ""
    self_approved: bool = False


@dataclass(frozen=True)
class OfficeRecord:
    """The units of one quarter, in the office's own order."""

    quarter: Quarter
    units: tuple[UnitRecord, ...]

    @property
    def by_code(self) -> Mapping[str, UnitRecord]:
        """The units by their code."""
        return {unit.code: unit for unit in self.units}
