"""Writes an office as a workbook that people fill in and that reads back as the same office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.office_file.draft import HoldingDraft, OfficeDraft, PersonDraft
from bot.office_file.fields import DayKind
from bot.office_file.judging import judging_words
from bot.office_file.letters import printable
from bot.office_file.rows import DAY_COLUMNS, MONDAY_TO_THURSDAY, SPECIAL_COLUMNS, WEEK_KEYS
from bot.office_file.written import FRIDAY, alike, day_words, held_by_person, week_words, zone_word
from workflow.office import HoldingKind, Role
from workflow.office_hours import DEFAULT_WEEK, RAMADAN_WEEK, SpecialHours, Week, write_hours
from workflow.strategic import STRATEGIC

_Value = str | date | bool | None
_LAST_ROW = 2000  # up to here a cell offers its choices
_DAY_FORMAT = "yyyy-mm-dd"
_DAY_HEADERS = frozenset({"mulai", "sampai", "tanggal"})
_YES_OR_NO = ["ya", "tidak"]
_HEADING = PatternFill("solid", fgColor="DDE6F0")


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
    headers = ("kode", "nama", "NIP", "pangkat", "jabatan", "mulai", "sampai", "sebagai", "SK", "admin", "telepon")
    held = held_by_person(draft)
    rows = (row for person in draft.people for row in _person_rows(person, held[person.code]))
    people = _sheet(book, "Pegawai", headers, rows)
    special_headers = [_spoken(column) for column in SPECIAL_COLUMNS]
    special = _sheet(book, "Jam Khusus", special_headers, map(_special_row, draft.special_hours))
    days = _sheet(book, "Hari", DAY_COLUMNS, ((day.day_on, *day_words(day).values()) for day in draft.days))
    _choose(posts, "C", list(Role))
    _choose(people, "H", list(HoldingKind))
    _choose(people, "J", _YES_OR_NO)
    _choose(special, "D", _YES_OR_NO)
    _choose(days, "B", list(DayKind))
    _sheet(book, "Petunjuk", ("Cara mengisi",), ((line,) for line in _guide()))
    book.save(path)


def _office_rows(draft: OfficeDraft) -> list[tuple[_Value, ...]]:
    week = week_words(draft.weekly) if draft.weekly else {}
    return [
        ("kode", draft.code),
        ("nama", draft.name),
        ("zona", zone_word(draft)),
        ("setujui sendiri", "ya" if draft.self_approval else "tidak"),
        ("masuk", draft.admission.value),
        ("tindakan strategis", ", ".join(draft.strategic) or None),
        *((f"kop {key}", text) for key, text in asdict(draft.head).items()),
        *((f"kinerja {key.replace('_', ' ')}", text) for key, text in judging_words(draft.judging).items()),
        *((_spoken(f"jam {key}"), week.get(key)) for key in week or (MONDAY_TO_THURSDAY, "jumat")),
    ]


def _special_row(special: SpecialHours) -> tuple[_Value, ...]:
    week = week_words(special.weekly)
    return (special.name, special.first_on, special.last_on, None, *(week.get(key) for key in WEEK_KEYS))


def _spoken(key: str) -> str:
    """Return a key as a person would write it: `jam senin-kamis`."""
    return key.replace("_", "-")


def _person_rows(person: PersonDraft, holdings: Sequence[HoldingDraft]) -> list[tuple[_Value, ...]]:
    admin = "ya" if person.is_admin else "tidak"
    about = (person.code, person.name, person.nip, person.rank)
    last = (admin, person.phone or None)
    rows: list[tuple[_Value, ...]] = []
    for run in alike(holdings):
        codes = ", ".join(held.post_code for held in run)
        first = run[0]
        rows.append((*about, codes, first.from_on, first.until_on, first.kind.value, first.sk_number, *last))
    return rows or [(*about, None, None, None, None, None, *last)]


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
    whole.number_format = _DAY_FORMAT if header in _DAY_HEADERS else "@"
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


def _guide() -> tuple[str, ...]:
    return (
        "Isi lembar Kantor, Unit, Jabatan dan Pegawai; Jam Khusus dan Hari boleh kosong. "
        "Baris kosong dilewati; judul kolom jangan diubah.",
        "Kode adalah nama pendek tanpa spasi, misalnya kabid-ikp. Lembar lain menunjuk dengan kode itu.",
        f"Peran jabatan: {', '.join(Role)}.",
        "Peran kabid, kasi dan staf wajib punya unit; peran lain tanpa unit.",
        "NIP ditulis sebagai teks 18 angka, boleh kosong. Telepon boleh kosong; dipakai di daftar telepon.",
        f"Tindakan strategis di lembar Kantor boleh kosong: yang tidak dilakukan Plh. atau Plt., dipisah koma, dari: "
        f"{', '.join(STRATEGIC)}.",
        "Seorang pegawai dapat memegang beberapa jabatan: pisahkan kodenya dengan koma, atau tulis baris baru dengan "
        "kode pegawai yang sama bila tanggalnya berbeda.",
        f"Sebagai: {', '.join(HoldingKind)}; kosong berarti definitif. Sampai kosong berarti masih menjabat.",
        f"Jam kerja di lembar Kantor boleh kosong, artinya {_usual(DEFAULT_WEEK)}. Bila berbeda, isi jam "
        "Senin sampai Jumat; hari yang tutup ditulis libur. Hari lain memakai baris sendiri, misalnya jam sabtu.",
        f"Jam Khusus: jam lain di antara dua tanggal. Ramadan ya berarti {_usual(RAMADAN_WEEK)}; jam yang diisi "
        "sendiri didahulukan.",
        "Kinerja di lembar Kantor boleh tidak ada. Bila predikat kantor berbeda, tambahkan baris kinerja predikat, "
        "misalnya Sangat Tinggi=91; Tinggi=76; Sedang=66; Rendah=51; Sangat Rendah.",
        "Hari: libur kantor (jenis libur), libur nasional yang tetap masuk (jenis masuk), atau setengah hari (isi jam, "
        "misalnya 07.30-11.30).",
    )


def _usual(week: Week) -> str:
    return f"Senin-Kamis {write_hours(week[0])} dan Jumat {write_hours(week[FRIDAY])}"


def _choose(sheet: Worksheet, column: str, choices: Sequence[str]) -> None:
    listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    listed.add(f"{column}2:{column}{_LAST_ROW}")
    sheet.add_data_validation(listed)
