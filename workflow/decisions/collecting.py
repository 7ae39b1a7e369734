"""Steps 3 and 4: the Tim coordinates and orders; each unit fills in, its Kabid checks and sends."""

from __future__ import annotations

from workflow import commands as c
from workflow import events as e
from workflow import fields
from workflow.cycle import (
    COLLECT,
    COORDINATE,
    EVALUATE,
    Assignment,
    AssignmentState,
    Cycle,
    Phase,
    ReceiptState,
    Submission,
    SubmissionState,
)
from workflow.office import UNIT_ROLES, Actor
from workflow.refusals import (
    AlreadyReadError,
    NotARecipientError,
    NotSenderError,
    SelfApprovalError,
    StaleVersionError,
    StepNotStartedError,
)
from workflow.situation import Situation
from workflow.standing import current_submission, end, ended, owed, owed_in, start, started, submission_state


def read_direction(cycle: Cycle, command: c.ReadDirection, actor: Actor) -> tuple[e.Event, ...]:
    """Note that a recipient has opened the latest direction of that step and unit; nothing when it was open before."""
    direction = cycle.direction(command.step, command.unit_id)
    if direction is None:
        raise StepNotStartedError(command.step, command.unit_id)
    receipt = direction.receipts.get(actor.post_id)
    if receipt is None:
        raise NotARecipientError(actor.post_id)
    if receipt.state is not ReceiptState.SENT:
        return ()
    return (e.DirectionRead(command.step, command.unit_id, actor.post_id),)


def coordinate(cycle: Cycle, command: c.RecordCoordination, situation: Situation) -> tuple[e.Event, ...]:
    """Note what was agreed with a unit (SOP step 3); it can be amended until the unit is ordered to collect."""
    coordination = started(cycle, COORDINATE, command.unit_id)
    collection = cycle.assignment(COLLECT, command.unit_id)
    first = coordination.state is AssignmentState.OPEN
    if not first and not _is_to_order(collection):
        raise ended(coordination)
    fields.check_message(command.text, command.files)
    recorded = e.CoordinationRecorded(command.unit_id, command.text, command.files)
    if not first:
        return (recorded,)
    return (
        recorded,
        *end(coordination, AssignmentState.DONE),
        start(cycle, situation, COLLECT, command.unit_id, Phase.TO_ORDER),
    )


def _is_to_order(collection: Assignment | None) -> bool:
    return collection is not None and collection.state is AssignmentState.OPEN and collection.phase is Phase.TO_ORDER


def order_collection(cycle: Cycle, command: c.OrderCollection, situation: Situation) -> tuple[e.Event, ...]:
    """Order units to collect their data (SOP step 4): from now on their ten days run."""
    for unit_id in command.unit_ids:
        owed_in(cycle, Phase.TO_ORDER, COLLECT, unit_id)
    fields.check_distinct("unit_ids", command.unit_ids)
    fields.check_length("text", command.text, fields.TEXT_LIMIT)
    found: list[e.Event] = []
    for unit_id in command.unit_ids:
        recipients = situation.posts(*UNIT_ROLES, unit_id=unit_id)
        found.append(e.DirectionGiven(COLLECT, unit_id, command.text, (), recipients))
        found.append(e.AssignmentMoved(COLLECT, unit_id, Phase.FILLING, situation.due(COLLECT)))
    return tuple(found)


def submit_draft(cycle: Cycle, command: c.SubmitDraft) -> tuple[e.Event, ...]:
    """Hand a new version of the unit's data to its Kabid; earlier versions stay."""
    collection = owed_in(cycle, Phase.FILLING, COLLECT, command.unit_id)
    fields.check_figures(command.figures)
    if not command.figures:
        fields.check_message(command.note, command.files, "note")
    fields.check_length("note", command.note, fields.TEXT_LIMIT)
    before = cycle.submission(command.unit_id)
    version = before.version + 1 if before else 1
    return (
        e.DraftSubmitted(command.unit_id, version, command.number, command.note, command.files, command.figures),
        _move(collection, Phase.CHECKING),
    )


def read_draft(cycle: Cycle, command: c.ReadDraft) -> tuple[e.Event, ...]:
    """Note that the Kabid has opened the draft; nothing when it was open before."""
    started(cycle, COLLECT, command.unit_id)
    submission = cycle.submission(command.unit_id)
    if submission is None or submission.version != command.version:
        raise StaleVersionError(command.unit_id, command.version, submission.version if submission else 0)
    if submission.read_at is not None:
        return ()
    if submission.state is not SubmissionState.CHECKING:
        raise submission_state(submission)
    return _read_first(submission)


def withdraw_draft(cycle: Cycle, command: c.WithdrawDraft, actor: Actor) -> tuple[e.Event, ...]:
    """Take a draft back, by the person who submitted it and while the Kabid has not read it."""
    collection, submission = _checked(cycle, command)
    if submission.submitted_by.person_id != actor.person_id:
        raise NotSenderError(submission.submitted_by)
    if submission.read_at is not None:
        raise AlreadyReadError(None, submission.read_at)
    return (e.DraftWithdrawn(command.unit_id, command.version), _move(collection, Phase.FILLING))


def return_draft(cycle: Cycle, command: c.ReturnDraft) -> tuple[e.Event, ...]:
    """Send a draft back to Staf or Kasi with a reason; the unit's ten days go on."""
    collection, submission = _checked(cycle, command)
    fields.check_reason(command.reason)
    return (
        *_read_first(submission),
        e.DraftReturned(command.unit_id, command.version, command.reason),
        _move(collection, Phase.FILLING),
    )


def send_data(cycle: Cycle, command: c.SendData, actor: Actor, situation: Situation) -> tuple[e.Event, ...]:
    """Approve a version and send it to the Subbag; one's own work only where the office allows it, and flagged."""
    collection, submission = _checked(cycle, command)
    own = submission.submitted_by.person_id == actor.person_id
    if own and not situation.office.self_approval:
        raise SelfApprovalError(command.unit_id, command.version)
    return (
        *_read_first(submission),
        e.DataSent(command.unit_id, command.version, own),
        *end(collection, AssignmentState.DONE),
        start(cycle, situation, EVALUATE, command.unit_id),
    )


def _checked(cycle: Cycle, command: c.WithdrawDraft | c.ReturnDraft | c.SendData) -> tuple[Assignment, Submission]:
    """Return the open step 4 and the version under check; refuse any other version or state."""
    collection = owed(cycle, COLLECT, command.unit_id)
    return collection, current_submission(cycle, command.unit_id, command.version, SubmissionState.CHECKING)


def _read_first(submission: Submission) -> tuple[e.Event, ...]:
    return () if submission.read_at else (e.DraftRead(submission.unit_id, submission.version),)


def _move(collection: Assignment, phase: Phase) -> e.AssignmentMoved:
    """Return the event that hands the ball to another desk; the time allotted to the unit goes on."""
    return e.AssignmentMoved(collection.step, collection.unit_id, phase, collection.due_at)
