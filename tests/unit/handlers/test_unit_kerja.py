"""A unit's conversation: the data are sent, checked, returned, sent again, approved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chat_town import Phone, Town

from handlers.texts import masuk as labels
from workflow.cycle import COLLECT, EVALUATE, AssignmentState, ReceiptState, Submission, SubmissionState
from workflow.refusals import (
    AlreadyReadError,
    NotARecipientError,
    OtherUnitError,
    SelfApprovalError,
    StaleVersionError,
)


def _latest(town: Town, unit: str = "ikp") -> Submission:
    found = town.cycle.submission(town.unit(unit))
    assert found is not None
    return found


def _submits(phone: Phone, name: str = "data.xlsx", content: str = "isi", note: str = "") -> Phone:
    phone.opens(COLLECT, phone.town.unit("ikp")).taps("Kirim data").sends(name, content, caption=note).files_arrive()
    return phone.taps("Kirim ke Kabid")


def test_the_order_shows_until_when_and_is_a_read_receipt() -> None:
    """Staf open the order: words, due time in full, what remains; the Tim sees that it was read."""
    town = Town().collecting()
    gilang = town.phone("gilang").opens(COLLECT, town.unit("ikp"))
    assert "Sertakan bukti" in gilang.text
    assert "Kamis, 15 Oktober 2026 pukul 16.00 WIB (sisa 10 hari kerja)" in gilang.text
    assert "Kirim data" in gilang.labels
    given = town.cycle.direction(COLLECT, town.unit("ikp"))
    assert given is not None
    states = {town.office.post(receipt.post_id).code: receipt.state for receipt in given.receipts.values()}
    assert states["staf-ikp-1"] is ReceiptState.READ
    assert states["kabid-ikp"] is ReceiptState.SENT


def test_an_album_is_one_submission_with_one_answer() -> None:
    """Three photos of one album and a caption: one preview that is edited, one number, one receipt."""
    town = Town().collecting()
    gilang = town.phone("gilang").opens(COLLECT, town.unit("ikp")).taps("Kirim data")
    before = len(gilang.screen)
    gilang.sends("1.jpg", "a", caption="Bukti dukung", album="A")
    gilang.sends("2.jpg", "bb", album="A").sends("3.jpg", "ccc", album="A")
    assert "Memeriksa 3 berkas" in gilang.text
    gilang.files_arrive()
    assert len(gilang.screen) == before + 1
    assert "K-0001" in gilang.text
    gilang.taps("Kirim ke Kabid")
    sent = _latest(town)
    assert (sent.number, len(sent.files), sent.note) == ("K-0001", 3, "Bukti dukung")
    assert "<b>K-0001</b>, versi 1" in gilang.text
    assert "ca978112" in gilang.text  # the first 8 characters of SHA-256("a")
    assert len(town.cycle.submissions) == 1


def test_markup_in_a_note_reaches_the_kabid_intact() -> None:
    """What people type is shown as they typed it."""
    town = Town().collecting()
    _submits(town.phone("gilang"), note="Realisasi <90% & turun\n<b>penting</b>")
    eko = town.phone("eko").opens(COLLECT, town.unit("ikp"))
    assert "Realisasi &lt;90% &amp; turun\n&lt;b&gt;penting&lt;/b&gt;" in eko.text
    assert _latest(town).read_at is not None


def test_a_returned_draft_is_sent_again_as_a_second_version() -> None:
    """The reason reaches the unit as written; the Kabid sees what changed; approval sends it on."""
    town = Town().collecting()
    gilang, eko, ikp = town.phone("gilang"), town.phone("eko"), town.unit("ikp")
    gilang.opens(COLLECT, ikp).taps("Kirim data").sends("a.xlsx", "lama").sends("b.pdf", "bukti").files_arrive()
    gilang.taps("Kirim ke Kabid")
    eko.opens(COLLECT, ikp).taps("Kembalikan").says("Baris 7 <kosong>").taps("Kembalikan")
    assert "dikembalikan kepada Gilang Contoh" in eko.text
    gilang.opens(COLLECT, ikp)
    assert "Baris 7 &lt;kosong&gt;" in gilang.text
    gilang.taps("Kirim data").sends("a.xlsx", "baru").sends("b.pdf", "bukti").files_arrive().taps("Kirim ke Kabid")
    assert "versi 2" in gilang.text
    eko.opens(COLLECT, ikp)
    assert "sama: b.pdf" in eko.text
    assert "isinya berubah: a.xlsx" in eko.text
    eko.taps("Setujui dan kirim")
    assert _latest(town).state is SubmissionState.SENT
    assert [kept.state for kept in town.cycle.submissions] == [SubmissionState.RETURNED_BY_KABID, SubmissionState.SENT]
    owed = town.cycle.assignment(EVALUATE, ikp)
    assert owed is not None
    assert owed.state is AssignmentState.OPEN


def test_a_button_of_an_older_version_approves_nothing() -> None:
    """The Kabid's old approve and return buttons are refused once a newer version is there."""
    town = Town().collecting()
    gilang, eko, ikp = town.phone("gilang"), town.phone("eko"), town.unit("ikp")
    _submits(gilang, content="satu")
    eko.opens(COLLECT, ikp)
    approve, give_back = eko.button("Setujui dan kirim"), eko.button("Kembalikan")
    eko.taps("Kembalikan").says("Belum lengkap").taps("Kembalikan")
    _submits(gilang, content="dua")
    with pytest.raises(StaleVersionError):
        eko.taps_kept(approve)
    with pytest.raises(StaleVersionError):
        eko.taps_kept(give_back)
    assert _latest(town).state is SubmissionState.CHECKING


