"""The pages of the bot's health: `/healthz` as JSON, `/metrics` in Prometheus' text format."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, NamedTuple

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.health import NoStandingError, verdict
from bot.stalls import Pulse
from bot.standing import Standing, flat

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"
UNAVAILABLE = 503


class Metric(NamedTuple):
    """One measured value: `key` is its name in `bot.standing.flat`, `name` what Prometheus calls it."""

    key: str
    name: str
    meaning: str


METRICS = (
    Metric("inbox_waiting", "monev_inbox_waiting", "Updates and due timers that are not handled yet"),
    Metric("inbox_oldest_s", "monev_inbox_oldest_seconds", "Age of the oldest of them"),
    Metric("inbox_timers", "monev_inbox_timers", "Inbox rows that wait for their time"),
    Metric("inbox_dead", "monev_inbox_dead", "Dead letters: set aside after their last try"),
    Metric("outbox_waiting", "monev_outbox_waiting", "Messages that are not sent yet"),
    Metric("outbox_oldest_s", "monev_outbox_oldest_seconds", "Age of the oldest of them"),
    Metric("outbox_failed", "monev_outbox_failed", "Messages that Telegram refused"),
    Metric("outbox_unreachable", "monev_outbox_unreachable", "Messages to someone who cannot be reached"),
    Metric("telegram_away_s", "monev_telegram_away_seconds", "For how long Telegram has not answered"),
    Metric("people_unreachable", "monev_people_unreachable", "People who cannot be reached"),
    Metric("reminders_pending", "monev_reminders_pending", "Reminders that are to come"),
    Metric("reminders_overdue", "monev_reminders_overdue", "Reminders whose time has come and that are not told"),
    Metric("reminders_overdue_oldest_s", "monev_reminders_overdue_oldest_seconds", "Age of the oldest of them"),
    Metric("lateness_p50_s", "monev_notice_lateness_p50_seconds", "Half of the last notices were no later"),
    Metric("lateness_p95_s", "monev_notice_lateness_p95_seconds", "95 in 100 of the last notices were no later"),
    Metric("lateness_worst_s", "monev_notice_lateness_worst_seconds", "The latest of the last notices"),
    Metric("backup_age_s", "monev_backup_age_seconds", "Age of the last backup"),
    Metric("backup_passed", "monev_backup_restore_test_passed", "Whether the last backup passed its restore test"),
    Metric("backup_database_bytes", "monev_backup_database_bytes", "Size of the last backup's database"),
)
"""What is measured. A value that there is not (no backup yet) is left out; an age of what does not wait is 0."""

Look = Callable[[], Awaitable[Standing]]


def health_app(look: Look, pulse: Pulse) -> Starlette:
    """Return the pages; `look` raises NoStandingError where the database does not answer."""

    async def healthz(_request: Request) -> Response:
        try:
            found = verdict(await look())
        except NoStandingError:
            return JSONResponse({"status": "stuck", "stuck": ["database"]}, UNAVAILABLE)
        status = "stuck" if found.stuck else "ok"
        said = {"status": status, "stuck": found.stuck, "attention": found.attention}
        return JSONResponse(said, UNAVAILABLE if found.stuck else 200)

    async def metrics(_request: Request) -> Response:
        try:
            found: dict[str, Any] | None = flat(await look())
        except NoStandingError:
            found = None
        return PlainTextResponse("\n".join(exposition(found, pulse)) + "\n", media_type=TEXT_FORMAT)

    return Starlette(routes=[Route("/healthz", healthz), Route("/metrics", metrics)])


def exposition(found: dict[str, Any] | None, pulse: Pulse) -> Iterator[str]:
    """Yield the lines of Prometheus' text format; without `found` only that the database does not answer."""
    yield from _gauge("monev_database_up", "Whether the database answers", int(found is not None))
    yield from _gauge("monev_stalls", "Times that the bot stood still since its start", pulse.stalls)
    yield from _gauge("monev_loop_lag_seconds", "By how much the last tick came late", round(pulse.lag, 3))
    if found is None:
        return
    for metric in METRICS:
        value = found[metric.key]
        if value is None and metric.key.endswith(("_oldest_s", "_away_s")):
            value = 0
        if value is not None:
            yield from _gauge(metric.name, metric.meaning, float(value))


def _gauge(name: str, meaning: str, value: float) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} gauge"
    yield f"{name} {value:g}" if abs(value) < 1e6 else f"{name} {value:.0f}"
