"""A unit's workbook comes back: figures, doubts, faults, and rows, columns and sheets that people moved."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from unit_books import PAPER, RECORDS, column_of, filled, job, made, row_of, saved

from documents.workbook_columns import TABLE
from documents.workbook_reader import read_workbook
from workflow.cycle import IndicatorReport
from workflow.filling import Field
from workflow.indicators import Reported
from workflow.papers.records import QuarterReport
from workflow.quarter import Quarter
from workflow.readings import Doubt, Fault
from workflow.workbook_reading import (
    Finding,
    FindingKind,
    HeaderKind,
    Severity,
    WorkbookFault,
    WorkbookReading,
    figures,
)

R, A = "Realisasi TW", "Realisasi anggaran"
GOOD = {("IK-1", R): 2.75, ("IK-2", R): 79.25, ("IK-5", R): 0, ("IK-7", R): "WDP", ("IK-1", A): 120_500_000}


def read(content: bytes, quarter: Quarter | None = None) -> WorkbookReading:
    return read_workbook(content, job(quarter=quarter))


def reported(reading: WorkbookReading) -> dict[str, Decimal | None]:
    return {each.code: each.realisasi for each in figures(reading) if each.realisasi is not None}


def at(reading: WorkbookReading, code: str, field: Field | None = Field.REALISASI) -> Finding:
    return next(each for each in reading.findings if (each.code, each.field) == (code, field))


def typed(code: str, value: object, column: str = R) -> WorkbookReading:
    return read(filled(made(), {(code, column): value}))


def changed(change: Callable[[Worksheet], object], content: bytes | None = None) -> WorkbookReading:
    book = load_workbook(io.BytesIO(content or filled(made(), GOOD)))
    change(book[TABLE])
    return read(saved(book))


WANTED = {"IK-1": Decimal("2.75"), "IK-2": Decimal("79.25"), "IK-5": Decimal(0), "IK-7": Decimal(3)}


def test_what_was_filled_in_is_read_and_blank_is_not_zero() -> None:
    """Figures, a zero and a label of a scale come back; what is owed and blank is told, and stays blank."""
    reading = read(filled(made(), GOOD))
    assert reading.refused is None
    assert not reading.header
    assert reported(reading) == WANTED
    assert figures(reading)[0].realisasi_anggaran == 120_500_000
    blank = at(reading, "IK-3")
    assert (blank.kind, blank.severity, blank.cell) == (FindingKind.BLANK, Severity.WARNING, "F8")
    assert not reading.open_findings


def test_what_the_maker_fills_in_comes_back_as_it_was() -> None:
    """A workbook handed out with an earlier version gives that version again, words included."""
    said = Reported(Decimal("9.5"), Decimal(1000), "Dukungan\nanggaran", "=hujan", "@rapat")
    records = tuple(
        replace(
            each, reports=(QuarterReport(3, replace(said, realisasi=Decimal(3)) if each.indicator.scale else said),)
        )
        for each in RECORDS
        if each.indicator.satuan != "insiden"
    )
    paper = replace(PAPER, records=records)
    reading = read_workbook(made(paper), job(paper))
    assert not reading.findings
    assert [each.reported for each in figures(reading)] == [each.reports[0].reported for each in records]


@pytest.mark.parametrize(
    ("code", "value", "kind", "fault"),
    [
        ("IK-3", "sembilan", FindingKind.NOT_A_NUMBER, Fault.WORDS),
        ("IK-3", "9 jam 30 menit", FindingKind.NOT_A_NUMBER, Fault.SEVERAL),
        ("IK-3", date(2026, 1, 15), FindingKind.NOT_A_NUMBER, Fault.DATE),
        ("IK-3", True, FindingKind.NOT_A_NUMBER, Fault.TRUTH),
        ("IK-5", 1.5, FindingKind.NOT_A_NUMBER, Fault.NOT_WHOLE),
        ("IK-5", -1, FindingKind.BELOW_ZERO, None),
        ("IK-3", "=1+1", FindingKind.FORMULA_WITHOUT_VALUE, None),
        ("IK-7", "bagus", FindingKind.OFF_SCALE, None),
        ("IK-7", 2.5, FindingKind.OFF_SCALE, None),
    ],
)
def test_what_is_no_figure_is_told_and_not_taken(
    code: str, value: object, kind: FindingKind, fault: Fault | None
) -> None:
    """Each fault names row, column and indicator, and leaves the figure blank."""
    reading = typed(code, value)
    found = at(reading, code)
    assert (found.kind, found.fault) == (kind, fault)
    assert found.column == "Realisasi TW III"
    assert found.cell == f"F{found.row}"
    assert code not in reported(reading)
    assert found.is_mendable


def test_a_doubt_has_its_readings_as_choices() -> None:
    """`1.234` of hours is asked back."""
    found = at(typed("IK-3", "1.234"), "IK-3")
    assert (found.kind, found.doubt) == (FindingKind.AMBIGUOUS, Doubt.MARK)
    assert [each.number for each in found.offered] == [Decimal("1.234"), Decimal(1234)] or [
        each.number for each in found.offered
    ] == [Decimal(1234), Decimal("1.234")]


def test_a_text_with_the_satuan_in_it_is_a_number() -> None:
    """`9,5 jam` is 9.5 where hours are asked for, and `93,75%` is a percentage."""
    assert reported(typed("IK-3", "9,5 jam"))["IK-3"] == Decimal("9.5")
    assert reported(typed("IK-2", "93,75%"))["IK-2"] == Decimal("93.75")


def test_a_percentage_typed_in_a_percent_format_is_what_it_shows() -> None:
    """Excel makes 0.9375 of a typed 93,75%; the cell shows 93.75% and so it is read."""

    def as_percent(sheet: Worksheet) -> None:
        cell = sheet.cell(row_of(sheet, "IK-2"), column_of(sheet, R))
        cell.value, cell.number_format = 0.9375, "0.00%"

    assert reported(changed(as_percent))["IK-2"] == Decimal("93.75")


def test_a_formula_gives_the_value_that_was_kept_with_it() -> None:
    """The result that the spreadsheet saved is taken."""
    content = filled(made(), {("IK-3", R): "=4+5"})
    content = with_part(content, "xl/worksheets/sheet1.xml", rb"<f>4\+5</f><v */?>(</v>)?", b"<f>4+5</f><v>9</v>")
    assert reported(read(content))["IK-3"] == 9


def with_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return the workbook with what a pattern finds in one of its parts put anew."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made_:
        for each in given.namelist():
            data = given.read(each)
            if each == name:
                data, count = re.subn(old, new, data)
                assert count
            made_.writestr(each, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "move",
    [
        lambda sheet: sheet.insert_rows(1, 3),
        lambda sheet: sheet.insert_rows(7, 2),
        lambda sheet: sheet.insert_cols(1, 2),
        lambda sheet: sheet.insert_cols(6),
        lambda sheet: sheet.delete_cols(column_of(sheet, "Satuan")),
        lambda sheet: sheet.delete_cols(column_of(sheet, "Kode")),
        lambda sheet: sheet.move_range("A6:N6", rows=20),
        lambda sheet: setattr(sheet, "title", "Data TW III"),
        lambda sheet: sheet.parent.move_sheet(sheet, 1),
        lambda sheet: sheet.parent.remove(sheet.parent["monev"]),
        lambda sheet: setattr(sheet.column_dimensions["F"], "hidden", True),
        lambda sheet: sheet.merge_cells("A4:A5"),
        lambda sheet: sheet.delete_rows(1, 3),
    ],
)
def test_moved_inserted_hidden_and_renamed_things_are_found(move: Callable[[Worksheet], object]) -> None:
    """The table is known by its headings and indicators by code or name, never by place."""
    assert reported(changed(move)) == WANTED


def test_without_codes_the_names_say_which_indicator_it_is() -> None:
    """Sorting rows after losing the codes does no harm."""

    def swap(sheet: Worksheet) -> None:
        for row in range(6, 14):
            sheet.cell(row, column_of(sheet, "Kode")).value = None
        for column in range(1, 15):
            one, other = sheet.cell(6, column), sheet.cell(7, column)
            one.value, other.value = other.value, one.value
            one.number_format, other.number_format = other.number_format, one.number_format

    assert reported(changed(swap)) == WANTED


def test_a_row_whose_code_and_name_disagree_is_not_taken() -> None:
    """Where only some columns were sorted nobody knows what a figure belongs to."""

    def sort_names(sheet: Worksheet) -> None:
        sheet["B6"].value, sheet["B7"].value = sheet["B7"].value, sheet["B6"].value

    reading = changed(sort_names)
    assert reported(reading) == {code: WANTED[code] for code in ("IK-5", "IK-7")}
    assert [each.kind for each in reading.open_findings] == [FindingKind.CONTRADICTORY] * 2


def test_one_cell_over_two_indicators_belongs_to_neither() -> None:
    """A merged figure is offered to each, and taken for none."""
    reading = changed(lambda sheet: sheet.merge_cells("F6:F7"))
    merged = [each for each in reading.findings if each.kind is FindingKind.MERGED]
    assert [(each.code, each.others) for each in merged] == [("IK-1", (7,)), ("IK-2", (6,))]
    assert merged[0].offered[0].number == Decimal("2.75")
    assert not {"IK-1", "IK-2"} & set(reported(reading))


def test_an_indicator_that_stands_twice_is_asked_about() -> None:
    """Two rows with different figures are a doubt; with the same they are one."""

    def twice(value: object) -> Callable[[Worksheet], None]:
        def change(sheet: Worksheet) -> None:
            sheet["N20"], sheet["B20"], sheet["F20"] = "IK-1", "Indeks SPBE", value

        return change

    assert reported(changed(twice(2.75)))["IK-1"] == Decimal("2.75")
    doubled = at(changed(twice(3)), "IK-1")
    assert (doubled.kind, doubled.others) == (FindingKind.DOUBLED, (20,))
    assert [each.number for each in doubled.offered] == [Decimal("2.75"), Decimal(3)]


def test_rows_of_nobody_are_told_and_rows_that_are_gone_too() -> None:
    """A figure of an unknown indicator is left out with a finding; an indicator without a row can be mended in chat."""

    def change(sheet: Worksheet) -> None:
        sheet.delete_rows(8)
        sheet["N20"], sheet["B20"], sheet["F20"] = "IK-99", "Karangan", 5

    reading = changed(change)
    assert at(reading, "IK-99", None).kind is FindingKind.UNKNOWN
    missing = at(reading, "IK-3")
    assert (missing.kind, missing.is_mendable) == (FindingKind.NOT_LISTED, True)


def test_a_missing_column_says_nothing() -> None:
    """Where the budget's column is gone, its field is not among those that the workbook has."""
    reading = changed(lambda sheet: sheet.delete_cols(column_of(sheet, A)))
    assert [each.kind for each in reading.header] == [HeaderKind.COLUMN_MISSING]
    assert Field.ANGGARAN not in reading.columns
    assert reported(reading) == WANTED


