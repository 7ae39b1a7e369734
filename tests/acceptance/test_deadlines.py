"""Deadlines that holidays, weekends, returns, downtime and a change of hands fall upon, told by a moved clock."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from acceptance import quarter
from acceptance.deadlines import (
    WIB,
    collects,
    jumps_to,
    office_of,
    open_at,
    passes_to,
    reminded,
    sends,
    timetable,
    told,
    undisturbed,
)
from acceptance.office import Office
from acceptance.quarter import APTIKA, IKP, STATISTIK
from acceptance.reminders import LATE_WORDS, reminders_are_right
from bot.office_file import HoldingDraft, OfficeDraft
from workflow.office import HoldingKind

UNITS = (IKP, APTIKA)
LEBARAN = {"which": "Triwulan IV 2025", "number": "001/MONEV/IV/2025"}

told_twice = pytest.mark.parametrize("kills", [False, True], ids=["plainly", "with-kills"])


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of 2026 on the office's wall."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB)


@told_twice
async def test_lebaran_in_the_middle_of_step_4(tmp_path: Path, kills: bool) -> None:
    """From 18 to 24 March nobody works: ten days end on the 30th, one day from the 17th on the 25th; it is quiet."""
    async with open_at(tmp_path, at(3, 9, 8), office_of(*UNITS), kills=kills) as office:
        await collects(office, *UNITS, **LEBARAN)
        await passes_to(office, at(3, 17, 15))
        await sends(office, IKP)
        await jumps_to(office, at(3, 21, 10))
        await passes_to(office, at(3, 25, 15))
        with undisturbed(office):
            await quarter.subbag_accepts(office, IKP, LEBARAN["which"])
        await passes_to(office, at(3, 31, 8))
        assert told(office, "4/aptika", "5/ikp") == timetable("""
            03-16 07:30 4/aptika menjelang
            03-25 07:30 4/aptika menjelang
            03-25 10:44 5/ikp menjelang
            03-25 14:17 5/ikp menjelang
            03-26 14:35 4/aptika belum_mulai
            03-27 07:30 4/aptika menjelang
            03-30 07:30 4/aptika pagi_terakhir
            03-31 07:30 4/aptika lewat
        """)
        assert told(office, "0") == timetable("""
            03-10 07:30 0 pagi
            03-11 07:30 0 pagi
            03-12 07:30 0 pagi
            03-13 07:30 0 pagi
            03-13 13:00 0 rekap
            03-16 07:30 0 pagi
            03-17 07:30 0 pagi
            03-17 13:00 0 rekap
            03-25 07:30 0 pagi
            03-26 07:30 0 pagi
            03-27 07:30 0 pagi
            03-27 13:00 0 rekap
            03-30 07:30 0 pagi
            03-31 07:30 0 pagi
        """)
        await reminders_are_right(office)


@told_twice
async def test_an_order_at_15_55_on_friday(tmp_path: Path, kills: bool) -> None:
    """Two hours of which 35 minutes are left on Friday end on Monday at 08.55, and the weekend is quiet."""
    async with open_at(tmp_path, at(10, 2, 15, 55), office_of(*UNITS), kills=kills) as office:
        with undisturbed(office):
            await quarter.order(office)
        await jumps_to(office, at(10, 3, 10))
        await jumps_to(office, at(10, 4, 20))
        await passes_to(office, at(10, 5, 8, 40))
        with undisturbed(office):
            await quarter.direct_team(office)
        await passes_to(office, at(10, 5, 12))
        assert told(office) == timetable("""
            10-05 07:30 0 pagi
            10-05 07:55 2 menjelang
            10-05 08:31 2 menjelang
        """)
        assert reminded(office, "ratna") == ["10-05 07:55", "10-05 08:31"]
        await reminders_are_right(office)


def _with_admin() -> OfficeDraft:
    """Return an office whose admin is a Staf."""
    draft = office_of(*UNITS)
    return replace(draft, people=tuple(replace(person, is_admin=person.code == "hana") for person in draft.people))


@told_twice
async def test_a_holiday_added_after_the_deadlines_were_told(tmp_path: Path, kills: bool) -> None:
    """On Tuesday Wednesday is declared a holiday: a deadline moves and its reminders with it; what is late is quiet."""
    async with open_at(tmp_path, at(10, 1, 8), _with_admin(), kills=kills) as office:
        await collects(office, *UNITS)
        await passes_to(office, at(10, 9, 8))
        await sends(office, IKP)
        await passes_to(office, at(10, 13, 10))
        await _declares_a_holiday(office, "14 Oktober 2026")
        await passes_to(office, at(10, 19, 8))
        assert told(office, "4/aptika", "5/ikp") == timetable("""
            10-08 07:30 4/aptika menjelang
            10-12 07:30 4/aptika menjelang
            10-12 07:44 5/ikp menjelang
            10-12 13:05 5/ikp menjelang
            10-12 16:00 5/ikp jatuh_tempo
            10-13 07:30 5/ikp lewat
            10-13 14:35 4/aptika belum_mulai
            10-15 07:30 4/aptika menjelang
            10-15 07:30 5/ikp lewat
            10-16 07:30 4/aptika pagi_terakhir
            10-16 07:30 5/ikp lewat
            10-19 07:30 4/aptika lewat
            10-19 07:30 5/ikp lewat
        """)
        assert [line for line in told(office, "0") if "10-13" < line < "10-15 08"] == timetable("""
            10-13 07:30 0 pagi
            10-15 07:30 0 pagi
        """)
        await reminders_are_right(office)


async def _declares_a_holiday(office: Office, day: str) -> None:
    """Have the admin add a day off, which moves a deadline; the bot dies over the preview where told with kills."""
    hana = office["hana"]
    await hana.says("/kalender")
    await hana.taps("Tambah hari libur")
    await hana.sees("Tanggal berapa")
    await hana.says(day)
    await hana.sees(day, "apa dasarnya")
    await hana.says("Hari Jadi Kabupaten")
    await hana.sees("Periksa, lalu simpan", "[Simpan]")
    await office.between_steps()
    await hana.taps("Simpan", within="Periksa, lalu simpan")
    await hana.sees("Tersimpan")


@told_twice
async def test_a_step_that_returns_twice(tmp_path: Path, kills: bool) -> None:
    """Data that come back have a deadline of their own each time, and are reminded of by that one only."""
    async with open_at(tmp_path, at(10, 1, 8), office_of(*UNITS), kills=kills) as office:
        await collects(office, *UNITS)
        await passes_to(office, at(10, 2, 8))
        await sends(office, IKP)
        await passes_to(office, at(10, 5, 10))
        with undisturbed(office):
            await quarter.subbag_returns(office, IKP, "Realisasi anggaran belum diisi.")
        await passes_to(office, at(10, 7, 8))
        await sends(office, IKP, 2, "Perbaiki data")
        await office.between_steps()
        with undisturbed(office):
            await quarter.subbag_returns(office, IKP, "Bukti dukung belum ada.")
        await passes_to(office, at(10, 12, 8))
        await sends(office, IKP, 3, "Perbaiki data")
        await office.between_steps()
        with undisturbed(office):
            await quarter.subbag_accepts(office, IKP)
        await passes_to(office, at(10, 13, 8))
        assert told(office, "4/ikp", "5/ikp") == timetable("""
            10-05 07:44 5/ikp menjelang
            10-06 07:30 4/ikp menjelang
            10-07 07:30 4/ikp pagi_terakhir
            10-08 07:30 4/ikp menjelang
            10-09 07:30 4/ikp pagi_terakhir
            10-09 10:35 4/ikp belum_mulai
            10-12 07:30 4/ikp lewat
        """)
        assert reminded(office, "eko") == ["10-12 07:30"], "the unit has begun: its Kabid hears only that it is late"
        await reminders_are_right(office)


MISSED = timetable("""
    10-15 07:30 4/aptika pagi_terakhir
    10-15 07:30 4/statistik pagi_terakhir
    10-15 07:44 5/ikp menjelang
    10-15 13:05 5/ikp menjelang
    10-15 16:00 5/ikp jatuh_tempo
    10-16 07:30 4/aptika lewat
    10-16 07:30 4/statistik lewat
    10-16 07:30 5/ikp lewat
