"""Blocks for signature on PDF papers: side by side, place and date above the last, kept together."""

from __future__ import annotations

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.platypus import Spacer
from reportlab.platypus import Table as Grid
from reportlab.platypus.flowables import Flowable

from documents import pdf_fonts as fonts
from documents import signature_words as said
from documents.blocks import Signatures, Signed
from documents.pdf_styles import GREY, RED, style, words
from workflow.papers.sheet import Sheet

ROOM = 18 * mm
"""To sign in, with a stamp beside."""
MOST = 3
"""Blocks in one row; a fourth begins the next."""
BLOCK = 76 * mm
"""The width of a block that stands alone."""
_TEXT = style(11, align=TA_CENTER)
_NAME = style(11, font=fonts.BOLD, align=TA_CENTER)
_MARK = style(7.5, align=TA_CENTER, color=GREY, leading=1.2)


def signatures(block: Signatures, sheet: Sheet, width: float) -> list[Flowable]:
    """Return the rows of blocks over that width; who sets them keeps them on one page."""
    made: list[Flowable] = []
    for start in range(0, len(block.blocks), MOST):
        some = block.blocks[start : start + MOST]
        dated = said.place_and_date(sheet) if block.dated and start + MOST >= len(block.blocks) else ""
        made += [Spacer(1, 8), _row(some, dated, sheet.zone, width)]
    return made


def _row(some: tuple[Signed, ...], dated: str, zone: str, width: float) -> Grid:
    """Return the blocks in one table whose rows stand level: lead, post, room, name."""
    columns = [_column(each, dated if each is some[-1] else "", zone) for each in some]
    widths = [width / len(some)] * len(some)
    if len(some) == 1:
        columns, widths = [([], [], [], []), *columns], [width - BLOCK, BLOCK]
    grid = Grid(list(zip(*columns, strict=True)), colWidths=widths)
    grid.setStyle(
        [
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, 1), "TOP"),
            ("VALIGN", (0, 2), (-1, 2), "MIDDLE"),
            ("VALIGN", (0, 3), (-1, 3), "TOP"),
            ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            *((side, (0, 0), (-1, -1), 0) for side in ("TOPPADDING", "BOTTOMPADDING")),
        ]
    )
    return grid


def _column(each: Signed, dated: str, zone: str) -> tuple[list[Flowable], ...]:
    above = [words(line, _TEXT) for line in (dated, each.lead) if line]
    name = [words(said.name(each.signature), _NAME)]
    return (
        above,
        [words(f"{said.capacity(each.signature)},", _TEXT)],
        paraf(said.mark(each.signature, zone)),
        name + [words(line, _TEXT) for line in said.below(each.signature)],
    )


def paraf(lines: tuple[str, ...]) -> list[Flowable]:
    """Return the mark of a paraf elektronik, or room to sign."""
    if not lines:
        return [Spacer(1, ROOM)]
    mark = Grid([[[words(line, _MARK) for line in lines]]], colWidths=[54 * mm])
    mark.setStyle([("BOX", (0, 0), (-1, -1), 0.5, GREY), *((s, (0, 0), (-1, -1), 2) for s in ("TOPPADDING",))])
    mark.hAlign = "CENTER"
    return [Spacer(1, 3), mark, Spacer(1, 3)]


def stamp(text: str) -> Flowable:
    """Return words in a red frame, at the right."""
    how = style(14, font=fonts.BOLD, align=TA_CENTER, color=RED)
    wide = fonts.width(fonts.clean(text), fonts.BOLD, 14) + 16
    framed = Grid([[words(text, how)]], colWidths=[wide])
    framed.setStyle([("BOX", (0, 0), (-1, -1), 1.6, RED), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    framed.hAlign = "RIGHT"
    return framed
