"""The rows of Formulir E.81: per sasaran its programs and kegiatan with their sums, and their indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from documents import capaian_formulas as formulas
from documents.capaian_words import REASONS
from documents.e81_columns import (
    INDICATOR,
    LAST,
    NUMBER,
    OWNER,
    PROGRAM,
    RENJA,
    RENSTRA,
    RENSTRA_BEFORE,
    RENSTRA_TARGET,
    SASARAN,
    SHARE,
    YEAR,
    quarter_column,
)
from documents.rekap_table import cell
from documents.sheets import BAND, INPUT, CellValue, Leaf, Look, number, places_of
from workflow.capaian import Capaian, capaian_in, capaian_of_year
from workflow.indicators import QUARTERS, Accumulation, Indicator, Polarity, Reported
from workflow.papers.e81 import Kegiatan, Owned, Program, by_sasaran
from workflow.papers.records import IndicatorRecord, OfficeRecord
from workflow.percent import total
from workflow.printed_numbers import write_number

NAME = "Formulir"
NO_PROGRAM, NO_KEGIATAN = "(program belum diisi)", "(kegiatan belum diisi)"
MONEY = (YEAR + 1, *(quarter_column(number) + 1 for number in QUARTERS), RENJA + 1)
"""Columns of rupiah that are summed."""
_TEXT = Look(size=8)
_GROUP = Look(size=8, bold=True, fill=BAND)
_RUPIAH = number(0, size=8)
_TOTAL = number(0, size=8, bold=True, fill=BAND)

Amounts = dict[int, Decimal | None]
"""Rupiah by column; None where nothing is known."""


@dataclass(frozen=True)
class Row:
    """An indicator in its row of the form."""

    row: int
    owned: Owned


@dataclass
class _Writing:
    """The form as far as it is written."""

    form: Leaf
    quarter: int
    row: int
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Rows:
    """The indicators in their rows, and the first row after them and their sum."""

    rows: tuple[Row, ...]
    end: int


def write_rows(form: Leaf, record: OfficeRecord, first: int) -> Rows:
    """Write all of it from row `first` on, with the sum of the rupiah at the end."""
    writing = _Writing(form, record.quarter.number, first)
    found: list[tuple[int, Amounts]] = []
    for place, sasaran in enumerate(by_sasaran(record), 1):
        for which, program in enumerate(sasaran.programs):
            if which == 0:
                form.number(writing.row, NUMBER, place, replace(_GROUP, align="center", places=0))
            else:
                form.text(writing.row, NUMBER, "", _GROUP)
            form.text(writing.row, SASARAN, sasaran.name if which == 0 else "", _GROUP)
            found.append(_program(writing, program))
    _sums(writing, writing.row, "JUMLAH", found)
    return Rows(tuple(writing.rows), writing.row + 1)


def _program(writing: _Writing, program: Program) -> tuple[int, Amounts]:
    row = writing.row
    writing.row += 1
    found = [_kegiatan(writing, each) for each in program.kegiatan]
    return _sums(writing, row, program.name or NO_PROGRAM, found)


def _kegiatan(writing: _Writing, kegiatan: Kegiatan) -> tuple[int, Amounts]:
    row = writing.row
    writing.form.text(row, NUMBER, "", _TEXT)
    writing.form.text(row, SASARAN, "", _TEXT)
    writing.row += 1
    found = []
    for owned in kegiatan.indicators:
        found.append((writing.row, _indicator(writing, owned)))
        writing.rows.append(Row(writing.row, owned))
        writing.row += 1
    return _sums(writing, row, kegiatan.name or NO_KEGIATAN, found, is_kegiatan=True)


def _sums(
    writing: _Writing, row: int, name: str, parts: Sequence[tuple[int, Amounts]], *, is_kegiatan: bool = False
) -> tuple[int, Amounts]:
    """Write a row of sums over its parts; returns it with what they come to."""
    form = writing.form
    text, figure = (replace(_TEXT, italic=True), _RUPIAH) if is_kegiatan else (_GROUP, _TOTAL)
    if name == "JUMLAH":
        form.text(row, NUMBER, "", text)
        form.text(row, SASARAN, "", text)
    form.text(row, PROGRAM, name, text)
    for column in range(INDICATOR, LAST + 1):
        form.text(row, column, "", text)
    sums: Amounts = {}
    for column in MONEY:
        known = [amount for _, amounts in parts if (amount := amounts[column]) is not None]
        sums[column] = total(known) if known else None
        if parts:
            cells = _listed([cell(part, column) for part, _ in parts], contiguous=is_kegiatan)
            formula = f'IF(COUNT({cells})=0,"",SUM({cells}))'
            form.formula(row, column, formula, _value(sums[column]), figure)
    return row, sums


def _listed(cells: Sequence[str], *, contiguous: bool) -> str:
    return f"{cells[0]}:{cells[-1]}" if contiguous else ",".join(cells)


def _indicator(writing: _Writing, owned: Owned) -> Amounts:
    form, row, record = writing.form, writing.row, owned.record
    indicator = record.indicator
    for column in (NUMBER, SASARAN, PROGRAM):
        form.text(row, column, "", _TEXT)
    satuan = f" ({indicator.satuan})" if indicator.satuan else ""
    form.text(row, INDICATOR, f"{indicator.name}{satuan}", _TEXT)
    owner = "\n".join(part for part in (owned.unit.name, indicator.penanggung_jawab) if part)
    form.text(row, OWNER, owner, _TEXT)
    figures = record.figures
    reported = [figures.get(number, Reported()) for number in QUARTERS[: writing.quarter]]
    spent = [each.realisasi_anggaran for each in reported]
    every = (
        record.renstra_target,
        record.renstra_before,
        indicator.target_year,
        *(each.realisasi for each in reported),
    )
    look = number(places_of(every), size=8)
    _given(writing, record, look)
    _reckoned(writing, record, look)
    known = [amount for amount in spent if amount is not None]
    summed = total(known) if known else None
    rows = [cell(row, quarter_column(number) + 1) for number in QUARTERS[: writing.quarter]]
    form.formula(row, RENJA + 1, f'IF(COUNT({",".join(rows)})=0,"",SUM({",".join(rows)}))', _value(summed), _RUPIAH)
    amounts: Amounts = {YEAR + 1: indicator.pagu, RENJA + 1: summed}
    return amounts | {
        quarter_column(number) + 1: spent[number - 1] if number <= writing.quarter else None for number in QUARTERS
    }


def _given(writing: _Writing, record: IndicatorRecord, look: Look) -> None:
    """Write what was planned and reported; what may be filled in by hand is yellow."""
    form, row, indicator = writing.form, writing.row, record.indicator
    entry, money = replace(look, fill=INPUT), replace(_RUPIAH, fill=INPUT)
    form.number(row, RENSTRA_TARGET, record.renstra_target, entry)
    form.number(row, RENSTRA_BEFORE, record.renstra_before, entry)
    for column in (RENSTRA_TARGET + 1, RENSTRA_BEFORE + 1):
        form.number(row, column, None, money)
    bounds = indicator.bounds if indicator.polarity is Polarity.RANGE else None
    if bounds is None:
        form.number(row, YEAR, indicator.target_year, entry)
    else:
        between = f"{write_number(bounds.lower)} – {write_number(bounds.upper)}"
        form.text(row, YEAR, between, Look(size=8, align="right", fill=INPUT))
    form.number(row, YEAR + 1, indicator.pagu, money)
    for number_ in QUARTERS:
        reported = record.figures.get(number_, Reported()) if number_ <= writing.quarter else Reported()
        is_open = number_ <= writing.quarter
        form.number(row, quarter_column(number_), reported.realisasi, entry if is_open else look)
        form.number(row, quarter_column(number_) + 1, reported.realisasi_anggaran, money if is_open else _RUPIAH)


def _reckoned(writing: _Writing, record: IndicatorRecord, look: Look) -> None:
    """Write what follows: realisasi of the Renja, of the Renstra, and what share of the Renstra's target it is."""
    form, row, indicator = writing.form, writing.row, record.indicator
    realised = tuple(cell(row, quarter_column(number)) for number in QUARTERS[: writing.quarter])
    at = formulas.FigureCells(realised, realised, "", "")
    renja = _renja(record, writing.quarter)
    formula = formulas.realised_until(indicator, at, every_filled=True)
    form.formula(row, RENJA, formula, _value(renja), look)
    before, now = cell(row, RENSTRA_BEFORE), cell(row, RENJA)
    summed = indicator.accumulation is Accumulation.AKUMULATIF
    renstra = _with_renstra(record, renja) if summed else renja
    both = f'IF(ISNUMBER({now}),IF(ISNUMBER({before}),{before}+{now},""),"")'
    form.formula(row, RENSTRA, both if summed else f'IF(ISNUMBER({now}),{now},"")', _value(renstra), look)
    money, later = cell(row, RENSTRA_BEFORE + 1), cell(row, RENJA + 1)
    formula = f'IF(ISNUMBER({later}),IF(ISNUMBER({money}),{money}+{later},""),"")'
    form.formula(row, RENSTRA + 1, formula, "", _RUPIAH)
    _share(writing, record, renstra)


