"""The office's register and its seals, written: each entry tied to the one before, within the caller's transaction."""

from datetime import date, datetime

import orjson
from sqlalchemy import Connection

from storage import numbers, proof
from storage.codec import decode, encode
from storage.statements import Statement
from workflow.chain import REGISTER, SEALS, START, Link, Seal, entry_hash, seal_root
from workflow.office import Actor
from workflow.register import ENTRIES, Registered

_KINDS = {kind.__name__: kind for kind in ENTRIES}
_HASH = Statement("SELECT hash FROM register WHERE office_id = :office_id AND position = :position")
_APPEND = Statement(
    "INSERT INTO register (office_id, position, kind, entry, actor, at, cause_id, hash)"
    " VALUES (:office_id, :position, :kind, :entry, :actor, :at, :cause_id, :hash)"
)
_SEAL = Statement(
    "INSERT INTO seal (office_id, position, day, root, heads, made_at)"
    " VALUES (:office_id, :position, :day, :root, :heads, :made_at)"
)


class Register:
    """The register of one office within one transaction."""

    def __init__(self, connection: Connection, office_id: int) -> None:
        self._connection = connection
        self._office_id = office_id

    def append(self, entry: object, actor: Actor | None, at: datetime, cause_id: int | None) -> None:
        """Add an entry, one of `workflow.register.ENTRIES`; whoever adds at the same time waits for this one."""
        kind, content = type(entry).__name__, encode(entry)
        if _KINDS.get(kind) is not type(entry):
            raise TypeError(kind)
        said = "" if actor is None else encode(actor)
        position = numbers.next_number(self._connection, self._office_id, REGISTER)
        previous = _HASH.value(self._connection, office_id=self._office_id, position=position - 1) or START
        link = Link(REGISTER, position, kind, content, said, at, cause=cause_id)
        _APPEND.change(
            self._connection,
            office_id=self._office_id,
            position=position,
            kind=kind,
            entry=content,
            actor=said,
            at=at,
            cause_id=cause_id,
            hash=entry_hash(previous, link),
        )

    def entries(self) -> list[Registered]:
        """Return all entries in their order."""
        return [_registered(link) for link, _ in proof.register_links(self._connection, self._office_id)]

    def latest(self, most: int) -> list[Registered]:
        """Return the last entries in their order, so many at most."""
        after = max(numbers.last_number(self._connection, self._office_id, REGISTER) - most, 0)
        links = proof.register_links(self._connection, self._office_id, after)
        return [_registered(link) for link, _ in links]

    def seal(self, day: date, made_at: datetime) -> Seal | None:
        """Seal all chains of the office for that day and return the seal; None where nothing came since the last."""
        known = proof.seals(self._connection, self._office_id)
        heads = tuple(sorted(proof.heads(self._connection, self._office_id), key=lambda head: head.chain))
        if heads == (known[-1].heads if known else ()):
            return None
        previous = known[-1].root if known else START
        position = numbers.next_number(self._connection, self._office_id, SEALS)
        seal = Seal(position, day, seal_root(previous, day, heads, made_at), heads, made_at)
        _SEAL.change(
            self._connection,
            office_id=self._office_id,
            position=seal.position,
            day=day.isoformat(),
            root=seal.root,
            heads=orjson.dumps([[head.chain, head.length, head.hash] for head in heads]).decode(),
            made_at=made_at,
        )
        return seal


def _registered(link: Link) -> Registered:
    actor = decode(Actor, link.actor) if link.actor else None
    return Registered(link.position, decode(_KINDS[link.kind], link.content), actor, link.at)
