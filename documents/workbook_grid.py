"""The cells of a workbook's sheet, as they are stored: value, number format, whether a formula, what is merged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

_FIRST_DAY = date(1899, 12, 30)  # of serial 0, with the day that Excel has too many
SERIALS = range(61, 2_958_466)
"""Numbers of days as Excel counts them: 1 March 1900 to the end of 9999."""
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})\Z")

CellValue = str | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. A formula without a result has no value."""

    value: CellValue
    number_format: str = "General"
    is_formula: bool = False
    is_error: bool = False

    @property
    def text(self) -> str:
        """The value as words: a whole number without a fraction, a day as `15/01/2026`."""
        match self.value:
            case None:
                return ""
            case bool():
                return "TRUE" if self.value else "FALSE"
            case float():
                return f"{self.value:.15g}"
            case date():
                return f"{self.value:%d/%m/%Y}"
            case str():
                return self.value.strip()

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there, not even a formula."""
        return not self.text and not self.is_formula


NOTHING = Cell(None)


@dataclass(frozen=True)
class Area:
    """Cells merged into one; its value stands in the first."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell belongs to it."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass(frozen=True)
class Grid:
    """A sheet. Rows and columns count from 1; cells that hold nothing are not there.

    `merged` are the merged cells by each row that they cover.
    """

    name: str
    rows: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)
    merged: Mapping[int, Sequence[Area]] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell."""
        return self.rows.get(row, {}).get(column, NOTHING)

    def area(self, row: int, column: int) -> Area | None:
        """Return the merged cell that covers a place, None where none does."""
        return next((area for area in self.merged.get(row, ()) if area.holds(row, column)), None)


def address(row: int, column: int) -> str:
    """Return `H12` for row 12, column 8."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row}"


def place_of(address_: str) -> tuple[int, int] | None:
    """Return row and column of `H12`; None for what is no address."""
    found = _ADDRESS.match(address_)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def day_of(serial: float) -> date | None:
    """Return the day that a spreadsheet's number stands for; None outside of the years that it counts."""
    return _FIRST_DAY + timedelta(days=int(serial)) if int(serial) in SERIALS else None
