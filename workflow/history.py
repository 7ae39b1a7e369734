"""To which task of a cycle an event of its history belongs, and who may read of it."""

from __future__ import annotations

from workflow import events as e
from workflow.cycle import COLLECT, COORDINATE, EVALUATE, FOLLOW_UP, ORDER

AMONG_EVALUATORS = (e.EvaluationNoted,)
"""What is written about a unit among those who judge it: no part of what the unit itself is told."""


def step_of(event: e.Event) -> int | None:
    """Return the step of the SOP that an event belongs to; None for the end of the cycle, which is no step's."""
    match event:
        case e.CycleClosed():
            return None
        case (
            e.CycleStarted()
            | e.DisposisiIssued()
            | e.DisposisiWithdrawn()
            | e.DisposisiRead()
            | e.DisposisiAccepted()
            | e.DisposisiReturned()
        ):
            return ORDER
        case e.CoordinationRecorded():
            return COORDINATE
        case e.EvaluationNoted() | e.ReportSubmitted() | e.ReportReturned():
            return EVALUATE
        case e.PlanSubmitted() | e.FollowUpReported() | e.FollowUpVerified() | e.FollowUpReturned():
            return FOLLOW_UP
        case _:
            step: int = getattr(event, "step", COLLECT)  # all others without a step concern a unit's data
            return step


def unit_of(event: e.Event) -> int | None:
    """Return the unit that an event is about; None where it is about the whole office."""
    unit_id: int | None = getattr(event, "unit_id", None)
    return unit_id
