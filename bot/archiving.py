"""Makes the archive of a cycle: reads the record in one transaction, has the papers drawn, and streams the files.

The heavy libraries stay with the child process that draws papers; files are copied from the store in pieces.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from bot.archive_papers import cycle_papers, title
from bot.drawing_many import Draw
from bot.office_cache import read_office
from bot.records import OfficeRecords, PresentProcedure
from documents.archive_names import slug
from documents.archive_plan import ArchivedPaper, ArchiveFacts, HistoryEntry, archive_plan
from documents.archive_proof import Proof, proof_entries
from documents.archive_texts import who
from documents.archive_zip import Archived, write_archive
from documents.assets import Assets
from handlers.desk import Room
from handlers.texts.riwayat import happened
from storage import offices, proof
from storage.codec import encode
from storage.cycles import CycleCache
from workflow.archive import file_ids
from workflow.chain import Head, cycle_chain
from workflow.cycle import Cycle, Secrecy
from workflow.events import DisposisiIssued, Event, Recorded
from workflow.office import Office
from workflow.papers.kinds import Printed
from workflow.quarter import Quarter

log = logging.getLogger(__name__)

RAHASIA = "(rahasia)"


class NoCycleError(Exception):
    """The office has no cycle of that quarter."""

    def __init__(self, quarter: Quarter) -> None:
        super().__init__(quarter)
        self.quarter = quarter


@dataclass(frozen=True)
class Gathered:
    """What the record holds of a cycle; `length` is its number of events, `papers` are still to be drawn."""

    facts: ArchiveFacts
    papers: tuple[Printed, ...]
    length: int


@dataclass(frozen=True)
class ArchiveFile:
    """A finished archive; `undrawn` are the titles of papers that could not be drawn."""

    path: Path
    said: Archived
    undrawn: tuple[str, ...]


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a transaction that sees one instant of the record and keeps nobody from writing."""
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("COMMIT")  # every transaction begins as a writer's; this one only reads
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield connection


def gather(
    connection: Connection, office_id: int, quarter: Quarter, now: datetime, present: PresentProcedure
) -> Gathered:
    """Return what goes into the archive of the quarter's cycle. Raises NoCycleError.

    `now` only says which instant to read the calendar at; nothing of it goes into the archive.
    """
    with Session(bind=connection) as session:
        revision = offices.revision(connection, office_id)
        known = read_office(session, office_id, revision, now.date())
    records = OfficeRecords(connection, 0, office_id, 0, 0, None, now, present, CycleCache())
    cycle = records.cycle_of(quarter)
    if cycle is None:
        raise NoCycleError(quarter)
    history = records.history(cycle.id)
    as_of = max((entry.at for entry in history), default=cycle.started_at)
    room = Room(now=as_of, office=known.office, calendar=known.calendar, records=records)
    wanted = ((file_id, records.file(file_id)) for file_id in sorted(file_ids(cycle)))
    facts = ArchiveFacts(
        cycle=cycle,
        office=known.office,
        office_name=records.letterhead().office or known.office.name,
        files={file_id: file for file_id, file in wanted if file is not None},
        indicators={unit_id: records.indicators(unit_id, quarter) for unit_id in cycle.unit_ids},
        papers=(),
        history=history_entries(history, known.office),
        seals=proof_entries(_proof(connection, office_id, cycle.id, history), as_of),
    )
    return Gathered(facts, cycle_papers(room, cycle), len(history))


def _proof(connection: Connection, office_id: int, cycle_id: int, history: Sequence[Recorded]) -> Proof:
    """Return what proves the cycle's history, with the seals up to the first that holds all of it.

    Of a rahasia disposisi it says only that it was written.
    """
    kept_back = {number for number, entry in enumerate(history, 1) if _open(entry.event) is not entry.event}
    links = tuple(proof.history_links(connection, office_id, cycle_id))
    seals = proof.seals(connection, office_id)
    whole = Head(cycle_chain(cycle_id), len(links), links[-1][1]) if links else None
    enough = next((count for count, seal in enumerate(seals, 1) if whole in seal.heads), len(seals))
    return Proof(links, tuple(seals[:enough]), kept_back)


def history_entries(history: Sequence[Recorded], office: Office) -> tuple[HistoryEntry, ...]:
    """Return every event as a line of JSON and in words. What a rahasia disposisi says is left out."""
    return tuple(
        HistoryEntry(
            entry.at,
            who(office, entry.actor),
            happened(entry.event, office).striptags(),
            _line(number, replace(entry, event=_open(entry.event))),
        )
        for number, entry in enumerate(history, 1)
    )


def make(gathered: Gathered, store: Path, target: Path, draw: Draw) -> ArchiveFile:
    """Write the archive to `target`, under its name only when it is complete. Raises OSError where it cannot."""
    drawn = [(printed, draw(printed)) for printed in gathered.papers]
    papers = tuple(
        ArchivedPaper(printed.file_name, title(printed.kind), data) for printed, data in drawn if data is not None
    )
    plan = archive_plan(replace(gathered.facts, papers=papers))
    assets = Assets(store)

    def opened(sha256: str) -> BinaryIO | None:
        path = assets.path(sha256)
        return None if path is None else path.open("rb")

    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with draft.open("xb") as out:
            said = write_archive(out, plan, opened)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return ArchiveFile(target, said, tuple(title(printed.kind) for printed, data in drawn if data is None))


def archive_name(cycle: Cycle, office: Office) -> str:
    """Return the file's name, ready for filing: `arsip-monev-kominfo-2026-tw3.zip`."""
    return f"arsip-monev-{slug(office.code, 'kantor')}-{cycle.quarter.year}-tw{cycle.quarter.number}.zip"


def _line(number: int, entry: Recorded) -> str:
    kind = type(entry.event).__name__
    event, actor = encode(entry.event), encode(entry.actor)
    return f'{{"no":{number},"at":"{entry.at.isoformat()}","kind":"{kind}","event":{event},"actor":{actor}}}'


def _open(event: Event) -> Event:
    """Return the event without what may not be passed on."""
    if isinstance(event, DisposisiIssued) and event.secrecy is Secrecy.RAHASIA:
        return replace(event, subject=RAHASIA, requests=(), note="", files=())
    return event
