"""Opening SQLite: what every connection is set to, and that a transaction holds the database from its beginning."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from storage.engine import BUSY_MS, default_url, open_engine
from storage.statements import Statement

NORMAL, FULL = 1, 2
"""SQLite's numbers for `synchronous`."""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    engines: list[Engine] = []

    def open_one(**options: bool) -> Engine:
        engines.append(open_engine(default_url(tmp_path), **options))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.dispose()


def pragma(engine: Engine, name: str) -> object:
    with engine.begin() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


@pytest.mark.parametrize(("durable", "level"), [(True, FULL), (False, NORMAL)])
def test_only_the_inbox_pays_for_every_commit_to_reach_the_disk(
    opened: Callable[..., Engine], durable: bool, level: int
):
    """What Telegram forgets once it is acknowledged is written through; the rest can be done again."""
    assert pragma(opened(durable=durable), "synchronous") == level


def test_every_connection_is_set_alike(opened: Callable[..., Engine]):
    """WAL, so that readers do not wait; foreign keys, which SQLite checks only when told; and patience."""
    engine = opened()
    for _ in range(2):
        assert pragma(engine, "journal_mode") == "wal"
        assert pragma(engine, "foreign_keys") == 1
        assert pragma(engine, "busy_timeout") == BUSY_MS
        engine.dispose()


def test_foreign_keys_are_not_only_switched_on_but_checked(opened: Callable[..., Engine]):
    """A child without its parent is refused."""
    engine = opened()
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE child (parent_id INTEGER REFERENCES parent (id))")
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql("INSERT INTO child VALUES (7)")


def test_a_transaction_holds_the_database_before_it_reads(opened: Callable[..., Engine], tmp_path: Path):
    """Nobody can write between a turn's reading and its writing, from whatever process."""
    with opened().begin():
        beside = sqlite3.connect(tmp_path / "monev.sqlite3", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            beside.execute("BEGIN IMMEDIATE")
        beside.close()


def test_tables_made_in_a_transaction_that_fails_are_not_there(opened: Callable[..., Engine]):
    """A migration that breaks half-way leaves the schema as it was: the driver commits nothing of its own."""
    engine = opened()
    with engine.connect() as connection, connection.begin() as transaction:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        transaction.rollback()
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM sqlite_master").scalar_one() == 0


def test_opening_waits_for_another_process_that_makes_its_tables(opened: Callable[..., Engine], tmp_path: Path):
    """A new file is switched to WAL although someone is writing in it at that moment."""
    other = sqlite3.connect(tmp_path / "monev.sqlite3", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE theirs (id INTEGER)")
    engine = opened()

    @event.listens_for(engine, "connect", insert=True)
    def commit_when_refused(connection: sqlite3.Connection, _record: object) -> None:
        """Let the other process finish as soon as this one begins to wait for it."""
        connection.set_trace_callback(lambda sql: beside.submit(other.commit) if sql == "BEGIN IMMEDIATE" else None)

    with ThreadPoolExecutor(1) as beside:
        assert pragma(engine, "journal_mode") == "wal"
    other.close()


def test_the_address_of_the_default_database_lies_in_the_data_directory(tmp_path: Path):
    """One file, beside the files that people sent."""
    assert default_url(tmp_path) == f"sqlite:///{tmp_path / 'monev.sqlite3'}"


@pytest.mark.parametrize("address", ["postgres://h/monev", "postgresql://h/monev", "postgresql+psycopg://h/monev"])
def test_an_address_of_postgresql_may_be_written_as_hosts_write_it(address: str):
    """The driver is ours to choose; nothing is connected until it is needed."""
    engine = open_engine(address)
    assert (engine.dialect.name, engine.driver, engine.url.database) == ("postgresql", "psycopg", "monev")


def test_a_plain_statement_outside_of_a_transaction_is_refused(opened: Callable[..., Engine]):
    """It would commit by itself, apart from the work that it belongs to."""
    with opened().connect() as connection, pytest.raises(InvalidRequestError):
        Statement("SELECT 1").row(connection)
