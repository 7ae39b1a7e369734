"""The one way by which a conversation changes a cycle: rules, record, notices and cards, in one turn."""

from __future__ import annotations

from handlers import card, notices
from handlers.desk import Desk
from workflow.commands import AcceptDisposisi, Command, ReadDirection, ReadDisposisi
from workflow.cycle import Cycle
from workflow.decide import run
from workflow.office import Actor
from workflow.refusals import CycleMissingError


def act(desk: Desk, cycle: Cycle, command: Command, unit_id: int | None = None) -> Cycle:
    """Have the command decided in the person's fitting capacity, and tell everyone concerned.

    Returns the cycle as it is afterwards. Raises a RefusalError, after which the whole turn is undone and the person
    is told why; so nothing need be checked beforehand.
    """
    actor = _addressed(desk, cycle, command) or desk.capacity(type(command), unit_id)
    changed, recorded = run(cycle, command, actor, desk.situation(cycle), cycle.id)
    if recorded:
        desk.records.append(changed, recorded)
        notices.announce(desk, cycle, changed, recorded)
        card.refresh(desk, changed, recorded)
    return changed


def _addressed(desk: Desk, cycle: Cycle, command: Command) -> Actor | None:
    """Return the capacity in which a letter reached the person; None for what is no reading of a letter."""
    match command:
        case ReadDisposisi() | AcceptDisposisi():
            receipts = cycle.disposisi[-1].receipts if cycle.disposisi else {}
        case ReadDirection(step=step, unit_id=unit_id):
            given = cycle.direction(step, unit_id)
            receipts = {} if given is None else given.receipts
        case _:
            return None
    return next((actor for actor in desk.capacities if actor.post_id in receipts), None)


def begin_cycle(desk: Desk, command: Command, cycle_id: int) -> Cycle:
    """Have the command that starts a cycle decided; `cycle_id` names the row made for it."""
    actor = desk.capacity(type(command))
    changed, recorded = run(None, command, actor, desk.situation(None), cycle_id)
    desk.records.append(changed, recorded)
    notices.announce(desk, None, changed, recorded)
    card.refresh(desk, changed, recorded)
    return changed


def cycle_for(desk: Desk, cycle_id: int) -> Cycle:
    """Return the cycle that a button speaks of; raises CycleMissingError for one of another office."""
    cycle = desk.records.cycle(cycle_id)
    if cycle is None:
        raise CycleMissingError
    return cycle
