"""Putting a backup back: read whole and checked in a scratch directory first, then moved into its place.

What was in the data directory is moved aside within it, never deleted; the backups stay where they are.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backing_up import ROOT
from bot.backup_set import (
    CONTENTS,
    FILES,
    SEAL,
    Manifest,
    differences,
    listed,
    manifest_of,
    name_of,
    read_files,
    sync_directory,
    sync_tree,
)
from bot.data_dir import LOCK, alone, prepare
from bot.packing import Packing, Plain
from bot.stalls import FILE, Noted, Stall, StallKind, write
from storage.backup import Contents, DamagedCopyError, Database, Pace
from storage.migrate import latest_revision

SCRATCH = ".pulih"
ASIDE = "lama-"
"""What begins so holds what an earlier restore has moved aside."""
OPENED = "opened"
DATABASE_COPIES = 2
"""The copy that becomes the database, and the one that SQLite checks."""


class RestoreError(Exception):
    """Nothing was restored, and nothing was moved; holds why, without secrets."""


class NoSuchBackupError(RestoreError):
    """There is no complete backup of that name, or none at all."""


class KeyNeededError(RestoreError):
    """The backup is encrypted, and the key that is set (`has_key`), if any, is not the one."""

    def __init__(self, *, has_key: bool) -> None:
        super().__init__(has_key)
        self.has_key = has_key


class NewerBackupError(RestoreError):
    """A later version of the product has made it."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


class OtherDatabaseError(RestoreError):
    """It holds the copy of another kind of database than the settings name."""

    def __init__(self, copy_name: str) -> None:
        super().__init__(copy_name)
        self.copy_name = copy_name


