"""A plan's items stay owed after SELESAI: reported with evidence, verified or sent back, carried over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_office import APTIKA, IKP, ITEM, KADIS, OFFICE, STATISTIK, UNITS, WHY, Story, kabid, kasi, staf

from workflow import commands as c
from workflow import events as e
from workflow.cycle import Cycle, CycleState, FollowUp, FollowUpStatus
from workflow.follow_ups import Tally, all_items, carried_over, items_of, open_items, tally
from workflow.office import Actor
from workflow.refusals import (
    CycleEndedError,
    FollowUpChangedError,
    FollowUpNotReportedError,
    FollowUpVerifiedError,
    InvalidFieldError,
    OwnFollowUpError,
    UnknownItemError,
    UnknownUnitError,
)

PROSES, SELESAI, TIDAK_DAPAT = FollowUpStatus.PROSES, FollowUpStatus.SELESAI, FollowUpStatus.TIDAK_DAPAT
DONE = c.ReportFollowUp(IKP, 1, SELESAI, "Petugas piket sudah ditambah", (8,))


def report(story: Story, unit: int = IKP, item: int = 1) -> FollowUp:
    found = story.running.follow_up(unit, item)
    assert found is not None
    return found


def test_an_item_is_reported_done_with_evidence_and_verified():
    """The Staf reports, the Kepala Dinas verifies, and nothing more is owed of it; the cycle stays closed."""
    story = Story().closed()
    assert story.does(staf(IKP), DONE) == (e.FollowUpReported(IKP, 1, 1, SELESAI, DONE.note, (8,)),)
    assert report(story).awaits_verification
    story.passes(hours=2)
    assert story.does(KADIS, c.VerifyFollowUp(IKP, 1, 1)) == (e.FollowUpVerified(IKP, 1, 1),)
    kept = report(story)
    assert (kept.is_settled, kept.verified_by, kept.verified_at) == (True, KADIS, story.now)
    assert not kept.self_verified
    assert story.running.state is CycleState.CLOSED


def test_what_comes_back_is_owed_again_and_the_report_is_kept():
    """A report that convinces nobody stays on record with the reason; the next one is a version of its own."""
    story = Story().closed()
    story.does(staf(IKP), DONE)
    story.does(KADIS, c.ReturnFollowUp(IKP, 1, 1, WHY))
    assert (report(story).status, report(story).returned_reason, report(story).returned_by) == (PROSES, WHY, KADIS)
    assert items_of(story.running)[0].is_owed_by_unit
    story.does(kabid(IKP), replace(DONE, note="Surat tugas terlampir"))
    assert [kept.version for kept in story.running.follow_ups] == [1, 2]
    assert story.running.follow_ups[0].files == (8,)


def test_a_unit_need_not_wait_for_the_others_plans():
    """While other units still write theirs, its own items can be worked on."""
    story = Story().decided()
    story.does(kabid(IKP), c.SubmitPlan(IKP, (ITEM,)))
    story.does(staf(IKP), DONE)
    assert story.running.state is CycleState.RUNNING
    with pytest.raises(UnknownItemError) as refused:
        story.does(staf(APTIKA), replace(DONE, unit_id=APTIKA))
    assert refused.value.count == 0


def test_progress_that_says_nothing_new_is_no_event():
    """A second tap on `sedang dikerjakan` changes nothing; a word or a return makes it news."""
    story = Story().closed()
    working = c.ReportFollowUp(IKP, 1, PROSES)
    assert story.does(staf(IKP), working)
    assert story.does(kasi(IKP), working) == ()
    assert story.does(kasi(IKP), replace(working, note="Surat tugas diproses"))
    story.does(staf(IKP), DONE)
    story.does(KADIS, c.ReturnFollowUp(IKP, 1, 3, WHY))
    assert story.does(staf(IKP), working)


@pytest.mark.parametrize(
    ("status", "note", "files", "field"),
    [
        (SELESAI, " ", (), "evidence"),
        (SELESAI, "x" * 1001, (1,), "note"),
        (TIDAK_DAPAT, "", (1,), "reason"),
        (FollowUpStatus.BELUM, "Belum", (), "status"),
    ],
)
def test_a_report_says_what_it_must(status, note, files, field):
    """Done needs a note or evidence, impossible needs a reason, and `belum` is no report."""
    with pytest.raises(InvalidFieldError) as refused:
        Story().closed().does(staf(IKP), c.ReportFollowUp(IKP, 1, status, note, files))
    assert refused.value.field == field


def test_evidence_alone_or_a_note_alone_will_do():
    """A photo says enough, and so do words."""
    for note, files in (("", (1,)), ("Sudah terpasang", ())):
        story = Story().closed()
        story.does(staf(IKP), c.ReportFollowUp(IKP, 1, SELESAI, note, files))
        assert report(story).awaits_verification


def test_what_was_verified_stays_verified():
    """Neither the unit nor the Kepala Dinas changes it any more; the refusal says by whom and when."""
    story = Story().closed()
    story.does(staf(IKP), c.ReportFollowUp(IKP, 1, TIDAK_DAPAT, "Anggaran tidak tersedia"))
    story.does(KADIS, c.VerifyFollowUp(IKP, 1, 1))
    for who, command in (
        (staf(IKP), DONE),
        (KADIS, c.VerifyFollowUp(IKP, 1, 1)),
        (KADIS, c.ReturnFollowUp(IKP, 1, 1, WHY)),
    ):
        with pytest.raises(FollowUpVerifiedError) as refused:
            story.does(who, command)
        assert (refused.value.by, refused.value.at) == (KADIS, story.now)


def test_only_the_report_that_was_seen_is_judged():
    """A button of an older report does not verify what its reader never saw."""
    story = Story().closed()
    story.does(staf(IKP), DONE)
    story.does(staf(IKP), replace(DONE, note="Bukti diganti", files=(9,)))
    for command in (c.VerifyFollowUp(IKP, 1, 1), c.ReturnFollowUp(IKP, 1, 1, WHY)):
        with pytest.raises(FollowUpChangedError):
            story.does(KADIS, command)
    story.does(KADIS, c.VerifyFollowUp(IKP, 1, 2))


def test_what_nobody_reported_done_is_not_judged():
    """Neither what is untouched nor what is in progress."""
    story = Story().closed()
    with pytest.raises(FollowUpNotReportedError) as refused:
        story.does(KADIS, c.VerifyFollowUp(IKP, 1, 1))
    assert refused.value.status is FollowUpStatus.BELUM
    story.does(staf(IKP), c.ReportFollowUp(IKP, 1, PROSES))
    with pytest.raises(FollowUpNotReportedError):
        story.does(KADIS, c.ReturnFollowUp(IKP, 1, 1, WHY))


def test_items_and_units_that_are_none_are_refused_by_name():
    """Items count from 1 to the length of the plan."""
    story = Story().closed()
    for item in (0, 2):
        with pytest.raises(UnknownItemError):
            story.does(staf(IKP), replace(DONE, item=item))
    with pytest.raises(UnknownUnitError):
        story.does(KADIS, c.VerifyFollowUp(99, 1, 1))


def test_a_withdrawn_cycle_has_nothing_to_follow_up():
    """The quarter was called off."""
    story = Story().ordered()
    story.does(KADIS, c.WithdrawDisposisi())
    with pytest.raises(CycleEndedError):
        story.does(staf(IKP), DONE)
    assert items_of(story.running) == ()


@pytest.mark.parametrize("allowed", [False, True])
def test_nobody_verifies_their_own_report_unless_the_office_is_that_small(allowed):
    """A Kepala Dinas who is also acting Kabid is refused, or flagged where the office allows it."""
    story = Story(office=replace(OFFICE, self_approval=allowed)).closed()
    plt = replace(kabid(IKP), person_id=KADIS.person_id)
    story.does(plt, DONE)
    if not allowed:
        with pytest.raises(OwnFollowUpError):
            story.does(KADIS, c.VerifyFollowUp(IKP, 1, 1))
        return
    story.does(KADIS, c.VerifyFollowUp(IKP, 1, 1))
    assert report(story).self_verified


def test_whoever_holds_the_post_now_verifies():
    """The direction was the Kepala Dinas's; after a mutasi the new one looks at what came of it."""
    story = Story().closed()
    story.does(staf(IKP), DONE)
    successor = Actor(999, KADIS.post_id, KADIS.role, None)
    story.does(successor, c.VerifyFollowUp(IKP, 1, 1))
    assert report(story).verified_by == successor


