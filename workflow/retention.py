"""Usul musnah: what an office may propose for destruction, by the classes of its own retention schedule (JRA).

How long a class is kept is a decree of the office's own (PP 28/2012, articles 56 to 62); nothing is assumed here, and
nothing is deleted by this program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RecordClass(StrEnum):
    """What is kept, as a schedule may tell it apart. The words stand in the schedule's file."""

    LETTERS = "surat"  # disposisi and directions, with their attachments
    DATA = "data"  # what the units sent, with evidence
    REPORT = "laporan"
    FOLLOW_UP = "tindak_lanjut"
    MESSAGES = "pesan"  # raw updates of the chat, from which all of this was made
    LOOSE_FILES = "berkas_lepas"  # files that were sent and belong to no act


class Fate(StrEnum):
    """What the schedule says of a class after its time."""

    DESTROY = "musnah"
    KEEP = "permanen"
    REVIEW = "dinilai_kembali"


@dataclass(frozen=True)
class Rule:
    """How many years a class is kept after the year in which it was closed, and what then becomes of it."""

    years: int
    fate: Fate


@dataclass(frozen=True)
class Holding:
    """A part of the record: its class, what it is, the year in which it was closed, and how much of it there is."""

    kind: RecordClass
    what: str
    closed_in: int
    count: int


@dataclass(frozen=True)
class Proposal:
    """A part of the record whose time is over, with the first year in which it could go."""

    holding: Holding
    rule: Rule
    since: int


def proposals(holdings: Iterable[Holding], schedule: Mapping[RecordClass, Rule], today: date) -> tuple[Proposal, ...]:
    """Return what may be proposed, oldest first. What the schedule keeps for good, or does not name, is left out."""
    found = (
        Proposal(holding, rule, holding.closed_in + rule.years + 1)
        for holding in holdings
        if (rule := schedule.get(holding.kind)) is not None and rule.fate is not Fate.KEEP and holding.count
    )
    due = (each for each in found if each.since <= today.year)
    return tuple(sorted(due, key=lambda each: (each.holding.closed_in, each.holding.kind, each.holding.what)))
