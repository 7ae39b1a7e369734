"""A unit's follow-up plan: the direction is read, the plan written item by item, shown, sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from chat_town import PEOPLE, Phone, Town

from handlers import rencana
from handlers.buttons import StaleButtonError
from handlers.conversations import PlanDraft, PlanField
from handlers.dates import DayError, DayFault, read_due_day
from handlers.desk import Desk
from workflow.cycle import DECIDE, FOLLOW_UP, CycleState, FollowUpItem, ReceiptState
from workflow.refusals import NotARecipientError

TODAY = date(2026, 10, 1)


def _town() -> Town:
    return Town().reported().decided()


def _writes(phone: Phone) -> Phone:
    return phone.opens(FOLLOW_UP, phone.town.unit("ikp")).taps("Susun rencana tindak lanjut")


def test_the_direction_is_shown_as_written_and_counts_as_read() -> None:
    """Opening step 7 is the read receipt of the Kepala Dinas's direction."""
    town = _town()
    ikp = town.unit("ikp")
    eko = town.phone("eko").opens(FOLLOW_UP, ikp)
    assert f"Arahan &lt;{ikp}&gt; &amp; lanjutkan" in eko.text
    assert "Hendra Contoh" in eko.text
    assert "Jumat, 2 Oktober 2026 pukul 16.30 WIB" in eko.text
    given = town.cycle.direction(DECIDE, ikp)
    assert given is not None
    states = {town.office.post(receipt.post_id).code: receipt.state for receipt in given.receipts.values()}
    assert states["kabid-ikp"] is ReceiptState.READ


def _one_item(town: Town) -> Phone:
    return _finishes(_writes(town.phone("eko")).says("Satu"))


def _finishes(phone: Phone) -> Phone:
    """Answer what is asked after the action, with buttons where there are any."""
    return phone.says("Terlihat").says("A").taps("7 hari (8 Okt)").taps("Tidak perlu sumber daya tambahan")


def test_a_plan_is_written_item_by_item_and_sent() -> None:
    """Two items, one with buttons and one typed; shown in full before it goes out."""
    town = _town()
    eko = _writes(town.phone("eko"))
    assert f"Arahan &lt;{town.unit('ikp')}&gt; &amp; lanjutkan" in eko.text
    eko.says("Menambah <satu> petugas piket").says("Surat <tugas> terbit")
    eko.taps("Fitri Contoh, S.I.Kom.").taps("14 hari (15 Okt)").taps("Tidak perlu sumber daya tambahan")
    assert "Menambah &lt;satu&gt; petugas piket" in eko.text
    eko.taps("Tambah butir").says("Menyusun jadwal konten").says("Jadwal dipasang").says("Hana, staf")
    eko.says("30 November 2026").says("Dua komputer")
    eko.taps("Kirim rencana tindak lanjut")
    assert "Indikator selesai: Surat &lt;tugas&gt; terbit" in eko.text
    assert "Sumber daya: Dua komputer" in eko.text
    assert "Setelah terkirim tidak dapat diubah" in eko.text
    assert "Senin, 30 November 2026" in eko.text
    eko.taps("Kirim")
    assert "terkirim, 2 butir" in eko.text
    assert eko.conversation is None
    assert town.cycle.plans[-1].items == (
        FollowUpItem(
            "Menambah <satu> petugas piket",
            "Fitri Contoh, S.I.Kom., Kepala Seksi Pengelolaan Informasi Publik",
            date(2026, 10, 15),
            "Surat <tugas> terbit",
        ),
        FollowUpItem(
            "Menyusun jadwal konten", "Hana, staf", date(2026, 11, 30), "Jadwal dipasang", resources="Dua komputer"
        ),
    )


def test_one_part_of_an_item_is_written_anew() -> None:
    """Only that part is asked for; leaving it keeps the item as it was."""
    eko = _one_item(_town()).taps("Ubah butir 1")
    assert {"Rencana aksi", "Indikator selesai", "Penanggung jawab", "Batas waktu", "Sumber daya"} < set(eko.labels)
    eko.taps("Batas waktu")
    assert "butir 1, diubah" in eko.text
    eko.says("30 Nov")
    assert "1 butir, belum dikirim" in eko.text
    assert "30 November 2026" in eko.text
    eko.taps("Ubah butir 1").taps("Indikator selesai").taps("Batalkan perubahan")
    eko.taps("Ubah butir 1").taps("Sumber daya").taps("Tidak perlu sumber daya tambahan")
    assert isinstance(eko.conversation, PlanDraft)
    assert eko.conversation.items == (FollowUpItem("Satu", "A", date(2026, 11, 30), "Terlihat"),)


