"""The bots that take part."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import monev_bot
from benchmarks.bot_api import TOKEN
from benchmarks.clock import now
from benchmarks.control import ServerProcess
from benchmarks.process import BotProcess

START_S = 30.0
"""How long a bot may take until its first getUpdates."""
LOOK_S = 1.0
"""How often it is seen to that a bot which has not asked yet still runs."""


class BotFailedError(RuntimeError):
    """A bot ended, or never asked for updates; carries the end of its log."""

    def __init__(self, log: Path) -> None:
        super().__init__(
            "did not run; its last words:\n" + "\n".join(log.read_text(errors="replace").splitlines()[-5:])
        )


@dataclass(frozen=True)
class Contestant:
    """A bot and how much work it gets: a load should take it one to five seconds."""

    name: str
    title: str
    command: tuple[str, ...]
    loads: dict[int, int]  # latency in ms → updates of one repetition
    prepare: Callable[[Path], dict[str, str]] = lambda _directory: {}  # fills a data directory, returns environment
    refresh: Callable[[Path], None] = lambda _directory: None  # brings its data back to the beginning before a load


CONTESTANTS = (
    Contestant(
        "monev",
        "monev",
        monev_bot.COMMAND,
        {0: 3000, 50: 3000},
        monev_bot.prepare,
        monev_bot.refresh,
    ),
    Contestant("ptb_echo", "PTB echo", (sys.executable, "-m", "benchmarks.ptb_echo"), {0: 1200, 50: 80}),
    Contestant("aiogram_echo", "aiogram echo", (sys.executable, "-m", "benchmarks.aiogram_echo"), {0: 3000, 50: 80}),
    Contestant(
        "aiogram_tasks",
        "aiogram tasks",
        (sys.executable, "-m", "benchmarks.aiogram_echo", "--tasks"),
        {0: 3000, 50: 3000},
    ),
)


@dataclass(frozen=True)
class Running:
    """A contestant that is up, and its server."""

    contestant: Contestant
    process: BotProcess
    server: ServerProcess
    directory: Path
    start_s: float  # from the start of the process to its first getUpdates

    def make_ready(self) -> None:
        """Bring the bot's data back to the beginning; raises BotFailedError when the bot has ended by itself."""
        if self.process.has_ended():
            raise BotFailedError(self.process.log)
        self.contestant.refresh(self.directory)


@contextmanager
def running(contestant: Contestant, directory: Path, extra: dict[str, str] | None = None) -> Iterator[Running]:
    """Run a contestant over its data directory against a server of its own, and stop both at the end."""
    with closing(ServerProcess()) as server:
        environment = {"MONEV_BOT_TOKEN": TOKEN, "MONEV_BOT_API_URL": server.url, **(extra or {})}
        process = BotProcess(contestant.command, environment, directory / f"{contestant.name}.log")
        try:
            first = _first_poll(server, process)
            yield Running(contestant, process, server, directory, first - process.started_at)
        finally:
            process.stop()


def _first_poll(server: ServerProcess, process: BotProcess) -> float:
    while now() < process.started_at + START_S and not process.has_ended():
        first = server.first_poll_at(LOOK_S)
        if first:
            return first
    raise BotFailedError(process.log)
