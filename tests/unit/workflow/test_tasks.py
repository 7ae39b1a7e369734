"""Who owes what now, what a menu offers, and how far each step has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from small_office import (
    ACTORS,
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
    TIM_2,
    UNITS,
    WHY,
    Story,
    directions,
    kabid,
    kasi,
    staf,
)

from workflow import commands as c
from workflow.office import Actor, Role
from workflow.tasks import ProgressState, StepProgress, holders_of, may, owed_by, progress

DONE, RUNNING, WAITING = ProgressState.DONE, ProgressState.RUNNING, ProgressState.WAITING


def owing(story: Story) -> dict[Actor, list[tuple[int, int | None]]]:
    """Return who owes what, without those who owe nothing."""
    owed = {who: [task.key for task in owed_by(story.running, who, story.situation)] for who in ACTORS}
    return {who: tasks for who, tasks in owed.items() if tasks}


def test_what_everybody_owes_along_the_way():
    """At every step the ball is with those whom the SOP names, and with nobody else."""
    every = [(3, unit) for unit in UNITS]
    assert owing(Story().ordered()) == {SEKRETARIS: [(2, None)]}
    assert owing(Story().directed()) == {TIM: every, TIM_2: every}
    ordering = [(4, unit) for unit in UNITS]
    assert owing(Story().coordinated()) == {TIM: ordering, TIM_2: ordering}
    filling = {who: [(4, unit)] for unit in UNITS for who in (kasi(unit), staf(unit))}
    assert owing(Story().collecting()) == filling
    assert owing(Story().evaluated()) == {PERENCANAAN: [(5, None)]}
    assert owing(Story().reported()) == {KADIS: [(6, unit) for unit in UNITS]}
    assert owing(Story().decided()) == {who: [(7, unit)] for unit in UNITS for who in (kabid(unit), kasi(unit))}
    assert owing(Story().closed()) == {}


def test_a_draft_is_the_kabids_and_sent_data_the_subbags():
    """Inside step 4 the ball goes from Staf to Kabid, then on to the Subbag."""
    story = Story().collecting().drafted(IKP).sent(APTIKA)
    assert owing(story) == {
        kabid(IKP): [(4, IKP)],
        PERENCANAAN: [(5, APTIKA)],
        kasi(STATISTIK): [(4, STATISTIK)],
        staf(STATISTIK): [(4, STATISTIK)],
    }


def test_a_returned_disposisi_is_owed_by_the_kepala_dinas():
    """Step 1 open again belongs to who must write it anew."""
    story = Story().ordered()
    story.does(SEKRETARIS, c.ReturnDisposisi(WHY))
    assert owing(story) == {KADIS: [(1, None)]}


def test_a_unit_without_staff_leaves_filling_in_to_its_kabid():
    """Where no Kasi and no Staf is in office that day, the Kabid owes the data."""
    story = Story().collecting()
    (task,) = owed_by(story.running, staf(IKP))
    assert holders_of(task, story.situation) == {Role.STAF, Role.KASI}
    away = {staf(IKP).post_id, kasi(IKP).post_id}
    until = date(2026, 3, 31)
    holdings = tuple(replace(held, until_on=until) if held.post_id in away else held for held in OFFICE.holdings)
    story.office = replace(OFFICE, holdings=holdings)
    assert holders_of(task, story.situation) == {Role.STAF, Role.KASI, Role.KABID}
    assert owed_by(story.running, kabid(IKP), story.situation) == (task,)
    assert owed_by(story.running, kabid(IKP)) == ()
    assert owed_by(story.running, kabid(APTIKA), story.situation) == ()


OF_TIME = {"PromiseWork", "AskForHelp", "AskExtension", "GrantExtension", "RefuseExtension", "MoveDeadlines"}


def test_whoever_owes_it_may_speak_of_its_time():
    """Promise, help and more time are for those at the desk; deciding needs a request; the calendar is the admin's."""
    story = Story().collecting()
    asking = (c.PromiseWork, c.AskForHelp, c.AskExtension)
    assert all(may(story.cycle, command, staf(IKP)) for command in asking)
    assert not any(may(story.cycle, command, PERENCANAAN) for command in asking)
    assert not may(story.cycle, c.GrantExtension, TIM)
    story.does(staf(IKP), c.AskExtension(4, IKP, 2, "Petugas sakit"))
    assert may(story.cycle, c.GrantExtension, TIM)
    assert may(story.cycle, c.MoveDeadlines, OFFICE.admin(1))
    assert not may(story.cycle, c.MoveDeadlines, TIM)


def offered(story: Story, who: Actor) -> set[str]:
    """Return the names of the commands that a menu of the SOP's own steps would offer."""
    return {command.__name__ for command in c.Command.__args__ if may(story.cycle, command, who)} - OF_TIME


