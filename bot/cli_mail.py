"""`monev inbox`, `monev outbox`: what came in and failed, what could not be sent, and trying it again."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli import settings, with_token
from bot.opened import opened
from storage import inbox, outbox

inbox_app = typer.Typer(no_args_is_help=True)
outbox_app = typer.Typer(no_args_is_help=True)
console = Console()

Ids = Annotated[list[int] | None, typer.Argument(help="Nomor baris; tanpa nomor: semuanya.")]


@inbox_app.command("list")
def list_inbox() -> None:
    """Daftar pesan masuk yang disisihkan setelah gagal diproses."""
    chosen = with_token(settings())
    with opened(chosen) as connection:
        letters = inbox.dead_letters(connection, chosen.bot_id)
    table = Table("Nomor", "Kode", "Chat", "Diterima", "Percobaan", "Sebab")
    for letter in letters:
        at = f"{letter.received_at:%Y-%m-%d %H:%M} UTC"
        table.add_row(str(letter.id), letter.code, str(letter.chat_id), at, str(letter.attempts), letter.error)
    console.print(table if letters else "Tidak ada pesan masuk yang disisihkan.")


@inbox_app.command("retry")
def retry_inbox(ids: Ids = None) -> None:
    """Proses ulang pesan masuk yang disisihkan; bot yang berjalan mengambilnya dalam satu menit."""
    chosen = with_token(settings())
    with opened(chosen) as connection:
        revived = inbox.revive(connection, chosen.bot_id, ids or [])
    console.print(f"{revived} pesan masuk diproses ulang.")


@outbox_app.command("list")
def list_outbox() -> None:
    """Daftar pesan keluar yang ditolak Telegram atau penerimanya tidak terjangkau."""
    chosen = with_token(settings())
    with opened(chosen) as connection:
        letters = outbox.undelivered(connection, chosen.bot_id)
    table = Table("Nomor", "Chat", "Panggilan", "Keadaan", "Dibuat", "Sebab")
    for letter in letters:
        at = f"{letter.created_at:%Y-%m-%d %H:%M} UTC"
        table.add_row(str(letter.id), str(letter.chat_id), letter.method, letter.state, at, letter.error)
    console.print(table if letters else "Tidak ada pesan keluar yang gagal.")


@outbox_app.command("retry")
def retry_outbox(ids: Ids = None) -> None:
    """Kirim ulang pesan keluar yang gagal; bot yang berjalan mengambilnya dalam satu menit."""
    chosen = with_token(settings())
    with opened(chosen) as connection:
        revived = outbox.revive(connection, chosen.bot_id, ids or [])
    console.print(f"{revived} pesan keluar dikirim ulang.")
