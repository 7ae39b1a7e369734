"""What the first start after a restore does: registers it in every office, and tells the people whom it concerns."""

from datetime import UTC

from sqlalchemy import Connection
from sqlmodel import Session

from bot import rendering
from bot.records import OfficeRecords
from bot.stalls import Stall
from bot.turn import World
from handlers import pemulihan
from handlers.desk import Room
from storage import offices, outbox
from storage.outbox import OutboxItem
from storage.register import Register
from workflow.register import BackupRestored


def restore_letters(connection: Connection, world: World, stall: Stall) -> list[OutboxItem]:
    """Register the restore and post what the offices' people are told; `stall` goes by the bot's own clock."""
    with Session(bind=connection) as session:
        listed = offices.listed(session)
    return [letter for office in listed for letter in _office_letters(connection, world, office.id, stall)]


def _office_letters(connection: Connection, world: World, office_id: int, stall: Stall) -> list[OutboxItem]:
    now = world.clock.now()
    entry = BackupRestored(stall.since.astimezone(UTC).isoformat())
    Register(connection, office_id).append(entry, None, now, None)
    known = world.offices.get(connection, office_id, offices.revision(connection, office_id), now.date())
    records = OfficeRecords(connection, world.bot_id, office_id, 0, 0, None, now, world.present, world.cycles)
    room = Room(now=now, office=known.office, calendar=known.calendar, records=records)
    pemulihan.tell(room, stall.since, stall.until)
    return [
        outbox.post(connection, letter, now)
        for posted in room.tray.entries
        for letter in rendering.letters(posted, world.bot_id, office_id, None)
    ]
