"""What an archive holds: each entry with its path, what it is, when and by whom it came, and where its content lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Kept:
    """Content in the store of files. `sha256` is lower-case hex, `size` in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Made:
    """Content that was made for the archive."""

    data: bytes


@dataclass(frozen=True)
class Entry:
    """One file of the archive. `path` is below the archive's folder; `at` is an instant of the record, never now."""

    path: str
    title: str
    at: datetime
    who: str
    source: Kept | Made
    original: str = ""  # the name by which its sender's device called it


@dataclass(frozen=True)
class Reference:
    """A file that stands elsewhere in the archive already; `path` is that place."""

    title: str
    path: str


@dataclass(frozen=True)
class ArchivePlan:
    """All entries in their order. `folder` (2026-TW3) holds them; `as_of` is the last instant of the record."""

    folder: str
    title: str
    office: str
    zone: str
    as_of: datetime
    entries: tuple[Entry, ...]
