"""One backup as a folder: the database's copy, the kept files, what is in it (ISI.json), and its test (UJI.json).

A folder whose name is an instant (`2026-10-01T0100Z`) is complete and was tested; nothing else has such a name.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from storage.backup import Contents, DamagedCopyError, Database, Pace

CONTENTS, TEST, FILES = "ISI.json", "UJI.json", "files"
FORMAT = 1
"""Of ISI.json. A backup of another format is not this version's to list, nor to remove."""
CHUNK = 1_000_000
_STAMP = "%Y-%m-%dT%H%MZ"
_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{4}Z")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Backup:
    """A complete backup. Sizes in bytes; `faults` are what its restore test found, none where it passed."""

    folder: Path
    made_at: datetime
    version: str
    revision: str
    database_bytes: int
    files: int
    file_bytes: int
    faults: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether it was read back in full, as it had been copied."""
        return not self.faults


def name_of(at: datetime) -> str:
    """Return the name of the folder of a backup made at that instant."""
    return at.astimezone(UTC).strftime(_STAMP)


def listed(root: Path) -> list[Backup]:
    """Return the complete backups, oldest first; a folder that cannot be read as one is passed over."""
    if not root.is_dir():
        return []
    found = (_read(folder) for folder in sorted(root.iterdir()) if _NAME.fullmatch(folder.name))
    return [backup for backup in found if backup is not None]


def copy_into(
    draft: Path, database: Database, kept: Path, earlier: Sequence[Path], at: datetime, pace: Pace
) -> Contents:
    """Write database, files and ISI.json into the draft, all of it to the disk; return what the database held.

    A file is linked from `kept`, else from one of the `earlier` backups, else copied. The database comes first: a file
    is in its place before a row names it, so every file that the copied rows name is there.
    """
    contents = database.copy(draft, pace)
    (draft / FILES).mkdir(mode=0o700)
    sources = [kept, *(folder / FILES for folder in reversed(earlier))]
    names = sorted(path.name for path in kept.glob("??/*") if _SHA256.fullmatch(path.name))
    for number, sha256 in enumerate(names):
        _take(sha256, sources, draft / FILES)
        pace.step(number, len(names))
    copy = draft / database.copy_name
    entries = {copy.name: {"sha256": _hash(copy, pace), "size": copy.stat().st_size}}
    entries |= {_place(name): {"sha256": name, "size": (draft / _place(name)).stat().st_size} for name in names}
    facts = {"format": FORMAT, "made_at": at.isoformat(), "version": version("monev"), "database": copy.name}
    held = {"revision": contents.revision or "", "rows": dict(contents.rows)}
    _write(draft / CONTENTS, facts | held | {"files": entries})
    return contents


def test(draft: Path, database: Database, copied: Contents, scratch: Path, at: datetime, pace: Pace) -> tuple[str, ...]:
    """Read the draft back as a restore would, write UJI.json and return what is wrong with it."""
    entries = json.loads((draft / CONTENTS).read_text(encoding="utf-8"))["files"]
    faults = [
        *_faults_of_database(draft, database, copied, scratch, pace),
        *_faults_of_files(draft, entries, pace),
        *(
            f"{_place(sha256)}: a row names it, and it is not kept"
            for sha256 in copied.kept
            if _place(sha256) not in entries
        ),
    ]
    figures = {"tables": len(copied.rows), "rows": sum(copied.rows.values()), "files": len(entries) - 1}
    _write(draft / TEST, {"tested_at": at.isoformat(), "passed": not faults, **figures, "faults": faults})
    return tuple(faults)


def finish(draft: Path, folder: Path) -> None:
    """Give a draft its name, once all of it is on the disk."""
    for directory in (*(path for path in draft.rglob("*") if path.is_dir()), draft):
        sync_directory(directory)
    draft.rename(folder)
    sync_directory(folder.parent)


def sync_directory(directory: Path) -> None:
    """Write a directory's entries through to the disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _faults_of_database(draft: Path, database: Database, copied: Contents, scratch: Path, pace: Pace) -> Iterator[str]:
    try:
        found = database.read_back(draft, scratch, pace)
    except DamagedCopyError as damage:
        yield f"{database.copy_name}: {damage.reason}"
        return
    if found.revision != copied.revision:
        yield f"revision: {found.revision} instead of {copied.revision}"
    for table in sorted(copied.rows.keys() | found.rows.keys()):
        if copied.rows.get(table) != found.rows.get(table):
            yield f"{table}: {found.rows.get(table)} rows instead of {copied.rows.get(table)}"


def _faults_of_files(draft: Path, entries: Mapping[str, Mapping[str, Any]], pace: Pace) -> Iterator[str]:
    for number, (name, entry) in enumerate(entries.items()):
        pace.step(number, len(entries))
        path = draft / name
        if path.stat().st_size != entry["size"] or _hash(path, pace) != entry["sha256"]:
            yield f"{name}: other content than its hash says"


def _place(sha256: str) -> str:
    return f"{FILES}/{sha256[:2]}/{sha256}"


def _take(sha256: str, sources: Sequence[Path], files: Path) -> None:
    """Link the file from the first place that allows it, else copy it."""
    target = files / sha256[:2] / sha256
    target.parent.mkdir(exist_ok=True, mode=0o700)
    for source in sources:
        try:
            os.link(source / sha256[:2] / sha256, target)
        except OSError:  # another disk, a file system without links, or an earlier backup without the file
            continue
        break
    else:
        shutil.copyfile(sources[0] / sha256[:2] / sha256, target)
        with target.open("rb") as copied:
            os.fsync(copied.fileno())
    target.chmod(0o600)


def _hash(path: Path, pace: Pace) -> str:
    digest, done, size = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if done < size:
                pace.step(done, size)
    return digest.hexdigest()


def _write(path: Path, facts: Mapping[str, Any]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        json.dump(facts, target, indent=1, ensure_ascii=False)
        target.flush()
        os.fsync(target.fileno())


def _read(folder: Path) -> Backup | None:
    try:
        contents = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
        tested = json.loads((folder / TEST).read_text(encoding="utf-8"))
        if contents["format"] != FORMAT:
            return None
        sizes = {name: int(entry["size"]) for name, entry in contents["files"].items()}
        database = sizes.pop(contents["database"])
        at = datetime.strptime(folder.name, _STAMP).replace(tzinfo=UTC)
        known = (contents["version"], contents["revision"], database, len(sizes), sum(sizes.values()))
        return Backup(folder, at, *known, tuple(tested["faults"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
