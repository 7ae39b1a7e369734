"""Both databases that the product runs on: every story of the contract is told on each, in a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from contract_town import TwoOffices, found_two_offices
from postgres_server import PostgresServer
from sqlalchemy import Connection, Engine
from sqlmodel import Session

from storage.engine import default_url, open_engine
from storage.migrate import migrate

TEMPLATE = "migrated"
"""The database with all tables and no rows of which each test on PostgreSQL gets a copy."""
_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start the one PostgreSQL server of this run, with a migrated template; a run without it fails."""
    server = PostgresServer()
    try:
        _migrate(server.create(TEMPLATE))
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the SQLite file with all tables and no rows of which each test gets a copy."""
    directory = tmp_path_factory.mktemp("template")
    _migrate(default_url(directory))
    return next(directory.iterdir())


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))],
)
def kind(request: pytest.FixtureRequest) -> str:
    """Say which database the story is told on."""
    name: str = request.param
    return name


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Make a database without a single table and return its address."""
    if kind == "sqlite":
        return default_url(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.create(f"empty_{next(_numbers)}")


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Make a database with every table and no row, and return its address."""
    if kind == "sqlite":
        template: Path = request.getfixturevalue("migrated_file")
        shutil.copy(template, tmp_path / template.name)
        return default_url(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.create(f"story_{next(_numbers)}", TEMPLATE)


@pytest.fixture
def opened() -> Iterator[Callable[[str], Engine]]:
    """Open databases as the bot does, and close them when the story is over."""
    engines: list[Engine] = []

    def open_one(url: str) -> Engine:
        engines.append(open_engine(url, connections=3))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.dispose()


@pytest.fixture
def engine(url: str, opened: Callable[[str], Engine]) -> Engine:
    """Open a database with every table and no row."""
    return opened(url)


@pytest.fixture
def connection(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """Begin the one transaction in which a whole story is told; a town it takes place in is founded before."""
    if "town" in request.fixturenames:
        request.getfixturevalue("town")
    with engine.begin() as begun:
        yield begun


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """Open an ORM session in the story's transaction."""
    with Session(bind=connection) as made:
        yield made


@pytest.fixture
def town(engine: Engine) -> TwoOffices:
    """Found two offices that call everything alike."""
    with Session(engine) as made:
        founded = found_two_offices(made)
        made.commit()
    return founded


def _migrate(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
