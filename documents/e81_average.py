"""The sheet behind the average and predikat of Formulir E.81: each indicator's capaian of the quarter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from documents import capaian_formulas as formulas
from documents.capaian_words import NONE, REASONS, way
from documents.e81_columns import quarter_column
from documents.e81_rows import NAME as FORM
from documents.e81_rows import Row, Rows
from documents.rekap_rules import CAP, predikat
from documents.rekap_table import cell
from documents.sheets import CENTER, HEADING, INPUT, TEXT, TITLE, CellValue, Leaf, number, places_of
from workflow.capaian import Capaian
from workflow.evaluation import evaluate_indicator, evaluate_office, predikat_of
from workflow.indicators import QUARTERS, Polarity
from workflow.papers.e81 import E81Paper
from workflow.quarter import ROMAN
from workflow.rekap import Average

NAME = "Perhitungan"
WIDTHS = (4, 24, 40, 15, 9, 9, 9, 9, 9, 9, 11, 14, 14, 14)
FIRST, TARGETS = 3, 4
LOWER, UPPER, REALISED, EXACT, PERCENT, COUNTS = range(8, 14)


@dataclass(frozen=True)
class Footing:
    """The formulas and results of the form's foot."""

    average: str
    average_value: CellValue
    predikat: str
    predikat_value: CellValue


def write_average(leaf: Leaf, paper: E81Paper, rows: Rows) -> Footing:
    """Write the sheet; returns what the form's foot says."""
    quarter = paper.record.quarter
    leaf.merged(0, 0, 0, COUNTS, f"Perhitungan rata-rata capaian Triwulan {quarter.roman} Tahun {quarter.year}", TITLE)
    names = ("No", "Unit kerja", "Indikator", "Cara hitung", *(f"Target TW {each}" for each in ROMAN))
    later = (
        "Batas bawah",
        "Batas atas",
        f"Realisasi TW {quarter.roman}",
        "Tanpa dibulatkan",
        "Capaian (%)",
        "Dihitung",
    )
    for column, name in enumerate(names + later):
        leaf.text(2, column, name, HEADING)
    counted = [each for each in rows.rows if not each.owned.unit.excluded]
    for place, each in enumerate(counted):
        _line(leaf, paper, FIRST + place, place + 1, each)
    last = FIRST + max(len(counted), 1) - 1
    leaf.worksheet.freeze_panes(FIRST, 3)
    leaf.printed(heading_rows=(2, 2))
    return _footing(leaf, paper, f"{cell(FIRST, COUNTS, fixed=True)}:{cell(last, COUNTS, fixed=True)}", last + 1)


def _line(leaf: Leaf, paper: E81Paper, row: int, place: int, each: Row) -> None:
    indicator, quarter = each.owned.record.indicator, paper.record.quarter.number
    leaf.number(row, 0, place, replace(CENTER, places=0))
    for column, text in enumerate((each.owned.unit.name, indicator.name), 1):
        leaf.text(row, column, text)
    leaf.text(row, 3, way(indicator), CENTER)
    is_range = indicator.polarity is Polarity.RANGE
    targets = [None] * 4 if is_range else list(indicator.targets)
    reported = each.owned.record.figures.get(quarter)
    realised = None if reported is None else reported.realisasi
    look = number(places_of((*targets, indicator.lower, indicator.upper, realised)), fill=INPUT)
    for column, figure in enumerate((*targets, indicator.lower, indicator.upper), TARGETS):
        leaf.number(row, column, figure, look)
    source = f"{FORM}!{cell(each.row, quarter_column(quarter))}"
    found = evaluate_indicator(each.owned.record, quarter, paper.rules).now
    value: CellValue = "" if realised is None else float(realised)
    leaf.formula(row, REALISED, f'IF(ISNUMBER({source}),{source},"")', value, replace(look, fill=""))
    target = cell(row, TARGETS + QUARTERS.index(quarter))
    at = formulas.FigureCells((target,), (cell(row, REALISED),), cell(row, LOWER), cell(row, UPPER))
    exact = cell(row, EXACT)
    is_figure = isinstance(found, Capaian)
    unrounded: CellValue = float(found.percent.exact) if isinstance(found, Capaian) else REASONS[found.reason]
    shown: CellValue = float(found.percent.rounded) if isinstance(found, Capaian) else REASONS[found.reason]
    leaf.formula(row, EXACT, formulas.quarter_percent(indicator, at), unrounded, number(6, wrap=not is_figure))
    leaf.formula(row, PERCENT, formulas.rounded(exact), shown, number(2, wrap=not is_figure))
    cap = paper.rules.cap
    counts: CellValue = ""
    if isinstance(found, Capaian):
        counts = float(found.percent.exact if cap is None else min(found.percent.exact, Fraction(cap)))
    leaf.formula(row, COUNTS, formulas.counting(exact, CAP), counts, number(6))


def _footing(leaf: Leaf, paper: E81Paper, every: str, row: int) -> Footing:
    """Write the average and its predikat beneath; the form refers to them."""
    found = evaluate_office(paper.record, paper.rules).average
    shown: CellValue = float(found.percent.rounded) if isinstance(found, Average) else NONE
    band = predikat_of(found, paper.rules)
    name = NONE if band is None else band.name
    bold = replace(TEXT, bold=True)
    leaf.merged(row, 0, row, COUNTS - 1, "Rata-rata capaian kinerja (%)", bold)
    leaf.merged(row + 1, 0, row + 1, COUNTS - 1, "Predikat kinerja", bold)
    mean = f'IF(COUNT({every})=0,"{NONE}",ROUND(SUM({every})/COUNT({every}),2))'
    leaf.formula(row, COUNTS, mean, shown, number(2, bold=True))
    at = cell(row, COUNTS)
    leaf.formula(row + 1, COUNTS, predikat(at, paper.rules), name, replace(CENTER, bold=True))
    return Footing(f"{NAME}!{at}", shown, f"{NAME}!{cell(row + 1, COUNTS)}", name)
