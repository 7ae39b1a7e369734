"""An office filled in in Excel."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.office_file import DayDraft, OfficeFileError, OfficeReading, read_office, read_office_bytes, write_excel

Edit = Callable[[Workbook], None]


@pytest.fixture
def book(small: str, tmp_path: Path) -> Path:
    """Return the small office as a workbook."""
    path = tmp_path / "kantor.bin"
    write_excel(read_office_bytes(small.encode()).draft, path)
    return path


def edited(path: Path, edit: Edit) -> OfficeReading:
    workbook = load_workbook(io.BytesIO(path.read_bytes()))  # the name's ending says nothing
    edit(workbook)
    workbook.save(path)
    return read_office(path)


def faults_of(path: Path, edit: Edit) -> list[str]:
    with pytest.raises(OfficeFileError) as caught:
        edited(path, edit)
    return [str(fault) for fault in caught.value.faults]


def test_people_fill_it_in_their_own_way(book: Path) -> None:
    """Header case and order, blank rows, text dates, numbers as codes and spare sheets are all taken."""

    def edit(workbook: Workbook) -> None:
        people = workbook["Pegawai"]
        people.insert_rows(2)
        people.insert_cols(1)
        people.cell(1, 2).value, people.cell(1, 5).value = " KODE ", "Pangkat / Golongan"
        people.append([None, 7, "Citra Contoh", None, "Penata", None, None, None, None, None, "X"])
        people["G3"], people["G3"].number_format = "31-01-2025", "@"
        workbook.create_sheet("Catatan").append(["apa saja"])
        workbook["Unit"].title = "sementara"  # openpyxl takes another case of the same name for a second sheet
        workbook["sementara"].title = "UNIT"

    reading = edited(book, edit)
    assert (reading.draft.people[-1].code, reading.draft.people[-1].is_admin) == ("7", True)
    assert reading.draft.people[-1].rank == "Penata"
    assert reading.draft.holdings[0].from_on == date(2025, 1, 31)
    assert reading.warnings == ()


def test_a_fault_names_sheet_row_and_column(book: Path) -> None:
    """Every wrong cell is found by its sheet, its row as Excel counts and the header as written."""

    def edit(workbook: Workbook) -> None:
        people, posts = workbook["Pegawai"], workbook["Jabatan"]
        people["C2"], people["E3"], people["H3"] = "12", "kabid-x, staf-aptika", "wakil"
        posts["C2"] = date(2025, 1, 2)
        workbook["Kantor"]["B4"] = "WIIB"

    faults = faults_of(book, edit)
    places = [fault.split(": ")[0] for fault in faults]
    assert places == [
        "lembar Kantor, baris 4, kolom isi",
        "lembar Jabatan, baris 2, kolom peran",
        "lembar Pegawai, baris 2, kolom NIP",
        "lembar Pegawai, baris 3, kolom sebagai",
        "lembar Pegawai, baris 3, kolom jabatan",
    ]
    assert "terbaca sebagai tanggal" in faults[1]
    assert 'jabatan "kabid-x" tidak ada di daftar jabatan' in faults[4]


def test_a_nip_that_excel_rounded_is_left_out_with_a_warning(book: Path) -> None:
    """A wrong NIP must not be printed: Excel keeps 15 digits of a number, so the rest is not to be trusted."""
    rounded = edited(book, lambda workbook: workbook["Pegawai"].__setitem__("C2", 199001012020000001.0))
    assert rounded.draft.people[0].nip == ""
    assert [warning.where for warning in rounded.warnings] == ["lembar Pegawai, baris 2, kolom NIP"]
    assert "format sel menjadi Teks" in rounded.warnings[0].problem


def test_one_person_in_several_rows_is_one_person(book: Path) -> None:
    """Rows of the same code add what the person holds; where they disagree on the person it is a fault."""

    def again(name: str | None) -> Edit:
        row = ["andi", name, None, None, "staf-aptika", "2024-01-01", "2024-12-31", "definitif", "SK-9"]
        return lambda workbook: workbook["Pegawai"].append(row)

    people = edited(book, again(None)).draft
    assert [person.code for person in people.people] == ["andi", "budi"]
    assert people.holdings_of("andi")[-1].sk_number == "SK-9"
    faults = faults_of(book, again("Orang Lain"))
    assert any('nama "Orang Lain" berbeda dari "Andi Contoh"' in fault for fault in faults)


def test_missing_sheets_and_columns_are_named_without_what_follows_from_them(book: Path) -> None:
    """What is not there is said once; nothing is made up about its content."""

    def edit(workbook: Workbook) -> None:
        del workbook["Unit"]
        workbook["Jabatan"]["C1"] = "perann"

    faults = faults_of(book, edit)
    assert len(faults) == 2
    assert "lembar Unit: lembar ini belum ada" in faults[0]
    assert "lembar Jabatan, baris 1: kolom peran belum ada" in faults[1]


def test_an_unknown_column_is_passed_over_with_a_warning(book: Path) -> None:
    """A column of the office's own does no harm, but a slip of spelling does not go unnoticed."""
    reading = edited(book, lambda workbook: workbook["Pegawai"].__setitem__("D1", "pangkt"))
    (warning,) = reading.warnings
    assert 'kolom "pangkt" tidak dikenal dan dilewati. maksud Anda "pangkat"?' in warning.problem


