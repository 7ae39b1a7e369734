"""The workbook that a unit fills in."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from office_figures import record
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from recalculated import differences, needs_libreoffice, reckoned, written
from unit_books import PAPER, RECORDS, UNIT, column_of, filled, made, numbered, row_of

from documents.workbook_columns import HIDDEN, TABLE, identity_in
from workflow.indicators import Reported
from workflow.papers.records import QuarterReport
from workflow.quarter import Quarter


def sheet_of(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content))[TABLE]


def test_the_same_paper_gives_the_same_bytes() -> None:
    """Nothing of the clock goes in."""
    assert made() == made()


def test_only_what_is_to_be_filled_in_can_be_typed_into() -> None:
    """Realisasi, budget and narratives are unlocked on a protected sheet; targets and codes are not."""
    sheet = sheet_of(made())
    assert sheet.protection.sheet
    assert not sheet.protection.password
    row = row_of(sheet, "IK-1")
    unlocked = {str(sheet.cell(4, cell.column).value) for cell in sheet[row] if not cell.protection.locked}
    assert unlocked == {
        "Realisasi TW III",
        "Realisasi anggaran TW III (Rp)",
        "Faktor pendorong",
        "Faktor penghambat",
        "Rencana perbaikan",
    }


def test_each_realisasi_says_how_it_is_written_and_takes_nothing_else() -> None:
    """A percentage is a decimal, a count whole, a level one of the scale's labels; each has its comment."""
    sheet = sheet_of(made())
    kinds = {}
    for rule in sheet.data_validations.dataValidation:
        for cell in rule.cells.ranges:
            kinds[cell.coord] = rule
    column = sheet.cell(1, column_of(sheet, "Realisasi TW")).column_letter
    rows = {code: row_of(sheet, code) for code in ("IK-2", "IK-5", "IK-7")}
    assert kinds[f"{column}{rows['IK-2']}"].type == "decimal"
    assert kinds[f"{column}{rows['IK-5']}"].type == "whole"
    assert kinds[f"{column}{rows['IK-7']}"].type == "list"
    assert "93,75" in str(sheet[f"{column}{rows['IK-2']}"].comment.text)
    assert sheet[f"{column}{rows['IK-2']}"].number_format == '0.00"%"'


def test_whose_it_is_stands_hidden_and_in_sight() -> None:
    """The line on the sheet says the same as the very hidden sheet."""
    book = load_workbook(io.BytesIO(made()))
    shown, hidden = str(book[TABLE]["A3"].value), str(book[HIDDEN]["A1"].value)
    assert book[HIDDEN].sheet_state == "veryHidden"
    assert shown == hidden
    found = identity_in(shown)
    assert found is not None
    assert (found.unit_code, found.quarter, found.edition) == (UNIT, PAPER.quarter, PAPER.edition)


def test_a_title_alone_says_the_quarter() -> None:
    """Where the line is gone, the title still says for which quarter it is."""
    found = identity_in("Isian Data Kinerja Triwulan II Tahun 2026: Sekretariat")
    assert found is not None
    assert found.quarter == Quarter(2026, 2)
    assert identity_in("Triwulan depan") is None


def test_what_the_quarter_has_already_is_filled_in() -> None:
    """After a return the earlier version stands in the cells, narratives and the label of a level included."""
    reports = (QuarterReport(3, Reported(Decimal(3), Decimal(5), "a", "=b", "c")),)
    records = (replace(RECORDS[6], reports=reports),)
    sheet = sheet_of(made(replace(PAPER, records=records)))
    row = row_of(sheet, "IK-7")
    assert sheet.cell(row, column_of(sheet, "Realisasi TW")).value == "WDP"
    assert sheet.cell(row, column_of(sheet, "Realisasi anggaran")).value == 5
    hindrance = sheet.cell(row, column_of(sheet, "Faktor penghambat"))
    assert (hindrance.value, hindrance.data_type) == ("=b", "s")


def test_the_first_quarter_has_no_quarter_before_it() -> None:
    """In TW I there are no columns of the quarter before."""
    headings = [cell.value for cell in sheet_of(made(replace(PAPER, quarter=Quarter(2026, 1))))[4]]
    assert not any("lalu" in str(each) for each in headings)


@needs_libreoffice
def test_capaian_follows_what_is_typed(tmp_path: Path) -> None:
    """LibreOffice reckons capaian from typed figures and labels as the rules do."""
    typed = {("IK-1", "Realisasi TW"): 2.1, ("IK-7", "Realisasi TW"): "WDP", ("IK-6", "Realisasi TW"): 30}
    sheet = reckoned(filled(made(), typed), tmp_path)[TABLE]
    shown = {
        code: sheet.cell(row_of(sheet, code), column_of(sheet, "Capaian")).value for code in ("IK-1", "IK-7", "IK-6")
    }
    assert shown == {"IK-1": 75, "IK-7": 75, "IK-6": 125}


@needs_libreoffice
def test_what_is_written_beside_the_formulas_is_what_they_come_to(tmp_path: Path) -> None:
    """Readers that do not reckon see what LibreOffice reckons."""
    reports = (QuarterReport(3, Reported(Decimal("9.5"))),)
    records = (*(replace(each, reports=reports) for each in RECORDS), *numbered((record("x", (1,) * 4, (1,)),)))
    content = made(replace(PAPER, records=records))
    assert differences(written(content), reckoned(content, tmp_path)) == []
