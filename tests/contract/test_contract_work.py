"""Slow work: wanted in the turn that asks for it, until the turn that handles its result."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from contract_town import BOT, MORNING, TwoOffices, person
from sqlalchemy import Engine
from sqlmodel import Session

from storage import work
from storage.work import WantedWork
from workflow.office import Office
from workflow.performance_rules import Floor
from workflow.work import Job, WorkKind

LATER = MORNING + timedelta(seconds=8)
JOB = Job(WorkKind.READ_INDICATORS, Floor("Tinggi <&> 😀", Decimal("75.50")))


def want(session: Session, office: Office, bot_id: int = BOT) -> WantedWork:
    """Ask for a job, as a member of the Tim does."""
    return work.want(
        session, office_id=office.id, person_id=person(office, "tim"), bot_id=bot_id, chat_id=5, job=JOB, now=MORNING
    )


def test_wanted_work_waits_to_be_done(session: Session, town: TwoOffices):
    """After a restart the same jobs are still to be done, oldest first, by the bot that was asked."""
    wanted = [want(session, office) for office in (town.kominfo, town.dukcapil)]
    want(session, town.kominfo, bot_id=BOT + 1)
    assert work.wanted(session, BOT) == wanted
    assert wanted[0].kind is WorkKind.READ_INDICATORS
    assert wanted[0].job == ('{"kind":"read-indicators","data":{"name":"Tinggi <&> 😀","at_least":"75.50"}}')


def test_a_result_is_handled_once_and_by_its_own_office(session: Session, town: TwoOffices):
    """Another office cannot end it, and a second result changes nothing."""
    asked = want(session, town.kominfo)
    assert not work.finish(session, town.dukcapil.id, asked.id, LATER)
    assert work.wanted(session, BOT) == [asked]
    assert work.finish(session, town.kominfo.id, asked.id, LATER)
    assert not work.finish(session, town.kominfo.id, asked.id, LATER)
    assert work.wanted(session, BOT) == []


def test_work_of_a_turn_that_was_undone_was_never_wanted(engine: Engine, town: TwoOffices):
    """It commits with the turn, or not at all."""
    with engine.connect() as connection, Session(bind=connection) as session:
        want(session, town.kominfo)
        connection.rollback()
    with engine.connect() as connection, Session(bind=connection) as session:
        assert work.wanted(session, BOT) == []
