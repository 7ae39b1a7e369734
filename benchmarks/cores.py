"""Which core runs what: the bots on one, the server and the harness on another, where the system lets us choose."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


def _pick() -> tuple[set[int], set[int]] | None:
    if not hasattr(os, "sched_getaffinity"):
        return None
    cores = sorted(os.sched_getaffinity(0))
    return ({cores[0]}, {cores[1]}) if len(cores) > 1 else None


_PICKED = _pick()


def pinned() -> bool:
    """Tell whether bots and server have a core each."""
    return _PICKED is not None


def settle() -> None:
    """Put this process, and what it starts, on the server's core."""
    if _PICKED is not None:
        os.sched_setaffinity(0, _PICKED[1])


@contextmanager
def on_bot_core() -> Iterator[None]:
    """Start a process in here and it inherits the bots' core."""
    if _PICKED is None:
        yield
        return
    os.sched_setaffinity(0, _PICKED[0])
    try:
        yield
    finally:
        os.sched_setaffinity(0, _PICKED[1])
