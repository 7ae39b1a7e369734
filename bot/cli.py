"""The command line: `monev run`, and what an office does before and beside it."""

import asyncio
import signal
import sys
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError

from bot.loading import loading
from bot.settings import Settings

HELP = "Monev: bot Telegram untuk SOP monitoring dan evaluasi kinerja."

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=HELP)


@dataclass(frozen=True)
class OfficeCommand:
    """A command, or a group of them, of another module: `module:attribute`."""

    found_in: str
    help: str | None = None  # of a group; a command has its own


OFFICE_COMMANDS: Mapping[str, OfficeCommand] = MappingProxyType(
    {
        "office": OfficeCommand("bot.cli_office:app", "Kantor: baca, periksa, tulis berkas kantor."),
        "invite": OfficeCommand("bot.cli_office:invite"),
        "inbox": OfficeCommand("bot.cli_mail:inbox_app", "Pesan masuk yang gagal diproses."),
        "outbox": OfficeCommand("bot.cli_mail:outbox_app", "Pesan keluar yang gagal dikirim."),
        "backup": OfficeCommand("bot.cli_backup:backup"),
        "restore": OfficeCommand("bot.cli_restore:restore"),
        "archive": OfficeCommand("bot.cli_archive:archive"),
        "export": OfficeCommand("bot.cli_export:export"),
        "status": OfficeCommand("bot.cli_status:status"),
        "verify": OfficeCommand("bot.cli_verify:verify_record"),
        "calendar": OfficeCommand("bot.cli_calendar:app", "Kalender kerja: hari libur, jam kerja."),
        "indicators": OfficeCommand("bot.cli_indicators:app", "Indikator kinerja: baca, tulis, format, daftar."),
        "disposisi": OfficeCommand("bot.cli_disposisi:app", "Lembar disposisi di atas kertas, tanpa melalui chat."),
        "incident": OfficeCommand("bot.cli_incident:app", "Insiden data pribadi: catatan dan pemberitahuannya."),
        "retention": OfficeCommand("bot.cli_retention:retention"),
        "access": OfficeCommand("bot.cli_access:access"),
        "sop": OfficeCommand("bot.cli_sop:app", "SOP yang dijalankan."),
    }
)
"""By name, in the order of the help. Only the module of the command that was asked for is loaded: all of them would
cost the bot a third of its start and 25 MB, and somebody at a terminal a second."""


def main() -> None:
    """Run the command line."""
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    own = {command.callback.__name__ for command in app.registered_commands if command.callback}
    if asked not in own:
        for name, command in OFFICE_COMMANDS.items():
            if name == asked or asked not in OFFICE_COMMANDS:
                _add(name, command)
    app()


def _add(name: str, command: OfficeCommand) -> None:
    module, _, attribute = command.found_in.partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        app.add_typer(found, name=name, help=command.help)
    else:
        app.command(name)(found)


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
    with loading():
        from telegram.error import InvalidToken

        from bot import logs
        from bot.app import SopUnreadableError, TokenInvalidError, serve
        from bot.data_dir import AlreadyRunningError, DataDirOpenError

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
    except SopUnreadableError as error:
        fail(f"SOP tidak dapat dibaca, maka bot tidak dimulai. {error}")
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
