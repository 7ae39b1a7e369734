"""The names of papers' files, ready for filing: what it is, of which quarter, and of which unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from workflow.papers.kinds import PaperKind
from workflow.quarter import Quarter

MOST = 40
"""Characters of a part that comes from people's words."""
_OTHER = re.compile(r"[^A-Za-z0-9]+")
_NAMES: Mapping[PaperKind, str] = MappingProxyType(
    {
        PaperKind.TIMELINE: "Garis-Waktu",
        PaperKind.SOP_PICTURE: "Bagan-SOP-Monev",
        PaperKind.SOP: "SOP-Monev",
        PaperKind.DISPOSISI: "Lembar-Disposisi",
        PaperKind.REPORT_PDF: "Laporan-Monev",
        PaperKind.REPORT_WORD: "Laporan-Monev",
        PaperKind.REKAP: "Rekap-Capaian",
        PaperKind.FORM_E81: "Formulir-E81",
        PaperKind.FOLLOW_UPS_PDF: "Matriks-Tindak-Lanjut",
        PaperKind.FOLLOW_UPS_EXCEL: "Matriks-Tindak-Lanjut",
        PaperKind.COMPLIANCE: "Kepatuhan-Waktu-SOP",
        PaperKind.CHART_UNITS: "Grafik-Capaian-Unit",
        PaperKind.CHART_QUARTERS: "Grafik-Capaian-Antartriwulan",
        PaperKind.CHART_SPENDING: "Grafik-Serapan-Capaian",
        PaperKind.UNIT_WORKBOOK: "Format-Data",
        PaperKind.MARKED_WORKBOOK: "Salinan-Bertanda",
        PaperKind.PLAN_WORKBOOK: "Format-Rencana-Tindak-Lanjut",
        PaperKind.INDICATOR_TEMPLATE: "Format-Indikator",
        PaperKind.MANUAL_LIST: "Daftar-Tugas-dan-Kontak",
        PaperKind.BLANK_FORMS: "Formulir-Kosong",
        PaperKind.CALL_LIST: "Daftar-Telepon",
        PaperKind.INVITE_CARDS: "Kartu-Undangan",
        PaperKind.ARCHIVE: "Arsip-Monev",
    }
)


def file_name(kind: PaperKind, quarter: Quarter | None, of: str = "") -> str:
    """Return `Laporan-Monev-TW-III-2026.pdf`; `of` (a unit's code, a letter's number) stands before the quarter.

    A paper of no quarter is called `SOP-Monev.pdf`. Letters, digits and hyphens only, so that every system takes it.
    """
    plain = unicodedata.normalize("NFKD", of).encode("ascii", "ignore").decode()
    part = _OTHER.sub("-", plain).strip("-")[:MOST].strip("-")
    parts = (_NAMES[kind], part, f"TW-{quarter.roman}-{quarter.year}" if quarter else "")
    return f"{'-'.join(filter(None, parts))}.{kind.suffix}"
