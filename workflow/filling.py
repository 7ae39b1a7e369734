"""What a unit fills in on an indicator, field by field, and how a text or a cell is read as it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from workflow.cell_numbers import from_cell
from workflow.indicators import Accumulation, Indicator, ScaleLevel
from workflow.readings import Expected, Measure, Reading, Value
from workflow.written_numbers import read_number


class Field(StrEnum):
    """A field of an IndicatorReport, under its name there. The values are stored."""

    REALISASI = "realisasi"
    ANGGARAN = "realisasi_anggaran"  # of the quarter alone
    PENDORONG = "faktor_pendorong"
    PENGHAMBAT = "faktor_penghambat"
    PERBAIKAN = "rencana_perbaikan"

    @property
    def is_figure(self) -> bool:
        """Whether it holds a number, else words."""
        return self in (Field.REALISASI, Field.ANGGARAN)


def expected_of(indicator: Indicator, field: Field) -> Expected:
    """Return what a figure of the indicator is read as; an average of counts may be a fraction."""
    if field is Field.ANGGARAN:
        return Expected(Measure.RUPIAH, "rupiah")
    held = Expected.of(indicator.satuan)
    if indicator.scale:
        return replace(held, whole=False)
    return replace(held, whole=False) if indicator.accumulation is Accumulation.RATA_RATA else held


def read_text(text: str, indicator: Indicator, field: Field) -> Reading:
    """Return what was typed for a figure; a label of the indicator's scale is what its level counts."""
    level = _level(text, indicator, field)
    return read_number(text, expected_of(indicator, field)) if level is None else Value(level.value)


def read_cell(value: object, number_format: str, indicator: Indicator, field: Field) -> Reading:
    """Return what a cell of a spreadsheet holds for a figure; a label of the scale is what its level counts."""
    level = _level(value, indicator, field) if isinstance(value, str) else None
    if level is not None:
        return Value(level.value)
    return from_cell(value, number_format, expected_of(indicator, field))


def is_off_scale(number: Decimal, indicator: Indicator, field: Field) -> bool:
    """Tell whether the indicator has a scale of which this is no level."""
    return bool(indicator.scale) and field is Field.REALISASI and indicator.level_of(number) is None


def is_below_zero_in_vain(number: Decimal, indicator: Indicator, field: Field) -> bool:
    """Tell whether a number below 0 makes no sense: of money and counts never, else where no target is below 0."""
    return number < 0 and (is_counted(indicator, field) or all(each >= 0 for each in _targets(indicator)))


def is_counted(indicator: Indicator, field: Field) -> bool:
    """Tell whether what is reported can be no less than nothing: rupiah spent, and what is counted one by one."""
    return field is Field.ANGGARAN or Expected.of(indicator.satuan).whole


def _level(text: str, indicator: Indicator, field: Field) -> ScaleLevel | None:
    return indicator.level(text) if field is Field.REALISASI else None


def _targets(indicator: Indicator) -> Sequence[Decimal]:
    given = (*indicator.targets, indicator.target_year, indicator.lower, indicator.upper)
    return [each for each in (*given, *(level.value for level in indicator.scale)) if each is not None]
