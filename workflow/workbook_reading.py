"""What reading a unit's workbook gave: the figures taken, and everything that was odd, cell by cell. Facts, no words.

`figures` are what the reading comes to; `mend` puts a person's answer in the place of what was not understood. A cell
that is in doubt, or at fault, gives no figure until it is mended: nothing is taken that nobody wrote.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from workflow.cycle import IndicatorReport
from workflow.filling import Field
from workflow.indicators import Indicator
from workflow.quarter import Quarter
from workflow.readings import ANYTHING, Doubt, Expected, Fault, Measure

MOST_ROWS = 10_000
"""Rows of a sheet; a unit has some tens of indicators."""


@dataclass(frozen=True)
class UnitWorkbookJob:
    """What is to be read: the kept file, and whose figures of which quarter it should hold."""

    sha256: str
    unit_code: str
    unit_name: str
    quarter: Quarter
    indicators: tuple[Indicator, ...]  # valid for that quarter, in plan order


class WorkbookFault(StrEnum):
    """Why nothing of a workbook was taken. The values are stored."""

    GONE = "gone"  # the kept file is not there any more
    NOT_A_WORKBOOK = "not_a_workbook"
    OLD_EXCEL = "old_excel"  # .xls; an encrypted workbook that hides its kind also looks like it
    BINARY_EXCEL = "binary_excel"  # .xlsb
    OPEN_DOCUMENT = "open_document"  # .ods
    PLAIN_TABLE = "plain_table"  # .csv, or another text
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    EXTERNAL_LINKS = "external_links"
    BROKEN = "broken"
    HOSTILE = "hostile"  # XML that defines entities, paths that lead out of the file
    TOO_LARGE = "too_large"  # unpacked it is larger than any honest workbook
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_SHEETS = "too_many_sheets"
    NO_TABLE = "no_table"  # no sheet has the heading of our table
    TWO_TABLES = "two_tables"  # several sheets have it, each with figures
    OTHER_UNIT = "other_unit"
    OTHER_YEAR = "other_year"  # last year's template
    NO_INDICATOR = "no_indicator"  # the table holds none of the unit's indicators


class HeaderKind(StrEnum):
    """What is odd about a workbook as a whole, though it can be read. The values are stored."""

    OTHER_QUARTER = "other_quarter"  # of the same year: to be confirmed
    UNMARKED = "unmarked"  # it says of no unit and quarter that it is theirs: to be confirmed
    OLDER_EDITION = "older_edition"  # indicators or targets have changed since it was made
    COLUMN_MISSING = "column_missing"  # a column to be filled in is not there; its fields stay as they were


@dataclass(frozen=True)
class HeaderFinding:
    """Something odd about the workbook as a whole: what was found, and what was awaited instead."""

    kind: HeaderKind
    found: str = ""  # "Triwulan II 2026"; of a missing column its name
    awaited: str = ""

    @property
    def must_be_confirmed(self) -> bool:
        """Whether a person has to say that the workbook is meant before anything of it is used."""
        return self.kind in (HeaderKind.OTHER_QUARTER, HeaderKind.UNMARKED)


class Severity(StrEnum):
    """What a finding means for the figure. The values are stored."""

    ERROR = "error"  # it was not taken, and has to be written anew
    DOUBT = "doubt"  # it was not taken; one of the offered readings is meant, or something else
    WARNING = "warning"  # nothing was left out


class FindingKind(StrEnum):
    """What was found in a cell or row. The values are stored."""

    NOT_A_NUMBER = "not_a_number"  # `fault` says why
    AMBIGUOUS = "ambiguous"  # `doubt` says why, `offered` has the readings
    BELOW_ZERO = "below_zero"  # where a number below 0 makes no sense
    OFF_SCALE = "off_scale"  # no level of the scale; `offered` has all of them
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    MERGED = "merged"  # one cell over several indicators; `offered` has what it holds
    BLANK = "blank"  # owed, and nothing is written
    CELL_ERROR = "cell_error"  # words were awaited and the cell holds #REF!
    TOO_LONG = "too_long"  # words beyond what a report takes
    NOT_LISTED = "not_listed"  # the indicator has no row in the workbook
    UNKNOWN = "unknown"  # the row's indicator is none of the unit's; what stands in it is left out
    CONTRADICTORY = "contradictory"  # code and name of the row belong to different indicators
    DOUBLED = "doubled"  # two rows of one indicator say different things; `offered` has both
    NAME_CHANGED = "name_changed"  # the code is known, the name beside it is not


@dataclass(frozen=True)
class Offered:
    """One thing that a cell may mean: a number with how it was measured, or blank; `label` where a scale has one."""

    number: Decimal | None
    measure: Measure = Measure.NONE
    label: str = ""


@dataclass(frozen=True)
class Finding:
    """Something odd in a cell or row. Row and cell are as the spreadsheet names them; 0 and empty where there is none.

    `column` is the heading as it is printed on the sheet. `expected` is what the number is read as, in chat too.
    """

    kind: FindingKind
    severity: Severity
    code: str  # of the indicator; of an unknown one as the row has it
    name: str
    row: int = 0
    sheet: str = ""
    cell: str = ""  # "H12"
    column: str = ""
    field: Field | None = None  # None where the whole row is meant
    text: str = ""  # what stands there
    fault: Fault | None = None
    part: str = ""
    doubt: Doubt | None = None
    offered: tuple[Offered, ...] = ()
    expected: Expected = ANYTHING
    others: tuple[int, ...] = ()  # the other rows that are concerned

    @property
    def is_mendable(self) -> bool:
        """Whether a number, or that there is none, can be said in its place, without uploading again."""
        return self.field is not None and self.field.is_figure


@dataclass(frozen=True)
class ReadRow:
    """What the workbook says on an indicator. `row` is that of the sheet, 0 where it was said in chat only.

    `fields` were in the workbook as columns; what it does not have says nothing, not even that it is blank.
    """

    row: int
    report: IndicatorReport
    sheet: str = ""


@dataclass(frozen=True)
class WorkbookReading:
    """What a workbook gave. A refused one has neither rows nor findings; `detail` is what was found in it."""

    refused: WorkbookFault | None = None
    detail: str = ""
    awaited: str = ""  # where it was refused for what it is, what it should have been
    header: tuple[HeaderFinding, ...] = ()
    rows: tuple[ReadRow, ...] = ()  # in the order of the plan
    findings: tuple[Finding, ...] = ()  # in the order of the sheet
    columns: tuple[Field, ...] = tuple(Field)  # that the workbook has

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """Those that keep a figure back, errors and doubts, in the order of the sheet."""
        return tuple(each for each in self.findings if each.severity is not Severity.WARNING)

    @property
    def must_be_confirmed(self) -> bool:
        """Whether a person has to say first that this workbook is meant."""
        return any(each.must_be_confirmed for each in self.header)


def refusal(fault: WorkbookFault, detail: str = "", awaited: str = "") -> WorkbookReading:
    """Return the reading of a workbook of which nothing is taken."""
    return WorkbookReading(fault, detail, awaited)


def figures(reading: WorkbookReading) -> tuple[IndicatorReport, ...]:
    """Return what the workbook says on each indicator, in the order of the plan; what is open is blank."""
    return tuple(each.report for each in reading.rows)


def mend(reading: WorkbookReading, finding: Finding, answer: Decimal | None) -> WorkbookReading:
    """Return the reading with a person's number in place of what was found, None where there is none to report.

    Every other finding on the same figure is settled with it. Raises ValueError for a finding that has no figure, and
    for one that is not (or no longer) open in this reading.
    """
    field = finding.field
    if field is None or not finding.is_mendable or finding not in reading.findings:
        raise ValueError(f"{finding.kind} at {finding.cell or finding.code} is not open")
    rows = [each for each in reading.rows if each.report.code == finding.code]
    row = rows[0] if rows else ReadRow(finding.row, IndicatorReport(finding.code), finding.sheet)
    mended = replace(row, report=with_figure(row.report, field, answer))
    kept = tuple(mended if each is row else each for each in reading.rows)
    return replace(
        reading,
        rows=kept if rows else (*reading.rows, mended),
        findings=tuple(each for each in reading.findings if (each.code, each.field) != (finding.code, field)),
    )


def with_figure(report: IndicatorReport, field: Field, number: Decimal | None) -> IndicatorReport:
    """Return the report with that figure; raises ValueError for a field of words."""
    match field:
        case Field.REALISASI:
            return replace(report, realisasi=number)
        case Field.ANGGARAN:
            return replace(report, realisasi_anggaran=number)
        case _:
            raise ValueError(f"{field} holds words")


def with_words(report: IndicatorReport, field: Field, words: str) -> IndicatorReport:
    """Return the report with those words; raises ValueError for a field of figures."""
    match field:
        case Field.PENDORONG:
            return replace(report, faktor_pendorong=words)
        case Field.PENGHAMBAT:
            return replace(report, faktor_penghambat=words)
        case Field.PERBAIKAN:
            return replace(report, rencana_perbaikan=words)
        case _:
            raise ValueError(f"{field} holds a figure")


def edition_of(indicators: Sequence[Indicator], quarter: Quarter) -> str:
    """Return 8 characters that name what a workbook is made from: another set, satuan, target or pagu gives others."""
    made_of = [
        [
            each.code,
            each.name,
            each.sasaran,
            each.satuan,
            [_plain(target) for target in (each.targets[quarter.number - 1], each.lower, each.upper, each.pagu)],
            [[level.label, _plain(level.value)] for level in each.scale],
        ]
        for each in indicators
    ]
    plain = json.dumps([quarter.year, quarter.number, made_of], ensure_ascii=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def ordered(rows: Iterable[ReadRow], codes: Sequence[str]) -> tuple[ReadRow, ...]:
    """Return rows in the order of the plan."""
    order = {code: place for place, code in enumerate(codes)}
    return tuple(sorted(rows, key=lambda each: order.get(each.report.code, len(order))))
