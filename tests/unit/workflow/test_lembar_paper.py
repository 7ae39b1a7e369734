"""The Lembar Disposisi and the SOP's chart as data: who stood where on the day of the act, and how far it got."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from small_office import KADIS, OFFICE, PERENCANAAN, PROCEDURE, SEKRETARIS, Story, disposisi

from storage.codec import decode, encode
from workflow import commands as c
from workflow.cycle import CycleState, ReceiptState, Secrecy
from workflow.files import FileKind, KeptFile
from workflow.office import Holding, HoldingKind, Office, Person
from workflow.papers.lembar_disposisi import (
    LembarDisposisi,
    NoSuchVersionError,
    lembar_disposisi,
    may_go_by_chat,
)
from workflow.papers.sheet import Letterhead, Sheet, Signature
from workflow.papers.sop_chart import SopChart, sop_chart
from workflow.tasks import ProgressState

HEAD = Letterhead(office="Dinas Komunikasi dan Informatika", place="Blambangan Umpu")
ZONE = "Asia/Jakarta"
SUCCESSOR = Person(900, "pengganti", "Orang Pengganti", "1979", "Pembina")
SHEET = Sheet(HEAD, ZONE, date(2026, 4, 1))
KEPALA = Signature("Kepala Dinas", "Orang 1")


def sent(**changes: object) -> Story:
    """Return a quarter whose disposisi has just gone out."""
    story = Story()
    story.does(KADIS, disposisi(**changes))
    return story


def lembar(story: Story, office: Office = OFFICE, version: int = 1) -> LembarDisposisi:
    """Return its sheet, with what is known of its one file."""
    files = {7: KeptFile(7, "Surat.pdf", FileKind.PDF, 900, "ab" * 32, 101, story.now)}
    return lembar_disposisi(story.running, version, office, HEAD, ZONE, files)


def test_it_bears_the_day_of_the_act_and_the_holders_of_that_day() -> None:
    """Who holds the posts later, or prints it later, changes nothing."""
    story = sent(files=(7,), agenda_number="045/12")
    later = replace(
        OFFICE,
        persons=(*OFFICE.persons, SUCCESSOR),
        holdings=(
            *(replace(held, until_on=date(2026, 4, 1)) for held in OFFICE.holdings),
            *(Holding(post.id, SUCCESSOR.id, date(2026, 4, 2)) for post in OFFICE.posts),
        ),
    )
    paper = lembar(story, later)
    assert paper.sheet.dated_on == date(2026, 4, 1)
    assert paper.issued_by == Signature("kepala_dinas", "Orang 1", signed_at=story.now)
    assert [each.to.name for each in paper.forwarded] == ["Orang 2", "Orang 5"]
    assert [each.name for each in paper.attachments] == ["Surat.pdf"]
    assert (paper.agenda_number, paper.received_on) == ("045/12", None)
    assert decode(LembarDisposisi, encode(paper)) == paper


def test_the_day_is_that_of_the_offices_wall() -> None:
    """An order late in the evening UTC is dated the next morning in WIB."""
    story = Story(now=datetime(2026, 4, 1, 22, 0, tzinfo=UTC))
    story.does(KADIS, disposisi())
    assert lembar(story).sheet.dated_on == date(2026, 4, 2)


def test_who_stands_in_is_named_so() -> None:
    """A Plh. of the Sekretaris on that day, and a post that nobody holds."""
    acting = replace(
        OFFICE,
        persons=(*OFFICE.persons, SUCCESSOR),
        holdings=(
            *(held for held in OFFICE.holdings if held.post_id != PERENCANAAN.post_id),
            Holding(SEKRETARIS.post_id, SUCCESSOR.id, date(2026, 4, 1), date(2026, 4, 3), HoldingKind.PLH),
        ),
    )
    first, second = lembar(sent(), acting).forwarded
    assert (first.to.name, first.to.kind) == ("Orang Pengganti", HoldingKind.PLH)
    assert second.to.name == ""


def test_it_says_how_far_it_got_with_each() -> None:
    """Read, received, and on which day it was received first."""
    story = sent()
    story.now += timedelta(minutes=10)
    story.does(SEKRETARIS, c.ReadDisposisi())
    story.now += timedelta(minutes=10)
    story.does(SEKRETARIS, c.AcceptDisposisi())
    first, second = lembar(story).forwarded
    assert (first.state, first.accepted_at) == (ReceiptState.ACCEPTED, story.now)
    assert first.read_at == story.now - timedelta(minutes=10)
    assert second.state is ReceiptState.SENT
    assert lembar(story).received_on == date(2026, 4, 1)


def test_every_version_has_its_sheet_and_no_other() -> None:
    """One that came back says why."""
    story = sent()
    story.does(SEKRETARIS, c.ReturnDisposisi("Dasar belum lengkap"))
    story.does(KADIS, disposisi(number="800/13/2026"))
    assert lembar(story).returned_reason == "Dasar belum lengkap"
    assert lembar(story, version=2).number == "800/13/2026"
    with pytest.raises(NoSuchVersionError) as raised:
        lembar(story, version=3)
    assert raised.value.version == 3


def test_what_is_rahasia_never_goes_by_chat() -> None:
    """Everything else may."""
    assert may_go_by_chat(sent().running.disposisi[-1])
    assert not may_go_by_chat(sent(secrecy=Secrecy.RAHASIA).running.disposisi[-1])


def test_the_sop_on_its_own_marks_no_step() -> None:
    """Its words are those of the SOP file, its columns by their place."""
    paper = sop_chart(SHEET, PROCEDURE, KEPALA)
    assert [step.column for step in paper.steps] == [0, 1, 2, 3, 4, 0, 3]
    assert {step.state for step in paper.steps} == {None}
    assert (paper.quarter, paper.as_of) == (None, None)
    assert paper.total == PROCEDURE.total
    assert decode(SopChart, encode(paper)) == paper


def test_the_sop_of_a_cycle_has_its_present_steps() -> None:
    """The first is done when the disposisi is out, the second is under way."""
    story = sent()
    paper = sop_chart(SHEET, PROCEDURE, KEPALA, story.running, story.now)
    states = [step.state for step in paper.steps]
    assert states == [ProgressState.DONE, ProgressState.RUNNING, *[ProgressState.WAITING] * 5]
    assert paper.steps[0].finished_at == story.now
    assert (paper.quarter, paper.as_of) == (story.running.quarter, story.now)
    assert decode(SopChart, encode(paper)) == paper


def test_a_withdrawn_cycle_marks_nothing() -> None:
    """Nothing of it is under way."""
    withdrawn = replace(sent().running, state=CycleState.WITHDRAWN)
    assert sop_chart(SHEET, PROCEDURE, KEPALA, withdrawn).quarter is None
