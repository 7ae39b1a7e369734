"""One quarter from MULAI to SELESAI, and what is owed on the way."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from small_office import (
    APTIKA,
    IKP,
    ITEM,
    KADIS,
    MORNING,
    OFFICE,
    PERENCANAAN,
    SEKRETARIS,
    STATISTIK,
    TIM,
    TIM_2,
    UNITS,
    Story,
    directions,
    disposisi,
    kabid,
    kasi,
    staf,
)

from workflow import commands as c
from workflow import events as e
from workflow.cycle import AssignmentState, CycleState, Phase, ReceiptState, SubmissionState
from workflow.evolve import BrokenHistoryError, evolve, fold
from workflow.refusals import CycleEndedError, CycleMissingError


def due(story: Story, step: int, unit: int | None = None) -> datetime | None:
    assignment = story.running.assignment(step, unit)
    assert assignment is not None
    return assignment.due_at


def owed(story: Story) -> list[tuple[int, int | None]]:
    return [assignment.key for assignment in story.running.open_assignments()]


def test_the_disposisi_starts_the_cycle_and_the_sekretaris_has_two_working_hours():
    """Step 1 ends as it is issued; step 2 runs from 08.00 to 10.00 WIB."""
    story = Story()
    happened = story.does(KADIS, disposisi())
    assert [type(event) for event in happened] == [
        e.CycleStarted,
        e.AssignmentStarted,
        e.DisposisiIssued,
        e.AssignmentEnded,
        e.AssignmentStarted,
    ]
    assert owed(story) == [(2, None)]
    assert due(story, 2) == datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
    assert story.running.unit_ids == UNITS
    assert (story.running.id, story.running.office_id) == (7, OFFICE.id)


def test_step_one_began_when_the_order_was_opened():
    """The time of step 1 runs from when the Kepala Dinas began to write, not from when it was sent."""
    story = Story()
    opened_at = MORNING.replace(minute=0)
    story.passes(minutes=9)
    story.does(KADIS, disposisi(opened_at=opened_at))
    order = story.running.assignment(1)
    assert order is not None
    assert (order.started_at, order.finished_at) == (opened_at, story.now)


@pytest.mark.parametrize("opened_at", [datetime(2026, 3, 31, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)])
def test_an_impossible_opening_counts_as_now(opened_at):
    """A clock that claims the order was begun ahead of time or before the quarter ended is not believed."""
    story = Story()
    story.does(KADIS, disposisi(opened_at=opened_at))
    order = story.running.assignment(1)
    assert order is not None
    assert order.started_at == MORNING


def test_directing_the_team_accepts_the_disposisi_and_starts_every_unit():
    """A Sekretaris who directs at once has read and accepted by doing so; each unit's step 3 is owed."""
    story = Story().directed()
    receipt = story.running.disposisi[-1].receipts[SEKRETARIS.post_id]
    assert receipt.state is ReceiptState.DONE
    assert receipt.read_at == receipt.accepted_at == MORNING
    assert owed(story) == [(3, unit) for unit in UNITS]
    direction = story.running.direction(2)
    assert direction is not None
    assert set(direction.receipts) == {TIM.post_id, TIM_2.post_id}


def test_the_ten_days_begin_with_the_order_not_with_the_coordination():
    """Between coordination and order no time runs for the unit; then ten working days do, whole."""
    story = Story().coordinated()
    assert {due(story, 4, unit) for unit in UNITS} == {None}
    story.passes(days=1)
    story.does(TIM_2, c.OrderCollection((IKP,)))
    assert due(story, 4, IKP) == datetime(2026, 4, 16, 9, 0, tzinfo=UTC)
    assert due(story, 4, APTIKA) is None


def test_coordination_can_be_amended_until_the_order():
    """A second note of the Tim is kept beside the first and starts nothing anew."""
    story = Story().directed()
    story.does(TIM, c.RecordCoordination(IKP, "Pertama"))
    happened = story.does(TIM_2, c.RecordCoordination(IKP, "Tambahan"))
    assert happened == (e.CoordinationRecorded(IKP, "Tambahan", ()),)
    assert [kept.text for kept in story.running.coordinations] == ["Pertama", "Tambahan"]


