"""The quarter's report as PDF: the unit worked out by hand stands there to the digit, with all it was reckoned from."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from full_report import ARAHAN, BY_HAND, EARLY, FULL, RECORD
from sample_sheet import read, said

from documents import laporan
from documents.assets import Assets
from documents.blocks import Heading, Table
from documents.spec import KINDS
from documents.spec import read as read_spec
from storage.codec import decode, encode
from workflow.evaluation import Rules
from workflow.papers.kinds import PaperKind
from workflow.papers.laporan import LaporanPaper
from workflow.papers.records import OfficeRecord

NOTHING = Assets()
CHAPTERS = (
    "I. PENDAHULUAN",
    "II. CAPAIAN KINERJA",
    "III. REALISASI ANGGARAN",
    "IV. FAKTOR PENDORONG, FAKTOR PENGHAMBAT, DAN RENCANA PERBAIKAN",
    "V. CATATAN EVALUASI",
    "VI. KEPATUHAN WAKTU SOP",
)


def words(paper: LaporanPaper) -> str:
    return said(laporan.drawn_pdf(paper, NOTHING))


def chapters(paper: LaporanPaper) -> list[str]:
    return [block.text for block in laporan.blocks(paper) if isinstance(block, Heading) and block.level == 1]


def unit_table() -> Table:
    """Return the table of the unit worked out by hand."""
    found = list(laporan.blocks(FULL))
    place = next(n for n, block in enumerate(found) if block == Heading(f"1. {BY_HAND.name}", 3))
    return next(block for block in found[place:] if isinstance(block, Table))


def texts(row: tuple[object, ...]) -> list[str]:
    return [cell if isinstance(cell, str) else cell.text for cell in row]  # type: ignore[attr-defined] # a Cell


def test_the_unit_worked_out_by_hand() -> None:
    """Every figure of it: percentages, what they come from, last quarter's, differences, why there is none."""
    rows = [texts(row) for row in unit_table().rows[1:]]
    top, last = "Sangat Tinggi", "–"
    assert [row[2:] for row in rows] == [
        ["konten", "128", "120", "93,75%", top, "100%", "-6,25", "93,75% = 120/128\ns.d. TW III: 97,7% = 340/348"],
        ["%", "95", "95", "100%", top, "94,74%", "+5,26", "100% = 95/95\ns.d. TW III: 98,25% = 93,3333/95"],
        [
            *("jam", "10", "8", "120%", top, "80%", "+40"),
            "120% = (2×10 − 8)/10\ns.d. TW III: 100% = (2×10 − 10)/10",
        ],
        ["insiden", "0", "0", last, last, last, last, "target 0: tidak dapat dihitung"],
        ["opini", "WTP (4)", "belum diisi", last, last, "75%", last, "belum diisi\ns.d. TW III: 75% = 3/4"],
    ]
    total = unit_table().total
    assert total is not None
    assert texts(total)[:1] + texts(total)[5:9] == [
        *("Rata-rata capaian (3 dari 5 indikator dihitung)", "97,92%", top, "87,43%", "+10,48")
    ]


def test_the_same_figures_are_read_back_out_of_the_finished_file() -> None:
    """The PDF says them, in the unit's table, the summary and the budget."""
    found = words(FULL)
    for part in (
        "93,75% = 120/128",
        "s.d. TW III: 98,25% = 93,3333/95",
        "target 0: tidak dapat dihitung",
        "Rata-rata capaian (3 dari 5 indikator dihitung) 97,92% Sangat Tinggi 87,43% +10,48",
        "200.000.000 54.000.000 144.000.000 72% 97,92% +25,92",
        "3 Bidang Statistik dan Persandian tanpa data",
        "160.000.000 40.000.000 100.000.000 62,5% 93,75% +31,25",
        "Dalam rata-rata, setiap indikator dihitung paling tinggi 100%.",
    ):
        assert part in found


