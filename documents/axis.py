"""Where an instant lies on an axis of working time: days side by side, nights left out, days off narrow."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from workflow.timeline import Day

OFF_WIDTH = 0.4
"""The width of a day off, where a working day has 1."""


@dataclass(frozen=True)
class Place:
    """A day's place on the axis, in pixels."""

    day: Day
    left: float
    width: float


class Axis:
    """Days from `left` to `right` (pixels). Raises ValueError where there are none."""

    def __init__(self, days: Sequence[Day], zone: str, left: float, right: float) -> None:
        if not days:
            raise ValueError("no days")
        self._zone = ZoneInfo(zone)
        self._first = days[0].on
        widths = [1.0 if day.hours else OFF_WIDTH for day in days]
        self.day_width = (right - left) / sum(widths)
        self.places: list[Place] = []
        for day, width in zip(days, widths, strict=True):
            self.places.append(Place(day, left, width * self.day_width))
            left += width * self.day_width
        self._ends = [place.left + place.width for place in self.places]

    def x(self, instant: datetime) -> float:
        """Return where the instant lies; what is before or after the axis lies at its end."""
        offset = (instant.astimezone(self._zone).date() - self._first).days
        if offset < 0:
            return self.places[0].left
        if offset >= len(self.places):
            return self._ends[-1]
        place = self.places[offset]
        return place.left + place.width * _share(place.day, instant)

    def place_at(self, x: float) -> Place:
        """Return the day at that pixel."""
        return self.places[min(bisect_right(self._ends, x), len(self.places) - 1)]


def _share(day: Day, instant: datetime) -> float:
    """Return the share of the day's office hours that has passed; half of a day off."""
    if not day.hours:
        return 0.5
    whole = sum((span.closes_at - span.opens_at for span in day.hours), timedelta())
    passed = sum(
        (min(span.closes_at, instant) - span.opens_at for span in day.hours if span.opens_at < instant), timedelta()
    )
    return passed / whole
