"""Reads the cells that a unit filled in on one indicator: a figure or words, or what is wrong with them, never both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import isfinite

from documents.workbook_columns import FILLED, Column
from documents.workbook_grid import Area, Cell, address
from documents.workbook_rows import MOST_SAID
from documents.workbook_table import Table
from workflow.fields import NARRATIVE_LIMIT
from workflow.filling import Field, expected_of, is_below_zero_in_vain, is_off_scale, read_cell
from workflow.indicators import Indicator
from workflow.printed_numbers import write_number
from workflow.readings import Ambiguous, Blank, Fault, Measure, NotANumber, Value
from workflow.workbook_reading import Finding, FindingKind, Offered, Severity

_NOTHING_SAID = frozenset("-–—. ")


@dataclass(frozen=True)
class Taken:
    """What one field came to: a number, words, or nothing; `finding` says why what stands there was not taken."""

    number: Decimal | None = None
    words: str = ""
    finding: Finding | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there at all."""
        return self.number is None and not self.words and self.finding is None


@dataclass(frozen=True)
class Spot:
    """Where a field of an indicator stands: a row of the table, in one of its columns."""

    table: Table
    row: int
    column: Column
    place: int
    indicator: Indicator

    @property
    def field(self) -> Field:
        """What is filled in there."""
        return FILLED[self.column]

    @property
    def cell(self) -> Cell:
        """What stands there."""
        return self.table.grid.cell(self.row, self.place)

    def finding(self, kind: FindingKind, severity: Severity, text: str = "") -> Finding:
        """Return a finding on this cell."""
        return Finding(
            kind,
            severity,
            self.indicator.code,
            self.indicator.name,
            self.row,
            self.table.grid.name,
            address(self.row, self.place),
            self.table.heading(self.column),
            self.field,
            text[:MOST_SAID],
            expected=expected_of(self.indicator, self.field),
        )


def spots(table: Table, rows: Sequence[int], column: Column, indicator: Indicator) -> Iterator[Spot]:
    """Yield every place where a field of the indicator stands."""
    for row in rows:
        for place in table.places[column]:
            yield Spot(table, row, column, place, indicator)


def taken(spot: Spot, other_rows: frozenset[int]) -> Taken:
    """Return what stands there; `other_rows` are those of the other indicators, over which a cell may be merged."""
    merged = _merged(spot, other_rows)
    if merged is not None:
        return merged
    cell = spot.cell
    if cell.is_formula and cell.value is None:
        return Taken(finding=spot.finding(FindingKind.FORMULA_WITHOUT_VALUE, Severity.ERROR))
    return _figure(spot, cell) if spot.field.is_figure else _words(spot, cell)


def _merged(spot: Spot, other_rows: frozenset[int]) -> Taken | None:
    """Return what is wrong where the cell is one with those of other indicators or columns; None where it is not."""
    area = spot.table.grid.area(spot.row, spot.place)
    if area is None or not _is_shared(spot, area, other_rows):
        return None
    cell = spot.table.grid.cell(area.first_row, area.first_column)
    if cell.is_blank:
        return Taken()
    others = tuple(sorted(row for row in other_rows if area.first_row <= row <= area.last_row))[:10]
    found = spot.finding(FindingKind.MERGED, Severity.ERROR, cell.text)
    return Taken(finding=replace(found, offered=_offered(spot, cell), others=others))


def _is_shared(spot: Spot, area: Area, other_rows: frozenset[int]) -> bool:
    is_first = (area.first_row, area.first_column) == (spot.row, spot.place)
    return not is_first or any(area.first_row <= row <= area.last_row for row in other_rows)


def _offered(spot: Spot, cell: Cell) -> tuple[Offered, ...]:
    if not spot.field.is_figure or len(cell.text) > MOST_SAID:
        return ()
    match read_cell(cell.value, cell.number_format, spot.indicator, spot.field):
        case Value(number, measure):
            return (Offered(number, measure),)
        case _:
            return ()


def _figure(spot: Spot, cell: Cell) -> Taken:
    if len(cell.text) > MOST_SAID:
        found = spot.finding(FindingKind.NOT_A_NUMBER, Severity.ERROR, cell.text)
        return Taken(finding=replace(found, fault=Fault.WORDS_AROUND))
    match read_cell(cell.value, cell.number_format, spot.indicator, spot.field):
        case Value(number, measure):
            return _checked(spot, cell, number, measure)
        case Blank():
            return Taken()
        case Ambiguous(doubt, text, readings):
            found = spot.finding(FindingKind.AMBIGUOUS, Severity.DOUBT, text)
            offered = tuple(
                Offered(None) if isinstance(each, Blank) else Offered(each.number, each.measure) for each in readings
            )
            return Taken(finding=replace(found, doubt=doubt, offered=offered))
        case NotANumber() if spot.indicator.scale and spot.field is Field.REALISASI and not cell.is_error:
            return _off_scale(spot, cell)
        case NotANumber(fault, text, part):
            found = spot.finding(FindingKind.NOT_A_NUMBER, Severity.ERROR, text)
            return Taken(finding=replace(found, fault=fault, part=part[:MOST_SAID]))


def _checked(spot: Spot, cell: Cell, number: Decimal, measure: Measure) -> Taken:
    """Return the number unless it makes no sense for this indicator."""
    if is_off_scale(number, spot.indicator, spot.field):
        return _off_scale(spot, cell)
    if is_below_zero_in_vain(number, spot.indicator, spot.field):
        found = spot.finding(FindingKind.BELOW_ZERO, Severity.DOUBT, _shown(cell, number))
        return Taken(finding=replace(found, offered=(Offered(number.copy_abs(), measure),)))
    return Taken(number)


def _off_scale(spot: Spot, cell: Cell) -> Taken:
    levels = tuple(Offered(level.value, label=level.label[:MOST_SAID]) for level in spot.indicator.scale)
    found = spot.finding(FindingKind.OFF_SCALE, Severity.DOUBT, _shown(cell, None))
    return Taken(finding=replace(found, offered=levels))


def _shown(cell: Cell, number: Decimal | None) -> str:
    """Return what stands in a cell as it is read, figures the Indonesian way."""
    if number is None and isinstance(cell.value, float) and isfinite(cell.value):
        number = Decimal(f"{cell.value:.15g}")
    return cell.text if number is None or isinstance(cell.value, str) else write_number(number)


def _words(spot: Spot, cell: Cell) -> Taken:
    """Return the words of a cell; a dash says that there is nothing to say."""
    if cell.is_error:
        return Taken(finding=spot.finding(FindingKind.CELL_ERROR, Severity.ERROR, cell.text))
    said = cell.text
    if len(said) > NARRATIVE_LIMIT:
        return Taken(finding=spot.finding(FindingKind.TOO_LONG, Severity.ERROR, said))
    return Taken(words="" if _NOTHING_SAID.issuperset(said) else said)
