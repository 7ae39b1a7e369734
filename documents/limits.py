"""What a process that draws or reads may take of the machine: it limits itself before it looks at anything."""

from __future__ import annotations

import os
import sys

MEGABYTE = 1024 * 1024
BEHIND = 10
"""The niceness of whoever draws or reads. One that was started so has no need to go further back."""


def hold(megabytes: int, seconds: int) -> None:
    """Bound the process's address space and processor time, leave no core dump, and let all others go first.

    Beyond the first memory cannot be had (MemoryError), beyond the second the process is ended by the system.
    """
    if hasattr(os, "nice"):
        os.nice(max(0, BEHIND - os.nice(0)))  # the bot, and whoever waits for it, go first
    if sys.platform == "win32":
        return
    import resource

    _limit(resource.RLIMIT_CORE, 0)  # it would hold what people wrote
    _limit(resource.RLIMIT_CPU, seconds)
    if sys.platform != "darwin":  # which does not let it be set
        _limit(resource.RLIMIT_AS, megabytes * MEGABYTE)


def _limit(which: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(which, (most, most))
