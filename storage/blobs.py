"""The content of files, in the data directory under its own hash. A name that a person gave is never a path."""

import hashlib
import os
import secrets
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workflow.files import MAX_BYTES, FileFault, FileKind, classify

HEAD_BYTES = 16
MAX_MEMBERS = 10_000
"""A zip that claims more entries than this is no workbook of an office."""


@dataclass(frozen=True)
class Blob:
    """Content that lies in the store. `sha256` is lower-case hex, `size` in bytes."""

    sha256: str
    size: int
    kind: FileKind


class BlobStore:
    """Files under `root` by content: `ab/abcdef…`. The same content is kept once."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, sha256: str) -> Path:
        """Return where that content lies."""
        return self._root / sha256[:2] / sha256

    def put(self, chunks: Iterable[bytes]) -> Blob | FileFault:
        """Keep the content and say what it is, or say why not and keep nothing.

        The content is on disk, under its final name, when this returns.
        """
        self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._root / f"incoming-{secrets.token_hex(8)}"
        try:
            sha256, size = _write(draft, chunks)
            kind = _look(draft, size)
            if isinstance(kind, FileFault):
                return kind
            target = self.path(sha256)
            target.parent.mkdir(exist_ok=True, mode=0o700)
            draft.replace(target)
            for directory in (target.parent, self._root):  # both: the first of its directory makes that one, too
                _sync_directory(directory)
            return Blob(sha256, size, kind)
        finally:
            draft.unlink(missing_ok=True)


def _write(draft: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with draft.open("xb") as target:
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_BYTES:
                break
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), size


def _look(draft: Path, size: int) -> FileKind | FileFault:
    with draft.open("rb") as source:
        head = source.read(HEAD_BYTES)
    return classify(size, head, _members(draft) if head.startswith(b"PK") else None)


def _members(draft: Path) -> list[str] | None:
    try:
        with zipfile.ZipFile(draft) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return names if len(names) <= MAX_MEMBERS else None


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
