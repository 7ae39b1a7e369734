"""The regency that our bot serves while it is measured: offices with their people in chat, each amid a form."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Connection, Engine
from sqlmodel import Session, col, select

from benchmarks.bot_api import BOT_ID
from benchmarks.clock import instant
from benchmarks.ledger import FIRST_CHAT
from bot.office_cache import KnownOffice, OfficeCache
from bot.office_file import OfficeDraft, sample_office
from handlers.conversations import Form, Purpose
from storage import conversations
from storage.codec import encode
from storage.cycles import CycleBook, CycleCache
from storage.offices import OfficeWriter
from storage.tables import AccountRow, CycleRow
from workflow.admission import NOTICE_VERSION
from workflow.commands import IssueDisposisi
from workflow.cycle import Secrecy, Urgency
from workflow.decide import run
from workflow.office import Office, Role
from workflow.procedure_file import load_default_procedure
from workflow.quarter import Quarter
from workflow.situation import Situation


def found(engine: Engine, people: int) -> None:
    """Import the sample office as often as it takes to give `people` a chat, each office with a running cycle."""
    draft = sample_office().draft
    bound = number = 0
    while bound < people:
        number += 1
        with engine.begin() as connection:
            office = import_office(connection, replace(draft, code=f"{draft.code}-{number}"))
            bound += bind(connection, office.office, FIRST_CHAT + bound, people - bound)
            _order(connection, office)
    begin_forms(engine)


def begin_forms(engine: Engine) -> None:
    """Put every chat into a form that asks for words and holds none yet: the direction to the Tim."""
    now = instant()
    with engine.begin() as connection, Session(bind=connection) as session:
        cycles = {cycle.office_id: cycle.id or 0 for cycle in session.exec(select(CycleRow))}
        for account in session.exec(select(AccountRow).order_by(col(AccountRow.user_id))):
            form = encode(Form("bench", Purpose.DIRECT_TEAM, cycles[account.office_id]))
            conversations.save(connection, BOT_ID, account.user_id, account.office_id, "form", form, now)


def import_office(connection: Connection, draft: OfficeDraft) -> KnownOffice:
    """Take an office in and return it as the bot knows it."""
    with Session(bind=connection) as session:
        writer = OfficeWriter(session, draft.code)
        office_id = writer.head(draft.name, draft.zone, asdict(draft.head), self_approval=draft.self_approval)
        for position, unit in enumerate(draft.units):
            writer.unit(unit.code, unit.name, position)
        for position, post in enumerate(draft.posts):
            writer.post(post.code, post.title, post.role, post.unit_code, position)
        for person in draft.people:
            writer.person(person.code, person.name, person.nip, person.rank, is_admin=person.is_admin)
        for held in draft.holdings:
            writer.holding(held.post_code, held.person_code, held.from_on, held.until_on, held.kind, held.sk_number)
        writer.done()
        session.flush()
        return OfficeCache().get(connection, office_id, 1, instant().date())


def bind(connection: Connection, office: Office, first_chat: int, most: int) -> int:
    """Bind the office's people to the chats from `first_chat` on; return how many there are."""
    now = instant()
    people = office.persons[:most]
    with Session(bind=connection) as session:
        for chat_id, person in enumerate(people, first_chat):
            session.add(
                AccountRow(
                    notice_version=NOTICE_VERSION,
                    office_id=office.id,
                    person_id=person.id,
                    bot_id=BOT_ID,
                    user_id=chat_id,
                    bound_at=now,
                    active_at=now,
                )
            )
        session.flush()
    return len(people)


def _order(connection: Connection, known: KnownOffice) -> None:
    """Start the office's cycle, as its Kepala Dinas would."""
    now, office, procedure = instant(), known.office, load_default_procedure()
    situation = Situation(now, office, procedure, known.calendar)
    kadis = office.holder(office.posts_with(Role.KEPALA_DINAS)[0].id, situation.today)
    if kadis is None:
        raise LookupError(Role.KEPALA_DINAS)
    actor = office.capacities(kadis.id, situation.today)[0]
    book = CycleBook(connection, office.id, CycleCache())
    command = _disposisi(office, Quarter.ended_before(situation.today), now)
    cycle_id = book.open(command.quarter, now)
    cycle, recorded = run(None, command, actor, situation, cycle_id)
    book.append(cycle, recorded, None)


def _disposisi(office: Office, quarter: Quarter, now: datetime) -> IssueDisposisi:
    return IssueDisposisi(
        quarter=quarter,
        number="001",
        subject="Monitoring dan evaluasi kinerja",
        urgency=Urgency.BIASA,
        secrecy=Secrecy.BIASA,
        recipients=tuple(post.id for post in office.posts_with(Role.SEKRETARIS)),
        requests=("Laksanakan monitoring dan evaluasi",),
        opened_at=now,
    )
