"""A whole backup put back on each database: encrypted, into an empty one, and never into one with tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from contract_town import MORNING, TwoOffices
from postgres_server import PostgresServer
from sqlmodel import Session

from bot.backing_up import Backups
from bot.backup_key import Sealed
from bot.restoring import DatabaseNotEmptyError, Restore
from storage import offices
from storage.backup import Pace, database_at
from storage.engine import default_url, open_engine
from storage.migrate import migrate

KEY = Sealed(b"k" * 32)


class Night:
    """The clock of the night's backup."""

    def now(self):  # type: ignore[no-untyped-def]
        return MORNING


def test_a_backup_is_put_back_into_an_empty_database(
    url: str,
    kind: str,
    town: TwoOffices,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
):
    """The offices are there again, the bot's migration finds nothing to do, and what has tables stays as it is."""
    if kind == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        monkeypatch.setenv("PATH", str(server.programs), prepend=":")
    data_dir, target = tmp_path / "data", tmp_path / "baru"
    data_dir.mkdir(exist_ok=True)
    made = Backups(data_dir, database_at(url), Night(), KEY).make(Pace())
    assert made.passed
    address = default_url(target) if kind == "sqlite" else request.getfixturevalue("empty_url")
    restoring = Restore(target, database_at(address), KEY, Pace())
    manifest = restoring.manifest(made.folder)
    restoring.refuse(replace=False)
    told = restoring.restore(made.folder, manifest, MORNING, replace=False, despite_faults=False)
    assert told.rows == sum(manifest.contents.rows.values())
    engine = open_engine(address)
    migrate(engine)
    with Session(engine) as session:
        assert offices.load(session, town.kominfo.id) == town.kominfo
        assert offices.load(session, town.dukcapil.id) == town.dukcapil
    engine.dispose()
    if kind == "postgresql":
        with pytest.raises(DatabaseNotEmptyError):
            Restore(tmp_path / "lain", database_at(address), KEY, Pace()).refuse(replace=True)
