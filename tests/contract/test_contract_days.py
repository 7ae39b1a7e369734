"""Days of an office set one by one while its bot runs: kept, found again, and every cache learns of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier, Thread

from contract_quarter import CALENDAR, PROCEDURE, QUARTER, Play, beginning, order
from contract_town import TwoOffices, actor, person
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from storage import offices
from storage.cycles import CycleBook, CycleCache
from storage.offices import OfficeWriter
from storage.tables import DayRow
from workflow import commands as c
from workflow.cycle import Cycle
from workflow.decide import run
from workflow.events import DeadlineMoved
from workflow.office import NO_POST, Role
from workflow.quarter import Quarter
from workflow.situation import Situation

JOINT_LEAVE = date(2026, 4, 10)
NATIONAL = date(2026, 5, 1)


def days(session: Session, office_id: int) -> tuple[set[date], set[date]]:
    """Return the office's own days off and its working days."""
    found = offices.days(session, office_id)
    return set(found.added), set(found.removed)


def rows(session: Session, office_id: int) -> list[tuple[date, bool, str, str]]:
    """Return the office's days as they stand in their table."""
    found = session.exec(select(DayRow).where(DayRow.office_id == office_id).order_by(col(DayRow.day_on)))
    return [(row.day_on, row.is_off, row.note, row.hours) for row in found]


def test_a_day_is_set_and_set_otherwise(session: Session, town: TwoOffices):
    """Off with its decree, worked after all, off again: the last word counts, and there is one row."""
    office_id = town.kominfo.id
    offices.set_day(session, office_id, JOINT_LEAVE, is_off=True, note="SKB 3 Menteri")
    assert days(session, office_id) == ({JOINT_LEAVE}, set())
    offices.set_day(session, office_id, JOINT_LEAVE, is_off=False, note="SKB dicabut")
    assert days(session, office_id) == (set(), {JOINT_LEAVE})
    offices.set_day(session, office_id, JOINT_LEAVE, is_off=True, note="SKB baru")
    assert rows(session, office_id) == [(JOINT_LEAVE, True, "SKB baru", "")]


def test_an_own_day_that_is_cleared_is_an_ordinary_day(session: Session, town: TwoOffices):
    """Neither off nor worked against the national list; a day that was never set is cleared without ado."""
    office_id = town.kominfo.id
    offices.set_day(session, office_id, JOINT_LEAVE, is_off=True, note="Salah tulis")
    offices.clear_day(session, office_id, JOINT_LEAVE)
    offices.clear_day(session, office_id, NATIONAL)
    assert rows(session, office_id) == []


def test_a_half_day_that_was_off_for_a_while_is_a_half_day_again(session: Session, town: TwoOffices):
    """The hours that the office's file gave the day are not lost by a day off that is taken back."""
    office_id = town.kominfo.id
    session.add(DayRow(office_id=office_id, day_on=JOINT_LEAVE, is_off=False, hours="07.30-11.30"))
    offices.set_day(session, office_id, JOINT_LEAVE, is_off=True, note="Libur")
    offices.clear_day(session, office_id, JOINT_LEAVE)
    assert rows(session, office_id) == [(JOINT_LEAVE, False, "", "07.30-11.30")]


def test_every_change_raises_the_revision_of_its_office_only(engine: Engine, town: TwoOffices):
    """Whoever has the calendar in memory reads it anew; the neighbour need not."""
    with Session(engine) as session:
        before = {each.id: each.revision for each in offices.listed(session)}
        offices.set_day(session, town.kominfo.id, JOINT_LEAVE, is_off=True, note="SKB")
        offices.clear_day(session, town.kominfo.id, JOINT_LEAVE)
        session.commit()
    with engine.begin() as connection:
        assert offices.revision(connection, town.kominfo.id) == before[town.kominfo.id] + 2
        assert offices.revision(connection, town.dukcapil.id) == before[town.dukcapil.id]


def test_a_day_of_one_office_is_none_of_the_other(session: Session, town: TwoOffices):
    """The same date is set by both, cleared by one, and stays with the other."""
    for office in (town.kominfo, town.dukcapil):
        offices.set_day(session, office.id, JOINT_LEAVE, is_off=True, note=office.code)
    offices.clear_day(session, town.kominfo.id, JOINT_LEAVE)
    assert rows(session, town.kominfo.id) == []
    assert rows(session, town.dukcapil.id) == [(JOINT_LEAVE, True, "dukcapil", "")]


