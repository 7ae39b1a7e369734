"""Reads a list of indicators from a workbook: its table is found by the headings, in whatever sheet and order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from documents.assets import Assets
from documents.workbook_grid import Area, Cell, Grid, address
from documents.workbook_package import Package, WorkbookRefusedError
from documents.workbook_parts import grids
from workflow.indicator_columns import HEADINGS, NEEDED, SheetColumn, column_of
from workflow.indicator_reading import FindingKind, IndicatorReading, IndicatorsJob, SheetFinding
from workflow.indicator_rows import SheetCell, SheetRow, read_rows
from workflow.workbook_reading import MOST_ROWS, WorkbookFault

MOST_HEAD_ROWS = 60
"""Rows from the top in which headings and year are looked for."""
LEAST_HEADINGS = 3
ASIDE = frozenset({"contoh", "petunjuk", "pilihan"})
"""Sheets of the template that hold no list."""
YEARS = range(2000, 2101)
_YEAR = re.compile(r"tahun\s*:?\s*(20\d\d)", re.IGNORECASE)
_SHARED = frozenset(
    {
        SheetColumn.UNIT,
        SheetColumn.SASARAN,
        SheetColumn.PROGRAM,
        SheetColumn.KEGIATAN,
        SheetColumn.RESPONSIBLE,
        SheetColumn.SOURCE,
    }
)
"""Columns of which one merged cell speaks for every row beside it."""


@dataclass(frozen=True)
class _Table:
    """A sheet whose headings were found."""

    grid: Grid
    head: int
    places: Mapping[SheetColumn, int]

    @property
    def lines(self) -> tuple[int, ...]:
        """The rows below the headings that hold anything."""
        return tuple(row for row in sorted(self.grid.rows) if row > self.head)


def done(job: IndicatorsJob, assets: Assets) -> IndicatorReading:
    """Return what the kept workbook holds."""
    content = assets.blob(job.sha256)
    return IndicatorReading(job.year, WorkbookFault.GONE) if content is None else read_indicators(content, job)


def read_indicators(content: bytes, job: IndicatorsJob) -> IndicatorReading:
    """Return what a file holds of the office's indicators, whatever the file is."""
    try:
        table = _table(grids(Package(content)))
    except WorkbookRefusedError as refused:
        return IndicatorReading(job.year, refused.fault, refused.detail)
    year = _year(table) or job.year
    needed = [each for each in NEEDED if each is not SheetColumn.UNIT or len(job.units) > 1]
    missing = tuple(
        SheetFinding(FindingKind.COLUMN_MISSING, column=each) for each in needed if each not in table.places
    )
    if missing:
        return IndicatorReading(year, findings=missing)
    if len(table.lines) > MOST_ROWS:
        return IndicatorReading(year, WorkbookFault.TOO_MANY_ROWS)
    return read_rows(_rows(table), year, job.units)


def _table(sheets: Sequence[Grid]) -> _Table:
    """Return the table with most headings, of equal ones the one with most rows; raises WorkbookRefusedError."""
    lists = [grid for grid in sheets if grid.name.strip().casefold() not in ASIDE]
    tables = [found for grid in lists if (found := _in(grid)) is not None]
    if not tables:
        raise WorkbookRefusedError(WorkbookFault.NO_TABLE)
    return max(tables, key=lambda each: (len(each.places), len(each.lines)))


def _in(grid: Grid) -> _Table | None:
    best: _Table | None = None
    for row in sorted(grid.rows)[:MOST_HEAD_ROWS]:
        places: dict[SheetColumn, int] = {}
        for place, cell in sorted(grid.rows[row].items()):
            column = column_of(cell.text[:200])
            if column is not None:
                places.setdefault(column, place)
        if len(places) >= LEAST_HEADINGS and (best is None or len(places) > len(best.places)):
            best = _Table(grid, row, places)
    return best


def _year(table: _Table) -> int | None:
    """Return the year that is said above the headings."""
    for row in sorted(table.grid.rows):
        if row >= table.head:
            return None
        for cell in table.grid.rows[row].values():
            found = _YEAR.search(cell.text[:200])
            if found is not None and int(found[1]) in YEARS:
                return int(found[1])
    return None


def _rows(table: _Table) -> list[SheetRow]:
    found = []
    for row in table.lines:
        cells: dict[SheetColumn, SheetCell] = {}
        for column, place in table.places.items():
            cell = _cell(table, row, column, place)
            if not cell.is_blank:
                cells[column] = SheetCell(
                    cell.value, address(row, place), cell.number_format, cell.is_error, cell.is_formula
                )
        if not _is_numbering(cells):
            found.append(SheetRow(row, cells, _pagu_is_shared(table, row)))
    return found


def _is_numbering(cells: Mapping[SheetColumn, SheetCell]) -> bool:
    """Tell whether the row repeats the headings or only numbers the columns, as printed forms do."""
    said = [cell.text for cell in cells.values()]
    is_numbers = len(said) >= LEAST_HEADINGS and all(text.strip("()").isdigit() and len(text) < 5 for text in said)
    name = cells.get(SheetColumn.NAME)
    return is_numbers or (name is not None and name.text == HEADINGS[SheetColumn.NAME])


def _cell(table: _Table, row: int, column: SheetColumn, place: int) -> Cell:
    """Return the cell; of those that one merged cell speaks for, the value of that."""
    area = _area_from_above(table, row, place) if column in _SHARED else None
    return table.grid.cell(row, place) if area is None else table.grid.cell(area.first_row, area.first_column)


def _pagu_is_shared(table: _Table, row: int) -> bool:
    place = table.places.get(SheetColumn.PAGU)
    area = None if place is None else _area_from_above(table, row, place)
    return area is not None and not table.grid.cell(area.first_row, area.first_column).is_blank


def _area_from_above(table: _Table, row: int, place: int) -> Area | None:
    """Return the merged cell that began in an earlier row of the table and covers this place."""
    area = table.grid.area(row, place)
    return area if area is not None and table.head < area.first_row < row else None
