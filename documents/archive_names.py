"""Names inside an archive: made by us, safe on every system, unique, and short enough for any disk."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from workflow.files import FileKind

MOST_SLUG = 40
"""Characters of a part of a name that comes from people's words."""
MOST_PATH = 150
"""Characters of a whole path: what is left of 260 when someone unpacks it into a deep folder."""
_OTHER = re.compile(r"[^a-z0-9]+")
_EXTENSIONS: dict[FileKind, tuple[str, ...]] = {
    FileKind.XLSX: ("xlsx",),
    FileKind.DOCX: ("docx",),
    FileKind.PDF: ("pdf",),
    FileKind.IMAGE: ("jpg", "jpeg", "png", "webp", "heic"),
    FileKind.VOICE: ("ogg", "oga", "mp3", "m4a"),
}
"""The ends that a kind of file may have; the first where its own name has none of them."""


def slug(words: str, otherwise: str = "berkas", most: int = MOST_SLUG) -> str:
    """Return the words as lower-case letters, digits and single dashes, at most so many."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    return _OTHER.sub("-", plain).strip("-")[:most].rstrip("-") or otherwise


def file_name(number: int, name: str, kind: FileKind) -> str:
    """Return the name under which a file is kept: `01-laporan-september.pdf`; its end says what it really is."""
    given = PurePosixPath(name.replace("\\", "/"))
    end = given.suffix.lstrip(".").casefold()
    allowed = _EXTENSIONS[kind]
    stem = given.stem if given.suffix else given.name
    return f"{number:02d}-{slug(stem)}.{end if end in allowed else allowed[0]}"


class Names:
    """The paths of an archive as they are given out: no two alike, in whatever case a disk tells them apart."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, path: str) -> str:
        """Return the path, or one like it where it is taken; raises ValueError for one that is too long."""
        if len(path) > MOST_PATH:
            raise ValueError(f"a path of {len(path)} characters")
        folder, _, name = path.rpartition("/")
        stem, dot, end = name.partition(".")
        found, count = path, 1
        while found.casefold() in self._taken:
            count += 1
            found = f"{folder}/{stem}-{count}{dot}{end}".lstrip("/")
        self._taken.add(found.casefold())
        return found
