"""Every minute of a step is booked to the desk that held it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_office import (
    ACTORS,
    APTIKA,
    CALENDAR,
    IKP,
    KADIS,
    MORNING,
    PERENCANAAN,
    SEKRETARIS,
    STATISTIK,
    TIM,
    UNITS,
    WHY,
    Story,
    directions,
    disposisi,
    kabid,
)
from test_random_orders import COMMANDS, STARTS, tries

from workflow import commands as c
from workflow import events as e
from workflow.booking import NO_ROUND, DeskKind, Span, booked, rounds
from workflow.cycle import COLLECT, EVALUATE, FOLLOW_UP, ORDER, AssignmentState, CycleState
from workflow.events import Recorded

HOUR = 60


def spans(story: Story) -> tuple[Span, ...]:
    """Return all spans of the story up to now."""
    return booked(story.history, CALENDAR, story.now)


def of_unit(story: Story, unit: int | None) -> list[tuple[DeskKind, int]]:
    """Return whose a unit's minutes were, in order."""
    return [(span.desk, span.minutes) for span in spans(story) if span.unit_id == unit]


def works(story: Story, minutes: int) -> None:
    """Let so many working minutes pass."""
    story.now = CALENDAR.add_minutes(story.now, minutes)


def test_a_unit_s_time_goes_from_desk_to_desk() -> None:
    """Tim, Staf, Kabid, Subbag: each has the minutes during which the ball lay there."""
    story = Story().directed()
    works(story, 60)
    story.does(TIM, c.RecordCoordination(APTIKA, "Disepakati"))
    works(story, 30)
    story.does(TIM, c.OrderCollection((APTIKA,)))
    works(story, 120)
    story.drafted(APTIKA)
    works(story, 45)
    story.does(kabid(APTIKA), c.SendData(APTIKA, 1))
    works(story, 15)
    assert of_unit(story, APTIKA) == [
        (DeskKind.TIM, 60),
        (DeskKind.TIM, 30),
        (DeskKind.UNIT, 120),
        (DeskKind.KABID, 45),
        (DeskKind.PERENCANAAN, 15),
    ]
    assert [span.runs for span in spans(story) if span.unit_id == APTIKA] == [True, False, True, True, True]
    assert spans(story)[-1].unit_id == STATISTIK


def test_the_writing_of_the_disposisi_is_the_time_of_step_one() -> None:
    """It began when the Kepala Dinas began to write, not when it went out."""
    story = Story()
    story.does(KADIS, disposisi(opened_at=MORNING - timedelta(minutes=25)))
    (span, *_) = spans(story)
    assert (span.step, span.desk, span.minutes) == (ORDER, DeskKind.KEPALA_DINAS, 25)


def test_accepted_data_wait_until_the_report_is_written() -> None:
    """While other units are pending nobody holds the accepted one; then the Subbag writes the report for all."""
    story = Story().collecting()
    story.accepted(IKP)
    works(story, 3 * HOUR)
    story.accepted(APTIKA)
    story.accepted(STATISTIK)
    works(story, 2 * HOUR)
    story.does(PERENCANAAN, c.SubmitReport("Baik"))
    works(story, HOUR)
    story.does(KADIS, directions(IKP, APTIKA, STATISTIK))
    tail = of_unit(story, IKP)
    assert tail == [
        (DeskKind.WAITING, 3 * HOUR),
        (DeskKind.PERENCANAAN, 2 * HOUR),
        (DeskKind.KEPALA_DINAS, HOUR),
        (DeskKind.UNIT, 0),
    ]
    assert [span.round for span in spans(story) if span.unit_id == IKP][:2] == [NO_ROUND, NO_ROUND]


def test_an_excluded_unit_waits_for_the_report() -> None:
    """Its data are no longer owed, its direction still is."""
    story = Story().collecting()
    works(story, HOUR)
    story.does(SEKRETARIS, c.ProceedWithout(IKP, WHY))
    works(story, HOUR)
    assert of_unit(story, IKP) == [(DeskKind.UNIT, HOUR), (DeskKind.WAITING, HOUR)]


