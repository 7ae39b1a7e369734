"""Which files count as data, evidence or arahan: judged by their content, never by their name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MAX_BYTES = 20 * 1024 * 1024
"""What Telegram lets a bot download; a larger file is refused before it is fetched."""


class FileKind(StrEnum):
    """What a file really is."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    IMAGE = "image"
    VOICE = "voice"


class FileFault(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    OLD_OFFICE = "old_office"  # .xls, .doc: also what an encrypted xlsx looks like
    MACROS = "macros"
    OTHER_TYPE = "other_type"
    BROKEN = "broken"  # a zip that cannot be opened
    GONE = "gone"  # Telegram no longer hands it out


@dataclass(frozen=True)
class KeptFile:
    """A file that lies in the data directory. `sha256` is lower-case hex, `size` in bytes."""

    id: int
    name: str
    kind: FileKind
    size: int
    sha256: str
    person_id: int
    kept_at: datetime

    @property
    def fingerprint(self) -> str:
        """The first 8 characters of the hash: what a receipt shows."""
        return self.sha256[:8]


_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"\x89PNG\r\n\x1a\n", FileKind.IMAGE),
    (b"OggS", FileKind.VOICE),
    (b"ID3", FileKind.VOICE),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTAINER_BRANDS = {b"heic": FileKind.IMAGE, b"heix": FileKind.IMAGE, b"mif1": FileKind.IMAGE, b"M4A ": FileKind.VOICE}


def classify(size: int, head: bytes, members: Sequence[str] | None) -> FileKind | FileFault:
    """Tell what a file is from its size, its first 16 bytes and, for a zip, the names inside.

    `members` is None where the file is no readable zip.
    """
    if size == 0:
        return FileFault.EMPTY
    if size > MAX_BYTES:
        return FileFault.TOO_BIG
    if head.startswith(_ZIP):
        return _office_kind(members)
    if head.startswith(_OLE):
        return FileFault.OLD_OFFICE
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.IMAGE
    if head[4:8] == b"ftyp":
        return _CONTAINER_BRANDS.get(head[8:12], FileFault.OTHER_TYPE)
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), FileFault.OTHER_TYPE)


def _office_kind(members: Sequence[str] | None) -> FileKind | FileFault:
    if members is None:
        return FileFault.BROKEN
    names = set(members)
    if "[Content_Types].xml" not in names:
        return FileFault.OTHER_TYPE
    if any(name.endswith("vbaProject.bin") for name in names):
        return FileFault.MACROS
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "word/document.xml" in names:
        return FileKind.DOCX
    return FileFault.OTHER_TYPE
