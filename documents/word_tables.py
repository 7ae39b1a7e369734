"""Tables of Word papers: real ones, ruled, their headers repeated on each page, rows kept whole.

They are written as XML: through python-docx's cells a table of six hundred rows takes a minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from documents.blocks import COVERED, Align, Cell, Column, Table, Tone
from documents.word_text import DECLARED, paragraph

TONES = {
    Tone.HEAD: "E6EAF0",
    Tone.TOTAL: "EEF1F5",
    Tone.GOOD: "DFF1DF",
    Tone.FAIR: "FFF5CF",
    Tone.WARN: "FCE3CB",
    Tone.BAD: "F8D7D5",
    Tone.MUTED: "F4F5F7",
}
_PADDING = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
_INDENT = '<w:tblInd w:w="60" w:type="dxa"/>'
"""The cells' inner edge, so that rules stand level with the text above."""
_CONTINUED = replace(COVERED, rows=0)
"""The place beneath a cell that reaches over further rows."""


def table(block: Table, width: int, style: str) -> BaseOxmlElement | None:
    """Return the table over that width (twentieths of a point); None where it has neither header nor rows.

    Raises ValueError where a row has more or fewer cells than there are columns.
    """
    widths = widths_of(block.columns, width)
    header = [tuple(_heading(cell) for cell in row) for row in block.header]
    rows = [tuple(map(_cell, row)) for row in block.rows]
    if block.total is not None:
        rows.append(tuple(_total(cell) for cell in block.total))
    if not header and not rows:
        return None
    lines = _with_continued([*header, *rows], len(widths))
    made = "".join(
        _row(line, block.columns, widths, style, is_head=number < len(header)) for number, line in enumerate(lines)
    )
    return parse_xml(
        f'<w:tbl {DECLARED}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_INDENT}'
        f'<w:tblLayout w:type="fixed"/>{_PADDING}<w:tblLook w:val="0020"/></w:tblPr>{grid(widths)}{made}</w:tbl>'
    )


def bare(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> BaseOxmlElement:
    """Return a table without rules; the cells are given as XML of their paragraphs. Its rows are kept whole."""
    made = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for cell, w in zip(row, widths, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    return parse_xml(
        f'<w:tbl {DECLARED}><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'{_INDENT}<w:tblLayout w:type="fixed"/>{_PADDING}</w:tblPr>{grid(widths)}{made}</w:tbl>'
    )


def widths_of(columns: Sequence[Column], width: int) -> list[int]:
    """Return the columns' widths; they add up to the whole."""
    whole = sum(column.share for column in columns)
    edges = [0]
    shared = 0.0
    for column in columns:
        shared += column.share
        edges.append(round(width * shared / whole))
    return [right - left for left, right in pairwise(edges)]


def grid(widths: Sequence[int]) -> str:
    """Return the XML of a table's columns."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _cell(cell: Cell | str) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(cell)


def _heading(cell: Cell | str) -> Cell:
    cell = _cell(cell)
    tone = Tone.HEAD if cell.tone is Tone.PLAIN else cell.tone
    return replace(cell, bold=True, tone=tone, align=cell.align or Align.CENTER)


def _total(cell: Cell | str) -> Cell:
    cell = _cell(cell)
    return replace(cell, bold=True, tone=Tone.TOTAL if cell.tone is Tone.PLAIN else cell.tone)


def _with_continued(rows: Sequence[tuple[Cell, ...]], columns: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows, each place beneath a cell over several rows marked as going on."""
    reach: dict[int, tuple[int, Cell]] = {}  # column -> rows left, the cell
    for row in rows:
        if len(row) != columns:
            raise ValueError(f"a row of {len(row)} cells in a table of {columns} columns")
        line = list(row)
        for place, (left, cell) in list(reach.items()):
            line[place] = replace(_CONTINUED, columns=cell.columns, tone=cell.tone)
            reach[place] = (left - 1, cell)
            if left == 1:
                del reach[place]
        for place, cell in enumerate(row):
            if cell.columns and cell.rows > 1:
                reach[place] = (cell.rows - 1, cell)
        yield tuple(line)


def _row(row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int], style: str, *, is_head: bool) -> str:
    cells = "".join(
        _xml(
            cell, sum(widths[place : place + cell.columns]), cell.align or columns[place].align, style, is_head=is_head
        )
        for place, cell in enumerate(row)
        if cell.columns
    )
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _xml(cell: Cell, width: int, align: Align, style: str, *, is_head: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merged = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else "<w:vMerge/>" if cell.rows == 0 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{TONES[cell.tone]}"/>' if cell.tone in TONES else ""
    middle = '<w:vAlign w:val="center"/>' if is_head else ""
    jc = "" if align is Align.LEFT else f'<w:jc w:val="{align.value}"/>'
    words = paragraph(cell.text, style, bold=cell.bold, properties=jc)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}{shade}{middle}</w:tcPr>{words}</w:tc>'
