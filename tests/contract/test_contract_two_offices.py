"""Nothing crosses offices: two of them in one database, calling everything alike, never see each other's rows."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from contract_quarter import PROCEDURE, QUARTER, Play, beginning
from contract_town import ADMIN, BOT, MORNING, TwoOffices, person, unit
from sqlalchemy import Engine, text
from sqlmodel import Session

import storage
from storage import (
    accounts,
    conversations,
    files,
    indicators,
    newcomers,
    numbers,
    offices,
    order_rungs,
    own_data,
    proof,
    verification,
)
from storage.cycles import CycleBook, CycleCache
from storage.offices import write_week
from storage.register import Register
from storage.tables import AccountRow, DayRow, SpecialHoursRow
from workflow.admission import NOTICE_VERSION, Invitation, Newcomer
from workflow.files import FileFault, FileKind
from workflow.holders import ToldHolders
from workflow.indicator_imports import Addition, IndicatorImport, PastFigure
from workflow.indicator_plan import PlannedIndicator, changes
from workflow.indicators import Indicator, Reported
from workflow.ladder import OrderRungTaken, Rung
from workflow.office import Office
from workflow.office_hours import RAMADAN_WEEK
from workflow.register import CalendarDayChanged

SECRET_USER = 9_000_000_001


@dataclass(frozen=True)
class Records:
    """What Kominfo has on record. `file_id` is kept, `wanted_id` still to be fetched."""

    cycle_id: int
    file_id: int
    wanted_id: int
    newcomer_id: int


@dataclass
class Look:
    """Someone of `office` who asks; `owner` and `kept` tell whose records they ask for."""

    session: Session
    office: Office
    owner: Office
    kept: Records

    @property
    def book(self) -> CycleBook:
        return CycleBook(self.session.connection(), self.office.id, CycleCache())


@pytest.fixture
def kept(engine: Engine, town: TwoOffices) -> Records:
    """Fill Kominfo's records, and nothing of Dukcapil's."""
    office = town.kominfo
    play = Play(engine, office)
    cycle = play.plays(beginning(office))
    with Session(engine) as session:
        ids = [_want(session, office) for _ in range(2)]
        files.keep(session, office.id, ids[0], FileKind.PDF, 7, "ab" * 32, MORNING)
        day = date(2026, 6, 1)
        session.add(DayRow(office_id=office.id, day_on=day, is_off=True))
        hours = write_week(RAMADAN_WEEK)
        session.add(SpecialHoursRow(office_id=office.id, name="Ramadan", first_on=day, last_on=day, hours=hours))
        conversations.save(session.connection(), BOT, 5, office.id, "form", "{}", MORNING)
        _plan_indicators(session, office)
        admin = AccountRow(
            office_id=office.id,
            person_id=person(office, ADMIN),
            bot_id=BOT,
            user_id=SECRET_USER,
            notice_version=NOTICE_VERSION,
            bound_at=MORNING,
            active_at=MORNING,
        )
        session.add(admin)
        register = Register(session.connection(), office.id)
        register.append(CalendarDayChanged("2026-06-01", is_off=True, reason="Cuti bersama"), None, MORNING, None)
        offices.keep_told_holders(session, office.id, ToldHolders())
        register.seal(date(2026, 6, 1), MORNING)
        newcomers.add_invite(
            session, office.id, Invitation(person(office, "tim"), "tim", MORNING + timedelta(days=1)), MORNING
        )
        knocked = newcomers.knock(session, BOT, SECRET_USER + 1, "tim", "Tim", MORNING)
        assert isinstance(knocked, Newcomer)
        done = OrderRungTaken(cycle.id, 1, None, 1, office.posts[0].id, Rung.REMINDED, ())
        order_rungs.take(session, office.id, done, MORNING)
        session.commit()
    return Records(cycle.id, *ids, knocked.id)


def _plan_indicators(session: Session, office: Office) -> None:
    known = PlannedIndicator(Indicator(unit(office, "ikp"), 2026, "IK-1", "Sasaran", "Indikator", "%"))
    past = PastFigure(unit(office, "ikp"), 2026, "IK-1", 1, Reported(Decimal(5)))
    came = IndicatorImport(2026, 1, "indikator.xlsx", "ab" * 32, person(office, "perencanaan"), MORNING)
    indicators.add(session, office.id, came, Addition(changes((), [known], 1).versions, (past,)))


def _want(session: Session, office: Office) -> int:
    who = person(office, "tim")
    wanted = files.want(
        session,
        office_id=office.id,
        person_id=who,
        bot_id=BOT,
        chat_id=5,
        telegram_file_id="x",
        name="a.pdf",
        now=MORNING,
    )
    return wanted.id


READS: dict[str, Callable[[Look], object]] = {
    "accounts.chats": lambda look: accounts.chats(look.session.connection(), BOT, look.office.id),
    "accounts.of_person": lambda look: accounts.of_person(
        look.session.connection(), look.office.id, person(look.owner, "tim")
    ),
    "accounts.admins": lambda look: accounts.admins(look.session.connection(), BOT, [look.office.id]),
    "order_rungs.taken": lambda look: order_rungs.taken(look.session, look.office.id, look.kept.cycle_id),
    "own_data.own_data": lambda look: (
        own_data.own_data(look.session.connection(), BOT, look.office.id, person(look.owner, "tim")).files
    ),
    "own_data.holdings": lambda look: own_data.holdings(look.session.connection(), look.office.id),
    "accounts.consent": lambda look: (
        accounts.consent(look.session.connection(), BOT, look.office.id, person(look.owner, ADMIN)).version
    ),
    "newcomers.of_office": lambda look: newcomers.of_office(look.session, BOT, look.office.id),
    "newcomers.get": lambda look: newcomers.get(look.session, look.office.id, look.kept.newcomer_id),
    "newcomers.reaches": lambda look: newcomers.reaches(look.session, BOT, look.office.id, MORNING),
    "conversations.of_kind": lambda look: conversations.of_kind(look.session.connection(), look.office.id, "form"),
    "files.get": lambda look: files.get(look.session, look.office.id, look.kept.file_id),
    "files.keep": lambda look: files.keep(
        look.session, look.office.id, look.kept.wanted_id, FileKind.PDF, 1, "cd" * 32, MORNING
    ),
    "files.refuse": lambda look: files.refuse(look.session, look.office.id, look.kept.wanted_id, FileFault.GONE),
    "indicators.versions": lambda look: indicators.versions(
        look.session.connection(), look.office.id, unit(look.owner, "ikp"), 2026
    ),
    "indicators.past_figures": lambda look: indicators.past_figures(
        look.session.connection(), look.office.id, unit(look.owner, "ikp"), 2026
    ),
    "indicators.years": lambda look: indicators.years(look.session, look.office.id),
    "indicators.history": lambda look: indicators.history(
        look.session, look.office.id, unit(look.owner, "ikp"), 2026, "IK-1"
    ),
    "indicators.imports": lambda look: indicators.imports(look.session, look.office.id, 2026),
    "offices.days": lambda look: offices.days(look.session, look.office.id).added,
    "offices.told_holders": lambda look: offices.told_holders(look.session, look.office.id),
    "offices.times": lambda look: offices.times(look.session, look.office.id).special_hours,
    "proof.file_sums": lambda look: (
        proof.file_sums(look.session.connection(), look.office.id, f'{{"files":[{look.kept.file_id}]}}') != "[]"
    ),
    "proof.history_links": lambda look: list(
        proof.history_links(look.session.connection(), look.office.id, look.kept.cycle_id)
    ),
    "proof.register_links": lambda look: list(proof.register_links(look.session.connection(), look.office.id)),
    "proof.cycle_lengths": lambda look: proof.cycle_lengths(look.session.connection(), look.office.id),
    "proof.heads": lambda look: proof.heads(look.session.connection(), look.office.id),
    "verification.verify": lambda look: verification.verify(look.session.connection(), look.office.id, Path).entries,
    "numbers.last_number": lambda look: numbers.last_number(look.session.connection(), look.office.id, "register"),
    "proof.seals": lambda look: proof.seals(look.session.connection(), look.office.id),
    "CycleBook.get": lambda look: look.book.get(look.kept.cycle_id),
    "CycleBook.running": lambda look: look.book.running(),
    "CycleBook.all_running": lambda look: look.book.all_running(),
    "CycleBook.latest": lambda look: look.book.latest(),
    "CycleBook.recent": lambda look: look.book.recent(9),
    "CycleBook.of_quarter": lambda look: look.book.of_quarter(QUARTER),
    "CycleBook.is_begun": lambda look: look.book.is_begun(QUARTER),
    "CycleBook.history": lambda look: look.book.history(look.kept.cycle_id),
    "CycleBook.procedure_text": lambda look: look.book.procedure_text(PROCEDURE.code, PROCEDURE.version),
}
"""Everything that may be asked of an office and has an answer in Kominfo, none in Dukcapil."""

BOTH = {
    "offices.admission",
    "offices.load",
    "offices.letterhead",
    "offices.performance",
    "offices.holdings",
    "offices.revision",
}
"""What both offices have: told apart below by what is in it."""

WRITES = {
    "accounts.activate",
    "newcomers.add_invite",
    "newcomers.release",
    "order_rungs.take",
    "accounts.agree",
    "conversations.save",
    "files.want",
    "indicators.add",
    "numbers.next_number",
    "offices.clear_day",
    "offices.hold",
    "offices.keep_told_holders",
    "offices.raise_revision",
    "office_changes.apply",
    "offices.set_day",
    "outbox.withdraw",
    "reminders.keep_plan",
    "work.finish",
    "work.want",
    "CycleBook.open",
    "CycleBook.append",
    "CycleBook.keep_procedure",
    "CycleBook.committed",
}
"""What only changes the office it is given, or holds it."""


def asked_by_office() -> set[str]:
    """Return every public function of storage that takes an office, and the methods of its book of cycles."""
    found = {f"CycleBook.{name}" for name in vars(CycleBook) if not name.startswith("_")}
    for listed in iter_modules(storage.__path__):
        module = import_module(f"storage.{listed.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            named = set(inspect.signature(function).parameters) & {"office_id", "office_ids"}
            if named and function.__module__ == module.__name__ and not name.startswith("_"):
                found.add(f"{listed.name}.{name}")
    return found


def test_every_question_to_an_office_is_asked_here():
    """A function that is added to storage and takes an office must be told apart in this module, too."""
    assert asked_by_office() == READS.keys() | BOTH | WRITES


@pytest.mark.parametrize("name", sorted(READS))
def test_an_office_sees_its_own_rows_and_the_other_nothing(engine: Engine, town: TwoOffices, kept: Records, name: str):
    """The same question with the same numbers has an answer in one office, and none in the other."""
    with Session(engine) as session:
        assert not READS[name](Look(session, town.dukcapil, town.kominfo, kept))
        assert READS[name](Look(session, town.kominfo, town.kominfo, kept))


def test_an_office_is_made_of_its_own_rows(session: Session, town: TwoOffices):
    """Units, posts, people and holdings of equal codes never mix."""
    for mine, other in ((town.kominfo, town.dukcapil), (town.dukcapil, town.kominfo)):
        loaded = offices.load(session, mine.id)
        assert loaded == mine
        for part in ("units", "posts", "persons"):
            ours, theirs = ({row.id for row in getattr(office, part)} for office in (loaded, other))
            assert ours.isdisjoint(theirs)
            assert len(ours) == len(theirs)
        assert {held.person_id for held in loaded.holdings} <= {known.id for known in loaded.persons}
        assert {held.sk_number for held in offices.holdings(session, mine.id)} == {f"SK-{mine.code}"}
        assert mine.code in offices.letterhead(session, mine.id)


def test_taking_one_office_in_leaves_the_other_alone(session: Session, town: TwoOffices):
    """An import that drops every unit of one office touches neither rows nor revision of the other."""
    before = offices.listed(session)
    writer = offices.OfficeWriter(session, "kominfo")
    writer.head("Dinas", "Asia/Jakarta", {}, self_approval=False)
    writer.done()
    after = offices.listed(session)
    assert offices.load(session, town.dukcapil.id) == town.dukcapil
    assert [row for row in after if row.code == "dukcapil"] == [row for row in before if row.code == "dukcapil"]


def test_what_one_office_adds_changes_nothing_for_the_other(session: Session, town: TwoOffices):
    """Numbers, the chosen office and new links are each office's own."""
    connection = session.connection()
    mine, other = town.kominfo, town.dukcapil
    for office in (mine, other):
        newcomers.add_invite(
            session, office.id, Invitation(person(office, "tim"), office.code, MORNING + timedelta(days=1)), MORNING
        )
        assert isinstance(newcomers.redeem(session, BOT, SECRET_USER, office.code, MORNING), accounts.Account)
    accounts.activate(connection, BOT, SECRET_USER, other.id, MORNING + timedelta(hours=1))
    assert [account.office_id for account in accounts.of_user(connection, BOT, SECRET_USER)] == [other.id, mine.id]
    accounts.activate(connection, BOT, SECRET_USER, mine.id, MORNING + timedelta(hours=2))
    assert [account.office_id for account in accounts.of_user(connection, BOT, SECRET_USER)] == [mine.id, other.id]
    numbers.next_number(connection, mine.id, "kiriman")
    assert numbers.next_number(connection, other.id, "kiriman") == 1
    conversations.save(connection, BOT, 1, mine.id, "form", "{}", MORNING)
    stored = conversations.load(connection, BOT, 1)
    assert stored is not None
    assert stored.office_id == mine.id


def test_an_act_cannot_be_written_into_another_offices_cycle(engine: Engine, town: TwoOffices, kept: Records):
    """A book that never read the cycle as its own has no length to write at."""
    with engine.begin() as connection:
        cycle = CycleBook(connection, town.kominfo.id, CycleCache()).get(kept.cycle_id)
        assert cycle is not None
        with pytest.raises(KeyError):
            CycleBook(connection, town.dukcapil.id, CycleCache()).append(cycle, (), None)
        counted = connection.execute(text("SELECT DISTINCT office_id FROM history")).scalars().all()
    assert counted == [town.kominfo.id]


def test_a_shared_cache_opens_no_door(engine: Engine, town: TwoOffices, kept: Records):
    """The cycles of all offices lie in one cache of the process: the office is asked for before it is."""
    cache = CycleCache()
    with engine.begin() as connection:
        book = CycleBook(connection, town.kominfo.id, cache)
        cycle = book.get(kept.cycle_id)
        book.committed()
        assert cycle is not None
        assert cache.get(kept.cycle_id, sum(1 for _ in book.history(kept.cycle_id))) == cycle
        other = CycleBook(connection, town.dukcapil.id, cache)
        assert (other.get(kept.cycle_id), other.latest(), other.running()) == (None, None, None)
