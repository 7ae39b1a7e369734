"""Cycles as their recorded events, with the tables that are kept in step for questions by office, unit and time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from storage.codec import decode, encode
from storage.proof import file_sums, link_of
from storage.statements import Statement
from storage.tables import AssignmentRow, CycleRow, HistoryRow, ProcedureRow, SubmissionRow
from workflow import events as event_types
from workflow.chain import START, entry_hash
from workflow.cycle import Assignment, Cycle, CycleState
from workflow.events import Recorded
from workflow.evolve import evolve
from workflow.office import Actor
from workflow.quarter import Quarter

_EVENTS = {
    name: kind
    for name, kind in vars(event_types).items()
    if isinstance(kind, type) and kind.__module__ == event_types.__name__
}
_APPEND = Statement(
    "INSERT INTO history (office_id, cycle_id, position, kind, event, person_id, post_id, actor, at, cause_id, files,"
    " hash) VALUES (:office_id, :cycle_id, :position, :kind, :event, :person_id, :post_id, :actor, :at, :cause_id,"
    " :files, :hash)",
)
_LAST_HASH = Statement("SELECT hash FROM history WHERE cycle_id = :cycle_id AND position = :position")


@dataclass(frozen=True)
class _Locking:
    """A question for one cycle's id and length: plain where the transaction holds the whole database anyway."""

    plain: Statement
    locking: Statement


def _one_cycle(sql: str) -> _Locking:
    return _Locking(Statement(sql), Statement(sql + " FOR UPDATE"))


_BY_ID = _one_cycle("SELECT id, length FROM cycle WHERE office_id = :office_id AND id = :id")
_RUNNING = _one_cycle(
    "SELECT id, length FROM cycle WHERE office_id = :office_id AND state = 'running' ORDER BY id DESC LIMIT 1"
)
_ALL_RUNNING = Statement("SELECT id FROM cycle WHERE office_id = :office_id AND state = 'running' ORDER BY id")
_RECENT = Statement("SELECT id, length FROM cycle WHERE office_id = :office_id ORDER BY id DESC LIMIT :most")
_LATEST = _one_cycle("SELECT id, length FROM cycle WHERE office_id = :office_id ORDER BY id DESC LIMIT 1")
_OF_QUARTER = _one_cycle(
    "SELECT id, length FROM cycle WHERE office_id = :office_id AND year = :year AND quarter = :quarter"
    " AND state <> 'withdrawn' ORDER BY id DESC LIMIT 1"
)


class ConcurrentActError(Exception):
    """Another transaction has written to the cycle, or started it, since it was read; the work is to be done again."""


class ProcedureChangedError(Exception):
    """The SOP file was changed without raising its version, which would change running cycles."""

    def __init__(self, code: str, version: int) -> None:
        super().__init__(code, version)
        self.code = code
        self.version = version


