"""A sheet of pixels to draw on, over matplotlib: shapes and texts by their place, y downwards."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Rectangle
from matplotlib.transforms import IdentityTransform

DPI = 100
POINTS = 72
_FONTS = Path(get_data_path()) / "fonts" / "ttf"
_PLAIN = FontProperties(fname=_FONTS / "DejaVuSans.ttf")  # comes with matplotlib: the same on every machine
_BOLD = FontProperties(fname=_FONTS / "DejaVuSans-Bold.ttf")
_KNOWN = frozenset(get_font(str(_FONTS / "DejaVuSans-Bold.ttf")).get_charmap())  # the plain one knows more
ELLIPSIS = "…"


class Canvas:
    """A white sheet of `width` by `height` pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="white")
        self._renderer = FigureCanvasAgg(self._figure).get_renderer()  # type: ignore[no-untyped-call] # matplotlib's
        self._layer = 0

    def box(self, left: float, top: float, right: float, bottom: float, color: str, *, round_by: float = 0) -> None:
        """Fill a rectangle, its corners rounded by so many pixels."""
        width, height = max(right - left, 0.0), bottom - top
        where = (left, self.height - bottom)
        radius = min(round_by, width / 2, height / 2)
        if radius <= 0:
            self._add(Rectangle(where, width, height, facecolor=color, edgecolor="none"))
            return
        style = f"round,pad=0,rounding_size={radius}"
        self._add(FancyBboxPatch(where, width, height, boxstyle=style, facecolor=color, edgecolor="none"))

    def frame(self, left: float, top: float, right: float, bottom: float, color: str) -> None:
        """Outline a rectangle with dashes."""
        where, width, height = (left, self.height - bottom), max(right - left, 0.0), bottom - top
        self._add(
            Rectangle(where, width, height, facecolor="none", edgecolor=color, linewidth=1.4, linestyle=(0, (4, 3)))
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, color: str, width: float = 1, dash: float = 0) -> None:
        """Draw a line of that width in pixels, in dashes of that length where one is given."""
        points = POINTS / DPI
        self._add(
            Line2D(
                (x1, x2),
                (self.height - y1, self.height - y2),
                color=color,
                linewidth=width * points,
                linestyle=(0, (dash, dash)) if dash else "-",
                solid_capstyle="butt",
            )
        )

    def disc(self, x: float, y: float, radius: float, color: str, *, hollow: bool = False) -> None:
        """Draw a disc, or a ring."""
        face = "white" if hollow else color
        self._add(Circle((x, self.height - y), radius, facecolor=face, edgecolor=color, linewidth=2))

    def shape(self, corners: Sequence[tuple[float, float]], color: str) -> None:
        """Fill a polygon."""
        self._add(Polygon([(x, self.height - y) for x, y in corners], closed=True, facecolor=color, edgecolor="none"))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        color: str = "#1B2430",
        bold: bool = False,
        align: str = "left",
    ) -> None:
        """Write words with their middle at `y`; `size` is the height of the type in pixels."""
        self._layer += 1
        self._figure.text(
            x / self.width,
            1 - y / self.height,
            _drawable(words).replace("$", r"\$"),  # a pair of them would be read as a formula
            color=color,
            fontproperties=_BOLD if bold else _PLAIN,
            fontsize=size * POINTS / DPI,
            ha=align,
            va="center_baseline",
            zorder=self._layer,
        )

    def measure(self, words: str, size: float, *, bold: bool = False) -> float:
        """Return how many pixels wide the words are."""
        font = (_BOLD if bold else _PLAIN).copy()
        font.set_size(size * POINTS / DPI)
        width, _, _ = self._renderer.get_text_width_height_descent(_drawable(words), font, ismath=False)
        return float(width)

    def fit(self, words: str, size: float, room: float, *, bold: bool = False) -> str:
        """Return the words, cut after a whole word and marked where they are wider than the room."""
        if self.measure(words, size, bold=bold) <= room:
            return words
        kept = words.split()
        while len(kept) > 1:
            kept.pop()
            short = " ".join(kept).rstrip(" ,.-") + ELLIPSIS
            if self.measure(short, size, bold=bold) <= room:
                return short
        letters = kept[0] if kept else ""
        while letters and self.measure(letters + ELLIPSIS, size, bold=bold) > room:
            letters = letters[:-1]
        return letters + ELLIPSIS

    def fit_end(self, words: str, size: float, room: float) -> str:
        """Return the end of the words, from a whole word on, where they are wider than the room."""
        kept = words.split()
        while len(kept) > 1 and self.measure(ELLIPSIS + " ".join(kept), size) > room:
            kept.pop(0)
        return self.fit(ELLIPSIS + " ".join(kept), size, room)

    def wrap(self, words: str, size: float, room: float) -> tuple[str, ...]:
        """Return the words in one line, or in two, the second cut where it is too long."""
        first = words.split()
        while len(first) > 1 and self.measure(" ".join(first), size) > room:
            first.pop()
        rest = " ".join(words.split()[len(first) :])
        beginning = self.fit(" ".join(first), size, room)
        return (beginning, self.fit(rest, size, room)) if rest else (beginning,)

    def png(self) -> bytes:
        """Return the sheet as a PNG."""
        made = io.BytesIO()
        self._figure.savefig(made, format="png", dpi=DPI)
        return made.getvalue()

    def _add(self, artist: Rectangle | FancyBboxPatch | Line2D | Circle | Polygon) -> None:
        """Lay it over what was drawn before; a figure's own artists are placed in pixels."""
        self._layer += 1
        artist.set_zorder(self._layer)
        artist.set_transform(IdentityTransform())
        self._figure.add_artist(artist, clip=False)


def _drawable(words: str) -> str:
    """Return the words with a mark in place of every character that the type does not have, such as an emoji."""
    return "".join(letter if ord(letter) in _KNOWN else "?" for letter in words)
