"""Office hours and working days: when an allotted time ends, and how much working time lies between two instants.

All instants go in and come out aware and in UTC; a naive one is refused with ValueError. Days are dates of the
office's own zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from types import MappingProxyType
from zoneinfo import ZoneInfo

from workflow.office_hours import DEFAULT_WEEK, Hours, SpecialHours, Week, check_hours, check_week
from workflow.procedure import Allotment, TimeUnit

ONE_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
_NO_TIME = timedelta()
_NOTHING: Mapping[date, str] = MappingProxyType({})
_USUAL: Mapping[date, Hours] = MappingProxyType({})

Span = tuple[datetime, datetime]
"""From an opening to the closing after it, in UTC."""


@dataclass(frozen=True)
class DayOff:
    """A day of the week's working days on which the office is closed; `name` is empty where nobody gave one."""

    on: date
    name: str


@dataclass(frozen=True)
class OfficeCalendar:
    """When one office works. Raises ValueError for hours out of order or a week without any."""

    zone: ZoneInfo
    days_off: frozenset[date] = frozenset()  # national holidays, cuti bersama and what the office adds
    extra_days: frozenset[date] = frozenset()  # worked although the week or `days_off` says otherwise
    weekly: Week = DEFAULT_WEEK
    special_hours: tuple[SpecialHours, ...] = ()  # the first that covers a day counts
    day_hours: Mapping[date, Hours] = field(
        default_factory=lambda: _USUAL, hash=False
    )  # half days: worked so whatever else is said
    names: Mapping[date, str] = field(default_factory=lambda: _NOTHING, hash=False)  # what a day off is called
    years_without_joint_leave: frozenset[int] = frozenset()  # no decree on cuti bersama yet: deadlines may still move

    def __post_init__(self) -> None:
        """Refuse a week in which no deadline would ever come."""
        check_week(self.weekly)
        for hours in self.day_hours.values():
            check_hours(hours)
        if not any(self.weekly):
            raise ValueError("a week needs office hours")

    def with_day_off(self, day: date, name: str = "") -> OfficeCalendar:
        """Return the calendar in which the office is closed on `day`."""
        return replace(
            self,
            days_off=self.days_off | {day},
            extra_days=self.extra_days - {day},
            day_hours=MappingProxyType({on: hours for on, hours in self.day_hours.items() if on != day}),
            names=MappingProxyType({**self.names, day: name}),
        )

    def with_working_day(self, day: date) -> OfficeCalendar:
        """Return the calendar in which the office works on `day`, whatever the week or the holidays say."""
        return replace(self, days_off=self.days_off - {day}, extra_days=self.extra_days | {day})

    def hours(self, day: date) -> Hours:
        """Return the office hours of `day` in local time, none on a day off.

        An extra day on which the week has no hours keeps those of the week's first working day.
        """
        own = self.day_hours.get(day)
        if own is not None:
            return own
        week = next((special.weekly for special in self.special_hours if special.covers(day)), self.weekly)
        if day in self.extra_days:
            return week[day.weekday()] or next((hours for hours in week if hours), ())
        return () if day in self.days_off else week[day.weekday()]

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on `day`."""
        return bool(self._spans(day))

    def local_day(self, instant: datetime) -> date:
        """Return the date on the office's wall at `instant`."""
        return _checked(instant).astimezone(self.zone).date()

    def lacks_joint_leave(self, year: int) -> bool:
        """Tell whether there is no decree on cuti bersama for `year` yet, so that its deadlines may still move."""
        return year in self.years_without_joint_leave

    def minutes_of(self, day: date) -> int:
        """Return the net working minutes of `day`."""
        return self._length(day) // MINUTE

    def days_off_between(self, first: date, last: date) -> tuple[DayOff, ...]:
        """Return the days from `first` to `last`, both included, that the week calls working days and are none."""
        days = (first + ONE_DAY * offset for offset in range((last - first).days + 1))
        return tuple(
            DayOff(day, self.names.get(day, ""))
            for day in days
            if not self.is_working(day) and self.weekly[day.weekday()]
        )

    def opening(self, day: date) -> datetime:
        """Return when the office opens on `day`; raises ValueError on a day off."""
        return self._open_spans(day)[0][0]

    def closing(self, day: date) -> datetime:
        """Return when the office closes on `day`; raises ValueError on a day off."""
        return self._open_spans(day)[-1][1]

    def next_opening(self, instant: datetime) -> datetime:
        """Return `instant` itself while the office is open, else when it opens next. At closing time it is closed."""
        begin, _ = next(self._spans_from(instant))
        return begin

    def is_open(self, instant: datetime) -> bool:
        """Tell whether the office is open: from an opening to a closing, both included."""
        return any(begin <= instant <= end for begin, end in self._spans(self.local_day(instant)))

    def latest_open(self, instant: datetime) -> datetime:
        """Return `instant` itself while the office is open, else when it closed last before."""
        day = self.local_day(instant)
        while True:
            for begin, end in reversed(self._spans(day)):
                if begin <= instant:
                    return min(instant, end)
            day -= ONE_DAY

    def opening_after(self, instant: datetime) -> datetime:
        """Return the first morning's opening after `instant`: of the same day only where it is still to come."""
        day = self.local_day(instant)
        if self.is_working(day) and self.opening(day) > instant:
            return self.opening(day)
        return self.opening(self.next_working_day(day))

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`."""
        day += ONE_DAY
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def working_days_before(self, day: date, count: int) -> date:
        """Return the working day that lies `count` working days before `day`."""
        while count > 0:
            day -= ONE_DAY
            count -= self.is_working(day)
        return day

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """Return the instant at which so many working minutes after `start` have passed.

        Time before opening does not count. What ends exactly with a span of hours ends there (15.45 and 15 minutes:
        16.00), what goes beyond it continues in the next one (15.55 and 15 minutes: 07.40 of the next working day).
        """
        if minutes < 0:
            raise ValueError(f"{minutes} minutes cannot be added")
        spans = self._spans_from(start)
        begin, end = next(spans)
        left = minutes * MINUTE
        while left > end - begin:
            left -= end - begin
            begin, end = next(spans)
        return begin + left

    def add_days(self, start: datetime, days: int) -> datetime:
        """Return closing time of the nth working day after the day on which it began: a last day counts in full."""
        if days < 0:
            raise ValueError(f"{days} days cannot be added")
        day, left = self.local_day(start), days
        while left > 0 or not self.is_working(day):
            day += ONE_DAY
            left -= self.is_working(day)
        return self.closing(day)

    def deadline(self, start: datetime, allotment: Allotment) -> datetime:
        """Return when `allotment`, begun at `start`, is used up.

        Where the SOP counts calendar time, hours and minutes run on, and days end at closing time of the nth day or
        of the next working day if the office is closed on it.
        """
        match allotment.unit:
            case TimeUnit.HARI if allotment.working:
                return self.add_days(start, allotment.amount)
            case TimeUnit.HARI:
                return self.add_days(_checked(start) + allotment.amount * ONE_DAY, 0)
            case TimeUnit.JAM | TimeUnit.MENIT:
                minutes = allotment.amount * (60 if allotment.unit is TimeUnit.JAM else 1)
                return (
                    self.add_minutes(start, minutes)
                    if allotment.working
                    else _checked(start).astimezone(UTC) + minutes * MINUTE
                )

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Return the whole working minutes from `start` to `end`; 0 when it ended before it began."""
        first, last = self.local_day(start), self.local_day(end)
        passed = self._worked_on(first, start, end)
        if last > first:
            passed += self._worked_on(last, start, end)
            between = range(first.toordinal() + 1, last.toordinal())
            passed = sum((self._length(date.fromordinal(day)) for day in between), passed)
        return passed // MINUTE

    def working_days_left(self, now: datetime, due_at: datetime) -> int:
        """Return the working days after today up to the due day: 0 on the due day itself, negative after it."""
        today, due_on = self.local_day(now), self.local_day(due_at)
        first, last = sorted((today, due_on))
        between = range(first.toordinal() + 1, last.toordinal() + 1)
        count = sum(self.is_working(date.fromordinal(day)) for day in between)
        return count if due_on >= today else -count

    @cached_property
    def _known(self) -> dict[date, tuple[Span, ...]]:
        """The spans of the days that were asked for."""
        return {}

    def _spans(self, day: date) -> tuple[Span, ...]:
        found = self._known.get(day)
        if found is None:
            found = tuple((self._at(day, begin), self._at(day, end)) for begin, end in self.hours(day))
            self._known[day] = found
        return found

    @cached_property
    def _lengths(self) -> dict[date, timedelta]:
        """The working time of the days that were asked for."""
        return {}

    def _length(self, day: date) -> timedelta:
        found = self._lengths.get(day)
        if found is None:
            found = self._lengths[day] = sum((end - begin for begin, end in self._spans(day)), _NO_TIME)
        return found

    def _worked_on(self, day: date, start: datetime, end: datetime) -> timedelta:
        """Return the working time of `day` that lies between two instants."""
        within = (min(closed, end) - max(begin, start) for begin, closed in self._spans(day))
        return sum((worked for worked in within if worked > _NO_TIME), _NO_TIME)

    def _open_spans(self, day: date) -> tuple[Span, ...]:
        spans = self._spans(day)
        if not spans:
            raise ValueError(f"the office is closed on {day}")
        return spans

    def _spans_from(self, start: datetime) -> Iterator[Span]:
        """Yield the office's spans from `start` on without end, the first one cut off at `start`."""
        instant, day = _checked(start).astimezone(UTC), self.local_day(start)
        while True:
            for begin, end in self._spans(day):
                if end > instant:
                    yield max(begin, instant), end
            day += ONE_DAY

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)


def _checked(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError(f"{instant.isoformat()} has no zone")
    return instant
