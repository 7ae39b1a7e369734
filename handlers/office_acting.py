"""The one way by which a conversation changes the office: rules, rows, register, and word to whoever it concerns."""

from __future__ import annotations

from handlers import serah_terima, usulan
from handlers.desk import Desk
from workflow.holders import HeldBy, actor_of
from workflow.office import NO_POST, Actor, HoldingKind, Role
from workflow.office_changes import Facts
from workflow.stand_ins import AnyOfficeChange, ConfirmStandIn, ProposeStandIn, RefuseStandIn, decide

_SUPERIORS = frozenset({Role.KEPALA_DINAS, Role.SEKRETARIS, Role.KABID})


def foreseen(desk: Desk, change: AnyOfficeChange) -> tuple[AnyOfficeChange, ...]:
    """Return all that the change brings with it; raises an OfficeRefusalError, and changes nothing."""
    busy = {unit_id for cycle in desk.records.running_cycles() for unit_id in cycle.unit_ids}
    return decide(desk.office, change, _actor(desk, change), Facts(desk.today, frozenset(busy)))


def change(desk: Desk, wanted: AnyOfficeChange) -> tuple[AnyOfficeChange, ...]:
    """Have the change decided, written and registered; whoever holds a post from today on hears of it.

    So does everyone whom a proposal waits for, or who waits for its answer.
    """
    decided, before = foreseen(desk, wanted), desk.office
    serah_terima.begin(desk)
    desk.office = desk.records.change_office(decided, _actor(desk, wanted))
    desk.me = desk.office.person(desk.me.id)
    serah_terima.tell(desk)
    usulan.tell(desk, wanted, before)
    return decided


def _actor(desk: Desk, change: AnyOfficeChange) -> Actor:
    """Return the capacity in which the person changes the office: one that may, else one that the rules refuse."""
    mine = desk.capacities
    match change:
        case ProposeStandIn(proposal):
            held = (actor for actor in mine if actor.post_id == proposal.post_id)
            own = actor_of(desk.office, HeldBy(proposal.post_id, desk.me.id, HoldingKind.DEFINITIF))
            return next(held, own)
        case ConfirmStandIn() | RefuseStandIn():
            above = [actor for actor in mine if actor.role in _SUPERIORS]
            if above:
                return above[0]
        case _:
            pass
    if desk.me.is_admin:
        return desk.office.admin(desk.me.id)
    return next(iter(mine), Actor(desk.me.id, NO_POST, Role.STAF, None))
