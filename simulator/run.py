"""Starting the simulator: in the foreground for people, inside a running event loop for tests and the demo."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from simulator.bot_api import TRANSPORT
from simulator.server import build
from simulator.world import Settings, World

_GRACE_SECONDS = 2.0
"""How long calls under way may take to finish when the server stops."""


class _Protocol(HttpToolsProtocol):
    """Puts the connection into the scope, so that a planned fault can cut it off."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        cast("dict[str, Any]", self.scope)[TRANSPORT] = self.transport


class _Server(uvicorn.Server):
    """Says where it listens, and sends waiting readers home before it goes down."""

    def __init__(self, config: uvicorn.Config, world: World, *, announce: bool) -> None:
        super().__init__(config)
        self._world = world
        self._announce = announce
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._leaving: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        await super().startup(sockets)
        self.listening.set()
        if self._announce and not self.should_exit:
            sys.stdout.write(f"Simulator Telegram: {self.address}\n")
            sys.stdout.flush()

    async def main_loop(self) -> None:
        """Wait for the end; a signal is noticed within a tenth of a second, `leave` at once."""
        while not self.should_exit:
            await asyncio.wait([self._leaving], timeout=0.1)

    def leave(self) -> None:
        """End the server from inside its own event loop."""
        self.should_exit = True
        if not self._leaving.done():
            self._leaving.set_result(None)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, let what is under way finish, and end the deliveries."""
        self._world.close()
        for server in self.servers:
            server.close()
        for given in sockets or ():
            given.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            await asyncio.wait(set(self.server_state.tasks), timeout=_GRACE_SECONDS)
        await self.lifespan.shutdown()

    @property
    def address(self) -> str:
        """The URL it listens at; with port 0 the one the system chose."""
        name = self.servers[0].sockets[0].getsockname()
        return f"http://{name[0]}:{name[1]}"


def serve(
    port: int,
    host: str = "127.0.0.1",
    token: str | None = None,
    *,
    latency_ms: float = 0.0,
    limits: bool = True,
    clock_file: Path | None = None,
) -> None:
    """Serve until interrupted; print one line with the address when it listens.

    With a `token` every other one gets 401; without, any well-formed token is accepted and names its bot. A bot that
    reads `clock_file` follows the simulator's clock.
    """
    world = World(token, Settings(latency_ms=latency_ms, limits=limits), clock_file)
    _Server(_config(world, host, port), world, announce=True).run()


@asynccontextmanager
async def running(
    port: int = 0, host: str = "127.0.0.1", token: str | None = None, *, world: World | None = None
) -> AsyncIterator[str]:
    """Serve inside the running event loop and give the address; limits are as the world's settings say."""
    world = world or World(token)
    server = _Server(_config(world, host, port), world, announce=False)
    task = asyncio.get_running_loop().create_task(server._serve())
    listening = asyncio.ensure_future(server.listening.wait())
    await asyncio.wait({task, listening}, return_when=asyncio.FIRST_COMPLETED)
    listening.cancel()
    if task.done():
        await task
    try:
        yield server.address
    finally:
        server.leave()
        await task


def _config(world: World, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        build(world),
        host=host,
        port=port,
        http=_Protocol,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,
    )
