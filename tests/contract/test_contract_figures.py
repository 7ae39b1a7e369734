"""How things stand: counted alike on both databases, ages from the oldest, lateness without Telegram's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from contract_quarter import QUARTER
from contract_town import BOT, MORNING, TwoOffices
from sqlalchemy import Connection
from sqlmodel import Session

from storage import figures, inbox, outbox, reminders
from storage.cycles import CycleBook, CycleCache
from storage.figures import LAST_NOTICES, Figures, Lateness, Waiting
from storage.inbox import Arrival
from storage.outbox import Delivered, Letter
from storage.statements import Statement
from storage.tables import AccountRow, OutboxState
from workflow.cycle import COLLECT
from workflow.reminders import Plan, Reminder, ReminderKind

NOTE = Letter(BOT, None, 1, "sendMessage", "{}", 1)
NOON = MORNING + timedelta(hours=4)
NONE = Waiting(0, None)


def at(minutes: float) -> datetime:
    return MORNING + timedelta(minutes=minutes)


def stand(connection: Connection) -> Figures:
    return figures.figures(connection, BOT, NOON)


def send(connection: Connection, wanted_at: datetime | None, sent_at: datetime, held_ms: int = 0) -> None:
    item = outbox.post(connection, replace(NOTE, wanted_at=wanted_at), MORNING)
    outbox.mark(connection, [Delivered(item.id, OutboxState.SENT, sent_at, 1, held_ms=held_ms)])


def test_an_empty_database_stands_still(connection: Connection):
    """Nothing waits, nothing is late, and nothing is divided by nothing."""
    assert stand(connection) == Figures(NONE, 0, 0, NONE, 0, 0, 0, 0, None, NONE, Lateness(0, None, 0, 0, 0))


def test_the_oldest_unhandled_row_is_told_and_timers_are_not_among_them(connection: Connection):
    """A timer waits for its time; once it is due, it is unhandled since then, not since it was set."""
    arrivals = [
        (at(0), Arrival("timer", 1, "{}", due_at=NOON + timedelta(days=1))),
        (at(1), Arrival("due", 1, "{}", due_at=at(90))),
        (at(100), Arrival("1", 1, "{}")),
        (at(80), Arrival("2", 1, "{}")),
    ]
    for received_at, arrival in arrivals:
        inbox.receive(connection, BOT, [arrival], received_at)
    inbox.receive(connection, BOT + 1, [Arrival("other bot's", 1, "{}")], MORNING)
    found = stand(connection)
    assert (found.unhandled, found.timers) == (Waiting(3, at(80)), 1)


def test_what_was_handled_or_set_aside_no_longer_waits(connection: Connection):
    """Dead letters are counted by themselves."""
    done, dead = inbox.receive(connection, BOT, [Arrival("1", 1, "{}"), Arrival("2", 1, "{}")], MORNING)
    inbox.finish(connection, done.id, NOON)
    inbox.bury(connection, dead.id, "E-12345", "KeyError")
    found = stand(connection)
    assert (found.unhandled, found.dead) == (NONE, 1)


def test_letters_are_counted_by_what_became_of_them(connection: Connection):
    """Unsent with the age of the oldest, refused, and not to be delivered."""
    posted = [outbox.post(connection, NOTE, at(n)) for n in range(4)]
    outbox.mark(connection, [Delivered(posted[0].id, OutboxState.FAILED, NOON)])
    outbox.mark(connection, [Delivered(posted[1].id, OutboxState.UNREACHABLE, NOON)])
    found = stand(connection)
    assert (found.unsent, found.failed, found.undeliverable) == (Waiting(2, at(2)), 1, 1)


def test_people_who_cannot_be_reached_are_counted_by_bot(connection: Connection, town: TwoOffices):
    """Whoever blocked the bot; not who is reachable, nor who blocked another bot."""
    people = [person.id for person in town.kominfo.persons[:3]]
    with Session(bind=connection) as session:
        for bot, person, blocked_at in ((BOT, people[0], NOON), (BOT, people[1], None), (BOT + 1, people[2], NOON)):
            ids = {"office_id": town.kominfo.id, "person_id": person, "bot_id": bot, "user_id": person}
            session.add(AccountRow(**ids, bound_at=MORNING, active_at=MORNING, unreachable_at=blocked_at))
        session.flush()
    assert stand(connection).unreachable_people == 1


def test_reminders_are_counted_with_the_next_and_the_oldest_overdue_one(connection: Connection, town: TwoOffices):
    """Overdue is what should have been told by now and was not; told and dropped ones are over."""
    cycle_id = CycleBook(connection, town.kominfo.id, CycleCache()).open(QUARTER, MORNING)
    instants = (at(10), at(20), at(300), at(400), at(500))
    plan = tuple(Reminder(instant, ReminderKind.ADVANCE) for instant in instants)
    reminders.keep_plan(connection, town.kominfo.id, cycle_id, Plan((COLLECT, 1), True, plan), MORNING)
    found = stand(connection)
    assert (found.reminders, found.next_reminder_at) == (3, at(300))
    assert found.overdue == Waiting(2, at(10))
    Statement("UPDATE reminder SET state = 'told' WHERE due_at <= :now").change(connection, now=NOON)
    assert stand(connection).overdue == NONE


def test_lateness_is_what_remains_without_telegrams_limits(connection: Connection):
    """Sent two minutes after its time, of which the limits took 90 seconds: half a minute late."""
    send(connection, at(0), at(2), held_ms=90_000)
    assert stand(connection).lateness == Lateness(1, at(2), 30, 30, 30)


def test_nothing_is_early(connection: Connection):
    """A notice before its time, or one that the limits held longer than it was late, is in time."""
    send(connection, at(1), at(0))
    send(connection, at(0), at(1), held_ms=60_001)
    assert stand(connection).lateness == Lateness(2, at(0), 0, 0, 0)


def test_half_and_95_in_100_and_the_worst_are_told(connection: Connection):
    """Of a hundred notices that are one to a hundred seconds late."""
    for late in range(100, 0, -1):
        send(connection, at(0), at(0) + timedelta(seconds=late))
    assert stand(connection).lateness == Lateness(100, at(0) + timedelta(seconds=1), 50, 95, 100)


def test_only_what_was_meant_for_an_instant_and_sent_counts(connection: Connection):
    """Neither answers, which were meant for no instant, nor what could not be delivered, nor another bot's."""
    send(connection, None, at(60))
    outbox.post(connection, replace(NOTE, wanted_at=at(0)), MORNING)
    refused = outbox.post(connection, replace(NOTE, wanted_at=at(0)), MORNING)
    outbox.mark(connection, [Delivered(refused.id, OutboxState.UNREACHABLE, at(60))])
    other = outbox.post(connection, replace(NOTE, bot_id=BOT + 1, wanted_at=at(0)), MORNING)
    outbox.mark(connection, [Delivered(other.id, OutboxState.SENT, at(60), 1)])
    assert stand(connection).lateness.count == 0


@pytest.mark.parametrize("kind", ["sqlite"])
def test_of_many_notices_the_last_thousand_count(connection: Connection):
    """A bad day of last year is not told for ever."""
    send(connection, at(0), at(600))
    for _ in range(LAST_NOTICES):
        send(connection, at(700), at(700) + timedelta(seconds=1))
    assert stand(connection).lateness == Lateness(LAST_NOTICES, at(700) + timedelta(seconds=1), 1, 1, 1)
