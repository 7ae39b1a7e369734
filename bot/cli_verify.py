"""`monev verify`: proves that nothing in the record was changed, removed, added or swapped."""

import typer
from rich.console import Console
from sqlmodel import Session

from bot.archiving import reading
from bot.cli import settings
from bot.opened import opened
from handlers.texts import segel
from storage import offices
from storage.blobs import BlobStore
from storage.engine import open_engine
from storage.verification import Verified, verify

MOST_FINDINGS = 20
console = Console()


def verify_record() -> None:
    """Buktikan bahwa riwayat, register, segel, dan berkas tidak diubah; kode keluar 1 bila ada yang ditemukan.

    Bot boleh tetap berjalan.
    """
    chosen = settings()
    blobs = BlobStore(chosen.data_dir / "files")
    is_whole = True
    with opened(chosen):
        pass  # what the tables are to be is brought up to date first: the proof itself only reads
    engine = open_engine(chosen.database)
    with reading(engine) as connection:
        with Session(bind=connection) as session:
            listed = offices.listed(session)
        for office in listed:
            found = verify(connection, office.id, blobs.path)
            is_whole &= not found.findings
            _tell(office.name, found)
    engine.dispose()
    if not listed:
        console.print("Belum ada kantor.")
    raise typer.Exit(0 if is_whole else 1)


def _tell(name: str, found: Verified) -> None:
    console.print(name, markup=False, style="bold")
    console.print(f"{found.entries} catatan, {found.files} berkas, {found.seals} segel diperiksa.", highlight=False)
    if found.root:
        console.print(f"Segel terakhir: {segel.grouped(found.root)}", highlight=False)
        console.print("Cocokkan dengan pesan segel di chat admin, atau dengan yang tercetak di arsip.")
    if not found.findings:
        console.print("Utuh: tidak ada yang berubah, hilang, disisipkan, atau bertukar.")
        return
    for each in found.findings[:MOST_FINDINGS]:
        console.print(f"- {segel.finding(each)}", highlight=False)
    if len(found.findings) > MOST_FINDINGS:
        console.print(f"… dan {len(found.findings) - MOST_FINDINGS} lagi.", highlight=False)
    console.print("TIDAK UTUH. Jangan mengubah apa pun; simpan salinan folder data, lalu bandingkan dengan cadangan.")
