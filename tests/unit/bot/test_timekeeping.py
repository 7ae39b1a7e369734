"""Time goes on while Telegram is away: deadlines follow the calendar, reminders wait until somebody can be reached."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from turn_town import BOT, Town

from bot.settings import Settings
from bot.timekeeping import Timekeeping


class Ledger:
    """Does work at once, and notes what it was."""

    def __init__(self, town: Town) -> None:
        self.engine = town.engine
        self.done: list[str] = []

    async def aside(self, work: Callable[[], Any]) -> Any:
        self.done.append(work.__name__)
        return work()

    async def came_due(self, *_: object) -> list[object]:
        return []

    async def next_due(self, *_: object) -> None:
        return None


async def test_reminders_wait_until_telegram_answers(town: Town, tmp_path: Path) -> None:
    """Nothing is claimed meanwhile, so that one message later says how things stand."""
    answers = [False, False, True]
    ledger = Ledger(town)

    async def reaches() -> bool:
        return answers.pop(0)

    async def receive(_arrivals: object) -> None:
        raise AssertionError

    settings = Settings.model_validate({"bot_token": f"{BOT}:abc", "data_dir": tmp_path})
    ignore: Any = lambda _found: None  # noqa: E731
    keeping = Timekeeping(settings, town.world, ledger, ignore, receive, ignore, reaches)  # type: ignore[arg-type]
    for _ in range(3):
        await keeping._wake_due()
    assert ledger.done == ["follow", "follow", "follow", "tell_due"]
