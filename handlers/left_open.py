"""What the plans of past quarters have left open, as the screens and notices of a new quarter mention it."""

from __future__ import annotations

from markupsafe import Markup

from handlers import verbs
from handlers.desk import Room
from handlers.outgoing import Button
from handlers.texts import tindak_lanjut as texts
from workflow.follow_ups import carried_over
from workflow.quarter import Quarter


def carried(room: Room, before: Quarter, unit_id: int | None = None) -> Markup:
    """Say what the quarters before have left open, of one unit where one is named; empty where nothing is."""
    items = carried_over(room.records.recent_cycles(), before)
    return texts.summary(room, [item for item in items if unit_id in (None, item.unit_id)])


def list_button(room: Room, unit_id: int = 0) -> Button:
    """Make the button that leads to the list, of one unit where one is named."""
    return room.button(texts.LIST, verbs.FOLLOW_UPS, unit_id, 0)