def test_returned_data_are_a_second_round() -> None:
    """The first round keeps its deadline, the second has its own."""
    story = Story().collecting()
    works(story, HOUR)
    story.accepted(IKP)
    works(story, HOUR)
    story.does(PERENCANAAN, c.ReturnData(IKP, 1, WHY))
    first, second = (each for each in rounds(story.history) if (each.step, each.unit_id) == (COLLECT, IKP))
    assert (first.round, first.state, second.round, second.state) == (1, AssignmentState.DONE, 2, AssignmentState.OPEN)
    assert first.due_at is not None
    assert second.due_at is not None
    assert second.due_at < first.due_at
    assert of_unit(story, IKP)[1:] == [(DeskKind.WAITING, HOUR), (DeskKind.UNIT, 0)]


def test_the_last_deadline_counts_and_the_first_is_kept() -> None:
    """An extension and a change of the calendar move the deadline; promises and questions do not disturb."""
    story = Story().collecting()
    (before,) = (each for each in rounds(story.history) if (each.step, each.unit_id) == (COLLECT, IKP))
    assert before.due_at is not None
    later, latest = before.due_at + timedelta(days=2), before.due_at + timedelta(days=3)
    happened: tuple[e.Event, ...] = (
        e.WorkPromised(COLLECT, IKP, later),
        e.HelpAsked(COLLECT, IKP, "Server mati"),
        e.ExtensionAsked(COLLECT, IKP, 2, WHY),
        e.ExtensionGranted(COLLECT, IKP, 2, later),
        e.ExtensionRefused(COLLECT, IKP, WHY),
        e.DeadlineMoved(COLLECT, IKP, latest, "Cuti bersama"),
    )
    story.history += [Recorded(event, TIM, story.now) for event in happened]
    (after,) = (each for each in rounds(story.history) if (each.step, each.unit_id) == (COLLECT, IKP))
    assert after == replace(before, due_at=latest)
    assert after.first_due_at == before.due_at


def test_seconds_do_not_get_lost_between_desks() -> None:
    """Spans are cut to the minute at both ends, so none is lost and none counted twice."""
    story = Story().collecting()
    for seconds in (59, 61, 3, 1799):
        story.passes(seconds=seconds)
        story.drafted(IKP)
        story.passes(seconds=seconds)
        story.does(kabid(IKP), c.ReturnDraft(IKP, story.version(IKP), WHY))
    check(story)


def test_a_clock_set_back_does_not_turn_time_around() -> None:
    """What is recorded with an earlier instant is booked at the latest one before it."""
    story = Story().collecting()
    works(story, HOUR)
    story.drafted(IKP)
    story.now -= timedelta(minutes=30)
    story.does(kabid(IKP), c.SendData(IKP, 1))
    story.now += timedelta(minutes=90)
    assert of_unit(story, IKP) == [(DeskKind.UNIT, HOUR), (DeskKind.PERENCANAAN, HOUR)]


def test_a_cycle_that_was_withdrawn_or_closed_goes_on_nowhere() -> None:
    """Nothing is open any more, and no time is booked after the end."""
    withdrawn = Story().ordered()
    works(withdrawn, 10)
    withdrawn.does(KADIS, c.WithdrawDisposisi())
    for story in (withdrawn, Story().closed()):
        works(story, 600)
        assert all(span.end is not None for span in spans(story))


def test_without_history_there_is_nothing() -> None:
    """A cycle without events has no spans."""
    assert booked((), CALENDAR, MORNING) == ()


def check(story: Story) -> None:
    """Fail unless each unit's spans follow each other from first start to end, and their minutes add up."""
    found = spans(story)
    over = story.cycle is not None and story.cycle.state is not CycleState.RUNNING
    for unit in (None, *UNITS):
        own = [span for span in found if span.unit_id == unit and (unit, span.step) != (None, EVALUATE)]
        if not own:
            continue
        for before, after in pairwise(own):
            assert before.end == after.begin, f"unit {unit} has a gap or an overlap: {before} {after}"
        end = own[-1].end
        if unit is not None:
            done = own[-1].step == FOLLOW_UP and end is not None
            assert (end is None) == (not done and not over)
        upto = end or story.now.replace(second=0, microsecond=0)
        assert sum(span.minutes for span in own) == CALENDAR.working_minutes_between(own[0].begin, upto)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    start=st.sampled_from(STARTS),
    attempts=st.lists(st.tuples(st.sampled_from(ACTORS), COMMANDS, st.integers(0, 200_000)), max_size=25),
)
def test_whatever_is_done_no_minute_is_lost_or_booked_twice(start, attempts):
    """In any order of commands, with any time between them, down to the second."""
    story = start(Story())
    for who, command, seconds in attempts:
        story.passes(seconds=seconds)
        tries(story, who, command)
        check(story)
