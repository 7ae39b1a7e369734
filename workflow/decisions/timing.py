"""Time within any step: promises, help and more time asked for and decided, deadlines that follow the calendar."""

from __future__ import annotations

from workflow import commands as c
from workflow import events as e
from workflow import fields
from workflow.cycle import Assignment, Cycle, ExtensionRequest
from workflow.moves import moves
from workflow.office import Actor
from workflow.refusals import (
    ExtensionPendingError,
    NoExtensionAskedError,
    NotGiverError,
    NotHolderError,
    NoTimeRunsError,
    OwnExtensionError,
    PromiseTooLateError,
)
from workflow.situation import Situation
from workflow.standing import owed
from workflow.tasks import givers_of, has_part


def promise(cycle: Cycle, command: c.PromiseWork, actor: Actor, situation: Situation) -> tuple[e.Event, ...]:
    """Keep someone's word to have it done by the end of the next working morning; never beyond the deadline."""
    assignment = _owed_by(cycle, command, actor, situation)
    if assignment.due_at is None:
        raise NoTimeRunsError(command.step, command.unit_id)
    until_at = situation.tomorrow_noon
    if until_at > assignment.due_at:
        raise PromiseTooLateError(command.step, assignment.due_at, until_at)
    if assignment.promise is not None and assignment.promise.until_at == until_at:
        return ()
    return (e.WorkPromised(command.step, command.unit_id, until_at),)


def ask_help(cycle: Cycle, command: c.AskForHelp, actor: Actor, situation: Situation) -> tuple[e.Event, ...]:
    """Keep what someone needs, in words or files, so that their superior is told."""
    _owed_by(cycle, command, actor, situation)
    if not command.files:
        fields.check_required("text", command.text, fields.REASON_LIMIT)
    fields.check_length("text", command.text, fields.REASON_LIMIT)
    return (e.HelpAsked(command.step, command.unit_id, command.text, command.files),)


def ask_extension(cycle: Cycle, command: c.AskExtension, actor: Actor, situation: Situation) -> tuple[e.Event, ...]:
    """Ask the one who gave the task for more working days; one request at a time."""
    assignment = _owed_by(cycle, command, actor, situation)
    givers = givers_of(assignment, situation.procedure)
    if not givers:
        raise NotGiverError(command.step, givers)
    if assignment.due_at is None:
        raise NoTimeRunsError(command.step, command.unit_id)
    if assignment.extension is not None:
        pending = assignment.extension
        raise ExtensionPendingError(command.step, command.unit_id, pending.asked_by, pending.asked_at)
    fields.check_days(command.days)
    fields.check_reason(command.reason)
    return (e.ExtensionAsked(command.step, command.unit_id, command.days, command.reason),)


def grant(cycle: Cycle, command: c.GrantExtension, actor: Actor, situation: Situation) -> tuple[e.Event, ...]:
    """Grant more working days, as many as were asked for or fewer or more; the deadline moves by them.

    Nobody grants what they asked for themselves, unless the office is so small that it allows it.
    """
    assignment, request = _to_decide(cycle, command, actor, situation)
    if actor.person_id == request.asked_by.person_id and not situation.office.self_approval:
        raise OwnExtensionError(command.step, command.unit_id)
    fields.check_days(command.days)
    due_at = situation.extended(assignment, command.days)
    return (e.ExtensionGranted(command.step, command.unit_id, command.days, due_at),)


def refuse(cycle: Cycle, command: c.RefuseExtension, actor: Actor, situation: Situation) -> tuple[e.Event, ...]:
    """Keep the deadline as it is, with a reason."""
    _to_decide(cycle, command, actor, situation)
    fields.check_reason(command.reason)
    return (e.ExtensionRefused(command.step, command.unit_id, command.reason),)


def move_deadlines(cycle: Cycle, command: c.MoveDeadlines, situation: Situation) -> tuple[e.Event, ...]:
    """Let every running deadline follow the office's calendar as it is now; none moves before today's closing."""
    fields.check_required("reason", command.reason, fields.REASON_LIMIT)
    return tuple(
        e.DeadlineMoved(move.assignment.step, move.assignment.unit_id, move.due_at, command.reason)
        for move in moves(cycle, situation)
    )


def _owed_by(
    cycle: Cycle, command: c.PromiseWork | c.AskForHelp | c.AskExtension, actor: Actor, situation: Situation
) -> Assignment:
    """Return the open assignment; refuse who has no part in it."""
    assignment = owed(cycle, command.step, command.unit_id)
    if not has_part(assignment, actor, situation):
        raise NotHolderError(command.step, command.unit_id)
    return assignment


def _to_decide(
    cycle: Cycle, command: c.GrantExtension | c.RefuseExtension, actor: Actor, situation: Situation
) -> tuple[Assignment, ExtensionRequest]:
    """Return the assignment with the request that waits; refuse who did not give the task."""
    assignment = owed(cycle, command.step, command.unit_id)
    givers = givers_of(assignment, situation.procedure)
    if actor.role not in givers:
        raise NotGiverError(command.step, givers)
    if assignment.extension is None:
        raise NoExtensionAskedError(command.step, command.unit_id)
    return assignment, assignment.extension
