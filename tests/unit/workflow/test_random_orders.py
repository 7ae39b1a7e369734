"""Whatever people do in whatever order, the rules' invariants hold."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_office import (
    ACTORS,
    CALENDAR,
    ITEM,
    KADIS,
    OFFICE,
    PERENCANAAN,
    QUARTER,
    SEKRETARIS,
    TIM,
    UNITS,
    WHY,
    Story,
    disposisi,
    kabid,
    staf,
)

from workflow import commands as c
from workflow.access import WHO_MAY
from workflow.cycle import COLLECT, Cycle, CycleState, FollowUpStatus
from workflow.evolve import fold
from workflow.invariants import violations
from workflow.office import Actor
from workflow.refusals import RefusalError
from workflow.situation import Situation
from workflow.tasks import ProgressState, may, progress

ADMIN = OFFICE.admin(900)
EVERYBODY = (*ACTORS, ADMIN)
STEP = st.integers(0, 8)
DAYS = st.sampled_from((-1, 0, 1, 3, 20, 21))
UNIT = st.sampled_from((*UNITS, 99))
VERSION = st.integers(0, 4)
NUMBER = st.integers(0, 2)
TEXT = st.sampled_from(("", " ", "Catatan", "x" * 3501))
REASON = st.sampled_from(("", "ya", WHY, "x" * 1001))
FILES = st.sampled_from(((), (1,), (1, 2)))
RECIPIENTS = st.sampled_from(((2,), (2, 5), (5,), (), (2, 2), (2, 999)))
ITEMS = st.sampled_from(((), (ITEM,), (replace(ITEM, action=" "),), (ITEM,) * 51))

COMMANDS: st.SearchStrategy[c.Command] = st.one_of(
    st.builds(
        disposisi,
        quarter=st.sampled_from((QUARTER, QUARTER.next, QUARTER.previous)),
        recipients=RECIPIENTS,
        note=TEXT,
        opened_at=st.none() | st.datetimes() | st.datetimes(timezones=st.timezones()),
    ),
    st.just(disposisi()),
    st.builds(c.WithdrawDisposisi),
    st.builds(c.ReadDisposisi),
    st.builds(c.AcceptDisposisi),
    st.builds(c.ReturnDisposisi, REASON),
    st.builds(c.DirectTeam, TEXT, FILES),
    st.builds(c.ReadDirection, st.integers(0, 8), st.none() | UNIT),
    st.builds(c.RecordCoordination, UNIT, TEXT, FILES),
    st.builds(c.OrderCollection, st.lists(UNIT, max_size=3).map(tuple), TEXT),
    st.builds(c.SubmitDraft, UNIT, st.just("K-1"), TEXT, FILES),
    st.builds(c.ReadDraft, UNIT, VERSION),
    st.builds(c.WithdrawDraft, UNIT, VERSION),
    st.builds(c.ReturnDraft, UNIT, VERSION, REASON),
    st.builds(c.SendData, UNIT, VERSION),
    st.builds(c.NoteEvaluation, UNIT, TEXT),
    st.builds(c.AcceptData, UNIT, VERSION),
    st.builds(c.ReturnData, UNIT, VERSION, REASON),
    st.builds(c.ReopenData, UNIT, REASON),
    st.builds(c.ProceedWithout, UNIT, REASON),
    st.builds(c.SubmitReport, TEXT, FILES),
    st.builds(c.ReturnReport, REASON),
    st.builds(
        c.GiveDirections,
        st.lists(st.builds(c.UnitDirection, UNIT, TEXT, FILES), max_size=3).map(tuple),
    ),
    st.builds(c.SubmitPlan, UNIT, ITEMS),
    st.builds(c.ReportFollowUp, UNIT, NUMBER, st.sampled_from(FollowUpStatus), REASON, FILES),
    st.builds(c.VerifyFollowUp, UNIT, NUMBER, VERSION),
    st.builds(c.ReturnFollowUp, UNIT, NUMBER, VERSION, REASON),
    st.builds(c.PromiseWork, STEP, st.none() | UNIT),
    st.builds(c.AskForHelp, STEP, st.none() | UNIT, TEXT, FILES),
    st.builds(c.AskExtension, STEP, st.none() | UNIT, DAYS, REASON),
    st.builds(c.GrantExtension, STEP, st.none() | UNIT, DAYS),
    st.builds(c.RefuseExtension, STEP, st.none() | UNIT, REASON),
    st.builds(c.MoveDeadlines, REASON),
)

STARTS: Sequence[Callable[[Story], Story]] = (
    lambda story: story,
    Story.ordered,
    Story.directed,
    Story.coordinated,
    Story.collecting,
    Story.evaluated,
    Story.reported,
    Story.decided,
    Story.closed,
)


def tries(story: Story, who: Actor, command: c.Command) -> bool:
    """Let someone try a command; tells whether it did something. A refusal must change nothing."""
    before, told = story.cycle, len(story.history)
    try:
        happened = story.does(who, command)
    except RefusalError:
        assert story.cycle is before
        assert len(story.history) == told
        return False
    if happened:
        assert may(before, type(command), who), f"{command} did something that the menu would not have offered"
    return bool(happened)


def check(cycle: Cycle) -> None:
    """Fail on any broken invariant."""
    assert violations(cycle) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    start=st.sampled_from(STARTS),
    attempts=st.lists(st.tuples(st.sampled_from(EVERYBODY), COMMANDS, st.integers(0, 3000)), max_size=25),
)
def test_any_commands_by_anyone_are_decided_or_refused(start, attempts):
    """Even nonsense, typed by anyone at any time, is either decided or refused by name, and leaves a sound cycle."""
    story = start(Story())
    for who, command, minutes in attempts:
        story.passes(minutes=minutes)
        tries(story, who, command)
        if story.cycle is not None:
            check(story.cycle)
    assert fold(story.history, cycle_id=7, office_id=OFFICE.id) == story.cycle


@dataclass
class CalendarStory(Story):
    """A story in whose office a day off may come and go."""

    days_off: set[date] = field(default_factory=set)

    @property
    def situation(self) -> Situation:
        return replace(super().situation, calendar=replace(CALENDAR, days_off=frozenset(self.days_off)))

    def changes_calendar(self, chance: random.Random) -> None:
        """Let a day of the next fortnight become a day off, or a working day again."""
        self.days_off ^= {self.situation.today + timedelta(days=chance.randrange(1, 15))}


def moves_in_time(story: Story, unit: int) -> list[tuple[Actor, c.Command]]:
    """Return well-formed moves about the time of what is owed for that unit, or owed once."""
    open_ones = story.cycle.open_assignments() if story.cycle else ()
    keys = [owed.key for owed in open_ones if owed.unit_id in (None, unit)] or [(COLLECT, unit)]
    return [
        (who, command)
        for step, unit_id in keys
        for who in (KADIS, SEKRETARIS, TIM, PERENCANAAN, kabid(unit), staf(unit))
        for command in (
            c.PromiseWork(step, unit_id),
            c.AskForHelp(step, unit_id, WHY),
            c.AskExtension(step, unit_id, 2, WHY),
            c.GrantExtension(step, unit_id, 3),
            c.RefuseExtension(step, unit_id, WHY),
        )
    ] + [(ADMIN, c.MoveDeadlines(WHY))]


def sensible_moves(story: Story, unit: int) -> list[tuple[Actor, c.Command]]:
    """Return well-formed moves on one unit, those that send work back included."""
    cycle = story.cycle
    submission = cycle.submission(unit) if cycle else None
    version = submission.version if submission else 1
    return [
        (KADIS, disposisi()),
        (SEKRETARIS, c.ReadDisposisi()),
        (SEKRETARIS, c.AcceptDisposisi()),
        (SEKRETARIS, c.ReturnDisposisi(WHY)),
        (KADIS, c.WithdrawDisposisi()),
        (SEKRETARIS, c.DirectTeam("Arahan")),
        (TIM, c.RecordCoordination(unit, "Bahan")),
        (TIM, c.OrderCollection((unit,))),
        (staf(unit), c.SubmitDraft(unit, "K-1", "Data", ())),
        (kabid(unit), c.ReadDraft(unit, version)),
        (staf(unit), c.WithdrawDraft(unit, version)),
        (kabid(unit), c.ReturnDraft(unit, version, WHY)),
        (kabid(unit), c.SendData(unit, version)),
        (PERENCANAAN, c.NoteEvaluation(unit, "Periksa lagi")),
        (PERENCANAAN, c.AcceptData(unit, version)),
        (PERENCANAAN, c.ReturnData(unit, version, WHY)),
        (SEKRETARIS, c.ReopenData(unit, WHY)),
        (SEKRETARIS, c.ProceedWithout(unit, WHY)),
        (PERENCANAAN, c.SubmitReport("Laporan")),
        (KADIS, c.ReturnReport(WHY)),
        (KADIS, c.GiveDirections((c.UnitDirection(unit, "Arahan"),))),
        (kabid(unit), c.SubmitPlan(unit, (ITEM,))),
        *follow_up_moves(cycle, unit),
    ]


def follow_up_moves(cycle: Cycle | None, unit: int) -> list[tuple[Actor, c.Command]]:
    """Return well-formed moves on the first item of the unit's plan."""
    report = cycle.follow_up(unit, 1) if cycle else None
    version = report.version if report else 1
    return [
        (staf(unit), c.ReportFollowUp(unit, 1, FollowUpStatus.PROSES)),
        (staf(unit), c.ReportFollowUp(unit, 1, FollowUpStatus.SELESAI, "Sudah dikerjakan")),
        (kabid(unit), c.ReportFollowUp(unit, 1, FollowUpStatus.TIDAK_DAPAT, WHY)),
        (KADIS, c.ReturnFollowUp(unit, 1, version, WHY)),
        (KADIS, c.VerifyFollowUp(unit, 1, version)),
    ]


