"""Steps 1 and 2 as `monev gladi` plays them: everybody joins, the disposisi goes out, the Sekretaris is reminded."""

from bot.gladi import files as made
from bot.gladi.cast import HEAD, PLANNER, SECRETARY, Cast


async def everyone_joins(cast: Cast) -> None:
    """Have all eighteen follow their one-time link."""
    for code, phone in cast.phones.items():
        await phone.says(f"/start {cast.links[code].partition('start=')[2]}")
    for phone in cast.phones.values():
        await phone.sees("Selamat datang", after=0)


async def disposisi(cast: Cast) -> None:
    """Have the Kepala Dinas send the disposisi with an attachment."""
    head = cast[HEAD]
    cast.book.follow(HEAD)
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


async def disposisi_received(cast: Cast) -> None:
    """Have the Subbag receive the disposisi and open its attachment."""
    planner = cast[PLANNER]
    await planner.taps("Baca dan terima", within="001/MONEV/III/2026")
    await planner.sees("Surat_Sekda_1188-2026.pdf")


async def team_directed(cast: Cast) -> None:
    """Have the Sekretaris, reminded when half of the time is gone, direct the Tim in words and by voice."""
    secretary = cast[SECRETARY]
    await cast.heard(SECRETARY, "Arahan", "[Kerjakan sekarang]")
    await secretary.taps("Kerjakan sekarang")
    await secretary.sees("001/MONEV/III/2026", "[Terima dan beri arahan]")
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
