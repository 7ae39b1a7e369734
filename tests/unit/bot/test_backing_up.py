"""A backup as a folder: complete and tested, or not there at all; once a night, by one at a time."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backing_up import DAILY, AlreadyBackingUpError, AlreadyMadeError, Backups, NightlyBackup
from bot.backup_set import listed
from storage.backup import BackupError, GivenUpError, NoDatabaseError, Pace, SqliteDatabase
from storage.engine import default_url

EVENING = datetime(2026, 10, 1, 13, 0, tzinfo=UTC)
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
Link = Callable[[Path, Path], None]


class Hands:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def data_dir(founded: Path, tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    shutil.copy(founded, made / "monev.sqlite3")
    return made


@pytest.fixture
def hands() -> Hands:
    return Hands(EVENING)


@pytest.fixture
def backups(data_dir: Path, hands: Hands) -> Backups:
    return Backups(data_dir, SqliteDatabase(data_dir / "monev.sqlite3"), hands)


def keep(data_dir: Path, content: bytes) -> str:
    """Keep a file as the bot does, and return its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = data_dir / "files" / sha256[:2] / sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return sha256


def name_in_a_row(data_dir: Path, sha256: str) -> None:
    """Have the database say that the file is kept."""
    with sqlite3.connect(data_dir / "monev.sqlite3") as database:
        database.execute(
            "INSERT INTO file (office_id, person_id, bot_id, chat_id, telegram_file_id, name, state, kind, sha256,"
            " reason, wanted_at) SELECT office_id, id, 1, 1, 'x', 'a.pdf', 'kept', 'pdf', ?, '', '2026-10-01 00:00:00'"
            " FROM person LIMIT 1",
            (sha256,),
        )
    database.close()


def inodes(folder: Path) -> set[int]:
    return {path.stat().st_ino for path in folder.rglob("*") if len(path.name) == 64}


def names(backups: Backups) -> list[str]:
    return sorted(path.name for path in backups.root.iterdir())


