"""How content lies in a backup: as it is here, or encrypted (`bot/backup_key.py`)."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from storage.backup import Pace

CHUNK = 1 << 20
SHA256_HEX = 64


@dataclass(frozen=True)
class Read:
    """What was read of a backup's file: the SHA-256 of what lies there, and of the content that it stands for."""

    stored: str
    content: str


class Packing(Protocol):
    """Packs content into a backup's files and unpacks it again, in pieces; a file never stands whole in memory."""

    suffix: str
    """What is added to the name of the database's copy."""
    key_id: str
    """Names the key without telling it; empty where there is none."""

    def name(self, sha256: str) -> str:
        """Return the name of the file that holds the content of that hash."""

    def pack(self, source: Path, target: Path, pace: Pace) -> None:
        """Write a new file and have it on the disk; raises OSError."""

    def unpack(self, source: Path, target: Path | None, pace: Pace) -> Read:
        """Read a file whole and write its content to the target; raises DamagedCopyError."""

    def seal(self, words: bytes) -> str:
        """Return what proves that a holder of the key has written these words; empty where there is no key."""


class Plain:
    """Content as it is."""

    suffix = ""
    key_id = ""

    def name(self, sha256: str) -> str:
        """Return the hash itself."""
        return sha256

    def pack(self, source: Path, target: Path, pace: Pace) -> None:
        """Copy the file."""
        with source.open("rb") as content, created(target) as copy:
            copied(content, [copy.write], source.stat().st_size, pace)
            written(copy)

    def unpack(self, source: Path, target: Path | None, pace: Pace) -> Read:
        """Copy the file and return its hash, twice."""
        digest = hashlib.sha256()
        with source.open("rb") as content:
            size = source.stat().st_size
            if target is None:
                copied(content, [digest.update], size, pace)
            else:
                with created(target) as copy:
                    copied(content, [digest.update, copy.write], size, pace)
                    written(copy)
        return Read(digest.hexdigest(), digest.hexdigest())

    def seal(self, words: bytes) -> str:  # noqa: ARG002 - whoever can write here can write anything
        """Return nothing."""
        return ""


def copied(source: BinaryIO, takers: Sequence[Callable[[bytes], object]], size: int, pace: Pace) -> None:
    """Hand a file over piece by piece to each of the takers, with rests in between."""
    done = 0
    while piece := source.read(CHUNK):
        for take in takers:
            take(piece)
        done += len(piece)
        if done < size:
            pace.step(done, size)


def created(target: Path) -> BinaryIO:
    """Open a file that was not there before, its owner's only."""
    return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def written(target: BinaryIO) -> None:
    """Have what was written on the disk."""
    target.flush()
    os.fsync(target.fileno())
