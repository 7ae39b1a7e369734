"""The pages of a PDF paper: sizes, margins, upright or across, and `Halaman 2 dari 7` beneath each.

The same flowables give the same bytes: no clock is read and no random name is made.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.flowables import Flowable

from documents import pdf_fonts as fonts
from documents.pdf_styles import GREY

UPRIGHT, ACROSS = "tegak", "lebar"
"""The names of the two page templates."""
FOOT_SIZE = 8.5


class PaperSize(Enum):
    """The sheets that offices print on: width and height, upright, in points."""

    A4 = (210 * mm, 297 * mm)
    F4 = (215 * mm, 330 * mm)  # folio, as Indonesian offices buy it


@dataclass(frozen=True)
class Margins:
    """Empty edges, in points. The foot's line stands inside the lower one."""

    left: float = 22 * mm
    right: float = 18 * mm
    top: float = 14 * mm
    bottom: float = 18 * mm


@dataclass(frozen=True)
class Pages:
    """What the pages of one paper have in common. `numbered` is whether they bear numbers."""

    title: str
    author: str
    size: PaperSize = PaperSize.A4
    margins: Margins = Margins()
    landscape: bool = False  # of the first page
    numbered: bool = True

    def extent(self, *, landscape: bool) -> tuple[float, float]:
        """Return width and height of a page."""
        width, height = self.size.value
        return (height, width) if landscape else (width, height)

    def room(self, *, landscape: bool) -> tuple[float, float]:
        """Return width and height of what may be set on a page."""
        width, height = self.extent(landscape=landscape)
        edges = self.margins
        return width - edges.left - edges.right, height - edges.top - edges.bottom


class _Counted(Canvas):  # type: ignore[misc] # reportlab is untyped
    """A canvas that writes the foot of its pages when it knows how many there are."""

    pages: Pages

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keep the page for later."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its foot."""
        for number, page in enumerate(self._kept, start=1):
            self.__dict__.update(page)
            if self.pages.numbered:
                self._foot(f"Halaman {number} dari {len(self._kept)}")
            super().showPage()
        super().save()

    def _foot(self, said: str) -> None:
        width, _ = self._pagesize
        self.setFont(fonts.PLAIN, FOOT_SIZE)
        self.setFillColor(GREY)
        self.drawRightString(width - self.pages.margins.right, self.pages.margins.bottom - 6 * mm, said)


def set_pages(story: Sequence[Flowable], pages: Pages) -> bytes:
    """Return the flowables as a PDF; its metadata bear the title. Raises LayoutError for what no page can hold."""
    fonts.register()
    rl_config.useA85 = 0  # letters for bytes, for printers of the nineties: slow, and a quarter larger
    made = io.BytesIO()
    document = BaseDocTemplate(
        made,
        title=fonts.clean(pages.title),
        author=fonts.clean(pages.author),
        creator="Monev",
        producer="Monev",
        lang="id-ID",
        invariant=1,
        pageTemplates=_templates(pages),
    )
    maker = type("Counted", (_Counted,), {"pages": pages})
    document.build(list(story), canvasmaker=maker)
    return made.getvalue()


def _templates(pages: Pages) -> list[PageTemplate]:
    """Return the templates, the first page's first."""
    made = []
    for name, landscape in sorted(((UPRIGHT, False), (ACROSS, True)), key=lambda each: each[1] is not pages.landscape):
        extent, (width, height) = pages.extent(landscape=landscape), pages.room(landscape=landscape)
        frame = Frame(
            pages.margins.left,
            pages.margins.bottom,
            width,
            height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        made.append(PageTemplate(name, [frame], pagesize=extent))
    return made