class NotEmptyError(RestoreError):
    """Something is in the data directory already."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


class DatabaseNotEmptyError(RestoreError):
    """The database that the settings name lies elsewhere, and has tables already."""


class NoRoomError(RestoreError):
    """The disk has `free` bytes, and `needed` are needed."""

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(needed, free)
        self.needed = needed
        self.free = free


class DamagedBackupError(RestoreError):
    """What was read is not what was backed up. Where the database is whole, `only_files` are wrong."""

    def __init__(self, faults: tuple[str, ...], *, only_files: bool) -> None:
        super().__init__(faults)
        self.faults = faults
        self.only_files = only_files


@dataclass(frozen=True)
class Restored:
    """What was put back. `aside` is where that lies which was there before; `faults` are the files left out."""

    made_at: datetime
    rows: int
    files: int
    aside: Path | None
    faults: tuple[str, ...]


class Restore:
    """Restores into one data directory and its database."""

    def __init__(self, data_dir: Path, database: Database, packing: Packing, pace: Pace) -> None:
        self._data_dir = data_dir
        self._database = database
        self._packing = packing
        self._pace = pace

    def chosen(self, named: str) -> Path:
        """Return the backup's folder: by path, by its name in `backup/`, or the newest that passed where none is named.

        Raises NoSuchBackupError.
        """
        root = self._data_dir / ROOT
        if not named:
            passed = [each.folder for each in listed(root) if each.passed]
            if not passed:
                raise NoSuchBackupError(str(root))
            return passed[-1]
        found = next((path for path in (Path(named), root / named) if (path / CONTENTS).is_file()), None)
        if found is None:
            raise NoSuchBackupError(named)
        return found.absolute()

    def manifest(self, folder: Path) -> Manifest:
        """Return what the backup says that it holds; raises RestoreError where it cannot be read here."""
        prepare(self._data_dir)
        try:
            manifest = manifest_of(folder)
        except DamagedCopyError as damage:
            raise DamagedBackupError((damage.reason,), only_files=False) from damage
        self._refuse_key(folder, manifest)
        if (manifest.contents.revision or "") > latest_revision():
            raise NewerBackupError(manifest.version)
        if manifest.database.removesuffix(".enc") != self._database.copy_name:
            raise OtherDatabaseError(manifest.database)
        self._refuse_room(manifest)
        return manifest

    def refuse(self, *, replace: bool) -> None:
        """Raise NotEmptyError or DatabaseNotEmptyError where something would be overwritten.

        With `replace` what is in the data directory is no reason, because it is moved aside; a database elsewhere is.
        """
        prepare(self._data_dir)
        there = self._there()
        if there and not replace:
            raise NotEmptyError(tuple(path.name for path in there))
        if not self._database.lies_in(self._data_dir) and not self._database.is_empty():
            raise DatabaseNotEmptyError

    def check(self, folder: Path, manifest: Manifest) -> Restored:
        """Read the backup whole as a restore does, and leave everything as it is; raises DamagedBackupError."""
        with self._unpacked(folder, manifest) as (_, faults):
            return self._restored(manifest, None, faults)

    def restore(
        self, folder: Path, manifest: Manifest, now: datetime, *, replace: bool, despite_faults: bool
    ) -> Restored:
        """Put the backup back and note it for the bot's next start, which tells the admins.

        `now` is the machine's clock. Raises RestoreError, also DamagedBackupError for single files that are damaged
        unless told to go on without them; AlreadyRunningError where a bot works here.
        """
        with alone(self._data_dir), self._unpacked(folder, manifest) as (draft, faults):
            if faults and not despite_faults:
                raise DamagedBackupError(faults, only_files=True)
            self.refuse(replace=replace)
            aside = self._move_aside(self._there(), now)
            try:
                self._put(draft, manifest)
            except BaseException:
                self._move_back(aside)
                raise
            stall = Stall(StallKind.RESTORED, manifest.made_at, now)
            write(self._data_dir / FILE, Noted(now, is_stopped=True, untold=stall))
            sync_directory(self._data_dir)
            return self._restored(manifest, aside, faults)

    def _there(self) -> list[Path]:
        """Return what a restore would stand in the way of."""
        ours = {ROOT, LOCK, SCRATCH}
        found = (path for path in self._data_dir.iterdir() if path.name not in ours)
        return sorted(path for path in found if not path.name.startswith(ASIDE))

    def _refuse_key(self, folder: Path, manifest: Manifest) -> None:
        if manifest.key_id and manifest.key_id != self._packing.key_id:
            raise KeyNeededError(has_key=bool(self._packing.key_id))
        if not manifest.key_id:
            self._packing = Plain()
            return
        said = (folder / SEAL).read_text(encoding="ascii").strip() if (folder / SEAL).is_file() else ""
        if said != self._packing.seal((folder / CONTENTS).read_bytes()):
            raise DamagedBackupError((f"{CONTENTS}: not as it was sealed",), only_files=False)

    def _refuse_room(self, manifest: Manifest) -> None:
        needed = sum(manifest.sizes.values()) + DATABASE_COPIES * manifest.sizes.get(manifest.database, 0)
        free = shutil.disk_usage(self._data_dir).free
        if free < needed:
            raise NoRoomError(needed, free)

    @contextmanager
    def _unpacked(self, folder: Path, manifest: Manifest) -> Iterator[tuple[Path, tuple[str, ...]]]:
        """Give a directory with the database's copy and the files, all read and checked, and what files lack."""
        draft = self._data_dir / SCRATCH
        shutil.rmtree(draft, ignore_errors=True)
        try:
            (draft / OPENED).mkdir(parents=True, mode=0o700)
            self._unpack_database(folder, manifest, draft)
            faults = tuple(read_files(folder, manifest, self._packing, self._pace, draft / FILES))
            yield draft, faults
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _unpack_database(self, folder: Path, manifest: Manifest, draft: Path) -> None:
        try:
            self._packing.unpack(folder / manifest.database, draft / self._database.copy_name, self._pace)
            found = self._database.read_back(draft, draft / OPENED, self._pace)
        except (DamagedCopyError, FileNotFoundError) as damage:
            raise DamagedBackupError((f"{manifest.database}: {damage}",), only_files=False) from damage
        _refuse_difference(manifest, found)

    def _move_aside(self, there: list[Path], now: datetime) -> Path | None:
        """Move what is there into a directory of its own."""
        if not there:
            return None
        aside = self._data_dir / f"{ASIDE}{name_of(now)}"
        number = 1
        while aside.exists():
            number += 1
            aside = self._data_dir / f"{ASIDE}{name_of(now)}-{number}"
        aside.mkdir(mode=0o700)
        for path in there:
            path.rename(aside / path.name)
        return aside

    def _move_back(self, aside: Path | None) -> None:
        with suppress(OSError):
            for path in () if aside is None else sorted(aside.iterdir()):
                path.rename(self._data_dir / path.name)
            if aside is not None:
                aside.rmdir()

    def _put(self, draft: Path, manifest: Manifest) -> None:
        """Fill the database and put the files beside it; where that fails on the way, nothing stays."""
        files = self._data_dir / FILES
        (draft / FILES).mkdir(exist_ok=True, mode=0o700)
        sync_tree(draft / FILES)
        (draft / FILES).rename(files)
        try:
            _refuse_difference(manifest, self._database.load(draft))
        except BaseException:
            shutil.rmtree(files, ignore_errors=True)
            raise

    @staticmethod
    def _restored(manifest: Manifest, aside: Path | None, faults: tuple[str, ...]) -> Restored:
        files = len(manifest.sizes) - 1 - len(faults)
        return Restored(manifest.made_at, sum(manifest.contents.rows.values()), files, aside, faults)


def _refuse_difference(manifest: Manifest, found: Contents) -> None:
    if faults := tuple(differences(manifest.contents, found)):
        raise DamagedBackupError(faults, only_files=False)
