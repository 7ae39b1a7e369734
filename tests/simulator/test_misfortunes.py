"""Limits, planned faults, latency, and tokens."""

import asyncio
import contextlib

import httpx
import pytest
from simulated_town import TOKEN, Town

from simulator.clock import Clock
from simulator.errors import ApiError
from simulator.limits import FloodControl
from simulator.run import running


class SteppedClock(Clock):
    """A clock whose stopwatch a test moves."""

    seconds = 0.0

    def stopwatch(self) -> float:
        return self.seconds


def admitted(flood: FloodControl, chat_id: int, tries: int) -> int:
    """Count how many of several messages are let through at one instant."""
    passed = 0
    for _ in range(tries):
        with contextlib.suppress(ApiError):
            flood.admit(chat_id)
            passed += 1
    return passed


def test_a_private_chat_takes_a_burst_and_then_one_a_second() -> None:
    """Five at once, then one more for each second."""
    clock = SteppedClock()
    flood = FloodControl(clock)
    assert admitted(flood, 1, 10) == 5
    clock.seconds = 1.0
    assert admitted(flood, 1, 10) == 1
    assert admitted(flood, 2, 1) == 1


def test_a_group_takes_twenty_a_minute() -> None:
    """Twenty at once; half a minute later ten more, and refused ones have cost nothing."""
    clock = SteppedClock()
    flood = FloodControl(clock)
    assert admitted(flood, -100, 30) == 20
    clock.seconds = 30.0
    assert admitted(flood, -100, 30) == 10


def test_the_whole_bot_sends_thirty_a_second() -> None:
    """Different chats share the overall limit; who keeps to 30 a second is never refused."""
    clock = SteppedClock()
    flood = FloodControl(clock)
    assert sum(admitted(flood, chat, 1) for chat in range(1, 101)) == 36
    for second in range(1, 11):
        clock.seconds = float(second)
        assert sum(admitted(flood, 1000 * second + chat, 1) for chat in range(30)) == 30


def test_an_album_needs_room_for_one_and_pays_for_all() -> None:
    """Ten photos go out together; what follows waits."""
    flood = FloodControl(SteppedClock())
    flood.admit(1, messages=10)
    with pytest.raises(ApiError) as refused:
        flood.admit(1)
    assert refused.value.retry_after == 6


async def test_a_refusal_says_how_long_to_wait(town: Town, budi: int) -> None:
    """The answer has Telegram's shape, and limits can be switched off and on."""
    await town.post("/sim/settings", limits=True)
    answers = [await town.call("sendMessage", chat_id=budi, text=str(number)) for number in range(6)]
    assert [answer["ok"] for answer in answers] == [True] * 5 + [False]
    assert answers[-1] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }


async def test_planned_faults_happen_to_the_calls_they_mean(town: Town, budi: int) -> None:
    """Method and chat narrow a fault; it ends after its times."""
    siti = await town.person("Siti")
    await town.post("/sim/faults", method="sendMessage", chat_id=budi, status=429, retry_after=7, times=2)
    assert (await town.call("sendMessage", chat_id=siti, text="a"))["ok"]
    for _ in range(2):
        refused = await town.call("sendMessage", chat_id=budi, text="a")
        assert refused["parameters"] == {"retry_after": 7}
    assert (await town.call("sendMessage", chat_id=budi, text="a"))["ok"]
    await town.post("/sim/faults", status=502, times=9)
    assert (await town.call("getMe"))["error_code"] == 502
    await town.await_event("request_failed", status=502)
    await town.http.delete("/sim/faults")
    assert (await town.call("getMe"))["ok"]


async def test_a_dropped_answer_does_the_work(town: Town, budi: int) -> None:
    """The message is there although the caller heard nothing."""
    await town.post("/sim/faults", method="sendMessage", drop_answer=True)
    with pytest.raises(httpx.RemoteProtocolError):
        await town.call("sendMessage", chat_id=budi, text="sampai")
    assert (await town.last_message(budi))["text"] == "sampai"


async def test_latency_and_request_log(town: Town, budi: int) -> None:
    """One chat can be slow while another is not; every call is noted."""
    siti = await town.person("Siti")
    settings = await town.post("/sim/settings", latency_ms=1, chat_latency_ms={str(budi): 400})
    assert settings["chat_latency_ms"] == {str(budi): 400.0}
    slow = asyncio.create_task(town.call("sendMessage", chat_id=budi, text="lambat"))
    await town.await_event("message", **{"from": "bot"})
    assert (await town.call("sendMessage", chat_id=siti, text="cepat"))["ok"]
    assert not slow.done()
    assert (await slow)["ok"]
    log = await town.get("/sim/requests")
    assert [(one["method"], one["chat_id"], one["status"]) for one in log["requests"]] == [
        ("sendMessage", budi, 200),
        ("sendMessage", siti, 200),
    ]
    assert (await town.get("/sim/requests", after=log["n"]))["requests"] == []


async def test_with_a_token_every_other_one_is_refused() -> None:
    """401 in Telegram's shape."""
    async with running(token=TOKEN) as url, httpx.AsyncClient(base_url=url) as http:
        assert (await http.get(f"/bot{TOKEN}/getMe")).json()["ok"]
        answer = await http.get("/bot123:other/getMe")
        assert answer.status_code == 401
        assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert (await http.get("/file/bot123:other/documents/x")).status_code == 401


async def test_bots_do_not_see_each_other(town: Town, budi: int) -> None:
    """A second token is a second bot with its own chats and updates."""
    await town.call("getMe")
    other = await town.http.get("/bot42:other/getUpdates")
    assert other.json()["result"] == []
    answer = await town.http.post(f"/sim/people/{budi}/text", params={"bot": 42}, json={"text": "halo"})
    assert answer.status_code == 200
    assert len((await town.http.get("/bot42:other/getUpdates")).json()["result"]) == 1
    assert len((await town.call("getUpdates"))["result"]) == 1
