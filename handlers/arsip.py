"""The archive of a quarter as one ZIP, for those who see all units; what is too large for Telegram goes by command."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import letters, verbs
from handlers.acting import cycle_for
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.outgoing import Message
from handlers.texts import arsip as texts
from workflow.archive import ArchivePaper, file_ids
from workflow.cycle import Cycle, CycleState
from workflow.papers.kinds import PaperKind, Printed

MAKE = "arsip"  # cycle
MOST_FILES = 45 * 1024 * 1024
"""Bytes of people's files that fit in what Telegram takes of a bot (50 MB), beside the papers."""


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
    found = [file for file in map(desk.records.file, sorted(file_ids(cycle))) if file is not None]
    size = sum(file.size for file in found)
    if size > MOST_FILES:
        desk.say(texts.too_large(cycle, size))
        return
    paper = ArchivePaper(desk.office.id, cycle.quarter, len(desk.records.history(cycle.id)))
    printed = Printed(PaperKind.ARCHIVE, paper, texts.file_name(cycle))
    desk.send(Message(texts.caption(cycle, len(found), size), paper=printed))


def _send_tapped(desk: Desk, tapped: Tapped) -> None:
    send(desk, cycle_for(desk, tapped.number(0)))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {MAKE: _send_tapped}
