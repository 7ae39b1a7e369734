"""The archive of a quarter as one ZIP, for those who see all units; what is too large for Telegram goes by command."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import letters, papers, verbs
from handlers.acting import cycle_for
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.texts import arsip as texts
from workflow.cycle import Cycle, CycleState

MAKE = "arsip"  # cycle


def show(desk: Desk) -> None:
    """Offer the quarters of which there is an archive, the newest first."""
    back = (desk.button(texts.TASKS, verbs.TASKS),)
    if not desk.has(*letters.SEES_ALL_UNITS):
        desk.show(texts.NOT_FOR_YOU, back)
        return
    kept = [cycle for cycle in desk.records.recent_cycles() if cycle.state is not CycleState.WITHDRAWN]
    rows = tuple((desk.button(texts.label(cycle), MAKE, cycle.id),) for cycle in kept)
    desk.show(texts.CHOOSE if kept else texts.NONE, *rows, back)


def send(desk: Desk, cycle: Cycle) -> None:
    """Send the archive of the cycle, made when it is delivered; one that is too large is had by the admin's command."""
    if not desk.has(*letters.SEES_ALL_UNITS):
        desk.say(texts.NOT_FOR_YOU)
        return
    desk.send(papers.archive(desk, cycle))


def _send_tapped(desk: Desk, tapped: Tapped) -> None:
    send(desk, cycle_for(desk, tapped.number(0)))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {MAKE: _send_tapped}
