"""An office's two years minute by minute, as somebody would tick them off on paper, to check the calendar against."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from workflow.office_hours import RAMADAN_WEEK, SpecialHours
from workflow.working_time import OfficeCalendar

A_DAY = 24 * 60
FIRST = date(2026, 1, 1)
DAYS = 730
"""2026 and 2027."""
WITA = timedelta(hours=8)

_OFF = {
    2026: {
        1: (1, 16),
        2: (16, 17),
        3: (18, 19, 20, 23, 24),
        4: (3,),
        5: (1, 14, 15, 27, 28),
        6: (1, 16),
        8: (17, 25),
        12: (24, 25),
    },
    2027: {1: (1, 5), 2: (5,), 3: (8, 9, 10, 11, 12, 15, 25, 26), 5: (6, 17, 18, 19, 20), 6: (1,), 8: (17,), 12: (24,)},
}  # month by month: public holidays and cuti bersama
OFF = frozenset(
    date(year, month, day) for year, months in _OFF.items() for month, days in months.items() for day in days
)
EXTRA = frozenset({date(2026, 5, 15), date(2026, 6, 13), date(2027, 2, 20)})  # a cuti bersama and two Saturdays
RAMADAN = {date(2026, 2, 19): date(2026, 3, 17), date(2027, 2, 8): date(2027, 3, 9)}
MORNING = ((time(7, 30), time(11, 30)),)
HALF_DAYS = {
    date(2026, 4, 27): MORNING,  # a Monday
    date(2026, 12, 24): MORNING,  # off by decree, and worked in part
    date(2027, 2, 9): ((time(9), time(10)), (time(10, 15), time(11, 45))),  # in Ramadan
    date(2027, 7, 10): MORNING,  # a Saturday
}

CALENDAR = OfficeCalendar(
    ZoneInfo("Asia/Makassar"),
    days_off=OFF,
    extra_days=EXTRA,
    special_hours=tuple(SpecialHours(first, last, RAMADAN_WEEK) for first, last in RAMADAN.items()),
    day_hours=HALF_DAYS,
)


def open_clocks(day: date) -> str:
    """Return the hours of a day as they hang at the office's door."""
    weekday = day.weekday()
    if day in HALF_DAYS:
        return " ".join(f"{begin:%H.%M}-{end:%H.%M}" for begin, end in HALF_DAYS[day])
    if day not in EXTRA and (weekday > 4 or day in OFF):
        return ""
    if any(first <= day <= last for first, last in RAMADAN.items()):
        return "08.00-11.30 12.30-15.30" if weekday == 4 else "08.00-12.00 12.30-15.00"
    return "07.30-11.30 13.00-16.30" if weekday == 4 else "07.30-12.00 13.00-16.00"


@cache
def ticked(clocks: str) -> bytes:
    """Return a day's 1,440 minutes: 1 for each in which the office is open."""
    spans = [tuple(int(clock[:2]) * 60 + int(clock[3:]) for clock in span.split("-")) for span in clocks.split()]
    return bytes(any(begin <= minute < end for begin, end in spans) for minute in range(A_DAY))


class MinuteTable:
    """Answers by counting ticked minutes. All minutes and days are counted from the beginning of the first day."""

    def __init__(self) -> None:
        days = [ticked(open_clocks(FIRST + timedelta(days=day))) for day in range(DAYS)]
        self.ticks = b"".join(days)
        self.passed = array("I", accumulate(self.ticks, initial=0))  # ticked before each minute
        self.working_days = [day for day, minutes in enumerate(days) if any(minutes)]
        self.openings = [day * A_DAY + days[day].find(1) for day in self.working_days]
        self.closings = [day * A_DAY + days[day].rfind(1) + 1 for day in self.working_days]

    def between(self, start: int, end: int) -> int:
        """Count the ticks from one minute to another."""
        return max(0, self.passed[end] - self.passed[start])

    def next_opening(self, minute: int) -> int:
        """Return the first ticked minute that is not before."""
        return self.ticks.find(1, minute)

    def add(self, start: int, minutes: int) -> int:
        """Return the end of the tick with which so many have passed."""
        return bisect_left(self.passed, self.passed[start] + minutes) if minutes else self.next_opening(start)

    def add_days(self, start: int, days: int) -> int:
        """Return closing time so many working days on."""
        place = bisect_right(self.working_days, start // A_DAY) + days - 1
        today_is_off = start // A_DAY not in self.working_days
        return self.closings[place + (days == 0 and today_is_off)]

    def is_open(self, minute: int) -> bool:
        """Tell whether the minute, or the one that has just ended, is ticked."""
        return bool(self.ticks[minute] or (minute and self.ticks[minute - 1]))

    def latest_open(self, minute: int) -> int:
        """Return the minute where it is open, else the end of the last tick before."""
        return minute if self.is_open(minute) else self.ticks.rfind(1, 0, minute) + 1

    def opening_after(self, minute: int) -> int:
        """Return the next first tick of a day."""
        return self.openings[bisect_right(self.openings, minute)]

    def days_left(self, now: int, due: int) -> int:
        """Count the working days after one day up to another."""
        return bisect_right(self.working_days, due // A_DAY) - bisect_right(self.working_days, now // A_DAY)

    def days_before(self, day: int, count: int) -> int:
        """Return the working day so many working days before."""
        return self.working_days[bisect_left(self.working_days, day) - count] if count else day


def instant(minute: int) -> datetime:
    """Return the instant of a minute of the table."""
    return datetime(2026, 1, 1, tzinfo=UTC) - WITA + timedelta(minutes=minute)
