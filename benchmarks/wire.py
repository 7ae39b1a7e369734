"""The server's HTTP: one asyncio protocol on httptools, with nothing that a benchmark does not need."""

import asyncio
from typing import Protocol, cast
from urllib.parse import parse_qsl

import httptools
import orjson

from benchmarks.bot_api import Params

_STATUS = {200: b"200 OK", 404: b"404 Not Found", 409: b"409 Conflict", 429: b"429 Too Many Requests"}


class Handler(Protocol):
    """Answers requests, now or later, through `Connection.answer`."""

    def handle(self, connection: "Connection", path: str, params: Params) -> None:
        """Take a request."""

    def lost(self, connection: "Connection") -> None:
        """Forget a connection that was closed."""


class Connection(asyncio.Protocol):
    """One kept-alive connection; requests come one after the other."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport | None = None
        self._url = b""
        self._body: list[bytes] = []
        self._kind = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one, but does not say so

    def connection_lost(self, _error: Exception | None) -> None:
        self._transport = None
        self._handler.lost(self)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self._url = b""
        self._body.clear()
        self._kind = b""

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if len(name) == 12 and name.lower() == b"content-type":
            self._kind = value

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        path, _, query = self._url.partition(b"?")
        params = read_params(self._kind, b"".join(self._body))
        if query:
            params |= dict(parse_qsl(query.decode()))
        self._handler.handle(self, path.decode(), params)

    def answer(self, body: bytes, status: int = 200) -> None:
        """Send an answer; does nothing once the other side has gone."""
        if self._transport is None:
            return
        self._transport.write(
            b"HTTP/1.1 %b\r\nServer: nginx/1.18.0\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\nConnection: keep-alive\r\n"
            b"Strict-Transport-Security: max-age=31536000; includeSubDomains; preload\r\n"
            b"Access-Control-Allow-Origin: *\r\n"
            b"Access-Control-Expose-Headers: Content-Length,Content-Type,Date,Server,Connection\r\n\r\n%b"
            % (_STATUS[status], len(body), body)
        )


def read_params(kind: bytes, body: bytes) -> Params:
    """Read a JSON, form or multipart body into parameters; uploaded files are left out."""
    if not body:
        return {}
    if kind.startswith(b"application/json"):
        params: Params = orjson.loads(body)
        return params
    if kind.startswith(b"multipart/"):
        return _read_multipart(kind, body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _read_multipart(kind: bytes, body: bytes) -> Params:
    boundary = b"--" + kind.partition(b"boundary=")[2].strip(b'"')
    params: Params = {}
    for part in body.split(boundary)[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        if b"filename" not in head:
            name = head.partition(b'name="')[2].partition(b'"')[0]
            params[name.decode()] = value.removesuffix(b"\r\n").decode()
    return params
