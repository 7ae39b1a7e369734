"""A unit's plan by Excel, in chat: the workbook goes out, comes back, and its rows stand in the plan."""

from __future__ import annotations

from datetime import date

from chat_town import Phone, Town

from handlers.conversations import PlanDraft
from workflow.cycle import FOLLOW_UP, FollowUpItem
from workflow.files import FileFault
from workflow.papers.kinds import PaperKind
from workflow.papers.plan_workbook import PlanWorkbook
from workflow.plan_reading import PlanReading, PlanRow
from workflow.work import WorkFault
from workflow.workbook_reading import WorkbookFault

ROW = PlanRow(6, "Menambah <titik>", "20 titik", "Kabid", date(2026, 11, 30), "", "Anggaran")
ITEM = FollowUpItem("Menambah <titik>", "Kabid", date(2026, 11, 30), "20 titik", "Anggaran")


def _waits() -> Phone:
    town = Town().reported().decided()
    return town.phone("eko").opens(FOLLOW_UP, town.unit("ikp")).taps("Pakai Excel")


def _draft(phone: Phone) -> PlanDraft:
    assert isinstance(phone.conversation, PlanDraft)
    return phone.conversation


def test_the_workbook_goes_out_with_the_direction_that_it_answers() -> None:
    """The paper names unit, quarter and arahan."""
    eko = _waits()
    paper = eko.last.message.paper
    assert paper is not None
    assert (paper.kind, paper.file_name) == (
        PaperKind.PLAN_WORKBOOK,
        "Format-Rencana-Tindak-Lanjut-ikp-TW-III-2026.xlsx",
    )
    assert isinstance(paper.paper, PlanWorkbook)
    assert "lanjutkan" in paper.paper.direction


def test_rows_become_items_and_what_is_wrong_is_said_by_row() -> None:
    """Complete rows stand in the list to be sent; the others are told with what to do."""
    eko = _waits().sends("rencana.xlsx").files_arrive()
    eko.work_ends(PlanReading(rows=(ROW, PlanRow(7, "Melatih <petugas>", "", "", None, "nanti"))))
    assert _draft(eko).items == (ITEM,)
    assert "1 butir terbaca dari Excel" in eko.text
    assert "Baris 7: Penanggung jawab kosong" in eko.text
    assert "Menambah &lt;titik&gt;" in eko.text
    eko.taps("Kirim rencana tindak lanjut").taps("Kirim")
    assert eko.town.cycle.plans[-1].items == (ITEM,)


def test_the_same_workbook_twice_adds_nothing() -> None:
    """An item that stands in the list already is not doubled."""
    eko = _waits()
    for _ in range(2):
        eko.sends("rencana.xlsx").files_arrive().work_ends(PlanReading(rows=(ROW,)))
    assert _draft(eko).items == (ITEM,)
    assert "sudah ada dalam daftar" in eko.text


def test_what_cannot_be_read_changes_nothing() -> None:
    """Refused, failed and other files are told; the plan stays as it was."""
    eko = _waits().says("Satu")
    before = _draft(eko)
    eko.sends("rencana.xlsx").files_arrive().work_ends(PlanReading(WorkbookFault.OTHER_UNIT, "sek", "Bidang IKP"))
    assert "milik unit lain: sek" in eko.text
    eko.sends("rencana.xlsx").files_arrive().work_ends(fault=WorkFault.MEMORY)
    assert "terlalu besar" in eko.text
    eko.sends("rencana.xlsx").file_fails(FileFault.MACROS)
    eko.sends("foto.jpg")
    assert "tidak dimasukkan" in eko.text
    assert _draft(eko).action == before.action
    assert not _draft(eko).items