def test_a_draft_of_an_older_version_goes_on_with_what_it_lacks() -> None:
    """What was gathered before there was an `indikator selesai` stays; it is asked for before the item is made."""
    town = _town()
    eko = _writes(town.phone("eko"))
    assert isinstance(eko.conversation, PlanDraft)
    old = FollowUpItem("Lama", "B", date(2026, 11, 2))
    eko.conversation = replace(eko.conversation, items=(old,), asking=PlanField.DUE, action="Satu", responsible="A")
    eko.says("30 Nov")
    assert "Apa indikator selesainya?" in eko.text
    eko.says("Terlihat").taps("Tidak perlu sumber daya tambahan").taps("Kirim rencana tindak lanjut").taps("Kirim")
    assert town.cycle.plans[-1].items == (old, FollowUpItem("Satu", "A", date(2026, 11, 30), "Terlihat"))


def test_items_of_a_workbook_stand_beside_those_that_were_written() -> None:
    """They are shown and sent like any others; what does not fit stays out, and that is said."""
    town = _town()
    eko = _one_item(town)
    desk = Desk(
        now=town.now,
        office=town.office,
        me=town.office.person(eko.person_id),
        chat_id=eko.chat_id,
        calendar=town.calendar,
        records=town.records,
        conversation=eko.conversation,
    )
    rencana.take_items(desk, [FollowUpItem(f"Aksi {n}", "B", date(2026, 11, 2), "Jadi") for n in range(60)])
    assert isinstance(desk.conversation, PlanDraft)
    assert len(desk.conversation.items) == 50
    assert "paling banyak 50 butir" in str(desk.tray.entries[-1])


def test_a_day_that_cannot_be_loses_nothing() -> None:
    """Unreadable, impossible and past days are explained with an example; the item waits."""
    eko = _writes(_town().phone("eko")).says("Rapat evaluasi").says("Notula").says("Eko")
    for typed, said in (
        ("secepatnya <ya>", "&#34;secepatnya &lt;ya&gt;&#34; belum terbaca sebagai tanggal"),
        ("31-11-2026", "tidak ada di kalender"),
        ("1-9-2026", "Selasa, 1 September 2026, sudah lewat"),
    ):
        eko.says(typed)
        shown = " ".join(each.text for each in eko.screen[-2:])
        assert said.replace("&#34;", '"') in shown
        assert "30 November 2026" in shown
    assert isinstance(eko.conversation, PlanDraft)
    assert (eko.conversation.action, eko.conversation.asking) == ("Rapat evaluasi", PlanField.DUE)


def test_items_can_be_deleted_and_the_plan_left_half_way() -> None:
    """A deleted item is gone; a plan that was begun is offered again."""
    town = _town()
    eko = _one_item(town)
    _finishes(eko.taps("Tambah butir").says("Dua")).taps("Ubah butir 1").taps("Hapus butir 1")
    assert "Dua" in eko.text
    assert "Satu" not in eko.text
    eko.opens(FOLLOW_UP, town.unit("ikp")).taps("Susun rencana tindak lanjut")
    assert "Masih ada rencana tindak lanjut yang belum dikirim" in eko.text
    eko.taps("Lanjutkan yang tadi")
    assert "Ubah butir 1" in eko.labels


def test_buttons_of_an_older_answer_show_the_latest() -> None:
    """Only the newest answer acts; one of a draft that is gone is stale."""
    town = _town()
    eko = _writes(town.phone("eko")).says("Satu").says("Terlihat").says("A")
    old = eko.button("7 hari (8 Okt)")
    eko.says("30 Nov").says("Satu komputer")
    eko.taps_kept(old)
    assert isinstance(eko.conversation, PlanDraft)
    assert len(eko.conversation.items) == 1
    assert eko.toasts
    eko.taps("Batal")
    with pytest.raises(StaleButtonError):
        eko.taps_kept(old)


def test_an_item_that_fell_due_in_the_meantime_must_be_written_anew() -> None:
    """A draft taken up weeks later cannot be sent with a day that has passed."""
    town = _town()
    eko = _one_item(town)
    town.passes(days=30)
    eko.opens(FOLLOW_UP, town.unit("ikp")).taps("Susun rencana tindak lanjut").taps("Lanjutkan yang tadi")
    assert "sudah lewat" in eko.text
    assert "Kirim rencana tindak lanjut" not in eko.labels


