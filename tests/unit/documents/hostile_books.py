"""Workbooks that were made to do harm, or are no workbooks at all, and why each is refused."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

from unit_books import filled, made

from workflow.workbook_reading import WorkbookFault

SHEET, STRINGS, STYLES, BOOK = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = b'<?xml version="1.0"?><worksheet><sheetData>'
_TAIL = b"</sheetData></worksheet>"


def good() -> bytes:
    """Return a workbook in which something was typed, as a spreadsheet saves it."""
    return filled(made(), {("IK-1", "Realisasi TW"): 2.75, ("IK-7", "Realisasi TW"): "WDP"})


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the members of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of those members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_parts(**changed: bytes) -> bytes:
    """Return the good workbook with its sheet, strings, styles or list of sheets replaced."""
    names = {"sheet": SHEET, "strings": STRINGS, "styles": STYLES, "book": BOOK}
    return packed(parts_of(good()) | {names[key]: data for key, data in changed.items()})


def unpacked(sheet: bytes) -> bytes:
    """Return the good workbook with that sheet, not packed, so that its size alone raises no suspicion."""
    return packed(parts_of(good()) | {SHEET: sheet}, zipfile.ZIP_STORED)


def with_members(members: Mapping[str, bytes]) -> bytes:
    """Return the good workbook with more members."""
    return packed(parts_of(good()) | members)


def cells(count: int, body: bytes) -> bytes:
    """Return a sheet with the same cells over and over."""
    return _HEAD + b'<row r="5">' + body * count + b"</row>" + _TAIL


def typed_twice() -> bytes:
    """Return an archive in which one member stands twice, so that readers may see different ones."""
    out = io.BytesIO(good())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(SHEET.upper(), cells(1, b'<c r="F6"><v>99</v></c>'))
    return out.getvalue()


def lying() -> bytes:
    """Return an archive whose sheet unpacks to far more than it says."""
    content = bytearray(with_parts(sheet=cells(2_000_000, b'<c r="A1"><v>1</v></c>')))
    place = content.rfind(SHEET.encode())
    struct.pack_into("<L", content, place - 46 + 24, 2_000)  # the size in the list of members
    return bytes(content)


def sealed() -> bytes:
    """Return an archive whose members say that they are encrypted."""
    content = bytearray(good())
    place = 0
    while (place := content.find(b"PK\x01\x02", place)) >= 0:
        content[place + 8] |= 1
        place += 4
    return bytes(content)


def long_list() -> bytes:
    """Return an archive of very many empty members."""
    return with_members({f"xl/media/{n}": b"" for n in range(20_000)})


HOSTILE: Mapping[str, tuple[bytes, WorkbookFault]] = {
    "nothing": (b"", WorkbookFault.NOT_A_WORKBOOK),
    "noise": (bytes(range(256)) * 40, WorkbookFault.NOT_A_WORKBOOK),
    "pdf": (b"%PDF-1.7\n1,2;3\n", WorkbookFault.NOT_A_WORKBOOK),
    "html": (b"<html><table><tr><td>1,5</td></tr></table></html>", WorkbookFault.NOT_A_WORKBOOK),
    "csv": (b"Kode;Indikator;Realisasi\nIK-1;Indeks SPBE;2,75\n", WorkbookFault.PLAIN_TABLE),
    "old Excel": (_OLE + b"\0" * 2000, WorkbookFault.OLD_EXCEL),
    "encrypted": (_OLE + b"\0" * 900 + "EncryptedPackage".encode("utf-16-le"), WorkbookFault.ENCRYPTED),
    "sealed members": (sealed(), WorkbookFault.ENCRYPTED),
    "OpenDocument": (
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        WorkbookFault.OPEN_DOCUMENT,
    ),
    "binary Excel": (packed({"xl/workbook.bin": b"x"}), WorkbookFault.BINARY_EXCEL),
    "Word": (packed({"word/document.xml": b"<x/>"}), WorkbookFault.NOT_A_WORKBOOK),
    "macros": (with_members({"xl/vbaProject.bin": b"x"}), WorkbookFault.MACROS),
    "Excel 4 macros": (with_members({"xl/macrosheets/sheet1.xml": b"<x/>"}), WorkbookFault.MACROS),
    "external links": (with_members({"xl/externalLinks/externalLink1.xml": b"<x/>"}), WorkbookFault.EXTERNAL_LINKS),
    "connections": (with_members({"xl/connections.xml": b"<x/>"}), WorkbookFault.EXTERNAL_LINKS),
    "truncated": (good()[:-300], WorkbookFault.BROKEN),
    "a member outside": (with_members({"../../etc/passwd": b"x"}), WorkbookFault.HOSTILE),
    "a member twice": (typed_twice(), WorkbookFault.HOSTILE),
    "another way of packing": (packed(parts_of(good()), zipfile.ZIP_LZMA), WorkbookFault.HOSTILE),
    "very many members": (long_list(), WorkbookFault.HOSTILE),
    "zip bomb": (with_parts(sheet=b"\0" * 30_000_000), WorkbookFault.TOO_LARGE),
    "zip bomb beside the sheets": (with_members({"xl/media/x.png": b"\0" * 30_000_000}), WorkbookFault.TOO_LARGE),
    "a member that lies about its size": (lying(), WorkbookFault.BROKEN),
    "a zip in a zip in a zip": (packed({"a.zip": packed({"b.zip": good()})}), WorkbookFault.NOT_A_WORKBOOK),
    "entities": (
        with_parts(
            strings=b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
            + b"]><sst><si><t>&a9;</t></si></sst>"
        ),
        WorkbookFault.HOSTILE,
    ),
    "an entity of a file": (
        with_parts(sheet=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'),
        WorkbookFault.HOSTILE,
    ),
    "depth": (unpacked(b"<a>" * 1_000_000), WorkbookFault.HOSTILE),
    "a tag without end": (unpacked(b"<worksheet " + b'a="1" ' * 3_000_000), WorkbookFault.HOSTILE),
    "very many attributes": (
        with_parts(sheet=b"<x " + b" ".join(b'a%d=""' % n for n in range(50_000)) + b"/>"),
        WorkbookFault.HOSTILE,
    ),
    "very many names": (
        with_parts(sheet=_HEAD + b"".join(b"<n%d/>" % n for n in range(500_000)) + _TAIL),
        WorkbookFault.HOSTILE,
    ),
    "very many elements": (unpacked(cells(1_100_000, b'<c s="1"/>')), WorkbookFault.TOO_LARGE),
    "very many cells": (
        unpacked(
            _HEAD + b"".join(b'<row r="%d">' % n + b"<c><v>1</v></c>" * 190 + b"</row>" for n in range(1, 1300)) + _TAIL
        ),
        WorkbookFault.TOO_LARGE,
    ),
    "more than ten thousand rows": (
        with_parts(sheet=_HEAD + b"".join(b'<row r="%d"><c><v>1</v></c></row>' % n for n in range(1, 10_002)) + _TAIL),
        WorkbookFault.TOO_MANY_ROWS,
    ),
    "one cell at the very end": (
        with_parts(sheet=_HEAD + b'<row r="1048576"><c r="B1048576"><v>1</v></c></row>' + _TAIL),
        WorkbookFault.TOO_MANY_ROWS,
    ),
    "very many merged cells": (
        with_parts(
            sheet=_HEAD
            + _TAIL.replace(
                b"</worksheet>",
                b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 30_000 + b"</mergeCells></worksheet>",
            )
        ),
        WorkbookFault.HOSTILE,
    ),
    "very many sheets": (
        with_parts(
            book=b'<workbook xmlns:r="x"><sheets>' + b'<sheet name="x" r:id="rId1"/>' * 100 + b"</sheets></workbook>"
        ),
        WorkbookFault.TOO_MANY_SHEETS,
    ),
    "a cell twice": (
        with_parts(sheet=cells(1, b'<c r="F6"><v>1</v></c><c r="F6"><v>2</v></c>')),
        WorkbookFault.BROKEN,
    ),
    "not well formed": (with_parts(sheet=b"<worksheet><a></b></worksheet>"), WorkbookFault.BROKEN),
    "no encoding that is known": (
        with_parts(sheet=b'<?xml version="1.0" encoding="x-none"?><a/>'),
        WorkbookFault.BROKEN,
    ),
    "no table": (with_parts(sheet=_HEAD + _TAIL), WorkbookFault.NO_TABLE),
}
"""Each with its fault; none may be opened any further."""

LONG = b"<si><t>" + b"Indikator realisasi MONEV/" * 1_200 + b" </t></si>"
HEAVY: Mapping[str, bytes] = {
    "a huge dimension": packed(
        {
            **(given := parts_of(good())),
            SHEET: given[SHEET].replace(b"<dimension ref=", b'<dimension ref="A1:XFD1048576" old='),
        }
    ),
    "long texts everywhere": with_parts(
        strings=b"<sst>" + LONG + b"</sst>",
        sheet=_HEAD
        + b"".join(b'<row r="%d">' % n + b'<c t="s"><v>0</v></c>' * 190 + b"</row>" for n in range(1, 520))
        + _TAIL,
    ),
    "many styled blanks": unpacked(_HEAD + b"".join(b'<row r="%d" s="1"/>' % n for n in range(1, 900_000)) + _TAIL),
    "a table of long texts": with_parts(
        strings=b"<sst>" + LONG + b"<si><t>Kode</t></si><si><t>Realisasi</t></si></sst>",
        sheet=_HEAD
        + b'<row r="1"><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>'
        + b"".join(b'<row r="%d"><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' % n for n in range(2, 9_990))
        + _TAIL,
    ),
}
"""Large within the bounds: they may be read or refused, quickly and in little memory."""
