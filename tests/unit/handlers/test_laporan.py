"""/laporan and /dokumen: which papers there are for whom, and how they go out."""

from __future__ import annotations

import pytest
from fake_records import APTIKA, IKP, Town, answer, heard, says, taps, verbs_of

from handlers import laporan, papers, routes, verbs
from handlers.outgoing import Message
from storage.codec import decode, encode
from workflow.cycle import Secrecy
from workflow.evaluation import Rules
from workflow.papers.e81 import E81Paper
from workflow.papers.kepatuhan import KepatuhanPaper
from workflow.papers.kinds import PaperKind
from workflow.papers.laporan import LaporanPaper
from workflow.papers.matriks import MatriksPaper
from workflow.papers.rekap_paper import RekapPaper
from workflow.papers.sop_chart import SopChart

WHOLE = {
    PaperKind.REPORT_PDF: LaporanPaper,
    PaperKind.REPORT_WORD: LaporanPaper,
    PaperKind.REKAP: RekapPaper,
    PaperKind.FORM_E81: E81Paper,
    PaperKind.FOLLOW_UPS_PDF: MatriksPaper,
    PaperKind.FOLLOW_UPS_EXCEL: MatriksPaper,
    PaperKind.COMPLIANCE: KepatuhanPaper,
    PaperKind.SOP: SopChart,
    PaperKind.SOP_PICTURE: SopChart,
}
FOR_EVERYONE = [PaperKind.SOP, PaperKind.SOP_PICTURE]


def asked(town: Town, code: str, command: str = "/dokumen") -> Message:
    """Return the answer to a command."""
    desk = town.sits(code)
    routes.handle(desk, says(desk, command))
    return answer(desk)


def tapped(town: Town, code: str, verb: str, *args: object) -> Message | None:
    """Return the last message that comes of a tap; None where there is none."""
    desk = town.sits(code)
    routes.handle(desk, taps(desk, ":".join(map(str, (1, verb, *args)))))
    said = heard(desk, code)
    return said[-1] if said else None


@pytest.mark.parametrize("code", ["kadis", "sekdis", "tim1", "ren"])
def test_whoever_sees_all_units_may_choose(code: str) -> None:
    """Each paper of the quarter has a button; charts wait until there are figures."""
    town = Town()
    town.closed()
    found = verbs_of(asked(town, code))
    offered = [args[1] for verb, args in found if verb == verbs.PAPER]
    assert [kind for kind in offered if kind != PaperKind.DISPOSISI] == [kind.value for kind in WHOLE]


@pytest.mark.parametrize(("kind", "paper"), WHOLE.items())
def test_each_paper_is_made_and_named_for_filing(kind: PaperKind, paper: type) -> None:
    """It goes out with a caption that fits, and its data can be stored and read again."""
    town = Town()
    town.closed()
    sent = tapped(town, "ren", verbs.PAPER, 1, kind.value)
    assert sent is not None
    assert sent.paper is not None
    assert isinstance(sent.paper.paper, paper)
    assert sent.paper.file_name.endswith(f"-TW-III-2026.{kind.suffix}")
    assert "Triwulan III 2026" in sent.text
    assert len(sent.text) < 1024
    assert decode(paper, encode(sent.paper.paper)) == sent.paper.paper


def test_a_unit_gets_the_rekap_of_its_own_and_no_other() -> None:
    """Neither by the list nor by buttons that someone forged."""
    town = Town()
    town.closed()
    screen = asked(town, "kabid1")
    assert (laporan.UNIT_REKAP, ("1", str(APTIKA))) in verbs_of(screen)
    assert [args[1] for verb, args in verbs_of(screen) if verb == verbs.PAPER] == FOR_EVERYONE
    sent = tapped(town, "kabid1", laporan.UNIT_REKAP, 1, APTIKA)
    assert sent is not None
    assert sent.paper is not None
    assert [unit.code for unit in sent.paper.paper.record.units] == ["aptika"]
    assert sent.paper.file_name == "Rekap-Capaian-aptika-TW-III-2026.xlsx"
    assert tapped(town, "kabid1", laporan.UNIT_REKAP, 1, IKP) is None
    for kind in WHOLE:
        assert (tapped(town, "kabid1", verbs.PAPER, 1, kind.value) is not None) is (kind in FOR_EVERYONE)


