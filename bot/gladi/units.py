"""Steps 3 to 5 as `monev gladi` plays them: four units at their own pace, from the Tim's order to accepted data."""

from bot.gladi import files as made
from bot.gladi.cast import (
    ANDI,
    APTIKA,
    BUDI,
    CHIEFS,
    CITRA,
    FILLERS,
    IKP,
    PLANNER,
    SECRETARY,
    STATISTIK,
    UMUM,
    Cast,
    together,
)
from bot.phone import Phone

_HEADING = ("No", "Indikator", "Satuan", "Target TW III", "Realisasi TW III", "Capaian (%)")
_IKP_ROWS: tuple[made.Row, ...] = (
    (1, "Jumlah konten informasi publik terbit", "konten", 120, 134, 111.67),
    (2, "Persentase permohonan informasi dijawab tepat waktu", "%", 100, "", ""),
    (3, "Waktu rata-rata penanganan aduan", "jam", 24, 31, 70.83),
)
_IKP_FIXED: tuple[made.Row, ...] = (
    _IKP_ROWS[0],
    (2, "Persentase permohonan informasi dijawab tepat waktu", "%", 100, 96.43, 96.43),
    _IKP_ROWS[2],
)
_STATISTIK_ROWS: tuple[made.Row, ...] = (
    (1, "Persentase data statistik sektoral tervalidasi", "%", 80, 82.5, 103.13),
    (2, "Jumlah insiden keamanan informasi tak tertangani", "insiden", 0, 0, "target 0"),
    (3, "Indeks KAMI", "nilai", 455, 441, 96.92),
)


async def data_gathered(cast: Cast) -> None:
    """Have the units send their data, each as soon as the Tim has coordinated with it and ordered it to.

    The Subbag evaluates what comes in meanwhile. The fourth unit sends nothing; the Sekretaris goes on without it.
    """
    await together(
        _coordinates(cast[BUDI], IKP, "3 indikator. Data aduan dari SP4N-LAPOR; arsip permohonan informasi di PPID."),
        _coordinates(cast[ANDI], APTIKA, "2 indikator. Bukti dukung: tangkapan layar pemantauan jaringan."),
        _goes_without(cast),
        _ikp_sends(cast),
        _aptika_sends(cast),
        _statistik_sends(cast),
        _evaluates(cast),
    )


async def _coordinates(member: Phone, unit: str, words: str) -> None:
    """Note what was agreed with a unit, and order it to collect its data."""
    await member.taps("Mulai koordinasi")
    await member.sees("Pilih unit untuk melihat atau mencatat")
    await member.taps(unit, within="Pilih unit")
    await member.sees("Narahubung", "[Catat hasil koordinasi]")
    await _records(member, unit, words)


async def _records(member: Phone, unit: str, words: str) -> None:
    await member.taps("Catat hasil koordinasi", within=unit)
    await member.sees("Apa hasil koordinasi")
    await member.says(words)
    await member.sees("[Simpan hasil koordinasi]")
    await member.taps("Simpan hasil koordinasi")
    await member.sees("tercatat", unit)
    await member.taps("Perintahkan pengumpulan data", within=f"Hasil koordinasi {unit} tercatat")
    await member.sees("Perintah pengumpulan data Triwulan III 2026", "[Kirim perintah]")
    await member.taps("Kirim perintah", within=unit)
    await member.sees("Perintah terkirim ke", unit)


async def _goes_without(cast: Cast) -> None:
    """Coordinate with two units, of which one sends nothing; have the Sekretaris decide to go on without it."""
    citra, secretary = cast[CITRA], cast[SECRETARY]
    await _coordinates(citra, STATISTIK, "3 indikator. Indeks KAMI memakai hasil penilaian September 2026.")
    await citra.taps("Daftar unit", within="Perintah terkirim ke")
    await citra.sees("Pilih unit untuk melihat atau mencatat")
    await citra.taps(UMUM, within="Pilih unit")
    await citra.sees("Narahubung", "[Catat hasil koordinasi]")
    await _records(citra, UMUM, "1 indikator: IKM kepegawaian. Kasubbag menyampaikan survei belum selesai diolah.")
    await secretary.presses("Status")
    await secretary.sees("Status monev Triwulan III 2026", UMUM)
    await _opens_evaluation(cast)
    await secretary.taps("Lanjut tanpa data unit")
    await secretary.taps(f"Tanpa data {UMUM}")
    await secretary.sees("Mengapa evaluasi dilanjutkan")
    await secretary.says("Survei IKM kepegawaian belum selesai diolah; datanya masuk laporan Triwulan IV.")
    await secretary.sees("[Putuskan tanpa data unit ini]")
    await secretary.taps("Putuskan tanpa data unit ini")
    await secretary.sees(f"tanpa data {UMUM}", "Dicatat")


