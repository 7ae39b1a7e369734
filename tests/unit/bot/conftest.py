"""Time that passes only when nothing else is left to do, so that no test sleeps on the wall's clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

STEP = 1e-6
"""Seconds that each round of the loop takes at least: a timer for this very instant would ring for ever otherwise."""


class LoopClock:
    """The event loop's clock: it jumps to the next timer as soon as every task waits."""

    def __init__(self) -> None:
        self.now = 1000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
async def clock(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopClock]:
    """Let the loop's time jump; a test in which nobody would ever wake up fails at once instead of hanging."""
    loop: Any = asyncio.get_running_loop()
    made = LoopClock()
    really_select = loop._selector.select

    def select(timeout: float | None) -> Any:
        ready = really_select(0)
        if not ready and timeout is None:
            raise RuntimeError("every task waits, and no timer is set")
        if not ready:
            made.now += max(timeout or 0, STEP)
        return ready

    with monkeypatch.context() as patched:
        patched.setattr(loop._selector, "select", select)
        patched.setattr(loop, "time", made.time)
        yield made
