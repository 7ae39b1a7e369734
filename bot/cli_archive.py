"""`monev archive`: the archive of a quarter as one ZIP, of any size, also while the bot is running."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from sqlmodel import Session

from bot.archiving import ArchiveFile, Gathered, NoCycleError, archive_name, gather, make
from bot.cli import fail, settings
from bot.cli_office import choose_office
from bot.drawing_many import drawing_child
from bot.national_days import CALENDAR, keep_in
from bot.opened import opened
from bot.records import PresentProcedure
from bot.settings import Settings
from handlers.texts import words
from workflow.papers.kinds import Printed
from workflow.quarter import Quarter

console = Console()


def archive(
    quarter: Annotated[str, typer.Option(help="Tahun dan triwulan, misalnya 2026-3.", metavar="TAHUN-TW")],
    out: Annotated[Path | None, typer.Option(help="Berkas ZIP tujuan; kosong: di folder ini.")] = None,
    office: Annotated[str, typer.Option(help="Kode kantor; perlu bila ada lebih dari satu.")] = "",
) -> None:
    """Simpan arsip satu triwulan: semua dokumen, kiriman, bukti, dan riwayat dalam satu ZIP berindeks."""
    wanted, chosen = quarter_of(quarter), settings()
    gathered = _gathered(chosen, wanted, office)
    target = out or Path(archive_name(gathered.facts.cycle, gathered.facts.office))
    store, fonts = chosen.data_dir / "files", chosen.data_dir / "drawn" / ".fonts"
    try:
        with Progress(console=console, transient=True) as progress, drawing_child(store, fonts) as draw:
            task = progress.add_task("Menyusun dokumen", total=len(gathered.papers))

            def told(printed: Printed) -> bytes | None:
                drawn = draw(printed)
                progress.advance(task)
                return drawn

            made = make(gathered, store, target, told)
    except OSError as error:
        fail(f"Arsip tidak dapat ditulis ke {target}: {error.strerror}.")
    _tell(made)


def quarter_of(text: str) -> Quarter:
    """Return the quarter that `2026-3` names; ends the command where it names none."""
    year, dash, number = text.partition("-")
    if not (dash and year.isdecimal() and len(year) == 4 and number in ("1", "2", "3", "4")):
        fail(f"Triwulan {text} tidak dikenal. Tulis tahun dan triwulannya, misalnya 2026-3.")
    return Quarter(int(year), int(number))


def _gathered(chosen: Settings, wanted: Quarter, code: str) -> Gathered:
    keep_in(chosen.data_dir / CALENDAR)
    with opened(chosen) as connection:
        with Session(bind=connection) as session:
            listed = choose_office(session, code)
        present = PresentProcedure.read(chosen.sop_file)
        try:
            return gather(connection, listed.id, wanted, chosen.clock.now(), present)
        except NoCycleError:
            fail(f"Triwulan {wanted.roman} {wanted.year} belum dimulai di {listed.name}.")


def _tell(made: ArchiveFile) -> None:
    """Say what was made; ends the command with exit code 1 where something is missing in it."""
    said = made.said
    size = words.size(made.path.stat().st_size)
    console.print(f"Arsip tersimpan: {made.path} ({said.entries} berkas, {size})", soft_wrap=True, highlight=False)
    faults = [
        *(f"- tidak ada di penyimpanan: {title}" for title in said.missing),
        *(f"- isi berubah sejak diterima: {title}" for title in said.changed),
        *(f"- tidak dapat disusun: {title}" for title in made.undrawn),
    ]
    if faults:
        fail("\n".join([f"Ada {len(faults)} yang perlu diperiksa; lihat juga INDEKS.html.", *faults]))
