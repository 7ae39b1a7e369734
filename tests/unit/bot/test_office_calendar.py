"""The national days off as the package tells them, and the office's calendar made of them and of its own days."""

from __future__ import annotations

from datetime import date, time
from types import MappingProxyType

import pytest

from bot.national_days import NationalDays, national_days
from bot.office_cache import calendar_of
from storage.offices import OfficeDays, OfficeTimes
from workflow.working_time import DayOff

NOTHING = OfficeDays(frozenset(), frozenset())
PUBLIC, JOINT, ORDINARY, SATURDAY = date(2026, 8, 17), date(2026, 12, 24), date(2026, 11, 2), date(2026, 11, 7)
NATIONAL = NationalDays(
    MappingProxyType({PUBLIC: "Hari Kemerdekaan", JOINT: "Cuti Bersama Natal"}), frozenset({JOINT}), frozenset({2028})
)
MORNING = ((time(7, 30), time(11, 30)),)


@pytest.fixture(scope="module")
def known() -> NationalDays:
    """Ask the package once, in a process of its own as the bot does."""
    return national_days(2026)


def test_the_days_of_two_years_with_names_in_indonesian(known: NationalDays) -> None:
    """Public holidays and cuti bersama of last year to two years on, told apart, each called as people call it."""
    assert known.names[PUBLIC] == "Hari Kemerdekaan Republik Indonesia"
    assert known.names[JOINT] == "Cuti Bersama Hari Raya Natal"
    assert PUBLIC not in known.joint_leave
    assert JOINT in known.joint_leave
    assert {day.year for day in known.days_off} == {2025, 2026, 2027, 2028}


def test_a_year_without_a_decree_is_known_as_such(known: NationalDays) -> None:
    """The days of cuti bersama of 2026 and 2027 are decreed, those of 2028 are not."""
    assert known.years_without_joint_leave == {2028}


def test_it_is_asked_once_a_year(known: NationalDays) -> None:
    """A process for one answer is not started again."""
    assert national_days(2026) is known


def times(days: OfficeDays = NOTHING) -> OfficeTimes:
    return OfficeTimes(days, None, ())


def test_the_offices_own_days_stand_above_the_national_ones() -> None:
    """Worked after all, worked in part, off on top: each as the office says, under the office's own name for it."""
    days = OfficeDays(
        added=frozenset({ORDINARY}),
        removed=frozenset({PUBLIC, JOINT, SATURDAY}),
        hours={JOINT: MORNING},
        notes={ORDINARY: "Pilkada"},
    )
    calendar = calendar_of(times(days), NATIONAL, "Asia/Jayapura")
    assert calendar.zone.key == "Asia/Jayapura"
    assert calendar.days_off_between(date(2026, 8, 1), date(2026, 12, 31)) == (DayOff(ORDINARY, "Pilkada"),)
    assert calendar.hours(JOINT) == MORNING
    assert calendar.is_working(SATURDAY)
    assert calendar.minutes_of(PUBLIC) == 7.5 * 60


def test_a_national_day_keeps_its_name() -> None:
    """Screens say which holiday lies in between."""
    calendar = calendar_of(times(), NATIONAL, "Asia/Jakarta")
    assert calendar.days_off_between(PUBLIC, PUBLIC) == (DayOff(PUBLIC, "Hari Kemerdekaan"),)


def test_a_year_lacks_cuti_bersama_until_the_office_enters_the_decree() -> None:
    """The admin's own days of cuti bersama end the warning; another day off of that year does not."""
    decreed, other = date(2028, 2, 29), date(2028, 4, 27)
    for notes, lacks in (({decreed: "Cuti bersama Idulfitri, SKB 3 Menteri"}, False), ({other: "Hari Jadi"}, True)):
        own = OfficeDays(frozenset(notes), frozenset(), notes=notes)
        calendar = calendar_of(times(own), NATIONAL, "Asia/Jakarta")
        assert calendar.lacks_joint_leave(2028) is lacks
    assert not calendar.lacks_joint_leave(2026)
