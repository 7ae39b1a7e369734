"""Reads an office written in TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence

from bot.office_file.draft import Fault, OfficeFileError
from bot.office_file.findings import Findings, instead
from bot.office_file.judging import banded
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
)
from bot.office_file.toml_lines import Path, lines_of

WHOLE_FILE = "berkas"

_TABLES = ("kantor", "kinerja", "jam_kerja", "jam_khusus", "hari", "unit", "jabatan", "pegawai")
_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_SYNTAX = (
    ("Cannot declare", "tabel atau kunci ini ditulis dua kali; gabungkan menjadi satu"),
    ("Cannot overwrite", "kunci ini ditulis dua kali; hapus salah satu"),
    ("Duplicate inline table key", "kunci ini ditulis dua kali; hapus salah satu"),
    ("Unterminated string", "tanda kutip penutup belum ada; tambahkan di akhir teks"),
    ("Expected '=' after a key", "setelah nama kunci harus ada tanda ="),
    ("Expected ']", "kurung siku penutup judul tabel belum ada; tulis misalnya [[pegawai]]"),
    ("Unclosed array", "kurung siku penutup daftar belum ada; tambahkan ]"),
    ("Unclosed inline table", "kurung kurawal penutup belum ada; tambahkan }"),
    ("Invalid date or datetime", "tanggal ini tidak ada di kalender; tulis tahun-bulan-tanggal seperti 2026-01-31"),
    ("Expected newline or end of document", "ada tulisan lebih setelah isian; apit teks dengan tanda kutip"),
    ("Invalid value", "isian kosong atau salah tulis; apit teks dengan tanda kutip, ya/tidak ditulis true/false"),
    ("Unescaped '\\'", 'tanda \\ harus ditulis \\\\ di dalam tanda kutip "..."'),
    ("Illegal character '\\n'", "tanda kutip penutup belum ada; tambahkan di akhir teks"),
    ("Illegal character", "ada karakter yang tidak boleh di sini; hapus lalu ketik ulang baris ini"),
)


def toml_rows(content: bytes, findings: Findings) -> OfficeRows:
    """Return the rows of a TOML text; raises OfficeFileError where it is not TOML at all."""
    text = _decoded(content)
    try:
        document = tomllib.loads(text)
        lines = lines_of(text)
    except RecursionError:
        raise _refused(WHOLE_FILE, "daftar di dalam daftar terlalu dalam; tulis seperti contoh kantor.") from None
    except ValueError as error:
        raise _syntax_error(str(error), text) from None
    return _Document(document, lines, findings).rows()


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(f"baris {line}", "berkas bukan teks UTF-8; simpan ulang dengan pengodean UTF-8.") from None


def _syntax_error(message: str, text: str) -> OfficeFileError:
    at = _AT.search(message)
    plain = next((ours for theirs, ours in _SYNTAX if message.startswith(theirs)), "penulisan TOML di sini salah")
    if at is None:
        return _refused(WHOLE_FILE, f"{plain}; bandingkan dengan contoh kantor.")
    line = int(at["line"] or text.rstrip().count("\n") + 1)
    column = f" (huruf ke-{at['column']})" if at["column"] else ""
    return _refused(f"baris {line}", f"{plain}{column}.")


def _refused(where: str, problem: str) -> OfficeFileError:
    return OfficeFileError((Fault(where, problem),))


class _Document:
    """A parsed text with its lines: finds the expected tables, and faults what is not expected."""

    def __init__(self, document: Mapping[str, object], lines: Mapping[Path, int], findings: Findings) -> None:
        self._document = document
        self._lines = lines
        self._findings = findings

    def rows(self) -> OfficeRows:
        self._known(self._document, (), _TABLES)
        units = self._section("unit", UNIT_COLUMNS)
        posts = self._section("jabatan", POST_COLUMNS)
        special = self._section("jam_khusus", SPECIAL_COLUMNS)
        days = self._section("hari", DAY_COLUMNS)
        people, terms = self._people()
        sections = (units, posts, people, special, days)
        if sum(len(section.rows) for section in sections) + sum(map(len, terms)) > MAX_ROWS:
            raise _refused(WHOLE_FILE, f"isinya lebih dari {MAX_ROWS} baris; tulis satu kantor saja dalam satu berkas.")
        return OfficeRows(self._office(), units, posts, people, terms, self._week(), special, days)

    def _office(self) -> Row | None:
        table = self._table(self._document.get("kantor"), ("kantor",))
        if table is None:
            if "kantor" not in self._document:
                self._findings.fault(WHOLE_FILE, "[kantor] belum ada; tulis [kantor] dengan kode, nama dan zona.")
            return None
        self._known(table, ("kantor",), (*OFFICE_KEYS, *DAY_KEYS, "kop"))
        cells = self._cells(table, ("kantor",), OFFICE_KEYS)
        head = self._table(table.get("kop", {}), ("kantor", "kop")) or {}
        self._known(head, ("kantor", "kop"), HEAD_KEYS)
        for key, cell in self._cells(head, ("kantor", "kop"), HEAD_KEYS).items():
            cells[f"kop_{key}"] = cell
        cells |= self._judging()
        days = {key: self._several(table.get(key), ("kantor", key)) for key in DAY_KEYS}
        return Row(self._where(("kantor",)), cells, days)

    def _judging(self) -> dict[str, Cell]:
        path = ("kinerja",)
        table = self._table(self._document.get(*path), path)
        if table is None:
            return {}
        self._known(table, path, JUDGING_KEYS)
        cells = self._cells(table, path, JUDGING_KEYS)
        return {f"kinerja_{key}": Cell(banded(cell.value), cell.where) for key, cell in cells.items()}

    def _week(self) -> Row | None:
        path = ("jam_kerja",)
        table = self._table(self._document.get(*path), path)
        if table is None:
            return None
        self._known(table, path, WEEK_KEYS)
        return Row(self._where(path), self._cells(table, path, WEEK_KEYS))

    def _section(self, name: str, columns: Sequence[str], also: Sequence[str] = ()) -> Section:
        rows = []
        for path, table in self._tables(self._document.get(name, []), (name,)):
            self._known(table, path, (*columns, *also))
            rows.append(Row(self._where(path), self._cells(table, path, columns)))
        return Section(self._where((name,)), tuple(rows))

    def _people(self) -> tuple[Section, tuple[tuple[Row, ...], ...]]:
        people = self._section("pegawai", PERSON_COLUMNS, (*HOLDING_COLUMNS, "menjabat"))
        tables = self._tables(self._document.get("pegawai", []), ("pegawai",), quiet=True)
        return people, tuple(self._terms(table, path) for path, table in tables)

    def _terms(self, person: Mapping[str, object], path: Path) -> tuple[Row, ...]:
        """Return what a person holds: written among the person's own keys, or in tables of their own."""
        own = any(person.get(key) not in (None, "", []) for key in HOLDING_COLUMNS)
        terms = list(self._term(person, path)) if own else []
        for term_path, term in self._tables(person.get("menjabat", []), (*path, "menjabat")):
            self._known(term, term_path, HOLDING_COLUMNS)
            terms += self._term(term, term_path)
        return tuple(terms)

    def _term(self, table: Mapping[str, object], path: Path) -> list[Row]:
        cells = self._cells(table, path, HOLDING_COLUMNS)
        posts = self._several(table.get("jabatan"), (*path, "jabatan")) or (Cell(None, self._where(path)),)
        return [Row(self._where(path), {**cells, "jabatan": post}) for post in posts]

    def _tables(self, value: object, path: Path, *, quiet: bool = False) -> list[tuple[Path, Mapping[str, object]]]:
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return [((*path, position), item) for position, item in enumerate(value)]
        if not quiet:
            self._findings.fault(
                self._where(path), f"tulis [[{path[-1]}]] dengan dua kurung siku, satu untuk tiap {path[-1]}."
            )
        return []

    def _table(self, value: object, path: Path) -> Mapping[str, object] | None:
        if isinstance(value, dict):
            return value
        if value is not None:
            name = ".".join(map(str, path))
            self._findings.fault(self._where(path), f"tulis [{name}] satu kali, dengan satu kurung siku.")
        return None

    def _known(self, table: Mapping[str, object], path: Path, keys: Sequence[str]) -> None:
        for key in table:
            if key not in keys:
                problem = f'kunci "{shown(key)}" tidak dikenal; {instead(key, keys)}'
                self._findings.fault(self._where((*path, key)), problem)

    def _cells(self, table: Mapping[str, object], path: Path, keys: Sequence[str]) -> dict[str, Cell]:
        return {key: Cell(table[key], self._where((*path, key))) for key in keys if key in table}

    def _several(self, value: object, path: Path) -> tuple[Cell, ...]:
        if value is None:
            return ()
        if isinstance(value, list):
            return tuple(Cell(item, self._where((*path, position))) for position, item in enumerate(value))
        return (Cell(value, self._where(path)),)

    def _where(self, path: Path) -> str:
        """Return the line of a path, or of the nearest table around it that is in the text."""
        while path and path not in self._lines:
            path = path[:-1]
        return f"baris {self._lines[path]}" if path else WHOLE_FILE
