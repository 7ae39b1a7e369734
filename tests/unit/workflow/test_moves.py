"""Running deadlines follow the calendar: later for a new day off, earlier for a day that is worked after all."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_office import (
    CALENDAR,
    IKP,
    KADIS,
    OFFICE,
    PERENCANAAN,
    SEKRETARIS,
    TIM,
    UNITS,
    WHY,
    WIB,
    Story,
    kabid,
    staf,
)
from test_random_orders import sensible_moves

from workflow import commands as c
from workflow.cycle import COLLECT, COORDINATE, DIRECT, Assignment, Cycle
from workflow.decide import run
from workflow.events import DeadlineMoved
from workflow.moves import Move, concerned, moves
from workflow.office import Actor
from workflow.refusals import NotPermittedError, RefusalError
from workflow.situation import Situation
from workflow.working_time import OfficeCalendar

FRIDAY = date(2026, 4, 10)
REASON = "Jumat, 10 April 2026 libur: Hari Jadi Kabupaten"
ADMIN = OFFICE.admin(101)


def wib(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of 2026 on the office's wall."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


def off(*days: date) -> OfficeCalendar:
    """Return the office's calendar with these days off."""
    return replace(CALENDAR, days_off=CALENDAR.days_off | set(days))


def under(story: Story, calendar: OfficeCalendar) -> Situation:
    """Return the world at this point of the story, with another calendar."""
    return replace(story.situation, calendar=calendar)


def follow(story: Story, calendar: OfficeCalendar, who: Actor = ADMIN) -> list[DeadlineMoved]:
    """Let the running deadlines follow that calendar; returns what happened."""
    story.cycle, recorded = run(story.running, c.MoveDeadlines(REASON), who, under(story, calendar), cycle_id=7)
    return [each.event for each in recorded if isinstance(each.event, DeadlineMoved)]


def due(story: Story, step: int, unit_id: int | None = None) -> datetime | None:
    """Return when an assignment is due."""
    owed = story.running.assignment(step, unit_id)
    assert owed is not None
    return owed.due_at


def test_a_day_off_in_the_ten_days_gives_every_unit_the_next_working_day():
    """Ten days from Wednesday 1 April end on the 15th; with the 10th off on the 16th, for each unit; why is kept."""
    story = Story().collecting()
    assert [move.due_at for move in moves(story.running, under(story, off(FRIDAY)))] == [wib(4, 16, 16)] * 3
    happened = follow(story, off(FRIDAY))
    assert happened == [DeadlineMoved(COLLECT, unit, wib(4, 16, 16), REASON) for unit in UNITS]
    assert due(story, COLLECT, IKP) == wib(4, 16, 16)
    assert moves(story.running, under(story, off(FRIDAY))) == ()


def test_a_day_off_after_the_deadline_moves_nothing():
    """What lies beyond a deadline does not concern it; nothing is recorded."""
    story = Story().collecting()
    assert follow(story, off(date(2026, 4, 16))) == []


def test_a_whole_week_off_never_leaves_a_deadline_on_a_closed_day():
    """Cuti bersama over the last days: the deadline lands on the first days that are worked again."""
    story = Story().collecting()
    week = [date(2026, 4, 13) + timedelta(days=offset) for offset in range(5)]
    follow(story, off(*week))
    assert due(story, COLLECT, IKP) == wib(4, 22, 16)


def test_a_day_off_that_is_today_moves_even_minutes():
    """Two hours given at 08.00 on a day that turns out to be free are counted from the next morning's opening."""
    story = Story().ordered()
    assert due(story, DIRECT) == wib(4, 1, 10)
    story.passes(minutes=30)
    follow(story, off(date(2026, 4, 1)))
    assert due(story, DIRECT) == wib(4, 2, 9, 30)


def test_a_day_that_is_worked_after_all_brings_a_deadline_forward():
    """The day off that was foreseen is taken back: the tenth working day comes a day earlier."""
    story = Story().collecting()
    follow(story, off(FRIDAY))
    follow(story, CALENDAR)
    assert due(story, COLLECT, IKP) == wib(4, 15, 16)


@pytest.mark.parametrize(
    ("now", "at"),
    [
        (wib(4, 15, 9), wib(4, 15, 16)),  # the last day, in the morning: until this day's closing
        (wib(4, 15, 17), wib(4, 16, 16)),  # after closing: the day has passed, the deadline stays
        (wib(4, 16, 9), wib(4, 16, 16)),  # the deadline is today already
        (wib(4, 17, 9), wib(4, 16, 16)),  # it has passed: nothing is changed behind anybody's back
    ],
)
def test_no_deadline_is_brought_forward_before_todays_closing(now: datetime, at: datetime):
    """Who was told the 16th and hears on the 15th that the 10th counts has at least until this day's closing."""
    story = Story().collecting()
    follow(story, off(FRIDAY))
    story.now = now
    follow(story, CALENDAR)
    assert due(story, COLLECT, IKP) == at


