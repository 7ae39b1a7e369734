"""What each step was allotted, used and was late by, and what is usual over several cycles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_office import (
    APTIKA,
    CALENDAR,
    IKP,
    KADIS,
    MORNING,
    PERENCANAAN,
    PROCEDURE,
    SEKRETARIS,
    STATISTIK,
    TIM,
    UNITS,
    WHY,
    Story,
    disposisi,
    kabid,
    staf,
)

from workflow import commands as c
from workflow import events as e
from workflow.booking import DeskKind, booked
from workflow.compliance import (
    Percentiles,
    Spent,
    StepTime,
    compliance,
    desk_minutes,
    percentile,
    spent,
    usual,
)
from workflow.cycle import COLLECT, COORDINATE, DIRECT, EVALUATE, ORDER, AssignmentState
from workflow.events import Recorded
from workflow.procedure import Allotment, TimeUnit

DAY = 450
"""Working minutes of a day of these offices."""


def works(story: Story, minutes: int) -> Story:
    """Let so many working minutes pass."""
    story.now = CALENDAR.add_minutes(story.now, minutes)
    return story


def times(story: Story) -> dict[tuple[int, int | None], StepTime]:
    """Return the time of every step that has begun, by step and unit."""
    found = compliance(story.history, PROCEDURE, CALENDAR, story.now)
    return {(time.step, time.unit_id): time for time in found}


def test_a_step_of_minutes_or_hours_is_late_by_the_minute() -> None:
    """Two hours were allotted, three were used."""
    story = works(Story().ordered(), 180)
    story.does(SEKRETARIS, c.DirectTeam("Arahan"))
    time = times(story)[DIRECT, None]
    assert (time.used.minutes, time.late.minutes, time.is_late) == (180, 60, True)
    assert time.finished_at == story.now
    assert not times(story)[COORDINATE, IKP].is_late


def test_the_time_of_step_one_begins_with_the_writing() -> None:
    """25 minutes for the disposisi are 10 too many."""
    story = Story()
    story.does(KADIS, disposisi(opened_at=MORNING - timedelta(minutes=25)))
    time = times(story)[ORDER, None]
    assert (time.started_at, time.used.minutes, time.late.minutes) == (MORNING - timedelta(minutes=25), 25, 10)


def test_days_are_counted_as_the_sop_does() -> None:
    """The day of the order is day 0; what is done on the tenth day after it is on time, however late that day."""
    story = Story().collecting()
    story.now = CALENDAR.add_days(story.now, 10)
    assert not times(story)[COLLECT, IKP].is_late
    assert times(story)[COLLECT, IKP].used.days == 10
    works(story, 1)
    late = times(story)[COLLECT, IKP]
    assert (late.used.days, late.late.days, late.late.minutes, late.is_late) == (11, 1, 1, True)


def test_an_evening_after_the_deadline_is_on_time() -> None:
    """Before the office opens again no working minute has passed."""
    story = Story().collecting()
    story.now = CALENDAR.add_days(story.now, 10) + timedelta(hours=5)
    assert not times(story)[COLLECT, IKP].is_late


def test_no_time_runs_before_the_order() -> None:
    """While the Tim has not ordered yet the unit uses nothing, and has no deadline."""
    story = works(Story().coordinated(), 5 * DAY)
    waiting = times(story)[COLLECT, IKP]
    assert (waiting.started_at, waiting.due_at, waiting.used) == (None, None, Spent())
    story.does(TIM, c.OrderCollection((IKP,)))
    assert times(works(story, 60))[COLLECT, IKP].used.minutes == 60


def test_rounds_are_added_up_each_against_its_own_deadline() -> None:
    """Three days of ten in the first round are in time; three days of two in the second are one too many."""
    story = works(Story().collecting(), 3 * DAY)
    story.accepted(IKP)
    works(story, 60).does(PERENCANAAN, c.ReturnData(IKP, 1, WHY))
    works(story, 3 * DAY).sent(IKP)
    time = times(story)[COLLECT, IKP]
    assert [(each.allotment.amount, each.used.days, each.late.days) for each in time.rounds] == [(10, 3, 0), (2, 3, 1)]
    assert (time.used.days, time.late.days) == (6, 1)
    assert time.rounds[1].started_at == time.rounds[0].finished_at + timedelta(minutes=60)


def test_an_extension_is_kept_beside_the_first_deadline() -> None:
    """The last deadline decides whether it is late; that it was extended can be said."""
    story = Story().collecting()
    due_at = CALENDAR.add_days(story.now, 12)
    story.history.append(Recorded(e.ExtensionGranted(COLLECT, IKP, 2, due_at), TIM, story.now))
    story.now = due_at
    extended, other = times(story)[COLLECT, IKP], times(story)[COLLECT, APTIKA]
    assert (extended.is_extended, extended.is_late, extended.due_at) == (True, False, due_at)
    assert extended.rounds[0].first_due_at == other.due_at
    assert (other.is_extended, other.is_late) == (False, True)


def test_the_desks_of_all_units_are_an_average() -> None:
    """Steps 1 and 2 count for every unit, a unit's own time by its share; together they are the time passed."""
    story = works(Story().ordered(), 30)
    story.does(SEKRETARIS, c.DirectTeam("Arahan"))
    works(story, 60)
    for unit in UNITS:
        story.does(TIM, c.RecordCoordination(unit, "Disepakati"))
    story.does(TIM, c.OrderCollection(UNITS))
    works(story, 90).accepted(IKP)
    works(story, 120)
    spans = booked(story.history, CALENDAR, story.now)
    assert desk_minutes(spans, UNITS) == {
        DeskKind.SEKRETARIS: 30,
        DeskKind.TIM: 60,
        DeskKind.UNIT: 90 + 120 * 2 / 3,
        DeskKind.WAITING: 120 / 3,
    }
    assert sum(desk_minutes(spans, UNITS).values()) == CALENDAR.working_minutes_between(MORNING, story.now)
    assert desk_minutes(spans, (IKP,))[DeskKind.WAITING] == 120