def _share(writing: _Writing, record: IndicatorRecord, renstra: Decimal | None) -> None:
    form, row = writing.form, writing.row
    target, reached = cell(row, RENSTRA_TARGET), cell(row, RENSTRA)
    percent = number(2, size=8)
    if record.indicator.polarity is Polarity.RANGE:
        form.text(row, SHARE, "", _TEXT)
    else:
        found = formulas.quarter_percent(record.indicator, formulas.FigureCells((target,), (reached,), "", ""))
        formula = f'IF(ISNUMBER({target}),IF(ISNUMBER({reached}),IF(ISNUMBER({found}),ROUND({found},2),{found}),""),"")'
        form.formula(row, SHARE, formula, _renstra_percent(record, renstra), percent)
    target, reached = cell(row, RENSTRA_TARGET + 1), cell(row, RENSTRA + 1)
    found = f'IF({target}>0,ROUND({reached}/{target}*100,2),"")'
    form.formula(row, SHARE + 1, f'IF(ISNUMBER({target}),IF(ISNUMBER({reached}),{found},""),"")', "", percent)


def _renja(record: IndicatorRecord, quarter: int) -> Decimal | None:
    """Return what was realised in the year up to the quarter, as the quarters add up."""
    plain = replace(record.indicator, polarity=Polarity.HIGHER, scale=())
    return capaian_of_year(plain, record.figures, quarter).realisasi


def _with_renstra(record: IndicatorRecord, renja: Decimal | None) -> Decimal | None:
    return None if renja is None or record.renstra_before is None else total((record.renstra_before, renja))


def _renstra_percent(record: IndicatorRecord, reached: Decimal | None) -> CellValue:
    """Return the share of the Renstra's target by the indicator's own formula; empty where one of them is none."""
    target = record.renstra_target
    if target is None or reached is None:
        return ""
    measured: Indicator = replace(record.indicator, targets=(target, None, None, None))
    found = capaian_in(measured, {1: Reported(reached)}, 1)
    return float(found.percent.rounded) if isinstance(found, Capaian) else REASONS[found.reason]


def _value(figure: Decimal | None) -> CellValue:
    return "" if figure is None else float(figure)
