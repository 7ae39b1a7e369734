"""The workbook of indicators: what is written out is read back; what people do to it is read or told by cell."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from documents.assets import Assets
from documents.indicator_sheet import FIRST_ROW, drawn
from documents.indicator_sheet_in import done, read_indicators
from workflow.indicator_columns import HEADINGS, SheetColumn
from workflow.indicator_plan import PlannedIndicator
from workflow.indicator_reading import (
    FindingKind,
    IndicatorReading,
    IndicatorsJob,
    PastQuarter,
    UnitName,
    can_be_taken,
)
from workflow.indicators import Accumulation, Indicator, LowerMethod, Polarity, Reported, ScaleLevel
from workflow.papers.indicator_list import IndicatorListPaper, ListedIndicator
from workflow.papers.sheet import Letterhead, Sheet
from workflow.readings import Doubt, Fault
from workflow.workbook_reading import WorkbookFault

D = Decimal
C = SheetColumn
UNITS = (UnitName(1, "ikp", "Bidang IKP"), UnitName(2, "aptika", "Bidang Aptika"))
JOB = IndicatorsJob("", 2026, UNITS)
SHEET = Sheet(Letterhead(office="Dinas Kominfo"), "Asia/Jakarta", date(2026, 10, 1))
ROW: dict[SheetColumn, Any] = {
    C.UNIT: "Bidang IKP",
    C.SASARAN: "S",
    C.NAME: "Indeks",
    C.SATUAN: "indeks",
    C.POLARITY: "Makin tinggi makin baik",
    C.ACCUMULATION: "Posisi akhir",
    C.TARGET_YEAR: 3,
    C.TARGET_4: 3,
}


def every_kind() -> tuple[ListedIndicator, ...]:
    """Return one indicator of each kind, with every field filled in."""
    full = Indicator(
        1,
        2026,
        "IKP-01",
        "Sasaran <&>",
        "=Nama; 1",
        "%",
        targets=(D("92.5"), None, D(0), D("95.25")),
        target_year=D("95.25"),
        program="-Program",
        kegiatan="@Kegiatan",
        pagu=D(185_000_000),
        penanggung_jawab="Kabid",
        sumber_data="PPID",
    )
    lower = Indicator(
        2,
        2026,
        "AP-1",
        "S",
        "Waktu",
        "jam",
        Polarity.LOWER,
        LowerMethod.QUOTIENT,
        Accumulation.RATA_RATA,
        (D(24), D(24), D(24), D(24)),
        D(24),
    )
    ranged = Indicator(2, 2026, "AP-2", "S", "Suhu", "C", Polarity.RANGE, lower=D(18), upper=D("27.5"))
    levels = (ScaleLevel("WTP", D(4)), ScaleLevel("WDP", D("3.5")))
    scale = Indicator(2, 2026, "AP-3", "S", "Opini", "opini", targets=(None, D(4), None, None), scale=levels)
    past = (PastQuarter(1, Reported(D("90.1"), D(1_000_000))), PastQuarter(2, Reported(D(0), None)))
    return (
        ListedIndicator(PlannedIndicator(full, D(100), D("60.5")), past),
        ListedIndicator(PlannedIndicator(lower)),
        ListedIndicator(PlannedIndicator(ranged)),
        ListedIndicator(PlannedIndicator(scale), (PastQuarter(1, Reported(D("3.5"))),)),
    )


def workbook(*rows: dict[SheetColumn, Any], formats: dict[SheetColumn, str] | None = None) -> bytes:
    """Return a plain workbook as somebody makes it: headings in the first row, no title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([HEADINGS[column] for column in C])
    for row in rows:
        sheet.append([row.get(column) for column in C])
        for column, shown in (formats or {}).items():
            sheet.cell(sheet.max_row, list(C).index(column) + 1).number_format = shown
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(*rows: dict[SheetColumn, Any], **options: Any) -> IndicatorReading:
    return read_indicators(workbook(*rows, **options), JOB)


def only(found: IndicatorReading) -> Any:
    (finding,) = found.findings
    return finding


def test_what_is_written_out_is_read_back():
    """Every kind, every field, every digit; the year comes from the file."""
    listed = every_kind()
    out = drawn(IndicatorListPaper(SHEET, 2026, UNITS, listed), Assets())
    found = read_indicators(out, IndicatorsJob("", 2030, UNITS))
    assert found.year == 2026
    assert found.findings == ()
    assert tuple(ListedIndicator(row.planned, row.past) for row in found.rows) == listed
    assert can_be_taken(found)


