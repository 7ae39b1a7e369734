"""Finds the table of a unit's workbook by the words above its columns, and whose it is, wherever people moved them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.workbook_columns import FILLED, HIDDEN, Column, Identity, identity_in
from documents.workbook_grid import Cell, Grid
from documents.workbook_package import WorkbookRefusedError
from workflow.filling import Field
from workflow.quarter import ROMAN, Quarter
from workflow.workbook_reading import UnitWorkbookJob, WorkbookFault

MOST_HEAD_ROWS = 200
"""Rows from the top in which the headings are looked for."""
MOST_HEADING = 200
_WORDS = re.compile(r"[a-z0-9]+")
_EARLIER = frozenset({"lalu", "sebelumnya", "kemarin"})
_MONEY = frozenset({"anggaran", "keuangan", "belanja", "serapan", "rp"})
_NAMED: tuple[tuple[Column, frozenset[str]], ...] = (
    (Column.CODE, frozenset({"kode"})),
    (Column.PENDORONG, frozenset({"pendorong", "pendukung"})),
    (Column.PENGHAMBAT, frozenset({"penghambat", "hambatan", "kendala"})),
    (Column.PERBAIKAN, frozenset({"perbaikan"})),
    (Column.CAPAIAN, frozenset({"capaian"})),
    (Column.TARGET, frozenset({"target"})),
    (Column.PAGU, frozenset({"pagu"})),
    (Column.SATUAN, frozenset({"satuan"})),
    (Column.NAME, frozenset({"indikator"})),
)
"""The words by which the other columns are known, in the order in which they are asked for."""


@dataclass(frozen=True)
class Table:
    """A table that was found: its sheet, the row of its headings, and where each column stands (several by mistake)."""

    grid: Grid
    head: int
    places: Mapping[Column, tuple[int, ...]]
    identity: Identity | None

    @property
    def fields(self) -> tuple[Field, ...]:
        """What a unit can fill in there."""
        return tuple(field for column, field in FILLED.items() if column in self.places)

    @property
    def lines(self) -> Iterator[int]:
        """The rows below the headings that hold anything."""
        return (row for row in sorted(self.grid.rows) if row > self.head)

    def heading(self, column: Column) -> str:
        """Return the words above a column, on one line."""
        return _one_line(self.grid.cell(self.head, self.places[column][0]))

    def is_filled(self) -> bool:
        """Tell whether anything was typed into it."""
        inputs = [place for column in FILLED for place in self.places.get(column, ())]
        return any(not self.grid.cell(row, place).is_blank for row in self.lines for place in inputs)


def find_table(grids: Sequence[Grid], job: UnitWorkbookJob) -> Table:
    """Return the table to be read; raises WorkbookRefusedError where there is none, or more than one that is filled in.

    Of several the one counts that says it is of this unit and quarter, then the only one that is filled in.
    """
    hidden = _of_hidden(grids)
    tables = [table for grid in grids if (table := _table(grid, hidden, job.quarter)) is not None]
    if not tables:
        raise WorkbookRefusedError(WorkbookFault.NO_TABLE)
    own = [table for table in tables if _is_awaited(table.identity, job)] or tables
    filled = [table for table in own if table.is_filled()] or own[:1]
    if len(filled) > 1:
        raise WorkbookRefusedError(WorkbookFault.TWO_TABLES, ", ".join(table.grid.name for table in filled)[:200])
    return filled[0]


def _is_awaited(identity: Identity | None, job: UnitWorkbookJob) -> bool:
    if identity is None or identity.quarter != job.quarter:
        return False
    return not identity.unit_code or identity.unit_code.casefold() == job.unit_code.casefold()


def _of_hidden(grids: Sequence[Grid]) -> Identity | None:
    """Return what the hidden sheet says, which apps may have dropped."""
    texts = (grid.cell(1, 1).text for grid in grids if grid.name.casefold().startswith(HIDDEN))
    return next((found for text in texts if (found := identity_in(text[:500])) is not None), None)


def _table(grid: Grid, hidden: Identity | None, awaited: Quarter) -> Table | None:
    """Return the sheet's table; None where no row has the headings of an indicator and a realisasi."""
    said = _identity(grid, hidden)
    quarter = awaited if said is None else said.quarter
    best: Table | None = None
    for row in sorted(grid.rows)[:MOST_HEAD_ROWS]:
        places = _places(grid, row, quarter)
        is_head = Column.REALISASI in places and (Column.NAME in places or Column.CODE in places)
        if is_head and (best is None or len(places) > len(best.places)):
            best = Table(grid, row, places, said)
    return best


def _identity(grid: Grid, hidden: Identity | None) -> Identity | None:
    """Return what the sheet says of itself: its line first, then the hidden sheet, then its title."""
    texts = (cell.text[:500] for row in sorted(grid.rows)[:MOST_HEAD_ROWS] for cell in grid.rows[row].values())
    found = [said for text in texts if (said := identity_in(text)) is not None]
    marked = next((each for each in found if each.edition), None)
    return marked or hidden or next(iter(found), None)


def _places(grid: Grid, row: int, quarter: Quarter) -> dict[Column, tuple[int, ...]]:
    """Return the columns whose headings stand in this row; a merged heading stands above all of its columns."""
    found: dict[Column, tuple[int, ...]] = {}
    for place in sorted(grid.rows[row]):
        column = column_named(_one_line(grid.cell(row, place)), quarter)
        if column is not None:
            found[column] = (*found.get(column, ()), *_span(grid, row, place))
    return found


def _span(grid: Grid, row: int, place: int) -> tuple[int, ...]:
    area = grid.area(row, place)
    if area is None or area.last_column - area.first_column > len(Column):
        return (place,)
    return tuple(range(area.first_column, area.last_column + 1))


def column_named(heading: str, quarter: Quarter) -> Column | None:
    """Return which column a heading stands above; None for words that are no heading of ours, or of another quarter."""
    words = _WORDS.findall(heading.lower())[:20]
    said = set(words)
    if not said or len(heading) > MOST_HEADING:
        return None
    if said & _EARLIER or _is_of_other_quarter(words, quarter) or _is_summed(words):
        return Column.BUDGET_BEFORE if said & _MONEY else Column.BEFORE
    if "realisasi" in said:
        return Column.ANGGARAN if said & _MONEY else Column.REALISASI
    if words[0] in ("no", "nomor"):
        return Column.NUMBER
    return next((column for column, names in _NAMED if said & names), None)


def _is_of_other_quarter(words: Sequence[str], quarter: Quarter) -> bool:
    """Tell whether `TW II` is said and another quarter is meant."""
    for place, word in enumerate(words[:-1]):
        following = words[place + 1].upper()
        if word in ("tw", "triwulan") and following in ROMAN:
            return following != quarter.roman
    return False


def _is_summed(words: Sequence[str]) -> bool:
    """Tell whether the year so far is meant: `s.d. TW III`, `kumulatif`."""
    return "kumulatif" in words or "sd" in words or ("s", "d") in pairwise(words)


def _one_line(cell: Cell) -> str:
    return " ".join(cell.text[: MOST_HEADING + 1].split())
