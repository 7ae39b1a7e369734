"""Steps 3 to 5 as `monev gladi` plays them: one unit is early, one keeps its word, one asks for time, one is late."""

from bot.gladi import samples
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

IKP_SHEET, IKP_STORY = "Realisasi_TW_III_IKP.xlsx", "Narasi_IKP.docx"


async def units_ordered(cast: Cast) -> None:
    """Have the Tim coordinate with the four units and order each to collect its data."""
    await together(
        _coordinates(cast[BUDI], IKP, "3 indikator. Data aduan dari SP4N-LAPOR; arsip permohonan informasi di PPID."),
        _coordinates(cast[ANDI], APTIKA, "2 indikator. Bukti dukung: tangkapan layar pemantauan jaringan."),
        _coordinates_two(cast[CITRA]),
    )
    for code in FILLERS.values():
        await cast[code].sees("Perintah mengumpulkan data", after=cast.since)


async def _coordinates_two(member: Phone) -> None:
    await _coordinates(member, STATISTIK, "3 indikator. Indeks KAMI memakai hasil penilaian September 2026.")
    await member.taps("Daftar unit", within="Perintah terkirim ke")
    await _picks(member, UMUM)
    await _records(member, UMUM, "1 indikator: IKM kepegawaian. Survei masih diolah.")


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
    """Have one unit send a workbook out of the blue on the third day; the bot asks what it is for."""
    staff = cast[FILLERS[STATISTIK]]
    cast.book.follow(FILLERS[STATISTIK], CHIEFS[STATISTIK], PLANNER)
    await staff.sends(("Realisasi_Statistik_Persandian.xlsx", samples.statistik()))
    await staff.sees("Realisasi_Statistik_Persandian.xlsx", "[Data Triwulan III: ")
    await staff.taps("Data Triwulan III: ")
    await _submits(staff, "Realisasi_Statistik_Persandian.xlsx")
    await _approves(cast[CHIEFS[STATISTIK]], STATISTIK, 1)
    await _accepts(cast[PLANNER], STATISTIK)


async def promises(cast: Cast) -> None:
    """Have one unit, reminded five days before the end, give its word for tomorrow morning."""
    staff = cast[FILLERS[IKP]]
    await cast.heard(FILLERS[IKP], IKP, "[Besok pagi]")
    await staff.taps("Besok pagi")
    await cast.is_told(FILLERS[IKP], "Dicatat")


async def keeps_promise(cast: Cast) -> None:
    """Have that unit send a workbook and a Word file that morning; its Kabid returns the draft."""
    staff, chief = cast[FILLERS[IKP]], cast[CHIEFS[IKP]]
    await cast.heard(FILLERS[IKP], "anji", IKP)
    await staff.taps("Kerjakan sekarang", within=IKP)
    await staff.sees("[Kirim data]")
    await staff.taps("Kirim data", within=IKP)
    await staff.sees("Kirim berkasnya sekarang")
    await staff.sends((IKP_SHEET, samples.ikp()), (IKP_STORY, samples.ikp_story()), caption="Data TW III IKP.")
    await _submits(staff, IKP_SHEET, IKP_STORY)
    await chief.taps("Periksa data", within="versi 1")
    await chief.sees(IKP_SHEET, "[Setujui dan kirim]")
    await chief.taps("Kembalikan", within="versi 1: diperiksa Kabid")
    await chief.sees("Mengapa data")
    await chief.says("Realisasi indikator 2 masih kosong. Mintakan angkanya ke PPID, lalu kirim lagi.")
    await chief.taps("Kembalikan", within="dengan alasan")
    await chief.sees("dikembalikan kepada")
    await staff.sees("masih kosong", "[Perbaiki data]")


async def asks_for_time(cast: Cast) -> None:
    """Have one unit ask for more time while another sends its data anew."""
    await together(_asks_for_time(cast), _ikp_again(cast))


async def _ikp_again(cast: Cast) -> None:
    staff = cast[FILLERS[IKP]]
    await _opens_returned(staff, "masih kosong")
    await staff.sends((IKP_SHEET, samples.ikp_fixed()), (IKP_STORY, samples.ikp_story()))
    await _submits(staff, IKP_SHEET, IKP_STORY)
    await _approves(cast[CHIEFS[IKP]], IKP, 2)
    await _accepts(cast[PLANNER], IKP)


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
    """Have that unit begin when it is reminded again: one file is kept, the rest is still to come."""
    staff = cast[FILLERS[APTIKA]]
    await cast.heard(FILLERS[APTIKA], APTIKA, "[Kerjakan sekarang]")
    await staff.taps("Kerjakan sekarang", within=APTIKA)
    await staff.sees("[Kirim data]")
    await staff.taps("Kirim data", within=APTIKA)
    await staff.sees("Kirim berkasnya sekarang")
    await staff.sends(("Realisasi_TW_III_Aptika.pdf", samples.aptika()))
    await staff.sees("Realisasi_TW_III_Aptika.pdf", "[Kirim ke Kabid]")


async def nobody_has_begun(cast: Cast) -> None:
    """See the Kabid of the fourth unit told that nobody has begun."""
    await cast.heard(CHIEFS[UMUM], "elum mulai", UMUM)