async def _opens_evaluation(cast: Cast) -> None:
    """Bring the Sekretaris to the list of evaluation, by a button of the Subbag's where they have none of their own."""
    planner, secretary = cast[PLANNER], cast[SECRETARY]
    await planner.sees("[Daftar evaluasi]", after=0)
    await secretary.says("/laporan")
    answer = await secretary.sees("")
    if any("Lanjut tanpa data" in label for label in answer.buttons):
        return
    cast.remarks.append("Sekretaris tidak diberi tombol ke daftar evaluasi; gladi memakai tombol milik Subbag.")
    messages = (await planner.chat())["messages"]
    buttons = [button for message in messages for row in message["buttons"] for button in row]
    to_list = next(button["data"] for button in buttons if button["text"] == "Daftar evaluasi")
    await secretary.forges(answer.message_id, to_list)
    await secretary.sees("[Lanjut tanpa data unit")


async def _ikp_sends(cast: Cast) -> None:
    """Send a workbook and a Word file; the Kabid returns the draft, and approves the next."""
    staff, chief = cast[FILLERS[IKP]], cast[CHIEFS[IKP]]
    await staff.taps("Buka perintah")
    await staff.sees("[Kirim data]")
    await staff.taps("Kirim data", within=IKP)
    await staff.sees("Kirim berkasnya sekarang")
    story = made.word("Narasi capaian Triwulan III 2026", "Konten terbit 134 dari target 120 (111,67%).")
    sheet = made.workbook(f"Realisasi Triwulan III 2026: {IKP}", _HEADING, _IKP_ROWS)
    await staff.sends(("Realisasi_TW_III_IKP.xlsx", sheet), ("Narasi_IKP.docx", story), caption="Data TW III IKP.")
    await _submits(staff, "Realisasi_TW_III_IKP.xlsx", "Narasi_IKP.docx")
    await chief.taps("Periksa data", within="versi 1")
    await chief.sees("Realisasi_TW_III_IKP.xlsx", "[Setujui dan kirim]")
    await chief.taps("Kembalikan", within="versi 1: diperiksa Kabid")
    await chief.sees("Mengapa data")
    await chief.says("Realisasi indikator 2 masih kosong. Mintakan angkanya ke PPID, lalu kirim lagi.")
    await chief.taps("Kembalikan", within="dengan alasan")
    await chief.sees("dikembalikan kepada")
    await staff.taps("Perbaiki data", within="perlu diperbaiki")
    await staff.sees("masih kosong", "[Kirim data]")
    await staff.taps("Kirim data", within="masih kosong")
    fixed = made.workbook(f"Realisasi Triwulan III 2026: {IKP}", _HEADING, _IKP_FIXED)
    await staff.sends(("Realisasi_TW_III_IKP.xlsx", fixed), ("Narasi_IKP.docx", story))
    await _submits(staff, "Realisasi_TW_III_IKP.xlsx", "Narasi_IKP.docx")
    await _approves(chief, 2)


async def _aptika_sends(cast: Cast) -> None:
    """Send a PDF and an album of photos; the Kabid approves, the Subbag returns them, they are sent again."""
    staff, chief = cast[FILLERS[APTIKA]], cast[CHIEFS[APTIKA]]
    await staff.sees("Perintah mengumpulkan data", after=0)
    await staff.presses("Kirim data")
    await staff.sees("Kirim berkasnya sekarang")
    report = made.pdf(
        f"Realisasi Triwulan III 2026: {APTIKA}",
        "1. Perangkat daerah terhubung jaringan intra: target 90%, realisasi 87,5% (capaian 97,22%)",
        "2. Layanan publik daring: target 70%, realisasi 93,75% (capaian 133,93%)",
        "Realisasi anggaran: Rp 1.250.000.000 dari pagu Rp 1.764.000.000",
    )
    await staff.sends(("Realisasi_TW_III_Aptika.pdf", report))
    await staff.sees("Realisasi_TW_III_Aptika.pdf", "[Kirim ke Kabid]")
    photos = [(f"bukti-jaringan-{n}.png", made.picture((40 * n, 90, 200 - 40 * n))) for n in (1, 2, 3)]
    await staff.sends(*photos, kind="photo", album=True, caption="Foto pemantauan jaringan intra, September 2026.")
    await _submits(staff, "1. Realisasi_TW_III_Aptika.pdf", "4. ")
    await _approves(chief, 1)
    await _notes(cast[BUDI])
    await _aptika_again(cast)


