"""The national days are found out once, and kept on disk for the next start."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import national_days as kept
from bot.national_days import keep_in, national_days

NATAL, JOINT = date(2026, 12, 25), date(2026, 12, 24)
ANSWER = json.dumps([{NATAL.isoformat(): "Hari Raya Natal"}, {JOINT.isoformat(): "Cuti Bersama Hari Raya Natal"}])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """Keep answers in a folder; returns for which years a process was started."""
    years: list[str] = []

    def run(command: tuple[str, ...], **_: object) -> subprocess.CompletedProcess[bytes]:
        years.append(command[-1])
        return subprocess.CompletedProcess(command, 0, ANSWER.encode())

    monkeypatch.setattr(kept.subprocess, "run", run)
    keep_in(tmp_path / "calendar")
    starts_anew()
    yield years
    keep_in(None)
    starts_anew()


def starts_anew() -> None:
    """Forget what the process remembers, as a restart does."""
    national_days.cache_clear()


def test_the_next_start_takes_what_was_kept(asked: list[str]) -> None:
    """The same days, and no process for them."""
    first = national_days(2026)
    starts_anew()
    assert national_days(2026) == first
    assert first.joint_leave == {JOINT}
    assert first.names[NATAL] == "Hari Raya Natal"
    assert asked == ["2026"]


def test_each_year_is_kept_by_itself(asked: list[str]) -> None:
    """Another year is another answer."""
    for year in (2026, 2027, 2026):
        starts_anew()
        national_days(year)
    assert asked == ["2026", "2027"]


@pytest.mark.parametrize("spoiled", ["", "[", "[{}, {}, {}]", "[1, 2]", '[{"besok": "x"}, {}]', "{}"])
def test_what_cannot_be_read_is_found_out_anew(asked: list[str], tmp_path: Path, spoiled: str) -> None:
    """A file that a power cut or a hand has spoiled is replaced."""
    first = national_days(2026)
    (path,) = (tmp_path / "calendar").iterdir()
    path.write_text(spoiled)
    starts_anew()
    assert national_days(2026) == first
    assert path.read_text() == ANSWER
    assert asked == ["2026", "2026"]


def test_a_folder_that_cannot_be_written_keeps_nobody_waiting(asked: list[str], tmp_path: Path) -> None:
    """The answer is there all the same."""
    (tmp_path / "calendar").write_text("in the way")
    assert national_days(2026).joint_leave == {JOINT}
    assert asked == ["2026"]
