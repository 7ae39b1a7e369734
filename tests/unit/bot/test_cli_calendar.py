"""What `monev calendar show` prints of a year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from io import StringIO
from types import MappingProxyType

import pytest
from rich.console import Console

from bot.cli_calendar import OfficeYear, parts
from bot.national_days import NationalDays
from bot.office_cache import calendar_of
from storage.offices import OfficeDays, OfficeTimes
from workflow.office import Office
from workflow.office_hours import RAMADAN_WEEK, SpecialHours

IDULFITRI, NATAL, PILKADA, HALF, WORKED = (
    date(2027, 3, 10),
    date(2027, 12, 24),
    date(2027, 11, 24),
    date(2027, 4, 27),
    date(2027, 5, 19),
)
NATIONAL = NationalDays(
    MappingProxyType({IDULFITRI: "Idulfitri", NATAL: "Cuti Bersama Natal", WORKED: "Cuti Bersama Waisak"}),
    frozenset({NATAL, WORKED}),
    frozenset({2028}),
)
DAYS = OfficeDays(
    added=frozenset({PILKADA}),
    removed=frozenset({HALF, WORKED}),
    hours={HALF: ((time(7, 30), time(11, 30)),)},
    notes={PILKADA: "Pilkada [SK 12/2027]", HALF: "Hari Jadi", WORKED: "Cuti bersama ditunda"},
)
RAMADAN = SpecialHours(date(2027, 2, 8), date(2027, 3, 9), RAMADAN_WEEK, "Ramadan 1448 H")
TIMES = OfficeTimes(DAYS, None, (RAMADAN,))
OFFICE = Office(1, "dinas", "Dinas [Contoh]", "Asia/Makassar", (), (), (), ())


def shown(year: int) -> str:
    """Return the printed year."""
    calendar = calendar_of(TIMES, NATIONAL, OFFICE.zone)
    console = Console(width=130, file=StringIO(), record=True)
    for part in parts(OfficeYear(year, OFFICE, calendar, NATIONAL, DAYS.added)):
        console.print(part, highlight=False)
    return console.export_text()


@pytest.fixture(scope="module")
def printed() -> str:
    """Print 2027 once."""
    return shown(2027)


@pytest.mark.parametrize(
    ("day", "name", "source"),
    [
        ("Rabu, 10 Maret 2027", "Idulfitri", "nasional"),
        ("Jumat, 24 Desember 2027", "Cuti Bersama Natal", "cuti bersama"),
        ("Rabu, 24 November 2027", "Pilkada [SK 12/2027]", "kantor"),
        ("Selasa, 27 April 2027", "Hari Jadi (masuk 07.30-11.30)", "kantor, setengah hari"),
        ("Rabu, 19 Mei 2027", "Cuti bersama ditunda (tetap masuk)", "kantor"),
    ],
)
def test_every_day_has_its_name_and_where_it_comes_from(printed: str, day: str, name: str, source: str) -> None:
    """As people wrote it, brackets and all."""
    assert re.search(rf"{day} +│ {re.escape(name)} +│ {source} +│", printed)


def test_it_says_whose_year_it_is_and_when_the_office_works(printed: str) -> None:
    """Zone in three letters, the week's hours and those between two dates."""
    assert printed.startswith("Kalender kerja 2027 · Dinas [Contoh] · WITA\n")
    assert "Jam kerja: Senin-Kamis 07.30-12.00, 13.00-16.00; Jumat 07.30-11.30, 13.00-16.30\n" in printed
    line = "Ramadan 1448 H (Senin, 8 Februari 2027 s.d. Selasa, 9 Maret 2027): Senin-Kamis 08.00-12.00, 12.30-15.00"
    assert line in printed
    assert "Ramadan" not in shown(2028)


@pytest.mark.parametrize(
    ("span", "days", "worked"),
    [
        ("Januari", 21, "157 jam 30 menit"),
        ("Februari", 20, "135 jam"),  # five days of 7.5 hours, fifteen of 6.5
        ("April", 22, "161 jam 30 menit"),  # one of them until 11.30
        ("November", 21, "157 jam 30 menit"),
        ("Triwulan II", 65, "484 jam"),
        ("Tahun 2027", 258, "1909 jam 30 menit"),
    ],
)
def test_working_days_and_hours_are_summed(printed: str, span: str, days: int, worked: str) -> None:
    """By month, by quarter and for the year, net of breaks."""
    assert re.search(rf"│ {span} +│ {days} +│ {worked} +│", printed)


def test_only_a_year_without_a_decree_is_warned_of(printed: str) -> None:
    """Deadlines of such a year may still move."""
    assert "belum ditetapkan" not in printed
    assert "cuti bersama 2028 belum ditetapkan" in shown(2028)


def test_a_day_without_a_word_is_shown_without_one() -> None:
    """A date in a short list of the office's file has no name."""
    bare = replace(TIMES, days=OfficeDays(frozenset({PILKADA}), frozenset()))
    year = OfficeYear(2027, OFFICE, calendar_of(bare, NATIONAL, OFFICE.zone), NATIONAL, frozenset({PILKADA}))
    console = Console(width=130, file=StringIO(), record=True)
    for part in parts(year):
        console.print(part)
    assert re.search(r"24 November 2027 +│ tanpa keterangan +│ kantor", console.export_text())
