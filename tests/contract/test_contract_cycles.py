"""Cycles: what is stored adds up to what the rules decided, whoever reads it and whenever."""

from __future__ import annotations

import json

import pytest
from contract_quarter import CALENDAR, PROCEDURE, QUARTER, WHY, Play, beginning, order, quarter
from contract_town import MORNING, TwoOffices, actor
from sqlalchemy import Connection, Engine
from sqlmodel import Session, col, select

from storage.codec import StoredFormError, decode
from storage.cycles import CycleBook, CycleCache, ProcedureChangedError
from storage.tables import AssignmentRow, CycleRow, HistoryRow, SubmissionRow
from workflow import commands as c
from workflow.cycle import Cycle, CycleState
from workflow.decide import Situation, run
from workflow.evolve import fold
from workflow.office import Actor
from workflow.procedure_file import default_text


@pytest.fixture
def play(engine: Engine, town: TwoOffices) -> Play:
    return Play(engine, town.kominfo)


def fresh(play: Play, connection: Connection) -> CycleBook:
    """Return the book of a process that has just started."""
    return CycleBook(connection, play.office.id, CycleCache())


def projected(connection: Connection, cycle_id: int) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """Return the assignments and submissions as their tables say."""
    with Session(bind=connection) as session:
        owed = session.exec(select(AssignmentRow).where(AssignmentRow.cycle_id == cycle_id)).all()
        sent = session.exec(select(SubmissionRow).where(SubmissionRow.cycle_id == cycle_id)).all()
        return (
            {
                (row.step, row.unit_key, row.round, row.state, row.phase, row.started_at, row.due_at, row.finished_at)
                for row in owed
            },
            {
                (row.unit_id, row.version, row.number, row.state, row.files, row.submitted_at, row.sent_at)
                for row in sent
            },
        )


def expected(cycle: Cycle) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """Return the assignments and submissions as the cycle says."""
    return (
        {
            (
                owed.step,
                owed.unit_id or 0,
                owed.round,
                owed.state.value,
                owed.phase.value,
                owed.started_at,
                owed.due_at,
                owed.finished_at,
            )
            for owed in cycle.assignments.values()
        },
        {
            (
                sent.unit_id,
                sent.version,
                sent.number,
                sent.state.value,
                json.dumps(sent.files),
                sent.submitted_at,
                sent.sent_at,
            )
            for sent in cycle.submissions
        },
    )


def test_a_quarter_read_anew_is_the_quarter_that_was_played(play: Play):
    """After every single act a process that has just started reads the very cycle that the rules led to."""
    for who, make in quarter(play.office):
        lived = play.does(who, make(play.cycle))
        with play.engine.begin() as connection:
            book = fresh(play, connection)
            assert book.get(lived.id) == lived
            assert book.history(lived.id) == play.recorded
            assert projected(connection, lived.id) == expected(lived)
    assert lived.state is CycleState.CLOSED
    assert fold(play.recorded, cycle_id=lived.id, office_id=play.office.id) == lived


def test_the_cycles_own_row_keeps_up(play: Play):
    """State, number of events, start and end stand in the row, for questions that need no history."""
    cycle = play.plays(quarter(play.office))
    with Session(play.engine) as session:
        row = session.exec(select(CycleRow)).one()
        assert (row.office_id, row.year, row.quarter) == (play.office.id, 2026, 1)
        assert (row.state, row.length) == ("closed", len(play.recorded))
        assert (row.started_at, row.closed_at) == (MORNING, cycle.closed_at)


def test_history_names_who_in_which_capacity_when_what_and_why(play: Play):
    """Each event is a numbered row that says on whose post it was done and which message caused it."""
    for cause_id, (who, make) in enumerate(beginning(play.office)[:3], start=40):
        play.does(who, make(play.cycle), cause_id)
    sekretaris = actor(play.office, "sekretaris")
    with Session(play.engine) as session:
        rows = session.exec(select(HistoryRow).order_by(col(HistoryRow.position))).all()
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))
        assert [row.at for row in rows] == [entry.at for entry in play.recorded]
        assert {row.cause_id for row in rows} == {40, 41, 42}
        last = next(row for row in rows if row.kind == "DisposisiReturned")
        assert (last.person_id, last.post_id, last.cause_id) == (sekretaris.person_id, sekretaris.post_id, 42)
        assert decode(Actor, last.actor) == sekretaris
        assert json.loads(last.event) == {"post_id": sekretaris.post_id, "reason": WHY}


def test_a_cycle_is_found_by_what_is_asked_for(play: Play):
    """Running, latest and of a quarter: a closed one runs no more, and is still the latest and the quarter's."""
    with play.engine.begin() as connection:
        book = fresh(play, connection)
        assert (book.running(), book.latest(), book.of_quarter(QUARTER), book.get(1)) == (None, None, None, None)
    running = play.plays(beginning(play.office))
    with play.engine.begin() as connection:
        book = fresh(play, connection)
        assert book.running() == book.latest() == book.of_quarter(QUARTER) == running
        assert book.of_quarter(QUARTER.next) is None
    closed = play.plays(quarter(play.office)[len(beginning(play.office)) :])
    with play.engine.begin() as connection:
        book = fresh(play, connection)
        assert book.running() is None
        assert book.latest() == book.of_quarter(QUARTER) == closed


