"""Every refusal, and the facts that it carries to the person who is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_office import (
    APTIKA,
    IKP,
    ITEM,
    KADIS,
    MORNING,
    OFFICE,
    PERENCANAAN,
    QUARTER,
    SEKRETARIS,
    STATISTIK,
    TIM,
    TIM_2,
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
from workflow import refusals as r
from workflow.cycle import CycleState, Phase, ReceiptState, SubmissionState
from workflow.office import Actor, Role
from workflow.quarter import Quarter
from workflow.refusals import InvalidFieldError as Invalid


def refused(story: Story, who: Actor, command: c.Command, kind: type[r.RefusalError]) -> r.RefusalError:
    """Return the refusal of a command that must be refused, and must change nothing."""
    before = (story.cycle, len(story.history))
    with pytest.raises(kind) as caught:
        story.does(who, command)
    assert type(caught.value) is kind
    assert (story.cycle, len(story.history)) == before
    return caught.value


def facts(error: r.RefusalError) -> dict[str, object]:
    return vars(error)


def test_a_quarter_that_still_runs_has_no_data_yet():
    """The cycle of a quarter can start only after its last day, by the office's own clock."""
    story = Story(now=datetime(2026, 3, 31, 16, 59, tzinfo=UTC))  # 23.59 WIB
    error = refused(story, KADIS, disposisi(), r.QuarterNotEndedError)
    assert facts(error) == {"quarter": QUARTER}
    story.passes(minutes=1)
    assert story.does(KADIS, disposisi())


def test_a_quarter_is_started_once():
    """A second order is refused with the state of the first; so is one for another quarter in a returned cycle."""
    story = Story().ordered()
    error = refused(story, KADIS, disposisi(), r.CycleExistsError)
    assert facts(error) == {"quarter": QUARTER, "state": CycleState.RUNNING}
    story.does(SEKRETARIS, c.ReturnDisposisi(WHY))
    refused(story, KADIS, disposisi(quarter=QUARTER.previous), r.CycleExistsError)
    closed = Story().closed()
    assert facts(refused(closed, KADIS, disposisi(), r.CycleExistsError))["state"] is CycleState.CLOSED


def test_only_the_issuing_post_takes_a_disposisi_back():
    """Another Kepala Dinas post is told who issued it."""
    other = Actor(555, 99, Role.KEPALA_DINAS, None)
    error = refused(Story().ordered(), other, c.WithdrawDisposisi(), r.NotSenderError)
    assert facts(error) == {"sender": KADIS}


@pytest.mark.parametrize("command", [c.ReadDisposisi(), c.AcceptDisposisi(), c.ReadDirection(2, None)])
def test_letters_are_for_their_recipients(command):
    """Whoever was not addressed is told so."""
    error = refused(Story().directed(), staf(IKP), command, r.NotARecipientError)
    assert facts(error) == {"post_id": staf(IKP).post_id}


def test_a_sekretaris_who_was_not_addressed_neither_directs_nor_returns():
    """Where an office has two, only the one whom the disposisi names acts on it."""
    other = Actor(555, 99, Role.SEKRETARIS, None)
    for command in (c.DirectTeam("Arahan"), c.ReturnDisposisi(WHY)):
        refused(Story().ordered(), other, command, r.NotARecipientError)


def test_accepting_twice_says_since_when():
    """The second tap on Terima tells when the first one was."""
    story = Story().ordered()
    story.does(SEKRETARIS, c.AcceptDisposisi())
    error = refused(story, SEKRETARIS, c.AcceptDisposisi(), r.LetterStateError)
    assert facts(error) == {"post_id": SEKRETARIS.post_id, "state": ReceiptState.ACCEPTED, "at": story.now}


def test_a_returned_disposisi_cannot_be_accepted_or_withdrawn():
    """What went back is past both."""
    story = Story().ordered()
    story.does(SEKRETARIS, c.ReturnDisposisi(WHY))
    error = refused(story, SEKRETARIS, c.AcceptDisposisi(), r.LetterStateError)
    assert facts(error)["state"] is ReceiptState.RETURNED
    refused(story, KADIS, c.WithdrawDisposisi(), r.AlreadyReadError)


