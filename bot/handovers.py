"""What an open office is to be told of: posts that change hands with a day, and orders that nobody has read."""

from datetime import datetime

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from bot import rendering
from bot.office_cache import KnownOffice
from bot.records import OfficeRecords
from bot.turn import World
from handlers import serah_terima, tangga
from handlers.desk import Room
from storage import offices, outbox
from storage.outbox import OutboxItem

NOBODY = 0
"""Person and chat of the bot's own work, which answers no one."""


class Handovers:
    """Tells of holders that begin and end with a day. Its methods are synchronous, made for a worker thread."""

    def __init__(self, engine: Engine, world: World) -> None:
        self._engine = engine
        self._world = world

    def tell_due(self) -> list[OutboxItem]:
        """Tell, in every office that is open now, what has moved since it was told last; one transaction an office."""
        now = self._world.clock.now()
        with self._engine.begin() as connection, Session(bind=connection) as session:
            listed = offices.listed(session)
        posted: list[OutboxItem] = []
        for each in listed:
            with self._engine.begin() as connection:
                known = self._world.offices.get(connection, each.id, each.revision, now.date())
                if known.calendar.is_open(now):
                    posted += self._tell(connection, known, now)
        return posted

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