def test_recent_cycles_come_newest_first_and_no_more_than_asked_for(play: Play):
    """Withdrawn ones among them, those of other offices never; a row without events is no cycle yet."""
    play.does("kadis", order(play.office))
    withdrawn = play.does("kadis", c.WithdrawDisposisi())
    again = open_anew(play)
    with play.engine.begin() as connection:
        assert fresh(play, connection).recent(12) == [again, withdrawn]
        assert fresh(play, connection).recent(1) == [again]
        assert CycleBook(connection, play.office.id + 1, CycleCache()).recent(12) == []
        book = fresh(play, connection)
        book.open(QUARTER.previous, MORNING)
        assert book.recent(12) == [again, withdrawn]


def open_anew(play: Play) -> Cycle:
    """Start the quarter's cycle once more, after the first was withdrawn."""
    with play.engine.begin() as connection:
        book = fresh(play, connection)
        cycle_id = book.open(QUARTER, play.now)
        situation = Situation(play.now, play.office, PROCEDURE, CALENDAR)
        cycle, recorded = run(None, order(play.office), actor(play.office, "kadis"), situation, cycle_id)
        book.append(cycle, recorded, None)
    return cycle


def test_a_withdrawn_cycle_gives_its_quarter_free(play: Play):
    """A disposisi taken back unread leaves the quarter open to a new cycle, and stays on record."""
    play.does("kadis", order(play.office))
    withdrawn = play.does("kadis", c.WithdrawDisposisi())
    assert withdrawn.state is CycleState.WITHDRAWN
    with play.engine.begin() as connection:
        book = fresh(play, connection)
        assert book.of_quarter(QUARTER) is None
        assert book.running() is None
        assert book.get(withdrawn.id) == book.latest() == withdrawn
        assert book.open(QUARTER, play.now) != withdrawn.id


def test_whether_a_quarter_was_begun_is_told_without_its_history(play: Play):
    """A history that no longer loads does not stop the bot from starting, and the quarter is not proposed again."""
    with play.engine.begin() as connection:
        assert fresh(play, connection).is_begun(QUARTER) is False
    play.does("kadis", order(play.office))
    with play.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE history SET event = 'rusak'")
        assert fresh(play, connection).is_begun(QUARTER) is True
        assert fresh(play, connection).is_begun(QUARTER.next) is False
        with pytest.raises(StoredFormError):
            fresh(play, connection).latest()


def test_the_cycle_written_in_a_transaction_is_what_it_reads(play: Play):
    """A turn that acts twice acts the second time on what the first has done."""
    with play.engine.begin() as connection:
        book = play.book(connection)
        first, recorded = play.decides(book, "kadis", order(play.office))
        book.append(first, recorded, None)
        assert book.get(first.id) is book.latest() is first
        second, recorded = play.decides(book, "sekretaris", c.ReadDisposisi())
        book.append(second, recorded, None)
    with play.engine.begin() as connection:
        assert fresh(play, connection).latest() == second


def test_only_what_is_committed_enters_the_cache(play: Play):
    """A turn that fails after it has written leaves the shared cache as it was, and the next one acts on the truth."""
    before = play.does("kadis", order(play.office))
    with play.engine.connect() as connection, connection.begin() as transaction:
        book = play.book(connection)
        undone, recorded = play.decides(book, "sekretaris", c.ReadDisposisi())
        book.append(undone, recorded, None)
        assert play.book(connection).latest() == undone
        transaction.rollback()
    returned = play.does("sekretaris", c.ReturnDisposisi(WHY))
    assert returned != undone
    with play.engine.begin() as connection:
        assert play.book(connection).latest() == fresh(play, connection).latest() == returned
    assert len(returned.disposisi) == len(before.disposisi)


def test_a_rolled_back_act_is_not_taken_for_another_of_its_length(play: Play):
    """Two acts of as many events lead to two cycles: the undone one must not be read in place of the committed one."""
    play.does("kadis", order(play.office))
    with play.engine.connect() as connection, connection.begin() as transaction:
        book = play.book(connection)
        undone, recorded = play.decides(book, "sekretaris", c.ReadDisposisi())
        book.append(undone, recorded, None)
        assert play.book(connection).latest() == undone
        transaction.rollback()
    other_process = Play(play.engine, play.office)
    other_process.now = play.now
    lived = other_process.does("perencanaan", c.ReadDisposisi())
    with play.engine.begin() as connection:
        assert play.book(connection).latest() == lived


def test_a_cached_cycle_is_not_used_once_another_process_has_acted(play: Play):
    """The number of events tells an old copy from the truth."""
    play.does("kadis", order(play.office))
    elsewhere = Play(play.engine, play.office)
    elsewhere.now = play.now
    acted = elsewhere.does("sekretaris", c.ReadDisposisi())
    with play.engine.begin() as connection:
        assert play.book(connection).latest() == acted


def test_a_procedure_is_kept_per_version(play: Play):
    """A cycle can always be read by the SOP with which it was started; another text needs another version."""
    play.does("kadis", order(play.office))
    with play.engine.begin() as connection:
        book = fresh(play, connection)
        assert book.procedure_text(PROCEDURE.code, PROCEDURE.version) == default_text()
        book.keep_procedure(PROCEDURE.code, PROCEDURE.version, default_text())
        book.keep_procedure(PROCEDURE.code, PROCEDURE.version + 1, "lain")
        assert book.procedure_text(PROCEDURE.code, PROCEDURE.version + 1) == "lain"
        assert book.procedure_text(PROCEDURE.code, PROCEDURE.version + 2) is None
        with pytest.raises(ProcedureChangedError) as refused:
            book.keep_procedure(PROCEDURE.code, PROCEDURE.version, default_text() + "\n# diubah")
    assert (refused.value.code, refused.value.version) == (PROCEDURE.code, PROCEDURE.version)
