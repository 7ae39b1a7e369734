"""The queue of updates a bot has not confirmed yet, and the one long poll that may wait on it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson

from simulator.clock import Clock
from simulator.errors import OTHER_POLLER, ApiError, conflict
from simulator.journal import Journal

KEPT_SECONDS = 24 * 60 * 60
"""How long an unconfirmed update is kept; measured by the stopwatch, so that moving the clock loses nothing."""

KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    ]
)
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that Telegram withholds unless allowed_updates names them."""

FIRST_ID = 730_000_001


@dataclass(slots=True, eq=False)
class Update:
    """One stored update, already serialised: an edit must not change what an earlier update said."""

    id: int
    lane: int
    """The chat whose order must be kept when a webhook takes several at once."""
    raw: bytes
    stored_at: float
    """Stopwatch seconds."""


class UpdateQueue:
    """Updates from the moment they happen until they are confirmed, or a day has passed."""

    def __init__(self, clock: Clock, journal: Journal) -> None:
        self._clock = clock
        self._journal = journal
        self._poller: asyncio.Future[None] | None = None
        self.pending: deque[Update] = deque()
        self.allowed: frozenset[str] | None = None
        """Kinds the bot asked for; None is Telegram's default."""
        self.last_id = FIRST_ID - 1 + clock.ids_given_before()
        self.confirmed_offset = 0
        self.on_arrival: Callable[[], None] | None = None
        """Called when an update is stored; the webhook's door."""

    def allow(self, kinds: Iterable[str]) -> None:
        """Remember the kinds wanted from now on; an empty list restores the default, unknown words are ignored."""
        chosen = frozenset(kinds) & KINDS
        self.allowed = chosen or None

    def wants(self, kind: str) -> bool:
        """Tell whether updates of this kind are stored."""
        if self.allowed is None:
            return kind not in ONLY_ON_REQUEST
        return kind in self.allowed

    def add(self, kind: str, payload: dict[str, Any], lane: int, **facts: Any) -> int | None:
        """Store an update and return its id, or None when the bot does not want its kind."""
        if not self.wants(kind):
            return None
        self.last_id += 1
        raw = orjson.dumps({"update_id": self.last_id, kind: payload})
        self.pending.append(Update(self.last_id, lane, raw, self._clock.stopwatch()))
        self._journal.add("update", update_id=self.last_id, update_kind=kind, chat_id=lane, **facts)
        self._wake()
        return self.last_id

    def expire(self) -> None:
        """Drop what has waited for longer than Telegram keeps it."""
        limit = self._clock.stopwatch() - KEPT_SECONDS
        while self.pending and self.pending[0].stored_at < limit:
            self.pending.popleft()

    def confirm(self, offset: int) -> None:
        """Drop every update before `offset`; a negative one keeps only that many from the end."""
        before = len(self.pending)
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while self.pending and self.pending[0].id < offset:
            self.pending.popleft()
        if len(self.pending) != before:
            first = self.pending[0].id if self.pending else self.last_id + 1
            self.confirmed_offset = max(offset, first)
            self._journal.add("confirmed", offset=self.confirmed_offset, pending=len(self.pending))

    def delivered(self, update: Update) -> None:
        """Drop one update that a webhook has accepted."""
        if update in self.pending:
            self.pending.remove(update)
        self.confirmed_offset = max(self.confirmed_offset, update.id + 1)
        self._journal.add("confirmed", offset=update.id + 1, pending=len(self.pending))

    async def poll(self, offset: int, limit: int, seconds: float, gone: Callable[[], Awaitable[None]]) -> list[Update]:
        """Return up to `limit` updates, waiting up to `seconds` for the first; `gone` ends with the caller.

        A second poll ends the first one with 409, as at Telegram.
        """
        self.interrupt(conflict(OTHER_POLLER))
        self.confirm(offset)
        self.expire()
        if not self.pending and seconds > 0:
            await self._arrival(seconds, gone)
        return list(islice(self.pending, limit))

    def interrupt(self, reason: ApiError | None) -> None:
        """End the waiting poll with an error, or without one when the server goes down."""
        poller, self._poller = self._poller, None
        if poller is None or poller.done():
            return
        if reason is None:
            poller.set_result(None)
        else:
            poller.set_exception(reason)

    async def _arrival(self, seconds: float, gone: Callable[[], Awaitable[None]]) -> None:
        poller: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = poller
        leaving = asyncio.ensure_future(gone())
        try:
            await asyncio.wait({poller, leaving}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            if self._poller is poller:
                self._poller = None
        if poller.done():
            poller.result()

    def _wake(self) -> None:
        self.interrupt(None)
        if self.on_arrival is not None:
            self.on_arrival()
