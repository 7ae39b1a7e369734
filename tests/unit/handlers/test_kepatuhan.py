"""Kepatuhan waktu SOP in chat: each step against its time, by unit, by desk, and over several quarters."""

from __future__ import annotations

import pytest
from fake_records import APTIKA, CALENDAR, IKP, PERSONS, QUARTER, Town, answer, says, taps, verbs_of

from handlers import acting, kepatuhan, routes, verbs
from handlers.desk import NoPostError
from handlers.outgoing import Message
from workflow import commands as c
from workflow.cycle import COLLECT, CycleState

DAY = 450


def works(town: Town, minutes: int) -> Town:
    """Let so many working minutes pass."""
    town.now = CALENDAR.add_minutes(town.now, minutes)
    return town


def late_quarter() -> Town:
    """Return a cycle with a late Sekretaris, one unit accepted in time, and one three days late."""
    town = Town()
    town.ordered()
    works(town, 170).does("sekdis", c.DirectTeam("Mulai"))
    for unit in (APTIKA, IKP):
        town.does("tim1", c.RecordCoordination(unit, "Disepakati"))
    town.does("tim1", c.OrderCollection((APTIKA, IKP)))
    works(town, 4 * DAY).sent(IKP)
    works(town, 60).does("ren", c.AcceptData(IKP, 1))
    return works(town, 9 * DAY - 60)


def tapped(town: Town, code: str, verb: str, *args: int | str) -> Message:
    """Return the answer to that person's tap."""
    desk = town.sits(code)
    desk.answers = 77
    routes.handle(desk, taps(desk, ":".join(("1", verb, *map(str, args)))))
    return answer(desk)


def test_every_step_says_what_it_was_allotted_used_and_whether_in_time() -> None:
    """Done in time, done late, under way and late, not begun; late units by name."""
    text = tapped(late_quarter(), "kadis", verbs.COMPLIANCE, 1).text
    assert "✅ 1. Disposisi · 15 menit kerja\ndipakai kurang dari 1 menit, tepat waktu" in text
    assert "⚠️ 2. Arahan ke Tim · 2 jam kerja\ndipakai 2 jam 50 menit, <b>lewat 50 menit kerja</b>" in text
    assert (
        "✅ 3. Koordinasi dengan unit · 1 hari kerja\n2 dari 2 unit selesai, dipakai kurang dari 1 hari, semua" in text
    )
    assert "⚠️ 4. Pengumpulan data · 10 hari kerja\n1 dari 2 unit selesai, dipakai 4 sampai 13 hari" in text
    assert "⚠️ Bidang Aptika lewat 3 hari kerja" in text
    assert "▶️ 5. Evaluasi · 1 hari kerja\n1 dari 2 unit selesai, dipakai kurang dari 1 hari\n" in text
    assert "⏳ 6. Arahan Kepala Dinas · 1 hari kerja\n⏳ 7." in text


def test_it_says_where_the_time_went() -> None:
    """The average of the units, in shares that make up the whole."""
    text = str(tapped(late_quarter(), "sekdis", verbs.COMPLIANCE, 1).text)
    assert "<b>Ke mana waktunya</b>: 13,4 hari, rata-rata per unit" in text
    assert "Staf/Kasi 8,5 hari (64%)" in text
    assert "Menunggu unit lain 4,4 hari (33%)" in text
    assert "Subbag Perencanaan 30 menit" in text
    assert "1 hari = 7 jam 30 menit kerja." in text


def test_a_unit_s_people_see_their_own_unit() -> None:
    """Neither the other units nor the desks of the leaders, not even by an average."""
    town = late_quarter()
    text = tapped(town, "staf2", verbs.COMPLIANCE, 1).text
    assert "4. Pengumpulan data · 10 hari kerja\ndipakai 4 hari, tepat waktu" in text
    assert "Aptika" not in text
    assert "Disposisi" not in text
    assert "Sekretaris" not in text
    assert "rata-rata" not in text
    by_unit = tapped(town, "staf2", kepatuhan.PER_UNIT, 1).text
    assert "Bidang IKP" in by_unit
    assert "Aptika" not in by_unit


def test_the_units_are_told_one_by_one_the_latest_first() -> None:
    """Each with its steps and the desks at which its time went by."""
    text = str(tapped(late_quarter(), "tim1", kepatuhan.PER_UNIT, 1).text)
    assert text.index("Bidang Aptika") < text.index("Bidang IKP")
    assert "4. Pengumpulan data: berjalan, 13 hari, <b>lewat 3 hari kerja</b>" in text
    assert "5. Evaluasi data: kurang dari 1 hari" in text
    assert "Staf/Kasi 4 hari · Subbag Perencanaan 1 jam · Menunggu unit lain 8,9 hari" in text


def test_data_that_came_back_are_told_with_their_rounds() -> None:
    """Both rounds together, the second against its two days."""
    town = late_quarter()
    town.does("ren", c.ReturnData(IKP, 1, "Angka salah baris"), IKP)
    works(town, 3 * DAY)
    text = tapped(town, "kabid2", verbs.COMPLIANCE, 1).text
    assert "berjalan, dipakai 7 hari dalam 2 putaran, <b>lewat 1 hari kerja</b>" in text
    assert "4. Pengumpulan data (diperbaiki)" in tapped(town, "kabid2", kepatuhan.PER_UNIT, 1).text


