"""The door in: nothing that arrived is lost, nothing is handled twice, and what is postponed comes when it is due."""

from __future__ import annotations

from datetime import timedelta

import pytest
from contract_town import BOT, MORNING
from sqlalchemy import Connection, Engine

from storage import inbox
from storage.inbox import AlreadyHandledError, Arrival
from storage.tables import InboxState

LATER = MORNING + timedelta(hours=2)
OTHER_BOT = BOT + 1


def update(number: int, chat_id: int = 1) -> Arrival:
    return Arrival(str(number), chat_id, f'{{"update_id":{number}}}')


def keys(items) -> list[str]:
    return [item.payload for item in items]


def test_a_repeated_update_is_refused(engine: Engine):
    """Telegram repeats what was not acknowledged in time: the second copy is not stored, whatever it holds."""
    with engine.begin() as connection:
        first = inbox.receive(connection, BOT, [update(1), update(2)], MORNING)
    with engine.begin() as connection:
        again = inbox.receive(connection, BOT, [update(2), Arrival("1", 9, "{}"), update(3)], LATER)
    assert [item.chat_id for item in first] == [1, 1]
    assert keys(again) == ['{"update_id":3}']
    with engine.begin() as connection:
        assert keys(inbox.pending(connection, BOT, LATER)) == [f'{{"update_id":{n}}}' for n in (1, 2, 3)]


def test_a_repeat_in_one_batch_is_refused_too(connection: Connection):
    """Even where both copies arrive together only one is handed on."""
    assert len(inbox.receive(connection, BOT, [update(1), update(1)], MORNING)) == 1


def test_a_repeat_of_what_is_done_is_refused(connection: Connection):
    """A finished row still knows its update, so a late repeat does the work no second time."""
    (item,) = inbox.receive(connection, BOT, [update(1)], MORNING)
    inbox.finish(connection, item.id, MORNING)
    assert inbox.receive(connection, BOT, [update(1)], LATER) == ()
    assert inbox.pending(connection, BOT, LATER) == []


def test_two_bots_may_have_updates_of_one_number(connection: Connection):
    """Update ids are Telegram's per bot; each bot sees its own rows only."""
    inbox.receive(connection, BOT, [update(1)], MORNING)
    (other,) = inbox.receive(connection, OTHER_BOT, [update(1, chat_id=2)], MORNING)
    assert [item.id for item in inbox.pending(connection, OTHER_BOT, MORNING)] == [other.id]
    assert inbox.count(connection, BOT, InboxState.PENDING) == 1


def test_what_was_not_committed_has_not_arrived(engine: Engine):
    """A crash before the commit leaves nothing, so Telegram's repeat is taken as new."""
    with engine.connect() as connection:
        with connection.begin() as transaction:
            inbox.receive(connection, BOT, [update(1)], MORNING)
            transaction.rollback()
        with connection.begin():
            assert len(inbox.receive(connection, BOT, [update(1)], MORNING)) == 1


def test_waiting_rows_come_in_the_order_of_arrival_page_by_page(connection: Connection):
    """The backlog after an outage is read oldest first, and a page goes on where the last one ended."""
    received = inbox.receive(connection, BOT, [update(number) for number in (5, 3, 9, 1)], MORNING)
    first = inbox.pending(connection, BOT, MORNING, limit=3)
    assert [item.id for item in first] == [item.id for item in received[:3]]
    assert keys(inbox.pending(connection, BOT, MORNING, after=first[-1].id)) == ['{"update_id":1}']
    assert {item.received_at for item in first} == {MORNING}


def test_a_row_is_finished_once(connection: Connection):
    """Two that work on one row cannot both finish it: the second learns that its work must not stand."""
    (item,) = inbox.receive(connection, BOT, [update(1)], MORNING)
    inbox.finish(connection, item.id, MORNING)
    with pytest.raises(AlreadyHandledError):
        inbox.finish(connection, item.id, LATER)
    with pytest.raises(AlreadyHandledError):
        inbox.finish(connection, item.id + 1000, LATER)


def test_failed_attempts_are_counted(connection: Connection):
    """A row that failed waits on, and says how often it was tried."""
    (item,) = inbox.receive(connection, BOT, [update(1)], MORNING)
    inbox.count_attempt(connection, item.id, "KeyError in act:7")
    inbox.count_attempt(connection, item.id, "KeyError in act:7")
    assert [waiting.attempts for waiting in inbox.pending(connection, BOT, MORNING)] == [2]