def test_files_do_not_disturb_the_plan() -> None:
    """A plan is words: an album is declined with one answer, and the draft goes on from there."""
    eko = _writes(_town().phone("eko")).says("Satu")
    before = len(eko.screen)
    eko.sends("1.jpg", album="A").sends("2.jpg", album="A")
    assert len(eko.screen) == before + 1
    assert "jadi berkas ini tidak dimasukkan" in eko.text
    eko.taps("Lanjutkan yang tadi")
    assert "Apa indikator selesainya?" in eko.text
    assert isinstance(eko.conversation, PlanDraft)
    assert eko.conversation.action == "Satu"


def test_the_last_plan_ends_the_cycle_and_stays_readable() -> None:
    """The last unit's plan closes the cycle; leaders and the unit still see it."""
    town = _town()
    for unit in ("aptika", "statistik", "umum"):
        town.planned(unit)
    eko = _one_item(town).taps("Kirim rencana tindak lanjut").taps("Kirim")
    assert town.cycle.state is CycleState.CLOSED
    assert "Ini rencana terakhir" in eko.text
    for code in ("hendra", "ratna", "budi", "dewi", "gilang"):
        phone = town.phone(code).opens(FOLLOW_UP, town.unit("ikp"))
        assert "Sudah dikirim oleh Eko Contoh" in phone.text
        assert "Susun rencana tindak lanjut" not in phone.labels
    assert "1 butir" in town.phone("hendra").opens(FOLLOW_UP).text


def test_a_draft_that_a_colleague_was_faster_with_gives_way_to_the_plan_that_was_sent() -> None:
    """Taking the draft up again shows what was sent, by whom, and leaves nothing half-finished."""
    town = _town()
    fitri = _writes(town.phone("fitri")).says("Satu").sends("a.pdf")
    town.planned("ikp")
    fitri.taps("Lanjutkan yang tadi")
    assert "Sudah dikirim oleh Eko Contoh" in fitri.text
    assert fitri.conversation is None


def test_staf_read_but_do_not_plan_and_strangers_are_refused() -> None:
    """The plan is owed by Kabid and Kasi of the unit."""
    town = _town()
    assert "Susun rencana tindak lanjut" not in town.phone("gilang").opens(FOLLOW_UP, town.unit("ikp")).labels
    with pytest.raises(NotARecipientError):
        town.phone(PEOPLE["aptika"][1]).opens(FOLLOW_UP, town.unit("ikp"))


def test_before_the_direction_nothing_is_owed() -> None:
    """Opening step 7 too early says for what it waits."""
    town = Town().reported()
    assert "belum diberikan" in town.phone("eko").opens(FOLLOW_UP, town.unit("ikp")).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("30-11-2026", date(2026, 11, 30)),
        ("30/11/2026", date(2026, 11, 30)),
        ("30.11.26", date(2026, 11, 30)),
        ("30 November 2026", date(2026, 11, 30)),
        ("Senin, 30 Nopember 2026", date(2026, 11, 30)),
        ("30 Nov", date(2026, 11, 30)),
        ("5 ags 2027", date(2027, 8, 5)),
        ("17 Agustus", date(2027, 8, 17)),
        ("2026-11-30", date(2026, 11, 30)),
        ("1/10/2026", TODAY),
        ("1-2", date(2027, 2, 1)),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, meant: date) -> None:
    """Figures and names of months, with or without a year."""
    assert read_due_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("besok lusa", DayFault.UNREADABLE),
        ("", DayFault.UNREADABLE),
        ("30", DayFault.UNREADABLE),
        ("30 Novembre", DayFault.UNREADABLE),
        ("30-13-2026", DayFault.NO_SUCH_DAY),
        ("29 Februari 2027", DayFault.NO_SUCH_DAY),
        ("30-09-2026", DayFault.PAST),
        ("30-11-2062", DayFault.TOO_FAR),
        ("٣٠-11-2026", DayFault.UNREADABLE),
    ],
)
def test_a_day_that_cannot_be_due_says_what_is_wrong(typed: str, fault: DayFault) -> None:
    """Every fault has its own name, so that the sentence can say it."""
    with pytest.raises(DayError) as refused:
        read_due_day(typed, TODAY)
    assert refused.value.fault is fault


def test_a_wrong_day_is_answered_in_one_message() -> None:
    """What is wrong stands above the question, which is asked again with its buttons."""
    eko = _writes(_town().phone("eko"))
    eko.says("Menambah petugas piket").says("Surat tugas terbit").says("Gilang")
    before = len(eko.screen)
    eko.says("besok lusa")
    assert len(eko.screen) == before + 1
    assert eko.text.startswith('"besok lusa" belum terbaca sebagai tanggal.')
    assert "Sampai kapan?" in eko.text