def test_all_chapters_stand_in_their_order_and_on_numbered_pages() -> None:
    """From pendahuluan to the list of evidence; head, disposisi, arahan, signatures with Plt. and Plh. among them."""
    assert chapters(FULL) == [
        "RINGKASAN",
        *CHAPTERS,
        "VII. ARAHAN KEPALA DINAS",
        "VIII. RENCANA TINDAK LANJUT",
        "IX. PENUTUP",
        "LAMPIRAN: DAFTAR BUKTI DUKUNG",
    ]
    made = laporan.drawn_pdf(FULL, NOTHING)
    found = said(made)
    for part in (
        "Nomor: 800.1.11/045/IV.16-WK/2026",
        "001/MONEV/III/2026",
        "1 Oktober 2026 pukul 08.00 WIB",
        ARAHAN,
        "Plt. Kepala Dinas Komunikasi dan Informatika",
        "Plh. Sekretaris Dinas",
        "rekap-konten-september.pdf 18 KB 3fa9c1d2",
        "data-ikp-tw3.xlsx 2,3 MB ab12cd34",
        "terlambat 2 hari kerja (2 putaran, batas waktu diubah)",
        "Evaluasi dilanjutkan tanpa data: Bidang Statistik dan Persandian. Alasan: Kabid cuti, data menyusul.",
        "Perhatian: data ini disetujui atau diterima oleh orang yang juga mengisinya.",
        "Bidang Informasi dan Komunikasi Publik (Triwulan II 2026)",
        "Belum mengirim rencana: =Unit <b>& Lain</b>.",
    ):
        assert part in found
    pages = read(made).pages
    assert all(f"Halaman {n} dari {len(pages)}" in page.extract_text() for n, page in enumerate(pages, start=1))


def test_at_step_five_what_does_not_exist_yet_is_left_out() -> None:
    """Without arahan and plans the closing words say so, chapters are numbered through, and the number is left open."""
    assert chapters(EARLY) == ["RINGKASAN", *CHAPTERS, "VII. PENUTUP", "LAMPIRAN: DAFTAR BUKTI DUKUNG"]
    found = words(EARLY)
    assert "Arahan Kepala Dinas dan rencana tindak lanjut unit kerja belum ada saat laporan ini disusun." in found
    assert "Nomor: ...." in found


def test_a_quarter_of_which_nothing_is_known_has_its_report_too() -> None:
    """No units, no disposisi, no times: the frame alone."""
    bare = replace(
        EARLY,
        record=OfficeRecord(EARLY.quarter, ()),
        order=None,
        time=None,
        team=(),
        decisions=(),
        agreed=(),
        legal_basis=(),
    )
    assert chapters(bare) == ["RINGKASAN", "I. PENDAHULUAN", "II. CAPAIAN KINERJA", "III. PENUTUP"]
    assert laporan.NO_UNITS in words(bare)


def test_the_first_quarter_is_held_against_the_year_before() -> None:
    """In Triwulan I the column is TW IV of last year, and nothing accumulates yet."""
    unit = replace(BY_HAND, records=(replace(BY_HAND.records[0], last_year=BY_HAND.records[0].indicator.targets[0]),))
    first = replace(
        EARLY, quarter=replace(EARLY.quarter, number=1), record=OfficeRecord(replace(EARLY.quarter, number=1), (unit,))
    )
    found = words(first)
    assert re.search(r"Capaian TW IV 2025", found)
    assert "100% = 100/100" in found
    assert "s.d. TW I:" not in found


def test_an_office_without_a_cap_says_so() -> None:
    """Each indicator counts for what it is."""
    assert "dihitung sebesar capaiannya, tanpa batas atas" in words(replace(EARLY, rules=Rules(cap=None)))


def test_the_report_is_drawn_from_its_stored_form_to_the_same_bytes() -> None:
    """It waits in the outbox as JSON, and is drawn by the name of its kind."""
    stored = json.dumps({"kind": PaperKind.REPORT_PDF, "data": json.loads(encode(FULL))})
    assert decode(LaporanPaper, encode(FULL)) == FULL
    assert read_spec(stored).draw(NOTHING) == laporan.drawn_pdf(FULL, NOTHING)
    assert {PaperKind.REPORT_PDF, PaperKind.FOLLOW_UPS_PDF, PaperKind.COMPLIANCE} <= set(KINDS)


def test_units_keep_their_order() -> None:
    """As the office has them, each once."""
    found = [block.text for block in laporan.blocks(FULL) if isinstance(block, Heading) and block.level == 3]
    assert found == [f"{n}. {unit.name}" for n, unit in enumerate(RECORD.units, start=1)]
