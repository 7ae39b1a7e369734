"""The data directory: names, NIP and evidence lie in it in the clear, so nobody but the bot's own user may look in."""

import stat
from pathlib import Path

OWNER_ONLY = 0o700


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
