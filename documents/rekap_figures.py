"""The sheet of targets and realisasi with the capaian that follows from them, a row for each indicator."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from documents import capaian_formulas as formulas
from documents.capaian_words import ACCUMULATIONS, INSIDE, NONE, REASONS, way
from documents.rekap_rules import CAP, predikat
from documents.rekap_table import FIRST_ROW, LOWER, REALISED, TARGETS, UPPER, Line, Table, cell
from documents.sheets import (
    BAND,
    CENTER,
    HEADING,
    HELPER,
    INPUT,
    NUMBERING,
    PERCENT,
    TEXT,
    TITLE,
    CellValue,
    Leaf,
    Look,
    number,
    places_of,
)
from workflow.capaian import Capaian, Outcome, Reason
from workflow.evaluation import Rules, predikat_of
from workflow.indicators import Bounds, Polarity
from workflow.quarter import ROMAN

NAME = "Capaian"
_HELPER = number(6, fill=HELPER, size=8)
_COUNT = Look(fill=HELPER, size=8, align="right", places=0)
_WAITS = (Reason.TARGET_MISSING, Reason.BLANK)


def widths(quarters: int) -> tuple[float, ...]:
    """Return the columns' widths, with so many quarters of realisasi."""
    return (4, 15, 21, 29, 8, 9, 8.5, *[7.5] * 4, 7, 7, *[8] * quarters, 9, 11, 9, 9, 9, *[12] * 4, 6, 8)


def write_figures(leaf: Leaf, table: Table, rules: Rules, title: str) -> None:
    """Write the sheet: what may be changed is yellow, what helps to reckon is grey and is not printed."""
    last = table.exact - 1
    leaf.merged(0, 0, 0, last, title, TITLE)
    _headings(leaf, table)
    for line in table.lines:
        _line(leaf, table, line, rules)
    leaf.worksheet.freeze_panes(FIRST_ROW, 5)
    leaf.worksheet.autofilter(FIRST_ROW - 1, 0, table.last_row, last)
    leaf.worksheet.print_area(0, 0, table.last_row, last)
    leaf.printed(heading_rows=(1, FIRST_ROW - 1))
    if not any(line.found.record.indicator.polarity is Polarity.RANGE for line in table.lines):
        leaf.worksheet.set_column(LOWER, UPPER, 8, None, {"hidden": True})
    leaf.worksheet.set_column(table.exact, table.exact + 5, 12, None, {"level": 1, "hidden": True})


def _headings(leaf: Leaf, table: Table) -> None:
    names = ("No", "Unit kerja", "Sasaran", "Indikator", "Satuan", "Cara hitung", "Akumulasi")
    for column, name in enumerate(names):
        leaf.merged(1, column, 2, column, name)
    leaf.merged(1, TARGETS, 1, TARGETS + 3, "Target triwulan")
    leaf.merged(1, LOWER, 1, UPPER, "Rentang target")
    leaf.merged(1, REALISED, 1, REALISED + table.quarter - 1, "Realisasi triwulan")
    roman = ROMAN[table.quarter - 1]
    leaf.merged(1, table.percent, 1, table.percent + 1, f"Triwulan {roman}")
    leaf.merged(1, table.percent + 2, 1, table.percent + 4, f"Sampai dengan Triwulan {roman}")
    leaf.merged(1, table.exact, 1, table.exact + 5, "Kolom bantu", replace(HEADING, fill=HELPER))
    subs = (*ROMAN, "Bawah", "Atas", *ROMAN[: table.quarter], "Capaian (%)", "Predikat")
    helpers = ("TW tanpa dibulatkan", "S.d. tanpa dibulatkan", "TW dalam rata-rata", "S.d. dalam rata-rata", "Unit")
    for column, name in enumerate((*subs, "Realisasi", "Target", "Capaian (%)", *helpers, "Sasaran"), TARGETS):
        leaf.text(2, column, name, HEADING)
    for column in range(table.exact):
        leaf.number(3, column, column + 1, replace(NUMBERING, places=0))


