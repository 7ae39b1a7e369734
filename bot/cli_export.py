"""`monev export`: everything to go on by paper, in one ZIP, also while the bot is running."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from sqlmodel import Session

from bot.archiving import reading
from bot.cli import fail, settings
from bot.cli_office import OfficeOption, choose_office
from bot.drawing_many import drawing_child
from bot.exporting import ExportFile, GatheredExport, export_name, gather_export, make_export
from bot.national_days import CALENDAR, keep_in
from bot.opened import opened
from bot.records import PresentProcedure
from bot.settings import Settings
from handlers.texts import words
from storage.engine import open_engine
from workflow.papers.kinds import Printed

console = Console()


def export(
    out: Annotated[Path | None, typer.Option(help="Berkas ZIP tujuan; kosong: di folder ini.")] = None,
    office: OfficeOption = "",
) -> None:
    """Simpan semua yang perlu untuk melanjutkan di atas kertas: tugas, kontak, formulir, dan arsip yang berjalan."""
    chosen = settings()
    gathered = _gathered(chosen, office)
    target = out or Path(export_name(gathered))
    store, fonts = chosen.data_dir / "files", chosen.data_dir / "drawn" / ".fonts"
    try:
        with Progress(console=console, transient=True) as progress, drawing_child(store, fonts) as draw:
            task = progress.add_task("Menyusun dokumen", total=gathered.drawings)

            def told(printed: Printed) -> bytes | None:
                drawn = draw(printed)
                progress.advance(task)
                return drawn

            made = make_export(gathered, store, target, told)
    except OSError as error:
        fail(f"Ekspor tidak dapat ditulis ke {target}: {error.strerror}.")
    _tell(made)


def _gathered(chosen: Settings, code: str) -> GatheredExport:
    keep_in(chosen.data_dir / CALENDAR)
    with opened(chosen) as connection, Session(bind=connection) as session:
        listed = choose_office(session, code)
    present, engine = PresentProcedure.read(chosen.sop_file), open_engine(chosen.database)
    try:
        with reading(engine) as connection:  # the bot writes on meanwhile
            return gather_export(connection, listed.id, chosen.clock.now(), present)
    finally:
        engine.dispose()


def _tell(made: ExportFile) -> None:
    """Say what was made; ends the command with exit code 1 where something is missing in it."""
    size = words.size(made.path.stat().st_size)
    console.print(f"Ekspor tersimpan: {made.path} ({made.files} berkas, {size})", soft_wrap=True, highlight=False)
    console.print("Mulailah dari MULAI-DI-SINI.html. Isinya nama, NIP, dan bukti: jaga seperti folder data.")
    if made.faults:
        fail("\n".join([f"Ada {len(made.faults)} yang perlu diperiksa:", *(f"- {fault}" for fault in made.faults)]))
