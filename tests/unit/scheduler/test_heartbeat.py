"""The heartbeat, woken by APScheduler."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.heartbeat import NEXT, REGULAR, SWEEP, SWEEP_SECONDS, Heartbeat

SOON = timedelta(milliseconds=20)
PATIENCE = 5
"""Seconds after which a wake-up that should come at once counts as missing."""


def machine_now() -> datetime:
    """Return the machine's own instant, by which APScheduler goes."""
    return datetime.now(UTC)  # noqa: TID251 - APScheduler asks it as well


class Bot:
    """Counts what it is woken for; its work waits at a gate."""

    def __init__(self) -> None:
        self.woken = 0
        self.at: list[datetime] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.rang = asyncio.Semaphore(0)
        self.heart = Heartbeat(self.due, self.nothing, self.nothing)

    async def due(self) -> None:
        self.woken += 1
        self.at.append(machine_now())
        self.rang.release()
        await self.gate.wait()

    async def nothing(self) -> None:
        """Do nothing."""

    async def is_woken(self) -> None:
        """Wait for the next wake-up."""
        await asyncio.wait_for(self.rang.acquire(), PATIENCE)

    def run_at(self, job: str = NEXT) -> datetime | None:
        """Return when the job runs next, None where there is none."""
        found = self.heart._scheduler.get_job(job)
        return None if found is None else found.next_run_time


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    """Run a heartbeat."""
    made = Bot()
    made.heart.start()
    yield made
    made.gate.set()
    made.heart.stop()
    await asyncio.sleep(0)


async def test_the_bot_is_woken_at_the_instant_asked_for(bot: Bot) -> None:
    """Once, and not before it."""
    due_at = machine_now() + SOON
    bot.heart.wake_at(due_at)
    await bot.is_woken()
    assert bot.at[0] >= due_at
    assert bot.run_at() is None


async def test_a_past_instant_rings_at_once(bot: Bot) -> None:
    """However long ago: what fell due while the bot was down is not forgotten."""
    bot.heart.wake_at(machine_now() - timedelta(days=400))
    await bot.is_woken()
    assert bot.woken == 1


async def test_a_later_wish_replaces_the_earlier_one(bot: Bot) -> None:
    """There is one alarm, and it is the last one set."""
    later = machine_now() + timedelta(days=3)
    bot.heart.wake_at(machine_now() + timedelta(hours=1))
    bot.heart.wake_at(later)
    assert bot.run_at() == later
    bot.heart.wake_at(machine_now() - SOON)
    await bot.is_woken()


async def test_with_nothing_due_no_alarm_is_set(bot: Bot) -> None:
    """The earlier one is taken back."""
    bot.heart.wake_at(machine_now() + timedelta(hours=1))
    bot.heart.wake_at(None)
    assert bot.run_at() is None
    bot.heart.wake_at(None)


async def test_an_alarm_that_rings_while_another_is_at_work_is_not_lost(bot: Bot) -> None:
    """The database may be slow; the next row falls due all the same."""
    bot.gate.clear()
    for _ in range(3):
        bot.heart.wake_at(machine_now())
        await bot.is_woken()
    assert bot.woken == 3


async def test_an_alarm_set_by_the_work_of_one_rings(bot: Bot) -> None:
    """As the bot does: what is due is taken up, then the next alarm is set."""
    again = [machine_now(), machine_now() - SOON]

    async def due() -> None:
        bot.rang.release()
        if again:
            bot.heart.wake_at(again.pop())

    bot.heart._due = due
    bot.heart.wake_at(machine_now())
    for _ in range(3):
        await bot.is_woken()


async def test_a_wake_up_that_fails_does_not_end_the_heartbeat(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, and the next one comes."""

    async def fail() -> None:
        bot.rang.release()
        raise RuntimeError

    bot.heart._due = fail
    for _ in range(2):
        bot.heart.wake_at(machine_now())
        await bot.is_woken()
    await asyncio.sleep(0)
    assert "RuntimeError" in caplog.text


async def test_an_alarm_goes_by_the_bots_own_clock() -> None:
    """Where that is moved ahead by ten days, so is every alarm."""
    made = Bot()
    ahead = timedelta(days=10)
    made.heart = Heartbeat(made.due, made.nothing, made.nothing, lambda: ahead)
    made.heart.start()
    due_at = machine_now() + ahead + timedelta(hours=2)
    made.heart.wake_at(due_at)
    assert made.run_at() == due_at - ahead
    made.heart.wake_at(machine_now() + ahead)
    await made.is_woken()
    made.heart.stop()
    await asyncio.sleep(0)


async def test_an_alarm_set_anew_after_the_clock_was_moved_goes_by_the_moved_clock() -> None:
    """What was two days off is due at once; what is still to come rings as much earlier; backwards as much later."""
    made, ahead = Bot(), [timedelta()]
    made.heart = Heartbeat(made.due, made.nothing, made.nothing, lambda: ahead[0])
    made.heart.start()
    due_at = machine_now() + timedelta(days=2)
    made.heart.wake_at(due_at)
    assert made.run_at() == due_at
    for ahead[0] in (timedelta(days=1), timedelta(days=-5)):
        made.heart.wake_at(due_at)
        assert made.run_at() == due_at - ahead[0]
    ahead[0] = timedelta(days=2, seconds=1)
    made.heart.wake_at(due_at)
    await made.is_woken()
    made.heart.stop()
    await asyncio.sleep(0)


async def test_regular_work_comes_every_half_hour_and_the_sweep_more_often(bot: Bot) -> None:
    """Both are independent of what is due."""
    regular, sweep = bot.run_at(REGULAR), bot.run_at(SWEEP)
    assert regular is not None
    assert sweep is not None
    assert (regular.minute in (0, 30), regular.second) == (True, 0)
    assert sweep - machine_now() <= timedelta(seconds=SWEEP_SECONDS)


async def test_after_a_stop_nothing_rings() -> None:
    """What was at work is broken off."""
    made = Bot()
    made.heart.start()
    made.heart.wake_at(machine_now() + SOON)
    made.heart.stop()
    await asyncio.sleep(2 * SOON.total_seconds())
    assert made.woken == 0
