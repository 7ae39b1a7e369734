"""After a backup was put back: everyone is asked to look whether what they did since is recorded; cards are true."""

from __future__ import annotations

from datetime import datetime

from handlers import card, verbs
from handlers.desk import Room
from handlers.outgoing import Message
from handlers.texts import card as texts
from handlers.texts import gangguan


def tell(room: Room, made_at: datetime, until: datetime) -> None:
    """Tell everyone with a post and a chat, once, and bring the cards of running cycles back to what is recorded."""
    zone = room.calendar.zone
    tasks = room.button(texts.TASKS, verbs.TASKS)
    message = Message(gangguan.restored(made_at.astimezone(zone), until.astimezone(zone)), ((tasks,),))
    chats = room.records.chats()
    for person in card.staff(room):
        if person.id in chats:
            room.tell(person, message)
    for cycle in room.records.running_cycles():
        card.redraw(room, cycle)
