"""The workbook that a unit fills in: its indicators with targets and last quarter's figures, yellow cells to type in.

All else is protected without a password. Whose it is stands on a very hidden sheet and, because phones drop what is
hidden, in plain sight as well. The same paper gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from documents import capaian_formulas, cells, words
from documents import unit_workbook_cells as look
from documents.assets import Assets
from documents.capaian_words import REASONS
from documents.sheets import HEADING, INPUT, MOST_POINTS, NOTE, PLAIN, Book, Leaf, Look, lines_of
from documents.workbook_columns import (
    FILLED,
    GUIDE,
    HIDDEN,
    SASARAN,
    TABLE,
    Column,
    columns,
    heading,
    identity_line,
)
from workflow.capaian import Capaian, capaian_in
from workflow.filling import Field
from workflow.indicators import Bounds, Indicator, Polarity, Reported
from workflow.papers.records import IndicatorRecord
from workflow.papers.unit_workbook import UnitWorkbook

WIDTHS = {
    Column.NUMBER: 4.5,
    Column.NAME: 28,
    Column.SATUAN: 9,
    Column.TARGET: 11,
    Column.BEFORE: 12,
    Column.REALISASI: 14,
    Column.CAPAIAN: 12,
    Column.PAGU: 15,
    Column.BUDGET_BEFORE: 15,
    Column.ANGGARAN: 16,
    Column.PENDORONG: 28,
    Column.PENGHAMBAT: 28,
    Column.PERBAIKAN: 28,
    Column.CODE: 9,
}
ROW_POINTS, LINE_POINTS = 32.0, 13.5
"""Least height of an indicator's row, for two lines, and what each further line takes."""
_NARRATIVES = (Column.PENDORONG, Column.PENGHAMBAT, Column.PERBAIKAN)
HEAD_ROW = 3
"""Of the headings, from 0; above it the title, what to do, and whose it is."""
_TO_FILL = replace(HEADING, fill="#FFE08A")
_MAY_STILL = {
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
_GUIDE = (
    "Isi sel kuning saja: realisasi dan realisasi anggaran triwulan ini, faktor pendorong, faktor penghambat, "
    "dan rencana perbaikan. Sel lain terkunci.",
    "Kosong berarti belum ada data. Tulis 0 bila hasilnya memang nol.",
    "Titik untuk ribuan, koma untuk pecahan: 1.250 atau 9,5. Persen ditulis 93,75.",
    "Realisasi adalah hasil triwulan ini saja; indikator berupa posisi, misalnya indeks, memakai posisi akhir.",
    "Realisasi anggaran adalah belanja triwulan ini saja, bukan jumlah sejak Januari.",
    "Kolom Capaian menghitung sendiri, sekadar gambaran. Hitungan resmi dibuat setelah berkas dikirim.",
    "Jangan menghapus baris judul, kolom Kode, atau baris indikator. Kolom boleh dilebarkan atau disembunyikan.",
    "Simpan sebagai Excel (.xlsx), lalu kirim berkasnya ke bot. Bukti dukung dikirim ke bot juga, sebagai foto atau "
    "berkas tersendiri.",
)


def drawn(paper: UnitWorkbook, _: Assets) -> bytes:
    """Return the workbook."""
    title = f"Isian Data Kinerja Triwulan {paper.quarter.roman} Tahun {paper.quarter.year}"
    book = Book(f"{title}: {paper.unit_name}", paper.sheet)
    laid = columns(paper.quarter)
    leaf = book.leaf(TABLE, [WIDTHS[column] for column in laid])
    guide = book.leaf(GUIDE, (4, 100))
    hidden = book.leaf(HIDDEN, (60, 60))
    labels = _write_hidden(hidden, paper)
    _write_head(leaf, paper, laid, title)
    _Table(book, leaf, paper, laid, labels).write()
    _set_up(leaf, len(laid))
    _write_guide(guide, title)
    for each in (guide, hidden):
        each.worksheet.protect("", _MAY_STILL)
    hidden.worksheet.very_hidden()
    return book.close()


def _write_head(leaf: Leaf, paper: UnitWorkbook, laid: Sequence[Column], title: str) -> None:
    due = f" sebelum {words.instant(paper.due_at, paper.sheet.zone)}" if paper.due_at else ""
    leaf.text(0, 0, f"{title}: {paper.unit_name}", replace(PLAIN, bold=True, size=13))
    leaf.text(1, 0, f"Isi sel kuning, simpan sebagai Excel (.xlsx), kirim ke bot{due}.", replace(PLAIN, size=10))
    mark = identity_line(paper.unit_code, paper.quarter, paper.edition)
    leaf.text(2, 0, mark, replace(NOTE, wrap=False))
    for place, column in enumerate(laid):
        shown = _TO_FILL if column in FILLED else HEADING
        leaf.text(HEAD_ROW, place, heading(column, paper.quarter), shown)
        if column is Column.ANGGARAN:
            leaf.worksheet.write_comment(HEAD_ROW, place, look.OWN_AMOUNT, {"author": "Monev", "x_scale": 1.6})


def _set_up(leaf: Leaf, count: int) -> None:
    """Keep headings and names in sight, protect what is not to be filled in, and print on one width."""
    sheet = leaf.worksheet
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.protect("", _MAY_STILL)
    leaf.printed(heading_rows=(HEAD_ROW, HEAD_ROW))
    sheet.set_selection(HEAD_ROW + 1, 0, HEAD_ROW + 1, 0)
    sheet.set_comments_author("Monev")
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(count - 1)}20000"})


