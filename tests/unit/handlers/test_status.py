"""The status and the history, in plain words."""

from __future__ import annotations

import pytest
from fake_records import APTIKA, IKP, PERSONS, Town, answer, verbs_of

from handlers import status, verbs
from handlers.outgoing import Message
from workflow import commands as c
from workflow.cycle import Secrecy


def shown(town: Town, code: str) -> Message:
    """Return the status as that person sees it."""
    desk = town.sits(code)
    status.show(desk)
    return answer(desk)


def history(town: Town, code: str) -> Message:
    """Return the history as that person sees it."""
    desk = town.sits(code)
    status.history(desk)
    return answer(desk)


def test_before_the_first_cycle_it_says_so() -> None:
    """An office that never began has no status and no history."""
    assert "Belum ada monev" in shown(Town(), "kadis").text
    assert "Belum ada riwayat" in history(Town(), "kadis").text


def test_the_status_names_steps_holders_and_times() -> None:
    """Each step has its time by the SOP; who holds the ball is named, since when and until when."""
    town = Town()
    town.ordered()
    text = shown(town, "kadis").text
    assert "✅ 1. Disposisi · 15 menit kerja" in text
    assert "▶️ 2. Arahan ke Tim · 2 jam kerja" in text
    assert "Sekretaris (Rina Contoh) sejak 1 Okt 08.00, sampai 1 Okt 10.00 (sisa 2 jam kerja)" in text
    assert "Berjalan 0 dari 14 hari kerja" in text


def test_lateness_is_said_in_plain_words() -> None:
    """A step past its time is marked, with how long it is late."""
    town = Town()
    town.ordered()
    town.passes(hours=3)
    text = shown(town, "staf1").text
    assert "⚠️ terlambat" in text
    assert "lewat 1 jam kerja" in text


def test_every_unit_has_its_line() -> None:
    """Units at different desks are told apart."""
    town = Town()
    town.collecting()
    town.accepted(IKP)
    town.drafted(APTIKA)
    text = shown(town, "ren").text
    assert "▶️ Bidang Aptika\nPeriksa data: Kabid (Sari Contoh), sampai" in text
    assert "✅ Bidang IKP: data diterima" in text


def test_units_left_out_and_done_are_said() -> None:
    """A unit without data and one whose plan is in say so at the end."""
    town = Town()
    town.collecting()
    town.accepted(IKP)
    town.does("sekdis", c.ProceedWithout(APTIKA, "Server rusak"), APTIKA)
    text = shown(town, "tim1").text
    assert "⛔ Bidang Aptika: tanpa data, keputusan Sekretaris" in text
    assert "4. Pengumpulan data · 10 hari kerja · 1/2 unit, 1 tanpa data" in text
    closed = Town()
    closed.closed()
    text = shown(closed, "tim1").text
    assert "✅ Bidang IKP: rencana tindak lanjut sudah dikirim" in text
    assert "✅ Selesai" in text


def test_receipts_and_history_are_for_those_who_see_all_units() -> None:
    """A unit's people see the progress, not who read which letter."""
    town = Town()
    town.ordered()
    assert "✉️ terkirim" in shown(town, "sekdis").text
    assert "✉️ terkirim" not in shown(town, "staf1").text
    assert ("riwayat", ("1",)) not in verbs_of(shown(town, "staf1"))
    assert "hanya untuk pimpinan" in history(town, "staf1").text


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