def planned(*due: date) -> Cycle:
    """Return a closed cycle in which IKP has an item for each of these days, the others one each."""
    story = Story().decided()
    story.does(kabid(IKP), c.SubmitPlan(IKP, tuple(replace(ITEM, due_on=on) for on in due)))
    for unit in (APTIKA, STATISTIK):
        story.does(kabid(unit), c.SubmitPlan(unit, (ITEM,)))
    return story.running


def after(cycle: Cycle, who: Actor, command: c.Command) -> Cycle:
    story = Story(cycle=cycle)
    story.does(who, command)
    return story.running


TODAY = date(2026, 7, 1)


def test_open_items_come_the_earliest_due_first_with_how_late_they_are():
    """What is verified is gone from the list; what only awaits verification is not."""
    cycle = planned(TODAY + timedelta(days=3), TODAY - timedelta(days=10), TODAY)
    cycle = after(cycle, staf(IKP), replace(DONE, item=3))
    listed = open_items([cycle])
    assert [(item.unit_id, item.number) for item in listed] == [
        (IKP, 2),
        (IKP, 3),
        (IKP, 1),
        (APTIKA, 1),
        (STATISTIK, 1),
    ]
    assert [item.days_overdue(TODAY) for item in listed] == [10, 0, 0, 0, 0]
    assert [item.status for item in listed[:2]] == [FollowUpStatus.BELUM, SELESAI]
    assert listed[0].direction is not None
    assert listed[0].direction.text == f"Arahan untuk unit {IKP}"
    cycle = after(cycle, KADIS, c.VerifyFollowUp(IKP, 3, 1))
    assert [(item.unit_id, item.number) for item in open_items([cycle], IKP)] == [(IKP, 2), (IKP, 1)]
    assert len(all_items([cycle], IKP)) == 3


def test_the_next_quarter_opens_with_what_is_left():
    """`3 dari 5 masih terbuka`: the last plans in full, and of those before only what is still open."""
    old = planned(TODAY - timedelta(days=60), TODAY - timedelta(days=50))
    for item in (1, 2):
        old = after(old, staf(IKP), replace(DONE, item=item))
    old = after(old, KADIS, c.VerifyFollowUp(IKP, 1, 1))
    recent = replace(old, id=8, quarter=old.quarter.next)
    running = replace(Story().collecting().running, id=9, quarter=recent.quarter.next)
    carried = carried_over([running, recent, old], running.quarter)
    assert tally(carried, TODAY) == Tally(total=7, open=6, overdue=2, awaiting=2)
    assert tally(carried_over([old], recent.quarter), TODAY) == Tally(total=4, open=3, overdue=1, awaiting=1)
    assert carried_over([old], old.quarter) == ()
    assert tally((), TODAY) == Tally(0, 0, 0, 0)


def test_every_unit_of_the_small_office_has_one_item():
    """In the order of the cycle's units."""
    assert [item.unit_id for item in items_of(Story().closed().running)] == list(UNITS)
