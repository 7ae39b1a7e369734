"""Formulir E.81 as a workbook: fifteen columns, 5 to 14 each in kinerja (K) and rupiah (Rp), with formulas that live.

Sheets: Formulir, as Permendagri 86/2017 lays it out; Perhitungan, from which its average and predikat come; Ketentuan.
"""

from __future__ import annotations

from dataclasses import replace

from documents import e81_average, rekap_rules
from documents.assets import Assets
from documents.e81_columns import GROUPS, LAST, NUMBERS, WIDTHS
from documents.e81_foot import write_foot
from documents.e81_rows import NAME, write_rows
from documents.sheets import A3, HEADING, NUMBERING, TITLE, Book, Leaf
from workflow.papers.e81 import E81Paper

_HEADING = replace(HEADING, size=8)


def drawn(paper: E81Paper, assets: Assets) -> bytes:
    """Return the workbook."""
    quarter = paper.record.quarter
    title = f"Formulir E.81 Triwulan {quarter.roman} Tahun {quarter.year}"
    book = Book(title, paper.sheet, assets.blob(paper.sheet.letterhead.logo))
    form = book.leaf(NAME, WIDTHS)
    average = book.leaf(e81_average.NAME, e81_average.WIDTHS)
    rules = book.leaf(rekap_rules.NAME, rekap_rules.WIDTHS)
    rekap_rules.write_rules(rules, paper.rules, quarter)
    top = _titles(form, paper)
    first = _headings(form, top)
    rows = write_rows(form, paper.record, first)
    found = e81_average.write_average(average, paper, rows)
    write_foot(form, paper, rows, found)
    form.worksheet.freeze_panes(first, 4)
    form.printed(paper=A3, heading_rows=(top, first - 1))
    return book.close()


def _titles(form: Leaf, paper: E81Paper) -> int:
    head, quarter = paper.sheet.letterhead, paper.record.quarter
    row = form.kop(LAST)
    lines = (
        "FORMULIR E.81",
        "EVALUASI TERHADAP HASIL RENCANA KERJA (RENJA) PERANGKAT DAERAH",
        f"{head.office} {head.government}".strip().upper(),
        f"Periode pelaksanaan: Triwulan {quarter.roman} Tahun {quarter.year}",
    )
    for place, line in enumerate(lines, row):
        form.merged(place, 0, place, LAST, line, replace(TITLE, size=11 if place > row else 12))
    return row + len(lines) + 1


def _headings(form: Leaf, row: int) -> int:
    """Write the three rows of headings; returns the first row below them."""
    for group in GROUPS:
        if group.is_pair:
            form.merged(row, group.column, row, group.column + 1, group.name, _HEADING)
            form.text(row + 1, group.column, "K", _HEADING)
            form.text(row + 1, group.column + 1, "Rp", _HEADING)
        else:
            form.merged(row, group.column, row + 1, group.column, group.name, _HEADING)
    for group, number in zip(GROUPS, NUMBERS, strict=True):
        last = group.column + (1 if group.is_pair else 0)
        form.merged(row + 2, group.column, row + 2, last, number, NUMBERING)
    form.height(row, 62)
    return row + 3
