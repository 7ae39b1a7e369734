"""Health for who restarts the bot, and figures for who watches it; the web server comes with the first who asks."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from turn_town import BOT, Town

from bot.backup_set import Backup
from bot.health import Looking, NoStandingError, serve_health, verdict
from bot.health_pages import health_app
from bot.settings import Settings
from bot.stage import free_port
from bot.stalls import Pulse
from bot.standing import Standing
from bot.webhook import serve_app
from storage.figures import Figures, Lateness, Waiting

NOW = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)
NONE = Waiting(0, None)
QUIET = Figures(NONE, 0, 0, NONE, 0, 0, 0, 0, None, NONE, Lateness(0, None, 0, 0, 0))
LAST_NIGHT = Backup(Path("x"), NOW - timedelta(hours=9), "0.1.0", "0010", 1_234_567, 34, 5_100)
WELL = Standing(NOW, ZoneInfo("Asia/Jakarta"), QUIET, LAST_NIGHT, None, None)


def waiting(**span: float) -> Waiting:
    return Waiting(3, NOW - timedelta(**span))


async def asked(path: str, found: Standing | None = WELL, pulse: Pulse | None = None) -> httpx.Response:
    async def look() -> Standing:
        if found is None:
            raise NoStandingError("TimeoutError")
        return found

    transport = httpx.ASGITransport(health_app(look, pulse or Pulse()))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        return await client.get(path)


async def test_a_bot_that_works_is_healthy() -> None:
    """Nothing is stuck, nothing wants attention."""
    answer = await asked("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "stuck": [], "attention": []})


@pytest.mark.parametrize(
    ("figures", "stuck"),
    [
        (replace(QUIET, unhandled=waiting(minutes=3)), ["inbox"]),
        (replace(QUIET, overdue=waiting(minutes=3)), ["reminders"]),
    ],
)
async def test_what_should_be_worked_at_once_and_is_not_is_unhealthy(figures: Figures, stuck: list[str]) -> None:
    """So that whatever watches may restart the bot."""
    answer = await asked("/healthz", replace(WELL, figures=figures))
    assert (answer.status_code, answer.json()["stuck"]) == (503, stuck)


def test_what_a_restart_would_not_mend_wants_attention_only() -> None:
    """Telegram away, dead letters, a backup that is old or failed its test."""
    figures = replace(QUIET, unsent=waiting(hours=1), dead=1, failed=2, unhandled=waiting(seconds=5))
    old = replace(LAST_NIGHT, made_at=NOW - timedelta(hours=40), faults=("inbox: 3 rows instead of 4",))
    found = verdict(replace(WELL, figures=figures, backup=old, away_since=NOW - timedelta(minutes=4)))
    assert found.stuck == ()
    assert found.attention == ("telegram", "outbox", "dead_letters", "failed_letters", "backup", "restore_test")
    assert verdict(replace(WELL, backup=None)).attention == ("backup",)


def test_reminders_that_wait_for_telegram_are_not_stuck() -> None:
    """A restart would bring nobody within reach."""
    due = replace(WELL, figures=replace(QUIET, overdue=waiting(hours=5)))
    assert verdict(due).stuck == ("reminders",)
    assert verdict(replace(due, away_since=NOW - timedelta(hours=6))).stuck == ()


async def test_a_database_that_does_not_answer_is_said_and_not_waited_for() -> None:
    """By both pages."""
    answer = await asked("/healthz", None)
    assert (answer.status_code, answer.json()["stuck"]) == (503, ["database"])
    assert "monev_database_up 0" in (await asked("/metrics", None)).text.splitlines()


async def test_metrics_are_prometheus_text() -> None:
    """Every value with its help and type, plain numbers, no label and no name of anybody."""
    figures = replace(QUIET, unhandled=waiting(seconds=90), unsent=waiting(minutes=5), dead=2, overdue=waiting(hours=1))
    answer = await asked("/metrics", replace(WELL, figures=figures), Pulse(0.25, 3))
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    values = dict(line.split() for line in lines if not line.startswith("#"))
    assert {name: float(value) for name, value in values.items()} == {
        "monev_database_up": 1,
        "monev_stalls": 3,
        "monev_loop_lag_seconds": 0.25,
        "monev_inbox_waiting": 3,
        "monev_inbox_oldest_seconds": 90,
        "monev_inbox_timers": 0,
        "monev_inbox_dead": 2,
        "monev_outbox_waiting": 3,
        "monev_outbox_oldest_seconds": 300,
        "monev_outbox_failed": 0,
        "monev_outbox_unreachable": 0,
        "monev_telegram_away_seconds": 0,
        "monev_people_unreachable": 0,
        "monev_reminders_pending": 0,
        "monev_reminders_overdue": 3,
        "monev_reminders_overdue_oldest_seconds": 3600,
        "monev_notice_lateness_p50_seconds": 0,
        "monev_notice_lateness_p95_seconds": 0,
        "monev_notice_lateness_worst_seconds": 0,
        "monev_backup_age_seconds": 32400,
        "monev_backup_restore_test_passed": 1,
        "monev_backup_database_bytes": 1234567,
    }
    for name in values:
        assert f"# TYPE {name} gauge" in lines


async def test_the_real_database_is_asked(town: Town, tmp_path: Path) -> None:
    """With a row that waits; all who ask meanwhile share one look."""
    town.says("Halo", 700_001)
    settings = Settings.model_validate({"bot_token": f"{BOT}:abc", "data_dir": tmp_path, "health_port": 0})
    looking = Looking(settings, town.engine)
    first, second = await asyncio.gather(looking.standing(), looking.standing())
    assert first is second
    assert first.figures.unsent.count > 0


async def test_it_is_served_when_somebody_knocks_and_an_address_that_is_taken_ends_nothing() -> None:
    """The first who asks gets an answer too."""

    async def look() -> Standing:
        return WELL

    port = free_port()
    serving = asyncio.ensure_future(
        serve_health("127.0.0.1", port, lambda sock: serve_app(health_app(look, Pulse()), "", 0, sock))
    )
    await asyncio.sleep(0)
    await serve_health("127.0.0.1", port, lambda sock: asyncio.sleep(0))
    async with httpx.AsyncClient() as client:
        for _ in range(2):
            assert (await client.get(f"http://127.0.0.1:{port}/healthz")).json()["status"] == "ok"
    serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving


def test_a_bot_that_nobody_asks_loads_no_web_server() -> None:
    """It would cost megabytes of every office that polls."""
    code = "import bot.app, bot.cli, sys; print([m for m in ('uvicorn', 'starlette') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
