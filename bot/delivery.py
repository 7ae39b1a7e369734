"""The outbox loop: per-chat order, priorities across chats, limits, pauses, and the marks of what was delivered."""

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, Protocol, cast

from sqlalchemy.exc import OperationalError

from bot.caller import Again, Aside, Done, TokenRefusedError
from bot.clock import Clock
from bot.limits import HeldTime, Limits
from storage.outbox import OutboxItem
from storage.tables.mail import OutboxState

log = logging.getLogger(__name__)

AT_ONCE = 128
"""Calls under way at the same time, each to another chat."""
FLOOD_CHATS, FLOOD_WINDOW = 3, 5.0
"""So many chats told to wait within so many seconds mean that the bot as a whole is too fast."""
BUSY_SECONDS = 2.0
"""Until the database is asked again after it failed."""
TRIES = 3
"""How often a letter is tried that fails by a fault of our own; Telegram and the network are waited for."""
SETTLE_SECONDS = 8.0
"""How long a stop waits for calls under way: whoever stops the bot may kill it after ten seconds."""
_UNCOUNTED = ("answerCallbackQuery", "setMyCommands")


@dataclass(frozen=True)
class Ended:
    """A letter with its end, to be marked.

    `called_at` is when it was handed over to be called for the last time; a file is found after it.
    `held_ms` is for how long limits (its chat's, the bot's, a 429) had kept it from that since it was taken over.
    """

    item: OutboxItem
    done: Done
    called_at: datetime
    held_ms: int


@dataclass(frozen=True)
class Postponed:
    """A letter that failed for now, to be noted."""

    item: OutboxItem
    again: Again


class Delivers(Protocol):
    """Makes one call."""

    async def deliver(self, item: OutboxItem) -> Done | Again | Aside:
        """Make the call of the letter, or return what is to be done before it."""


Marks = Callable[[Sequence[Ended], Sequence[Postponed]], Awaitable[None]]


class _Waiting(NamedTuple):
    """A letter in its chat's order: a lower `rank` goes first, then the older one."""

    rank: int
    number: int
    item: OutboxItem
    held_before: float  # what the chat's `held` showed when the letter came


@dataclass
class _Chat:
    """One chat's letters, by priority, then in their order."""

    letters: list[_Waiting] = field(default_factory=list)
    busy: bool = False
    place: tuple[int, int] | None = None  # (priority, turn): where it stands in line, None while it does not
    held: HeldTime = field(default_factory=HeldTime)  # by its own limit, by a 429, and by the bot's while in line
    line_before: float = 0.0  # what the line's clock showed when it took its place


