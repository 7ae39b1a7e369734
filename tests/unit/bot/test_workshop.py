"""Slow work is done by a process of its own, and always ends with a result or a reason in the inbox."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot import workshop
from bot.parsing import read
from bot.workshop import Workshop
from handlers.incoming import WorkDone
from storage.inbox import Arrival
from storage.work import WantedWork
from workflow.work import WorkFault, WorkKind

JOB = WantedWork(7, 3, 11, 500, WorkKind.READ_UNIT_WORKBOOK, '{"kind":"read-unit-workbook","data":{}}')


def child(code: str) -> tuple[str, ...]:
    """Return the command of a child that does this."""
    return (sys.executable, "-c", f"import os, sys, time, resource\n{code}")


async def worked(tmp_path: Path, command: tuple[str, ...], job: WantedWork = JOB) -> WorkDone:
    """Let a workshop do one job and return what came into the inbox."""
    arrived: asyncio.Queue[Arrival] = asyncio.Queue()

    async def receive(arrivals: Sequence[Arrival]) -> None:
        for arrival in arrivals:
            arrived.put_nowait(arrival)

    shop = Workshop(tmp_path, receive, command)
    shop.add([job])
    running = asyncio.ensure_future(shop.run())
    try:
        arrival = await arrived.get()
    finally:
        running.cancel()
    assert (arrival.key, arrival.chat_id) == ("work:7", 500)
    done = read(arrival.payload)
    assert isinstance(done, WorkDone)
    return done


async def test_a_result_comes_through_the_inbox(tmp_path: Path) -> None:
    """The child is given the job and the folder of the files; what it says comes back whole."""
    code = "import json; print(json.dumps([json.load(sys.stdin)['kind'], sys.argv[1]]))"
    done = await worked(tmp_path, child(code))
    assert done.fault is None
    assert json.loads(done.result) == ["read-unit-workbook", str(tmp_path)]
    assert (done.office_id, done.person_id, done.work_id, done.kind) == (3, 11, 7, WorkKind.READ_UNIT_WORKBOOK)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("sys.exit(2)", WorkFault.UNREADABLE),
        ("sys.exit(3)", WorkFault.CRASH),
        ("sys.exit(4)", WorkFault.MEMORY),
        ("os.abort()", WorkFault.CRASH),
        ("pass", WorkFault.CRASH),
        ("resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass", WorkFault.TIME),
    ],
)
async def test_work_without_a_result_says_why(tmp_path: Path, code: str, fault: WorkFault) -> None:
    """However the child ends, the person is not left waiting."""
    done = await worked(tmp_path, child(code))
    assert (done.result, done.fault) == ("", fault)


async def test_work_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next job is not kept waiting for it."""
    monkeypatch.setattr(workshop, "MOST_SECONDS", 0.05)
    assert (await worked(tmp_path, child("time.sleep(600)"))).fault is WorkFault.TIME


async def test_a_result_that_never_ends_fills_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is cut off at the most that is taken."""
    monkeypatch.setattr(workshop, "MOST_BYTES", 1000)
    assert (await worked(tmp_path, child("while True: print('x' * 1000)"))).fault is WorkFault.SIZE


async def test_the_real_bench_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    """A job that another version wrote is no crash."""
    done = await worked(tmp_path, (sys.executable, "-m", "documents.workbench"))
    assert done.fault is WorkFault.UNREADABLE
