"""The SOP in its standard form: the head of the form, and the flowchart with a cycle's present steps marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.cycle import AssignmentState, Cycle, CycleState
from workflow.papers.sheet import Sheet, Signature
from workflow.procedure import Allotment, Head, Procedure, Step, Total
from workflow.quarter import Quarter
from workflow.tasks import ProgressState, StepProgress, progress


@dataclass(frozen=True)
class ChartStep:
    """A row of the form in its own words; `column` is the place of its pelaksana, from 0.

    `returns_to` is the step to which it can send work back, its own number where that stays inside the step. The last
    four say how far a cycle has come with it; without a cycle the state is None.
    """

    number: int
    activity: str
    column: int
    requirement: str
    allotment: Allotment
    output: str
    per_unit: bool
    returns_to: int | None
    is_start: bool
    is_end: bool
    state: ProgressState | None = None
    done: int = 0
    total: int = 0
    finished_at: datetime | None = None  # UTC; the last of its assignments, where all are done


@dataclass(frozen=True)
class SopChart:
    """One version of an SOP on paper, on its own or with a cycle's present steps marked, as it stood at `as_of` (UTC).

    `approved_by` is whoever would sign the print; `revised` is empty for an SOP that was never changed.
    """

    sheet: Sheet
    head: Head
    columns: tuple[str, ...]
    steps: tuple[ChartStep, ...]
    total: Total
    approved_by: Signature
    revised: str = ""
    quarter: Quarter | None = None
    as_of: datetime | None = None


def sop_chart(
    sheet: Sheet,
    procedure: Procedure,
    approved_by: Signature,
    cycle: Cycle | None = None,
    as_of: datetime | None = None,
) -> SopChart:
    """Return the SOP; with the steps of `cycle` that are done and under way. A withdrawn cycle marks nothing."""
    shown = cycle if cycle is not None and cycle.state is not CycleState.WITHDRAWN else None
    came = {each.step: each for each in progress(shown, procedure)} if shown else {}
    places = {column.code: place for place, column in enumerate(procedure.columns)}
    return SopChart(
        sheet,
        procedure.head,
        tuple(column.title for column in procedure.columns),
        tuple(_step(step, places[step.column], shown, came.get(step.number)) for step in procedure.steps),
        procedure.total,
        approved_by,
        quarter=shown.quarter if shown else None,
        as_of=as_of if shown else None,
    )


def _step(step: Step, column: int, cycle: Cycle | None, came: StepProgress | None) -> ChartStep:
    return ChartStep(
        step.number,
        step.activity,
        column,
        step.requirement,
        step.allotment,
        step.output,
        step.per_unit,
        step.returns_to,
        step.is_start,
        step.is_end,
        came.state if came else None,
        came.done if came else 0,
        came.total if came else 0,
        _finished_at(cycle, step.number) if cycle and came and came.state is ProgressState.DONE else None,
    )


def _finished_at(cycle: Cycle, step: int) -> datetime | None:
    """Return when the last of the step's assignments ended; None where that was not noted."""
    own = (each for each in cycle.assignments.values() if each.step == step and each.state is AssignmentState.DONE)
    return max((each.finished_at for each in own if each.finished_at), default=None)
