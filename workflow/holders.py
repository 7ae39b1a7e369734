"""Who holds which post, followed through time: what has moved since everyone concerned was told, and what ends soon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Protocol

from workflow.office import UNIT_ROLES, Actor, Holding, HoldingKind, Office, Person, Post, Role
from workflow.working_time import OfficeCalendar

WARNED_BEFORE = 3
"""Working days before the last day of a stand-in on which everyone concerned is warned."""


@dataclass(frozen=True)
class HeldBy:
    """A post is in somebody's hands, in that capacity."""

    post_id: int
    person_id: int
    kind: HoldingKind


@dataclass(frozen=True)
class Warned:
    """A stand-in of whose end everyone concerned was warned; with another last day it is another one."""

    post_id: int
    person_id: int
    until_on: date


@dataclass(frozen=True)
class ToldHolders:
    """What the people of an office were told last."""

    holders: tuple[HeldBy, ...] = ()
    warned: tuple[Warned, ...] = ()
    asked_again: tuple[
        int, ...
    ] = ()  # proposals of stand-ins that were to have begun, of which the superior was reminded


class Span(Protocol):
    """From when to when a post is held, and in which capacity."""

    @property
    def from_on(self) -> date:
        """The first day."""

    @property
    def until_on(self) -> date | None:
        """The last day; None where it has none."""

    @property
    def kind(self) -> HoldingKind:
        """In which capacity."""


@dataclass(frozen=True)
class Move:
    """A post went from one hand to another; None stands for nobody's."""

    post_id: int
    former: HeldBy | None
    present: HeldBy | None


def holders_on(office: Office, day: date) -> tuple[HeldBy, ...]:
    """Return who acts in each post of the office on that day, in the office's order; vacant posts are left out."""
    found = ((post.id, office.holding(post.id, day)) for post in office.posts)
    return tuple(HeldBy(post_id, held.person_id, held.kind) for post_id, held in found if held is not None)


def moves(office: Office, known: tuple[HeldBy, ...], now: tuple[HeldBy, ...]) -> tuple[Move, ...]:
    """Return what has moved from `known` to `now`, by the office's posts; a post that was closed moves nowhere."""
    before, after = ({held.post_id: held for held in held_by} for held_by in (known, now))
    found = (Move(post.id, before.get(post.id), after.get(post.id)) for post in office.posts)
    return tuple(move for move in found if move.former != move.present)


def ending(office: Office, calendar: OfficeCalendar, today: date) -> tuple[Holding, ...]:
    """Return the stand-ins that run today and have at most three working days left after it."""
    return tuple(
        held
        for held in office.holdings
        if held.kind is not HoldingKind.DEFINITIF
        and held.covers(today)
        and held.until_on is not None
        and _working_days_after(calendar, today, held.until_on) <= WARNED_BEFORE
    )


def last_day_of_dropped(dropped: Span, named: Iterable[Span], today: date) -> date:
    """Return the last day of a holding that a corrected record no longer names: the day before its successor's first.

    Without a successor by today it is yesterday. `named` are the holdings of the same post that the record names. The
    day before its own first day means that it never began.
    """
    starts = [
        each.from_on
        for each in named
        if (each.kind is HoldingKind.DEFINITIF) is (dropped.kind is HoldingKind.DEFINITIF)
        and (each.until_on is None or each.until_on >= dropped.from_on)
    ]
    end = min([today, *starts]) - timedelta(days=1)
    return max(end, dropped.from_on - timedelta(days=1))


_ABOVE: Mapping[Role, Role] = MappingProxyType(
    {
        Role.STAF: Role.KABID,
        Role.KASI: Role.KABID,
        Role.KABID: Role.SEKRETARIS,
        Role.TIM: Role.SEKRETARIS,
        Role.PERENCANAAN: Role.SEKRETARIS,
        Role.SEKRETARIS: Role.KEPALA_DINAS,
    }
)
"""Each part's superior within the office; the Kepala Dinas has none there."""


def above(office: Office, post: Post, today: date, *, besides: int = 0) -> tuple[Person, ...]:
    """Return who holds the nearest post above that one today, `besides` left out; none above the Kepala Dinas.

    Where that post is vacant it is the next one up.
    """
    role = _ABOVE.get(post.role)
    while role is not None:
        posts = office.posts_with(role, unit_id=post.unit_id if role in UNIT_ROLES else None)
        holders = (office.holder(each.id, today) for each in posts)
        found = {holder.id: holder for holder in holders if holder is not None and holder.id != besides}
        if found:
            return tuple(found.values())
        role = _ABOVE.get(role)
    return ()


def gone(before: Office, after: Office, today: date) -> tuple[int, ...]:
    """Return the persons who could act in the office today and, as it is now, cannot; who only lent a post is not."""
    return tuple(
        person.id
        for person in after.persons
        if not _belongs(after, person.id, today) and _belongs(before, person.id, today)
    )


def _belongs(office: Office, person_id: int, today: date) -> bool:
    is_admin = any(person.is_admin for person in office.persons if person.id == person_id)
    return is_admin or any(held.person_id == person_id and held.covers(today) for held in office.holdings)


def actor_of(office: Office, held: HeldBy) -> Actor:
    """Return the capacity in which the holder acts."""
    post = office.post(held.post_id)
    return Actor(held.person_id, post.id, post.role, post.unit_id, held.kind)


def _working_days_after(calendar: OfficeCalendar, day: date, until: date) -> int:
    """Count the working days after `day` up to `until`; the count ends once it is above the limit."""
    count = 0
    while day < until and count <= WARNED_BEFORE:
        day += timedelta(days=1)
        count += calendar.is_working(day)
    return count
