"""Tells the admins of a standstill: one message each, when what has gathered is worked, with what was late."""

from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import Connection
from sqlmodel import Session

from bot import rendering
from bot.stalls import Stall
from bot.turn import World
from handlers.outgoing import Message, Priority, ToChat
from handlers.texts.gangguan import Cause, Delayed, standstill
from storage import accounts, offices, outbox
from storage.late import Late, LateWork, late_work
from storage.outbox import OutboxItem


def stall_letters(connection: Connection, world: World, stall: Stall) -> list[OutboxItem]:
    """Post the notice of a standstill to every admin of the bot, once to a chat, in the zone of their office.

    `stall` goes by the bot's own clock.
    """
    late = late_work(connection, world.bot_id, stall.since, stall.until)
    now = world.clock.now()
    with Session(bind=connection) as session:
        zones = {office.id: office.zone for office in offices.listed(session)}
    posted: list[OutboxItem] = []
    told: set[int] = set()
    for office_id, zone in zones.items():
        message = Message(_words(stall, late, ZoneInfo(zone)))
        for chat_id in accounts.admins(connection, world.bot_id, {office_id}):
            if chat_id in told:
                continue
            told.add(chat_id)
            notice = ToChat(chat_id, message, Priority.NOTICE)
            for letter in rendering.letters(notice, world.bot_id, office_id, None):
                posted.append(outbox.post(connection, letter, now))
    return posted


def _words(stall: Stall, late: LateWork, zone: ZoneInfo) -> Markup:
    return standstill(
        Cause(stall.kind.value),
        stall.since.astimezone(zone),
        stall.until.astimezone(zone),
        _delayed(late.updates),
        _delayed(late.notices),
        _delayed(late.letters),
        late.waiting,
    )


def _delayed(late: Late) -> Delayed:
    return Delayed(late.count, late.longest)
