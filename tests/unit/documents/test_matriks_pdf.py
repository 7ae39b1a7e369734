"""Matrix of follow-ups and account of the SOP's time as PDF: every row read back, late and unverified ones marked."""

from __future__ import annotations

from dataclasses import replace

from full_report import CARRIED, RECORD, ROWS, SEKDIS, TIME
from office_figures import KADIS, KASUBBAG, QUARTER, SHEET
from sample_sheet import read, said

from documents import kepatuhan, matriks_pdf
from documents.assets import Assets
from workflow.papers.kepatuhan import KepatuhanPaper
from workflow.papers.matriks import MatriksPaper

NOTHING = Assets()
PAPER = MatriksPaper(SHEET, QUARTER, ROWS, CARRIED, (RECORD.units[3].name,), KASUBBAG, KADIS)


def test_every_row_has_its_arahan_status_proof_and_verification() -> None:
    """Settled, overdue, waiting, carried over; texts like formulas and markup as they stand; pages across."""
    made = matriks_pdf.drawn(PAPER, NOTHING)
    found = said(made)
    for part in (
        "MATRIKS RENCANA TINDAK LANJUT",
        "Arahan: Percepat penanganan aduan",
        "Menambah petugas piket pengaduan",
        "rekap-konten-september.pdf (3fa9c1d2)",
        "Plt. Kepala Dinas Komunikasi dan Informatika",
        "=Melengkapi bukti & <dukung>",
        "11 Oktober 2026 lewat 10 hari",
        "Selesai (menunggu verifikasi)",
        "Arahan: (disampaikan sebagai rekaman suara atau berkas)",
        "Jumlah: 3 rencana aksi: 1 belum, 2 selesai; 1 menunggu verifikasi; 1 lewat batas waktu.",
        "Belum mengirim rencana tindak lanjut: =Unit <b>& Lain</b>.",
        "Tindak lanjut triwulan sebelumnya yang masih terbuka",
        "(Triwulan II 2026)",
    ):
        assert part in found
    page = read(made).pages[0].mediabox
    assert page.width > page.height


def test_a_quarter_without_plans_says_so() -> None:
    """The paper is made all the same."""
    assert matriks_pdf.NONE_YET in said(matriks_pdf.drawn(replace(PAPER, rows=(), carried=()), NOTHING))


def test_who_verified_their_own_report_is_told() -> None:
    """Allowed in a small office, and printed."""
    own = replace(PAPER, rows=(replace(ROWS[0], self_verified=True),))
    assert "pelapor dan pemverifikasi orang yang sama" in said(matriks_pdf.drawn(own, NOTHING))


def test_each_step_stands_with_its_time_and_late_ones_are_marked() -> None:
    """Step by step and unit by unit, what it was allotted and used; what has not begun; where the time went."""
    found = said(kepatuhan.drawn(KepatuhanPaper(SHEET, QUARTER, TIME, SEKDIS), NOTHING))
    for part in (
        "14 hari, 2 jam, 15 menit; batas 21 Oktober 2026 pukul 16.00 WIB",
        "23 Oktober 2026 pukul 08.00 WIB, melewati batas SOP",
        "1 dari 6 tugas",
        "15 menit 2 Okt 08.00 2 Okt 08.00 1 Okt 08.12 12 menit tepat waktu",
        "10 hari kerja 2 Okt 08.00 12 Okt 08.00 14 Okt 08.00 12 hari terlambat 2 hari kerja",
        "tanpa data unit (keputusan Sekretaris)",
        "1 dari 3 terlambat, 1 unit belum dimulai",
        "Laporan kepada Kepala Dinas",
        "Staf dan Kasi 4,7 hari kerja 70%",
        "Jumlah 6,7 hari kerja 100%",
        "Mengetahui,",
    ):
        assert part in found
