"""After SELESAI: a unit reports with evidence, the Kepala Dinas verifies, and the next quarter sees the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from chat_town import PEOPLE, Phone, Town

from handlers import pengingat_tindak_lanjut
from handlers.desk import Room
from handlers.outgoing import ToChat
from workflow import commands as c
from workflow.concerns import Fired
from workflow.cycle import COLLECT, CycleState, FollowUp, FollowUpItem, FollowUpStatus
from workflow.item_reminders import ITEMS
from workflow.office import Actor, Role
from workflow.quarter import Quarter
from workflow.refusals import FollowUpChangedError, NotARecipientError, NotPermittedError
from workflow.reminders import ReminderKind

HENDRA = Actor(1, 1, Role.KEPALA_DINAS, None)
ACTIONS = ("Menambah <satu> petugas piket", "Menyusun jadwal konten", "Melatih admin")


def _closed() -> Town:
    """Return a town whose cycle is closed; the Bidang IKP has three items, the others one each."""
    town = Town().reported().decided()
    ikp = town.unit("ikp")
    items = tuple(
        FollowUpItem(action, "Eko", date(2026, 10, 12 + n), done_when="Surat tugas terbit")
        for n, action in enumerate(ACTIONS)
    )
    town.does("eko", c.SubmitPlan(ikp, items), ikp)
    for unit in PEOPLE:
        if unit != "ikp":
            town.planned(unit)
    assert town.cycle.state is CycleState.CLOSED
    return town


def _opens_first(phone: Phone) -> Phone:
    return phone.says("/tindaklanjut").taps("1. Menambah <satu> petugas piket")


def _reported() -> Town:
    """Return a town in which the Staf of IKP has reported the first item done, with evidence."""
    town = _closed()
    gilang = _opens_first(town.phone("gilang")).taps("Selesai")
    gilang.sends("foto.xlsx", caption="Sudah <ditambah>").files_arrive().taps("Kirim laporan")
    return town


def test_an_item_is_reported_done_with_evidence_and_verified() -> None:
    """Every hand sees what it needs: the Staf the item, the Kepala Dinas the evidence, the unit the tick."""
    town = _closed()
    gilang = _opens_first(town.phone("gilang"))
    assert "Menambah &lt;satu&gt; petugas piket" in gilang.text
    assert "Indikator selesai: Surat tugas terbit" in gilang.text
    assert "Arahan &lt;" in gilang.text
    gilang.taps("Selesai")
    assert "Kirim buktinya" in gilang.text
    gilang.sends("foto.xlsx", caption="Sudah <ditambah>").files_arrive().taps("Kirim laporan")
    assert "dilaporkan <b>selesai</b>" in gilang.text
    assert "Menunggu verifikasi Kepala Dinas" in gilang.text
    hendra = town.phone("hendra")
    assert "Sudah &lt;ditambah&gt;" in hendra.text
    assert hendra.labels[:2] == ["Verifikasi", "Kembalikan"]
    assert any("foto.xlsx" in label for label in hendra.labels)
    hendra.taps("Verifikasi")
    assert "diverifikasi: selesai" in hendra.text
    assert "diverifikasi Drs. Hendra Contoh" in gilang.text
    report = town.cycle.follow_up(town.unit("ikp"), 1)
    assert report is not None
    assert report.is_settled


def test_what_is_sent_back_is_mended() -> None:
    """The reason reaches the reporter and the Kabid, and the button leads to the very item."""
    town = _reported()
    hendra = town.phone("hendra").taps("Kembalikan").says("Foto <buram>").taps("Kembalikan")
    assert "dikembalikan kepada unit" in hendra.text
    for code in ("gilang", "eko"):
        assert "Foto &lt;buram&gt;" in town.phone(code).text
    gilang = town.phone("gilang").taps("Perbaiki tindak lanjut")
    assert "dikembalikan, perlu diperbaiki" in gilang.text
    gilang.taps("Selesai").says("Surat tugas nomor 12").taps("Kirim laporan")
    report = town.cycle.follow_up(town.unit("ikp"), 1)
    assert report is not None
    assert (report.version, report.status) == (2, FollowUpStatus.SELESAI)


def test_a_button_of_an_older_report_verifies_nothing() -> None:
    """What the Kepala Dinas saw was replaced before the tap."""
    town = _reported()
    old = town.phone("hendra").button("Verifikasi")
    _opens_first(town.phone("eko")).taps("Ganti laporan").says("Bukti baru").taps("Kirim laporan")
    with pytest.raises(FollowUpChangedError):
        town.phone("hendra").taps_kept(old)


def test_work_in_progress_is_noted_with_one_tap() -> None:
    """Nobody is told of it; the list shows it."""
    town = _closed()
    eko = _opens_first(town.phone("eko")).taps("Sedang dikerjakan")
    assert "Dicatat: sedang dikerjakan" in eko.text
    assert "Sedang dikerjakan" not in eko.labels
    assert town.phone("hendra").screen == []
    eko.taps("Tindak lanjut")
    assert "sedang dikerjakan" in eko.text


def test_what_cannot_be_done_needs_its_reason() -> None:
    """It is the Kepala Dinas who takes it as so."""
    town = _closed()
    eko = _opens_first(town.phone("eko")).taps("Tidak dapat ditindaklanjuti")
    assert "Mengapa tidak dapat" in eko.text
    eko.says("Anggaran tidak disetujui").taps("Kirim laporan")
    hendra = town.phone("hendra").taps("Verifikasi")
    assert "diverifikasi: tidak dapat ditindaklanjuti" in hendra.text


def test_those_who_see_all_see_the_open_ones_of_every_unit() -> None:
    """The Kepala Dinas first what awaits verification; others may look and not act."""
    town = _reported()
    hendra = town.phone("hendra").says("/tindaklanjut")
    assert "6 dari 6 tindak lanjut masih terbuka" in hendra.text
    assert "3 dari 3 terbuka (1 menunggu verifikasi)" in hendra.text
    assert hendra.labels[0].startswith("Verifikasi: ")
    hendra.taps(hendra.labels[0])
    assert hendra.labels[:2] == ["Verifikasi", "Kembalikan"]
    ratna = town.phone("ratna").says("/tindaklanjut")
    assert not any(label.startswith("Verifikasi") for label in ratna.labels)
    name = town.office.unit(town.unit("ikp")).name
    ratna.taps(name).taps("1. Menambah <satu> petugas piket")
    assert not {"Verifikasi", "Selesai"} & set(ratna.labels)


def test_only_those_who_may_act_can() -> None:
    """Another unit sees nothing, and a Staf verifies nothing, whatever button they get hold of."""
    town = _reported()
    verify = town.phone("hendra").button("Verifikasi")
    with pytest.raises(NotPermittedError):
        town.phone("gilang").taps_kept(verify)
    item = town.phone("gilang").says("/tindaklanjut").button("1. Menambah <satu> petugas piket")
    with pytest.raises(NotARecipientError):
        town.phone("joko").taps_kept(item)


def test_the_tasks_and_the_status_lead_there() -> None:
    """Nobody has to know the command; the Kepala Dinas is told how many wait for him."""
    town = _reported()
    eko = town.phone("eko").says("/tugas")
    assert "2 tindak lanjut unit belum selesai; batas terdekat 13 Okt" in eko.text
    assert "Tindak lanjut" in eko.labels
    hendra = town.phone("hendra").says("/tugas")
    assert "1 tindak lanjut menunggu verifikasi Bapak/Ibu" in hendra.text
    assert "Tindak lanjut" in hendra.labels
    status = town.phone("ratna").says("/status")
    assert "6 dari 6 tindak lanjut masih terbuka" in status.text
    assert "Tindak lanjut" in status.labels


def test_a_long_plan_is_leafed_through() -> None:
    """Fifty items fit, a few at a time."""
    town = Town().reported().decided()
    ikp = town.unit("ikp")
    items = tuple(FollowUpItem(f"Aksi {n} " + "x" * 480, "Eko", date(2026, 12, 1)) for n in range(1, 51))
    town.does("eko", c.SubmitPlan(ikp, items), ikp)
    eko = town.phone("eko").says("/tindaklanjut")
    for _ in range(8):
        assert len(eko.text) < 4096
        eko.taps("Berikutnya")
    assert "Aksi 50" in eko.text
    assert "Berikutnya" not in eko.labels
    assert "Sebelumnya" in eko.labels


def _room(town: Town) -> Room:
    return Room(now=town.now, office=town.office, calendar=town.calendar, records=town.records)


def _told(town: Town) -> dict[int, str]:
    room = _room(town)
    fired = [Fired((ITEMS, town.unit("ikp")), ReminderKind.LAST_MORNING, town.now)]
    pengingat_tindak_lanjut.remind(room, town.cycle, fired)
    return {entry.chat_id - 1000: str(entry.message.text) for entry in room.tray.entries if isinstance(entry, ToChat)}


def test_what_is_due_is_told_in_one_message_to_those_who_owe_it() -> None:
    """Overdue and due today together; the Staf and other units hear nothing, and what was reported is left out."""
    town = _reported()
    town.passes(days=12)
    heard = _told(town)
    assert town.phone("eko").person_id in heard
    assert town.phone("gilang").person_id not in heard
    said = heard[town.phone("eko").person_id]
    assert "Menyusun jadwal konten" in said
    assert "Melatih admin" not in said
    assert "petugas piket" not in said
    town.passes(days=2)
    assert "lewat 2 hari" in _told(town)[town.phone("eko").person_id]


def test_nobody_hears_of_what_is_done() -> None:
    """A reminder that fires after all was reported says nothing."""
    town = _reported()
    assert _told(town) == {}


def test_the_next_quarter_shows_what_is_left() -> None:
    """The proposal to the Kepala Dinas counts the open ones, and its button leads to the list."""
    town = _closed()
    town.now = town.now.replace(year=2027, month=1, day=4)
    hendra = town.phone("hendra").says("/start")
    assert "<b>Triwulan IV 2026</b> telah berakhir" in hendra.text
    assert "6 dari 6 tindak lanjut masih terbuka, 6 lewat batas" in hendra.text
    hendra.taps("Tindak lanjut")
    assert "6 dari 6 tindak lanjut masih terbuka" in hendra.text


def test_a_unit_is_shown_with_its_data_what_it_has_left_open() -> None:
    """Its own items only; once they are verified nothing is said any more."""
    before = replace(_closed().cycle, id=99, quarter=Quarter(2026, 2))
    town = Town()
    town.records.cycles[before.id] = before
    town.collecting()
    ikp, aptika = town.unit("ikp"), town.unit("aptika")
    gilang = town.phone("gilang").opens(COLLECT, ikp)
    assert "3 dari 3 tindak lanjut masih terbuka" in gilang.text
    gilang.taps("Tindak lanjut")
    assert "Melatih admin" in gilang.text
    verified = FollowUp(aptika, 1, 1, FollowUpStatus.SELESAI, "Sudah", (), HENDRA, town.now, HENDRA, town.now)
    town.records.cycles[before.id] = replace(before, follow_ups=(verified,))
    assert "masih terbuka" not in town.phone("joko").opens(COLLECT, aptika).text
