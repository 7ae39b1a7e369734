"""The queue of a lane: order within a chat, whatever fails and whatever arrives meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from threading import Event as ThreadEvent
from typing import Any

import pytest
from post_office import soon

from bot.desk_queue import BATCH, DeskQueue
from bot.turn import TurnResult
from storage.inbox import InboxItem


def row(number: int, chat: int = 1) -> InboxItem:
    """Return a stored row."""
    return InboxItem(number, chat, "{}", datetime(2026, 10, 1, tzinfo=UTC))


class Desk:
    """Works rows as told: `faults` are the results of a row's first tries."""

    def __init__(self) -> None:
        self.worked: list[int] = []
        self.attempts: dict[int, list[int]] = {}
        self.done: list[TurnResult] = []
        self.faults: dict[int, list[TurnResult]] = {}
        self.during: Callable[[InboxItem], None] = lambda _item: None

    def run(self, item: InboxItem) -> TurnResult:
        self.worked.append(item.id)
        self.attempts.setdefault(item.id, []).append(item.attempts)
        self.during(item)
        laid_out = self.faults.get(item.id)
        return laid_out.pop(0) if laid_out else TurnResult()


class AtOnce(Executor):
    """Does the work in the caller's own thread, so that the loop's clock may jump."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


FAILED = TurnResult(retry_in=1.0, is_attempt=True)
BUSY = TurnResult(retry_in=2.0)


@asynccontextmanager
async def lane(desk: Desk, executor: Executor | None = None) -> AsyncIterator[DeskQueue]:
    """Run a lane."""
    queue = DeskQueue(desk.run, desk.done.append, executor or AtOnce())
    working = asyncio.ensure_future(queue.work())
    try:
        yield queue
    finally:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working


@pytest.mark.usefixtures("clock")
async def test_rows_are_worked_in_the_order_in_which_they_came() -> None:
    """More than one batch of them."""
    desk = Desk()
    async with lane(desk) as queue:
        queue.add(row(number, number % 3) for number in range(1, 3 * BATCH))
        assert len(queue) == 3 * BATCH - 1
        await soon()
        assert desk.worked == list(range(1, 3 * BATCH))
        assert len(desk.done) == 3 * BATCH - 1
        assert len(queue) == 0


@pytest.mark.usefixtures("clock")
async def test_a_failing_row_holds_back_its_own_chat_only() -> None:
    """Chat 1 waits a second for its first row; chat 2 does not notice."""
    desk = Desk()
    desk.faults[1] = [FAILED]
    async with lane(desk) as queue:
        queue.add([row(1, 1), row(2, 2), row(3, 1), row(4, 2), row(5, 1)])
        await soon()
        assert desk.worked == [1, 2, 4]
        assert len(queue) == 3
        queue.add([row(6, 2)])
        await soon()
        assert desk.worked == [1, 2, 4, 6]
        await asyncio.sleep(1.5)
        assert desk.worked == [1, 2, 4, 6, 1, 3, 5]


@pytest.mark.usefixtures("clock")
async def test_rows_that_arrive_meanwhile_wait_behind_a_failing_one() -> None:
    """Those that came while the batch was worked, those still in the lane, and those after it: all in order."""
    desk = Desk()
    desk.faults[1] = [FAILED, FAILED]
    async with lane(desk) as queue:
        desk.during = lambda item: queue.add([row(100), row(101)]) if item.id == 1 and len(desk.worked) == 1 else None
        queue.add([row(1), *(row(number) for number in range(2, BATCH + 10)), row(90, 2)])
        await soon()
        queue.add([row(200)])
        await asyncio.sleep(1.5)
        queue.add([row(201)])
        await asyncio.sleep(3)
        mine = [number for number in desk.worked if number not in (1, 90)]
        assert mine == [*range(2, BATCH + 10), 100, 101, 200, 201]
        assert desk.worked[-len(mine) - 1] == 1


@pytest.mark.usefixtures("clock")
async def test_only_a_failure_of_its_own_counts_as_an_attempt() -> None:
    """A database that is busy costs the row nothing, nor do tries that it was skipped in."""
    desk = Desk()
    desk.faults[1] = [BUSY, BUSY, FAILED, BUSY, FAILED]
    async with lane(desk) as queue:
        queue.add([row(1), row(2)])
        await asyncio.sleep(60)
        assert desk.attempts == {1: [0, 0, 0, 1, 1, 2], 2: [0]}


@pytest.mark.usefixtures("clock")
async def test_a_chat_held_back_counts_as_waiting() -> None:
    """So that polling does not run ahead of a lane that is stuck."""
    desk = Desk()
    desk.faults[1] = [TurnResult(retry_in=100)]
    async with lane(desk) as queue:
        queue.add(row(number) for number in range(1, 11))
        await soon()
        assert len(queue) == 10


async def test_a_cancelled_lane_finishes_the_batch_that_was_begun() -> None:
    """It is committed by then; the rows behind it are left for the next start."""
    desk = Desk()
    begun, go_on = ThreadEvent(), ThreadEvent()

    def hold(item: InboxItem) -> None:
        begun.set()
        go_on.wait(5)

    desk.during = hold
    with ThreadPoolExecutor(1) as executor:
        queue = DeskQueue(desk.run, desk.done.append, executor)
        working = asyncio.ensure_future(queue.work())
        queue.add(row(number) for number in range(1, BATCH + 5))
        await asyncio.to_thread(begun.wait, 5)
        working.cancel()
        await soon(5)
        assert not working.done()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await working
    assert desk.worked == list(range(1, BATCH + 1))
