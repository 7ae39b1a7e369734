"""How fast Telegram lets a bot send: in all, to one person, to one group."""

from aiolimiter import AsyncLimiter

OVERALL_A_SECOND = 30.0
OVERALL_BURST = 4
"""What may go at once after a lull, so that the pace is kept although the loop wakes a little late each time."""
PRIVATE_BURST, PRIVATE_SECONDS = 3, 3.0
"""Telegram asks for one message a second in a chat and lets a short burst pass; a conversation needs the burst."""
GROUP_BURST, GROUP_SECONDS = 20, 60.0
MOST_CHATS = 2048
"""Chats whose limiter is remembered; an idle one is as good as new."""


class HeldTime:
    """A clock that runs only while something is held back by a limit. Instants and spans are the loop's seconds."""

    def __init__(self) -> None:
        self._total = 0.0
        self._since: float | None = None  # while it runs

    def begin(self, now: float) -> None:
        """Let it run from now on."""
        self._since = now

    def end(self, now: float) -> None:
        """Stop it."""
        self._total, self._since = self.at(now), None

    def add(self, seconds: float) -> None:
        """Count a span that was measured elsewhere."""
        self._total += seconds

    def at(self, now: float) -> float:
        """Return for how long it has run by now."""
        return self._total if self._since is None else self._total + now - self._since


class Limits:
    """Waits where a call would come too fast. A 429 is Delivery's business: this only keeps it from happening."""

    def __init__(self, *, on: bool) -> None:
        self.on = on  # off only towards a Bot API server of one's own, which has none
        self._overall = AsyncLimiter(OVERALL_BURST, OVERALL_BURST / OVERALL_A_SECOND)
        self._chats: dict[int, AsyncLimiter] = {}
        self._most = MOST_CHATS

    async def chat(self, chat_id: int) -> None:
        """Wait for the chat's turn."""
        if self.on:
            await self._chat(chat_id).acquire()

    async def overall(self) -> None:
        """Wait for the bot's turn."""
        if self.on:
            await self._overall.acquire()

    def _chat(self, chat_id: int) -> AsyncLimiter:
        limiter = self._chats.get(chat_id)
        if limiter is None:
            if len(self._chats) >= self._most:
                self._forget_idle()
            rate = (GROUP_BURST, GROUP_SECONDS) if chat_id < 0 else (PRIVATE_BURST, PRIVATE_SECONDS)
            limiter = self._chats[chat_id] = AsyncLimiter(*rate)
        return limiter

    def _forget_idle(self) -> None:
        """Forget the limiters that are as good as new; where many are in use, look again at twice as many."""
        in_use = {chat: limiter for chat, limiter in self._chats.items() if not limiter.has_capacity(limiter.max_rate)}
        self._chats = in_use
        self._most = max(MOST_CHATS, 2 * len(in_use))
