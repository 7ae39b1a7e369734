"""How calls travel, against a small server on the loopback interface."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.reach import Reach
from bot.transport import AiohttpRequest, Call, TelegramApi, pause_of

TOKEN = "424242:rahasia-sekali"

Answer = Callable[[], Awaitable[web.StreamResponse]]


@dataclass
class Server:
    """What was asked, byte for byte, and what it answers."""

    url: str = ""
    bodies: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    answer: Answer | None = None

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.paths.append(request.path)
        self.kinds.append(request.content_type)
        self.bodies.append(await request.read())
        if self.answer is not None:
            return await self.answer()
        return web.json_response({"ok": True, "result": {"message_id": 41}})

    def fails(self, status: int, description: str = "", **parameters: int) -> None:
        """Answer as Telegram refuses."""
        body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
        if parameters:
            body["parameters"] = parameters

        async def refuse() -> web.StreamResponse:
            return web.json_response(body, status=status)

        self.answer = refuse

    def shows(self, status: int, page: str) -> None:
        """Answer with a page of something in between."""

        async def show() -> web.StreamResponse:
            return web.Response(text=page, status=status, content_type="text/html")

        self.answer = show


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """Run a server that takes any call."""
    made = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", made.take)
    async with TestServer(app) as running:
        made.url = str(running.make_url("")).rstrip("/")
        yield made


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[TelegramApi]:
    """Open the Bot API at that address."""
    api = TelegramApi(TOKEN, url)
    await api.open()
    try:
        yield api
    finally:
        await api.close()


@pytest.fixture
async def api(server: Server) -> AsyncIterator[TelegramApi]:
    """Return the Bot API at the server."""
    async with opened(server.url) as made:
        yield made


async def test_a_call_goes_as_json_to_its_method(server: Server, api: TelegramApi) -> None:
    """Nested parameters and all."""
    params = {"chat_id": 7, "text": "Baik 🙏", "reply_markup": {"inline_keyboard": []}}
    assert await api.call("sendMessage", Call(params)) == {"message_id": 41}
    assert server.paths == [f"/bot{TOKEN}/sendMessage"]
    assert server.kinds == ["application/json"]
    assert b'"text":"Baik \xf0\x9f\x99\x8f"' in server.bodies[0]


@pytest.mark.parametrize("name", ["Laporan TW III.pdf", 'Data "akhir" (2).xlsx', "Laporan – Ñandú.pdf"])
async def test_a_file_goes_as_a_form_under_its_own_name(
    server: Server, api: TelegramApi, tmp_path: Path, name: str
) -> None:
    """As its sender wrote it: Telegram does not undo percent signs."""
    path = tmp_path / "ab12"
    path.write_bytes(b"%PDF-1.7 isi")
    call = Call({"chat_id": 7, "caption": "Laporan", "reply_markup": {"inline_keyboard": []}}, ("document", name, path))
    assert await api.call("sendDocument", call) == {"message_id": 41}
    body = server.bodies[0]
    assert server.kinds == ["multipart/form-data"]
    assert f'filename="{name}"'.replace('"akhir"', r"\"akhir\"").encode() in body
    assert b"%PDF-1.7 isi" in body
    assert b'name="reply_markup"' in body
    assert b'{"inline_keyboard":[]}' in body


async def test_a_file_name_cannot_add_lines_to_the_form(server: Server, api: TelegramApi, tmp_path: Path) -> None:
    """Control characters are replaced."""
    path = tmp_path / "ab12"
    path.write_bytes(b"isi")
    await api.call("sendDocument", Call({"chat_id": 7}, ("document", 'a\r\nX-Other: 1".pdf', path)))
    assert b"a__X-Other: 1" in server.bodies[0]


async def test_pythontelegrambots_own_bot_travels_the_same_way(server: Server, api: TelegramApi) -> None:
    """For what the product asks through the library."""

    async def me() -> web.StreamResponse:
        return web.json_response({"ok": True, "result": {"id": 42, "is_bot": True, "first_name": "Monev"}})

    server.answer = me
    assert (await api.bot.get_me()).id == 42


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest),
        (401, InvalidToken),
        (403, Forbidden),
        (404, InvalidToken),
        (409, Conflict),
        (500, NetworkError),
        (502, NetworkError),
    ],
)
async def test_errors_are_told_apart_by_their_cause(
    server: Server, api: TelegramApi, status: int, kind: type[TelegramError]
) -> None:
    """With Telegram's own words."""
    server.fails(status, "Bad Request: chat not found")
    with pytest.raises(kind) as caught:
        await api.call("sendMessage", Call({}))
    assert type(caught.value) is kind


async def test_a_flood_wait_says_for_how_long(server: Server, api: TelegramApi) -> None:
    """In seconds, in whichever form the library hands it over."""
    server.fails(429, "Too Many Requests", retry_after=17)
    with pytest.raises(RetryAfter) as caught:
        await api.call("sendMessage", Call({}))
    assert pause_of(caught.value) == 17
    assert pause_of(RetryAfter(timedelta(seconds=3))) == 3


