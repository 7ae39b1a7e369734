"""What an event changes: facts are applied as they are, without asking whether they were allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workflow import events as e
from workflow.cycle import (
    DIRECT,
    Assignment,
    AssignmentState,
    Coordination,
    Cycle,
    CycleState,
    EvaluationNote,
    Exclusion,
    ExtensionRequest,
    FollowUpPlan,
    Promise,
    Report,
    ReportState,
)
from workflow.evolve_follow_ups import FollowUps, apply_follow_up
from workflow.evolve_letters import Letters, apply_letter, finish_disposisi
from workflow.evolve_submissions import Submissions, apply_submission

Assignments = e.AssignmentStarted | e.AssignmentMoved | e.AssignmentEnded
Timings = e.WorkPromised | e.HelpAsked | e.ExtensionAsked | e.ExtensionGranted | e.ExtensionRefused | e.DeadlineMoved
Evaluations = e.EvaluationNoted | e.UnitExcluded | e.ReportSubmitted | e.ReportReturned


class BrokenHistoryError(Exception):
    """A history does not begin with the start of its cycle, or speaks of what never was: it was not written by us."""


def evolve(cycle: Cycle | None, recorded: e.Recorded, *, cycle_id: int, office_id: int) -> Cycle:
    """Return the cycle after one event. Raises BrokenHistoryError for an event that no history of ours can hold."""
    event = recorded.event
    if isinstance(event, e.CycleStarted):
        return Cycle(
            id=cycle_id,
            office_id=office_id,
            quarter=event.quarter,
            procedure_code=event.procedure_code,
            procedure_version=event.procedure_version,
            state=CycleState.RUNNING,
            started_at=recorded.at,
            unit_ids=event.unit_ids,
        )
    if cycle is None:
        raise BrokenHistoryError(type(event).__name__)
    try:
        return _apply(cycle, event, recorded)
    except LookupError as error:
        raise BrokenHistoryError(type(event).__name__) from error


def fold(history: Iterable[e.Recorded], *, cycle_id: int, office_id: int) -> Cycle | None:
    """Return the cycle that a whole history leads to, None for an empty one."""
    cycle = None
    for recorded in history:
        cycle = evolve(cycle, recorded, cycle_id=cycle_id, office_id=office_id)
    return cycle


def _apply(
    cycle: Cycle,
    event: Letters
    | Submissions
    | Assignments
    | Evaluations
    | Timings
    | FollowUps
    | e.CoordinationRecorded
    | e.PlanSubmitted
    | e.CycleClosed,
    recorded: e.Recorded,
) -> Cycle:
    match event:
        case e.AssignmentStarted() | e.AssignmentMoved() | e.AssignmentEnded():
            return _apply_assignment(cycle, event, recorded)
        case (
            e.WorkPromised()
            | e.HelpAsked()
            | e.ExtensionAsked()
            | e.ExtensionGranted()
            | e.ExtensionRefused()
            | e.DeadlineMoved()
        ):
            key = (event.step, event.unit_id)
            changed = _apply_timing(cycle.assignments[key], event, recorded)
            return replace(cycle, assignments={**cycle.assignments, key: changed})
        case e.CoordinationRecorded(unit_id, text, files):
            made = Coordination(unit_id, text, files, recorded.actor, recorded.at)
            return replace(cycle, coordinations=(*cycle.coordinations, made))
        case e.PlanSubmitted() | e.CycleClosed():
            return _apply_ending(cycle, event, recorded)
        case e.FollowUpReported() | e.FollowUpVerified() | e.FollowUpReturned():
            return apply_follow_up(cycle, event, recorded)
        case e.EvaluationNoted() | e.UnitExcluded() | e.ReportSubmitted() | e.ReportReturned():
            return _apply_evaluation(cycle, event, recorded)
        case (
            e.DraftSubmitted()
            | e.DraftRead()
            | e.DraftWithdrawn()
            | e.DraftReturned()
            | e.DataSent()
            | e.DataAccepted()
            | e.DataReturned()
            | e.DataReopened()
        ):
            return apply_submission(cycle, event, recorded)
        case _:
            return apply_letter(cycle, event, recorded)


def _apply_ending(cycle: Cycle, event: e.PlanSubmitted | e.CycleClosed, recorded: e.Recorded) -> Cycle:
    match event:
        case e.PlanSubmitted(unit_id, items):
            plan = FollowUpPlan(unit_id, items, recorded.actor, recorded.at)
            return replace(cycle, plans=(*cycle.plans, plan))
        case e.CycleClosed():
            return replace(cycle, state=CycleState.CLOSED, closed_at=recorded.at)


def _apply_evaluation(cycle: Cycle, event: Evaluations, recorded: e.Recorded) -> Cycle:
    match event:
        case e.EvaluationNoted(unit_id, text):
            noted = EvaluationNote(unit_id, text, recorded.actor, recorded.at)
            return replace(cycle, notes=(*cycle.notes, noted))
        case e.UnitExcluded(unit_id, reason):
            excluded = Exclusion(unit_id, reason, recorded.actor, recorded.at)
            return replace(cycle, exclusions=(*cycle.exclusions, excluded))
        case e.ReportSubmitted(version, text, files):
            report = Report(version, text, files, ReportState.SUBMITTED, recorded.actor, recorded.at)
            return replace(cycle, reports=(*cycle.reports, report))
        case e.ReportReturned(reason=reason):
            returned = replace(cycle.reports[-1], state=ReportState.RETURNED, reason=reason)
            return replace(cycle, reports=(*cycle.reports[:-1], returned))


def _apply_assignment(cycle: Cycle, event: Assignments, recorded: e.Recorded) -> Cycle:
    key = (event.step, event.unit_id)
    match event:
        case e.AssignmentStarted(step, unit_id, number, phase, started_at, due_at):
            changed = Assignment(
                step,
                unit_id,
                number,
                AssignmentState.OPEN,
                phase,
                started_at,
                due_at,
                phase_at=started_at,
                runs_from=None if due_at is None else started_at,
            )
        case e.AssignmentMoved(phase=phase, due_at=due_at):
            before = cycle.assignments[key]
            changed = replace(
                before,
                phase=phase,
                due_at=due_at,
                phase_at=recorded.at,
                runs_from=before.runs_from or recorded.at,
                promise=None,
            )
        case e.AssignmentEnded(state=state):
            changed = replace(
                cycle.assignments[key],
                state=state,
                finished_at=recorded.at,
                finished_by=recorded.actor,
                promise=None,
                extension=None,
            )
    after = replace(cycle, assignments={**cycle.assignments, key: changed})
    if key == (DIRECT, None) and changed.state is AssignmentState.DONE:
        return finish_disposisi(after, recorded)
    return after


def _apply_timing(owed: Assignment, event: Timings, recorded: e.Recorded) -> Assignment:
    match event:
        case e.WorkPromised(until_at=until_at):
            return replace(owed, promise=Promise(recorded.actor, until_at))
        case e.HelpAsked():
            return owed  # it stands in the history, and changes nothing that is owed
        case e.ExtensionAsked(days=days, reason=reason):
            return replace(owed, extension=ExtensionRequest(days, reason, recorded.actor, recorded.at))
        case e.ExtensionGranted(days=days, due_at=due_at):
            late = owed.due_at is not None and owed.due_at < recorded.at
            return replace(
                owed,
                due_at=due_at,
                extended_days=days if late else owed.extended_days + days,
                extended_from=recorded.at if late else owed.extended_from,
                extension=None,
            )
        case e.ExtensionRefused():
            return replace(owed, extension=None)
        case e.DeadlineMoved(due_at=due_at):
            return replace(owed, due_at=due_at)
