"""The words of a table's cell on PDF papers: set quickly, because a report has twenty thousand of them.

Plain words are broken into lines and drawn here; what needs another font, or does not break at a blank, is left to
reportlab's own paragraph.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph
from reportlab.platypus.flowables import Flowable

from documents import pdf_fonts as fonts


def cell_words(text: str, how: ParagraphStyle) -> Flowable:
    """Return the words as they are set in a cell, their line breaks kept."""
    plain = fonts.clean(text)
    if fonts.is_plain(plain.replace("\n", " "), how.fontName) and "\u00a0" not in plain:
        return PlainWords(tuple(plain.split("\n")), how)
    return Paragraph(fonts.markup(text, how.fontName), how)


class PlainWords(Flowable):  # type: ignore[misc] # reportlab is untyped
    """Words of one font, broken at blanks. `parts` are the stretches between line breaks."""

    def __init__(self, parts: tuple[str, ...], how: ParagraphStyle) -> None:
        super().__init__()
        self._parts = parts
        self._how = how
        self._lines: tuple[str, ...] = ()
        self._set: tuple[float, Flowable | None, float] | None = None  # width, what stands in, its height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the extent within that width; the lines are found once for each width."""
        if self._set is None or self._set[0] != width:
            self._set = self._measured(width, height)
        self.width, self.height = width, self._set[2]
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return two parts, the first no higher than that; none where not even a line fits."""
        self.wrap(width, height)
        instead = self._instead
        if instead is not None:
            return list(instead.split(width, height))
        fitting = int((height + 0.01) / self._how.leading)
        if fitting < 1:
            return []
        if fitting >= len(self._lines):
            return [self]
        return [PlainWords(some, self._how) for some in (self._lines[:fitting], self._lines[fitting:])]

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - reportlab's names
        """Draw the lines with the lower left corner there."""
        if self._instead is not None:
            self._instead.drawOn(canvas, x, y, _sW)
            return
        how = self._how
        if how.alignment not in (TA_CENTER, TA_RIGHT):
            self._draw_left(canvas, x, y)
            return
        share = 1.0 if how.alignment == TA_RIGHT else 0.5
        base = y + self.height - how.fontSize
        canvas.setFont(how.fontName, how.fontSize)
        for number, line in enumerate(self._lines):
            room = self.width - _width(line, how.fontName, how.fontSize)
            canvas.drawString(x + room * share, base - number * how.leading, line)

    @property
    def _instead(self) -> Flowable | None:
        return self._set[1] if self._set else None

    def _draw_left(self, canvas: Any, x: float, y: float) -> None:
        how = self._how
        words = canvas.beginText(x, y + self.height - how.fontSize)
        words.setFont(how.fontName, how.fontSize, how.leading)
        for line in self._lines:
            words.textLine(line)
        canvas.drawText(words)

    def _measured(self, width: float, height: float) -> tuple[float, Flowable | None, float]:
        lines: list[str] = []
        for part in self._parts:
            broken = _broken(part, width, self._how.fontName, self._how.fontSize)
            if broken is None:
                instead = Paragraph(fonts.markup("\n".join(self._parts), self._how.fontName), self._how)
                return width, instead, instead.wrap(width, height)[1]
            lines.extend(broken)
        self._lines = tuple(lines)
        return width, None, len(lines) * self._how.leading


def _broken(part: str, width: float, font: str, size: float) -> tuple[str, ...] | None:
    """Return the stretch in lines no wider than that; None where a word alone is wider."""
    lines: list[str] = []
    line: list[str] = []
    used, blank = 0.0, _width(" ", font, size)
    for word in part.split():
        wide = _width(word, font, size)
        if wide > width:
            return None
        if line and used + blank + wide > width + 0.001:
            lines.append(" ".join(line))
            line, used = [word], wide
        else:
            used += wide + (blank if line else 0)
            line.append(word)
    return (*lines, " ".join(line))


@lru_cache(maxsize=50_000)
def _width(text: str, font: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))
