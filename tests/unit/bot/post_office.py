"""A delivery with a Telegram that answers as it is told, and the marks that it wrote."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from bot.caller import Again, Aside, Done
from bot.delivery import Delivery, Ended, Postponed
from bot.limits import Limits
from handlers.outgoing import Priority
from storage.outbox import OutboxItem
from storage.tables.mail import OutboxState

Answer = Done | Again | Aside | Exception


def letter(
    number: int,
    chat: int = 1,
    priority: Priority = Priority.ANSWER,
    key: str = "",
    method: str = "sendMessage",
) -> OutboxItem:
    """Return a stored letter."""
    return OutboxItem(number, None, chat, key, method, "{}", None, priority)


class FakeTelegram:
    """Answers a letter with what is laid out for it, else that it was sent; a chat with a gate waits there."""

    def __init__(self) -> None:
        self.began: list[int] = []
        self.sent: list[int] = []
        self.at: dict[int, list[float]] = defaultdict(list)
        self.attempts: list[int] = []
        self.answers: dict[int, list[Answer]] = {}
        self.gates: dict[int, asyncio.Event] = {}

    async def deliver(self, item: OutboxItem) -> Done | Again | Aside:
        self.began.append(item.id)
        self.attempts.append(item.attempts)
        self.at[item.id].append(asyncio.get_running_loop().time())
        if item.chat_id in self.gates:
            await self.gates[item.chat_id].wait()
        laid_out = self.answers.get(item.id)
        answer = laid_out.pop(0) if laid_out else Done(OutboxState.SENT, item.id, keeps=item.id if item.key else None)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Done):
            self.sent.append(item.id)
        return answer


class LoopInstants:
    """Tells the loop's time as an instant of 1970."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(asyncio.get_running_loop().time(), UTC)


class PostOffice:
    """A delivery at work, with what it was told to mark."""

    def __init__(self, *, limits: bool = False) -> None:
        self.telegram = FakeTelegram()
        self.ended: list[int] = []
        self.states: dict[int, OutboxState] = {}
        self.postponed: list[tuple[int, float, str]] = []
        self.groups: list[list[int]] = []
        self.mark_gate: asyncio.Event | None = None
        self.mark_faults: list[Exception] = []
        self.held: dict[int, int] = {}
        self.called: dict[int, float] = {}
        self.delivery = Delivery(self.telegram, Limits(on=limits), self._mark, LoopInstants())
        self._duties: list[asyncio.Task[None]] = []

    async def _mark(self, ended: Sequence[Ended], postponed: Sequence[Postponed]) -> None:
        if self.mark_gate is not None:
            await self.mark_gate.wait()
        if self.mark_faults:
            raise self.mark_faults.pop(0)
        self.groups.append([end.item.id for end in ended])
        self.ended += [end.item.id for end in ended]
        self.states |= {end.item.id: end.done.state for end in ended}
        self.held |= {end.item.id: end.held_ms for end in ended}
        self.called |= {end.item.id: end.called_at.timestamp() for end in ended}
        self.postponed += [(later.item.id, later.again.seconds, later.again.error) for later in postponed]

    def start(self) -> None:
        """Let the delivery's duties begin."""
        for duty in (self.delivery.run(), self.delivery.write_marks()):
            self._duties.append(asyncio.ensure_future(duty))

    async def stop(self) -> None:
        """Cancel the duties as the application does, and settle."""
        for duty in self._duties:
            duty.cancel()
        for duty in self._duties:
            with suppress(asyncio.CancelledError):
                await duty
        await self.delivery.settle()

    async def add(self, *letters: OutboxItem) -> None:
        """Hand letters over and let everything happen that can."""
        self.delivery.add(letters)
        await soon()


async def soon(turns: int = 40) -> None:
    """Let every task go on as far as it can without time passing."""
    for _ in range(turns):
        await asyncio.sleep(0)


@asynccontextmanager
async def open_office(*, limits: bool = False) -> AsyncIterator[PostOffice]:
    """Run a delivery; letters laid before it opens are put in line together."""
    office = PostOffice(limits=limits)
    office.start()
    try:
        yield office
    finally:
        for gate in office.telegram.gates.values():
            gate.set()
        if office.mark_gate is not None:
            office.mark_gate.set()
        await office.stop()
