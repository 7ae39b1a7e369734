"""The two clocks of a run: one that all processes of this machine share, and the date."""

import time
from datetime import UTC, datetime

now = time.monotonic
"""Seconds on a clock that every process here reads alike, so that their instants can be subtracted."""


def epoch() -> int:
    """Return Unix seconds, as Telegram dates its messages."""
    return time.time_ns() // 1_000_000_000


def left_until(moment: datetime) -> float:
    """Return the seconds, with their fraction, from now until then."""
    return moment.timestamp() - time.time_ns() / 1_000_000_000


def instant() -> datetime:
    """Return the present instant, aware, in whole seconds."""
    return datetime.fromtimestamp(epoch(), UTC)
