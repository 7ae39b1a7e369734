"""The quarter that `monev gladi` plays: who says, taps and sends what, from the disposisi to the last plan.

Triwulan III 2026 of the sample Dinas Kominfo, with what goes wrong in such a quarter: a draft that the Kabid returns,
data that the Subbag returns, a unit that sends nothing, a report that the Kepala Dinas returns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.gladi import files as made
from bot.gladi.cast import APTIKA, CHIEFS, HEAD, IKP, PLANNER, SECRETARY, STATISTIK, UMUM, Act, Cast, together
from bot.gladi.units import data_gathered
from bot.phone import Phone


@dataclass(frozen=True)
class Plan:
    """One row of a follow-up plan: what, who (a part of a button's label, or the words to type), until when."""

    action: str
    who: str
    until: str
    types_who: bool = False


async def everyone_joins(cast: Cast) -> None:
    """Have all eighteen follow their one-time link."""
    for code, phone in cast.phones.items():
        await phone.says(f"/start {cast.links[code].partition('start=')[2]}")
    for phone in cast.phones.values():
        await phone.sees("Selamat datang", after=0)


async def disposisi(cast: Cast) -> None:
    """Have the Kepala Dinas send the disposisi with an attachment."""
    head = cast[HEAD]
    await head.taps("Buat disposisi", within="telah berakhir")
    await head.sees("belum terkirim", "[Diteruskan]")
    await head.taps("Diteruskan", within="belum terkirim")
    await head.taps("Kepala Sub Bagian Perencanaan dan Keuangan", within="Diteruskan kepada siapa")
    await head.sees("☑️ Kepala Sub Bagian Perencanaan")
    await head.taps("Selesai", within="Diteruskan kepada siapa")
    await head.sees("belum terkirim", "Kepala Sub Bagian Perencanaan")
    letter = made.pdf(
        "PEMERINTAH KABUPATEN WAY KANAN",
        "Surat Sekretaris Daerah Nomor 000.8.6/1188/2026",
        "Hal: Penyampaian laporan kinerja Triwulan III Tahun 2026",
        "",
        "Laporan kinerja triwulan disampaikan paling lambat 23 Oktober 2026.",
    )
    caption = "Mohon dikerjakan sesuai SOP. Utamakan penanganan aduan masyarakat yang triwulan lalu belum tercapai."
    await head.sends(("Surat_Sekda_1188-2026.pdf", letter), caption=caption)
    await head.sees("Surat_Sekda_1188-2026.pdf", "[Kirim]")
    await head.taps("Kirim", within="belum terkirim")
    await head.sees("[Kirim sekarang]")
    await head.taps("Kirim sekarang")
    await head.sees("Terkirim sebagai 001/MONEV/III/2026")


async def team_directed(cast: Cast) -> None:
    """Have the Subbag receive the disposisi, and the Sekretaris read it and direct the Tim in words and by voice."""
    planner, secretary = cast[PLANNER], cast[SECRETARY]
    await planner.sees("001/MONEV/III/2026", "[Baca dan terima]")
    await planner.taps("Baca dan terima")
    await planner.sees("Surat_Sekda_1188-2026.pdf")
    await secretary.taps("Terima dan beri arahan", within="001/MONEV/III/2026")
    await secretary.taps("Surat_Sekda_1188-2026.pdf")
    await secretary.sees("[Surat_Sekda_1188-2026.pdf]")
    await secretary.taps("Terima dan beri arahan", within="001/MONEV/III/2026")
    await secretary.sees("Apa arahan Bapak/Ibu")
    await secretary.says(
        "Selesaikan koordinasi dengan keempat unit hari ini. Setiap indikator wajib disertai bukti dukung; "
        "realisasi anggaran dicocokkan dahulu dengan Subbag Perencanaan dan Keuangan."
    )
    await secretary.sees("[Kirim arahan ke Tim]")
    await secretary.sends(("arahan-sekretaris.ogg", made.voice(9)), kind="voice")
    await secretary.sees("rekaman suara", "[Kirim arahan ke Tim]")
    await secretary.taps("Kirim arahan ke Tim")
    await secretary.sees("Arahan terkirim ke Tim")


async def reported(cast: Cast) -> None:
    """Have the Subbag hand in the report; the Kepala Dinas returns it, and gets it again."""
    planner, head = cast[PLANNER], cast[HEAD]
    await planner.taps("Susun laporan dan sampaikan", within="Semua unit selesai dievaluasi")
    await planner.sees("Tulis ringkasan dan bahan keputusan")
    await _hands_in(
        planner,
        "Rata-rata capaian 96,4% (3 dari 4 unit). Perlu keputusan: penanganan aduan di Bidang IKP (31 jam, target 24).",
        "Laporan_Monev_TW_III_2026.pdf",
        made.pdf("LAPORAN MONITORING DAN EVALUASI KINERJA", "Triwulan III Tahun 2026", "Rata-rata capaian: 96,4%"),
    )
    await head.taps("Periksa laporan", within="Laporan evaluasi Triwulan III 2026")
    await head.taps("Kembalikan ke evaluasi")
    await head.sees("Mengapa laporan")
    await head.says("Sebab turunnya kecepatan penanganan aduan belum dijelaskan. Tambahkan, beserta usulnya.")
    await head.taps("Kembalikan ke evaluasi", within="dengan alasan")
    await head.sees("dikembalikan ke Subbag")
    await planner.taps("Perbaiki laporan")
    await planner.sees("belum dijelaskan", "[Susun laporan dan sampaikan]")
    await planner.taps("Susun laporan dan sampaikan", within="belum dijelaskan")
    await planner.sees("Tulis ringkasan dan bahan keputusan")
    await _hands_in(
        planner,
        "Penanganan aduan melambat karena dua petugas pindah tugas sejak Juli dan aduan baru dipilah sekali sehari. "
        "Usul: satu petugas pengganti, pemilahan dua kali sehari.",
        "Laporan_Monev_TW_III_2026_perbaikan.pdf",
        made.pdf("LAPORAN MONITORING DAN EVALUASI KINERJA", "Triwulan III Tahun 2026", "Bab III: sebab dan usul"),
    )


async def _hands_in(planner: Phone, words: str, name: str, content: bytes) -> None:
    await planner.sends((name, content), caption=words)
    await planner.sees(name, "[Sampaikan ke Kepala Dinas]")
    await planner.taps("Sampaikan ke Kepala Dinas")
    await planner.sees("tersampaikan ke Kepala Dinas")


async def _directs_all(cast: Cast) -> None:
    """Direct one unit in words, one by voice, and the rest with the same sentence."""
    head = cast[HEAD]
    await head.taps("Periksa laporan", within="versi 2")
    await head.sees("[Sama untuk semua (4 unit)]")
    await _directs(head, IKP)
    await head.says("Tunjuk petugas pengganti minggu ini. Penanganan aduan kembali ke 24 jam sebelum 30 November.")
    await _gives(head)
    await _directs(head, APTIKA)
    await head.sends(("arahan-aptika.ogg", made.voice(14)), kind="voice")
    await _gives(head)
    await head.taps("Sama untuk semua (2 unit)")
    await head.sees("Apa arahan Bapak/Ibu", UMUM)
    await head.taps("Terima kasih atas kerjanya", within=f"{STATISTIK} dan {UMUM}, Triwulan III 2026?")
    await _gives(head)


async def _directs(head: Phone, unit: str) -> None:
    await head.taps(f"Beri arahan: {unit}"[:60])
    await head.sees(unit, "[Beri arahan]")
    await head.taps("Beri arahan", within=f"{unit}, Triwulan III 2026")
    await head.sees("Apa arahan Bapak/Ibu", unit)


async def _gives(head: Phone) -> None:
    await head.sees("Periksa, lalu kirim", "[Kirim arahan]")
    await head.taps("Kirim arahan")
    await head.sees("Arahan terkirim kepada")


PLANS: Mapping[str, Sequence[Plan]] = {
    IKP: (
        Plan("Menunjuk satu petugas pengganti layanan aduan dengan surat tugas.", "Eko", "7 hari"),
        Plan("Memilah aduan dua kali sehari, pukul 09.00 dan 14.00.", "Gilang", "Akhir bulan"),
        Plan("Melaporkan waktu penanganan aduan setiap Jumat.", "Fitri", "30-11-2026"),
    ),
    APTIKA: (
        Plan("Menyambungkan empat perangkat daerah yang belum terhubung jaringan intra.", "Joko", "15 Desember 2026"),
        Plan("Memperbarui daftar layanan publik daring beserta buktinya.", "Kartika", "14 hari"),
    ),
    STATISTIK: (
        Plan("Melengkapi bukti dukung Indeks KAMI area pengelolaan risiko.", "Maya", "Akhir bulan"),
        Plan("Memvalidasi data statistik sektoral lima perangkat daerah.", "Nanda", "Akhir triwulan"),
    ),
    UMUM: (
        Plan("Menyelesaikan pengolahan survei IKM kepegawaian.", "Putra", "14 hari"),
        Plan("Mengirim data susulan kepada Subbag Perencanaan.", "Tim survei IKM", "Akhir bulan", types_who=True),
    ),
}


async def directed(cast: Cast) -> None:
    """Have the Kepala Dinas direct the units; each answers with its follow-up plan, and the last one ends the cycle."""
    await together(_directs_all(cast), *(_plans(cast[CHIEFS[unit]], unit, items) for unit, items in PLANS.items()))


async def _plans(chief: Phone, unit: str, items: Sequence[Plan]) -> None:
    await chief.taps("Baca arahan", within=f"untuk {unit}")
    await chief.sees("Arahan Kepala Dinas", "[Susun rencana tindak lanjut]")
    await chief.taps("Susun rencana tindak lanjut", within=unit)
    for number, item in enumerate(items, start=1):
        if number > 1:
            await chief.taps("Tambah butir")
        await chief.sees(f"butir {number}", "Apa rencana aksinya")
        await _writes(chief, item, number)
    await chief.taps("Kirim rencana tindak lanjut")
    await chief.sees("tidak dapat diubah")
    await chief.taps("Kirim", within="Setelah terkirim tidak dapat diubah")
    await chief.sees("terkirim", f"{len(items)} butir")


async def _writes(chief: Phone, item: Plan, number: int) -> None:
    await chief.says(item.action)
    await chief.sees("Siapa penanggung jawabnya")
    if item.types_who:
        await chief.says(item.who)
    else:
        await chief.taps(item.who, within="Siapa penanggung jawabnya")
    await chief.sees("Sampai kapan")
    if item.until[0].isdigit() and "hari" not in item.until:
        await chief.says(item.until)
    else:
        await chief.taps(item.until, within="Sampai kapan")
    await chief.sees(f"{number} butir, belum dikirim")


async def closed(cast: Cast) -> None:
    """Wait until everybody has heard that the cycle has ended; the Kepala Dinas looks back at it."""
    for phone in cast.phones.values():
        await phone.sees("Triwulan III 2026 selesai", after=0)
    head = cast[HEAD]
    await head.says("/riwayat")
    await head.sees("Riwayat Triwulan III 2026")


ACTS: Sequence[tuple[str, Act]] = (
    ("Delapan belas orang membuka tautannya", everyone_joins),
    ("Langkah 1: disposisi Kepala Dinas", disposisi),
    ("Langkah 2: arahan Sekretaris kepada Tim", team_directed),
    ("Langkah 3 sampai 5: koordinasi, data unit, evaluasi", data_gathered),
    ("Langkah 5: laporan, dikembalikan sekali", reported),
    ("Langkah 6 dan 7: arahan Kepala Dinas dan rencana tindak lanjut", directed),
    ("Selesai: semua diberi tahu", closed),
)
