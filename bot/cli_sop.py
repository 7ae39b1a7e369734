"""`monev sop`: the SOP as the table of the standard form."""

import typer
from rich.console import Console
from rich.table import Table

from bot.cli import fail, settings
from bot.records import PresentProcedure
from workflow.procedure import Procedure, Scope, Step
from workflow.procedure_file import ProcedureFileError

app = typer.Typer(no_args_is_help=True)
WIDTH = 150
POST_WIDTH = 11
"""Characters of a pelaksana's column: the longest word of the titles. Without it, they leave nothing to the others."""


@app.callback()
def sop() -> None:
    """Lihat SOP yang dijalankan bot."""


@app.command()
def show() -> None:
    """Cetak SOP sebagai tabel formulir baku."""
    try:
        procedure = PresentProcedure.read(settings().sop_file).procedure
    except (ProcedureFileError, OSError) as error:
        fail(str(error))
    console = Console(width=None if Console().width >= WIDTH else WIDTH)
    _print_head(console, procedure)
    console.print(_table(procedure))
    total = procedure.total
    console.print(f"Jumlah waktu: {total.days} hari {total.hours} jam {total.minutes} menit (waktu kerja)")


def _print_head(console: Console, procedure: Procedure) -> None:
    head = procedure.head
    console.print(f"[bold]{head.name}[/bold]  ·  {procedure.code} versi {procedure.version}")
    console.print(f"{head.agency}  ·  {head.unit}  ·  Nomor {head.number}  ·  {head.made}")
    for title, entries in (
        ("Dasar hukum", head.legal_basis),
        ("Kualifikasi pelaksana", head.qualifications),
        ("Keterkaitan", head.related),
        ("Peralatan", head.equipment),
    ):
        console.print(f"{title}: {'; '.join(entries)}")
    console.print(f"Peringatan: {head.warning}")
    console.print(f"Pencatatan dan pendataan: {head.recording}")


def _table(procedure: Procedure) -> Table:
    table = Table(show_lines=True, expand=True)
    table.add_column("No", justify="right", width=2)
    table.add_column("Kegiatan", ratio=4)
    for column in procedure.columns:
        table.add_column(column.title.replace("/", " / "), justify="center", width=POST_WIDTH)
    table.add_column("Persyaratan", ratio=3)
    table.add_column("Waktu", width=8)
    table.add_column("Output", ratio=3)
    table.add_column("Kembali", width=7)
    for step in procedure.steps:
        marks = (_mark(step) if column.code == step.column else "" for column in procedure.columns)
        waktu = f"{step.allotment.amount} {step.allotment.unit.value}"
        back = f"ke {step.returns_to}" if step.returns_to else ""
        table.add_row(str(step.number), step.activity, *marks, step.requirement, waktu, step.output, back)
    return table


def _mark(step: Step) -> str:
    name = "MULAI ●" if step.is_start else "SELESAI ●" if step.is_end else "●"
    return name if step.scope is Scope.ONCE else f"{name} tiap unit"
