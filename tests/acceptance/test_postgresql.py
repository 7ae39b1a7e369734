"""The whole quarter in chat with the bot's rows on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import PostgresServer

from acceptance import quarter
from acceptance.office import WITHOUT_LIMITS, open_office

pytestmark = pytest.mark.xdist_group("postgresql")


@pytest.fixture
def database() -> Iterator[str]:
    """Start a server with one empty database and return its address."""
    server = PostgresServer()
    yield server.create("kantor")
    server.stop()


async def test_a_quarter_on_postgresql_survives_kills_between_its_steps(database: str, tmp_path: Path) -> None:
    """The bot makes its tables there, works every actor's step, and comes to the same end when it is killed."""
    async with open_office(tmp_path, settings={**WITHOUT_LIMITS, "MONEV_DATABASE_URL": database}) as office:
        office.restarts = True
        await quarter.tell(office)
        await office.settles()
        assert len(office.kills) >= 25
        assert office.rows("SELECT state FROM cycle") == [("closed",)]
        assert office.rows("SELECT id FROM inbox WHERE state = 'dead'") == []
        assert not (office.data_dir / "monev.sqlite3").exists()
