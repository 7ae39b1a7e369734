"""The rules' one door: a command is either decided into events or refused; nothing is changed here."""

from __future__ import annotations

from workflow import commands as c
from workflow.access import check_permitted, units_of
from workflow.cycle import Cycle, CycleState
from workflow.decisions import collecting, concluding, evaluating, following_up, ordering, timing
from workflow.events import Event, Recorded
from workflow.evolve import evolve
from workflow.office import Actor
from workflow.refusals import CycleMissingError
from workflow.situation import Situation
from workflow.standing import check_included, check_known, check_running
from workflow.strategic import check_not_strategic

__all__ = ["Situation", "decide", "run"]

Ordering = c.WithdrawDisposisi | c.ReadDisposisi | c.AcceptDisposisi | c.ReturnDisposisi | c.DirectTeam
Collecting = c.RecordCoordination | c.OrderCollection | c.SubmitDraft | c.ReadDraft
Checking = c.WithdrawDraft | c.ReturnDraft | c.SendData
Evaluating = (
    c.NoteEvaluation | c.AcceptData | c.ReturnData | c.ReopenData | c.ProceedWithout | c.SubmitReport | c.ReturnReport
)
FollowingUp = c.ReportFollowUp | c.VerifyFollowUp | c.ReturnFollowUp
Timing = c.PromiseWork | c.AskForHelp | c.AskExtension | c.GrantExtension | c.RefuseExtension | c.MoveDeadlines

NEEDS_DATA = Collecting | Checking | c.AcceptData | c.ReturnData | c.ReopenData | c.ProceedWithout
"""What has no meaning for a unit without whose data the cycle goes on."""

OUTLASTS = c.ReadDisposisi | c.ReadDirection | FollowingUp | c.ReopenData
"""What is decided after SELESAI too: letters are still read and plans carried out; data that were directed on are
refused by name."""


def decide(cycle: Cycle | None, command: c.Command, actor: Actor, situation: Situation) -> tuple[Event, ...]:
    """Return what happens when `actor` gives `command`; no events where it was so already (reading twice).

    Raises a RefusalError, never anything else. Checked in this order: role, unit, cycle, unit's part in it, step,
    phase and version, fields. `situation.procedure` is the version with which the cycle was started.
    """
    check_permitted(command, actor)
    check_not_strategic(situation.office, command, actor)
    if isinstance(command, c.IssueDisposisi):
        return ordering.issue(cycle, command, situation)
    if cycle is None:
        raise CycleMissingError
    if not (isinstance(command, OUTLASTS) and cycle.state is CycleState.CLOSED):
        check_running(cycle)
    _check_units(cycle, command)
    return _decide_running(cycle, command, actor, situation)


def run(
    cycle: Cycle | None, command: c.Command, actor: Actor, situation: Situation, cycle_id: int
) -> tuple[Cycle, tuple[Recorded, ...]]:
    """Decide the command and apply what happened; `cycle_id` names a cycle that it starts. Raises a RefusalError."""
    recorded = tuple(Recorded(event, actor, situation.now) for event in decide(cycle, command, actor, situation))
    for happened in recorded:
        cycle = evolve(cycle, happened, cycle_id=cycle_id, office_id=situation.office.id)
    if cycle is None:  # a command without a cycle either starts one or is refused
        raise CycleMissingError
    return cycle, recorded


def _check_units(cycle: Cycle, command: c.Command) -> None:
    for unit_id in units_of(command):
        check_known(cycle, unit_id)
        if isinstance(command, NEEDS_DATA):
            check_included(cycle, unit_id)


