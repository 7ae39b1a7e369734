"""Updates from the moment they happen to their confirmation: long polls, conflicts, webhooks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from aiohttp import web
from simulated_town import TOKEN, Town

from simulator.clock import Clock
from simulator.journal import Journal
from simulator.updates import KEPT_SECONDS, UpdateQueue


class SteppedClock(Clock):
    """A clock whose stopwatch a test moves."""

    seconds = 0.0

    def stopwatch(self) -> float:
        return self.seconds


@asynccontextmanager
async def hook(*statuses: int) -> AsyncIterator[tuple[str, list[tuple[dict[str, Any], str | None]]]]:
    """Listen as a bot's webhook: answer with the statuses in turn, then 200; collect what came."""
    answers = list(statuses)
    got: list[tuple[dict[str, Any], str | None]] = []

    async def receive(request: web.Request) -> web.Response:
        status = answers.pop(0) if answers else 200
        if status == 200:
            got.append((await request.json(), request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return web.Response(status=status)

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", got
    finally:
        await runner.cleanup()


async def updates(town: Town, **values: Any) -> list[dict[str, Any]]:
    answer = await town.call("getUpdates", **values)
    assert answer["ok"], answer
    return list(answer["result"])


async def test_updates_stay_until_confirmed(town: Town, budi: int) -> None:
    """The same ones come again until an offset beyond them is given."""
    for text in ("a", "b"):
        await town.text(budi, text)
    first = await updates(town)
    assert await updates(town) == first
    assert [one["message"]["text"] for one in first] == ["/start", "a", "b"]
    assert len(await updates(town, limit=1)) == 1
    rest = await updates(town, offset=first[1]["update_id"] + 1)
    assert [one["message"]["text"] for one in rest] == ["b"]
    confirmed = await town.await_event("confirmed")
    assert confirmed["offset"] == first[2]["update_id"]
    state = await town.get("/sim/updates")
    assert (state["pending"], state["confirmed_offset"]) == (1, first[2]["update_id"])


async def test_a_negative_offset_keeps_the_last_ones(town: Town, budi: int) -> None:
    """Everything before them is forgotten."""
    for text in ("a", "b", "c"):
        await town.text(budi, text)
    assert [one["message"]["text"] for one in await updates(town, offset=-2)] == ["b", "c"]
    assert len(await updates(town)) == 2


async def test_a_long_poll_ends_with_the_first_update(town: Town, budi: int) -> None:
    """The poll waits until somebody writes."""
    await town.call("setMyName", name="Monev")
    seen = (await updates(town))[-1]["update_id"]
    poll = asyncio.create_task(updates(town, offset=seen + 1, timeout=30))
    await town.await_event("confirmed")
    await town.text(budi, "halo")
    assert [one["message"]["text"] for one in await poll] == ["halo"]


async def test_a_poller_that_dies_loses_nothing(town: Town) -> None:
    """What arrives while a dead bot's poll still hangs is there for its successor."""
    with pytest.raises(httpx.ReadTimeout):
        await town.http.get(f"/bot{TOKEN}/getUpdates", params={"timeout": 30}, timeout=0.2)
    await town.person("Budi")
    assert [one["message"]["text"] for one in await updates(town)] == ["/start"]


async def test_a_second_poll_ends_the_first_with_409(town: Town) -> None:
    """Two bots with one token disturb each other."""
    first = asyncio.create_task(town.call("getUpdates", timeout=30))
    second = asyncio.create_task(town.call("getUpdates", timeout=30))
    done, waiting = await asyncio.wait({first, second}, return_when=asyncio.FIRST_COMPLETED)
    ended = done.pop().result()
    assert ended["error_code"] == 409
    assert ended["description"].startswith("Conflict: terminated by other getUpdates request")
    await town.person("Budi")
    assert (await waiting.pop())["ok"]


async def test_allowed_updates_are_remembered(town: Town, budi: int) -> None:
    """Kinds that are not asked for are not stored, until the default is restored."""
    await updates(town, allowed_updates=["callback_query"], offset=-1)
    assert (await town.text(budi, "tidak dicatat"))["update_id"] is None
    assert (await town.get("/sim/updates"))["pending"] == 1
    await updates(town, allowed_updates=[])
    assert (await town.text(budi, "dicatat"))["update_id"] is not None


async def test_reactions_come_only_on_request(town: Town, budi: int) -> None:
    """message_reaction must be named in allowed_updates."""
    sent = (await town.call("sendMessage", chat_id=budi, text="a"))["result"]["message_id"]
    assert (await town.post(f"/sim/people/{budi}/react", message_id=sent, emoji="👍"))["update_id"] is None
    await updates(town, allowed_updates=["message", "message_reaction"])
    await town.post(f"/sim/people/{budi}/react", message_id=sent, emoji=None)
    assert (await updates(town))[-1]["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]


def test_unconfirmed_updates_are_kept_for_a_day() -> None:
    """After 24 hours they are gone, as at Telegram."""
    clock = SteppedClock()
    queue = UpdateQueue(clock, Journal())
    queue.add("message", {}, 1)
    clock.seconds = KEPT_SECONDS - 1
    queue.expire()
    assert len(queue.pending) == 1
    clock.seconds = KEPT_SECONDS + 1
    queue.expire()
    assert not queue.pending


async def test_a_webhook_gets_updates_in_order_with_its_secret(town: Town, budi: int) -> None:
    """A failed delivery is tried again before the next one of that chat."""
    async with hook(500) as (url, got):
        assert (await town.call("setWebhook", url=url, secret_token="rahasia-1"))["ok"]
        for text in ("a", "b", "c"):
            await town.text(budi, text)
        while (await town.get("/sim/updates"))["pending"]:
            await town.await_event("confirmed")
        await town.call("deleteWebhook")
    assert [body["message"]["text"] for body, _ in got] == ["/start", "a", "b", "c"]
    assert {secret for _, secret in got} == {"rahasia-1"}


async def test_a_webhook_and_polling_exclude_each_other(town: Town, budi: int) -> None:
    """GetUpdates is refused while a webhook is set, and works again without it."""
    await town.call("setWebhook", url="http://127.0.0.1:9/nobody")
    refused = await town.call("getUpdates")
    assert refused["error_code"] == 409
    assert "can't use getUpdates method while webhook is active" in refused["description"]
    await town.await_event("webhook_failed")
    info = (await town.call("getWebhookInfo"))["result"]
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)
    await town.call("deleteWebhook", drop_pending_updates=True)
    assert await updates(town) == []


async def test_webhooks_that_are_refused(town: Town) -> None:
    """The URL must be https unless it is local, the secret plain."""
    assert "HTTPS URL must be provided" in await town.refused("setWebhook", url="http://example.org")
    assert await town.refused("setWebhook") == "Bad Request: url is not specified"
    told = await town.refused("setWebhook", url="https://example.org", secret_token="tidak boleh")
    assert told == "Bad Request: secret token contains unallowed characters"
