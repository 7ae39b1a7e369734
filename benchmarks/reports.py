"""How long a large report takes as PDF and as Word, and the memory of the process that draws it.

It is drawn as the bot has it drawn: by a process of its own, from the description in the outbox, starting cold.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.clock import now
from benchmarks.large_report import large_report
from benchmarks.process import ROOT
from storage.codec import encode
from workflow.papers.kinds import PaperKind

UNITS, INDICATORS = 30, 20
FORMATS = {"pdf": PaperKind.REPORT_PDF, "word": PaperKind.REPORT_WORD}
LIMIT_S = 120
_MEASURING = """
import resource, runpy, sys
try:
    runpy.run_module("documents", run_name="__main__")
finally:
    sys.stderr.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""
"""Runs the drawing process and tells its highest resident memory, in KB on Linux."""


@dataclass(frozen=True)
class Drawing:
    """What one report took: from the start of the process to its end."""

    seconds: float
    peak_mb: float
    size_kb: float


def drawing(kind: PaperKind, units: int = UNITS, indicators: int = INDICATORS) -> Drawing:
    """Draw a report of so many units and indicators in a process of its own. Raises RuntimeError where it fails."""
    spec = json.dumps({"kind": kind, "data": json.loads(encode(large_report(units, indicators)))}).encode()
    begun = now()
    done = subprocess.run(
        [sys.executable, "-c", _MEASURING],
        input=spec,
        capture_output=True,
        cwd=ROOT,
        env=dict(os.environ),
        timeout=LIMIT_S,
        check=False,
    )
    seconds = now() - begun
    if not done.stdout:
        raise RuntimeError(done.stderr.decode()[-300:])
    return Drawing(seconds, int(done.stderr.split()[-1]) * 1024 / 1_000_000, len(done.stdout) / 1024)


def report_figures(repetitions: int = 3) -> Iterator[tuple[str, float]]:
    """Yield the figures of the bench: the median time of each format, and the most memory."""
    for name, kind in FORMATS.items():
        taken = sorted((drawing(kind) for _ in range(repetitions)), key=lambda each: each.seconds)
        yield f"report_{name}_s.monev", taken[len(taken) // 2].seconds
        yield f"report_{name}_peak_mb.monev", max(each.peak_mb for each in taken)


if __name__ == "__main__":
    for figure, value in report_figures():
        print(f"{figure:32} {value:8.2f}")
