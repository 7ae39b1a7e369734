"""When the rest of a cycle is due, and what of it moves when somebody is granted more time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_office import APTIKA, CALENDAR, IKP, STATISTIK, TIM, UNITS, WHY, WIB, Story, staf

from workflow import commands as c
from workflow.cycle import COLLECT, COORDINATE, DECIDE, DIRECT, EVALUATE, FOLLOW_UP, Assignment
from workflow.forecast import Effect, forecast, moved
from workflow.situation import Situation

Line = tuple[int, int | None, datetime, bool]


def wib(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of 2026 on the office's wall."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


def lines(story: Story) -> list[Line]:
    """Return the forecast at this point of the story."""
    found = forecast(story.running, story.situation)
    return [(each.step, each.unit_id, each.due_at, each.is_forecast) for each in found]


def owed(story: Story, step: int = COLLECT, unit_id: int | None = IKP) -> Assignment:
    """Return the assignment as it stands."""
    found = story.running.assignment(step, unit_id)
    assert found is not None
    return found


def effect(story: Story, days: int, situation: Situation | None = None) -> Effect:
    """Return what so many days for the first unit's data would change."""
    return moved(story.running, owed(story), days, situation or story.situation)


def with_days_off(story: Story, *days: date) -> Situation:
    """Return the world of the story with these days off."""
    return replace(story.situation, calendar=replace(CALENDAR, days_off=frozenset(days)))


def test_from_the_first_morning_the_whole_quarter_can_be_reckoned():
    """Every step with the SOP's own time after the one before it: fourteen working days in all."""
    assert lines(Story().ordered()) == [
        (DIRECT, None, wib(4, 1, 10), False),
        (COORDINATE, None, wib(4, 2, 16), True),
        (COLLECT, None, wib(4, 16, 16), True),
        (EVALUATE, None, wib(4, 17, 16, 30), True),
        (DECIDE, None, wib(4, 20, 16), True),
        (FOLLOW_UP, None, wib(4, 21, 16), True),
    ]


def test_what_is_open_has_its_own_deadline():
    """While the units collect, the later steps follow the latest of them."""
    story = Story().collecting()
    story.now = wib(4, 8, 8)
    story.does(staf(IKP), c.AskExtension(COLLECT, IKP, 3, WHY))
    story.does(TIM, c.GrantExtension(COLLECT, IKP, 3))
    assert lines(story) == [
        (COLLECT, IKP, wib(4, 20, 16), False),
        (COLLECT, APTIKA, wib(4, 15, 16), False),
        (COLLECT, STATISTIK, wib(4, 15, 16), False),
        (EVALUATE, None, wib(4, 21, 16), True),
        (DECIDE, None, wib(4, 22, 16), True),
        (FOLLOW_UP, None, wib(4, 23, 16), True),
    ]


def test_a_unit_that_is_ahead_waits_for_the_last_one():
    """Its evaluation has its own deadline; the units that are still to come to that step have a forecast."""
    story = Story().collecting().sent(APTIKA)
    found = lines(story)
    assert (EVALUATE, APTIKA, wib(4, 2, 16), False) in found
    assert (EVALUATE, None, wib(4, 16, 16), True) in found
    assert found[-1] == (FOLLOW_UP, None, wib(4, 20, 16), True)


def test_a_unit_that_was_not_ordered_yet_is_reckoned_from_now():
    """No time runs for it: as if the Tim gave its order at this moment."""
    story = Story().coordinated()
    story.now = wib(4, 6, 9)
    assert lines(story)[0] == (COLLECT, None, wib(4, 20, 16), True)


def test_what_is_overdue_holds_up_the_rest_from_now():
    """Later steps are never promised for the past."""
    story = Story().collecting()
    story.now = wib(4, 20, 9)
    assert lines(story)[-3:] == [
        (EVALUATE, None, wib(4, 21, 16), True),
        (DECIDE, None, wib(4, 22, 16), True),
        (FOLLOW_UP, None, wib(4, 23, 16), True),
    ]


def test_the_last_step_has_nothing_after_it():
    """Only the plans are owed; after them nothing."""
    assert [line[:2] for line in lines(Story().decided())] == [(FOLLOW_UP, unit) for unit in UNITS]
    assert forecast(Story().closed().running, Story().situation) == ()


