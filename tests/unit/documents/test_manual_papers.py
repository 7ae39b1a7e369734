"""The papers for going on without the bot as they are printed: a list with room for a tick, forms to write on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sample_sheet import ACTING, HOSTILE, KADIS, read, said, sheet

from documents import blank_forms, manual_list
from documents.assets import Assets
from storage.codec import decode, encode
from workflow.cycle import FollowUpStatus, Phase
from workflow.papers.blank_forms import BlankForms
from workflow.papers.manual_list import Contact, ManualList, OpenItem, OwedRow, RunningCycle
from workflow.papers.sheet import Signature
from workflow.quarter import Quarter

NOW = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
QUARTER = Quarter(2026, 3)
OWED = OwedRow(4, Phase.CHECKING, "Menghimpun data", "Bidang 1", (KADIS, Signature("Kasi", "")), NOW, NOW, True)
ITEM = OpenItem(
    QUARTER,
    "Bidang 1",
    2,
    HOSTILE,
    "Kasi",
    date(2026, 10, 1),
    FollowUpStatus.PROSES,
    awaits_verification=False,
    is_late=True,
)
LIST = ManualList(
    sheet(),
    NOW,
    (RunningCycle(QUARTER, "001/MONEV", (OWED, replace(OWED, due_at=None, is_late=False, unit=""))),),
    (ITEM,),
    (Contact("", KADIS, "0812-3456-7890"), Contact("", ACTING), Contact("Bidang 1", Signature("Kasi", ""))),
)


def test_the_list_is_printed_across_with_room_for_a_tick() -> None:
    """Whatever people wrote stands as they wrote it; vacant posts, Plt. and what is late are told."""
    printed = manual_list.drawn(LIST, Assets())
    words = said(printed)
    for part in (
        "DAFTAR TUGAS DAN KONTAK",
        "Selesai (tanggal, paraf)",
        "memeriksa data",
        "LEWAT BATAS",
        "Plt. Sekretaris",
    ):
        assert part in words
    for part in ("(jabatan kosong)", "0812-3456-7890", "<b>tebal</b>", "belum berjalan", KADIS.nip):
        assert part in words
    assert all(page.mediabox.width > page.mediabox.height for page in read(printed).pages)
    empty = said(manual_list.drawn(replace(LIST, cycles=(), items=()), Assets()))
    assert "Tidak ada triwulan yang sedang berjalan" in empty


def test_every_step_has_a_form_on_a_page_of_its_own() -> None:
    """With the quarter and the units where one runs, and room for both where none does."""
    forms = BlankForms(sheet(), QUARTER, ("Bidang 1", "Bidang 2"), KADIS, KADIS, KADIS)
    for paper, quarter in ((forms, "Triwulan III Tahun 2026"), (replace(forms, quarter=None, units=()), "Triwulan ..")):
        printed = blank_forms.drawn(paper, Assets())
        pages = [" ".join(page.extract_text().split()) for page in read(printed).pages]
        titles = ("LEMBAR DISPOSISI", "ARAHAN KEPADA TIM", "HASIL KOORDINASI", "TANDA TERIMA", "CATATAN EVALUASI")
        for title, page in zip((*titles, "ARAHAN KEPALA", "RENCANA TINDAK", "BUKU CATATAN"), pages, strict=True):
            assert title in page
            assert quarter in page or title == "LEMBAR DISPOSISI"
    assert decode(BlankForms, encode(forms)) == forms
