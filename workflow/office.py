"""An office as the rules see it: units, posts, people, and who held which post on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar


class Role(StrEnum):
    """A column of the SOP's flowchart, or the part of one that acts apart (Kabid, Kasi and Staf share a column)."""

    KEPALA_DINAS = "kepala_dinas"
    SEKRETARIS = "sekretaris"
    TIM = "tim"
    KABID = "kabid"
    KASI = "kasi"
    STAF = "staf"
    PERENCANAAN = "perencanaan"


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
    """An official or member of staff. `nip` and `rank` (pangkat) are empty where the office gave none."""

    id: int
    code: str
    name: str
    nip: str = ""
    rank: str = ""
    is_admin: bool = False


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
class Actor:
    """Someone who acts, in the capacity of one post."""

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

    def unit(self, unit_id: int) -> Unit:
        """Return the unit; raises KeyError for one of another office."""
        return _by_id(self.units, unit_id)

    def post(self, post_id: int) -> Post:
        """Return the post; raises KeyError for one of another office."""
        return _by_id(self.posts, post_id)

    def person(self, person_id: int) -> Person:
        """Return the person; raises KeyError for one of another office."""
        return _by_id(self.persons, person_id)

    def posts_with(self, *roles: Role, unit_id: int | None = None) -> tuple[Post, ...]:
        """Return the posts of these roles, of one unit where `unit_id` is given, in the office's own order."""
        return tuple(post for post in self.posts if post.role in roles and (unit_id is None or post.unit_id == unit_id))

    def holder(self, post_id: int, on: date) -> Person | None:
        """Return who acts in the post on that day (a Plt or Plh before the definitive holder), None when vacant."""
        held = [holding for holding in self.holdings if holding.post_id == post_id and holding.covers(on)]
        held.sort(key=lambda holding: holding.kind is HoldingKind.DEFINITIF)
        return self.person(held[0].person_id) if held else None

    def capacities(self, person_id: int, on: date) -> tuple[Actor, ...]:
        """Return every capacity in which the person may act on that day, in the office's order of posts."""
        found = []
        for post in self.posts:
            holder = self.holder(post.id, on)
            if holder is None or holder.id != person_id:
                continue
            kind = next(
                holding.kind
                for holding in sorted(self.holdings, key=lambda held: held.kind is HoldingKind.DEFINITIF)
                if holding.post_id == post.id and holding.person_id == person_id and holding.covers(on)
            )
            found.append(Actor(person_id, post.id, post.role, post.unit_id, kind))
        return tuple(found)


class _Identified(Protocol):
    @property
    def id(self) -> int: ...


_T = TypeVar("_T", bound=_Identified)


def _by_id(rows: Sequence[_T], wanted: int) -> _T:
    for row in rows:
        if row.id == wanted:
            return row
    raise KeyError(wanted)
