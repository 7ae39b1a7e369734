"""The guard by which every text enters a spreadsheet: it stays text, whatever it begins with.

A spreadsheet takes text for a formula by its first sign: `=`, `+`, `-`, `@`, also behind blanks, or as full-width
signs, or after a tab or line end (OWASP, CSV injection). In xlsx the text is written as a string cell and marked as
text (quotePrefix), so that it reads as people wrote it and stays text when someone edits the cell. In CSV, which
knows no types, an apostrophe is put before the sign, there and after every mark that some spreadsheet takes for the
end of a cell.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_UNITS = 32_767
"""What a cell holds, in UTF-16 units (ECMA-376, Excel's limits)."""
CUT = " … (dipotong)"
_STARTERS = frozenset("=+-@")
_SEPARATORS = ",;|\t\r\n"
_RAW_OPEN, _RAW_CLOSE = "<r>", "</r>"  # XlsxWriter takes text between them for markup of its own, and writes it raw

CsvValue = str | int | Decimal | None


def printable(text: str) -> str:
    """Return the text as a cell may hold it: without signs that XML forbids, one kind of line end, not too long."""
    kept = "".join(map(_allowed, text.replace("\r\n", "\n").replace("\r", "\n")))
    kept = _short(kept)
    return f"{kept} " if kept.startswith(_RAW_OPEN) and kept.endswith(_RAW_CLOSE) else kept


def is_risky(text: str) -> bool:
    """Tell whether a spreadsheet could take the text for a formula."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    return _starts_formula(text)


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format, quoted: Format) -> None:
    """Write text that stays text with XlsxWriter. `quoted` is `style` with its quote prefix, for risky text."""
    sheet.write_string(row, column, printable(text), quoted if is_risky(text) else style)


def set_text(cell: Cell, text: str) -> None:
    """Set a cell of openpyxl to text that stays text."""
    cell.value = printable(text)
    if cell.data_type == "f" or is_risky(text):
        cell.data_type = "s"
        cell.quotePrefix = True  # a part of the style, as the apostrophe that people type


def csv_text(text: str) -> str:
    """Return the text with an apostrophe before each sign at which some spreadsheet would begin a formula."""
    kept = printable(text)
    for place in reversed([place for place in _cell_starts(kept) if _starts_formula(kept[place:])]):
        kept = f"{kept[:place]}'{kept[place:]}"
    return f"'{kept}" if kept[:1] in ("\t", "\n") else kept


def csv_table(rows: Iterable[Sequence[CsvValue]]) -> bytes:
    """Return a CSV table: UTF-8 with its mark, comma, every field quoted, CRLF. Figures stand with a decimal point."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[_csv_value(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _csv_value(value: CsvValue) -> str:
    if value is None:
        return ""
    return csv_text(value) if isinstance(value, str) else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _cell_starts(text: str) -> list[int]:
    """Return where a cell begins if any of the separators in use ends the one before."""
    return [0, *(place + 1 for place, sign in enumerate(text) if sign in _SEPARATORS)]


def _starts_formula(text: str) -> bool:
    first = next((sign for sign in text if not _is_skipped(sign)), "")
    return bool(first) and unicodedata.normalize("NFKC", first)[:1] in _STARTERS


def _is_skipped(sign: str) -> bool:
    """Tell whether the sign takes no room: blanks, controls, quotes that end a field, and what is not seen."""
    return sign.isspace() or sign in "\"'" or unicodedata.category(sign) in ("Cc", "Cf")


def _allowed(sign: str) -> str:
    """Return the sign where XML 1.0 has it; nothing for a control sign, a replacement mark for what is no sign."""
    code = ord(sign)
    if code < 0x20:
        return sign if sign in "\t\n" else ""
    if 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
        return "\N{REPLACEMENT CHARACTER}"
    return sign


def _short(text: str) -> str:
    if _units(text) <= MOST_UNITS:
        return text
    kept = text.encode("utf-16-le")[: 2 * (MOST_UNITS - _units(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT


def _units(text: str) -> int:
    return len(text) + sum(1 for sign in text if ord(sign) > 0xFFFF)
