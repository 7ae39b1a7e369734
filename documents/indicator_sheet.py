"""The list of indicators as a workbook: the template, or what stands, with choices, hints and examples.

What is to be filled in is open, headings are protected. It is read back by `documents.indicator_sheet_in`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from documents import indicator_sheet_words as words
from documents.assets import Assets
from documents.sheets import HEAD, HEADING, INPUT, NOTE, PLAIN, SOFT, Book, Leaf, Look
from workflow.indicator_columns import (
    ACCUMULATIONS,
    HEADINGS,
    METHODS,
    PAST,
    POLARITIES,
    RUPIAH_COLUMNS,
    SPENT,
    TARGETS,
    SheetColumn,
)
from workflow.indicators import Indicator, Polarity
from workflow.papers.indicator_list import IndicatorListPaper, ListedIndicator
from workflow.printed_numbers import write_number

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LIST, EXAMPLE, GUIDE, CHOICES = "Indikator", "Contoh", "Petunjuk", "Pilihan"
FIRST_ROW = 5
"""Of the indicators, from 0: below title, year, note, groups and headings."""
SPARE_ROWS = 200
"""Open rows below what is listed."""
PAGES_WIDE = 3
COLUMNS = tuple(SheetColumn)
_PLACES: Mapping[SheetColumn, int] = {column: place for place, column in enumerate(COLUMNS)}
_TEXTS = frozenset(
    {
        SheetColumn.CODE,
        SheetColumn.UNIT,
        SheetColumn.SASARAN,
        SheetColumn.NAME,
        SheetColumn.SATUAN,
        SheetColumn.POLARITY,
        SheetColumn.METHOD,
        SheetColumn.ACCUMULATION,
        SheetColumn.SCALE,
        SheetColumn.PROGRAM,
        SheetColumn.KEGIATAN,
        SheetColumn.RESPONSIBLE,
        SheetColumn.SOURCE,
    }
)
_MOST = 10**17
Value = str | Decimal | float | None


@dataclass(frozen=True)
class _Open(Look):
    """A cell that is filled in: open, and in the format of what belongs there."""

    shown: str = "General"

    def properties(self, *, quoted: bool = False) -> Mapping[str, Any]:
        """Return it in XlsxWriter's words."""
        return {**super().properties(quoted=quoted), "num_format": self.shown, "locked": False}


_TEXT = _Open(shown="@")
_FIGURE = _Open(align="right", wrap=False)
_RUPIAH = _Open(align="right", wrap=False, shown="#,##0")
_REQUIRED = frozenset({SheetColumn.UNIT, SheetColumn.SASARAN, SheetColumn.NAME, SheetColumn.SATUAN})


def drawn(paper: IndicatorListPaper, _assets: Assets) -> bytes:
    """Return the workbook."""
    title = f"Indikator Kinerja Tahun {paper.year}"
    book = Book(title, paper.sheet)
    widths = [words.WIDTHS[column] for column in COLUMNS]
    leaf = book.leaf(LIST, widths)
    _head(leaf, paper, title)
    rows = [_values(each, paper) for each in paper.listed]
    last = FIRST_ROW + len(rows) + SPARE_ROWS - 1
    for row in range(FIRST_ROW, last + 1):
        _line(leaf, row, rows[row - FIRST_ROW] if row - FIRST_ROW < len(rows) else {})
    _rules(leaf.worksheet, last, len(paper.units))
    _shown(leaf)
    _examples(book, widths, paper)
    _guide(book, title)
    _choices(book, paper)
    return book.close()


