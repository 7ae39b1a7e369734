"""Promises, help and more time: what is decided, and every refusal with its facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from small_office import (
    APTIKA,
    CALENDAR,
    IKP,
    KADIS,
    OFFICE,
    PERENCANAAN,
    SEKRETARIS,
    TIM,
    TIM_2,
    WHY,
    WIB,
    Story,
    kabid,
    kasi,
    staf,
)

from workflow import commands as c
from workflow import events as e
from workflow import refusals as r
from workflow.cycle import (
    COLLECT,
    COORDINATE,
    DECIDE,
    DIRECT,
    EVALUATE,
    FOLLOW_UP,
    Assignment,
    ExtensionRequest,
    Promise,
)
from workflow.decide import decide
from workflow.fields import EXTENSION_LIMIT, REASON_LIMIT
from workflow.office import Actor, Holding, HoldingKind, Role
from workflow.refusals import InvalidFieldError
from workflow.situation import Situation

ADMIN = OFFICE.admin(900)


def wib(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of 2026 on the office's wall."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


def owed(story: Story, step: int = COLLECT, unit_id: int | None = IKP) -> Assignment:
    """Return the assignment as it stands."""
    found = story.running.assignment(step, unit_id)
    assert found is not None
    return found


def refused(story: Story, who: Actor, command: c.Command, kind: type[r.RefusalError]) -> dict[str, object]:
    """Return the facts of a refusal, which must change nothing."""
    before = (story.cycle, len(story.history))
    with pytest.raises(kind) as caught:
        story.does(who, command)
    assert type(caught.value) is kind
    assert (story.cycle, len(story.history)) == before
    return vars(caught.value)


def asked(days: int = 3) -> Story:
    """Return a story in which the Staf has asked for more days, a week before the deadline (Wednesday 15 April)."""
    story = Story().collecting()
    story.now = wib(4, 8, 8)
    story.does(staf(IKP), c.AskExtension(COLLECT, IKP, days, WHY))
    return story


def test_a_promise_lasts_until_the_next_working_noon():
    """Besok pagi on a Friday is Monday noon; the ball stays where it is."""
    story = Story().collecting()
    story.now = wib(4, 10, 9)
    assert story.does(kasi(IKP), c.PromiseWork(COLLECT, IKP)) == (e.WorkPromised(COLLECT, IKP, wib(4, 13, 12)),)
    assert owed(story).promise == Promise(kasi(IKP), wib(4, 13, 12))
    assert owed(story).due_at == wib(4, 15, 16)


def test_the_same_promise_twice_is_one():
    """A second tap gives no second word; the next day's is a new one."""
    story = Story().collecting()
    story.does(staf(IKP), c.PromiseWork(COLLECT, IKP))
    assert story.does(staf(IKP), c.PromiseWork(COLLECT, IKP)) == ()
    story.passes(days=1)
    assert story.does(staf(IKP), c.PromiseWork(COLLECT, IKP))


def test_no_promise_beyond_the_deadline():
    """The Sekretaris has two hours: tomorrow is too late, and the refusal names both instants."""
    story = Story().ordered()
    facts = refused(story, SEKRETARIS, c.PromiseWork(DIRECT, None), r.PromiseTooLateError)
    assert facts == {"step": DIRECT, "due_at": wib(4, 1, 10), "until_at": wib(4, 2, 12)}


def test_a_promise_that_ends_with_the_deadline_is_taken():
    """Up to the very instant; a minute less and it is too late."""
    story = Story().collecting()
    due = replace(owed(story), due_at=wib(4, 2, 12))
    story.cycle = replace(story.running, assignments={**story.running.assignments, (COLLECT, IKP): due})
    assert story.does(staf(IKP), c.PromiseWork(COLLECT, IKP))
    due = replace(due, due_at=wib(4, 2, 11, 59))
    story.cycle = replace(story.running, assignments={**story.running.assignments, (COLLECT, IKP): due})
    refused(story, staf(IKP), c.PromiseWork(COLLECT, IKP), r.PromiseTooLateError)


TIMED = (
    c.PromiseWork(COLLECT, IKP),
    c.AskForHelp(COLLECT, IKP, "Server mati"),
    c.AskExtension(COLLECT, IKP, 3, WHY),
)


