"""What the workbook of indicators says beside its cells: hints on columns, examples, and how it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflow.indicator_columns import (
    ACCUMULATIONS,
    HIGHER_METHOD,
    METHODS,
    PAST,
    POLARITIES,
    SPENT,
    TARGETS,
    SheetColumn,
)
from workflow.indicators import Accumulation, LowerMethod, Polarity

C = SheetColumn
_TARGET = "Target triwulan itu sendiri. Kosongkan bila tidak ada kewajiban; 0 berarti targetnya memang nol."
_PAST = (
    "Tidak wajib. Realisasi triwulan yang sudah lewat sebelum kantor memakai Monev, sebagai pembanding dan untuk "
    "capaian sampai dengan triwulan berjalan."
)
_SPENT = "Tidak wajib. Realisasi anggaran triwulan itu saja (bukan sejak Januari), dalam rupiah, sebelum memakai Monev."
HINTS: Mapping[SheetColumn, str] = MappingProxyType(
    {
        C.CODE: "Penanda indikator. Boleh dikosongkan: dibuat sendiri. Bila sudah ada, jangan diubah, karena riwayat "
        "dan isian triwulan terhubung lewat kode ini.",
        C.UNIT: "Pilih unit kerja dari daftar.",
        C.SASARAN: "Sasaran yang diukur indikator ini, seperti di Perjanjian Kinerja.",
        C.NAME: "Nama indikator, seperti di Perjanjian Kinerja.",
        C.SATUAN: "Misalnya %, konten, jam, indeks, nilai.",
        C.POLARITY: "Pilih: makin tinggi makin baik, makin rendah makin baik, atau dalam rentang "
        "(isi juga batas bawah dan batas atas).",
        C.METHOD: "Hanya untuk yang makin rendah makin baik: pilih salah satu dari dua rumus. Selain itu kosongkan.",
        C.ACCUMULATION: "Akumulatif: realisasi tiap triwulan dijumlahkan. Posisi akhir: triwulan terakhir yang "
        "dipakai. Rata-rata: dirata-rata.",
        C.TARGET_YEAR: "Target sampai akhir tahun.",
        **dict.fromkeys(TARGETS, _TARGET),
        C.LOWER: "Hanya untuk polaritas dalam rentang. Berlaku untuk semua triwulan.",
        C.UPPER: "Hanya untuk polaritas dalam rentang. Berlaku untuk semua triwulan.",
        C.SCALE: "Hanya bila realisasi dipilih dari daftar, misalnya WTP=4; WDP=3; TMP=2; TW=1. Target boleh ditulis "
        "sebagai labelnya.",
        C.PROGRAM: "Nama program di Renja.",
        C.KEGIATAN: "Nama kegiatan atau subkegiatan.",
        C.PAGU: "Rupiah setahun. Bila satu kegiatan dipakai beberapa indikator, isi pagunya pada satu indikator saja "
        "supaya tidak terhitung berulang.",
        C.RESPONSIBLE: "Jabatan yang bertanggung jawab.",
        C.SOURCE: "Dari mana datanya diambil.",
        C.RENSTRA_TARGET: "Tidak wajib. Target pada akhir Renstra, untuk Formulir E.81 kolom 5.",
        C.RENSTRA_BEFORE: "Tidak wajib. Realisasi Renstra sampai dengan Renja tahun lalu, untuk Formulir E.81 kolom 6.",
        **dict.fromkeys(PAST, _PAST),
        **dict.fromkeys(SPENT, _SPENT),
    }
)
WIDTHS: Mapping[SheetColumn, float] = MappingProxyType(
    {
        **dict.fromkeys(SheetColumn, 12.0),
        C.CODE: 12,
        C.UNIT: 26,
        C.SASARAN: 30,
        C.NAME: 36,
        C.SATUAN: 10,
        C.POLARITY: 22,
        C.METHOD: 30,
        C.ACCUMULATION: 13,
        C.SCALE: 24,
        C.PROGRAM: 26,
        C.KEGIATAN: 28,
        C.PAGU: 16,
        C.RESPONSIBLE: 24,
        C.SOURCE: 24,
        **dict.fromkeys(SPENT, 15.0),
    }
)
GROUPS: tuple[tuple[str, SheetColumn, SheetColumn], ...] = (
    ("Indikator", C.CODE, C.SATUAN),
    ("Cara menilai", C.POLARITY, C.ACCUMULATION),
    ("Target", C.TARGET_YEAR, C.SCALE),
    ("Program, kegiatan, anggaran", C.PROGRAM, C.SOURCE),
    ("Renstra (Formulir E.81)", C.RENSTRA_TARGET, C.RENSTRA_BEFORE),
    ("Triwulan sebelum memakai Monev", C.PAST_1, C.SPENT_4),
)
EXAMPLES: tuple[Mapping[SheetColumn, str | float], ...] = (
    {
        C.SASARAN: "Meningkatnya layanan informasi publik",
        C.NAME: "Jumlah konten informasi publik yang terbit",
        C.SATUAN: "konten",
        C.POLARITY: POLARITIES[Polarity.HIGHER],
        C.ACCUMULATION: ACCUMULATIONS[Accumulation.AKUMULATIF],
        C.TARGET_YEAR: 480,
        C.TARGET_1: 120,
        C.TARGET_2: 120,
        C.TARGET_3: 120,
        C.TARGET_4: 120,
        C.KEGIATAN: "Pengelolaan konten dan media komunikasi publik",
        C.PAGU: 185_000_000,
    },
    {
        C.SASARAN: "Meningkatnya layanan informasi publik",
        C.NAME: "Waktu rata-rata penanganan aduan",
        C.SATUAN: "jam",
        C.POLARITY: POLARITIES[Polarity.LOWER],
        C.METHOD: METHODS[LowerMethod.DIFFERENCE],
        C.ACCUMULATION: ACCUMULATIONS[Accumulation.RATA_RATA],
        C.TARGET_YEAR: 24,
        C.TARGET_1: 24,
        C.TARGET_2: 24,
        C.TARGET_3: 24,
        C.TARGET_4: 24,
    },
    {
        C.SASARAN: "Terjaganya suhu ruang server",
        C.NAME: "Suhu rata-rata ruang server",
        C.SATUAN: "derajat Celsius",
        C.POLARITY: POLARITIES[Polarity.RANGE],
        C.ACCUMULATION: ACCUMULATIONS[Accumulation.RATA_RATA],
        C.LOWER: 18,
        C.UPPER: 27,
    },
    {
        C.SASARAN: "Meningkatnya akuntabilitas keuangan",
        C.NAME: "Opini BPK atas laporan keuangan",
        C.SATUAN: "opini",
        C.POLARITY: POLARITIES[Polarity.HIGHER],
        C.ACCUMULATION: ACCUMULATIONS[Accumulation.POSISI_AKHIR],
        C.TARGET_YEAR: "WTP",
        C.TARGET_2: "WTP",
        C.SCALE: "WTP=4; WDP=3; TMP=2; TW=1",
    },
)
GUIDE: tuple[tuple[str, str], ...] = (
    ("1", "Isi lembar Indikator, satu baris untuk satu indikator. Kolom boleh disembunyikan, jangan dihapus judulnya."),
    ("2", "Yang wajib: unit kerja, sasaran, indikator, satuan, dan target (atau batas bawah dan batas atas)."),
    ("3", "Unit kerja, polaritas, cara hitung, dan akumulasi dipilih dari daftar di selnya."),
    ("4", "Angka boleh ditulis 1.250.000 atau 1250000, pecahan 93,75. Kosong berarti tidak ada, 0 berarti nol."),
    (
        "5",
        f"Cara hitung bila makin tinggi makin baik: {HIGHER_METHOD}. Bila makin rendah makin baik, pilih rumusnya: "
        f"{METHODS[LowerMethod.DIFFERENCE]}, atau {METHODS[LowerMethod.QUOTIENT]}.",
    ),
    ("6", "Simpan, lalu unggah lewat /indikator. Sebelum diterapkan, yang berubah ditunjukkan dahulu."),
    (
        "7",
        "Daftar ini menggantikan daftar unit yang disebut di dalamnya: indikator yang tidak ada lagi di sini berhenti "
        "sejak triwulan yang dipilih. Unit yang tidak disebut tidak berubah.",
    ),
    ("8", "Triwulan yang sudah dilaporkan dan diterima tetap memakai isian lamanya."),
)