def test_another_units_workbook_is_refused_and_another_years_too() -> None:
    """Nothing is taken of a workbook that says it is another's, or last year's."""
    other = replace(PAPER, unit_code="ikp")
    assert read(made(other)).refused is WorkbookFault.OTHER_UNIT
    last_year = replace(PAPER, quarter=Quarter(2025, 3))
    reading = read(made(last_year))
    assert (reading.refused, reading.detail) == (WorkbookFault.OTHER_YEAR, "Triwulan III 2025")


def test_another_quarter_is_to_be_confirmed() -> None:
    """Last quarter's workbook is read by its own columns, and asked about."""
    content = filled(made(replace(PAPER, quarter=Quarter(2026, 2))), {("IK-1", R): 2.5})
    reading = read(content)
    assert [each.kind for each in reading.header] == [HeaderKind.OTHER_QUARTER]
    assert reading.must_be_confirmed
    assert reported(reading)["IK-1"] == Decimal("2.5")


def test_a_changed_plan_is_told_and_a_table_without_a_name_is_asked_about() -> None:
    """An older edition is read all the same; a table that says of nothing whose it is must be confirmed."""
    older = tuple(replace(each, indicator=replace(each.indicator, pagu=Decimal(1))) for each in RECORDS)
    reading = read(made(replace(PAPER, records=older)))
    assert [each.kind for each in reading.header] == [HeaderKind.OLDER_EDITION]

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Indikator", "Realisasi"])
    sheet.append(["Indeks SPBE", "2,75"])
    reading = read(saved(book))
    assert HeaderKind.UNMARKED in [each.kind for each in reading.header]
    assert figures(reading) == (IndicatorReport("IK-1", Decimal("2.75")),)


