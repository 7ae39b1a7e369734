"""Flood control as Telegram describes it: a rate per chat, a stricter one per group, one for the bot.

Telegram publishes 1 message a second in a chat, 20 a minute in a group and about 30 a second overall, and
tolerates short bursts without saying how short. Chosen here: a private chat may burst 5 messages and regains
1 a second; a group or channel may burst 20 and regains 20 a minute; the bot may burst 36 and regains 30 a
second. Edits cost half a message in the chat and a whole one overall, answers to buttons and chat actions only
count overall. A refused call costs nothing. An album costs its number of messages but needs room for one only,
so that ten photos can be sent at all; what it overdraws delays what follows.
"""

import math

from simulator.clock import Clock
from simulator.errors import too_many_requests

PRIVATE = (5.0, 1.0)
"""Burst and messages regained a second in a private chat."""
GROUP = (20.0, 20.0 / 60.0)
"""Burst and messages regained a second in a group or channel."""
OVERALL = (36.0, 30.0)
"""Burst and calls regained a second for the whole bot."""

_ROUNDING = 1e-9


class Bucket:
    """A token bucket that may be overdrawn once it holds enough for one message."""

    __slots__ = ("_burst", "_changed_at", "_level", "_rate")

    def __init__(self, burst: float, rate: float, now: float) -> None:
        self._burst = burst
        self._rate = rate
        self._level = burst
        self._changed_at = now

    def wait_for(self, amount: float, now: float) -> float:
        """Return the seconds until `amount` fits; 0 when it fits now."""
        self._level = min(self._burst, self._level + (now - self._changed_at) * self._rate)
        self._changed_at = now
        missing = amount - self._level
        return 0.0 if missing <= _ROUNDING else missing / self._rate

    def take(self, amount: float) -> None:
        """Pay for what was let through."""
        self._level -= amount


class FloodControl:
    """The three limits of one bot."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._overall = Bucket(*OVERALL, clock.stopwatch())
        self._chats: dict[int, Bucket] = {}

    def admit(self, chat_id: int | None, *, messages: int = 1, cost: float = 1.0) -> None:
        """Let a call through or raise the 429; `cost` is what one message weighs in its chat (0: nothing)."""
        now = self._clock.stopwatch()
        wait = self._overall.wait_for(1.0, now)
        chat = self._chat(chat_id, now) if chat_id is not None and cost else None
        if chat is not None:
            wait = max(wait, chat.wait_for(cost, now))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._overall.take(messages)
        if chat is not None:
            chat.take(messages * cost)

    def _chat(self, chat_id: int, now: float) -> Bucket:
        bucket = self._chats.get(chat_id)
        if bucket is None:
            burst, rate = PRIVATE if chat_id > 0 else GROUP
            bucket = self._chats[chat_id] = Bucket(burst, rate, now)
        return bucket
