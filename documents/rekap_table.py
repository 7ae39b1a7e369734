"""Where the rekap's figures stand: the rows of its indicators, and the columns of its sheets."""

from __future__ import annotations

from dataclasses import dataclass

from documents.capaian_formulas import FigureCells
from workflow.evaluation import IndicatorEvaluation, OfficeEvaluation, UnitEvaluation
from workflow.indicators import QUARTERS

FIRST_ROW = 4
"""Row (from 0) of the first indicator, on every sheet with a row for each."""
TARGETS, LOWER, UPPER, REALISED = 7, 11, 12, 13


@dataclass(frozen=True)
class Line:
    """An indicator in its row; numbers of units and sasaran count from 1."""

    row: int
    unit: UnitEvaluation
    unit_number: int
    sasaran_number: int
    found: IndicatorEvaluation


@dataclass(frozen=True)
class Table:
    """All indicators of the quarter in their rows, with the columns that depend on how many quarters there are."""

    evaluation: OfficeEvaluation
    lines: tuple[Line, ...]
    sasaran: tuple[str, ...]

    @property
    def quarter(self) -> int:
        """The quarter's number."""
        return self.evaluation.record.quarter.number

    @property
    def quarters(self) -> tuple[int, ...]:
        """The quarters up to this one."""
        return QUARTERS[: self.quarter]

    @property
    def last_row(self) -> int:
        """The last indicator's row; the first row where there is none."""
        return FIRST_ROW + max(len(self.lines), 1) - 1

    def after_realised(self, place: int) -> int:
        """Return the column so many places after the last realisasi."""
        return REALISED + self.quarter + place

    @property
    def percent(self) -> int:
        """Column of the quarter's capaian; then predikat, and up to the quarter realised, target, capaian."""
        return self.after_realised(0)

    @property
    def exact(self) -> int:
        """Column of the unrounded capaian; then that up to the quarter, both as they count, number of unit, sasaran."""
        return self.after_realised(5)

    def cells(self, row: int) -> FigureCells:
        """Return where the figures of the indicator in that row stand."""
        return FigureCells(
            tuple(cell(row, TARGETS + number - 1) for number in self.quarters),
            tuple(cell(row, REALISED + number - 1) for number in self.quarters),
            cell(row, LOWER),
            cell(row, UPPER),
        )

    def column(self, sheet: str, column: int) -> str:
        """Return the cells of all indicators in a column of another sheet."""
        first, last = cell(FIRST_ROW, column, fixed=True), cell(self.last_row, column, fixed=True)
        return f"{sheet}!{first}:{last}"


def table_of(evaluation: OfficeEvaluation) -> Table:
    """Return the rows of an evaluation: units in their order, indicators in that of their plan."""
    sasaran: dict[str, int] = {}
    lines: list[Line] = []
    for number, unit in enumerate(evaluation.units, 1):
        for found in unit.indicators:
            place = sasaran.setdefault(found.record.indicator.sasaran, len(sasaran) + 1)
            lines.append(Line(FIRST_ROW + len(lines), unit, number, place, found))
    return Table(evaluation, tuple(lines), tuple(sasaran))


def cell(row: int, column: int, *, fixed: bool = False) -> str:
    """Return `C5`, or `$C$5`, for a row and column that count from 0."""
    name, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        name = chr(ord("A") + place) + name
    return f"${name}${row + 1}" if fixed else f"{name}{row + 1}"
