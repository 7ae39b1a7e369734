"""The words of `/laporan` and of the papers that it hands out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.words import EMPTY, brief, fill, lines, paragraphs, quarter
from workflow.cycle import Cycle, CycleState
from workflow.papers.kinds import PaperKind

if TYPE_CHECKING:
    from handlers.desk import Room

OPEN = "Dokumen"
SHEET = "Lembar disposisi (PDF)"
OTHER_QUARTERS = "Triwulan lain"
BACK = "Kembali"
TASKS = "Tugas saya"
EVALUATION = "Lihat evaluasi"
NONE = Markup("Belum ada monev yang dimulai, jadi dokumennya belum ada; SOP-nya sudah dapat dibaca.")
SOP_CAPTION = Markup("<b>SOP monitoring dan evaluasi kinerja</b>")
CHOOSE_QUARTER = Markup("<b>Dokumen</b>\nPilih triwulannya.")
NOT_FOR_YOU = Markup("Dokumen ini untuk pimpinan, Tim, dan Subbag Perencanaan; unit dapat mengambil rekapnya sendiri.")
NO_DISPOSISI = Markup("Lembar disposisi ini tidak dikirim lewat chat, atau bukan untuk Bapak/Ibu.")
NO_FIGURES = Markup("Triwulan ini belum punya indikator, jadi grafiknya belum ada.")

LABELS: Mapping[PaperKind, str] = {
    PaperKind.REPORT_PDF: "Laporan (PDF)",
    PaperKind.REPORT_WORD: "Laporan (Word)",
    PaperKind.REKAP: "Rekap capaian (Excel)",
    PaperKind.FORM_E81: "Formulir E.81 (Excel)",
    PaperKind.FOLLOW_UPS_PDF: "Tindak lanjut (PDF)",
    PaperKind.FOLLOW_UPS_EXCEL: "Tindak lanjut (Excel)",
    PaperKind.COMPLIANCE: "Kepatuhan waktu (PDF)",
    PaperKind.CHART_UNITS: "Grafik per unit",
    PaperKind.CHART_QUARTERS: "Grafik antartriwulan",
    PaperKind.CHART_SPENDING: "Grafik serapan",
    PaperKind.SOP: "SOP (PDF)",
    PaperKind.SOP_PICTURE: "Bagan SOP",
    PaperKind.DISPOSISI: SHEET,
}
"""What each button says."""
_NAMES: Mapping[PaperKind, str] = {
    PaperKind.REPORT_PDF: "Laporan monitoring dan evaluasi",
    PaperKind.REPORT_WORD: "Laporan monitoring dan evaluasi, dapat disunting di Word",
    PaperKind.REKAP: "Rekap capaian kinerja",
    PaperKind.FORM_E81: "Formulir E.81",
    PaperKind.FOLLOW_UPS_PDF: "Matriks rencana tindak lanjut",
    PaperKind.FOLLOW_UPS_EXCEL: "Matriks rencana tindak lanjut",
    PaperKind.COMPLIANCE: "Kepatuhan waktu SOP",
    PaperKind.CHART_UNITS: "Capaian setiap unit",
    PaperKind.CHART_QUARTERS: "Capaian terhadap triwulan sebelumnya",
    PaperKind.CHART_SPENDING: "Serapan terhadap capaian",
    PaperKind.SOP: "SOP dengan langkah yang sedang berjalan",
    PaperKind.SOP_PICTURE: "Bagan SOP dengan langkah yang sedang berjalan",
    PaperKind.DISPOSISI: "Lembar disposisi",
}


def choose(cycle: Cycle) -> Markup:
    """Ask which document of the quarter is wanted."""
    running = cycle.state is CycleState.RUNNING
    note = Markup("Monev masih berjalan: isinya menurut keadaan saat dokumen diminta.") if running else EMPTY
    return paragraphs(
        lines(fill("<b>Dokumen {quarter}</b>", quarter=quarter(cycle.quarter)), Markup("Pilih yang diperlukan.")), note
    )


def label_of_quarter(cycle: Cycle) -> str:
    """Label the button of a quarter."""
    running = " (berjalan)" if cycle.state is CycleState.RUNNING else ""
    return f"{quarter(cycle.quarter)}{running}"


def label_of_rekap(unit: str) -> str:
    """Label the button of a unit's own rekap."""
    return f"Rekap {unit} (Excel)"


def caption(kind: PaperKind, cycle: Cycle, room: Room, of: str = "") -> Markup:
    """Say what the paper is, of which quarter, and how far it goes."""
    return lines(
        fill("<b>{name}</b>", name=_NAMES[kind]),
        fill("{of}, {quarter}", of=of, quarter=quarter(cycle.quarter)) if of else fill("{q}", q=quarter(cycle.quarter)),
        _standing(cycle, room),
    )


def _standing(cycle: Cycle, room: Room) -> Markup:
    if cycle.state is CycleState.RUNNING:
        return fill("Keadaan {at}.", at=brief(room.now, room.calendar))
    return EMPTY


def report_goes_along(cycle: Cycle) -> Markup:
    """Say to the Kepala Dinas which report lies with the notice."""
    return fill("<b>Laporan monitoring dan evaluasi</b>\n{quarter}", quarter=quarter(cycle.quarter))


def result(cycle: Cycle) -> Markup:
    """Say beneath the picture of the result whose it is."""
    return fill("<b>Hasil monev {quarter}</b>\nCapaian setiap unit.", quarter=quarter(cycle.quarter))