def test_a_file_taken_in_later_has_the_last_word(session: Session, town: TwoOffices):
    """A day set in the chat and said otherwise by the office's file: the file counts, in the same row."""
    offices.set_day(session, town.kominfo.id, JOINT_LEAVE, is_off=True, note="SKB")
    writer = OfficeWriter(session, "kominfo")
    writer.head("Dinas kominfo", "Asia/Jakarta", {}, self_approval=False)
    writer.day(JOINT_LEAVE, is_off=False)
    writer.done()
    assert days(session, town.kominfo.id) == (set(), {JOINT_LEAVE})


def test_two_admins_at_once_both_get_their_day(engine: Engine, town: TwoOffices):
    """One waits for the other; neither day nor revision is lost."""
    office_id, both = town.kominfo.id, Barrier(2)
    with engine.begin() as connection:
        before = offices.revision(connection, office_id)

    def sets(day: date) -> None:
        both.wait()
        with Session(engine) as session:
            offices.set_day(session, office_id, day, is_off=True, note="SKB")
            session.commit()

    admins = [Thread(target=sets, args=(day,)) for day in (JOINT_LEAVE, NATIONAL)]
    for admin in admins:
        admin.start()
    for admin in admins:
        admin.join()
    with Session(engine) as session:
        assert days(session, office_id) == ({JOINT_LEAVE, NATIONAL}, set())
        assert offices.revision(session.connection(), office_id) == before + 2


def moved(play: Play, day: date) -> tuple[DeadlineMoved, ...]:
    """Let the play's deadlines follow a calendar with one more day off, as its admin; returns what happened."""
    admin = play.office.admin(person(play.office, "sekretaris"))
    calendar = replace(CALENDAR, days_off=frozenset({day}))
    with play.engine.begin() as connection:
        book = play.book(connection)
        cycle = book.running()
        assert cycle is not None
        situation = Situation(play.now, play.office, PROCEDURE, calendar)
        changed, recorded = run(cycle, c.MoveDeadlines("SKB 3 Menteri"), admin, situation, cycle.id)
        book.append(changed, recorded, None)
    book.committed()
    play.cycle = changed
    return tuple(each.event for each in recorded if isinstance(each.event, DeadlineMoved))


def test_moved_deadlines_are_on_record_with_the_admin_who_holds_no_post(engine: Engine, town: TwoOffices):
    """The history names person, capacity and reason; the table of assignments has the new time."""
    play = Play(engine, town.kominfo)
    play.plays(beginning(town.kominfo))
    events = moved(play, JOINT_LEAVE)
    assert len(events) == len(town.kominfo.units)
    with engine.begin() as connection:
        book = CycleBook(connection, town.kominfo.id, CycleCache())
        cycle = book.running()
        last = book.history(play.cycle.id if play.cycle else 0)[-1]
        stored = connection.execute(text("SELECT due_at FROM assignment WHERE step = 4 AND state = 'open'")).scalars()
        assert {str(due_at)[:10] for due_at in stored} == {"2026-04-16"}
    assert cycle == play.cycle
    assert (last.event, last.actor.role, last.actor.post_id) == (events[-1], Role.ADMIN, NO_POST)


def starts(play: Play, quarter: Quarter, now: datetime) -> Cycle:
    """Let the Kepala Dinas begin another quarter while the first one is still open."""
    with play.engine.begin() as connection:
        book = play.book(connection)
        situation = Situation(now, play.office, PROCEDURE, CALENDAR)
        command = replace(order(play.office), quarter=quarter)
        cycle, recorded = run(None, command, actor(play.office, "kadis"), situation, book.open(quarter, now))
        book.append(cycle, recorded, None)
    book.committed()
    return cycle


def test_all_running_cycles_are_found_and_no_others(engine: Engine, town: TwoOffices):
    """An old quarter that is still open counts beside the new one; ended ones and those of others do not."""
    play, other = Play(engine, town.kominfo), Play(engine, town.dukcapil)
    first = play.plays(beginning(town.kominfo)[:2])
    other.plays(beginning(town.dukcapil)[:1])
    second = starts(play, QUARTER.next, datetime(2026, 7, 1, 1, tzinfo=UTC))
    with engine.begin() as connection:
        assert CycleBook(connection, town.kominfo.id, CycleCache()).all_running() == [first, second]
        assert play.book(connection).all_running() == [first, second]
        connection.execute(text("UPDATE cycle SET state = 'closed' WHERE id = :id"), {"id": first.id})
        running = CycleBook(connection, town.kominfo.id, CycleCache()).all_running()
        assert [cycle.id for cycle in running] == [second.id]