def test_of_several_sheets_the_one_of_the_quarter_counts() -> None:
    """A copy of the table with other figures is refused unless only one says that it is awaited."""

    def copy(sheet: Worksheet) -> None:
        other = sheet.parent.copy_worksheet(sheet)
        other["F6"] = 99

    assert changed(copy).refused is WorkbookFault.TWO_TABLES

    def copy_of_last_quarter(sheet: Worksheet) -> None:
        other = sheet.parent.copy_worksheet(sheet)
        other["A3"] = str(other["A3"].value).replace("TW3", "TW2")

    assert reported(changed(copy_of_last_quarter)) == WANTED


def test_words_that_are_too_long_or_an_error_are_told() -> None:
    """Narratives are never cut."""
    found = at(typed("IK-1", "x" * 1501, "Faktor pendorong"), "IK-1", Field.PENDORONG)
    assert (found.kind, found.is_mendable, len(found.text)) == (FindingKind.TOO_LONG, False, 200)
    assert figures(typed("IK-1", " - ", "Faktor pendorong"))[0].faktor_pendorong == ""


def test_other_programs_write_the_same_xml_otherwise() -> None:
    """Prefixes before every tag, and parts named from the archive's root, make no difference."""
    content = filled(made(), GOOD)
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        content = with_part(content, name, rb"<(/?)([A-Za-z])", rb"<\1x:\2")
    content = with_part(content, "xl/_rels/workbook.xml.rels", rb'Target="(?:/xl/)?', rb'Target="/xl/')
    assert reported(read(content)) == WANTED


def test_a_line_of_sums_and_a_column_of_the_year_so_far_are_left_alone() -> None:
    """What people add for themselves is no indicator and no realisasi of the quarter."""

    def add(sheet: Worksheet) -> None:
        sheet["B20"], sheet["J20"] = "Jumlah", 5
        sheet["O4"], sheet["O6"] = "Realisasi s.d. TW III", 99

    reading = changed(add)
    assert reported(reading) == WANTED
    assert not reading.open_findings
