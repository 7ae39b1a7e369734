"""The database as the commands use it: opened, brought up to date, one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from bot.settings import Settings
from storage.engine import open_engine
from storage.migrate import migrate


@contextmanager
def opened(settings: Settings) -> Iterator[Connection]:
    """Give a transaction that commits at the end; data directory and tables are made where they are missing."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = open_engine(settings.database)
    try:
        migrate(engine)
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
