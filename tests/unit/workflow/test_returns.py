"""Every check can send work back: with a reason, keeping the earlier version, and without losing the way forward."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from small_office import (
    APTIKA,
    IKP,
    ITEM,
    KADIS,
    OFFICE,
    PERENCANAAN,
    PROCEDURE,
    SEKRETARIS,
    STATISTIK,
    TIM,
    UNITS,
    WHY,
    Story,
    directions,
    disposisi,
    kabid,
    kasi,
    staf,
)

from workflow import commands as c
from workflow import events as e
from workflow.cycle import (
    Assignment,
    AssignmentState,
    CycleState,
    Phase,
    ReceiptState,
    ReportState,
    Submission,
    SubmissionState,
)
from workflow.decide import decide
from workflow.refusals import (
    AlreadyReadError,
    CycleEndedError,
    StepEndedError,
    SubmissionStateError,
    UnitExcludedError,
    UnitsPendingError,
)
from workflow.situation import Situation


def assignment(story: Story, step: int, unit: int | None = None) -> Assignment:
    found = story.running.assignment(step, unit)
    assert found is not None
    return found


def submission(story: Story, unit: int) -> Submission:
    found = story.running.submission(unit)
    assert found is not None
    return found


def test_a_returned_disposisi_is_issued_anew_as_the_next_version():
    """Step 2 falls away, step 1 is owed a second time, and both versions are kept with the reason."""
    story = Story().ordered()
    story.does(SEKRETARIS, c.ReturnDisposisi("Nomor surat keliru"))
    assert assignment(story, 2).state is AssignmentState.CANCELLED
    assert (assignment(story, 1).state, assignment(story, 1).round) == (AssignmentState.OPEN, 2)
    assert assignment(story, 1).due_at == datetime(2026, 4, 1, 1, 15, tzinfo=UTC)
    story.passes(minutes=5)
    story.does(KADIS, disposisi(number="800/13/2026"))
    first, second = story.running.disposisi
    assert (first.returned_reason, first.receipts[SEKRETARIS.post_id].state) == (
        "Nomor surat keliru",
        ReceiptState.RETURNED,
    )
    assert (second.version, second.number) == (2, "800/13/2026")
    assert (assignment(story, 2).state, assignment(story, 2).round) == (AssignmentState.OPEN, 2)


def test_an_unread_disposisi_can_be_withdrawn_and_ends_the_cycle():
    """Taken back before anyone read it: nothing is owed any more, every receipt says so."""
    story = Story().ordered()
    story.does(KADIS, c.WithdrawDisposisi())
    assert story.running.state is CycleState.WITHDRAWN
    assert story.running.open_assignments() == ()
    assert {receipt.state for receipt in story.running.disposisi[-1].receipts.values()} == {ReceiptState.WITHDRAWN}
    with pytest.raises(CycleEndedError):
        story.does(SEKRETARIS, c.ReadDisposisi())


def test_after_one_has_read_it_a_disposisi_stays():
    """The refusal says who has read it and when."""
    story = Story().ordered()
    story.passes(minutes=3)
    story.does(PERENCANAAN, c.ReadDisposisi())
    with pytest.raises(AlreadyReadError) as refused:
        story.does(KADIS, c.WithdrawDisposisi())
    assert (refused.value.post_id, refused.value.at) == (PERENCANAAN.post_id, story.now)


def test_a_draft_withdrawn_unread_goes_back_to_its_sender():
    """The version stays on record; the next one is version 2, under the same deadline."""
    story = Story().collecting().drafted(IKP)
    due_at = assignment(story, 4, IKP).due_at
    story.does(staf(IKP), c.WithdrawDraft(IKP, 1))
    assert (assignment(story, 4, IKP).phase, assignment(story, 4, IKP).due_at) == (Phase.FILLING, due_at)
    story.drafted(IKP)
    assert [(kept.version, kept.state) for kept in story.running.submissions] == [
        (1, SubmissionState.WITHDRAWN),
        (2, SubmissionState.CHECKING),
    ]


def test_the_kabid_returns_a_draft_within_the_ten_days():
    """Returning reads the draft, keeps its reason, and the unit's ten days go on."""
    story = Story().collecting().drafted(IKP)
    due_at = assignment(story, 4, IKP).due_at
    story.passes(days=1)
    happened = story.does(kabid(IKP), c.ReturnDraft(IKP, 1, WHY))
    assert [type(event) for event in happened] == [e.DraftRead, e.DraftReturned, e.AssignmentMoved]
    assert (assignment(story, 4, IKP).due_at, assignment(story, 4, IKP).phase_at) == (due_at, story.now)
    returned = submission(story, IKP)
    assert (returned.state, returned.reason, returned.decided_by) == (
        SubmissionState.RETURNED_BY_KABID,
        WHY,
        kabid(IKP),
    )


