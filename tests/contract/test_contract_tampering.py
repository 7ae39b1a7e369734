"""Somebody changes the record behind the bot's back: whatever it is, and wherever, it is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from contract_quarter import Play, beginning, collecting
from contract_town import BOT, MORNING, TwoOffices, actor, person
from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

from storage import files
from storage.blobs import Blob, BlobStore
from storage.proof import history_links
from storage.register import Register
from storage.verification import Verified, verify
from workflow.chain import START, Fault, entry_hash
from workflow.files import FileKind
from workflow.office import Office
from workflow.register import CalendarDayChanged

PROVED = {
    "history": ("position", "kind", "event", "person_id", "post_id", "actor", "at", "cause_id", "files", "hash"),
    "register": ("position", "kind", "entry", "actor", "at", "cause_id", "hash"),
    "seal": ("position", "day", "root", "heads", "made_at"),
    "cycle": ("year", "quarter", "state", "length"),
    "assignment": ("step", "unit_key", "round", "state", "phase", "started_at", "due_at", "finished_at"),
    "submission": ("version", "number", "state", "files", "submitted_at", "sent_at"),
    "file": ("sha256", "state"),
}
"""What says something of what happened, table by table."""
SWAPPED = {"history": "event", "register": "entry", "seal": "heads"}
"""What is exchanged between two rows of a table, while the rest stays where it was."""


@dataclass(frozen=True)
class Kept:
    """An office with a record of some length, and where its files lie."""

    office: Office
    blobs: BlobStore

    def proved(self, connection: Connection) -> Verified:
        """Verify it as it stands in the transaction."""
        return verify(connection, self.office.id, self.blobs.path)


@pytest.fixture
def kept(engine: Engine, town: TwoOffices, tmp_path: Path) -> Kept:
    """Play most of a quarter with files that exist, note days off, seal two days."""
    office, blobs = town.kominfo, BlobStore(tmp_path / "files")
    with Session(engine) as session:
        for number in range(4):
            _keep(session, office, blobs, f"%PDF-1.4 berkas {number}".encode())
        session.commit()
    play = Play(engine, office)
    play.plays(beginning(office))
    _note(engine, office, 1)
    play.plays(collecting(office)[:7])
    _note(engine, office, 2)
    return Kept(office, blobs)


def _keep(session: Session, office: Office, blobs: BlobStore, content: bytes) -> None:
    who = person(office, "tim")
    wanted = files.want(
        session, office_id=office.id, person_id=who, bot_id=BOT, chat_id=5, telegram_file_id="x", name="a", now=MORNING
    )
    blob = blobs.put([content])
    assert isinstance(blob, Blob)
    files.keep(session, office.id, wanted.id, FileKind.PDF, blob.size, blob.sha256, MORNING)


def _note(engine: Engine, office: Office, day: int) -> None:
    with engine.begin() as connection:
        register = Register(connection, office.id)
        for off in (True, False):
            register.append(
                CalendarDayChanged(f"2026-05-0{day}", off, "Cuti bersama"), actor(office, "sekretaris"), MORNING, 7
            )
        assert register.seal(date(2026, 4, day), MORNING) is not None


def test_an_untouched_record_is_whole(engine: Engine, kept: Kept) -> None:
    """Nothing is found, and what was looked at is counted."""
    with engine.begin() as connection:
        proved = kept.proved(connection)
    assert proved.findings == ()
    assert proved.entries > 20
    assert (proved.files, proved.seals) == (4, 2)


def test_any_row_that_is_changed_removed_added_or_swapped_is_found(engine: Engine, kept: Kept) -> None:
    """Every column of every row, one at a time; and every row once gone, once told twice, once exchanged."""
    unseen = []
    with engine.connect() as connection:
        for what, tampering in _tamperings(connection, kept.office.id):
            connection.rollback()
            with connection.begin() as transaction:
                for statement, values in tampering:
                    connection.execute(text(statement), values)
                if not kept.proved(connection).findings:
                    unseen.append(what)
                transaction.rollback()
    assert unseen == []


Tampering = list[tuple[str, dict[str, Any]]]


def _tamperings(connection: Connection, office_id: int) -> Iterator[tuple[str, Tampering]]:
    for table, columns in PROVED.items():
        which = f"office_id = {office_id}" + (" AND id IN (3, 4)" if table == "file" else "")  # those that were sent
        query = text(f"SELECT * FROM {table} WHERE {which} ORDER BY id")  # noqa: S608 - names of ours
        rows = [dict(row) for row in connection.execute(query).mappings()]
        assert rows, table
        for row in rows:
            for column in columns:
                change = f"UPDATE {table} SET {column} = :new WHERE id = :of"  # noqa: S608 - names of ours
                yield f"{table}.{column}", [(change, {"new": _other(column, row[column]), "of": row["id"]})]
            if table != "cycle":  # others point at it
                yield f"{table} removed", [(f"DELETE FROM {table} WHERE id = :of", {"of": row["id"]})]  # noqa: S608
        if table in SWAPPED:
            for one, other in pairwise(rows):
                column = SWAPPED[table]
                if one[column] != other[column]:
                    change = f"UPDATE {table} SET {column} = :new WHERE id = :of"  # noqa: S608 - names of ours
                    yield (
                        f"{table} swapped",
                        [(change, {"new": a[column], "of": b["id"]}) for a, b in ((one, other), (other, one))],
                    )
            last = {**rows[-1], "id": 10_000, "position": rows[-1]["position"] + 1}
            names = ", ".join(last)
            marks = ", ".join(f":{name}" for name in last)
            yield f"{table} added", [(f"INSERT INTO {table} ({names}) VALUES ({marks})", last)]  # noqa: S608


def _other(column: str, value: object) -> object:
    """Return another value of the same kind."""
    if value is None:
        return "2031-01-01 00:00:00.000000" if column.endswith("_at") else 1
    if isinstance(value, int):
        return value + 1000
    if isinstance(value, str) and value[:2] == "20":  # an instant or a day as SQLite keeps it
        return "2031" + value[4:]
    if isinstance(value, str):
        return value + "x"
    return value.replace(year=2031)  # type: ignore[attr-defined] # an instant or a day


def test_any_file_that_is_changed_or_removed_is_found(engine: Engine, kept: Kept) -> None:
    """Whether an entry names the file or not; one changed bit is enough."""
    contents = sorted(path for path in kept.blobs.path("0" * 64).parents[1].rglob("*") if path.is_file())
    assert len(contents) == 4
    for path in contents:
        known = path.read_bytes()
        assert hashlib.sha256(known).hexdigest() == path.name
        for damage, expected in ((known[:-1] + bytes([known[-1] ^ 1]), Fault.FILE_CHANGED), (None, Fault.FILE_MISSING)):
            path.unlink() if damage is None else path.write_bytes(damage)
            with engine.begin() as connection:
                assert {finding.fault for finding in kept.proved(connection).findings} == {expected}
        path.write_bytes(known)


def test_a_history_that_was_written_anew_is_found_by_the_seals(engine: Engine, kept: Kept) -> None:
    """Who changes an entry and all hashes after it still does not fit what was sealed, and told the admins."""
    with engine.begin() as connection:
        ((cycle_id,),) = connection.execute(text("SELECT id FROM cycle"))
        connection.execute(text("UPDATE history SET at = :at WHERE position = 3"), {"at": "2026-04-01 05:00:00.000000"})
        previous = START
        for link, _ in list(history_links(connection, kept.office.id, cycle_id)):
            previous = entry_hash(previous, link)
            change = text("UPDATE history SET hash = :hash WHERE position = :position")
            connection.execute(change, {"hash": previous, "position": link.position})
        assert {finding.fault for finding in kept.proved(connection).findings} >= {Fault.UNSEALED}
