"""Office hours, special hours and the office's own days, as people write them in the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.office_file import (
    DayDraft,
    OfficeDraft,
    OfficeFileError,
    OfficeReading,
    read_office,
    read_office_bytes,
    write_excel,
    write_toml,
)
from workflow.office_hours import DEFAULT_WEEK, RAMADAN_WEEK, SpecialHours, read_hours

DAY, FRIDAY, SATURDAY = read_hours("08.00-12.00, 13.00-16.00"), read_hours("08.00-11.30"), read_hours("08.00-12.00")
HALF_DAY = ((time(7, 30), time(11, 30)),)
RAMADAN = '[[jam_khusus]]\nnama = "Ramadan"\nmulai = 2027-02-08\nsampai = 2027-03-09\nramadan = true\n'


def reading_of(text: str) -> OfficeReading:
    return read_office_bytes(text.encode())


def draft_of(text: str) -> OfficeDraft:
    return reading_of(text).draft


def faults_of(small: str, text: str) -> list[str]:
    """Return the faults with lines counted from the beginning of what was added."""
    with pytest.raises(OfficeFileError) as caught:
        read_office_bytes((small + text).encode())
    before = small.count("\n")
    return [
        f"{int(fault.where.removeprefix('baris ')) - before}: {fault.problem}".replace(f"baris {before + 2}", "baris 2")
        for fault in caught.value.faults
    ]


def test_an_office_that_says_nothing_keeps_the_usual_hours(small: str) -> None:
    """No table for hours is needed."""
    draft = draft_of(small)
    assert (draft.weekly, draft.special_hours, draft.days) == (None, (), ())


def test_a_week_of_ones_own(small: str) -> None:
    """Monday to Thursday in one line, a day of its own before it; a weekend that is not named is closed."""
    hours = (
        'senin_kamis = "08:00 - 12:00; 13:00 s.d. 16:00"\nrabu = "libur"\njumat = "08.00-11.30"\nsabtu = "8.00–12.00"\n'
    )
    assert draft_of(f"{small}[jam_kerja]\n{hours}").weekly == (DAY, DAY, (), DAY, FRIDAY, SATURDAY, ())


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ('senin_kamis = "08.00-16.00"', "1: jam jumat masih kosong; isi jamnya, atau tulis libur bila tutup."),
        ('senin_kamis = "pagi"\njumat = "libur"', '2: jam senin "pagi" tidak terbaca; tulis jam buka-jam tutup,'),
        ('senin_kamis = "12.00-08.00"\njumat = "-"', '2: jam senin "12.00-08.00" tidak urut atau bertumpuk;'),
        ('senin_kamis = "08.00-24.00"\njumat = "-"', '2: jam senin "08.00-24.00" tidak terbaca;'),
        ('senin_kamis = "08.00-12.00, 11.00-16.00"\njumat = "-"', "tidak urut atau bertumpuk; tulis dari pagi ke sore"),
        ('senin_kamis = "libur"\njumat = "libur"', "1: tidak ada hari yang buka; isi jam pada sedikitnya satu hari."),
        ('senen = "08.00-12.00"', '2: kunci "senen" tidak dikenal; maksud Anda "senin"?'),
        ("senin_kamis = 8\njumat = 8", '2: jam senin "8" tidak terbaca;'),
        ("senin_kamis = 08:00:00\njumat = 08:00:00", "2: jam senin terbaca sebagai bukan teks (08:00:00);"),
    ],
)
def test_hours_that_cannot_be_taken(small: str, hours: str, told: str) -> None:
    """Each slip is told at its line with what to write instead."""
    assert any(told in fault for fault in faults_of(small, f"[jam_kerja]\n{hours}\n"))


def test_hours_need_their_own_table(small: str) -> None:
    """Written with two brackets, the table is not taken for a list of weeks."""
    assert faults_of(small, "[[jam_kerja]]\n") == ["1: tulis [jam_kerja] satu kali, dengan satu kurung siku."]


def test_ramadan_in_four_lines(small: str) -> None:
    """The usual hours of Ramadan need not be copied; a weekday of the office's own goes before them."""
    (special,) = draft_of(small + RAMADAN).special_hours
    assert special == SpecialHours(date(2027, 2, 8), date(2027, 3, 9), RAMADAN_WEEK, "Ramadan")
    (special,) = draft_of(f'{small}{RAMADAN}jumat = "08.00-11.30"\n').special_hours
    assert special.weekly == (*RAMADAN_WEEK[:4], FRIDAY, (), ())


