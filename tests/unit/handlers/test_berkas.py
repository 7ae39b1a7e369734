"""Files out of the blue: one question a batch, and into the form that needs them."""

from __future__ import annotations

import pytest
from chat_town import Town

from handlers.buttons import StaleButtonError
from handlers.conversations import Form, LooseFiles, Purpose
from handlers.texts.kepala_dinas import SEND_DIRECTION
from workflow.cycle import DECIDE, DIRECT
from workflow.files import MAX_BYTES, FileFault

IKP = "Data Triwulan III: Bidang Informasi dan Komunikasi Publik"


def test_a_file_becomes_the_units_data() -> None:
    """File, question, unit, send: with number and caption, without asking for the file again."""
    town = Town().collecting()
    gilang = town.phone("gilang").sends("data.xlsx", caption="Lengkap <semua>").files_arrive()
    assert "Untuk apa berkas ini?" in gilang.text
    assert gilang.labels == [IKP, "Bukan apa-apa, abaikan"]
    gilang.taps(IKP)
    assert "K-0001" in gilang.text
    assert "Lengkap &lt;semua&gt;" in gilang.text
    gilang.taps("Kirim ke Kabid")
    sent = town.cycle.submission(town.unit("ikp"))
    assert sent is not None
    assert (sent.note, len(sent.files)) == ("Lengkap <semua>", 1)


def test_an_album_is_asked_about_once() -> None:
    """Parts of an album edit one question, before and after they are fetched."""
    gilang = Town().collecting().phone("gilang")
    gilang.sends("1.jpg", "a", album="A").sends("2.jpg", "b", album="A").sends("3.jpg", "c", album="A").files_arrive()
    assert len(gilang.screen) == 1
    assert "3. 3.jpg" in gilang.text


def test_files_chosen_before_they_are_fetched_arrive_in_the_form() -> None:
    """Choosing at once moves what is still being fetched; the form shows it when it is there."""
    gilang = Town().collecting().phone("gilang").sends("data.xlsx").taps(IKP)
    assert "Memeriksa 1 berkas" in gilang.text
    gilang.files_arrive()
    assert isinstance(gilang.conversation, Form)
    assert len(gilang.conversation.files) == 1
    assert "Kirim ke Kabid" in gilang.labels


def test_words_said_meanwhile_go_with_the_files() -> None:
    """A text after the file accompanies it; its edit changes it; an older question's button shows the latest."""
    gilang = Town().collecting().phone("gilang").sends("data.xlsx").files_arrive()
    old = gilang.button(IKP)
    gilang.says("Catatan pertama").edits("Catatan pertama", "Catatan kedua")
    assert "Catatan kedua" in gilang.text
    assert "Catatan pertama" not in gilang.text
    gilang.taps_kept(old)
    assert isinstance(gilang.conversation, LooseFiles)
    gilang.taps(IKP)
    assert isinstance(gilang.conversation, Form)
    assert gilang.conversation.text == "Catatan kedua"


def test_each_role_is_offered_what_it_can_do_with_a_file_now() -> None:
    """Sekretaris, Tim, Subbag and Kepala Dinas each see their own task."""
    assert "Arahan untuk Tim" in Town().ordered().phone("ratna").sends("a.pdf").labels
    assert "Hasil koordinasi: Bidang Aplikasi Informatika" in Town().directed().phone("budi").sends("a.pdf").labels
    assert "Lampiran laporan" in Town().evaluated().phone("dewi").sends("a.pdf").labels
    assert "Arahan untuk Bidang Aplikasi Informatika" in Town().reported().phone("hendra").sends("a.pdf").labels


def test_a_voice_note_of_the_sekretaris_becomes_the_direction() -> None:
    """What was recorded out of the blue goes to the Tim as it is."""
    town = Town().ordered()
    ratna = town.phone("ratna").sends("suara.ogg", "suara").files_arrive().taps("Arahan untuk Tim")
    assert isinstance(ratna.conversation, Form)
    assert ratna.conversation.purpose is Purpose.DIRECT_TEAM
    ratna.taps("Kirim arahan ke Tim")
    given = town.cycle.direction(DIRECT)
    assert given is not None
    assert len(given.files) == 1


def test_a_voice_note_of_the_kepala_dinas_becomes_the_direction_to_one_unit_or_to_all() -> None:
    """The one who has ten seconds records first and chooses after."""
    town = Town().reported()
    hendra = town.phone("hendra").sends("suara.ogg", "satu").files_arrive()
    hendra.taps("Arahan untuk Bidang Aplikasi Informatika").taps(SEND_DIRECTION)
    assert [given.unit_id for given in town.cycle.directions if given.step == DECIDE] == [town.unit("aptika")]
    hendra.sends("suara.ogg", "semua").files_arrive().taps("Arahan untuk semua unit (3)").taps(SEND_DIRECTION)
    assert len([given for given in town.cycle.directions if given.step == DECIDE and given.files]) == 4


def test_a_file_that_nothing_needs_is_kept_and_blocks_nothing() -> None:
    """The person is told, and no half-finished conversation stays behind."""
    town = Town().collecting()
    hendra = town.phone("hendra").sends("a.pdf").files_arrive()
    assert "tidak ada tugas Bapak/Ibu yang memerlukan berkas" in hendra.text
    assert hendra.labels == ["Tugas saya"]
    assert hendra.conversation is None
    assert len(town.records.files) == 1


def test_a_choice_that_is_no_longer_open_shows_the_present_ones() -> None:
    """Someone else has sent the unit's data meanwhile: nothing is lost, the choices are new."""
    town = Town().collecting()
    gilang = town.phone("gilang").sends("data.xlsx").files_arrive()
    town.sent("ikp")
    gilang.taps(IKP)
    assert IKP not in gilang.labels
    assert gilang.toasts


def test_ignored_files_are_used_for_nothing() -> None:
    """Ignoring ends the conversation; its buttons are stale afterwards."""
    gilang = Town().collecting().phone("gilang").sends("data.xlsx").files_arrive()
    choice = gilang.button(IKP)
    gilang.taps("Bukan apa-apa, abaikan")
    assert gilang.conversation is None
    with pytest.raises(StaleButtonError):
        gilang.taps_kept(choice)


def test_files_that_cannot_be_kept_are_refused_in_words() -> None:
    """Empty and too large ones before they are fetched, broken ones after; the rest stands."""
    town = Town().collecting()
    gilang = town.phone("gilang").sends("kosong.xlsx", "")
    assert "kosong.xlsx</b> tidak diterima" in gilang.text
    gilang.sends_size("besar.pdf", MAX_BYTES + 1)
    assert "lebih besar dari" in gilang.text
    assert gilang.conversation is None
    gilang.sends("rusak.xlsx").file_fails(FileFault.BROKEN)
    assert "rusak.xlsx</b> tidak diterima" in gilang.text
    assert gilang.conversation is None