class Delivery:
    """Delivers letters until closed. What is added is delivered at least once; `mark` is told what became of it."""

    def __init__(self, caller: Delivers, limits: Limits, mark: Marks, clock: Clock) -> None:
        self._caller = caller
        self._limits = limits
        self._mark = mark
        self._clock = clock
        self._line_held = HeldTime()  # runs while nobody in line may be called
        self._chats: dict[int, _Chat] = {}
        self._ready: list[tuple[int, int, int]] = []  # (priority, turn, chat id)
        self._turns = itertools.count()
        self._wake = asyncio.Event()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._calling: set[asyncio.Task[None]] = set()  # those of them with a call under way
        self._stopping = False
        self._owned: set[int] = set()  # letters on their way, until their mark is written
        self._dropped: set[int] = set()  # those of them that were taken back
        self._ended: list[Ended] = []
        self._postponed: list[Postponed] = []
        self._marks = asyncio.Event()
        self._paused_until = 0.0
        self._floods: dict[int, float] = {}
        self.token_refused = asyncio.Event()

    def add(self, items: Iterable[OutboxItem]) -> None:
        """Take letters over for delivery; one that is on its way already is not taken twice.

        After `settle` none is taken: the next start finds them in the outbox.
        """
        for item in items:
            if item.id in self._owned or self._stopping:
                continue
            if item.method in _UNCOUNTED:
                self._owned.add(item.id)
                self._start(self._deliver_aside(item))
                continue
            chat = self._chats.setdefault(item.chat_id, _Chat())
            if item.key and not self._supersedes(chat, item):
                continue
            self._owned.add(item.id)
            heapq.heappush(chat.letters, _Waiting(item.priority, item.id, item, self._held(chat)))
            self._offer(item.chat_id, chat)

    def _supersedes(self, chat: _Chat, item: OutboxItem) -> bool:
        """Drop the older letters of the letter's key; False where a newer one of it waits already."""
        older = {other.number for other in chat.letters if other.item.key == item.key}
        if any(number > item.id for number in older):
            return False
        if older:
            self._owned -= older
            chat.letters = [other for other in chat.letters if other.number not in older]
            heapq.heapify(chat.letters)
        return True

    def drop(self, ids: Iterable[int]) -> None:
        """Send no more of letters that were taken back; one whose call is under way is sent."""
        self._dropped |= self._owned.intersection(ids)

    @property
    def owned(self) -> frozenset[int]:
        """The letters on their way, waiting or sent, until their mark is written."""
        return frozenset(self._owned)

    @property
    def waiting(self) -> int:
        """How many letters wait."""
        return sum(len(chat.letters) for chat in self._chats.values())

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            await self._slots.acquire()
            while not self._is_anyone_in_line():
                self._wake.clear()
                await self._wake.wait()
            await self._wait_for_limits()
            _, _, chat_id = heapq.heappop(self._ready)
            chat = self._chats[chat_id]
            chat.place = None
            chat.held.add(self._line_held.at(_now()) - chat.line_before)
            self._start(self._deliver_next(chat_id))

    async def _wait_for_limits(self) -> None:
        """Wait until the bot as a whole may call; whoever stands in line meanwhile is held back by it."""
        self._line_held.begin(_now())
        while (pause := self._paused_until - _now()) > 0:  # noqa: ASYNC110 - it may be prolonged meanwhile
            await asyncio.sleep(pause)
        await self._limits.overall()
        self._line_held.end(_now())

    def _held(self, chat: _Chat) -> float:
        """Return for how long limits have held the chat back so far, in seconds."""
        now = _now()
        in_line = 0.0 if chat.place is None else self._line_held.at(now) - chat.line_before
        return chat.held.at(now) + in_line

    async def write_marks(self) -> None:
        """Write what became of letters, all that has gathered in one transaction, until cancelled."""
        while True:
            await self._marks.wait()
            try:
                await self.flush()
            except OperationalError as error:
                log.warning("marks of the outbox wait for the database: %s", type(error).__name__)
                await asyncio.sleep(BUSY_SECONDS)

    async def flush(self) -> None:
        """Write the marks that have gathered, to the end even when cancelled: what is not written is sent twice."""
        self._marks.clear()
        ended, self._ended = self._ended, []
        postponed, self._postponed = self._postponed, []
        if not (ended or postponed):
            return
        writing = asyncio.ensure_future(self._mark(ended, postponed))
        try:
            await asyncio.shield(writing)
        finally:
            if not writing.done():
                await asyncio.wait([writing])
            if writing.cancelled() or writing.exception() is not None:
                self._ended[:0], self._postponed[:0] = ended, postponed
                self._marks.set()
            else:
                self._owned.difference_update(end.item.id for end in ended)

    async def settle(self) -> None:
        """Wait for the calls under way, and mark them; for an orderly stop. What rests before a retry is left."""
        self._stopping = True
        for task in self._tasks - self._calling:
            task.cancel()
        await self.flush()
        if self._calling:
            await asyncio.wait(self._calling, timeout=SETTLE_SECONDS)
        for task in self._tasks:
            task.cancel()
        await self.flush()

    def _offer(self, chat_id: int, chat: _Chat) -> None:
        """Put the chat in line if it has something to send and nothing under way.

        One that stands in line already moves to the front of it when something more urgent has come in.
        """
        if not chat.letters:
            return
        if chat.busy:
            if chat.place is not None and chat.letters[0].rank < chat.place[0]:
                self._line_up(chat_id)
            return
        chat.busy = True
        if self._limits.on:
            self._start(self._line_up_when_allowed(chat_id))
        else:
            self._line_up(chat_id)

    def _line_up(self, chat_id: int) -> None:
        chat = self._chats[chat_id]
        if chat.place is None:
            chat.line_before = self._line_held.at(_now())
        chat.place = (chat.letters[0].rank, next(self._turns))
        heapq.heappush(self._ready, (*chat.place, chat_id))
        self._wake.set()

    def _is_anyone_in_line(self) -> bool:
        """Tell whether a chat stands in line, and forget the places that chats have left for a better one."""
        while self._ready:
            priority, turn, chat_id = self._ready[0]
            chat = self._chats.get(chat_id)
            if chat is not None and chat.place == (priority, turn):
                return True
            heapq.heappop(self._ready)
        return False

    async def _line_up_when_allowed(self, chat_id: int) -> None:
        """Wait out the chat's own limit without keeping anyone else waiting."""
        held = self._chats[chat_id].held
        held.begin(_now())
        await self._limits.chat(chat_id)
        held.end(_now())
        self._line_up(chat_id)

    async def _deliver_next(self, chat_id: int) -> None:
        chat = self._chats[chat_id]
        letter = heapq.heappop(chat.letters)
        try:
            outcome = await self._call(letter.item, self._held(chat) - letter.held_before)
        finally:
            self._slots.release()
        if self._stopping:
            return
        if isinstance(outcome, Aside):
            self._start(self._bring_back(chat_id, letter, outcome))
        if isinstance(outcome, Again):
            self._put_back(chat, letter._replace(rank=-1, item=_tried(letter.item, outcome)))
            await self._wait_out(chat_id, chat, outcome)
        chat.busy = False
        if chat.letters:
            self._offer(chat_id, chat)
        else:
            del self._chats[chat_id]

    async def _bring_back(self, chat_id: int, letter: _Waiting, aside: Aside) -> None:
        """Do what the letter waits for, then put it in its chat's order again: others have gone before it meanwhile."""
        await aside.work()
        chat = self._chats.setdefault(chat_id, _Chat())
        heapq.heappush(chat.letters, letter._replace(held_before=self._held(chat)))
        self._offer(chat_id, chat)

    def _put_back(self, chat: _Chat, letter: _Waiting) -> None:
        """Make the letter the chat's first again, unless a newer one of its key has come in meanwhile."""
        key = letter.item.key
        if key and any(other.item.key == key for other in chat.letters):
            self._owned.discard(letter.number)
        else:
            heapq.heappush(chat.letters, letter)

    async def _deliver_aside(self, item: OutboxItem) -> None:
        """Make a call that stands in no chat's order and under no limit: the answer to a tap, a menu."""
        held = 0.0
        while isinstance(outcome := await self._call(item, held), Again) and not self._stopping:
            item = _tried(item, outcome)
            held += outcome.seconds if outcome.flooded else 0.0
            await asyncio.sleep(outcome.seconds)

    async def _call(self, item: OutboxItem, held: float) -> Done | Again | Aside:
        """Make the letter's call, which limits had held back for so many seconds, and note its end for the marks."""
        called_at = self._clock.now()
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._calling.add(task)
        try:
            taken_back = Done(OutboxState.SUPERSEDED) if item.id in self._dropped else None
            outcome = taken_back or await self._caller.deliver(item)
        except TokenRefusedError:
            self.token_refused.set()
            outcome = Again(60.0, "the token was refused")
        except OperationalError as error:
            outcome = Again(BUSY_SECONDS, type(error).__name__)
        except Exception as error:  # noqa: BLE001 - one letter must not hold up its chat for good
            outcome = _failed(item, error)
        finally:
            self._calling.discard(task)
        if isinstance(outcome, Aside):
            return outcome
        if isinstance(outcome, Done):
            self._dropped.discard(item.id)
            self._ended.append(Ended(item, outcome, called_at, int(held * 1000)))
        else:
            log.warning("outbox %d waits %.1f s: %s", item.id, outcome.seconds, outcome.error)
            self._postponed.append(Postponed(item, outcome))
        self._marks.set()
        return outcome

    async def _wait_out(self, chat_id: int, chat: _Chat, again: Again) -> None:
        if not again.flooded:
            await asyncio.sleep(again.seconds)
            return
        self._note_flood(chat_id, again.seconds)
        chat.held.begin(_now())
        await asyncio.sleep(again.seconds)
        chat.held.end(_now())

    def _note_flood(self, chat_id: int, seconds: float) -> None:
        """Hold back the whole bot when several chats are told to wait at once: then it is not about the chat."""
        now = _now()
        self._floods = {chat: at for chat, at in self._floods.items() if now - at < FLOOD_WINDOW}
        self._floods[chat_id] = now
        if len(self._floods) >= FLOOD_CHATS:
            self._paused_until = max(self._paused_until, now + seconds)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _failed(item: OutboxItem, error: Exception) -> Done | Again:
    """Return what becomes of a letter that failed by a fault of our own; its words may hold what people wrote."""
    log.error("outbox %d failed, attempt %d: %s", item.id, item.attempts + 1, type(error).__name__)
    if item.attempts + 1 < TRIES:
        return Again(2.0**item.attempts, type(error).__name__)
    return Done(OutboxState.FAILED, error=type(error).__name__)


def _tried(item: OutboxItem, again: Again) -> OutboxItem:
    """Return the letter with one more failed try, which a pause that Telegram asked for is not."""
    return item if again.flooded else replace(item, attempts=item.attempts + 1)
