"""Small real files of every kind that a unit sends."""

import io
import struct
import zlib

from openpyxl import Workbook


def workbook(*realised: float) -> bytes:
    """Return an Excel workbook with an indicator in each row."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Indikator", "Target", "Realisasi"])
    for number, value in enumerate(realised, start=1):
        sheet.append([f"Indikator {number}", 100, value])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def pdf(text: str) -> bytes:
    """Return a PDF of one page."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n% " + text.encode() + b"\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def png(shade: int) -> bytes:
    """Return a picture of 8 by 8 grey points."""
    rows = b"".join(b"\x00" + bytes([shade]) * 8 for _ in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def voice(seconds: int) -> bytes:
    """Return a voice note: Ogg pages as Telegram's clients send them."""
    page = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"
    return page + bytes(4000 * seconds)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