def test_the_subbag_returns_data_that_were_sent():
    """Step 5 of the unit is cancelled, step 4 begins a second round with the office's time for rework."""
    story = Story().collecting().sent(IKP)
    story.does(PERENCANAAN, c.ReturnData(IKP, 1, WHY))
    assert assignment(story, 5, IKP).state is AssignmentState.CANCELLED
    again = assignment(story, 4, IKP)
    assert (again.round, again.phase, again.due_at) == (2, Phase.FILLING, datetime(2026, 4, 3, 9, 30, tzinfo=UTC))
    assert submission(story, IKP).reason == WHY
    story.accepted(IKP)
    assert (assignment(story, 5, IKP).round, submission(story, IKP).version) == (2, 2)


def test_without_a_time_for_rework_the_unit_gets_its_own_time_again():
    """An SOP file that drops `waktu_perbaikan` gives returned data the ten days of step 4."""
    story = Story().collecting().sent(IKP)
    situation = Situation(story.now, OFFICE, replace(PROCEDURE, rework=None), story.situation.calendar)
    happened = decide(story.cycle, c.ReturnData(IKP, 1, WHY), PERENCANAAN, situation)
    again = happened[-1]
    assert isinstance(again, e.AssignmentStarted)
    assert again.due_at == datetime(2026, 4, 15, 9, 0, tzinfo=UTC)


def test_accepted_data_can_be_returned_while_the_report_is_written():
    """The report waits again; once the unit is accepted anew, it is owed in a new round."""
    story = Story().evaluated()
    story.does(PERENCANAAN, c.ReturnData(IKP, 1, WHY))
    assert assignment(story, 5).state is AssignmentState.CANCELLED
    with pytest.raises(UnitsPendingError) as refused:
        story.does(PERENCANAAN, c.SubmitReport("Laporan"))
    assert refused.value.unit_ids == (IKP,)
    story.accepted(IKP)
    assert (assignment(story, 5).state, assignment(story, 5).round) == (AssignmentState.OPEN, 2)


def test_a_button_on_returned_data_says_who_returned_them():
    """Accepting a version that was returned meanwhile is refused with by whom and when."""
    story = Story().evaluated()
    story.does(PERENCANAAN, c.ReturnData(IKP, 1, WHY))
    with pytest.raises(SubmissionStateError) as refused:
        story.does(PERENCANAAN, c.AcceptData(IKP, 1))
    assert (refused.value.state, refused.value.by) == (SubmissionState.RETURNED_BY_EVALUATOR, PERENCANAAN)


def test_a_draft_not_yet_sent_cannot_be_accepted():
    """While the Kabid checks the new version, the Subbag is told that it is there and who submitted it."""
    story = Story().evaluated()
    story.does(PERENCANAAN, c.ReturnData(IKP, 1, WHY))
    story.drafted(IKP)
    for command in (c.AcceptData(IKP, 2), c.ReturnData(IKP, 2, WHY)):
        with pytest.raises(SubmissionStateError) as refused:
            story.does(PERENCANAAN, command)
        assert (refused.value.state, refused.value.by) == (SubmissionState.CHECKING, staf(IKP))


def test_the_kepala_dinas_returns_the_report():
    """Step 6 of every unit falls away, the report is owed anew, and its next version starts step 6 again."""
    story = Story().reported()
    story.does(KADIS, c.ReturnReport("Tambahkan serapan anggaran"))
    assert {assignment(story, 6, unit).state for unit in UNITS} == {AssignmentState.CANCELLED}
    assert (assignment(story, 5).state, assignment(story, 5).round) == (AssignmentState.OPEN, 2)
    story.does(PERENCANAAN, c.SubmitReport("Dengan serapan"))
    first, second = story.running.reports
    assert (first.state, first.reason) == (ReportState.RETURNED, "Tambahkan serapan anggaran")
    assert (second.version, second.state) == (2, ReportState.SUBMITTED)
    assert {assignment(story, 6, unit).round for unit in UNITS} == {2}


