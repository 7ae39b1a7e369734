"""A quarter in which everybody is late once, told by a moved clock: each hears of it in time, and so do superiors."""

from datetime import datetime
from pathlib import Path

import pytest

from acceptance import quarter
from acceptance.deadlines import WIB, office_of, open_at, passes_to, reminded, timetable, told, undisturbed
from acceptance.office import Office
from acceptance.quarter import APTIKA, IKP
from acceptance.reminders import reminders_are_right
from workflow.item_reminders import ITEMS

UNITS = (IKP, APTIKA)
PLACES = ("2", "3/aptika", "4/ikp", "4/aptika", "5/ikp", "5", "6/ikp", "6/aptika", "7/aptika")
TOLD = timetable("""
    10-01 09:00 2 menjelang
    10-01 09:36 2 menjelang
    10-01 10:00 2 jatuh_tempo
    10-01 11:00 2 lewat
    10-02 07:30 2 lewat
    10-05 07:30 4/ikp menunggu_perintah
    10-05 07:44 3/aptika menjelang
    10-05 13:05 3/aptika menjelang
    10-05 16:00 3/aptika jatuh_tempo
    10-06 07:30 3/aptika lewat
    10-06 07:30 4/ikp menunggu_perintah
    10-12 07:44 5/ikp menjelang
    10-12 13:05 5/ikp menjelang
    10-12 16:00 5/ikp jatuh_tempo
    10-13 07:30 4/aptika menjelang
    10-13 07:30 5/ikp lewat
    10-14 07:30 4/aptika janji
    10-14 12:00 4/aptika janji_lewat
    10-15 07:30 4/aptika menjelang
    10-16 15:05 4/aptika belum_mulai
    10-19 07:30 4/aptika menjelang
    10-20 07:30 4/aptika pagi_terakhir
    10-21 07:30 4/aptika pagi_terakhir
    10-22 07:30 4/aptika lewat
    10-23 07:44 5 menjelang
    10-23 13:35 5 menjelang
    10-23 16:30 5 jatuh_tempo
    10-26 07:30 5 lewat
    10-27 07:44 6/aptika menjelang
    10-27 07:44 6/ikp menjelang
    10-27 13:05 6/aptika menjelang
    10-27 13:05 6/ikp menjelang
    10-27 16:00 6/aptika jatuh_tempo
    10-27 16:00 6/ikp jatuh_tempo
    10-28 07:30 6/aptika lewat
    10-28 07:30 6/ikp lewat
    10-29 07:44 7/aptika menjelang
    10-29 13:05 7/aptika menjelang
    10-29 16:00 7/aptika jatuh_tempo
    10-30 07:30 7/aptika lewat
""")
"""What the deadlines of this story come to: all that is told of its tasks, for when it was meant."""
MORNINGS = (2, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30)
"""The working days of October from the morning after the order on."""
RECAPS = (2, 9, 16, 23)