def test_what_people_wrote_is_no_formula():
    """A name that begins with = stays text in the file."""
    out = drawn(IndicatorListPaper(SHEET, 2026, UNITS, every_kind()), Assets())
    sheet = load_workbook(io.BytesIO(out))["Indikator"]
    cells = [cell for row in sheet.iter_rows(min_row=FIRST_ROW + 1) for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert sheet.cell(FIRST_ROW + 1, list(C).index(C.NAME) + 1).value == "=Nama; 1"


def test_the_template_offers_the_office_s_units():
    """The list of units is chosen from, headings are protected and explained, rows are open."""
    book = load_workbook(io.BytesIO(drawn(IndicatorListPaper(SHEET, 2026, UNITS), Assets())))
    sheet, choices = book["Indikator"], book["Pilihan"]
    assert [choices.cell(row, 1).value for row in (2, 3)] == ["Bidang IKP", "Bidang Aptika"]
    assert "=Pilihan!$A$2:$A$3" in {f"={rule.formula1}" for rule in sheet.data_validations.dataValidation}
    assert sheet.protection.sheet
    assert all(sheet.cell(FIRST_ROW, place).comment is not None for place in range(1, len(C) + 1))
    assert not sheet.cell(FIRST_ROW + 1, 1).protection.locked


def test_a_template_that_nobody_filled_in_is_said_to_be_empty():
    """Examples stand on a sheet of their own and are not read."""
    out = drawn(IndicatorListPaper(SHEET, 2026, UNITS), Assets())
    assert only(read_indicators(out, JOB)).kind is FindingKind.NO_ROWS


def test_a_list_of_one_s_own_is_read_by_its_headings():
    """Other order, other spelling, a column of numbers, and a title above."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["RENCANA AKSI TAHUN 2027"])
    sheet.append([])
    sheet.append(["No", "Indikator Kinerja", "SATUAN", "Bidang", "Target", "Triwulan 1", "TW II", "Sasaran Strategis"])
    sheet.append([1, 2, 3, 4, 5, 6, 7, 8])
    sheet.append([1, "Indeks SPBE", "indeks", "APTIKA", "3,1", "2.9", 3, "Meningkatnya SPBE"])
    out = io.BytesIO()
    book.save(out)
    found = read_indicators(out.getvalue(), JOB)
    (row,) = found.rows
    assert found.year == 2027
    assert row.row == 5
    assert (row.planned.indicator.unit_id, row.planned.indicator.targets[:2]) == (2, (D("2.9"), D(3)))
    assert {each.kind for each in found.findings} == {
        FindingKind.POLARITY_ASSUMED,
        FindingKind.ACCUMULATION_ASSUMED,
    }


def test_a_merged_unit_speaks_for_every_row_and_a_merged_pagu_counts_once():
    """As plans are printed: one cell beside several indicators."""
    book = load_workbook(io.BytesIO(workbook({**ROW, C.PAGU: 500}, {**ROW, C.NAME: "Kedua", C.UNIT: None})))
    sheet = book.active
    assert sheet is not None
    for column in (C.UNIT, C.PAGU):
        place = list(C).index(column) + 1
        sheet.merge_cells(start_row=2, end_row=3, start_column=place, end_column=place)
    out = io.BytesIO()
    book.save(out)
    found = read_indicators(out.getvalue(), JOB)
    assert [row.planned.indicator.unit_id for row in found.rows] == [1, 1]
    assert [row.planned.indicator.pagu for row in found.rows] == [D(500), None]
    assert only(found).kind is FindingKind.PAGU_MERGED


@pytest.mark.parametrize(
    ("changed", "kind", "column"),
    [
        ({C.UNIT: "Bidang Entah"}, FindingKind.UNIT_UNKNOWN, C.UNIT),
        ({C.UNIT: None}, FindingKind.UNIT_MISSING, C.UNIT),
        ({C.TARGET_4: "sembilan"}, FindingKind.NOT_A_NUMBER, C.TARGET_4),
        ({C.TARGET_4: "1.234"}, FindingKind.AMBIGUOUS, C.TARGET_4),
        ({C.POLARITY: "bagus"}, FindingKind.CHOICE_UNKNOWN, C.POLARITY),
        ({C.ACCUMULATION: "entah"}, FindingKind.CHOICE_UNKNOWN, C.ACCUMULATION),
        ({C.METHOD: "x/y"}, FindingKind.CHOICE_UNKNOWN, C.METHOD),
        ({C.POLARITY: "Makin rendah makin baik"}, FindingKind.METHOD_ASSUMED, C.METHOD),
        ({C.SCALE: "WTP=4; WDP"}, FindingKind.SCALE_UNREADABLE, C.SCALE),
        ({C.SCALE: "A=1; B=3", C.TARGET_4: "Z"}, FindingKind.OFF_SCALE, C.TARGET_4),
        ({C.PAGU: "banyak"}, FindingKind.NOT_A_NUMBER, C.PAGU),
        ({C.TARGET_4: "=1/0"}, FindingKind.FORMULA_WITHOUT_VALUE, C.TARGET_4),
        ({C.NAME: "N" * 600}, FindingKind.TOO_LONG, C.NAME),
        ({C.TARGET_4: True}, FindingKind.NOT_A_NUMBER, C.TARGET_4),
        ({C.TARGET_4: date(2026, 1, 15)}, FindingKind.NOT_A_NUMBER, C.TARGET_4),
    ],
)
def test_a_cell_at_fault_is_named(changed: dict[SheetColumn, Any], kind: FindingKind, column: SheetColumn):
    """Row, column and cell, with what stands there."""
    found = [each for each in read({**ROW, **changed}).findings if each.kind is kind]
    assert [(each.row, each.column) for each in found] == [(2, column)]


def test_doubts_and_faults_say_why():
    """The words are made from these facts."""
    assert only(read({**ROW, C.TARGET_4: "1.234"})).doubt is Doubt.MARK
    assert only(read({**ROW, C.TARGET_4: "sembilan"})).fault is Fault.WORDS
    assert only(read({**ROW, C.TARGET_4: "sembilan"})).cell == "M2"


def test_a_percentage_is_read_as_it_is_shown():
    """0.9375 in a cell of percent is 93.75."""
    percent = {**ROW, C.SATUAN: "%", C.TARGET_4: 0.9375, C.TARGET_YEAR: None}
    found = read(percent, formats={C.TARGET_4: "0.00%"})
    assert found.rows[0].planned.indicator.targets[3] == D("93.75")


def test_a_pagu_that_stands_at_several_indicators_is_pointed_out():
    """It would be counted as often; it may be meant so, so it is only a warning."""
    twice = {C.KEGIATAN: "Pengelolaan konten", C.PAGU: 100}
    found = read({**ROW, **twice}, {**ROW, **twice, C.NAME: "Kedua"})
    assert (only(found).kind, only(found).others) == (FindingKind.PAGU_REPEATED, (3,))
    assert can_be_taken(found)


def test_a_code_or_name_that_stands_twice_is_refused():
    """Nobody could tell the two apart."""
    kinds = {each.kind for each in read({**ROW, C.CODE: "A"}, {**ROW, C.CODE: "a"}).findings}
    assert kinds == {FindingKind.CODE_REPEATED, FindingKind.NAME_REPEATED}
    other_unit = {**ROW, C.CODE: "A", C.UNIT: "Bidang Aptika"}
    assert read({**ROW, C.CODE: "A"}, other_unit).findings == ()


def test_columns_that_are_missing_are_named():
    """Without them there is no list."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Indikator", "Target", "TW I", "Sasaran"])
    sheet.append(["Indeks", 3, 3, "S"])
    out = io.BytesIO()
    book.save(out)
    found = read_indicators(out.getvalue(), JOB)
    assert [(each.kind, each.column) for each in found.findings] == [
        (FindingKind.COLUMN_MISSING, C.UNIT),
        (FindingKind.COLUMN_MISSING, C.SATUAN),
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", WorkbookFault.NOT_A_WORKBOOK),
        (b"PK\x03\x04 and nothing else", WorkbookFault.BROKEN),
        (b"a;b;c\n1;2;3\n", WorkbookFault.PLAIN_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", WorkbookFault.OLD_EXCEL),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, fault: WorkbookFault):
    """With the reason, and nothing taken."""
    found = read_indicators(content, JOB)
    assert (found.refused, found.rows) == (fault, ())


def test_a_workbook_without_the_headings_is_refused():
    """Some other table was sent."""
    book = Workbook()
    out = io.BytesIO()
    book.save(out)
    assert read_indicators(out.getvalue(), JOB).refused is WorkbookFault.NO_TABLE


def test_a_file_that_is_gone_is_refused():
    """The data directory no longer has it."""
    assert done(IndicatorsJob("ab" * 32, 2026, UNITS), Assets()).refused is WorkbookFault.GONE
