"""The quarter's report gathered from a cycle as it stands: at step 5, and at the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from small_office import APTIKA, CALENDAR, IKP, ITEM, KADIS, OFFICE, PROCEDURE, SEKRETARIS, Story, disposisi, kabid

from storage.codec import decode, encode
from workflow import commands as c
from workflow.cycle import EVALUATE, FOLLOW_UP, ORDER, Secrecy
from workflow.office import Holding, HoldingKind
from workflow.papers.build_laporan import LaporanFacts, laporan_paper
from workflow.papers.build_records import office_record
from workflow.papers.kepatuhan import TimeAccount, kepatuhan_paper, time_account
from workflow.papers.laporan import DecisionKind, LaporanPaper, Standing
from workflow.papers.sheet import Letterhead, Sheet

SHEET = Sheet(Letterhead(), "Asia/Jakarta", date(2026, 4, 21))


def account(story: Story) -> TimeAccount:
    return time_account(story.running, story.history, PROCEDURE, CALENDAR, OFFICE, story.now)


def report(story: Story, office=OFFICE) -> LaporanPaper:
    facts = LaporanFacts(story.running, office, PROCEDURE, account(story), (story.running,), {}, "800/1")
    return laporan_paper(SHEET, facts, office_record(story.running, office, {}, {}))


def test_at_step_five_there_are_no_directions_and_no_plans() -> None:
    """The disposisi, the Tim and the times are there; what comes later is empty."""
    found = report(Story().evaluated())
    assert found.order is not None
    assert (found.order.number, found.order.issued_by.name) == ("800/12/2026", "Orang 1")
    assert [member.standing for member in found.team] == [
        Standing.RESPONSIBLE,
        Standing.CHAIR,
        Standing.MEMBER,
        Standing.MEMBER,
        Standing.SECRETARIAT,
    ]
    assert (found.directions, found.follow_ups, found.without_plan, found.summary) == ((), (), (), "")
    assert [each.text for each in found.agreed] == ["Disepakati"] * 3


def test_at_the_end_it_has_summary_directions_and_plans() -> None:
    """Each unit's arahan and the rows of its plan, signed for by whoever holds the posts."""
    found = report(Story().closed())
    assert found.summary == "Capaian rata-rata baik"
    assert [each.text for each in found.directions] == [f"Arahan untuk unit {unit}" for unit in (1, 2, 3)]
    assert len(found.follow_ups) == 3
    assert found.carried == ()
    assert [block.name for block in (found.drawn_up_by, found.known_by, found.approved_by) if block] == [
        *("Orang 5", "Orang 2", "Orang 1")
    ]
    assert decode(LaporanPaper, encode(found)) == found


def test_a_unit_without_its_plan_is_named_once_others_have_sent_theirs() -> None:
    """Before the first plan nobody is late with it."""
    story = Story().decided()
    assert report(story).without_plan == ()
    story.does(kabid(IKP), c.SubmitPlan(IKP, (ITEM,)))
    assert report(story).without_plan == ("Bidang 2", "Bidang 3")


def test_a_rahasia_disposisi_is_named_but_not_told() -> None:
    """Its number stands there, its hal and requests do not."""
    story = Story()
    story.does(KADIS, disposisi(secrecy=Secrecy.RAHASIA))
    found = report(story).order
    assert found is not None
    assert (found.number, found.subject, found.requests) == ("800/12/2026", "", ())


def test_decisions_on_data_are_told_with_their_reason() -> None:
    """Going on without a unit, by whom."""
    story = Story().collecting()
    story.does(SEKRETARIS, c.ProceedWithout(APTIKA, "Kabid cuti"))
    (decision,) = report(story).decisions
    assert (decision.kind, decision.unit, decision.reason) == (DecisionKind.EXCLUDED, "Bidang 2", "Kabid cuti")
    assert (decision.decided_by.name, decision.decided_by.signed_at) == ("Orang 2", story.now)


def test_whoever_acts_on_the_papers_day_signs() -> None:
    """A Plt. stands in the Tim and signs as such."""
    acting = Holding(1, 102, date(2026, 4, 20), None, HoldingKind.PLT)
    found = report(Story().evaluated(), replace(OFFICE, holdings=(*OFFICE.holdings, acting)))
    assert found.approved_by is not None
    assert (found.approved_by.name, found.approved_by.kind) == ("Orang 2", HoldingKind.PLT)
    assert found.team[0].who == found.approved_by


def test_the_account_has_every_step_with_units_that_are_to_come() -> None:
    """Step 1 took no time, of step 5 the report is owed, of step 7 nobody has begun."""
    found = account(Story().evaluated())
    assert [step.number for step in found.steps] == [1, 2, 3, 4, 5, 6, 7]
    order, evaluate, follow_up = (found.steps[number - 1] for number in (ORDER, EVALUATE, FOLLOW_UP))
    assert [row.unit for row in order.rows] == [""]
    assert [row.is_report for row in evaluate.rows].count(True) == 1
    assert (follow_up.rows, follow_up.to_come, follow_up.finished_at) == ((), 3, None)
    assert found.day_minutes == 450
    assert kepatuhan_paper(SHEET, Story().ordered().running.quarter, found).time == found


def test_what_was_late_is_found_again() -> None:
    """Twenty days for ten: each unit's collection is late, and so it stays when the cycle is over."""
    story = Story().collecting()
    story.now += timedelta(days=30)
    late = account(story).late
    assert {(step.number, row.unit) for step, row in late} == {(4, f"Bidang {unit}") for unit in (1, 2, 3)}
    assert all(row.late.days > 0 for _, row in late)
