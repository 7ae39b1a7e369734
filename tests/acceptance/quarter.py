"""One quarter in chat, step by step: what each actor sees and does until the cycle is closed, and after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from acceptance import follow_up
from acceptance.office import Office
from acceptance.papers import pdf, png, workbook
from bot.phone import Phone

QUARTER = "Triwulan III 2026"
NUMBER = "001/MONEV/III/2026"


@dataclass(frozen=True)
class Unit:
    """A unit of the sample office, with the codes of who fills in its data and who checks them."""

    name: str
    staf: str
    kabid: str


IKP = Unit("Bidang Informasi dan Komunikasi Publik", "gilang", "eko")
APTIKA = Unit("Bidang Aplikasi Informatika", "joko", "irfan")
STATISTIK = Unit("Bidang Statistik dan Persandian", "nanda", "lukman")
UMUM = Unit("Sub Bagian Umum dan Kepegawaian", "putra", "oktavia")
UNITS = (IKP, APTIKA, STATISTIK, UMUM)


async def tell(office: Office) -> None:
    """Tell the whole quarter, with a kill between the steps where the office is told with kills."""
    await office.everyone_joins()
    await office.between_steps()
    await order(office)
    await direct_team(office)
    for unit in UNITS:
        await coordinate(office, unit)
    await order_collection(office)
    await collect(office)
    await evaluate(office)
    await report(office)
    await decide(office)
    for unit in UNITS:
        await plan(office, unit)
    await everyone_is_told(office)
    await follow_up.tell(office, IKP.name, IKP.staf, IKP.kabid)


async def reach_collection(office: Office) -> None:
    """Tell it up to where three units collect their data, and the Subbag Umum still waits for the Tim."""
    await order(office)
    await direct_team(office)
    for unit in UNITS[:3]:
        await coordinate(office, unit)
    await order_collection(office, UNITS[:3])


async def order(office: Office, which: str = QUARTER, number: str = NUMBER) -> None:
    """Step 1: the Kepala Dinas sends the disposisi that was proposed for that quarter, in three taps."""
    hendra = office["hendra"]
    await hendra.taps("Buat disposisi", within=which)
    await office.between_steps()
    await hendra.taps("Kirim", within="belum terkirim")
    await office.between_steps()
    await hendra.taps("Kirim sekarang")
    await hendra.sees("Terkirim sebagai", number)
    await office["ratna"].sees(f"Disposisi {number}", "[Terima dan beri arahan]", after=0)
    await office.between_steps()


async def direct_team(office: Office, number: str = NUMBER) -> None:
    """Step 2: the Sekretaris receives the disposisi and directs the Tim; the writer sees how far it got."""
    ratna = office["ratna"]
    read = await ratna.sees(f"Disposisi {number}", "[Terima dan beri arahan]", "[Kembalikan]", after=0)
    await ratna.taps("Terima dan beri arahan", on=read)
    await ratna.sees("Apa arahan Bapak/Ibu untuk Tim Monev")
    await ratna.says("Mulai dari bidang yang triwulan lalu terlambat.")
    await ratna.sees("Periksa, lalu kirim", "yang triwulan lalu terlambat", "[Kirim arahan ke Tim]")
    await office.between_steps()
    await ratna.taps("Kirim arahan ke Tim")
    await ratna.sees("Arahan terkirim ke Tim")
    await office["hendra"].sees("Sekretaris Dinas: ✅ selesai", after=0)
    for code in ("andi", "budi", "citra"):
        await office[code].sees("Arahan untuk Tim Monev", "yang triwulan lalu terlambat", after=0)
    await office.between_steps()


async def coordinate(office: Office, unit: Unit) -> None:
    """Step 3: a member of the Tim notes what was agreed with a unit."""
    budi = office["budi"]
    await budi.taps("Mulai koordinasi" if unit is UNITS[0] else "Daftar unit")
    await budi.sees("Pilih unit", unit.name)
    await budi.taps(unit.name, within="Pilih unit")
    await budi.sees(unit.name, "[Catat hasil koordinasi]")
    await budi.taps("Catat hasil koordinasi", within=unit.name)
    await budi.sees("Apa hasil koordinasi", unit.name)
    await office.between_steps()
    await budi.says(f"Delapan indikator {unit.name}, bukti dukung menyusul.")
    await budi.sees(f"Hasil koordinasi: {unit.name}", "Delapan indikator", "[Simpan hasil koordinasi]")
    await budi.taps("Simpan hasil koordinasi", within=unit.name)
    await budi.sees(f"Hasil koordinasi {unit.name} tercatat")


async def order_collection(office: Office, units: Sequence[Unit] = UNITS) -> None:
    """Step 4: the Tim orders all units at once to collect their data."""
    budi = office["budi"]
    await budi.taps(f"Perintahkan semua yang siap ({len(units)})")
    await budi.sees("[Kirim perintah]")
    await budi.says("Sertakan bukti dukung setiap indikator.")
    await budi.sees("Perintah pengumpulan data untuk", "Sertakan bukti dukung", "[Kirim perintah]")
    await budi.taps("Kirim perintah", within="Sertakan bukti dukung")
    await budi.sees("Perintah terkirim ke")
    for unit in units:
        await office[unit.staf].sees("Perintah mengumpulkan data", unit.name, "Sertakan bukti dukung", after=0)
    await office.between_steps()


async def collect(office: Office) -> None:
    """Step 4 in the units: one sends four files, one is returned by its Kabid and sends a second version."""
    await _submits_everything(office, IKP)
    await submits(office, APTIKA, 1)
    await _kabid_returns(office, APTIKA, "Realisasi baris 2 belum diisi.")
    await submits(office, APTIKA, 2, opens="Perbaiki data")
    for unit in (STATISTIK, UMUM):
        await submits(office, unit, 1)
    for unit in UNITS:
        await kabid_approves(office, unit)


async def _submits_everything(office: Office, unit: Unit) -> None:
    """Have a Staf send workbook, PDF, an album of two photos, which gets one answer, and a note."""
    staf = office[unit.staf]
    await staf.taps("Buka perintah")
    await staf.taps("Kirim data", within=unit.name)
    await staf.sees("Kirim berkasnya sekarang")
    await staf.sends(("data.xlsx", workbook(90, 95)))
    await staf.sees("data.xlsx", "Nomor kiriman", "[Kirim ke Kabid]")
    await office.between_steps()
    await staf.sends(("laporan.pdf", pdf("laporan")))
    await staf.sees("laporan.pdf", "[Kirim ke Kabid]")
    await staf.sends(("a.png", png(40)), ("b.png", png(200)), kind="photo", album=True)
    await staf.sees("3. foto-", "4. foto-", "[Kirim ke Kabid]")
    answers = [message for message in await staf.messages(after=staf.heard) if message.from_bot]
    assert len(answers) == 1, "an album is one submission with one answer"
    await office.between_steps()
    await staf.says("Realisasi anggaran menyusul Kamis.")
    await staf.sees("Realisasi anggaran menyusul", "4. foto-", "[Kirim ke Kabid]")
    await staf.taps("Kirim ke Kabid", within="menyusul Kamis")
    await staf.sees("versi 1", unit.name, "Terkirim ke Kabid")
    await office.between_steps()


async def submits(office: Office, unit: Unit, version: int, opens: str = "Buka perintah") -> None:
    """Have a Staf send one workbook to the Kabid."""
    staf = office[unit.staf]
    await staf.taps(opens)
    await staf.taps("Kirim data", within=unit.name)
    await staf.sees("Kirim berkasnya sekarang")
    await office.between_steps()
    await staf.sends(("data.xlsx", workbook(80 + version, 90)))
    await staf.sees("data.xlsx", "[Kirim ke Kabid]")
    await staf.taps("Kirim ke Kabid", within="data.xlsx")
    await staf.sees(f"versi {version}", unit.name, "Terkirim ke Kabid")
    await office[unit.kabid].sees(f"Data {unit.name}", f"versi {version}", "[Periksa data]", after=0)


async def _kabid_returns(office: Office, unit: Unit, reason: str) -> None:
    """Have a Kabid send a version back with a reason, which the Staf reads."""
    kabid = office[unit.kabid]
    await kabid.taps("Periksa data", within=unit.name)
    await kabid.sees("[Setujui dan kirim]", "[Kembalikan]")
    await kabid.taps("Kembalikan", within=unit.name)
    await kabid.sees("Mengapa data")
    await office.between_steps()
    await kabid.says(reason)
    await kabid.sees("dengan alasan", reason, "[Kembalikan]")
    await kabid.taps("Kembalikan", within=reason)
    await kabid.sees("dikembalikan kepada")
    await office[unit.staf].sees("perlu diperbaiki", reason, after=0)
    await office.between_steps()


async def kabid_approves(office: Office, unit: Unit) -> None:
    """Have a Kabid approve the latest version, which reaches the Subbag."""
    kabid = office[unit.kabid]
    await kabid.taps("Periksa data", within=unit.name)
    await kabid.sees(unit.name, "[Setujui dan kirim]")
    await kabid.taps("Setujui dan kirim", within=unit.name)
    await kabid.sees("disetujui dan terkirim", unit.name)
    await office["dewi"].sees(f"Data {unit.name} masuk", after=0)


async def evaluate(office: Office) -> None:
    """Step 5: the Subbag returns one unit's data and accepts the rest; the Tim adds a remark."""
    await _team_notes(office, STATISTIK)
    await subbag_returns(office, IKP, "Realisasi anggaran di bawah angka triwulan lalu.")
    await submits(office, IKP, 2, opens="Perbaiki data")
    await kabid_approves(office, IKP)
    for unit in UNITS:
        await subbag_accepts(office, unit)


