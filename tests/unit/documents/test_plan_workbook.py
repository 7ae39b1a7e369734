"""The workbook of a unit's rencana tindak lanjut goes out and comes back."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest
from damage import damaged
from hostile_books import HOSTILE
from office_figures import SHEET
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from recalculated import needs_libreoffice, reckoned
from unit_books import made as unit_book
from unit_books import saved

from documents.assets import Assets
from documents.plan_reader import read_plan
from documents.plan_workbook import TABLE, drawn
from storage.codec import decode, encode
from workflow.cycle import FollowUpItem
from workflow.papers.plan_workbook import PlanWorkbook
from workflow.plan_reading import PlanReading, PlanWorkbookJob
from workflow.quarter import Quarter
from workflow.workbook_reading import WorkbookFault

QUARTER = Quarter(2026, 3)
ITEMS = (
    FollowUpItem("=Menambah titik akses", "Kepala Bidang", date(2026, 11, 30), "20 titik terpasang", "@anggaran"),
    FollowUpItem("Melatih petugas", "Kasi", date(2026, 12, 15)),
)
PAPER = PlanWorkbook(SHEET, "aptika", "Bidang Aplikasi Informatika", QUARTER, "Percepat pemasangan", ITEMS)
JOB = PlanWorkbookJob("0" * 64, "aptika", "Bidang Aplikasi Informatika", QUARTER)


def read(change: Callable[[Worksheet], object] | None = None, paper: PlanWorkbook = PAPER) -> PlanReading:
    content = drawn(paper, Assets())
    if change is None:
        return read_plan(content, JOB)
    book = load_workbook(io.BytesIO(content))
    change(book[TABLE])
    return read_plan(saved(book), JOB)


def items(reading: PlanReading) -> tuple[FollowUpItem, ...]:
    return tuple(
        FollowUpItem(row.action, row.responsible, row.due_on or date.max, row.done_when, row.resources)
        for row in reading.rows
    )


def test_what_is_written_already_comes_back_as_it_was() -> None:
    """Items, days and texts that look like formulas are the same; rows that are not filled in are none."""
    reading = read()
    assert (reading.refused, reading.unnamed) == (None, False)
    assert items(reading) == ITEMS
    assert decode(PlanReading, encode(reading)) == reading
    assert drawn(PAPER, Assets()) == drawn(PAPER, Assets())


def test_days_come_as_days_or_as_they_were_written() -> None:
    """A day that the spreadsheet knows is a day; words are kept for whoever reads days."""

    def write(sheet: Worksheet) -> None:
        sheet["E6"] = datetime(2026, 12, 1)  # noqa: DTZ001 - a spreadsheet's day has no zone
        sheet["E7"] = "akhir tahun"

    first, second = read(write).rows
    assert first.due_on == date(2026, 12, 1)
    assert (second.due_on, second.due_text) == (None, "akhir tahun")


def test_moved_columns_and_rows_are_found() -> None:
    """The columns are known by the words above them."""
    assert items(read(lambda sheet: sheet.insert_cols(1, 2))) == ITEMS
    assert items(read(lambda sheet: sheet.insert_rows(1, 4))) == ITEMS


def test_another_units_or_quarters_plan_is_refused() -> None:
    """Nothing is taken of a plan that says it is another's; a table that says nothing is told."""
    assert read(paper=replace(PAPER, unit_code="ikp")).refused is WorkbookFault.OTHER_UNIT
    assert read(paper=replace(PAPER, quarter=QUARTER.next)).refused is WorkbookFault.OTHER_YEAR
    assert read(lambda sheet: sheet.delete_rows(1, 3)).unnamed
    assert read_plan(unit_book(), JOB).refused is WorkbookFault.NO_TABLE


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused(name: str) -> None:
    """The same safeguards hold here."""
    content, fault = HOSTILE[name]
    assert read_plan(content, JOB).refused is fault


def test_damaged_workbooks_give_a_typed_result() -> None:
    """Whatever was done to it, reading ends with rows or a refusal."""
    content = drawn(PAPER, Assets())
    for number in range(200):
        reading = read_plan(damaged(content, Random(number)), JOB)
        assert decode(PlanReading, encode(reading)) == reading


@needs_libreoffice
def test_libreoffice_saves_what_can_be_read(tmp_path: Path) -> None:
    """Days and words survive a "save as"."""
    book = reckoned(drawn(PAPER, Assets()), tmp_path)
    assert items(read_plan(saved(book), JOB)) == ITEMS