def test_special_hours_come_in_the_order_of_their_dates(small: str) -> None:
    """Whatever their order in the file; the day after the last one belongs to the next."""
    later = '[[jam_khusus]]\nnama = "Masa arus balik"\nmulai = 2027-03-10\nsampai = 2027-03-19\n'
    later += 'senin_kamis = "08.00-12.00, 13.00-16.00"\njumat = "08.00-11.30"\n'
    names = [special.name for special in draft_of(small + later + RAMADAN).special_hours]
    assert names == ["Ramadan", "Masa arus balik"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('nama = "Ramadan"', 'nama = ""'), "2: nama masih kosong"),
        (("mulai = 2027-02-08\n", ""), "1: mulai masih kosong; isi tanggal, misalnya 2027-02-08."),
        (("sampai = 2027-03-09", 'sampai = "9 Maret"'), '4: sampai "9 Maret" bukan tanggal'),
        (("sampai = 2027-03-09", "sampai = 2027-02-07"), "4: sampai (2027-02-07) mendahului mulai (2027-02-08)"),
        (("ramadan = true", "ramadan = false"), "1: jam masih kosong; isi jam tiap hari, atau ramadan = ya untuk"),
        (("ramadan = true", 'jumat = "08.00-11.30"'), "1: jam senin, selasa, rabu, kamis masih kosong"),
    ],
)
def test_special_hours_that_cannot_be_taken(small: str, change: tuple[str, str], told: str) -> None:
    """A name, two dates in their order and hours for every day are needed."""
    assert any(fault.startswith(told) for fault in faults_of(small, RAMADAN.replace(*change)))


def test_special_hours_do_not_overlap(small: str) -> None:
    """A day has one set of hours: even one shared day is refused, and so is one stretch within another."""
    inner = RAMADAN.replace("Ramadan", "Dalam").replace("02-08", "02-20").replace("03-09", "02-21")
    last = RAMADAN.replace("Ramadan", "Akhir").replace("02-08", "03-09").replace("03-09\nr", "03-20\nr")
    faults = faults_of(small, RAMADAN + inner + last.replace("sampai = 2027-03-09", "sampai = 2027-03-20"))
    assert [fault.split(":")[0] for fault in faults] == ["8", "13"]
    assert 'masa ini bertumpuk dengan "Ramadan" di baris' in faults[0]


def test_special_hours_over_half_a_year_are_remarked_on(small: str) -> None:
    """A slip of the year would shorten every day until then."""
    (warning,) = reading_of(small + RAMADAN.replace("2027-03-09", "2028-03-09")).warnings
    assert "lebih dari 92 hari; periksa tahunnya" in warning.problem


def days(*rows: str) -> str:
    return "".join(f"[[hari]]\n{row}\n" for row in rows)


def test_days_say_what_they_are(small: str) -> None:
    """Off where nothing else is said, worked in part where there are hours, worked where it says so; by date."""
    text = days(
        'tanggal = 2027-12-24\njenis = "masuk"\nketerangan = "Cuti bersama ditunda"',
        'tanggal = "27-04-2027"\njam = "07.30-11.30"\nketerangan = "Hari Jadi Kabupaten"',
        "tanggal = 2027-04-26",
    )
    own = 'zona = "WITA"\ntetap_masuk = [2027-01-04]'
    assert draft_of(small.replace('zona = "WITA"', own) + text).days == (
        DayDraft(date(2027, 1, 4), is_off=False),
        DayDraft(date(2027, 4, 26), is_off=True),
        DayDraft(date(2027, 4, 27), is_off=False, hours=HALF_DAY, note="Hari Jadi Kabupaten"),
        DayDraft(date(2027, 12, 24), is_off=False, note="Cuti bersama ditunda"),
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("jenis = 'libur'", "1: tanggal masih kosong; isi tanggal, misalnya 2026-04-27."),
        ("tanggal = 2027-04-27\njenis = 'libur'\njam = '07.30-11.30'", "4: hari libur tidak punya jam; kosongkan jam,"),
        (
            "tanggal = 2027-04-27\njenis = 'setengah'",
            '3: jenis "setengah" tidak dikenal; Pilihan yang ada: libur, masuk.',
        ),
        ("tanggal = 2027-04-27\njam = '11.30'", '3: jam "11.30" tidak terbaca;'),
        ("tanggal = 'besok'", '2: tanggal "besok" bukan tanggal'),
        ("tanggal = 2027-04-27\ncatatan = 'x'", '3: kunci "catatan" tidak dikenal'),
        (
            "tanggal = 2027-04-27\n[[hari]]\ntanggal = 2027-04-27",
            "4: tanggal 2027-04-27 sudah disebut di baris 2; hapus salah satu.",
        ),
    ],
)
def test_days_that_cannot_be_taken(small: str, row: str, told: str) -> None:
    """Each slip is told at its line."""
    assert any(fault.startswith(told) for fault in faults_of(small, days(row)))


