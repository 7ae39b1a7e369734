"""The kop of an Indonesian office: logo at the left, government and office in capitals, address, and a double rule."""

from __future__ import annotations

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph
from reportlab.platypus.flowables import Flowable

from documents import pdf_fonts as fonts
from documents.assets import Assets
from documents.pdf_pictures import picture
from documents.pdf_styles import INK, style, words
from documents.signature_words import reached_at
from workflow.papers.sheet import Letterhead

LOGO = 22 * mm
"""The logo's edge at most; its shape is kept."""
GAP = 4 * mm
RULE = 3 * mm
"""Between the text and the double rule."""
_GOVERNMENT, _OFFICE, _ADDRESS = 13.0, 16.0, 9.5
_LEAST = 0.6
"""A long name is set smaller, down to this part of its size, before it takes two lines."""


class Kop(Flowable):  # type: ignore[misc] # reportlab is untyped
    """The letterhead over the whole width; lines that the office did not give are left out, and with all of them it."""

    def __init__(self, head: Letterhead, assets: Assets) -> None:
        super().__init__()
        self._head = head
        self._logo = picture(assets.blob(head.logo)) if head.logo else None
        self._lines: list[Paragraph] = []
        self._logo_at = (0.0, 0.0)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return its extent; the text stands centred between equal edges, so that it is centred on the page."""
        self.width = width
        logo_width, logo_height = self._logo_extent()
        edge = logo_width + GAP if self._logo else 0
        room = width - 2 * edge
        self._lines = _lines(self._head, room)
        self._text = sum(line.wrap(room, 1000)[1] for line in self._lines)
        inner = max(self._text, logo_height)
        self._inner = inner
        self._room, self._edge = room, edge
        self.height = inner + RULE + 4 * mm if inner else 0
        return width, self.height

    def draw(self) -> None:
        """Draw it with its lower edge at the origin."""
        if not self._inner:
            return
        top = self.height
        y = top - (self._inner - self._text) / 2
        for line in self._lines:
            y -= line.height
            line.drawOn(self.canv, self._edge, y)
        logo_width, logo_height = self._logo_extent()
        if self._logo:
            y = top - (self._inner + logo_height) / 2
            self.canv.drawImage(self._logo, 0, y, logo_width, logo_height, mask="auto")
        self._rule(top - self._inner - RULE)

    def _rule(self, y: float) -> None:
        self.canv.setStrokeColor(INK)
        for thick, lower in ((2.2, 0.0), (0.7, 2.4)):
            self.canv.setLineWidth(thick)
            self.canv.line(0, y - lower, self.width, y - lower)

    def _logo_extent(self) -> tuple[float, float]:
        if self._logo is None:
            return 0, 0
        wide, high = self._logo.getSize()
        scale = LOGO / max(wide, high)
        return wide * scale, high * scale


def _lines(head: Letterhead, room: float) -> list[Paragraph]:
    wanted = (
        (head.government.upper(), fonts.PLAIN, _GOVERNMENT),
        (head.office.upper(), fonts.BOLD, _OFFICE),
        (head.address, fonts.PLAIN, _ADDRESS),
        (reached_at(head), fonts.PLAIN, _ADDRESS),
    )
    return [_line(text, font, size, room) for text, font, size in wanted if text.strip()]


def _line(text: str, font: str, size: float, room: float) -> Paragraph:
    wide = fonts.width(fonts.clean(text), font, size)
    size *= min(1.0, max(_LEAST, (room - 2) / wide)) if wide else 1
    return words(text, style(size, font=font, align=TA_CENTER, leading=1.18))
