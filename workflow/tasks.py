"""Questions to a cycle: who owes what now, what someone might do, how far each step has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from workflow import commands as c
from workflow import follow_ups
from workflow.access import WHO_MAY
from workflow.cycle import (
    COLLECT,
    COORDINATE,
    DECIDE,
    DIRECT,
    EVALUATE,
    FOLLOW_UP,
    ORDER,
    Assignment,
    AssignmentState,
    Cycle,
    CycleState,
    Direction,
    Phase,
    ReceiptState,
    SubmissionState,
)
from workflow.office import UNIT_ROLES, Actor, Office, Role
from workflow.procedure import Procedure, Step
from workflow.situation import Situation
from workflow.standing import is_settled, standing_report

Desk = tuple[int, Phase]

DESKS: Mapping[Desk, frozenset[Role]] = MappingProxyType(
    {
        (ORDER, Phase.ACTING): frozenset({Role.KEPALA_DINAS}),
        (DIRECT, Phase.ACTING): frozenset({Role.SEKRETARIS}),
        (COORDINATE, Phase.ACTING): frozenset({Role.TIM}),
        (COLLECT, Phase.TO_ORDER): frozenset({Role.TIM}),
        (COLLECT, Phase.FILLING): frozenset({Role.STAF, Role.KASI}),
        (COLLECT, Phase.CHECKING): frozenset({Role.KABID}),
        (EVALUATE, Phase.ACTING): frozenset({Role.PERENCANAAN}),
        (DECIDE, Phase.ACTING): frozenset({Role.KEPALA_DINAS}),
        (FOLLOW_UP, Phase.ACTING): frozenset({Role.KABID, Role.KASI}),
    }
)
"""Who holds the ball at each desk of the SOP."""

_OPEN_AT: Mapping[type[c.Command], frozenset[Desk]] = MappingProxyType(
    {
        c.IssueDisposisi: frozenset({(ORDER, Phase.ACTING)}),
        c.WithdrawDisposisi: frozenset({(DIRECT, Phase.ACTING)}),
        c.ReturnDisposisi: frozenset({(DIRECT, Phase.ACTING)}),
        c.DirectTeam: frozenset({(DIRECT, Phase.ACTING)}),
        c.RecordCoordination: frozenset({(COORDINATE, Phase.ACTING), (COLLECT, Phase.TO_ORDER)}),
        c.OrderCollection: frozenset({(COLLECT, Phase.TO_ORDER)}),
        c.SubmitDraft: frozenset({(COLLECT, Phase.FILLING)}),
        c.ReadDraft: frozenset({(COLLECT, Phase.CHECKING)}),
        c.WithdrawDraft: frozenset({(COLLECT, Phase.CHECKING)}),
        c.ReturnDraft: frozenset({(COLLECT, Phase.CHECKING)}),
        c.SendData: frozenset({(COLLECT, Phase.CHECKING)}),
        c.NoteEvaluation: frozenset({(EVALUATE, Phase.ACTING)}),
        c.AcceptData: frozenset({(EVALUATE, Phase.ACTING)}),
        c.ProceedWithout: frozenset(
            {(COORDINATE, Phase.ACTING), (EVALUATE, Phase.ACTING)}
            | {(COLLECT, phase) for phase in (Phase.TO_ORDER, Phase.FILLING, Phase.CHECKING)}
        ),
        c.ReopenData: frozenset({(DECIDE, Phase.ACTING)}),
        c.SubmitReport: frozenset({(EVALUATE, Phase.ACTING)}),
        c.ReturnReport: frozenset({(DECIDE, Phase.ACTING)}),
        c.GiveDirections: frozenset({(DECIDE, Phase.ACTING)}),
        c.SubmitPlan: frozenset({(FOLLOW_UP, Phase.ACTING)}),
    }
)
"""At which desk something must be open for a command to be of use; letters and returned data are asked elsewhere."""


def desks_of(command: type[c.Command]) -> frozenset[Desk]:
    """Return at which desks something must be open for the command; none for letters, time, and returned data."""
    return _OPEN_AT.get(command, frozenset())


_TIMING = frozenset({c.PromiseWork, c.AskForHelp, c.AskExtension, c.GrantExtension, c.RefuseExtension, c.MoveDeadlines})
"""Commands about the time of whatever is open, at any desk."""
_FOLLOWING_UP = frozenset({c.ReportFollowUp, c.VerifyFollowUp, c.ReturnFollowUp})
"""Commands about the items of plans that were sent, in a closed cycle too."""


class ProgressState(StrEnum):
    """How far a step has come in a cycle."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True)
