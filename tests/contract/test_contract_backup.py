"""Copies of the database: one instant of it, whole, while others go on writing; and read back in full."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from contract_town import BOT, MORNING, TwoOffices
from postgres_server import PostgresServer
from sqlalchemy import Engine
from sqlmodel import Session

from storage import inbox
from storage.backup import (
    BackupError,
    Contents,
    DamagedCopyError,
    Database,
    GivenUpError,
    NoDumpProgramError,
    Pace,
    database_at,
)
from storage.engine import open_engine
from storage.inbox import Arrival
from storage.migrate import latest_revision
from storage.tables import FileRow

PAGE = 4096


@pytest.fixture(autouse=True)
def programs(kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the server's own pg_dump first: an older one, as the machine may have, refuses a newer server."""
    if kind == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        monkeypatch.setenv("PATH", str(server.programs), prepend=":")


@pytest.fixture
def database(url: str) -> Database:
    return database_at(url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "copy"
    made.mkdir()
    return made


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    made = tmp_path / "scratch"
    made.mkdir()
    return made


def halted() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


def put_program(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def arrive(engine: Engine, first: int, count: int, size: int = 10) -> None:
    arrivals = [Arrival(str(number), 1, "x" * size) for number in range(first, first + count)]
    with engine.begin() as connection:
        inbox.receive(connection, BOT, arrivals, MORNING)


def keep_file(engine: Engine, town: TwoOffices, number: int, state: str, sha256: str) -> None:
    ids = {"office_id": town.kominfo.id, "person_id": town.kominfo.persons[0].id, "bot_id": BOT, "chat_id": 1}
    row = FileRow(**ids, telegram_file_id=str(number), name="a.pdf", state=state, sha256=sha256, wanted_at=MORNING)
    with Session(engine) as session:
        session.add(row)
        session.commit()


def test_a_copy_is_read_back_as_it_was_copied(
    database: Database, engine: Engine, town: TwoOffices, folder: Path, scratch: Path
):
    """Revision and the rows of every table, also of those that are empty."""
    arrive(engine, 1, 30)
    copied = database.copy(folder, Pace())
    found = database.read_back(folder, scratch, Pace())
    assert copied.revision == found.revision == latest_revision()
    assert copied.rows == found.rows
    assert (copied.rows["inbox"], copied.rows["office"], copied.rows["outbox"]) == (30, 2, 0)
    assert [path.name for path in folder.iterdir()] == [database.copy_name]
    assert (folder / database.copy_name).stat().st_mode & 0o777 == 0o600


def test_a_copy_names_the_files_that_are_kept(database: Database, engine: Engine, town: TwoOffices, folder: Path):
    """Each once; those that were refused or never fetched have no content."""
    keep_file(engine, town, 1, "kept", "aa")
    keep_file(engine, town, 2, "kept", "aa")
    keep_file(engine, town, 3, "kept", "bb")
    keep_file(engine, town, 4, "refused", "")
    assert database.copy(folder, Pace()).kept == {"aa", "bb"}


def test_a_copy_restores_an_empty_database_and_no_other(
    url: str, empty_url: str, kind: str, engine: Engine, town: TwoOffices, folder: Path, tmp_path: Path
):
    """All rows are there again, and the bot can go on from the last number; what has tables is refused."""
    arrive(engine, 1, 30)
    copied = database_at(url).copy(folder, Pace())
    address = f"sqlite:///{tmp_path / 'restored.sqlite3'}" if kind == "sqlite" else empty_url
    target = database_at(address)
    assert target.is_empty()
    assert target.lies_in(tmp_path) is (kind == "sqlite")
    found = target.load(folder)
    assert (found.rows, found.revision) == (copied.rows, copied.revision)
    restored = open_engine(address)
    arrive(restored, 31, 1)
    with restored.begin() as connection:
        assert len(inbox.pending(connection, BOT, MORNING, limit=99)) == 31
    restored.dispose()
    for used in (target, database_at(url)):
        assert not used.is_empty()
        with pytest.raises(BackupError):
            used.load(folder)


@pytest.mark.parametrize("kind", [pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))])
def test_a_dump_that_breaks_off_leaves_the_database_empty(
    url: str, empty_url: str, engine: Engine, town: TwoOffices, folder: Path
):
    """It is loaded in one transaction."""
    arrive(engine, 1, 3000, size=500)
    database_at(url).copy(folder, Pace())
    dump = folder / "monev.dump"
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size * 3 // 4])
    with pytest.raises(BackupError):
        database_at(empty_url).load(folder)
    assert database_at(empty_url).is_empty()


