"""The house style of workbooks: letterhead, headings, tables, and how a sheet is printed.

Texts pass through `documents.cells`; formulas are ours alone and never hold what people wrote (only references to it).
The same paper gives the same bytes: nothing of the clock or the machine goes in.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from documents import cells
from documents.signature_words import reached_at
from workflow.papers.sheet import Letterhead, Sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FOLIO, A3 = 14, 8
"""Paper sizes as Excel numbers them (ECMA-376, pageSetup). Folio is what F4 printers take."""
INK, SOFT, HEAD, BAND, INPUT, HELPER = "#1B2430", "#5B6675", "#DCE6F1", "#F2F5F9", "#FFFBE6", "#EFEFEF"
NAME_MOST = 31
"""Characters of a sheet's name."""
LOGO_PIXELS = 62
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LINE = 1.32
"""Height of a line in sizes of its type."""
SIGNS_A_WIDTH = 12.2
"""How many signs of type size 1 fit in a unit of width, with what is lost at the end of lines."""
MOST_POINTS = 409.0
"""What a row's height may be in Excel."""

DATE_FORMAT = "[$-421]d mmmm yyyy"
"""Indonesian, whatever the reader's own language (421 is its number in Windows)."""
CellValue = str | float | int


@dataclass(frozen=True)
class Look:
    """How a cell looks; `places` are those of a number, None for text."""

    bold: bool = False
    italic: bool = False
    size: float = 9
    color: str = INK
    fill: str = ""
    align: str = "left"
    middle: bool = False
    wrap: bool = True
    border: bool = True
    places: int | None = None
    is_date: bool = False

    def properties(self, *, quoted: bool = False) -> Mapping[str, Any]:
        """Return it in XlsxWriter's words."""
        found: dict[str, Any] = {
            "font_name": "Arial",
            "font_size": self.size,
            "font_color": self.color,
            "bold": self.bold,
            "italic": self.italic,
            "align": self.align,
            "valign": "vcenter" if self.middle else "top",
            "text_wrap": self.wrap,
            "quote_prefix": quoted,
        }
        if self.border:
            found |= {"border": 1, "border_color": "#8FA3BA"}
        if self.fill:
            found["bg_color"] = self.fill
        if self.places is not None:
            found["num_format"] = number_format(self.places)
        if self.is_date:
            found["num_format"] = DATE_FORMAT
        return found


TEXT = Look()
CENTER = Look(align="center")
HEADING = Look(bold=True, align="center", middle=True, fill=HEAD)
DATE = Look(align="center", is_date=True)
NUMBERING = Look(italic=True, size=7.5, align="center", middle=True, fill=BAND, color=SOFT)
PLAIN = Look(border=False, wrap=False)
PARAGRAPH = Look(border=False)
TITLE = Look(bold=True, size=13, align="center", middle=True, border=False)
NOTE = Look(italic=True, size=8, color=SOFT, border=False)
TOTAL = Look(bold=True, fill=BAND)


def number(places: int = 0, **changes: Any) -> Look:
    """Return how a number of so many places looks."""
    return replace(Look(align="right", wrap=False, places=places), **changes)


PERCENT = number(2)
RUPIAH = number(0)


def number_format(places: int) -> str:
    """Return the format of numbers; a spreadsheet shows it with the marks of its reader's country."""
    return "#,##0" + (f".{'0' * places}" if places else "")


def places_of(figures: Iterable[Decimal | None], most: int = 4) -> int:
    """Return how many places show every figure, at most so many."""
    exponents = [figure.normalize().as_tuple().exponent for figure in figures if figure]
    return min(most, max((-each for each in exponents if isinstance(each, int)), default=0), 99) if exponents else 0


