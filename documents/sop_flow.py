"""The table of the SOP's steps with its flowchart: ruled rows, symbols in the columns of who acts, arrows over them."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_CENTER
from reportlab.platypus import Paragraph
from reportlab.platypus import Table as Grid
from reportlab.platypus.flowables import Flowable

from documents import pdf_fonts as fonts
from documents import sop_words as said
from documents.blocks import Tone
from documents.pdf_styles import INK, LINE, TONES, style, words
from documents.sop_routes import CLEARANCE, Arrow, Port, Symbol, arrows
from workflow.papers.sop_chart import ChartStep, SopChart
from workflow.tasks import ProgressState

SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Of the type, tried in turn; what fits in none is drawn smaller as a whole."""
SHARES = (20, 148, 310, 96, 50, 84, 82)
"""Of the width: no, kegiatan, all pelaksana together, kelengkapan, waktu, output, keterangan."""
PADDING = 3.0
LEAST_ROW, MOST_ROW = 46.0, 70.0
BOX, DIAMOND, TERMINATOR = (19.0, 10.0), (20.0, 13.0), (23.0, 9.0)
"""Half the width and height of each symbol."""
HEAD_LENGTH, HEAD_HALF = 5.0, 2.4
LABEL = 6.5
FILLS: dict[ProgressState | None, Color] = {
    ProgressState.DONE: HexColor("#CFE8CF"),
    ProgressState.RUNNING: HexColor("#FFD54F"),
    ProgressState.WAITING: white,
    None: white,
}
PRESENT_ROW = HexColor("#FFF8DC")
STROKE, STRONG = 0.9, 1.8
Command = tuple[Any, ...]


