"""The event loop's clock in tests."""

from __future__ import annotations

STEP = 1e-6
"""Seconds that each round of the loop takes at least: a timer for this very instant would ring for ever otherwise."""


class LoopClock:
    """The event loop's clock: it jumps to the next timer as soon as every task waits."""

    def __init__(self) -> None:
        self.now = 1000.0

    def time(self) -> float:
        return self.now
