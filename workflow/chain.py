"""What makes a record provable: each entry is tied by hash to the one before it, and each day to all entries by a seal.

The form that is hashed is plain enough to be computed again by anybody with SHA-256 and JSON, years from now and
without this program. The content of an entry goes in as its own digest, so that it can be kept back (what a rahasia
disposisi says) and the chain still be proved.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

START = "0" * 64
"""What stands for the hash before a chain's first entry, and for the seal before the first."""


@dataclass(frozen=True)
class Link:
    """One entry of a chain. `content` and `actor` are JSON as they are stored; `actor` is empty where nobody acted.

    `files` are the ids of the kept files that the content names, each with the SHA-256 of what it held that day;
    `cause` is the number of the incoming message that led to the entry.
    """

    chain: str
    position: int  # 1, 2, 3 …
    kind: str
    content: str
    actor: str
    at: datetime
    files: tuple[tuple[int, str], ...] = ()
    cause: int | None = None


@dataclass(frozen=True)
class Head:
    """How far a chain had come: its length and the hash of its last entry."""

    chain: str
    length: int
    hash: str


class Fault(StrEnum):
    """What is wrong with a record."""

    CHANGED = "changed"  # an entry is not what it was, or not where it was
    MISSING = "missing"  # an entry is gone
    ADDED = "added"  # an entry stands beyond the chain's end
    FILE_CHANGED = "file_changed"  # a kept file is not what it was
    FILE_MISSING = "file_missing"
    SEAL_CHANGED = "seal_changed"  # a day's seal is not what it was
    UNSEALED = "unsealed"  # a sealed entry is not the one that was sealed
    TABLE_CHANGED = "table_changed"  # a table that is kept in step with a chain says something else


@dataclass(frozen=True)
class Finding:
    """A fault, and where: the chain (or the seals' own) and the entry's position; `file_id` where it is a file's."""

    fault: Fault
    chain: str
    position: int
    file_id: int | None = None


def cycle_chain(cycle_id: int) -> str:
    """Return the name of a cycle's chain."""
    return f"cycle:{cycle_id}"


REGISTER = "register"
"""The chain of what happens to an office outside of its cycles."""
SEALS = "seals"
"""The chain of an office's seals."""


def digest(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def entry_hash(previous: str, link: Link) -> str:
    """Return the hash of an entry: SHA-256 of the JSON list of the hash before it and of all that it says."""
    return digest(
        json.dumps(
            [
                previous,
                link.chain,
                link.position,
                link.kind,
                digest(link.content),
                link.actor,
                instant(link.at),
                [[file_id, sha256] for file_id, sha256 in link.files],
                link.cause,
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )
    )


def instant(at: datetime) -> str:
    """Return an instant in the form that is hashed: UTC, with six decimals."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def seal_root(previous: str, day: date, heads: Sequence[Head], made_at: datetime) -> str:
    """Return a day's root: SHA-256 of the JSON list of the root before, day, instant, and the chains' heads by name."""
    ordered = [[head.chain, head.length, head.hash] for head in sorted(heads, key=lambda head: head.chain)]
    sealed = [previous, day.isoformat(), instant(made_at), ordered]
    return digest(json.dumps(sealed, ensure_ascii=False, separators=(",", ":")))


def check_chain(chain: str, links: Iterable[tuple[Link, str]], length: int) -> list[Finding]:
    """Hold a chain's entries, in the order of their positions, against their hashes and the length that it has.

    Every entry that does not follow from the one before it is found; after one that is wrong the chain is taken up
    again at the hash that it bears, so that one change is told where it was made and not at all that came after.
    """
    found: list[Finding] = []
    previous, expected = START, 1
    for link, kept in links:
        while expected < link.position:
            found.append(Finding(Fault.MISSING, chain, expected))
            expected += 1
        if link.position > length or link.position < expected:
            found.append(Finding(Fault.ADDED, chain, link.position))
        elif entry_hash(previous, link) != kept:
            found.append(Finding(Fault.CHANGED, chain, link.position))
        previous, expected = kept, link.position + 1
    found.extend(Finding(Fault.MISSING, chain, position) for position in range(expected, length + 1))
    return found


@dataclass(frozen=True)
class Seal:
    """What was known of all chains of an office at the end of a day; `root` also stands in the admins' chats."""

    position: int
    day: date
    root: str
    heads: tuple[Head, ...]
    made_at: datetime


def check_seals(seals: Iterable[Seal], length: int) -> list[Finding]:
    """Hold each seal against the one before it, in the order of their positions, and all against how many there are."""
    found: list[Finding] = []
    previous, expected = START, 1
    for seal in seals:
        found.extend(Finding(Fault.MISSING, SEALS, position) for position in range(expected, seal.position))
        if (
            seal_root(previous, seal.day, seal.heads, seal.made_at) != seal.root
            or not expected <= seal.position <= length
        ):
            found.append(Finding(Fault.SEAL_CHANGED, SEALS, seal.position))
        previous, expected = seal.root, seal.position + 1
    found.extend(Finding(Fault.MISSING, SEALS, position) for position in range(expected, length + 1))
    return found


def files_in(content: object) -> tuple[int, ...]:
    """Return the ids of the files that an entry's content (plain values from its JSON) names, lowest first."""
    return tuple(sorted(_named_files(content)))


def _named_files(content: object) -> set[int]:
    if isinstance(content, dict):
        own = content.get("files")
        named = {each for each in own if isinstance(each, int)} if isinstance(own, list) else set()
        return named.union(*(_named_files(value) for value in content.values()))
    if isinstance(content, list):
        return set().union(*(_named_files(value) for value in content))
    return set()
