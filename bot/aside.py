"""Work done aside: started and not waited for, its failure logged, its end not forgotten."""

import asyncio
import logging
from collections.abc import Coroutine

log = logging.getLogger(__name__)


class Aside:
    """Work that is under way beside what goes on."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Start work; a failure of it is logged by its type, and made good by the next regular round."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def cancel(self) -> None:
        """End all work that is under way."""
        for task in self._tasks:
            task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("work done aside failed: %s", type(task.exception()).__name__)
