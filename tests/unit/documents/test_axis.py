"""Instants on an axis of working time."""

from __future__ import annotations

import pytest
from timelines import at, day

from documents.axis import OFF_WIDTH, Axis

DAYS = tuple(day(number) for number in range(1, 8))
WEEK = 5 + 2 * OFF_WIDTH


def axis() -> Axis:
    """Return Thursday 1 to Wednesday 7 October, a working day 100 pixels wide."""
    return Axis(DAYS, "Asia/Jakarta", 0, 100 * WEEK)


@pytest.mark.parametrize(
    ("instant", "x"),
    [
        (at(1, 6), 0),
        (at(1, 7.5), 0),
        (at(1, 12), 60),
        (at(1, 12.5), 60),
        (at(1, 16), 100),
        (at(1, 23), 100),
        (at(2, 7.5), 100),
        (at(3, 12), 220),
        (at(5, 7.5), 280),
        (at(7, 16), 580),
        (at(9), 580),
        (at(0), 0),
    ],
)
def test_a_day_is_as_wide_as_its_hours_and_a_night_has_none(instant, x) -> None:
    """The noon break takes no room, a day off a little, and what lies outside stands at the end."""
    assert axis().x(instant) == pytest.approx(x)


def test_a_pixel_belongs_to_a_day() -> None:
    """The last one has what lies beyond."""
    assert [axis().place_at(x).day.on.day for x in (0, 99, 150, 230, 579, 9999)] == [1, 1, 2, 3, 7, 7]


def test_an_axis_needs_days() -> None:
    """None is a mistake of the caller."""
    with pytest.raises(ValueError, match="no days"):
        Axis((), "Asia/Jakarta", 0, 100)