def closed(days: int) -> tuple[StepTime, ...]:
    """Return the times of a cycle in which every unit collected for so many days."""
    story = works(Story().collecting(), days * DAY)
    for unit in UNITS:
        story.accepted(unit)
    return compliance(story.history, PROCEDURE, CALENDAR, story.now)


def test_what_is_usual_is_told_of_what_was_finished() -> None:
    """Over two cycles of three units: six cases of step 4, and none of the report, which is still owed."""
    found = {(each.step, each.is_report): each for each in usual([closed(4), closed(8)])}
    collected = found[COLLECT, False]
    assert (collected.cycles, collected.cases) == (2, 6)
    assert collected.days == Percentiles(6, 8)
    assert collected.minutes == Percentiles(6 * DAY, 8 * DAY)
    assert (EVALUATE, True) not in found
    assert (EVALUATE, False) in found


def test_a_unit_left_out_is_no_case_of_what_is_usual() -> None:
    """Its step 4 was never finished."""
    story = Story().collecting()
    story.does(SEKRETARIS, c.ProceedWithout(STATISTIK, WHY))
    for unit in (IKP, APTIKA):
        story.accepted(unit)
    (collected,) = (
        each for each in usual([compliance(story.history, PROCEDURE, CALENDAR, story.now)]) if each.step == COLLECT
    )
    assert collected.cases == 2
    assert times(story)[COLLECT, STATISTIK].state is AssignmentState.EXCLUDED


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [((7,), 0.8, 7), ((10, 20, 30, 40), 0.5, 25), ((40, 10, 30, 20), 0.8, 34), ((1, 2), 0.8, 1.8), ((3, 3, 3), 0.5, 3)],
)
def test_a_percentile_lies_between_its_neighbours_in_proportion(values, share, expected) -> None:
    """As a spreadsheet's PERCENTILE.INC has it."""
    assert percentile(values, share) == pytest.approx(expected)


def test_no_values_have_no_percentile() -> None:
    """It is not called zero."""
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


@given(st.lists(st.integers(0, 1000), min_size=1), st.floats(0, 1))
def test_a_percentile_is_never_beyond_the_values(values, share) -> None:
    """And grows with its share."""
    assert min(values) <= percentile(values, share) <= max(values)
    assert percentile(values, 0.5) <= percentile(values, 0.8)


def test_running_hours_and_calendar_days_are_counted_so() -> None:
    """Where the SOP file says so, a night counts for hours and a Sunday for days."""
    friday = CALENDAR.closing(MORNING.date() + timedelta(days=2))
    monday = friday + timedelta(days=3)
    assert spent(Allotment(2, TimeUnit.JAM, working=False), CALENDAR, friday, monday).minutes == 3 * 24 * 60
    assert spent(Allotment(2, TimeUnit.HARI, working=False), CALENDAR, friday, monday).days == 3
    assert spent(Allotment(2, TimeUnit.HARI), CALENDAR, friday, monday).days == 1
    assert spent(Allotment(2, TimeUnit.HARI), CALENDAR, monday, friday) == Spent()


def test_a_rework_without_a_time_of_its_own_has_the_step_s() -> None:
    """An office may leave `waktu_perbaikan` out of its SOP file."""
    story = Story().collecting()
    story.accepted(IKP)
    story.does(PERENCANAAN, c.ReturnData(IKP, 1, WHY))
    found = compliance(story.history, replace(PROCEDURE, rework=None), CALENDAR, story.now)
    (collected,) = (time for time in found if (time.step, time.unit_id) == (COLLECT, IKP))
    assert [each.allotment.amount for each in collected.rounds] == [10, 10]


def test_a_returned_draft_is_still_the_unit_s_one_round() -> None:
    """Back and forth between Staf and Kabid, the ten days go on."""
    story = Story().collecting()
    for _ in range(3):
        works(story, DAY).does(staf(IKP), c.SubmitDraft(IKP, "K-1", "Data", ()))
        works(story, DAY).does(kabid(IKP), c.ReturnDraft(IKP, story.version(IKP), WHY))
    time = times(story)[COLLECT, IKP]
    assert (len(time.rounds), time.used.days) == (1, 6)
