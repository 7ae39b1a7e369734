"""The SOP in its standard form: as a PDF of head and flowchart, and the flowchart alone as a picture for the chat."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak
from reportlab.platypus import Spacer as Gap
from reportlab.platypus.flowables import Flowable

from documents import pdf_fonts as fonts
from documents import sop_words as said
from documents.assets import Assets
from documents.pdf_pages import Margins, Pages, set_pages
from documents.pdf_styles import GREY, INK, style, words
from documents.sop_flow import FILLS, FlowTable
from documents.sop_head import head
from workflow.papers.sop_chart import SopChart

MARGINS = Margins(left=12 * mm, right=12 * mm, top=12 * mm, bottom=15 * mm)
PICTURE_WIDTH, PICTURE_EDGE = 800.0, 12.0
SHARPNESS = 2.4
"""Pixels of the picture for each point: 1920 across, which a phone shows sharply when it is zoomed into."""
MOST_HIGH = 4200 / SHARPNESS
"""Points; Telegram takes pictures of 10.000 pixels, width and height together."""
SWATCH, SMALL = 9.0, 8.0


def drawn(paper: SopChart, assets: Assets) -> bytes:
    """Return the form as a PDF, across: its head on the first page, the flowchart whole on the one after it."""
    pages = Pages(f"SOP {paper.head.name}", paper.sheet.letterhead.office, margins=MARGINS, landscape=True)
    width, height = pages.room(landscape=True)
    above, beneath = _above(paper), _beneath(paper)
    taken = sum(each.wrap(width, height)[1] for each in (*above, *beneath))
    story = [
        words(said.FORM, style(13, font=fonts.BOLD, align=TA_CENTER, after=8)),
        *head(paper, assets, width, height),
        PageBreak(),
        *above,
        FlowTable(paper, width, height - taken - 2),
        *beneath,
    ]
    return set_pages(story, pages)


def drawn_picture(paper: SopChart, _assets: Assets) -> bytes:
    """Return the flowchart alone as a PNG."""
    width = PICTURE_WIDTH - 2 * PICTURE_EDGE
    above, beneath = _above(paper), _beneath(paper)
    taken = sum(each.wrap(width, MOST_HIGH)[1] for each in (*above, *beneath))
    room = MOST_HIGH - taken - 2 * PICTURE_EDGE
    parts = [*above, _natural(paper, width, room), *beneath]
    return _png(_page(parts, width))


def _natural(paper: SopChart, width: float, room: float) -> FlowTable:
    """Return the table as high as it needs, made smaller only where the picture could not hold it."""
    table = FlowTable(paper, width)
    return table if table.height <= room else FlowTable(paper, width, room)


def _page(parts: Sequence[Flowable], width: float) -> bytes:
    """Return a PDF of one page, just large enough for the parts."""
    fonts.register()
    heights = [part.wrap(width, MOST_HIGH)[1] for part in parts]
    made = io.BytesIO()
    high = sum(heights) + 2 * PICTURE_EDGE
    canvas = Canvas(made, pagesize=(PICTURE_WIDTH, high), invariant=1)
    y = high - PICTURE_EDGE
    for part, height in zip(parts, heights, strict=True):
        y -= height
        part.wrapOn(canvas, width, MOST_HIGH)
        part.drawOn(canvas, PICTURE_EDGE, y)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def _png(page: bytes) -> bytes:
    from pypdfium2 import PdfDocument

    document = PdfDocument(page)
    try:
        picture = document[0].render(scale=SHARPNESS).to_pil()
    finally:
        document.close()
    made = io.BytesIO()
    picture.convert("RGB").save(made, "PNG", optimize=True)
    return made.getvalue()


def _above(paper: SopChart) -> list[Flowable]:
    """Return the SOP's name, and whose steps are marked."""
    subtitle = said.subtitle(paper)
    return [
        words(f"SOP {paper.head.name}", style(12, font=fonts.BOLD, align=TA_CENTER)),
        *([words(subtitle, style(9.5, align=TA_CENTER, color=GREY))] if subtitle else []),
        Gap(1, 6),
    ]


def _beneath(paper: SopChart) -> list[Flowable]:
    return [Gap(1, 5), _Legend(said.legend_note(paper), is_marked=paper.quarter is not None)]


class _Legend(Flowable):  # type: ignore[misc] # reportlab is untyped
    """What the colours mean, where steps are marked, and what Ya and Tidak do."""

    def __init__(self, note: str, *, is_marked: bool) -> None:
        super().__init__()
        self._note, self._is_marked = note, is_marked

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return its extent: one line."""
        self.width, self.height = width, SWATCH + 3
        return width, self.height

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        x = 0.0
        for state, label in said.LEGEND.items() if self._is_marked else ():
            x = _swatch(self.canv, x, FILLS[state], label)
        self.canv.setFillColor(GREY)
        self.canv.setFont(fonts.ITALIC, SMALL)
        self.canv.drawRightString(self.width, 3, self._note)


def _swatch(canvas: Any, x: float, color: Any, label: str) -> float:
    """Draw a colour with its word; returns where the next may stand."""
    canvas.setFillColor(color)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.6)
    canvas.rect(x, 1, 1.6 * SWATCH, SWATCH, fill=1)
    text = words(label, style(SMALL))
    high = text.wrap(200, 50)[1]
    text.drawOn(canvas, x + 2 * SWATCH, (SWATCH - high) / 2 + 1)
    return x + 2 * SWATCH + fonts.width(label, fonts.PLAIN, SMALL) + 16
