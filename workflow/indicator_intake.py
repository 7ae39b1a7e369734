"""What taking in a list of indicators would do, for one office: prepared to be shown, then done as it was shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow.capaian import Figures
from workflow.cycle import Cycle, CycleState
from workflow.indicator_imports import Addition, PastFigure
from workflow.indicator_plan import PlanChanges, PlannedIndicator, Version, changes, first_open, valid_in
from workflow.indicator_reading import IndicatorReading, ReadIndicator, UnitName, coded, past_of
from workflow.indicators import QUARTERS
from workflow.office import Office


@dataclass(frozen=True)
class KnownPlan:
    """What stands of a unit's year: every version, and the figures from before Monev by code."""

    versions: Sequence[Version]
    past: Mapping[str, Figures]


@dataclass(frozen=True)
class Intake:
    """What a list would change: its rows with their codes, the plan's changes, and the past figures that are new."""

    rows: tuple[ReadIndicator, ...]
    changes: PlanChanges
    past: tuple[PastFigure, ...]

    @property
    def is_empty(self) -> bool:
        """Whether everything stands already as the list says."""
        return self.changes.is_empty and not self.past

    @property
    def addition(self) -> Addition:
        """What is to be kept."""
        return Addition(self.changes.versions, self.past)


def unit_names(office: Office) -> tuple[UnitName, ...]:
    """Return the office's units by what a list may call them."""
    return tuple(UnitName(unit.id, unit.code, unit.name) for unit in office.units)


def usual_start(known: Iterable[KnownPlan], cycles: Iterable[Cycle], year: int) -> int:
    """Return from which quarter a list holds unless somebody says otherwise.

    A year's first list holds from its first quarter, a later one from the quarter that is being run, else from the one
    after the last that was run.
    """
    if not any(plan.versions for plan in known):
        return QUARTERS[0]
    ran = [cycle for cycle in cycles if cycle.quarter.year == year and cycle.state is not CycleState.WITHDRAWN]
    running = [cycle.quarter.number for cycle in ran if cycle.state is CycleState.RUNNING]
    if running:
        return max(running)
    return min(max((cycle.quarter.number for cycle in ran), default=0) + 1, QUARTERS[-1])


def prepare(
    reading: IndicatorReading,
    office: Office,
    known: Mapping[int, KnownPlan],
    cycles: Sequence[Cycle],
    from_quarter: int | None = None,
) -> Intake:
    """Return what the list would change from that quarter (the usual one where none is said) on.

    `known` has every unit of the office. Settled quarters are left alone (`workflow.indicator_plan.first_open`).
    """
    start = usual_start(known.values(), cycles, reading.year) if from_quarter is None else from_quarter
    prefixes = {unit.id: unit.code.upper() for unit in office.units}
    rows = coded(reading.rows, _ever_known(known.values()), prefixes)
    versions = [version for plan in known.values() for version in plan.versions]
    open_from = {unit.id: first_open(cycles, unit.id, reading.year) for unit in office.units}
    found = changes(versions, [row.planned for row in rows], start, open_from)
    return Intake(rows, found, tuple(each for each in past_of(rows) if _is_new(each, known)))


def _ever_known(known: Iterable[KnownPlan]) -> list[PlannedIndicator]:
    """Return every indicator that stood in the year, as it stood last; also what is owed no longer."""
    found: dict[tuple[int, str], PlannedIndicator] = {}
    for plan in known:
        for version in plan.versions:
            found[version.planned.key] = version.planned
        for quarter in QUARTERS:
            found |= {planned.key: planned for planned in valid_in(plan.versions, quarter)}
    return list(found.values())


def _is_new(each: PastFigure, known: Mapping[int, KnownPlan]) -> bool:
    plan = known.get(each.unit_id)
    return plan is None or plan.past.get(each.code, {}).get(each.quarter) != each.reported