def test_units_run_side_by_side():
    """A unit that is slow holds back only itself."""
    story = Story().collecting().accepted(IKP)
    assert owed(story) == [(4, APTIKA), (4, STATISTIK)]
    story.sent(APTIKA)
    assert owed(story) == [(4, STATISTIK), (5, APTIKA)]


def test_the_report_is_owed_once_the_last_unit_is_accepted():
    """Step 5's report starts with the last acceptance and its one day."""
    story = Story().evaluated()
    assert owed(story) == [(5, None)]
    assert due(story, 5) == datetime(2026, 4, 2, 9, 0, tzinfo=UTC)


def test_one_text_or_many_may_direct_the_units():
    """The Kepala Dinas may direct units one by one; each answers as soon as it is directed."""
    story = Story().reported()
    story.does(KADIS, directions(APTIKA))
    assert owed(story) == [(6, IKP), (6, STATISTIK), (7, APTIKA)]
    story.does(kasi(APTIKA), c.SubmitPlan(APTIKA, (ITEM,)))
    assert story.running.state is CycleState.RUNNING


def test_the_last_plan_closes_the_cycle():
    """SELESAI: nothing is owed, and the instant is kept."""
    story = Story().closed()
    assert (story.running.state, story.running.closed_at) == (CycleState.CLOSED, story.now)
    assert owed(story) == []
    assert isinstance(story.history[-1].event, e.CycleClosed)
    assert {assignment.state for assignment in story.running.assignments.values()} == {AssignmentState.DONE}


def test_a_closed_cycle_can_be_read_but_not_changed():
    """Letters stay open to their recipients after SELESAI; everything else is refused with the facts."""
    story = Story().closed()
    assert story.does(staf(IKP), c.ReadDirection(6, IKP)) == (e.DirectionRead(6, IKP, staf(IKP).post_id),)
    assert story.does(PERENCANAAN, c.ReadDisposisi()) == (e.DisposisiRead(PERENCANAAN.post_id),)
    with pytest.raises(CycleEndedError) as refused:
        story.does(kabid(IKP), c.SubmitPlan(IKP, (ITEM,)))
    assert (refused.value.state, refused.value.at) == (CycleState.CLOSED, story.running.closed_at)


def test_reading_twice_is_no_event():
    """Disposisi, direction and draft are read once; a second look leaves no trace and is no error."""
    story = Story().collecting().drafted(IKP)
    for who, command in (
        (PERENCANAAN, c.ReadDisposisi()),
        (TIM, c.ReadDirection(2, None)),
        (staf(IKP), c.ReadDirection(4, IKP)),
        (kabid(IKP), c.ReadDraft(IKP, 1)),
    ):
        assert len(story.does(who, command)) == 1
        assert story.does(who, command) == ()


def test_a_draft_carries_its_desk():
    """Staf fills in, the Kabid checks: the assignment says since when who holds it, under one deadline."""
    story = Story().collecting()
    before = due(story, 4, IKP)
    story.passes(hours=2)
    story.drafted(IKP)
    collection = story.running.assignment(4, IKP)
    assert collection is not None
    assert (collection.phase, collection.phase_at, collection.due_at) == (Phase.CHECKING, story.now, before)
    submission = story.running.submission(IKP)
    assert submission is not None
    assert submission.state is SubmissionState.CHECKING


def test_a_history_told_again_gives_the_same_cycle():
    """Folding all that was recorded leads to the state that the commands led to."""
    story = Story().closed()
    assert fold(story.history, cycle_id=7, office_id=OFFICE.id) == story.cycle
    assert fold([], cycle_id=7, office_id=OFFICE.id) is None


def test_a_history_that_is_not_ours_is_refused_by_name():
    """A history that lacks its start, or speaks of a version that never was, is told apart from a refusal."""
    story = Story().ordered()
    with pytest.raises(BrokenHistoryError):
        evolve(None, story.history[1], cycle_id=7, office_id=1)
    stray = e.Recorded(e.DataAccepted(IKP, 9), PERENCANAAN, MORNING)
    with pytest.raises(BrokenHistoryError):
        evolve(story.running, stray, cycle_id=7, office_id=1)


def test_without_a_cycle_there_is_nothing_to_act_on():
    """Every command but the first one needs a cycle."""
    with pytest.raises(CycleMissingError):
        Story().does(SEKRETARIS, c.DirectTeam("Arahan"))
