"""Damages a workbook at random: its bytes, its members, the XML of its parts, and what is typed into its cells."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from hostile_books import SHEET, packed, parts_of

SNIPPETS = (
    b'<c r="F6"><v>1e999</v></c>',
    b'<c r="F6"><v>-1</v></c>',
    b'<c r="F7" t="s"><v>999999</v></c>',
    b'<c r="XFD1048576"><v>1</v></c>',
    b'<c r="F8" t="e"><v>#REF!</v></c>',
    b'<c r="F8"><f>A1</f></c>',
    b'<c t="inlineStr"><is><t>9,5</t></is></c>',
    b'<row r="99999999999999999999">',
    b'<mergeCell ref="A1:XFD1048576"/>',
    b'<mergeCell ref="F6:F9"/>',
    b"<!DOCTYPE x>",
    b"<!-- x -->",
    b"<![CDATA[ x ]]>",
    b"&#0;",
    b"&amp;",
    b"_x0000__xD800_",
    b"\xff\xfe\x00",
    b"\xed\xa0\x80",
    b"</row>",
    b"<c>" * 40,
    b"<v>nan</v>",
)
TYPED = (
    "2,75",
    "1.234",
    "93,75%",
    "Rp 1.250.000",
    "sembilan",
    "-",
    "=1+1",
    "@x",
    "WTP",
    "15/16",
    "1e9",
    "٣",
    "\u202e9",
    "9" * 400,
    "a" * 5000,
    "TRUE",
)


UNPACKABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)


def damaged(good: bytes, chance: Random) -> bytes:
    """Return the workbook with one to three kinds of damage."""
    content = good
    for _ in range(chance.randint(1, 3)):
        try:
            content = chance.choice(_KINDS)(content, chance)
        except UNPACKABLE:
            content = _flipped(content, chance)  # it can no longer be taken apart
    return content


def _flipped(content: bytes, chance: Random) -> bytes:
    kept = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        if kept:
            kept[chance.randrange(len(kept))] = chance.randrange(256)
    return bytes(kept)


def _cut(content: bytes, chance: Random) -> bytes:
    one, other = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
    return chance.choice((content[:one], content[one:], content[:one] + content[other:]))


def _doubled(content: bytes, chance: Random) -> bytes:
    one, other = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
    return content[:other] + content[one:other] + content[other:]


def _members(content: bytes, chance: Random) -> bytes:
    parts = parts_of(content)
    one, other = chance.choice(list(parts)), chance.choice(list(parts))
    match chance.randrange(4):
        case 0:
            parts.pop(one)
        case 1:
            parts[one], parts[other] = parts[other], parts[one]
        case 2:
            parts[f"{one}x"] = parts.pop(one)
        case _:
            parts[one] = b""
    return packed(parts)


def _xml(content: bytes, chance: Random) -> bytes:
    parts = parts_of(content)
    name = chance.choice([SHEET, SHEET, *parts])
    data = parts.get(name, b"")
    place = chance.randint(0, len(data))
    match chance.randrange(4):
        case 0:
            data = data[:place] + chance.choice(SNIPPETS) + data[place:]
        case 1:
            data = _flipped(data, chance)
        case 2:
            data = _cut(data, chance)
        case _:
            data = data[:place] + data[place:].replace(b">", b">" + chance.choice(SNIPPETS), chance.randint(1, 5))
    return packed(parts | {name: data})


def _typed(content: bytes, chance: Random) -> bytes:
    """Put texts and figures into cells as a spreadsheet would; the parts stay well formed."""
    parts = parts_of(content)
    sheet = parts.get(SHEET, b"")
    for _ in range(chance.randint(1, 6)):
        address = f"{chance.choice('ABDFFFJKLN')}{chance.randint(4, 14)}"
        text = chance.choice(TYPED)
        cell = f'<c r="{address}" t="str"><v>{text}</v></c>'
        if chance.random() < 0.3:
            cell = f'<c r="{address}" s="{chance.randint(0, 30)}"><v>{chance.uniform(-5, 2000):.4f}</v></c>'
        sheet = re.sub(rb'<c r="%s"[^>]*?(/>|>.*?</c>)' % address.encode(), b"", sheet, flags=re.DOTALL)
        sheet = sheet.replace(b"</sheetData>", f'<row r="{address[1:]}">{cell}</row></sheetData>'.encode())
    return packed(parts | {SHEET: sheet})


_KINDS: tuple[Callable[[bytes, Random], bytes], ...] = (_flipped, _cut, _doubled, _members, _xml, _xml, _typed, _typed)
