"""After the quarter, in chat: a unit reports its item done, the Kepala Dinas sends it back once and then verifies."""

from acceptance.office import Office
from acceptance.papers import png
from bot.phone import Phone


async def tell(office: Office, unit: str, staf: str, kabid: str) -> None:
    """Tell it of the only item of that unit's plan, with a kill between the steps where the office is told so."""
    reporter, head = office[staf], office["hendra"]
    await reporter.says("/tindaklanjut")
    await reporter.sees(f"Tindak lanjut {unit}", "1 dari 1 tindak lanjut masih terbuka")
    await reporter.taps("1. Menambah satu petugas", within="masih terbuka")
    await reporter.sees("Indikator selesai: Surat tugas terbit.", "belum dikerjakan")
    await reporter.taps("Sedang dikerjakan", within="belum dikerjakan")
    await reporter.sees("Dicatat: sedang dikerjakan")
    await office.between_steps()
    await _reports_done(office, reporter)
    await head.taps("Kembalikan", within="dilaporkan selesai")
    await head.sees("mengapa laporannya dikembalikan")
    await head.says("Foto belum menunjukkan petugas tambahan.")
    await head.taps("Kembalikan", within="dengan alasan")
    await head.sees("dikembalikan kepada unit")
    await office[kabid].sees("Foto belum menunjukkan", "[Perbaiki tindak lanjut]", after=0)
    await office.between_steps()
    await reporter.taps("Perbaiki tindak lanjut", within="Foto belum menunjukkan")
    await reporter.sees("dikembalikan, perlu diperbaiki")
    await _is_verified(office, reporter, head)


async def _reports_done(office: Office, reporter: Phone) -> None:
    await reporter.taps("Selesai", within="Status: ")
    await reporter.sees("Kirim buktinya")
    await reporter.sends(("petugas.png", png(120)), caption="Petugas sudah ditambah.")
    await reporter.sees("petugas.png", "Petugas sudah ditambah.", "[Kirim laporan]")
    await office.between_steps()
    await reporter.taps("Kirim laporan", within="petugas.png")
    await reporter.sees("dilaporkan selesai", "Menunggu verifikasi Kepala Dinas")


async def _is_verified(office: Office, reporter: Phone, head: Phone) -> None:
    await reporter.taps("Selesai", within="perlu diperbaiki")
    await reporter.sees("Kirim buktinya")
    await reporter.says("Surat tugas nomor 12 dan foto kedua petugas terlampir.")
    await reporter.taps("Kirim laporan", within="Surat tugas nomor 12")
    await reporter.sees("Menunggu verifikasi Kepala Dinas")
    await office.between_steps()
    await head.taps("Verifikasi", within="Surat tugas nomor 12")
    await head.sees("diverifikasi: selesai")
    await reporter.sees("diverifikasi", "selesai", after=0)
