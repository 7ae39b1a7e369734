"""The one way by which a conversation changes a cycle: rules, record, notices and cards, in one turn."""

from __future__ import annotations

from handlers import accompanying, card, notices
from handlers.desk import Desk
from workflow.commands import (
    AcceptDisposisi,
    AskExtension,
    AskForHelp,
    Command,
    GrantExtension,
    PromiseWork,
    ReadDirection,
    ReadDisposisi,
    RefuseExtension,
)
from workflow.cycle import Cycle
from workflow.decide import run
from workflow.item_reminders import changed_item_plans
from workflow.office import Actor
from workflow.refusals import CapacityUnclearError, CycleMissingError, RefusalError
from workflow.reminders import changed_plans
from workflow.tasks import has_part


def act(desk: Desk, cycle: Cycle, command: Command, unit_id: int | None = None) -> Cycle:
    """Have the command decided in the person's fitting capacity, and tell everyone concerned.

    Returns the cycle as it is afterwards. Raises a RefusalError, after which the whole turn is undone and the person
    is told why; so nothing need be checked beforehand.
    """
    actor = _addressed(desk, cycle, command) or _chosen(desk, cycle, command, unit_id)
    situation = desk.situation(cycle)
    changed, recorded = run(cycle, command, actor, situation, cycle.id)
    if recorded:
        desk.records.append(changed, recorded)
        desk.records.keep_plans(changed.id, changed_plans(changed, recorded, situation))
        desk.records.keep_plans(changed.id, changed_item_plans(changed, recorded, situation))
        notices.announce(desk, cycle, changed, recorded)
        card.refresh(desk, changed, recorded)
        accompanying.send_along(desk, changed, recorded)
    return changed


def check(desk: Desk, cycle: Cycle, command: Command, unit_id: int | None = None) -> None:
    """Raise a RefusalError for what `act` would refuse; asked before the person has typed anything for it."""
    run(cycle, command, capacity_for(desk, cycle, command, unit_id), desk.situation(cycle), cycle.id)


def capacity_for(desk: Desk, cycle: Cycle, command: Command, unit_id: int | None = None) -> Actor:
    """Return the capacity in which the person would give the command: the one that it is about, else a fitting one."""
    return _addressed(desk, cycle, command) or desk.capacity(type(command), unit_id)


def _chosen(desk: Desk, cycle: Cycle, command: Command, unit_id: int | None) -> Actor:
    """Return the capacity that the person chose, or their only one; raises CapacityUnclearError to have them asked.

    It matters where the parts in the SOP differ and the rules refuse neither. Words are not asked about: only a tap can
    be repeated.
    """
    able = desk.able(type(command), unit_id)
    chosen = next((actor for actor in able if actor.post_id == desk.chosen_post), None)
    if chosen is not None:
        return chosen
    if desk.tapped is None or len({actor.role for actor in able}) < 2:
        return desk.capacity(type(command), unit_id)
    free = tuple(actor for actor in able if _is_free(desk, cycle, command, actor))
    if len({actor.role for actor in free}) > 1:
        raise CapacityUnclearError(type(command).__name__, free)
    return (free or able)[0]


def _is_free(desk: Desk, cycle: Cycle, command: Command, actor: Actor) -> bool:
    """Tell whether the rules let the person give the command in that capacity."""
    try:
        run(cycle, command, actor, desk.situation(cycle), cycle.id)
    except RefusalError:
        return False
    return True


def _addressed(desk: Desk, cycle: Cycle, command: Command) -> Actor | None:
    """Return the capacity in which a letter reached the person; None for what is no reading of a letter."""
    match command:
        case ReadDisposisi() | AcceptDisposisi():
            receipts = cycle.disposisi[-1].receipts if cycle.disposisi else {}
        case ReadDirection(step=step, unit_id=unit_id):
            given = cycle.direction(step, unit_id)
            receipts = {} if given is None else given.receipts
        case PromiseWork() | AskForHelp() | AskExtension():
            return _holder(desk, cycle, command)
        case GrantExtension(step=step):
            return _giver(desk, cycle, step)
        case RefuseExtension(step=step):
            return _giver(desk, cycle, step)
        case _:
            return None
    reached = [actor for actor in desk.capacities if actor.post_id in receipts]
    owing = (actor for actor in reached if receipts[actor.post_id].accepted_at is None)
    return next(owing, reached[0] if reached else None)


def _holder(desk: Desk, cycle: Cycle, command: PromiseWork | AskForHelp | AskExtension) -> Actor | None:
    """Return the capacity in which the person owes the task."""
    owed = cycle.assignment(command.step, command.unit_id)
    if owed is None:
        return None
    situation = desk.situation(cycle)
    return next((actor for actor in desk.capacities if has_part(owed, actor, situation)), None)


def _giver(desk: Desk, cycle: Cycle, step: int) -> Actor | None:
    """Return the capacity in which the person gave the task of that step."""
    givers = desk.records.procedure(cycle).step(step).givers
    return next((actor for actor in desk.capacities if actor.role in givers), None)


def begin_cycle(desk: Desk, command: Command, cycle_id: int) -> Cycle:
    """Have the command that starts a cycle decided; `cycle_id` names the row made for it."""
    actor = desk.capacity(type(command))
    situation = desk.situation(None)
    changed, recorded = run(None, command, actor, situation, cycle_id)
    desk.records.append(changed, recorded)
    desk.records.keep_plans(changed.id, changed_plans(changed, recorded, situation))
    notices.announce(desk, None, changed, recorded)
    card.refresh(desk, changed, recorded)
    return changed


def cycle_for(desk: Desk, cycle_id: int) -> Cycle:
    """Return the cycle that a button speaks of; raises CycleMissingError for one of another office."""
    cycle = desk.records.cycle(cycle_id)
    if cycle is None:
        raise CycleMissingError
    return cycle
