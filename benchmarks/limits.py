"""Limits that the server enforces on request: 30 messages a second overall, 1 a second in a chat, and set-up 429s."""

import math
from collections import defaultdict

OVERALL = (30.0, 30.0)
"""Burst and messages regained a second, for the bot."""
CHAT = (1.0, 1.0)
"""Burst and messages regained a second, for a chat: stricter than Telegram, which tolerates short bursts."""
TOLERANCE = 0.02
"""Part of a message that may be missing: the arrival times of two messages are not exact."""


class Bucket:
    """A token bucket."""

    __slots__ = ("_burst", "_changed_at", "_level", "_rate")

    def __init__(self, burst: float, rate: float, now: float) -> None:
        self._burst = burst
        self._rate = rate
        self._level = burst
        self._changed_at = now

    def wait_for_one(self, now: float) -> float:
        """Return the seconds until one message fits; 0 when it fits now."""
        self._level = min(self._burst, self._level + (now - self._changed_at) * self._rate)
        self._changed_at = now
        missing = 1 - TOLERANCE - self._level
        return max(0.0, missing / self._rate)

    def take(self) -> None:
        """Pay for one message."""
        self._level -= 1


class Limits:
    """Decides which messages are refused, and for how long."""

    def __init__(self, now: float) -> None:
        self.enforced = False
        self.flooded: dict[int, float] = {}  # chat → the instant its flood-wait ends, whatever is enforced
        self._overall = Bucket(*OVERALL, now)
        self._chats: dict[int, Bucket] = defaultdict(lambda: Bucket(*CHAT, now))

    def retry_after(self, chat_id: int, now: float) -> int:
        """Let one message to a chat through and return 0, or return the whole seconds to wait."""
        flooded_until = self.flooded.get(chat_id, 0.0)
        if flooded_until > now:
            return math.ceil(flooded_until - now)
        if not self.enforced:
            return 0
        chat = self._chats[chat_id]
        wait = max(self._overall.wait_for_one(now), chat.wait_for_one(now))
        if wait > 0:
            return math.ceil(wait)
        self._overall.take()
        chat.take()
        return 0