def october(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of October 2026 on the office's wall."""
    return datetime(2026, 10, day, hour, minute, tzinfo=WIB)


@pytest.mark.xdist_group("kills")
@pytest.mark.parametrize("kills", [False, True], ids=["plainly", "with-kills"])
async def test_a_full_late_quarter(tmp_path: Path, kills: bool) -> None:
    """The Sekretaris is a day late, then the Tim, the Subbag, a unit with its data, the Kepala Dinas, the plan."""
    async with open_at(tmp_path, october(1, 8), office_of(*UNITS), kills=kills) as office:
        await _until_the_order_to_collect(office)
        await _until_the_data_are_in(office)
        await _until_the_report(office)
        await _until_the_last_plan(office)
        await passes_to(office, october(30, 17))
        assert told(office, *PLACES) == TOLD
        digests = [f"10-{day:02} 07:30 0 pagi" for day in MORNINGS]
        assert told(office, "0") == sorted(digests + [f"10-{day:02} 13:00 0 rekap" for day in RECAPS])
        _assert_who_heard(office)
        left = office.rows("SELECT step FROM reminder WHERE state = 'pending'")
        assert set(left) == {(ITEMS,)}  # the plans' items outlive the cycle
        await reminders_are_right(office)


async def _until_the_order_to_collect(office: Office) -> None:
    """Tell steps 1 to 3: the Sekretaris is a day late for her two hours, the Tim a morning with one unit."""
    with undisturbed(office):
        await quarter.order(office)
    await passes_to(office, october(2, 8))
    with undisturbed(office):
        await quarter.direct_team(office)
        await quarter.coordinate(office, IKP)
    await passes_to(office, october(6, 8))
    with undisturbed(office):
        await quarter.coordinate(office, APTIKA)
        await quarter.order_collection(office, UNITS)


async def _until_the_data_are_in(office: Office) -> None:
    """Tell step 4: one unit is in time, the Subbag late with it; the other breaks its word, gets a day, is late."""
    await passes_to(office, october(9, 8))
    with undisturbed(office):
        await quarter.submits(office, IKP, 1)
        await quarter.kabid_approves(office, IKP)
    await passes_to(office, october(13, 8))
    with undisturbed(office):
        await quarter.subbag_accepts(office, IKP)
        await office["joko"].taps("Besok pagi")
        await office["joko"].sees("14 Oktober 2026")
    await passes_to(office, october(20, 8))
    with undisturbed(office):
        await _asks_for_a_day(office)
    await passes_to(office, october(22, 8))
    with undisturbed(office):
        await quarter.submits(office, APTIKA, 1)
        await quarter.kabid_approves(office, APTIKA)


async def _asks_for_a_day(office: Office) -> None:
    """Have a Staf ask for a day more on the last one, and the Tim grant it."""
    joko, budi = office["joko"], office["budi"]
    await joko.taps("Minta perpanjangan")
    await joko.taps("1 hari kerja")
    await joko.sees("Tulis alasannya")
    await joko.says("Petugas sakit.")
    await joko.taps("Kirim permintaan")
    await budi.taps("Setujui 1 hari")
    await joko.sees("disetujui")


async def _until_the_report(office: Office) -> None:
    """Tell step 5: the Subbag accepts in time and hands the report in on the morning after its day."""
    await office.between_steps()
    with undisturbed(office):
        await quarter.subbag_accepts(office, APTIKA)
    await passes_to(office, october(26, 8))
    with undisturbed(office):
        await quarter.report(office)


async def _until_the_last_plan(office: Office) -> None:
    """Tell steps 6 and 7: the Kepala Dinas, above whom is nobody, is a morning late, and one unit with its plan."""
    await passes_to(office, october(28, 8))
    hendra = office["hendra"]
    with undisturbed(office):
        await hendra.taps("Periksa laporan")
        await hendra.taps("Sama untuk semua (2 unit)")
        await hendra.taps("Percepat kegiatan", within="Apa arahan Bapak/Ibu")
        await hendra.taps("Kirim arahan", within="Percepat kegiatan")
        await hendra.sees("Semua unit sudah menerima arahan")
        await quarter.plan(office, IKP)
    await passes_to(office, october(30, 8))
    with undisturbed(office):
        await quarter.plan(office, APTIKA)


def _assert_who_heard(office: Office) -> None:
    """Superiors hear when it is late and not before; the unit that was in time hears nothing at all."""
    assert reminded(office, "hendra") == timetable("""
        10-01 11:00
        10-02 07:30
        10-27 07:44
        10-27 13:05
        10-27 16:00
        10-28 07:30
    """)
    assert reminded(office, "irfan") == timetable("""
        10-14 12:00
        10-16 15:05
        10-22 07:30
        10-29 07:44
        10-29 13:05
        10-29 16:00
        10-30 07:30
    """)
    assert [reminded(office, code) for code in ("eko", "fitri", "gilang", "hana")] == [[], [], [], []]
