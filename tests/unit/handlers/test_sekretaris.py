"""What the Sekretaris is asked, and what is refused before anything is typed."""

from __future__ import annotations

import pytest
from chat_town import Town

from handlers.outgoing import Button
from workflow import commands as c
from workflow.cycle import COLLECT, ReceiptState
from workflow.refusals import CycleEndedError, RefusalError


def ordered_in_chat() -> Town:
    """Return a town where the Kepala Dinas has sent the disposisi by phone."""
    town = Town()
    town.phone("hendra").says("/disposisi").taps("Kirim").taps("Kirim sekarang")
    return town


def test_one_tap_receives_the_disposisi_and_asks_for_the_direction() -> None:
    """The letter stays in view, with the way to return it; the question stands beneath."""
    ratna = ordered_in_chat().phone("ratna")
    assert ratna.last.labels == ["Terima dan beri arahan", "Kembalikan"]
    ratna.taps("Terima dan beri arahan")
    letter, question = ratna.screen[-2:]
    assert "Disposisi 001/MONEV/III/2026" in letter.text
    assert letter.labels == ["Terima dan beri arahan", "Kembalikan", "Lembar disposisi (PDF)"]
    assert "Apa arahan Bapak/Ibu untuk Tim Monev" in question.text
    (receipt,) = ratna.town.cycle.disposisi[-1].receipts.values()
    assert receipt.state is ReceiptState.ACCEPTED


def test_the_letter_can_still_go_back_after_it_was_received() -> None:
    """Receiving it closes no door: the reason is asked for and the writer's copy says that it came back."""
    town = ordered_in_chat()
    ratna = town.phone("ratna").taps("Terima dan beri arahan")
    ratna.taps("Kembalikan").says("Hal belum menyebut triwulan.").taps("Kembalikan")
    copies = [shown.text for shown in town.phone("hendra").screen if "Sekretaris Dinas: ↩️" in shown.text]
    assert len(copies) == 1
    assert copies[0].startswith("↩️ <b>Disposisi 001/MONEV/III/2026</b> dikembalikan")


@pytest.mark.parametrize("label", ["Terima dan beri arahan", "Kembalikan"])
def test_an_old_button_says_so_before_anything_is_typed(label: str) -> None:
    """Once the Tim is directed, nobody is asked for words that would be refused in the end."""
    town = ordered_in_chat()
    ratna = town.phone("ratna")
    old = ratna.button(label)
    town.does("ratna", c.DirectTeam("Mulai hari ini."))
    with pytest.raises(RefusalError):
        ratna.taps_kept(old)
    assert ratna.conversation is None


def test_a_withdrawn_disposisi_cannot_be_received() -> None:
    """The old button of the notice is refused, with no question left open."""
    town = ordered_in_chat()
    ratna = town.phone("ratna")
    old = ratna.button("Terima dan beri arahan")
    town.does("hendra", c.WithdrawDisposisi())
    with pytest.raises(CycleEndedError):
        ratna.taps_kept(old)
    assert ratna.conversation is None


def test_no_reason_is_asked_for_a_unit_that_is_settled() -> None:
    """Going on without a unit whose data are accepted is refused at once."""
    town = Town().evaluated()
    ratna = town.phone("ratna")
    with pytest.raises(RefusalError):
        ratna.taps_kept((0, Button("", f"1:sek_tanpa_unit:1:{town.unit('ikp')}")))
    assert ratna.conversation is None


def test_a_button_tapped_twice_leaves_both_questions_alive() -> None:
    """Whoever taps again because nothing seemed to happen may answer on either question."""
    ratna = ordered_in_chat().phone("ratna").taps("Terima dan beri arahan")
    first = ratna.screen[-1]
    proposal = (first.number, first.message.rows[0][0])
    ratna.taps("Terima dan beri arahan").taps_kept(proposal)
    assert "Periksa, lalu kirim" in ratna.text
    assert ratna.labels[0] == "Kirim arahan ke Tim"


def test_a_secret_disposisi_still_says_by_when() -> None:
    """Its content stays off the chat, its deadline does not."""
    town = Town()
    hendra = town.phone("hendra").says("/disposisi").taps("Sifat").taps("⬜ Rahasia").taps("Selesai")
    hendra.taps("Kirim").taps("Kirim sekarang")
    assert "Waktu Sekretaris: sampai Kamis, 1 Oktober 2026 pukul 10.00 WIB" in town.phone("ratna").text
    assert "Harap" not in town.phone("ratna").text


def test_what_is_half_done_comes_first_in_the_list_of_tasks() -> None:
    """The usual next step of someone who was interrupted is to go on."""
    ratna = ordered_in_chat().phone("ratna").taps("Terima dan beri arahan").says("Mulai hari ini.")
    ratna.says("📋 Tugas saya")
    assert ratna.labels == ["Lanjutkan yang tadi", "Arahan ke Tim", "Minta waktu atau bantuan"]


def test_locked_data_are_opened_again_by_decision() -> None:
    """The status leads to it; the unit, the Subbag and the Kepala Dinas hear why and what follows."""
    town = Town().reported()
    ratna = town.phone("ratna").says("/status").taps("Buka kembali data unit …")
    name = town.office.unit(town.unit("ikp")).name
    ratna.taps(f"Buka kembali data {name}"[:60]).says("Realisasi <keliru>").taps("Putuskan: buka kembali")
    assert "dibuka kembali" in ratna.text
    assert "Perbaikan ditunggu sampai Senin, 5 Oktober 2026" in ratna.text
    for code in ("gilang", "eko"):
        assert "Realisasi &lt;keliru&gt;" in town.phone(code).text
        assert "Perbaiki data" in town.phone(code).labels
    for code in ("dewi", "hendra", "budi"):
        assert "tidak berlaku dahulu" in town.phone(code).text
    owed = town.cycle.assignment(COLLECT, town.unit("ikp"))
    assert owed is not None
    assert owed.round == 2


def test_nothing_is_opened_again_before_the_report_or_after_a_direction() -> None:
    """Neither button nor, for a button that was kept, more than a sentence on what to do."""
    town = Town().evaluated()
    assert "Buka kembali data unit …" not in town.phone("ratna").says("/status").labels
    town.does("dewi", c.SubmitReport("Capaian baik"))
    kept = town.phone("ratna").says("/status").button("Buka kembali data unit …")
    town.decided()
    ratna = town.phone("ratna").taps_kept(kept)
    assert "perbaikan masuk data triwulan berikutnya" in ratna.text
    assert "Buka kembali data unit …" not in ratna.says("/status").labels
