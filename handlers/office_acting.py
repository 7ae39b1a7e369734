"""The one way by which a conversation changes the office: rules, rows, register, and word to whoever it concerns."""

from __future__ import annotations

from handlers import serah_terima
from handlers.desk import Desk
from workflow.office import NO_POST, Actor, Role
from workflow.office_changes import Facts, OfficeChange, decide_change


def foreseen(desk: Desk, change: OfficeChange) -> tuple[OfficeChange, ...]:
    """Return all that the change brings with it; raises an OfficeRefusalError, and changes nothing."""
    busy = {unit_id for cycle in desk.records.running_cycles() for unit_id in cycle.unit_ids}
    return decide_change(desk.office, change, _actor(desk), Facts(desk.today, frozenset(busy)))


def change(desk: Desk, wanted: OfficeChange) -> tuple[OfficeChange, ...]:
    """Have the change decided, written and registered; whoever holds a post from today on hears of it."""
    decided = foreseen(desk, wanted)
    serah_terima.begin(desk)
    desk.office = desk.records.change_office(decided, _actor(desk))
    desk.me = desk.office.person(desk.me.id)
    serah_terima.tell(desk)
    return decided


def _actor(desk: Desk) -> Actor:
    """Return the capacity in which the person changes the office: as an admin, else in one that the rules refuse."""
    if desk.me.is_admin:
        return desk.office.admin(desk.me.id)
    return next(iter(desk.capacities), Actor(desk.me.id, NO_POST, Role.STAF, None))
