"""What is true of every cycle whatever happened in it; for tests and for `monev verify`, never for deciding."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.cycle import (
    COLLECT,
    COORDINATE,
    DECIDE,
    EVALUATE,
    FOLLOW_UP,
    Assignment,
    AssignmentState,
    Cycle,
    CycleState,
    Direction,
    Disposisi,
    FollowUp,
    FollowUpStatus,
    Phase,
    ReceiptState,
    ReportState,
    Submission,
    SubmissionState,
)
from workflow.standing import is_settled, pending_units, standing_report

ONCE_STEPS = frozenset({1, 2, EVALUATE})
UNIT_STEPS = frozenset({COORDINATE, COLLECT, EVALUATE, DECIDE, FOLLOW_UP})
NEVER_READ = frozenset({ReceiptState.SENT, ReceiptState.WITHDRAWN})
SUPERSEDED = frozenset(
    {
        SubmissionState.WITHDRAWN,
        SubmissionState.RETURNED_BY_KABID,
        SubmissionState.RETURNED_BY_EVALUATOR,
        SubmissionState.REOPENED,
    }
)

FINISHED = frozenset({FollowUpStatus.SELESAI, FollowUpStatus.TIDAK_DAPAT})


def violations(cycle: Cycle) -> list[str]:
    """Return what is wrong with a cycle, one sentence each; empty for every cycle that the rules can produce."""
    found = [*_of_cycle(cycle), *_of_versions(cycle), *_of_report(cycle), *_of_letters(cycle), *_of_items(cycle)]
    for key, assignment in cycle.assignments.items():
        found += [f"assignment {key}: {fault}" for fault in _of_assignment(cycle, assignment)]
        if key != assignment.key:
            found.append(f"assignment {key} is filed under another key")
    for unit_id in cycle.unit_ids:
        found += [f"unit {unit_id}: {fault}" for fault in (*_of_unit(cycle, unit_id), *_of_data(cycle, unit_id))]
    return found


def _is_open(cycle: Cycle, step: int, unit_id: int | None = None) -> bool:
    assignment = cycle.assignment(step, unit_id)
    return assignment is not None and assignment.state is AssignmentState.OPEN


def _of_cycle(cycle: Cycle) -> Iterator[str]:
    running = cycle.state is CycleState.RUNNING
    if bool(cycle.open_assignments()) != running:
        yield "a running cycle owes something, an ended one nothing"
    if (cycle.closed_at is None) != running:
        yield "only an ended cycle has an end"
    answered = sorted(plan.unit_id for plan in cycle.plans)
    if len(set(answered)) < len(answered):
        yield "a unit has more than one plan"
    if (answered == sorted(cycle.unit_ids)) != (cycle.state is CycleState.CLOSED):
        yield "a cycle is closed exactly when every unit has sent its plan"
    excluded = [exclusion.unit_id for exclusion in cycle.exclusions]
    if len(set(excluded)) < len(excluded) or not set(excluded) <= set(cycle.unit_ids):
        yield "an exclusion is doubled or of no unit of the cycle"


def _of_versions(cycle: Cycle) -> Iterator[str]:
    if [letter.version for letter in cycle.disposisi] != list(range(1, len(cycle.disposisi) + 1)):
        yield "disposisi do not count 1 to n"
    if [report.version for report in cycle.reports] != list(range(1, len(cycle.reports) + 1)):
        yield "reports do not count 1 to n"
    for unit_id in cycle.unit_ids:
        versions = [kept.version for kept in cycle.submissions if kept.unit_id == unit_id]
        if versions != list(range(1, len(versions) + 1)):
            yield f"submissions of unit {unit_id} do not count 1 to n"
    if any(report.state is ReportState.SUBMITTED for report in cycle.reports[:-1]):
        yield "an earlier report was never returned"


def _of_report(cycle: Cycle) -> Iterator[str]:
    report, pending = standing_report(cycle), pending_units(cycle)
    if (_is_open(cycle, EVALUATE) or report) and pending:
        yield f"the report went on without units {pending}"
    if not pending and report is None and not _is_open(cycle, EVALUATE):
        yield "all units are settled and nobody owes the report"
    if report and _is_open(cycle, EVALUATE):
        yield "the report is handed in and still owed"
    for unit_id in cycle.unit_ids:
        if report is None and (_is_open(cycle, DECIDE, unit_id) or _is_open(cycle, FOLLOW_UP, unit_id)):
            yield f"unit {unit_id} is in step 6 or 7 without a report"


def _of_letters(cycle: Cycle) -> Iterator[str]:
    letters: tuple[Disposisi | Direction, ...] = (*cycle.disposisi, *cycle.directions)
    for letter in letters:
        for post_id, receipt in letter.receipts.items():
            if post_id != receipt.post_id:
                yield f"a receipt of post {receipt.post_id} is filed under {post_id}"
            if (receipt.read_at is None) != (receipt.state in NEVER_READ):
                yield f"the receipt of post {post_id} is {receipt.state} and read at {receipt.read_at}"


def _of_items(cycle: Cycle) -> Iterator[str]:
    """Yield what is wrong with the reports on the plans' items."""
    items = {(plan.unit_id, number) for plan in cycle.plans for number in range(1, len(plan.items) + 1)}
    reports: dict[tuple[int, int], list[FollowUp]] = {}
    for report in cycle.follow_ups:
        reports.setdefault((report.unit_id, report.item), []).append(report)
    for key, kept in reports.items():
        if key not in items:
            yield f"item {key} is reported on and in no plan"
        if [report.version for report in kept] != list(range(1, len(kept) + 1)):
            yield f"reports on item {key} do not count 1 to n"
        if any(report.is_settled for report in kept[:-1]):
            yield f"item {key} was reported on after it was verified"
        if any(report.is_settled and report.status not in FINISHED for report in kept):
            yield f"item {key} is verified and not finished"


