"""Reads an office written in an Excel workbook."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from bot.office_file.draft import Fault, OfficeFileError
from bot.office_file.excel_people import people_rows
from bot.office_file.fields import folded
from bot.office_file.findings import Findings, instead
from bot.office_file.letters import shown
from bot.office_file.rows import (
    DAY_COLUMNS,
    DAY_KEYS,
    HEAD_KEYS,
    HOLDING_COLUMNS,
    JUDGING_KEYS,
    MAX_ROWS,
    OFFICE_KEYS,
    PERSON_COLUMNS,
    POST_COLUMNS,
    SPECIAL_COLUMNS,
    UNIT_COLUMNS,
    WEEK_KEYS,
    Cell,
    OfficeRows,
    Row,
    Section,
    is_blank,
)

_MAX_UNPACKED = 40 * 1024 * 1024  # bytes; a packed file of 5 MB may hold far more than fits in memory
_MAX_COLUMNS = 40
_ENCRYPTED = 0x1  # bit of a zip entry's flags
_KEY_COLUMN, _VALUE_COLUMN = "isian", "isi"
_SHEETS = frozenset({"kantor", "unit", "jabatan", "pegawai", "jam_khusus", "hari"})
_WEEK_NAMES = {f"jam_{key}": key for key in WEEK_KEYS}
_JUDGING_NAMES = tuple(f"kinerja_{key}" for key in JUDGING_KEYS)
_ALIASES = {
    "nama_unit": "nama",
    "nama_jabatan": "nama",
    "nama_pegawai": "nama",
    "pangkat_golongan": "pangkat",
    "nomor_sk": "sk",
    "no_sk": "sk",
}
# What openpyxl and the parts under it raise for a workbook that is damaged or only looks like one.
_UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    OSError,
    EOFError,
    SyntaxError,  # how the XML parser's own error is classed
)


@dataclass(frozen=True)
class _Sheet:
    """The cells of one sheet by row number, and the name it goes by."""

    name: str
    rows: dict[int, list[object]]


def excel_rows(content: bytes, findings: Findings) -> OfficeRows:
    """Return the rows of a workbook; raises OfficeFileError where it cannot be opened, or not safely."""
    _refuse_unsafe(content)
    sheets = _sheets(content)
    units = _section(sheets, "Unit", UNIT_COLUMNS, UNIT_COLUMNS, findings)
    posts = _section(sheets, "Jabatan", POST_COLUMNS, POST_COLUMNS, findings)
    needed = ("kode", "nama", "jabatan", "mulai", "admin")
    people = _section(sheets, "Pegawai", (*PERSON_COLUMNS, *HOLDING_COLUMNS), needed, findings)
    section, terms = people_rows(people, findings)
    special = _optional(sheets, "Jam Khusus", SPECIAL_COLUMNS, ("nama", "mulai", "sampai"), findings)
    days = _optional(sheets, "Hari", DAY_COLUMNS, ("tanggal",), findings)
    office, week = _office(sheets, findings)
    return OfficeRows(office, units, posts, section, terms, week, special, days)


def _refuse_unsafe(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if any(part.flag_bits & _ENCRYPTED for part in parts):
                raise _refused("dikunci dengan kata sandi; simpan ulang sebagai .xlsx tanpa kata sandi.")
            if sum(part.file_size for part in parts) > _MAX_UNPACKED:
                raise _refused("terlalu besar setelah dibuka; salin isinya ke buku kerja baru lalu simpan lagi.")
            if any(b"<!DOCTYPE" in package.read(part) for part in parts):
                raise _refused("memuat definisi XML yang tidak dipakai Excel; simpan ulang dari Excel.")
    except _UNREADABLE:
        raise _damaged() from None


def _sheets(content: bytes) -> dict[str, _Sheet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                return {folded(name): _Sheet(name, _cells(book, name)) for name in book.sheetnames}
            finally:
                book.close()
    except _UNREADABLE:
        raise _damaged() from None


def _cells(book: Workbook, name: str) -> dict[int, list[object]]:
    if folded(name) not in _SHEETS:
        return {}
    sheet = book[name]
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    filled: dict[int, list[object]] = {}
    for number, cells in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS), start=1):
        if number > MAX_ROWS:
            problem = f"lebih dari {MAX_ROWS} baris; hapus baris kosong di bawah data lalu simpan lagi."
            raise OfficeFileError((Fault(f"lembar {name}", problem),))
        values: list[object] = [_Broken(str(cell.value)) if cell.data_type == "e" else cell.value for cell in cells]
        if not all(is_blank(value) for value in values):
            filled[number] = values
    return filled


class _Broken:
    """A cell whose formula failed: no text, so that it is reported where it is read."""

    def __init__(self, sign: str) -> None:
        self._sign = sign

    def __str__(self) -> str:
        return self._sign


def _section(
    sheets: dict[str, _Sheet], name: str, columns: Sequence[str], needed: Sequence[str], findings: Findings
) -> Section:
    """Return the rows of a sheet below its headers, none when sheet or headers are missing."""
    where = f"lembar {name}"
    sheet = sheets.get(folded(name))
    if sheet is None:
        findings.fault(where, f"lembar ini belum ada; buat lembar {name} dengan kolom {', '.join(needed)}.")
        return Section(where, readable=False)
    rows = iter(sheet.rows.items())
    headers = _headers(rows, sheet.name, columns, needed, findings)
    if headers is None:
        return Section(where, readable=False)
    return Section(where, tuple(_row(sheet.name, number, values, headers) for number, values in rows))


def _optional(
    sheets: dict[str, _Sheet], name: str, columns: Sequence[str], needed: Sequence[str], findings: Findings
) -> Section:
    """Return the rows of a sheet that an office without anything to say in it may leave out."""
    sheet = sheets.get(folded(name))
    if sheet is None or not sheet.rows:
        return Section(f"lembar {name}")
    return _section(sheets, name, columns, needed, findings)


def _headers(
    rows: Iterator[tuple[int, list[object]]],
    name: str,
    columns: Sequence[str],
    needed: Sequence[str],
    findings: Findings,
) -> dict[str, tuple[int, str]] | None:
    """Return position and written name of each known column; leaves `rows` at the first row below the headers."""
    for number, values in rows:
        written = [str(value or "").strip() for value in values]
        keys = [_ALIASES.get(folded(text), folded(text)) for text in written]
        if needed[0] in keys:
            return _known(keys, written, f"lembar {name}, baris {number}", columns, needed, findings)
    findings.fault(f"lembar {name}", f"baris judul kolom belum ada; tulis {', '.join(columns)} di baris pertama.")
    return None


def _known(
    keys: list[str], written: list[str], where: str, columns: Sequence[str], needed: Sequence[str], findings: Findings
) -> dict[str, tuple[int, str]] | None:
    found: dict[str, tuple[int, str]] = {}
    for position, (key, text) in enumerate(zip(keys, written, strict=True)):
        if key in found:
            findings.fault(where, f'kolom "{shown(text)}" ada dua kali; hapus salah satu.')
        elif key in columns:
            found[key] = (position, text)
        elif key:
            missing = [column for column in columns if column not in keys]
            hint = f" {instead(text, missing)}" if missing else ""
            findings.warn(where, f'kolom "{shown(text)}" tidak dikenal dan dilewati.{hint}')
    lacking = [column for column in needed if column not in found]
    if lacking:
        findings.fault(where, f"kolom {', '.join(lacking)} belum ada; tambahkan di baris judul ini.")
    return None if lacking else found


def _row(name: str, number: int, values: list[object], headers: dict[str, tuple[int, str]]) -> Row:
    where = f"lembar {name}, baris {number}"
    cells = {
        key: Cell(values[position] if position < len(values) else None, f"{where}, kolom {text}")
        for key, (position, text) in headers.items()
    }
    return Row(where, cells)


def _office(sheets: dict[str, _Sheet], findings: Findings) -> tuple[Row | None, Row | None]:
    """Return the sheet Kantor, and of it the week where any weekday is filled in.

    Each of its rows is one key with its value; a key of days may stand in several rows.
    """
    section = _section(sheets, "Kantor", (_KEY_COLUMN, _VALUE_COLUMN), (_KEY_COLUMN, _VALUE_COLUMN), findings)
    if not section.readable:
        return None, None
    known = (*OFFICE_KEYS, *(f"kop_{key}" for key in HEAD_KEYS), *_JUDGING_NAMES, *_WEEK_NAMES)
    cells: dict[str, Cell] = {}
    days: dict[str, list[Cell]] = {key: [] for key in DAY_KEYS}
    for row in section.rows:
        named, value = row.cell(_KEY_COLUMN), row.cell(_VALUE_COLUMN)
        name = str(named.value or "").strip()
        key = folded(name)
        if key in days:
            days[key] += _parts(value)
        elif key not in known:
            choices = [choice.replace("_", " ") for choice in (*known, *DAY_KEYS)]
            findings.fault(
                row.cell(_KEY_COLUMN).where, f'isian "{shown(name)}" tidak dikenal; {instead(name, choices)}'
            )
        elif key in cells:
            findings.fault(named.where, f'isian "{shown(name)}" ada dua kali; hapus salah satu.')
        else:
            cells[key] = value
    week = {key: cells[name] for name, key in _WEEK_NAMES.items() if name in cells}
    filled = any(not is_blank(cell.value) for cell in week.values())
    office = Row(section.where, cells, {key: tuple(listed) for key, listed in days.items()})
    return office, Row(section.where, week) if filled else None


def _parts(cell: Cell) -> list[Cell]:
    if not isinstance(cell.value, str):
        return [] if cell.value is None else [cell]
    return [Cell(part, cell.where) for part in cell.value.replace(";", ",").split(",") if part.strip()]


def _refused(problem: str) -> OfficeFileError:
    return OfficeFileError((Fault("berkas", f"berkas Excel ini {problem}"),))


def _damaged() -> OfficeFileError:
    return _refused("tidak dapat dibaca; buka di Excel, simpan ulang sebagai .xlsx, lalu kirim lagi.")