async def _team_notes(office: Office, unit: Unit) -> None:
    citra = office["citra"]
    await citra.taps("Buka data unit", within=unit.name)
    await citra.taps("Catatan evaluasi", within=f"Evaluasi {QUARTER}: {unit.name}")
    await citra.sees("Apa catatan")
    await citra.says("Capaian indikator 2 naik tanpa penjelasan.")
    await citra.sees("Catatan evaluasi:", "tanpa penjelasan", "[Simpan catatan]")
    await citra.taps("Simpan catatan")
    await citra.sees("tersimpan")
    await office["dewi"].sees("Catatan evaluasi", "tanpa penjelasan", after=0)
    await office.between_steps()


async def subbag_returns(office: Office, unit: Unit, reason: str) -> None:
    """Have the Subbag send a unit's data back: Kabid and Staf read why."""
    dewi = office["dewi"]
    await dewi.taps("Buka data unit", within=f"Data {unit.name} masuk")
    screen = f"Evaluasi {QUARTER}: {unit.name}"
    await dewi.sees(screen, "[Kembalikan]")
    await dewi.taps("Kembalikan", within=screen)
    await dewi.sees("Mengapa data", unit.name)
    await dewi.says(reason)
    await dewi.sees("ke unit dengan alasan", reason, "[Kembalikan]")
    await office.between_steps()
    await dewi.taps("Kembalikan", within=reason)
    await dewi.sees("dikembalikan ke unit", unit.name)
    for code in (unit.staf, unit.kabid):
        await office[code].sees("perlu diperbaiki", reason, after=0)
    await office.between_steps()