Edit = Callable[[Workbook], None]


def edited(small: str, path: Path, edit: Edit) -> OfficeReading:
    write_excel(draft_of(small), path)
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return read_office(path)


def test_a_workbook_has_room_for_hours_and_days(small: str, tmp_path: Path) -> None:
    """Hours beside the office's name, special hours and days on sheets of their own, dates as Excel keeps them."""

    def edit(book: Workbook) -> None:
        office = {str(row[0].value): row[1] for row in book["Kantor"].iter_rows()}
        office["jam senin-kamis"].value, office["jam jumat"].value = "08.00-12.00, 13.00-16.00", "08.00-11.30"
        book["Kantor"].append(["Jam Sabtu", "08.00-12.00"])
        book["Jam Khusus"].append(["Ramadan", date(2027, 2, 8), "09-03-2027", "ya"])
        book["Hari"].append([date(2027, 4, 27), None, "07.30-11.30", "Hari Jadi"])
        book["Hari"].append(["2027-04-28", "Libur"])

    draft = edited(small, tmp_path / "kantor.xlsx", edit).draft
    assert draft.weekly == (DAY, DAY, DAY, DAY, FRIDAY, SATURDAY, ())
    assert draft.special_hours == (SpecialHours(date(2027, 2, 8), date(2027, 3, 9), RAMADAN_WEEK, "Ramadan"),)
    assert draft.days == (
        DayDraft(date(2027, 4, 27), is_off=False, hours=HALF_DAY, note="Hari Jadi"),
        DayDraft(date(2027, 4, 28), is_off=True),
    )


def test_an_older_workbook_without_these_sheets_is_taken(small: str, tmp_path: Path) -> None:
    """Neither their absence nor an empty sheet of that name is a fault."""

    def edit(book: Workbook) -> None:
        del book["Hari"]
        del book["Jam Khusus"]
        book.create_sheet("Hari")

    assert edited(small, tmp_path / "kantor.xlsx", edit).draft == draft_of(small)


def test_a_fault_in_the_workbook_names_sheet_row_and_column(small: str, tmp_path: Path) -> None:
    """As people see them in Excel: a number where hours belong, a header that is missing."""

    def edit(book: Workbook) -> None:
        book["Kantor"].append(["jam sabtu", 7.3])
        book["Jam Khusus"]["B1"] = "dari"
        book["Hari"].append(["2027-04-27", None, "7.30"])

    with pytest.raises(OfficeFileError) as caught:
        edited(small, tmp_path / "kantor.xlsx", edit)
    header, week, saturday, day = (str(fault) for fault in caught.value.faults)
    assert header.startswith("lembar Jam Khusus, baris 1: kolom mulai belum ada")
    assert week.startswith("lembar Kantor: jam senin, selasa, rabu, kamis, jumat masih kosong")
    assert 'kolom isi: jam sabtu "7.3" tidak terbaca' in saturday
    assert day.startswith('lembar Hari, baris 2, kolom jam: jam "7.30" tidak terbaca')


def test_days_without_words_stay_in_the_short_lists(small: str) -> None:
    """An export does not blow a date up to a table of its own, unless there is something to say of it."""
    listed = 'zona = "WITA"\nlibur_tambahan = [2026-04-27]\ntetap_masuk = [2026-12-24]'
    text = write_toml(draft_of(small.replace('zona = "WITA"', listed)))
    assert "libur_tambahan = [2026-04-27]\ntetap_masuk = [2026-12-24]\n" in text
    assert "[[hari]]" not in text
    assert "[jam_kerja]" not in text


def test_the_usual_week_written_out_stays_written_out(small: str) -> None:
    """An office that names its hours keeps them, whatever the usual ones become."""
    text = f'{small}[jam_kerja]\nsenin_kamis = "07.30-12.00, 13.00-16.00"\njumat = "07.30-11.30, 13.00-16.30"\n'
    assert draft_of(text).weekly == DEFAULT_WEEK
    assert 'senin_kamis = "07.30-12.00, 13.00-16.00"\njumat = ' in write_toml(draft_of(text))
