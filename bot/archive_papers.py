"""The papers of a cycle for its archive: each that can be drawn, as it stood at the last act of the record."""

from __future__ import annotations

from documents.spec import KINDS
from handlers.desk import Room
from handlers.papers import MAKERS, all_disposisi, printed
from workflow.cycle import Cycle
from workflow.papers.kinds import PaperKind, Printed

TITLES = {
    PaperKind.DISPOSISI: "Lembar disposisi",
    PaperKind.SOP: "Standar operasional prosedur",
    PaperKind.SOP_PICTURE: "Bagan alir SOP",
    PaperKind.REPORT_PDF: "Laporan Monev",
    PaperKind.REPORT_WORD: "Laporan Monev (Word)",
    PaperKind.REKAP: "Rekap capaian kinerja",
    PaperKind.FORM_E81: "Formulir E.81",
    PaperKind.FOLLOW_UPS_PDF: "Matriks rencana tindak lanjut",
    PaperKind.FOLLOW_UPS_EXCEL: "Matriks rencana tindak lanjut (Excel)",
    PaperKind.COMPLIANCE: "Kepatuhan waktu SOP",
    PaperKind.CHART_UNITS: "Grafik capaian unit",
    PaperKind.CHART_QUARTERS: "Grafik capaian antartriwulan",
    PaperKind.CHART_SPENDING: "Grafik serapan dan capaian",
}
"""What the index calls each kind."""


def cycle_papers(room: Room, cycle: Cycle) -> tuple[Printed, ...]:
    """Return the papers of the cycle that this edition can draw, dated by the room's instant.

    Of the disposisi every version is there, but none that is rahasia: the archive may go through chat.
    """
    return (*all_disposisi(room, cycle), *(printed(room, cycle, kind) for kind in MAKERS if kind in KINDS))


def title(kind: PaperKind) -> str:
    """Return what the index calls a paper; one that has no name here is called by its kind."""
    return TITLES.get(kind, kind.value)
