"""The Bot API over HTTP: from an ASGI request to a method and back, as short a way as can be."""

import asyncio
import inspect
from typing import Any
from urllib.parse import unquote

import orjson
from starlette.types import Receive, Scope, Send

from simulator.account import Account
from simulator.call import Call
from simulator.errors import ApiError
from simulator.faults import DESCRIPTIONS, Fault
from simulator.files import UPLOAD_LIMIT
from simulator.methods import METHODS
from simulator.methods.table import Raw
from simulator.parameters import Parameters, read_parameters
from simulator.world import World

TRANSPORT = "simulator.transport"
"""Where the server puts the connection in the scope, so that it can be cut off."""
_BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024
"""The largest upload with its form around it."""
_JSON = (b"content-type", b"application/json")


class _TooLarge(Exception):  # noqa: N818 - a signal between two functions of this module
    """The body is larger than Telegram takes."""


class BotApi:
    """The ASGI application behind /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        token, _, method = scope["path"][len("/bot") :].partition("/")
        started = self._world.clock.stopwatch()
        try:
            account = self._world.account_of(unquote(token))
        except ApiError as error:
            await _drain(receive)
            await _answer(send, error.status, orjson.dumps(error.answer()))
            return
        await self._call(account, method, started, scope, receive, send)

    async def _call(
        self, account: Account, method: str, started: float, scope: Scope, receive: Receive, send: Send
    ) -> None:
        chat_id: int | None = None
        fault: Fault | None = None
        try:
            parameters = await _parameters(scope, receive)
            chat_id = _chat_id(parameters)
            fault = self._world.faults.take(method.lower(), chat_id) if self._world.faults else None
            _fail_as_planned(fault)
            status, body = 200, await self._result(account, method, parameters, receive)
        except ApiError as error:
            status, body = error.status, orjson.dumps(error.answer())
        account.log_request(method, chat_id, status, self._world.clock.stopwatch() - started)
        await self._hold_back(chat_id, fault)
        if fault is not None and fault.drop_answer:
            await _cut_off(scope)
            return
        await _answer(send, status, body)

    async def _result(self, account: Account, name: str, parameters: Parameters, receive: Receive) -> bytes:
        method = METHODS.get(name.lower())
        if method is None:
            raise ApiError(404, "Not Found")
        result = method(Call(self._world, account, parameters, lambda: _hung_up(receive)))
        if inspect.isawaitable(result):
            result = await result
        if isinstance(result, Raw):
            return b'{"ok":true,"result":' + result.json + b"}"
        return orjson.dumps({"ok": True, "result": result})

    async def _hold_back(self, chat_id: int | None, fault: Fault | None) -> None:
        seconds = self._world.settings.latency_seconds(chat_id)
        if fault is not None:
            seconds += fault.delay_ms / 1000
        if seconds > 0:
            await asyncio.sleep(seconds)

    async def download(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a file by the path getFile gave."""
        token, _, path = scope["path"][len("/file/bot") :].partition("/")
        await _drain(receive)
        try:
            data = _contents(self._world.account_of(unquote(token)), path)
        except ApiError as error:
            await _answer(send, error.status, orjson.dumps(error.answer()))
            return
        await self._hold_back(None, None)
        await _answer(send, 200, data, (b"content-type", b"application/octet-stream"))


def _contents(account: Account, path: str) -> bytes:
    stored = account.files.at(path)
    if stored is None or stored.data is None:
        raise ApiError(404, "Not Found")
    return stored.data


def _fail_as_planned(fault: Fault | None) -> None:
    if fault is None or fault.status is None:
        return
    status = fault.status
    retry_after = fault.retry_after if fault.retry_after is not None else (1 if status == 429 else None)
    words = fault.description or DESCRIPTIONS.get(status, "Internal Server Error")
    raise ApiError(status, words.replace("{retry_after}", str(retry_after)), retry_after)


def _chat_id(parameters: Parameters) -> int | None:
    value = parameters.values.get("chat_id")
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.removeprefix("-").isdecimal() else None


async def _parameters(scope: Scope, receive: Receive) -> Parameters:
    try:
        body = await _body(receive)
    except _TooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    content_type = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    parameters = await read_parameters(content_type.decode("latin-1"), scope["query_string"], body)
    if any(len(upload.data) > UPLOAD_LIMIT for upload in parameters.uploads.values()):
        raise ApiError(413, "Request Entity Too Large")
    return parameters


async def _body(receive: Receive) -> bytes:
    """Return the whole body; a too large one is read to its end, or the client would not hear the answer."""
    parts: list[bytes] = []
    size = 0
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            break
        part = event.get("body", b"")
        size += len(part)
        if size <= _BODY_LIMIT:
            parts.append(part)
        if not event.get("more_body"):
            break
    if size > _BODY_LIMIT:
        raise _TooLarge
    return parts[0] if len(parts) == 1 else b"".join(parts)


async def _drain(receive: Receive) -> None:
    while (event := await receive()).get("more_body"):
        if event["type"] == "http.disconnect":
            return


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cut_off(scope: Scope) -> None:
    """Close the connection as a crashed server would; the pause lets the server notice before it complains."""
    transport: Any = scope.get(TRANSPORT)
    if transport is not None:
        transport.abort()
    await asyncio.sleep(0.01)


async def _answer(send: Send, status: int, body: bytes, content_type: tuple[bytes, bytes] = _JSON) -> None:
    headers = [content_type, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