def _write_guide(leaf: Leaf, title: str) -> None:
    leaf.text(0, 0, title, replace(PLAIN, bold=True, size=13))
    leaf.text(1, 0, "Cara mengisi", replace(PLAIN, bold=True, size=11))
    plain = Look(border=False, size=11)
    for row, line in enumerate(_GUIDE, start=2):
        leaf.text(row, 0, f"{row - 1}.", plain)
        leaf.text(row, 1, line, plain)
    leaf.text(len(_GUIDE) + 3, 1, "Sel kuning seperti ini yang diisi", Look(size=11, fill=INPUT))
    leaf.printed(landscape=False)


def _write_hidden(leaf: Leaf, paper: UnitWorkbook) -> dict[str, str]:
    """Write whose it is and the labels of scales; returns the cells of labels and of what they count, by code."""
    leaf.text(0, 0, identity_line(paper.unit_code, paper.quarter, paper.edition), PLAIN)
    ranges, row = {}, 2
    for record in paper.records:
        indicator = record.indicator
        leaf.text(row, 0, indicator.code, PLAIN)
        leaf.text(row, 1, indicator.name, PLAIN)
        first = row
        for level in indicator.scale:
            leaf.text(row, 2, level.label, PLAIN)
            leaf.number(row, 3, level.value, PLAIN)
            row += 1
        if indicator.scale:
            ranges[indicator.code] = f"{first + 1}:{row}"
        row = max(row, first + 1)
    return ranges


