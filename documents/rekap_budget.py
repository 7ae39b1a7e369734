"""The sheets of a rekap beside its figures: budget with serapan and efisiensi, and what units wrote."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from documents.capaian_words import BUDGET_REASONS, NONE
from documents.rekap_figures import NAME as FIGURES
from documents.rekap_table import FIRST_ROW, Line, Table, cell
from documents.sheets import (
    BAND,
    CENTER,
    HEADING,
    HELPER,
    INPUT,
    NUMBERING,
    PERCENT,
    RUPIAH,
    TEXT,
    TITLE,
    CellValue,
    Leaf,
    Look,
    number,
    places_of,
)
from workflow.capaian import Capaian
from workflow.evaluation import IndicatorEvaluation
from workflow.percent import total
from workflow.quarter import ROMAN
from workflow.rekap import Serapan

NAME = "Anggaran"
PAGU, SPENT = 5, 6
_HELPER = replace(RUPIAH, fill=HELPER, size=8)


DESCRIPTION_WIDTHS = (4, 15, 9, 26, 9, 26, 26, 26, 22, 17, 17)


def widths(quarters: int) -> tuple[float, ...]:
    """Return the columns' widths of the budget, with so many quarters of realisasi."""
    return (4, 15, 29, 20, 20, 14, *[13] * quarters, 14, 14, 9, 9, 9, 14, 14)


def counted_columns(table: Table) -> tuple[int, int]:
    """Return the columns of pagu and spending of those indicators that have a serapan."""
    return SPENT + table.quarter + 5, SPENT + table.quarter + 6


def write_budget(leaf: Leaf, table: Table, title: str) -> None:
    """Write pagu, realisasi anggaran, serapan and efisiensi of each indicator, and their sums."""
    after = SPENT + table.quarter
    leaf.merged(0, 0, 0, after + 4, f"{title}: Anggaran", TITLE)
    names = ("No", "Unit kerja", "Indikator", "Program", "Kegiatan", "Pagu setahun (Rp)")
    for column, name in enumerate(names):
        leaf.merged(1, column, 2, column, name)
    leaf.merged(1, SPENT, 1, after - 1, "Realisasi anggaran (Rp)")
    for place, roman in enumerate(ROMAN[: table.quarter]):
        leaf.text(2, SPENT + place, f"Triwulan {roman}", HEADING)
    later = ("Jumlah (Rp)", "Sisa pagu (Rp)", "Serapan (%)", "Capaian triwulan (%)", "Efisiensi (poin)")
    helpers = ("Pagu dihitung", "Realisasi dihitung")
    for column, name in enumerate(later + helpers, after):
        leaf.merged(1, column, 2, column, name)
    for column in range(after + 5):
        leaf.number(3, column, column + 1, replace(NUMBERING, places=0))
    for line in table.lines:
        _line(leaf, table, line)
    _sums(leaf, table)
    leaf.worksheet.freeze_panes(FIRST_ROW, 3)
    leaf.worksheet.set_column(after + 5, after + 6, 14, None, {"level": 1, "hidden": True})
    leaf.worksheet.print_area(0, 0, table.last_row + 1, after + 4)
    leaf.printed(heading_rows=(1, FIRST_ROW - 1))


def _line(leaf: Leaf, table: Table, line: Line) -> None:
    record, row = line.found.record, line.row
    fill = BAND if line.unit_number % 2 == 0 else ""
    indicator, figures = record.indicator, record.figures
    leaf.number(row, 0, row - FIRST_ROW + 1, replace(CENTER, fill=fill, places=0))
    texts = (line.unit.unit.name, indicator.name, indicator.program, indicator.kegiatan)
    for column, text in enumerate(texts, 1):
        leaf.text(row, column, text, replace(TEXT, fill=fill))
    spent = [figures[each].realisasi_anggaran if each in figures else None for each in table.quarters]
    places = min(2, places_of((indicator.pagu, *spent)))
    for column, figure in enumerate((indicator.pagu, *spent), PAGU):
        leaf.number(row, column, figure, number(places, fill=INPUT))
    _reckoned(leaf, table, line, spent, fill)


def _reckoned(leaf: Leaf, table: Table, line: Line, spent: list[Decimal | None], fill: str) -> None:
    row, after = line.row, SPENT + table.quarter
    every = f"{cell(row, SPENT)}:{cell(row, after - 1)}"
    pagu, summed, share = cell(row, PAGU), cell(row, after), cell(row, after + 2)
    known = [figure for figure in spent if figure is not None]
    amount, budget = (total(known) if known else None), line.found.record.indicator.pagu
    money, percent = replace(RUPIAH, fill=fill), replace(PERCENT, fill=fill)
    leaf.formula(row, after, f'IF(COUNT({every})=0,"",SUM({every}))', _value(amount), money)
    left = None if amount is None or budget is None else total((budget, amount.copy_negate()))
    rest = f'IF(ISNUMBER({pagu}),IF(ISNUMBER({summed}),{pagu}-{summed},""),"")'
    leaf.formula(row, after + 1, rest, _value(left), money)
    leaf.formula(row, after + 2, _serapan(pagu, summed), _shown(line.found), _small(line.found, percent))
    capaian = f"{FIGURES}!{cell(row, table.exact)}"
    shown = f'IF(ISNUMBER({capaian}),ROUND({capaian},2),"{NONE}")'
    now = line.found.now
    is_figure = isinstance(now, Capaian)
    leaf.formula(row, after + 3, shown, float(now.percent.rounded) if isinstance(now, Capaian) else NONE, percent)
    gain = f'IF(ISNUMBER({capaian}),IF(ISNUMBER({share}),ROUND({capaian}-{summed}/{pagu}*100,2),"{NONE}"),"{NONE}")'
    has_gain = is_figure and isinstance(line.found.serapan, Serapan)
    leaf.formula(row, after + 4, gain, _gain(line.found) if has_gain else NONE, percent)
    has = isinstance(line.found.serapan, Serapan)
    for place, (source, value) in enumerate(((pagu, budget), (summed, amount)), 5):
        formula = f'IF(ISNUMBER({share}),{source},"")'
        leaf.formula(row, after + place, formula, _value(value if has else None), _HELPER)


