"""The calendar against a count of every minute of two years, with everything that an office's year can hold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.office_hours import (
    DEFAULT_WEEK,
    RAMADAN_WEEK,
    HoursFormatError,
    SpecialHours,
    read_hours,
    write_hours,
)
from workflow.working_time import DayOff, OfficeCalendar

WITA = ZoneInfo("Asia/Makassar")
FIRST, DAYS = date(2026, 1, 1), 730
LEBARAN = frozenset(date(2026, 3, day) for day in (18, 19, 20, 23, 24))
HALF_DAY = date(2026, 12, 24)
CALENDAR = OfficeCalendar(
    WITA,
    days_off=LEBARAN | {date(2027, 1, 1), HALF_DAY},
    extra_days=frozenset({date(2026, 6, 6)}),  # a Saturday
    special_hours=(SpecialHours(date(2026, 2, 18), date(2026, 3, 19), RAMADAN_WEEK, "Ramadan 1447 H"),),
    day_hours={HALF_DAY: ((time(7, 30), time(11)),), date(2026, 6, 7): ((time(9), time(10, 30)),)},
    names={date(2026, 3, 20): "Hari Raya Idulfitri"},
)
START = datetime.combine(FIRST, time(), tzinfo=WITA).astimezone(UTC)
MINUTE = timedelta(minutes=1)


def worked_minutes(day: date) -> list[bool]:
    """Say of each minute of the day whether the office works in it, from the rules in their plainest form."""
    week = RAMADAN_WEEK if date(2026, 2, 18) <= day <= date(2026, 3, 19) else DEFAULT_WEEK
    hours = CALENDAR.day_hours.get(day)
    if hours is None and day in CALENDAR.extra_days:
        hours = week[day.weekday()] or week[0]
    if hours is None:
        hours = () if day in CALENDAR.days_off else week[day.weekday()]
    found = [False] * (24 * 60)
    for begin, end in hours:
        for minute in range(begin.hour * 60 + begin.minute, end.hour * 60 + end.minute):
            found[minute] = True
    return found


WORKED = [minute for day in range(DAYS) for minute in worked_minutes(FIRST + timedelta(days=day))]
BEFORE = [0, *accumulate(WORKED)]
"""How many minutes were worked before each minute of the two years."""
MINUTES = st.integers(0, len(WORKED) - 1)


def at(minute: int) -> datetime:
    """Return the instant of that minute."""
    return START + minute * MINUTE


@settings(max_examples=300, deadline=None)
@given(one=MINUTES, other=MINUTES)
def test_working_time_between_is_the_count_of_the_minutes(one: int, other: int):
    """Whatever lies between: weekends, holidays, half days, Ramadan, a Saturday that is worked."""
    first, last = sorted((one, other))
    assert CALENDAR.working_minutes_between(at(first), at(last)) == BEFORE[last] - BEFORE[first]


@settings(max_examples=300, deadline=None)
@given(start=MINUTES, minutes=st.integers(1, 60_000))
def test_adding_ends_with_the_minute_that_is_the_last_counted(start: int, minutes: int):
    """The sum is the end of the minute in which the last one was worked."""
    wanted = BEFORE[start] + minutes
    if wanted <= BEFORE[-1]:
        assert CALENDAR.add_minutes(at(start), minutes) == at(bisect_left(BEFORE, wanted))


@settings(max_examples=200, deadline=None)
@given(minute=MINUTES)
def test_open_is_where_a_minute_is_worked_or_has_just_been(minute: int):
    """From an opening to a closing, both included."""
    assert CALENDAR.is_open(at(minute)) == (WORKED[minute] or (minute > 0 and WORKED[minute - 1]))


@settings(max_examples=200, deadline=None)
@given(minute=st.integers(60 * 24 * 5, len(WORKED) - 60 * 24 * 20))
def test_earlier_and_later_into_office_hours(minute: int):
    """A notice before a deadline moves to the closing before it, one after it to the opening after it."""
    earlier, later = CALENDAR.latest_open(at(minute)), CALENDAR.next_opening(at(minute))
    assert earlier <= at(minute) <= later
    assert CALENDAR.is_open(earlier)
    assert CALENDAR.is_open(later)
    assert CALENDAR.working_minutes_between(earlier, at(minute)) == 0
    assert CALENDAR.working_minutes_between(at(minute), later) == 0
    worked = bisect_right(BEFORE, BEFORE[minute])  # behind the next minute that is worked
    assert later == (at(minute) if WORKED[minute] else at(worked - 1))


@settings(max_examples=200, deadline=None)
@given(minute=st.integers(0, len(WORKED) - 60 * 24 * 20))
def test_the_next_morning_is_a_days_first_minute(minute: int):
    """The opening after an instant is never the end of a break, and no morning lies between."""
    opening = CALENDAR.opening_after(at(minute))
    day = CALENDAR.local_day(opening)
    assert opening == CALENDAR.opening(day)
    assert opening > at(minute)
    assert not any(
        at(minute) < CALENDAR.opening(between) < opening
        for between in (day - timedelta(days=back) for back in range(1, 20))
        if CALENDAR.is_working(between)
    )


@settings(max_examples=150, deadline=None)
@given(start=st.integers(0, 600), count=st.integers(0, 60))
def test_days_before_are_counted_one_by_one(start: int, count: int):
    """So many working days lie from the day found, itself included, up to the day asked."""
    day = date(2026, 5, 1) + timedelta(days=start)
    found = CALENDAR.working_days_before(day, count)
    between = [found + timedelta(days=offset) for offset in range((day - found).days)]
    assert sum(CALENDAR.is_working(each) for each in between) == count
    assert count == 0 or CALENDAR.is_working(found)


def test_days_off_are_named():
    """Weekends are not said, a holiday is called by its name, one without a name has none."""
    found = CALENDAR.days_off_between(date(2026, 3, 19), date(2026, 3, 23))
    assert found == (
        DayOff(date(2026, 3, 19), ""),
        DayOff(date(2026, 3, 20), "Hari Raya Idulfitri"),
        DayOff(date(2026, 3, 23), ""),
    )


def test_a_day_is_taken_off_and_given_back():
    """Both give a new calendar; a half day that becomes a day off is off altogether."""
    closed = CALENDAR.with_day_off(date(2026, 6, 7), "Hari Jadi")
    assert not closed.is_working(date(2026, 6, 7))
    assert closed.names[date(2026, 6, 7)] == "Hari Jadi"
    assert CALENDAR.is_working(date(2026, 6, 7))
    assert CALENDAR.with_day_off(date(2026, 7, 1)).with_working_day(date(2026, 7, 1)).hours(date(2026, 7, 1))


def test_half_days_are_worked_in_part():
    """24 December closes at 11.00, though the national list calls it off; its minutes count, the rest does not."""
    assert CALENDAR.minutes_of(HALF_DAY) == 210
    assert CALENDAR.closing(HALF_DAY) == datetime(2026, 12, 24, 11, tzinfo=WITA)


@pytest.mark.parametrize(
    ("written", "clocks"),
    [
        ("07.30-12.00, 13.00-16.00", "07.30-12.00, 13.00-16.00"),
        ("7:30 - 11:30", "07.30-11.30"),
        ("", ""),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, clocks: str):
    """With points or colons, with blanks or without."""
    assert write_hours(read_hours(written)) == clocks


@pytest.mark.parametrize("written", ["07.30", "12.00-07.30", "07.30-12.00, 11.00-13.00", "25.00-26.00", "pagi"])
def test_what_makes_no_hours_is_refused(written: str):
    """Out of order, overlapping, impossible or unreadable."""
    with pytest.raises(HoursFormatError):
        read_hours(written)
