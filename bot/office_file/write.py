"""Writes an office to a file that people edit and that reads back as the same office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.office_file.draft import HoldingDraft, OfficeDraft, PersonDraft
from bot.office_file.fields import ZONES
from bot.office_file.letters import printable
from workflow.office import HoldingKind, Role

_Value = str | date | bool | None
_LAST_ROW = 2000  # up to here a cell offers its choices
_DAY_FORMAT = "yyyy-mm-dd"
_HEADING = PatternFill("solid", fgColor="DDE6F0")
_GUIDE = (
    "Isi lembar Kantor, Unit, Jabatan dan Pegawai. Baris kosong dilewati; judul kolom jangan diubah.",
    "Kode adalah nama pendek tanpa spasi, misalnya kabid-ikp. Lembar lain menunjuk dengan kode itu.",
    f"Peran jabatan: {', '.join(Role)}.",
    "Peran kabid, kasi dan staf wajib punya unit; peran lain tanpa unit.",
    "NIP ditulis sebagai teks 18 angka, boleh kosong.",
    "Seorang pegawai dapat memegang beberapa jabatan: pisahkan kodenya dengan koma, atau tulis baris baru dengan kode "
    "pegawai yang sama bila tanggalnya berbeda.",
    f"Sebagai: {', '.join(HoldingKind)}; kosong berarti definitif. Sampai kosong berarti masih menjabat.",
    "Libur tambahan dan tetap masuk boleh ditulis di beberapa baris, satu tanggal tiap baris.",
)


def write_toml(draft: OfficeDraft) -> str:
    """Return the office as TOML text; reading it gives the same draft, its holdings in the order of its people."""
    held = _held(draft)
    head = {key: text for key, text in asdict(draft.head).items() if text}
    tables = [
        _table("[kantor]", _about(draft)),
        _table("[kantor.kop]", head) if head else "",
        *(_table("[[unit]]", {"kode": unit.code, "nama": unit.name}) for unit in draft.units),
        *(
            _table("[[jabatan]]", {"kode": p.code, "nama": p.title, "peran": p.role.value, "unit": p.unit_code})
            for p in draft.posts
        ),
        *(_person_table(person, held[person.code]) for person in draft.people),
    ]
    return "\n".join(table for table in tables if table)


def write_excel(draft: OfficeDraft, path: Path) -> None:
    """Write the office as a workbook to fill in further; no text in it can act as a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "Kantor", ("isian", "isi"), _office_rows(draft))
    _sheet(book, "Unit", ("kode", "nama"), ((unit.code, unit.name) for unit in draft.units))
    posts = _sheet(
        book,
        "Jabatan",
        ("kode", "nama", "peran", "unit"),
        ((post.code, post.title, post.role.value, post.unit_code) for post in draft.posts),
    )
    headers = ("kode", "nama", "NIP", "pangkat", "jabatan", "mulai", "sampai", "sebagai", "SK", "admin")
    held = _held(draft)
    rows = (row for person in draft.people for row in _person_rows(person, held[person.code]))
    people = _sheet(book, "Pegawai", headers, rows)
    _choose(posts, "C", list(Role))
    _choose(people, "H", list(HoldingKind))
    _choose(people, "J", ["ya", "tidak"])
    _sheet(book, "Petunjuk", ("Cara mengisi",), ((line,) for line in _GUIDE))
    book.save(path)


def _held(draft: OfficeDraft) -> defaultdict[str, list[HoldingDraft]]:
    held = defaultdict(list)
    for holding in draft.holdings:
        held[holding.person_code].append(holding)
    return held


def _about(draft: OfficeDraft) -> dict[str, object]:
    about: dict[str, object] = {
        "kode": draft.code,
        "nama": draft.name,
        "zona": _zone(draft),
        "setujui_sendiri": draft.self_approval,
    }
    if draft.days_added:
        about["libur_tambahan"] = draft.days_added
    if draft.days_removed:
        about["tetap_masuk"] = draft.days_removed
    return about


def _zone(draft: OfficeDraft) -> str:
    return next((short for short, name in ZONES.items() if name == draft.zone), draft.zone)


