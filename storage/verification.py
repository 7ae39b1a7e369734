"""Whether a record is what it was: every chain, every seal, every kept file, and the tables kept in step with them."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from storage import numbers, proof
from storage.codec import StoredFormError
from storage.cycles import CycleBook, CycleCache
from storage.files import FileState
from storage.tables import AssignmentRow, CycleRow, FileRow, SubmissionRow
from workflow.chain import REGISTER, SEALS, Fault, Finding, Link, check_chain, check_seals, cycle_chain
from workflow.cycle import Cycle

_PIECE = 1 << 20
FILES = "files"
"""In a finding: the kept files themselves, which are no chain; the position is the file's id."""
Where = Callable[[str], Path]


@dataclass(frozen=True)
class Verified:
    """What was looked at, and what was found; `root` is that of the latest seal, empty where there is none."""

    entries: int
    files: int
    seals: int
    root: str
    findings: tuple[Finding, ...]


def verify(connection: Connection, office_id: int, where: Where) -> Verified:
    """Prove the record of one office. `where` says where content lies by its SHA-256; it is read whole."""
    hashes: dict[tuple[str, int], str] = {}
    named: list[Link] = []
    findings: list[Finding] = []
    for chain, length, links in _chains(connection, office_id):
        found = check_chain(chain, links, length)
        findings += found
        hashes.update({(chain, link.position): kept for link, kept in links})
        named += [link for link, _ in links if link.files]
        if chain != REGISTER and not found:
            findings += _tables(connection, office_id, int(chain.partition(":")[2]))
    sealed = proof.seals(connection, office_id)
    findings += check_seals(sealed, numbers.last_number(connection, office_id, SEALS))
    findings += [
        Finding(Fault.UNSEALED, head.chain, head.length)
        for head in {head: None for seal in sealed for head in seal.heads}
        if hashes.get((head.chain, head.length)) != head.hash
    ]
    files = _Files(connection, office_id, where)
    findings += files.check(named)
    root = sealed[-1].root if sealed else ""
    return Verified(len(hashes), files.count, len(sealed), root, tuple(dict.fromkeys(findings)))


def _chains(connection: Connection, office_id: int) -> Iterator[tuple[str, int, list[tuple[Link, str]]]]:
    for cycle_id, length in proof.cycle_lengths(connection, office_id).items():
        yield cycle_chain(cycle_id), length, list(proof.history_links(connection, office_id, cycle_id))
    yield (
        REGISTER,
        numbers.last_number(connection, office_id, REGISTER),
        list(proof.register_links(connection, office_id)),
    )


class _Files:
    """The kept files of an office, each content read once."""

    def __init__(self, connection: Connection, office_id: int, where: Where) -> None:
        with Session(bind=connection) as session:
            kept = select(FileRow.id, FileRow.sha256).where(
                FileRow.office_id == office_id, FileRow.state == FileState.KEPT.value
            )
            self._kept = {file_id: sha256 for file_id, sha256 in session.exec(kept) if file_id is not None}
        self._where = where
        self._found: dict[str, Fault | None] = {}
        self.count = len(self._kept)

    def check(self, named: list[Link]) -> Iterator[Finding]:
        """Yield what is wrong: first where an entry names a file, then of the files that none names."""
        told: set[int] = set()
        for link in named:
            for file_id, sha256 in link.files:
                if fault := self._fault(file_id, sha256):
                    told.add(file_id)
                    yield Finding(fault, link.chain, link.position, file_id)
        for file_id, sha256 in self._kept.items():
            if file_id not in told and (fault := self._content(sha256)):
                yield Finding(fault, FILES, file_id, file_id)

    def _fault(self, file_id: int, sha256: str) -> Fault | None:
        if file_id not in self._kept:
            return Fault.FILE_MISSING
        return Fault.FILE_CHANGED if self._kept[file_id] != sha256 else self._content(sha256)

    def _content(self, sha256: str) -> Fault | None:
        if sha256 not in self._found:
            self._found[sha256] = _content_fault(self._where(sha256), sha256)
        return self._found[sha256]


def _content_fault(path: Path, sha256: str) -> Fault | None:
    if not path.is_file():
        return Fault.FILE_MISSING
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while piece := source.read(_PIECE):
            digest.update(piece)
    return None if digest.hexdigest() == sha256 else Fault.FILE_CHANGED


def _tables(connection: Connection, office_id: int, cycle_id: int) -> list[Finding]:
    """Hold what is kept in step with a sound history against what the history adds up to."""
    try:
        cycle = CycleBook(connection, office_id, CycleCache()).get(cycle_id)
    except StoredFormError:
        return [Finding(Fault.CHANGED, cycle_chain(cycle_id), 0)]
    with Session(bind=connection) as session:
        is_same = cycle is None or _kept(session, cycle) == _folded(cycle)
    return [] if is_same else [Finding(Fault.TABLE_CHANGED, cycle_chain(cycle_id), 0)]


def _kept(session: Session, cycle: Cycle) -> tuple[object, ...]:
    row = session.get_one(CycleRow, cycle.id)
    owed = session.exec(select(AssignmentRow).where(AssignmentRow.cycle_id == cycle.id))
    sent = session.exec(
        select(SubmissionRow).where(SubmissionRow.cycle_id == cycle.id).order_by(col(SubmissionRow.number))
    )
    return (
        (row.year, row.quarter, row.state, row.closed_at),
        sorted(
            (o.step, o.unit_key, o.round, o.state, o.phase, o.started_at, str(o.due_at), str(o.finished_at))
            for o in owed
        ),
        sorted((s.unit_id, s.version, s.number, s.state, s.files, s.submitted_at, str(s.sent_at)) for s in sent),
    )


def _folded(cycle: Cycle) -> tuple[object, ...]:
    return (
        (cycle.quarter.year, cycle.quarter.number, cycle.state.value, cycle.closed_at),
        sorted(
            (
                o.step,
                o.unit_id or 0,
                o.round,
                o.state.value,
                o.phase.value,
                o.started_at,
                str(o.due_at),
                str(o.finished_at),
            )
            for o in cycle.assignments.values()
        ),
        sorted(
            (s.unit_id, s.version, s.number, s.state.value, json.dumps(s.files), s.submitted_at, str(s.sent_at))
            for s in cycle.submissions
        ),
    )
