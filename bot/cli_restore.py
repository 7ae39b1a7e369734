"""`monev restore`: puts a backup back into the data directory, after it has been read whole."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import Progress

from bot.backup_set import Manifest
from bot.cli import fail, settings
from bot.clock import MachineInstants
from bot.data_dir import AlreadyRunningError, DataDirOpenError
from bot.restoring import (
    DamagedBackupError,
    DatabaseNotEmptyError,
    KeyNeededError,
    NewerBackupError,
    NoRoomError,
    NoSuchBackupError,
    NotEmptyError,
    OtherDatabaseError,
    Restore,
    Restored,
    RestoreError,
)
from bot.settings import Settings
from handlers.texts import words
from storage.backup import BackupError, NoDumpProgramError, Pace, database_at

MOST_FAULTS = 5
WIB = ZoneInfo("Asia/Jakarta")
KEY = {True: " dengan kunci lain daripada MONEV_BACKUP_KEY", False: ", dan MONEV_BACKUP_KEY belum diisi"}
WAY = {True: "Pulihkan tanpa berkas itu dengan --despite-faults.", False: "Pilih cadangan lain."}

console = Console()


def restore(
    backup: Annotated[
        str, typer.Argument(help="Folder cadangan, atau namanya di folder backup; kosong: yang terbaru yang lulus uji.")
    ] = "",
    check: Annotated[bool, typer.Option("--check", help="Hanya periksa; tidak ada yang dipindahkan.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Sisihkan isi folder data yang sekarang; tidak ada yang dihapus.")
    ] = False,
    despite_faults: Annotated[
        bool, typer.Option("--despite-faults", help="Pulihkan tanpa berkas yang rusak; basis data harus utuh.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Tanpa bertanya lagi.")] = False,
) -> None:
    """Pulihkan cadangan ke folder data yang kosong; semuanya diperiksa sebelum ada yang dipindahkan."""
    chosen = settings()
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Membaca dan memeriksa", total=None)
        pace = Pace(tell=lambda done, total: progress.update(task, completed=done, total=total or None))
        restoring = Restore(chosen.data_dir, database_at(chosen.database), chosen.packing, pace)
        try:
            folder = restoring.chosen(backup)
            manifest = restoring.manifest(folder)
            if not check:
                restoring.refuse(replace=replace)
            progress.stop()
            _announce(folder, manifest)
            if not (check or yes) and not typer.confirm(f"Pulihkan ke {chosen.data_dir.absolute()}?"):
                raise typer.Exit(1)
            progress.start()
            if check:
                _tell_checked(restoring.check(folder, manifest))
                return
            now = MachineInstants().now()
            restored = restoring.restore(folder, manifest, now, replace=replace, despite_faults=despite_faults)
        except RestoreError as error:
            fail(_sentence(error, chosen))
        except AlreadyRunningError:
            fail(f"Bot masih berjalan di {chosen.data_dir}. Hentikan dahulu, misalnya: systemctl stop monev")
        except DataDirOpenError:
            fail(f"{chosen.data_dir} dapat dibaca orang lain. Jadikan milik bot: chown, lalu chmod 700.")
        except (BackupError, OSError) as error:
            _fail_outside(error)
    _tell(restored)


def _announce(folder: Path, manifest: Manifest) -> None:
    database = manifest.sizes.get(manifest.database, 0)
    files = sum(manifest.sizes.values()) - database
    console.print(f"Cadangan: {folder}", soft_wrap=True, highlight=False, markup=False)
    console.print(
        f"Dibuat {_instant(manifest.made_at)} oleh versi {manifest.version}; basis data {words.size(database)}, "
        f"{len(manifest.sizes) - 1} berkas {words.size(files)}, "
        + ("terenkripsi." if manifest.key_id else "tidak terenkripsi."),
        highlight=False,
    )


def _tell_checked(found: Restored) -> None:
    if found.faults:
        fail("\n".join([f"Ada {len(found.faults)} berkas yang rusak; basis data utuh.", *_some(found.faults)]))
    console.print(f"Utuh: {found.rows} baris dan {found.files} berkas terbaca. Tidak ada yang diubah.", highlight=False)


def _tell(restored: Restored) -> None:
    console.print(f"Dipulihkan: {restored.rows} baris, {restored.files} berkas.", highlight=False)
    if restored.faults:
        console.print(f"TANPA {len(restored.faults)} berkas yang rusak:", highlight=False)
        console.print("\n".join(_some(restored.faults)), highlight=False, markup=False)
    if restored.aside is not None:
        console.print(f"Isi yang lama disisihkan ke {restored.aside}", soft_wrap=True, highlight=False, markup=False)
    console.print(
        f"Yang terjadi sesudah {_instant(restored.made_at)} tidak ada di dalamnya, kecuali pesan yang masih disimpan "
        "Telegram (24 jam).\nLanjutkan: monev verify, lalu jalankan bot, lalu monev status.",
        highlight=False,
    )


def _sentence(error: RestoreError, chosen: Settings) -> str:
    match error:
        case NoSuchBackupError():
            return f"Tidak ada cadangan utuh di {error.args[0]}. Sebutkan foldernya, yaitu yang berisi ISI.json."
        case KeyNeededError(has_key=has_key):
            return f"Cadangan ini terenkripsi{KEY[has_key]}. Isi dengan kunci yang berlaku ketika cadangan dibuat."
        case NewerBackupError(version=version):
            return f"Cadangan ini dibuat oleh versi {version}, lebih baru daripada yang terpasang. Pasang versi itu."
        case OtherDatabaseError(copy_name=name):
            return f"Cadangan ini berisi {name}, jenis basis data lain daripada MONEV_DATABASE_URL. Sesuaikan dahulu."
        case DamagedBackupError(faults=faults, only_files=only_files):
            head = f"Cadangan rusak, {len(faults)} temuan; tidak ada yang dipindahkan. {WAY[only_files]}"
            return "\n".join([head, *_some(faults)])
        case _:
            return _no_place(error, chosen)


def _no_place(error: RestoreError, chosen: Settings) -> str:
    match error:
        case NotEmptyError(names=names):
            return (
                f"{chosen.data_dir} tidak kosong ({', '.join(names[:MOST_FAULTS])}). Pilih MONEV_DATA_DIR yang kosong, "
                "atau tambahkan --replace: isi yang lama disisihkan, tidak dihapus."
            )
        case DatabaseNotEmptyError():
            return (
                "Basis data tujuan sudah berisi. Buat yang kosong (createdb), lalu arahkan MONEV_DATABASE_URL ke sana."
            )
        case NoRoomError(needed=needed, free=free):
            return f"Ruang disk kurang: perlu {words.size(needed)}, tersisa {words.size(free)}."
        case _:
            return "Cadangan tidak dapat dipulihkan."


def _fail_outside(error: BackupError | OSError) -> NoReturn:
    if isinstance(error, NoDumpProgramError):
        fail(f"Program {error.program} tidak ada di komputer ini. Pasang postgresql-client, lalu ulangi.")
    reason = error.reason if isinstance(error, BackupError) else f"{error.strerror}: {error.filename}"
    fail(f"Cadangan tidak dapat dipulihkan: {reason}")


def _some(faults: tuple[str, ...]) -> list[str]:
    rest = [f"… dan {len(faults) - MOST_FAULTS} lagi"] if len(faults) > MOST_FAULTS else []
    return [*(f"- {fault}" for fault in faults[:MOST_FAULTS]), *rest]


def _instant(at: datetime) -> str:
    return f"{words.day(at.astimezone(WIB).date())} pukul {at.astimezone(WIB):%H.%M} WIB"
