"""Charts of a quarter: capaian of each unit, against the quarter before, and beside what was spent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workflow.evaluation import DEFAULT_RULES, OfficeEvaluation, Rules, UnitEvaluation
from workflow.predikat import DEFAULT_BANDS, Bands
from workflow.quarter import Quarter
from workflow.rekap import Average, NoAverage, Serapan


@dataclass(frozen=True)
class UnitPoint:
    """A unit's figures in percent as they are printed; None where there is none."""

    name: str
    capaian: Decimal | None
    before: Decimal | None = None  # of the quarter before
    serapan: Decimal | None = None  # of the year's pagu, so far
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
    whole = UnitPoint(office, _percent(found.average), _percent(found.before), _spent(found))
    return CapaianChart(office, found.record.quarter, tuple(_point(each) for each in found.units), whole, rules.bands)


def _point(each: UnitEvaluation) -> UnitPoint:
    return UnitPoint(
        each.unit.name, _percent(each.average), _percent(each.before), _spent(each), bool(each.unit.excluded)
    )


def _percent(average: Average | NoAverage) -> Decimal | None:
    return average.percent.rounded if isinstance(average, Average) else None


def _spent(found: UnitEvaluation | OfficeEvaluation) -> Decimal | None:
    serapan = found.serapan.serapan
    return serapan.percent.rounded if isinstance(serapan, Serapan) else None
