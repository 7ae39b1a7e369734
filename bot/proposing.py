"""The quarterly proposal: put into the inbox once per office and quarter, for the Kepala Dinas, in office hours."""

from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import Session

from bot.office_cache import OfficeCache
from bot.parsing import pack
from handlers.incoming import Occasion, TimeCame
from scheduler.proposal import proposal_at, quarter_to_propose
from storage import accounts, offices
from storage.cycles import CycleBook, CycleCache
from storage.inbox import Arrival
from workflow.office import Role


def proposals(connection: Connection, bot_id: int, known: OfficeCache, now: datetime) -> list[Arrival]:
    """Return the proposals that are due or coming, for every office whose Kepala Dinas the bot can reach."""
    found = []
    with Session(bind=connection) as session:
        for listed in offices.listed(session):
            office_now = known.get(connection, listed.id, listed.revision, now.date())
            office, calendar = office_now.office, office_now.calendar
            quarter = quarter_to_propose(now, calendar)
            if CycleBook(connection, listed.id, CycleCache()).is_begun(quarter):
                continue
            chats = accounts.chats(connection, bot_id, listed.id)
            for post in office.posts_with(Role.KEPALA_DINAS):
                holder = office.holder(post.id, calendar.local_day(now))
                if holder is None or holder.id not in chats:
                    continue
                came = TimeCame(chats[holder.id], listed.id, holder.id, Occasion.PROPOSE_QUARTER)
                key = f"usul:{listed.id}:{quarter.year}-{quarter.number}:{holder.id}"
                found.append(Arrival(key, came.chat_id, pack(came), proposal_at(now, calendar)))
    return found
