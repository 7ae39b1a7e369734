"""Slow work on kept files: done by a process of its own beside the turns, its result back through the inbox."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path

from sqlalchemy.exc import OperationalError

from bot import child
from bot.child import ChildError
from bot.parsing import pack
from handlers.incoming import WorkDone
from storage.inbox import Arrival
from storage.work import WantedWork
from workflow.work import WorkFault

log = logging.getLogger(__name__)

MOST_SECONDS = 20.0
"""After so long a job is ended; its processor time is bounded closer (`documents.workbench`)."""
MOST_BYTES = 4 * 1024 * 1024
"""A result of 1,000 indicators is a tenth of it."""
BUSY_SECONDS = 2.0
_CHILD = ("-m", "documents.workbench")
_FAULTS = {
    "time": WorkFault.TIME,
    "size": WorkFault.SIZE,
    "exit code 2": WorkFault.UNREADABLE,
    "exit code 4": WorkFault.MEMORY,
    "exit code -24": WorkFault.TIME,  # SIGXCPU: its processor time is used up
    "exit code -9": WorkFault.TIME,  # killed by the system for the same reason, or for memory
}


class Workshop:
    """Does jobs until cancelled, one process for each, one at a time. A job is wanted until its result is handled."""

    def __init__(
        self,
        files: Path,
        receive: Callable[[Sequence[Arrival]], Awaitable[None]],
        command: tuple[str, ...] = (sys.executable, *_CHILD),
    ) -> None:
        self._command = (*command, str(files.absolute()))
        self._receive = receive
        self._wanted: asyncio.Queue[WantedWork] = asyncio.Queue()

    def add(self, wanted: Iterable[WantedWork]) -> None:
        """Take jobs over."""
        for work in wanted:
            self._wanted.put_nowait(work)

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            work = await self._wanted.get()
            done = await self._do(work)
            await self._hand_in(Arrival(f"work:{work.id}", work.chat_id, pack(done)))

    async def _do(self, work: WantedWork) -> WorkDone:
        result, fault = "", None
        try:
            made = await child.work(self._command, work.job.encode(), seconds=MOST_SECONDS, most_bytes=MOST_BYTES)
            result = made.decode()
        except ChildError as error:
            log.warning("work %d (%s) was not done: %s", work.id, work.kind.value, error.fault)
            fault = _FAULTS.get(error.fault, WorkFault.CRASH)
        return WorkDone(work.chat_id, work.office_id, work.person_id, work.id, work.kind, result, fault)

    async def _hand_in(self, result: Arrival) -> None:
        while True:
            try:
                await self._receive([result])
            except OperationalError as failure:
                log.warning("the inbox cannot be written (%s)", type(failure).__name__)
                await asyncio.sleep(BUSY_SECONDS)
            else:
                return
