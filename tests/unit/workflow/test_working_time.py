"""Office hours, working days and deadlines, by worked examples and by their laws."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from workflow.office_hours import DEFAULT_WEEK, RAMADAN_WEEK, SpecialHours
from workflow.procedure import Allotment, TimeUnit
from workflow.working_time import OfficeCalendar

WIB = ZoneInfo("Asia/Jakarta")
PUBLIC = frozenset(holidays.country_holidays("ID", years=2026, categories=("public",)))
WITH_CUTI = frozenset(holidays.country_holidays("ID", years=2026, categories=("public", "government")))
PLAIN = OfficeCalendar(WIB)
CALENDAR = OfficeCalendar(WIB, days_off=WITH_CUTI)


def wib(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a local instant of 2026 in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


def test_a_week_has_thirty_seven_and_a_half_hours():
    """Perpres 21/2023: five days, 37.5 hours net."""
    assert PLAIN.working_minutes_between(wib(6, 8), wib(6, 15)) == 37.5 * 60


@pytest.mark.parametrize(
    ("days_off", "begun", "closes"),
    [
        (PUBLIC, wib(3, 9, 9), wib(3, 30, 16)),
        (WITH_CUTI, wib(3, 9, 9), wib(4, 6, 16)),
        (WITH_CUTI, wib(7, 1, 9), wib(7, 21, 16)),
    ],
)
def test_fourteen_working_days(days_off, begun, closes):
    """From 9 March 2026: 30 March, or 6 April with cuti bersama; from 1 July: 21 July."""
    assert OfficeCalendar(WIB, days_off=days_off).add_days(begun, 14) == closes


def test_what_arrives_just_before_closing_is_due_next_morning():
    """15.55 and 15 minutes: 07.40 of the next working day, after a weekend too."""
    quarter_hour = Allotment(15, TimeUnit.MENIT)
    assert PLAIN.deadline(wib(6, 8, 15, 55), quarter_hour) == wib(6, 9, 7, 40)
    assert PLAIN.deadline(wib(6, 12, 16, 25), quarter_hour) == wib(6, 15, 7, 40)
    assert PLAIN.deadline(wib(6, 12, 15, 55), quarter_hour) == wib(6, 12, 16, 10)  # Friday closes at 16.30


def test_what_ends_exactly_at_closing_ends_there():
    """15.45 and 15 minutes are over at 16.00, 11.30 and 30 minutes at 12.00: nobody waits for the next span."""
    assert PLAIN.add_minutes(wib(6, 8, 15, 45), 15) == wib(6, 8, 16)
    assert PLAIN.add_minutes(wib(6, 8, 11, 30), 30) == wib(6, 8, 12)


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        (wib(6, 8, 8), wib(6, 8, 10)),
        (wib(6, 8, 11), wib(6, 8, 14)),  # over the break
        (wib(6, 8, 12, 30), wib(6, 8, 15)),  # begun in the break
        (wib(6, 12, 11), wib(6, 12, 14, 30)),  # Friday's break is from 11.30
        (wib(6, 8, 22), wib(6, 9, 9, 30)),  # begun at night
        (wib(6, 13, 10), wib(6, 15, 9, 30)),  # begun on a Saturday
        (wib(5, 29, 15), wib(6, 2, 8)),  # Monday 1 June is a holiday
    ],
)
def test_two_hours_are_two_working_hours(start, ends):
    """Breaks, nights, weekends and holidays do not count."""
    assert CALENDAR.deadline(start, Allotment(2, TimeUnit.JAM)) == ends


def test_calendar_time_where_the_sop_says_so():
    """Hours and minutes run on; days end at closing time, of the next working day if the office is closed."""
    assert PLAIN.deadline(wib(6, 8, 22), Allotment(2, TimeUnit.JAM, working=False)) == wib(6, 9)
    assert PLAIN.deadline(wib(6, 8, 22), Allotment(5, TimeUnit.MENIT, working=False)) == wib(6, 8, 22, 5)
    assert PLAIN.deadline(wib(6, 8, 9), Allotment(3, TimeUnit.HARI, working=False)) == wib(6, 11, 16)
    assert PLAIN.deadline(wib(6, 8, 9), Allotment(5, TimeUnit.HARI, working=False)) == wib(6, 15, 16)


def test_the_next_opening():
    """Open is open from the first minute of a span until before its last; else it opens next."""
    assert PLAIN.next_opening(wib(6, 8, 7, 30)) == wib(6, 8, 7, 30)
    assert PLAIN.next_opening(wib(6, 8, 9, 1)) == wib(6, 8, 9, 1)
    assert PLAIN.next_opening(wib(6, 8, 12)) == wib(6, 8, 13)
    assert PLAIN.next_opening(wib(6, 12, 16, 30)) == wib(6, 15, 7, 30)


def test_opening_and_closing_of_a_day():
    """A day off has neither."""
    assert (PLAIN.opening(date(2026, 6, 12)), PLAIN.closing(date(2026, 6, 12))) == (
        wib(6, 12, 7, 30),
        wib(6, 12, 16, 30),
    )
    with pytest.raises(ValueError, match="closed"):
        PLAIN.opening(date(2026, 6, 13))


def test_working_days_left():
    """The due day itself is 0, days off in between do not count, an overdue one counts backwards."""
    due_at = wib(6, 3, 16)
    assert [
        CALENDAR.working_days_left(wib(month, day, 9), due_at) for month, day in ((5, 28), (5, 29), (6, 1), (6, 2))
    ] == [
        3,
        2,
        2,
        1,
    ]
    assert CALENDAR.working_days_left(wib(6, 3, 23), due_at) == 0
    assert CALENDAR.working_days_left(wib(6, 8, 9), due_at) == -3


def test_the_office_adds_and_removes_days():
    """An extra day is worked although it is a holiday or a Saturday, with Monday's hours where it has none."""
    saturday, holiday = date(2026, 6, 13), date(2026, 6, 1)
    calendar = OfficeCalendar(WIB, days_off=WITH_CUTI | {date(2026, 6, 9)}, extra_days=frozenset({saturday, holiday}))
    assert calendar.is_working(saturday)
    assert calendar.is_working(holiday)
    assert not calendar.is_working(date(2026, 6, 9))
    assert calendar.closing(saturday) == wib(6, 13, 16)


