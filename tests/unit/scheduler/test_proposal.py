"""When the bot proposes a quarter: the first working day after it, or as soon as it can."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.proposal import proposal_at, quarter_to_propose
from workflow.quarter import Quarter
from workflow.working_time import MINUTE, OfficeCalendar

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
HOLIDAYS = frozenset(
    {
        date(2026, 1, 1),  # Tahun Baru, a Thursday
        date(2026, 1, 2),  # a day off that the office adds
        date(2026, 4, 3),  # Wafat Isa Al-Masih
        date(2025, 4, 1),  # Idulfitri, with cuti bersama up to the 7th
        *(date(2025, 4, day) for day in range(2, 8)),
    }
)
CALENDAR = OfficeCalendar(WIB, days_off=HOLIDAYS)


def wib(*parts: int) -> datetime:
    """Return an instant by the office's wall clock."""
    return datetime(*parts, tzinfo=WIB)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        ("2026-01-01", wib(2026, 1, 5, 7, 30)),  # a holiday, a day off, a weekend: Monday
        ("2026-04-01", wib(2026, 4, 1, 7, 30)),
        ("2026-07-01", wib(2026, 7, 1, 7, 30)),
        ("2026-10-01", wib(2026, 10, 1, 7, 30)),
        ("2025-04-01", wib(2025, 4, 8, 7, 30)),  # after Idulfitri
        ("2027-01-01", wib(2027, 1, 1, 7, 30)),  # an office that knows of no holiday
        ("2028-01-01", wib(2028, 1, 3, 7, 30)),  # a Saturday
    ],
)
def test_a_quarter_is_proposed_when_the_office_first_opens_after_it(day: str, opens: datetime) -> None:
    """At midnight the bot already knows the instant."""
    midnight = datetime.fromisoformat(day).replace(tzinfo=WIB)
    assert proposal_at(midnight, CALENDAR) == opens
    assert proposal_at(midnight, CALENDAR).tzinfo is UTC


@pytest.mark.parametrize(
    ("now", "quarter"),
    [
        (wib(2026, 1, 1, 0, 0), Quarter(2025, 4)),
        (wib(2026, 3, 31, 23, 59), Quarter(2025, 4)),
        (wib(2026, 4, 1, 0, 0), Quarter(2026, 1)),
        (wib(2026, 9, 30, 12, 0), Quarter(2026, 2)),
        (wib(2026, 12, 31, 23, 59), Quarter(2026, 3)),
    ],
)
def test_it_is_the_quarter_that_ended_last_by_the_offices_wall(now: datetime, quarter: Quarter) -> None:
    """Midnight in Jakarta is still yesterday in UTC."""
    assert quarter_to_propose(now, CALENDAR) == quarter


def test_midnight_is_earlier_in_the_east() -> None:
    """At 22.30 in Jakarta the quarter has ended in Jayapura."""
    now = wib(2026, 3, 31, 22, 30)
    assert quarter_to_propose(now, OfficeCalendar(WIT)) == Quarter(2026, 1)
    assert proposal_at(now, OfficeCalendar(WIT)) == datetime(2026, 4, 1, 7, 30, tzinfo=WIT)


def test_a_bot_that_starts_late_within_office_hours_proposes_at_once() -> None:
    """It was down on the first day, or was set up in the middle of the quarter."""
    now = wib(2026, 10, 14, 9, 12)
    assert proposal_at(now, CALENDAR) == now


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (wib(2026, 10, 18, 10, 0), wib(2026, 10, 19, 7, 30)),  # a Sunday
        (wib(2026, 10, 14, 22, 0), wib(2026, 10, 15, 7, 30)),  # at night
        (wib(2026, 10, 14, 12, 30), wib(2026, 10, 14, 13, 0)),  # at noon
        (wib(2026, 10, 16, 16, 30), wib(2026, 10, 19, 7, 30)),  # at closing time on a Friday
        (wib(2026, 10, 1, 6, 0), wib(2026, 10, 1, 7, 30)),  # early on the very day
    ],
)
def test_outside_office_hours_it_waits_for_the_next_opening(now: datetime, opens: datetime) -> None:
    """Nobody is woken by it."""
    assert proposal_at(now, CALENDAR) == opens


INSTANTS = st.integers(0, 6 * 366 * 24 * 60).map(lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + minutes * MINUTE)


@given(INSTANTS)
def test_a_proposal_is_never_in_the_past_and_always_in_office_hours(now: datetime) -> None:
    """And never before the quarter has ended."""
    at = proposal_at(now, CALENDAR)
    assert at >= now
    assert CALENDAR.next_opening(at) == at
    assert CALENDAR.local_day(at) > quarter_to_propose(now, CALENDAR).last_day