class Leaf:
    """One sheet of a workbook. Rows and columns count from 0. Rows are made as high as their texts need."""

    def __init__(self, book: Book, worksheet: Worksheet, widths: Sequence[float]) -> None:
        self._book = book
        self._widths = widths
        self._heights: dict[int, float] = {}  # points, of what was written so far
        self._fixed: set[int] = set()
        self.worksheet = worksheet
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)

    def text(self, row: int, column: int, text: str, look: Look = TEXT) -> None:
        """Write text that stays text."""
        self._write(row, column, text, look)
        self._need(row, text, self._widths[column] if column < len(self._widths) else 0, look)

    def number(self, row: int, column: int, figure: Decimal | int | None, look: Look = PERCENT) -> None:
        """Write a figure; None leaves the cell blank, in its frame."""
        if figure is None:
            self.worksheet.write_blank(row, column, None, self._book.style(look))
        else:
            self.worksheet.write_number(row, column, float(figure), self._book.style(look))

    def date(self, row: int, column: int, day: date, look: Look = DATE) -> None:
        """Write a day as a date that can be sorted and reckoned with."""
        self.worksheet.write_datetime(row, column, day, self._book.style(look))

    def formula(self, row: int, column: int, formula: str, value: CellValue, look: Look = PERCENT) -> None:
        """Write a formula of ours (without `=`), with what it comes to for readers that do not reckon."""
        value = cells.printable(value) if isinstance(value, str) else value  # a predikat's name is the office's own
        self.worksheet.write_formula(row, column, f"={formula}", self._book.style(look), value)
        if isinstance(value, str):
            self._need(row, value, self._widths[column], look)

    def merged(self, row: int, column: int, last_row: int, last_column: int, text: str, look: Look = HEADING) -> None:
        """Write text over several cells; of one row, it is made as high as the text needs."""
        if (row, column) != (last_row, last_column):
            self.worksheet.merge_range(row, column, last_row, last_column, "", self._book.style(look))
        self._write(row, column, text, look)
        if row == last_row:
            self._need(row, text, sum(self._widths[column : last_column + 1]), look)

    def height(self, row: int, points: float) -> None:
        """Make the row so high, whatever stands in it."""
        self.worksheet.set_row(row, points)
        self._fixed.add(row)

    def finish(self) -> None:
        """Set the heights that the texts need: a spreadsheet finds them only for some cells, some none at all."""
        for row, points in self._heights.items():
            if row not in self._fixed:
                self.worksheet.set_row(row, points)

    def _write(self, row: int, column: int, text: str, look: Look) -> None:
        plain, quoted = self._book.style(look), self._book.style(look, quoted=True)
        cells.write_text(self.worksheet, row, column, text, plain, quoted)

    def _need(self, row: int, text: str, width: float, look: Look) -> None:
        lines = lines_of(text, width * SIGNS_A_WIDTH / look.size) if look.wrap and width else 1
        points = min(MOST_POINTS, lines * look.size * LINE + 3)
        self._heights[row] = max(points, self._heights.get(row, 0))

    def printed(
        self, *, paper: int = FOLIO, landscape: bool = True, heading_rows: tuple[int, int] | None = None
    ) -> None:
        """Print on that paper, as wide as it is, with these rows on every page and the pages numbered."""
        sheet = self.worksheet
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L&8{_in_footer(self._book.footer)}&R&8Halaman &P dari &N")
        if heading_rows is not None:
            sheet.repeat_rows(*heading_rows)

    def kop(self, last_column: int) -> int:
        """Write the letterhead over the columns, with the logo where there is one; returns the first row below it."""
        head = self._book.sheet.letterhead
        lines = (
            (head.government.upper(), Look(bold=True, size=12, align="center", middle=True, border=False)),
            (head.office.upper(), Look(bold=True, size=14, align="center", middle=True, border=False)),
            (_contact(head), Look(size=9, align="center", middle=True, border=False, color=SOFT)),
        )
        row = 0
        for text, look in lines:
            if text:
                self.merged(row, 0, row, last_column, text, look)
                row += 1
        rule = self._book.rule()
        for column in range(last_column + 1):
            self.worksheet.write_blank(row, column, None, rule)
        self.height(row, 4)
        self._logo()
        return row + 1

    def _logo(self) -> None:
        if self._book.logo is None:
            return
        from PIL import Image

        with Image.open(io.BytesIO(self._book.logo)) as picture:
            scale = LOGO_PIXELS / max(picture.size)
        options = {"image_data": io.BytesIO(self._book.logo), "x_scale": scale, "y_scale": scale}
        self.worksheet.insert_image(0, 0, "logo", {**options, "x_offset": 6, "y_offset": 4})


class Book:
    """A workbook in the making. `close` ends it and returns its bytes."""

    def __init__(self, title: str, sheet: Sheet, logo: bytes | None = None) -> None:
        from xlsxwriter import Workbook

        self.sheet = sheet
        self.footer = title
        self.logo = _picture(logo)
        self._out = io.BytesIO()
        self._names: set[str] = set()
        self._leaves: list[Leaf] = []
        self._styles: dict[tuple[Look, bool], Format] = {}
        self._workbook = Workbook(
            self._out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        created = datetime.combine(sheet.dated_on, time(12))  # a workbook's properties have no zone
        properties = {"title": title, "author": sheet.letterhead.office, "created": created}
        self._workbook.set_properties({name: _property(value) for name, value in properties.items()})
        self._workbook.set_calc_mode("auto")

    def leaf(self, name: str, widths: Sequence[float]) -> Leaf:
        """Add a sheet of that name, changed where a spreadsheet would not have it; widths of columns in signs."""
        leaf = Leaf(self, self._workbook.add_worksheet(self._free_name(name)), widths)
        self._leaves.append(leaf)
        return leaf

    def style(self, look: Look, *, quoted: bool = False) -> Format:
        """Return the format of a look."""
        key = (look, quoted)
        if key not in self._styles:
            self._styles[key] = self._workbook.add_format(dict(look.properties(quoted=quoted)))
        return self._styles[key]

    def rule(self) -> Format:
        """Return the format of the line beneath a letterhead."""
        return self._workbook.add_format({"top": 5, "top_color": INK})

    def close(self) -> bytes:
        """Return the finished file."""
        for leaf in self._leaves:
            leaf.finish()
        self._workbook.close()
        return self._out.getvalue()

    def _free_name(self, wanted: str) -> str:
        plain = " ".join(cells.printable(wanted).translate(_NOT_IN_NAMES).split()) or "Lembar"
        name, count = plain[:NAME_MOST], 1
        while name.casefold() in self._names:
            count += 1
            name = f"{plain[: NAME_MOST - 4]} {count}"
        self._names.add(name.casefold())
        return name


def lines_of(text: str, room: float) -> int:
    """Return about how many lines a text takes where so many signs fit in one."""
    fitting = max(1, int(room))
    return sum(max(1, len(wrap(line, fitting))) for line in text.split("\n"))


def _contact(head: Letterhead) -> str:
    """Return address and ways to reach the office in one line."""
    return " · ".join(part for part in (head.address, reached_at(head)) if part)


def _in_footer(text: str) -> str:
    """Return text for a footer, where `&` begins a code and 255 signs are all."""
    return cells.printable(text)[:100].replace("&", "&&")


def _property(value: object) -> object:
    return cells.printable(value)[:255] if isinstance(value, str) else value


def _picture(logo: bytes | None) -> bytes | None:
    """Return the logo where it is a picture that can be shown."""
    if logo is None:
        return None
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(logo)) as picture:
            return logo if picture.format in ("PNG", "JPEG") else None
    except (UnidentifiedImageError, OSError):
        return None