class _Table:
    """The rows of indicators, under a line for each sasaran; each has room for its texts, and for what is typed."""

    def __init__(
        self, book: Book, leaf: Leaf, paper: UnitWorkbook, laid: Sequence[Column], labels: dict[str, str]
    ) -> None:
        self._book = book
        self._leaf = leaf
        self._paper = paper
        self._quarter = paper.quarter.number
        self._at = {column: place for place, column in enumerate(laid)}
        self._labels = labels

    def write(self) -> None:
        """Write everything, in the order of the plan."""
        row, number = HEAD_ROW + 1, 1
        for sasaran, records in groupby(self._paper.records, key=lambda record: record.indicator.sasaran):
            self._band(row, sasaran)
            row += 1
            for record in records:
                self._record(row, number, record)
                row, number = row + 1, number + 1

    def _band(self, row: int, sasaran: str) -> None:
        for place in range(len(self._at)):
            self._leaf.text(row, place, "" if place else f"{SASARAN}{sasaran}", look.BAND)

    def _record(self, row: int, number: int, record: IndicatorRecord) -> None:
        known, now = record.indicator, record.figures.get(self._quarter, Reported())
        before = record.figures.get(self._quarter - 1, Reported())
        shown = look.figure_look(known)
        self._put(row, Column.NUMBER, Decimal(number), look.CENTER)
        self._put(row, Column.NAME, known.name, look.TEXT)
        self._put(row, Column.SATUAN, known.satuan, look.CENTER)
        target = look.printed(known.target(self._quarter), known)
        self._put(row, Column.TARGET, target, look.CENTER if isinstance(target, str) else shown)
        self._put(row, Column.BEFORE, look.printed(before.realisasi, known), shown)
        self._put(row, Column.REALISASI, look.printed(now.realisasi, known), look.to_fill(shown))
        self._capaian(row, record)
        self._put(row, Column.CODE, known.code, look.FAINT)
        self._money(row, known, before, now)
        for column in _NARRATIVES:
            self._put(row, column, getattr(now, FILLED[column].value), look.NARRATIVE)
        self._rules(row, known)
        self._leaf.height(row, self._points(known, now))

    def _points(self, known: Indicator, now: Reported) -> float:
        texts = {Column.NAME: known.name, **{column: getattr(now, FILLED[column].value) for column in _NARRATIVES}}
        lines = max(lines_of(text, WIDTHS[column]) for column, text in texts.items())
        return min(MOST_POINTS, max(ROW_POINTS, lines * LINE_POINTS))

    def _money(self, row: int, known: Indicator, before: Reported, now: Reported) -> None:
        self._put(row, Column.PAGU, known.pagu, look.RUPIAH)
        self._put(row, Column.BUDGET_BEFORE, before.realisasi_anggaran, look.RUPIAH)
        is_owed = known.pagu is not None or now.realisasi_anggaran is not None
        shown = look.to_fill(look.RUPIAH) if is_owed else look.NO_BUDGET
        self._put(row, Column.ANGGARAN, now.realisasi_anggaran, shown)

    def _rules(self, row: int, known: Indicator) -> None:
        """Say in each cell how it is written, and let nothing else be typed."""
        sheet = self._leaf.worksheet
        for column, field in FILLED.items():
            place = self._at[column]
            labels = self._range(known, "C")
            if not (field is Field.ANGGARAN and known.pagu is None):
                sheet.data_validation(row, place, row, place, dict(look.rule(known, field, labels)))
        options: dict[str, Any] = {"author": "Monev", "x_scale": 1.6, "y_scale": 0.9}
        sheet.write_comment(row, self._at[Column.REALISASI], look.how(known, Field.REALISASI), options)

    def _capaian(self, row: int, record: IndicatorRecord) -> None:
        """Write the capaian of the quarter as a formula, with what it comes to as the workbook stands."""
        known = record.indicator
        cell = f"{_letters(self._at[Column.REALISASI])}{row + 1}"
        realised = f"IFERROR(INDEX({self._range(known, 'D')},MATCH({cell},{self._range(known, 'C')},0)),{cell})"
        at = capaian_formulas.FigureCells(
            (self._target(row, known),),
            (realised if known.scale else cell,),
            _literal(known.lower),
            _literal(known.upper),
        )
        found = capaian_in(known, record.figures, self._quarter)
        shown = float(found.percent.exact) if isinstance(found, Capaian) else REASONS[found.reason]
        formula = capaian_formulas.quarter_percent(known, at)
        style = self._book.style(look.CAPAIAN)
        self._leaf.worksheet.write_formula(row, self._at[Column.CAPAIAN], f"={formula}", style, shown)

    def _target(self, row: int, known: Indicator) -> str:
        target = known.target(self._quarter)
        if known.polarity is Polarity.RANGE or isinstance(target, Bounds) or known.scale:
            return _literal(None if isinstance(target, Bounds) else target)
        return f"{_letters(self._at[Column.TARGET])}{row + 1}"

    def _range(self, known: Indicator, column: str) -> str:
        """Return the cells of the scale's labels (C) or of what they count (D); empty where there is no scale."""
        first, _, last = self._labels.get(known.code, "").partition(":")
        return f"{HIDDEN}!${column}${first}:${column}${last}" if first else ""

    def _put(self, row: int, column: Column, value: str | Decimal | None, shown: Look) -> None:
        if column not in self._at:
            return
        place, sheet, style = self._at[column], self._leaf.worksheet, self._book.style(shown)
        if isinstance(value, str):
            cells.write_text(sheet, row, place, value, style, self._book.style(shown, quoted=True))
        elif value is None:
            sheet.write_blank(row, place, None, style)
        else:
            sheet.write_number(row, place, float(value), style)


def _literal(number: Decimal | None) -> str:
    return '""' if number is None else f"{number:f}"


def _letters(place: int) -> str:
    return chr(ord("A") + place)
