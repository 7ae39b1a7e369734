"""Office hours as they are written, read and refused; half days and Ramadan as deadlines meet them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from workflow.office_hours import (
    DEFAULT_WEEK,
    RAMADAN_WEEK,
    HoursFormatError,
    HoursOrderError,
    SpecialHours,
    check_week,
    read_hours,
    write_hours,
)
from workflow.procedure import Allotment, TimeUnit
from workflow.working_time import DayOff, OfficeCalendar

WIB = ZoneInfo("Asia/Jakarta")
MORNING = ((time(7, 30), time(11, 30)),)
RAMADAN = SpecialHours(date(2027, 2, 8), date(2027, 3, 9), RAMADAN_WEEK, "Ramadan 1448 H")
LEBARAN = frozenset(date(2027, 3, day) for day in (8, 9, 10, 11, 12, 15))
NAMES = {date(2027, 3, 10): "Hari Raya Idulfitri"}
HALF_DAY = date(2027, 4, 27)  # a Tuesday
CALENDAR = OfficeCalendar(WIB, days_off=LEBARAN, special_hours=(RAMADAN,), day_hours={HALF_DAY: MORNING}, names=NAMES)


def wib(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a local instant of 2027 in UTC."""
    return datetime(2027, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


@pytest.mark.parametrize(
    ("written", "clocks"),
    [
        ("07.30-12.00, 13.00-16.00", "07.30-12.00, 13.00-16.00"),
        ("7:30 – 11:30; 13.00 s.d. 16.00", "07.30-11.30, 13.00-16.00"),
        ("08.00 s/d 12.00,", "08.00-12.00"),
        (" ", ""),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, clocks: str) -> None:
    """With points or colons, with a dash or s.d., with blanks or without; and written in one way."""
    assert write_hours(read_hours(written)) == clocks
    assert read_hours(clocks) == read_hours(written)


@pytest.mark.parametrize(
    "written", ["07.30", "07.30-", "25.00-26.00", "07.60-08.00", "pagi", "07.30-12.00 13.00-16.00"]
)
def test_what_cannot_be_read_is_no_hours(written: str) -> None:
    """Half a span, clocks that there are not, words, two spans without a comma."""
    with pytest.raises(HoursFormatError) as caught:
        read_hours(written)
    assert not isinstance(caught.value, HoursOrderError)


@pytest.mark.parametrize(
    "written", ["12.00-07.30", "08.00-08.00", "07.30-12.00, 11.00-13.00", "13.00-16.00, 07.30-12.00"]
)
def test_hours_out_of_order_are_told_apart(written: str) -> None:
    """Backwards, empty, overlapping, the afternoon first."""
    with pytest.raises(HoursOrderError):
        read_hours(written)


def test_spans_that_touch_are_out_of_order() -> None:
    """07.30-12.00, 12.00-16.00 is one span, and is to be written as one: a closing is no opening."""
    with pytest.raises(HoursOrderError):
        read_hours("07.30-12.00, 12.00-16.00")


def test_the_weeks_that_are_offered_are_weeks() -> None:
    """37.5 hours a week as a rule, 32.5 in Ramadan (Perpres 21/2023)."""
    for week, hours in ((DEFAULT_WEEK, 37.5), (RAMADAN_WEEK, 32.5)):
        check_week(week)
        calendar = OfficeCalendar(WIB, weekly=week)
        assert calendar.working_minutes_between(wib(6, 7), wib(6, 14)) == hours * 60


def test_special_hours_and_half_days_out_of_order_are_refused() -> None:
    """No deadline could be told by them."""
    backwards = ((time(12), time(8)),)
    with pytest.raises(ValueError, match="out of order"):
        SpecialHours(date(2027, 2, 8), date(2027, 3, 9), (backwards, *RAMADAN_WEEK[1:]))
    with pytest.raises(ValueError, match="out of order"):
        OfficeCalendar(WIB, day_hours={HALF_DAY: backwards})


def test_a_span_into_ramadan_counts_by_the_hours_of_each_day() -> None:
    """Friday 5 February 15.30 and three hours: one until 16.30, then two from 08.00 on Monday, the first of Ramadan."""
    assert CALENDAR.add_minutes(wib(2, 5, 15, 30), 180) == wib(2, 8, 10)
    assert CALENDAR.working_minutes_between(wib(2, 5, 15, 30), wib(2, 8, 15)) == 60 + 390
    assert CALENDAR.add_days(wib(2, 5, 9), 1) == wib(2, 8, 15)


def test_a_span_out_of_ramadan_ends_by_the_usual_hours() -> None:
    """Friday 5 March 15.15 and 30 minutes: a quarter of an hour that day, the other after Lebaran, on 16 March."""
    assert CALENDAR.deadline(wib(3, 5, 15, 15), Allotment(30, TimeUnit.MENIT)) == wib(3, 16, 7, 45)
    assert CALENDAR.add_days(wib(3, 5, 9), 1) == wib(3, 16, 16)


def test_a_half_day_closes_at_noon_and_counts_as_a_day() -> None:
    """What is due on it is due by 11.30; what is begun at 11.00 goes on the next morning."""
    assert CALENDAR.add_days(wib(4, 26, 9), 1) == wib(4, 27, 11, 30)
    assert CALENDAR.add_minutes(wib(4, 27, 11), 60) == wib(4, 28, 8)
    assert CALENDAR.minutes_of(HALF_DAY) == 240
    assert CALENDAR.working_days_left(wib(4, 26, 9), wib(4, 27, 11, 30)) == 1


def test_a_half_day_wins_over_week_special_hours_and_holiday() -> None:
    """Whatever else is said of the day, it is worked in these hours and no others."""
    sunday, fasting, holiday = date(2027, 4, 25), date(2027, 2, 10), date(2027, 3, 12)
    calendar = replace(CALENDAR, day_hours=dict.fromkeys((sunday, fasting, holiday), MORNING))
    assert [calendar.hours(day) for day in (sunday, fasting, holiday)] == [MORNING] * 3
    assert calendar.opening_after(wib(4, 24, 12)) == wib(4, 25, 7, 30)


def test_days_off_between_two_days_are_named() -> None:
    """Weekends are not said, a holiday is called by its name, one that nobody named has none; a half day is none."""
    assert CALENDAR.days_off_between(date(2027, 3, 9), date(2027, 3, 13)) == (
        DayOff(date(2027, 3, 9), ""),
        DayOff(date(2027, 3, 10), "Hari Raya Idulfitri"),
        DayOff(date(2027, 3, 11), ""),
        DayOff(date(2027, 3, 12), ""),
    )
    assert CALENDAR.days_off_between(date(2027, 4, 24), date(2027, 4, 28)) == ()


def test_a_day_is_taken_off_and_given_back() -> None:
    """Both give a new calendar, and leave the one that others are counting by as it is."""
    closed = CALENDAR.with_day_off(HALF_DAY, "Hari Jadi")
    assert closed.days_off_between(HALF_DAY, HALF_DAY) == (DayOff(HALF_DAY, "Hari Jadi"),)
    assert CALENDAR.is_working(HALF_DAY)
    assert closed.with_working_day(HALF_DAY).hours(HALF_DAY) == DEFAULT_WEEK[1]
    lebaran = date(2027, 3, 9)
    assert CALENDAR.with_working_day(lebaran).hours(lebaran) == RAMADAN_WEEK[1]
    assert not CALENDAR.is_working(lebaran)
    worked = CALENDAR.with_working_day(lebaran)
    assert lebaran not in worked.days_off
    assert not worked.with_day_off(lebaran).is_working(lebaran)


def test_calendars_are_compared_by_what_they_say() -> None:
    """What one remembers of the days that it was asked for makes it no other; both may be keys."""
    other = replace(CALENDAR, names=dict(NAMES))
    CALENDAR.minutes_of(HALF_DAY)
    assert (other, hash(other), repr(other)) == (CALENDAR, hash(CALENDAR), repr(CALENDAR))
    assert CALENDAR.with_day_off(HALF_DAY) != CALENDAR


def test_a_year_without_a_decree() -> None:
    """Its deadlines may still move."""
    calendar = replace(CALENDAR, years_without_joint_leave=frozenset({2028}))
    assert [calendar.lacks_joint_leave(year) for year in (2027, 2028)] == [False, True]
