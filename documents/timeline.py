"""The cycle's time line as a picture for a phone: steps above, units below, on an axis of working days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents import words
from documents.assets import Assets
from documents.axis import Axis
from documents.canvas import Canvas
from workflow.booking import DeskKind
from workflow.timeline import Mark, Row, Timeline

WIDTH = 1280
MARGIN = 28
LABELS = 348
"""Pixels for the names at the left, after the margin."""
NOTES = 172
"""Pixels for what stands beside a row, at the right."""
HEAD = 150
AXIS = 78
SECTION = 46
LEGEND_LINE = 44
ROW_MOST, ROW_LEAST = 60, 34
FLAGS = 84
"""Pixels beneath the rows for the names of the two lines over them, one below the other."""
TWO_LINES = 54
"""Pixels of a row in which a long name takes two lines."""
ROOM_FOR_ROWS = 900
"""Rows are as high as this leaves them, within their bounds: Telegram makes a higher picture smaller."""

DESK_COLORS = {
    DeskKind.KEPALA_DINAS: "#7B4FA3",
    DeskKind.SEKRETARIS: "#C06BB0",
    DeskKind.TIM: "#1F9E89",
    DeskKind.UNIT: "#3B82C4",
    DeskKind.KABID: "#1E4B87",
    DeskKind.PERENCANAAN: "#E3A008",
    DeskKind.WAITING: "#C3C9D1",
}
INK, SOFT, FAINT, GRID = "#1B2430", "#5B6675", "#8A94A3", "#E3E7EC"
SHADE, STRIPE = "#E9ECF0", "#F7F8FA"
PLAN, FORECAST = "#D3E2F1", "#8FA3BA"
LATE, DONE, RUNNING = "#D3262F", "#2E9E4F", "#2F6FDE"
LEAST_BAR = 5.0
"""Pixels that a bar has at least: a disposisi takes minutes, the axis shows weeks."""


@dataclass(frozen=True)
class _Frame:
    """Where things stand: the sheet, its axis, and the height of a row."""

    sheet: Canvas
    axis: Axis
    row: float
    top: float  # of the days
    bottom: float


def drawn(line: Timeline, _assets: Assets) -> bytes:
    """Return the time line as a PNG; it shows no kept picture."""
    return draw(line)


def draw(line: Timeline) -> bytes:
    """Return the time line as a PNG of 1280 pixels' width; its height grows with the rows."""
    steps = [row for row in line.rows if not row.is_unit]
    units = [row for row in line.rows if row.is_unit]
    row = min(ROW_MOST, max(ROW_LEAST, ROOM_FOR_ROWS / max(len(line.rows), 1)))
    entries = _legend(line)
    bottom = HEAD + AXIS + 2 * SECTION + row * len(line.rows)
    sheet = Canvas(WIDTH, int(bottom + FLAGS + LEGEND_LINE * len(_legend_lines(entries)) + MARGIN / 2))
    axis = Axis(line.days, line.zone, MARGIN + LABELS, WIDTH - MARGIN - NOTES)
    frame = _Frame(sheet, axis, row, HEAD + AXIS, bottom)
    _head(frame, line)
    _stripes(frame, (len(steps), len(units)))
    _days(frame)
    y = frame.top
    for title, rows in ((words.STEPS, steps), (words.UNITS, units)):
        y = _section(frame, title, rows, y)
    _lines(frame, line)
    _draw_legend(frame, entries)
    return sheet.png()


def _head(frame: _Frame, line: Timeline) -> None:
    room = WIDTH - 2 * MARGIN
    frame.sheet.text(MARGIN, 42, frame.sheet.fit(line.title, 40, room, bold=True), 40, color=INK, bold=True)
    frame.sheet.text(MARGIN, 88, frame.sheet.fit(line.office, 25, room), 25, color=SOFT)
    frame.sheet.text(MARGIN, 122, words.as_of(line.now, line.zone, is_over=line.is_over), 25, color=SOFT)


def _days(frame: _Frame) -> None:
    """Shade the days off, and name the days above them: each, or where they are narrow the first of each week."""
    sheet, axis = frame.sheet, frame.axis
    _months(frame)
    week = None
    size = 23 if axis.day_width >= 38 else 19
    names_all = axis.day_width >= 28
    for place in axis.places:
        on, middle = place.day.on, place.left + place.width / 2
        if not place.day.hours:
            sheet.box(place.left, frame.top, place.left + place.width, frame.bottom, SHADE)
            continue
        if on.isocalendar()[:2] != week:
            sheet.line(place.left, frame.top, place.left, frame.bottom, GRID)
        if names_all or on.isocalendar()[:2] != week:
            sheet.text(middle, frame.top - 20, str(on.day), size, color=SOFT, align="center")
        week = on.isocalendar()[:2]


