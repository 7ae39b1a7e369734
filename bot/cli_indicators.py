"""`monev indicators`: the year's indicators in and out as Excel, as /indikator does it in chat."""

import asyncio
import html
import re
import sys
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import orjson
import typer
from markupsafe import Markup
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlmodel import Session

from bot import child
from bot.child import ChildError
from bot.cli import fail, settings
from bot.cli_office import choose_office
from bot.indicator_store import known_plans, listed_of, prepared, take_in
from bot.letterhead import letterhead_of
from bot.opened import opened
from bot.settings import Settings
from bot.workshop import MOST_BYTES, MOST_SECONDS
from documents.assets import Assets
from documents.indicator_sheet import drawn
from handlers.texts import indikator_perubahan as changes
from handlers.texts import indikator_temuan as findings
from handlers.texts.isian import refused_file
from storage import indicators, offices
from storage.blobs import Blob, BlobStore
from storage.codec import encode
from workflow.files import FileFault
from workflow.indicator_imports import IndicatorImport
from workflow.indicator_intake import Intake, unit_names
from workflow.indicator_reading import IndicatorReading, IndicatorsJob, can_be_taken
from workflow.indicators import QUARTERS
from workflow.office import Office
from workflow.papers.indicator_list import IndicatorListPaper, ListedIndicator
from workflow.papers.sheet import Sheet
from workflow.printed_numbers import write_rupiah
from workflow.quarter import Quarter
from workflow.stored_form import restored
from workflow.work import WorkKind

app = typer.Typer(no_args_is_help=True)
FileArgument = Annotated[Path, typer.Argument(help="Berkas Excel (.xlsx).", metavar="BERKAS")]
OfficeOption = Annotated[str, typer.Option(help="Kode kantor; perlu bila ada lebih dari satu.")]
YearOption = Annotated[int | None, typer.Option(help="Tahun; kosong: tahun ini.", min=2000, max=2100)]
CHUNK = 1024 * 1024
_TAG = re.compile(r"<[^>]*>")


@app.callback()
def indicators_() -> None:
    """Indikator kinerja tahun berjalan."""


@app.command("import")
def import_(
    file: FileArgument,
    from_quarter: Annotated[int | None, typer.Option(help="Berlaku mulai triwulan 1-4.", min=1, max=4)] = None,
    yes: Annotated[bool, typer.Option("--ya", "--yes", help="Terapkan tanpa bertanya.")] = False,
    office: OfficeOption = "",
    year: YearOption = None,
) -> None:
    """Periksa daftar indikator, tampilkan yang berubah, lalu terapkan. Isian triwulan yang sudah diterima tetap."""
    chosen = settings()
    blob = _kept(chosen, file)
    with opened(chosen) as connection, Session(bind=connection) as session:
        known = offices.load(session, choose_office(session, office).id)
    reading = _read(chosen, blob, known, year or _this_year(chosen))
    with opened(chosen) as connection, Session(bind=connection) as session:
        intake = prepared(session, known, reading, from_quarter)
    _show(known, reading, file, blob, intake)
    if intake.is_empty:
        typer.echo("Tidak ada yang berubah: daftarnya sudah seperti ini.")
        return
    if not yes and not typer.confirm("Terapkan?"):
        typer.echo("Tidak ada yang diubah.")
        return
    with opened(chosen) as connection, Session(bind=connection) as session:
        if prepared(session, known, reading, from_quarter) != intake:
            fail("Daftar indikator diubah orang lain selagi ditanyakan. Tidak ada yang diubah; mohon ulangi.")
        start = intake.changes.from_quarter
        came = IndicatorImport(reading.year, start, file.name, blob.sha256, None, chosen.clock.now())
        take_in(session, known.id, came, intake)
    typer.echo(f"Indikator tahun {reading.year} tersimpan: {changes.counts(intake)}.")


@app.command()
def export(file: FileArgument, office: OfficeOption = "", year: YearOption = None) -> None:
    """Tulis indikator yang berlaku ke Excel, dalam bentuk yang dapat dibaca kembali."""
    _write(file, office, year, with_rows=True)


@app.command()
def template(file: FileArgument, office: OfficeOption = "", year: YearOption = None) -> None:
    """Tulis format kosong ke Excel, dengan pilihan, penjelasan, dan contoh."""
    _write(file, office, year, with_rows=False)