def test_ramadan_has_its_own_hours():
    """Within its dates the special hours hold, outside the usual ones."""
    day = ((time(8), time(12)), (time(12, 30), time(15)))
    friday = ((time(8), time(11, 30)), (time(12, 30), time(15, 30)))
    ramadan = SpecialHours(date(2026, 2, 18), date(2026, 3, 19), (day, day, day, day, friday, (), ()))
    calendar = OfficeCalendar(WIB, special_hours=(ramadan,))
    assert calendar.closing(date(2026, 2, 18)) == wib(2, 18, 15)
    assert calendar.closing(date(2026, 3, 20)) == wib(3, 20, 16, 30)
    assert calendar.add_minutes(wib(2, 18, 14, 50), 15) == wib(2, 19, 8, 5)


@pytest.mark.parametrize(
    ("zone", "opens"), [("Asia/Jakarta", (0, 30)), ("Asia/Makassar", (23, 30)), ("Asia/Jayapura", (22, 30))]
)
def test_each_zone_opens_by_its_own_clock(zone: str, opens: tuple[int, int]):
    """07.30 is 00.30 UTC in the west, and still the day before in the middle and in the east."""
    calendar = OfficeCalendar(ZoneInfo(zone))
    opening = calendar.opening(date(2026, 6, 9))
    assert (opening.hour, opening.minute) == opens
    closing = opening + timedelta(hours=8, minutes=25)
    assert calendar.add_minutes(closing, 15) == opening + timedelta(days=1, minutes=10)


def test_a_day_is_the_days_of_the_office():
    """23.30 UTC is the next morning in Jayapura, and the days count from there."""
    jayapura = OfficeCalendar(ZoneInfo("Asia/Jayapura"))
    late = datetime(2026, 6, 7, 23, 30, tzinfo=UTC)  # Monday 8 June, 08.30 WIT
    assert jayapura.local_day(late) == date(2026, 6, 8)
    assert jayapura.add_days(late, 1) == datetime(2026, 6, 9, 7, 0, tzinfo=UTC)


NAIVE = datetime(2026, 6, 8, 9)  # noqa: DTZ001 - what must be refused


@pytest.mark.parametrize(
    "ask",
    [
        lambda: PLAIN.next_opening(NAIVE),
        lambda: PLAIN.add_minutes(NAIVE, 1),
        lambda: PLAIN.add_days(NAIVE, 1),
        lambda: PLAIN.deadline(NAIVE, Allotment(1, TimeUnit.HARI)),
        lambda: PLAIN.deadline(NAIVE, Allotment(1, TimeUnit.HARI, working=False)),
        lambda: PLAIN.working_minutes_between(NAIVE, wib(6, 8)),
        lambda: PLAIN.working_minutes_between(wib(6, 8), NAIVE),
        lambda: PLAIN.working_days_left(NAIVE, wib(6, 8)),
    ],
)
def test_an_instant_without_a_zone_is_refused(ask):
    """Seven hours are lost silently otherwise."""
    with pytest.raises(ValueError, match="no zone"):
        ask()


