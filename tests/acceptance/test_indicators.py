"""The year's indicators by chat: format out, list in with faults and again without, changed in mid-year over kills."""

import io
from collections.abc import Mapping

from openpyxl import load_workbook

from acceptance.office import Office
from workflow.indicator_columns import SheetColumn

C = SheetColumn
ROWS: tuple[Mapping[SheetColumn, object], ...] = (
    {
        C.UNIT: "Bidang Aplikasi Informatika",
        C.SASARAN: "SPBE meningkat",
        C.NAME: "Indeks SPBE <2026>",
        C.SATUAN: "indeks",
        C.POLARITY: "Makin tinggi makin baik",
        C.ACCUMULATION: "Posisi akhir",
        C.TARGET_YEAR: "3,1",
        C.TARGET_1: 2.8,
        C.TARGET_2: 2.9,
        C.TARGET_3: 3,
        C.TARGET_4: 3.1,
        C.PAGU: "Rp 242.000.000",
        C.PAST_2: 2.88,
    },
    {
        C.UNIT: "ikp",
        C.SASARAN: "Layanan informasi",
        C.NAME: "Waktu penanganan aduan",
        C.SATUAN: "jam",
        C.POLARITY: "Makin rendah makin baik",
        C.METHOD: "target / realisasi",
        C.ACCUMULATION: "Rata-rata",
        C.TARGET_YEAR: 48,
        **dict.fromkeys((C.TARGET_1, C.TARGET_2, C.TARGET_3, C.TARGET_4), 48),
    },
)


def drawn(office: Office) -> bytes:
    """Return the workbook that the bot drew last."""
    return max((office.data_dir / "drawn").glob("*.xlsx"), key=lambda path: path.stat().st_mtime).read_bytes()


def filled(content: bytes, *rows: Mapping[SheetColumn, object]) -> bytes:
    """Return the list with these rows written into it, from its first row on, and saved by another program."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Indikator"]
    head = next(row[0].row for row in sheet.iter_rows(max_row=20) if row[0].value == "Kode")
    for number, row in enumerate(rows, start=head + 1):
        for column, value in row.items():
            sheet.cell(number, list(C).index(column) + 1).value = value  # type: ignore[assignment]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_the_year_s_list_is_taken_in_and_changed_in_mid_year(office: Office) -> None:
    """Faults name row and column; the preview comes before anything is kept; old quarters keep their targets."""
    dewi, staf = office["dewi"], office["joko"]
    await office.everyone_joins("dewi", "joko")
    await dewi.says("/indikator")
    await dewi.sees("Belum ada indikator untuk tahun 2026", "[Unduh format]", "[Unggah]")
    await dewi.taps("Unduh format")
    given = await dewi.sees("Format indikator kinerja tahun 2026")
    assert given.file is not None
    assert given.file["name"] == "Format indikator 2026.xlsx"
    template = drawn(office)
    await dewi.taps("Unggah", within="Format indikator kinerja")
    await dewi.sees("Silakan kirim berkas Excel")
    await dewi.sends(("pk.xlsx", filled(template, {**ROWS[0], C.TARGET_2: "sembilan"}, ROWS[1])))
    await dewi.sees("Baris 6, kolom Target TW II", "bukan angka", "Belum ada yang berubah")
    await office.crash()
    await dewi.sends(("pk.xlsx", filled(template, *ROWS)))
    await dewi.sees("2 baru, 0 berubah, 0 dihentikan, 0 tetap", "Indeks SPBE", "Berlaku mulai Triwulan I", "[Terapkan]")
    await office.crash()
    await dewi.taps("Terapkan")
    await dewi.sees("Indikator tahun 2026 tersimpan", "1 isian triwulan sebelum memakai Monev")
    await dewi.says("/indikator")
    await dewi.sees("Bidang Aplikasi Informatika: 1 indikator, pagu Rp 242.000.000", "[Unduh daftar (Excel)]")
    await dewi.taps("Unduh daftar (Excel)")
    await dewi.sees("2 indikator kinerja tahun 2026")
    changed = filled(drawn(office), {}, {C.TARGET_4: 3.3, C.TARGET_YEAR: 3.3})
    await dewi.taps("Unggah", within="2 indikator kinerja tahun 2026")
    await dewi.sees("Silakan kirim berkas Excel")
    await dewi.sends(("pk perubahan.xlsx", changed))
    await dewi.sees("0 baru, 1 berubah, 0 dihentikan, 1 tetap", "[Mulai TW IV]")
    await dewi.taps("Mulai TW IV")
    await dewi.sees("Berlaku mulai Triwulan IV", "Target TW IV 3,1 indeks → 3,3 indeks")
    await dewi.taps("Terapkan", within="Berlaku mulai Triwulan IV")
    await dewi.sees("tersimpan", "0 baru, 1 berubah")
    assert office.rows("SELECT from_quarter, file_name FROM indicator_import ORDER BY id") == [
        (1, "pk.xlsx"),
        (4, "pk perubahan.xlsx"),
    ]
    await staf.says("/indikator")
    await staf.sees("Bidang Aplikasi Informatika: 1 indikator")
    await staf.taps("Bidang Aplikasi Informatika (1)")
    await staf.sees("Indeks SPBE", "[1]")
    await staf.taps("1", within="Indeks SPBE")
    await staf.sees("Riwayat", "pk.xlsx", "pk perubahan.xlsx", "Target tahun 3,1 indeks → 3,3 indeks")
