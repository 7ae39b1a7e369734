"""Step 4 as `monev gladi` plays it, what the units say: workbooks and answers in chat, mended, proved, sent."""

from collections.abc import Sequence

from bot.gladi import samples
from bot.gladi.cast import APTIKA, CHIEFS, FILLERS, IKP, STATISTIK, UMUM, Cast
from bot.gladi.papers import UNITS, keep
from bot.gladi.report import HeardPhone
from bot.gladi.sheets import filled
from bot.phone import Phone, Seen

IN_CHAT, IN_EXCEL = "Isi di sini satu per satu", "Unduh format Excel"
LIST, CARD = "belum terkirim", "Target "
"""What the list of all indicators and the card of one say."""
Photos = Sequence[tuple[str, bytes]]


async def statistik(cast: Cast) -> None:
    """Have one unit fill its workbook in at once, all right, with a photo as evidence."""
    staff = cast[FILLERS[STATISTIK]]
    await staff.taps("Buka perintah", within=STATISTIK)
    await staff.sees("4 indikator", f"[{IN_EXCEL}]")
    given = await _downloads(cast, STATISTIK)
    await staff.sends(("Isian-Statistik-TW-III.xlsx", filled(given, samples.STATISTIK_FIGURES)))
    await staff.sees("4 dari 4 indikator terbaca", "[Kirim ke Kabid]")
    await staff.sends(("validasi-data.png", samples.statistics()), kind="photo")
    await staff.sees("bukti untuk indikator nomor berapa")
    await staff.taps("1", within="bukti untuk indikator nomor berapa")
    await submits(staff, 1)


async def ikp(cast: Cast) -> None:
    """Have one unit upload a word and a doubtful figure, mend both by buttons, and add its evidence."""
    staff = cast[FILLERS[IKP]]
    await staff.taps("Kerjakan sekarang", within=IKP)
    await staff.sees("5 indikator", f"[{IN_EXCEL}]")
    given = await _downloads(cast, IKP)
    await staff.sends(("Isian-IKP-TW-III.xlsx", filled(given, samples.IKP_FIGURES)), caption="Data TW III IKP.")
    await staff.sees("2 dari 5 indikator terbaca", "bukan angka", "[Perbaiki baris")
    await keep(cast, staff, UNITS, await staff.sees("Salinan berkas dengan", "ditandai"))
    await _mends(staff)
    await staff.sends(*samples.groups(), kind="photo", album=True)
    await staff.sees("📎 2 bukti", "[Periksa dan kirim]")
    await staff.taps("Periksa dan kirim")
    await _opens(staff, 3)
    await staff.sends(("Rekap-aduan-TW-III.pdf", samples.complaints()))
    await staff.sees("📎 1 bukti", "[Daftar indikator]")
    await staff.taps("Daftar indikator", within="📎 1 bukti")
    await submits(staff, 1)


async def _mends(staff: Phone) -> None:
    await staff.taps("Perbaiki baris", within="bukan angka")
    await staff.sees("71.250", "[71,25]")
    await staff.taps("71,25")
    await staff.sees("Realisasi 71,25 jam", "[Lanjut ke 5/5]")
    await staff.taps("Lanjut ke 5/5")
    await staff.sees("sembilan", "bukan angka")
    await staff.says("9")
    await staff.sees("Realisasi 9 kelompok", "Belum ada bukti")


async def ikp_again(cast: Cast) -> None:
    """Have it correct the figure that its Kabid doubted, and explain the other."""
    staff = cast[FILLERS[IKP]]
    await opens_returned(staff, "96,43")
    await _opens(staff, 2)
    await staff.taps("Ubah realisasi")
    await staff.sees("Berapa realisasi")
    await staff.says("96,43")
    await staff.sees("Realisasi 96,43%", "101,51% = 96,43/95")
    await staff.taps("Daftar indikator", within="Realisasi 96,43%")
    await _opens(staff, 3)
    await _explains(staff, samples.IKP_OBSTACLE, samples.IKP_REMEDY)
    await staff.taps("Daftar indikator", within=samples.IKP_REMEDY)
    await submits(staff, 2)


async def aptika_begins(cast: Cast) -> None:
    """Have one unit begin in chat, take over last quarter's figure, and stop half-way."""
    staff = cast[FILLERS[APTIKA]]
    await staff.taps("Kerjakan sekarang", within=APTIKA)
    await staff.sees("5 indikator", f"[{IN_CHAT}]")
    await staff.taps(IN_CHAT, within="5 indikator")
    await staff.sees("1/5", "[Sama dengan triwulan lalu: 2,88")
    await staff.taps("Sama dengan triwulan lalu")
    await _spends(staff, "58,3 juta", "Rp 58.300.000")
    await staff.taps("Lanjut ke 2/5")
    await _answers(staff, "2/5", "93,75", "98,68% = 93,75/95")
    await _spends(staff, "104.200.000", "Rp 104.200.000")


async def aptika_goes_on(cast: Cast) -> None:
    """Have it go on the next day where it stopped; one figure is low, with its money spent."""
    staff = cast[FILLERS[APTIKA]]
    await staff.presses("Tugas saya")
    await staff.sees(APTIKA)
    await staff.taps("Lanjut ke 3/5")
    await _answers(staff, "3/5", "93,75", "133,93% = 93,75/70")
    await _spends(staff, "40.150.000", "Rp 40.150.000")
    await staff.taps("Lanjut ke 4/5")
    await _answers(staff, "4/5", "21,5", "32,56% = 7/21,5")
    await _spends(staff, "92,4 juta", "Rp 92.400.000")
    await _explains(staff, samples.APTIKA_OBSTACLE, samples.APTIKA_REMEDY)
    await staff.taps("Lanjut ke 5/5")
    await _answers(staff, "5/5", "25,8", "di dalam rentang")


