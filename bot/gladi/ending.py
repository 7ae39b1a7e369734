"""Steps 5 to 7 as `monev gladi` plays them: the report, the directions, the follow-up plans, and a look back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.gladi import files as made
from bot.gladi.cast import APTIKA, CHIEFS, HEAD, IKP, PLANNER, SECRETARY, STATISTIK, UMUM, Cast, together
from bot.phone import Phone


@dataclass(frozen=True)
class Plan:
    """One row of a follow-up plan; `who` and `until` are part of a button's label, or the words to type."""

    action: str
    done_when: str
    who: str
    until: str
    resources: str = ""
    types_who: bool = False


PLANS: Mapping[str, Sequence[Plan]] = {
    IKP: (
        Plan(
            "Menunjuk satu petugas pengganti layanan aduan dengan surat tugas.",
            "Surat tugas terbit dan petugas mulai bekerja.",
            "Eko",
            "7 hari",
        ),
        Plan(
            "Melaporkan waktu penanganan aduan setiap Jumat.",
            "Empat laporan mingguan diterima Sekretaris.",
            "Fitri",
            "30-11-2026",
        ),
    ),
    APTIKA: (
        Plan(
            "Menyambungkan empat perangkat daerah yang belum terhubung jaringan intra.",
            "Empat berita acara uji sambungan ditandatangani.",
            "Joko",
            "15 Desember 2026",
            "Empat perangkat switch dari persediaan bidang",
        ),
    ),
    STATISTIK: (
        Plan(
            "Melengkapi bukti dukung Indeks KAMI area pengelolaan risiko.",
            "Semua butir area pengelolaan risiko berbukti.",
            "Maya",
            "Akhir bulan",
        ),
    ),
    UMUM: (
        Plan(
            "Menyimpan kata sandi berkas survei di Subbag.",
            "Kata sandi tersimpan dalam amplop tertutup.",
            "Tim survei IKM",
            "Akhir bulan",
            types_who=True,
        ),
    ),
}


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


async def directed(cast: Cast) -> None:
    """Have the Kepala Dinas, reminded, direct one unit in words and the rest by voice; three units plan at once."""
    await cast.heard(HEAD, "Pengingat", "Triwulan III 2026")
    early = {unit: items for unit, items in PLANS.items() if unit != UMUM}
    await together(_directs_all(cast), *(_plans(cast[CHIEFS[unit]], unit, items) for unit, items in early.items()))


async def last_plan(cast: Cast) -> None:
    """Have the last unit, reminded, send its plan, which ends the cycle."""
    chief = cast[CHIEFS[UMUM]]
    await cast.heard(CHIEFS[UMUM], "Pengingat", UMUM)
    await _plans(chief, UMUM, PLANS[UMUM])
    for phone in cast.phones.values():
        await phone.sees("Triwulan III 2026 selesai", after=cast.since)


async def _directs_all(cast: Cast) -> None:
    """Direct one unit in words, and the rest by the same voice note."""
    head = cast[HEAD]
    await head.taps("Periksa laporan", within="versi 2")
    await head.sees("[Sama untuk semua (4 unit)]")
    await _directs(head, IKP)
    await head.says("Tunjuk petugas pengganti minggu ini. Penanganan aduan kembali ke 24 jam sebelum 30 November.")
    await _gives(head)
    await head.taps("Sama untuk semua (3 unit)")
    await head.sees("Apa arahan Bapak/Ibu", UMUM)
    await head.sends(("arahan-kepala-dinas.ogg", made.voice(14)), kind="voice")
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
    await chief.sees("Apa indikator selesainya")
    await chief.says(item.done_when)
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
    await chief.sees("Sumber daya apa")
    if item.resources:
        await chief.says(item.resources)
    else:
        await chief.taps("Tidak perlu sumber daya tambahan", within="Sumber daya apa")
    await chief.sees(f"{number} butir, belum dikirim")


async def looked_back(cast: Cast) -> None:
    """Have the Kepala Dinas look at history and time line, the Sekretaris at how the steps kept to their time."""
    await together(_sees_time_line(cast), _sees_compliance(cast))


async def _sees_time_line(cast: Cast) -> None:
    head = cast[HEAD]
    await head.says("/riwayat")
    await head.sees("Riwayat Triwulan III 2026")
    await head.presses("Status")
    await head.sees("Status monev Triwulan III 2026", "[Gambar garis waktu]")
    await head.taps("Gambar garis waktu", within="Status monev")
    picture = await head.sees("[garis-waktu.png]", "Triwulan III 2026")
    cast.papers["garis-waktu.png"] = await head.opens(picture)


async def _sees_compliance(cast: Cast) -> None:
    secretary = cast[SECRETARY]
    await secretary.presses("Status")
    await secretary.sees("Status monev Triwulan III 2026", "[Kepatuhan waktu]")
    await secretary.taps("Kepatuhan waktu", within="Status monev")
    whole = await secretary.sees("Kepatuhan waktu SOP", UMUM, "lewat 2 hari", "[Per unit]")
    await secretary.taps("Per unit", on=whole)
    units = await secretary.sees("Kepatuhan waktu per unit", IKP, APTIKA, STATISTIK, UMUM)
    cast.papers["kepatuhan-waktu.txt"] = f"{whole.text}\n\n{units.text}\n".encode()
