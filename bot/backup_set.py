"""One backup as a folder: the database's copy, the kept files, what is in it (ISI.json), and its test (UJI.json).

A folder whose name is an instant (`2026-10-01T0100Z`) is complete and was tested; nothing else has such a name.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.packing import Packing
from storage.backup import Contents, DamagedCopyError, Pace

CONTENTS, TEST, FILES, SEAL = "ISI.json", "UJI.json", "files", "ISI.hmac"
FORMAT = 1
"""Of ISI.json. A backup of another format is not this version's to list, nor to remove."""
_STAMP = "%Y-%m-%dT%H%MZ"
_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{4}Z")
_PLACE = re.compile(rf"{FILES}/[0-9a-f]{{2}}/[0-9a-f]{{64}}")


@dataclass(frozen=True)
class Backup:
    """A complete backup. Sizes in bytes; `faults` are what its restore test found, none where it passed.

    `key_id` names the key by which it is encrypted, empty where it is not.
    """

    folder: Path
    made_at: datetime
    version: str
    revision: str
    database_bytes: int
    files: int
    file_bytes: int
    faults: tuple[str, ...] = ()
    key_id: str = ""

    @property
    def passed(self) -> bool:
        """Whether it was read back in full, as it had been copied."""
        return not self.faults


@dataclass(frozen=True)
class Manifest:
    """What ISI.json says. `sizes` (bytes) and `hashes` are those of each file as it lies in the folder."""

    made_at: datetime
    version: str
    database: str
    key_id: str
    contents: Contents
    sizes: Mapping[str, int]
    hashes: Mapping[str, str]


def name_of(at: datetime) -> str:
    """Return the name of the folder of a backup made at that instant."""
    return at.astimezone(UTC).strftime(_STAMP)


def listed(root: Path) -> list[Backup]:
    """Return the complete backups, oldest first; a folder that cannot be read as one is passed over."""
    if not root.is_dir():
        return []
    found = (_read(folder) for folder in sorted(root.iterdir()) if _NAME.fullmatch(folder.name))
    return [backup for backup in found if backup is not None]


def manifest_of(folder: Path) -> Manifest:
    """Return what the folder says that it holds; raises DamagedCopyError where it says nothing that can be read."""
    try:
        said = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise DamagedCopyError(f"{CONTENTS}: format {said['format']}")
        entries = {str(name): (int(entry["size"]), str(entry["sha256"])) for name, entry in said["files"].items()}
        if odd := [name for name in entries if name != said["database"] and not _PLACE.fullmatch(name)]:
            raise DamagedCopyError(f"{CONTENTS}: {odd[0]!r} is no file of a backup")
        return Manifest(
            datetime.fromisoformat(said["made_at"]),
            str(said["version"]),
            str(said["database"]),
            str(said.get("key", "")),
            Contents(said["revision"] or None, {str(table): int(count) for table, count in said["rows"].items()}),
            {name: size for name, (size, _) in entries.items()},
            {name: sha256 for name, (_, sha256) in entries.items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedCopyError(f"{CONTENTS}: {type(error).__name__}") from error


def place(name: str) -> str:
    """Return where a kept file of that name lies within a backup."""
    return f"{FILES}/{name[:2]}/{name}"


def read_files(
    folder: Path, manifest: Manifest, packing: Packing, pace: Pace, target: Path | None = None
) -> Iterator[str]:
    """Read every kept file whole, write its content to the store at `target`, and yield what is wrong."""
    kept = [name for name in manifest.sizes if name != manifest.database]
    for number, name in enumerate(kept):
        pace.step(number, len(kept))
        try:
            yield from _read_file(folder, name, manifest, packing, pace, target)
        except DamagedCopyError as damage:
            yield f"{name}: {damage.reason}"
        except FileNotFoundError:
            yield f"{name}: not there"


def differences(copied: Contents, found: Contents) -> Iterator[str]:
    """Yield in what a copy that was read back is not what was copied."""
    if found.revision != copied.revision:
        yield f"revision: {found.revision} instead of {copied.revision}"
    for table in sorted(copied.rows.keys() | found.rows.keys()):
        if copied.rows.get(table) != found.rows.get(table):
            yield f"{table}: {found.rows.get(table)} rows instead of {copied.rows.get(table)}"


def write_facts(path: Path, facts: Mapping[str, Any]) -> bytes:
    """Write a new file of JSON, have it on the disk, and return what was written."""
    words = json.dumps(facts, indent=1, ensure_ascii=False).encode()
    write_words(path, words)
    return words


def write_words(path: Path, words: bytes) -> None:
    """Write a new file, its owner's only, and have it on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        target.write(words)
        target.flush()
        os.fsync(target.fileno())


def finish(draft: Path, folder: Path) -> None:
    """Give a draft its name, once all of it is on the disk."""
    sync_tree(draft)
    draft.rename(folder)
    sync_directory(folder.parent)


def sync_tree(root: Path) -> None:
    """Write the entries of a directory and of all within it through to the disk."""
    for directory in (*(path for path in root.rglob("*") if path.is_dir()), root):
        sync_directory(directory)


def sync_directory(directory: Path) -> None:
    """Write a directory's entries through to the disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read_file(
    folder: Path, name: str, manifest: Manifest, packing: Packing, pace: Pace, target: Path | None
) -> Iterator[str]:
    path = folder / name
    draft = None
    if target is not None:
        target.mkdir(exist_ok=True, mode=0o700)
        draft = target / path.name
    read = packing.unpack(path, draft, pace)
    stands_for = packing.name(read.content)
    if path.stat().st_size != manifest.sizes[name] or read.stored != manifest.hashes[name] or place(stands_for) != name:
        yield f"{name}: other content than its hash says"
    elif target is not None and draft is not None:
        kept = target / read.content[:2] / read.content
        kept.parent.mkdir(exist_ok=True, mode=0o700)
        draft.rename(kept)


def _read(folder: Path) -> Backup | None:
    try:
        manifest = manifest_of(folder)
        tested = json.loads((folder / TEST).read_text(encoding="utf-8"))
        sizes = dict(manifest.sizes)
        database = sizes.pop(manifest.database)
        at = datetime.strptime(folder.name, _STAMP).replace(tzinfo=UTC)
        known = (manifest.version, manifest.contents.revision or "", database, len(sizes), sum(sizes.values()))
        return Backup(folder, at, *known, tuple(tested["faults"]), manifest.key_id)
    except (DamagedCopyError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
