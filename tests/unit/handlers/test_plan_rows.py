"""The rows of a plan's workbook become items, or sentences that say what is missing."""

from __future__ import annotations

from datetime import date

from handlers.plan_rows import items_of
from handlers.texts import rencana_excel as texts
from workflow.cycle import FollowUpItem
from workflow.plan_reading import PlanReading, PlanRow
from workflow.workbook_reading import WorkbookFault

TODAY = date(2026, 10, 21)
FULL = PlanRow(6, "Menambah titik", "20 titik", "Kepala Bidang", date(2026, 11, 30), "", "Anggaran")


def test_complete_rows_are_items_whatever_way_the_day_is_written() -> None:
    """A day in words counts as one in numbers."""
    written = PlanRow(7, "Melatih petugas", "", "Kasi", None, "15 Desember 2026")
    items, faults = items_of(PlanReading(rows=(FULL, written)), TODAY)
    assert items == (
        FollowUpItem("Menambah titik", "Kepala Bidang", date(2026, 11, 30), "20 titik", "Anggaran"),
        FollowUpItem("Melatih petugas", "Kasi", date(2026, 12, 15)),
    )
    assert not faults


def test_what_is_missing_is_said_row_by_row() -> None:
    """Each row that is no item yet says everything that is wrong with it; the others are taken."""
    wanting = PlanRow(8, "x" * 501, "", "", None, "akhir tahun")
    late = PlanRow(9, "Melapor", "", "Kasi", date(2026, 1, 5))
    empty = PlanRow(10, "Melapor", "", "Kasi")
    items, faults = items_of(PlanReading(rows=(FULL, wanting, late, empty)), TODAY)
    assert len(items) == 1
    assert faults[0].startswith("Baris 8: Rencana aksi terlalu panjang (paling banyak 500 huruf)")
    assert "Penanggung jawab kosong" in faults[0]
    assert '"akhir tahun" tidak terbaca sebagai tanggal' in faults[0]
    assert "Senin, 5 Januari 2026 sudah lewat" in faults[1]
    assert faults[2] == "Baris 10: Batas waktu kosong. Tulis misalnya 30/11/2026 atau 30 November 2026."


def test_a_refused_plan_says_what_to_do() -> None:
    """A workbook without the table is told of its own columns; other faults as for every workbook."""
    assert "Rencana aksi" in texts.refused(PlanReading(WorkbookFault.NO_TABLE))
    assert "makro" in texts.refused(PlanReading(WorkbookFault.MACROS))
    assert texts.refused(PlanReading()) == ""