def _head(leaf: Leaf, paper: IndicatorListPaper, title: str) -> None:
    """Write title, year, groups and headings with their hints."""
    office = paper.sheet.letterhead.office
    leaf.text(0, 0, f"{title}{f' · {office}' if office else ''}", replace(PLAIN, bold=True, size=13))
    leaf.text(1, 0, f"Tahun: {paper.year}", replace(PLAIN, bold=True, size=10))
    note = "Kuning wajib diisi. Penjelasan tiap kolom ada pada judulnya; cara mengisi ada di lembar Petunjuk."
    leaf.text(2, 0, note, replace(NOTE, wrap=False))
    for name, first, final in words.GROUPS:
        leaf.merged(3, _PLACES[first], 3, _PLACES[final], name, replace(HEADING, size=8, color=SOFT, fill="#F2F5F9"))
    for column in COLUMNS:
        look = replace(HEADING, fill="#F6E7A8") if column in _REQUIRED else HEADING
        leaf.text(FIRST_ROW - 1, _PLACES[column], HEADINGS[column], look)
        leaf.worksheet.write_comment(
            FIRST_ROW - 1, _PLACES[column], words.HINTS[column], {"x_scale": 2, "y_scale": 1.1, "author": "Monev"}
        )
    leaf.height(FIRST_ROW - 1, 40)


def _line(leaf: Leaf, row: int, values: Mapping[SheetColumn, Value]) -> None:
    for column in COLUMNS:
        look = _TEXT if column in _TEXTS else _RUPIAH if column in RUPIAH_COLUMNS else _FIGURE
        if column in _REQUIRED:
            look = replace(look, fill=INPUT)
        value = values.get(column)
        if isinstance(value, str) and value:
            leaf.text(row, _PLACES[column], value, look)
        else:
            leaf.number(row, _PLACES[column], None if not isinstance(value, Decimal) else value, look)


def _values(each: ListedIndicator, paper: IndicatorListPaper) -> Mapping[SheetColumn, Value]:
    known = each.planned.indicator
    names = {unit.id: unit.name for unit in paper.units}
    is_lower = known.polarity is Polarity.LOWER
    values: dict[SheetColumn, Value] = {
        SheetColumn.CODE: known.code,
        SheetColumn.UNIT: names.get(known.unit_id, ""),
        SheetColumn.SASARAN: known.sasaran,
        SheetColumn.NAME: known.name,
        SheetColumn.SATUAN: known.satuan,
        SheetColumn.POLARITY: POLARITIES[known.polarity],
        SheetColumn.METHOD: METHODS[known.lower_method] if is_lower else "",
        SheetColumn.ACCUMULATION: ACCUMULATIONS[known.accumulation],
        SheetColumn.LOWER: known.lower,
        SheetColumn.UPPER: known.upper,
        SheetColumn.SCALE: "; ".join(f"{level.label}={write_number(level.value)}" for level in known.scale),
        SheetColumn.PROGRAM: known.program,
        SheetColumn.KEGIATAN: known.kegiatan,
        SheetColumn.PAGU: known.pagu,
        SheetColumn.RESPONSIBLE: known.penanggung_jawab,
        SheetColumn.SOURCE: known.sumber_data,
        SheetColumn.RENSTRA_TARGET: _said(each.planned.renstra_target, known),
        SheetColumn.RENSTRA_BEFORE: _said(each.planned.renstra_before, known),
        SheetColumn.TARGET_YEAR: _said(known.target_year, known),
        **{column: _said(target, known) for column, target in zip(TARGETS, known.targets, strict=True)},
    }
    for past in each.past:
        values[PAST[past.quarter - 1]] = _said(past.reported.realisasi, known)
        values[SPENT[past.quarter - 1]] = past.reported.realisasi_anggaran
    return values


def _said(figure: Decimal | None, known: Indicator) -> Value:
    """Return the figure, or its label where it is a level of a scale."""
    level = None if figure is None else known.level_of(figure)
    return figure if level is None else level.label


