"""The command line: `monev run`, and what an office does before and beside it."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError

from bot.settings import Settings

HELP = "Monev: bot Telegram untuk SOP monitoring dan evaluasi kinerja."

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=HELP)


def main() -> None:
    """Run the command line."""
    if sys.argv[1:2] != ["run"]:  # what the others load would cost the bot a third of its start and 25 MB
        _add_office_commands()
    app()


def _add_office_commands() -> None:
    from bot import (
        cli_archive,
        cli_backup,
        cli_calendar,
        cli_disposisi,
        cli_indicators,
        cli_mail,
        cli_office,
        cli_sop,
        cli_status,
    )

    app.add_typer(cli_office.app, name="office", help="Kantor: baca, periksa, tulis berkas kantor.")
    app.command("invite")(cli_office.invite)
    app.add_typer(cli_mail.inbox_app, name="inbox", help="Pesan masuk yang gagal diproses.")
    app.add_typer(cli_mail.outbox_app, name="outbox", help="Pesan keluar yang gagal dikirim.")
    app.command("backup")(cli_backup.backup)
    app.command("archive")(cli_archive.archive)
    app.command("status")(cli_status.status)
    app.add_typer(cli_calendar.app, name="calendar", help="Kalender kerja: hari libur, jam kerja.")
    app.add_typer(cli_indicators.app, name="indicators", help="Indikator kinerja: baca, tulis, format, daftar.")
    app.add_typer(cli_disposisi.app, name="disposisi", help="Lembar disposisi di atas kertas, tanpa melalui chat.")
    app.add_typer(cli_sop.app, name="sop", help="SOP yang dijalankan.")


def settings() -> Settings:
    """Return the settings; ends the command with a plain sentence where one is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join("MONEV_" + str(fault["loc"][0]).upper() for fault in error.errors())
        fail(f"Pengaturan tidak dapat dibaca: {names}. Periksa nilainya di lingkungan atau di berkas .env.")


def with_token(chosen: Settings) -> Settings:
    """Return the settings; ends the command with a plain sentence where the token is missing or malformed."""
    try:
        _ = chosen.bot_id
    except ValueError:
        fail("MONEV_BOT_TOKEN belum diisi atau bukan token bot. Bentuknya 123456789:ABC… dari @BotFather.")
    return chosen


def fail(sentence: str) -> NoReturn:
    """End the command with a sentence and exit code 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


@app.command()
def run() -> None:
    """Jalankan bot. Hanya MONEV_BOT_TOKEN yang wajib diisi."""
    from telegram.error import InvalidToken

    from bot import logs
    from bot.app import AlreadyRunningError, TokenInvalidError, serve
    from bot.data_dir import DataDirOpenError

    chosen = with_token(settings())
    logs.configure(chosen.secrets)
    if chosen.webhook_url and not chosen.webhook_secret.get_secret_value():
        fail("MONEV_WEBHOOK_URL diisi tanpa MONEV_WEBHOOK_SECRET. Isi keduanya, atau kosongkan keduanya.")
    try:
        _work(serve(chosen))
    except AlreadyRunningError:
        fail(f"Bot lain sudah berjalan di {chosen.data_dir}. Hentikan dahulu, atau pilih MONEV_DATA_DIR lain.")
    except DataDirOpenError:
        fail(f"{chosen.data_dir} dapat dibaca orang lain. Jadikan milik bot: chown, lalu chmod 700.")
    except (InvalidToken, TokenInvalidError):
        fail("Telegram tidak mengenal MONEV_BOT_TOKEN. Salin lagi tokennya dari @BotFather.")


@app.command()
def simulator(
    port: Annotated[int, typer.Option(help="Port halaman dan Bot API.")] = 8081,
    host: Annotated[str, typer.Option(help="Alamat yang didengarkan.")] = "127.0.0.1",
    limits: Annotated[bool, typer.Option(help="Terapkan batas kirim Telegram.")] = True,
    clock_file: Annotated[Path | None, typer.Option(help="Berkas geseran jam; isi juga MONEV_CLOCK_FILE.")] = None,
) -> None:
    """Jalankan Telegram tiruan setempat: satu halaman, banyak telepon."""
    from simulator.run import serve as serve_simulator

    serve_simulator(port=port, host=host, limits=limits, clock_file=clock_file)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port halaman.")] = 8081,
    data_dir: Annotated[Path | None, typer.Option(help="Folder data; kosong: folder sementara.")] = None,
) -> None:
    """Coba Monev di komputer ini: simulator, bot, dan kantor contoh Way Kanan."""
    from bot.demo import demonstrate

    raise typer.Exit(asyncio.run(demonstrate(port, data_dir)))


@app.command()
def gladi(
    out: Annotated[Path, typer.Option(help="Folder untuk hasil gladi.")] = Path("data/gladi"),
    limits: Annotated[bool, typer.Option(help="Tunggu seperti batas kirim Telegram; lebih lama.")] = False,
) -> None:
    """Mainkan satu triwulan penuh dengan sendirinya, melalui bot yang sebenarnya."""
    from bot.gladi.rehearsal import rehearse

    for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # what was started beside it ends too
        signal.signal(wanted, signal.default_int_handler)
    raise typer.Exit(asyncio.run(rehearse(out, limits=limits)))


def _work(duty: Coroutine[None, None, None]) -> None:
    """Run a coroutine to its end, on uvloop where it is made for this system."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(duty)
    else:
        uvloop.run(duty)


if __name__ == "__main__":
    main()
