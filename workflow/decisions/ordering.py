"""Steps 1 and 2: the disposisi goes out, is read, accepted or returned, and the Tim gets its direction."""

from __future__ import annotations

from datetime import UTC, datetime, time

from workflow import commands as c
from workflow import events as e
from workflow import fields
from workflow.cycle import (
    COORDINATE,
    DIRECT,
    ORDER,
    AssignmentState,
    Cycle,
    Phase,
    Receipt,
    ReceiptState,
)
from workflow.office import Actor, Role
from workflow.quarter import Quarter
from workflow.refusals import (
    AlreadyReadError,
    CycleExistsError,
    InvalidFieldError,
    LetterStateError,
    NotSenderError,
    QuarterNotEndedError,
)
from workflow.situation import Situation
from workflow.standing import cancel, end, latest_disposisi, owed, receipt_of, start


def issue(cycle: Cycle | None, command: c.IssueDisposisi, situation: Situation) -> tuple[e.Event, ...]:
    """Start the quarter's cycle, or issue anew the disposisi that the Sekretaris returned (SOP step 1)."""
    if cycle is None:
        return _issue_first(command, situation)
    order = cycle.assignment(ORDER)
    if order is None or order.state is not AssignmentState.OPEN or command.quarter != cycle.quarter:
        raise CycleExistsError(cycle.quarter, cycle.state)
    _check_fields(command, situation)
    return (
        _issued(command, len(cycle.disposisi) + 1),
        e.AssignmentEnded(ORDER, None, AssignmentState.DONE),
        start(cycle, situation, DIRECT),
    )


def _issue_first(command: c.IssueDisposisi, situation: Situation) -> tuple[e.Event, ...]:
    quarter, units = command.quarter, tuple(unit.id for unit in situation.office.units)
    if quarter >= Quarter.containing(situation.today):
        raise QuarterNotEndedError(quarter)
    _check_fields(command, situation)
    if not units:
        raise InvalidFieldError("units", InvalidFieldError.MISSING)
    opened_at = _opened_at(command, situation)
    procedure = situation.procedure
    return (
        e.CycleStarted(quarter, procedure.code, procedure.version, units),
        e.AssignmentStarted(ORDER, None, 1, Phase.ACTING, opened_at, situation.due(ORDER, opened_at)),
        _issued(command, 1),
        e.AssignmentEnded(ORDER, None, AssignmentState.DONE),
        start(None, situation, DIRECT),
    )


def _check_fields(command: c.IssueDisposisi, situation: Situation) -> None:
    if command.quarter.year < 1:  # before any calendar
        raise InvalidFieldError("quarter", InvalidFieldError.UNKNOWN)
    fields.check_length("number", command.number, fields.NUMBER_LIMIT)
    fields.check_length("agenda_number", command.agenda_number, fields.NUMBER_LIMIT)
    fields.check_required("subject", command.subject, fields.SUBJECT_LIMIT)
    fields.check_requests(command.requests, command.note)
    fields.check_distinct("recipients", command.recipients)
    if not set(command.recipients) <= {post.id for post in situation.office.posts}:
        raise InvalidFieldError("recipients", InvalidFieldError.UNKNOWN)
    if not set(command.recipients) & set(situation.posts(Role.SEKRETARIS)):
        raise InvalidFieldError("recipients", InvalidFieldError.MISSING)
    if command.opened_at is not None and command.opened_at.utcoffset() is None:
        raise InvalidFieldError("opened_at", InvalidFieldError.UNKNOWN)


def _opened_at(command: c.IssueDisposisi, situation: Situation) -> datetime:
    """Return the start of step 1: when it was opened, unless that lies ahead or before the quarter's data existed."""
    opened_at = command.opened_at
    ended_at = datetime.combine(command.quarter.next.first_day, time.min, tzinfo=situation.calendar.zone)
    if opened_at is None or not ended_at <= opened_at <= situation.now:
        return situation.now
    return opened_at.astimezone(UTC)


def _issued(command: c.IssueDisposisi, version: int) -> e.DisposisiIssued:
    return e.DisposisiIssued(
        version=version,
        number=command.number,
        subject=command.subject,
        urgency=command.urgency,
        secrecy=command.secrecy,
        recipients=command.recipients,
        requests=command.requests,
        note=command.note,
        files=command.files,
        agenda_number=command.agenda_number,
    )


def withdraw(cycle: Cycle, actor: Actor) -> tuple[e.Event, ...]:
    """Take the disposisi back and end the cycle, by the post that issued it and while nobody has read it."""
    letter = latest_disposisi(cycle)
    if actor.post_id != letter.issued_by.post_id:
        raise NotSenderError(letter.issued_by)
    for receipt in letter.receipts.values():
        if receipt.state is not ReceiptState.SENT:
            raise AlreadyReadError(receipt.post_id, receipt.read_at or receipt.sent_at)
    cancelled = (event for assignment in cycle.open_assignments() for event in cancel(assignment))
    return (e.DisposisiWithdrawn(), *cancelled)


def read(cycle: Cycle, actor: Actor) -> tuple[e.Event, ...]:
    """Note that a recipient has opened the disposisi; nothing when it was open before."""
    return _read_first(receipt_of(latest_disposisi(cycle), actor.post_id))


def accept(cycle: Cycle, actor: Actor) -> tuple[e.Event, ...]:
    """Note that a recipient has received the order; refused when it is past that."""
    receipt = receipt_of(latest_disposisi(cycle), actor.post_id)
    if receipt.state not in (ReceiptState.SENT, ReceiptState.READ):
        raise _letter_state(receipt)
    return (*_read_first(receipt), e.DisposisiAccepted(actor.post_id))


def send_back(cycle: Cycle, command: c.ReturnDisposisi, actor: Actor, situation: Situation) -> tuple[e.Event, ...]:
    """Return the disposisi to the Kepala Dinas: step 2 falls away, step 1 is owed once more."""
    receipt = receipt_of(latest_disposisi(cycle), actor.post_id)
    direct = owed(cycle, DIRECT)
    fields.check_reason(command.reason)
    return (
        *_read_first(receipt),
        e.DisposisiReturned(actor.post_id, command.reason),
        *cancel(direct),
        start(cycle, situation, ORDER),
    )


def direct_team(cycle: Cycle, command: c.DirectTeam, actor: Actor, situation: Situation) -> tuple[e.Event, ...]:
    """Give the Tim its direction (SOP step 2), which implies acceptance; step 3 begins in every unit."""
    receipt = receipt_of(latest_disposisi(cycle), actor.post_id)
    direct = owed(cycle, DIRECT)
    fields.check_message(command.text, command.files)
    team = situation.posts(Role.TIM)
    if not team:  # an office without a Tim cannot go on from here
        raise InvalidFieldError("recipients", InvalidFieldError.MISSING)
    accepted = receipt.state in (ReceiptState.SENT, ReceiptState.READ)
    return (
        *_read_first(receipt),
        *((e.DisposisiAccepted(actor.post_id),) if accepted else ()),
        e.DirectionGiven(DIRECT, None, command.text, command.files, team),
        *end(direct, AssignmentState.DONE),
        *(start(cycle, situation, COORDINATE, unit_id) for unit_id in cycle.unit_ids),
    )


def _read_first(receipt: Receipt) -> tuple[e.Event, ...]:
    return (e.DisposisiRead(receipt.post_id),) if receipt.state is ReceiptState.SENT else ()


def _letter_state(receipt: Receipt) -> LetterStateError:
    at = receipt.closed_at or receipt.accepted_at or receipt.read_at
    return LetterStateError(receipt.post_id, receipt.state, at)