def _months(frame: _Frame) -> None:
    """Name the months above their first working day: in full where there is room, else in short."""
    working = [place for place in frame.axis.places if place.day.hours]
    starts = {(place.day.on.year, place.day.on.month): place for place in reversed(working)}
    ordered = sorted(starts.values(), key=lambda place: place.left)
    ends = [place.left for place in ordered[1:]] + [WIDTH - MARGIN]
    for place, end in zip(ordered, ends, strict=True):
        for name in (words.month(place.day.on), words.short_month(place.day.on)):
            if frame.sheet.measure(name, 24, bold=True) + 14 <= end - place.left:
                frame.sheet.text(place.left, frame.top - 56, name, 24, color=INK, bold=True)
                break


def _section(frame: _Frame, title: str, rows: Sequence[Row], y: float) -> float:
    """Draw a group of rows under its title; returns where it ends."""
    if not rows:
        return y
    frame.sheet.text(MARGIN, y + SECTION / 2 + 2, title, 23, color=SOFT, bold=True)
    y += SECTION
    labels = _labels(frame, rows)
    for row, label in zip(rows, labels, strict=True):
        _row(frame, row, label, y)
        y += frame.row
    return y


def _stripes(frame: _Frame, counts: Sequence[int]) -> None:
    """Tint every second row of each section over the whole width."""
    y = frame.top
    for count in counts:
        y += SECTION if count else 0
        for place in range(0, count, 2):
            top = y + place * frame.row
            frame.sheet.box(MARGIN - 14, top, WIDTH - MARGIN + 14, top + frame.row, STRIPE, round_by=6)
        y += count * frame.row


