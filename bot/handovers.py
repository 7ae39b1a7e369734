"""What an open office is to be told of: posts that change hands with a day, and orders that nobody has read."""

import logging
from datetime import datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import rendering
from bot.failures import where_failed
from bot.office_cache import KnownOffice
from bot.records import OfficeRecords
from bot.turn import World
from handlers import serah_terima, tangga
from handlers.desk import Room
from storage import offices, outbox
from storage.cycles import ConcurrentActError
from storage.offices import OfficeName
from storage.outbox import OutboxItem

log = logging.getLogger(__name__)

NOBODY = 0
"""Person and chat of the bot's own work, which answers no one."""


class Handovers:
    """Tells of holders that begin and end with a day. Its methods are synchronous, made for a worker thread."""

    def __init__(self, engine: Engine, world: World) -> None:
        self._engine = engine
        self._world = world

    def tell_due(self) -> list[OutboxItem]:
        """Tell, in every office that is open now, what has moved since it was told last; one transaction an office.

        An office that fails, by a damaged record for instance, holds back no other, and is tried again next time.
        """
        now = self._world.clock.now()
        with self._engine.begin() as connection, Session(bind=connection) as session:
            listed = offices.listed(session)
        posted: list[OutboxItem] = []
        for each in listed:
            try:
                posted += self._try_office(each, now)
            except (OperationalError, ConcurrentActError):
                raise  # the database is busy: the whole round is tried again
            except Exception as error:  # noqa: BLE001 - whatever one office holds must not stop the others
                log.error("office %d cannot be told of its holders: %s", each.id, where_failed(error))  # noqa: TRY400 - its words may hold what people wrote
        return posted

    def _try_office(self, each: OfficeName, now: datetime) -> list[OutboxItem]:
        with self._engine.begin() as connection:
            known = self._world.offices.get(connection, each.id, each.revision, now.date())
            return self._tell(connection, known, now) if known.calendar.is_open(now) else []

    def _tell(self, connection: Connection, known: KnownOffice, now: datetime) -> list[OutboxItem]:
        office_id, world = known.office.id, self._world
        records = OfficeRecords(
            connection, world.bot_id, office_id, NOBODY, NOBODY, None, now, world.present, world.cycles
        )
        room = Room(now=now, office=known.office, calendar=known.calendar, records=records)
        serah_terima.tell(room)
        records.take_rungs(tangga.climb(room))
        return [
            outbox.post(connection, letter, now)
            for entry in room.tray.entries
            for letter in rendering.letters(entry, world.bot_id, office_id, None)
        ]