def test_a_returned_report_lets_data_go_back_to_the_unit():
    """From step 6 over 5 to 4 and forward again to the end: the whole way back is open."""
    story = Story().reported()
    story.does(KADIS, c.ReturnReport(WHY))
    story.does(PERENCANAAN, c.ReturnData(STATISTIK, 1, WHY))
    story.accepted(STATISTIK)
    story.does(PERENCANAAN, c.SubmitReport("Lengkap"))
    story.does(KADIS, directions(*UNITS))
    for unit in UNITS:
        story.does(kasi(unit), c.SubmitPlan(unit, (ITEM,)))
    assert story.running.state is CycleState.CLOSED


def test_after_the_first_direction_the_report_stays():
    """One unit has acted on the report: it can no longer go back, and the refusal says which direction was given."""
    story = Story().reported()
    story.does(KADIS, directions(APTIKA))
    with pytest.raises(StepEndedError) as refused:
        story.does(KADIS, c.ReturnReport(WHY))
    assert (refused.value.step, refused.value.unit_id, refused.value.by) == (6, APTIKA, KADIS)


def test_data_cannot_go_back_under_a_report_that_was_handed_in():
    """The Subbag is told that the report is out, by whom and since when."""
    story = Story().reported()
    with pytest.raises(StepEndedError) as refused:
        story.does(PERENCANAAN, c.ReturnData(IKP, 1, WHY))
    assert (refused.value.step, refused.value.unit_id, refused.value.by) == (5, None, PERENCANAAN)


def test_the_sekretaris_goes_on_without_a_unit():
    """What the unit owed falls away on record, and the report is owed as soon as the others are in."""
    story = Story().collecting().accepted(IKP).accepted(APTIKA)
    story.does(SEKRETARIS, c.ProceedWithout(STATISTIK, "Pejabat sedang diklat"))
    assert assignment(story, 4, STATISTIK).state is AssignmentState.EXCLUDED
    assert assignment(story, 5).state is AssignmentState.OPEN
    exclusion = story.running.exclusions[0]
    assert (exclusion.reason, exclusion.decided_by) == ("Pejabat sedang diklat", SEKRETARIS)


def test_an_excluded_unit_still_gets_a_direction_and_owes_a_plan():
    """Being late with data does not free a unit of following up."""
    story = Story().collecting().accepted(IKP).accepted(APTIKA)
    story.does(SEKRETARIS, c.ProceedWithout(STATISTIK, WHY))
    story.does(PERENCANAAN, c.SubmitReport("Tanpa data Statistik"))
    story.does(KADIS, directions(*UNITS))
    story.does(kabid(IKP), c.SubmitPlan(IKP, (ITEM,)))
    story.does(kabid(APTIKA), c.SubmitPlan(APTIKA, (ITEM,)))
    assert story.running.state is CycleState.RUNNING
    story.does(kabid(STATISTIK), c.SubmitPlan(STATISTIK, (ITEM,)))
    assert story.running.state is CycleState.CLOSED


def test_every_unit_may_be_excluded():
    """Even without any data the quarter comes to its report."""
    story = Story().directed()
    for unit in UNITS:
        story.does(SEKRETARIS, c.ProceedWithout(unit, WHY))
    assert [owed.key for owed in story.running.open_assignments()] == [(5, None)]


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (TIM, c.RecordCoordination(IKP, "Bahan")),
        (TIM, c.OrderCollection((APTIKA, IKP))),
        (staf(IKP), c.SubmitDraft(IKP, "K-1", "Data", ())),
        (kabid(IKP), c.ReadDraft(IKP, 1)),
        (kabid(IKP), c.SendData(IKP, 1)),
        (PERENCANAAN, c.AcceptData(IKP, 1)),
        (PERENCANAAN, c.ReturnData(IKP, 1, WHY)),
        (SEKRETARIS, c.ProceedWithout(IKP, WHY)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_nothing_more_is_asked_of_an_excluded_unit(who, command):
    """A unit that comes late is told who decided to go on without it, and when."""
    story = Story().coordinated()
    story.does(SEKRETARIS, c.ProceedWithout(IKP, WHY))
    with pytest.raises(UnitExcludedError) as refused:
        story.does(who, command)
    assert (refused.value.unit_id, refused.value.by, refused.value.at) == (IKP, SEKRETARIS, story.now)


def test_accepted_data_cannot_be_done_without():
    """The Sekretaris is told that this unit's data are there already."""
    story = Story().collecting().accepted(IKP)
    with pytest.raises(SubmissionStateError) as refused:
        story.does(SEKRETARIS, c.ProceedWithout(IKP, WHY))
    assert refused.value.state is SubmissionState.ACCEPTED
