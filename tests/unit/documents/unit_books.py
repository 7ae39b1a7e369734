"""Workbooks of an invented unit for tests, and what a person types into them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from office_figures import APTIKA_RECORDS, QUARTER, SHEET
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents import unit_workbook
from documents.assets import Assets
from workflow.papers.records import IndicatorRecord
from workflow.papers.unit_workbook import UnitWorkbook
from workflow.quarter import Quarter
from workflow.workbook_reading import UnitWorkbookJob

UNIT, UNIT_NAME = "aptika", "Bidang Aplikasi Informatika"
DUE = datetime(2026, 10, 16, 9, 0, tzinfo=UTC)


def numbered(records: tuple[IndicatorRecord, ...]) -> tuple[IndicatorRecord, ...]:
    """Return the records with codes IK-1, IK-2 and so on, and nothing reported for the quarter yet."""
    return tuple(
        replace(
            each,
            indicator=replace(each.indicator, code=f"IK-{n}"),
            reports=tuple(report for report in each.reports if report.quarter < QUARTER.number),
        )
        for n, each in enumerate(records, start=1)
    )


RECORDS = numbered(APTIKA_RECORDS)
PAPER = UnitWorkbook(SHEET, UNIT, UNIT_NAME, QUARTER, DUE, RECORDS)


def made(paper: UnitWorkbook = PAPER) -> bytes:
    """Return the workbook as it is handed over."""
    return unit_workbook.drawn(paper, Assets())


def job(paper: UnitWorkbook = PAPER, quarter: Quarter | None = None) -> UnitWorkbookJob:
    """Return what is awaited of that workbook."""
    indicators = tuple(record.indicator for record in paper.records)
    return UnitWorkbookJob("0" * 64, paper.unit_code, paper.unit_name, quarter or paper.quarter, indicators)


def row_of(sheet: Worksheet, code: str) -> int:
    """Return the row of an indicator."""
    place = column_of(sheet, "Kode")
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, place).value == code)


def column_of(sheet: Worksheet, begins: str) -> int:
    """Return the column whose heading begins so."""
    for row in sheet.iter_rows(min_row=4, max_row=10):
        for cell in row:
            if str(cell.value or "").startswith(begins):
                return int(cell.column)
    raise LookupError(begins)


def filled(content: bytes, typed: Mapping[tuple[str, str], object]) -> bytes:
    """Return the workbook after typing: `{("IK-1", "Realisasi TW"): 9.5}`."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Isian"]
    for (code, column), value in typed.items():
        cell = sheet.cell(row_of(sheet, code), column_of(sheet, column))
        cell.value = float(value) if isinstance(value, Decimal) else value  # type: ignore[assignment]
    return saved(book)


def saved(book: object) -> bytes:
    """Return the file of an openpyxl workbook."""
    out = io.BytesIO()
    book.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