@pytest.mark.parametrize(
    ("until", "who", "commands"),
    [
        (lambda story: story, KADIS, {"IssueDisposisi"}),
        (lambda story: story, TIM, set()),
        (Story.ordered, KADIS, {"WithdrawDisposisi"}),
        (Story.ordered, SEKRETARIS, {"ReadDisposisi", "AcceptDisposisi", "ReturnDisposisi", "DirectTeam"}),
        (Story.ordered, TIM, set()),
        (Story.directed, TIM, {"ReadDirection", "RecordCoordination"}),
        (Story.directed, SEKRETARIS, {"ProceedWithout"}),
        (Story.coordinated, TIM, {"ReadDirection", "RecordCoordination", "OrderCollection"}),
        (Story.collecting, staf(IKP), {"ReadDirection", "SubmitDraft"}),
        (lambda story: story.collecting().drafted(IKP), staf(IKP), {"ReadDirection", "WithdrawDraft"}),
        (lambda story: story.collecting().drafted(IKP), staf(APTIKA), {"ReadDirection", "SubmitDraft"}),
        (
            lambda story: story.collecting().drafted(IKP),
            kabid(IKP),
            {"ReadDirection", "ReadDraft", "WithdrawDraft", "ReturnDraft", "SendData"},
        ),
        (Story.reported, KADIS, {"ReturnReport", "GiveDirections"}),
        (Story.decided, kasi(IKP), {"ReadDirection", "SubmitPlan"}),
        (Story.closed, KADIS, set()),
        (Story.reported, SEKRETARIS, {"ReopenData"}),
        (Story.closed, kasi(IKP), {"ReadDirection", "ReportFollowUp"}),
    ],
)
def test_a_menu_offers_what_may_be_done_now(until, who, commands):
    """Neither what is over nor what is another's."""
    assert offered(until(Story()), who) == commands


def test_the_subbag_may_return_until_the_report_is_out():
    """Accepted data can go back while the report is written, and not after."""
    assert may(Story().evaluated().cycle, c.ReturnData, PERENCANAAN)
    assert not may(Story().reported().cycle, c.ReturnData, PERENCANAAN)


def states(story: Story) -> list[ProgressState]:
    return [line.state for line in progress(story.running, PROCEDURE)]


def test_the_seven_lines_of_a_card():
    """A card says for each step whether it waits, runs or is done."""
    assert states(Story().ordered()) == [DONE, RUNNING, *[WAITING] * 5]
    assert states(Story().collecting()) == [DONE, DONE, DONE, RUNNING, WAITING, WAITING, WAITING]
    assert states(Story().evaluated()) == [DONE, DONE, DONE, DONE, RUNNING, WAITING, WAITING]
    assert states(Story().reported()) == [DONE, DONE, DONE, DONE, DONE, RUNNING, WAITING]
    assert states(Story().closed()) == [DONE] * 7


def test_a_line_counts_units_and_names_the_earliest_deadline():
    """Step 4: one of three sent, two open, due at the earliest of theirs."""
    story = Story().coordinated()
    story.does(TIM, c.OrderCollection((IKP, APTIKA)))
    story.sent(IKP)
    assert progress(story.running, PROCEDURE)[3] == StepProgress(
        step=4,
        state=RUNNING,
        done=1,
        total=3,
        due_at=datetime(2026, 4, 15, 9, 0, tzinfo=UTC),
        roles=frozenset({Role.TIM, Role.STAF, Role.KASI}),
        open_unit_ids=(APTIKA, STATISTIK),
    )


def test_an_excluded_unit_counts_as_done_until_the_report():
    """In steps 3 to 5 nothing waits for it; in 6 and 7 it counts like any other."""
    story = Story().directed()
    for unit in UNITS:
        story.does(SEKRETARIS, c.ProceedWithout(unit, WHY))
    assert [line.done for line in progress(story.running, PROCEDURE)] == [1, 1, 3, 3, 3, 0, 0]
    story.does(PERENCANAAN, c.SubmitReport("Tanpa data"))
    story.does(KADIS, directions(IKP))
    story.does(kabid(IKP), c.SubmitPlan(IKP, (ITEM,)))
    assert [line.done for line in progress(story.running, PROCEDURE)] == [1, 1, 3, 3, 3, 1, 1]


def test_returned_data_are_not_done():
    """A unit whose accepted data went back counts in neither step 4 nor 5."""
    story = Story().evaluated()
    story.does(PERENCANAAN, c.ReturnData(IKP, 1, WHY))
    assert [(line.done, line.state) for line in progress(story.running, PROCEDURE)[3:5]] == [(2, RUNNING), (2, RUNNING)]
