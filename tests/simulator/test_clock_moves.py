"""Moving the simulator's clock, and the instants that the page offers."""

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from simulated_town import Town

from simulator.clock import Clock
from simulator.run import running
from simulator.world import World

TOMORROW = {"label": "Besok", "at": 86_400.0, "kind": "opening"}
REMINDER = {"label": "Pengingat", "at": 3_600.0, "kind": "reminder"}


async def now(town: Town) -> float:
    return float((await town.get("/sim/clock"))["now"])


async def from_now(town: Town, *marks: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the marks with their `at` counted from the present instant."""
    present = await now(town)
    return [mark | {"at": present + mark["at"]} for mark in marks]


async def test_the_clock_moves_to_an_instant_by_a_span_or_to_an_offset(town: Town) -> None:
    """Each of the three says afterwards what it shows; the stopwatch does not move."""
    stopwatch = town.world.clock.stopwatch()
    start = await now(town)
    assert (await town.post("/sim/clock", by=3600))["now"] - start == pytest.approx(3600, abs=5)
    assert (await town.post("/sim/clock", to=start + 86_400))["now"] - start == pytest.approx(86_400, abs=5)
    assert (await town.post("/sim/clock", by=-60.5))["now"] - start == pytest.approx(86_339.5, abs=5)
    assert (await town.post("/sim/clock", offset_seconds=10))["offset_seconds"] == 10
    assert town.world.clock.stopwatch() - stopwatch < 60


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"by": 1, "to": 1_800_000_000},
        {"by": "1"},
        {"by": True},
        {"by": None},
        {"by": 1e15},
        {"to": 0},
        {"to": -1e15},
        {"to": 4_102_444_800},
    ],
)
async def test_what_cannot_be_shown_is_refused_and_moves_nothing(town: Town, asked: dict[str, Any]) -> None:
    """One way at a time, a number, and an instant that a calendar can hold."""
    before = await town.get("/sim/clock")
    refused = await town.http.post("/sim/clock", json=asked)
    assert refused.status_code == 400
    assert refused.json()["error"]
    after = await town.get("/sim/clock")
    assert (after["offset_seconds"], after["n"]) == (before["offset_seconds"], before["n"])


async def test_a_move_is_told_with_its_number(town: Town) -> None:
    """What comes after that number came by the moved clock."""
    moved = await town.post("/sim/clock", by=3600)
    event = await town.await_event("clock")
    assert (event["n"], event["offset_seconds"]) == (moved["n"], moved["offset_seconds"])


async def test_the_file_is_written_before_the_move_is_answered(tmp_path: Path) -> None:
    """However often it is moved, who has the answer finds the file saying the same, and no other file beside it."""
    file = tmp_path / "clock"
    async with running(world=World(clock_file=file)) as url, httpx.AsyncClient(base_url=url, timeout=20) as http:
        assert not file.exists()
        for seconds in (3600, 86_400, -7.25):
            moved = (await http.post("/sim/clock", json={"by": seconds})).json()
            assert float(file.read_text()) == moved["offset_seconds"]
        await http.post("/sim/clock", json={"by": 1e15})
        assert float(file.read_text()) == moved["offset_seconds"] == 89_992.75
    assert os.listdir(tmp_path) == ["clock"]  # noqa: PTH208 - a Path may not be asked in a coroutine


async def test_a_file_that_cannot_be_written_moves_nothing(tmp_path: Path) -> None:
    """The clock and the file never say different things."""
    clock = Clock(tmp_path / "missing" / "clock")
    with pytest.raises(FileNotFoundError):
        clock.move_by(60)
    assert clock.offset_seconds == 0


def test_the_clock_starts_where_the_file_left_it(tmp_path: Path) -> None:
    """A stage that is opened again goes on from there; a damaged file counts as none."""
    file = tmp_path / "clock"
    Clock(file).set_offset(-120)
    assert Clock(file).offset_seconds == -120
    file.write_text("soon")
    assert Clock(file).offset_seconds == 0


async def test_a_run_that_goes_on_gives_no_number_twice(tmp_path: Path) -> None:
    """The bot has kept what came before, and would take a repeated number for what it has handled."""
    file, highest = tmp_path / "clock", (0, 0)
    for _ in range(2):
        world = World(clock_file=file)
        async with running(world=world) as url, httpx.AsyncClient(base_url=url, timeout=20) as http:
            await http.post("/sim/clock", json={"by": 60})
            person = (await http.post("/sim/people", json={"first_name": "Budi"})).json()["id"]
            sent = (await http.post(f"/sim/people/{person}/text", json={"text": "a"})).json()
        ids = (sent["update_id"], sent["message_id"])
        assert highest < ids < (2**31, 2**31)
        assert highest[1] < ids[1]
        highest = ids


async def test_the_command_takes_the_file(tmp_path: Path) -> None:
    """`python -m simulator --clock-file`."""
    file = tmp_path / "clock"
    file.write_text("86400")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--port", "0", "--clock-file", str(file)), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await asyncio.wait_for(process.stdout.readline(), 10)).decode().split()[-1]
    async with httpx.AsyncClient(base_url=url, timeout=20) as http:
        shown = (await http.get("/sim/clock")).json()["now"]
        assert shown - time.time() == pytest.approx(86_400, abs=5)  # noqa: TID251 - compared with the machine's
        await http.post("/sim/clock", json={"by": 60})
    process.terminate()
    await process.wait()
    assert file.read_text() == "86460.0"


async def test_marks_are_kept_as_set_and_those_passed_are_not_shown(town: Town) -> None:
    """In their order; a later list takes the place of the earlier one."""
    marks = await from_now(town, TOMORROW, REMINDER)
    assert (await town.post("/sim/clock/marks", marks=marks))["marks"] == marks
    assert (await town.get("/sim/clock/marks")) == {"marks": marks, "current": True}
    await town.post("/sim/clock", to=marks[1]["at"])
    assert (await town.get("/sim/clock/marks")) == {"marks": marks[:1], "current": False}
    await town.post("/sim/clock/marks", marks=[])
    assert (await town.get("/sim/clock/marks")) == {"marks": [], "current": True}


async def test_marks_are_told_when_they_are_news(town: Town) -> None:
    """New marks, and the same ones found again after a move; not the same ones once more."""
    marks = await from_now(town, TOMORROW)

    async def told() -> int:
        before = (await town.get("/sim/clock"))["n"]
        await town.post("/sim/clock/marks", marks=marks)
        events = (await town.get("/sim/journal", after=before, wait=0))["events"]
        return sum(event["kind"] == "clock_marks" for event in events)

    assert [await told(), await told()] == [1, 0]
    await town.post("/sim/clock", by=60)
    assert [await told(), await told()] == [1, 0]
    marks[0]["label"] = "Lusa"
    assert await told() == 1


async def test_marks_found_by_a_clock_that_was_moved_meanwhile_are_not_current(town: Town) -> None:
    """Who found them says by which clock; until they are found again, playing waits."""
    found_by = (await town.post("/sim/clock", by=60))["offset_seconds"]
    moved = await town.post("/sim/clock", by=3600)
    marks = await from_now(town, TOMORROW)
    assert not (await town.post("/sim/clock/marks", marks=marks, offset_seconds=found_by))["current"]
    found_again = round(moved["offset_seconds"] + 4e-7, 6)
    assert (await town.post("/sim/clock/marks", marks=marks, offset_seconds=found_again))["current"]
    await town.post("/sim/clock/marks", 400, marks=marks, offset_seconds="1")


@pytest.mark.parametrize(
    "marks",
    [
        None,
        {"label": "a"},
        ["a"],
        [{"label": "", "at": 1_800_000_000, "kind": "a"}],
        [{"label": "a" * 61, "at": 1_800_000_000, "kind": "a"}],
        [{"label": "a", "at": "1", "kind": "a"}],
        [{"label": "a", "at": 5e9, "kind": "a"}],
        [{"label": "a", "at": 1_800_000_000}],
        [{"label": "a", "at": 1_800_000_000, "kind": "a"}] * 13,
    ],
)
async def test_marks_that_cannot_be_shown_are_refused(town: Town, marks: Any) -> None:
    """The earlier ones stay."""
    earlier = await from_now(town, TOMORROW)
    await town.post("/sim/clock/marks", marks=earlier)
    refused = await town.http.post("/sim/clock/marks", json={"marks": marks})
    assert refused.status_code == 400
    assert (await town.get("/sim/clock/marks"))["marks"] == earlier