class FlowTable(Flowable):  # type: ignore[misc] # reportlab is untyped
    """The table over `width`, at most `height` high (None: as high as it needs), all in points."""

    def __init__(self, paper: SopChart, width: float, height: float | None = None) -> None:
        super().__init__()
        self._paper = paper
        self._widths = _widths(width, len(paper.columns))
        self._scale = 1.0
        for size in SIZES:
            self._size = size
            self._heights = self._row_heights()
            if height is None or sum(self._heights) <= height:
                break
        if height is not None:
            self._spread(height)
            self._scale = min(1.0, height / sum(self._heights))
        self.width, self.height = width, sum(self._heights) * self._scale

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return its extent."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        self.canv.saveState()
        if self._scale < 1:
            self.canv.translate(self.width * (1 - self._scale) / 2, 0)
            self.canv.scale(self._scale, self._scale)
        grid = self._grid()
        grid.wrapOn(self.canv, self.width, self.height)
        grid.drawOn(self.canv, 0, 0)
        symbols = self._symbols()
        for arrow in arrows(symbols):
            _draw_arrow(self.canv, arrow)
            leaves = symbols[arrow.of]
            if leaves.returns_to is not None:
                is_present = self._paper.steps[arrow.of].state is ProgressState.RUNNING
                _draw_label(self.canv, arrow, PRESENT_ROW if is_present else white)
        for step, symbol in zip(self._paper.steps, symbols, strict=True):
            _draw_symbol(self.canv, step, symbol)
        self.canv.restoreState()

    def _spread(self, height: float) -> None:
        """Give the rows of steps what is left of the height, each up to MOST_ROW."""
        places = range(2, 2 + len(self._paper.steps))
        more = max(height - sum(self._heights), 0) / max(len(self._paper.steps), 1)
        for place in places:
            self._heights[place] = max(self._heights[place], min(self._heights[place] + more, MOST_ROW))

    def _row_heights(self) -> list[float]:
        heights = []
        for number, row in enumerate(self._cells()):
            needed = [_height(cell, self._span(number, place)) for place, cell in enumerate(row) if cell]
            is_step = 2 <= number < 2 + len(self._paper.steps)
            heights.append(max(max(needed, default=0) + 2 * PADDING, LEAST_ROW if is_step else 0))
        return heights

    def _span(self, row: int, place: int) -> float:
        """Return the width of a cell, of one that reaches over others that of all."""
        actors = len(self._paper.columns)
        spans = {(0, 2): (2, 2 + actors), (0, 2 + actors): (2 + actors, 5 + actors)}
        first, last = spans.get((row, place), (place, place + 1))
        if row == 2 + len(self._paper.steps):
            first, last = (0, 3 + actors) if place == 0 else (3 + actors, 6 + actors)
        return sum(self._widths[first:last])

    def _cells(self) -> list[list[Paragraph | str]]:
        head = style(self._size, font=fonts.BOLD, align=TA_CENTER, leading=1.15)
        actors = len(self._paper.columns)
        blank = [""] * (actors - 1)
        first = [said.NO, said.ACTIVITY, said.ACTORS, *blank, said.STANDARD, "", "", said.REMARKS]
        second = ["", "", *self._paper.columns, said.REQUIREMENT, said.TIME, said.OUTPUT, ""]
        total = [said.WHOLE, *[""] * (actors + 2), said.whole(self._paper), "", ""]
        return [
            [words(text, head) if text else "" for text in first],
            [words(text, head) if text else "" for text in second],
            *(self._step(step) for step in self._paper.steps),
            [words(text, head) if text else "" for text in total],
        ]

    def _step(self, step: ChartStep) -> list[Paragraph | str]:
        left = style(self._size, leading=1.15)
        centred = style(self._size, align=TA_CENTER, leading=1.15)
        is_done = step.state is ProgressState.DONE
        number = f"{step.number}\n{said.DONE_MARK}" if is_done else f"{step.number}"
        return [
            words(number, centred),
            words(step.activity, left),
            *[""] * len(self._paper.columns),
            words(step.requirement, left),
            words(said.time(step.allotment), centred),
            words(step.output, left),
            words(said.remark(step, self._paper.sheet.zone), left),
        ]

    def _grid(self) -> Grid:
        actors, last = len(self._paper.columns), 2 + len(self._paper.steps)
        spans = [
            ((0, 0), (0, 1)),
            ((1, 0), (1, 1)),
            ((2, 0), (1 + actors, 0)),
            ((2 + actors, 0), (4 + actors, 0)),
            ((5 + actors, 0), (5 + actors, 1)),
            ((0, last), (2 + actors, last)),
            ((3 + actors, last), (5 + actors, last)),
        ]
        commands: list[Command] = [("SPAN", *span) for span in spans]
        commands += [
            ("GRID", (0, 0), (-1, -1), LINE, INK),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("BACKGROUND", (0, 0), (-1, 1), TONES[Tone.HEAD]),
            ("BACKGROUND", (0, last), (-1, last), TONES[Tone.TOTAL]),
            *((side, (0, 0), (-1, -1), PADDING) for side in ("LEFTPADDING", "RIGHTPADDING")),
            *((side, (0, 0), (-1, -1), 0) for side in ("TOPPADDING", "BOTTOMPADDING")),
        ]
        for place, step in enumerate(self._paper.steps, start=2):
            if step.state is ProgressState.RUNNING:
                commands.append(("BACKGROUND", (0, place), (-1, place), PRESENT_ROW))
        return Grid(self._cells(), colWidths=self._widths, rowHeights=self._heights, style=commands)

    def _symbols(self) -> list[Symbol]:
        places = {step.number: place for place, step in enumerate(self._paper.steps)}
        top = sum(self._heights) - sum(self._heights[:2])
        found = []
        for step, height in zip(self._paper.steps, self._heights[2:], strict=False):
            left = sum(self._widths[: 2 + step.column])
            half_width, half_height = _extent(step)
            back = None if step.returns_to is None else places.get(step.returns_to)
            middle, floor = top - height / 2, top - height
            x = left + self._widths[2 + step.column] / 2
            found.append(Symbol(x, middle, half_width, half_height, floor, step.column, back))
            top = floor
        return found


