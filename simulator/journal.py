"""What happened, numbered: the bounded log that tests and the page await instead of sleeping."""

import asyncio
from collections import deque
from itertools import islice
from typing import Any

KEPT = 50_000
"""Events kept; a reader further behind gets the oldest that are left."""

Event = dict[str, Any]


class Journal:
    """A bounded, numbered list of events with readers that wait for the next one."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque(maxlen=KEPT)
        self._waiting: list[asyncio.Future[None]] = []
        self.last = 0
        self._closed = False

    def add(self, kind: str, **facts: Any) -> int:
        """Append an event, wake every reader and return the event's number."""
        self.last += 1
        self._events.append({"n": self.last, "kind": kind, **facts})
        if self._waiting:
            self._wake()
        return self.last

    def after(self, number: int) -> list[Event]:
        """Return the kept events that are younger than `number`."""
        missing = min(max(self.last - number, 0), len(self._events))
        if not missing:
            return []
        return list(islice(self._events, len(self._events) - missing, None))

    async def wait_after(self, number: int, seconds: float) -> list[Event]:
        """Return events after `number`, waiting up to `seconds` for the first of them."""
        if self.last <= number and seconds > 0 and not self._closed:
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(waiter)
            await asyncio.wait([waiter], timeout=seconds)
            if waiter in self._waiting:
                self._waiting.remove(waiter)
        return self.after(number)

    @property
    def closed(self) -> bool:
        """Whether the server is going down and readers should leave."""
        return self._closed

    def close(self) -> None:
        """Send every waiting reader home."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for waiter in waiting:
            if not waiter.done():
                waiter.set_result(None)
