"""An office as the rules see it: units, posts, people, and who held which post on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """A column of the SOP's flowchart, or the part of one that acts apart (Kabid, Kasi and Staf share a column)."""

    KEPALA_DINAS = "kepala_dinas"
    SEKRETARIS = "sekretaris"
    TIM = "tim"
    KABID = "kabid"
    KASI = "kasi"
    STAF = "staf"
    PERENCANAAN = "perencanaan"
    ADMIN = "admin"  # no column of the SOP: keeps the office's calendar and people, and holds no post as such


SOP_ROLES = frozenset(Role) - {Role.ADMIN}
"""The roles that a post may have and that an SOP may name."""

UNIT_ROLES = frozenset({Role.KABID, Role.KASI, Role.STAF})
"""Roles whose posts belong to one reporting unit and may act for that unit only."""


class HoldingKind(StrEnum):
    """In which capacity a person holds a post."""

    DEFINITIF = "definitif"
    PLT = "plt"
    PLH = "plh"


@dataclass(frozen=True)
class Unit:
    """A unit kerja that reports each quarter."""

    id: int
    code: str
    name: str


@dataclass(frozen=True)
class Post:
    """A jabatan: what a task belongs to, whoever holds it."""

    id: int
    code: str
    title: str
    role: Role
    unit_id: int | None


@dataclass(frozen=True)
class Person:
    """An official or member of staff. `nip`, `rank` (pangkat) and `phone` are empty where the office gave none."""

    id: int
    code: str
    name: str
    nip: str = ""
    rank: str = ""
    is_admin: bool = False
    phone: str = ""


@dataclass(frozen=True)
class Holding:
    """A person holds a post from `from_on` to `until_on`, both days included; open-ended when `until_on` is None."""

    post_id: int
    person_id: int
    from_on: date
    until_on: date | None = None
    kind: HoldingKind = HoldingKind.DEFINITIF

    def covers(self, day: date) -> bool:
        """Tell whether the post was held so on `day`."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class StandInProposal:
    """A post's holder asks that somebody stands in for them between two days; it waits for the superior's word.

    `number` is the office's own for it. Whoever answers finds it under Office.proposals until then.
    """

    number: int
    post_id: int
    proposed_by: int  # person id of the holder
    person_id: int
    from_on: date
    until_on: date
    sk_number: str
    kind: HoldingKind = HoldingKind.PLH


NO_POST = 0
"""The post id of someone who acts as the office's admin."""


@dataclass(frozen=True)
class Actor:
    """Someone who acts, in the capacity of one post; an admin acts in none (`NO_POST`)."""

    person_id: int
    post_id: int
    role: Role
    unit_id: int | None
    kind: HoldingKind = HoldingKind.DEFINITIF


@dataclass(frozen=True)
class Office:
    """One office with its people on record. `zone` is an IANA name, e.g. Asia/Jakarta for WIB."""

    id: int
    code: str
    name: str
    zone: str
    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    persons: tuple[Person, ...]
    holdings: tuple[Holding, ...]
    self_approval: bool = False  # whether a small office lets a Kabid send a draft he filled in himself (flagged)
    former_units: tuple[Unit, ...] = ()  # closed: they stand in what was written
    former_posts: tuple[Post, ...] = ()
    proposals: tuple[StandInProposal, ...] = ()  # of stand-ins, not answered yet
    strategic: frozenset[str] = frozenset()  # acts that a Plh or Plt never does, in the words of `workflow.strategic`

    def unit(self, unit_id: int) -> Unit:
        """Return the unit, also one that was closed; raises KeyError for one of another office."""
        return self._units_by_id[unit_id]

    def post(self, post_id: int) -> Post:
        """Return the post, also one that was closed; raises KeyError for one of another office."""
        return self._posts_by_id[post_id]

    def person(self, person_id: int) -> Person:
        """Return the person; raises KeyError for one of another office."""
        return self._persons_by_id[person_id]

    def posts_with(self, *roles: Role, unit_id: int | None = None) -> tuple[Post, ...]:
        """Return the posts of these roles, of one unit where `unit_id` is given, in the office's own order."""
        posts = self.posts if unit_id is None else self._posts_of_unit.get(unit_id, ())
        return tuple(post for post in posts if post.role in roles)

    def holding(self, post_id: int, on: date) -> Holding | None:
        """Return in whose hands the post is on that day (Plt and Plh before the definitive), None when vacant."""
        return next((held for held in self._holdings_of_post.get(post_id, ()) if held.covers(on)), None)

    def holder(self, post_id: int, on: date) -> Person | None:
        """Return who acts in the post on that day, None when vacant."""
        held = self.holding(post_id, on)
        return None if held is None else self.person(held.person_id)

    def admin(self, person_id: int) -> Actor:
        """Return the capacity in which an admin of the office acts."""
        return Actor(person_id, NO_POST, Role.ADMIN, None)

    def capacities(self, person_id: int, on: date) -> tuple[Actor, ...]:
        """Return every capacity in which the person may act on that day, in the office's order of posts."""
        held = ((post, self.holding(post.id, on)) for post in self._posts_of_person.get(person_id, ()))
        return tuple(
            Actor(person_id, post.id, post.role, post.unit_id, holding.kind)
            for post, holding in held
            if holding is not None and holding.person_id == person_id
        )

    @cached_property
    def _units_by_id(self) -> Mapping[int, Unit]:
        return {unit.id: unit for unit in (*self.units, *self.former_units)}

    @cached_property
    def _posts_by_id(self) -> Mapping[int, Post]:
        return {post.id: post for post in (*self.posts, *self.former_posts)}

    @cached_property
    def _persons_by_id(self) -> Mapping[int, Person]:
        return {person.id: person for person in self.persons}

    @cached_property
    def _posts_of_unit(self) -> Mapping[int | None, Sequence[Post]]:
        found: dict[int | None, list[Post]] = {}
        for post in self.posts:
            found.setdefault(post.unit_id, []).append(post)
        return found

    @cached_property
    def _posts_of_person(self) -> Mapping[int, Sequence[Post]]:
        """The posts that each person has held, holds or is to hold, in the office's order."""
        found: dict[int, list[Post]] = {}
        for post in self.posts:
            for person_id in dict.fromkeys(held.person_id for held in self._holdings_of_post.get(post.id, ())):
                found.setdefault(person_id, []).append(post)
        return found

    @cached_property
    def _holdings_of_post(self) -> Mapping[int, Sequence[Holding]]:
        """The holdings of each post, those that stand in for the definitive holder first."""
        found: dict[int, list[Holding]] = {}
        for holding in sorted(self.holdings, key=lambda held: held.kind is HoldingKind.DEFINITIF):
            found.setdefault(holding.post_id, []).append(holding)
        return found
