"""A document of the rehearsed quarter as somebody got it in chat: whether it opens, and what is in it."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from handlers.texts.words import size

_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_SIZE_OF_PNG = slice(16, 24)
"""Width and height in the header, four bytes each."""


class UnreadableError(Exception):
    """A document does not open, or there is nothing in it. `fault` says what is wrong."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Document:
    """A document with who got it (the person's code) and what the message with it says of it."""

    content: bytes
    who: str
    about: str


def inside(name: str, content: bytes) -> str:
    """Return what is in it: pages, sheets, words; raises UnreadableError where it does not open or is empty."""
    look = _LOOKS.get(PurePosixPath(name).suffix)
    if look is None:
        raise UnreadableError("jenis berkas tidak dikenal")
    try:
        return look(content)
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise UnreadableError(f"tidak dapat dibuka: {type(error).__name__}") from error


def faults(documents: Mapping[str, Document]) -> Iterator[str]:
    """Say which documents do not open."""
    for name, document in documents.items():
        try:
            inside(name, document.content)
        except UnreadableError as error:
            yield f"Dokumen {name}: {error.fault}."


def words_in(content: bytes) -> str:
    """Return all that a Word file says, tables too, one paragraph or cell a line."""
    import docx

    word = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in word.paragraphs), *cells))


def listed(documents: Mapping[str, Document], people: Mapping[str, str]) -> str:
    """Return the list of all documents by folder: what each is, what is in it, who got it; `people` are names."""
    lines = ["DOKUMEN TRIWULAN III 2026", "Semua diminta dan diterima lewat chat; urut menurut folder.", ""]
    folder = ""
    for name in sorted(documents):
        document, path = documents[name], PurePosixPath(name)
        if str(path.parent) != folder:
            folder = str(path.parent)
            lines += [f"{folder}/"]
        lines += [
            f"  {path.name}",
            f"    {document.about}",
            f"    {_inside_or_fault(name, document)}, {size(len(document.content))}. "
            f"Diterima {people.get(document.who, document.who)}.",
        ]
    return "\n".join(lines) + "\n"


def _inside_or_fault(name: str, document: Document) -> str:
    try:
        return inside(name, document.content)
    except UnreadableError as error:
        return error.fault


def _pdf(content: bytes) -> str:
    pages = len(_PAGE.findall(content))
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:] or not pages:
        raise UnreadableError("bukan PDF yang utuh")
    return f"{pages} halaman"


def _png(content: bytes) -> str:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or b"IEND" not in content[-12:]:
        raise UnreadableError("bukan gambar PNG yang utuh")
    numbers = content[_SIZE_OF_PNG]
    return f"gambar {int.from_bytes(numbers[:4])} x {int.from_bytes(numbers[4:])}"


def _xlsx(content: bytes) -> str:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    names: Sequence[str] = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not any(cell.value is not None for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        raise UnreadableError("buku kerja kosong")
    return f"lembar {', '.join(names)}"


def _docx(content: bytes) -> str:
    said = words_in(content)
    if not said.strip():
        raise UnreadableError("dokumen kosong")
    return f"{len(said.split())} kata"


def _zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        broken = packed.testzip()
        if broken is not None or not packed.namelist():
            raise UnreadableError(f"isi rusak: {broken}" if broken else "arsip kosong")
        return f"{len(packed.namelist())} berkas"


_LOOKS: Mapping[str, Callable[[bytes], str]] = MappingProxyType(
    {".pdf": _pdf, ".png": _png, ".xlsx": _xlsx, ".docx": _docx, ".zip": _zip}
)
