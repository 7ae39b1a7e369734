"""Copying a PostgreSQL database with its own `pg_dump`, and reading the dump back with `pg_restore`.

A dump is unpacked in full and its rows are counted; it is not loaded into a server, because there is none to spare.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import Connection, IsolationLevel, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from storage.backup import BackupError, Contents, DamagedCopyError, GivenUpError, NoDumpProgramError, Pace

DUMP = "monev.dump"
DUMP_PROGRAM, RESTORE_PROGRAM = "pg_dump", "pg_restore"
LINES_AT_ONCE = 2000
LOOK_SECONDS = 0.2
"""How often it is looked whether a dump under way is to be given up."""
_TABLE = re.compile(rb"COPY public\.(\w+) ")
_END = b"\\.\n"


class PostgresqlDatabase:
    """A database on a PostgreSQL server."""

    copy_name = DUMP

    def __init__(self, url: str) -> None:
        self._url = re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql://", url)

    def lacks(self) -> str | None:
        """Return the first of PostgreSQL's programs that is not installed here."""
        return next((name for name in (DUMP_PROGRAM, RESTORE_PROGRAM) if shutil.which(name) is None), None)

    def zone(self) -> str | None:
        """Return the zone of the first office."""
        with self._reading() as connection:
            return _value(connection, "office", "SELECT zone FROM office ORDER BY id LIMIT 1")

    def copy(self, folder: Path, pace: Pace) -> Contents:
        """Dump the very instant that is counted; raises NoDumpProgramError where `pg_dump` is not installed."""
        target = folder / self.copy_name
        target.touch(mode=0o600)
        address, environment = self._address()
        with self._reading() as connection:
            snapshot = _one(connection, "SELECT pg_export_snapshot()")
            contents = _contents(connection)
            options = (f"--snapshot={snapshot}", f"--file={target}", f"--dbname={address}")
            _work(pace, environment, _program(DUMP_PROGRAM), "--format=custom", *options)
        return contents

    def read_back(self, folder: Path, scratch: Path, pace: Pace) -> Contents:  # noqa: ARG002 - nothing is laid there
        """Unpack the whole dump and count its rows."""
        command = [_program(RESTORE_PROGRAM), "--data-only", "--file=-", str(folder / self.copy_name)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reading:  # noqa: S603 - ours
            try:
                contents = _count(reading.stdout or (), pace)
            except GivenUpError:
                reading.kill()
                raise
        if reading.returncode:
            raise DamagedCopyError(f"{RESTORE_PROGRAM} ended with {reading.returncode}")
        return contents

    def lies_in(self, folder: Path) -> bool:  # noqa: ARG002 - it is on a server
        """Return False."""
        return False

    def is_empty(self) -> bool:
        """Return whether the database has no table."""
        with self._reading() as connection:
            return not _one(connection, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'")

    def load(self, folder: Path) -> Contents:
        """Load the dump in one transaction; what it holds belongs to the user of the address."""
        if not self.is_empty():
            raise BackupError("the database has tables already")
        address, environment = self._address()
        options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", f"--dbname={address}")
        _work(Pace(), environment, _program(RESTORE_PROGRAM), *options, str(folder / self.copy_name))
        with self._reading() as connection:
            return _contents(connection)

    def _address(self) -> tuple[str, dict[str, str] | None]:
        """Return the address for a program, and its environment: every user sees a command's words, so no password."""
        address = {name: str(value) for name, value in conninfo_to_dict(self._url).items()}
        password = address.pop("password", "")
        return make_conninfo("", **address), {**os.environ, "PGPASSWORD": password} if password else None

    @contextmanager
    def _reading(self) -> Iterator[Connection[tuple[Any, ...]]]:
        """Give one instant of the database, for as long as it is asked."""
        try:
            with psycopg.connect(self._url) as connection:
                connection.isolation_level = IsolationLevel.REPEATABLE_READ
                connection.read_only = True
                yield connection
        except psycopg.Error as error:
            raise BackupError(f"{type(error).__name__}: {str(error).strip()}") from error


def _contents(connection: Connection[tuple[Any, ...]]) -> Contents:
    """Return what the database holds as this transaction sees it."""
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    rows = {name: int(_one(connection, "SELECT COUNT(*) FROM {}", name)) for (name,) in tables}
    kept = connection.execute("SELECT DISTINCT sha256 FROM file WHERE state = 'kept'") if "file" in rows else ()
    revision = _value(connection, "alembic_version", "SELECT version_num FROM alembic_version")
    return Contents(revision, rows, frozenset(sha256 for (sha256,) in kept))


def _value(connection: Connection[tuple[Any, ...]], table: str, query: LiteralString) -> str | None:
    """Return the query's one value, None where there is no row or not even the table."""
    if connection.execute("SELECT to_regclass(%s)", (f"public.{table}",)).fetchone() == (None,):
        return None
    found = connection.execute(query).fetchone()
    return None if found is None else str(found[0])


def _one(connection: Connection[tuple[Any, ...]], query: LiteralString, *names: str) -> Any:
    found = connection.execute(sql.SQL(query).format(*(sql.Identifier(name) for name in names))).fetchone()
    return None if found is None else found[0]


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NoDumpProgramError(name)
    return found


def _work(pace: Pace, environment: dict[str, str] | None, *command: str) -> None:
    """Run one of PostgreSQL's programs to its end, or until it is to be given up."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True) as working:  # noqa: S603 - ours
        while True:
            try:
                _, words = working.communicate(timeout=LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                if pace.halt.is_set():
                    working.kill()
                    raise GivenUpError from None
            else:
                break
    if working.returncode:
        raise BackupError(" ".join(words.split()))


def _count(lines: Iterable[bytes], pace: Pace) -> Contents:
    """Return what a dump that is written out as SQL holds, resting in between."""
    rows: dict[str, int] = {}
    revision, table = None, ""
    for number, line in enumerate(lines):
        if number % LINES_AT_ONCE == 0:
            pace.step(number, 0)
        if not table:
            begun = _TABLE.match(line)
            if begun:
                table = begun[1].decode()
                rows[table] = 0
        elif line == _END:
            table = ""
        else:
            rows[table] += 1
            revision = line.decode().strip() if table == "alembic_version" else revision
    return Contents(revision, rows)
