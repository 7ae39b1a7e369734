"""`monev disposisi print`: the lembar of a disposisi on paper, a rahasia one too; nothing of it goes through chat."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from bot.cli import fail, settings
from bot.cli_archive import quarter_of
from bot.cli_office import OfficeOption, choose_office
from bot.drawing_many import drawing_child
from bot.national_days import CALENDAR, keep_in
from bot.office_cache import read_office
from bot.opened import opened
from bot.records import OfficeRecords, PresentProcedure
from bot.settings import Settings
from handlers import papers
from handlers.desk import Room
from storage import offices
from storage.cycles import CycleCache
from workflow.fields import TEXT_LIMIT
from workflow.papers.kinds import Printed
from workflow.papers.lembar_disposisi import LembarDisposisi
from workflow.quarter import Quarter

app = typer.Typer(no_args_is_help=True)


@app.callback()
def disposisi() -> None:
    """Lembar disposisi di atas kertas, tanpa melalui chat."""


@app.command("print")
def print_(
    quarter: Annotated[str, typer.Option(help="Tahun dan triwulan, misalnya 2026-3.", metavar="TAHUN-TW")],
    out: Annotated[Path | None, typer.Option(help="Berkas PDF tujuan; kosong: di folder ini.")] = None,
    content: Annotated[
        Path | None, typer.Option(help="Berkas teks berisi catatan; dicetak saja, tidak disimpan.")
    ] = None,
    subject: Annotated[str, typer.Option(help="Hal yang dicetak; tidak disimpan.")] = "",
    office: OfficeOption = "",
) -> None:
    """Cetak lembar disposisi terakhir satu triwulan ke PDF, juga yang bersifat rahasia."""
    chosen, wanted = settings(), quarter_of(quarter)
    printed = _with_content(_lembar(chosen, wanted, office), content, subject)
    target = out or Path(printed.file_name)
    logging.getLogger("bot.drawing_many").setLevel(logging.ERROR)  # the sentence below says it
    with drawing_child(chosen.data_dir / "files", chosen.data_dir / "drawn" / ".fonts") as draw:
        drawn = draw(printed)
    if drawn is None:
        fail("Lembar disposisi tidak dapat disusun.")
    try:
        target.touch(mode=0o600)
        target.write_bytes(drawn)
    except OSError as error:
        fail(f"Lembar tidak dapat ditulis ke {target}: {error.strerror}.")
    typer.echo(f"Lembar disposisi tersimpan: {target}. Cetak, lalu hapus berkasnya bila isinya rahasia.")


def _lembar(chosen: Settings, wanted: Quarter, code: str) -> Printed:
    """Return the sheet of the quarter's latest disposisi; ends the command where there is none."""
    keep_in(chosen.data_dir / CALENDAR)
    now, present = chosen.clock.now(), PresentProcedure.read(chosen.sop_file)
    with opened(chosen) as connection, Session(bind=connection) as session:
        listed = choose_office(session, code)
        known = read_office(session, listed.id, offices.revision(connection, listed.id), now.date())
        records = OfficeRecords(connection, 0, listed.id, 0, 0, None, now, present, CycleCache())
        cycle = records.cycle_of(wanted)
        if cycle is None or not cycle.disposisi:
            fail(f"Belum ada disposisi Triwulan {wanted.roman} {wanted.year} di {listed.name}.")
        return papers.disposisi(Room(now=now, office=known.office, calendar=known.calendar, records=records), cycle)


def _with_content(printed: Printed, content: Path | None, subject: str) -> Printed:
    """Return the sheet with what the command was given to print on it; ends the command where that cannot be."""
    paper = printed.paper
    if not isinstance(paper, LembarDisposisi):
        raise TypeError(type(paper).__name__)
    try:
        note = paper.note if content is None else content.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        fail(f"Isi tidak dapat dibaca dari {content}. Berkasnya harus teks biasa (UTF-8).")
    if len(note) > TEXT_LIMIT:
        fail(f"Isi terlalu panjang: {len(note)} huruf, paling banyak {TEXT_LIMIT}.")
    return replace(printed, paper=replace(paper, note=note, subject=subject or paper.subject))
