"""Locked data are opened again only by a recorded decision of the Sekretaris, and never once they were directed on."""

from __future__ import annotations

import pytest
from small_office import APTIKA, IKP, KADIS, PERENCANAAN, SEKRETARIS, TIM, UNITS, WHY, Story, directions, kabid

from workflow import commands as c
from workflow import events as e
from workflow.cycle import AssignmentState, Phase, ReportState, SubmissionState
from workflow.invariants import violations
from workflow.refusals import AlreadyDirectedError, InvalidFieldError, NotReportedError, UnitExcludedError
from workflow.standing import standing_report
from workflow.tasks import owed_by

REOPEN = c.ReopenData(IKP, WHY)


def test_the_report_goes_back_and_the_unit_fills_in_again():
    """The decision is on record; step 6 waits for a new report, the unit has the time for rework."""
    story = Story().reported()
    story.passes(days=1)
    happened = story.does(SEKRETARIS, REOPEN)
    cycle = story.running
    assert happened[:2] == (e.DataReopened(IKP, 1, WHY), e.ReportReturned(1, WHY))
    sent = cycle.submission(IKP)
    assert sent is not None
    assert (sent.state, sent.decided_by, sent.reason) == (SubmissionState.REOPENED, SEKRETARIS, WHY)
    assert cycle.reports[-1].state is ReportState.RETURNED
    assert {cycle.assignments[6, unit].state for unit in UNITS} == {AssignmentState.CANCELLED}
    again = cycle.assignments[4, IKP]
    assert (again.state, again.round, again.phase) == (AssignmentState.OPEN, 2, Phase.FILLING)
    assert again.due_at == story.situation.rework_due(4)
    assert [owed.key for owed in cycle.open_assignments()] == [(4, IKP)]
    assert violations(cycle) == []


def test_the_way_forward_leads_to_a_second_report():
    """Corrected, checked and accepted once more, the data are reported on again."""
    story = Story().reported()
    story.does(SEKRETARIS, REOPEN)
    story.accepted(IKP).does(PERENCANAAN, c.SubmitReport("Setelah perbaikan"))
    report = standing_report(story.running)
    assert report is not None
    assert report.version == 2
    assert [kept.state for kept in story.running.submissions if kept.unit_id == IKP] == [
        SubmissionState.REOPENED,
        SubmissionState.ACCEPTED,
    ]
    story.does(KADIS, directions(*UNITS))
    assert violations(story.running) == []


def test_a_second_unit_is_opened_by_the_subbag_once_the_report_is_back():
    """With the first reopening the report is no longer handed in, so the ordinary return is the way again."""
    story = Story().reported()
    story.does(SEKRETARIS, REOPEN)
    with pytest.raises(NotReportedError):
        story.does(SEKRETARIS, c.ReopenData(APTIKA, WHY))
    story.does(PERENCANAAN, c.ReturnData(APTIKA, 1, WHY))


@pytest.mark.parametrize("until", [Story.collecting, Story.evaluated])
def test_before_the_report_there_is_nothing_to_open(until):
    """The Subbag returns data then, without a decision."""
    with pytest.raises(NotReportedError):
        until(Story()).does(SEKRETARIS, REOPEN)


@pytest.mark.parametrize("until", [Story.decided, Story.closed])
def test_data_that_were_directed_on_stay(until):
    """In the closed cycle too the refusal says why, and of which quarter."""
    story = until(Story())
    with pytest.raises(AlreadyDirectedError) as refused:
        story.does(SEKRETARIS, REOPEN)
    assert (refused.value.unit_id, refused.value.quarter) == (IKP, story.running.quarter)


def test_one_direction_is_enough_to_lock_all():
    """The Kepala Dinas has decided on the report as a whole."""
    story = Story().reported()
    story.does(KADIS, directions(APTIKA))
    with pytest.raises(AlreadyDirectedError):
        story.does(SEKRETARIS, REOPEN)


def test_a_decision_needs_its_reason():
    """It is printed."""
    with pytest.raises(InvalidFieldError):
        Story().reported().does(SEKRETARIS, c.ReopenData(IKP, " "))


def test_an_excluded_unit_has_nothing_to_open():
    """It was decided to go on without its data."""
    story = Story().collecting()
    story.does(SEKRETARIS, c.ProceedWithout(IKP, WHY))
    for unit in UNITS[1:]:
        story.accepted(unit)
    story.does(PERENCANAAN, c.SubmitReport("Tanpa IKP"))
    with pytest.raises(UnitExcludedError):
        story.does(SEKRETARIS, REOPEN)


def test_the_ball_is_with_the_unit_not_with_the_tim():
    """No second order of the Tim is needed: the time runs at once, and a draft goes to the Kabid as before."""
    story = Story().reported()
    story.does(SEKRETARIS, REOPEN)
    assert owed_by(story.running, TIM) == ()
    story.sent(IKP)
    sent = story.running.submission(IKP)
    assert sent is not None
    assert (sent.version, sent.sent_by) == (2, kabid(IKP))
