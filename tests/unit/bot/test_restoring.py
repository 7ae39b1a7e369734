"""Putting a backup back: all of it is read before anything is moved, and nothing that is there is overwritten."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.backing_up import Backups
from bot.backup_key import Sealed
from bot.backup_set import Backup
from bot.data_dir import AlreadyRunningError, alone
from bot.packing import Packing, Plain
from bot.restoring import (
    DamagedBackupError,
    DatabaseNotEmptyError,
    KeyNeededError,
    NewerBackupError,
    NoRoomError,
    NoSuchBackupError,
    NotEmptyError,
    OtherDatabaseError,
    Restore,
    Restored,
    RestoreError,
)
from bot.stalls import FILE, StallKind, read
from storage.backup import BackupError, Pace, SqliteDatabase

NIGHT = datetime(2026, 9, 30, 18, 0, tzinfo=UTC)
NOW = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
KEY = Sealed(b"k" * 32)
EVIDENCE = (b"%PDF bukti", b"%PDF lampiran")


class Night:
    """The clock of the night's backup."""

    def now(self) -> datetime:
        return NIGHT


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Path:
    """Return a data directory in use."""
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    (made / "monev.sqlite3").write_bytes(founded.read_bytes())
    for content in EVIDENCE:
        sha256 = hashlib.sha256(content).hexdigest()
        kept = made / "files" / sha256[:2] / sha256
        kept.parent.mkdir(parents=True)
        kept.write_bytes(content)
    return made


def backed_up(office: Path, packing: Packing) -> Backup:
    return Backups(office, SqliteDatabase(office / "monev.sqlite3"), Night(), packing).make(Pace())


def restored(
    target: Path, packing: Packing, named: Path | str, *, replace: bool = False, despite_faults: bool = False
) -> Restored:
    """Do what the command does."""
    restoring = Restore(target, SqliteDatabase(target / "monev.sqlite3"), packing, Pace())
    folder = restoring.chosen(str(named))
    manifest = restoring.manifest(folder)
    restoring.refuse(replace=replace)
    return restoring.restore(folder, manifest, NOW, replace=replace, despite_faults=despite_faults)


def held(data_dir: Path) -> dict[str, bytes]:
    """Return every file of a data directory but the backups, and what the lock's file holds."""
    files = (path for path in data_dir.rglob("*") if path.is_file() and "backup" not in path.parts)
    return {str(path.relative_to(data_dir)): path.read_bytes() for path in files if path.name != "monev.lock"}


def offices(data_dir: Path) -> list[str]:
    database = sqlite3.connect(data_dir / "monev.sqlite3")
    try:
        return [name for (name,) in database.execute("SELECT name FROM office ORDER BY id")]
    finally:
        database.close()


def test_an_empty_machine_holds_what_was_backed_up(office: Path, tmp_path: Path) -> None:
    """Encrypted or not: the database, every file under its hash, its owner's only, and word of it for the admins."""
    for number, packing in enumerate((Plain(), KEY)):
        made = backed_up(office, packing)
        target = tmp_path / f"new-{number}"
        told = restored(target, packing, made.folder)
        assert (told.files, told.faults, told.aside, told.made_at) == (2, (), None, NIGHT)
        assert offices(target) == offices(office)
        assert {path.read_bytes() for path in (target / "files").glob("??/*")} == set(EVIDENCE)
        assert sorted(path.name for path in target.iterdir()) == [FILE, "files", "monev.lock", "monev.sqlite3"]
        for path in target.rglob("*"):
            if path.name not in (FILE, "monev.lock"):
                assert path.stat().st_mode & 0o077 == 0, path
        noted = read(target / FILE)
        assert noted is not None
        assert noted.untold is not None
        assert (noted.untold.kind, noted.untold.since, noted.untold.until) == (StallKind.RESTORED, NIGHT, NOW)
        made.folder.rename(tmp_path / f"away-{number}")


def test_what_is_there_is_refused_and_with_replace_moved_aside(office: Path) -> None:
    """The newest that passed is taken where none is named; the backups stay, and nothing is deleted."""
    made = backed_up(office, Plain())
    (office / "monev.sqlite3-wal").write_bytes(b"")
    with sqlite3.connect(office / "monev.sqlite3") as database:
        database.execute("UPDATE office SET name = 'Dinas Keliru'")
    database.close()
    before = held(office)
    with pytest.raises(NotEmptyError) as refused:
        restored(office, Plain(), "")
    assert refused.value.names[-1].startswith("monev.sqlite3")
    assert held(office) == before
    told = restored(office, Plain(), made.folder.name, replace=True)
    assert told.aside == office / "lama-2026-10-01T0800Z"
    assert held(told.aside) == before
    assert "Dinas Keliru" not in offices(office)
    assert made.folder.is_dir()
    assert restored(office, Plain(), "", replace=True).aside == office / "lama-2026-10-01T0800Z-2"


