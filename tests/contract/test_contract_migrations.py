"""The schema: made by the migrations alone, from the first table on, and just what the rest of the code expects."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - fills the metadata
from storage.migrate import current_revision, latest_revision, migrate

Open = Callable[[str], Engine]
PROCESS = """
import sys
import alembic.command, alembic.config
from storage.engine import open_engine
from storage.migrate import migrate
engine = open_engine(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
migrate(engine)
engine.dispose()
"""


def schema(engine: Engine) -> dict[str, list[str]]:
    """Return every table with its columns."""
    looked = inspect(engine)
    return {table: sorted(column["name"] for column in looked.get_columns(table)) for table in looked.get_table_names()}


def test_an_empty_database_becomes_exactly_what_the_tables_say(empty_url: str, opened: Open):
    """From nothing, the migrations lead to the schema of the code, down to indexes and unique constraints."""
    engine = opened(empty_url)
    assert current_revision(engine) is None
    migrate(engine)
    assert current_revision(engine) == latest_revision()
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrating_again_changes_nothing(empty_url: str, opened: Open):
    """Every start of the bot migrates; a database that is current keeps its tables and its rows."""
    engine = opened(empty_url)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO office (code, name, zone, self_approval, letterhead, revision)"
                " VALUES ('kominfo', 'Dinas Kominfo', 'Asia/Jakarta', false, '{}', 1)"
            )
        )
    before = schema(engine)
    migrate(engine)
    migrate(opened(empty_url))
    assert schema(engine) == before
    with engine.begin() as connection:
        assert connection.execute(text("SELECT code FROM office")).scalars().all() == ["kominfo"]


def test_two_processes_that_start_at_once_make_the_tables_once(empty_url: str, opened: Open):
    """Several processes share one database: whoever comes second finds the tables made, and starts all the same."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", PROCESS, empty_url]
    processes = [subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], "\n".join(said)
    assert current_revision(opened(empty_url)) == latest_revision()
