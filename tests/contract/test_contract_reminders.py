"""Reminders as rows: planned once, told once, dropped with what they are about, and found when they are due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from contract_quarter import QUARTER
from contract_town import MORNING, TwoOffices
from sqlalchemy import Connection, text

from storage import reminders
from storage.cycles import CycleBook, CycleCache
from workflow.cycle import COLLECT, DIRECT, AssignmentKey
from workflow.reminders import WHOLE, Plan, Reminder, ReminderKind

K = ReminderKind
NOON = MORNING + timedelta(hours=4)
KEY: AssignmentKey = (COLLECT, 1)


@pytest.fixture
def cycle_id(connection: Connection, town: TwoOffices) -> int:
    """Return a cycle of the first office, without anything in it."""
    return CycleBook(connection, town.kominfo.id, CycleCache()).open(QUARTER, MORNING)


def plan(
    connection: Connection,
    town: TwoOffices,
    cycle_id: int,
    *wanted: tuple[ReminderKind, datetime],
    key: AssignmentKey = KEY,
    is_open: bool = True,
    now: datetime = MORNING,
) -> None:
    found = Plan(key, is_open, tuple(Reminder(at, kind) for kind, at in wanted))
    reminders.keep_plan(connection, town.kominfo.id, cycle_id, found, now)


def due(connection: Connection, cycle_id: int, now: datetime) -> list[tuple[ReminderKind, datetime]]:
    return sorted((each.kind, each.due_at) for each in reminders.due_of(connection, cycle_id, now))


def test_what_is_planned_is_due_at_its_instant(connection: Connection, town: TwoOffices, cycle_id: int):
    """Nothing before its time; at its time it is found, with its cycle and office."""
    plan(connection, town, cycle_id, (K.ADVANCE, NOON))
    assert reminders.due_cycles(connection, NOON - timedelta(seconds=1)) == []
    assert reminders.next_due(connection, MORNING) == NOON
    (found,) = reminders.due_cycles(connection, NOON)
    assert (found.office_id, found.cycle_id, found.count) == (town.kominfo.id, cycle_id, 1)
    assert due(connection, cycle_id, NOON) == [(K.ADVANCE, NOON)]


def test_planning_twice_is_planning_once(connection: Connection, town: TwoOffices, cycle_id: int):
    """The database refuses a second reminder of one assignment, kind and instant."""
    plan(connection, town, cycle_id, (K.ADVANCE, NOON))
    plan(connection, town, cycle_id, (K.ADVANCE, NOON))
    assert connection.execute(text("SELECT COUNT(*) FROM reminder")).scalar_one() == 1


def test_a_reminder_is_claimed_once(connection: Connection, town: TwoOffices, cycle_id: int):
    """Two ticks at once: the second finds that it has been told; and no plan brings it back."""
    plan(connection, town, cycle_id, (K.ADVANCE, NOON))
    (found,) = reminders.due_of(connection, cycle_id, NOON)
    assert reminders.tell(connection, found.id, NOON)
    assert not reminders.tell(connection, found.id, NOON)
    plan(connection, town, cycle_id, (K.ADVANCE, NOON), now=NOON)
    assert due(connection, cycle_id, NOON) == []


def test_a_new_plan_drops_what_is_to_come(connection: Connection, town: TwoOffices, cycle_id: int):
    """After an extension the old instants are gone; one that both plans share stays and comes once."""
    plan(connection, town, cycle_id, (K.ADVANCE, NOON), (K.OVERDUE, NOON + timedelta(days=1)))
    plan(connection, town, cycle_id, (K.ADVANCE, NOON), (K.OVERDUE, NOON + timedelta(days=3)))
    late = NOON + timedelta(days=9)
    assert due(connection, cycle_id, late) == [(K.OVERDUE, NOON + timedelta(days=3)), (K.ADVANCE, NOON)]


def test_what_is_due_already_survives_a_new_plan(connection: Connection, town: TwoOffices, cycle_id: int):
    """The bot was down at noon, and an act comes before the reminder is told: it is told all the same."""
    plan(connection, town, cycle_id, (K.ADVANCE, NOON))
    after = NOON + timedelta(hours=1)
    plan(connection, town, cycle_id, (K.OVERDUE, NOON + timedelta(days=1)), now=after)
    assert due(connection, cycle_id, after) == [(K.ADVANCE, NOON)]


def test_what_is_over_is_reminded_of_no_more(connection: Connection, town: TwoOffices, cycle_id: int):
    """Finishing drops everything of the assignment, what was due too, and leaves other assignments alone."""
    plan(connection, town, cycle_id, (K.ADVANCE, NOON), (K.OVERDUE, NOON + timedelta(days=1)))
    plan(connection, town, cycle_id, (K.ADVANCE, NOON), key=(COLLECT, 2))
    plan(connection, town, cycle_id, is_open=False, now=NOON)
    found = reminders.due_of(connection, cycle_id, NOON + timedelta(days=9))
    assert [each.key for each in found] == [(COLLECT, 2)]


def test_a_dropped_reminder_can_be_planned_again(connection: Connection, town: TwoOffices, cycle_id: int):
    """A promise took it away, the promise is void: it comes after all."""
    plan(connection, town, cycle_id, (K.ADVANCE, NOON))
    plan(connection, town, cycle_id)
    plan(connection, town, cycle_id, (K.ADVANCE, NOON))
    assert due(connection, cycle_id, NOON) == [(K.ADVANCE, NOON)]


def test_putting_off_keeps_what_it_was_meant_for(connection: Connection, town: TwoOffices, cycle_id: int):
    """Outside office hours it waits for the opening; two of a kind become one."""
    opening = MORNING + timedelta(days=1)
    plan(connection, town, cycle_id, (K.ADVANCE, NOON), (K.ADVANCE, NOON + timedelta(hours=1)))
    for each in reminders.due_of(connection, cycle_id, NOON + timedelta(hours=2)):
        reminders.put_off(connection, each, opening)
    (found,) = reminders.due_of(connection, cycle_id, opening)
    assert (found.due_at, found.meant_at) == (opening, NOON)


def test_putting_off_to_an_instant_that_was_dropped_loses_nothing(
    connection: Connection, town: TwoOffices, cycle_id: int
):
    """An earlier plan had one of its kind at that opening; it was dropped, so it does not stand for this one."""
    opening = MORNING + timedelta(days=1)
    plan(connection, town, cycle_id, (K.ADVANCE, opening))
    plan(connection, town, cycle_id, (K.ADVANCE, NOON))
    (missed,) = reminders.due_of(connection, cycle_id, NOON + timedelta(hours=1))
    reminders.put_off(connection, missed, opening)
    (found,) = reminders.due_of(connection, cycle_id, opening)
    assert (found.due_at, found.meant_at) == (opening, NOON)


def test_what_was_put_off_survives_a_new_plan(connection: Connection, town: TwoOffices, cycle_id: int):
    """The calendar changes in the evening: what the day has missed is still told in the morning."""
    opening = MORNING + timedelta(days=1)
    plan(connection, town, cycle_id, (K.ADVANCE, NOON))
    (missed,) = reminders.due_of(connection, cycle_id, NOON)
    reminders.put_off(connection, missed, opening)
    plan(connection, town, cycle_id, (K.OVERDUE, opening), now=NOON + timedelta(hours=8))
    assert due(connection, cycle_id, opening) == [(K.OVERDUE, opening), (K.ADVANCE, opening)]


def test_of_two_put_off_the_earlier_is_named(connection: Connection, town: TwoOffices, cycle_id: int):
    """In whichever order they were planned, what stands for both was meant for the first instant."""
    opening = MORNING + timedelta(days=1)
    later = NOON + timedelta(hours=1)
    plan(connection, town, cycle_id, (K.ADVANCE, later), (K.ADVANCE, NOON))
    for each in reminders.due_of(connection, cycle_id, later):
        reminders.put_off(connection, each, opening)
    (found,) = reminders.due_of(connection, cycle_id, opening)
    assert found.meant_at == NOON


def test_what_is_planned_again_is_meant_for_its_own_instant(connection: Connection, town: TwoOffices, cycle_id: int):
    """It had been put off to there before it was dropped; that no longer makes it late."""
    opening = MORNING + timedelta(days=1)
    plan(connection, town, cycle_id, (K.ADVANCE, NOON))
    (missed,) = reminders.due_of(connection, cycle_id, NOON)
    reminders.put_off(connection, missed, opening)
    plan(connection, town, cycle_id, is_open=False, now=NOON)
    plan(connection, town, cycle_id, (K.ADVANCE, opening), now=NOON)
    (found,) = reminders.due_of(connection, cycle_id, opening)
    assert found.meant_at == opening


def test_the_next_instant_beyond_now(connection: Connection, town: TwoOffices, cycle_id: int):
    """The alarm is set for the earliest that is still to come, whatever is due already."""
    plan(connection, town, cycle_id, (K.ADVANCE, MORNING), (K.DUE, NOON), now=MORNING - timedelta(days=1))
    assert reminders.next_due(connection, MORNING) == NOON
    assert reminders.next_due(connection, NOON) is None


def test_a_running_cycle_without_reminders_is_found(connection: Connection, town: TwoOffices, cycle_id: int):
    """A cycle begun before there were reminders has no digest to come; one that was planned has."""
    assert reminders.unplanned(connection) == [(town.kominfo.id, cycle_id)]
    plan(connection, town, cycle_id, (K.DIGEST, NOON), key=WHOLE)
    assert reminders.unplanned(connection) == []


def test_steps_owed_once_have_no_unit(connection: Connection, town: TwoOffices, cycle_id: int):
    """A key without a unit comes back as it went in."""
    plan(connection, town, cycle_id, (K.DUE, NOON), key=(DIRECT, None))
    assert reminders.due_of(connection, cycle_id, NOON)[0].key == (DIRECT, None)