async def _notes(member: Phone) -> None:
    await member.taps("Buka data unit", within=f"Data {APTIKA} masuk")
    await member.taps("Catatan evaluasi", within=f"Evaluasi Triwulan III 2026: {APTIKA}")
    await member.sees("Apa catatan Bapak/Ibu")
    await member.says("Layanan publik daring naik tajam dari triwulan lalu; bukti daftar layanannya belum ada.")
    await member.taps("Simpan catatan")
    await member.sees("tersimpan")


async def _statistik_sends(cast: Cast) -> None:
    """Send a workbook out of the blue; the bot asks what it is for."""
    staff, chief = cast[FILLERS[STATISTIK]], cast[CHIEFS[STATISTIK]]
    await staff.sees("Perintah mengumpulkan data", after=0)
    sheet = made.workbook(f"Realisasi Triwulan III 2026: {STATISTIK}", _HEADING, _STATISTIK_ROWS)
    await staff.sends(("Realisasi_Statistik_Persandian.xlsx", sheet))
    await staff.sees("Realisasi_Statistik_Persandian.xlsx", "[Data Triwulan III: ")
    await staff.taps("Data Triwulan III: ")
    await _submits(staff, "Realisasi_Statistik_Persandian.xlsx")
    await _approves(chief, 1)


async def _submits(staff: Phone, *names: str) -> None:
    """Wait until the form holds all these files and is checked, then send it to the Kabid."""
    await staff.sees(*names, "[Kirim ke Kabid]")
    await staff.taps("Kirim ke Kabid")
    await staff.sees("Terkirim ke Kabid")


async def _approves(chief: Phone, version: int) -> None:
    await chief.taps("Periksa data", within=f"versi {version}")
    await chief.sees(f"versi {version}: ", "[Setujui dan kirim]")
    await chief.taps("Setujui dan kirim", within=f"versi {version}: ")
    await chief.sees(f"versi {version}, disetujui dan terkirim")


async def _evaluates(cast: Cast) -> None:
    """Accept two units' data; return those of the third, and accept them when they come again."""
    planner = cast[PLANNER]
    await _accepts(planner, STATISTIK)
    await planner.sees("Catatan evaluasi", APTIKA, after=0)
    await planner.taps("Buka data unit", within=f"Data {APTIKA} masuk")
    await planner.sees(f"Evaluasi Triwulan III 2026: {APTIKA}", "[Kembalikan]")
    await planner.taps("Kembalikan", within=f"Evaluasi Triwulan III 2026: {APTIKA}")
    await planner.sees("Mengapa data")
    await planner.says("Layanan publik daring 133,93% tanpa daftar layanan. Lampirkan daftarnya, lalu kirim lagi.")
    await planner.sees("ke unit dengan alasan", "[Kembalikan]")
    await planner.taps("Kembalikan", within="ke unit dengan alasan")
    await planner.sees("dikembalikan ke unit")
    await _accepts(planner, IKP)
    await planner.sees(f"tanpa data {UMUM}", after=0)
    await _accepts(planner, APTIKA)


async def _accepts(planner: Phone, unit: str) -> None:
    await planner.taps("Buka data unit", within=f"Data {unit} masuk")
    await planner.sees(f"Evaluasi Triwulan III 2026: {unit}", "[Terima]")
    await planner.taps("Terima", within=f"Evaluasi Triwulan III 2026: {unit}")
    await planner.sees("diterima", unit)


async def _aptika_again(cast: Cast) -> None:
    staff, chief = cast[FILLERS[APTIKA]], cast[CHIEFS[APTIKA]]
    await staff.taps("Perbaiki data", within="tanpa daftar layanan")
    await staff.sees("tanpa daftar layanan", "[Kirim data]")
    await staff.taps("Kirim data", within="tanpa daftar layanan")
    await staff.sees("Kirim berkasnya sekarang")
    services = made.workbook(
        "Daftar layanan publik daring, September 2026",
        ("No", "Layanan", "Perangkat daerah", "Alamat"),
        ((1, "Perizinan", "DPMPTSP", "izin.contoh.example"), (2, "Aduan", "Diskominfo", "aduan.contoh.example")),
    )
    report = made.pdf(f"Realisasi Triwulan III 2026: {APTIKA} (perbaikan)", "2. Layanan publik daring: 30 dari 32")
    await staff.sends(("Realisasi_TW_III_Aptika.pdf", report), ("Daftar_layanan_daring.xlsx", services))
    await _submits(staff, "Realisasi_TW_III_Aptika.pdf", "Daftar_layanan_daring.xlsx")
    await _approves(chief, 2)
