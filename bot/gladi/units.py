"""Steps 3 to 5 as `monev gladi` plays them: one unit is early, one keeps its word, one asks for time, one is late."""

from bot.gladi import filling
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


async def units_ordered(cast: Cast) -> None:
    """Have the Tim coordinate with the four units and order each to collect its data."""
    await together(
        _coordinates(cast[BUDI], IKP, "5 indikator. Data aduan dari SP4N-LAPOR; arsip permohonan informasi di PPID."),
        _coordinates(cast[ANDI], APTIKA, "5 indikator. Bukti dukung: tangkapan layar pemantauan jaringan."),
        _coordinates_two(cast[CITRA]),
    )
    for code in FILLERS.values():
        await cast[code].sees("Perintah mengumpulkan data", after=cast.since)


async def _coordinates_two(member: Phone) -> None:
    await _coordinates(member, STATISTIK, "4 indikator. Indeks KAMI memakai hasil penilaian September 2026.")
    await member.taps("Daftar unit", within="Perintah terkirim ke")
    await _picks(member, UMUM)
    await _records(member, UMUM, "4 indikator. Rekap e-Kinerja ditunggu dari BKPSDM.")


async def _coordinates(member: Phone, unit: str, words: str) -> None:
    """Note what was agreed with a unit, and order it to collect its data."""
    await member.taps("Mulai koordinasi")
    await _picks(member, unit)
    await _records(member, unit, words)


async def _picks(member: Phone, unit: str) -> None:
    await member.sees("Pilih unit untuk melihat atau mencatat")
    await member.taps(unit, within="Pilih unit")
    await member.sees("Narahubung", "[Catat hasil koordinasi]")


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


async def sends_early(cast: Cast) -> None:
    """Have one unit fill in its workbook and send it on the third day; it is approved and accepted at once."""
    cast.book.follow(FILLERS[STATISTIK], CHIEFS[STATISTIK], PLANNER)
    await filling.statistik(cast)
    await filling.approves(cast, STATISTIK, 1)
    await _accepts(cast[PLANNER], STATISTIK)


async def promises(cast: Cast) -> None:
    """Have one unit, reminded five days before the end, give its word for tomorrow morning."""
    staff = cast[FILLERS[IKP]]
    await cast.heard(FILLERS[IKP], IKP, "[Besok pagi]")
    await staff.taps("Besok pagi")
    await cast.is_told(FILLERS[IKP], "Dicatat")


async def keeps_promise(cast: Cast) -> None:
    """Have that unit send its workbook that morning; its Kabid sees a figure fall and returns the draft."""
    staff, chief = cast[FILLERS[IKP]], cast[CHIEFS[IKP]]
    await cast.heard(FILLERS[IKP], "anji", IKP)
    cast.book.follow(CHIEFS[IKP])
    await filling.ikp(cast)
    await chief.taps("Periksa data", within="versi 1")
    await chief.sees("versi 1: ", "69,43%", "▼", "[Setujui dan kirim]")
    await chief.taps("Kembalikan", within="versi 1: ")
    await chief.sees("Mengapa data")
    await chief.says(
        "Indikator 2 di register PPID 96,43%, bukan 69,43%. Jelaskan juga sebab penanganan aduan melambat."
    )
    await chief.taps("Kembalikan", within="dengan alasan")
    await chief.sees("dikembalikan kepada")
    await staff.sees("96,43%", "[Perbaiki data]")


async def asks_for_time(cast: Cast) -> None:
    """Have one unit ask for more time while another sends its data anew."""
    await together(_asks_for_time(cast), _ikp_again(cast))


async def _ikp_again(cast: Cast) -> None:
    await filling.ikp_again(cast)
    await filling.approves(cast, IKP, 2, "Angka yang berubah dari versi 1", "69,43% menjadi 96,43%")
    await _accepts(cast[PLANNER], IKP, "Perlu diperhatikan")


async def _asks_for_time(cast: Cast) -> None:
    """Ask for two days more; a member of the Tim sees what would move by it, and grants them."""
    filler = FILLERS[APTIKA]
    staff, member = cast[filler], cast[BUDI]
    await cast.heard(filler, APTIKA, "[Minta perpanjangan]")
    await staff.taps("Minta perpanjangan", within=APTIKA)
    await staff.sees("Berapa hari kerja", "[2 hari kerja]")
    await staff.taps("2 hari kerja", within=APTIKA)
    await staff.sees("Mengapa", "2 hari kerja")
    await staff.says("Data pemantauan jaringan September baru diserahkan penyedia pada 15 Oktober.")
    await staff.sees("[Kirim permintaan]", "19 Oktober 2026")
    await staff.taps("Kirim permintaan")
    await staff.sees("terkirim kepada")
    await cast.is_told(BUDI, "2 hari kerja", APTIKA, "19 Okt", "[Setujui 2 hari]")
    await member.taps("Setujui 2 hari")
    await member.sees("Perpanjangan disetujui")
    await cast.is_told(filler, "Perpanjangan disetujui", "19 Oktober 2026")


