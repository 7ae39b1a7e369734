"""The commands of `monev` from a process that has their modules loaded: a story with forty kills loads them once."""

import asyncio
import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.cli import OFFICE_COMMANDS
from bot.stage import STOP_SECONDS, StageError

LOADED = [
    *("acceptance.warm", "bot.app", "bot.stage", "simulator.run", "simulator.__main__"),
    *sorted({command.found_in.partition(":")[0] for command in OFFICE_COMMANDS.values()}),
]
COMMAND_SECONDS = 60.0
"""How long a command may take to its end."""

os.environ["COLUMNS"] = "200"  # a terminal's width is read where a module is loaded
_prepared = multiprocessing.get_context("forkserver")
_prepared.set_forkserver_preload(LOADED)


def _run(program: str, arguments: Sequence[str], environment: dict[str, str], log: str, folder: str | None) -> None:
    """Become that program: a new process with this environment and folder, all it prints appended to `log`."""
    os.environ.clear()
    os.environ.update(environment)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for printed in (1, 2):
        os.dup2(output, printed)
    os.close(output)
    os.setpgid(0, 0)
    if folder is not None:
        os.chdir(folder)
    random.seed()
    sys.argv[:] = [program, *arguments]
    if program == "simulator":
        from simulator.__main__ import main
    else:
        from bot.cli import main
    main()


class WarmProcess:
    """A program beside us, as `bot.stage.Process` starts it but without loading the modules each time."""

    def __init__(self, program: str, *arguments: str, environment: Mapping[str, str] | None = None, log: Path) -> None:
        self._program = program
        self._arguments = arguments
        self._environment = environment or {}
        self._log = log
        self._running: ForkServerProcess | None = None

    @property
    def pid(self) -> int:
        """The running process's id; raises StageError when it does not run."""
        if self._running is None or not self._running.is_alive() or self._running.pid is None:
            raise StageError(self._program)
        return self._running.pid

    async def start(self, folder: Path | None = None) -> None:
        """Start it, in that folder where one is named."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, **self._environment}
        where = None if folder is None else str(folder)
        given = (self._program, self._arguments, environment, str(self._log), where)
        started = _prepared.Process(target=_run, args=given)
        await asyncio.to_thread(started.start)
        self._running = started

    async def end(self) -> int:
        """Wait until it ends by itself and return its exit code; raises StageError where it takes over a minute."""
        assert self._running is not None
        await asyncio.to_thread(self._running.join, COMMAND_SECONDS)
        if self._running.exitcode is None:
            await self.kill()
            raise StageError(f"{self._program} {' '.join(self._arguments)}")
        return self._running.exitcode

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

    async def __aenter__(self) -> "WarmProcess":
        """Start it."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop it."""
        await self.stop()
