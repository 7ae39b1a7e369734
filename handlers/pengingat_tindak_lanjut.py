"""Reminders of plans' items: a unit hears of what is due or overdue, all of it in one message a person."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import verbs
from handlers.desk import Room
from handlers.outgoing import Message, Priority
from handlers.texts import tindak_lanjut as texts
from workflow.concerns import Fired
from workflow.cycle import FOLLOW_UP, Cycle, Phase
from workflow.follow_ups import TrackedItem
from workflow.item_reminders import ITEMS, due_items
from workflow.office import UNIT_ROLES, Person, Role
from workflow.tasks import DESKS

MOST_BUTTONS = 5
"""Items with a button of their own in one reminder; the list has them all."""


def remind(room: Room, cycle: Cycle, fired: Sequence[Fired]) -> None:
    """Tell the units of whose items something has fallen due, if it is still owed; others hear nothing."""
    situation = room.situation(cycle)
    for unit_id in dict.fromkeys(each.key[1] for each in fired if each.key[0] == ITEMS and each.key[1] is not None):
        items = due_items(cycle, unit_id, situation)
        if not items:
            continue
        meant_at = min(each.meant_at for each in fired if each.key == (ITEMS, unit_id))
        message = _message(room, unit_id, items)
        for person in _owing(room, unit_id):
            room.tell(person, message, Priority.REMINDER, meant_at)


def _message(room: Room, unit_id: int, items: Sequence[TrackedItem]) -> Message:
    rows = tuple(
        (room.usual(texts.item_label(item), verbs.FOLLOW_UP, item.cycle_id, item.unit_id, item.number),)
        for item in items[:MOST_BUTTONS]
    )
    return Message(
        texts.due_now(room, unit_id, items), (*rows, (room.button(texts.LIST, verbs.FOLLOW_UPS, unit_id, 0),))
    )


def _owing(room: Room, unit_id: int) -> tuple[Person, ...]:
    """Return who owes the unit's plan (step 7) and can be told; where none of them can, all of the unit's people."""
    planners = _reached(room, DESKS[FOLLOW_UP, Phase.ACTING], unit_id)
    return planners or _reached(room, UNIT_ROLES, unit_id)


def _reached(room: Room, roles: frozenset[Role], unit_id: int) -> tuple[Person, ...]:
    chats = room.records.chats()
    posts = room.office.posts_with(*sorted(roles), unit_id=unit_id)
    holders = (room.office.holder(post.id, room.today) for post in posts)
    return tuple({person.id: person for person in holders if person is not None and person.id in chats}.values())
