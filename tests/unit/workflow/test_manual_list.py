"""The list for going on without the bot: who owes what and by when, what is open, whom to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from small_office import IKP, OFFICE, Story, staf

from storage.codec import decode, encode
from workflow import commands as c
from workflow.cycle import FollowUpStatus, Phase
from workflow.papers.manual_list import ManualList, manual_list
from workflow.papers.sheet import Letterhead, Sheet

REACHED = replace(OFFICE, persons=tuple(replace(each, phone="0812-3456-7890") for each in OFFICE.persons))
SHEET = Sheet(Letterhead(), "Asia/Jakarta", date(2026, 11, 23))


def listed(story: Story, planned: tuple[Story, ...] = ()) -> ManualList:
    running = [(story.running, story.situation)]
    return manual_list(SHEET, running, [each.running for each in planned], REACHED, story.now)


def test_a_task_names_its_unit_its_holders_and_its_time() -> None:
    """Each unit's own people only; at the Kabid's desk the Kabid; what is late is marked."""
    story = Story().collecting().drafted(IKP)
    story.passes(days=60)
    (cycle,) = listed(story).cycles
    checking, filling = cycle.owed[:2]
    assert (checking.phase, [holder.name for holder in checking.holders]) == (Phase.CHECKING, ["Orang 10"])
    assert (filling.phase, [holder.name for holder in filling.holders]) == (Phase.FILLING, ["Orang 21", "Orang 22"])
    assert checking.is_late
    assert not listed(Story().collecting()).cycles[0].owed[0].is_late


def test_what_is_owed_to_everybody_names_all_who_may_do_it() -> None:
    """The Tim coordinates with each unit: any member may."""
    (cycle,) = listed(Story().directed()).cycles
    assert [holder.title for holder in cycle.owed[0].holders] == ["tim", "tim"]


def test_open_follow_ups_and_contacts_are_listed() -> None:
    """What is settled is not; who waits for verification is told apart; numbers stand where they are known."""
    old = Story().closed()
    old.does(staf(IKP), c.ReportFollowUp(IKP, 1, FollowUpStatus.SELESAI, "Sudah", ()))
    found = listed(Story().collecting(), (old,))
    assert [item.awaits_verification for item in found.items] == [True, False, False]
    assert found.contacts[0].phone == "0812-3456-7890"
    assert {contact.unit for contact in found.contacts} == {"", "Bidang 1", "Bidang 2", "Bidang 3"}
    assert decode(ManualList, encode(found)) == found
