"""Workbooks made to do harm are refused by name, within seconds and little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_books import HEAVY, HOSTILE
from unit_books import job

from documents.workbook_reader import read_workbook
from workflow.workbook_reading import WorkbookReading

MOST_SECONDS, MOST_MEGABYTES = 5.0, 200.0
HERE = Path(__file__).parent


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_for_what_it_is(name: str) -> None:
    """Each is refused with its own fault, and nothing of it is taken."""
    content, fault = HOSTILE[name]
    reading = read_workbook(content, job())
    assert reading == WorkbookReading(fault, reading.detail, reading.awaited)


def test_none_takes_long_or_much_memory(tmp_path: Path) -> None:
    """In the limits of the bot's child process, each is read or refused within 5 s of the processor and 200 MB."""
    every = {name: content for name, (content, _) in HOSTILE.items()} | dict(HEAVY)
    for number, content in enumerate(every.values()):
        (tmp_path / f"{number:03}").write_bytes(content)
    paths = os.pathsep.join([str(HERE), str(HERE.parents[2])])
    done = subprocess.run(
        [sys.executable, str(HERE / "reading_child.py"), *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        timeout=240,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found = dict(zip(every, map(json.loads, done.stdout.splitlines()), strict=True))
    worst = {name: each for name, each in found.items() if each["seconds"] > MOST_SECONDS}
    large = {name: each for name, each in found.items() if each["megabytes"] > MOST_MEGABYTES}
    assert not worst
    assert not large
