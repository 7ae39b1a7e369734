"""The folder that `monev gladi` leaves behind: only files that it made itself are ever overwritten or removed."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

MANIFEST = "gladi.json"
"""Lists what an earlier rehearsal has written, with the SHA-256 of each file."""
_NAME = re.compile(r"(?:[A-Za-z0-9_-]{1,40}/)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}")


class OutputError(Exception):
    """The folder holds something that is not ours. `path` names it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def clear(out: Path) -> None:
    """Remove what an earlier rehearsal left; raises OutputError where somebody else's or changed files would be hit."""
    listed = _listed(out)
    if not listed and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OutputError(out)
    kept = {name: out / name for name in listed if (out / name).exists() or (out / name).is_symlink()}
    for name, path in kept.items():
        if path.is_symlink() or not path.is_file() or path.parent.is_symlink() or _sum(path) != listed[name]:
            raise OutputError(path)
    for path in kept.values():
        path.unlink()
    (out / MANIFEST).unlink(missing_ok=True)
    for folder in {path.parent for path in kept.values()} - {out}:
        if not any(folder.iterdir()):
            folder.rmdir()


def write(out: Path, files: Mapping[str, bytes]) -> None:
    """Write the files; raises OutputError where one of their names is taken."""
    for name in files:
        if not _NAME.fullmatch(name) or (out / name).exists() or (out / name).is_symlink():
            raise OutputError(out / name)
    out.mkdir(parents=True, exist_ok=True)
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    (out / MANIFEST).write_text(json.dumps(sums, indent=1), encoding="utf-8")
    for name, content in files.items():
        (out / name).parent.mkdir(exist_ok=True)
        with (out / name).open("xb") as made:
            made.write(content)


def _listed(out: Path) -> dict[str, str]:
    manifest = out / MANIFEST
    if not manifest.is_file() or manifest.is_symlink():
        return {}
    try:
        found = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        raise OutputError(manifest) from None
    if not isinstance(found, dict) or not all(_NAME.fullmatch(name) for name in found):
        raise OutputError(manifest)
    return found


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
