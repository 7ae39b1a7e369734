"""How a unit's data change: every version stays, each with who did what to it."""

from __future__ import annotations

from dataclasses import replace

from workflow import events as e
from workflow.cycle import Cycle, Submission, SubmissionState

Submissions = (
    e.DraftSubmitted
    | e.DraftRead
    | e.DraftWithdrawn
    | e.DraftReturned
    | e.DataSent
    | e.DataAccepted
    | e.DataReturned
    | e.DataReopened
)


def apply_submission(cycle: Cycle, event: Submissions, recorded: e.Recorded) -> Cycle:
    """Return the cycle after a version came in or changed. Raises LookupError for a version that never was."""
    if isinstance(event, e.DraftSubmitted):
        submission = Submission(
            unit_id=event.unit_id,
            version=event.version,
            number=event.number,
            note=event.note,
            files=event.files,
            state=SubmissionState.CHECKING,
            submitted_by=recorded.actor,
            submitted_at=recorded.at,
            figures=event.figures,
        )
        return replace(cycle, submissions=(*cycle.submissions, submission))
    place = _place(cycle, event.unit_id, event.version)
    changed = _changed(cycle.submissions[place], event, recorded)
    return replace(cycle, submissions=(*cycle.submissions[:place], changed, *cycle.submissions[place + 1 :]))


def _place(cycle: Cycle, unit_id: int, version: int) -> int:
    for index, kept in enumerate(cycle.submissions):
        if (kept.unit_id, kept.version) == (unit_id, version):
            return index
    raise LookupError(unit_id, version)


def _changed(
    submission: Submission,
    event: e.DraftRead
    | e.DraftWithdrawn
    | e.DraftReturned
    | e.DataSent
    | e.DataAccepted
    | e.DataReturned
    | e.DataReopened,
    recorded: e.Recorded,
) -> Submission:
    match event:
        case e.DraftRead():
            return replace(submission, read_at=recorded.at)
        case e.DataSent(self_approved=self_approved):
            return replace(
                submission,
                state=SubmissionState.SENT,
                sent_by=recorded.actor,
                sent_at=recorded.at,
                self_approved=self_approved,
            )
        case e.DraftWithdrawn():
            return _decided(submission, SubmissionState.WITHDRAWN, recorded)
        case e.DataAccepted():
            return _decided(submission, SubmissionState.ACCEPTED, recorded)
        case e.DraftReturned(reason=reason):
            return _decided(submission, SubmissionState.RETURNED_BY_KABID, recorded, reason)
        case e.DataReturned(reason=reason):
            return _decided(submission, SubmissionState.RETURNED_BY_EVALUATOR, recorded, reason)
        case e.DataReopened(reason=reason):
            return _decided(submission, SubmissionState.REOPENED, recorded, reason)


def _decided(submission: Submission, state: SubmissionState, recorded: e.Recorded, reason: str = "") -> Submission:
    return replace(submission, state=state, decided_by=recorded.actor, decided_at=recorded.at, reason=reason)
