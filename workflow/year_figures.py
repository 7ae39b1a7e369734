"""What counts of a year up to a quarter: each earlier quarter's accepted figures, and the quarter's latest ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflow.capaian import Figures
from workflow.cycle import Cycle, CycleState, IndicatorReport, Submission, SubmissionState
from workflow.indicators import Reported
from workflow.quarter import Quarter


def figures_of(
    cycles: Iterable[Cycle], past: Mapping[str, Figures], unit_id: int, quarter: Quarter
) -> Mapping[str, Figures]:
    """Return a unit's figures of the quarter's year up to that quarter, by the code of the indicator.

    `past` are those of quarters before the office began with Monev; a quarter that has a cycle with figures counts as
    its accepted version says, else as the one sent. Of the quarter itself the latest version counts that was not taken
    back, whatever its state.
    """
    found: dict[str, dict[int, Reported]] = {
        code: {number: said for number, said in figures.items() if number <= quarter.number}
        for code, figures in past.items()
    }
    for cycle in cycles:
        if cycle.state is CycleState.WITHDRAWN or cycle.quarter.year != quarter.year or cycle.quarter > quarter:
            continue
        for report in _counting(cycle, unit_id, is_latest=cycle.quarter == quarter):
            found.setdefault(report.code, {})[cycle.quarter.number] = report.reported
    return found


def _counting(cycle: Cycle, unit_id: int, *, is_latest: bool) -> tuple[IndicatorReport, ...]:
    versions = [kept for kept in reversed(cycle.submissions) if kept.unit_id == unit_id and kept.figures]
    if is_latest:
        return _first(versions, [state for state in SubmissionState if state is not SubmissionState.WITHDRAWN])
    return _first(versions, [SubmissionState.ACCEPTED]) or _first(versions, [SubmissionState.SENT])


def _first(versions: list[Submission], states: list[SubmissionState]) -> tuple[IndicatorReport, ...]:
    return next((kept.figures for kept in versions if kept.state in states), ())
