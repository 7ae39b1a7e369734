"""Opening the database: SQLite in WAL mode by default, PostgreSQL through psycopg for more."""

import re
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import create_engine

BUSY_MS = 30_000
"""How long a SQLite connection waits for another process (`monev invite` beside the running bot)."""
WAL_TRIES = 10
"""How often a new file's switch to WAL is tried while other processes make their tables in it."""


def default_url(data_dir: Path) -> str:
    """Return the address of the SQLite database in the data directory."""
    return f"sqlite:///{data_dir / 'monev.sqlite3'}"


def open_engine(url: str, *, durable: bool = False, connections: int = 1) -> Engine:
    """Open the database at `url`.

    `durable` makes every commit reach the disk before it returns (SQLite `synchronous=FULL`): the inbox asks for it,
    because Telegram forgets an update once it is acknowledged. Without it a power cut may take the last commits
    back together with their inbox rows' "done", so that the work is redone. PostgreSQL is always durable.
    """
    if url.startswith("sqlite"):
        return _open_sqlite(url, durable=durable)
    if url.startswith(("postgres://", "postgresql://")):
        url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
    return create_engine(url, pool_size=connections, max_overflow=2, pool_pre_ping=True)


def forget(engine: Engine) -> None:
    """Empty SQLite's log of what was overwritten in the file; nothing where a reader still needs it, nor elsewhere."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _open_sqlite(url: str, *, durable: bool) -> Engine:
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
        pool_reset_on_return=None,  # whoever closes a connection has ended its transaction: see `begin`
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late for a read-then-write transaction
        cursor = connection.cursor()
        _use_wal(cursor)
        cursor.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        """Take the write lock; by the driver's own cursor, for it comes with every turn."""
        try:
            connection.connection.cursor().execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError("BEGIN IMMEDIATE", None, error) from error

    return engine


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Switch the file to WAL. SQLite does not wait for others to do so, but fails at once; so a turn is waited for."""
    for _ in range(WAL_TRIES):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        else:
            return
    cursor.execute("PRAGMA journal_mode=WAL")