async def is_late(cast: Cast) -> None:
    """See all concerned told that the fourth unit is late; have it ask its Kabid for help."""
    staff = cast[FILLERS[UMUM]]
    await cast.heard(FILLERS[UMUM], "ari terakhir", UMUM)
    await cast.heard(CHIEFS[UMUM], "ewat batas", UMUM)
    await cast.heard(SECRETARY, "agi ini", "ewat batas", UMUM)
    overdue = await cast.heard(FILLERS[UMUM], "ewat batas", UMUM, "[Butuh bantuan]")
    await staff.taps("Butuh bantuan", on=overdue)
    await staff.sees("Apa kendalanya", UMUM)
    await staff.says(
        "Hasil survei IKM belum dapat saya buka: berkasnya terkunci. Mohon kata sandinya diminta ke penyedia."
    )
    await staff.sees("terkunci", "[Kirim ke atasan]")
    await staff.taps("Kirim ke atasan")
    await staff.sees("terkirim kepada")
    await cast.is_told(CHIEFS[UMUM], "Butuh bantuan", "terkunci")


async def sends_within_extension(cast: Cast) -> None:
    """Have the third unit send photos and what it has begun; the Subbag returns it after a note of the Tim's."""
    staff = cast[FILLERS[APTIKA]]
    photos = samples.network_photos()
    cast.book.follow(FILLERS[APTIKA], CHIEFS[APTIKA], BUDI, PLANNER)
    await staff.sends(*photos, kind="photo", album=True, caption="Foto pemantauan jaringan intra, September 2026.")
    await _submits(staff, "1. Realisasi_TW_III_Aptika.pdf", "4. ")
    await _approves(cast[CHIEFS[APTIKA]], APTIKA, 1)
    await _notes(cast[BUDI])
    await _returns(cast[PLANNER])
    await staff.sees("tanpa daftar layanan", "[Perbaiki data]")


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
    await planner.sees(f"Evaluasi Triwulan III 2026: {APTIKA}", "[Kembalikan]")
    await planner.taps("Kembalikan", within=f"Evaluasi Triwulan III 2026: {APTIKA}")
    await planner.sees("Mengapa data")
    await planner.says("Layanan publik daring 133,93% tanpa daftar layanan. Lampirkan daftarnya, lalu kirim lagi.")
    await planner.sees("ke unit dengan alasan", "[Kembalikan]")
    await planner.taps("Kembalikan", within="ke unit dengan alasan")
    await planner.sees("dikembalikan ke unit")


async def last_data_come(cast: Cast) -> None:
    """Have the late unit send on the twelfth day, and the third one its data anew; the Subbag accepts both."""
    await together(_umum_sends(cast), _aptika_again(cast))
    await _accepts(cast[PLANNER], UMUM)
    await _accepts(cast[PLANNER], APTIKA)


async def _umum_sends(cast: Cast) -> None:
    staff = cast[FILLERS[UMUM]]
    overdue = await cast.heard(FILLERS[UMUM], "ewat batas", UMUM, "[Kerjakan sekarang]")
    await staff.taps("Kerjakan sekarang", on=overdue)
    await staff.sees("[Kirim data]")
    await staff.taps("Kirim data", within=UMUM)
    await staff.sees("Kirim berkasnya sekarang")
    await staff.sends(("Realisasi_TW_III_Umum.xlsx", samples.umum()))
    await _submits(staff, "Realisasi_TW_III_Umum.xlsx")
    await _approves(cast[CHIEFS[UMUM]], UMUM, 1)


async def _aptika_again(cast: Cast) -> None:
    staff = cast[FILLERS[APTIKA]]
    await _opens_returned(staff, "tanpa daftar layanan")
    report, services = (
        ("Realisasi_TW_III_Aptika.pdf", samples.aptika_fixed()),
        ("Daftar_layanan.xlsx", samples.services()),
    )
    await staff.sends(report, services)
    await _submits(staff, report[0], services[0])
    await _approves(cast[CHIEFS[APTIKA]], APTIKA, 2)


async def _opens_returned(staff: Phone, reason: str) -> None:
    await staff.taps("Perbaiki data", within=reason)
    await staff.sees(reason, "[Kirim data]")
    await staff.taps("Kirim data", within=reason)
    await staff.sees("Kirim berkasnya sekarang")


async def _submits(staff: Phone, *names: str) -> None:
    """Wait until the form holds all these files and is checked, then send it to the Kabid."""
    await staff.sees(*names, "[Kirim ke Kabid]")
    await staff.taps("Kirim ke Kabid")
    await staff.sees("Terkirim ke Kabid")


async def _approves(chief: Phone, unit: str, version: int) -> None:
    await chief.taps("Periksa data", within=f"versi {version}")
    await chief.sees(f"versi {version}: ", "[Setujui dan kirim]")
    await chief.taps("Setujui dan kirim", within=f"versi {version}: ")
    await chief.sees(f"versi {version}, disetujui dan terkirim", unit)


async def _accepts(planner: Phone, unit: str) -> None:
    await planner.taps("Buka data unit", within=f"Data {unit} masuk")
    await planner.sees(f"Evaluasi Triwulan III 2026: {unit}", "[Terima]")
    await planner.taps("Terima", within=f"Evaluasi Triwulan III 2026: {unit}")
    await planner.sees("diterima", unit)
