"""What reading a list of indicators gave: the indicators taken, and what was odd, cell by cell. Facts, no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from workflow.indicator_check import Problem, Severity, TextMissing, check
from workflow.indicator_columns import SheetColumn
from workflow.indicator_imports import PastFigure
from workflow.indicator_plan import PlannedIndicator
from workflow.indicators import Reported, plain_label
from workflow.readings import ANYTHING, Doubt, Expected, Fault
from workflow.workbook_reading import WorkbookFault

MOST_INDICATORS = 2_000
"""Rows with an indicator; an office has some hundreds."""
MOST_FINDINGS = 500


@dataclass(frozen=True)
class UnitName:
    """A unit by what a list may call it."""

    id: int
    code: str
    name: str


@dataclass(frozen=True)
class IndicatorsJob:
    """What is to be read: the kept file, for which year unless it names one itself, and the office's units."""

    sha256: str
    year: int
    units: tuple[UnitName, ...]


class FindingKind(StrEnum):
    """What was found in a cell, column or row. The values are stored."""

    COLUMN_MISSING = "column_missing"  # without it there is no list
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    UNIT_MISSING = "unit_missing"
    UNIT_UNKNOWN = "unit_unknown"  # `offered` has the names of the units
    NOT_A_NUMBER = "not_a_number"  # `fault` says why
    AMBIGUOUS = "ambiguous"  # `doubt` says why, `numbers` what it may mean
    OFF_SCALE = "off_scale"  # a target that is no label of the scale; `offered` has the labels
    CHOICE_UNKNOWN = "choice_unknown"  # `offered` has what may be chosen
    SCALE_UNREADABLE = "scale_unreadable"  # `text` is the part that is no `label=number`
    CELL_ERROR = "cell_error"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    TOO_LONG = "too_long"
    CODE_REPEATED = "code_repeated"  # `others` are the rows with the same code in the same unit
    NAME_REPEATED = "name_repeated"
    METHOD_ASSUMED = "method_assumed"  # lower is better, and the method is not said
    POLARITY_ASSUMED = "polarity_assumed"
    ACCUMULATION_ASSUMED = "accumulation_assumed"
    PAGU_REPEATED = "pagu_repeated"  # one kegiatan's pagu at several indicators: it would count as often
    PAGU_MERGED = "pagu_merged"  # one cell over several indicators; it counts for the first


ERRORS = frozenset(
    {
        FindingKind.COLUMN_MISSING,
        FindingKind.NO_ROWS,
        FindingKind.TOO_MANY_ROWS,
        FindingKind.UNIT_MISSING,
        FindingKind.UNIT_UNKNOWN,
        FindingKind.NOT_A_NUMBER,
        FindingKind.AMBIGUOUS,
        FindingKind.OFF_SCALE,
        FindingKind.CHOICE_UNKNOWN,
        FindingKind.SCALE_UNREADABLE,
        FindingKind.CELL_ERROR,
        FindingKind.FORMULA_WITHOUT_VALUE,
        FindingKind.TOO_LONG,
        FindingKind.CODE_REPEATED,
        FindingKind.NAME_REPEATED,
    }
)


@dataclass(frozen=True)
class SheetFinding:
    """Something odd. `row` counts as the spreadsheet does, 0 for the whole list; `cell` is `H12`."""

    kind: FindingKind
    row: int = 0
    column: SheetColumn | None = None
    cell: str = ""
    name: str = ""  # of the indicator
    text: str = ""  # what stands there
    fault: Fault | None = None
    part: str = ""
    doubt: Doubt | None = None
    numbers: tuple[Decimal | None, ...] = ()
    expected: Expected = ANYTHING
    offered: tuple[str, ...] = ()
    others: tuple[int, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether nothing of the list can be taken before it is mended."""
        return self.kind in ERRORS


@dataclass(frozen=True)
class PastQuarter:
    """What the list says was realised in a quarter (1-4) before Monev."""

    quarter: int
    reported: Reported


@dataclass(frozen=True)
class ReadIndicator:
    """A row that was read. Its indicator has no code yet where the list gives none."""

    row: int
    planned: PlannedIndicator
    past: tuple[PastQuarter, ...] = ()


@dataclass(frozen=True)
class IndicatorReading:
    """What a file gave. A refused one has no rows; `detail` is what was found in it."""

    year: int
    refused: WorkbookFault | None = None
    detail: str = ""
    rows: tuple[ReadIndicator, ...] = ()
    findings: tuple[SheetFinding, ...] = ()


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with the indicator of a row, or looks so."""

    row: int
    name: str
    problem: Problem


def problems(reading: IndicatorReading) -> tuple[RowProblem, ...]:
    """Return what is wrong with the indicators as such, row by row; a code that is not given is none of it."""
    return tuple(
        RowProblem(each.row, each.planned.indicator.name, problem)
        for each in reading.rows
        for problem in check(each.planned.indicator)
        if problem != TextMissing("code")
    )


def can_be_taken(reading: IndicatorReading) -> bool:
    """Tell whether nothing in the list has to be mended first."""
    if reading.refused is not None or not reading.rows or any(each.is_error for each in reading.findings):
        return False
    return all(each.problem.severity is not Severity.ERROR for each in problems(reading))


def coded(
    rows: Sequence[ReadIndicator], known: Iterable[PlannedIndicator], prefixes: Mapping[int, str]
) -> tuple[ReadIndicator, ...]:
    """Return the rows with a code each: its own, that of the known indicator of the same name, or the next free one.

    `prefixes` gives, by unit id, with what new codes begin (`APTIKA`: `APTIKA-01`).
    """
    names = {(each.indicator.unit_id, plain_label(each.indicator.name)): each.indicator.code for each in known}
    taken = {(unit_id, code) for (unit_id, _), code in names.items()}
    taken |= {each.planned.key for each in rows if each.planned.indicator.code}
    given = {each.planned.key for each in rows if each.planned.indicator.code}
    found = []
    for each in rows:
        indicator = each.planned.indicator
        unit_id = indicator.unit_id
        code = indicator.code or names.get((unit_id, plain_label(indicator.name)), "")
        if not code or (not indicator.code and (unit_id, code) in given):
            code = _free(unit_id, prefixes.get(unit_id, str(unit_id)), taken)
        given.add((unit_id, code))
        taken.add((unit_id, code))
        found.append(replace(each, planned=replace(each.planned, indicator=replace(indicator, code=code))))
    return tuple(found)


def past_of(rows: Iterable[ReadIndicator]) -> tuple[PastFigure, ...]:
    """Return the figures from before Monev that the (coded) rows bring."""
    return tuple(
        PastFigure(
            each.planned.indicator.unit_id,
            each.planned.indicator.year,
            each.planned.indicator.code,
            past.quarter,
            past.reported,
        )
        for each in rows
        for past in each.past
    )


def _free(unit_id: int, prefix: str, taken: set[tuple[int, str]]) -> str:
    number = 1
    while (unit_id, f"{prefix}-{number:02}") in taken:
        number += 1
    return f"{prefix}-{number:02}"
