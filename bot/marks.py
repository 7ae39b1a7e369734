"""The marks on a simulator's clock: where an office's time goes next, found in its calendar and in its database."""

import asyncio
import logging
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.national_days import national_days
from bot.office_cache import OfficeCache
from bot.settings import Settings
from bot.stage import StageError, post
from storage import inbox, offices, reminders
from storage.engine import open_engine
from workflow.working_time import OfficeCalendar

log = logging.getLogger(__name__)

OPENING, WORKING_DAY, REMINDER = "opening", "working_day", "reminder"
LABELS = {OPENING: "Jam kerja berikutnya", WORKING_DAY: "+1 hari kerja", REMINDER: "Pengingat berikutnya"}
REST_SECONDS = 0.2
"""Between two looks: much happens at once, and every look takes the database's lock for a moment."""
LOOK_SECONDS = 10.0
"""After so long it is looked again although nothing has happened: time alone passes a mark too."""
PASSING = (aiohttp.ClientError, StageError, OperationalError, OSError, subprocess.SubprocessError)
"""What may fail in one look and work in the next."""


@dataclass(frozen=True)
class Mark:
    """An instant to which the clock can be moved; `kind` is one of LABELS."""

    kind: str
    at: datetime

    def shown(self) -> dict[str, Any]:
        """Return it as the simulator takes it."""
        return {"label": LABELS[self.kind], "at": self.at.timestamp(), "kind": self.kind}


def same_time_next_working_day(calendar: OfficeCalendar, now: datetime) -> datetime:
    """Return this time of day on the next working day, or its opening where the office is closed at that time.

    The midday break does not count as closed.
    """
    day = calendar.next_working_day(calendar.local_day(now))
    clock = now.astimezone(calendar.zone).time()
    at = datetime.combine(day, clock, tzinfo=calendar.zone)
    opening = calendar.opening(day)
    return at if opening <= at < calendar.closing(day) else opening


def marks_of(calendar: OfficeCalendar, now: datetime, reminder_at: datetime | None) -> tuple[Mark, ...]:
    """Return the marks beyond `now` in the order in which they are shown."""
    marks = (
        Mark(OPENING, calendar.opening_after(now)),
        Mark(WORKING_DAY, same_time_next_working_day(calendar, now)),
    )
    return marks if reminder_at is None else (*marks, Mark(REMINDER, reminder_at))


class Outlook:
    """Looks ahead in the database of a stage with one office. Its methods block; the database is only read."""

    def __init__(self, settings: Settings) -> None:
        self._bot_id = settings.bot_id
        self._engine = open_engine(settings.database)
        self._offices = OfficeCache()

    def marks(self, now: datetime) -> tuple[Mark, ...]:
        """Return the marks beyond `now`, none while there is no office.

        Raises OperationalError where the database is not ready, OSError or SubprocessError where the national days
        off cannot be found.
        """
        national_days(now.year)  # takes a second once a year, which nobody is to wait for at the database
        with self._engine.connect() as connection, Session(bind=connection) as session:
            listed = next(iter(offices.listed(session)), None)
            if listed is None:
                return ()
            calendar = self._offices.get(connection, listed.id, listed.revision, now.date()).calendar
            coming = (inbox.next_due(connection, self._bot_id, now), reminders.next_due(connection, now))
            return marks_of(calendar, now, min((at for at in coming if at is not None), default=None))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


async def keep_marks(session: aiohttp.ClientSession, url: str, settings: Settings) -> None:
    """Keep the simulator's marks up to date after whatever happens there and after each move, until cancelled.

    `settings` are those of its bot, with the clock file that the simulator writes.
    """
    outlook, clock, seen = Outlook(settings), settings.clock, 0
    try:
        while True:
            try:
                offset = clock.offset
                marks = await asyncio.to_thread(outlook.marks, clock.now())
                found = {"marks": [mark.shown() for mark in marks], "offset_seconds": offset.total_seconds()}
                await post(session, f"{url}/sim/clock/marks", found)
                seen = await _something_happened(session, url, seen, clock.now(), marks)
            except PASSING as error:
                log.warning("the clock's marks wait: %r", error)
                await asyncio.sleep(LOOK_SECONDS)
            await asyncio.sleep(REST_SECONDS)
    finally:
        outlook.close()


@asynccontextmanager
async def marks_kept(session: aiohttp.ClientSession, url: str, settings: Settings) -> AsyncIterator[None]:
    """Keep the marks up to date while something else goes on."""
    keeper = asyncio.get_running_loop().create_task(keep_marks(session, url, settings))
    try:
        yield
    finally:
        keeper.cancel()
        await asyncio.wait([keeper])


async def _something_happened(
    session: aiohttp.ClientSession, url: str, seen: int, now: datetime, marks: tuple[Mark, ...]
) -> int:
    """Wait until the journal goes beyond `seen` or a mark is passed; returns the journal's number."""
    until_mark = min((mark.at - now for mark in marks), default=timedelta(seconds=LOOK_SECONDS)).total_seconds()
    wait = max(0.0, min(LOOK_SECONDS, until_mark))
    async with session.get(f"{url}/sim/journal", params={"after": seen, "wait": wait}) as answer:
        answer.raise_for_status()
        return int((await answer.json())["n"])