async def aptika_sends(cast: Cast) -> None:
    """Have it add photos to the figure on the network, and send all to its Kabid."""
    staff = cast[FILLERS[APTIKA]]
    await staff.taps("Periksa dan kirim", within="25,8")
    await _opens(staff, 2)
    await staff.sends(*samples.network(), kind="photo", album=True)
    await staff.sees("📎 3 bukti", "[Daftar indikator]")
    await staff.taps("Daftar indikator", within="📎 3 bukti")
    await submits(staff, 1)


async def aptika_again(cast: Cast) -> None:
    """Have it correct the figure that the Subbag doubted, with the list as evidence."""
    staff = cast[FILLERS[APTIKA]]
    await opens_returned(staff, "daftar layanan")
    await _opens(staff, 3)
    await staff.taps("Ubah realisasi")
    await staff.sees("Berapa realisasi")
    await staff.says("75")
    await staff.sees("107,14% = 75/70")
    await staff.taps("Tambah bukti", within="107,14% = 75/70")
    await staff.sees("Kirim bukti dukungnya sekarang")
    await staff.sends(("Daftar_layanan.xlsx", samples.services()))
    await staff.sees("Daftar_layanan.xlsx", "[Selesai]")
    await staff.taps("Selesai", within="Daftar_layanan.xlsx")
    await staff.sees("📎 1 bukti")
    await staff.taps("Daftar indikator", within="📎 1 bukti")
    await submits(staff, 2)


async def umum(cast: Cast, overdue: Seen) -> None:
    """Have the late unit send a workbook in which one figure is blank, of which it is told by name."""
    staff = cast[FILLERS[UMUM]]
    await staff.taps("Kerjakan sekarang", on=overdue)
    await staff.sees("4 indikator", f"[{IN_EXCEL}]")
    given = await _downloads(cast, UMUM)
    await staff.sends(("Isian-Umum-TW-III.xlsx", filled(given, samples.UMUM_FIGURES)))
    await staff.sees("2 dari 4 indikator terbaca", "Realisasi kosong: 3. Persentase pegawai", "[Kirim ke Kabid]")
    await _opens(staff, 4)
    await staff.sends(("Berita-acara-inventaris.docx", samples.fixed_assets()))
    await staff.sees("📎 1 bukti")
    await staff.taps("Daftar indikator", within="📎 1 bukti")
    await submits(staff, 1)


async def _downloads(cast: Cast, unit: str) -> bytes:
    """Ask for the unit's workbook, and keep it as it came."""
    staff = cast[FILLERS[unit]]
    await staff.taps(IN_EXCEL, within=unit)
    given = await staff.sees("Format Excel Triwulan III 2026", unit)
    return await keep(cast, staff, UNITS, given)


async def _opens(staff: Phone, number: int) -> None:
    """Open an indicator from the list by its number."""
    seen = await staff.sees(LIST, "[Kirim ke Kabid]")
    label = next(each for each in seen.buttons if each.endswith(f" {number}"))
    await staff.taps(label, on=seen)
    await staff.sees(f"{number}. ", CARD, "[Daftar indikator]")


async def _answers(staff: Phone, place: str, figure: str, capaian: str) -> None:
    await staff.sees(place, "Berapa realisasi")
    await staff.says(figure)
    await staff.sees(capaian)


async def _spends(staff: Phone, words: str, amount: str) -> None:
    await staff.sees("Berapa realisasi anggaran")
    await staff.says(words)
    await staff.sees(amount, "[Lanjut ke")


async def _explains(staff: Phone, obstacle: str, remedy: str) -> None:
    await staff.taps("Tambah penjelasan")
    await staff.sees("Faktor penghambat.")
    await staff.says(obstacle)
    await staff.sees("Rencana perbaikan.")
    await staff.says(remedy)
    await staff.sees("Faktor pendorong.", "[Selesai]")
    await staff.taps("Selesai", within="Faktor pendorong.")
    await staff.sees(obstacle, remedy)


async def opens_returned(staff: Phone, reason: str) -> None:
    """Open data that came back; the figures stand as they were sent."""
    await staff.taps("Perbaiki data", within=reason)
    await staff.sees(reason, f"[{IN_CHAT}]")
    await staff.taps(IN_CHAT, within=reason)


async def submits(staff: Phone, version: int) -> None:
    """Wait until all files are in and the list is shown, then send it to the Kabid."""
    await staff.sees(LIST, "[Kirim ke Kabid]")
    await staff.taps("Kirim ke Kabid", within=LIST)
    await staff.sees("Terkirim ke Kabid", f"versi {version}", "indikator terisi")


async def approves(cast: Cast, unit: str, version: int, *parts: str) -> None:
    """Have the Kabid read these words in a version, approve it and send it on."""
    chief: HeardPhone = cast[CHIEFS[unit]]
    await chief.taps("Periksa data", within=f"versi {version}")
    await chief.sees(f"versi {version}: ", "[Setujui dan kirim]", *parts)
    await chief.taps("Setujui dan kirim", within=f"versi {version}: ")
    await chief.sees(f"versi {version}, disetujui dan terkirim", unit)
