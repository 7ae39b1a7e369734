"""The workbook that a unit fills in for a quarter, and the copy of it on which is marked what was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.papers.records import IndicatorRecord, UnitRecord
from workflow.papers.sheet import Sheet
from workflow.quarter import Quarter
from workflow.workbook_reading import Severity, edition_of


@dataclass(frozen=True)
class UnitWorkbook:
    """A unit's indicators with targets and what was reported before; what the quarter has already is filled in."""

    sheet: Sheet
    unit_code: str
    unit_name: str
    quarter: Quarter
    due_at: datetime | None  # UTC; None where no time runs
    records: tuple[IndicatorRecord, ...]

    @property
    def edition(self) -> str:
        """What the workbook is made from, in 8 characters; its reader compares it."""
        return edition_of(tuple(record.indicator for record in self.records), self.quarter)


def unit_workbook(sheet: Sheet, unit: UnitRecord, quarter: Quarter, due_at: datetime | None = None) -> UnitWorkbook:
    """Return the unit's workbook of a quarter."""
    return UnitWorkbook(sheet, unit.code, unit.name, quarter, due_at, unit.records)


@dataclass(frozen=True)
class Mark:
    """What is said of a cell, in plain words. Without a cell it is said of the whole, above the others."""

    text: str
    severity: Severity
    sheet: str = ""
    cell: str = ""  # "H12"


@dataclass(frozen=True)
class MarkedWorkbook:
    """A kept workbook, by its SHA-256, to be given back with its cells coloured and commented."""

    sha256: str
    title: str  # above the list of marks
    marks: tuple[Mark, ...]