def test_a_backup_holds_database_files_contents_and_test(data_dir: Path, backups: Backups) -> None:
    """Whatever it consists of is in ISI.json with size and hash, and the restore test says that it passed."""
    sha256 = keep(data_dir, b"%PDF bukti")
    name_in_a_row(data_dir, sha256)
    made = backups.make(Pace())
    assert made.folder == data_dir / "backup" / "2026-10-01T1300Z"
    contents = json.loads((made.folder / "ISI.json").read_text())
    assert (contents["revision"], contents["rows"]["file"]) == (made.revision, 1)
    place = f"files/{sha256[:2]}/{sha256}"
    assert set(contents["files"]) == {"monev.sqlite", place}
    for name, facts in contents["files"].items():
        content = (made.folder / name).read_bytes()
        assert facts == {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    assert json.loads((made.folder / "UJI.json").read_text())["passed"]
    assert made.passed
    assert (made.made_at, made.files, made.file_bytes) == (EVENING, 1, 10)
    assert listed(backups.root) == [made]


def test_nobody_else_may_read_it(data_dir: Path, backups: Backups) -> None:
    """Folders are 0700 and files 0600."""
    keep(data_dir, b"%PDF bukti")
    backups.make(Pace())
    for path in [backups.root, *backups.root.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_files_are_linked_not_copied(data_dir: Path, backups: Backups, hands: Hands) -> None:
    """Ten backups of a file take the room of one; what is only on its way in is not a file yet."""
    keep(data_dir, b"%PDF bukti")
    (data_dir / "files" / "incoming-12ab").write_bytes(b"half of")
    for _ in range(3):
        assert backups.make(Pace()).files == 1
        hands.at += A_DAY
    assert len(inodes(data_dir)) == 1


def test_on_another_disk_a_file_is_copied_once(
    data_dir: Path, backups: Backups, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kept files cannot be linked from there, but the earlier backup's copy can."""
    really_link: Link = os.link

    def link(source: Path, target: Path) -> None:
        if "backup" not in source.parts:
            raise OSError(18, "Invalid cross-device link")
        really_link(source, target)

    monkeypatch.setattr(os, "link", link)
    keep(data_dir, b"%PDF bukti")
    first = backups.make(Pace())
    keep(data_dir, b"%PDF lagi")
    hands.at += A_DAY
    second = backups.make(Pace())
    assert (first.files, second.files) == (1, 2)
    assert len(inodes(backups.root)) == 2
    assert not inodes(backups.root) & inodes(data_dir / "files")
    assert second.passed


def test_a_file_that_a_row_names_and_nobody_has_is_reported(data_dir: Path, backups: Backups) -> None:
    """The backup is made all the same, and says what a restore would lack."""
    name_in_a_row(data_dir, "ab" * 32)
    made = backups.make(Pace())
    assert made.faults == (f"files/ab/{'ab' * 32}: a row names it, and it is not kept",)
    assert listed(backups.root)[0].passed is False


def test_a_file_whose_content_has_changed_is_reported(data_dir: Path, backups: Backups) -> None:
    """A disk has spoiled it since it was kept."""
    sha256 = keep(data_dir, b"%PDF bukti")
    (data_dir / "files" / sha256[:2] / sha256).write_bytes(b"%PDF bukt!")
    made = backups.make(Pace())
    assert made.faults == (f"files/{sha256[:2]}/{sha256}: other content than its hash says",)


def test_a_second_backup_of_a_minute_is_refused(backups: Backups) -> None:
    """It would have the same name; the first one stands."""
    made = backups.make(Pace())
    with pytest.raises(AlreadyMadeError):
        backups.make(Pace())
    assert listed(backups.root) == [made]
    assert backups.failure() is None


def test_a_night_gets_one_backup(backups: Backups, hands: Hands) -> None:
    """Not a second one half an hour later, nor when the clock goes back; a new night gets its own."""
    first = backups.make_up(Pace())
    for later in (A_MINUTE, timedelta(minutes=30), -timedelta(hours=3)):
        hands.at = EVENING + later
        assert backups.make_up(Pace()) is None
    hands.at = EVENING + A_DAY
    second = backups.make_up(Pace())
    assert listed(backups.root) == [first, second]


def test_two_ticks_at_once_make_one_backup(backups: Backups) -> None:
    """Whoever comes second finds the lock taken, or the night served."""

    def tick(_number: int) -> str:
        try:
            return "made" if backups.make_up(Pace()) else "not owed"
        except AlreadyBackingUpError:
            return "locked"

    with ThreadPoolExecutor(4) as threads:
        came = list(threads.map(tick, range(8)))
    assert came.count("made") == 1
    assert len(listed(backups.root)) == 1


def test_a_database_without_an_office_owes_no_backup(data_dir: Path, backups: Backups) -> None:
    """By itself nothing is made; who asks for one gets it."""
    with sqlite3.connect(data_dir / "monev.sqlite3") as database:
        database.executescript("PRAGMA foreign_keys=OFF; DELETE FROM office;")
    database.close()
    assert backups.make_up(Pace()) is None
    assert backups.make(Pace()).passed


def test_what_a_killed_run_has_left_is_cleared_away(backups: Backups) -> None:
    """A draft, a scratch directory and a half-removed backup have no name that looks complete, and go."""
    backups.root.mkdir()
    for name in (".2026-09-30T1800Z", ".uji", ".2026-01-01T1800Z.gone"):
        (backups.root / name / "files").mkdir(parents=True)
        (backups.root / name / "monev.sqlite").write_bytes(b"half")
    assert listed(backups.root) == []
    backups.make(Pace())
    assert names(backups) == [".lock", "2026-10-01T1300Z"]


def test_a_folder_that_is_no_whole_backup_is_passed_over(backups: Backups, hands: Hands) -> None:
    """Somebody copied half of one, or of a later version: it does not count, and it is not ours to remove."""
    whole = backups.make(Pace())
    half = backups.root / "2026-10-01T1200Z"
    half.mkdir()
    later = backups.root / "2026-10-01T1100Z"
    shutil.copytree(whole.folder, later)
    contents = json.loads((later / "ISI.json").read_text())
    (later / "ISI.json").write_text(json.dumps(contents | {"format": 2}))
    for _ in range(DAILY + 3):
        hands.at += A_DAY
        backups.make_up(Pace())
    assert half.is_dir()
    assert later.is_dir()
    assert len(listed(backups.root)) == DAILY


@pytest.mark.parametrize("steps", range(1, 9))
def test_a_run_that_is_stopped_leaves_nothing_behind(data_dir: Path, backups: Backups, steps: int) -> None:
    """Wherever it is when the bot stops; and being stopped is no failure."""
    for number in range(5):
        keep(data_dir, bytes([number]))
    pace = StoppedAfter(steps)
    with pytest.raises(GivenUpError):
        backups.make(pace)
    assert names(backups) == [".lock"]
    assert backups.failure() is None


class StoppedAfter(Pace):
    """A pace that is told to end after so many steps."""

    def __init__(self, steps: int) -> None:
        super().__init__(tell=self._count)
        object.__setattr__(self, "left", steps)

    def _count(self, _done: int, _total: int) -> None:
        object.__setattr__(self, "left", self.left - 1)  # type: ignore[has-type]
        if self.left <= 0:
            self.halt.set()


def test_a_failure_is_noted_until_a_backup_is_made(data_dir: Path, backups: Backups) -> None:
    """`monev status` tells since when and why: a file that is no database, then the right one again."""
    really = data_dir / "monev.sqlite3"
    really.rename(data_dir / "away")
    really.write_bytes(b"not a database at all" * 100)
    with pytest.raises(BackupError):
        backups.make(Pace())
    failure = backups.failure()
    assert failure is not None
    assert (failure.at, failure.reason) == (EVENING, "DatabaseError: file is not a database")
    (data_dir / "away").rename(really)
    backups.make(Pace())
    assert backups.failure() is None


def test_without_a_database_nothing_is_made(tmp_path: Path, hands: Hands) -> None:
    """A mistyped data directory is not brought into being by a backup."""
    nowhere = tmp_path / "nowhere"
    with pytest.raises(NoDatabaseError):
        Backups(nowhere, SqliteDatabase(nowhere / "monev.sqlite3"), hands).make(Pace())
    assert not nowhere.exists()


def test_a_full_disk_is_a_failure_that_leaves_nothing(
    data_dir: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft gives its room back at once."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "bukti")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(shutil, "copyfile", full)
    keep(data_dir, b"%PDF bukti")
    with pytest.raises(BackupError, match="No space left on device"):
        backups.make(Pace())
    assert names(backups) == [".lock", "GAGAL.json"]


async def test_the_bot_makes_up_for_the_night_beside_its_work(data_dir: Path, hands: Hands) -> None:
    """In a thread, once; what fails is logged, and stops nothing."""
    nightly = NightlyBackup(data_dir, default_url(data_dir), hands)
    await asyncio.gather(nightly.make_up(), nightly.make_up())
    await nightly.make_up()
    assert len(listed(data_dir / "backup")) == 1
    (data_dir / "monev.sqlite3").unlink()
    hands.at += A_DAY
    await nightly.make_up()
    assert len(listed(data_dir / "backup")) == 1


async def test_a_bot_that_stops_before_it_makes_up_for_the_night_leaves_it_to_the_next_start(
    data_dir: Path, hands: Hands
) -> None:
    """Those who waited for the bot come first; the backup is still owed."""
    nightly = NightlyBackup(data_dir, default_url(data_dir), hands)
    waiting = asyncio.ensure_future(nightly.make_up(after=3600))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not (data_dir / "backup").exists()
