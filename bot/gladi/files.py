"""The files that are sent in `monev gladi`: small and valid, made in memory with nothing but what the bot needs."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Font

Row = tuple[str | int | float, ...]
Colour = tuple[int, int, int]

_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
)
_PARAGRAPH = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
_OGG_POLYNOMIAL = 0x04C11DB7
_OPUS_SILENCE = b"\xf8\xff\xfe"
"""An Opus packet of 20 milliseconds of silence, one channel."""
_PACKETS_A_SECOND, _SAMPLES_A_PACKET, _PACKETS_A_PAGE = 50, 960, 50


def workbook(title: str, head: Row, rows: Sequence[Row]) -> bytes:
    """Return an Excel file of one sheet: a title, a head in bold, the rows."""
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = "Realisasi"
    sheet.append((title,))
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    sheet.column_dimensions["B"].width = 60
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def word(*paragraphs: str) -> bytes:
    """Return a Word file of plain paragraphs."""
    body = "".join(_PARAGRAPH.format(_escaped(paragraph)) for paragraph in paragraphs)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", _DOCUMENT.format(body))
    return made.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page, A4, with these lines; letters beyond Latin-1 become question marks."""
    shown = "".join(f"({_pdf_text(line)}) Tj T*\n" for line in lines)
    content = f"BT /F1 11 Tf 16 TL 56 780 Td\n{shown}ET".encode("latin-1", "replace")
    return _pdf_of(
        (
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        )
    )


def _pdf_text(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _pdf_of(objects: Sequence[bytes]) -> bytes:
    made, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start)
    return bytes(made)


def picture(colour: Colour, width: int = 320, height: int = 200) -> bytes:
    """Return a PNG: a coloured frame on white, as a stand-in for a photo of evidence."""
    edge, white = bytes(colour), b"\xff\xff\xff"
    full, framed = edge * width, edge * 10 + white * (width - 20) + edge * 10
    rows = (full if row < 10 or row >= height - 10 else framed for row in range(height))
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits, RGB
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def voice(seconds: int) -> bytes:
    """Return an Ogg Opus recording of silence: what a voice note is, as a file."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    maker = b"monev"
    tags = b"OpusTags" + struct.pack("<I", len(maker)) + maker + struct.pack("<I", 0)
    pages = [_ogg_page(0, 0, (head,), first=True), _ogg_page(1, 0, (tags,))]
    packets = max(1, seconds) * _PACKETS_A_SECOND
    for done in range(0, packets, _PACKETS_A_PAGE):
        until = min(done + _PACKETS_A_PAGE, packets)
        page = (_OPUS_SILENCE,) * (until - done)
        pages.append(_ogg_page(len(pages), until * _SAMPLES_A_PACKET, page, last=until == packets))
    return b"".join(pages)


def _ogg_page(number: int, samples: int, packets: Sequence[bytes], *, first: bool = False, last: bool = False) -> bytes:
    """Return a page of whole packets, each shorter than 255 bytes; `samples` is the position at its end."""
    flags = 2 * first + 4 * last
    head = b"OggS" + struct.pack("<BBqIIIB", 0, flags, samples, 1, number, 0, len(packets))
    page = bytearray(head + bytes(len(packet) for packet in packets) + b"".join(packets))
    page[22:26] = struct.pack("<I", _ogg_sum(page))
    return bytes(page)


def _ogg_sum(page: bytes | bytearray) -> int:
    """Return the checksum of a page: a CRC-32 of its own kind, unreflected and from 0 (RFC 3533)."""
    found = 0
    for byte in page:
        found ^= byte << 24
        for _ in range(8):
            found = (found << 1 ^ (_OGG_POLYNOMIAL if found & 0x80000000 else 0)) & 0xFFFFFFFF
    return found
