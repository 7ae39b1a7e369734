"""/arsip: who may have the archive, of which quarter, and how a large one is had."""

from __future__ import annotations

import pytest
from fake_records import APTIKA, QUARTER, Town, answer, heard, says, taps, verbs_of

from handlers import arsip, routes
from handlers.outgoing import Message
from workflow import commands as c
from workflow.archive import ArchivePaper
from workflow.files import FileKind, KeptFile
from workflow.papers.kinds import PaperKind, Printed

BIG = 46 * 1024 * 1024


def asked(town: Town, code: str) -> Message:
    """Return the answer to /arsip."""
    desk = town.sits(code)
    routes.handle(desk, says(desk, "/arsip"))
    return answer(desk)


def tapped(town: Town, code: str, cycle_id: int = 1) -> Message:
    """Return what comes of choosing a quarter."""
    desk = town.sits(code)
    routes.handle(desk, taps(desk, f"1:{arsip.MAKE}:{cycle_id}"))
    return heard(desk, code)[-1]


@pytest.mark.parametrize("code", ["kadis", "sekdis", "tim1", "ren"])
def test_whoever_sees_all_units_gets_the_archive(code: str) -> None:
    """The letter names the cycle and how far it was; the ZIP is made when it is delivered."""
    town = Town()
    town.closed()
    assert (arsip.MAKE, ("1",)) in verbs_of(asked(town, code))
    sent = tapped(town, code)
    length = len(town.records.history(1))
    assert sent.paper == Printed(PaperKind.ARCHIVE, ArchivePaper(1, QUARTER, length), "arsip-monev-2026-tw3.zip")
    assert "INDEKS.html" in sent.text
    assert len(sent.text) < 1024


@pytest.mark.parametrize("code", ["kabid1", "kasi1", "staf1"])
def test_a_unit_does_not(code: str) -> None:
    """Neither by the command nor by a button that someone forged."""
    town = Town()
    town.closed()
    assert "hanya untuk pimpinan" in asked(town, code).text
    assert tapped(town, code).paper is None


def test_what_was_never_begun_or_was_withdrawn_has_none() -> None:
    """It says so."""
    town = Town()
    assert "Belum ada monev" in asked(town, "ren").text
    town.ordered()
    town.does("kadis", c.WithdrawDisposisi())
    assert "Belum ada monev" in asked(town, "ren").text


def test_a_running_quarter_says_that_it_is_not_complete() -> None:
    """On the button and beneath the file."""
    town = Town()
    town.ordered()
    assert "berjalan" in str(asked(town, "ren").rows[0][0].label)
    assert "sampai saat ini" in tapped(town, "ren").text


def test_what_telegram_does_not_carry_is_had_by_the_command() -> None:
    """The sentence has the command in full."""
    town = Town()
    town.collecting()
    town.sent(APTIKA)
    (file_id,) = {file_id for sent in town.cycle.submissions for file_id in sent.files}
    town.records.files[file_id] = KeptFile(file_id, "video.pdf", FileKind.PDF, BIG, "0" * 64, 1, town.now)
    said = tapped(town, "ren")
    assert said.paper is None
    assert "monev archive --quarter 2026-3" in said.text
