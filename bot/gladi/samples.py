"""What the units have to report in `monev gladi`: figures of Triwulan III 2026, typed as people do, and evidence."""

from bot.gladi import files as made
from bot.gladi.cast import UMUM
from bot.gladi.sheets import ANGGARAN, PENDORONG, PENGHAMBAT, PERBAIKAN, REALISASI, Answers

STATISTIK_FIGURES: Answers = {
    "STAT-01": {REALISASI: 77.3, ANGGARAN: 30_200_000, PENDORONG: "Dua walidata pendukung dilatih pada Juli."},
    "STAT-02": {REALISASI: 6, ANGGARAN: 13_600_000},
    "STAT-03": {REALISASI: 401, ANGGARAN: 15_800_000},
    "STAT-04": {REALISASI: 0, ANGGARAN: 21_400_000},
}
"""All right: one target is 0, one indicator has no target in this quarter."""
IKP_FIGURES: Answers = {
    "IKP-01": {REALISASI: 134, ANGGARAN: 47_800_000, PENDORONG: "Konten video pendek terbit setiap hari kerja."},
    "IKP-02": {REALISASI: 69.43, ANGGARAN: 22_300_000},
    "IKP-03": {REALISASI: "71.250", ANGGARAN: 16_400_000},
    "IKP-04": {ANGGARAN: 3_400_000},
    "IKP-05": {REALISASI: "sembilan", ANGGARAN: "Rp 20.150.000"},
}
"""A word in place of a figure, a point that may be either, and two digits the wrong way round (96,43)."""
IKP_OBSTACLE = "Dua petugas aduan pindah tugas sejak Juli, dan aduan baru dipilah sekali sehari."
IKP_REMEDY = "Satu petugas pengganti dan pemilahan dua kali sehari mulai Oktober."
APTIKA_OBSTACLE = "Perangkat penyimpanan cadangan rusak; suku cadang baru tiba 24 September."
APTIKA_REMEDY = "Kontrak pemeliharaan dengan waktu tanggap 8 jam, dan cadangan di lokasi kedua."
UMUM_FIGURES: Answers = {
    "UMUM-01": {ANGGARAN: 21_900_000},
    "UMUM-02": {REALISASI: "WTP", ANGGARAN: 368_700_000},
    "UMUM-03": {ANGGARAN: 11_250_000, PENGHAMBAT: "Rekap e-Kinerja September belum dibuka BKPSDM."},
    "UMUM-04": {REALISASI: 89.1, ANGGARAN: 52_300_000, PERBAIKAN: "Penghapusan barang rusak berat pada Desember."},
}
"""One figure is owed and blank, with the reason; one level of a scale by its name."""


def complaints() -> bytes:
    """Return the evidence of the figure on complaints."""
    return made.pdf(
        "Rekap penanganan aduan SP4N-LAPOR, Triwulan III 2026",
        "Aduan masuk: 48. Selesai: 46. Jumlah waktu penanganan: 3.420 jam.",
        "Rata-rata 71,25 jam per aduan.",
    )


def groups() -> list[tuple[str, bytes]]:
    """Return photos of the groups that were trained, with their names."""
    return [(f"pembinaan-kim-{n}.png", made.picture((200 - 30 * n, 110, 60 + 40 * n))) for n in (1, 2)]


def network() -> list[tuple[str, bytes]]:
    """Return three photos of the network's monitoring, with their names."""
    return [(f"bukti-jaringan-{n}.png", made.picture((40 * n, 90, 200 - 40 * n))) for n in (1, 2, 3)]


def statistics() -> bytes:
    """Return the evidence of the figure on validated data."""
    return made.picture((30, 120, 90))


def services() -> bytes:
    """Return the list that the Subbag has asked for."""
    return made.workbook(
        "Daftar layanan publik daring, September 2026: 30 dari 40 layanan",
        ("No", "Layanan", "Perangkat daerah", "Alamat"),
        ((1, "Perizinan", "DPMPTSP", "izin.contoh.example"), (2, "Aduan", "Diskominfo", "aduan.contoh.example")),
    )


def fixed_assets() -> bytes:
    """Return the evidence that the late unit sends."""
    return made.word(f"Berita acara inventarisasi per 30 September 2026: {UMUM}", "Kondisi baik: 408 dari 458 (89,1%).")


def duty_letter() -> bytes:
    """Return the evidence that an item of a plan is done."""
    return made.pdf(
        "SURAT TUGAS Nomor 800.1.11.1/412/2026",
        "Menugaskan: Hana Contoh, S.Ds.",
        "Untuk: menangani aduan SP4N-LAPOR mulai 26 Oktober 2026.",
    )
