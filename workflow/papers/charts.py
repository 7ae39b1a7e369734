"""Charts of a quarter: capaian of each unit, against the quarter before, and beside what was spent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workflow.evaluation import DEFAULT_RULES, OfficeEvaluation, Rules, UnitEvaluation
from workflow.percent import Percent
from workflow.predikat import DEFAULT_BANDS, Bands
from workflow.quarter import Quarter
from workflow.rekap import Average, NoAverage, Serapan


@dataclass(frozen=True)
class UnitPoint:
    """A unit's figures in percent, and their differences in points, as they are printed; None where there is none.

    Differences are those of the exact figures: by 0,01 they may be others than those of the printed ones.
    """

    name: str
    capaian: Decimal | None
    before: Decimal | None = None  # of the quarter before
    serapan: Decimal | None = None  # of the year's pagu, so far
    change: Decimal | None = None  # of capaian since the quarter before
    efficiency: Decimal | None = None  # efisiensi: capaian less serapan
    is_excluded: bool = False


@dataclass(frozen=True)
class CapaianChart:
    """What each of the three charts is drawn from; `whole` is the office's own average."""

    office: str  # its name
    quarter: Quarter
    units: tuple[UnitPoint, ...]
    whole: UnitPoint
    bands: Bands = DEFAULT_BANDS


def capaian_chart(found: OfficeEvaluation, office: str, rules: Rules = DEFAULT_RULES) -> CapaianChart:
    """Return the chart of an evaluation, its units in the office's own order."""
    units = tuple(_point(each.unit.name, each, is_excluded=bool(each.unit.excluded)) for each in found.units)
    return CapaianChart(office, found.record.quarter, units, _point(office, found), rules.bands)


def _point(name: str, found: UnitEvaluation | OfficeEvaluation, *, is_excluded: bool = False) -> UnitPoint:
    spent = found.serapan.serapan
    serapan = spent.percent if isinstance(spent, Serapan) else None
    now, before = _percent(found.average), _percent(found.before)
    return UnitPoint(
        name, _printed(now), _printed(before), _printed(serapan), _less(now, before), _less(now, serapan), is_excluded
    )


def _percent(average: Average | NoAverage) -> Percent | None:
    return average.percent if isinstance(average, Average) else None


def _printed(found: Percent | None) -> Decimal | None:
    return None if found is None else found.rounded


def _less(one: Percent | None, other: Percent | None) -> Decimal | None:
    return None if one is None or other is None else (one - other).rounded
