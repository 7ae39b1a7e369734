"""The status and the history, in plain words."""

from __future__ import annotations

import pytest
from fake_records import APTIKA, IKP, PERSONS, Town, answer, taps, verbs_of

from handlers import riwayat, routes, status, verbs
from handlers.outgoing import Message
from workflow import commands as c
from workflow.cycle import COLLECT, Secrecy


def shown(town: Town, code: str) -> Message:
    """Return the status as that person sees it."""
    desk = town.sits(code)
    status.show(desk)
    return answer(desk)


def history(town: Town, code: str) -> Message:
    """Return the history as that person sees it."""
    desk = town.sits(code)
    riwayat.show(desk)
    return answer(desk)


def test_before_the_first_cycle_it_says_so() -> None:
    """An office that never began has no status and no history."""
    assert "Belum ada monev" in shown(Town(), "kadis").text
    assert "Belum ada riwayat" in history(Town(), "kadis").text


def test_the_status_names_steps_holders_and_times() -> None:
    """Each step has its time by the SOP; who holds the ball is named, since when and until when."""
    town = Town()
    town.ordered()
    town.passes(minutes=45)
    text = shown(town, "kadis").text
    assert "✅ 1. Disposisi · 15 menit kerja · dipakai kurang dari 1 menit" in text
    assert "▶️ 2. <b>Arahan ke Tim</b>\n      2 jam kerja · dipakai 45 menit · sisa 1 jam 15 menit" in text
    assert "⏳ 4. Pengumpulan data · 10 hari kerja\n" in text
    assert "Sekretaris (Rina Contoh) sejak 1 Okt 08.00, sampai 1 Okt 10.00 (sisa 1 jam 15 menit kerja)" in text


def test_the_first_day_is_called_so() -> None:
    """Nobody is told that nought of fourteen days have passed; after the last, how many too many."""
    town = Town()
    town.collecting()
    assert "Hari ini hari pertama dari 14 hari kerja, mulai 1 Okt 08.00" in shown(town, "kadis").text
    town.passes(days=5)
    assert "Berjalan 3 dari 14 hari kerja" in shown(town, "kadis").text
    town.passes(days=17)
    assert "Berjalan 16 hari kerja, lewat 2 dari batas 14" in shown(town, "kadis").text


def test_days_of_a_step_are_counted_as_the_sop_does() -> None:
    """The day of the order is no day yet; on the last day it says so; after it, by how much it is late."""
    town = Town()
    town.collecting()
    assert "10 hari kerja · mulai hari ini · sisa 10" in shown(town, "kadis").text
    town.passes(days=5)
    assert "10 hari kerja · dipakai 3 · sisa 7" in shown(town, "kadis").text
    town.passes(days=9)
    assert "10 hari kerja · dipakai 10 · hari terakhir" in shown(town, "kadis").text
    town.passes(days=1)
    assert "10 hari kerja · dipakai 11 · ⚠️ lewat 1 hari kerja" in shown(town, "kadis").text


def test_a_step_that_waits_for_its_order_uses_no_time() -> None:
    """The Tim has coordinated and not ordered yet."""
    town = Town()
    town.coordinated()
    town.passes(days=4)
    assert "▶️ 4. <b>Pengumpulan data</b> · 0/2 unit\n      10 hari kerja · belum berjalan" in shown(town, "kadis").text


def test_an_extension_shows_beside_the_time_of_the_sop() -> None:
    """Ten days and two more."""
    town = Town()
    town.collecting()
    town.does("kabid1", c.AskExtension(COLLECT, APTIKA, 2, "Server sedang diperbaiki"), APTIKA)
    town.does("tim1", c.GrantExtension(COLLECT, APTIKA, 2))
    town.accepted(IKP)
    assert "10 hari kerja (diperpanjang 2) · mulai hari ini · sisa 12" in shown(town, "kadis").text


def test_one_date_stands_in_full() -> None:
    """The day on which all should end; every other instant is brief."""
    town = Town()
    town.collecting()
    assert str(shown(town, "kadis").text).count("2026 pukul") == 1
    assert "Batas SOP Rabu, 21 Oktober 2026 pukul 16.00 WIB" in shown(town, "kadis").text


