"""The ladder of an order that nobody reads: reminded, then the deputy, then the superior, then the telephone.

Times are working minutes since the order went out, so that nobody is called upon outside of office hours. What is done
at each rung is decided here; that it was done is kept with its instant in the office's register.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from workflow.cycle import (
    COLLECT,
    COORDINATE,
    DECIDE,
    DIRECT,
    FOLLOW_UP,
    ORDER,
    Cycle,
    CycleState,
    Receipt,
    ReceiptState,
)
from workflow.office import Actor, Office, Role
from workflow.situation import Situation


class Rung(StrEnum):
    """What is done, in the order of the ladder."""

    REMINDED = "diingatkan"  # the recipient
    DEPUTY = "wakil"  # who sits next to the recipient and can pass the order on
    SUPERIOR = "atasan"
    CALL_LIST = "daftar_telepon"  # whoever gave the order has somebody telephone


AFTER_MINUTES: Mapping[Rung, int] = MappingProxyType(
    {Rung.REMINDED: 120, Rung.DEPUTY: 240, Rung.SUPERIOR: 360, Rung.CALL_LIST: 450}
)
"""Working minutes: two hours, four, six, and a working day of seven and a half."""
CUT_OFF_MINUTES = 15
"""After which somebody is on the call list whom the bot cannot reach at all."""
DEPUTIES: Mapping[Role, tuple[Role, ...]] = MappingProxyType(
    {
        Role.SEKRETARIS: (Role.PERENCANAAN,),
        Role.TIM: (Role.TIM,),
        Role.PERENCANAAN: (Role.SEKRETARIS,),
        Role.KABID: (Role.KASI,),
        Role.KASI: (Role.STAF, Role.KASI),
        Role.STAF: (Role.KASI, Role.STAF),
    }
)
"""Who can pass an order on to whom; a Plh or Plt is no deputy but the holder."""
_WORK_OF = {DIRECT: COORDINATE, COLLECT: COLLECT, DECIDE: FOLLOW_UP}


@dataclass(frozen=True)
class OrderAt:
    """An order at one recipient: which letter (step 1 is the disposisi), its round, and whose post it reached."""

    cycle_id: int
    step: int
    unit_id: int | None
    round: int
    post_id: int


@dataclass(frozen=True)
class Unread:
    """An order that its recipient has not opened."""

    order: OrderAt
    given_by_post: int
    sent_at: datetime


@dataclass(frozen=True)
class RungDue:
    """A rung to be taken now: whom to tell, by person id, and since when it was due (UTC)."""

    unread: Unread
    rung: Rung
    told: tuple[int, ...]
    due_at: datetime


@dataclass(frozen=True)
class OrderRungTaken:
    """What the register keeps of it: which order, which rung, who was told."""

    cycle_id: int
    step: int
    unit_id: int | None
    round: int
    post_id: int
    rung: Rung
    told: tuple[int, ...]


Taken = Mapping[OrderAt, Collection[Rung]]


def unread(cycle: Cycle) -> Iterator[Unread]:
    """Yield every order of a running cycle that lies unopened, of each kind only the latest, and only while it counts.

    A direction whose work is done or was taken over needs no reader any more.
    """
    if cycle.state is not CycleState.RUNNING:
        return
    for letter in cycle.disposisi[-1:]:
        yield from _lying(cycle, ORDER, None, letter.version, letter.issued_by, letter.receipts)
    open_steps = {owed.step for owed in cycle.open_assignments()}
    for given in {(given.step, given.unit_id): given for given in cycle.directions}.values():
        if _WORK_OF[given.step] in open_steps:
            yield from _lying(cycle, given.step, given.unit_id, given.round, given.given_by, given.receipts)


def _lying(
    cycle: Cycle, step: int, unit_id: int | None, round_: int, by: Actor, receipts: Mapping[int, Receipt]
) -> Iterator[Unread]:
    for receipt in receipts.values():
        if receipt.state is ReceiptState.SENT:
            yield Unread(OrderAt(cycle.id, step, unit_id, round_, receipt.post_id), by.post_id, receipt.sent_at)


def rungs_due(cycle: Cycle, situation: Situation, taken: Taken, cut_off: Collection[int]) -> tuple[RungDue, ...]:
    """Return the rungs to be taken now, in the order of the ladder; nothing while the office is closed.

    `cut_off` are the persons whom the bot cannot reach: for them the telephone comes at once. Of several rungs that
    fell due while nobody looked, the reminder and the highest are taken; those between are told nobody.
    """
    if not situation.calendar.is_open(situation.now):
        return ()
    return tuple(due for each in unread(cycle) for due in _due(each, situation, taken.get(each.order, ()), cut_off))


def _due(each: Unread, situation: Situation, taken: Collection[Rung], cut_off: Collection[int]) -> Iterator[RungDue]:
    office, calendar, today = situation.office, situation.calendar, situation.today
    holder = office.holder(each.order.post_id, today)
    is_cut_off = holder is None or holder.id in cut_off
    late = [
        (rung, due_at)
        for rung in Rung
        if rung not in taken
        and (due_at := calendar.add_minutes(each.sent_at, _minutes(rung, is_cut_off=is_cut_off))) <= situation.now
    ]
    for place, (rung, due_at) in enumerate(late):
        is_told = rung is Rung.REMINDED or place == len(late) - 1
        told = _told(each, rung, office, today) if is_told else ()
        yield RungDue(each, rung, told, due_at)


def _minutes(rung: Rung, *, is_cut_off: bool) -> int:
    return CUT_OFF_MINUTES if is_cut_off and rung is Rung.CALL_LIST else AFTER_MINUTES[rung]


def _told(each: Unread, rung: Rung, office: Office, today: date) -> tuple[int, ...]:
    post = office.post(each.order.post_id)
    match rung:
        case Rung.REMINDED:
            posts = [post.id]
        case Rung.DEPUTY:
            roles = DEPUTIES.get(post.role, ())
            posts = [other.id for other in office.posts_with(*roles, unit_id=post.unit_id) if other.id != post.id]
        case Rung.SUPERIOR:
            posts = _superiors(office, post.role, post.unit_id)
        case Rung.CALL_LIST:
            posts = [each.given_by_post]
    holders = [office.holder(post_id, today) for post_id in posts]
    told = [holder.id for holder in holders if holder is not None]
    if rung is Rung.CALL_LIST:
        told += [person.id for person in office.persons if person.is_admin]
    own = office.holder(post.id, today)
    return tuple(
        dict.fromkeys(told if rung is Rung.REMINDED else [id_ for id_ in told if own is None or id_ != own.id])
    )


def _superiors(office: Office, role: Role, unit_id: int | None) -> list[int]:
    if role in (Role.STAF, Role.KASI):
        return [post.id for post in office.posts_with(Role.KABID, unit_id=unit_id)]
    above = Role.KEPALA_DINAS if role is Role.SEKRETARIS else Role.SEKRETARIS
    return [post.id for post in office.posts_with(above)]
