"""Who hears of what when reminders fall due: those who still owe, their superior when it is overdue, each once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from small_office import (
    APTIKA,
    IKP,
    KADIS,
    OFFICE,
    PERENCANAAN,
    SEKRETARIS,
    TIM,
    TIM_2,
    UNITS,
    WIB,
    Story,
    kabid,
    kasi,
    staf,
)

from workflow import commands as c
from workflow.concerns import Fired, Why, Witness, concerns, superiors
from workflow.cycle import COLLECT, COORDINATE, DECIDE, DIRECT, AssignmentKey
from workflow.office import Actor, Holding, HoldingKind
from workflow.reminders import WHOLE, ReminderKind

K = ReminderKind
EVERYONE = Witness(reaches=lambda _person: True, has_begun=lambda _unit: False)


def wib(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of 2026 on the office's wall."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


def heard(
    story: Story, *fired: tuple[AssignmentKey, ReminderKind], witness: Witness = EVERYONE
) -> Mapping[int, list[tuple[AssignmentKey, Why]]]:
    """Return what each person hears, by person id."""
    rows = [Fired(key, kind, story.now) for key, kind in fired]
    found = concerns(story.running, rows, story.situation, witness)
    return {person: [(each.assignment.key, each.why) for each in lines] for person, lines in found.items()}


def people(*actors: Actor) -> set[int]:
    """Return the ids of their persons."""
    return {who.person_id for who in actors}


def test_only_those_who_owe_are_reminded():
    """Of the unit's data first Staf and Kasi hear, then the Kabid, then nobody of the unit."""
    story = Story().collecting()
    assert set(heard(story, ((COLLECT, IKP), K.ADVANCE))) == people(kasi(IKP), staf(IKP))
    story.drafted(IKP)
    assert set(heard(story, ((COLLECT, IKP), K.ADVANCE))) == people(kabid(IKP))
    story.does(kabid(IKP), c.SendData(IKP, 1))
    assert heard(story, ((COLLECT, IKP), K.ADVANCE)) == {}


def test_several_tasks_of_a_person_are_one_hearing():
    """The Kepala Dinas owes all units a direction, and hears of them together."""
    story = Story().reported()
    found = heard(story, *(((DECIDE, unit), K.DUE) for unit in UNITS))
    assert found == {KADIS.person_id: [((DECIDE, unit), Why.DUE) for unit in UNITS]}


def test_overdue_goes_to_the_superior_too():
    """Staf and Kasi are late: they hear it, and so does their Kabid."""
    story = Story().collecting()
    story.now = wib(4, 16, 7, 30)
    found = heard(story, ((COLLECT, IKP), K.OVERDUE))
    assert found == {
        staf(IKP).person_id: [((COLLECT, IKP), Why.LATE)],
        kasi(IKP).person_id: [((COLLECT, IKP), Why.LATE)],
        kabid(IKP).person_id: [((COLLECT, IKP), Why.BELOW_LATE)],
    }


def test_the_line_of_command():
    """Sekretaris above Tim, Kabid and Subbag; Kepala Dinas above the Sekretaris; nobody above him."""
    story = Story().ordered()
    assert superiors(story.running.open_assignments()[0], story.situation)[0].id == KADIS.person_id
    story = Story().directed()
    assert superiors(story.running.open_assignments()[0], story.situation)[0].id == SEKRETARIS.person_id
    story = Story().evaluated()
    assert superiors(story.running.open_assignments()[0], story.situation)[0].id == SEKRETARIS.person_id
    assert superiors(Story().reported().running.open_assignments()[0], story.situation) == ()


def test_a_vacant_superior_is_passed_over():
    """With the Kabid's post vacant the Sekretaris hears that the unit is late."""
    story = Story().collecting()
    story.office = replace(
        OFFICE, holdings=tuple(held for held in OFFICE.holdings if held.post_id != kabid(IKP).post_id)
    )
    story.now = wib(4, 16, 7, 30)
    found = heard(story, ((COLLECT, IKP), K.OVERDUE))
    assert found[SEKRETARIS.person_id] == [((COLLECT, IKP), Why.BELOW_LATE)]


def test_a_plt_is_reminded_in_place_of_the_holder():
    """From the day on which a Plt takes over, the reminder is his, and the old holder hears nothing more."""
    story = Story().collecting()
    taken = Holding(staf(IKP).post_id, staf(APTIKA).person_id, date(2026, 4, 10), None, HoldingKind.PLT)
    story.office = replace(OFFICE, holdings=(*OFFICE.holdings, taken))
    story.now = wib(4, 9, 7, 30)
    assert staf(IKP).person_id in heard(story, ((COLLECT, IKP), K.ADVANCE))
    story.now = wib(4, 10, 7, 30)
    found = heard(story, ((COLLECT, IKP), K.ADVANCE))
    assert staf(IKP).person_id not in found
    assert staf(APTIKA).person_id in found


