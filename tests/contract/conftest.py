"""Both databases that the product runs on: every story of the contract is told on each, in a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from contract_town import TwoOffices, found_two_offices
from postgres_server import PostgresServer
from sqlalchemy import Connection, Engine, make_url
from sqlmodel import Session

from storage.engine import default_url, open_engine
from storage.migrate import migrate

BARE, FOUNDED = "bare", "founded"
"""The two databases that a story may begin with: with all tables and no rows, and with two offices in it."""
_numbers = count(1)


@dataclass(frozen=True)
class Templates:
    """How a kind of database is made for a story, and the two offices that are in the founded one."""

    make: Callable[[str, Path], str]  # (name of the template, directory for a file) -> address
    town: TwoOffices


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start the one PostgreSQL server of this run; a run without it fails."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgresql_templates(postgres: PostgresServer) -> Templates:
    """Make the templates on the server."""
    _migrate(postgres.create(BARE))
    town = _found(postgres.create(FOUNDED, BARE))
    for database in (BARE, FOUNDED):
        postgres.remember(database)
    return Templates(lambda template, _: postgres.restore(template), town)


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Make the templates as files."""
    home = tmp_path_factory.mktemp("templates")

    def make(template: str, directory: Path) -> str:
        url = default_url(directory)
        shutil.copy(home / template, make_url(url).database or "")
        return url

    _migrate(f"sqlite:///{home / BARE}")
    shutil.copy(home / BARE, home / FOUNDED)
    return Templates(make, _found(f"sqlite:///{home / FOUNDED}"))


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
def templates(kind: str, request: pytest.FixtureRequest) -> Templates:
    """Hand out the templates of this kind of database."""
    made: Templates = request.getfixturevalue(f"{kind}_templates")
    return made


@pytest.fixture
def url(templates: Templates, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Make a database with every table and, where the story has a town, the two offices; return its address."""
    return templates.make(FOUNDED if "town" in request.fixturenames else BARE, tmp_path)


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
def connection(engine: Engine) -> Iterator[Connection]:
    """Begin the one transaction in which a whole story is told."""
    with engine.begin() as begun:
        yield begun


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """Open an ORM session in the story's transaction."""
    with Session(bind=connection) as made:
        yield made


@pytest.fixture
def town(templates: Templates) -> TwoOffices:
    """Name the two offices of the story's database, which call everything alike."""
    return templates.town


def _migrate(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()


def _found(url: str) -> TwoOffices:
    engine = open_engine(url)
    with Session(engine) as session:
        town = found_two_offices(session)
        session.commit()
    engine.dispose()
    return town
