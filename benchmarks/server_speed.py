"""How many calls a second the server itself takes, so that a run can show that it was not what held a bot back."""

import asyncio
import sys
from typing import cast
from urllib.parse import urlencode

from benchmarks import loop
from benchmarks.bot_api import TOKEN
from benchmarks.clock import now
from benchmarks.ledger import FIRST_CHAT, sent_text

CONNECTIONS = 32
SECONDS = 2.0
"""How long the calls go on."""


class Caller(asyncio.Protocol):
    """Sends one sendMessage after the other on one connection."""

    def __init__(self, chat_id: int) -> None:
        body = urlencode({"chat_id": chat_id, "text": sent_text(1)}).encode()
        self._request = (
            b"POST /bot%b/sendMessage HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\n%b" % (TOKEN.encode(), len(body), body)
        )
        self._transport: asyncio.Transport | None = None
        self.answers = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one, but does not say so
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if data.endswith(b"}") and self._transport is not None:  # an answer is one small packet on the loopback
            self.answers += 1
            self._transport.write(self._request)


async def measure(port: int) -> float:
    """Return the calls a second that the server at `port` answers to several connections at once."""
    callers = [Caller(FIRST_CHAT + place) for place in range(CONNECTIONS)]
    for caller in callers:
        await asyncio.get_running_loop().create_connection(lambda caller=caller: caller, "127.0.0.1", port)  # type: ignore[misc]
    before, began_at = sum(caller.answers for caller in callers), now()
    await asyncio.sleep(SECONDS)
    return (sum(caller.answers for caller in callers) - before) / (now() - began_at)


if __name__ == "__main__":
    print(loop.run(measure(int(sys.argv[1]))))
