"""The whole HTTP side as one ASGI application: the Bot API on its short way, everything else through starlette."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.bot_api import BotApi
from simulator.control import chats, knobs, moving, people, watching
from simulator.control.asking import reply
from simulator.errors import ControlError
from simulator.webhook import Webhooks
from simulator.world import World

PAGE = Path(__file__).parent / "page"
_POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; frame-src 'self' blob:;"
    " object-src 'self'; base-uri 'none'; form-action 'none'"
)


def build(world: World) -> ASGIApp:
    """Return the application that serves a world."""
    webhooks = Webhooks()
    world.webhook_changed = webhooks.changed
    bot_api = BotApi(world)
    rest = _rest(world)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(webhooks, receive, send)
        elif scope["type"] != "http":
            return
        elif scope["path"].startswith("/bot"):
            await bot_api(scope, receive, send)
        elif scope["path"].startswith("/file/bot"):
            await bot_api.download(scope, receive, send)
        else:
            await rest(scope, receive, send)

    return app


def _rest(world: World) -> Starlette:
    routes = [
        *people.ROUTES,
        *chats.ROUTES,
        *knobs.ROUTES,
        *moving.ROUTES,
        *watching.ROUTES,
        Route("/", _page, methods=["GET"]),
        Mount("/page", StaticFiles(directory=PAGE)),
    ]
    app = Starlette(routes=routes, exception_handlers={ControlError: _refused})
    app.state.world = world
    return app


async def _page(_: Request) -> Response:
    headers = {"content-security-policy": _POLICY, "cache-control": "no-cache"}
    return FileResponse(PAGE / "index.html", headers=headers)


def _refused(_: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, ControlError) else 500
    return reply({"error": str(error)}, status)


async def _lifespan(webhooks: Webhooks, receive: Receive, send: Send) -> None:
    """Answer the server's start and stop; deliveries end before the event loop does."""
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await webhooks.close()
    await send({"type": "lifespan.shutdown.complete"})
