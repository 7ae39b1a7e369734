"""After step 7: units report on the items of their plans, the one who gave the direction verifies or sends back."""

from __future__ import annotations

from workflow import commands as c
from workflow import events as e
from workflow import fields
from workflow.cycle import Cycle, FollowUp, FollowUpStatus
from workflow.office import Actor
from workflow.refusals import (
    FollowUpChangedError,
    FollowUpNotReportedError,
    FollowUpVerifiedError,
    OwnFollowUpError,
    UnknownItemError,
)
from workflow.situation import Situation


def report(cycle: Cycle, command: c.ReportFollowUp) -> tuple[e.Event, ...]:
    """Keep how far an item has come; nothing where `proses` is said once more without a word or file."""
    _check_item(cycle, command.unit_id, command.item)
    latest = cycle.follow_up(command.unit_id, command.item)
    if latest is not None and latest.is_settled:
        raise _verified(latest)
    fields.check_follow_up(command.status, command.note, command.files)
    if latest is not None and _says_the_same(latest, command):
        return ()
    version = latest.version + 1 if latest else 1
    return (e.FollowUpReported(command.unit_id, command.item, version, command.status, command.note, command.files),)


def verify(cycle: Cycle, command: c.VerifyFollowUp, actor: Actor, situation: Situation) -> tuple[e.Event, ...]:
    """Take a report as true: nothing more is owed. One's own report only where the office allows it, and flagged."""
    reported = _reported(cycle, command)
    if reported.reported_by.person_id == actor.person_id and not situation.office.self_approval:
        raise OwnFollowUpError(command.unit_id, command.item)
    return (e.FollowUpVerified(command.unit_id, command.item, command.version),)


def send_back(cycle: Cycle, command: c.ReturnFollowUp) -> tuple[e.Event, ...]:
    """Send a report back with a reason: the item is in progress again, its due day stays."""
    _reported(cycle, command)
    fields.check_reason(command.reason)
    return (e.FollowUpReturned(command.unit_id, command.item, command.version, command.reason),)


def _check_item(cycle: Cycle, unit_id: int, item: int) -> None:
    """Refuse a unit that has sent no plan yet, and an item that its plan does not have."""
    plan = cycle.plan(unit_id)
    count = len(plan.items) if plan else 0
    if not 1 <= item <= count:
        raise UnknownItemError(unit_id, item, count)


def _says_the_same(latest: FollowUp, command: c.ReportFollowUp) -> bool:
    is_progress = latest.status is command.status is FollowUpStatus.PROSES
    return is_progress and not latest.returned_reason and not command.note.strip() and not command.files


def _reported(cycle: Cycle, command: c.VerifyFollowUp | c.ReturnFollowUp) -> FollowUp:
    """Return the report that awaits verification; refuse any other version or state."""
    unit_id, item = command.unit_id, command.item
    _check_item(cycle, unit_id, item)
    latest = cycle.follow_up(unit_id, item)
    if latest is None:
        raise FollowUpNotReportedError(unit_id, item, FollowUpStatus.BELUM)
    if latest.is_settled:
        raise _verified(latest)
    if latest.version != command.version:
        raise FollowUpChangedError(unit_id, item, latest.reported_at)
    if not latest.awaits_verification:
        raise FollowUpNotReportedError(unit_id, item, latest.status)
    return latest


def _verified(latest: FollowUp) -> FollowUpVerifiedError:
    return FollowUpVerifiedError(latest.unit_id, latest.item, latest.verified_by, latest.verified_at)