def test_a_report_that_is_owed_comes_first() -> None:
    """/laporan opens the task of who owes one; /dokumen offers the papers all the same."""
    town = Town()
    town.reported()
    assert "Dokumen Triwulan" not in asked(town, "kadis", "/laporan").text
    assert "Dokumen Triwulan III 2026" in asked(town, "kadis", "/dokumen").text
    assert "Dokumen Triwulan III 2026" in asked(town, "ren", "/laporan").text


def test_the_evaluation_can_still_be_looked_at() -> None:
    """From the list of documents, by those who see all units."""
    town = Town()
    town.decided()
    assert (verbs.OPEN, ("1", "5", "0")) in verbs_of(asked(town, "ren", "/laporan"))


def test_before_anything_began_there_is_the_sop() -> None:
    """It says that there is nothing else; the SOP marks no steps, and nothing else is handed out by that button."""
    screen = asked(Town(), "staf1")
    assert "Belum ada monev" in screen.text
    assert [args for verb, args in verbs_of(screen) if verb == laporan.SOP] == [("sop",), ("sop-picture",)]
    sent = tapped(Town(), "staf1", laporan.SOP, "sop")
    assert sent is not None
    assert sent.paper is not None
    assert sent.paper.file_name == "SOP-Monev.pdf"
    assert sent.paper.paper.quarter is None
    with pytest.raises(routes.UnknownButtonError):
        tapped(Town(), "staf1", laporan.SOP, "rekap")


def test_a_kind_that_is_not_handed_out_here_is_no_button_of_ours() -> None:
    """A forged button makes no paper."""
    town = Town()
    town.closed()
    desk = town.sits("ren")
    with pytest.raises(routes.UnknownButtonError):
        routes.handle(desk, taps(desk, f"1:{verbs.PAPER}:1:archive"))


def test_the_report_has_the_head_and_the_signers_of_the_day() -> None:
    """The kop is the office's own; the Kepala Dinas approves."""
    town = Town()
    town.closed()
    report = papers.printed(town.sits("ren"), town.records.cycles[1], PaperKind.REPORT_PDF).paper
    assert report.sheet.letterhead.office == "Dinas Komunikasi dan Informatika"
    assert report.sheet.zone == "Asia/Jakarta"
    assert report.approved_by is not None
    assert isinstance(report.rules, Rules)


def test_the_lembar_disposisi_is_for_its_writer_and_those_it_names() -> None:
    """Whoever is not named has neither button nor paper."""
    town = Town()
    town.ordered()
    for code in ("kadis", "sekdis", "ren"):
        assert (verbs.PAPER, ("1", "disposisi")) in verbs_of(asked(town, code))
        sent = tapped(town, code, verbs.PAPER, 1, "disposisi")
        assert sent is not None
        assert sent.paper is not None
        assert sent.paper.file_name == "Lembar-Disposisi-TW-III-2026.pdf"
    assert (verbs.PAPER, ("1", "disposisi")) not in verbs_of(asked(town, "tim1"))
    assert tapped(town, "tim1", verbs.PAPER, 1, "disposisi") is None


def test_one_that_is_rahasia_never_goes_by_chat() -> None:
    """Not even to its writer."""
    town = Town()
    town.ordered(secrecy=Secrecy.RAHASIA)
    for code in ("kadis", "sekdis"):
        assert (verbs.PAPER, ("1", "disposisi")) not in verbs_of(asked(town, code))
        assert tapped(town, code, verbs.PAPER, 1, "disposisi") is None
