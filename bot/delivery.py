"""The outbox loop: per-chat order, priorities across chats, limits, pauses, and the marks of what was delivered."""

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.caller import Again, Done, TokenRefusedError
from bot.limits import Limits
from storage.outbox import OutboxItem

log = logging.getLogger(__name__)

AT_ONCE = 128
"""Calls under way at the same time, each to another chat."""
FLOOD_CHATS, FLOOD_WINDOW = 3, 5.0
"""So many chats told to wait within so many seconds mean that the bot as a whole is too fast."""
_UNCOUNTED = ("answerCallbackQuery", "setMyCommands")


@dataclass(frozen=True)
class Ended:
    """A letter with its end, to be marked."""

    item: OutboxItem
    done: Done


@dataclass(frozen=True)
class Postponed:
    """A letter that failed for now, to be noted."""

    item: OutboxItem
    again: Again


class Delivers(Protocol):
    """Makes one call."""

    async def deliver(self, item: OutboxItem) -> Done | Again:
        """Make the call of the letter."""


Marks = Callable[[Sequence[Ended], Sequence[Postponed]], Awaitable[None]]


@dataclass
class _Chat:
    """One chat's letters, by priority, then in their order."""

    letters: list[tuple[int, int, OutboxItem]] = field(default_factory=list)
    busy: bool = False


class Delivery:
    """Delivers letters until closed. What is added is delivered at least once; `mark` is told what became of it."""

    def __init__(self, caller: Delivers, limits: Limits, mark: Marks) -> None:
        self._caller = caller
        self._limits = limits
        self._mark = mark
        self._chats: dict[int, _Chat] = {}
        self._ready: list[tuple[int, int, int]] = []  # (priority, turn, chat id)
        self._turns = itertools.count()
        self._wake = asyncio.Event()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._owned: set[int] = set()  # letters on their way, until their mark is written
        self._ended: list[Ended] = []
        self._postponed: list[Postponed] = []
        self._marks = asyncio.Event()
        self._paused_until = 0.0
        self._floods: dict[int, float] = {}
        self.token_refused = asyncio.Event()

    def add(self, items: Iterable[OutboxItem]) -> None:
        """Take letters over for delivery; one that is on its way already is not taken twice."""
        for item in items:
            if item.id in self._owned:
                continue
            self._owned.add(item.id)
            if item.method in _UNCOUNTED:
                self._start(self._deliver_aside(item))
                continue
            chat = self._chats.setdefault(item.chat_id, _Chat())
            if item.key:
                self._drop_superseded(chat, item.key)
            heapq.heappush(chat.letters, (item.priority, item.id, item))
            self._offer(item.chat_id, chat)

    def _drop_superseded(self, chat: _Chat, key: str) -> None:
        kept = [entry for entry in chat.letters if entry[2].key != key]
        if len(kept) < len(chat.letters):
            self._owned.difference_update(entry[1] for entry in chat.letters if entry[2].key == key)
            chat.letters = kept
            heapq.heapify(chat.letters)

    @property
    def waiting(self) -> int:
        """How many letters wait."""
        return sum(len(chat.letters) for chat in self._chats.values())

    async def run(self) -> None:
        """Deliver until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self._slots.acquire()
            while not self._ready:
                self._wake.clear()
                await self._wake.wait()
            pause = self._paused_until - loop.time()
            if pause > 0:
                await asyncio.sleep(pause)
            await self._limits.overall()
            _, _, chat_id = heapq.heappop(self._ready)
            self._start(self._deliver_next(chat_id))

    async def write_marks(self) -> None:
        """Write what became of letters, all that has gathered in one transaction, until cancelled."""
        while True:
            await self._marks.wait()
            await self.flush()

    async def flush(self) -> None:
        """Write the marks that have gathered."""
        self._marks.clear()
        ended, self._ended = self._ended, []
        postponed, self._postponed = self._postponed, []
        if ended or postponed:
            await self._mark(ended, postponed)
            self._owned.difference_update(end.item.id for end in ended)

    async def settle(self) -> None:
        """Wait for the calls under way, and mark them; for an orderly stop."""
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self.flush()

    def _offer(self, chat_id: int, chat: _Chat) -> None:
        """Put the chat in line if it has something to send and nothing under way."""
        if chat.busy or not chat.letters:
            return
        chat.busy = True
        if self._limits.on:
            self._start(self._line_up_when_allowed(chat_id))
        else:
            self._line_up(chat_id)

    def _line_up(self, chat_id: int) -> None:
        heapq.heappush(self._ready, (self._chats[chat_id].letters[0][0], next(self._turns), chat_id))
        self._wake.set()

    async def _line_up_when_allowed(self, chat_id: int) -> None:
        """Wait out the chat's own limit without keeping anyone else waiting."""
        await self._limits.chat(chat_id)
        self._line_up(chat_id)

    async def _deliver_next(self, chat_id: int) -> None:
        chat = self._chats[chat_id]
        _, _, item = heapq.heappop(chat.letters)
        try:
            outcome = await self._call(item)
        finally:
            self._slots.release()
        if isinstance(outcome, Again):
            heapq.heappush(chat.letters, (-1, item.id, _tried(item, outcome)))  # first again: order within the chat
            await self._wait_out(chat_id, outcome)
        chat.busy = False
        if chat.letters:
            self._offer(chat_id, chat)
        else:
            del self._chats[chat_id]

    async def _deliver_aside(self, item: OutboxItem) -> None:
        """Make a call that stands in no chat's order and under no limit: the answer to a tap, a menu."""
        while isinstance(outcome := await self._call(item), Again):
            item = _tried(item, outcome)
            await asyncio.sleep(outcome.seconds)

    async def _call(self, item: OutboxItem) -> Done | Again:
        try:
            outcome = await self._caller.deliver(item)
        except TokenRefusedError:
            self.token_refused.set()
            outcome = Again(60.0, "the token was refused")
        if isinstance(outcome, Done):
            self._ended.append(Ended(item, outcome))
        else:
            log.warning("outbox %d waits %.1f s: %s", item.id, outcome.seconds, outcome.error)
            self._postponed.append(Postponed(item, outcome))
        self._marks.set()
        return outcome

    async def _wait_out(self, chat_id: int, again: Again) -> None:
        if again.flooded:
            self._note_flood(chat_id, again.seconds)
        await asyncio.sleep(again.seconds)

    def _note_flood(self, chat_id: int, seconds: float) -> None:
        """Hold back the whole bot when several chats are told to wait at once: then it is not about the chat."""
        now = asyncio.get_running_loop().time()
        self._floods = {chat: at for chat, at in self._floods.items() if now - at < FLOOD_WINDOW}
        self._floods[chat_id] = now
        if len(self._floods) >= FLOOD_CHATS:
            self._paused_until = max(self._paused_until, now + seconds)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _tried(item: OutboxItem, again: Again) -> OutboxItem:
    """Return the letter with one more failed try, which a pause that Telegram asked for is not."""
    return item if again.flooded else replace(item, attempts=item.attempts + 1)
