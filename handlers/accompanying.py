"""The papers that go along with an act, behind the notice that tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import papers
from handlers.card import staff
from handlers.desk import Desk
from handlers.outgoing import Message, Priority
from handlers.texts import laporan as texts
from workflow import events as e
from workflow.cycle import Cycle
from workflow.events import Recorded
from workflow.papers.kinds import PaperKind


def send_along(desk: Desk, cycle: Cycle, recorded: Sequence[Recorded]) -> None:
    """Send what belongs to these events: the result to everyone at the end."""
    for happened in recorded:
        match happened.event:
            case e.CycleClosed():
                _result(desk, cycle)
            case _:
                pass


def _result(desk: Desk, cycle: Cycle) -> None:
    """Show everyone with a chat what came of the quarter; an office without figures has nothing to picture."""
    if not papers.has_figures(desk, cycle):
        return
    message = Message(texts.result(cycle), silent=True, paper=papers.printed(desk, cycle, PaperKind.CHART_UNITS))
    chats = desk.records.chats()
    for person in staff(desk):
        if person.id in chats:
            desk.tell(person, message, Priority.NOTICE)
