"""The clock that the bot goes by, and how it is moved while the bot runs."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loop_clock import LoopClock

from bot.clock import FileClock, SystemClock, moves
from bot.settings import Settings

DAY = timedelta(days=1)


def ahead(clock: SystemClock) -> timedelta:
    """Return how far the clock is ahead of the machine's, in whole seconds."""
    return timedelta(seconds=round((clock.now() - datetime.now(UTC)).total_seconds()))  # noqa: TID251 - compared


def move(path: Path, seconds: float | str) -> None:
    """Replace the file as a whole, as the simulator does."""
    fresh = path.with_suffix(".new")
    fresh.write_text(f"{seconds}")
    fresh.replace(path)


def test_a_fixed_offset_stays() -> None:
    """The clock of a bot that is not tried out, and of one that is on another day."""
    assert ahead(SystemClock()) == timedelta()
    assert ahead(SystemClock(10 * DAY)) == 10 * DAY


def test_a_moved_clock_is_right_at_the_next_reading(tmp_path: Path) -> None:
    """Forwards and backwards, however often it is moved between two readings."""
    path = tmp_path / "clock"
    clock = FileClock(path)
    for days in (1, 30, 2, -3, 0):
        move(path, 1)
        move(path, days * 86_400)
        assert ahead(clock) == days * DAY


def test_without_a_file_the_fixed_offset_counts_until_there_is_one(tmp_path: Path) -> None:
    """A bot that starts before the clock is first moved."""
    path = tmp_path / "clock"
    clock = FileClock(path, DAY)
    assert ahead(clock) == DAY
    move(path, 60)
    assert ahead(clock) == timedelta(minutes=1)
    path.unlink()
    assert ahead(clock) == timedelta(minutes=1)


@pytest.mark.parametrize("written", ["", "soon", "nan", "1e300", "12 34"])
def test_a_file_without_a_number_leaves_the_clock_where_it_is(
    tmp_path: Path, written: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said once, not at every reading."""
    path = tmp_path / "clock"
    move(path, 60)
    clock = FileClock(path)
    assert ahead(clock) == timedelta(minutes=1)
    move(path, written)
    assert [ahead(clock) for _ in range(3)] == [timedelta(minutes=1)] * 3
    assert len(caplog.records) == 1


def test_a_clock_made_anew_starts_where_the_file_says(tmp_path: Path) -> None:
    """A bot killed and restarted after a move."""
    move(tmp_path / "clock", 86_400)
    assert ahead(FileClock(tmp_path / "clock")) == DAY


def test_the_settings_choose_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file goes before the fixed offset."""
    move(tmp_path / "clock", 86_400)
    monkeypatch.setenv("MONEV_CLOCK_OFFSET_SECONDS", "172800")
    assert ahead(Settings().clock) == 2 * DAY
    monkeypatch.setenv("MONEV_CLOCK_FILE", str(tmp_path / "clock"))
    assert ahead(Settings().clock) == DAY


async def test_each_move_is_told_once(tmp_path: Path, clock: LoopClock) -> None:
    """By how much, and that within a tenth of a second of the loop's time."""
    path = tmp_path / "clock"
    told = moves(FileClock(path), timedelta())
    for seconds, span in ((3600, 3600), (86_400, 82_800), (0, -86_400)):
        waiting = asyncio.ensure_future(anext(told))
        await asyncio.sleep(0)
        before = clock.now
        move(path, seconds)
        assert await waiting == timedelta(seconds=span)
        assert clock.now - before <= 0.11


async def test_a_move_before_anybody_watched_is_told_too(tmp_path: Path, clock: LoopClock) -> None:
    """A bot that is still starting does not miss it."""
    path = tmp_path / "clock"
    watched = FileClock(path)
    before = watched.offset
    move(path, 3600)
    assert await anext(moves(watched, before)) == timedelta(hours=1)
    assert clock.now <= 1000.11


async def test_a_clock_that_nobody_moves_tells_nothing(clock: LoopClock) -> None:
    """The watch goes on in silence."""
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(moves(SystemClock(DAY), DAY)), 60)
