"""Steps 5 to 7 as `monev gladi` plays them: the report, the directions, the follow-up plans, and a look back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.gladi import files as made
from bot.gladi import samples
from bot.gladi.cast import APTIKA, CHIEFS, FILLERS, HEAD, IKP, PLANNER, SECRETARY, STATISTIK, UMUM, Cast, together
from bot.gladi.papers import SOP, average_seen, keep
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
            "Mengikat kontrak pemeliharaan pusat data dengan waktu tanggap 8 jam.",
            "Kontrak ditandatangani dan uji pemulihan di bawah 7 jam.",
            "Joko",
            "15 Desember 2026",
            "Anggaran pemeliharaan pada perubahan APBD",
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
            "Meminta akses rekap e-Kinerja langsung dari BKPSDM.",
            "Akses rekap bulanan diterima Subbag.",
            "Tim kepegawaian",
            "Akhir bulan",
            types_who=True,
        ),
    ),
}


async def reported(cast: Cast) -> None:
    """Have the Subbag hand in the proposed report; the Kepala Dinas returns it, and gets it again with an answer."""
    planner, head = cast[PLANNER], cast[HEAD]
    await planner.taps("Susun laporan dan sampaikan", within="Semua unit selesai dievaluasi")
    await _proposes(planner)
    await _hands_in(planner)
    await head.taps("Periksa laporan", within="Laporan evaluasi Triwulan III 2026")
    await average_seen(cast)
    await head.taps("Kembalikan ke evaluasi")
    await head.sees("Mengapa laporan")
    await head.says("Sebab turunnya kecepatan penanganan aduan belum dijelaskan. Tambahkan, beserta usulnya.")
    await head.taps("Kembalikan ke evaluasi", within="dengan alasan")
    await head.sees("dikembalikan ke Subbag")
    await planner.taps("Perbaiki laporan")
    await planner.sees("belum dijelaskan", "[Susun laporan dan sampaikan]")
    await planner.taps("Susun laporan dan sampaikan", within="belum dijelaskan")
    await _proposes(planner)
    await planner.says(
        "Penanganan aduan melambat karena dua petugas pindah tugas sejak Juli dan aduan baru dipilah sekali sehari. "
        "Usul: satu petugas pengganti, pemilahan dua kali sehari."
    )
    await planner.sees("dua petugas pindah tugas", "[Sampaikan ke Kepala Dinas]")
    await _hands_in(planner)


async def _proposes(planner: Phone) -> None:
    """Take the summary that the figures give."""
    await planner.sees("Tulis ringkasan dan bahan keputusan", "1. Rata-rata capaian")
    await planner.taps("1. Rata-rata", within="Tulis ringkasan dan bahan keputusan")
    await planner.sees("Rata-rata capaian Triwulan III 2026", "[Sampaikan ke Kepala Dinas]")


async def _hands_in(planner: Phone) -> None:
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
    """Direct one unit in words, one by a proposed sentence, and the rest by the same voice note."""
    head = cast[HEAD]
    await head.taps("Periksa laporan", within="versi 2")
    await average_seen(cast)
    await _directs(head, IKP)
    await head.says(
        "Tunjuk petugas pengganti minggu ini. Penanganan aduan kembali di bawah 48 jam sebelum 30 November."
    )
    await _gives(head)
    await _directs(head, APTIKA)
    await head.taps("1. ", within=f"untuk {APTIKA}")
    await _gives(head)
    await head.taps("Sama untuk semua (2 unit)")
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
    await keep(cast, head, SOP, picture)


async def _sees_compliance(cast: Cast) -> None:
    secretary = cast[SECRETARY]
    await secretary.presses("Status")
    await secretary.sees("Status monev Triwulan III 2026", "[Kepatuhan waktu]")
    await secretary.taps("Kepatuhan waktu", within="Status monev")
    whole = await secretary.sees("Kepatuhan waktu SOP", UMUM, "lewat 2 hari", "[Per unit]")
    await secretary.taps("Per unit", on=whole)
    units = await secretary.sees("Kepatuhan waktu per unit", IKP, APTIKA, STATISTIK, UMUM)
    cast.papers["kepatuhan-waktu.txt"] = f"{whole.text}\n\n{units.text}\n".encode()


async def followed_up(cast: Cast) -> None:
    """Have one unit report an item of its plan done with evidence, and the Kepala Dinas verify it."""
    staff, head = cast[FILLERS[IKP]], cast[HEAD]
    cast.book.follow(FILLERS[IKP], HEAD)
    await staff.says("/tindaklanjut")
    await staff.sees(f"Tindak lanjut {IKP}", "2 dari 2 tindak lanjut masih terbuka")
    await staff.taps("1. Menunjuk satu petugas", within="masih terbuka")
    await staff.sees("Indikator selesai: Surat tugas terbit", "[Selesai]")
    await staff.taps("Selesai", within="Indikator selesai: Surat tugas terbit")
    await staff.sees("Kirim buktinya")
    await staff.sends(("Surat-tugas-412.pdf", samples.duty_letter()), caption="Petugas mulai bekerja 26 Oktober.")
    await staff.sees("Surat-tugas-412.pdf", "[Kirim laporan]")
    await staff.taps("Kirim laporan", within="Surat-tugas-412.pdf")
    await staff.sees("dilaporkan selesai", "Menunggu verifikasi Kepala Dinas")
    await head.taps("Verifikasi", within="Petugas mulai bekerja")
    await head.sees("diverifikasi: selesai")
    await staff.sees("diverifikasi", "selesai")
