"""The bot started from a process that has its modules loaded: a story with forty kills loads them once."""

import asyncio
import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.stage import STOP_SECONDS, StageError

LOADED = ["bot.app", "bot.cli", "bot.stage"]

_prepared = multiprocessing.get_context("forkserver")
_prepared.set_forkserver_preload(LOADED)


def _run(environment: dict[str, str], log: str) -> None:
    """Become `monev run`: a new process with this environment, all it prints appended to `log`."""
    os.environ.clear()
    os.environ.update(environment)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for printed in (1, 2):
        os.dup2(output, printed)
    os.setpgid(0, 0)
    random.seed()
    sys.argv[:] = ["monev", "run"]
    from bot.cli import main

    main()


class WarmBot:
    """`monev run` beside us, as `bot.stage.Process` starts it but without loading the modules each time."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self._environment = environment
        self._log = log
        self._running: ForkServerProcess | None = None

    @property
    def pid(self) -> int:
        """The running process's id; raises StageError when it does not run."""
        if self._running is None or not self._running.is_alive() or self._running.pid is None:
            raise StageError("run")
        return self._running.pid

    async def start(self) -> None:
        """Start the bot."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        started = _prepared.Process(target=_run, args=({**os.environ, **self._environment}, str(self._log)))
        await asyncio.to_thread(started.start)
        self._running = started

    async def stop(self) -> int:
        """Ask it to end, and return its exit code; after ten seconds it is killed."""
        running = self._running
        if running is None:
            return 0
        running.terminate()
        await asyncio.to_thread(running.join, STOP_SECONDS)
        if running.is_alive():
            await self.kill()
        return running.exitcode or 0

    async def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._running is not None and self._running.is_alive():
            os.kill(self.pid, signal.SIGKILL)
            await asyncio.to_thread(self._running.join)
