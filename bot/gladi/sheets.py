"""A unit's workbook as a person fills it in at `monev gladi`: found by what its headings say, typed into, saved."""

import io
from collections.abc import Mapping

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

CODE = "Kode"
REALISASI, ANGGARAN = "Realisasi TW III", "Realisasi anggaran TW III (Rp)"
PENDORONG, PENGHAMBAT, PERBAIKAN = "Faktor pendorong", "Faktor penghambat", "Rencana perbaikan"
Answers = Mapping[str, Mapping[str, str | int | float]]
"""What is typed, by the indicator's code and the column's heading."""


class HeadingMissingError(LookupError):
    """The workbook has no table with such a heading or code. `words` are what was looked for."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def filled(content: bytes, answers: Answers) -> bytes:
    """Return the workbook with these answers typed in; raises HeadingMissingError where one has no place in it."""
    book = load_workbook(io.BytesIO(content))
    sheet = next((each for each in book.worksheets if _cell_of(each, CODE) is not None), None)
    if sheet is None:
        raise HeadingMissingError(CODE)
    for code, row in answers.items():
        for heading, value in row.items():
            sheet.cell(_place(sheet, code)[0], _place(sheet, heading)[1]).value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _place(sheet: Worksheet, words: str) -> tuple[int, int]:
    found = _cell_of(sheet, words)
    if found is None:
        raise HeadingMissingError(words)
    return found


def _cell_of(sheet: Worksheet, words: str) -> tuple[int, int] | None:
    """Return row and column of the cell of which the first line says this."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.partition("\n")[0].strip() == words:
                return cell.row, cell.column
    return None
