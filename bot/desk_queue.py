"""The queue of inbox rows: in order within a chat, chats side by side, a failing row holding back only its own chat."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from bot.turn import TurnResult
from storage.inbox import InboxItem

BATCH = 8
"""Rows worked in one hop to the thread: the hop is shared, each row keeps its own transaction.

On SQLite the marks of what was sent wait behind a batch, and what is sent but unmarked in a crash is sent again: with
32 rows a kill under full load repeated about 25 messages, with 8 about 9.
"""

Outcome = tuple[InboxItem, TurnResult]


class DeskQueue:
    """One lane: a thread that works rows one after the other. Rows of one chat always go through the same lane."""

    def __init__(
        self, run: Callable[[InboxItem], TurnResult], done: Callable[[TurnResult], None], executor: Executor
    ) -> None:
        self._run = run
        self._done = done
        self._executor = executor
        self._waiting: deque[InboxItem] = deque()
        self._held: dict[int, deque[InboxItem]] = {}
        self._wake = asyncio.Event()
        self._timers: set[asyncio.TimerHandle] = set()

    def __len__(self) -> int:
        """Return how many rows wait."""
        return len(self._waiting) + sum(len(rows) for rows in self._held.values())

    def add(self, items: Iterable[InboxItem]) -> None:
        """Put rows at the end; those of a chat that waits for a retry wait behind it."""
        for item in items:
            held = self._held.get(item.chat_id)
            (self._waiting if held is None else held).append(item)
        self._wake.set()

    async def work(self) -> None:
        """Work rows until cancelled; a batch that was begun is finished first."""
        loop = asyncio.get_running_loop()
        try:
            while True:
                await self._wake.wait()
                batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
                if not batch:
                    self._wake.clear()
                    continue
                begun = loop.run_in_executor(self._executor, self._work_batch, batch)
                self._take(await _whole(begun))
        finally:
            for timer in self._timers:
                timer.cancel()

    def _work_batch(self, batch: Sequence[InboxItem]) -> list[Outcome]:
        """Run in the thread: work what can be worked, skip the later rows of a chat whose row failed."""
        outcomes: list[Outcome] = []
        failed: dict[int, float] = {}
        for item in batch:
            if item.chat_id in failed:
                outcomes.append((item, TurnResult(retry_in=failed[item.chat_id])))
                continue
            result = self._run(item)
            if result.retry_in is not None:
                failed[item.chat_id] = result.retry_in
                item = replace(item, attempts=item.attempts + result.is_attempt)
            outcomes.append((item, result))
        return outcomes

    def _take(self, outcomes: Sequence[Outcome]) -> None:
        """Hold back the chats whose row failed, with all of their rows in order; pass on what the others came to."""
        begun: dict[int, float] = {}
        for item, result in outcomes:
            if result.retry_in is None:
                continue
            if item.chat_id not in self._held:
                begun[item.chat_id] = result.retry_in
                self._held[item.chat_id] = deque()
            self._held[item.chat_id].append(item)
        for chat_id, seconds in begun.items():
            self._hold(chat_id, seconds)
        for _, result in outcomes:
            if result.retry_in is None:
                self._done(result)

    def _hold(self, chat_id: int, seconds: float) -> None:
        """Hold the chat back; its rows that still wait in the lane queue up behind those that were tried."""
        later = [item for item in self._waiting if item.chat_id == chat_id]
        if later:
            self._waiting = deque(item for item in self._waiting if item.chat_id != chat_id)
            self._held[chat_id].extend(later)

        def release() -> None:
            self._timers.discard(timer)
            self._waiting.extendleft(reversed(self._held.pop(chat_id)))
            self._wake.set()

        timer = asyncio.get_running_loop().call_later(seconds, release)
        self._timers.add(timer)


async def _whole(begun: "asyncio.Future[list[Outcome]]") -> list[Outcome]:
    """Await work that goes on in a thread, to its end even when cancelled: it has been committed by then."""
    try:
        return await asyncio.shield(begun)
    except asyncio.CancelledError:
        await asyncio.wait([begun])
        raise