def _widths(width: float, actors: int) -> list[float]:
    shares = [*SHARES[:2], *([SHARES[2] / actors] * actors), *SHARES[3:]]
    return [share / sum(SHARES) * width for share in shares]


def _height(cell: Paragraph | str, width: float) -> float:
    return 0.0 if isinstance(cell, str) else float(cell.wrap(width - 2 * PADDING, 10_000)[1])


def _extent(step: ChartStep) -> tuple[float, float]:
    if step.is_start or step.is_end:
        return TERMINATOR
    return BOX if step.returns_to is None else DIAMOND


def _draw_symbol(canvas: Any, step: ChartStep, symbol: Symbol) -> None:
    """Draw a terminator, a diamond or a box, filled by how far the cycle has come."""
    canvas.setFillColor(FILLS[step.state])
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(STRONG if step.state is ProgressState.RUNNING else STROKE)
    left, low = symbol.x - symbol.half_width, symbol.y - symbol.half_height
    wide, high = 2 * symbol.half_width, 2 * symbol.half_height
    if step.is_start or step.is_end:
        canvas.roundRect(left, low, wide, high, symbol.half_height, fill=1)
    elif step.returns_to is None:
        canvas.rect(left, low, wide, high, fill=1)
    else:
        path = canvas.beginPath()
        path.moveTo(left, symbol.y)
        for x, y in ((symbol.x, low + high), (left + wide, symbol.y), (symbol.x, low)):
            path.lineTo(x, y)
        path.close()
        canvas.drawPath(path, fill=1)
    label = said.START if step.is_start else said.END if step.is_end else f"{step.number}"
    canvas.setFillColor(INK)
    canvas.setFont(fonts.BOLD, 7.5)
    canvas.drawCentredString(symbol.x, symbol.y - 2.6, label)


def _draw_arrow(canvas: Any, arrow: Arrow) -> None:
    """Draw the line, dashed where it sends back, and its head."""
    canvas.setStrokeColor(INK)
    canvas.setFillColor(INK)
    canvas.setLineWidth(STROKE)
    canvas.setDash(*((3, 2) if arrow.is_return else ()))
    path = canvas.beginPath()
    path.moveTo(*arrow.points[0])
    for point in arrow.points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path)
    canvas.setDash()
    _draw_head(canvas, arrow.points[-2], arrow.points[-1])


def _draw_head(canvas: Any, before: tuple[float, float], end: tuple[float, float]) -> None:
    (x0, y0), (x, y) = before, end
    dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
    if dx:
        dy = 0
    path = canvas.beginPath()
    path.moveTo(x, y)
    for side in (1, -1):
        path.lineTo(
            x - dx * HEAD_LENGTH + dy * side * HEAD_HALF,
            y - dy * HEAD_LENGTH + dx * side * HEAD_HALF,
        )
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_label(canvas: Any, arrow: Arrow, ground: Color) -> None:
    """Write Ya or Tidak where an arrow leaves a check: over its line, beside a loop, on the ground of the row."""
    text = said.NO_WAY_ON if arrow.is_return else said.YES
    wide = fonts.width(text, fonts.ITALIC, LABEL)
    (x, y), (bend, _) = arrow.points[:2]
    if arrow.port is Port.BOTTOM:
        x, y = x + 2, y - LABEL + 1
    else:
        is_loop = abs(bend - x) <= CLEARANCE
        start = bend if is_loop else x
        x = start + 1.5 if arrow.port is Port.RIGHT else start - 1.5 - wide
        y = y - LABEL / 3 if is_loop else y + 2
    canvas.setFillColor(ground)
    canvas.rect(x, y - 0.8, wide, LABEL - 0.5, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.setFont(fonts.ITALIC, LABEL)
    canvas.drawString(x, y, text)
