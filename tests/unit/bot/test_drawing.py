"""Pictures are drawn by a child, one at a time, kept by what they show, and never awaited for ever."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import drawing
from bot.drawing import Drawing, DrawingError


def child(code: str) -> tuple[str, ...]:
    """Return the command of a child that does this."""
    return (sys.executable, "-c", f"import os, sys, time, pathlib\n{code}")


ECHO = child("sys.stdout.write('drawn ' + sys.stdin.read())")


async def test_a_picture_is_drawn_once_and_kept_by_what_it_shows(tmp_path: Path) -> None:
    """The second time no child is needed; another description is another picture."""
    draws = Drawing(tmp_path / "drawn", command=ECHO)
    assert draws.ready("satu", ".png") is None
    path = await draws.drawn("satu", ".png")
    assert path.read_text() == "drawn satu"
    assert draws.ready("satu", ".png") == path
    idle = Drawing(tmp_path / "drawn", command=child("sys.exit(1)"))
    assert await idle.drawn("satu", ".png") == path
    with pytest.raises(DrawingError):
        await idle.drawn("dua", ".png")


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        (child("sys.exit(3)"), "exit code 3"),
        (child("pass"), "exit code 0"),
        (("/nowhere/python",), "FileNotFoundError"),
    ],
)
async def test_a_child_that_fails_is_told_by_how_it_ended(tmp_path: Path, command: tuple[str, ...], fault: str) -> None:
    """Nothing is kept of it."""
    draws = Drawing(tmp_path / "drawn", command=command)
    with pytest.raises(DrawingError) as failed:
        await draws.drawn("{}", ".png")
    assert failed.value.fault == fault
    assert draws.ready("{}", ".png") is None


async def test_a_child_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And leaves no process behind."""
    began: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def remembering(*command: str, **options: Any) -> asyncio.subprocess.Process:
        began.append(await start(*command, **options))
        return began[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", remembering)
    monkeypatch.setattr(drawing, "MOST_SECONDS", 0.05)
    with pytest.raises(DrawingError, match="time"):
        await Drawing(tmp_path / "drawn", command=child("time.sleep(600)")).drawn("{}", ".png")
    assert [process.returncode for process in began] == [-signal.SIGKILL]


async def test_one_child_at_a_time(tmp_path: Path) -> None:
    """Three pictures wanted at once are drawn one after the other."""
    lock = tmp_path / "at work"
    code = (
        f"lock = pathlib.Path({str(lock)!r})\n"
        "lock.mkdir()\n"  # fails where another child is at work
        "time.sleep(0.05)\n"
        "lock.rmdir()\n"
        "sys.stdout.write('x')"
    )
    draws = Drawing(tmp_path / "drawn", command=child(code))
    paths = await asyncio.gather(*(draws.drawn(str(number), ".png") for number in range(3)))
    assert len(set(paths)) == 3


async def test_the_child_is_told_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment has what it needs to start, and nothing of the bot's settings."""
    monkeypatch.setenv("MONEV_BOT_TOKEN", "424242:secret")
    draws = Drawing(tmp_path / "drawn", command=child("sys.stdout.write(' '.join(sorted(os.environ)))"))
    names = (await draws.drawn("{}", ".png")).read_text().split()
    assert "MONEV_BOT_TOKEN" not in names
    assert "MPLCONFIGDIR" in names


async def test_only_the_latest_pictures_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder does not grow for ever."""
    monkeypatch.setattr(drawing, "MOST_KEPT", 2)
    draws = Drawing(tmp_path / "drawn", command=ECHO)
    for number in range(4):
        path = await draws.drawn(str(number), ".png")
        os.utime(path, (number, number))
    assert [draws.ready(str(number), ".png") is not None for number in range(4)] == [False, False, True, True]


def test_the_bot_itself_never_loads_the_drawing_library() -> None:
    """It would take more memory than all the rest."""
    code = "import sys, bot.app; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
