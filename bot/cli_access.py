"""`monev access`: who may do what, printed from the very table that decides it."""

import csv
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from handlers.texts.akses import cells
from workflow.access_table import access_rows

HEADERS = ("Bagian", "Perbuatan", "Siapa", "Terbatas pada", "Langkah", "Dapat dilarang bagi Plh./Plt.")
WIDTH = 140


def access(
    csv_: Annotated[bool, typer.Option("--csv", help="Sebagai CSV, untuk disunting atau dilampirkan.")] = False,
) -> None:
    """Cetak siapa boleh apa: setiap perbuatan, jabatannya, batasnya, dan langkahnya."""
    rows = [cells(row) for row in access_rows()]
    if csv_:
        csv.writer(sys.stdout).writerows([HEADERS, *rows])
        return
    console = Console(width=None if Console().width >= WIDTH else WIDTH)
    table = Table(*HEADERS, show_lines=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)
