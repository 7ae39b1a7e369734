"""The record as a chain of entries: how a stored event becomes a link, and what all chains of an office hold."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, text

from storage.statements import Statement, utc
from workflow.chain import REGISTER, Head, Link, Seal, cycle_chain, files_in

_SUMS = text("SELECT id, sha256 FROM file WHERE office_id = :office_id AND id IN :ids ORDER BY id").bindparams(
    bindparam("ids", expanding=True)
)
_HISTORY = Statement(
    "SELECT position, kind, event, person_id, post_id, actor, at, cause_id, files, hash FROM history"
    " WHERE office_id = :office_id AND cycle_id = :cycle_id ORDER BY position, id"
)
_REGISTER = Statement(
    "SELECT position, kind, entry, actor, at, cause_id, hash FROM register"
    " WHERE office_id = :office_id AND position > :after ORDER BY position, id"
)
_CYCLES = Statement("SELECT id, length FROM cycle WHERE office_id = :office_id ORDER BY id")
_CYCLE_HEADS = Statement(
    "SELECT cycle.id, cycle.length, history.hash FROM cycle JOIN history"
    " ON history.cycle_id = cycle.id AND history.position = cycle.length WHERE cycle.office_id = :office_id"
)
_REGISTER_HEAD = Statement(
    "SELECT position, hash FROM register WHERE office_id = :office_id ORDER BY position DESC LIMIT 1"
)
_SEALS = Statement(
    "SELECT position, day, root, heads, made_at FROM seal WHERE office_id = :office_id ORDER BY position, id"
)

_BEFORE_ALL = -(2**31)
"""Below every position, those that somebody wrote by hand too."""
_NO_INSTANT = datetime(1, 1, 1, tzinfo=UTC)
"""In place of one that cannot be read: no hash was made of it."""


def file_sums(connection: Connection, office_id: int, content: str) -> str:
    """Return JSON of [id, SHA-256] of each kept file that the content (JSON) names, lowest id first."""
    if '"files":[' not in content:
        return "[]"
    ids = files_in(orjson.loads(content))
    if not ids:
        return "[]"
    found = connection.execute(_SUMS, {"office_id": office_id, "ids": ids}).all()
    return orjson.dumps([[file_id, sha256] for file_id, sha256 in found]).decode()


def link_of(row: Mapping[str, Any]) -> Link:
    """Return a row of history as a link of its cycle's chain.

    Person and post stand in the actor too; a row in which they are others is not that link.
    """
    return Link(
        chain=cycle_chain(row["cycle_id"]),
        position=row["position"],
        kind=row["kind"],
        content=row["event"],
        actor=_actor(row["actor"], row["person_id"], row["post_id"]),
        at=_instant(row["at"]),
        files=_sums(row["files"]),
        cause=row["cause_id"],
    )


def history_links(connection: Connection, office_id: int, cycle_id: int) -> Iterator[tuple[Link, str]]:
    """Yield a cycle's links in their order, each with the hash that it bears."""
    names = ("position", "kind", "event", "person_id", "post_id", "actor", "at", "cause_id", "files")
    for *values, kept in _HISTORY.rows(connection, office_id=office_id, cycle_id=cycle_id):
        yield link_of({"cycle_id": cycle_id, **dict(zip(names, values, strict=True))}), kept


def register_links(connection: Connection, office_id: int, after: int | None = None) -> Iterator[tuple[Link, str]]:
    """Yield the register's links in their order, each with the hash that it bears; those beyond `after`, or all."""
    beyond = _BEFORE_ALL if after is None else after
    for position, kind, entry, actor, at, cause, kept in _REGISTER.rows(connection, office_id=office_id, after=beyond):
        yield Link(REGISTER, position, kind, entry, actor, _instant(at), cause=cause), kept


def cycle_lengths(connection: Connection, office_id: int) -> dict[int, int]:
    """Return how many events each cycle of the office has, by the cycle's own count."""
    return dict(_CYCLES.rows(connection, office_id=office_id))


def heads(connection: Connection, office_id: int) -> tuple[Head, ...]:
    """Return how far every chain of the office has come."""
    cycles = [
        Head(cycle_chain(cycle_id), length, kept)
        for cycle_id, length, kept in _CYCLE_HEADS.rows(connection, office_id=office_id)
    ]
    register = _REGISTER_HEAD.row(connection, office_id=office_id)
    return (*cycles, *([Head(REGISTER, *register)] if register else []))


def seals(connection: Connection, office_id: int) -> list[Seal]:
    """Return the office's seals, the oldest first."""
    return [
        Seal(
            position,
            _day(day),
            root,
            _heads(kept),
            _instant(made_at),
        )
        for position, day, root, kept, made_at in _SEALS.rows(connection, office_id=office_id)
    ]


def _actor(actor: str, person_id: int, post_id: int) -> str:
    try:
        said = orjson.loads(actor)
    except ValueError:
        return actor
    if (said.get("person_id"), said.get("post_id")) == (person_id, post_id):
        return actor
    return f"{actor} {person_id} {post_id}"


def _sums(kept: str) -> tuple[tuple[int, str], ...]:
    """Return the files of an entry. What was not written by this program is none that any hash was made of."""
    try:
        plain = orjson.loads(kept)
        sums = tuple((int(file_id), str(sha256)) for file_id, sha256 in plain)
    except (ValueError, TypeError):
        return ((0, kept),)
    return sums if orjson.dumps(plain).decode() == kept else ((0, kept),)


def _instant(kept: datetime | str) -> datetime:
    try:
        return utc(kept)
    except ValueError:
        return _NO_INSTANT


def _day(kept: date | str) -> date:
    try:
        return kept if isinstance(kept, date) else date.fromisoformat(kept)
    except ValueError:
        return _NO_INSTANT.date()


def _heads(kept: str) -> tuple[Head, ...]:
    try:
        return tuple(Head(str(chain), int(length), str(found)) for chain, length, found in orjson.loads(kept))
    except (ValueError, TypeError):
        return (Head(kept, 0, ""),)