def test_on_a_free_day_a_deadline_comes_no_nearer_than_the_next_closing():
    """The admin mends the calendar on a Saturday: nobody owes anything before Monday's closing."""
    story = Story().collecting()
    later = [date(2026, 4, 9), FRIDAY, date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 15), date(2026, 4, 16)]
    follow(story, off(*later))
    story.now = wib(4, 18, 11)
    assert due(story, COLLECT, IKP) == wib(4, 23, 16)
    follow(story, CALENDAR)
    assert due(story, COLLECT, IKP) == wib(4, 20, 16)


def test_who_waits_for_the_order_has_no_deadline_to_move():
    """While no time runs, a day off changes nothing; it counts from the order on."""
    story = Story().coordinated()
    assert moves(story.running, under(story, off(FRIDAY))) == ()


def test_more_time_that_was_granted_stays_on_top():
    """Two days more on ten, with a day off among them: the thirteenth day."""
    story = Story().collecting()
    story.does(staf(IKP), c.AskExtension(COLLECT, IKP, 2, WHY))
    story.does(TIM, c.GrantExtension(COLLECT, IKP, 2))
    assert due(story, COLLECT, IKP) == wib(4, 17, 16, 30)
    follow(story, off(FRIDAY))
    assert due(story, COLLECT, IKP) == wib(4, 20, 16)


def test_more_time_granted_after_the_deadline_counts_from_the_grant():
    """The calendar neither takes it back nor forgets it: unchanged it moves nothing, a day off among it moves it."""
    story = Story().collecting()
    story.does(staf(IKP), c.AskExtension(COLLECT, IKP, 2, WHY))
    story.now = wib(4, 20, 9)
    story.does(TIM, c.GrantExtension(COLLECT, IKP, 2))
    assert due(story, COLLECT, IKP) == wib(4, 22, 16)
    assert moves(story.running, story.situation) == ()
    follow(story, off(date(2026, 4, 21)))
    assert due(story, COLLECT, IKP) == wib(4, 23, 16)


def test_only_an_admin_moves_deadlines():
    """Not even the Kepala Dinas, who gave the order."""
    story = Story().collecting()
    with pytest.raises(NotPermittedError):
        follow(story, off(FRIDAY), KADIS)


def test_the_kabid_hears_of_what_his_people_owe():
    """Staf and Kasi who fill in, and the Kabid above them; of the Tim's step only the Tim."""
    story = Story().collecting()
    assert _who(story, COLLECT, IKP) == {kabid(IKP).person_id, kabid(IKP).person_id + 1, kabid(IKP).person_id + 2}
    coordinating = Story().directed()
    assert _who(coordinating, COORDINATE, IKP) == {103, 104}


def _who(story: Story, step: int, unit_id: int) -> set[int]:
    owed = story.running.assignment(step, unit_id)
    assert owed is not None
    assert owed.due_at is not None
    return {person.id for person in concerned(Move(owed, owed.due_at), story.situation)}


def played(chance: random.Random) -> Story:
    """Return a cycle that people have moved at random, time asked for and granted included."""
    story = Story().directed()
    givers = (KADIS, SEKRETARIS, TIM, PERENCANAAN)
    for _ in range(40):
        unit = chance.choice(UNITS)
        step, days = chance.randrange(1, 8), chance.randrange(1, 5)
        asked = [
            (who, c.AskExtension(step, about, days, WHY)) for who in (staf(unit), kabid(unit)) for about in (unit, None)
        ]
        granted = [(who, c.GrantExtension(step, about, days)) for who in givers for about in (unit, None)]
        who, command = chance.choice([*sensible_moves(story, unit), *asked, *granted])
        with suppress(RefusalError):
            story.does(who, command)
        story.passes(minutes=chance.randrange(600))
    return story


def running(cycle: Cycle) -> list[Assignment]:
    """Return the open assignments of which time runs."""
    return [owed for owed in cycle.open_assignments() if owed.due_at is not None]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), later=st.integers(0, 10_000))
def test_an_unchanged_calendar_moves_nothing(seed, later):
    """Whatever people did and whenever it is asked: the bot's regular round may look as often as it likes."""
    story = played(random.Random(seed))
    assert moves(story.running, story.situation) == ()
    story.passes(minutes=later)
    assert moves(story.running, story.situation) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), days=st.sets(st.integers(0, 40), max_size=6))
def test_days_off_only_give_time_and_days_back_never_take_today(seed, days):
    """Added days move deadlines later or not at all; taken back, none comes before today's closing; once is enough."""
    story = played(random.Random(seed))
    calendar = off(*(CALENDAR.local_day(story.now) + timedelta(days=offset) for offset in days))
    before = {owed.key: owed.due_at for owed in running(story.running)}
    follow(story, calendar)
    added = {owed.key: owed.due_at for owed in running(story.running)}
    assert all(added[key] >= due_at for key, due_at in before.items())
    assert moves(story.running, under(story, calendar)) == ()
    story.passes(minutes=600)
    closing = CALENDAR.add_days(CALENDAR.next_opening(story.now), 0)
    follow(story, CALENDAR)
    for owed in running(story.running):
        assert owed.due_at >= min(added[owed.key], closing)
    assert moves(story.running, story.situation) == ()
