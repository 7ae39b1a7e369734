"""Who is told of what became of a plan's item: the one who verifies, and the unit that reported."""

from __future__ import annotations

from handlers.telling import Telling
from handlers.texts import tindak_lanjut as texts
from workflow import events as e
from workflow.cycle import FOLLOW_UP, FollowUp, FollowUpStatus
from workflow.evolve_follow_ups import FollowUps
from workflow.office import UNIT_ROLES, Role


def announce(told: Telling, event: FollowUps) -> None:
    """Tell whom it concerns; that work goes on is told nobody, it stands in the list."""
    match event:
        case e.FollowUpReported(status=FollowUpStatus.PROSES):
            pass
        case e.FollowUpReported():
            text = texts.to_verify(told.desk, told.cycle, _report(told, event))
            told.roles([Role.KEPALA_DINAS], text, told.opens(texts.OPEN, FOLLOW_UP, event.unit_id))
        case e.FollowUpVerified():
            reporters = [_report(told, event).reported_by]
            text = texts.verified(told.desk, told.cycle, _report(told, event))
            told.authors(reporters, text, silent=True)
            told.roles([Role.KABID], text, unit_id=event.unit_id, silent=True)
        case e.FollowUpReturned():
            text = texts.returned(told.desk, told.cycle, _report(told, event))
            again = told.opens(texts.OPEN_AGAIN, FOLLOW_UP, event.unit_id)
            told.authors([_report(told, event).reported_by], text, again)
            told.roles(UNIT_ROLES, text, again, unit_id=event.unit_id)


def _report(told: Telling, event: FollowUps) -> FollowUp:
    wanted = (event.unit_id, event.item, event.version)
    return next(kept for kept in told.cycle.follow_ups if (kept.unit_id, kept.item, kept.version) == wanted)
