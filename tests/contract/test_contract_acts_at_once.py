"""Two who act on one cycle at once: one after the other, each on what the other has done, or told to try again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from contract_quarter import QUARTER, Play, order
from contract_town import TwoOffices
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from storage.cycles import ConcurrentActError, CycleBook, CycleCache
from workflow import commands as c
from workflow.cycle import ReceiptState

WAIT_SECONDS = 20
"""For a thread that should end at once."""


@pytest.fixture
def play(engine: Engine, town: TwoOffices) -> Play:
    begun = Play(engine, town.kominfo)
    begun.does("kadis", order(town.kominfo))
    return begun


@contextmanager
def impatient(engine: Engine):
    """Begin a transaction that does not wait for locks: what would wait raises OperationalError."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        if engine.dialect.name == "sqlite":
            raw.execute("PRAGMA busy_timeout=0")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL lock_timeout='1ms'")
            yield connection
    engine.dispose()


@pytest.mark.parametrize(
    "read",
    [
        lambda book: book.latest(),
        lambda book: book.running(),
        lambda book: book.of_quarter(QUARTER),
        lambda book: book.get(book.held),
    ],
    ids=["latest", "running", "of_quarter", "get"],
)
def test_a_cycle_that_is_being_acted_on_is_locked(
    play: Play, url: str, opened: Callable[[str], Engine], read: Callable[[CycleBook], object]
):
    """However it is read, nobody reads a cycle between another's reading and commit, in whatever process."""
    other = opened(url)

    def reads(connection: Connection) -> object:
        book = CycleBook(connection, play.office.id, CycleCache())
        book.held = play.cycle.id  # type: ignore[attr-defined, union-attr]
        return read(book)

    with play.engine.begin() as connection:
        assert reads(connection) == play.cycle
        with pytest.raises(OperationalError), impatient(other) as beside:
            reads(beside)
    with other.begin() as beside:
        assert reads(beside) == play.cycle


def test_whoever_waited_acts_on_what_the_first_has_done(play: Play):
    """Sekretaris and Subbag open the disposisi in the same moment: both readings are kept, in an order."""
    other = Play(play.engine, play.office, play.cache)
    other.now = play.now
    with ThreadPoolExecutor(1) as beside:
        with play.engine.begin() as connection:
            book = play.book(connection)
            changed, recorded = play.decides(book, "sekretaris", c.ReadDisposisi())
            second = beside.submit(other.does, "perencanaan", c.ReadDisposisi())
            book.append(changed, recorded, None)
        book.committed()
        after = second.result(timeout=WAIT_SECONDS)
    assert {receipt.state for receipt in after.disposisi[-1].receipts.values()} == {ReceiptState.READ}
    with play.engine.begin() as connection:
        assert CycleBook(connection, play.office.id, CycleCache()).latest() == after


def test_an_act_on_an_old_reading_is_refused(play: Play):
    """A cycle that got longer since it was read is not written to: the work is to be done again."""
    with play.engine.connect() as connection, connection.begin() as transaction:
        stale, book = play.book(connection), play.book(connection)
        late, late_events = play.decides(stale, "sekretaris", c.ReadDisposisi())
        changed, recorded = play.decides(book, "perencanaan", c.ReadDisposisi())
        book.append(changed, recorded, None)
        with pytest.raises(ConcurrentActError):
            stale.append(late, late_events, None)
        transaction.rollback()
    with play.engine.begin() as connection:
        assert play.book(connection).latest() == play.cycle


def test_two_who_start_a_quarter_at_once_start_one_cycle(engine: Engine, town: TwoOffices):
    """The database refuses the second cycle of a quarter; whoever tries again finds the first."""
    plays = [Play(engine, town.kominfo) for _ in range(2)]
    with ThreadPoolExecutor(1) as beside:
        with engine.begin() as connection:
            book = plays[0].book(connection)
            changed, recorded = plays[0].decides(book, "kadis", order(town.kominfo))
            second = beside.submit(plays[1].does, "kadis", order(town.kominfo))
            book.append(changed, recorded, None)
        assert second.exception(timeout=WAIT_SECONDS) is not None
    with engine.begin() as connection:
        assert CycleBook(connection, town.kominfo.id, CycleCache()).running() == changed
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM cycle").scalar_one() == 1


def test_a_second_cycle_of_a_quarter_is_refused_as_a_concurrent_act(play: Play):
    """The refusal is one that has the work done again, not one that counts as the person's failure."""
    with pytest.raises(ConcurrentActError), play.engine.begin() as connection:
        play.book(connection).open(QUARTER, play.now)


def test_acts_in_two_offices_do_not_wait_for_each_other(play: Play, town: TwoOffices, url: str, opened):
    """On PostgreSQL each office goes its own way; SQLite has one writer, whoever it is."""
    if play.engine.dialect.name == "sqlite":
        with play.engine.begin(), pytest.raises(OperationalError), impatient(opened(url)):
            raise AssertionError("two writers")
        return
    with play.engine.begin() as connection:
        play.book(connection).latest()
        with impatient(opened(url)) as beside:
            assert CycleBook(beside, town.dukcapil.id, CycleCache()).latest() is None
