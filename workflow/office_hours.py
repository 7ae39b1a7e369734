"""Office hours as data: spans of a day, weeks of them, and how they are written ("07.30-12.00, 13.00-16.00")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

Interval = tuple[time, time]
"""A span of local office time: open from the first, closed from the second."""

Hours = tuple[Interval, ...]
"""The spans of one day, in order; empty on a day without office hours."""

Week = tuple[Hours, ...]
"""Seven entries, Monday first."""

DAYS_A_WEEK = 7
_MORNING = (time(7, 30), time(12))
DEFAULT_WEEK: Week = (
    *((_MORNING, (time(13), time(16))) for _ in range(4)),
    ((time(7, 30), time(11, 30)), (time(13), time(16, 30))),
    (),
    (),
)
"""37.5 hours net in five days (Perpres 21/2023), as Lampung divides them (Pergub 44/2025)."""
RAMADAN_WEEK: Week = (
    *(((time(8), time(12)), (time(12, 30), time(15))) for _ in range(4)),
    ((time(8), time(11, 30)), (time(12, 30), time(15, 30))),
    (),
    (),
)
"""Hours in Ramadan as Lampung has them (Pergub 44/2025, from a secondary source): what an office is offered first."""

_SPAN = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:[-–—]|s[./]?d\.?)\s*(\d{1,2})[.:](\d{2})\Z", re.ASCII | re.IGNORECASE)


class HoursFormatError(ValueError):
    """What was written is no office hours; `written` is the part that cannot be read."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written


class HoursOrderError(HoursFormatError):
    """What was written can be read, but its spans are empty, overlap or are out of order."""


@dataclass(frozen=True)
class SpecialHours:
    """Other office hours from `first_on` to `last_on`, both included (Ramadan)."""

    first_on: date
    last_on: date
    weekly: Week
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse hours that are out of order."""
        check_week(self.weekly)

    def covers(self, day: date) -> bool:
        """Tell whether these hours are in force on `day`."""
        return self.first_on <= day <= self.last_on


def read_hours(written: str) -> Hours:
    """Return the hours of `07.30-12.00, 13.00-16.00`; empty for a blank.

    Raises HoursFormatError, or HoursOrderError where the clocks can be read but make no day.
    """
    spans = tuple(_read_span(part.strip()) for part in re.split("[,;]", written) if part.strip())
    try:
        check_hours(spans)
    except ValueError as error:
        raise HoursOrderError(written) from error
    return spans


def _read_span(written: str) -> Interval:
    found = _SPAN.match(written)
    if found is None:
        raise HoursFormatError(written)
    begin_hour, begin_minute, end_hour, end_minute = (int(number) for number in found.groups())
    try:
        return time(begin_hour, begin_minute), time(end_hour, end_minute)
    except ValueError as error:
        raise HoursFormatError(written) from error


def write_hours(hours: Hours) -> str:
    """Return hours as `read_hours` takes them."""
    return ", ".join(f"{begin:%H.%M}-{end:%H.%M}" for begin, end in hours)


def check_hours(hours: Hours) -> None:
    """Raise ValueError for spans of one day that are empty, overlap or are out of order."""
    clocks = [clock for interval in hours for clock in interval]
    if clocks != sorted(set(clocks)):
        raise ValueError(f"office hours are out of order: {write_hours(hours)}")


def check_week(week: Week) -> None:
    """Raise ValueError for a week that has not seven days, or a day out of order."""
    if len(week) != DAYS_A_WEEK:
        raise ValueError(f"a week has {DAYS_A_WEEK} days, not {len(week)}")
    for hours in week:
        check_hours(hours)
