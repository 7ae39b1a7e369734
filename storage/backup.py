"""Copying the database while the bot goes on writing, and reading such a copy back.

The copy is one instant of the database. On SQLite a read transaction holds that instant: writers go on beside it in the
WAL, and nobody waits. Without it every commit of the bot would make SQLite begin the copy anew.
"""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url

SQLITE_COPY = "monev.sqlite"
PAGES_AT_ONCE = 256
"""A megabyte: about a millisecond of work between two rests."""
REST_SECONDS = 0.01
SYNC_EVERY = 16
"""Steps after which the copy is written through to the disk: one long write at the end would hold up the inbox's."""
INSTRUCTIONS_BETWEEN_LOOKS = 200_000
"""Of SQLite's machine, some milliseconds: how often a long check looks whether it is to be given up."""
BUSY_SECONDS = 30.0


class BackupError(Exception):
    """No backup could be made; holds why, in words for the log and the admin, without secrets."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoDatabaseError(BackupError):
    """There is no database yet."""


class NoDumpProgramError(BackupError):
    """One of PostgreSQL's own programs is not on this machine."""

    def __init__(self, program: str) -> None:
        super().__init__(f"{program} is not installed")
        self.program = program


class GivenUpError(BackupError):
    """The work was stopped from outside."""

    def __init__(self) -> None:
        super().__init__("stopped")


class DamagedCopyError(BackupError):
    """A copy cannot be read back, or not in full."""


@dataclass(frozen=True)
class Contents:
    """What a database held at one instant: its schema's revision, rows by table, the hashes of its kept files."""

    revision: str | None
    rows: Mapping[str, int]
    kept: frozenset[str] = frozenset()


def _untold(_done: int, _total: int) -> None:
    return


@dataclass(frozen=True)
class Pace:
    """Lets others go first. `halt` ends the work from outside; `tell` hears how far a stage of it has come."""

    halt: threading.Event = field(default_factory=threading.Event)
    tell: Callable[[int, int], None] = _untold

    def step(self, done: int, total: int) -> None:
        """Rest between two pieces of work; raises GivenUpError when it is to end."""
        self.tell(done, total)
        if self.halt.wait(REST_SECONDS):
            raise GivenUpError


class Database(Protocol):
    """A database that can be copied into a folder, read back from there, and restored from there."""

    @property
    def copy_name(self) -> str:
        """The name of the copy's file."""

    def lacks(self) -> str | None:
        """Return a program that a copy needs and this machine does not have."""

    def zone(self) -> str | None:
        """Return the zone of the database's first office, None where it has none; raises BackupError."""

    def copy(self, folder: Path, pace: Pace) -> Contents:
        """Write a copy of one instant into the folder and return what was there; raises BackupError."""

    def read_back(self, folder: Path, scratch: Path, pace: Pace) -> Contents:
        """Open the folder's copy within `scratch`, check it whole and return what it holds; raises BackupError."""

    def lies_in(self, folder: Path) -> bool:
        """Return whether the database is a file in that folder."""

    def is_empty(self) -> bool:
        """Return whether nothing is at the address yet that a restore would change; raises BackupError."""

    def load(self, folder: Path) -> Contents:
        """Take the folder's copy for the database, which must be empty, and return what it holds now.

        All of it or nothing is there afterwards; raises BackupError.
        """


def database_at(url: str) -> Database:
    """Return the database at the address that the bot uses."""
    if url.startswith("sqlite"):
        return SqliteDatabase(Path(make_url(url).database or ""))
    from storage.backup_postgresql import PostgresqlDatabase  # here, because most offices have no PostgreSQL

    return PostgresqlDatabase(url)


class SqliteDatabase:
    """A SQLite file, in use or not."""

    copy_name = SQLITE_COPY

    def __init__(self, path: Path) -> None:
        self._path = path

    def lacks(self) -> str | None:
        """Return None: SQLite is part of Python."""
        return None

    def zone(self) -> str | None:
        """Return the zone of the first office."""
        with self._reading() as source:
            return _value(source, "office", "SELECT zone FROM office ORDER BY id LIMIT 1")

    def copy(self, folder: Path, pace: Pace) -> Contents:
        """Copy in small steps; what is committed meanwhile is not in it."""
        target = folder / self.copy_name
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        steps = 0

        def rest(_status: int, remaining: int, total: int) -> None:
            nonlocal steps
            steps += 1
            if steps % SYNC_EVERY == 0:
                os.fdatasync(handle)
            pace.step(total - remaining, total)

        try:
            with self._reading() as source, closing(sqlite3.connect(target)) as copy:
                contents = _contents(source)  # the transaction's first look: it settles which instant is copied
                source.backup(copy, pages=PAGES_AT_ONCE, progress=rest)
            os.fsync(handle)
        finally:
            os.close(handle)
        return contents

    def read_back(self, folder: Path, scratch: Path, pace: Pace) -> Contents:
        """Open a copy of the copy as the bot would, and have SQLite check every page of it."""
        path = scratch / self.copy_name
        shutil.copyfile(folder / self.copy_name, path)
        try:
            with closing(sqlite3.connect(path)) as copy:
                copy.set_progress_handler(pace.halt.is_set, INSTRUCTIONS_BETWEEN_LOOKS)
                found = [row[0] for row in copy.execute("PRAGMA integrity_check(10)")]
                if found != ["ok"]:
                    raise DamagedCopyError("; ".join(found))
                return _contents(copy)
        except sqlite3.DatabaseError as error:
            if pace.halt.is_set():
                raise GivenUpError from None
            raise DamagedCopyError(str(error)) from error

    def lies_in(self, folder: Path) -> bool:
        """Return whether the file is directly in the folder."""
        return self._path.absolute().parent == folder.absolute()

    def is_empty(self) -> bool:
        """Return whether there is no file, nor the log of one."""
        return not any(self._path.with_name(self._path.name + end).exists() for end in ("", "-wal", "-shm"))

    def load(self, folder: Path) -> Contents:
        """Put the file in its place, under its name only when all of it is on the disk."""
        if not self.is_empty():
            raise BackupError(f"{self._path.name} is there already")
        draft = self._path.with_name(f".{self._path.name}.part")
        draft.unlink(missing_ok=True)
        shutil.move(folder / self.copy_name, draft)
        with draft.open("rb") as content:
            os.fsync(content.fileno())
        draft.chmod(0o600)
        draft.rename(self._path)
        with self._reading() as found:
            return _contents(found)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Give one instant of the database, for as long as it is asked."""
        if not self._path.is_file():
            raise NoDatabaseError(str(self._path))
        try:
            uri = f"{self._path.absolute().as_uri()}?mode=rw"  # a WAL's reader must be able to note where it reads
            with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as source:
                source.execute("PRAGMA query_only=ON")
                source.execute("BEGIN")
                yield source
        except sqlite3.Error as error:
            raise BackupError(f"{type(error).__name__}: {error}") from error


def _contents(connection: sqlite3.Connection) -> Contents:
    """Return what the database holds as this transaction sees it."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    names = [name for (name,) in connection.execute(tables)]
    rows = {name: int(connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608 - its own tables
    kept = connection.execute("SELECT DISTINCT sha256 FROM file WHERE state = 'kept'") if "file" in rows else ()
    revision = _value(connection, "alembic_version", "SELECT version_num FROM alembic_version")
    return Contents(revision, rows, frozenset(sha256 for (sha256,) in kept))


def _value(connection: sqlite3.Connection, table: str, query: str) -> str | None:
    """Return the query's one value, None where there is no row or not even the table."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is None:
        return None
    found = connection.execute(query).fetchone()
    return None if found is None else str(found[0])