def test_the_sheet_kantor_may_be_wrong_too(book: Path) -> None:
    """Unknown and repeated keys are faults, days may stand one a row or several in one."""

    def days(workbook: Workbook) -> None:
        workbook["Kantor"].append(["Libur Tambahan", date(2026, 4, 27)])
        workbook["Kantor"].append(["libur_tambahan", "2026-04-28, 29-04-2026"])

    assert edited(book, days).draft.days == tuple(DayDraft(date(2026, 4, day), is_off=True) for day in (27, 28, 29))

    def wrong(workbook: Workbook) -> None:
        workbook["Kantor"].append(["zonaa", "WIB"])
        workbook["Kantor"].append(["zona", "WIB"])

    faults = faults_of(book, wrong)
    assert 'isian "zonaa" tidak dikenal; maksud Anda "zona"?' in faults[0]
    assert 'isian "zona" ada dua kali' in faults[1]


def test_a_failed_formula_is_not_taken_for_a_name(book: Path) -> None:
    """#REF! where a name should be is a fault."""
    (fault,) = faults_of(book, lambda workbook: workbook["Pegawai"].__setitem__("B2", "#REF!"))
    assert "#REF!" in fault


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (_zip("surat.txt", b"halo"), "tidak dapat dibaca"),
        (b"PK\x03\x04 potongan", "tidak dapat dibaca"),
        (b"PK\x05\x06" + b"\0" * 18, "tidak dapat dibaca"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "dikunci sandi"),
        (_zip("bom.xml", b"0" * 50_000_000), "terlalu besar"),
        (_zip("a.xml", b"<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>"), "definisi XML"),
        (b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
    ],
)
def test_unsafe_files_are_refused(content: bytes, words: str) -> None:
    """What is not an office file, or only pretends to be a small one, is refused before it is opened."""
    with pytest.raises(OfficeFileError) as caught:
        read_office_bytes(content)
    assert words in str(caught.value)


def test_an_encrypted_entry_is_refused(book: Path) -> None:
    """A zip whose parts are locked is told from a damaged one."""
    content = bytearray(book.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # general purpose flag of the first entry in the directory
    with pytest.raises(OfficeFileError, match="kata sandi"):
        read_office_bytes(bytes(content))


def test_too_many_rows_are_refused(book: Path) -> None:
    """A row far below the data, as a stray format leaves it, does not cost minutes."""
    (fault,) = faults_of(book, lambda workbook: workbook["Unit"].__setitem__("A1048576", "x"))
    assert fault.startswith("lembar Unit: lebih dari 10000 baris")


def test_damage_anywhere_ends_in_a_fault_or_a_reading(book: Path) -> None:
    """Whichever byte is hit in transport, nothing but an office or its faults comes back."""
    whole, chance = book.read_bytes(), random.Random(7)
    for _ in range(40):
        hit = bytearray(whole)
        for _ in range(3):
            hit[chance.randrange(len(hit))] = chance.randrange(256)
        with suppress(OfficeFileError):
            read_office_bytes(bytes(hit))
