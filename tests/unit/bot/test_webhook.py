"""The webhook: only with the secret, and acknowledged only when it is safe."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from post_office import soon
from samples import USER, said

from bot.webhook import MOST_BYTES, PATH, SECRET_HEADER, webhook_app
from storage.inbox import Arrival

SECRET = "rahasia"


class Inbox:
    """Takes what arrives once its gate is open."""

    def __init__(self) -> None:
        self.arrived: list[Arrival] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.fault: Exception | None = None

    async def receive(self, arrivals: Sequence[Arrival]) -> None:
        await self.gate.wait()
        if self.fault is not None:
            raise self.fault
        self.arrived += arrivals


@pytest.fixture
async def inbox() -> Inbox:
    """Return an inbox."""
    return Inbox()


def client(inbox: Inbox, secret: str = SECRET, given: str | None = SECRET) -> httpx.AsyncClient:
    """Return Telegram, that knows this secret."""
    transport = httpx.ASGITransport(webhook_app(secret, inbox.receive), raise_app_exceptions=False)
    headers = {} if given is None else {SECRET_HEADER: given}
    return httpx.AsyncClient(transport=transport, base_url="http://bot", headers=headers)


async def post(inbox: Inbox, **how: Any) -> int:
    """Post an update and return the status."""
    async with client(inbox) as telegram:
        return (await telegram.post(PATH, **how)).status_code


@pytest.mark.parametrize("given", [None, "", "salah", "rahasia ", "Rahasia", "räh"])
async def test_without_the_right_secret_nothing_is_taken(inbox: Inbox, given: str | None) -> None:
    """Anybody can find the address."""
    async with client(inbox, given=None) as telegram:
        headers = {} if given is None else {SECRET_HEADER: given.encode()}
        answer = await telegram.post(PATH, json=said("Baik"), headers=headers)
    assert answer.status_code == 403
    assert inbox.arrived == []


async def test_where_no_secret_was_set_nobody_has_the_right_one(inbox: Inbox) -> None:
    """Not even one who sends none."""
    async with client(inbox, secret="", given="") as telegram:
        assert (await telegram.post(PATH, json=said("Baik"))).status_code == 403


async def test_an_update_is_acknowledged_when_it_is_safe(inbox: Inbox) -> None:
    """Not a moment earlier: Telegram forgets it then."""
    inbox.gate.clear()
    data = said("Baik")
    posting = asyncio.ensure_future(post(inbox, json=data))
    await soon()
    assert not posting.done()
    inbox.gate.set()
    assert await posting == 200
    assert [(arrival.key, arrival.chat_id) for arrival in inbox.arrived] == [(str(data["update_id"]), USER)]


async def test_an_inbox_that_fails_is_not_acknowledged(inbox: Inbox) -> None:
    """Telegram sends the update again."""
    inbox.fault = RuntimeError()
    assert await post(inbox, json=said("Baik")) == 500


async def test_a_repeat_is_acknowledged_as_well(inbox: Inbox) -> None:
    """The database refuses the second of its key."""
    data = said("Baik")
    assert [await post(inbox, json=data) for _ in range(2)] == [200, 200]
    assert len({arrival.key for arrival in inbox.arrived}) == 1


async def test_what_is_too_large_does_not_come_from_telegram(inbox: Inbox) -> None:
    """It is not even read to its end."""
    assert await post(inbox, content=b"x" * (MOST_BYTES + 1)) == 413
    assert inbox.arrived == []


@pytest.mark.parametrize(
    "body",
    [b"", b"nonsense", b"[]", b"null", b"{}", b'{"update_id": "x"}', b'{"update_id": 1, "message": 5}', b"\xff\xfe"],
)
async def test_garbage_is_refused_and_not_stored(inbox: Inbox, body: bytes) -> None:
    """Whoever sends it, it is no update."""
    assert await post(inbox, content=body) == 400
    assert inbox.arrived == []


async def test_there_is_one_door(inbox: Inbox) -> None:
    """And it takes POST only."""
    async with client(inbox) as telegram:
        assert (await telegram.get(PATH)).status_code == 405
        assert (await telegram.post("/", json=said("Baik"))).status_code == 404
