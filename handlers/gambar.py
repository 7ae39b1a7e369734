"""The status as a picture: the cycle's time line, with the numbers beneath it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import verbs
from handlers.acting import cycle_for
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.kepatuhan import account_of
from handlers.outgoing import Message
from handlers.texts import gambar as texts
from handlers.texts import kepatuhan as compliance_texts
from workflow.cycle import Cycle
from workflow.papers.kinds import PaperKind, Printed
from workflow.timeline import timeline


def show(desk: Desk, cycle: Cycle) -> None:
    """Send the time line of the cycle, with the units that the person may see."""
    account = account_of(desk, cycle)
    if account is None:
        desk.say(compliance_texts.NOT_FOR_YOU)
        return
    history = desk.records.history(cycle.id)
    shown = timeline(cycle, history, desk.situation(cycle), texts.labels(account, desk.office))
    row = (
        desk.button(compliance_texts.OPEN, verbs.COMPLIANCE, cycle.id),
        desk.button(compliance_texts.STATUS, verbs.STATUS, cycle.id),
    )
    desk.send(Message(texts.caption(account, desk), (row,), paper=Printed(PaperKind.TIMELINE, shown, texts.FILE_NAME)))


def _show_tapped(desk: Desk, tapped: Tapped) -> None:
    show(desk, cycle_for(desk, tapped.number(0)))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {verbs.PICTURE: _show_tapped}