""")
"""What falls due while the bot is down."""
PUT_OFF_TOGETHER = MISSED[3]
"""Put off to the same opening as the one of its kind before it, which then stands for both."""


@told_twice
async def test_a_day_of_downtime_over_three_deadlines(tmp_path: Path, kills: bool) -> None:
    """What fell due while the bot was down comes in one message a person, marked late, at the next office hours."""
    units = (*UNITS, STATISTIK)
    async with open_at(tmp_path, at(10, 1, 8), office_of(*units), kills=kills) as office:
        await collects(office, *units)
        await passes_to(office, at(10, 14, 8))
        await sends(office, IKP)
        with undisturbed(office):
            await quarter.submits(office, STATISTIK, 1)
        await passes_to(office, at(10, 14, 17))
        await _is_down_until(office, at(10, 16, 8, 5))
        missed = [line for line in told(office, "4/aptika", "4/statistik", "5/ikp") if line > "10-15"]
        assert missed == [line for line in MISSED if line != PUT_OFF_TOGETHER or not kills]
        late = ("ratna", "andi", "joko", "kartika", "irfan", "lukman", "dewi")
        assert [reminded(office, code)[-1:] for code in late] == [["10-16 08:05"]] * len(late)
        assert all([LATE_WORDS in (await office[code].messages())[-1].text for code in late])
        await reminders_are_right(office)


async def _is_down_until(office: Office, instant: datetime) -> None:
    """Keep the bot down; told with kills it is up for a moment in the evening before, when nobody is to be told."""
    await office.bot.kill()
    if office.restarts:
        await office.moves_to(instant - timedelta(hours=12))
        await office.bot.start()
        await office.settles()
        await office.bot.kill()
    await office.moves_to(instant)
    await office.bot.start()
    await office.between_steps()
    await office.settles()


def _with_plt() -> OfficeDraft:
    """Return an office in which the Kabid of Aptika leaves after 12 October and the Kabid of IKP takes over as Plt."""
    draft = office_of(*UNITS)
    left = tuple(
        replace(held, until_on=date(2026, 10, 12)) if held.post_code == "kabid-aptika" else held
        for held in draft.holdings
    )
    taken = HoldingDraft("kabid-aptika", "eko", date(2026, 10, 13), None, HoldingKind.PLT, "800/77/2026")
    return replace(draft, holdings=(*left, taken))


@told_twice
async def test_a_plt_takes_over_in_mid_step(tmp_path: Path, kills: bool) -> None:
    """Data on the Kabid's desk are the Plt's from his first day: he is reminded, he sends them, the former is not."""
    async with open_at(tmp_path, at(10, 1, 8), _with_plt(), kills=kills) as office:
        await collects(office, *UNITS)
        await passes_to(office, at(10, 2, 8))
        await sends(office, IKP)
        with undisturbed(office):
            await quarter.submits(office, APTIKA, 1)
            await quarter.subbag_accepts(office, IKP)
        await passes_to(office, at(10, 16, 8))
        await _the_plt_sends(office)
        await passes_to(office, at(10, 19, 7, 40))
        assert told(office, "4/aptika") == timetable("""
            10-08 07:30 4/aptika menjelang
            10-12 07:30 4/aptika menjelang
            10-14 07:30 4/aptika menjelang
            10-15 07:30 4/aptika pagi_terakhir
            10-16 07:30 4/aptika lewat
        """)
        assert reminded(office, "irfan") == ["10-08 07:30", "10-12 07:30"]
        assert reminded(office, "eko") == ["10-14 07:30", "10-15 07:30", "10-16 07:30"]
        await reminders_are_right(office)


async def _the_plt_sends(office: Office) -> None:
    """Have the Plt send the data from the reminder; the history keeps in which capacity."""
    eko = office["eko"]
    await eko.taps("Kerjakan sekarang", within=APTIKA.name)
    await eko.taps("Setujui dan kirim", within=APTIKA.name)
    await eko.sees("disetujui dan terkirim", APTIKA.name)
    (_, (actor,)) = office.rows("SELECT actor FROM history WHERE kind = 'DataSent' ORDER BY position")
    assert '"plt"' in actor
