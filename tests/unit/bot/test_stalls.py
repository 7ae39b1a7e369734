"""Standstills: found by two clocks or by a file, told once, when what has gathered is worked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from loop_clock import LoopClock

from bot.reach import Reach
from bot.stalls import CATCH_UP_SECONDS, FILE, SETTLE_SECONDS, Noted, Stall, StallKind, Watch, read, write

START = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


class Machine:
    """Two clocks that go with the loop's; `sleeps` moves the one that is set, `hangs` both."""

    def __init__(self, loop: LoopClock) -> None:
        self._loop = loop
        self._began = loop.now
        self._slept = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self._loop.now - self._began + self._slept)

    def running(self) -> float:
        return self._loop.now

    def sleeps(self, span: timedelta) -> None:
        self._slept += span.total_seconds()

    def hangs(self, span: timedelta) -> None:
        self._loop.now += span.total_seconds()


class Office:
    """Where a watch is kept: what was told, and whether all is worked."""

    def __init__(self, folder: Path, clock: LoopClock) -> None:
        self.folder = folder
        self.machine = Machine(clock)
        self.reach = Reach(self.machine.now)
        self.told: list[Stall] = []
        self.is_caught_up = True

    @asynccontextmanager
    async def watched(self, *, killed: bool = False) -> AsyncIterator[Watch]:
        watch = Watch(self.folder, self.machine, self.reach, self._caught_up, self._tell)
        working = asyncio.ensure_future(watch.run())
        await asyncio.sleep(0)
        yield watch
        before = (self.folder / FILE).read_text() if (self.folder / FILE).exists() else None
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        if killed and before is not None:
            (self.folder / FILE).write_text(before)

    async def _caught_up(self) -> bool:
        return self.is_caught_up

    async def _tell(self, stall: Stall) -> None:
        self.told.append(stall)


async def passing(seconds: float, until: Callable[[], bool] = lambda: False) -> None:
    for _ in range(int(seconds)):
        if until():
            return
        await asyncio.sleep(1)


async def test_an_ordinary_day_is_told_to_nobody(tmp_path: Path, clock: LoopClock) -> None:
    """Hours of ticks in time."""
    office = Office(tmp_path, clock)
    async with office.watched() as watch:
        await passing(3600)
    assert (office.told, watch.pulse.stalls) == ([], 0)
    assert watch.pulse.lag < 0.001


async def test_a_machine_that_slept_is_told_once_when_all_is_worked(tmp_path: Path, clock: LoopClock) -> None:
    """Not before what has gathered came in, nor while it waits."""
    office = Office(tmp_path, clock)
    async with office.watched() as watch:
        await passing(62)
        office.is_caught_up = False
        office.machine.sleeps(timedelta(hours=8))
        await passing(SETTLE_SECONDS + 30)
        assert office.told == []
        office.is_caught_up = True
        await passing(600)
    (stall,) = office.told
    assert stall.kind is StallKind.ASLEEP
    assert timedelta(hours=8) <= stall.until - stall.since < timedelta(hours=8, seconds=10)
    assert watch.pulse.stalls == 1


async def test_a_hang_shows_in_both_clocks(tmp_path: Path, clock: LoopClock) -> None:
    """The event loop did not turn for a minute."""
    office = Office(tmp_path, clock)
    async with office.watched():
        await passing(10)
        office.machine.hangs(timedelta(minutes=1))
        await passing(60)
    assert [stall.kind for stall in office.told] == [StallKind.HUNG]


async def test_what_cannot_be_worked_in_time_is_told_as_it_is(tmp_path: Path, clock: LoopClock) -> None:
    """The admin is not kept waiting for ever."""
    office = Office(tmp_path, clock)
    office.is_caught_up = False
    async with office.watched():
        office.machine.sleeps(timedelta(hours=1))
        await passing(CATCH_UP_SECONDS - 20)
        assert office.told == []
        await passing(60)
        assert len(office.told) == 1


async def test_who_was_killed_is_told_apart_from_who_was_stopped(tmp_path: Path, clock: LoopClock) -> None:
    """By the file that the last run left; a restart of a minute is no news."""
    office = Office(tmp_path, clock)
    async with office.watched():
        await passing(100)
    office.machine.sleeps(timedelta(minutes=1))
    async with office.watched(killed=True):
        await passing(100)
    assert office.told == []
    office.machine.sleeps(timedelta(hours=2))
    async with office.watched():
        await passing(100)
    office.machine.sleeps(timedelta(hours=1))
    async with office.watched():
        await passing(100)
    assert [stall.kind for stall in office.told] == [StallKind.KILLED, StallKind.STOPPED]
    assert timedelta(hours=2) <= office.told[0].until - office.told[0].since < timedelta(hours=2, minutes=2)


async def test_a_crash_before_it_was_told_loses_no_notice(tmp_path: Path, clock: LoopClock) -> None:
    """The next run tells it, from where it began."""
    office = Office(tmp_path, clock)
    async with office.watched():
        await passing(100)
    office.machine.sleeps(timedelta(hours=2))
    async with office.watched(killed=True):
        await passing(5)
    async with office.watched():
        await passing(100)
    assert len(office.told) == 1
    assert office.told[0].until - office.told[0].since >= timedelta(hours=2)


async def test_that_a_backup_was_put_back_is_told_however_late_the_bot_starts(tmp_path: Path, clock: LoopClock) -> None:
    """The restore leaves word; a day until the start is part of it."""
    office = Office(tmp_path, clock)
    night = START - timedelta(hours=7)
    write(tmp_path / FILE, Noted(START, is_stopped=True, untold=Stall(StallKind.RESTORED, night, START)))
    office.machine.sleeps(timedelta(days=1))
    async with office.watched():
        await passing(100)
    ((kind, since, until),) = [(stall.kind, stall.since, stall.until) for stall in office.told]
    assert (kind, since) == (StallKind.RESTORED, night)
    assert until >= START + timedelta(days=1)


async def test_that_telegram_was_away_is_told_once_when_it_is_back(tmp_path: Path, clock: LoopClock) -> None:
    """Not while it is away, nor of a minute; a restart meanwhile forgets nothing and is told in the same message."""
    office = Office(tmp_path, clock)
    async with office.watched():
        office.reach.failed()
        await passing(60)
        office.reach.answered()
        await passing(100)
        office.reach.failed()
        await passing(600)
    assert office.told == []
    office.reach = Reach(office.machine.now)
    office.machine.sleeps(timedelta(minutes=10))
    async with office.watched():
        await passing(600)
        assert office.told == []
        office.reach.answered()
        await passing(100)
        office.reach.failed()
        office.reach.answered()
        await passing(100)
    ((kind, length),) = [(stall.kind, stall.until - stall.since) for stall in office.told]
    assert kind is StallKind.UNREACHABLE
    assert timedelta(minutes=30) <= length < timedelta(minutes=31)


async def test_a_clock_that_goes_back_is_no_standstill(tmp_path: Path, clock: LoopClock) -> None:
    """Nor does it end the watch."""
    office = Office(tmp_path, clock)
    async with office.watched():
        office.machine.sleeps(-timedelta(hours=1))
        await passing(100)
    assert office.told == []


def test_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    """And one that cannot be read counts as none."""
    noted = Noted(START, is_stopped=True, untold=Stall(StallKind.HUNG, START - timedelta(hours=1), START))
    write(tmp_path / FILE, noted)
    assert read(tmp_path / FILE) == noted
    for broken in ("", "[]", "{}", '{"alive_at": 3, "is_stopped": false, "untold": null}'):
        (tmp_path / FILE).write_text(broken)
        assert read(tmp_path / FILE) is None
