"""`monev calendar`: a year's days off, half days, office hours and working days, as deadlines count them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

import typer
from babel.dates import format_date
from rich.console import Console, RenderableType
from rich.markup import escape
from rich.table import Table
from sqlmodel import Session

from bot.cli import settings
from bot.cli_office import choose_office
from bot.national_days import CALENDAR, NationalDays, keep_in, national_days
from bot.office_cache import calendar_of
from bot.opened import opened
from handlers.texts import words
from handlers.texts.words import LOCALE
from storage import offices
from workflow.office import Office
from workflow.office_hours import Week, write_hours
from workflow.working_time import OfficeCalendar

app = typer.Typer(no_args_is_help=True)
FIRST_YEAR, LAST_YEAR = 2000, 2100
MONTHS_A_QUARTER = 3
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class OfficeYear:
    """What is shown of one year of one office."""

    year: int
    office: Office
    calendar: OfficeCalendar
    national: NationalDays
    own: frozenset[date]  # days off that the office has set itself


@app.callback()
def calendar() -> None:
    """Kalender kerja kantor."""


@app.command()
def show(
    year: Annotated[int, typer.Argument(help="Tahun.", metavar="TAHUN", min=FIRST_YEAR, max=LAST_YEAR)],
    office: Annotated[str, typer.Option(help="Kode kantor; perlu bila ada lebih dari satu.")] = "",
) -> None:
    """Tampilkan hari libur, setengah hari, jam khusus dan jumlah hari kerja dalam setahun."""
    console = Console()
    for part in parts(_read(year, office)):
        console.print(part, highlight=False)


def parts(found: OfficeYear) -> Iterator[RenderableType]:
    """Return what is shown of the year, from top to bottom."""
    yield f"[bold]Kalender kerja {found.year}[/bold] · {escape(found.office.name)} · {words.zone(found.office)}"
    yield _days_table(found)
    yield from map(escape, _hours_lines(found))
    yield _months_table(found)
    if found.calendar.lacks_joint_leave(found.year):
        yield (
            f"[yellow]Perhatian:[/yellow] cuti bersama {found.year} belum ditetapkan. Batas waktu yang jatuh pada "
            "tahun itu masih dapat bergeser; perbarui bot atau tambahkan harinya lewat /kalender."
        )


def _read(year: int, code: str) -> OfficeYear:
    chosen = settings()
    keep_in(chosen.data_dir / CALENDAR)
    national = national_days(year)
    with opened(chosen) as connection, Session(bind=connection) as session:
        listed = choose_office(session, code)
        known, times = offices.load(session, listed.id), offices.times(session, listed.id)
    return OfficeYear(year, known, calendar_of(times, national, known.zone), national, times.days.added)


def _days_table(found: OfficeYear) -> Table:
    """Return the days off and the days of other hours, a section for each month."""
    table = Table("Tanggal", "Hari libur", "Dari")
    month = 1
    for day in _days(found.year):
        row = _day_row(found, day)
        if row is None:
            continue
        if day.month != month:
            table.add_section()
        month = day.month
        table.add_row(words.day(day), *map(escape, row))
    return table


def _day_row(found: OfficeYear, day: date) -> tuple[str, str] | None:
    """Return name and source, None for a day like any other."""
    calendar, name = found.calendar, found.calendar.names.get(day) or "tanpa keterangan"
    hours = calendar.day_hours.get(day)
    if hours:
        return f"{name} (masuk {write_hours(hours)})", "kantor, setengah hari"
    if day in calendar.extra_days:
        return f"{name} (tetap masuk)", "kantor"
    return (name, _source(found, day)) if day in calendar.days_off else None


def _source(found: OfficeYear, day: date) -> str:
    if day in found.own:
        return "kantor"
    return "cuti bersama" if day in found.national.joint_leave else "nasional"


def _hours_lines(found: OfficeYear) -> Iterable[str]:
    yield f"Jam kerja: {_week(found.calendar.weekly)}"
    for special in found.calendar.special_hours:
        if special.first_on.year <= found.year <= special.last_on.year:
            dates = f"{words.day(special.first_on)} s.d. {words.day(special.last_on)}"
            yield f"{special.name} ({dates}): {_week(special.weekly)}"


def _week(week: Week) -> str:
    """Return the hours of a week, days with the same hours together: `Senin-Kamis 07.30-12.00, 13.00-16.00`."""
    names = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
    runs: list[tuple[str, str, str]] = []
    for name, hours in zip(names, week, strict=True):
        written = write_hours(hours)
        if runs and runs[-1][2] == written:
            runs[-1] = (runs[-1][0], name, written)
        else:
            runs.append((name, name, written))
    return "; ".join(
        f"{first if first == last else f'{first}-{last}'} {written}" for first, last, written in runs if written
    )


def _months_table(found: OfficeYear) -> Table:
    table = Table("Bulan", "Hari kerja", "Jam kerja")
    days = {month: [day for day in _days(found.year) if day.month == month] for month in range(1, 13)}
    for quarter, roman in enumerate(_ROMAN):
        months = range(quarter * MONTHS_A_QUARTER + 1, (quarter + 1) * MONTHS_A_QUARTER + 1)
        for month in months:
            table.add_row(format_date(date(found.year, month, 1), "MMMM", locale=LOCALE), *_sums(found, days[month]))
        whole = [day for month in months for day in days[month]]
        table.add_row(f"[bold]Triwulan {roman}[/bold]", *_sums(found, whole), end_section=True)
    table.add_row(f"[bold]Tahun {found.year}[/bold]", *_sums(found, list(_days(found.year))))
    return table


def _sums(found: OfficeYear, days: Sequence[date]) -> tuple[str, str]:
    """Return working days and working time: `19`, `142 jam 30 menit`."""
    hours, rest = divmod(sum(found.calendar.minutes_of(day) for day in days), 60)
    worked = f"{hours} jam {rest} menit" if rest else f"{hours} jam"
    return str(sum(found.calendar.is_working(day) for day in days)), worked


def _days(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=offset) for offset in range((date(year + 1, 1, 1) - first).days))
