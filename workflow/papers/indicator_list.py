"""The list of indicators as a workbook: to be filled in, or as it stands, in the form in which it is read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow.capaian import Figures
from workflow.indicator_plan import PlannedIndicator
from workflow.indicator_reading import PastQuarter, UnitName
from workflow.papers.sheet import Sheet


@dataclass(frozen=True)
class ListedIndicator:
    """An indicator of the list with the figures from before Monev."""

    planned: PlannedIndicator
    past: tuple[PastQuarter, ...] = ()


@dataclass(frozen=True)
class IndicatorListPaper:
    """The indicators of a year; without any it is the template."""

    sheet: Sheet
    year: int
    units: tuple[UnitName, ...]
    listed: tuple[ListedIndicator, ...] = ()


def listed(planned: Iterable[PlannedIndicator], past: Mapping[str, Figures]) -> tuple[ListedIndicator, ...]:
    """Return a unit's indicators with what was realised before Monev, by code."""
    return tuple(
        ListedIndicator(
            each,
            tuple(PastQuarter(quarter, said) for quarter, said in sorted(past.get(each.indicator.code, {}).items())),
        )
        for each in planned
    )