NOT_YET = [
    (Story.ordered, TIM, c.RecordCoordination(IKP, "Bahan"), 3, IKP),
    (Story.ordered, SEKRETARIS, c.ProceedWithout(IKP, WHY), 3, IKP),
    (Story.ordered, TIM, c.ReadDirection(2, None), 2, None),
    (Story.directed, TIM, c.OrderCollection((IKP,)), 4, IKP),
    (Story.directed, staf(IKP), c.SubmitDraft(IKP, "K-1", "Data", ()), 4, IKP),
    (Story.directed, kabid(IKP), c.ReadDraft(IKP, 1), 4, IKP),
    (Story.directed, kabid(IKP), c.SendData(IKP, 1), 4, IKP),
    (Story.collecting, PERENCANAAN, c.AcceptData(IKP, 1), 5, IKP),
    (Story.collecting, PERENCANAAN, c.ReturnData(IKP, 1, WHY), 5, IKP),
    (Story.collecting, TIM, c.NoteEvaluation(IKP, "Periksa"), 5, IKP),
    (Story.evaluated, KADIS, c.ReturnReport(WHY), 6, None),
    (Story.evaluated, KADIS, directions(IKP), 6, IKP),
    (Story.reported, kabid(IKP), c.SubmitPlan(IKP, (ITEM,)), 7, IKP),
]


@pytest.mark.parametrize(("until", "who", "command", "step", "unit"), NOT_YET)
def test_a_step_that_has_not_begun_is_named(until, who, command, step, unit):
    """Coming too early is told apart from coming too late."""
    error = refused(until(Story()), who, command, r.StepNotStartedError)
    assert facts(error) == {"step": step, "unit_id": unit}


TOO_LATE = [
    (Story.directed, SEKRETARIS, c.DirectTeam("Lagi"), 2, None, SEKRETARIS),
    (Story.directed, SEKRETARIS, c.ReturnDisposisi(WHY), 2, None, SEKRETARIS),
    (Story.collecting, TIM_2, c.RecordCoordination(IKP, "Lagi"), 3, IKP, TIM),
    (Story.evaluated, TIM, c.OrderCollection((IKP,)), 4, IKP, kabid(IKP)),
    (Story.evaluated, staf(IKP), c.SubmitDraft(IKP, "K-1", "Data", ()), 4, IKP, kabid(IKP)),
    (Story.evaluated, kabid(IKP), c.SendData(IKP, 1), 4, IKP, kabid(IKP)),
    (Story.evaluated, kabid(IKP), c.ReturnDraft(IKP, 1, WHY), 4, IKP, kabid(IKP)),
    (Story.evaluated, staf(IKP), c.WithdrawDraft(IKP, 1), 4, IKP, kabid(IKP)),
    (Story.evaluated, PERENCANAAN, c.AcceptData(IKP, 1), 5, IKP, PERENCANAAN),
    (Story.reported, TIM, c.NoteEvaluation(IKP, "Periksa"), 5, IKP, PERENCANAAN),
    (Story.reported, PERENCANAAN, c.SubmitReport("Lagi"), 5, None, PERENCANAAN),
    (Story.reported, SEKRETARIS, c.ProceedWithout(IKP, WHY), 5, None, PERENCANAAN),
    (Story.decided, KADIS, directions(IKP), 6, IKP, KADIS),
]


@pytest.mark.parametrize(("until", "who", "command", "step", "unit", "by"), TOO_LATE)
def test_a_step_that_was_done_says_by_whom_and_when(until, who, command, step, unit, by):
    """A second tap or a stale button learns who did it: "sudah dikerjakan oleh X pukul …"."""
    story = until(Story())
    error = refused(story, who, command, r.StepEndedError)
    assert (facts(error)["step"], facts(error)["unit_id"], facts(error)["by"]) == (step, unit, by)
    assert facts(error)["at"] == story.now


def test_a_plan_is_sent_once():
    """The second plan of a unit, even of its other official, names the first."""
    story = Story().decided()
    story.does(kasi(IKP), c.SubmitPlan(IKP, (ITEM,)))
    error = refused(story, kabid(IKP), c.SubmitPlan(IKP, (ITEM,)), r.StepEndedError)
    assert facts(error)["by"] == kasi(IKP)


def test_a_report_returned_twice_says_who_returned_it():
    """The Kepala Dinas's second tap finds step 6 cancelled by the first."""
    story = Story().reported()
    story.does(KADIS, c.ReturnReport(WHY))
    error = refused(story, KADIS, c.ReturnReport(WHY), r.StepEndedError)
    assert (facts(error)["step"], facts(error)["by"]) == (6, KADIS)


