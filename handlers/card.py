"""The card of a cycle: one pinned message in every chat of the office, edited in place as the cycle goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from markupsafe import Markup

from handlers import verbs
from handlers.desk import Room
from handlers.outgoing import Message, Priority, Rows
from handlers.texts import card as texts
from workflow import compliance
from workflow import events as e
from workflow.cycle import Cycle
from workflow.events import Recorded
from workflow.office import Person
from workflow.procedure import Procedure
from workflow.tasks import progress

_CHANGES = (
    e.CycleStarted,
    e.AssignmentStarted,
    e.AssignmentMoved,
    e.AssignmentEnded,
    e.ExtensionGranted,
    e.DeadlineMoved,
    e.DisposisiWithdrawn,
    e.CycleClosed,
)
"""Only these change what the card says."""


def refresh(desk: Room, cycle: Cycle, recorded: Sequence[Recorded]) -> None:
    """Bring the card up to date in every chat, if what happened shows on it."""
    if not any(isinstance(happened.event, _CHANGES) for happened in recorded):
        return
    redraw(desk, cycle)


def redraw(room: Room, cycle: Cycle) -> None:
    """Bring the card up to date in every chat, because time has passed."""
    card = message(room, cycle)
    for person in staff(room):
        if person.id in room.records.chats():
            room.tell(person, card, Priority.CARD)


def message(desk: Room, cycle: Cycle) -> Message:
    """Return the card as a message that replaces the chat's earlier card of this cycle."""
    return Message(render(cycle, desk), rows(desk, cycle), key=f"kartu:{cycle.id}", pinned=True, silent=True)


def render(cycle: Cycle, desk: Room) -> Markup:
    """Return the card's text, the same for everybody."""
    procedure = desk.records.procedure(cycle)
    return texts.card(cycle, progress(cycle, procedure), whole_due(desk, cycle, procedure), desk)


def rows(desk: Room, cycle: Cycle) -> Rows:
    """Return the card's buttons."""
    return ((desk.button(texts.TASKS, verbs.TASKS), desk.button(texts.STATUS, verbs.STATUS, cycle.id)),)


def whole_due(desk: Room, cycle: Cycle, procedure: Procedure) -> datetime:
    """Return when the days of all steps are used up: closing time of that day (the SOP's 14 days)."""
    return compliance.whole_due(cycle, procedure, desk.calendar)


def staff(desk: Room) -> Iterable[Person]:
    """Return everyone who holds a post today, once; who holds none gets nothing more."""
    today = desk.calendar.local_day(desk.now)
    found = (desk.office.holder(post.id, today) for post in desk.office.posts)
    return {person.id: person for person in found if person is not None}.values()
