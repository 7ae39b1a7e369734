"""What the units send in `monev gladi`: workbooks, narratives and photos of Triwulan III 2026."""

from bot.gladi import files as made
from bot.gladi.cast import APTIKA, IKP, STATISTIK, UMUM

_HEADING = ("No", "Indikator", "Satuan", "Target TW III", "Realisasi TW III", "Capaian (%)")
_CONTENT: made.Row = (1, "Jumlah konten informasi publik terbit", "konten", 120, 134, 111.67)
_COMPLAINTS: made.Row = (3, "Waktu rata-rata penanganan aduan", "jam", 24, 31, 70.83)
_STATISTIK: tuple[made.Row, ...] = (
    (1, "Persentase data statistik sektoral tervalidasi", "%", 80, 82.5, 103.13),
    (2, "Jumlah insiden keamanan informasi tak tertangani", "insiden", 0, 0, "target 0"),
    (3, "Indeks KAMI", "nilai", 455, 441, 96.92),
)


def ikp() -> bytes:
    """Return a workbook in which one figure is missing."""
    return _workbook(IKP, _CONTENT, (2, "Persentase permohonan informasi dijawab tepat waktu", "%", 100, "", ""))


def ikp_fixed() -> bytes:
    """Return the workbook with the missing figure."""
    return _workbook(IKP, _CONTENT, (2, "Persentase permohonan informasi dijawab tepat waktu", "%", 100, 96.43, 96.43))


def ikp_story() -> bytes:
    """Return the narrative beside the workbook."""
    return made.word("Narasi capaian Triwulan III 2026", "Konten terbit 134 dari target 120 (111,67%).")


def aptika() -> bytes:
    """Return a report that names a figure without evidence."""
    return made.pdf(
        f"Realisasi Triwulan III 2026: {APTIKA}",
        "1. Perangkat daerah terhubung jaringan intra: target 90%, realisasi 87,5% (capaian 97,22%)",
        "2. Layanan publik daring: target 70%, realisasi 93,75% (capaian 133,93%)",
        "Realisasi anggaran: Rp 1.250.000.000 dari pagu Rp 1.764.000.000",
    )


def aptika_fixed() -> bytes:
    """Return the corrected report."""
    return made.pdf(f"Realisasi Triwulan III 2026: {APTIKA} (perbaikan)", "2. Layanan publik daring: 30 dari 32")


def services() -> bytes:
    """Return the list that the Subbag has asked for."""
    return made.workbook(
        "Daftar layanan publik daring, September 2026",
        ("No", "Layanan", "Perangkat daerah", "Alamat"),
        ((1, "Perizinan", "DPMPTSP", "izin.contoh.example"), (2, "Aduan", "Diskominfo", "aduan.contoh.example")),
    )


def network_photos() -> list[tuple[str, bytes]]:
    """Return three photos with their names."""
    return [(f"bukti-jaringan-{n}.png", made.picture((40 * n, 90, 200 - 40 * n))) for n in (1, 2, 3)]


def statistik() -> bytes:
    """Return a workbook with a target of 0 in it."""
    return made.workbook(f"Realisasi Triwulan III 2026: {STATISTIK}", _HEADING, _STATISTIK)


def umum() -> bytes:
    """Return a workbook of one row."""
    row = (1, "Indeks kepuasan masyarakat layanan kepegawaian", "indeks", 85, 83.2, 97.88)
    return made.workbook(f"Realisasi Triwulan III 2026: {UMUM}", _HEADING, (row,))


def _workbook(unit: str, first: made.Row, second: made.Row) -> bytes:
    return made.workbook(f"Realisasi Triwulan III 2026: {unit}", _HEADING, (first, second, _COMPLAINTS))
