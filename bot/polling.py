"""Updates by long polling: committed to the inbox before the next request acknowledges them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson
from sqlalchemy.exc import OperationalError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.parsing import ALLOWED_UPDATES, chat_of
from bot.transport import Call, TelegramApi, pause_of
from storage.inbox import Arrival

log = logging.getLogger(__name__)

MOST_SECONDS = 30.0
BUSY_SECONDS = 2.0
PAGE = 100


def arrival(update: dict[str, Any]) -> Arrival:
    """Return an update as the inbox keeps it; raises KeyError, TypeError or ValueError for what is no update."""
    return Arrival(str(int(update["update_id"])), chat_of(update), orjson.dumps(update).decode())


def _arrival_of_any(update: dict[str, Any]) -> Arrival:
    """Return an update as the inbox keeps it, without a chat where it has none that can be read: it is set aside there.

    Polling has to get past it, or the bot would never see another update.
    """
    try:
        return arrival(update)
    except (KeyError, TypeError, ValueError, AttributeError):
        return Arrival(str(int(update["update_id"])), 0, orjson.dumps(update).decode())


class Polling:
    """Asks Telegram for updates until cancelled. `receive` returns when they are safe; `room` waits for a backlog."""

    def __init__(
        self,
        api: TelegramApi,
        receive: Callable[[Sequence[Arrival]], Awaitable[None]],
        room: Callable[[], Awaitable[None]],
        seconds: int,
    ) -> None:
        self._api = api
        self._receive = receive
        self._room = room
        self._seconds = seconds
        self._offset = 0

    async def run(self) -> None:
        """Poll until cancelled; raises InvalidToken where Telegram does not know the token."""
        pause = 1.0
        while True:
            try:
                updates = await self._ask()
                pause = 1.0
            except InvalidToken:
                raise
            except RetryAfter as flood:
                await asyncio.sleep(pause_of(flood))
                continue
            except (TelegramError, TimeoutError) as failure:
                self._complain(failure, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, MOST_SECONDS)
                continue
            if updates:
                await self._keep(updates)
            await self._room()

    async def _keep(self, updates: Sequence[dict[str, Any]]) -> None:
        """Have the updates stored and acknowledge them; where the database cannot, they are asked for again."""
        try:
            await self._receive([_arrival_of_any(update) for update in updates])
        except OperationalError as failure:
            log.warning(
                "the inbox cannot be written (%s); asking again in %.0f s", type(failure).__name__, BUSY_SECONDS
            )
            await asyncio.sleep(BUSY_SECONDS)
        else:
            self._offset = int(updates[-1]["update_id"]) + 1

    async def _ask(self) -> list[dict[str, Any]]:
        params: dict[str, Any] = {"timeout": self._seconds, "limit": PAGE, "allowed_updates": list(ALLOWED_UPDATES)}
        if self._offset:
            params["offset"] = self._offset
        updates: list[dict[str, Any]] = await self._api.updates(Call(params), self._seconds)
        return updates

    @staticmethod
    def _complain(failure: Exception, pause: float) -> None:
        if isinstance(failure, Conflict):
            log.error("another program asks for this bot's updates, or a webhook is set; asking again in %.0f s", pause)
        else:
            log.warning("Telegram cannot be reached (%s); asking again in %.0f s", type(failure).__name__, pause)