class StepProgress:
    """One step's line on a card. `due_at` is the earliest of what is open, None where no time runs."""

    step: int
    state: ProgressState
    done: int  # of units, or 0 or 1 where the step is owed once; an excluded unit counts as done in steps 3 to 5
    total: int
    due_at: datetime | None
    roles: frozenset[Role]  # who holds the ball
    open_unit_ids: tuple[int, ...]


def holders_of(assignment: Assignment, situation: Situation | None = None) -> frozenset[Role]:
    """Return the roles that hold the ball.

    A unit in which nobody is Staf or Kasi today leaves the filling in to its Kabid; that is known only where a
    `situation` is given.
    """
    roles = DESKS[assignment.step, assignment.phase]
    if situation is None or assignment.phase is not Phase.FILLING:
        return roles
    return roles if _has_holder(situation, roles, assignment.unit_id) else roles | {Role.KABID}


def _has_holder(situation: Situation, roles: frozenset[Role], unit_id: int | None) -> bool:
    office: Office = situation.office
    posts = office.posts_with(*roles, unit_id=unit_id)
    return any(office.holder(post.id, situation.today) is not None for post in posts)


def has_part(assignment: Assignment, actor: Actor, situation: Situation) -> bool:
    """Tell whether the actor owes it, or belongs to the unit whose people do."""
    roles = holders_of(assignment, situation)
    if not _concerns(assignment, actor):
        return False
    return actor.role in roles or (actor.role in UNIT_ROLES and roles <= UNIT_ROLES)


def givers_of(assignment: Assignment, procedure: Procedure) -> frozenset[Role]:
    """Return the roles that gave the task and so decide on more time for it; empty where nobody does."""
    return frozenset(procedure.step(assignment.step).givers)


def owed_by(cycle: Cycle, actor: Actor, situation: Situation | None = None) -> tuple[Assignment, ...]:
    """Return what this capacity owes now, by step, then unit; roles of a unit owe for their own unit only."""
    return tuple(
        assignment
        for assignment in cycle.open_assignments()
        if actor.role in holders_of(assignment, situation) and _concerns(assignment, actor)
    )


def _concerns(assignment: Assignment, actor: Actor) -> bool:
    return actor.role not in UNIT_ROLES or actor.unit_id == assignment.unit_id


def may(cycle: Cycle | None, command: type[c.Command], actor: Actor) -> bool:
    """Tell whether the command could do something now: false means surely refused or without effect.

    A quick filter for menus; only `decide` says whether a given command is allowed.
    """
    if actor.role not in WHO_MAY[command].roles:
        return False
    if cycle is None:
        return command is c.IssueDisposisi
    if command in (c.ReadDisposisi, c.ReadDirection):
        return cycle.state is not CycleState.WITHDRAWN and _has_unread(cycle, command, actor)
    if command is c.AcceptDisposisi:
        return cycle.state is CycleState.RUNNING and _can_accept(cycle, actor)
    if command is c.ReturnData:
        return cycle.state is CycleState.RUNNING and _has_returnable(cycle)
    if command in _FOLLOWING_UP:
        return cycle.state is not CycleState.WITHDRAWN and _may_follow_up(cycle, command, actor)
    if command in _TIMING:
        return any(_may_time(owed, command, actor) for owed in cycle.open_assignments())
    return _is_open_at(cycle, command, actor)


