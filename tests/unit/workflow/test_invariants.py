"""The invariants find what is planted: each broken cycle is called by its fault."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_office import IKP, MORNING, SEKRETARIS, UNITS, WHY, Story

from workflow import commands as c
from workflow.cycle import (
    AssignmentState,
    Cycle,
    CycleState,
    FollowUp,
    FollowUpStatus,
    Phase,
    Promise,
    ReceiptState,
    ReportState,
    SubmissionState,
)
from workflow.invariants import violations


def with_assignment(cycle: Cycle, key: tuple[int, int | None], **changes: object) -> Cycle:
    changed = replace(cycle.assignments[key], **changes)  # type: ignore[arg-type]
    return replace(cycle, assignments={**cycle.assignments, key: changed})


def without(cycle: Cycle, *keys: tuple[int, int | None]) -> Cycle:
    return replace(cycle, assignments={key: kept for key, kept in cycle.assignments.items() if key not in keys})


def with_submissions(cycle: Cycle, **changes: object) -> Cycle:
    return replace(cycle, submissions=tuple(replace(kept, **changes) for kept in cycle.submissions))  # type: ignore[arg-type]


def with_reports(cycle: Cycle, **changes: object) -> Cycle:
    report = FollowUp(IKP, 1, 1, FollowUpStatus.SELESAI, "Sudah", (), SEKRETARIS, MORNING)
    return replace(cycle, follow_ups=(*cycle.follow_ups, replace(report, **changes)))  # type: ignore[arg-type]


def excluded(cycle: Cycle) -> Cycle:
    story = Story(cycle=cycle)
    story.does(SEKRETARIS, c.ProceedWithout(IKP, WHY))
    return story.running


def reopened(cycle: Cycle, key: tuple[int, int | None]) -> Cycle:
    return with_assignment(cycle, key, state=AssignmentState.OPEN, finished_at=None, finished_by=None)


def unread_but_accepted(cycle: Cycle) -> Cycle:
    letter = cycle.disposisi[0]
    receipts = {post: replace(kept, state=ReceiptState.ACCEPTED) for post, kept in letter.receipts.items()}
    return replace(cycle, disposisi=(replace(letter, receipts=receipts),))


PROMISE = Promise(SEKRETARIS, MORNING)
PLANTED = [
    (Story.closed, lambda cycle: replace(cycle, state=CycleState.RUNNING), "a running cycle owes something"),
    (Story.closed, lambda cycle: replace(cycle, closed_at=None), "only an ended cycle has an end"),
    (Story.closed, lambda cycle: replace(cycle, plans=cycle.plans * 2), "more than one plan"),
    (Story.closed, lambda cycle: replace(cycle, plans=cycle.plans[1:]), "closed exactly when every unit"),
    (Story.directed, lambda cycle: replace(excluded(cycle), exclusions=excluded(cycle).exclusions * 2), "doubled"),
    (Story.ordered, lambda cycle: replace(cycle, disposisi=cycle.disposisi * 2), "disposisi do not count"),
    (Story.reported, lambda cycle: replace(cycle, reports=cycle.reports * 2), "earlier report was never returned"),
    (Story.reported, lambda cycle: replace(cycle, submissions=cycle.submissions * 2), "submissions of unit 1 do not"),
    (Story.reported, lambda cycle: with_submissions(cycle, state=SubmissionState.SENT), "went on without units"),
    (Story.evaluated, lambda cycle: without(cycle, (5, None)), "nobody owes the report"),
    (Story.reported, lambda cycle: reopened(cycle, (5, None)), "handed in and still owed"),
    (
        Story.reported,
        lambda cycle: replace(cycle, reports=(replace(cycle.reports[0], state=ReportState.RETURNED),)),
        "in step 6 or 7 without a report",
    ),
    (Story.ordered, unread_but_accepted, "is accepted and read at None"),
    (Story.ordered, lambda cycle: with_assignment(cycle, (2, None), step=3), "is filed under another key"),
    (Story.directed, lambda cycle: with_assignment(cycle, (3, IKP), unit_id=None), "the step is not owed so"),
    (Story.directed, lambda cycle: with_assignment(cycle, (3, IKP), unit_id=99), "the unit takes no part"),
    (Story.directed, lambda cycle: with_assignment(cycle, (3, IKP), finished_at=MORNING), "only what has ended"),
    (Story.directed, lambda cycle: with_assignment(cycle, (3, IKP), phase=Phase.FILLING), "only step 4 has desks"),
    (Story.directed, lambda cycle: with_assignment(cycle, (3, IKP), due_at=None), "time runs exactly when"),
    (Story.directed, lambda cycle: with_assignment(cycle, (3, IKP), due_at=MORNING.replace(hour=0)), "due before"),
    (Story.directed, lambda cycle: with_assignment(cycle, (3, IKP), round=0), "rounds count from 1"),
    (Story.collecting, lambda cycle: reopened(cycle, (3, IKP)), "owed at steps [3, 4] at once"),
    (Story.ordered, lambda cycle: with_assignment(cycle, (1, None), promise=PROMISE), "has ended, and is still"),
    (Story.coordinated, lambda cycle: with_assignment(cycle, (4, IKP), extended_days=2), "no time runs, and yet"),
    (Story.directed, lambda cycle: with_assignment(cycle, (3, IKP), extended_from=MORNING), "prolonged by no days"),
    (
        Story.collecting,
        lambda cycle: replace(cycle, exclusions=excluded(cycle).exclusions),
        "excluded, and still owes data",
    ),
    (Story.collecting, lambda cycle: without(cycle, (3, IKP)), "without having been coordinated"),
    (Story.decided, lambda cycle: replace(cycle, directions=cycle.directions[:-3]), "follows up without a direction"),
    (Story.directed, lambda cycle: with_assignment(cycle, (3, IKP), state=AssignmentState.DONE), "is pending, and"),
    (
        Story.evaluated,
        lambda cycle: replace(cycle, submissions=(*cycle.submissions, replace(cycle.submissions[0], version=2))),
        "an earlier version of its data still stands",
    ),
    (Story.evaluated, lambda cycle: with_submissions(cycle, self_approved=True), "its own approval is not flagged"),
    (
        Story.collecting,
        lambda cycle: with_assignment(cycle, (4, IKP), phase=Phase.CHECKING),
        "checks exactly when there is a draft",
    ),
    (
        Story.evaluated,
        lambda cycle: with_submissions(cycle, state=SubmissionState.SENT),
        "evaluates exactly when there are data",
    ),
    (Story.closed, lambda cycle: with_reports(cycle, item=9), "is reported on and in no plan"),
    (Story.closed, lambda cycle: with_reports(cycle, version=2), "do not count 1 to n"),
    (
        Story.closed,
        lambda cycle: with_reports(with_reports(cycle, verified_at=MORNING), version=2),
        "was reported on after it was verified",
    ),
    (
        Story.closed,
        lambda cycle: with_reports(cycle, status=FollowUpStatus.PROSES, verified_at=MORNING),
        "is verified and not finished",
    ),
]


@pytest.mark.parametrize(("until", "spoil", "fault"), PLANTED, ids=[fault for _, _, fault in PLANTED])
def test_a_planted_fault_is_found(until, spoil, fault):
    """A sound cycle has no violations; spoilt in one place, it has the one that fits."""
    cycle = until(Story()).running
    assert violations(cycle) == []
    assert any(fault in found for found in violations(spoil(cycle))), violations(spoil(cycle))


def test_every_stage_of_a_quarter_is_sound():
    """No stage that the stories pass through breaks an invariant."""
    for until in (Story.ordered, Story.directed, Story.coordinated, Story.collecting, Story.evaluated, Story.reported):
        assert violations(until(Story()).running) == []
    assert len(UNITS) == len(Story().closed().running.plans)
