"""The matrix of follow-ups as it stands on the paper's day: plans, reports, verification, what was left open before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from small_office import APTIKA, IKP, ITEM, KADIS, OFFICE, UNITS, Story, kabid, staf

from storage.codec import decode, encode
from workflow import commands as c
from workflow.cycle import CycleState, FollowUpStatus
from workflow.files import FileKind, KeptFile
from workflow.office import Holding, HoldingKind, Role
from workflow.papers.matriks import MatriksPaper, carried_rows, matriks_paper
from workflow.papers.sheet import Letterhead, Sheet
from workflow.papers.signers import signer
from workflow.quarter import Quarter

PHOTO = KeptFile(8, "piket.jpg", FileKind.IMAGE, 2048, "3fa9c1d2" + "0" * 56, 1, datetime(2026, 4, 30, tzinfo=UTC))
TODAY = date(2026, 12, 11)
"""Ten days after the item's due day."""


def paper(story: Story) -> MatriksPaper:
    sheet = Sheet(Letterhead(), "Asia/Jakarta", TODAY)
    return matriks_paper(sheet, story.running, (story.running,), OFFICE, {8: PHOTO})


def test_each_item_stands_under_its_arahan() -> None:
    """The arahan of the Kepala Dinas, the item's own words, and nothing reported yet: ten days overdue."""
    row = paper(Story().closed()).rows[0]
    assert (row.unit, row.arahan, row.action) == ("Bidang 1", "Arahan untuk unit 1", ITEM.action)
    assert (row.status, row.days_overdue, row.is_settled) == (FollowUpStatus.BELUM, 10, False)


def test_a_unit_without_a_plan_is_named() -> None:
    """Whoever has sent none is no row, but stands beneath."""
    story = Story().decided()
    story.does(kabid(IKP), c.SubmitPlan(IKP, (ITEM, replace(ITEM, action="Melatih"))))
    found = paper(story)
    assert [row.number for row in found.rows] == [1, 2]
    assert found.missing == ("Bidang 2", "Bidang 3")


def test_a_report_brings_status_evidence_and_who_verified_it() -> None:
    """Reported it waits for verification; verified nothing more is owed, and nothing is overdue."""
    story = Story().closed()
    story.does(staf(IKP), c.ReportFollowUp(IKP, 1, FollowUpStatus.SELESAI, "Sudah ditambah", (8,)))
    row = paper(story).rows[0]
    assert row.awaits_verification
    assert [(each.name, each.fingerprint) for each in row.evidence] == [("piket.jpg", "3fa9c1d2")]
    story.does(KADIS, c.VerifyFollowUp(IKP, 1, 1))
    row = paper(story).rows[0]
    assert row.verified_by is not None
    assert (row.verified_by.name, row.verified_by.signed_at) == ("Orang 1", story.now)
    assert (row.awaits_verification, row.days_overdue) == (False, 0)


def test_only_what_is_open_is_carried_over() -> None:
    """Of the quarter before, what was verified is left out, what was not stands there; a withdrawn cycle counts not."""
    story = Story().closed()
    story.does(staf(APTIKA), c.ReportFollowUp(APTIKA, 1, FollowUpStatus.SELESAI, "Sudah", ()))
    story.does(KADIS, c.VerifyFollowUp(APTIKA, 1, 1))
    rows = carried_rows(Quarter(2026, 2), (story.running,), OFFICE, {}, TODAY)
    assert [row.unit for row in rows] == ["Bidang 1", "Bidang 3"]
    assert carried_rows(Quarter(2026, 1), (story.running,), OFFICE, {}, TODAY) == ()
    withdrawn = replace(story.running, state=CycleState.WITHDRAWN)
    assert carried_rows(Quarter(2026, 2), (withdrawn,), OFFICE, {}, TODAY) == ()


def test_the_paper_comes_back_from_its_stored_form() -> None:
    """It waits in the outbox as JSON."""
    story = Story().closed()
    story.does(staf(IKP), c.ReportFollowUp(IKP, 1, FollowUpStatus.SELESAI, "Sudah ditambah", (8,)))
    story.does(KADIS, c.VerifyFollowUp(IKP, 1, 1))
    found = paper(story)
    assert decode(MatriksPaper, encode(found)) == found
    assert len(found.rows) == len(UNITS)


def test_whoever_acts_for_a_post_that_day_signs_as_such() -> None:
    """A Plh. of the Sekretaris signs on his days only; a post that nobody holds is left to the pen."""
    acting = Holding(2, 105, date(2026, 12, 1), date(2026, 12, 31), HoldingKind.PLH)
    office = replace(OFFICE, holdings=(*OFFICE.holdings, acting))
    december = signer(office, Role.SEKRETARIS, TODAY)
    assert (december.name, december.kind) == ("Orang 5", HoldingKind.PLH)
    assert signer(office, Role.SEKRETARIS, date(2027, 1, 4)).kind is HoldingKind.DEFINITIF
    vacant = signer(replace(OFFICE, holdings=()), Role.KEPALA_DINAS, TODAY)
    assert (vacant.title, vacant.name) == ("kepala_dinas", "")
