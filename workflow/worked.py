"""Working minutes between many instants of one calendar: each day's hours are looked up once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workflow.working_time import MINUTE, ONE_DAY, OfficeCalendar


class WorkedMinutes:
    """Counts as `OfficeCalendar.working_minutes_between` does, for instants on whole minutes from `since` on.

    An earlier instant counts as the beginning of that day. What it counts adds up: the minutes of two adjoining spans
    are those of the whole.
    """

    def __init__(self, calendar: OfficeCalendar, since: datetime) -> None:
        self._calendar = calendar
        self._first_on = calendar.local_day(since)
        self._spans: list[list[tuple[datetime, datetime]]] = []  # of each day since the first
        self._before: list[int] = [0]  # minutes worked before that day began

    def between(self, begin: datetime, end: datetime) -> int:
        """Return the working minutes from `begin` to `end`; 0 when it ended before it began."""
        return max(0, self._until(end) - self._until(begin))

    def _until(self, instant: datetime) -> int:
        day = (self._calendar.local_day(instant) - self._first_on).days
        if day < 0:
            return 0
        while len(self._spans) <= day:
            self._look_up_next()
        passed = sum((min(end, instant) - begin for begin, end in self._spans[day] if begin < instant), timedelta())
        return self._before[day] + passed // MINUTE

    def _look_up_next(self) -> None:
        day, zone = self._first_on + ONE_DAY * len(self._spans), self._calendar.zone
        spans = [
            (
                datetime.combine(day, begin, tzinfo=zone).astimezone(UTC),
                datetime.combine(day, end, tzinfo=zone).astimezone(UTC),
            )
            for begin, end in self._calendar.hours(day)
        ]
        self._spans.append(spans)
        self._before.append(self._before[-1] + sum((end - begin for begin, end in spans), timedelta()) // MINUTE)


def whole_minute(instant: datetime) -> datetime:
    """Return the instant without its seconds, in UTC: time is booked by the minute."""
    return instant.astimezone(UTC).replace(second=0, microsecond=0)
