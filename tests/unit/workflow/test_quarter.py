"""Quarters of a budget year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.quarter import Quarter

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def test_a_quarter_by_its_days():
    """Triwulan I of 2026 runs from 1 January to 31 March and is written with a Roman I."""
    quarter = Quarter(2026, 1)
    assert (quarter.first_day, quarter.last_day, quarter.roman) == (date(2026, 1, 1), date(2026, 3, 31), "I")
    assert (quarter.previous, quarter.next) == (Quarter(2025, 4), Quarter(2026, 2))


def test_on_its_last_day_a_quarter_still_runs():
    """What ended before 31 March is the quarter before; on 1 April it is the first."""
    assert Quarter.ended_before(date(2026, 3, 31)) == Quarter(2025, 4)
    assert Quarter.ended_before(date(2026, 4, 1)) == Quarter(2026, 1)


@pytest.mark.parametrize("number", [0, 5])
def test_there_are_four(number):
    """No calendar has another."""
    with pytest.raises(ValueError, match="not 1 to 4"):
        Quarter(2026, number)


@settings(deadline=None)
@given(DAYS)
def test_quarters_divide_the_days(day):
    """Each day lies in one quarter, and the next begins the day after the last ends."""
    quarter = Quarter.containing(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert quarter.next.first_day == quarter.last_day + timedelta(days=1)
    assert quarter.previous < quarter < quarter.next == quarter.next.next.previous
