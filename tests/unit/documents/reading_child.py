"""Reads workbooks one after the other as the bot's child process does, and says what each took of time and memory.

Run as a program: paths as arguments, a line of JSON for each on stdout.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from unit_books import job

from documents import limits
from documents.workbench import MEGABYTES, SECONDS
from documents.workbook_reader import read_workbook

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def peak_megabytes() -> float:
    """Return the most memory that the process had since it was reset; 0 where the system does not tell."""
    if not STATUS.exists():
        return 0.0
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Read every file that is named."""
    limits.hold(MEGABYTES, SECONDS * len(sys.argv))
    wanted = job()
    for name in sys.argv[1:]:
        content = Path(name).read_bytes()
        if RESET.exists():
            RESET.write_text("5")
        began = time.process_time()
        reading = read_workbook(content, wanted)
        seconds = time.process_time() - began
        found = {"fault": reading.refused, "rows": len(reading.rows), "findings": len(reading.findings)}
        print(json.dumps(found | {"seconds": seconds, "megabytes": peak_megabytes()}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