def _labels(frame: _Frame, rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return the rows' names as they fit, in two lines where a row is high enough.

    Those that would look alike when cut keep their end instead of their beginning.
    """
    sheet, size = frame.sheet, _type(frame)
    if frame.row >= TWO_LINES:
        return [sheet.wrap(row.label, size, LABELS - 48) for row in rows]
    cut = [sheet.fit(row.label, size, LABELS - 48) for row in rows]
    return [
        (sheet.fit_end(row.label, size, LABELS - 48) if cut.count(short) > 1 else short,)
        for row, short in zip(rows, cut, strict=True)
    ]


def _type(frame: _Frame) -> float:
    return 23.0 if frame.row >= TWO_LINES else 21.0


def _row(frame: _Frame, row: Row, label: Sequence[str], y: float) -> None:
    sheet, middle = frame.sheet, y + frame.row / 2
    _mark(sheet, row.mark, MARGIN + 12, middle)
    faint = row.mark in (Mark.WAITING, Mark.EXCLUDED)
    first = middle - (len(label) - 1) * 13
    for number, part in enumerate(label):
        sheet.text(MARGIN + 36, first + 26 * number, part, _type(frame), color=FAINT if faint else INK)
    if row.is_unit:
        _unit_bars(frame, row, y)
    else:
        _step_bars(frame, row, y)
    if row.note:
        size, bold, room = _type(frame) - 2, bool(row.late), NOTES - 10
        size *= min(1.0, room / sheet.measure(row.note, size, bold=bold))
        sheet.text(WIDTH - MARGIN, middle, row.note, size, color=LATE if bold else SOFT, bold=bold, align="right")


def _mark(sheet: Canvas, mark: Mark, x: float, y: float) -> None:
    match mark:
        case Mark.DONE:
            sheet.disc(x, y, 11, DONE)
            sheet.line(x - 5, y, x - 1.2, y + 4.2, "white", 3)
            sheet.line(x - 1.6, y + 4.6, x + 5.4, y - 4, "white", 3)
        case Mark.RUNNING:
            sheet.disc(x, y, 11, RUNNING)
            sheet.shape(((x - 3.6, y - 5.6), (x - 3.6, y + 5.6), (x + 6, y)), "white")
        case Mark.WAITING:
            sheet.disc(x, y, 10, PLAN, hollow=True)
        case Mark.EXCLUDED:
            sheet.disc(x, y, 11, FAINT)
            sheet.line(x - 5.5, y, x + 5.5, y, "white", 3)


def _step_bars(frame: _Frame, row: Row, y: float) -> None:
    """Lay what was real over what was allotted, as one measures it: thin over thick."""
    sheet, axis = frame.sheet, frame.axis
    thick, thin = frame.row * 0.2, frame.row * 0.34
    for plan in row.planned:
        left, right = axis.x(plan.begin), _at_least(axis.x(plan.begin), axis.x(plan.due_at))
        if plan.is_forecast:
            sheet.frame(left, y + thick, right, y + frame.row - thick, FORECAST)
        else:
            sheet.box(left, y + thick, right, y + frame.row - thick, PLAN, round_by=4)
    for bar in row.bars:
        left, right = axis.x(bar.begin), _at_least(axis.x(bar.begin), axis.x(bar.end))
        sheet.box(left, y + thin, right, y + frame.row - thin, DESK_COLORS[bar.desk], round_by=3)
    for stretch in row.late:
        left, right = axis.x(stretch.begin), axis.x(stretch.end)
        if right > left:
            sheet.box(left, y + thin, max(right, left + 3), y + frame.row - thin, LATE)


def _unit_bars(frame: _Frame, row: Row, y: float) -> None:
    """Draw desk after desk, what went beyond a deadline in red beneath, and the deadlines."""
    sheet, axis = frame.sheet, frame.axis
    top, bottom = y + frame.row * 0.2, y + frame.row * 0.8
    for bar in row.bars:
        left, right = axis.x(bar.begin), axis.x(bar.end)
        thin = frame.row * 0.17 if bar.desk is DeskKind.WAITING else 0
        sheet.box(left, top + thin, max(right, left + 1.5), bottom - thin, DESK_COLORS[bar.desk])
    for stretch in row.late:
        left, right = axis.x(stretch.begin), axis.x(stretch.end)
        if right > left:
            sheet.box(left, bottom - frame.row * 0.24, max(right, left + 3), bottom, LATE)
    for plan in row.planned:
        x = axis.x(plan.due_at)
        sheet.line(x, y + frame.row * 0.1, x, y + frame.row * 0.9, INK, 2.4)


def _at_least(left: float, right: float) -> float:
    return max(right, left + LEAST_BAR)


def _lines(frame: _Frame, line: Timeline) -> None:
    """Draw the day on which it should end, and where it stands now, each with its name beneath the rows."""
    limit, now = frame.axis.x(line.due_at), frame.axis.x(line.now)
    frame.sheet.line(limit, frame.top - 4, limit, frame.bottom + 8, LATE, 2.6, dash=5)
    frame.sheet.line(now, frame.top - 4, now, frame.bottom + 43, INK, 2.6)
    _flag(frame, limit, f"{words.LIMIT} {words.short_day(frame.axis.place_at(limit - 1).day.on)}", LATE, 0)
    _flag(frame, now, words.ENDED if line.is_over else words.TODAY, INK, 1)


def _flag(frame: _Frame, x: float, name: str, color: str, level: int) -> None:
    sheet, size = frame.sheet, 20
    top = frame.bottom + 4 + 35 * level
    half = sheet.measure(name, size, bold=True) / 2 + 10
    middle = min(max(x, MARGIN + half), WIDTH - MARGIN - half)
    sheet.box(middle - half, top, middle + half, top + 31, color, round_by=8)
    sheet.text(middle, top + 16, name, size, color="white", bold=True, align="center")


@dataclass(frozen=True)
class _Entry:
    """One meaning in the legend; `form` says how it is drawn."""

    form: str
    color: str
    name: str


def _legend(line: Timeline) -> list[_Entry]:
    desks = [
        _Entry("thin" if entry.desk is DeskKind.WAITING else "box", DESK_COLORS[entry.desk], entry.label)
        for entry in line.legend
    ]
    marks = [_Entry("plan", PLAN, words.PLANNED)]
    if any(plan.is_forecast for row in line.rows for plan in row.planned):
        marks.append(_Entry("frame", FORECAST, words.FORECAST))
    if any(row.planned for row in line.rows if row.is_unit):
        marks.append(_Entry("tick", INK, words.DUE))
    if any(row.late for row in line.rows):
        marks.append(_Entry("box", LATE, words.LATE))
    marks.append(_Entry("box", SHADE, words.DAY_OFF))
    return desks + marks


def _legend_lines(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    """Return the entries in lines of four."""
    return [list(entries[start : start + 4]) for start in range(0, len(entries), 4)]


def _draw_legend(frame: _Frame, entries: Sequence[_Entry]) -> None:
    sheet = frame.sheet
    column = (WIDTH - 2 * MARGIN) / 4
    for number, some in enumerate(_legend_lines(entries)):
        y = frame.bottom + FLAGS + LEGEND_LINE * (number + 0.4)
        for place, entry in enumerate(some):
            x = MARGIN + column * place
            _sample(sheet, entry, x, y)
            sheet.text(x + 48, y, sheet.fit(entry.name, 22, column - 56), 22, color=INK)


def _sample(sheet: Canvas, entry: _Entry, x: float, y: float) -> None:
    match entry.form:
        case "frame":
            sheet.frame(x, y - 10, x + 36, y + 10, entry.color)
        case "plan":
            sheet.box(x, y - 12, x + 36, y + 12, entry.color, round_by=4)
        case "thin":
            sheet.box(x, y - 5, x + 36, y + 5, entry.color)
        case "tick":
            sheet.line(x + 18, y - 14, x + 18, y + 14, entry.color, 3)
        case _:
            sheet.box(x, y - 10, x + 36, y + 10, entry.color)
