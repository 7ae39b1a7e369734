"""The data directory: names, NIP and evidence lie in it in the clear, so nobody but the bot's own user may look in.

One bot at a time works on it, and nothing is restored into it meanwhile: who does either holds its lock.
"""

import fcntl
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER_ONLY = 0o700
LOCK = "monev.lock"


class AlreadyRunningError(Exception):
    """Another bot works on this data directory."""


class DataDirOpenError(Exception):
    """Others may look into the data directory, and it is not ours to close."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def prepare(path: Path) -> bool:
    """Make the directory where it is missing, readable by its owner only; return whether it had to be closed first.

    Raises DataDirOpenError where others may look in and that cannot be changed.
    """
    path.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    if not stat.S_IMODE(path.stat().st_mode) & ~OWNER_ONLY:
        return False
    try:
        path.chmod(OWNER_ONLY)
    except OSError:
        raise DataDirOpenError(path) from None
    return True


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the directory's lock; the system lets go of it however the process ends. Raises AlreadyRunningError."""
    with (path / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunningError(path) from None
        yield
