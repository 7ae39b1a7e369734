"""The time line of a cycle: what was allotted against what was real, by step and by unit."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_office import (
    ACTORS,
    APTIKA,
    CALENDAR,
    IKP,
    KADIS,
    PERENCANAAN,
    SEKRETARIS,
    UNITS,
    WHY,
    Story,
)
from test_random_orders import COMMANDS, STARTS, tries

from workflow import commands as c
from workflow.booking import DeskKind
from workflow.timeline import Labels, Mark, Row, Timeline, timeline

DAY = 450
LABELS = Labels(
    title="Monev Triwulan I 2026",
    office="Dinas Kominfo",
    steps={number: f"Langkah {number}" for number in range(1, 8)},
    units={unit: f"Bidang {unit}" for unit in UNITS},
    desks={desk: desk.value for desk in DeskKind},
    notes={(4, None): "3 dari 10 hari", (0, IKP): "tepat waktu"},
)


def drawn(story: Story) -> Timeline:
    """Return the time line of the story as it stands now."""
    return timeline(story.running, story.history, story.situation, LABELS)


def works(story: Story, minutes: int) -> Story:
    """Let so many working minutes pass."""
    story.now = CALENDAR.add_minutes(story.now, minutes)
    return story


def row_of(line: Timeline, name: str) -> Row:
    """Return the row whose label begins so."""
    return next(row for row in line.rows if row.label.startswith(name))


def test_steps_come_first_then_the_units() -> None:
    """Each with its words, its mark and its note."""
    line = drawn(works(Story().collecting(), 3 * DAY))
    assert [row.label for row in line.rows[:2]] == ["1. Langkah 1", "2. Langkah 2"]
    assert [row.label for row in line.rows[7:]] == ["Bidang 1", "Bidang 2", "Bidang 3"]
    assert [row.mark for row in line.rows[:7]] == [Mark.DONE] * 3 + [Mark.RUNNING] + [Mark.WAITING] * 3
    assert (row_of(line, "4.").note, row_of(line, "Bidang 1").note) == ("3 dari 10 hari", "tepat waktu")
    assert (line.title, line.zone, line.is_over) == ("Monev Triwulan I 2026", "Asia/Jakarta", False)


def test_a_step_shows_what_it_was_given_and_what_it_took() -> None:
    """Three of ten days: the plan reaches to the deadline, the bar to now; nothing is late."""
    story = works(Story().collecting(), 3 * DAY)
    row = row_of(drawn(story), "4.")
    (plan,), (bar,) = row.planned, row.bars
    assert not plan.is_forecast
    assert plan.due_at == CALENDAR.add_days(plan.begin, 10)
    assert (bar.begin, bar.end, bar.desk) == (plan.begin, story.now, DeskKind.UNIT)
    assert row.late == ()


def test_what_goes_beyond_a_deadline_is_late() -> None:
    """From the deadline on, in the step's row and in the unit's."""
    story = works(Story().collecting(), 2 * DAY)
    story.accepted(APTIKA)
    story.now = CALENDAR.add_days(story.now, 12)
    line = drawn(story)
    (late,) = row_of(line, "4.").late
    assert (late.begin, late.end) == (row_of(line, "4.").planned[0].due_at, story.now)
    assert row_of(line, f"Bidang {IKP}").late == (late,)
    assert row_of(line, f"Bidang {APTIKA}").late == ()


def test_what_has_not_begun_is_a_forecast() -> None:
    """Each step takes its time after the one before it, counted from now."""
    line = drawn(works(Story().ordered(), 30))
    plans = [plan for row in line.rows for plan in row.planned]
    ahead = [plan for plan in plans if plan.is_forecast]
    assert len(ahead) == 5
    assert ahead[0].begin == row_of(line, "2.").planned[0].due_at
    assert all(after.begin == before.due_at for before, after in pairwise(ahead))
    assert line.days[-1].on >= CALENDAR.local_day(ahead[-1].due_at)


def test_a_unit_goes_from_desk_to_desk() -> None:
    """Its bars follow each other without a gap; only the deadlines of its data, and of what waits, are shown."""
    story = works(Story().collecting(), DAY)
    story.drafted(IKP)
    works(story, DAY).does(ACTORS[5], c.SendData(IKP, 1))
    works(story, DAY // 2)
    row = row_of(drawn(story), f"Bidang {IKP}")
    assert [bar.desk for bar in row.bars] == [DeskKind.UNIT, DeskKind.KABID, DeskKind.PERENCANAAN]
    assert all(before.end == after.begin for before, after in pairwise(row.bars))
    assert len(row.planned) == 2
    assert row.mark is Mark.RUNNING


def test_units_that_are_done_or_left_out_say_so() -> None:
    """A plan that is in, and a unit without data."""
    story = Story().collecting()
    story.does(SEKRETARIS, c.ProceedWithout(IKP, WHY))
    assert row_of(drawn(story), f"Bidang {IKP}").mark is Mark.EXCLUDED
    closed = drawn(Story().closed())
    assert {row.mark for row in closed.rows} == {Mark.DONE}
    assert closed.is_over


def test_an_ended_cycle_stands_still() -> None:
    """Looked at weeks later, it is drawn as it ended, without a forecast."""
    closed = Story().closed()
    at_its_end = drawn(closed)
    closed.passes(days=40)
    assert drawn(closed) == at_its_end
    assert not [plan for row in at_its_end.rows for plan in row.planned if plan.is_forecast]


def test_the_axis_has_every_day_with_its_hours() -> None:
    """From the first day to the deadline of the whole, weekends without hours among them."""
    line = drawn(works(Story().collecting(), DAY))
    assert all(after.on - before.on == timedelta(days=1) for before, after in pairwise(line.days))
    assert all(bool(day.hours) == CALENDAR.is_working(day.on) for day in line.days)
    assert line.days[0].on == CALENDAR.local_day(line.rows[0].bars[0].begin if line.rows[0].bars else line.now)


def test_the_legend_names_the_desks_that_appear() -> None:
    """No colour without a word, no word without a colour."""
    line = drawn(works(Story().collecting(), DAY))
    assert {entry.desk for entry in line.legend} == {bar.desk for row in line.rows for bar in row.bars}


@pytest.mark.parametrize("back", ["data", "report"])
def test_what_came_back_has_two_plans(back: str) -> None:
    """Rounds that lie apart are shown apart."""
    story = works(Story().evaluated(), DAY)
    if back == "data":
        works(story, 10 * DAY).does(PERENCANAAN, c.ReturnData(IKP, 1, WHY))
        assert len(row_of(drawn(story), "4.").planned) == 2
    else:
        story.does(PERENCANAAN, c.SubmitReport("Baik"))
        works(story, 3 * DAY).does(KADIS, c.ReturnReport(WHY))
        assert len(row_of(drawn(story), "5.").planned) >= 2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    start=st.sampled_from(STARTS),
    attempts=st.lists(st.tuples(st.sampled_from(ACTORS), COMMANDS, st.integers(0, 200_000)), max_size=20),
)
def test_any_cycle_can_be_shown(start, attempts):
    """Whatever was done, everything lies on the axis and no bar ends before it begins."""
    story = start(Story())
    for who, command, seconds in attempts:
        story.passes(seconds=seconds)
        tries(story, who, command)
    if story.cycle is None:
        return
    line = drawn(story)
    first, last = line.days[0].on, line.days[-1].on
    for row in line.rows:
        for begin, end in (
            *((bar.begin, bar.end) for bar in row.bars),
            *((plan.begin, plan.due_at) for plan in row.planned),
            *((late.begin, late.end) for late in row.late),
        ):
            assert begin <= end
            assert first <= CALENDAR.local_day(begin) <= CALENDAR.local_day(end) <= last
    assert first <= CALENDAR.local_day(line.now) <= last
