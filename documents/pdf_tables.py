"""Tables of PDF papers: ruled, headers repeated, rows kept whole where a page can hold them, hostile texts harmless."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Table as Grid
from reportlab.platypus.flowables import Flowable

from documents import pdf_fonts as fonts
from documents.blocks import Align, Cell, Column, KeyValues, Row, Table, TextStyle, Tone
from documents.pdf_cells import cell_words
from documents.pdf_styles import ALIGNS, INK, LINE, TEXTS, TONES, style, words

PADDING = 3.0
LEAST_PART = 30.0
"""Less than this much of a row that no page can hold is not begun at a page's end, in points."""
_CELL_LEADING = 1.2
Command = tuple[Any, ...]


class BreakingGrid(Grid):  # type: ignore[misc] # reportlab is untyped
    """A table that tears a row only where even an empty page could not hold it."""

    page_height: float = 0
    _measured: tuple[float, float] | None = None  # the room for which its rows were measured last

    def _calc(self, width: float, height: float) -> None:
        """Measure the rows, each once: reportlab would do so at every page's end for all that are left."""
        if self._measured == (width, height):
            return
        super()._calc(width, height)
        self._measured = (width, height)
        heights = list(self._rowHeights)
        self._argH = heights + [None] * (self._nrows - len(heights))

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the parts, none where the next page is to begin with it."""
        self._calc(width, height)
        first = sum(self._rowHeights[: self.repeatRows + 1])
        self.splitInRow = LEAST_PART if first > self.page_height else 0
        parts: list[Flowable] = super().split(width, height)
        for part in parts:
            if isinstance(part, BreakingGrid):
                part.page_height = self.page_height
        return parts


def table(block: Table, width: float, page_height: float) -> list[Flowable]:
    """Return the table over that width in points; nothing where it has neither header nor rows."""
    rows = [*block.rows, *([tuple(_total(cell) for cell in block.total)] if block.total else [])]
    header = [tuple(_heading(cell) for cell in row) for row in block.header]
    if not header and not rows:
        return []
    widths = _widths(block.columns, width)
    cells, commands = [], list(_grid_commands())
    for number, row in enumerate((*header, *rows)):
        full = _full(row, len(block.columns))
        cells.append([_content(cell, place, block) for place, cell in enumerate(full)])
        commands.extend(_commands(full, number, is_head=number < len(header)))
    grid = BreakingGrid(cells, colWidths=widths, repeatRows=len(header) if rows else 0, style=commands)
    grid.page_height = page_height
    grid.spaceAfter = 8
    return [grid]


def key_values(block: KeyValues, width: float, page_height: float) -> list[Flowable]:
    """Return rows of `label : value` without rules."""
    if not block.rows:
        return []
    how = TEXTS[TextStyle.BODY].clone("nilai", spaceAfter=0, alignment=ALIGNS[Align.LEFT])
    label = width * block.label_share
    cells = [[words(name, how), ":", words(value, how)] for name, value in block.rows]
    commands: list[Command] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("FONT", (1, 0), (1, -1), fonts.PLAIN, how.fontSize, how.leading),
    ]
    grid = BreakingGrid(cells, colWidths=[label, 10, width - label - 10], style=commands)
    grid.page_height = page_height
    grid.spaceAfter = 6
    return [grid]


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    whole = sum(column.share for column in columns)
    return [column.share / whole * width for column in columns]


def _full(row: Row, columns: int) -> tuple[Cell, ...]:
    """Return the row with a cell for every column; raises ValueError where it has more or less."""
    if len(row) != columns:
        raise ValueError(f"a row of {len(row)} cells in a table of {columns} columns")
    return tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row)


def _heading(cell: Cell | str) -> Cell:
    cell = cell if isinstance(cell, Cell) else Cell(cell)
    tone = Tone.HEAD if cell.tone is Tone.PLAIN else cell.tone
    return replace(cell, bold=True, tone=tone, align=cell.align or Align.CENTER)


def _total(cell: Cell | str) -> Cell:
    cell = cell if isinstance(cell, Cell) else Cell(cell)
    return replace(cell, bold=True, tone=Tone.TOTAL if cell.tone is Tone.PLAIN else cell.tone)


def _content(cell: Cell, place: int, block: Table) -> Flowable | str:
    """Return the cell's words as a paragraph."""
    if not cell.columns or not cell.text:
        return ""
    how = _cell_style(block.size, cell.align or block.columns[place].align, cell.bold)
    return cell_words(cell.text, how)


@lru_cache(maxsize=64)
def _cell_style(size: float, align: Align, bold: bool) -> ParagraphStyle:
    font = fonts.BOLD if bold else fonts.PLAIN
    return style(size, font=font, align=ALIGNS[align], leading=_CELL_LEADING)


def _grid_commands() -> Iterator[Command]:
    whole = ((0, 0), (-1, -1))
    yield ("GRID", *whole, LINE, INK)
    yield ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), LINE, INK)  # of a row that goes on over the page
    yield ("VALIGN", *whole, "TOP")
    yield ("LEFTPADDING", *whole, PADDING)
    yield ("RIGHTPADDING", *whole, PADDING)
    yield ("TOPPADDING", *whole, 2)
    yield ("BOTTOMPADDING", *whole, 3)


def _commands(row: Sequence[Cell], number: int, *, is_head: bool) -> Iterator[Command]:
    if is_head:
        yield ("VALIGN", (0, number), (-1, number), "MIDDLE")
    for place, cell in enumerate(row):
        end = (place + cell.columns - 1, number + cell.rows - 1)
        if cell.columns > 1 or cell.rows > 1:
            yield ("SPAN", (place, number), end)
        if cell.columns and cell.tone is not Tone.PLAIN:
            yield ("BACKGROUND", (place, number), end, TONES[cell.tone])
