"""When reminders are planned: before a deadline, on its last morning, after it, and anew when time changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_office import APTIKA, CALENDAR, IKP, SEKRETARIS, TIM, UNITS, WIB, Story, kabid, staf

from workflow import commands as c
from workflow.cycle import COLLECT, COORDINATE, DIRECT, ORDER
from workflow.reminders import WHOLE, Plan, Reminder, ReminderKind, all_plans, changed_plans, plan_of, plan_of_cycle

K = ReminderKind


def wib(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of 2026 on the office's wall."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


def plan(story: Story, step: int, unit_id: int | None = None) -> list[tuple[ReminderKind, datetime]]:
    """Return what is to come of an assignment, in its order."""
    owed = story.running.assignment(step, unit_id)
    assert owed is not None
    return [(each.kind, each.at) for each in plan_of(owed, story.situation).reminders]


def test_the_sekretaris_two_hours():
    """Two hours from 08.00 are reminded of at half, at four fifths and at the end; an hour later it is overdue."""
    story = Story().ordered()
    assert plan(story, DIRECT) == [
        (K.ADVANCE, wib(4, 1, 9)),
        (K.ADVANCE, wib(4, 1, 9, 36)),
        (K.DUE, wib(4, 1, 10)),
        (K.OVERDUE, wib(4, 1, 11)),
    ]


def test_an_order_at_the_end_of_friday_goes_on_on_monday():
    """Two hours from Friday 16.25 are counted in office hours, and so are their reminders."""
    story = Story(now=wib(4, 10, 16, 25)).ordered()
    assert plan(story, DIRECT) == [
        (K.ADVANCE, wib(4, 13, 8, 25)),
        (K.ADVANCE, wib(4, 13, 9, 1)),
        (K.DUE, wib(4, 13, 9, 25)),
        (K.OVERDUE, wib(4, 13, 10, 25)),
    ]


def test_the_ten_days_of_a_unit():
    """Five, three and one working day before, the last morning, the Kabid at four fifths, and the morning after."""
    story = Story().collecting()
    assert plan(story, COLLECT, IKP) == [
        (K.ADVANCE, wib(4, 8, 7, 30)),
        (K.ADVANCE, wib(4, 10, 7, 30)),
        (K.NOT_BEGUN, wib(4, 13, 14, 36)),
        (K.ADVANCE, wib(4, 14, 7, 30)),
        (K.LAST_MORNING, wib(4, 15, 7, 30)),
        (K.OVERDUE, wib(4, 16, 7, 30)),
    ]


def test_what_is_not_ordered_yet_is_asked_for_every_morning():
    """No time runs before the Tim's order, and yet the unit waits: the Tim hears of it each working morning."""
    story = Story().coordinated()
    assert plan(story, COLLECT, IKP) == [(K.TO_ORDER, wib(4, 2, 7, 30))]


def test_overdue_is_told_again_each_working_morning():
    """After the first notice the next is planned for the next working day, over a weekend on Monday."""
    story = Story().directed()
    story.now = wib(4, 3, 7, 30)
    assert plan(story, COORDINATE, IKP) == [(K.OVERDUE, wib(4, 6, 7, 30))]


def test_a_promise_stands_in_for_what_would_come_before_it():
    """Besok pagi: reminded at opening, and told on if the morning passes; what comes later stays."""
    story = Story().collecting()
    story.now = wib(4, 8, 7, 31)
    story.does(staf(IKP), c.PromiseWork(COLLECT, IKP))
    assert plan(story, COLLECT, IKP)[:3] == [
        (K.PROMISE, wib(4, 9, 7, 30)),
        (K.BROKEN_PROMISE, wib(4, 9, 12)),
        (K.ADVANCE, wib(4, 10, 7, 30)),
    ]


def test_a_promise_is_of_the_desk_that_gave_it():
    """With the Kabid's turn the Staf's promise is gone, and the Kabid is reminded as usual."""
    story = Story().collecting()
    story.now = wib(4, 8, 7, 31)
    story.does(staf(IKP), c.PromiseWork(COLLECT, IKP))
    story.drafted(IKP)
    kinds = [kind for kind, _ in plan(story, COLLECT, IKP)]
    assert kinds == [K.ADVANCE, K.ADVANCE, K.LAST_MORNING, K.OVERDUE]


