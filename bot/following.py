"""Deadlines that follow a calendar which nobody changed in chat: by an office's file, or by a new national list."""

import logging
from datetime import datetime, timedelta

from markupsafe import Markup
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import rendering
from bot.failures import where_failed
from bot.office_cache import KnownOffice
from bot.records import OfficeRecords
from bot.turn import World
from handlers import moving
from handlers.desk import Desk, Room
from handlers.texts.moving import BY_FILE, shifts
from storage import offices, outbox
from storage.cycles import ConcurrentActError
from storage.offices import OfficeName
from storage.outbox import OutboxItem

log = logging.getLogger(__name__)

NOBODY = 0
"""Person and chat of the bot's own work, which answers no one."""
PATIENCE = timedelta(minutes=5)
"""Until an office whose deadlines could not follow is tried again."""


class Following:
    """Lets running deadlines follow. Its methods are synchronous, made for a worker thread."""

    def __init__(self, engine: Engine, world: World) -> None:
        self._engine = engine
        self._world = world
        self._followed: dict[int, KnownOffice] = {}  # what each office's deadlines follow
        self._failed: dict[int, datetime] = {}  # offices that failed, until when they are left alone

    def follow(self) -> list[OutboxItem]:
        """Look at every office that may have changed since the last look, each in one transaction.

        What has moved is on record as the act of the office's first admin, and told once. An office that fails holds
        back no other.
        """
        now = self._world.clock.now()
        with self._engine.begin() as connection, Session(bind=connection) as session:
            listed = offices.listed(session)
        posted: list[OutboxItem] = []
        for each in listed:
            if self._is_news(each, now) and self._failed.get(each.id, now) <= now:
                posted += self._try_office(each.id, now)
        return posted

    def _is_news(self, listed: OfficeName, now: datetime) -> bool:
        known = self._followed.get(listed.id)
        return known is None or (known.revision, known.year) != (listed.revision, now.year)

    def _try_office(self, office_id: int, now: datetime) -> list[OutboxItem]:
        try:
            with self._engine.begin() as connection:
                records = _records(connection, self._world, office_id, now)
                known, posted = self._follow(connection, records, now)
        except (OperationalError, ConcurrentActError):
            raise  # the database is busy: the whole round is tried again
        except Exception as error:  # noqa: BLE001 - whatever one office holds must not stop the others
            self._failed[office_id] = now + PATIENCE
            log.error("deadlines of office %d do not follow: %s", office_id, where_failed(error))  # noqa: TRY400 - its words may hold what people wrote
            return []
        records.committed()
        self._followed[office_id] = known
        return posted

    def _follow(
        self, connection: Connection, records: OfficeRecords, now: datetime
    ) -> tuple[KnownOffice, list[OutboxItem]]:
        """Move what is to be moved; the cycles are locked before the office, as an act in chat does.

        Where the calendar is what it was, or moves nothing at the bot's start, nothing is planned anew: a reminder that
        was put off to the next opening stays.
        """
        cycles = records.running_cycles()
        with Session(bind=connection) as session:
            revision = offices.hold(session, records.office_id)
        known = self._world.offices.get(connection, records.office_id, revision, now.date())
        admins = [person for person in known.office.persons if person.is_admin]
        if not cycles or not admins:
            return known, []
        desk = Desk(
            now=now, office=known.office, calendar=known.calendar, records=records, me=admins[0], chat_id=NOBODY
        )
        before = self._followed.get(records.office_id)
        is_changed = before is not None and before.calendar != known.calendar
        if not is_changed and not moving.foreseen(desk, known.calendar):
            return known, []
        moving.follow(desk, BY_FILE, watchers=admins)
        return known, [
            outbox.post(connection, letter, now)
            for entry in desk.tray.entries
            for letter in rendering.letters(entry, self._world.bot_id, records.office_id, None)
        ]


def foreseen(connection: Connection, world: World, office_id: int) -> list[str]:
    """Return in words what moves once the deadlines of that office follow its calendar as it is now, a line each."""
    now = world.clock.now()
    records = _records(connection, world, office_id, now)
    if not records.running_cycles():
        return []
    known = world.offices.get(connection, office_id, offices.revision(connection, office_id), now.date())
    room = Room(now=now, office=known.office, calendar=known.calendar, records=records)
    moved = moving.foreseen(room, known.calendar)
    return [Markup(line).striptags() for line in str(shifts(room, moved)).splitlines()]  # noqa: S704 - our own words


def _records(connection: Connection, world: World, office_id: int, now: datetime) -> OfficeRecords:
    return OfficeRecords(
        connection,
        world.bot_id,
        office_id,
        person_id=NOBODY,
        chat_id=NOBODY,
        cause_id=None,
        now=now,
        present=world.present,
        cycle_cache=world.cycles,
    )