def test_three_days_more_move_everything_after_them():
    """The deadline itself comes first, then each later step, before and after."""
    found = effect(Story().collecting(), 3)
    assert [(s.before.step, s.before.unit_id, s.before.due_at, s.after.due_at) for s in found.shifts] == [
        (COLLECT, IKP, wib(4, 15, 16), wib(4, 20, 16)),
        (EVALUATE, None, wib(4, 16, 16), wib(4, 21, 16)),
        (DECIDE, None, wib(4, 17, 16, 30), wib(4, 22, 16)),
        (FOLLOW_UP, None, wib(4, 20, 16), wib(4, 23, 16)),
    ]
    assert found.ends_at == wib(4, 23, 16)


def test_within_a_slower_units_time_nothing_else_moves():
    """Where another unit has until later anyway, only the deadline itself moves."""
    story = Story().collecting()
    story.does(staf(APTIKA), c.AskExtension(COLLECT, APTIKA, 5, WHY))
    story.does(TIM, c.GrantExtension(COLLECT, APTIKA, 5))
    found = effect(story, 2)
    assert [shift.before.step for shift in found.shifts] == [COLLECT]
    assert found.ends_at == max(each.due_at for each in forecast(story.running, story.situation))


def test_holidays_on_the_way_are_named_and_weekends_are_not():
    """Those from the old deadline to the last that moves, on days that would be worked."""
    story = Story().collecting()
    situation = with_days_off(story, date(2026, 4, 14), date(2026, 4, 17), date(2026, 4, 18), date(2026, 4, 30))
    found = effect(story, 3, situation)
    assert found.shifts[0].after.due_at == wib(4, 21, 16)
    assert [off.on for off in found.days_off] == [date(2026, 4, 17)]


def test_nothing_moves_where_no_time_runs():
    """What was not ordered has no deadline to prolong."""
    story = Story().coordinated()
    found = moved(story.running, owed(story), 3, story.situation)
    assert (found.shifts, found.days_off) == ((), ())


@pytest.mark.parametrize("days", [1, 20])
def test_the_forecast_is_what_is_granted(days: int):
    """The first line says exactly the deadline that granting sets."""
    story = Story().collecting()
    foreseen = effect(story, days).shifts[0].after.due_at
    story.does(staf(IKP), c.AskExtension(COLLECT, IKP, days, WHY))
    story.does(TIM, c.GrantExtension(COLLECT, IKP, days))
    assert owed(story).due_at == foreseen


STORIES = (Story.ordered, Story.directed, Story.coordinated, Story.collecting, Story.evaluated, Story.decided)


@settings(max_examples=200, deadline=None)
@given(
    tell=st.sampled_from(STORIES),
    ahead=st.lists(st.sampled_from(UNITS), max_size=2, unique=True),
    later=st.integers(0, 60 * 24 * 40),
    days=st.integers(1, 20),
    off=st.sets(st.dates(date(2026, 4, 1), date(2026, 7, 1)), max_size=8),
)
def test_more_time_never_brings_anything_forward(tell, ahead, later, days, off):
    """Whatever stands open and whenever it is asked: every line moves to a later instant, the deadline itself first."""
    story = tell(Story())
    if tell is Story.collecting:
        for unit in ahead:
            story.sent(unit)
    story.now += timedelta(minutes=later)
    situation = with_days_off(story, *off)
    before = forecast(story.running, situation)
    for assignment in story.running.open_assignments():
        found = moved(story.running, assignment, days, situation)
        assert bool(found.shifts) == (assignment.due_at is not None)
        assert all(shift.before.due_at < shift.after.due_at for shift in found.shifts)
        assert all(shift.before in before for shift in found.shifts)
        assert [(s.before.step, s.before.unit_id) for s in found.shifts[:1]] in ([], [assignment.key])
        assert found.ends_at >= max(each.due_at for each in before)
        assert all(situation.calendar.is_working(off.on) is False for off in found.days_off)


def test_the_report_is_the_subbags_own_deadline():
    """When all data are accepted the report is owed, and steps 6 and 7 follow it."""
    story = Story().evaluated()
    assert [line[:2] for line in lines(story)] == [(EVALUATE, None), (DECIDE, None), (FOLLOW_UP, None)]
    assert moved(story.running, owed(story, EVALUATE, None), 2, story.situation).shifts[0].after.due_at == wib(4, 6, 16)
