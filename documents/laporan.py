"""Laporan Monev Triwulan: what stands in it, in blocks, and the same blocks as PDF and as Word.

Sections of what does not exist yet are left out; the others are numbered through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from documents import blocks as b
from documents import figure_words, kepatuhan, laporan_akhir, laporan_evaluasi
from documents import laporan_anggaran as anggaran
from documents import laporan_capaian as capaian
from documents import laporan_opening as opening
from documents.assets import Assets
from documents.pdf import pdf
from workflow.evaluation import OfficeEvaluation, evaluate_office
from workflow.papers.charts import CapaianChart, capaian_chart
from workflow.papers.laporan import LaporanPaper

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
NO_UNITS = "Belum ada unit kerja dengan indikator pada triwulan ini."


@dataclass(frozen=True)
class Section:
    """A chapter: its name, what stands in it, and whether its tables need the page across."""

    name: str
    blocks: Callable[[], Iterable[b.Block]]
    landscape: bool = False


def drawn_pdf(paper: LaporanPaper, assets: Assets) -> bytes:
    """Return the report as a PDF."""
    return pdf(paper.sheet, blocks(paper), assets, title=title(paper))


def drawn_word(paper: LaporanPaper, assets: Assets) -> bytes:
    """Return the report as a Word document, to be worked on further."""
    from documents.word import word

    return word(paper.sheet, blocks(paper), assets, title=title(paper))


def title(paper: LaporanPaper) -> str:
    """Return what the file calls itself."""
    return f"Laporan Monitoring dan Evaluasi Kinerja {figure_words.named(paper.quarter)}"


def blocks(paper: LaporanPaper) -> Iterator[b.Block]:
    """Yield all that stands in the report; each turn of the page begins a chapter."""
    found = evaluate_office(paper.record, paper.rules)
    yield opening.head(paper)
    yield from opening.glance(found)
    is_across = False
    for number, section in zip(ROMAN, _sections(paper, found), strict=False):
        if section.landscape is not is_across:
            is_across = section.landscape
            yield b.PageBreak(landscape=is_across)
        yield b.Heading(f"{number}. {section.name}")
        yield from section.blocks()
    if laporan_akhir.has_evidence(paper):
        yield b.PageBreak()
        yield b.Heading("LAMPIRAN: DAFTAR BUKTI DUKUNG")
        yield from laporan_akhir.evidence(paper)


def _sections(paper: LaporanPaper, found: OfficeEvaluation) -> Iterator[Section]:
    yield Section("PENDAHULUAN", lambda: opening.introduction(paper))
    if found.units:
        yield from _of_figures(paper, found)
    else:
        yield Section("CAPAIAN KINERJA", lambda: (b.Paragraph(NO_UNITS),))
    time = paper.time
    if time is not None:
        yield Section("KEPATUHAN WAKTU SOP", lambda: kepatuhan.account(time, paper.sheet.zone))
    if paper.directions:
        yield Section("ARAHAN KEPALA DINAS", lambda: laporan_akhir.directions(paper))
    if paper.follow_ups or paper.carried:
        yield Section("RENCANA TINDAK LANJUT", lambda: laporan_akhir.follow_ups(paper), landscape=True)
    yield Section("PENUTUP", lambda: laporan_akhir.closing(paper))


def _of_figures(paper: LaporanPaper, found: OfficeEvaluation) -> Iterator[Section]:
    chart = capaian_chart(found, paper.sheet.letterhead.office, paper.rules)
    yield Section("CAPAIAN KINERJA", lambda: _capaian(paper, found, chart))
    yield Section("REALISASI ANGGARAN", lambda: anggaran.budget(paper, found, chart))
    yield Section(
        "FAKTOR PENDORONG, FAKTOR PENGHAMBAT, DAN RENCANA PERBAIKAN", lambda: laporan_evaluasi.factors(paper, found)
    )
    yield Section("CATATAN EVALUASI", lambda: laporan_evaluasi.evaluation(paper, found))


def _capaian(paper: LaporanPaper, found: OfficeEvaluation, chart: CapaianChart) -> Iterator[b.Block]:
    """Yield the chapter: upright as far as its tables allow, across for the indicators."""
    yield from capaian.overview(paper, found, chart)
    yield b.PageBreak(landscape=True)
    yield from capaian.units(paper, found)
    yield b.PageBreak()
