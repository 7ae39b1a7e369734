"""Where a cycle stands, as the rules ask it: refusals for what is not owed, and the facts that several steps share."""

from __future__ import annotations

from workflow.cycle import (
    COLLECT,
    DECIDE,
    EVALUATE,
    Assignment,
    AssignmentState,
    Cycle,
    CycleState,
    Disposisi,
    Phase,
    Receipt,
    Report,
    ReportState,
    Submission,
    SubmissionState,
)
from workflow.events import AssignmentEnded, AssignmentStarted, Event
from workflow.refusals import (
    CycleEndedError,
    NotARecipientError,
    StaleVersionError,
    StepEndedError,
    StepNotStartedError,
    SubmissionStateError,
    UnitExcludedError,
    UnknownUnitError,
    WrongPhaseError,
)
from workflow.situation import Situation


def check_running(cycle: Cycle) -> None:
    """Refuse a cycle that is over."""
    if cycle.state is not CycleState.RUNNING:
        raise CycleEndedError(cycle.quarter, cycle.state, cycle.closed_at)


def check_known(cycle: Cycle, unit_id: int) -> None:
    """Refuse a unit that takes no part in the cycle."""
    if unit_id not in cycle.unit_ids:
        raise UnknownUnitError(unit_id)


def check_included(cycle: Cycle, unit_id: int) -> None:
    """Refuse a unit without whose data the cycle goes on."""
    for exclusion in cycle.exclusions:
        if exclusion.unit_id == unit_id:
            raise UnitExcludedError(unit_id, exclusion.decided_by, exclusion.decided_at)


def started(cycle: Cycle, step: int, unit_id: int | None = None) -> Assignment:
    """Return the assignment, open or not; refuse a step that has not begun."""
    assignment = cycle.assignment(step, unit_id)
    if assignment is None:
        raise StepNotStartedError(step, unit_id)
    return assignment


def ended(assignment: Assignment) -> StepEndedError:
    """Return the refusal that says who ended the assignment and when."""
    return StepEndedError(
        assignment.step, assignment.unit_id, assignment.state, assignment.finished_by, assignment.finished_at
    )


def owed(cycle: Cycle, step: int, unit_id: int | None = None) -> Assignment:
    """Return the open assignment; refuse a step that has not begun or that has ended."""
    assignment = started(cycle, step, unit_id)
    if assignment.state is not AssignmentState.OPEN:
        raise ended(assignment)
    return assignment


def owed_in(cycle: Cycle, phase: Phase, step: int, unit_id: int) -> Assignment:
    """Return the open assignment at that desk; refuse one that lies at another."""
    assignment = owed(cycle, step, unit_id)
    if assignment.phase is not phase:
        raise WrongPhaseError(step, unit_id, assignment.phase)
    return assignment


def latest_disposisi(cycle: Cycle) -> Disposisi:
    """Return the version that counts; refuse a cycle in which none was issued."""
    if not cycle.disposisi:
        raise StepNotStartedError(1, None)
    return cycle.disposisi[-1]


def receipt_of(letter: Disposisi, post_id: int) -> Receipt:
    """Return the letter's receipt at that post; refuse a post to which it was not addressed."""
    receipt = letter.receipts.get(post_id)
    if receipt is None:
        raise NotARecipientError(post_id)
    return receipt


def current_submission(cycle: Cycle, unit_id: int, version: int, *states: SubmissionState) -> Submission:
    """Return the unit's latest submission; refuse another version, or one that is in none of `states`."""
    submission = cycle.submission(unit_id)
    if submission is None:
        raise WrongPhaseError(COLLECT, unit_id, started(cycle, COLLECT, unit_id).phase)
    if submission.version != version:
        raise StaleVersionError(unit_id, version, submission.version)
    if submission.state not in states:
        raise submission_state(submission)
    return submission


def submission_state(submission: Submission) -> SubmissionStateError:
    """Return the refusal that says what became of the submission, by whom and when."""
    by = submission.decided_by or submission.sent_by or submission.submitted_by
    at = submission.decided_at or submission.sent_at or submission.submitted_at
    return SubmissionStateError(submission.unit_id, submission.version, submission.state, by, at)


def standing_report(cycle: Cycle) -> Report | None:
    """Return the report that lies with the Kepala Dinas, None when none was handed in or it went back."""
    latest = cycle.reports[-1] if cycle.reports else None
    return latest if latest is not None and latest.state is ReportState.SUBMITTED else None


def check_no_report(cycle: Cycle) -> None:
    """Refuse what may no longer change once the report has been handed in."""
    if standing_report(cycle) is not None:
        raise ended(started(cycle, EVALUATE))


def directed_unit(cycle: Cycle) -> Assignment | None:
    """Return a step-6 assignment that was done on the report's present version, None while no direction was given."""
    return next(
        (
            assignment
            for unit_id in cycle.unit_ids
            if (assignment := cycle.assignment(DECIDE, unit_id)) and assignment.state is AssignmentState.DONE
        ),
        None,
    )


def is_settled(cycle: Cycle, unit_id: int) -> bool:
    """Tell whether the report need not wait for the unit: its data are accepted, or it was excluded."""
    submission = cycle.submission(unit_id)
    accepted = submission is not None and submission.state is SubmissionState.ACCEPTED
    return accepted or cycle.is_excluded(unit_id)


def pending_units(cycle: Cycle) -> tuple[int, ...]:
    """Return the units for which the report still waits, in the cycle's order."""
    return tuple(unit_id for unit_id in cycle.unit_ids if not is_settled(cycle, unit_id))


def start(
    cycle: Cycle | None,
    situation: Situation,
    step: int,
    unit_id: int | None = None,
    phase: Phase = Phase.ACTING,
) -> AssignmentStarted:
    """Return the event by which a step begins now, one round above the last; no time runs while it is to be ordered."""
    due_at = None if phase is Phase.TO_ORDER else situation.due(step)
    return AssignmentStarted(step, unit_id, next_round(cycle, step, unit_id), phase, situation.now, due_at)


def next_round(cycle: Cycle | None, step: int, unit_id: int | None = None) -> int:
    """Return the round in which the step would begin: 1, or one above the last."""
    before = cycle.assignment(step, unit_id) if cycle else None
    return before.round + 1 if before else 1


def cancel(assignment: Assignment | None) -> tuple[Event, ...]:
    """Return the event that takes an assignment off the table, none if it is not open."""
    return end(assignment, AssignmentState.CANCELLED)


def end(assignment: Assignment | None, state: AssignmentState) -> tuple[Event, ...]:
    """Return the event that ends an assignment in `state`, none if it is not open."""
    if assignment is None or assignment.state is not AssignmentState.OPEN:
        return ()
    return (AssignmentEnded(assignment.step, assignment.unit_id, state),)