@pytest.mark.parametrize(
    ("until", "who", "command", "phase"),
    [
        (Story.coordinated, staf(IKP), c.SubmitDraft(IKP, "K-1", "Data", ()), Phase.TO_ORDER),
        (Story.collecting, TIM, c.OrderCollection((IKP,)), Phase.FILLING),
        (Story.collecting, kabid(IKP), c.SendData(IKP, 1), Phase.FILLING),
        (lambda story: story.collecting().drafted(IKP), kasi(IKP), c.SubmitDraft(IKP, "K-2", "x", ()), Phase.CHECKING),
    ],
)
def test_the_ball_is_at_another_desk(until, who, command, phase):
    """The step is open, but it is someone else's turn; the refusal says whose."""
    error = refused(until(Story()), who, command, r.WrongPhaseError)
    assert facts(error) == {"step": 4, "unit_id": IKP, "phase": phase}


def second_draft(story: Story) -> Story:
    story.collecting().drafted(IKP).does(kabid(IKP), c.ReturnDraft(IKP, 1, WHY))
    return story.drafted(IKP)


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (kabid(IKP), c.ReadDraft(IKP, 1)),
        (kabid(IKP), c.SendData(IKP, 1)),
        (kabid(IKP), c.ReturnDraft(IKP, 1, WHY)),
        (staf(IKP), c.WithdrawDraft(IKP, 1)),
    ],
)
def test_a_button_of_an_older_version_is_stale(who, command):
    """What the Kabid decides is always the version that counts."""
    error = refused(second_draft(Story()), who, command, r.StaleVersionError)
    assert facts(error) == {"unit_id": IKP, "version": 1, "current": 2}


def test_evaluation_is_of_the_present_version():
    """The Subbag cannot accept or return a version that was replaced."""
    story = second_draft(Story())
    story.does(kabid(IKP), c.SendData(IKP, 2))
    for command in (c.AcceptData(IKP, 1), c.ReturnData(IKP, 1, WHY)):
        refused(story, PERENCANAAN, command, r.StaleVersionError)


def test_what_became_of_a_draft_is_told():
    """Acting on a draft that went back says who returned or withdrew it."""
    story = Story().collecting().drafted(IKP)
    story.does(kabid(IKP), c.ReturnDraft(IKP, 1, WHY))
    error = refused(story, kabid(IKP), c.SendData(IKP, 1), r.SubmissionStateError)
    assert (facts(error)["state"], facts(error)["by"]) == (SubmissionState.RETURNED_BY_KABID, kabid(IKP))
    story.drafted(IKP).does(staf(IKP), c.WithdrawDraft(IKP, 2))
    error = refused(story, kabid(IKP), c.ReadDraft(IKP, 2), r.SubmissionStateError)
    assert (facts(error)["state"], facts(error)["by"]) == (SubmissionState.WITHDRAWN, staf(IKP))


def test_a_draft_is_taken_back_by_its_sender_only_and_only_unread():
    """Another person of the unit is told whose it is; the sender, that it has been read."""
    story = Story().collecting().drafted(IKP)
    error = refused(story, kasi(IKP), c.WithdrawDraft(IKP, 1), r.NotSenderError)
    assert facts(error) == {"sender": staf(IKP)}
    story.passes(minutes=7)
    story.does(kabid(IKP), c.ReadDraft(IKP, 1))
    error = refused(story, staf(IKP), c.WithdrawDraft(IKP, 1), r.AlreadyReadError)
    assert facts(error) == {"post_id": None, "at": story.now}


def test_nobody_approves_what_they_submitted():
    """A Kabid who fills in may not send it; neither may the same person in two posts."""
    story = Story().collecting()
    story.does(kabid(IKP), c.SubmitDraft(IKP, "K-1", "Data", ()))
    error = refused(story, kabid(IKP), c.SendData(IKP, 1), r.SelfApprovalError)
    assert facts(error) == {"unit_id": IKP, "version": 1}
    twofold = replace(staf(APTIKA), person_id=kabid(APTIKA).person_id)
    story.does(twofold, c.SubmitDraft(APTIKA, "K-2", "Data", ()))
    refused(story, kabid(APTIKA), c.SendData(APTIKA, 1), r.SelfApprovalError)


def test_nobody_accepts_what_they_sent():
    """An official of the Subbag who also is the Kabid of a unit does not evaluate that unit."""
    story = Story().collecting().sent(IKP)
    twofold = replace(PERENCANAAN, person_id=kabid(IKP).person_id)
    refused(story, twofold, c.AcceptData(IKP, 1), r.SelfApprovalError)


def test_a_small_office_allows_it_and_it_is_flagged():
    """Where the office says so, one person may do both; the data carry it for ever."""
    story = Story(office=replace(OFFICE, self_approval=True)).collecting()
    story.does(kabid(IKP), c.SubmitDraft(IKP, "K-1", "Data", ()))
    story.does(kabid(IKP), c.SendData(IKP, 1))
    story.does(replace(PERENCANAAN, person_id=kabid(IKP).person_id), c.AcceptData(IKP, 1))
    story.accepted(APTIKA)
    own, other = story.running.submission(IKP), story.running.submission(APTIKA)
    assert own is not None
    assert other is not None
    assert (own.self_approved, own.self_accepted) == (True, True)
    assert (other.self_approved, other.self_accepted) == (False, False)