@app.command("list")
def list_(office: OfficeOption = "", year: YearOption = None) -> None:
    """Tampilkan indikator per unit beserta riwayat pengubahannya."""
    chosen = settings()
    wanted = year or _this_year(chosen)
    with opened(chosen) as connection, Session(bind=connection) as session:
        known = offices.load(session, choose_office(session, office).id)
        rows = listed_of(known_plans(session, known, wanted), known, QUARTERS[-1])
        imports = indicators.imports(session, known.id, wanted)
    console = Console()
    console.print(_table(known, wanted, rows), highlight=False)
    for came in imports:
        quarter, at = Quarter(came.year, came.from_quarter).roman, came.at.astimezone(ZoneInfo(known.zone))
        said = f"{at:%Y-%m-%d %H.%M} · {came.file_name} · sha256 {came.sha256[:8]} · mulai TW {quarter}"
        console.print(escape(said), highlight=False)


def _table(office: Office, year: int, rows: tuple[ListedIndicator, ...]) -> Table:
    table = Table("Unit", "Kode", "Indikator", "Target tahun", "Pagu", title=f"Indikator {year}")
    for each in rows:
        known = each.planned.indicator
        figure = "" if known.target_year is None else changes.figure_of(known.target_year, known)
        pagu = "" if known.pagu is None else write_rupiah(known.pagu)
        cells = (office.unit(known.unit_id).code, known.code, known.name, figure, pagu)
        table.add_row(*map(escape, cells))
    return table


def _this_year(chosen: Settings) -> int:
    return chosen.clock.now().year


def _kept(chosen: Settings, file: Path) -> Blob:
    """Keep the file among the office's files, by its content; ends the command where it is none to be read."""
    try:
        with file.open("rb") as source:
            kept = BlobStore(chosen.data_dir / "files").put(iter(lambda: source.read(CHUNK), b""))
    except OSError as error:
        reason = "berkas itu tidak ada" if isinstance(error, FileNotFoundError) else "periksa izinnya"
        fail(f"{file} tidak dapat dibuka: {reason}.")
    if isinstance(kept, FileFault):
        fail(_plain(refused_file(file.name, kept)))
    return kept


def _read(chosen: Settings, blob: Blob, office: Office, year: int) -> IndicatorReading:
    """Read the file in a process of its own, as the bot does; ends the command with every fault found."""
    job = IndicatorsJob(blob.sha256, year, unit_names(office))
    order = f'{{"kind":"{WorkKind.READ_INDICATORS}","data":{encode(job)}}}'
    command = (sys.executable, "-m", "documents.workbench", str((chosen.data_dir / "files").absolute()))
    try:
        made = asyncio.run(child.work(command, order.encode(), seconds=MOST_SECONDS, most_bytes=MOST_BYTES))
    except ChildError as error:
        fail(f"Berkas itu tidak dapat dibaca ({error.fault}). Buka dan simpan ulang di Excel, lalu coba lagi.")
    reading: IndicatorReading = restored(IndicatorReading, orjson.loads(made))
    if reading.refused is not None:
        fail(findings.refused(reading.refused, reading.detail))
    if not can_be_taken(reading):
        fail("\n".join(findings.errors(reading)))
    return reading


def _show(office: Office, reading: IndicatorReading, file: Path, blob: Blob, intake: Intake) -> None:
    typer.echo(_plain(changes.preview(office, reading.year, file.name, blob.sha256[:8], intake)))
    for said in findings.warnings(reading):
        typer.echo(f"Perhatian: {said}", err=True)


def _plain(text: Markup) -> str:
    return html.unescape(_TAG.sub("", str(text)))


def _write(file: Path, office: str, year: int | None, *, with_rows: bool) -> None:
    chosen = settings()
    wanted = year or _this_year(chosen)
    with opened(chosen) as connection, Session(bind=connection) as session:
        known = offices.load(session, choose_office(session, office).id)
        head = letterhead_of(offices.letterhead(session, known.id))
        rows = listed_of(known_plans(session, known, wanted), known, QUARTERS[-1]) if with_rows else ()
    sheet = Sheet(head, known.zone, chosen.clock.now().date())
    file.write_bytes(drawn(IndicatorListPaper(sheet, wanted, unit_names(known), rows), Assets()))
    said = f"{len(rows)} indikator" if with_rows else "Format indikator"
    typer.echo(f"{said} tahun {wanted} ditulis ke {file}.")