def _rules(sheet: Worksheet, last: int, units: int) -> None:
    """Let cells be chosen or typed only as they are read; a formula and a label of a scale pass where figures stand."""
    lists = {
        SheetColumn.UNIT: f"={CHOICES}!$A$2:$A${units + 1}",
        SheetColumn.POLARITY: f"={CHOICES}!$B$2:$B${len(POLARITIES) + 1}",
        SheetColumn.METHOD: f"={CHOICES}!$C$2:$C${len(METHODS) + 1}",
        SheetColumn.ACCUMULATION: f"={CHOICES}!$D$2:$D${len(ACCUMULATIONS) + 1}",
    }
    wrong = {"error_title": "Mohon diperiksa", "error_message": "Pilih salah satu dari daftar."}
    for column, source in lists.items():
        place = _PLACES[column]
        sheet.data_validation(FIRST_ROW, place, last, place, {"validate": "list", "source": source, **wrong})
    money = {"error_title": "Mohon diperiksa", "error_message": "Tulis angka rupiah, misalnya 185000000."}
    for column in RUPIAH_COLUMNS:
        place = _PLACES[column]
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": _MOST, **money}
        sheet.data_validation(FIRST_ROW, place, last, place, rule)


def _shown(leaf: Leaf) -> None:
    """Keep headings and names in sight, protect the headings, print on wide paper."""
    sheet = leaf.worksheet
    sheet.freeze_panes(FIRST_ROW, _PLACES[SheetColumn.SATUAN])
    sheet.protect(
        "",
        {
            "format_cells": True,
            "format_columns": True,
            "format_rows": True,
            "insert_rows": True,
            "delete_rows": True,
            "sort": True,
            "autofilter": True,
        },
    )
    leaf.printed(paper=8, heading_rows=(FIRST_ROW - 1, FIRST_ROW - 1))
    sheet.fit_to_pages(PAGES_WIDE, 0)
    sheet.repeat_columns(0, _PLACES[SheetColumn.NAME])


def _examples(book: Book, widths: list[float], paper: IndicatorListPaper) -> None:
    leaf = book.leaf(EXAMPLE, widths)
    leaf.text(0, 0, "Contoh pengisian (tidak ikut dibaca)", replace(PLAIN, bold=True, size=11))
    for column in COLUMNS:
        leaf.text(1, _PLACES[column], HEADINGS[column], HEADING)
    unit = paper.units[0].name if paper.units else ""
    for row, example in enumerate(words.EXAMPLES, start=2):
        values: dict[SheetColumn, Value] = {SheetColumn.UNIT: unit, **example}
        figures = {
            column: Decimal(str(value)) if isinstance(value, int | float) else value for column, value in values.items()
        }
        _line(leaf, row, figures)
    leaf.worksheet.freeze_panes(2, _PLACES[SheetColumn.SATUAN])
    leaf.printed(paper=8, heading_rows=(1, 1))
    leaf.worksheet.fit_to_pages(PAGES_WIDE, 0)
    leaf.worksheet.repeat_columns(0, _PLACES[SheetColumn.NAME])


def _guide(book: Book, title: str) -> None:
    leaf = book.leaf(GUIDE, (5, 110))
    leaf.text(0, 0, f"Cara mengisi {title}", replace(PLAIN, bold=True, size=11))
    for row, (number, text) in enumerate(words.GUIDE, start=2):
        leaf.text(row, 0, number, Look(border=False, size=10))
        leaf.text(row, 1, text, Look(border=False, size=10))
    row = len(words.GUIDE) + 3
    leaf.text(row, 1, "Arti kolom", Look(border=False, bold=True, size=10))
    for column in COLUMNS:
        row += 1
        leaf.text(row, 1, f"{HEADINGS[column]}: {words.HINTS[column]}", Look(border=False))
    leaf.printed(landscape=False)


def _choices(book: Book, paper: IndicatorListPaper) -> None:
    """Write what may be chosen, on a sheet out of sight."""
    leaf = book.leaf(CHOICES, (40, 30, 36, 20))
    columns = (
        ("Unit kerja", [unit.name for unit in paper.units]),
        ("Polaritas", list(POLARITIES.values())),
        ("Cara hitung", list(METHODS.values())),
        ("Akumulasi", list(ACCUMULATIONS.values())),
    )
    for place, (name, choices) in enumerate(columns):
        leaf.text(0, place, name, Look(bold=True, fill=HEAD))
        for row, choice in enumerate(choices, start=1):
            leaf.text(row, place, choice, Look())
    leaf.worksheet.hide()
