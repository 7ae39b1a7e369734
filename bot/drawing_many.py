"""Papers of an archive drawn one after the other by one child process, which loads the libraries once."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO

from storage.codec import encode
from workflow.papers.kinds import Printed

log = logging.getLogger(__name__)

DRAW_SECONDS = 90.0
"""After so long over one paper the child is ended; the next paper gets another."""
_CHILD = (sys.executable, "-m", "documents.many")
_PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "SYSTEMROOT")  # what the bot was started with beside them are secrets

Draw = Callable[[Printed], bytes | None]
"""Draws a paper; None where it cannot be drawn."""


@contextmanager
def drawing_child(store: Path, fonts: Path, seconds: float = DRAW_SECONDS) -> Iterator[Draw]:
    """Yield what draws papers; it waits for each, so it is for a thread of its own. The child ends with the block."""
    child = _Child(store, fonts, seconds)
    try:
        yield child.draw
    finally:
        child.end()


class _Child:
    """The process, started when the first paper comes, and anew after one that it did not survive."""

    def __init__(self, store: Path, fonts: Path, seconds: float) -> None:
        self._command = [*_CHILD, str(store.absolute())]
        passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._environment = {**passed_on, "MPLCONFIGDIR": str(fonts.absolute())}
        self._seconds = seconds
        self._running: subprocess.Popen[bytes] | None = None

    def draw(self, printed: Printed) -> bytes | None:
        """Return the paper; what failed is logged by its kind and the fault's type alone."""
        spec = f'{{"kind":"{printed.kind}","data":{encode(printed.paper)}}}\n'
        try:
            found, fault = self._ask(spec.encode())
        except OSError as error:
            self.end()
            found, fault = None, type(error).__name__
        if found is None:
            log.warning("paper %s was not drawn: %s", printed.kind, fault)
        return found

    def _ask(self, spec: bytes) -> tuple[bytes | None, str]:
        """Return the paper, or why there is none."""
        running = self._running or self._start()
        asks, answers = _pipes(running)
        clock = Timer(self._seconds, running.kill)
        clock.start()
        try:
            asks.write(spec)
            asks.flush()
            head = answers.readline().decode()
            if head.startswith("-"):
                return None, head[2:].strip()
            length = int(head) if head else -1
            found = answers.read(length) if length >= 0 else b""
        finally:
            clock.cancel()
        if len(found) != length:
            self.end()
            return None, f"exit code {running.returncode}"
        return found, ""

    def _start(self) -> subprocess.Popen[bytes]:
        self._running = subprocess.Popen(  # noqa: S603 - our own interpreter with our own module
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what it complains of may repeat what people wrote
            env=self._environment,
        )
        return self._running

    def end(self) -> None:
        """End the process, whatever it is at."""
        running, self._running = self._running, None
        if running is not None:
            running.kill()
            running.communicate()


def _pipes(running: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if running.stdin is None or running.stdout is None:
        raise BrokenPipeError
    return running.stdin, running.stdout
