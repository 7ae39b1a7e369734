"""A backup in the making: copied, packed, written down, and read back as a restore would."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.backup_set import (
    CONTENTS,
    FILES,
    FORMAT,
    SEAL,
    TEST,
    differences,
    manifest_of,
    place,
    read_files,
    write_facts,
    write_words,
)
from bot.packing import Packing, Plain
from storage.backup import Contents, DamagedCopyError, Database, Pace

_SHA256 = re.compile(r"[0-9a-f]{64}")
COPIED, UNPACKED, OPENED = "copied", "unpacked", "opened"
"""Folders within the scratch directory."""


@dataclass(frozen=True)
class Draft:
    """What is to become a backup. `scratch` is an empty directory of the same disk; others remove it afterwards."""

    folder: Path
    scratch: Path
    database: Database
    packing: Packing
    pace: Pace

    def copy(self, kept: Path, earlier: Sequence[Path], at: datetime) -> Contents:
        """Write database, files and ISI.json, all of it to the disk; return what the database held.

        A file that is not encrypted is linked from `kept`; else it is linked from one of the `earlier` backups, else
        packed. The database comes first: a file is in its place before a row names it, so every file that the copied
        rows name is there.
        """
        contents = self._copy_database()
        (self.folder / FILES).mkdir(mode=0o700)
        hashes = sorted(path.name for path in kept.glob("??/*") if _SHA256.fullmatch(path.name))
        for number, sha256 in enumerate(hashes):
            self._take(sha256, kept, earlier)
            self.pace.step(number, len(hashes))
        self._write_down(self._hashes(hashes, earlier), contents, at)
        return contents

    def test(self, copied: Contents, at: datetime) -> tuple[str, ...]:
        """Read the draft back as a restore would, write UJI.json and return what is wrong with it."""
        manifest = manifest_of(self.folder)
        faults = [
            *self._faults_of_database(copied),
            *read_files(self.folder, manifest, self.packing, self.pace),
            *(
                f"{place(sha256)}: a row names it, and it is not kept"
                for sha256 in copied.kept
                if place(self.packing.name(sha256)) not in manifest.sizes
            ),
        ]
        figures = {
            "tables": len(copied.rows),
            "rows": sum(copied.rows.values()),
            "files": len(manifest.sizes) - 1,
            "decrypted": bool(self.packing.key_id),
        }
        write_facts(
            self.folder / TEST, {"tested_at": at.isoformat(), "passed": not faults, **figures, "faults": faults}
        )
        return tuple(faults)

    def _copy_database(self) -> Contents:
        if not self.packing.key_id:
            return self.database.copy(self.folder, self.pace)
        copied, name = self._within(COPIED), self.database.copy_name
        contents = self.database.copy(copied, self.pace)
        self.packing.pack(copied / name, self.folder / (name + self.packing.suffix), self.pace)
        (copied / name).unlink()
        return contents

    def _faults_of_database(self, copied: Contents) -> list[str]:
        name, folder = self.database.copy_name, self.folder
        try:
            if self.packing.key_id:
                folder = self._within(UNPACKED)
                self.packing.unpack(self.folder / (name + self.packing.suffix), folder / name, self.pace)
            found = self.database.read_back(folder, self._within(OPENED), self.pace)
        except DamagedCopyError as damage:
            return [f"{name}: {damage.reason}"]
        return list(differences(copied, found))

    def _take(self, sha256: str, kept: Path, earlier: Sequence[Path]) -> None:
        """Link the file from the first place that has it and allows it, else pack it."""
        name = self.packing.name(sha256)
        target = self.folder / place(name)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        packed = [folder / place(name) for folder in reversed(earlier)]
        own = kept / sha256[:2] / sha256
        for source in packed if self.packing.key_id else [own, *packed]:
            try:
                os.link(source, target)
            except OSError:  # another disk, a file system without links, or an earlier backup without the file
                continue
            break
        else:
            self.packing.pack(own, target, self.pace)
        target.chmod(0o600)

    def _hashes(self, kept: Sequence[str], earlier: Sequence[Path]) -> dict[str, str]:
        """Return the hash of each file of the folder, the database's first: those that are known are not read again."""
        known: Mapping[str, str] = {}
        if self.packing.key_id and earlier:
            known = manifest_of(earlier[-1]).hashes
        database = self.database.copy_name + self.packing.suffix
        found = {database: self._hash(database)}
        for sha256 in kept:
            name = place(self.packing.name(sha256))
            found[name] = (known.get(name) or self._hash(name)) if self.packing.key_id else sha256
        return found

    def _hash(self, name: str) -> str:
        return Plain().unpack(self.folder / name, None, self.pace).stored

    def _write_down(self, hashes: Mapping[str, str], contents: Contents, at: datetime) -> None:
        """Write what is in the folder by size and hash, and seal it."""
        entries = {
            name: {"sha256": sha256, "size": (self.folder / name).stat().st_size} for name, sha256 in hashes.items()
        }
        database = next(iter(hashes))
        facts = {"format": FORMAT, "made_at": at.isoformat(), "version": version("monev"), "database": database}
        held = {"key": self.packing.key_id, "revision": contents.revision or "", "rows": dict(contents.rows)}
        words = write_facts(self.folder / CONTENTS, facts | held | {"files": entries})
        if seal := self.packing.seal(words):
            write_words(self.folder / SEAL, f"{seal}\n".encode())

    def _within(self, name: str) -> Path:
        folder = self.scratch / name
        folder.mkdir(mode=0o700)
        return folder