def test_the_report_names_the_units_it_waits_for():
    """Before all are in, the Subbag learns exactly who is missing."""
    story = Story().collecting().accepted(APTIKA)
    error = refused(story, PERENCANAAN, c.SubmitReport("Laporan"), r.UnitsPendingError)
    assert facts(error) == {"unit_ids": (IKP, STATISTIK)}


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (TIM, c.RecordCoordination(99, "Bahan")),
        (TIM, c.OrderCollection((IKP, 99))),
        (KADIS, directions(99)),
        (TIM, c.ReadDirection(4, 99)),
        (Actor(555, 990, Role.KABID, 99), c.SubmitPlan(99, (ITEM,))),
    ],
)
def test_a_unit_that_takes_no_part_is_unknown(who, command):
    """A unit of another office, or founded after the start, is no part of this cycle."""
    error = refused(Story().collecting(), who, command, r.UnknownUnitError)
    assert facts(error) == {"unit_id": 99}


def test_role_comes_before_unit_and_unit_before_state():
    """Who may not act at all is told that, whatever else is wrong."""
    refused(Story(), staf(IKP), c.SendData(APTIKA, 1), r.NotPermittedError)
    refused(Story(), kabid(IKP), c.SendData(APTIKA, 1), r.OtherUnitError)
    refused(Story(), kabid(IKP), c.SendData(IKP, 1), r.CycleMissingError)


def draft(**changes: object) -> c.SubmitDraft:
    return replace(c.SubmitDraft(IKP, "K-1", "Data", ()), **changes)  # type: ignore[arg-type]


def plan(**changes: object) -> c.SubmitPlan:
    return c.SubmitPlan(IKP, (replace(ITEM, **changes),))  # type: ignore[arg-type]


def nothing(story: Story) -> Story:
    return story


FIELDS: list[tuple[Callable[[Story], Story], Actor, c.Command, str, str, int | None]] = [
    (nothing, KADIS, disposisi(subject="  "), "subject", Invalid.MISSING, 500),
    (nothing, KADIS, disposisi(subject="x" * 501), "subject", Invalid.TOO_LONG, 500),
    (nothing, KADIS, disposisi(note="x" * 3501), "note", Invalid.TOO_LONG, 3500),
    (nothing, KADIS, disposisi(requests=(), note=" "), "requests", Invalid.MISSING, 3500),
    (nothing, KADIS, disposisi(requests=("a",) * 11), "requests", Invalid.TOO_LONG, 10),
    (nothing, KADIS, disposisi(requests=("x" * 201,)), "requests", Invalid.TOO_LONG, 200),
    (nothing, KADIS, disposisi(recipients=()), "recipients", Invalid.MISSING, None),
    (nothing, KADIS, disposisi(recipients=(5,)), "recipients", Invalid.MISSING, None),
    (nothing, KADIS, disposisi(recipients=(2, 2)), "recipients", Invalid.DUPLICATE, None),
    (nothing, KADIS, disposisi(recipients=(2, 999)), "recipients", Invalid.UNKNOWN, None),
    (nothing, KADIS, disposisi(number="x" * 101), "number", Invalid.TOO_LONG, 100),
    (nothing, KADIS, disposisi(opened_at=datetime(2026, 4, 1)), "opened_at", Invalid.UNKNOWN, None),  # noqa: DTZ001
    (nothing, KADIS, disposisi(quarter=Quarter(0, 1)), "quarter", Invalid.UNKNOWN, None),
    (Story.ordered, SEKRETARIS, c.ReturnDisposisi("  ya "), "reason", Invalid.MISSING, 3),
    (Story.ordered, SEKRETARIS, c.ReturnDisposisi("x" * 1001), "reason", Invalid.TOO_LONG, 1000),
    (Story.ordered, SEKRETARIS, c.DirectTeam(""), "text", Invalid.MISSING, 3500),
    (Story.ordered, SEKRETARIS, c.DirectTeam("x" * 3501, (1,)), "text", Invalid.TOO_LONG, 3500),
    (Story.directed, TIM, c.RecordCoordination(IKP, "\n"), "text", Invalid.MISSING, 3500),
    (Story.coordinated, TIM, c.OrderCollection(()), "unit_ids", Invalid.MISSING, None),
    (Story.coordinated, TIM, c.OrderCollection((IKP, IKP)), "unit_ids", Invalid.DUPLICATE, None),
    (Story.coordinated, TIM, c.OrderCollection((IKP,), "x" * 3501), "text", Invalid.TOO_LONG, 3500),
    (Story.collecting, staf(IKP), draft(note=""), "note", Invalid.MISSING, 3500),
    (Story.collecting, staf(IKP), draft(note="x" * 3501), "note", Invalid.TOO_LONG, 3500),
    (Story.evaluated, TIM, c.NoteEvaluation(IKP, " "), "text", Invalid.MISSING, 3500),
    (Story.evaluated, PERENCANAAN, c.ReturnData(IKP, 1, "?"), "reason", Invalid.MISSING, 3),
    (Story.evaluated, PERENCANAAN, c.SubmitReport("x" * 3501), "text", Invalid.TOO_LONG, 3500),
    (Story.reported, KADIS, c.ReturnReport(""), "reason", Invalid.MISSING, 3),
    (Story.reported, KADIS, c.GiveDirections(()), "directions", Invalid.MISSING, None),
    (Story.reported, KADIS, directions(IKP, IKP), "directions", Invalid.DUPLICATE, None),
    (Story.reported, KADIS, c.GiveDirections((c.UnitDirection(IKP, ""),)), "text", Invalid.MISSING, 3500),
    (Story.decided, kabid(IKP), c.SubmitPlan(IKP, ()), "items", Invalid.MISSING, None),
    (Story.decided, kabid(IKP), c.SubmitPlan(IKP, (ITEM,) * 51), "items", Invalid.TOO_LONG, 50),
    (Story.decided, kabid(IKP), plan(action=""), "action", Invalid.MISSING, 500),
    (Story.decided, kabid(IKP), plan(action="x" * 501), "action", Invalid.TOO_LONG, 500),
    (Story.decided, kabid(IKP), plan(responsible=" "), "responsible", Invalid.MISSING, 200),
    (Story.decided, kabid(IKP), plan(due_on=date(2026, 3, 31)), "due_on", Invalid.IN_THE_PAST, None),
]


