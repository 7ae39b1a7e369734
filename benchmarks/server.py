"""The local Bot API server of the benchmarks, a process of its own: `python -m benchmarks.server`.

It speaks Telegram's methods under `/bot<token>/`, and is driven by the harness under `/control/`. It prints its
port once it listens. It checks nothing that the simulator checks: it is there to be fast and to keep time.
"""

import asyncio
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass

from benchmarks import bot_api, loop
from benchmarks.bot_api import Params
from benchmarks.clock import now
from benchmarks.ledger import BATCH, Ledger, Load
from benchmarks.limits import Limits
from benchmarks.wire import Connection


@dataclass(slots=True)
class Poll:
    """A getUpdates that waits for something to return."""

    connection: Connection
    offset: int
    limit: int
    gives_up: asyncio.TimerHandle


@dataclass(slots=True)
class Wait:
    """A control request that is answered when its condition holds, or in the end anyway."""

    connection: Connection
    holds: Callable[[], bool]
    gives_up: asyncio.TimerHandle


class Server:
    """The Bot API of one bot, and the control of it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._ledger = Ledger()
        self._limits = Limits(now())
        self._latency_s = 0.0
        self._slow: dict[int, float] = {}  # chat → seconds that a message to it takes
        self._poll: Poll | None = None
        self._waits: list[Wait] = []

    def handle(self, connection: Connection, path: str, params: Params) -> None:
        """Route a request."""
        if path.startswith("/bot"):
            self._call(connection, path.rpartition("/")[2].lower(), params)
        elif path.startswith("/control/"):
            self._control(connection, path.rpartition("/")[2], params)
        else:
            connection.answer(bot_api.error(404, "Not Found"), 404)

    def lost(self, connection: Connection) -> None:
        """Drop the poll of a bot that has gone."""
        if self._poll is not None and self._poll.connection is connection:
            self._poll.gives_up.cancel()
            self._poll = None

    def _call(self, connection: Connection, method: str, params: Params) -> None:
        if method == "getupdates":
            self._get_updates(connection, params)
        elif method in bot_api.MESSAGE_METHODS:
            self._message(connection, params)
        else:
            self._after(self._latency_s, connection.answer, bot_api.ok(bot_api.FIXED.get(method, True)))

    def _message(self, connection: Connection, params: Params) -> None:
        chat_id = int(params["chat_id"])
        retry_after = self._limits.retry_after(chat_id, now())
        if retry_after:
            self._ledger.score.refused += 1
            self._after(self._latency_s, connection.answer, bot_api.too_many_requests(retry_after), 429)
            return
        self._ledger.take(chat_id, str(params.get("text", "")))
        body = bot_api.ok(bot_api.message(params, self._ledger.next_message()))
        self._after(self._slow.get(chat_id, self._latency_s), self._give_back, connection, chat_id, body)
        if self._waits:
            self._look()

    def _give_back(self, connection: Connection, chat_id: int, body: bytes) -> None:
        self._ledger.give_back(chat_id)
        connection.answer(body)

    def _after(self, delay_s: float, callback: Callable[..., None], *arguments: object) -> None:
        if delay_s:
            self._loop.call_later(delay_s, callback, *arguments)
        else:
            callback(*arguments)

    def _get_updates(self, connection: Connection, params: Params) -> None:
        self._ledger.first_poll_at = self._ledger.first_poll_at or now()
        if self._poll is not None:
            self._poll.gives_up.cancel()
            conflict = (
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
            self._poll.connection.answer(bot_api.error(409, conflict), 409)
        offset, limit = int(params.get("offset", 0)), min(BATCH, int(params.get("limit", BATCH)))
        timer = self._loop.call_later(float(params.get("timeout", 0)), self._end_poll)
        self._poll = Poll(connection, offset, limit, timer)
        self._hand_out()
        self._look()

    def _hand_out(self) -> None:
        poll = self._poll
        if poll is None:
            return
        batch = self._ledger.batch(poll.offset, poll.limit)
        if batch:
            poll.gives_up.cancel()
            self._poll = None
            poll.connection.answer(b'{"ok":true,"result":[%b]}' % b",".join(batch))

    def _end_poll(self) -> None:
        poll, self._poll = self._poll, None
        if poll is not None:
            poll.connection.answer(b'{"ok":true,"result":[]}')

    def _control(self, connection: Connection, command: str, params: Params) -> None:
        if command == "settings":
            self._set(params)
        elif command == "load":
            self._ledger.load(Load(**params))
            self._hand_out()
        elif command == "wait":
            self._wait(connection, params)
            return
        self._report(connection)

    def _set(self, params: Params) -> None:
        self._latency_s = params.get("latency_s", self._latency_s)
        self._limits.enforced = params.get("enforced", self._limits.enforced)
        if "flooded" in params:
            self._limits.flooded = {int(chat): now() + seconds for chat, seconds in params["flooded"].items()}
        if "slow" in params:
            self._slow = {int(chat): seconds for chat, seconds in params["slow"].items()}

    def _wait(self, connection: Connection, params: Params) -> None:
        ledger, sent = self._ledger, int(params.get("sent", 0))
        conditions: dict[str, Callable[[], bool]] = {
            "poll": lambda: ledger.first_poll_at > 0,
            "idle": lambda: ledger.first_poll_at > 0 and self._poll is not None,
            "answered": lambda: ledger.score.answered >= ledger.score.expected,
            "drained": lambda: ledger.unanswered == 0,
            "sent": lambda: ledger.score.sent >= sent,
        }
        timer = self._loop.call_later(params["timeout"], self._give_up, connection)
        self._waits.append(Wait(connection, conditions[params["until"]], timer))
        self._look()

    def _look(self) -> None:
        for wait in [wait for wait in self._waits if wait.holds()]:
            wait.gives_up.cancel()
            self._give_up(wait.connection)

    def _give_up(self, connection: Connection) -> None:
        self._waits = [wait for wait in self._waits if wait.connection is not connection]
        self._report(connection)

    def _report(self, connection: Connection) -> None:
        connection.answer(
            bot_api.ok({"first_poll_at": self._ledger.first_poll_at, "score": asdict(self._ledger.score)})
        )


async def serve(port: int = 0) -> None:
    """Serve on the loopback until SIGTERM or until the harness, which holds our input open, has gone."""
    running = asyncio.get_running_loop()
    server = Server(running)
    listening = await running.create_server(lambda: Connection(server), "127.0.0.1", port)
    print(listening.sockets[0].getsockname()[1], flush=True)
    done = asyncio.Event()
    running.add_signal_handler(signal.SIGTERM, done.set)
    running.add_reader(sys.stdin, done.set)
    await done.wait()
    listening.close()


if __name__ == "__main__":
    loop.run(serve())
