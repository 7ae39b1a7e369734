"""Who is told of what became of a plan's item: the one who verifies, and the unit that reported."""

from __future__ import annotations

from handlers import verbs
from handlers.letters import file_rows
from handlers.telling import Telling
from handlers.texts import tindak_lanjut as texts
from workflow import events as e
from workflow.cycle import Cycle, FollowUpStatus
from workflow.evolve_follow_ups import FollowUps
from workflow.follow_ups import TrackedItem, items_of
from workflow.office import UNIT_ROLES, Role

VERIFY, SEND_BACK = "tl_verifikasi", "tl_kembalikan"  # cycle, unit, item, version


def announce(told: Telling, event: FollowUps) -> None:
    """Tell whom it concerns; that work goes on is told nobody, it stands in the list."""
    item = _item(told.cycle, event)
    place = (told.cycle.id, event.unit_id, event.item)
    reporters = [item.report.reported_by if item.report else None]
    match event:
        case e.FollowUpReported(status=FollowUpStatus.PROSES):
            pass
        case e.FollowUpReported(files=files, version=version):
            told.roles(
                [Role.KEPALA_DINAS],
                texts.to_verify(told.desk, item),
                told.desk.usual(texts.VERIFY, VERIFY, *place, version),
                told.desk.refusing(texts.SEND_BACK, SEND_BACK, *place, version),
                *(button for row in file_rows(told.desk, told.cycle, files) for button in row),
            )
        case e.FollowUpVerified():
            text = texts.verified(told.desk, item)
            told.authors(reporters, text, silent=True)
            told.roles([Role.KABID], text, unit_id=event.unit_id, silent=True)
        case e.FollowUpReturned():
            text = texts.returned(told.desk, item)
            again = told.desk.usual(texts.OPEN_AGAIN, verbs.FOLLOW_UP, *place)
            told.authors(reporters, text, again)
            told.roles(UNIT_ROLES, text, again, unit_id=event.unit_id)


def _item(cycle: Cycle, event: FollowUps) -> TrackedItem:
    """Return the item that the event is about; the event is the latest on it."""
    wanted = (event.unit_id, event.item)
    return next(item for item in items_of(cycle) if (item.unit_id, item.number) == wanted)
