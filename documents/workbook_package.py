"""Opens a workbook that people sent, with distrust: every size and name is looked at before anything is unpacked.

Nothing is written to disk, no part is unpacked as a whole, and only the parts that are asked for are read.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from workflow.workbook_reading import WorkbookFault

MEGABYTE = 1024 * 1024
MOST_MEMBERS = 500
MOST_DIRECTORY = MEGABYTE // 4
"""Bytes of the list of members, which is read as a whole."""
MOST_UNPACKED = 100 * MEGABYTE
MOST_PART = 24 * MEGABYTE
"""Bytes of a part that is read. 1,000 indicators with long texts take a fifth of it."""
MOST_RATIO = 500
"""How often a part of over a megabyte may be packed into itself; deflate ends at about 1,000."""
CHUNK = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _END_SIZE, _COMMENT = b"PK\x05\x06", 22, 65_535
_ZIP64_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_SEALED = 0x1
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises for archives that are damaged or only look like one."""


class WorkbookRefusedError(Exception):
    """Nothing of the workbook is taken."""

    def __init__(self, fault: WorkbookFault, detail: str = "", awaited: str = "") -> None:
        super().__init__(fault, detail)
        self.fault = fault
        self.detail = detail
        self.awaited = awaited


class Package:
    """A workbook's archive whose members were looked at. Raises WorkbookRefusedError for what is not to be opened."""

    def __init__(self, content: bytes) -> None:
        _check_kind(content)
        _check_directory(content)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _UNREADABLE:
            raise WorkbookRefusedError(WorkbookFault.BROKEN) from None
        self._members = _members(self._archive.infolist())
        self._check_content()

    def __contains__(self, name: str) -> bool:
        """Tell whether the archive has that member."""
        return name.lower() in self._members

    def chunks(self, name: str, most: int = MOST_PART) -> Iterator[bytes]:
        """Yield a member piece by piece; raises WorkbookRefusedError where it is missing, damaged or too large."""
        member = self._members.get(name.lower())
        if member is None:
            raise WorkbookRefusedError(WorkbookFault.BROKEN, name)
        if member.file_size > most:
            raise WorkbookRefusedError(WorkbookFault.TOO_LARGE, name)
        try:
            with self._archive.open(member) as part:
                left = most
                while piece := part.read(CHUNK):
                    left -= len(piece)
                    if left < 0:
                        raise WorkbookRefusedError(WorkbookFault.TOO_LARGE, name)
                    yield piece
        except _UNREADABLE:
            raise WorkbookRefusedError(WorkbookFault.BROKEN, name) from None

    def _check_content(self) -> None:
        """Refuse what is no plain workbook: other formats, macros, links to other files."""
        names = self._members
        if "xl/workbook.bin" in names:
            raise WorkbookRefusedError(WorkbookFault.BINARY_EXCEL)
        if "mimetype" in names and b"".join(self.chunks("mimetype", CHUNK)).startswith(_OPEN_DOCUMENT):
            raise WorkbookRefusedError(WorkbookFault.OPEN_DOCUMENT)
        if "xl/workbook.xml" not in names:
            raise WorkbookRefusedError(WorkbookFault.NOT_A_WORKBOOK)
        if any(_is_macro(name) for name in names) or b"macroEnabled" in self._types():
            raise WorkbookRefusedError(WorkbookFault.MACROS)
        if any(name.startswith(("xl/externallinks/", "xl/querytables/")) for name in names):
            raise WorkbookRefusedError(WorkbookFault.EXTERNAL_LINKS)
        if "xl/connections.xml" in names:
            raise WorkbookRefusedError(WorkbookFault.EXTERNAL_LINKS)

    def _types(self) -> bytes:
        name = "[Content_Types].xml"
        return b"".join(self.chunks(name, MEGABYTE)) if name in self else b""


def _check_kind(content: bytes) -> None:
    """Tell by its first bytes what is no archive at all."""
    if content.startswith(b"PK\x03\x04"):
        return
    if content.startswith(_OLE):
        is_sealed = "EncryptedPackage".encode("utf-16-le") in content
        raise WorkbookRefusedError(WorkbookFault.ENCRYPTED if is_sealed else WorkbookFault.OLD_EXCEL)
    head = content[:4096]
    is_text = bool(head) and b"\0" not in head and not head.startswith((b"%PDF", b"\xff\xd8", b"\x89PNG", b"<"))
    is_table = is_text and any(mark in head for mark in (b";", b",", b"\t"))
    raise WorkbookRefusedError(WorkbookFault.PLAIN_TABLE if is_table else WorkbookFault.NOT_A_WORKBOOK)


def _check_directory(content: bytes) -> None:
    """Refuse a list of members that is too long to be read, or of the kind for archives beyond 4 GB."""
    end = content.rfind(_END, max(0, len(content) - _COMMENT - _END_SIZE))
    if end < 0 or len(content) - end < _END_SIZE:
        raise WorkbookRefusedError(WorkbookFault.BROKEN)
    (size,) = struct.unpack_from("<L", content, end + 12)
    locator = content[max(0, end - _LOCATOR_SIZE) : end]
    if size > MOST_DIRECTORY or locator.startswith(_ZIP64_LOCATOR):
        raise WorkbookRefusedError(WorkbookFault.HOSTILE)


def _members(listed: list[zipfile.ZipInfo]) -> Mapping[str, zipfile.ZipInfo]:
    """Return the members by name in lower case, as Office finds them; raises for what no spreadsheet writes."""
    if len(listed) > MOST_MEMBERS:
        raise WorkbookRefusedError(WorkbookFault.HOSTILE)
    found: dict[str, zipfile.ZipInfo] = {}
    for member in listed:
        name = member.filename.lower()
        if member.flag_bits & _SEALED:
            raise WorkbookRefusedError(WorkbookFault.ENCRYPTED)
        if name in found or ".." in name.split("/") or name.startswith(("/", "\\")):
            raise WorkbookRefusedError(WorkbookFault.HOSTILE)
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise WorkbookRefusedError(WorkbookFault.HOSTILE)
        found[name] = member
    _check_sizes(listed)
    return found


def _check_sizes(listed: list[zipfile.ZipInfo]) -> None:
    is_bomb = any(
        each.file_size > MEGABYTE and each.file_size > MOST_RATIO * max(1, each.compress_size) for each in listed
    )
    if is_bomb or sum(each.file_size for each in listed) > MOST_UNPACKED:
        raise WorkbookRefusedError(WorkbookFault.TOO_LARGE)


def _is_macro(name: str) -> bool:
    return name.endswith("vbaproject.bin") or name.startswith(("xl/macrosheets/", "xl/activex/", "xl/dialogsheets/"))
