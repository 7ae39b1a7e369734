"""The one place where the simulator reads the time; its wall clock can be moved, its stopwatch cannot."""

import time


class Clock:
    """A wall clock with an offset for message dates, and a steady stopwatch for waiting and limits."""

    def __init__(self) -> None:
        self.offset_seconds = 0.0

    def now(self) -> int:
        """Return the simulated instant as whole Unix seconds, the unit Telegram uses for dates."""
        return int(time.time() + self.offset_seconds)  # noqa: TID251 - the only reading of the wall clock

    def exact(self) -> float:
        """Return the simulated instant in Unix seconds with its fraction."""
        return time.time() + self.offset_seconds  # noqa: TID251 - the only reading of the wall clock

    def stopwatch(self) -> float:
        """Return steadily growing seconds that do not follow the moved clock."""
        return time.monotonic()
