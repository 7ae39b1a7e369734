"""Time that passes only when nothing else is left to do, and two offices in a database of their own."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from loop_clock import STEP, LoopClock
from turn_town import Town, found_offices

from storage.engine import open_engine


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


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with two offices and their people, to be copied."""
    path = tmp_path_factory.mktemp("town") / "monev.sqlite3"
    found_offices(path)
    return path


@pytest.fixture
def town(founded: Path, tmp_path: Path) -> Iterator[Town]:
    """Return two offices with Andi, the admin, and Citra, who belongs to both."""
    path = tmp_path / "monev.sqlite3"
    shutil.copy(founded, path)
    engine = open_engine(f"sqlite:///{path}")
    yield Town(engine)
    engine.dispose()