def _may_follow_up(cycle: Cycle, command: type[c.Command], actor: Actor) -> bool:
    if command is not c.ReportFollowUp:
        return any(report.awaits_verification for report in follow_ups.latest_reports(cycle))
    return any(item.unit_id == actor.unit_id and not item.is_settled for item in follow_ups.items_of(cycle))


def _may_time(owed: Assignment, command: type[c.Command], actor: Actor) -> bool:
    if command in (c.GrantExtension, c.RefuseExtension):
        return owed.extension is not None
    if command is c.MoveDeadlines:
        return owed.due_at is not None
    return _concerns(owed, actor) and (actor.role in UNIT_ROLES or actor.role in holders_of(owed))


def _is_open_at(cycle: Cycle, command: type[c.Command], actor: Actor) -> bool:
    desks = _OPEN_AT[command]
    return any(
        (assignment.step, assignment.phase) in desks and _concerns(assignment, actor)
        for assignment in cycle.open_assignments()
    )


def _has_unread(cycle: Cycle, command: type[c.Command], actor: Actor) -> bool:
    letters = cycle.disposisi[-1:] if command is c.ReadDisposisi else _latest_directions(cycle)
    receipts = (letter.receipts.get(actor.post_id) for letter in letters)
    return any(receipt is not None and receipt.state is ReceiptState.SENT for receipt in receipts)


def _latest_directions(cycle: Cycle) -> tuple[Direction, ...]:
    return tuple({(given.step, given.unit_id): given for given in cycle.directions}.values())


def _can_accept(cycle: Cycle, actor: Actor) -> bool:
    receipt = cycle.disposisi[-1].receipts.get(actor.post_id)
    return receipt is not None and receipt.state in (ReceiptState.SENT, ReceiptState.READ)


def _has_returnable(cycle: Cycle) -> bool:
    with_subbag = (SubmissionState.SENT, SubmissionState.ACCEPTED)
    return standing_report(cycle) is None and any(kept.state in with_subbag for kept in cycle.submissions)


def progress(cycle: Cycle, procedure: Procedure) -> tuple[StepProgress, ...]:
    """Return one line per step of the SOP, in its order."""
    return tuple(_progress_of(cycle, step) for step in procedure.steps)


def _progress_of(cycle: Cycle, step: Step) -> StepProgress:
    open_ones = [assignment for assignment in cycle.open_assignments() if assignment.step == step.number]
    unit_ids: tuple[int | None, ...] = cycle.unit_ids if step.per_unit else (None,)
    done = sum(_is_done(cycle, step.number, unit_id) for unit_id in unit_ids)
    return StepProgress(
        step=step.number,
        state=_state(cycle, step, done, len(unit_ids), begun=bool(open_ones)),
        done=done,
        total=len(unit_ids),
        due_at=min((assignment.due_at for assignment in open_ones if assignment.due_at), default=None),
        roles=frozenset(role for assignment in open_ones for role in holders_of(assignment)),
        open_unit_ids=tuple(assignment.unit_id for assignment in open_ones if assignment.unit_id is not None),
    )


def _state(cycle: Cycle, step: Step, done: int, total: int, *, begun: bool) -> ProgressState:
    if done == total and (step.number != EVALUATE or standing_report(cycle) is not None):
        return ProgressState.DONE
    return ProgressState.RUNNING if begun or done else ProgressState.WAITING


def _is_done(cycle: Cycle, step: int, unit_id: int | None) -> bool:
    if unit_id is not None and step == EVALUATE:
        return is_settled(cycle, unit_id)
    if unit_id is not None and step in (COORDINATE, COLLECT) and cycle.is_excluded(unit_id):
        return True
    assignment = cycle.assignment(step, unit_id)
    return assignment is not None and assignment.state is AssignmentState.DONE
