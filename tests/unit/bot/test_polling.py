"""Long polling: nothing is acknowledged before it is safe."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import pytest
from loop_clock import LoopClock
from samples import Json, said
from sqlalchemy.exc import OperationalError
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.parsing import ALLOWED_UPDATES
from bot.polling import Polling
from bot.transport import Call
from storage.inbox import Arrival


class FakeApi:
    """Gives the answers laid out, then waits for ever."""

    def __init__(self, *answers: list[Json] | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        self.at: list[float] = []

    async def updates(self, call: Call, seconds: int) -> list[Json]:
        self.asked.append(call.params)
        self.at.append(asyncio.get_running_loop().time())
        if not self.answers:
            await asyncio.sleep(10**6)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def offsets(self) -> list[int | None]:
        """From which update on was asked, each time."""
        return [params.get("offset") for params in self.asked]


class Inbox:
    """Takes what arrives, or fails as told."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.arrived: list[Arrival] = []
        self.rooms = 0

    async def receive(self, arrivals: Sequence[Arrival]) -> None:
        await asyncio.sleep(0)
        if self.faults:
            raise self.faults.pop(0)
        self.arrived += arrivals

    async def room(self) -> None:
        self.rooms += 1


def numbered(*numbers: int) -> list[Json]:
    """Return updates of these numbers."""
    return [said("Baik") | {"update_id": number} for number in numbers]


async def poll(api: FakeApi, inbox: Inbox, room: Callable[[], Awaitable[None]] | None = None) -> None:
    """Poll until nothing is laid out any more, for a thousand seconds at most."""
    polling = Polling(api, inbox.receive, room or inbox.room, 30)  # type: ignore[arg-type]
    with suppress(TimeoutError):
        await asyncio.wait_for(polling.run(), 1000)


async def test_the_offset_advances_with_what_was_received(clock: LoopClock) -> None:
    """The first request has none; then always the one after the last."""
    api, inbox = FakeApi(numbered(7, 8), [], numbered(9)), Inbox()
    await poll(api, inbox)
    assert api.offsets == [None, 9, 9, 10]
    assert [arrival.key for arrival in inbox.arrived] == ["7", "8", "9"]
    assert api.asked[0]["allowed_updates"] == list(ALLOWED_UPDATES)
    assert (api.asked[0]["timeout"], api.asked[0]["limit"]) == (30, 100)


async def test_nothing_is_asked_for_before_what_came_is_safe(clock: LoopClock) -> None:
    """The next request would acknowledge it."""
    api, gate = FakeApi(numbered(7), numbered(8)), asyncio.Event()
    asked_when_received = []

    async def receive(arrivals: Sequence[Arrival]) -> None:
        await gate.wait()
        asked_when_received.append(len(api.asked))

    inbox = Inbox()
    polling = asyncio.ensure_future(Polling(api, receive, inbox.room, 30).run())  # type: ignore[arg-type]
    await asyncio.sleep(5)
    assert len(api.asked) == 1
    gate.set()
    await asyncio.sleep(5)
    assert asked_when_received == [1, 2]
    polling.cancel()


async def test_an_inbox_that_cannot_be_written_acknowledges_nothing(clock: LoopClock) -> None:
    """The same updates are asked for again, and the bot stays up."""
    api = FakeApi(numbered(7), numbered(7), numbered(7, 8))
    inbox = Inbox(*[OperationalError("", None, Exception())] * 2)
    await poll(api, inbox)
    assert api.offsets == [None, None, None, 9]
    assert [arrival.key for arrival in inbox.arrived] == ["7", "8"]
    assert api.at[1] - api.at[0] >= 1


async def test_any_other_fault_of_receiving_acknowledges_nothing_and_is_not_hidden(clock: LoopClock) -> None:
    """It ends polling, so that somebody looks."""
    api = FakeApi(numbered(7))
    with pytest.raises(RuntimeError):
        await poll(api, Inbox(RuntimeError()))
    assert api.offsets == [None]


@pytest.mark.parametrize("fault", [NetworkError("x"), TimedOut(), Conflict("x")])
async def test_an_outage_is_waited_out_with_growing_pauses(clock: LoopClock, fault: Exception) -> None:
    """Up to half a minute; then it begins anew with one second."""
    api = FakeApi(*[fault] * 7, [], fault, [])
    await poll(api, Inbox())
    pauses = [round(later - earlier) for earlier, later in zip(api.at, api.at[1:], strict=False)]
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 0, 1, 0]


async def test_a_second_program_is_complained_of(clock: LoopClock, caplog: pytest.LogCaptureFixture) -> None:
    """In words that say what to look for."""
    await poll(FakeApi(Conflict("terminated by other getUpdates request")), Inbox())
    assert "another program" in caplog.text


async def test_a_flood_wait_is_kept(clock: LoopClock) -> None:
    """Exactly as long as Telegram says."""
    api = FakeApi(RetryAfter(13), [])
    await poll(api, Inbox())
    assert round(api.at[1] - api.at[0]) == 13


async def test_an_unknown_token_ends_polling(clock: LoopClock) -> None:
    """Waiting would not help."""
    with pytest.raises(InvalidToken):
        await poll(FakeApi(InvalidToken("Not Found")), Inbox())


async def test_a_backlog_is_worked_off_before_more_is_asked_for(clock: LoopClock) -> None:
    """Telegram keeps the rest for a day."""
    api, inbox, room = FakeApi(numbered(7), numbered(8)), Inbox(), asyncio.Event()

    async def wait_for_room() -> None:
        await room.wait()

    polling = asyncio.ensure_future(poll(api, inbox, wait_for_room))
    await asyncio.sleep(60)
    assert len(api.asked) == 1
    room.set()
    await asyncio.sleep(60)
    assert len(inbox.arrived) == 2
    polling.cancel()


async def test_an_update_that_cannot_be_read_is_set_aside_and_passed(clock: LoopClock) -> None:
    """It is stored without a chat, so that the next ones come at all."""
    api, inbox = FakeApi([{"update_id": 7, "message": {"text": "no chat"}}, *numbered(8)]), Inbox()
    await poll(api, inbox)
    assert [(arrival.key, bool(arrival.chat_id)) for arrival in inbox.arrived] == [("7", False), ("8", True)]
    assert api.offsets == [None, 9]