def test_what_is_committed_during_the_copy_is_not_in_it(
    database: Database, engine: Engine, folder: Path, scratch: Path
):
    """Somebody writes between every two steps: the copy comes to an end, and holds the instant that it began with."""
    arrive(engine, 1, 2000, size=2000)
    written = 2000

    def write(_done: int, _total: int) -> None:
        nonlocal written
        written += 1
        arrive(engine, written, 1)

    copied = database.copy(folder, Pace(tell=write))
    assert copied.rows["inbox"] == 2000
    assert database.read_back(folder, scratch, Pace()).rows == copied.rows
    with engine.begin() as connection:
        assert len(inbox.pending(connection, BOT, MORNING, limit=9999)) == written


def test_a_copy_under_way_is_given_up_when_it_is_told_to(
    database: Database, engine: Engine, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The bot stops: it does not wait for the end of the night's work, nor for a dump that hangs."""
    arrive(engine, 1, 500, size=2000)
    put_program(tmp_path, monkeypatch, "pg_dump", "exec sleep 60")
    with pytest.raises(GivenUpError):
        database.copy(folder, Pace(halted()))


def test_reading_back_is_given_up_when_it_is_told_to(database: Database, engine: Engine, folder: Path, scratch: Path):
    """Also in the middle of SQLite's own check."""
    arrive(engine, 1, 5000, size=500)
    database.copy(folder, Pace())
    with pytest.raises(GivenUpError):
        database.read_back(folder, scratch, Pace(halted()))


def test_a_damaged_copy_is_found_out(database: Database, engine: Engine, folder: Path, scratch: Path):
    """A stretch of it was overwritten on the disk."""
    arrive(engine, 1, 3000, size=500)
    copied = database.copy(folder, Pace())
    path = folder / database.copy_name
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 3 * PAGE] = b"\xff" * 3 * PAGE
    path.write_bytes(content)
    assert not _reads_as(database, folder, scratch, copied)


def test_a_copy_cut_short_is_found_out(database: Database, engine: Engine, folder: Path, scratch: Path):
    """The disk was full, or a copy of the copy broke off."""
    arrive(engine, 1, 3000, size=500)
    copied = database.copy(folder, Pace())
    path = folder / database.copy_name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert not _reads_as(database, folder, scratch, copied)


def _reads_as(database: Database, folder: Path, scratch: Path, copied: Contents) -> bool:
    try:
        return database.read_back(folder, scratch, Pace()).rows == copied.rows
    except DamagedCopyError:
        return False


def test_the_first_offices_zone_says_when_it_is_night(url: str, town: TwoOffices):
    """One backup serves all offices of the database."""
    assert database_at(url).zone() == town.kominfo.zone


def test_a_database_without_offices_or_tables_has_no_zone(url: str, empty_url: str, engine: Engine):
    """Before the first import there is nothing to be missed."""
    assert database_at(url).zone() is None
    if empty_url.startswith("postgresql"):
        assert database_at(empty_url).zone() is None


def test_a_database_that_is_not_there_is_a_plain_failure(kind: str, tmp_path: Path):
    """No file is made by looking for one, no server is waited for."""
    nowhere = {
        "sqlite": f"sqlite:///{tmp_path / 'nowhere.sqlite3'}",
        "postgresql": f"postgresql://monev:geheim@/monev?host={tmp_path}",
    }
    with pytest.raises(BackupError) as failed:
        database_at(nowhere[kind]).zone()
    assert "geheim" not in failed.value.reason
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))])
def test_without_pg_dump_there_is_no_copy(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """It is said plainly which program is missing."""
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoDumpProgramError, match="pg_dump"):
        database_at(url).copy(folder, Pace())


@pytest.mark.parametrize("kind", [pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))])
def test_what_pg_dump_says_is_handed_on(url: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """One that is older than the server refuses, and a password never stands among a command's words."""
    put_program(tmp_path, monkeypatch, "pg_dump", 'echo "$@ $PGPASSWORD" >&2; exit 1')
    with_password = url.replace("monev@", "monev:geheim@")
    with pytest.raises(BackupError, match=r"--snapshot=\S+ --file=\S+ --dbname=.* geheim$") as failed:
        database_at(with_password).copy(folder, Pace())
    assert failed.value.reason.count("geheim") == 1