def _serapan(pagu: str, summed: str) -> str:
    words = {reason.name: f'"{text}"' for reason, text in BUDGET_REASONS.items()}
    share = f"IF(ISNUMBER({summed}),ROUND({summed}/{pagu}*100,2),{words['BLANK']})"
    none = f"IF({pagu}=0,{words['PAGU_ZERO']},{words['PAGU_NEGATIVE']})"
    return f"IF(ISNUMBER({pagu}),IF({pagu}<=0,{none},{share}),{words['PAGU_MISSING']})"


def _sums(leaf: Leaf, table: Table) -> None:
    """Write the sums of the money, and the serapan of all that have one."""
    row, after = table.last_row + 1, SPENT + table.quarter
    bold = Look(bold=True, fill=BAND, align="right")
    leaf.merged(row, 0, row, PAGU - 1, "JUMLAH", bold)
    records = [line.found.record for line in table.lines]
    columns = [
        [record.indicator.pagu for record in records],
        *(
            [record.figures[each].realisasi_anggaran if each in record.figures else None for record in records]
            for each in table.quarters
        ),
    ]
    spent = total(figure for column in columns[1:] for figure in column if figure is not None)
    sums = [total(figure for figure in column if figure is not None) for column in columns]
    money = replace(RUPIAH, bold=True, fill=BAND)
    for column, value in enumerate((*sums, spent), PAGU):
        every = f"{cell(FIRST_ROW, column)}:{cell(table.last_row, column)}"
        leaf.formula(row, column, f"SUM({every})", float(value), money)
    pagu, realised = (f"SUM({cell(FIRST_ROW, each)}:{cell(table.last_row, each)})" for each in counted_columns(table))
    found = table.evaluation.serapan.serapan
    share = float(found.percent.rounded) if isinstance(found, Serapan) else NONE
    leaf.text(row, after + 1, "", bold)
    formula = f'IF({pagu}=0,"{NONE}",ROUND({realised}/{pagu}*100,2))'
    leaf.formula(row, after + 2, formula, share, replace(PERCENT, bold=True, fill=BAND))
    for column in (after + 3, after + 4):
        leaf.text(row, column, "", bold)


def write_descriptions(leaf: Leaf, table: Table, title: str) -> None:
    """Write what units wrote on each indicator, who answers for it, and what proves it."""
    names = (
        *("No", "Unit kerja", "Kode", "Indikator", "Target tahun", "Faktor pendorong", "Faktor penghambat"),
        *("Rencana perbaikan", "Bukti dukung", "Penanggung jawab", "Sumber data"),
    )
    leaf.merged(0, 0, 0, len(names) - 1, f"{title}: Uraian", TITLE)
    for column, name in enumerate(names):
        leaf.merged(1, column, 2, column, name)
        leaf.number(3, column, column + 1, replace(NUMBERING, places=0))
    for line in table.lines:
        _description(leaf, table, line)
    leaf.worksheet.freeze_panes(FIRST_ROW, 4)
    leaf.printed(heading_rows=(1, FIRST_ROW - 1))


def _description(leaf: Leaf, table: Table, line: Line) -> None:
    record, row = line.found.record, line.row
    indicator, reported = record.indicator, record.figures.get(table.quarter)
    leaf.number(row, 0, row - FIRST_ROW + 1, replace(CENTER, places=0))
    for column, text in enumerate((line.unit.unit.name, indicator.code, indicator.name), 1):
        leaf.text(row, column, text)
    leaf.number(row, 4, indicator.target_year, number(places_of((indicator.target_year,))))
    written = ("", "", "")
    if reported is not None:
        written = (reported.faktor_pendorong, reported.faktor_penghambat, reported.rencana_perbaikan)
    proof = "\n".join(f"{file.name} ({file.fingerprint})" for file in record.evidence)
    for column, text in enumerate((*written, proof, indicator.penanggung_jawab, indicator.sumber_data), 5):
        leaf.text(row, column, text)


def _value(figure: Decimal | None) -> CellValue:
    return "" if figure is None else float(figure)


def _shown(found: IndicatorEvaluation) -> CellValue:
    serapan = found.serapan
    return float(serapan.percent.rounded) if isinstance(serapan, Serapan) else BUDGET_REASONS[serapan.reason]


def _gain(found: IndicatorEvaluation) -> CellValue:
    if isinstance(found.now, Capaian) and isinstance(found.serapan, Serapan):
        return float((found.now.percent - found.serapan.percent).rounded)
    return NONE


def _small(found: IndicatorEvaluation, look: Look) -> Look:
    return look if isinstance(found.serapan, Serapan) else replace(look, size=7.5, wrap=True)