def _decide_running(
    cycle: Cycle,
    command: Ordering
    | Collecting
    | Checking
    | Evaluating
    | FollowingUp
    | Timing
    | c.ReadDirection
    | c.GiveDirections
    | c.SubmitPlan,
    actor: Actor,
    situation: Situation,
) -> tuple[Event, ...]:
    match command:
        case c.ReadDirection():
            return collecting.read_direction(cycle, command, actor)
        case c.GiveDirections() | c.SubmitPlan():
            return _decide_concluding(cycle, command, situation)
        case c.ReportFollowUp() | c.VerifyFollowUp() | c.ReturnFollowUp():
            return _decide_following_up(cycle, command, actor, situation)
        case (
            c.PromiseWork()
            | c.AskForHelp()
            | c.AskExtension()
            | c.GrantExtension()
            | c.RefuseExtension()
            | c.MoveDeadlines()
        ):
            return _decide_timing(cycle, command, actor, situation)
        case c.RecordCoordination() | c.OrderCollection() | c.SubmitDraft() | c.ReadDraft():
            return _decide_collecting(cycle, command, situation)
        case c.WithdrawDraft() | c.ReturnDraft() | c.SendData():
            return _decide_checking(cycle, command, actor, situation)
        case c.WithdrawDisposisi() | c.ReadDisposisi() | c.AcceptDisposisi() | c.ReturnDisposisi() | c.DirectTeam():
            return _decide_ordering(cycle, command, actor, situation)
        case _:
            return _decide_evaluating(cycle, command, actor, situation)


def _decide_ordering(cycle: Cycle, command: Ordering, actor: Actor, situation: Situation) -> tuple[Event, ...]:
    match command:
        case c.WithdrawDisposisi():
            return ordering.withdraw(cycle, actor)
        case c.ReadDisposisi():
            return ordering.read(cycle, actor)
        case c.AcceptDisposisi():
            return ordering.accept(cycle, actor)
        case c.ReturnDisposisi():
            return ordering.send_back(cycle, command, actor, situation)
        case c.DirectTeam():
            return ordering.direct_team(cycle, command, actor, situation)


def _decide_collecting(cycle: Cycle, command: Collecting, situation: Situation) -> tuple[Event, ...]:
    match command:
        case c.RecordCoordination():
            return collecting.coordinate(cycle, command, situation)
        case c.OrderCollection():
            return collecting.order_collection(cycle, command, situation)
        case c.SubmitDraft():
            return collecting.submit_draft(cycle, command)
        case c.ReadDraft():
            return collecting.read_draft(cycle, command)


def _decide_checking(cycle: Cycle, command: Checking, actor: Actor, situation: Situation) -> tuple[Event, ...]:
    match command:
        case c.WithdrawDraft():
            return collecting.withdraw_draft(cycle, command, actor)
        case c.ReturnDraft():
            return collecting.return_draft(cycle, command)
        case c.SendData():
            return collecting.send_data(cycle, command, actor, situation)


def _decide_concluding(
    cycle: Cycle, command: c.GiveDirections | c.SubmitPlan, situation: Situation
) -> tuple[Event, ...]:
    match command:
        case c.GiveDirections():
            return concluding.direct_units(cycle, command, situation)
        case c.SubmitPlan():
            return concluding.submit_plan(cycle, command, situation)


def _decide_following_up(cycle: Cycle, command: FollowingUp, actor: Actor, situation: Situation) -> tuple[Event, ...]:
    match command:
        case c.ReportFollowUp():
            return following_up.report(cycle, command)
        case c.VerifyFollowUp():
            return following_up.verify(cycle, command, actor, situation)
        case c.ReturnFollowUp():
            return following_up.send_back(cycle, command)


def _decide_timing(cycle: Cycle, command: Timing, actor: Actor, situation: Situation) -> tuple[Event, ...]:
    match command:
        case c.PromiseWork():
            return timing.promise(cycle, command, actor, situation)
        case c.AskForHelp():
            return timing.ask_help(cycle, command, actor, situation)
        case c.AskExtension():
            return timing.ask_extension(cycle, command, actor, situation)
        case c.GrantExtension():
            return timing.grant(cycle, command, actor, situation)
        case c.RefuseExtension():
            return timing.refuse(cycle, command, actor, situation)
        case c.MoveDeadlines():
            return timing.move_deadlines(cycle, command, situation)


def _decide_evaluating(cycle: Cycle, command: Evaluating, actor: Actor, situation: Situation) -> tuple[Event, ...]:
    match command:
        case c.NoteEvaluation():
            return evaluating.note(cycle, command)
        case c.AcceptData():
            return evaluating.accept(cycle, command, actor, situation)
        case c.ReturnData():
            return evaluating.send_back(cycle, command, situation)
        case c.ReopenData():
            return evaluating.reopen(cycle, command, situation)
        case c.ProceedWithout():
            return evaluating.proceed_without(cycle, command, situation)
        case c.SubmitReport():
            return evaluating.submit_report(cycle, command, situation)
        case c.ReturnReport():
            return evaluating.return_report(cycle, command, situation)
