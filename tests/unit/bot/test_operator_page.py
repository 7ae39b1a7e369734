"""The operator's page is true: it names every setting, every line of `monev status`, and no other."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.backing_up import Failure
from bot.backup_set import Backup
from bot.cli_status import lines
from bot.settings import Settings
from bot.standing import Standing
from storage.figures import Figures, Lateness, Waiting

PAGE = Path(__file__).parents[3] / "docs" / "operasi.md"
NOW = datetime(2026, 10, 1, tzinfo=UTC)


def named(heading: str) -> list[str]:
    """Return what the first column of a section's table names."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)[1:]
    return [name.strip("` ") for row in rows for name in row.split(",")]


def test_every_setting_is_explained() -> None:
    """A new one is not done until the operator can read of it."""
    assert sorted(named("Settings")) == sorted(f"MONEV_{name.upper()}" for name in Settings.model_fields)


def test_every_line_of_the_status_is_explained() -> None:
    """In the order in which it is printed."""
    none = Waiting(0, None)
    figures = Figures(none, 0, 0, none, 0, 0, 0, 0, None, none, Lateness(0, None, 0, 0, 0))
    made = Backup(Path("2026-10-01T0000Z"), NOW, "1", "0001", 0, 0, 0)
    standing = Standing(NOW, ZoneInfo("Asia/Jakarta"), figures, made, Failure(NOW, "full"), None)
    assert named("monev status") == [line.name for line in lines(standing)]