async def subbag_accepts(office: Office, unit: Unit, which: str = QUARTER) -> None:
    """Have the Subbag accept a unit's data, of which the unit is told."""
    dewi = office["dewi"]
    await dewi.taps("Buka data unit", within=f"Data {unit.name} masuk")
    screen = f"Evaluasi {which}: {unit.name}"
    await dewi.sees(screen, "[Terima]")
    await dewi.taps("Terima", within=screen)
    await dewi.sees(f"Data {unit.name}", "diterima.")
    await office[unit.kabid].sees(f"Data {unit.name}", "Tidak ada yang perlu diperbaiki", after=0)
    await office.between_steps()


async def report(office: Office) -> None:
    """Step 5, its end: the Subbag hands the report in, in words and as a PDF."""
    dewi = office["dewi"]
    await dewi.taps("Susun laporan dan sampaikan")
    await dewi.sees("Laporan evaluasi", "untuk Kepala Dinas")
    await dewi.says("Rata-rata capaian 93,5%; penanganan aduan masih tertinggal.")
    await dewi.sees("93,5%", "[Sampaikan ke Kepala Dinas]")
    await office.between_steps()
    await dewi.sends(("laporan-triwulan.pdf", pdf("triwulan")))
    await dewi.sees("laporan-triwulan.pdf", "[Sampaikan ke Kepala Dinas]")
    await dewi.taps("Sampaikan ke Kepala Dinas", within="laporan-triwulan.pdf")
    await office["hendra"].sees(f"Laporan evaluasi {QUARTER}", "93,5%", "[Periksa laporan]", after=0)
    await office.between_steps()