async def begins(cast: Cast) -> None:
    """Have that unit begin in chat when it is reminded again, and stop half-way."""
    await cast.heard(FILLERS[APTIKA], APTIKA, "[Kerjakan sekarang]")
    await filling.aptika_begins(cast)


async def goes_on(cast: Cast) -> None:
    """Have it go on the next morning where it stopped; the fourth unit hears that this is its last day."""
    await cast.heard(FILLERS[UMUM], "ari terakhir", UMUM)
    cast.book.follow(FILLERS[APTIKA])
    await filling.aptika_goes_on(cast)


async def nobody_has_begun(cast: Cast) -> None:
    """See the Kabid of the fourth unit told that nobody has begun."""
    await cast.heard(CHIEFS[UMUM], "elum mulai", UMUM)


async def is_late(cast: Cast) -> None:
    """See all concerned told that the fourth unit is late; have it ask its Kabid for help."""
    staff = cast[FILLERS[UMUM]]
    await cast.heard(CHIEFS[UMUM], "ewat batas", UMUM)
    await cast.heard(SECRETARY, "agi ini", "ewat batas", UMUM)
    overdue = await cast.heard(FILLERS[UMUM], "ewat batas", UMUM, "[Butuh bantuan]")
    await staff.taps("Butuh bantuan", on=overdue)
    await staff.sees("Apa kendalanya", UMUM)
    await staff.says("Rekap e-Kinerja September belum dapat saya buka: masih terkunci. Mohon dimintakan ke BKPSDM.")
    await staff.sees("terkunci", "[Kirim ke atasan]")
    await staff.taps("Kirim ke atasan")
    await staff.sees("terkirim kepada")
    await cast.is_told(CHIEFS[UMUM], "Butuh bantuan", "terkunci")


async def sends_within_extension(cast: Cast) -> None:
    """Have the third unit send what it has filled in; the Subbag returns it after a note of the Tim's."""
    staff = cast[FILLERS[APTIKA]]
    cast.book.follow(FILLERS[APTIKA], CHIEFS[APTIKA], BUDI, PLANNER)
    await filling.aptika_sends(cast)
    await filling.approves(cast, APTIKA, 1, "133,93%", "32,56%")
    await _notes(cast[BUDI])
    await _returns(cast[PLANNER])
    await staff.sees("daftar layanan", "[Perbaiki data]")


async def _notes(member: Phone) -> None:
    await member.taps("Buka data unit", within=f"Data {APTIKA} masuk")
    await member.taps("Catatan evaluasi", within=f"Evaluasi Triwulan III 2026: {APTIKA}")
    await member.sees("Apa catatan Bapak/Ibu")
    await member.says("Layanan publik daring naik tajam dari triwulan lalu; bukti daftar layanannya belum ada.")
    await member.taps("Simpan catatan")
    await member.sees("tersimpan")


async def _returns(planner: Phone) -> None:
    await planner.sees("Catatan evaluasi", APTIKA, after=0)
    await planner.taps("Buka data unit", within=f"Data {APTIKA} masuk")
    await planner.sees(
        f"Evaluasi Triwulan III 2026: {APTIKA}",
        "di atas 120%: periksa target atau angkanya",
        "tetapi capaian baru",
        "[Kembalikan]",
    )
    await planner.taps("Kembalikan", within=f"Evaluasi Triwulan III 2026: {APTIKA}")
    await planner.sees("Mengapa data")
    await planner.says("Capaian layanan publik daring 133,93%: periksa pembaginya, dan lampirkan daftar layanan.")
    await planner.sees("ke unit dengan alasan", "[Kembalikan]")
    await planner.taps("Kembalikan", within="ke unit dengan alasan")
    await planner.sees("dikembalikan ke unit")


async def last_data_come(cast: Cast) -> None:
    """Have the late unit send on the twelfth day, and the third one its data anew; the Subbag accepts both."""
    await together(_umum_sends(cast), _aptika_again(cast))
    await _accepts(cast[PLANNER], UMUM, "Realisasi belum diisi")
    await _accepts(cast[PLANNER], APTIKA, "Serapan")


async def _umum_sends(cast: Cast) -> None:
    overdue = await cast.heard(FILLERS[UMUM], "ewat batas", UMUM, "[Kerjakan sekarang]")
    await filling.umum(cast, overdue)
    await filling.approves(cast, UMUM, 1, "belum diisi")


async def _aptika_again(cast: Cast) -> None:
    await filling.aptika_again(cast)
    await filling.approves(cast, APTIKA, 2, "93,75% menjadi 75%")


async def _accepts(planner: Phone, unit: str, *parts: str) -> None:
    """Have the Subbag read these words in a unit's data and accept them."""
    await planner.taps("Buka data unit", within=f"Data {unit} masuk")
    await planner.sees(f"Evaluasi Triwulan III 2026: {unit}", "[Terima]", *parts)
    await planner.taps("Terima", within=f"Evaluasi Triwulan III 2026: {unit}")
    await planner.sees("diterima", unit)