ONWARD = (
    c.IssueDisposisi,
    c.DirectTeam,
    c.RecordCoordination,
    c.OrderCollection,
    c.SubmitDraft,
    c.SendData,
    c.AcceptData,
    c.SubmitReport,
    c.GiveDirections,
    c.SubmitPlan,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_a_fair_office_always_reaches_the_end(seed):
    """People who move at random, back and forth, for a while and then do what they owe always close the cycle."""
    chance, story = random.Random(seed), CalendarStory()
    for _ in range(80):
        moves = sensible_moves if chance.random() < 0.7 else moves_in_time
        tries(story, *chance.choice(moves(story, chance.choice(UNITS))))
        story.passes(minutes=chance.randrange(600))
        if chance.random() < 0.05:
            story.changes_calendar(chance)
        if story.cycle is not None:
            check(story.cycle)
            if story.cycle.state is CycleState.WITHDRAWN:
                story = CalendarStory(now=story.now, days_off=story.days_off)
    finish(story, chance)
    assert story.running.state is CycleState.CLOSED
    assert fold(story.history, cycle_id=7, office_id=OFFICE.id) == story.cycle
    assert {line.state for line in progress(story.running, story.situation.procedure)} == {ProgressState.DONE}


def finish(story: Story, chance: random.Random) -> None:
    """Let everybody do what leads onward, in any order, until nothing of it does anything any more."""
    moved = True
    while moved:
        moves = [move for unit in UNITS for move in sensible_moves(story, unit) if isinstance(move[1], ONWARD)]
        chance.shuffle(moves)
        # an amended coordination also does something: it must not keep the office busy for ever
        moved = any(tries(story, *move) for move in moves if not amends(story, move[1]))
        check(story.running)


def amends(story: Story, command: c.Command) -> bool:
    """Tell whether the command would only add to what was agreed before."""
    if not isinstance(command, c.RecordCoordination) or story.cycle is None:
        return False
    return any(kept.unit_id == command.unit_id for kept in story.cycle.coordinations)


def test_every_command_is_tried():
    """The random players know every command there is, so a new one cannot stay untested."""
    moves = (*sensible_moves(Story(), UNITS[0]), *moves_in_time(Story(), UNITS[0]))
    assert {type(command) for _, command in moves} | {c.ReadDirection} == set(WHO_MAY)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_no_answer_takes_time_away(seed):
    """Whatever is promised, asked, granted and refused: no running deadline ever comes earlier, and none moves alone.

    Only a changed calendar brings one forward, and never before the closing time of that day.
    """
    chance, story = random.Random(seed), CalendarStory()
    Story.collecting(story)
    for _ in range(60):
        if chance.random() < 0.1:
            story.changes_calendar(chance)
        before = {owed.key: owed for owed in story.running.open_assignments()}
        who, command = chance.choice(moves_in_time(story, chance.choice(UNITS)))
        tries(story, who, command)
        closing = story.situation.calendar.add_days(story.situation.calendar.next_opening(story.now), 0)
        for owed in story.running.open_assignments():
            was = before[owed.key].due_at
            assert was is not None
            assert owed.due_at is not None
            earliest = min(was, closing) if isinstance(command, c.MoveDeadlines) else was
            assert owed.due_at >= earliest
            if not isinstance(command, c.MoveDeadlines | c.GrantExtension):
                assert owed.due_at == was
        story.passes(minutes=chance.randrange(900))
        check(story.running)