def test_an_extension_plans_everything_anew():
    """Three days more move what was counted from the deadline."""
    story = Story().collecting()
    story.now = wib(4, 14, 8)
    story.does(staf(IKP), c.AskExtension(COLLECT, IKP, 3, "Petugas sakit"))
    story.does(TIM, c.GrantExtension(COLLECT, IKP, 3))
    owed = story.running.assignment(COLLECT, IKP)
    assert owed is not None
    assert owed.due_at == wib(4, 20, 16)
    assert plan(story, COLLECT, IKP) == [
        (K.ADVANCE, wib(4, 15, 7, 30)),
        (K.NOT_BEGUN, wib(4, 16, 9, 6)),
        (K.ADVANCE, wib(4, 17, 7, 30)),
        (K.LAST_MORNING, wib(4, 20, 7, 30)),
        (K.OVERDUE, wib(4, 21, 7, 30)),
    ]


def test_nothing_is_planned_of_what_is_over():
    """What was done has no reminders to come."""
    story = Story().directed()
    owed = story.running.assignment(DIRECT)
    assert owed is not None
    assert plan_of(owed, story.situation) == Plan(owed.key, is_open=False, reminders=())


def test_an_act_changes_the_plans_of_what_it_touches():
    """Directing the Tim ends step 2 and begins step 3 of every unit; the cycle's own plan stays as it is."""
    story = Story().ordered()
    before = len(story.history)
    story.does(SEKRETARIS, c.DirectTeam("Mulai"))
    plans = changed_plans(story.running, story.history[before:], story.situation)
    assert [found.key for found in plans] == [(DIRECT, None), *((COORDINATE, unit) for unit in UNITS)]
    assert [found.is_open for found in plans] == [False, True, True, True]


def test_the_first_act_plans_the_cycle_too():
    """With the disposisi come the Sekretaris's own deadline, the next morning's digest and the week's recap."""
    story = Story().ordered()
    plans = {found.key: found for found in changed_plans(story.running, story.history, story.situation)}
    assert set(plans) == {(ORDER, None), (DIRECT, None), WHOLE}
    assert plans[WHOLE].reminders == (Reminder(wib(4, 2, 7, 30), K.DIGEST), Reminder(wib(4, 3, 13), K.RECAP))


@pytest.mark.parametrize(
    ("now", "recap"),
    [
        (wib(4, 3, 12, 59), wib(4, 3, 13)),
        (wib(4, 3, 13), wib(4, 10, 13)),
        (wib(4, 4, 9), wib(4, 10, 13)),
    ],
)
def test_the_recap_comes_on_friday_after_the_break(now: datetime, recap: datetime):
    """The last working day of the week, when the office opens again at 13.00."""
    story = Story().ordered()
    story.now = now
    assert Reminder(recap, K.RECAP) in plan_of_cycle(story.running, story.situation).reminders


def test_a_closed_cycle_reminds_of_nothing():
    """SELESAI: no digest, no recap, nothing owed."""
    story = Story().closed()
    assert all_plans(story.running, story.situation) == (Plan(WHOLE, is_open=False, reminders=()),)


@settings(max_examples=150, deadline=None)
@given(start=st.integers(0, 60 * 24 * 400), later=st.integers(0, 60 * 24 * 30))
def test_no_reminder_outside_office_hours(start: int, later: int):
    """Whenever a cycle begins and whenever it is planned anew: every notice comes in office hours and in the future."""
    story = Story(now=wib(4, 1, 0) + timedelta(minutes=start))
    story.ordered().does(SEKRETARIS, c.DirectTeam("Mulai"))
    story.does(TIM, c.RecordCoordination(APTIKA, "Disepakati"))
    story.does(TIM, c.OrderCollection((APTIKA,)))
    story.passes(minutes=later)
    for found in all_plans(story.running, story.situation):
        for each in found.reminders:
            assert each.at > story.now
            assert CALENDAR.is_open(each.at)


def test_kabid_is_the_one_who_promises_at_his_desk():
    """A draft with the Kabid is the Kabid's to promise, not the Staf's; both belong to the unit, so both may."""
    story = Story().collecting().drafted(IKP)
    story.does(kabid(IKP), c.PromiseWork(COLLECT, IKP))
    owed = story.running.assignment(COLLECT, IKP)
    assert owed is not None
    assert owed.promise is not None
    assert owed.promise.by == kabid(IKP)
