"""Processes that a run starts, what they cost, and their end."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.clock import now
from benchmarks.cores import on_bot_core

ROOT = Path(__file__).resolve().parent.parent
STOP_S = 8.0
"""How long a bot may take to stop before it is killed."""
_PROC = Path("/proc")


class BotProcess:
    """A bot under measurement, started when this is made; all it prints goes to a log."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.log = log
        clean = {name: value for name, value in os.environ.items() if not name.startswith("MONEV_")}
        with log.open("ab") as output, on_bot_core():
            self.started_at = now()
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**clean, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def has_ended(self) -> bool:
        """Tell whether the bot is gone."""
        return self._process.poll() is not None

    def cpu_s(self) -> float | None:
        """Return user and system time so far, all threads and child processes; None where the system has no /proc."""
        if not _PROC.exists():
            return None
        ticks = 0
        for pid in self._family():
            fields = _stat(pid)
            # utime and stime of the process, then of its children that have ended; counted from the state field
            ticks += sum(int(field) for field in fields[11:15])
        return ticks / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float | None:
        """Return the resident memory of the bot and its children in MB; None where the system has no /proc."""
        if not _PROC.exists():
            return None
        pages = sum(int((_PROC / str(pid) / "statm").read_text().split()[1]) for pid in self._family())
        return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000

    def stop(self) -> None:
        """End the bot, politely first."""
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _family(self) -> list[int]:
        parents: dict[int, int] = {}
        for entry in _PROC.iterdir():
            if entry.name.isdigit():
                fields = _stat(int(entry.name))
                if fields:
                    parents[int(entry.name)] = int(fields[1])
        family = [self._process.pid]
        for pid in family:
            family.extend(child for child, parent in parents.items() if parent == pid)
        return family


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/<pid>/stat from the state on; none for a process that has gone."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
