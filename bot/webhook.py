"""Updates by webhook: answered with 200 only after they are committed, and only with the right secret."""

import hmac
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from socket import socket

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.polling import arrival
from storage.inbox import Arrival

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
MOST_BYTES = 1_000_000
"""An update is a few KB; what is larger does not come from Telegram."""
PATH = "/telegram"


def webhook_app(secret: str, receive: Callable[[Sequence[Arrival]], Awaitable[None]]) -> Starlette:
    """Return the web application that takes Telegram's updates at /telegram."""

    async def take(request: Request) -> Response:
        if not secret or not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return Response(status_code=403)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return Response(status_code=413)
        try:
            arrived = arrival(orjson.loads(body))
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
            return Response(status_code=400)
        await receive([arrived])
        return Response(status_code=200)

    return Starlette(routes=[Route(PATH, take, methods=["POST"])])


async def serve_app(app: Starlette, host: str, port: int, listening: socket | None = None) -> None:
    """Serve until cancelled; with `listening`, at that socket."""
    config = uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False, lifespan="off")
    await _Server(config).serve(None if listening is None else [listening])


class _Server(uvicorn.Server):
    """A server that leaves the process's signals to the bot."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield
