"""The heartbeat: APScheduler wakes the bot at the earliest postponed row, and every half hour for regular work."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

Job = Callable[[], Awaitable[None]]
NEXT, REGULAR, SWEEP = "next-due", "regular", "sweep"
MOST_AT_ONCE = 100
"""How many wake-ups for what is due may overlap: with one, APScheduler drops an alarm that rings during another."""
SWEEP_SECONDS = 30
"""How often rows are looked for that another process made pending."""


class Heartbeat:
    """Wakes the bot. A wake-up that comes late or twice does no harm: what is due is asked of the database.

    `offset` tells how far the bot's clock is ahead of the machine's, by which APScheduler goes. Where it changes, the
    alarm is to be set anew.
    """

    def __init__(self, due: Job, regular: Job, sweep: Job, offset: Callable[[], timedelta] = timedelta) -> None:
        self._due = due
        self._offset = offset
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._scheduler.add_job(regular, CronTrigger(minute="0,30", timezone=UTC), id=REGULAR)
        self._scheduler.add_job(sweep, IntervalTrigger(seconds=SWEEP_SECONDS, timezone=UTC), id=SWEEP)

    def start(self) -> None:
        """Begin; needs a running event loop."""
        self._scheduler.start()

    def wake_at(self, due_at: datetime | None) -> None:
        """Wake the bot at that instant of its own clock, instead of the instant asked for before."""
        if self._scheduler.get_job(NEXT) is not None:
            self._scheduler.remove_job(NEXT)
        if due_at is not None:
            self._scheduler.add_job(
                self._due, DateTrigger(due_at - self._offset()), id=NEXT, max_instances=MOST_AT_ONCE
            )

    def stop(self) -> None:
        """Stop waking."""
        self._scheduler.shutdown(wait=False)
