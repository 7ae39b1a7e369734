"""Days as people type them: `30-11-2026`, `30/11/2026`, `30 November 2026`, `30 Nov`."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

_NUMBERS = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*(\d{4}|\d{2}))?\Z", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})\s*[-/. ]?\s*([a-z]{3,9})\.?(?:\s*[-/., ]?\s*(\d{4}|\d{2}))?\Z", re.ASCII)
_WEEKDAY = re.compile(r"(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s+")
_MONTHS = (
    ("januari", "january"),
    ("februari", "pebruari", "february"),
    ("maret", "march"),
    ("april",),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("agustus", "agt", "ags", "august"),
    ("september",),
    ("oktober", "october"),
    ("november", "nopember"),
    ("desember", "december"),
)
"""Month names in the spellings that offices use; any beginning of at least three letters counts."""
_CENTURY = 2000
MOST_YEARS = 5
"""Further ahead a day is taken for a slip of the finger."""


class DayFault(StrEnum):
    """What is wrong with a day that was typed."""

    UNREADABLE = "unreadable"
    NO_SUCH_DAY = "no_such_day"  # 31 November
    PAST = "past"
    TOO_FAR = "too_far"


class DayError(Exception):
    """What was typed is no day that can be a due date; `day` is what was understood, where anything was."""

    def __init__(self, fault: DayFault, day: date | None = None) -> None:
        super().__init__(fault, day)
        self.fault = fault
        self.day = day


def read_due_day(text: str, today: date) -> date:
    """Return the day that was typed, `today` or later; without a year it is the next such day. Raises DayError."""
    day = _read(" ".join(text.lower().split()), today)
    if day < today:
        raise DayError(DayFault.PAST, day)
    if day.year > today.year + MOST_YEARS:
        raise DayError(DayFault.TOO_FAR, day)
    return day


def _read(text: str, today: date) -> date:
    text = _WEEKDAY.sub("", text, count=1).strip(" .,")
    iso = _ISO.match(text)
    if iso is not None:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _NUMBERS.match(text)
    if found is not None:
        return _in_year(int(found[1]), int(found[2]), found[3], today)
    found = _NAMED.match(text)
    if found is not None:
        return _in_year(int(found[1]), _month(found[2]), found[3], today)
    raise DayError(DayFault.UNREADABLE)


def _month(name: str) -> int:
    for number, spellings in enumerate(_MONTHS, start=1):
        if any(spelling.startswith(name) for spelling in spellings):
            return number
    raise DayError(DayFault.UNREADABLE)


def _in_year(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        number = int(year)
        return _day(number if number > 99 else _CENTURY + number, month, day)
    this_year = _day(today.year, month, day)
    return this_year if this_year >= today else _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise DayError(DayFault.NO_SUCH_DAY) from error