def _person_table(person: PersonDraft, holdings: Sequence[HoldingDraft]) -> str:
    keys: dict[str, object] = {"kode": person.code, "nama": person.name, "nip": person.nip, "pangkat": person.rank}
    if person.is_admin:
        keys["admin"] = True
    terms = [_term(held) for held in _alike(holdings)]
    if len(terms) == 1:
        return _table("[[pegawai]]", {**keys, **terms[0]})
    return _table("[[pegawai]]", keys) + "".join(_table("[[pegawai.menjabat]]", term) for term in terms)


def _alike(holdings: Sequence[HoldingDraft]) -> list[list[HoldingDraft]]:
    """Return the holdings in runs that differ in nothing but the post."""
    runs = groupby(holdings, key=lambda held: (held.from_on, held.until_on, held.kind, held.sk_number))
    return [list(run) for _, run in runs]


def _term(run: Sequence[HoldingDraft]) -> dict[str, object]:
    first = run[0]
    codes = [held.post_code for held in run]
    return {
        "jabatan": codes[0] if len(codes) == 1 else codes,
        "mulai": first.from_on,
        "sampai": first.until_on,
        "sebagai": None if first.kind is HoldingKind.DEFINITIF else first.kind.value,
        "sk": first.sk_number or None,
    }


def _table(header: str, keys: dict[str, object]) -> str:
    lines = [f"{key} = {_toml(value)}" for key, value in keys.items() if value is not None]
    return "\n".join((header, *lines, ""))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    text = printable(str(value)).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _office_rows(draft: OfficeDraft) -> list[tuple[_Value, ...]]:
    return [
        ("kode", draft.code),
        ("nama", draft.name),
        ("zona", _zone(draft)),
        ("setujui sendiri", "ya" if draft.self_approval else "tidak"),
        *((f"kop {key}", text) for key, text in asdict(draft.head).items()),
        *(("libur tambahan", day) for day in draft.days_added),
        *(("tetap masuk", day) for day in draft.days_removed),
    ]


def _person_rows(person: PersonDraft, holdings: Sequence[HoldingDraft]) -> list[tuple[_Value, ...]]:
    admin = "ya" if person.is_admin else "tidak"
    about = (person.code, person.name, person.nip, person.rank)
    rows: list[tuple[_Value, ...]] = []
    for run in _alike(holdings):
        codes = ", ".join(held.post_code for held in run)
        first = run[0]
        rows.append((*about, codes, first.from_on, first.until_on, first.kind.value, first.sk_number, admin))
    return rows or [(*about, None, None, None, None, None, admin)]


def _sheet(book: Workbook, name: str, headers: Sequence[str], rows: Iterable[Sequence[_Value]]) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    for number, row in enumerate((headers, *rows), start=1):
        for column, value in enumerate(row, start=1):
            _put(sheet, number, column, value)
    for column, header in enumerate(headers, start=1):
        _dress(sheet, column, header)
    sheet.freeze_panes = "A2"
    return sheet


def _dress(sheet: Worksheet, column: int, header: str) -> None:
    """Make a column fit to read, and its blank cells fit to type in: Excel keeps digits and dates as they are typed."""
    widest = max(len(str(sheet.cell(number, column).value or "")) for number in range(1, sheet.max_row + 1))
    whole = sheet.column_dimensions[get_column_letter(column)]
    whole.width = min(max(widest, 10) + 3, 60)
    whole.number_format = _DAY_FORMAT if header in ("mulai", "sampai") else "@"
    sheet.cell(1, column).font = Font(bold=True)
    sheet.cell(1, column).fill = _HEADING


def _put(sheet: Worksheet, row: int, column: int, value: _Value) -> None:
    if value is None or value == "":
        return
    cell = sheet.cell(row, column)
    if isinstance(value, date):
        cell.value = value
        cell.number_format = _DAY_FORMAT
        return
    cell.value = printable(str(value))
    cell.data_type = "s"  # whatever it begins with; the quote mark keeps it text when somebody edits the cell
    cell.quotePrefix = True
    cell.number_format = "@"


def _choose(sheet: Worksheet, column: str, choices: Sequence[str]) -> None:
    listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    listed.add(f"{column}2:{column}{_LAST_ROW}")
    sheet.add_data_validation(listed)