@pytest.mark.parametrize(("until", "who", "command", "field", "fault", "limit"), FIELDS)
def test_a_field_at_fault_is_named_with_its_limit(until, who, command, field, fault, limit):
    """What was typed wrong comes back as field, fault and limit, so that the chat can ask for just that."""
    error = refused(until(Story()), who, command, Invalid)
    assert facts(error) == {"field": field, "fault": fault, "limit": limit}


def test_an_office_that_cannot_run_the_sop_is_told_at_once():
    """No units, or nobody in the Tim: the cycle would never end, so it does not go on."""
    story = Story(office=replace(OFFICE, units=()))
    assert facts(refused(story, KADIS, disposisi(), Invalid))["field"] == "units"
    teamless = replace(OFFICE, posts=tuple(post for post in OFFICE.posts if post.role is not Role.TIM))
    story = Story(office=teamless).ordered()
    assert facts(refused(story, SEKRETARIS, c.DirectTeam("Arahan"), Invalid))["field"] == "recipients"


def test_a_plan_may_be_due_today():
    """Only what is already past is refused."""
    story = Story().decided()
    assert story.does(kabid(IKP), plan(due_on=story.situation.today))


def test_at_the_limits_all_is_well():
    """Exactly as long as allowed is allowed."""
    story = Story()
    story.does(KADIS, disposisi(subject="x" * 500, note="x" * 3500, requests=("x" * 200,) * 10))
    story.does(SEKRETARIS, c.DirectTeam("x" * 3500))
    for unit in UNITS:
        story.does(TIM, c.RecordCoordination(unit, "", (1,)))
    story.does(TIM, c.OrderCollection(UNITS, "x" * 3500))
    story.does(staf(IKP), draft(note="", files=(1,)))
    story.does(kabid(IKP), c.ReturnDraft(IKP, 1, "x" * 1000))
    assert story.running.submission(IKP)


@settings(max_examples=200, deadline=None)
@given(opened_at=st.none() | st.datetimes() | st.datetimes(timezones=st.timezones()), year=st.integers(-(10**6), 10**6))
def test_no_instant_or_year_breaks_the_first_order(opened_at, year):
    """However absurd the opening or the year, the order is issued or refused, and step 1 began by now."""
    story = Story()
    try:
        story.does(KADIS, disposisi(opened_at=opened_at, quarter=Quarter(year, 1)))
    except r.RefusalError:
        return
    order = story.running.assignment(1)
    assert order is not None
    assert timedelta() <= MORNING - order.started_at
