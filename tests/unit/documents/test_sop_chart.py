"""The SOP's form: all its words, the flowchart whole on one page, a cycle's steps marked, and the same as a picture."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from sample_sheet import HOSTILE, KADIS, read, said, sheet

from documents import spec
from documents.assets import Assets
from documents.sop_chart import drawn, drawn_picture
from documents.sop_flow import FILLS
from storage.codec import decode, encode
from workflow.papers.kinds import PaperKind
from workflow.papers.sop_chart import ChartStep, SopChart, sop_chart
from workflow.procedure_file import load_default_procedure
from workflow.quarter import Quarter
from workflow.tasks import ProgressState

NOTHING = Assets(Path())
PROCEDURE = load_default_procedure()
STATES = (ProgressState.DONE,) * 3 + (ProgressState.RUNNING,) * 2 + (ProgressState.WAITING,) * 2


def alone() -> SopChart:
    """Return the SOP on its own."""
    return sop_chart(sheet(), PROCEDURE, KADIS)


def under_way() -> SopChart:
    """Return it with three steps done and two under way."""
    steps = tuple(
        replace(step, state=state, done=1, total=4) for step, state in zip(alone().steps, STATES, strict=True)
    )
    return replace(alone(), steps=steps, quarter=Quarter(2026, 3), as_of=datetime(2026, 10, 7, 2, 10, tzinfo=UTC))


def long(text: str) -> SopChart:
    """Return the SOP with that text in every cell."""
    paper = under_way()
    steps = tuple(replace(step, activity=text, requirement=text, output=text) for step in paper.steps)
    head = replace(paper.head, name=text, warning=text, legal_basis=(text,) * 3, number=text, unit=text)
    return replace(paper, head=head, steps=steps, columns=(text,) * 5)


def test_the_head_has_all_that_the_form_asks_for() -> None:
    """In the form's own words, on the first page."""
    words = " ".join(read(drawn(alone(), NOTHING)).pages[0].extract_text().split())
    for part in (
        "STANDAR OPERASIONAL PROSEDUR",
        "DINAS KOMUNIKASI DAN INFORMATIKA",
        "Nomor SOP 830/ /IV.16-WK/2021",
        "Tanggal pembuatan Maret 2021",
        "Tanggal revisi –",
        "Disahkan oleh",
        "Drs. Ahmad Fauzi, M.Si.",
        "Nama SOP Mekanisme Monitoring dan Evaluasi Kinerja",
        "Dasar hukum Kualifikasi pelaksana",
        "1. Perpres 29/2014 (SAKIP)",
        "Keterkaitan Peralatan/perlengkapan",
        "2. ATK",
        "Peringatan Pencatatan dan pendataan",
        "Disimpan sebagai data elektronik dan manual",
    ):
        assert part in words


def test_the_flowchart_has_every_step_on_one_page() -> None:
    """Kegiatan, who acts, mutu baku, the sum of all times, the words of start, end and branches."""
    made = read(drawn(alone(), NOTHING))
    words = " ".join(made.pages[1].extract_text().split())
    assert len(made.pages) == 2
    assert made.pages[1].mediabox.width > made.pages[1].mediabox.height
    for step in PROCEDURE.steps:
        for text in (step.activity, step.requirement, step.output, f"{step.allotment.amount} {step.allotment.unit}"):
            assert text in words
    for part in ("MULAI", "SELESAI", "14 hari, 2 jam, 15 menit", "Dapat dikembalikan ke langkah 5", "Mutu baku"):
        assert part in words
    assert words.count("Tidak") == 5  # four checks and the legend
    assert "sedang berjalan" not in words


def test_a_cycles_steps_are_marked_in_words_too() -> None:
    """On paper without colours it is still read which are done and which are under way."""
    words = " ".join(read(drawn(under_way(), NOTHING)).pages[1].extract_text().split())
    assert "Triwulan III Tahun 2026, keadaan 7 Oktober 2026 pukul 09.10 WIB" in words
    assert words.count("✓ Selesai") == 3
    assert words.count("Berjalan, 1 dari 4 unit selesai") == 2
    assert "✓ selesai sedang berjalan belum dimulai" in words


@pytest.mark.parametrize("text", ["kata " * 30, "k" * 200, f"{HOSTILE} 😀", "kata " * 200, "baris\n" * 60])
def test_long_and_hostile_texts_leave_the_flowchart_on_one_page(text: str) -> None:
    """The type becomes smaller, then the whole; nothing becomes markup, nothing fails."""
    made = read(drawn(long(text), NOTHING))
    assert "MULAI" in made.pages[-1].extract_text()
    assert sum("MULAI" in page.extract_text() for page in made.pages) == 1
    if "<b>" in text:
        assert "".join(HOSTILE.split()) in "".join(said(drawn(long(text), NOTHING)).split())
    assert drawn_picture(long(text), NOTHING).startswith(b"\x89PNG")


def test_the_picture_shows_the_steps_under_way_in_their_colour() -> None:
    """It fits what Telegram takes of a picture, and holds both colours; on its own the SOP holds neither."""
    shown = Image.open(io.BytesIO(drawn_picture(under_way(), NOTHING)))
    plain = Image.open(io.BytesIO(drawn_picture(alone(), NOTHING)))
    assert shown.width + shown.height < 10_000
    assert max(shown.size) / min(shown.size) < 20
    for state in (ProgressState.DONE, ProgressState.RUNNING):
        color = tuple(round(part * 255) for part in FILLS[state].rgb())
        assert color in {found for _, found in shown.getcolors(1 << 24)}
        assert color not in {found for _, found in plain.getcolors(1 << 24)}


def test_the_same_paper_is_the_same_file_after_it_was_stored() -> None:
    """Byte for byte, as a PDF and as a picture, by the table of all kinds."""
    paper = under_way()
    assert decode(SopChart, encode(paper)) == paper
    for kind, draws in ((PaperKind.SOP, drawn), (PaperKind.SOP_PICTURE, drawn_picture)):
        described = f'{{"kind":"{kind}","data":{encode(paper)}}}'
        assert spec.read(described).draw(NOTHING) == draws(paper, NOTHING)


def test_an_sop_of_another_shape_is_drawn_too() -> None:
    """Two checks in one column, a way back over several steps, a single column."""
    steps = alone().steps
    assert drawn(replace(alone(), columns=("Satu",), steps=tuple(_moved(step, 0) for step in steps)), NOTHING)
    back = tuple(replace(step, returns_to=2 if step.number in (5, 6) else None) for step in steps)
    assert drawn(replace(alone(), steps=back), NOTHING)


def _moved(step: ChartStep, column: int) -> ChartStep:
    return replace(step, column=column)
