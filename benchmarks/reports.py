"""How long a large report takes as PDF and as Word, and the memory of the process that draws it.

It is drawn as the bot has it drawn: by a process of its own, from the description in the outbox, starting cold.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from benchmarks.clock import now
from benchmarks.large_report import large_report
from benchmarks.process import ROOT
from storage.codec import encode
from workflow.papers.kinds import PaperKind

UNITS, INDICATORS = 30, 20
FORMATS: Mapping[str, PaperKind] = {"pdf": PaperKind.REPORT_PDF, "word": PaperKind.REPORT_WORD}


class NotDrawnError(Exception):
    """The process ended without a report."""


@dataclass(frozen=True)
class Drawn:
    """What one report took, from the start of the process to its end: seconds, and megabytes at most."""

    seconds: float
    megabytes: float


def measure(home: Path, repetitions: int) -> Mapping[str, Drawn]:
    """Return for each format the median time and the most memory of so many drawings."""
    found = {}
    for name, kind in FORMATS.items():
        taken = [drawn(kind, home) for _ in range(repetitions)]
        seconds = statistics.median(each.seconds for each in taken)
        found[name] = Drawn(seconds, max(each.megabytes for each in taken))
    return found


def drawn(kind: PaperKind, home: Path, units: int = UNITS, indicators: int = INDICATORS) -> Drawn:
    """Draw a report of so many units and indicators in a process of its own. Raises NotDrawnError where it fails."""
    data = orjson.loads(encode(large_report(units, indicators)))
    spec, out = orjson.dumps({"kind": kind, "data": data}), home / f"report.{kind.suffix}"
    with out.open("wb") as written:
        began = now()
        child = subprocess.Popen([sys.executable, "-m", "documents"], cwd=ROOT, stdin=subprocess.PIPE, stdout=written)
        assert child.stdin is not None
        child.stdin.write(spec)
        child.stdin.close()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0 or not out.stat().st_size:
        raise NotDrawnError(child.returncode)
    return Drawn(now() - began, used.ru_maxrss / 1024)