def test_an_extension_is_told_with_the_first_deadline() -> None:
    """What it was at first can be seen."""
    town = Town()
    town.collecting()
    town.does("kabid1", c.AskExtension(COLLECT, APTIKA, 2, "Server sedang diperbaiki"), APTIKA)
    town.does("tim1", c.GrantExtension(COLLECT, APTIKA, 2))
    assert "belum lewat (diperpanjang dari 15 Okt 16.00)" in tapped(town, "staf1", verbs.COMPLIANCE, 1).text


def test_a_unit_left_out_is_counted_apart() -> None:
    """It is neither done nor late for ever."""
    town = late_quarter()
    town.does("sekdis", c.ProceedWithout(APTIKA, "Server rusak"), APTIKA)
    works(town, 10 * DAY)
    text = tapped(town, "kadis", verbs.COMPLIANCE, 1).text
    assert "1 dari 2 unit selesai, 1 tanpa data, dipakai 4 sampai 13 hari" in text
    assert "Bidang Aptika lewat 3 hari kerja" in text


def test_what_is_usual_is_told_with_how_many_quarters() -> None:
    """Median and 80th percentile of what was finished, over the cycles that were not withdrawn."""
    town = Town()
    town.ordered()
    town.does("kadis", c.WithdrawDisposisi())
    for _ in range(2):
        desk = town.sits("kadis")
        begin_again(town, desk)
        works(town, 60)
    assert [cycle.state for cycle in town.records.recent_cycles()].count(CycleState.WITHDRAWN) == 1
    text = str(tapped(town, "kadis", kepatuhan.USUAL, town.cycle.id).text)
    assert "Dari 2 triwulan: Triwulan III 2026 sampai Triwulan III 2026." in text
    assert "4. Pengumpulan data · 10 hari kerja\nmedian 4 hari, persentil ke-80 4 hari (4 kali, 2 triwulan)" in text
    assert "5. Laporan evaluasi" in text
    assert "interpolasi linear" in text


def begin_again(town: Town, desk: object) -> None:
    """Run one more cycle to its end, with four days of collecting."""
    from fake_records import UNITS, disposisi, post  # the cycle of the same quarter once more, as the fake allows it

    acting.begin_cycle(desk, disposisi(recipients=(post("sekdis").id,)), town.records.open_cycle(QUARTER))  # type: ignore[arg-type]
    town.does("sekdis", c.DirectTeam("Mulai"))
    for unit in UNITS:
        town.does("tim1", c.RecordCoordination(unit, "Disepakati"))
    town.does("tim1", c.OrderCollection(UNITS))
    works(town, 4 * DAY)
    for unit in UNITS:
        town.accepted(unit)
    town.does("ren", c.SubmitReport("Baik", (7,)))
    town.does("kadis", c.GiveDirections(tuple(c.UnitDirection(unit, "Lanjutkan") for unit in UNITS)))


def test_before_anything_was_finished_nothing_is_usual() -> None:
    """A unit's people have no finished step on the first morning."""
    town = Town()
    town.ordered()
    assert "Belum ada langkah yang selesai" in tapped(town, "staf1", kepatuhan.USUAL, 1).text


def test_the_command_and_the_button_show_the_same() -> None:
    """The command sends it anew, the button puts it in the place of the screen."""
    town = late_quarter()
    desk = town.sits("kadis")
    routes.handle(desk, says(desk, "/kepatuhan"))
    assert answer(desk).edits is None
    shown = tapped(town, "kadis", verbs.COMPLIANCE, 1)
    assert (shown.text, shown.edits) == (answer(desk).text, 77)
    assert (verbs.STATUS, ("1", "sini")) in verbs_of(shown)


def test_without_a_cycle_or_a_post_there_is_nothing_to_see() -> None:
    """An office that never began, and someone who left."""
    desk = Town().sits("kadis")
    kepatuhan.show(desk)
    assert "Belum ada monev" in answer(desk).text
    town = late_quarter()
    town.also_holds("tim1", of="kabid1")
    for verb in (verbs.COMPLIANCE, kepatuhan.PER_UNIT):
        with pytest.raises(NoPostError):
            tapped(town, "kabid1", verb, 1)


def test_everybody_can_look_at_every_state() -> None:
    """No state of the cycle breaks a screen, and each fits one message."""
    for story in ("ordered", "directed", "coordinated", "collecting", "drafted_late", "reported", "decided", "closed"):
        town = Town()
        if story == "drafted_late":
            town.collecting()
            town.drafted()
            town.passes(days=40)
        else:
            getattr(town, story)()
        for known in PERSONS:
            for verb in (verbs.COMPLIANCE, kepatuhan.PER_UNIT, kepatuhan.USUAL, verbs.PICTURE):
                assert 0 < len(tapped(town, known.code, verb, 1).text) < 4096