async def decide(office: Office) -> None:
    """Step 6: the Kepala Dinas directs one unit in own words, and all others alike."""
    hendra = office["hendra"]
    await hendra.taps("Periksa laporan")
    await hendra.taps(f"Beri arahan: {APTIKA.name}")
    await hendra.sees(APTIKA.name, "[Beri arahan]")
    await hendra.taps("Beri arahan", within=APTIKA.name)
    await hendra.sees("Apa arahan Bapak/Ibu untuk", APTIKA.name)
    await hendra.says("Selesaikan aduan yang tertunda sebelum akhir bulan.")
    await hendra.sees("Periksa, lalu kirim", "aduan yang tertunda", "[Kirim arahan]")
    await office.between_steps()
    await hendra.taps("Kirim arahan", within="aduan yang tertunda")
    await hendra.sees("Arahan terkirim kepada", "Masih menunggu arahan")
    await office.between_steps()
    await hendra.taps("Sama untuk semua (3 unit)", within="Masih menunggu arahan")
    await hendra.taps("Percepat kegiatan", within=f"Apa arahan Bapak/Ibu untuk {IKP.name}")
    await hendra.sees("Periksa, lalu kirim", "Percepat kegiatan", "[Kirim arahan]")
    await hendra.taps("Kirim arahan", within="Percepat kegiatan")
    await hendra.sees("Semua unit sudah menerima arahan")
    await office[APTIKA.kabid].sees("Arahan Kepala Dinas", "aduan yang tertunda", after=0)
    await office[UMUM.kabid].sees("Arahan Kepala Dinas", "Percepat kegiatan", after=0)
    await office.between_steps()


async def plan(office: Office, unit: Unit) -> None:
    """Step 7: a unit answers with its follow-up plan of one item."""
    kabid = office[unit.kabid]
    await kabid.taps("Baca arahan", within=unit.name)
    await kabid.taps("Susun rencana tindak lanjut", within=f"Tindak lanjut {QUARTER}: {unit.name}")
    await kabid.sees("Apa rencana aksinya")
    await kabid.says("Menambah satu petugas piket layanan aduan.")
    await _answers_the_rest(office, kabid, unit)
    await kabid.sees("1 butir", "petugas piket", "[Kirim rencana tindak lanjut]")
    await office.between_steps()
    await kabid.taps("Kirim rencana tindak lanjut", within="belum dikirim")
    await kabid.sees("akan dikirim kepada Kepala Dinas", "[Kirim]")
    await kabid.taps("Kirim", within="akan dikirim kepada Kepala Dinas")
    await kabid.sees(f"Rencana tindak lanjut {unit.name} terkirim, 1 butir")


async def _answers_the_rest(office: Office, kabid: Phone, unit: Unit) -> None:
    await kabid.sees("Apa indikator selesainya")
    await kabid.says("Surat tugas terbit.")
    await kabid.sees("Siapa penanggung jawabnya")
    await kabid.taps(office[unit.staf].name, within="Siapa penanggung jawabnya")
    await kabid.sees("Sampai kapan")
    await kabid.taps("14 hari", within="Sampai kapan")
    await kabid.sees("Sumber daya apa")
    await kabid.taps("Tidak perlu sumber daya tambahan", within="Sumber daya apa")


async def everyone_is_told(office: Office) -> None:
    """See the cycle closed: who sent the last plan reads so in the answer, everyone else gets the result."""
    closer = office[UNITS[-1].kabid]
    await closer.sees("Ini rencana terakhir", f"{QUARTER} selesai", after=0)
    for phone in office.phones.values():
        if phone is closer:
            continue
        await phone.sees(f"Monev {QUARTER} selesai", "Data: 4 dari 4 unit", "4 unit, 4 rencana aksi", after=0)
