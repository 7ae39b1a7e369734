"""Time lines of invented cycles, as pictures are drawn from them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from workflow.booking import DeskKind
from workflow.timeline import Bar, Day, Hours, Legend, Mark, Planned, Row, Stretch, Timeline

FIRST = date(2026, 10, 1)
OFF = {date(2026, 10, 12)}


def at(day: int, hour: float = 8) -> datetime:
    """Return that hour (WIB) of that day of October 2026."""
    return datetime(2026, 10, 1, tzinfo=UTC) + timedelta(days=day - 1, hours=hour - 7)


def day(number: int) -> Day:
    """Return a day of October 2026 with its office hours."""
    on = FIRST + timedelta(days=number - 1)
    if on.weekday() >= 5 or on in OFF:
        return Day(on, ())
    return Day(on, (Hours(at(number, 7.5), at(number, 12)), Hours(at(number, 13), at(number, 16))))


def step(number: int, mark: Mark = Mark.DONE) -> Row:
    """Return the row of a step that took a day, and was a day late."""
    return Row(
        label=f"{number}. Langkah",
        is_unit=False,
        mark=mark,
        planned=(Planned(at(number), at(number + 1, 16), is_forecast=mark is Mark.WAITING),),
        bars=(Bar(DeskKind.TIM, at(number), at(number + 2, 12)),),
        late=(Stretch(at(number + 1, 16), at(number + 2, 12)),),
        note="lewat 1 hari",
    )


def unit(label: str, mark: Mark = Mark.RUNNING) -> Row:
    """Return the row of a unit whose data went from desk to desk."""
    return Row(
        label=label,
        is_unit=True,
        mark=mark,
        planned=(Planned(at(2), at(14, 16), is_forecast=False),),
        bars=(
            Bar(DeskKind.UNIT, at(2), at(8)),
            Bar(DeskKind.KABID, at(8), at(9)),
            Bar(DeskKind.PERENCANAAN, at(9), at(10)),
            Bar(DeskKind.WAITING, at(10), at(16, 10)),
        ),
        late=(),
    )


def line(units: int = 4, days: int = 21) -> Timeline:
    """Return a cycle of so many units, drawn on the 16th."""
    names = ("Bidang Informasi dan Komunikasi Publik", "Bidang Informasi dan Statistik Sektoral", "Seksi $x$", "")
    marks = tuple(Mark)
    return Timeline(
        title="Monev Triwulan III 2026",
        office="Dinas Komunikasi, Informatika, Statistik, dan Persandian " * 2,
        zone="Asia/Jakarta",
        days=tuple(day(number) for number in range(1, days + 1)),
        rows=(
            *(step(number, marks[number % 3]) for number in range(1, 8)),
            *(unit(f"{names[n % 4]} {n // 4 or ''}".strip(), marks[n % 4]) for n in range(units)),
        ),
        legend=tuple(Legend(desk, desk.value) for desk in DeskKind),
        due_at=at(21, 16),
        now=at(16, 10),
        is_over=False,
    )
