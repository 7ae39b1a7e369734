"""The instants to which a stage's clock can be moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turn_town import BOT, Town

from bot.marks import OPENING, REMINDER, WORKING_DAY, Mark, Outlook, marks_of
from bot.settings import Settings
from storage import inbox, reminders
from storage.cycles import CycleBook, CycleCache
from storage.inbox import Arrival
from workflow.cycle import COLLECT
from workflow.quarter import Quarter
from workflow.reminders import Plan, Reminder, ReminderKind
from workflow.working_time import OfficeCalendar

WIB = ZoneInfo("Asia/Jakarta")
CHRISTMAS = frozenset({datetime(2026, 12, 24, tzinfo=WIB).date(), datetime(2026, 12, 25, tzinfo=WIB).date()})
CALENDAR = OfficeCalendar(WIB, days_off=CHRISTMAS)


def on(day: int, hour: int, minute: int = 0, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("now", "opening", "next_day"),
    [
        (on(1, 8), on(2, 7, 30), on(2, 8)),  # Thursday morning
        (on(1, 6), on(1, 7, 30), on(2, 7, 30)),  # before hours: today's opening, and tomorrow at 06.00 it is closed
        (on(1, 12, 30), on(2, 7, 30), on(2, 12, 30)),  # the break is part of the day
        (on(1, 19), on(2, 7, 30), on(2, 7, 30)),
        (on(2, 10), on(5, 7, 30), on(5, 10)),  # Friday to Monday
        (on(2, 16, 15), on(5, 7, 30), on(5, 7, 30)),  # Fridays close at 16.30, Mondays at 16.00
        (on(3, 10), on(5, 7, 30), on(5, 10)),  # Saturday
        (on(23, 10, month=12), on(28, 7, 30, month=12), on(28, 10, month=12)),  # two days off and a weekend
    ],
)
def test_working_time_leads_on(now: datetime, opening: datetime, next_day: datetime) -> None:
    """To the next morning's opening, and to the same time on the next working day."""
    assert marks_of(CALENDAR, now, None) == (Mark(OPENING, opening), Mark(WORKING_DAY, next_day))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))  # noqa: DTZ001 - made aware below
def test_no_mark_leads_back_nor_to_a_closed_office(moment: datetime) -> None:
    """Whatever the present instant is."""
    now = moment.replace(tzinfo=UTC)
    for mark in marks_of(CALENDAR, now, None):
        assert mark.at > now
        assert CALENDAR.is_working(CALENDAR.local_day(mark.at))


def test_a_mark_is_shown_in_indonesian_with_unix_seconds() -> None:
    """As the simulator takes it."""
    mark = marks_of(CALENDAR, on(1, 8), on(1, 13))[-1]
    assert mark.shown() == {"label": "Pengingat berikutnya", "at": on(1, 13).timestamp(), "kind": "reminder"}


def next_reminder(town: Town, now: datetime) -> datetime | None:
    """Return the mark of the next reminder, read as the demo does."""
    outlook = Outlook(Settings(bot_token=f"{BOT}:A", database_url=str(town.engine.url)))  # type: ignore[arg-type]
    try:
        return next((mark.at for mark in outlook.marks(now) if mark.kind == REMINDER), None)
    finally:
        outlook.close()


def test_the_next_reminder_is_the_earliest_of_what_waits(town: Town) -> None:
    """Postponed rows of this bot and reminders to come; not what is past or dropped, nor what another bot postponed."""
    now = on(1, 8).astimezone(UTC)
    assert next_reminder(town, now) is None
    hours = [now + timedelta(hours=count) for count in range(5)]
    with town.engine.begin() as connection:
        inbox.receive(connection, BOT, [Arrival("nanti", 700_001, "{}", hours[4])], now)
        inbox.receive(connection, BOT + 1, [Arrival("nanti", 700_001, "{}", hours[1])], now)
    assert next_reminder(town, now) == hours[4]
    with town.engine.begin() as connection:
        cycle_id = CycleBook(connection, 1, CycleCache()).open(Quarter(2026, 3), now)
        for unit_id, due_at in ((1, now), (2, hours[2]), (3, hours[3])):
            plan = Plan((COLLECT, unit_id), True, (Reminder(due_at, ReminderKind.ADVANCE),))
            reminders.keep_plan(connection, 1, cycle_id, plan, now)
    assert next_reminder(town, now) == hours[2]
    with town.engine.begin() as connection:
        reminders.keep_plan(connection, 1, cycle_id, Plan((COLLECT, 2), False, ()), now)
    assert next_reminder(town, now) == hours[3]
    assert next_reminder(town, hours[3]) == hours[4]
