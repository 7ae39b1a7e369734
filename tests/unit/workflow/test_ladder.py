"""An order that nobody opens climbs the ladder by working hours, each rung once, and stops when it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from small_office import IKP, MORNING, OFFICE, PERENCANAAN, SEKRETARIS, Story, kabid, staf

from workflow import commands as c
from workflow.ladder import OrderAt, Rung, RungDue, rungs_due, unread

NOTHING: dict[OrderAt, set[Rung]] = {}


def due(
    story: Story, now: datetime, taken: dict[OrderAt, set[Rung]] = NOTHING, cut_off: tuple[int, ...] = ()
) -> tuple[RungDue, ...]:
    """Return what is due at that instant."""
    story.now = now
    return rungs_due(story.running, story.situation, taken, cut_off)


def hours(count: float) -> timedelta:
    """Return that many hours."""
    return timedelta(hours=count)


def test_an_unread_disposisi_climbs_rung_by_rung() -> None:
    """08.00: after two working hours the Sekretaris, after four who sits beside, after six the Kepala Dinas."""
    story = Story().ordered()
    of_sekretaris = next(each.order for each in unread(story.running) if each.order.post_id == SEKRETARIS.post_id)
    taken: dict[OrderAt, set[Rung]] = {}
    for passed, rung, told in (
        (hours(2), Rung.REMINDED, (SEKRETARIS.person_id,)),
        (hours(4 + 1), Rung.DEPUTY, (PERENCANAAN.person_id,)),
        (hours(6 + 1), Rung.SUPERIOR, (101,)),
    ):
        found = [each for each in due(story, MORNING + passed, taken) if each.unread.order == of_sekretaris]
        assert [(each.rung, each.told) for each in found] == [(rung, told)]
        taken.setdefault(of_sekretaris, set()).add(rung)
    assert of_sekretaris not in [each.unread.order for each in due(story, MORNING + hours(7.2), taken)]


def test_nothing_is_due_before_its_time_nor_outside_of_office_hours() -> None:
    """A minute too early; in the lunch break; at night."""
    story = Story().ordered()
    assert due(story, MORNING + hours(2) - timedelta(minutes=1)) == ()
    assert due(story, MORNING + hours(4.5)) == ()
    assert due(story, MORNING + hours(14)) == ()


def test_what_is_read_climbs_no_further() -> None:
    """The other recipient's copy goes on alone."""
    story = Story().ordered()
    story.does(SEKRETARIS, c.ReadDisposisi())
    assert {each.unread.order.post_id for each in due(story, MORNING + hours(2))} == {PERENCANAAN.post_id}


def test_after_a_long_absence_the_reminder_and_the_highest_rung_are_told_and_the_others_kept() -> None:
    """The bot was down for two days: nobody gets four messages at once."""
    story = Story().ordered()
    found = [
        each for each in due(story, MORNING + timedelta(days=2)) if each.unread.order.post_id == SEKRETARIS.post_id
    ]
    assert [each.rung for each in found] == list(Rung)
    assert [bool(each.told) for each in found] == [True, False, False, True]


def test_whom_the_bot_cannot_reach_is_telephoned_within_a_quarter_of_an_hour() -> None:
    """A blocked bot, a telephone that never came, a vacant post: waiting would only lose time."""
    story = Story().ordered()
    cut_off = (SEKRETARIS.person_id,)
    found = due(story, MORNING + timedelta(minutes=15), cut_off=cut_off)
    assert [(each.rung, each.unread.order.post_id) for each in found] == [(Rung.CALL_LIST, SEKRETARIS.post_id)]
    story.office = replace(
        OFFICE, holdings=tuple(held for held in OFFICE.holdings if held.post_id != PERENCANAAN.post_id)
    )
    found = due(story, MORNING + timedelta(minutes=15))
    assert {each.unread.order.post_id for each in found} == {PERENCANAAN.post_id}


def test_an_order_to_a_unit_goes_to_its_own_superior_and_ends_with_its_work() -> None:
    """The Staf's unread order goes to their own Kabid; once the data are sent nobody is urged any more."""
    story = Story().collecting()
    begun = story.now
    taken = {each.order: {Rung.REMINDED, Rung.DEPUTY} for each in unread(story.running)}
    of_staf = OrderAt(7, 4, IKP, 1, staf(IKP).post_id)
    found = {each.unread.order: each.told for each in due(story, begun + hours(7), taken)}
    assert found[of_staf] == (kabid(IKP).person_id,)
    done = Story().evaluated()
    assert [each for each in unread(done.running) if each.order.step == 4] == []
