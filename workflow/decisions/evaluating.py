"""Step 5: the Subbag accepts or returns each unit's data, the Sekretaris may go on without one, the report goes up."""

from __future__ import annotations

from workflow import commands as c
from workflow import events as e
from workflow import fields
from workflow.cycle import (
    COLLECT,
    COORDINATE,
    DECIDE,
    EVALUATE,
    AssignmentState,
    Cycle,
    Phase,
    SubmissionState,
)
from workflow.office import Actor
from workflow.refusals import (
    AlreadyDirectedError,
    NotReportedError,
    SelfApprovalError,
    StepNotStartedError,
    UnitsPendingError,
)
from workflow.situation import Situation
from workflow.standing import (
    cancel,
    check_no_report,
    current_submission,
    directed_unit,
    end,
    ended,
    next_round,
    owed,
    pending_units,
    standing_report,
    start,
    started,
    submission_state,
)


def note(cycle: Cycle, command: c.NoteEvaluation) -> tuple[e.Event, ...]:
    """Keep a remark on a unit's data while they, or the report, are being worked on."""
    report = cycle.assignment(EVALUATE)
    if report is None or report.state is not AssignmentState.OPEN:
        owed(cycle, EVALUATE, command.unit_id)
    fields.check_required("text", command.text, fields.TEXT_LIMIT)
    return (e.EvaluationNoted(command.unit_id, command.text),)


def accept(cycle: Cycle, command: c.AcceptData, actor: Actor, situation: Situation) -> tuple[e.Event, ...]:
    """Accept a unit's data; with the last unit the report is owed. One's own data only where the office allows it."""
    evaluation = started(cycle, EVALUATE, command.unit_id)
    latest = cycle.submission(command.unit_id)
    if latest is not None and latest.state is SubmissionState.ACCEPTED:
        raise ended(evaluation)
    submission = current_submission(cycle, command.unit_id, command.version, SubmissionState.SENT)
    authors = {by.person_id for by in (submission.submitted_by, submission.sent_by) if by}
    if actor.person_id in authors and not situation.office.self_approval:
        raise SelfApprovalError(command.unit_id, command.version)
    return (
        e.DataAccepted(command.unit_id, command.version),
        *end(evaluation, AssignmentState.DONE),
        *_report_owed(cycle, situation, command.unit_id),
    )


def _report_owed(cycle: Cycle, situation: Situation, settled: int) -> tuple[e.Event, ...]:
    """Return the start of the report, none while units other than the one just settled are pending."""
    return (start(cycle, situation, EVALUATE),) if set(pending_units(cycle)) <= {settled} else ()


def send_back(cycle: Cycle, command: c.ReturnData, situation: Situation) -> tuple[e.Event, ...]:
    """Return a unit's data with a reason: the unit fills in again, a report being written waits for it."""
    evaluation = started(cycle, EVALUATE, command.unit_id)
    check_no_report(cycle)
    current_submission(cycle, command.unit_id, command.version, SubmissionState.SENT, SubmissionState.ACCEPTED)
    fields.check_reason(command.reason)
    return (
        e.DataReturned(command.unit_id, command.version, command.reason),
        *cancel(evaluation),
        *cancel(cycle.assignment(EVALUATE)),
        _fill_in_again(cycle, command.unit_id, situation),
    )


def reopen(cycle: Cycle, command: c.ReopenData, situation: Situation) -> tuple[e.Event, ...]:
    """Open data again that were accepted and reported on: the report goes back, the unit fills in again.

    Before the report the Subbag returns data itself; once a unit has been directed on it nothing is opened any more.
    """
    unit_id, report, submission = command.unit_id, standing_report(cycle), cycle.submission(command.unit_id)
    if directed_unit(cycle) is not None:
        raise AlreadyDirectedError(unit_id, cycle.quarter)
    if report is None or submission is None:
        raise NotReportedError(unit_id)
    fields.check_reason(command.reason)
    return (
        e.DataReopened(unit_id, submission.version, command.reason),
        e.ReportReturned(report.version, command.reason),
        *(event for unit in cycle.unit_ids for event in cancel(cycle.assignment(DECIDE, unit))),
        _fill_in_again(cycle, unit_id, situation),
    )


def _fill_in_again(cycle: Cycle, unit_id: int, situation: Situation) -> e.AssignmentStarted:
    """Return the start of another round of the unit's step 4, with the time for rework and without another order."""
    number = next_round(cycle, COLLECT, unit_id)
    due_at = situation.rework_due(COLLECT)
    return e.AssignmentStarted(COLLECT, unit_id, number, Phase.FILLING, situation.now, due_at)


def proceed_without(cycle: Cycle, command: c.ProceedWithout, situation: Situation) -> tuple[e.Event, ...]:
    """Go on without a unit's data: whatever it owes in steps 3 to 5 falls away, on record."""
    unit_id = command.unit_id
    started(cycle, COORDINATE, unit_id)
    check_no_report(cycle)
    submission = cycle.submission(unit_id)
    if submission is not None and submission.state is SubmissionState.ACCEPTED:
        raise submission_state(submission)
    fields.check_reason(command.reason)
    dropped = (
        event
        for step in (COORDINATE, COLLECT, EVALUATE)
        for event in end(cycle.assignment(step, unit_id), AssignmentState.EXCLUDED)
    )
    return (e.UnitExcluded(unit_id, command.reason), *dropped, *_report_owed(cycle, situation, unit_id))


def submit_report(cycle: Cycle, command: c.SubmitReport, situation: Situation) -> tuple[e.Event, ...]:
    """Hand the evaluation of all units to the Kepala Dinas; step 6 begins for every unit."""
    check_no_report(cycle)
    pending = pending_units(cycle)
    if pending:
        raise UnitsPendingError(pending)
    report = owed(cycle, EVALUATE)
    fields.check_length("text", command.text, fields.TEXT_LIMIT)
    return (
        e.ReportSubmitted(len(cycle.reports) + 1, command.text, command.files),
        *end(report, AssignmentState.DONE),
        *(start(cycle, situation, DECIDE, unit_id) for unit_id in cycle.unit_ids),
    )


def return_report(cycle: Cycle, command: c.ReturnReport, situation: Situation) -> tuple[e.Event, ...]:
    """Return the report with a reason, while no unit has been directed on it: step 5's report is owed once more."""
    report = standing_report(cycle)
    decisions = [assignment for unit_id in cycle.unit_ids if (assignment := cycle.assignment(DECIDE, unit_id))]
    if not decisions:
        raise StepNotStartedError(DECIDE, None)
    if report is None:
        raise ended(decisions[0])
    directed = directed_unit(cycle)
    if directed is not None:
        raise ended(directed)
    fields.check_reason(command.reason)
    return (
        e.ReportReturned(report.version, command.reason),
        *(event for assignment in decisions for event in cancel(assignment)),
        start(cycle, situation, EVALUATE),
    )
