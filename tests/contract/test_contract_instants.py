"""Instants: what goes in with a zone comes out as the same instant, aware and in UTC, however it is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from contract_town import BOT, TwoOffices
from sqlalchemy import Connection, text
from sqlalchemy.exc import StatementError
from sqlmodel import Session, select

from storage import accounts, conversations, inbox
from storage.columns import NaiveInstantError
from storage.inbox import Arrival
from storage.statements import utc, utc_or_none
from storage.tables import ConversationRow

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
NOON = datetime(2026, 4, 1, 5, 0, tzinfo=UTC)
SAME_INSTANT = (NOON, NOON.astimezone(WIB), NOON.astimezone(WIT))
INSTANTS = (*SAME_INSTANT, NOON + timedelta(microseconds=1), datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=WIB))


def stored(office_id: int, at: datetime) -> ConversationRow:
    return ConversationRow(bot_id=BOT, chat_id=1, office_id=office_id, kind="form", data="{}", updated_at=at)


@pytest.mark.parametrize("at", INSTANTS, ids=str)
def test_the_orm_hands_back_the_instant_in_utc(session: Session, town: TwoOffices, at: datetime):
    """Noon UTC written as 12.00 UTC, 19.00 WIB or 21.00 WIT is one instant, read as UTC: no slip of seven hours."""
    session.add(stored(town.kominfo.id, at))
    session.commit()
    row = session.exec(select(ConversationRow)).one()
    session.refresh(row)
    assert row.updated_at == at
    assert row.updated_at.tzinfo is UTC


@pytest.mark.parametrize("at", INSTANTS, ids=str)
def test_plain_sql_reads_what_the_orm_wrote(session: Session, town: TwoOffices, at: datetime):
    """A statement of `text` gives SQLite's text or PostgreSQL's own zone; `utc` makes the same instant of both."""
    session.add(stored(town.kominfo.id, at))
    session.flush()
    found = session.connection().execute(text("SELECT updated_at FROM conversation")).scalar_one()
    assert (utc(found), utc(found).tzinfo) == (at, UTC)


@pytest.mark.parametrize("at", INSTANTS, ids=str)
def test_the_orm_reads_what_plain_sql_wrote(connection: Connection, town: TwoOffices, at: datetime):
    """The two ways to the database write instants alike, so either may read the other's."""
    conversations.save(connection, BOT, 1, town.kominfo.id, "form", "{}", at)
    loaded = conversations.load(connection, BOT, 1)
    assert loaded is not None
    assert (loaded.updated_at, loaded.updated_at.tzinfo) == (at, UTC)
    with Session(bind=connection) as session:
        assert session.exec(select(ConversationRow)).one().updated_at == at


def test_an_instant_that_may_be_missing_stays_missing():
    """None is no instant, and no error."""
    assert utc_or_none(None) is None
    assert utc_or_none("2026-04-01 05:00:00.000000") == NOON


def test_whole_seconds_sort_as_time_does(connection: Connection):
    """SQLite compares instants as text: one at the full second must not come after one a moment later."""
    moments = [NOON, NOON + timedelta(microseconds=5), NOON + timedelta(seconds=1)]
    for number, at in enumerate(moments):
        inbox.receive(connection, BOT, [Arrival(str(number), 1, "{}", at.astimezone(WIT))], NOON - timedelta(days=1))
    for number, at in enumerate(moments, start=1):
        assert len(inbox.pending(connection, BOT, at.astimezone(WIB))) == number


def test_a_naive_instant_is_refused_by_the_orm(session: Session, town: TwoOffices):
    """A clock without a zone never reaches a row."""
    session.add(stored(town.kominfo.id, datetime(2026, 4, 1, 12, 0)))  # noqa: DTZ001 - what is to be refused
    with pytest.raises(StatementError) as refused:
        session.flush()
    assert isinstance(refused.value.orig, NaiveInstantError)
    session.rollback()


def test_a_naive_instant_is_refused_by_plain_statements(connection: Connection, town: TwoOffices):
    """Neither as a value to write nor as one to compare with."""
    naive = datetime(2026, 4, 1, 12, 0)  # noqa: DTZ001 - what is to be refused
    with pytest.raises(NaiveInstantError):
        accounts.activate(connection, BOT, 1, town.kominfo.id, naive)
    with pytest.raises(NaiveInstantError):
        inbox.pending(connection, BOT, naive)
