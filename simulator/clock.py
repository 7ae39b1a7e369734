"""The one place where the simulator reads the time; its wall clock can be moved, its stopwatch cannot."""

import os
import time
from contextlib import suppress
from pathlib import Path

EARLIEST, LATEST = 946_684_800, 4_102_444_800
"""Unix seconds between which the clock can be moved: the years 2000 to 2099."""


IDS_BEGAN_AT = 1_577_836_800
"""Unix seconds (2020) from which a run that goes on counts its first numbers."""


class ClockRangeError(ValueError):
    """The clock cannot show that instant (Unix seconds)."""


class Clock:
    """A wall clock with an offset for message dates, and a steady stopwatch for waiting and limits.

    With a `file` whoever else is to follow the moved clock finds the offset there, in seconds; where it holds one
    already, the clock starts with it.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self.offset_seconds = 0.0
        self._goes_on = False
        if file is not None:
            with suppress(OSError, ValueError):
                self.offset_seconds = float(file.read_text(encoding="ascii"))
                self._goes_on = True

    def now(self) -> int:
        """Return the simulated instant as whole Unix seconds, the unit Telegram uses for dates."""
        return int(self.exact())

    def exact(self) -> float:
        """Return the simulated instant in Unix seconds with its fraction."""
        return time.time() + self.offset_seconds  # noqa: TID251 - the only reading of the wall clock

    def set_offset(self, seconds: float) -> None:
        """Move the wall clock that far from the real time; on return the file says so too.

        Raises ClockRangeError, and OSError where the file cannot be written.
        """
        instant = self.exact() - self.offset_seconds + seconds
        if not EARLIEST <= instant < LATEST:
            raise ClockRangeError(instant)
        if self._file is not None:
            fresh = self._file.with_name(f"{self._file.name}.{os.getpid()}")
            fresh.write_text(repr(seconds), encoding="ascii")
            fresh.replace(self._file)  # in one piece: a reader finds the old offset or the new one
        self.offset_seconds = seconds

    def move_by(self, seconds: float) -> None:
        """Move the wall clock by that much; otherwise as `set_offset`."""
        self.set_offset(self.offset_seconds + seconds)

    def move_to(self, instant: float) -> None:
        """Move the wall clock to that instant, in Unix seconds; otherwise as `set_offset`."""
        self.move_by(instant - self.exact())

    def ids_given_before(self) -> int:
        """Return a number that an earlier run has not reached, counting less than one a second; 0 in a first run.

        A bot that outlives the simulator takes a repeated update for one that it has handled. Stays below 2^30.
        """
        return int(self.exact() - self.offset_seconds) - IDS_BEGAN_AT if self._goes_on else 0

    def stopwatch(self) -> float:
        """Return steadily growing seconds that do not follow the moved clock."""
        return time.monotonic()
