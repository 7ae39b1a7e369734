"""The only place that reads the clock."""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

log = logging.getLogger(__name__)

Version = tuple[int, int, int]
"""What tells one version of a file from the next: time of change, inode, size."""
WATCH_SECONDS = 0.1
"""How often it is looked whether a clock was moved from outside."""


class Clock(Protocol):
    """Tells the instant, aware and in UTC."""

    def now(self) -> datetime:
        """Return the present instant."""


class SystemClock:
    """The machine's clock, moved by a fixed offset where the bot is tried out on another day."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self._offset = offset

    @property
    def offset(self) -> timedelta:
        """How far it is ahead of the machine's clock."""
        return self._offset

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC) + self.offset  # noqa: TID251 - this is bot/clock.py


class MachineInstants:
    """The machine's two clocks, never moved: the one that is set, and the one that only runs."""

    def now(self) -> datetime:
        """Return the instant in UTC; it goes on while the machine sleeps, and jumps where it is set."""
        return datetime.now(UTC)  # noqa: TID251 - this is bot/clock.py

    def running(self) -> float:
        """Return seconds since some instant; it stands still while the machine sleeps."""
        return time.monotonic()


class FileClock(SystemClock):
    """The machine's clock, moved by the seconds that a file holds, as they stand at each reading.

    The file is to be replaced as a whole. While there is none, or none that holds a number, the clock stays where it
    is: at first at `offset`.
    """

    def __init__(self, path: Path, offset: timedelta = timedelta()) -> None:
        super().__init__(offset)
        self._path = str(path)  # os.stat takes half as long with it as with a Path
        self._read: tuple[Version, timedelta] = ((0, 0, 0), offset)  # in one piece, because threads share the clock

    @property
    def offset(self) -> timedelta:
        """How far it is ahead of the machine's clock now; the file is read only when it has changed."""
        version, offset = self._read
        try:
            found = os.stat(self._path)  # noqa: PTH116 - see above
        except OSError:
            return offset
        seen = (found.st_mtime_ns, found.st_ino, found.st_size)
        if seen != version:
            offset = self._offset_in_file(offset)
            self._read = (seen, offset)
        return offset

    def _offset_in_file(self, otherwise: timedelta) -> timedelta:
        try:
            return timedelta(seconds=float(Path(self._path).read_text(encoding="ascii")))
        except (OSError, ValueError, OverflowError) as fault:
            log.warning("the clock is not moved by %s: %s", self._path, type(fault).__name__)
            return otherwise


async def moves(clock: SystemClock, before: timedelta) -> AsyncIterator[timedelta]:
    """Yield by how much the clock was moved from outside, each time that it is; at first against offset `before`."""
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        offset = clock.offset
        if offset != before:
            yield offset - before
            before = offset


def chosen_clock(offset: timedelta, path: Path | None) -> SystemClock:
    """Return the clock that the settings ask for: moved by a fixed offset, or by what a file holds."""
    return SystemClock(offset) if path is None else FileClock(path, offset)