async def test_a_group_that_moved_says_so(server: Server, api: TelegramApi) -> None:
    """Its new id comes along."""
    server.fails(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100_7)
    with pytest.raises(ChatMigrated):
        await api.call("sendMessage", Call({}))


@pytest.mark.parametrize("status", [403, 404, 401, 503])
async def test_a_page_of_something_in_between_is_no_word_of_telegrams(
    server: Server, api: TelegramApi, status: int
) -> None:
    """A proxy that forbids says nothing about the person or the token; and its page may repeat the address."""
    server.shows(status, f"<html>/bot{TOKEN}/sendMessage cannot be reached</html>")
    with pytest.raises(NetworkError) as caught:
        await api.call("sendMessage", Call({}))
    assert type(caught.value) is NetworkError
    assert TOKEN not in everything(caught.value)


@pytest.mark.parametrize("page", ["<html>Masuk ke jaringan</html>", "{}", "[]", "7", "null"])
async def test_an_answer_that_is_none_is_an_error_like_others(server: Server, api: TelegramApi, page: str) -> None:
    """The page of a captive network comes with status 200."""
    server.shows(200, page)
    with pytest.raises(TelegramError):
        await api.call("sendMessage", Call({}))


async def test_a_server_that_does_not_answer_times_out(
    server: Server, api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the caller's patience."""
    never = asyncio.Event()

    async def hang() -> web.StreamResponse:
        await never.wait()
        return web.Response()

    server.answer = hang
    monkeypatch.setattr("bot.transport.CONNECT_SECONDS", 0.0)
    with pytest.raises(TimedOut):
        await api.call("sendMessage", Call({}), patience=0.05)
    never.set()


async def test_whether_telegram_answers_is_noted(server: Server) -> None:
    """A refusal is an answer; a broken server, a captive network's page and a closed port are none."""
    instants = [datetime(2026, 10, 1, tzinfo=UTC)]
    reach = Reach(lambda: instants[0])
    api = TelegramApi(TOKEN, server.url, reach)
    await api.open()

    async def is_away() -> bool:
        with suppress(TelegramError):
            await api.call("sendMessage", Call({}))
        return reach.away_since is not None

    server.fails(502, "Bad Gateway")
    assert await is_away()
    server.fails(403, "Forbidden")
    assert not await is_away()
    server.shows(503, "<html>blokir</html>")
    assert await is_away()
    instants[0] += timedelta(hours=1)
    server.answer = None
    assert reach.is_away
    assert not await is_away()
    assert reach.take_absence() == (instants[0] - timedelta(hours=1), instants[0])
    assert reach.take_absence() is None
    await api.close()


async def test_updates_are_asked_for_on_a_connection_of_their_own(server: Server, api: TelegramApi) -> None:
    """However many calls are under way."""

    async def updates() -> web.StreamResponse:
        return web.json_response({"ok": True, "result": [{"update_id": 1}]})

    server.answer = updates
    assert await api.updates(Call({"timeout": 0}), 0) == [{"update_id": 1}]
    assert server.paths == [f"/bot{TOKEN}/getUpdates"]


async def test_a_call_before_opening_and_after_closing_is_a_network_error(server: Server) -> None:
    """It is tried again, not a crash."""
    closed = TelegramApi(TOKEN, server.url)
    with pytest.raises(NetworkError):
        await closed.call("getMe", Call({}))
    await closed.open()
    await closed.close()
    with pytest.raises(NetworkError):
        await closed.call("getMe", Call({}))
    await AiohttpRequest().shutdown()


async def test_the_token_is_in_no_error_and_no_log(
    server: Server, api: TelegramApi, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever goes wrong, at whatever level is logged, with every cause that a traceback would print."""
    caplog.set_level(logging.DEBUG)
    errors: list[BaseException] = []

    async def tries(on: TelegramApi, call: Call) -> None:
        try:
            await on.call("sendMessage", call)
        except TelegramError as error:
            errors.append(error)

    await tries(api, Call({"text": "x"}))
    for status in (400, 401, 403, 404, 409, 429, 500):
        server.fails(status, "no")
        await tries(api, Call({}))
    server.shows(404, TOKEN)
    await tries(api, Call({}))
    await tries(api, Call({}, ("document", "a.pdf", tmp_path / "missing")))

    async def breaks_off() -> web.StreamResponse:
        raise web.HTTPException(reason="x")

    server.answer = breaks_off
    await tries(api, Call({}))
    async with opened("http://127.0.0.1:9") as unreachable:
        await tries(unreachable, Call({}))
    async with opened("http://does-not-exist.invalid") as unknown:
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", nobody)
        await tries(unknown, Call({}))
    assert len(errors) >= 10
    for error in errors:
        assert TOKEN not in everything(error)
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]  # the server's own
    assert not [record for record in ours if TOKEN in record.getMessage()]


async def nobody(*_: object, **__: object) -> list[Any]:
    """Find no address."""
    raise OSError("Name or service not known")


def everything(error: BaseException) -> str:
    """Return an error as a log would show it, with all that led to it."""
    return "".join(traceback.format_exception(error)) + repr(error)
