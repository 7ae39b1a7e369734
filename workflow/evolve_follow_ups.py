"""How the items of a plan fare after it was sent: every report stays, each with what became of it."""

from __future__ import annotations

from dataclasses import replace

from workflow import events as e
from workflow.cycle import Cycle, FollowUp, FollowUpStatus

FollowUps = e.FollowUpReported | e.FollowUpVerified | e.FollowUpReturned


def apply_follow_up(cycle: Cycle, event: FollowUps, recorded: e.Recorded) -> Cycle:
    """Return the cycle after a report came in or was judged. Raises LookupError for a report that never was."""
    if isinstance(event, e.FollowUpReported):
        report = FollowUp(
            unit_id=event.unit_id,
            item=event.item,
            version=event.version,
            status=event.status,
            note=event.note,
            files=event.files,
            reported_by=recorded.actor,
            reported_at=recorded.at,
        )
        return replace(cycle, follow_ups=(*cycle.follow_ups, report))
    place = _place(cycle, event)
    changed = _judged(cycle.follow_ups[place], event, recorded)
    return replace(cycle, follow_ups=(*cycle.follow_ups[:place], changed, *cycle.follow_ups[place + 1 :]))


def _place(cycle: Cycle, event: e.FollowUpVerified | e.FollowUpReturned) -> int:
    wanted = (event.unit_id, event.item, event.version)
    for index, kept in enumerate(cycle.follow_ups):
        if (kept.unit_id, kept.item, kept.version) == wanted:
            return index
    raise LookupError(wanted)


def _judged(report: FollowUp, event: e.FollowUpVerified | e.FollowUpReturned, recorded: e.Recorded) -> FollowUp:
    match event:
        case e.FollowUpVerified():
            return replace(report, verified_by=recorded.actor, verified_at=recorded.at)
        case e.FollowUpReturned(reason=reason):
            return replace(
                report,
                status=FollowUpStatus.PROSES,
                returned_by=recorded.actor,
                returned_at=recorded.at,
                returned_reason=reason,
            )
