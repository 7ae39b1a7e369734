"""The day's seal: made on the first morning that the office is open, told to its admins, once."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import rendering
from bot.failures import where_failed
from bot.office_cache import KnownOffice
from bot.turn import World
from handlers.outgoing import Message, Priority, ToChat
from handlers.texts import segel
from storage import accounts, offices, outbox, proof
from storage.offices import OfficeName
from storage.outbox import OutboxItem
from storage.register import Register
from workflow.chain import Seal

log = logging.getLogger(__name__)


class Sealing:
    """Seals the record of every office. Its methods are synchronous, made for a worker thread."""

    def __init__(self, engine: Engine, world: World) -> None:
        self._engine = engine
        self._world = world

    def seal_due(self) -> list[OutboxItem]:
        """Seal, for the day before, what came since the last seal, in every office that is open now.

        Seal and messages commit together, one office at a time; a day on which nothing came has no seal.
        """
        now = self._world.clock.now()
        with self._engine.begin() as connection, Session(bind=connection) as session:
            listed = offices.listed(session)
        posted: list[OutboxItem] = []
        for each in listed:
            try:
                posted += self._try_office(each, now)
            except OperationalError:
                raise  # the database is busy: the whole round is tried again
            except Exception as error:  # noqa: BLE001 - whatever one office holds must not stop the others
                log.error("office %d cannot be sealed: %s", each.id, where_failed(error))  # noqa: TRY400 - its words may hold what people wrote
        return posted

    def _try_office(self, each: OfficeName, now: datetime) -> list[OutboxItem]:
        with self._engine.begin() as connection:
            known = self._world.offices.get(connection, each.id, each.revision, now.date())
            return self._seal(connection, known, now) if known.calendar.is_open(now) else []

    def _seal(self, connection: Connection, known: KnownOffice, now: datetime) -> list[OutboxItem]:
        office_id = known.office.id
        day = known.calendar.local_day(now) - timedelta(days=1)
        made = proof.seals(connection, office_id)
        if made and made[-1].day >= day:
            return []
        seal = Register(connection, office_id).seal(day, now)
        if seal is None:
            return []
        return [
            outbox.post(connection, letter, now)
            for chat_id in accounts.admins(connection, self._world.bot_id, {office_id})
            for letter in rendering.letters(_told(chat_id, seal), self._world.bot_id, office_id, None)
        ]


def _told(chat_id: int, seal: Seal) -> ToChat:
    entries = sum(head.length for head in seal.heads)
    return ToChat(chat_id, Message(segel.sealed(seal.day, seal.root, entries), silent=True), Priority.NOTICE)
