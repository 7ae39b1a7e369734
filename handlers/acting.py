"""The one way by which a conversation changes a cycle: rules, record, notices and cards, in one turn."""

from __future__ import annotations

from handlers import card, notices
from handlers.desk import Desk
from workflow.commands import Command
from workflow.cycle import Cycle
from workflow.decide import run
from workflow.refusals import CycleMissingError


def act(desk: Desk, cycle: Cycle, command: Command, unit_id: int | None = None) -> Cycle:
    """Have the command decided in the person's fitting capacity, and tell everyone concerned.

    Returns the cycle as it is afterwards. Raises a RefusalError, after which the whole turn is undone and the person
    is told why; so nothing need be checked beforehand.
    """
    actor = desk.capacity(type(command), unit_id)
    changed, recorded = run(cycle, command, actor, desk.situation(cycle), cycle.id)
    if recorded:
        desk.records.append(changed, recorded)
        notices.announce(desk, cycle, changed, recorded)
        card.refresh(desk, changed, recorded)
    return changed


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