@pytest.mark.parametrize("command", TIMED, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("who", [TIM, KADIS, PERENCANAAN, staf(APTIKA), kabid(APTIKA)])
def test_only_who_has_a_part_in_the_task_answers_a_reminder(command, who):
    """Others, other units' people among them, are told that it lies elsewhere."""
    story = Story().collecting()
    assert refused(story, who, command, r.NotHolderError) == {"step": COLLECT, "unit_id": IKP}


@pytest.mark.parametrize("command", TIMED, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("who", [staf(IKP), kasi(IKP), kabid(IKP)])
def test_all_people_of_the_unit_have_a_part_in_its_task(command, who):
    """The Kabid may ask for the unit while the Staf fills in, and the Staf while the Kabid checks."""
    assert decide(Story().collecting().cycle, command, who, Story().situation)
    assert decide(Story().collecting().drafted(IKP).cycle, command, who, Story().situation)


@pytest.mark.parametrize("command", TIMED, ids=lambda command: type(command).__name__)
def test_what_has_not_begun_or_is_over_is_neither_promised_nor_prolonged(command):
    """Each is refused with what became of the step."""
    refused(Story().directed(), staf(IKP), command, r.StepNotStartedError)
    refused(Story().collecting().sent(IKP), staf(IKP), command, r.StepEndedError)
    refused(Story().closed(), staf(IKP), command, r.CycleEndedError)


@pytest.mark.parametrize("command", [c.PromiseWork(COLLECT, IKP), c.AskExtension(COLLECT, IKP, 1, WHY)])
def test_no_time_runs_before_the_order(command):
    """The Tim owes the unit its order: there is no deadline to move yet, though help may be asked for."""
    story = Story().coordinated()
    assert refused(story, TIM, command, r.NoTimeRunsError) == {"step": COLLECT, "unit_id": IKP}
    assert story.does(TIM, c.AskForHelp(COLLECT, IKP, "Unit tidak dapat ditemui"))


def test_a_call_for_help_stands_in_the_history_and_changes_nothing():
    """Words or a voice note; the deadline stays."""
    story = Story().collecting()
    before = story.cycle
    assert story.does(staf(IKP), c.AskForHelp(COLLECT, IKP, "Server mati")) == (
        e.HelpAsked(COLLECT, IKP, "Server mati"),
    )
    assert story.does(staf(IKP), c.AskForHelp(COLLECT, IKP, "", (7,))) == (e.HelpAsked(COLLECT, IKP, "", (7,)),)
    assert story.cycle == before


@pytest.mark.parametrize(
    ("text", "files", "fault"),
    [
        (" ", (), InvalidFieldError.MISSING),
        ("x" * (REASON_LIMIT + 1), (), InvalidFieldError.TOO_LONG),
        ("x" * (REASON_LIMIT + 1), (1,), InvalidFieldError.TOO_LONG),
    ],
)
def test_a_call_for_help_says_something_that_fits(text, files, fault):
    """Blank without a file, or longer than 1,000 characters, is refused."""
    facts = refused(Story().collecting(), staf(IKP), c.AskForHelp(COLLECT, IKP, text, files), InvalidFieldError)
    assert (facts["field"], facts["fault"]) == ("text", fault)


def test_a_request_waits_with_its_reason():
    """Who asked, for how much, why and when; the deadline stays until it is decided."""
    story = asked()
    assert owed(story).extension == ExtensionRequest(3, WHY, staf(IKP), wib(4, 8, 8))
    assert owed(story).due_at == wib(4, 15, 16)


def test_a_second_request_waits_for_the_first():
    """Whoever of the unit asks again learns who has asked already, and when."""
    story = asked()
    story.passes(hours=1)
    facts = refused(story, kabid(IKP), c.AskExtension(COLLECT, IKP, 5, WHY), r.ExtensionPendingError)
    assert facts == {"step": COLLECT, "unit_id": IKP, "asked_by": staf(IKP), "asked_at": wib(4, 8, 8)}
    story.does(TIM, c.RefuseExtension(COLLECT, IKP, WHY))
    assert story.does(kabid(IKP), c.AskExtension(COLLECT, IKP, 5, WHY))


@pytest.mark.parametrize("days", [-1, 0, EXTENSION_LIMIT + 1])
def test_days_beyond_the_limits_are_refused(days):
    """One to twenty working days, for asking and for granting."""
    facts = refused(Story().collecting(), staf(IKP), c.AskExtension(COLLECT, IKP, days, WHY), InvalidFieldError)
    assert facts == {"field": "days", "fault": InvalidFieldError.UNKNOWN, "limit": EXTENSION_LIMIT}
    refused(asked(), TIM, c.GrantExtension(COLLECT, IKP, days), InvalidFieldError)


@pytest.mark.parametrize("days", [1, EXTENSION_LIMIT])
def test_days_at_the_limits_are_taken(days):
    """Both ends are included."""
    assert asked(days).does(TIM, c.GrantExtension(COLLECT, IKP, days))


@pytest.mark.parametrize(
    ("reason", "fault"), [("ya", InvalidFieldError.MISSING), ("x" * 1001, InvalidFieldError.TOO_LONG)]
)
def test_a_reason_says_something_that_fits(reason, fault):
    """Under three characters or over a thousand is refused, for asking and for refusing."""
    facts = refused(Story().collecting(), staf(IKP), c.AskExtension(COLLECT, IKP, 3, reason), InvalidFieldError)
    assert (facts["field"], facts["fault"]) == ("reason", fault)
    facts = refused(asked(), TIM, c.RefuseExtension(COLLECT, IKP, reason), InvalidFieldError)
    assert (facts["field"], facts["fault"]) == ("reason", fault)


def test_granted_days_move_the_deadline():
    """Two working days from Wednesday the 15th: Friday the 17th at closing time; the request is gone."""
    story = asked()
    assert story.does(TIM_2, c.GrantExtension(COLLECT, IKP, 2)) == (
        e.ExtensionGranted(COLLECT, IKP, 2, wib(4, 17, 16, 30)),
    )
    after = owed(story)
    assert (after.due_at, after.extension, after.extended_days) == (wib(4, 17, 16, 30), None, 2)


def test_days_granted_after_the_deadline_count_from_today():
    """Nobody is given two days of which both have passed."""
    story = asked()
    story.now = wib(4, 20, 10)
    story.does(TIM, c.GrantExtension(COLLECT, IKP, 2))
    assert owed(story).due_at == wib(4, 22, 16)


def test_a_refusal_keeps_the_deadline():
    """The reason stands in the history; the request is gone."""
    story = asked()
    before = owed(story)
    assert story.does(TIM, c.RefuseExtension(COLLECT, IKP, "Waktu cukup")) == (
        e.ExtensionRefused(COLLECT, IKP, "Waktu cukup"),
    )
    assert owed(story) == replace(before, extension=None)


DECISIONS = (c.GrantExtension(COLLECT, IKP, 3), c.RefuseExtension(COLLECT, IKP, WHY))


@pytest.mark.parametrize("command", DECISIONS, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("who", [KADIS, SEKRETARIS, PERENCANAAN, kabid(IKP), staf(IKP)])
def test_only_who_gave_the_task_decides(command, who):
    """In step 4 the Tim: everyone else, higher or lower, learns who decides."""
    facts = refused(asked(), who, command, r.NotGiverError)
    assert facts == {"step": COLLECT, "givers": frozenset({Role.TIM})}


@pytest.mark.parametrize("command", DECISIONS, ids=lambda command: type(command).__name__)
def test_nothing_is_decided_twice(command):
    """The second member of the Tim finds nothing that waits; nor is there anything before somebody asked."""
    for first in DECISIONS:
        story = asked()
        story.does(TIM, first)
        assert refused(story, TIM_2, command, r.NoExtensionAskedError) == {"step": COLLECT, "unit_id": IKP}
    refused(Story().collecting(), TIM, command, r.NoExtensionAskedError)


@pytest.mark.parametrize("command", DECISIONS, ids=lambda command: type(command).__name__)
def test_a_request_ends_with_its_task(command):
    """What was handed in after all needs no more time."""
    story = asked().sent(IKP)
    refused(story, TIM, command, r.StepEndedError)
    assert owed(story).extension is None


def test_a_request_survives_the_move_to_the_next_desk():
    """A draft goes to the Kabid with the request still waiting; a promise was the Staf's own and is gone."""
    story = asked()
    story.does(staf(IKP), c.PromiseWork(COLLECT, IKP))
    story.drafted(IKP)
    assert owed(story).extension is not None
    assert owed(story).promise is None


@pytest.mark.parametrize(
    ("start", "who", "step", "unit_id", "giver"),
    [
        (Story.ordered, SEKRETARIS, DIRECT, None, KADIS),
        (Story.directed, TIM, COORDINATE, IKP, SEKRETARIS),
        (Story.evaluated, PERENCANAAN, EVALUATE, None, SEKRETARIS),
        (Story.decided, kabid(IKP), FOLLOW_UP, IKP, KADIS),
    ],
)
def test_each_step_has_its_giver(start, who, step, unit_id, giver):
    """As the SOP file names them."""
    story = start(Story())
    story.does(who, c.AskExtension(step, unit_id, 1, WHY))
    assert story.does(giver, c.GrantExtension(step, unit_id, 1))


def test_nobody_gives_the_kepala_dinas_more_time():
    """The SOP file names no giver for step 6: the refusal says so."""
    story = Story().reported()
    facts = refused(story, KADIS, c.AskExtension(DECIDE, IKP, 1, WHY), r.NotGiverError)
    assert facts == {"step": DECIDE, "givers": frozenset()}


def both() -> tuple[Actor, Story]:
    """Return a member of the Tim who is also Staf of a unit, and the story in which he has asked for more days."""
    twofold = replace(staf(IKP), person_id=TIM.person_id)
    taken = Holding(staf(IKP).post_id, TIM.person_id, date(2026, 1, 1), None, HoldingKind.PLT)
    story = Story(office=replace(OFFICE, holdings=(*OFFICE.holdings, taken))).collecting()
    story.does(twofold, c.AskExtension(COLLECT, IKP, 3, WHY))
    return twofold, story


def test_nobody_grants_their_own_request():
    """The same person in another post is refused; a colleague may, and taking one's own request back is no grant."""
    _, story = both()
    assert refused(story, TIM, c.GrantExtension(COLLECT, IKP, 3), r.OwnExtensionError) == {
        "step": COLLECT,
        "unit_id": IKP,
    }
    assert decide(story.cycle, c.GrantExtension(COLLECT, IKP, 3), TIM_2, story.situation)
    assert decide(story.cycle, c.RefuseExtension(COLLECT, IKP, WHY), TIM, story.situation)


def test_a_small_office_allows_its_own_grant():
    """Where the office has said so, and the history shows both names."""
    _, story = both()
    story.office = replace(story.office, self_approval=True)
    assert story.does(TIM, c.GrantExtension(COLLECT, IKP, 3))
    names = {
        kept.actor.person_id for kept in story.history if isinstance(kept.event, e.ExtensionAsked | e.ExtensionGranted)
    }
    assert names == {TIM.person_id}


def closed_on(*days: int) -> Story:
    """Return a story in whose office these days of April have become days off."""
    return CalendarStory(days_off=frozenset(date(2026, 4, day) for day in days))


class CalendarStory(Story):
    """A story whose calendar can change."""

    def __init__(self, days_off: frozenset[date] = frozenset()) -> None:
        super().__init__()
        self.days_off = days_off

    @property
    def situation(self) -> Situation:
        return replace(super().situation, calendar=replace(CALENDAR, days_off=self.days_off))


def test_deadlines_follow_a_new_day_off():
    """A day off within the ten days moves every unit's deadline by one; asked again, nothing moves."""
    story = CalendarStory()
    story.collecting()
    story.days_off = frozenset({date(2026, 4, 9)})
    moved = story.does(ADMIN, c.MoveDeadlines("Cuti bersama"))
    assert moved == tuple(e.DeadlineMoved(COLLECT, unit, wib(4, 16, 16), "Cuti bersama") for unit in (1, 2, 3))
    assert story.does(ADMIN, c.MoveDeadlines("Cuti bersama")) == ()


def test_a_withdrawn_day_off_brings_deadlines_forward_but_never_into_the_past():
    """On the last day the deadline comes to today's closing time at the earliest."""
    story = closed_on(14)
    story.collecting()
    assert owed(story).due_at == wib(4, 16, 16)
    story.days_off = frozenset()
    story.now = wib(4, 16, 9)
    assert story.does(ADMIN, c.MoveDeadlines("Cuti bersama dicabut")) == ()
    story.now = wib(4, 15, 9)
    story.does(ADMIN, c.MoveDeadlines("Cuti bersama dicabut"))
    assert owed(story).due_at == wib(4, 15, 16)


@pytest.mark.parametrize("granted_on", [8, 20])
def test_granted_days_outlast_a_change_of_the_calendar(granted_on):
    """Whether granted in time or after the deadline: an unchanged calendar moves nothing, a new day off one day."""
    story = CalendarStory()
    story.collecting()
    story.now = wib(4, granted_on, 8)
    story.does(staf(IKP), c.AskExtension(COLLECT, IKP, 3, WHY))
    story.does(TIM, c.GrantExtension(COLLECT, IKP, 3))
    story.does(staf(IKP), c.AskExtension(COLLECT, IKP, 1, WHY))
    story.does(TIM, c.GrantExtension(COLLECT, IKP, 1))
    due_at = owed(story).due_at
    assert due_at == (wib(4, 21, 16) if granted_on == 8 else wib(4, 24, 16, 30))
    story.does(ADMIN, c.MoveDeadlines("Kalender sama"))
    assert owed(story).due_at == due_at
    story.days_off = frozenset({date(2026, 4, 21)})
    story.does(ADMIN, c.MoveDeadlines("Hari libur daerah"))
    assert owed(story).due_at == (wib(4, 22, 16) if granted_on == 8 else wib(4, 27, 16))


def test_only_the_admin_moves_deadlines_and_says_why():
    """The Kepala Dinas is refused, and so is an admin without a reason."""
    story = Story().collecting()
    refused(story, KADIS, c.MoveDeadlines("Libur"), r.NotPermittedError)
    facts = refused(story, ADMIN, c.MoveDeadlines(" "), InvalidFieldError)
    assert facts["field"] == "reason"