def _line(leaf: Leaf, table: Table, line: Line, rules: Rules) -> None:
    indicator, row = line.found.record.indicator, line.row
    fill = BAND if line.unit_number % 2 == 0 else ""
    plain, middle = replace(TEXT, fill=fill), replace(CENTER, fill=fill)
    leaf.number(row, 0, row - FIRST_ROW + 1, replace(middle, places=0))
    texts = (line.unit.unit.name, indicator.sasaran, indicator.name, indicator.satuan)
    for column, text in enumerate((*texts, way(indicator), ACCUMULATIONS[indicator.accumulation]), 1):
        leaf.text(row, column, text, plain if column < 4 else middle)
    reported = line.found.record.figures
    realised = [reported[each].realisasi if each in reported else None for each in table.quarters]
    is_range = indicator.polarity is Polarity.RANGE
    targets = [None] * 4 if is_range else list(indicator.targets)
    shown = number(places_of((*targets, *realised, indicator.lower, indicator.upper)))
    entry = replace(shown, fill=INPUT)
    for column, figure in enumerate((*targets, indicator.lower, indicator.upper, *realised), TARGETS):
        leaf.number(row, column, figure, entry)
    _quarter(leaf, table, line, rules, fill)
    _until(leaf, table, line, rules, replace(shown, fill=fill))
    leaf.number(row, table.exact + 4, line.unit_number, _COUNT)
    leaf.number(row, table.exact + 5, line.sasaran_number, _COUNT)


def _quarter(leaf: Leaf, table: Table, line: Line, rules: Rules, fill: str) -> None:
    """Write the capaian of the quarter, its predikat, and for how much it counts."""
    row, found = line.row, line.found.now
    exact, percent = cell(row, table.exact), cell(row, table.percent)
    formula = formulas.quarter_percent(line.found.record.indicator, table.cells(row))
    leaf.formula(row, table.exact, formula, _exact(found), _HELPER)
    leaf.formula(row, table.percent, formulas.rounded(exact), shown_percent(found), _figure(found, fill))
    band = predikat_of(found, rules)
    name = NONE if band is None else band.name
    leaf.formula(row, table.percent + 1, predikat(percent, rules), name, replace(CENTER, fill=fill))
    leaf.formula(row, table.exact + 2, formulas.counting(exact, CAP), _counts(found, rules), _HELPER)


def _until(leaf: Leaf, table: Table, line: Line, rules: Rules, shown: Look) -> None:
    """Write what has accumulated up to the quarter."""
    row, found, indicator = line.row, line.found.until, line.found.record.indicator
    place, at = table.percent + 2, table.cells(row)
    realised, target, exact = cell(row, place), cell(row, place + 1), cell(row, table.exact + 1)
    leaf.formula(row, place, formulas.realised_until(indicator, at), _realised(found), shown)
    leaf.formula(row, place + 1, formulas.target_until(indicator, at, realised), held_against(found), shown)
    until = formulas.until_percent(indicator, at, realised, target)
    leaf.formula(row, table.exact + 1, until, _exact(found), _HELPER)
    leaf.formula(row, place + 2, formulas.rounded(exact), shown_percent(found), _figure(found, shown.fill))
    leaf.formula(row, table.exact + 3, formulas.counting(exact, CAP), _counts(found, rules), _HELPER)


def shown_percent(found: Outcome) -> CellValue:
    """Return the percentage as it is printed, or the words why there is none."""
    return float(found.percent.rounded) if isinstance(found, Capaian) else REASONS[found.reason]


def held_against(found: Outcome) -> CellValue:
    """Return the target that was used, of a range the bound that was passed, or words where there is none."""
    if not isinstance(found, Capaian) and found.reason in _WAITS:
        return REASONS[found.reason]
    if isinstance(found.target, Bounds):
        return _bound(found.realisasi, found.target)
    return "" if found.target is None else float(found.target)


def _bound(realised: Decimal | None, bounds: Bounds) -> CellValue:
    if realised is None or bounds.lower <= realised <= bounds.upper:
        return INSIDE
    return float(bounds.upper if realised > bounds.upper else bounds.lower)


def _realised(found: Outcome) -> CellValue:
    return "" if found.realisasi is None else float(found.realisasi)


def _exact(found: Outcome) -> CellValue:
    return float(found.percent.exact) if isinstance(found, Capaian) else REASONS[found.reason]


def _counts(found: Outcome, rules: Rules) -> CellValue:
    if not isinstance(found, Capaian):
        return ""
    exact = found.percent.exact
    return float(exact if rules.cap is None else min(exact, Fraction(rules.cap)))


def _figure(found: Outcome, fill: str) -> Look:
    """Return how a percentage looks; the words of none are small, so that they fit."""
    is_figure = isinstance(found, Capaian)
    return replace(PERCENT, fill=fill, bold=is_figure, size=9 if is_figure else 7.5, wrap=not is_figure)
