"""Units are reminded of their plans' items on the morning of the last day, and while something is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from small_office import APTIKA, IKP, ITEM, KADIS, STATISTIK, WIB, Story, kabid, staf

from workflow import commands as c
from workflow.cycle import FollowUpStatus
from workflow.item_reminders import ITEMS, all_item_plans, changed_item_plans, due_items, plan_of_items
from workflow.reminders import Reminder, ReminderKind

FRIDAY = date(2026, 5, 8)
SUNDAY = date(2026, 5, 10)
DONE = c.ReportFollowUp(IKP, 1, FollowUpStatus.SELESAI, "Sudah dikerjakan")


def planned(*due: date) -> Story:
    """Return a story in which IKP has an item for each of these days, and the cycle is closed."""
    story = Story().decided()
    story.does(kabid(IKP), c.SubmitPlan(IKP, tuple(replace(ITEM, due_on=on) for on in due)))
    for unit in (APTIKA, STATISTIK):
        story.does(kabid(unit), c.SubmitPlan(unit, (ITEM,)))
    return story


def at(day: date, hour: int = 7, minute: int = 30) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=WIB).astimezone(UTC)


def to_come(story: Story) -> tuple[Reminder, ...]:
    return plan_of_items(story.running, IKP, story.situation).reminders


def told(story: Story, day: date) -> list[int]:
    """Return the numbers of the items of which IKP hears on the morning of that day."""
    story.now = at(day)
    return [item.number for item in due_items(story.running, IKP, story.situation)]


def test_the_last_morning_and_the_morning_after_are_planned_with_the_plan():
    """Two items due the same day are one notice; a due day off is spoken of on the working day before."""
    story = planned(FRIDAY, FRIDAY, SUNDAY)
    monday = at(FRIDAY + timedelta(days=3))
    assert to_come(story) == (
        Reminder(at(FRIDAY), ReminderKind.LAST_MORNING),
        Reminder(monday, ReminderKind.OVERDUE),
    )
    assert told(story, FRIDAY - timedelta(days=1)) == []
    assert told(story, FRIDAY) == [1, 2, 3]


def test_what_is_overdue_comes_back_once_a_week():
    """Neither every morning nor never."""
    story = planned(FRIDAY)
    story.now = at(date(2026, 5, 11), 8)
    assert to_come(story) == (Reminder(at(date(2026, 5, 18)), ReminderKind.OVERDUE),)
    assert told(story, date(2026, 5, 18)) == [1]


def test_what_waits_for_verification_is_reminded_of_no_more():
    """The unit has done its part; sent back, it is owed again and late at once."""
    story = planned(FRIDAY)
    story.does(staf(IKP), DONE)
    plan = plan_of_items(story.running, IKP, story.situation)
    assert (plan.is_open, plan.reminders) == (False, ())
    story.now = at(date(2026, 5, 12), 9)
    story.does(KADIS, c.ReturnFollowUp(IKP, 1, 1, "Belum terlihat"))
    assert to_come(story) == (Reminder(at(date(2026, 5, 18)), ReminderKind.OVERDUE),)


def test_only_the_unit_that_is_concerned_is_planned_anew():
    """The plans are kept under a key of their own, beside those of the seven steps."""
    story = planned(FRIDAY)
    before = len(story.history)
    story.does(staf(IKP), DONE)
    changed = changed_item_plans(story.running, story.history[before:], story.situation)
    assert [plan.key for plan in changed] == [(ITEMS, IKP)]
    assert {plan.key for plan in all_item_plans(story.running, story.situation)} == {
        (ITEMS, unit) for unit in (IKP, APTIKA, STATISTIK)
    }
