"""Lying bars for a phone and for paper: names at the left, one or two bars a row, the values as words beside them.

Colours are told apart by whoever does not see red and green alike, and none is needed: every value is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from documents.canvas import Canvas
from workflow.printed_numbers import write_percent

WIDTH = 1280
MARGIN = 30
NAMES = 400
"""Pixels for the names, after the margin."""
NOTES = 208
"""Pixels at the right for what is said of a row."""
HEAD, FOOT, LEGEND_LINE = 148, 62, 44
ROW_MOST, ROW_LEAST = 104, 58
ROOM_FOR_ROWS = 1200
AXIS_LEAST, AXIS_MOST = Decimal(110), Decimal(200)
"""Percent at the right end: at least the first, so that 100 has room beside it; what exceeds the second is cut."""
VALUE_ROOM = 128
"""Pixels that a value needs behind its bar."""
INK, SOFT, FAINT, GRID, STRIPE = "#1B2430", "#4B5563", "#8A94A3", "#D5DAE1", "#F4F6F8"


@dataclass(frozen=True)
class Bar:
    """One bar: its percentage, None where there is none, and what is written then."""

    value: Decimal | None
    color: str
    absent: str = ""


@dataclass(frozen=True)
class BarRow:
    """A row: its name, its bars from the top, and up to two short lines at its right."""

    name: str
    bars: tuple[Bar, ...]
    note: tuple[str, ...] = ()
    is_whole: bool = False  # the office as a whole, set apart


@dataclass(frozen=True)
class BarChart:
    """All of a chart; `limits` are percentages marked by a line over all rows."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[BarRow, ...]
    legend: tuple[tuple[str, str], ...]  # colour and meaning
    limits: tuple[Decimal, ...] = (Decimal(100),)
    nothing: str = ""  # said where no bar has a value


@dataclass(frozen=True)
class _Frame:
    sheet: Canvas
    row: float
    left: float
    scale: float  # pixels a percent
    most: Decimal  # at the right end

    def x(self, value: Decimal) -> float:
        """Return where a percentage ends, inside the axis."""
        return self.left + float(min(max(value, Decimal(0)), self.most)) * self.scale


def draw_bars(chart: BarChart) -> bytes:
    """Return the chart as a PNG of 1280 pixels' width; its height grows with the rows."""
    row = min(ROW_MOST, max(ROW_LEAST, ROOM_FOR_ROWS / max(len(chart.rows), 1)))
    legend = _legend_lines(chart.legend)
    bottom = HEAD + row * max(len(chart.rows), 2)
    sheet = Canvas(WIDTH, round(bottom + FOOT + LEGEND_LINE * len(legend) + MARGIN / 2))
    most = _most(chart.rows)
    left = MARGIN + NAMES
    frame = _Frame(sheet, row, left, (WIDTH - MARGIN - NOTES - VALUE_ROOM - left) / float(most), most)
    _head(sheet, chart)
    if all(bar.value is None for each in chart.rows for bar in each.bars):
        sheet.text(WIDTH / 2, (HEAD + bottom) / 2, chart.nothing, 28, color=SOFT, align="center")
        return sheet.png()
    _rows(frame, chart.rows, bottom, chart.limits)
    _draw_legend(sheet, legend, bottom + FOOT)
    return sheet.png()


def _most(rows: Sequence[BarRow]) -> Decimal:
    values = [bar.value for row in rows for bar in row.bars if bar.value is not None]
    return min(AXIS_MOST, max(AXIS_LEAST, *values, AXIS_LEAST))


def _head(sheet: Canvas, chart: BarChart) -> None:
    room = WIDTH - 2 * MARGIN
    sheet.text(MARGIN, 42, sheet.fit(chart.title, 38, room, bold=True), 38, color=INK, bold=True)
    for number, line in enumerate(chart.lines[:2]):
        sheet.text(MARGIN, 86 + 34 * number, sheet.fit(line, 25, room), 25, color=SOFT)


def _rows(frame: _Frame, rows: Sequence[BarRow], bottom: float, limits: Sequence[Decimal]) -> None:
    for number, each in enumerate(rows):
        top = HEAD + number * frame.row
        if number % 2 == 0 and not each.is_whole:
            frame.sheet.box(MARGIN - 14, top, WIDTH - MARGIN + 14, top + frame.row, STRIPE, round_by=6)
        if each.is_whole:
            frame.sheet.line(MARGIN - 14, top, WIDTH - MARGIN + 14, top, INK, 2)
    for limit in (Decimal(0), *limits):
        x = frame.x(limit)
        frame.sheet.line(x, HEAD, x, bottom + 8, GRID if limit else FAINT, 2, dash=0 if not limit else 4)
        frame.sheet.text(x, bottom + 26, write_percent(limit), 22, color=SOFT, align="center")
    for number, each in enumerate(rows):
        _row(frame, each, HEAD + number * frame.row)


def _row(frame: _Frame, each: BarRow, top: float) -> None:
    sheet, middle = frame.sheet, top + frame.row / 2
    size = 25.0 if frame.row >= ROW_LEAST + 8 else 22.0
    lines = sheet.wrap(each.name, size * (1.06 if each.is_whole else 1), NAMES - 20)
    for number, line in enumerate(lines):
        y = middle + (number - (len(lines) - 1) / 2) * size * 1.18
        sheet.text(MARGIN, y, line, size, color=INK, bold=each.is_whole)
    band = frame.row * (0.72 if len(each.bars) > 1 else 0.5)
    high = band / len(each.bars)
    for number, bar in enumerate(each.bars):
        _bar(frame, bar, middle - band / 2 + number * high, high, bold=number == 0)
    for number, line in enumerate(each.note[:2]):
        y = middle + (number - (min(len(each.note), 2) - 1) / 2) * 28
        text = sheet.fit(line, 22, NOTES - 8)
        sheet.text(WIDTH - MARGIN, y, text, 22, color=INK if number == 0 else SOFT, bold=number == 0, align="right")


def _bar(frame: _Frame, bar: Bar, top: float, high: float, *, bold: bool) -> None:
    sheet, middle = frame.sheet, top + high / 2
    size = min(25.0, high * 0.92)
    if bar.value is None:
        sheet.text(frame.left + 10, middle, bar.absent, size * 0.92, color=FAINT)
        return
    right = max(frame.x(bar.value), frame.left + 3)
    sheet.box(frame.left, top + 1, right, top + high - 1, bar.color, round_by=3)
    if bar.value > frame.most:  # the bar goes on
        for place in (16, 26):
            sheet.shape(_slash(right - place, top, high), "white")
    sheet.text(right + 10, middle, write_percent(bar.value), size, color=INK, bold=bold)


def _slash(x: float, top: float, high: float) -> tuple[tuple[float, float], ...]:
    return ((x, top + high), (x + 5, top + high), (x + 11, top), (x + 6, top))


def _legend_lines(legend: Sequence[tuple[str, str]]) -> list[Sequence[tuple[str, str]]]:
    return [legend[start : start + 3] for start in range(0, len(legend), 3)]


def _draw_legend(sheet: Canvas, lines: Sequence[Sequence[tuple[str, str]]], top: float) -> None:
    column = (WIDTH - 2 * MARGIN) / 3
    for number, entries in enumerate(lines):
        y = top + LEGEND_LINE * (number + 0.4)
        for place, (color, meaning) in enumerate(entries):
            x = MARGIN + column * place
            sheet.box(x, y - 12, x + 36, y + 12, color, round_by=3)
            sheet.text(x + 48, y, sheet.fit(meaning, 22, column - 56), 22, color=INK)
