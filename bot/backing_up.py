"""The nightly backup: whether tonight's is owed, making and testing it, and which older ones are let go."""

import asyncio
import fcntl
import json
import logging
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.backup_draft import Draft
from bot.backup_set import FILES, Backup, finish, listed, name_of
from bot.clock import Clock
from bot.packing import Packing, Plain
from storage.backup import BackupError, Database, GivenUpError, NoDatabaseError, Pace, database_at

log = logging.getLogger(__name__)

BY_NIGHT = time(1)
"""On the office's wall: nobody works, and what the day brought is in."""
DAILY, MONTHLY = 14, 12
"""How many days, and how many months, keep a backup."""
AFTER_START = 60.0
"""Seconds that a bot works before it makes up for a night: whoever waited for it comes first."""
ROOT = "backup"
LOCK, SCRATCH, FAILURE = ".lock", ".uji", "GAGAL.json"


class AlreadyBackingUpError(BackupError):
    """Another process or thread is making a backup."""


class AlreadyMadeError(BackupError):
    """A backup of this minute is there already."""


def night_of(now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return from when to when a backup counts as the latest night's: from 01.00 to the next 01.00, in UTC."""
    local = now.astimezone(zone)
    on = local.date() if local.time() >= BY_NIGHT else local.date() - timedelta(days=1)
    begin, end = (datetime.combine(day, BY_NIGHT, zone) for day in (on, on + timedelta(days=1)))
    return begin.astimezone(UTC), end.astimezone(UTC)


def is_owed(now: datetime, zone: tzinfo, made: Sequence[Backup]) -> bool:
    """Return whether the latest night has no backup yet.

    Backups of other nights do not count, also not those from the future that a wrong clock has left.
    """
    begin, end = night_of(now, zone)
    return not any(begin <= backup.made_at < end for backup in made)


def superfluous(made: Sequence[Backup], now: datetime, zone: tzinfo) -> list[Backup]:
    """Return the backups to be removed.

    Kept are the last of each of the 14 newest days and of each of the 12 newest months that have one (by the office's
    calendar), and the newest that passed its test. Of a day or month, one that passed goes before one that did not.
    What seems to be from the future is left alone: the clock is wrong now, or it was then.
    """
    known = sorted((each for each in made if each.made_at <= now), key=lambda each: (each.passed, each.made_at))
    days = {each.made_at.astimezone(zone).date(): each for each in known}
    months = {(day.year, day.month): each for each in known for day in [each.made_at.astimezone(zone).date()]}
    kept = [days[day] for day in sorted(days)[-DAILY:]] + [months[month] for month in sorted(months)[-MONTHLY:]]
    kept += [each for each in known if each.passed][-1:]
    return [each for each in known if each not in kept]


@dataclass(frozen=True)
class Failure:
    """The last try to make a backup, which failed."""

    at: datetime
    reason: str


class Backups:
    """The backups of one data directory, in `backup/` within it. One at a time is made, by whichever process.

    `packing` says whether they are encrypted; without it they are not.
    """

    def __init__(self, data_dir: Path, database: Database, clock: Clock, packing: Packing | None = None) -> None:
        self._packing = packing or Plain()
        self.root = data_dir / ROOT
        self._kept_files = data_dir / FILES
        self._database = database
        self._clock = clock

    def make(self, pace: Pace) -> Backup:
        """Make a backup now, test it, and remove what is superfluous; raises BackupError."""
        with self._noting_failure():
            zone = self._database.zone() or "UTC"
            with self._alone():
                return self._make(pace, ZoneInfo(zone))

    def make_up(self, pace: Pace) -> Backup | None:
        """Make tonight's backup unless it is there; None where none is owed. Raises BackupError.

        A database without an office has nothing yet that would be missed.
        """
        with self._noting_failure():
            zone = self._database.zone()
            if zone is None:
                return None
            with self._alone():
                is_there = not is_owed(self._clock.now(), ZoneInfo(zone), listed(self.root))
                return None if is_there else self._make(pace, ZoneInfo(zone))

    def failure(self) -> Failure | None:
        """Return the last try if it failed."""
        try:
            noted = json.loads((self.root / FAILURE).read_text(encoding="utf-8"))
            return Failure(datetime.fromisoformat(noted["at"]), str(noted["reason"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _make(self, pace: Pace, zone: tzinfo) -> Backup:
        self._clear_leftovers()
        at = self._clock.now()
        folder = self.root / name_of(at)
        if folder.exists():
            raise AlreadyMadeError(folder.name)
        draft, scratch = self.root / f".{folder.name}", self.root / SCRATCH
        try:
            draft.mkdir(mode=0o700)
            scratch.mkdir(mode=0o700)
            making = Draft(draft, scratch, self._database, self._packing, pace)
            copied = making.copy(self._kept_files, self._to_link_from(), at)
            making.test(copied, self._clock.now())
            finish(draft, folder)
        finally:
            self._clear_leftovers()
        for each in superfluous(listed(self.root), self._clock.now(), zone):
            self._remove(each.folder)
        return next(each for each in listed(self.root) if each.folder == folder)

    def _to_link_from(self) -> list[Path]:
        """Return the earlier backups; none after one that did not pass: what a disk has spoiled is packed anew."""
        made = listed(self.root)
        return [each.folder for each in made] if made and made[-1].passed else []

    def _remove(self, folder: Path) -> None:
        """Take the backup's name away first: what a kill leaves of it does not look complete."""
        gone = self.root / f".{folder.name}.gone"
        folder.rename(gone)
        shutil.rmtree(gone)

    def _clear_leftovers(self) -> None:
        """Remove what an unfinished run has left, this one's or one's that was killed."""
        for path in self.root.iterdir():
            if path.name.startswith(".") and path.name != LOCK:
                shutil.rmtree(path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock, which the system lets go of however the process ends; raises AlreadyBackingUpError."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.root / LOCK, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise AlreadyBackingUpError(str(self.root)) from None
        try:
            yield
        finally:
            os.close(handle)

    @contextmanager
    def _noting_failure(self) -> Iterator[None]:
        """Leave word of a failure for `monev status`, and take the last one back after a success."""
        noted = self.root / FAILURE
        try:
            try:
                yield
            except OSError as error:
                raise BackupError(f"{error.strerror}: {error.filename}") from error
        except (AlreadyBackingUpError, AlreadyMadeError, GivenUpError, NoDatabaseError):
            raise
        except BackupError as error:
            with suppress(OSError):  # on a full disk the log has it all the same
                self.root.mkdir(exist_ok=True, mode=0o700)
                noted.write_text(json.dumps({"at": self._clock.now().isoformat(), "reason": error.reason}), "utf-8")
            raise
        noted.unlink(missing_ok=True)


class NightlyBackup:
    """Makes tonight's backup in a thread of its own whenever it is asked and none is there."""

    def __init__(self, data_dir: Path, url: str, clock: Clock, packing: Packing | None = None) -> None:
        self._backups = Backups(data_dir, database_at(url), clock, packing)

    async def make_up(self, after: float = 0.0) -> None:
        """Make what is owed `after` so many seconds, or log why not.

        Cancelled, it gives up within a second and leaves nothing behind.
        """
        await asyncio.sleep(after)
        halt = threading.Event()
        try:
            await asyncio.to_thread(self._make_up, Pace(halt))
        except asyncio.CancelledError:
            halt.set()
            raise

    def _make_up(self, pace: Pace) -> None:
        try:
            made = self._backups.make_up(pace)
        except (AlreadyBackingUpError, AlreadyMadeError, GivenUpError) as reason:
            log.info("no backup made: %s", type(reason).__name__)
        except BackupError as error:
            log.error("no backup made: %s", error.reason)  # noqa: TRY400 - the reason says it all
        else:
            _report(made)


def _report(made: Backup | None) -> None:
    if made is None:
        return
    log.info("backup %s: database %d B, %d files", made.folder.name, made.database_bytes, made.files)
    if not made.passed:
        log.error("backup %s failed its restore test: %s", made.folder.name, "; ".join(made.faults))