def test_a_dead_letter_is_set_aside_and_revived(connection: Connection):
    """After its last attempt a row waits for the admin under its code; revived, it starts from nought."""
    one, two = inbox.receive(connection, BOT, [update(1), update(2, chat_id=4)], MORNING)
    inbox.count_attempt(connection, two.id, "first")
    inbox.bury(connection, two.id, "E-7KQ2M", "KeyError in act:7")
    inbox.bury(connection, one.id, "E-ABCDE", "ValueError in read:1")
    assert inbox.pending(connection, BOT, LATER) == []
    dead = inbox.dead_letters(connection, BOT)
    assert [(letter.id, letter.chat_id, letter.code, letter.attempts) for letter in dead] == [
        (one.id, 1, "E-ABCDE", 1),
        (two.id, 4, "E-7KQ2M", 2),
    ]
    assert (dead[1].error, dead[1].received_at) == ("KeyError in act:7", MORNING)
    assert inbox.revive(connection, BOT, [two.id]) == 1
    assert [(item.id, item.attempts) for item in inbox.pending(connection, BOT, LATER)] == [(two.id, 0)]
    assert [letter.id for letter in inbox.dead_letters(connection, BOT)] == [one.id]


def test_reviving_without_naming_any_takes_all_of_this_bot(connection: Connection):
    """What is done, unknown or another bot's is left alone."""
    one, two, done = inbox.receive(connection, BOT, [update(number) for number in range(3)], MORNING)
    (other,) = inbox.receive(connection, OTHER_BOT, [update(0)], MORNING)
    inbox.finish(connection, done.id, MORNING)
    for item in (one, two, other):
        inbox.bury(connection, item.id, "E-2", "x")
    assert inbox.revive(connection, BOT, [done.id, other.id, 10_000]) == 0
    assert inbox.revive(connection, BOT, []) == 2
    assert inbox.count(connection, OTHER_BOT, InboxState.DEAD) == 1
    assert inbox.count(connection, BOT, InboxState.DONE) == 1


def test_what_another_process_finished_is_not_buried(connection: Connection):
    """A worker that failed late cannot turn done work into a dead letter that a retry would do again."""
    (item,) = inbox.receive(connection, BOT, [update(1)], MORNING)
    inbox.finish(connection, item.id, MORNING)
    inbox.bury(connection, item.id, "E-LATE1", "TimeoutError in act:7")
    assert inbox.dead_letters(connection, BOT) == []
    assert inbox.count(connection, BOT, InboxState.DONE) == 1


def test_a_timer_waits_until_it_is_due(connection: Connection):
    """A postponed row is stored like any other, but handed out only from its instant on."""
    timer = Arrival("waktu:1:tugas:4", 1, "{}", LATER)
    assert inbox.receive(connection, BOT, [timer], MORNING) == ()
    assert inbox.receive(connection, BOT, [timer], MORNING) == ()
    assert inbox.pending(connection, BOT, LATER - timedelta(microseconds=1)) == []
    assert len(inbox.pending(connection, BOT, LATER)) == 1


def test_a_timer_set_for_the_past_is_due_at_once(connection: Connection):
    """What should have rung already is handed out as it is stored."""
    assert len(inbox.receive(connection, BOT, [Arrival("waktu:1", 1, "{}", MORNING)], MORNING)) == 1


def test_the_alarm_is_set_for_the_earliest_timer_that_still_waits(connection: Connection):
    """Neither a finished timer, nor one past, nor an ordinary row counts."""
    assert inbox.next_due(connection, BOT, MORNING) is None
    hours = (5, 1, 3)
    timers = [Arrival(f"waktu:{hour}", 1, str(hour), MORNING + timedelta(hours=hour)) for hour in hours]
    inbox.receive(connection, BOT, [update(1), *timers], MORNING)
    assert inbox.next_due(connection, BOT, MORNING) == MORNING + timedelta(hours=1)
    assert inbox.next_due(connection, BOT, MORNING + timedelta(hours=1)) == MORNING + timedelta(hours=3)
    (three,) = inbox.came_due(connection, BOT, MORNING + timedelta(hours=2), MORNING + timedelta(hours=3))
    inbox.finish(connection, three.id, LATER)
    assert inbox.next_due(connection, BOT, MORNING + timedelta(hours=1)) == MORNING + timedelta(hours=5)
    assert inbox.next_due(connection, OTHER_BOT, MORNING) is None


def test_what_came_due_since_the_last_look_is_found_once(connection: Connection):
    """Of two looks one after the other each timer is in exactly one, in the order they were set."""
    at = [MORNING + timedelta(minutes=minutes) for minutes in (30, 10, 20)]
    inbox.receive(connection, BOT, [Arrival(str(n), 1, str(n), due) for n, due in enumerate(at)], MORNING)
    assert keys(inbox.came_due(connection, BOT, MORNING, MORNING + timedelta(minutes=20))) == ["1", "2"]
    assert keys(inbox.came_due(connection, BOT, MORNING + timedelta(minutes=20), LATER)) == ["0"]