def test_nothing_is_moved_where_the_backup_cannot_be_trusted(office: Path, tmp_path: Path) -> None:
    """A changed byte of the database, of ISI.json, of its seal; a missing database; encrypted backups tell all."""
    for number, packing in enumerate((Plain(), KEY)):
        made = backed_up(office, packing)
        database = "monev.sqlite" + packing.suffix
        spoilt: dict[str, Callable[[bytes], bytes]] = {
            database: lambda content: content[: len(content) // 2],
            "ISI.json": lambda content: content.replace(b'"office": 2', b'"office": 3'),
        }
        if packing is KEY:
            spoilt["ISI.hmac"] = lambda content: b"0" * 64
        for name, spoil in spoilt.items():
            whole = (made.folder / name).read_bytes()
            (made.folder / name).write_bytes(spoil(whole))
            assert (made.folder / name).read_bytes() != whole
            before = held(office)
            with pytest.raises(DamagedBackupError) as refused:
                restored(office, packing, made.folder, replace=True, despite_faults=True)
            assert not refused.value.only_files
            assert held(office) == before
            (made.folder / name).write_bytes(whole)
        (made.folder / database).unlink()
        with pytest.raises(DamagedBackupError):
            restored(tmp_path / "new", packing, made.folder)
        made.folder.rename(tmp_path / f"away-{number}")


def test_a_damaged_file_is_left_out_only_when_told(office: Path, tmp_path: Path) -> None:
    """The office would rather go on without one photo than not at all; but it decides that itself."""
    for number, packing in enumerate((Plain(), KEY)):
        made = backed_up(office, packing)
        spoilt, missing = sorted(path for path in made.folder.glob("files/??/*"))
        content = spoilt.read_bytes()
        spoilt.unlink()
        spoilt.write_bytes(content[:-1] + b"!")
        missing.unlink()
        target = tmp_path / f"new-{number}"
        with pytest.raises(DamagedBackupError) as refused:
            restored(target, packing, made.folder)
        assert refused.value.only_files
        assert not (target / "monev.sqlite3").exists()
        told = restored(target, packing, made.folder, despite_faults=True)
        assert (told.files, len(told.faults)) == (0, 2)
        assert offices(target) == offices(office)
        made.folder.rename(tmp_path / f"away-{number}")


def test_the_key_is_asked_for_and_another_is_told_from_damage(office: Path, tmp_path: Path) -> None:
    """An office that lost its key reads so at once; a key does no harm to a backup that needs none."""
    made = backed_up(office, KEY)
    for packing, has_key in ((Plain(), False), (Sealed(b"o" * 32), True)):
        with pytest.raises(KeyNeededError) as refused:
            restored(tmp_path / "new", packing, made.folder)
        assert refused.value.has_key is has_key
    made.folder.rename(tmp_path / "away")
    assert restored(tmp_path / "new", KEY, backed_up(office, Plain()).folder).files == 2


def test_what_does_not_fit_is_refused(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version's, another kind of database, a full disk, a database elsewhere, a running bot, no backup."""
    made = backed_up(office, Plain())

    def refused(expected: type[Exception], target: Path = tmp_path / "new") -> None:
        with pytest.raises(expected):
            restored(target, Plain(), made.folder)

    contents = made.folder / "ISI.json"
    whole = contents.read_text()
    for change, expected in (
        ((made.revision, "9999"), NewerBackupError),
        (("monev.sqlite", "monev.dump"), OtherDatabaseError),
        (('"files/', '"../files/'), DamagedBackupError),
        (('"format": 1', '"format": 2'), DamagedBackupError),
    ):
        contents.write_text(whole.replace(*change))
        refused(expected)
    contents.write_text(whole)
    (tmp_path / "busy").mkdir(mode=0o700)
    with alone(tmp_path / "busy"):
        refused(AlreadyRunningError, tmp_path / "busy")
    elsewhere = Restore(tmp_path / "new", SqliteDatabase(office / "monev.sqlite3"), Plain(), Pace())
    with pytest.raises(DatabaseNotEmptyError):
        elsewhere.refuse(replace=True)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    refused(NoRoomError)
    for named in ("", "2020-01-01T0000Z", str(tmp_path)):
        with pytest.raises(NoSuchBackupError):
            Restore(tmp_path / "new", SqliteDatabase(tmp_path / "new" / "x"), Plain(), Pace()).chosen(named)
    assert issubclass(NoRoomError, RestoreError)


def test_a_failure_on_the_way_leaves_what_was_there(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills up in the last moment: what was moved aside comes back."""
    made = backed_up(office, Plain())
    before = held(office)

    def full(*_: object) -> None:
        raise BackupError("No space left on device")

    monkeypatch.setattr(SqliteDatabase, "load", full)
    with pytest.raises(BackupError):
        restored(office, Plain(), made.folder, replace=True)
    assert held(office) == before
    assert not list(office.glob("lama-*"))


def test_a_check_changes_nothing(office: Path) -> None:
    """It may be made beside the running bot, from time to time, on the copy that lies elsewhere."""
    made = backed_up(office, KEY)
    before = held(office)
    restoring = Restore(office, SqliteDatabase(office / "monev.sqlite3"), KEY, Pace())
    with alone(office):
        found = restoring.check(made.folder, restoring.manifest(made.folder))
    assert (found.files, found.faults) == (2, ())
    assert held(office) == before
