"""Working minutes counted quickly are the calendar's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st
from small_office import MORNING, WIB

from workflow.office_hours import DEFAULT_WEEK, SpecialHours
from workflow.worked import WorkedMinutes, whole_minute
from workflow.working_time import OfficeCalendar

RAMADAN = tuple(((time(8), time(12)), (time(12, 30), time(15))) if hours else () for hours in DEFAULT_WEEK)
CALENDAR = OfficeCalendar(
    WIB,
    days_off=frozenset({date(2026, 4, 3), date(2026, 4, 10)}),
    extra_days=frozenset({date(2026, 4, 11)}),
    special_hours=(SpecialHours(date(2026, 4, 13), date(2026, 4, 17), RAMADAN),),
)
INSTANTS = st.integers(0, 40 * 24 * 60).map(lambda minutes: MORNING + timedelta(minutes=minutes))


@given(INSTANTS, INSTANTS, INSTANTS)
def test_minutes_are_those_of_the_calendar_and_add_up(one: datetime, two: datetime, three: datetime) -> None:
    """Over holidays, an extra day and Ramadan hours; adjoining spans together make the whole."""
    begin, middle, end = sorted((one, two, three))
    worked = WorkedMinutes(CALENDAR, MORNING)
    assert worked.between(begin, end) == CALENDAR.working_minutes_between(begin, end)
    assert worked.between(begin, middle) + worked.between(middle, end) == worked.between(begin, end)


def test_what_ends_before_it_began_takes_nothing() -> None:
    """Neither backwards nor before the first day."""
    worked = WorkedMinutes(CALENDAR, MORNING)
    assert worked.between(MORNING + timedelta(hours=1), MORNING) == 0
    assert worked.between(MORNING - timedelta(days=3), MORNING) == CALENDAR.working_minutes_between(
        MORNING.replace(hour=0), MORNING
    )


def test_an_instant_is_cut_to_its_minute() -> None:
    """Seconds are dropped, whatever the zone it is given in."""
    noon = datetime(2026, 4, 1, 12, 34, 56, 789, tzinfo=WIB)
    assert whole_minute(noon) == datetime(2026, 4, 1, 5, 34, tzinfo=UTC)
