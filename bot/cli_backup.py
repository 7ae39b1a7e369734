"""`monev backup`: a backup now, tested, beside the nightly ones."""

from rich.console import Console
from rich.progress import Progress

from bot.backing_up import AlreadyBackingUpError, AlreadyMadeError, Backups
from bot.backup_set import Backup
from bot.cli import fail, settings
from handlers.texts import words
from storage.backup import BackupError, NoDatabaseError, NoDumpProgramError, Pace, database_at

MOST_FAULTS = 5
"""How many findings of a restore test are printed; UJI.json has all."""

console = Console()


def backup() -> None:
    """Buat cadangan basis data dan berkas sekarang, lalu uji pemulihannya; bot boleh tetap berjalan."""
    chosen = settings()
    backups = Backups(chosen.data_dir, database_at(chosen.database), chosen.clock, chosen.packing)
    try:
        made = _make(backups)
    except AlreadyBackingUpError:
        fail("Cadangan lain sedang dibuat. Tunggu sampai selesai, lalu lihat hasilnya dengan: monev status")
    except AlreadyMadeError as error:
        fail(f"Cadangan {error.reason} sudah ada. Cadangan berikutnya dapat dibuat satu menit lagi.")
    except NoDatabaseError as error:
        fail(f"Belum ada basis data di {error.reason}. Periksa MONEV_DATA_DIR.")
    except NoDumpProgramError as error:
        fail(f"Program {error.program} tidak ada di komputer ini. Pasang postgresql-client, lalu ulangi.")
    except BackupError as error:
        fail(f"Cadangan tidak dapat dibuat: {error.reason}")
    _tell(made)


def _make(backups: Backups) -> Backup:
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Mencadangkan dan menguji", total=None)
        return backups.make(Pace(tell=lambda done, total: progress.update(task, completed=done, total=total or None)))


def _tell(made: Backup) -> None:
    """Say what was made; ends the command with exit code 1 where the restore test found something."""
    console.print(f"Cadangan tersimpan: {made.folder}", soft_wrap=True, highlight=False)
    console.print(contents(made), highlight=False)
    if made.passed:
        console.print(f"Uji pemulihan: lulus. {'Terenkripsi.' if made.key_id else 'Tidak terenkripsi.'}")
        return
    found = "\n".join(f"- {fault}" for fault in made.faults[:MOST_FAULTS])
    fail(f"Uji pemulihan: TIDAK lulus, {len(made.faults)} temuan. Selengkapnya di UJI.json.\n{found}")


def contents(made: Backup) -> str:
    """Return what a backup holds: `basis data 1,2 MB, 34 berkas 5,1 MB`."""
    return f"basis data {words.size(made.database_bytes)}, {made.files} berkas {words.size(made.file_bytes)}"