def test_time_is_not_taken_back():
    """A negative time is a slip of the caller's."""
    with pytest.raises(ValueError, match="cannot be added"):
        PLAIN.add_minutes(wib(6, 8), -1)
    with pytest.raises(ValueError, match="cannot be added"):
        PLAIN.add_days(wib(6, 8), -1)


@pytest.mark.parametrize(
    "week",
    [
        ((),) * 7,
        DEFAULT_WEEK[:5],
        (((time(9), time(8)),), *DEFAULT_WEEK[1:]),
        (((time(8), time(12)), (time(11), time(13))), *DEFAULT_WEEK[1:]),
    ],
)
def test_hours_that_make_no_week_are_refused(week):
    """Without hours, with five days only, or with hours out of order no deadline could be told."""
    with pytest.raises(ValueError, match=r"week|hours"):
        OfficeCalendar(WIB, weekly=week)


INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
MINUTES = st.integers(0, 5000)
DAYS = st.integers(0, 30)
SOME_DAYS = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 2, 1)), max_size=10)
SOME_HOURS = st.sampled_from(
    [
        ((time(7, 30), time(11, 30)),),
        ((time(0), time(23, 59)),),
        ((time(9), time(9, 1)), (time(9, 2), time(9, 15)), (time(12), time(12, 45))),
    ]
)
SIX_DAYS = (*DEFAULT_WEEK[:5], ((time(8), time(12)),), ())
SOME_WEEKS = st.sampled_from([DEFAULT_WEEK, RAMADAN_WEEK, SIX_DAYS])
SPECIAL = st.builds(
    lambda first_on, days, week: (SpecialHours(first_on, first_on + timedelta(days=days), week),),
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    st.integers(0, 40),
    SOME_WEEKS,
)
CALENDARS = st.builds(
    OfficeCalendar,
    zone=st.sampled_from([ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")]),
    days_off=st.builds(
        lambda days: frozenset(day + timedelta(days=more) for day in days for more in range(day.day % 7)), SOME_DAYS
    ),
    extra_days=SOME_DAYS,
    weekly=SOME_WEEKS,
    special_hours=st.just(()) | SPECIAL,
    day_hours=st.dictionaries(st.dates(date(2026, 1, 1), date(2027, 2, 1)), SOME_HOURS, max_size=6),
)
LAWS = profile(max_examples=100, deadline=None)


def in_hours(calendar: OfficeCalendar, instant: datetime) -> bool:
    """Tell whether the office is open at `instant`, or closes at it."""
    clock = instant.astimezone(calendar.zone).time()
    return any(begin <= clock <= end for begin, end in calendar.hours(calendar.local_day(instant)))


@LAWS
@given(CALENDARS, INSTANTS, MINUTES)
def test_what_was_added_is_what_is_measured(calendar, start, minutes):
    """From the start to its deadline lie exactly the minutes that were added."""
    assert calendar.working_minutes_between(start, calendar.add_minutes(start, minutes)) == minutes


@LAWS
@given(CALENDARS, INSTANTS, MINUTES, DAYS)
def test_deadlines_lie_in_office_hours_and_in_utc(calendar, start, minutes, days):
    """Nothing is ever due at night, in a break or on a day off, nor before it began."""
    for due_at in (calendar.add_minutes(start, minutes), calendar.add_days(start, days)):
        assert in_hours(calendar, due_at)
        assert due_at.tzinfo is UTC
    assert calendar.add_minutes(start, minutes) >= start
    assert calendar.add_days(start, days + 1) > start


@LAWS
@given(CALENDARS, INSTANTS, MINUTES, MINUTES)
def test_more_time_is_never_due_earlier(calendar, start, fewer, more):
    """Deadlines keep the order of the times, and of the starts."""
    fewer, more = sorted((fewer, more))
    assert calendar.add_minutes(start, fewer) <= calendar.add_minutes(start, more)
    later = start + timedelta(minutes=more)
    assert calendar.add_minutes(start, fewer) <= calendar.add_minutes(later, fewer)
    assert calendar.add_days(start, fewer % 30) <= calendar.add_days(later, fewer % 30)


@LAWS
@given(CALENDARS, INSTANTS, st.integers(1, 5000), st.integers(1, 5000))
def test_time_may_be_added_in_parts(calendar, start, first, second):
    """Two times one after the other end when their sum does."""
    assert calendar.add_minutes(calendar.add_minutes(start, first), second) == calendar.add_minutes(
        start, first + second
    )


@LAWS
@given(CALENDARS, INSTANTS, st.integers(1, 30))
def test_days_left_are_the_days_given(calendar, start, days):
    """As many working days are left at the start as were given; on the due day none."""
    due_at = calendar.add_days(start, days)
    assert calendar.working_days_left(start, due_at) == days
    assert calendar.working_days_left(due_at, due_at) == 0
