"""The sheet of a workbook that says by which rules its figures are judged; formulas look the bands up here."""

from __future__ import annotations

from documents import capaian_formulas
from documents.rekap_table import cell
from documents.sheets import HEADING, INPUT, NOTE, PARAGRAPH, TITLE, Leaf, Look, number
from workflow.evaluation import Rules
from workflow.quarter import Quarter

NAME = "Ketentuan"
WIDTHS = (34, 16, 60)
CAP_ROW, FIRST_BAND = 3, 6
CAP = f"{NAME}!$B${CAP_ROW + 1}"
_INPUT = number(2, fill=INPUT)
_LINES = (
    "R = realisasi, T = target triwulan itu sendiri. Makin tinggi makin baik: R/T×100. Makin rendah makin baik: "
    "(2T−R)/T×100 atau T/R×100, sesuai kolom Cara hitung. Rentang: di atas batas atas R/batas atas×100, di bawah "
    "batas bawah R/batas bawah×100, di dalamnya 100.",
    "Sel kosong berarti belum ada data dan tidak dihitung; angka 0 adalah nilai. Target 0 tidak dapat dihitung.",
    "Sampai dengan triwulan: jumlah = jumlah realisasi dibagi jumlah target; posisi akhir = triwulan terakhir yang "
    "terisi; rata-rata = rata-rata realisasi dibagi rata-rata target. Triwulan yang kosong dikeluarkan dari keduanya.",
    "Rata-rata capaian: setiap indikator dihitung satu kali, paling tinggi sebesar batas di atas (kosongkan bila tanpa "
    "batas). Yang tidak dapat dihitung tidak diikutkan.",
    "Serapan = realisasi anggaran s.d. triwulan / pagu setahun × 100. Efisiensi = capaian triwulan − serapan, dalam "
    "poin persentase.",
    "Predikat menurut capaian yang dibulatkan dua angka di belakang koma: mulai dari batasnya sampai di bawah batas "
    "predikat di atasnya (Permendagri 86/2017).",
)


def write_rules(leaf: Leaf, rules: Rules, quarter: Quarter) -> None:
    """Write the limit of averages, the bands (the best first) and how everything is reckoned."""
    leaf.merged(0, 0, 0, 2, f"Ketentuan perhitungan Triwulan {quarter.roman} Tahun {quarter.year}", TITLE)
    leaf.text(CAP_ROW, 0, "Batas dalam rata-rata (%)")
    leaf.number(CAP_ROW, 1, rules.cap, _INPUT)
    leaf.text(CAP_ROW, 2, "Sel berwarna kuning boleh diubah; seluruh angka mengikuti.", NOTE)
    leaf.text(FIRST_BAND - 1, 0, "Predikat", HEADING)
    leaf.text(FIRST_BAND - 1, 1, "Mulai dari (%)", HEADING)
    last = len(rules.bands.bands) - 1
    for place, band in enumerate(rules.bands.bands):
        leaf.text(FIRST_BAND + place, 0, band.name)
        if place == last:
            leaf.text(FIRST_BAND + place, 1, "di bawahnya", Look(align="right", italic=True))
        else:
            leaf.number(FIRST_BAND + place, 1, band.at_least, _INPUT)
    row = FIRST_BAND + last + 2
    leaf.text(row, 0, "Cara menghitung", Look(bold=True, border=False))
    for place, line in enumerate(_LINES, row + 1):
        leaf.merged(place, 0, place, 2, line, PARAGRAPH)
    leaf.printed(landscape=False)


def predikat(percent: str, rules: Rules) -> str:
    """Return the formula of the predikat of the rounded percentage in a cell."""
    last = FIRST_BAND + len(rules.bands.bands) - 1
    floors = f"{NAME}!{cell(FIRST_BAND, 1, fixed=True)}:{cell(last, 1, fixed=True)}"
    names = f"{NAME}!{cell(FIRST_BAND, 0, fixed=True)}:{cell(last, 0, fixed=True)}"
    return capaian_formulas.predikat(percent, floors, names)
