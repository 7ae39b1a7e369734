"""The calendar agrees with a count of every single minute of two years: holidays, Ramadan, half days and all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minute_table import A_DAY, CALENDAR, DAYS, FIRST, MinuteTable, instant

BEGINNING, END = 10 * A_DAY, (DAYS - 80) * A_DAY
"""Minutes from which all that is asked for lies within the table."""
SOMETIME = st.integers(BEGINNING, END)
CHECK = settings(max_examples=150, deadline=None)


@pytest.fixture(scope="module")
def table() -> MinuteTable:
    """Return the table, counted once."""
    return MinuteTable()


@CHECK
@given(start=SOMETIME, minutes=st.integers(0, 9000))
def test_adding_ends_with_the_last_minute_counted(table: MinuteTable, start: int, minutes: int) -> None:
    """So many ticked minutes later it is that time, and no other."""
    assert CALENDAR.add_minutes(instant(start), minutes) == instant(table.add(start, minutes))


@CHECK
@given(start=SOMETIME, end=SOMETIME)
def test_measuring_counts_every_open_minute_once(table: MinuteTable, start: int, end: int) -> None:
    """Over an hour or two years, and nothing where the end comes first."""
    assert CALENDAR.working_minutes_between(instant(start), instant(end)) == table.between(start, end)


def test_all_of_the_two_years_is_measured_right(table: MinuteTable) -> None:
    """From their first minute to every 997th one, which comes by each time of the day."""
    found = [CALENDAR.working_minutes_between(instant(0), instant(end)) for end in range(0, DAYS * A_DAY, 997)]
    assert found == [table.passed[end] for end in range(0, DAYS * A_DAY, 997)]


def test_every_day_has_its_minutes(table: MinuteTable) -> None:
    """Day by day, the net minutes are the ticked ones, and a day off has none."""
    days = [FIRST + timedelta(days=day) for day in range(DAYS)]
    counted = [table.between(day * A_DAY, (day + 1) * A_DAY) for day in range(DAYS)]
    assert [CALENDAR.minutes_of(day) for day in days] == counted
    assert [CALENDAR.is_working(day) for day in days] == [minutes > 0 for minutes in counted]


@CHECK
@given(start=SOMETIME, days=st.integers(0, 40))
def test_days_end_at_the_closing_of_the_last_one(table: MinuteTable, start: int, days: int) -> None:
    """A last day counts in full, to its own closing time."""
    assert CALENDAR.add_days(instant(start), days) == instant(table.add_days(start, days))


@CHECK
@given(now=SOMETIME, due=st.integers(-40 * A_DAY, 40 * A_DAY))
def test_days_left_are_counted_both_ways(table: MinuteTable, now: int, due: int) -> None:
    """Working days after today up to the due day; below zero once it is past."""
    due = max(0, now + due)
    assert CALENDAR.working_days_left(instant(now), instant(due)) == table.days_left(now, due)


@CHECK
@given(minute=SOMETIME)
def test_open_closed_and_what_is_nearest(table: MinuteTable, minute: int) -> None:
    """Open from opening to closing; the nearest open time before and after; the next morning's opening."""
    at = instant(minute)
    assert CALENDAR.is_open(at) is table.is_open(minute)
    assert CALENDAR.latest_open(at) == instant(table.latest_open(minute))
    assert CALENDAR.next_opening(at) == instant(table.next_opening(minute))
    assert CALENDAR.opening_after(at) == instant(table.opening_after(minute))


def test_every_opening_and_closing_of_a_year(table: MinuteTable) -> None:
    """Opening and closing belong to what is open; a minute before and after each edge, too."""
    edges = [minute for minute in range(BEGINNING, 365 * A_DAY) if table.ticks[minute] != table.ticks[minute - 1]]
    for minute in (edge + beside for edge in edges for beside in (-1, 0, 1)):
        at = instant(minute)
        assert CALENDAR.is_open(at) is table.is_open(minute)
        assert CALENDAR.latest_open(at) == instant(table.latest_open(minute))
        assert CALENDAR.next_opening(at) == instant(table.next_opening(minute))


@CHECK
@given(day=st.integers(60, DAYS - 80), count=st.integers(0, 30))
def test_working_days_before_a_day(table: MinuteTable, day: int, count: int) -> None:
    """The day so many working days before, and the working day after, as counted on the table."""
    on = FIRST + timedelta(days=day)
    assert CALENDAR.working_days_before(on, count) == FIRST + timedelta(days=table.days_before(day, count))
    later = next(known for known in table.working_days if known > day)
    assert CALENDAR.next_working_day(on) == FIRST + timedelta(days=later)


@CHECK
@given(start=SOMETIME, minutes=st.integers(0, 9000))
def test_what_is_added_is_what_is_measured_and_ends_while_it_is_open(
    table: MinuteTable, start: int, minutes: int
) -> None:
    """Adding, then measuring, gives back the minutes; where it ends the table is ticked."""
    due_at = CALENDAR.add_minutes(instant(start), minutes)
    assert CALENDAR.working_minutes_between(instant(start), due_at) == minutes
    assert table.is_open((due_at - instant(0)) // timedelta(minutes=1))
