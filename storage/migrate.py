"""Bringing a database to the schema of this version, from the first table on, through Alembic."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 830_2021
"""PostgreSQL's advisory lock under which one process migrates while the others wait; SQLite's write lock does there."""


def latest_revision() -> str:
    """Return the newest revision's id, read from the file names so that a start need not load Alembic."""
    return max(path.name.split("_", 1)[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current_revision(engine: Engine) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.begin() as connection:
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def migrate(engine: Engine) -> None:
    """Make every table that is missing and change those that are old; does nothing to a database that is current.

    Processes that start at once on one database wait for the first of them to have made the tables.
    """
    if current_revision(engine) == latest_revision():
        return
    from alembic import command  # here, because it costs 0.15 s that an ordinary start need not pay
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