def _of_assignment(cycle: Cycle, assignment: Assignment) -> Iterator[str]:
    if assignment.step not in (ONCE_STEPS if assignment.unit_id is None else UNIT_STEPS):
        yield "the step is not owed so"
    if assignment.unit_id is not None and assignment.unit_id not in cycle.unit_ids:
        yield "the unit takes no part"
    ended = assignment.state is not AssignmentState.OPEN
    if (assignment.finished_at is not None) != ended or (assignment.finished_by is not None) != ended:
        yield "only what has ended has an end and someone who ended it"
    if (assignment.phase is Phase.ACTING) != (assignment.step != COLLECT):
        yield "only step 4 has desks"
    if (assignment.due_at is None) != (assignment.phase is Phase.TO_ORDER):
        yield "time runs exactly when it is not to be ordered"
    if assignment.due_at is not None and assignment.due_at < assignment.started_at:
        yield "it was due before it began"
    if assignment.round < 1:
        yield "rounds count from 1"
    yield from _of_time(assignment)


def _of_time(assignment: Assignment) -> Iterator[str]:
    if assignment.state is not AssignmentState.OPEN and (assignment.promise or assignment.extension):
        yield "it has ended, and is still promised or to be prolonged"
    if assignment.due_at is None and (assignment.promise or assignment.extension or assignment.extended_days):
        yield "no time runs, and yet it is promised or prolonged"
    if assignment.extended_days < 0 or (assignment.extended_from is not None and not assignment.extended_days):
        yield "it was prolonged by no days"


def _of_unit(cycle: Cycle, unit_id: int) -> Iterator[str]:
    open_steps = [owed.step for owed in cycle.open_assignments() if owed.unit_id == unit_id]
    if len(open_steps) > 1:
        yield f"owed at steps {open_steps} at once"
    if cycle.is_excluded(unit_id) and set(open_steps) & {COORDINATE, COLLECT, EVALUATE}:
        yield "excluded, and still owes data"
    coordination = cycle.assignment(COORDINATE, unit_id)
    begun = cycle.assignment(COLLECT, unit_id) is not None
    if begun and (coordination is None or coordination.state is not AssignmentState.DONE):
        yield "collects without having been coordinated with"
    if cycle.assignment(FOLLOW_UP, unit_id) is not None and cycle.direction(DECIDE, unit_id) is None:
        yield "follows up without a direction"
    if coordination is not None and not open_steps and not is_settled(cycle, unit_id):
        yield "is pending, and nobody owes anything for it"


def _sent_own(submission: Submission) -> bool:
    return submission.sent_by is not None and submission.sent_by.person_id == submission.submitted_by.person_id


def _of_data(cycle: Cycle, unit_id: int) -> Iterator[str]:
    kept = [submission for submission in cycle.submissions if submission.unit_id == unit_id]
    if any(submission.state not in SUPERSEDED for submission in kept[:-1]):
        yield "an earlier version of its data still stands"
    if any(submission.sent_by and submission.self_approved != _sent_own(submission) for submission in kept):
        yield "its own approval is not flagged, or another's is"
    if cycle.is_excluded(unit_id):
        return
    state = kept[-1].state if kept else None
    collection = cycle.assignment(COLLECT, unit_id)
    checking = _is_open(cycle, COLLECT, unit_id) and collection is not None and collection.phase is Phase.CHECKING
    if checking != (state is SubmissionState.CHECKING):
        yield "the Kabid checks exactly when there is a draft"
    if _is_open(cycle, EVALUATE, unit_id) != (state is SubmissionState.SENT):
        yield "the Subbag evaluates exactly when there are data"