def test_the_kabid_hears_when_nobody_has_begun():
    """At four fifths of the time the Kabid hears of a unit that has not begun, and only of such a one."""
    story = Story().collecting()
    fired = ((COLLECT, IKP), K.NOT_BEGUN)
    assert heard(story, fired) == {kabid(IKP).person_id: [((COLLECT, IKP), Why.BELOW_NOT_BEGUN)]}
    assert heard(story, fired, witness=Witness(lambda _p: True, lambda unit: unit == IKP)) == {}
    assert heard(story.drafted(IKP), fired) == {}


def test_nobody_can_be_told_so_the_superior_is():
    """When none who owes it has a chat with the bot, the superior hears exactly that."""
    story = Story().collecting()
    missing = people(staf(IKP), kasi(IKP))
    found = heard(story, ((COLLECT, IKP), K.ADVANCE), witness=Witness(lambda p: p not in missing, lambda _u: False))
    assert found == {kabid(IKP).person_id: [((COLLECT, IKP), Why.BELOW_UNREACHED)]}


def test_the_digest_is_the_sekretaris_list():
    """In the morning the Sekretaris sees what others have overdue or owe today, and nothing else."""
    story = Story().collecting()
    story.sent(APTIKA)
    story.now = wib(4, 2, 7, 30)
    assert heard(story, (WHOLE, K.DIGEST)) == {SEKRETARIS.person_id: [((5, APTIKA), Why.BELOW_DUE_TODAY)]}
    story.now = wib(4, 16, 7, 30)
    found = heard(story, (WHOLE, K.DIGEST))[SEKRETARIS.person_id]
    assert {why for _, why in found} == {Why.BELOW_LATE}
    assert len(found) == len(UNITS)


def test_digest_and_escalation_are_one_line():
    """What the digest says and what an escalation says of the same task is said once."""
    story = Story().directed()
    story.now = wib(4, 6, 7, 30)
    found = heard(story, (WHOLE, K.DIGEST), *(((COORDINATE, unit), K.OVERDUE) for unit in UNITS))
    assert found[SEKRETARIS.person_id] == [((COORDINATE, unit), Why.BELOW_LATE) for unit in UNITS]
    assert set(found) == people(SEKRETARIS, TIM, TIM_2)


def test_several_reminders_of_one_task_are_one():
    """After a day of downtime half, four fifths and the deadline itself are one word: it is late."""
    story = Story().ordered()
    story.now = wib(4, 2, 7, 30)
    found = heard(
        story, ((DIRECT, None), K.ADVANCE), ((DIRECT, None), K.DUE), ((DIRECT, None), K.OVERDUE), (WHOLE, K.DIGEST)
    )
    assert found == {
        SEKRETARIS.person_id: [((DIRECT, None), Why.LATE)],
        KADIS.person_id: [((DIRECT, None), Why.BELOW_LATE)],
    }


def test_a_moved_deadline_is_not_overdue():
    """A notice of lateness whose deadline was moved meanwhile says nothing."""
    story = Story().collecting()
    story.now = wib(4, 15, 15)
    story.does(staf(IKP), c.AskExtension(COLLECT, IKP, 2, "Petugas sakit"))
    story.does(TIM, c.GrantExtension(COLLECT, IKP, 2))
    story.now = wib(4, 16, 7, 30)
    assert heard(story, ((COLLECT, IKP), K.OVERDUE)) == {}


def test_a_broken_promise_reaches_the_superior():
    """The morning has passed: who promised hears it, and the Kabid."""
    story = Story().collecting()
    story.now = wib(4, 8, 8)
    story.does(staf(IKP), c.PromiseWork(COLLECT, IKP))
    story.now = wib(4, 9, 12)
    found = heard(story, ((COLLECT, IKP), K.BROKEN_PROMISE))
    assert found[kabid(IKP).person_id] == [((COLLECT, IKP), Why.BELOW_BROKE_PROMISE)]
    assert found[staf(IKP).person_id] == [((COLLECT, IKP), Why.PROMISE_BROKEN)]


def test_who_holds_both_posts_hears_what_is_their_own():
    """A Sekretaris who also stands in for the planner hears of the evaluation as a task, not as a superior."""
    story = Story().evaluated()
    acting = Holding(PERENCANAAN.post_id, SEKRETARIS.person_id, date(2026, 1, 1), None, HoldingKind.PLT)
    story.office = replace(OFFICE, holdings=(*OFFICE.holdings, acting))
    story.now = wib(4, 6, 7, 30)
    found = heard(story, ((5, None), K.OVERDUE), (WHOLE, K.DIGEST))
    assert found[SEKRETARIS.person_id] == [((5, None), Why.LATE)]
    assert found[KADIS.person_id] == [((5, None), Why.BELOW_LATE)]