def test_the_kabid_of_another_unit_is_refused() -> None:
    """Another unit's data do not open, and its buttons do not act."""
    town = Town().collecting()
    _submits(town.phone("gilang"))
    approve = town.phone("eko").opens(COLLECT, town.unit("ikp")).button("Setujui dan kirim")
    with pytest.raises(NotARecipientError):
        town.phone("irfan").opens(COLLECT, town.unit("ikp"))
    with pytest.raises(OtherUnitError):
        town.phone("irfan").taps_kept(approve)


def test_a_draft_is_taken_back_while_unread_only() -> None:
    """Withdrawing works until the Kabid has opened it."""
    town = Town().collecting()
    gilang = _submits(town.phone("gilang"))
    gilang.taps("Tarik kembali")
    assert "ditarik kembali" in gilang.text
    assert _latest(town).state is SubmissionState.WITHDRAWN
    gilang.taps("Kirim data lagi").sends("lagi.xlsx", "lagi").files_arrive().taps("Kirim ke Kabid")
    taking_back = gilang.button("Tarik kembali")
    town.phone("eko").opens(COLLECT, town.unit("ikp"))
    with pytest.raises(AlreadyReadError):
        gilang.taps_kept(taking_back)
    assert "Tarik kembali" not in gilang.opens(COLLECT, town.unit("ikp")).labels


def test_a_kabid_who_filled_in_himself_is_told_and_may_take_it_back() -> None:
    """His own draft is not marked as read by his opening it, and has no approve button."""
    town = Town().collecting()
    eko = _submits(town.phone("eko")).opens(COLLECT, town.unit("ikp"))
    assert "tidak dapat Bapak/Ibu setujui sendiri" in eko.text
    assert "Setujui dan kirim" not in eko.labels
    eko.taps("Tarik kembali")
    assert _latest(town).state is SubmissionState.WITHDRAWN


def test_a_forged_approval_of_ones_own_is_refused() -> None:
    """The rules hold where the screen offers nothing."""
    town = Town().collecting()
    eko = _submits(town.phone("eko"))
    number, button = eko.button("Tarik kembali")
    with pytest.raises(SelfApprovalError):
        eko.taps_kept((number, replace(button, data=button.data.replace("unit_tarik", "unit_setujui"))))


def test_a_small_office_allows_self_approval_and_says_so() -> None:
    """Where the office allows it, the Kabid's own draft goes on and is flagged."""
    town = Town().allows_self_approval().collecting()
    eko = _submits(town.phone("eko")).opens(COLLECT, town.unit("ikp")).taps("Setujui dan kirim")
    assert _latest(town).self_approved
    assert "terkirim ke Tim dan Subbag" in eko.text


def test_the_keyboard_begins_to_send_or_says_why_not() -> None:
    """One unit begins at once; before the order and after sending the reason is said plainly."""
    town = Town().coordinated()
    gilang = town.phone("gilang").says(labels.SEND)
    assert "menunggu perintah Tim" in gilang.text
    town.collecting_now()
    gilang.says(labels.SEND)
    assert "Kirim berkasnya sekarang" in gilang.text
    gilang.sends("x.xlsx").files_arrive().taps("Kirim ke Kabid").says(labels.SEND)
    assert "diperiksa Kabid" in gilang.text


def test_sending_for_two_units_asks_which() -> None:
    """A Kabid who also acts for a vacant unit chooses the unit first."""
    town = Town().collecting()
    eko = town.phone("eko").person_id
    other = next(post.id for post in town.office.posts if post.code == "kabid-aptika")
    held = tuple(
        replace(holding, person_id=eko) if holding.post_id == other else holding for holding in town.office.holdings
    )
    town.office = replace(town.office, holdings=held)
    phone = town.phone("eko").says(labels.SEND)
    assert phone.labels == ["Bidang Informasi dan Komunikasi Publik", "Bidang Aplikasi Informatika"]
    phone.taps("Bidang Aplikasi Informatika")
    assert "Aplikasi Informatika" in phone.text


def test_after_sending_the_task_shows_what_became_of_it() -> None:
    """Unit and leaders see number, who approved and when, and no button that would act."""
    town = Town().collecting().sent("ikp")
    for code in ("gilang", "eko", "hendra", "ratna", "budi"):
        phone = town.phone(code).opens(COLLECT, town.unit("ikp"))
        assert "K-0901" in phone.text
        assert "Disetujui dan dikirim Eko Contoh" in phone.text
        assert not {"Kirim data", "Setujui dan kirim", "Kembalikan"} & set(phone.labels)


def test_an_unordered_unit_is_told_for_whom_it_waits() -> None:
    """Before the Tim has coordinated nothing is owed, and that is said."""
    town = Town().directed()
    gilang = town.phone("gilang").opens(COLLECT, town.unit("ikp"))
    assert "menunggu koordinasi Tim" in gilang.text