def test_the_time_of_the_cycle_is_one_tap_away() -> None:
    """Compliance and picture for everybody who sees a unit."""
    town = Town()
    town.ordered()
    for code in ("kadis", "ren", "kabid1", "staf2"):
        assert {(verbs.COMPLIANCE, ("1",)), (verbs.PICTURE, ("1",))} <= set(verbs_of(shown(town, code)))


def test_the_status_takes_the_place_of_a_screen_but_never_of_the_card() -> None:
    """Its button on the card leaves the card alone."""
    town = Town()
    town.ordered()
    for args, edits in (("1", None), ("1:sini", 77)):
        desk = town.sits("kadis")
        desk.answers = 77
        routes.handle(desk, taps(desk, f"1:{verbs.STATUS}:{args}"))
        assert answer(desk).edits == edits


def test_lateness_is_said_in_plain_words() -> None:
    """A step past its time is marked, with how long it is late."""
    town = Town()
    town.ordered()
    town.passes(hours=3)
    text = shown(town, "staf1").text
    assert "2 jam kerja · dipakai 3 jam · ⚠️ lewat 1 jam kerja" in text
    assert "sampai 1 Okt 10.00 (⚠️ lewat 1 jam kerja)" in text
    town.does("sekdis", c.DirectTeam("Mulai"))
    assert "✅ 2. Arahan ke Tim · 2 jam kerja · dipakai 3 jam · ⚠️ lewat 1 jam kerja" in shown(town, "staf1").text


def test_every_unit_has_its_line() -> None:
    """Units at different desks are told apart."""
    town = Town()
    town.collecting()
    town.accepted(IKP)
    town.drafted(APTIKA)
    text = shown(town, "ren").text
    assert "▶️ Bidang Aptika\nPeriksa data: Kabid (Sari Contoh) sejak 1 Okt 08.00, sampai 15 Okt 16.00" in text
    assert "✅ Bidang IKP: data diterima" in text


def test_units_left_out_and_done_are_said() -> None:
    """A unit without data and one whose plan is in say so at the end."""
    town = Town()
    town.collecting()
    town.accepted(IKP)
    town.does("sekdis", c.ProceedWithout(APTIKA, "Server rusak"), APTIKA)
    text = shown(town, "tim1").text
    assert "⛔ Bidang Aptika: tanpa data, keputusan Sekretaris" in text
    assert "4. Pengumpulan data · 1/2 unit, 1 tanpa data · 10 hari kerja" in text
    closed = Town()
    closed.closed()
    text = shown(closed, "tim1").text
    assert "✅ Bidang IKP: rencana tindak lanjut sudah dikirim" in text
    assert "✅ Selesai" in text


def test_receipts_are_for_those_who_see_all_units() -> None:
    """A unit's people see the progress, not who read which letter."""
    town = Town()
    town.ordered()
    assert "✉️ terkirim" in shown(town, "sekdis").text
    assert "✉️ terkirim" not in shown(town, "staf1").text


def test_the_history_tells_acts_and_not_their_consequences() -> None:
    """Each act is one line with time, name and capacity; at most twenty are shown, the latest ones."""
    town = Town()
    town.closed()
    text = str(history(town, "kadis").text)
    rows = text.splitlines()[2:]
    assert len(rows) == 20
    assert rows[-1] == "1 Okt 08.00 · Agus Contoh (Kepala Bidang IKP): menyelesaikan monev"
    assert any("mengirim data Bidang IKP versi 1 kepada Kabid" in row for row in rows)


def test_the_history_never_shows_what_letters_say() -> None:
    """Neither the content of a secret disposisi nor a reason appears in the history."""
    town = Town()
    town.ordered(secrecy=Secrecy.RAHASIA, subject="Sangat rahasia")
    town.does("sekdis", c.ReturnDisposisi("Alasan rahasia"))
    text = history(town, "kadis").text
    assert "rahasia" not in text
    assert "mengembalikan disposisi" in text


@pytest.mark.parametrize("code", [known.code for known in PERSONS])
def test_everybody_can_look_at_every_state(code: str) -> None:
    """No one and no state of the cycle breaks the status, and it fits one message."""
    for story in ("ordered", "directed", "coordinated", "collecting", "drafted_late", "reported", "decided", "closed"):
        town = Town()
        if story == "drafted_late":
            town.collecting()
            town.drafted()
            town.passes(days=40)
        else:
            getattr(town, story)()
        message = shown(town, code)
        assert len(message.text) < 4096
        assert (verbs.TASKS, ()) in verbs_of(message)
