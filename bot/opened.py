"""The database as the commands use it: opened, brought up to date, one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from bot.data_dir import prepare
from bot.settings import Settings
from storage.engine import open_engine
from storage.migrate import migrate


@contextmanager
def opened(settings: Settings) -> Iterator[Connection]:
    """Give a transaction that commits at the end; data directory and tables are made where they are missing.

    Raises DataDirOpenError where others may look into the data directory, and it cannot be closed to them.
    """
    prepare(settings.data_dir)
    engine = open_engine(settings.database)
    try:
        migrate(engine)
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
