"""The evaluation of one quarter: every indicator, unit and the office by the quarter's own targets, with flags.

The average and predikat of a quarter are taken of the capaian of that quarter alone (the predicates of Permendagri
86/2017 are held against the quarter's own target); what has accumulated since triwulan I stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflow.capaian import Capaian, NoCapaian, Outcome, capaian_in, capaian_until
from workflow.flags import (
    DEFAULT_THRESHOLDS,
    Blank,
    Excess,
    FellBack,
    Flag,
    Jump,
    NoEvidence,
    SpentNotAchieved,
    TargetZero,
    Thresholds,
    Uncounted,
    flags,
)
from workflow.papers.records import IndicatorRecord, OfficeRecord, UnitRecord
from workflow.percent import Percent
from workflow.predikat import DEFAULT_BANDS, Band, Bands
from workflow.rekap import (
    DEFAULT_CAP,
    Average,
    GroupSerapan,
    NoAverage,
    NoSerapan,
    Serapan,
    average,
    group_serapan,
    serapan_until,
)

_WEIGHT: dict[type[Flag], int] = {
    Blank: 0,
    FellBack: 1,
    SpentNotAchieved: 2,
    TargetZero: 3,
    Uncounted: 4,
    Jump: 5,
    NoEvidence: 6,
    Excess: 7,
}
"""Which flags come first where only a few are shown: what is missing, then what cannot well be, then what is odd."""


@dataclass(frozen=True)
class Rules:
    """How an office judges: its bands, for how much an indicator counts at most in an average, what is flagged."""

    bands: Bands = DEFAULT_BANDS
    cap: Decimal | None = DEFAULT_CAP
    thresholds: Thresholds = DEFAULT_THRESHOLDS


DEFAULT_RULES = Rules()


@dataclass(frozen=True)
class IndicatorEvaluation:
    """An indicator in the quarter. `before` is last quarter's capaian by its own target, None where there is none."""

    record: IndicatorRecord
    now: Outcome
    before: Outcome | None
    until: Outcome  # from triwulan I to the quarter, as its quarters add up
    serapan: Serapan | NoSerapan  # from triwulan I to the quarter
    flags: tuple[Flag, ...]

    @property
    def change(self) -> Percent | None:
        """By how many percentage points capaian differs from last quarter's; None where one of them is none."""
        if isinstance(self.now, Capaian) and isinstance(self.before, Capaian):
            return self.now.percent - self.before.percent
        return None

    @property
    def is_reported(self) -> bool:
        """Whether a figure was reported, be it one without a percentage."""
        return self.now.realisasi is not None


@dataclass(frozen=True)
class UnitEvaluation:
    """A unit in the quarter. An excluded unit, and one without indicators, has no average."""

    unit: UnitRecord
    indicators: tuple[IndicatorEvaluation, ...]
    average: Average | NoAverage
    before: Average | NoAverage  # of last quarter
    serapan: GroupSerapan
    predikat: Band | None

    @property
    def flags(self) -> tuple[tuple[IndicatorEvaluation, Flag], ...]:
        """All flags of its indicators, the weightiest first."""
        found = ((each, flag) for each in self.indicators for flag in each.flags)
        return tuple(sorted(found, key=lambda pair: _WEIGHT[type(pair[1])]))

    @property
    def efisiensi(self) -> Percent | None:
        """Average capaian less common serapan in percentage points; None where one of them is none."""
        if isinstance(self.average, Average) and isinstance(self.serapan.serapan, Serapan):
            return self.average.percent - self.serapan.serapan.percent
        return None

    @property
    def reported(self) -> int:
        """Of how many indicators a figure was reported."""
        return sum(each.is_reported for each in self.indicators)


@dataclass(frozen=True)
class OfficeEvaluation:
    """All units in the quarter; the office's average counts each indicator once, whatever its unit."""

    record: OfficeRecord
    units: tuple[UnitEvaluation, ...]
    average: Average | NoAverage
    before: Average | NoAverage
    serapan: GroupSerapan
    predikat: Band | None

    @property
    def ranked(self) -> tuple[UnitEvaluation, ...]:
        """The units that have an average, the best first; equal ones in the office's own order."""
        found = [(each.average.percent, each) for each in self.units if isinstance(each.average, Average)]
        return tuple(each for _, each in sorted(found, key=lambda pair: -pair[0].exact))

    @property
    def flags(self) -> tuple[tuple[UnitEvaluation, IndicatorEvaluation, Flag], ...]:
        """All flags of all units, the weightiest first."""
        found = ((unit, each, flag) for unit in self.units for each, flag in unit.flags)
        return tuple(sorted(found, key=lambda entry: _WEIGHT[type(entry[2])]))


def evaluate_indicator(record: IndicatorRecord, quarter: int, rules: Rules = DEFAULT_RULES) -> IndicatorEvaluation:
    """Return the evaluation of an indicator in that quarter. Raises ValueError outside 1-4."""
    figures, indicator = record.figures, record.indicator
    last_year = None if record.last_year is None else Percent(Fraction(record.last_year))
    return IndicatorEvaluation(
        record,
        capaian_in(indicator, figures, quarter),
        capaian_in(indicator, figures, quarter - 1) if quarter > 1 else None,
        capaian_until(indicator, figures, quarter),
        serapan_until(indicator, figures, quarter),
        flags(indicator, figures, quarter, last_year, rules.thresholds),
    )


def evaluate_unit(unit: UnitRecord, quarter: int, rules: Rules = DEFAULT_RULES) -> UnitEvaluation:
    """Return the evaluation of a unit in that quarter; of an excluded one nothing is counted and nothing flagged."""
    records = () if unit.excluded else unit.records
    indicators = tuple(evaluate_indicator(record, quarter, rules) for record in records)
    now, before, spent = _together(indicators, rules)
    return UnitEvaluation(unit, indicators, now, before, spent, predikat_of(now, rules))


def evaluate_office(record: OfficeRecord, rules: Rules = DEFAULT_RULES) -> OfficeEvaluation:
    """Return the evaluation of all units in the record's quarter."""
    units = tuple(evaluate_unit(unit, record.quarter.number, rules) for unit in record.units)
    now, before, spent = _together((each for unit in units for each in unit.indicators), rules)
    return OfficeEvaluation(record, units, now, before, spent, predikat_of(now, rules))


def predikat_of(found: Average | NoAverage | Outcome, rules: Rules = DEFAULT_RULES) -> Band | None:
    """Return the predikat of an average or a capaian, None where there is no percentage."""
    return None if isinstance(found, NoAverage | NoCapaian) else rules.bands.predikat(found.percent)


def _together(
    indicators: Iterable[IndicatorEvaluation], rules: Rules
) -> tuple[Average | NoAverage, Average | NoAverage, GroupSerapan]:
    every = tuple(indicators)
    return (
        average((each.now for each in every), rules.cap),
        average((each.before for each in every if each.before is not None), rules.cap),
        group_serapan(each.serapan for each in every),
    )
