"""A kept workbook with its cells coloured and commented, and a list of all that is said at its front.

Only a workbook that its reader takes is marked. What it holds stays, except what acts by itself: formulas become their
results, names that refer elsewhere go, and macros and links to other files are never there. Texts stay texts.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from documents import cells
from documents.assets import Assets
from documents.sheets import lines_of
from documents.workbook_grid import Grid, place_of
from documents.workbook_package import Package, WorkbookRefusedError
from documents.workbook_parts import grids
from workflow.papers.unit_workbook import Mark, MarkedWorkbook
from workflow.workbook_reading import Severity, WorkbookFault

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

LIST = "Hasil pemeriksaan"
FILLS = {Severity.ERROR: "F4B6A6", Severity.DOUBT: "FFD58A", Severity.WARNING: "DCE6F1"}
WIDTHS = {"A": 5, "B": 16, "C": 11, "D": 95}
FONT = "Arial"
SAYS = {Severity.ERROR: "Perbaiki", Severity.DOUBT: "Pastikan", Severity.WARNING: "Catatan"}
MOST_SAID = 1_500
"""Characters of a comment that a phone still shows."""
_NOTE = "Rumus di salinan ini diganti dengan hasilnya. Perbaiki sel yang berwarna, simpan, lalu kirim kembali ke bot."
_UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    OSError,
    EOFError,
    SyntaxError,  # how the XML parser's own error is classed
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl raises for parts that it does not expect."""


def drawn(paper: MarkedWorkbook, assets: Assets) -> bytes:
    """Return the marked copy. Raises WorkbookRefusedError for a workbook of which nothing may be taken."""
    content = assets.blob(paper.sha256)
    if content is None:
        raise WorkbookRefusedError(WorkbookFault.GONE)
    return marked(content, paper)


def marked(content: bytes, paper: MarkedWorkbook) -> bytes:
    """Return a copy of the workbook with those marks."""
    found = grids(Package(content))
    book = _copied(content, found)
    for mark in paper.marks:
        if mark.cell and mark.sheet in book.sheetnames:
            _mark(book[mark.sheet], mark)
    _list(book, paper)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _copied(content: bytes, found: Sequence[Grid]) -> Workbook:
    """Return the workbook as it looks; where that cannot be made out, its values alone."""
    from openpyxl import Workbook, load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that are left out
            book = load_workbook(io.BytesIO(content), keep_vba=False, keep_links=False)
        _still(book, found)
    except _UNREADABLE:
        book = Workbook()
        book.remove(book.worksheets[0])
        for grid in found:
            _values(book.create_sheet(grid.name[:31]), grid)
    return book


def _still(book: Workbook, found: Sequence[Grid]) -> None:
    """Put results in place of formulas, and take away what refers elsewhere."""
    book.defined_names.clear()
    by_name = {grid.name: grid for grid in found}
    for chart in list(book.chartsheets):
        book.remove(chart)
    for sheet in book.worksheets:
        grid = by_name.get(sheet.title, Grid(sheet.title))
        sheet.defined_names.clear()
        for cell in list(sheet._cells.values()):  # those that are there; `iter_rows` would make all up to the last
            _settle(cell, grid)


def _settle(cell: Cell | MergedCell, grid: Grid) -> None:
    from openpyxl.cell.cell import MergedCell

    if isinstance(cell, MergedCell):
        return
    if cell.data_type == "f":
        _put(cell, grid)
    elif isinstance(cell.value, str):
        cells.set_text(cell, cell.value)
    if cell.hyperlink is not None:
        cell.hyperlink = None


def _put(cell: Cell, grid: Grid) -> None:
    value = grid.cell(cell.row, cell.column).value
    if isinstance(value, str):
        cells.set_text(cell, value)
    else:
        cell.value = value


def _values(sheet: Worksheet, grid: Grid) -> None:
    for row, columns in grid.rows.items():
        for column in columns:
            _put(_cell(sheet, row, column), grid)


def _mark(sheet: Worksheet, mark: Mark) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    place = place_of(mark.cell)
    if place is None:
        return
    cell = sheet.cell(*place)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    earlier = cell.comment.text if cell.comment is not None and cell.comment.author == LIST else ""
    text = cells.printable(f"{earlier}\n{mark.text}".strip())[:MOST_SAID]
    cell.comment = Comment(text, LIST, height=110, width=320)
    if not earlier:
        cell.fill = PatternFill("solid", start_color=FILLS[mark.severity])


def _list(book: Workbook, paper: MarkedWorkbook) -> None:
    """Put the list of all marks at the front."""
    from openpyxl.styles import Font

    sheet = book.create_sheet(_free_name(book), 0)
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    _say(sheet, 1, 1, paper.title).font = Font(name=FONT, bold=True, size=13)
    _say(sheet, 2, 1, _NOTE).font = Font(name=FONT, italic=True, size=9)
    for place, heading in enumerate(("No", "Sel", "Tindakan", "Yang ditemukan"), start=1):
        _frame(_say(sheet, 4, place, heading), "DCE6F1").font = Font(name=FONT, bold=True, size=10)
    for number, mark in enumerate(paper.marks, start=1):
        _line(sheet, number, mark)
    _set_up(book, sheet)


def _line(sheet: Worksheet, number: int, mark: Mark) -> None:
    row = number + 4
    where = f"{mark.sheet} {mark.cell}".strip() if mark.cell else "Seluruh berkas"
    for place, text in enumerate((str(number), where, SAYS[mark.severity], mark.text), start=1):
        _frame(_say(sheet, row, place, text), FILLS[mark.severity] if place == 3 else "")
    sheet.row_dimensions[row].height = 14 * lines_of(mark.text, WIDTHS["D"] * 1.15) + 4


def _frame(cell: Cell, fill: str) -> Cell:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side("thin", color="8FA3BA")
    cell.font = Font(name=FONT, size=10)
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)
    return cell


def _set_up(book: Workbook, sheet: Worksheet) -> None:
    """Show the list first, and print it on one width."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = "A5"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.sheet_view.showGridLines = False
    book.active = 0
    for each in book.worksheets[1:]:
        each.sheet_view.tabSelected = False


def _free_name(book: Workbook) -> str:
    taken = {name.casefold() for name in book.sheetnames}
    numbered = (LIST if number == 1 else f"{LIST} {number}" for number in count(1))
    return next(name for name in numbered if name.casefold() not in taken)


def _say(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = _cell(sheet, row, column)
    cells.set_text(cell, text)
    return cell


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]  # of a sheet of ours, where none are merged
    return cell