class CycleCache:
    """Cycles as they were last committed, by id and number of events. Shared by the turns of one process."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, Cycle]] = {}

    def get(self, cycle_id: int, length: int) -> Cycle | None:
        """Return the cycle if exactly this length of it is known."""
        found = self._kept.get(cycle_id)
        return found[1] if found is not None and found[0] == length else None

    def put(self, length: int, cycle: Cycle) -> None:
        """Remember a committed cycle."""
        self._kept[cycle.id] = (length, cycle)


class CycleBook:
    """The cycles of one office within one transaction."""

    def __init__(self, connection: Connection, office_id: int, cache: CycleCache) -> None:
        self._connection = connection
        self._office_id = office_id
        self._cache = cache
        self._lengths: dict[int, int] = {}
        self._written: dict[int, Cycle] = {}
        self._folded: dict[int, Cycle] = {}  # what was read may be this transaction's own work, and be undone

    @cached_property
    def _session(self) -> Session:
        return Session(bind=self._connection, expire_on_commit=False)

    def get(self, cycle_id: int) -> Cycle | None:
        """Return the cycle, None for one that this office does not have."""
        return self._read(_BY_ID, {"id": cycle_id})

    def running(self) -> Cycle | None:
        """Return the running cycle that was started last."""
        return self._read(_RUNNING, {})

    def all_running(self) -> list[Cycle]:
        """Return every running cycle, the one started first in front: an old quarter may still be open in the next."""
        ids = [row[0] for row in _ALL_RUNNING.rows(self._connection, office_id=self._office_id)]
        found = (self.get(cycle_id) for cycle_id in ids)
        return [cycle for cycle in found if cycle is not None and cycle.state is CycleState.RUNNING]

    def latest(self) -> Cycle | None:
        """Return the cycle that was started last, running or not."""
        return self._read(_LATEST, {})

    def recent(self, most: int) -> list[Cycle]:
        """Return the cycles that were started last, at most so many, the newest first; a row without events is none."""
        rows = _RECENT.rows(self._connection, office_id=self._office_id, most=most)
        found = (self._known(cycle_id, length) for cycle_id, length in rows)
        return [cycle for cycle in found if cycle is not None]

    def of_quarter(self, quarter: Quarter) -> Cycle | None:
        """Return the quarter's cycle that was not withdrawn."""
        return self._read(_OF_QUARTER, {"year": quarter.year, "quarter": quarter.number})

    def is_begun(self, quarter: Quarter) -> bool:
        """Tell whether the quarter has a cycle that was not withdrawn, without reading its history."""
        wanted = {"year": quarter.year, "quarter": quarter.number}
        return _OF_QUARTER.plain.row(self._connection, office_id=self._office_id, **wanted) is not None

    def open(self, quarter: Quarter, started_at: datetime) -> int:
        """Make the row of a new cycle and return its id.

        Raises ConcurrentActError where the quarter has a cycle already: whoever asks again will find it.
        """
        row = CycleRow(
            office_id=self._office_id,
            year=quarter.year,
            quarter=quarter.number,
            state=CycleState.RUNNING.value,
            length=0,
            started_at=started_at,
        )
        self._session.add(row)
        try:
            self._session.flush()
        except IntegrityError as error:
            raise ConcurrentActError(quarter) from error
        cycle_id = row.id or 0
        self._lengths[cycle_id] = 0
        return cycle_id

    def append(self, cycle: Cycle, recorded: Sequence[Recorded], cause_id: int | None) -> None:
        """Add events that led to `cycle`; raises ConcurrentActError when someone else added some since it was read."""
        length = self._lengths[cycle.id]
        claimed = self._connection.execute(
            text("UPDATE cycle SET length = :new, state = :state WHERE id = :id AND length = :old"),
            {"new": length + len(recorded), "old": length, "state": cycle.state.value, "id": cycle.id},
        )
        if claimed.rowcount != 1:
            raise ConcurrentActError(cycle.id)
        previous = _LAST_HASH.value(self._connection, cycle_id=cycle.id, position=length) if length else START
        for position, entry in enumerate(recorded, start=length + 1):
            values = self._row(cycle.id, position, entry, cause_id)
            previous = entry_hash(previous, link_of(values))
            _APPEND.change(self._connection, **values, hash=previous)
        if cycle.closed_at is not None:
            row = self._session.get_one(CycleRow, cycle.id, populate_existing=True)
            row.closed_at = cycle.closed_at
            self._session.add(row)
        self._project(cycle)
        self._lengths[cycle.id] = length + len(recorded)
        self._written[cycle.id] = cycle

    def committed(self) -> None:
        """Remember what was read and written; to be called after the transaction has been committed, never before."""
        for cycle_id, cycle in {**self._folded, **self._written}.items():
            self._cache.put(self._lengths[cycle_id], cycle)

    def history(self, cycle_id: int) -> list[Recorded]:
        """Return the cycle's events in their order."""
        rows = self._session.exec(
            select(HistoryRow)
            .where(HistoryRow.office_id == self._office_id, HistoryRow.cycle_id == cycle_id)
            .order_by(col(HistoryRow.position))
        )
        return [Recorded(decode(_EVENTS[row.kind], row.event), decode(Actor, row.actor), row.at) for row in rows]

    def procedure_text(self, code: str, version: int) -> str | None:
        """Return the SOP file of that version as it was when a cycle was first started with it."""
        row = self._session.exec(
            select(ProcedureRow).where(
                ProcedureRow.office_id == self._office_id, ProcedureRow.code == code, ProcedureRow.version == version
            )
        ).one_or_none()
        return None if row is None else row.text

    def keep_procedure(self, code: str, version: int, content: str) -> None:
        """Keep the SOP file that a cycle starts with; raises ProcedureChangedError for another text of that version."""
        known = self.procedure_text(code, version)
        if known is None:
            self._session.add(ProcedureRow(office_id=self._office_id, code=code, version=version, text=content))
            self._session.flush()
        elif known != content:
            raise ProcedureChangedError(code, version)

    def _read(self, query: _Locking, wanted: dict[str, object]) -> Cycle | None:
        clause = query.locking if self._connection.dialect.name == "postgresql" else query.plain
        row = clause.row(self._connection, office_id=self._office_id, **wanted)
        return None if row is None else self._known(*row)

    def _known(self, cycle_id: int, length: int) -> Cycle | None:
        if cycle_id in self._written:
            return self._written[cycle_id]
        if self._lengths.get(cycle_id) == length and cycle_id in self._folded:
            return self._folded[cycle_id]
        self._lengths[cycle_id] = length
        return self._cache.get(cycle_id, length) or self._fold(cycle_id)

    def _fold(self, cycle_id: int) -> Cycle | None:
        cycle: Cycle | None = None
        for entry in self.history(cycle_id):
            cycle = evolve(cycle, entry, cycle_id=cycle_id, office_id=self._office_id)
        if cycle is not None:
            self._folded[cycle_id] = cycle
        return cycle

    def _row(self, cycle_id: int, position: int, entry: Recorded, cause_id: int | None) -> dict[str, Any]:
        event = encode(entry.event)
        return {
            "office_id": self._office_id,
            "cycle_id": cycle_id,
            "position": position,
            "kind": type(entry.event).__name__,
            "event": event,
            "person_id": entry.actor.person_id,
            "post_id": entry.actor.post_id,
            "actor": encode(entry.actor),
            "at": entry.at,
            "cause_id": cause_id,
            "files": file_sums(self._connection, self._office_id, event),
        }

    def _project(self, cycle: Cycle) -> None:
        kept = {
            (row.step, row.unit_key): row
            for row in self._session.exec(select(AssignmentRow).where(AssignmentRow.cycle_id == cycle.id))
        }
        for owed in cycle.assignments.values():
            row = kept.get((owed.step, owed.unit_id or 0))
            self._session.add(_assignment_row(self._office_id, cycle.id, owed, row))
        submissions = {
            (row.unit_id, row.version): row
            for row in self._session.exec(select(SubmissionRow).where(SubmissionRow.cycle_id == cycle.id))
        }
        for sent in cycle.submissions:
            known = submissions.get((sent.unit_id, sent.version)) or SubmissionRow(
                office_id=self._office_id,
                cycle_id=cycle.id,
                unit_id=sent.unit_id,
                version=sent.version,
                number=sent.number,
                files=json.dumps(sent.files),
                submitted_at=sent.submitted_at,
                state="",
            )
            known.state, known.sent_at = sent.state.value, sent.sent_at
            self._session.add(known)
        self._session.flush()


def _assignment_row(office_id: int, cycle_id: int, owed: Assignment, row: AssignmentRow | None) -> AssignmentRow:
    row = row or AssignmentRow(
        office_id=office_id,
        cycle_id=cycle_id,
        step=owed.step,
        unit_key=owed.unit_id or 0,
        round=owed.round,
        state=owed.state.value,
        phase=owed.phase.value,
        started_at=owed.started_at,
    )
    row.round, row.state, row.phase = owed.round, owed.state.value, owed.phase.value
    row.started_at, row.due_at, row.finished_at = owed.started_at, owed.due_at, owed.finished_at
    return row
