"""Rekap capaian as a workbook whose figures follow when a target or realisasi in it is changed.

Sheets: Rekap (units, sasaran, office), Capaian, Anggaran, Uraian (what was written), Ketentuan (bands and rules).
Every formula has its result beside it, from `workflow.evaluation`, for readers that do not reckon.
"""

from __future__ import annotations

from documents import rekap_budget, rekap_figures, rekap_rules, rekap_summary
from documents.assets import Assets
from documents.rekap_table import Table, table_of
from documents.sheets import Book
from workflow.evaluation import evaluate_office
from workflow.papers.rekap_paper import RekapPaper


def drawn(paper: RekapPaper, assets: Assets) -> bytes:
    """Return the workbook."""
    quarter = paper.record.quarter
    title = f"Rekap Capaian Kinerja Triwulan {quarter.roman} Tahun {quarter.year}"
    book = Book(title, paper.sheet, assets.blob(paper.sheet.letterhead.logo))
    evaluation = evaluate_office(paper.record, paper.rules)
    table: Table = table_of(evaluation)
    summary = book.leaf("Rekap", rekap_summary.WIDTHS)
    figures = book.leaf(rekap_figures.NAME, rekap_figures.widths(quarter.number))
    budget = book.leaf(rekap_budget.NAME, rekap_budget.widths(quarter.number))
    words = book.leaf("Uraian", rekap_budget.DESCRIPTION_WIDTHS)
    rules = book.leaf(rekap_rules.NAME, rekap_rules.WIDTHS)
    rekap_rules.write_rules(rules, paper.rules, quarter)
    rekap_figures.write_figures(figures, table, paper.rules, title)
    rekap_budget.write_budget(budget, table, title)
    rekap_budget.write_descriptions(words, table, title)
    rekap_summary.write_summary(summary, table, paper, title)
    return book.close()
