"""Whether the bot does its work: `/healthz` for who restarts it, `/metrics` (Prometheus) for who watches it.

The web server is loaded when somebody first knocks: who never asks pays no memory for it.
"""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.archiving import reading
from bot.reach import AWAY
from bot.settings import Settings
from bot.standing import Standing, standing_in
from storage.figures import Waiting

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 5.0
"""For so long the database is waited for: what asks for health does not wait longer either."""
STUCK = timedelta(minutes=2)
"""Rows that are worked at once, and have waited for longer, are not worked at all."""
UNSENT = timedelta(minutes=10)
"""Letters wait for Telegram's limits; for longer only where Telegram cannot be reached."""
OLD_BACKUP = timedelta(hours=36)


class NoStandingError(Exception):
    """The database did not answer in time."""


@dataclass(frozen=True)
class Verdict:
    """What is `stuck`, so that a restart may help, and what somebody should look after."""

    stuck: tuple[str, ...]
    attention: tuple[str, ...]


def verdict(found: Standing) -> Verdict:
    """Judge how the bot stands. Telegram being away is no fault of the bot's: letters wait, and nothing is stuck."""
    figures, now = found.figures, found.now
    is_away = found.away_since is not None and now - found.away_since > AWAY
    stuck = {
        "inbox": _waits(figures.unhandled, now, STUCK),
        "reminders": not is_away and _waits(figures.overdue, now, STUCK),  # they wait until somebody can be reached
    }
    backup = found.backup
    attention = {
        "telegram": is_away,
        "outbox": _waits(figures.unsent, now, UNSENT),
        "dead_letters": figures.dead > 0,
        "failed_letters": figures.failed > 0,
        "backup": backup is None or now - backup.made_at > OLD_BACKUP or found.failure is not None,
        "restore_test": backup is not None and not backup.passed,
    }
    return Verdict(
        tuple(name for name, is_so in stuck.items() if is_so), tuple(name for name, is_so in attention.items() if is_so)
    )


def _waits(waiting: Waiting, now: datetime, longest: timedelta) -> bool:
    return waiting.since is not None and now - waiting.since > longest


class Looking:
    """Asks the database how the bot stands, in a thread of its own, once for all who ask meanwhile."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self._engine = engine
        self._under_way: asyncio.Task[Standing] | None = None

    async def standing(self) -> Standing:
        """Return how the bot stands; raises NoStandingError where the database does not say so in time."""
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.get_running_loop().create_task(asyncio.to_thread(self._look))
        try:
            return await asyncio.wait_for(asyncio.shield(self._under_way), PATIENCE_SECONDS)
        except (TimeoutError, SQLAlchemyError, OSError) as error:
            raise NoStandingError(type(error).__name__) from error

    def _look(self) -> Standing:
        with reading(self._engine) as connection:
            return standing_in(connection, self._settings)


Serve = Callable[[socket.socket], Awaitable[None]]


async def serve_health(host: str, port: int, serve: Serve) -> None:
    """Listen, and hand over to `serve` when somebody first knocks; port 0 serves nothing.

    Where the address is taken the bot works on without: its health is not worth its life.
    """
    if port == 0:
        return
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        log.warning("health is not served at port %d: %s", port, type(error).__name__)
        return
    with listening:
        listening.setblocking(False)
        await _knocked(listening)
        await serve(listening)


async def _knocked(listening: socket.socket) -> None:
    """Wait until somebody connects; the connection stays for who serves."""
    loop = asyncio.get_running_loop()
    knock = asyncio.Event()
    loop.add_reader(listening, knock.set)
    try:
        await knock.wait()
    finally:
        loop.remove_reader(listening)
