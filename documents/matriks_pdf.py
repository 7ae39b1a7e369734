"""Matriks rencana tindak lanjut as a PDF: the quarter's plans, and what earlier quarters have left open."""

from __future__ import annotations

from collections.abc import Iterator

from documents import blocks as b
from documents import figure_words, matriks_table
from documents.assets import Assets
from documents.pdf import pdf
from workflow.papers.matriks import MatriksPaper

TITLE = "MATRIKS RENCANA TINDAK LANJUT"
SUBTITLE = "HASIL MONITORING DAN EVALUASI KINERJA"
NONE_YET = "Belum ada rencana tindak lanjut untuk triwulan ini."


def drawn(paper: MatriksPaper, assets: Assets) -> bytes:
    """Return the paper as a PDF, across."""
    title = f"Matriks Rencana Tindak Lanjut {figure_words.named(paper.quarter)}"
    return pdf(paper.sheet, blocks(paper), assets, title=title)


def blocks(paper: MatriksPaper) -> Iterator[b.Block]:
    """Yield all that stands on the paper."""
    zone = paper.sheet.zone
    yield b.PageBreak(landscape=True)
    yield b.Title(TITLE, (SUBTITLE, figure_words.named(paper.quarter).upper()))
    if paper.rows:
        yield matriks_table.follow_ups(paper.rows, zone)
        yield b.Paragraph(f"Jumlah: {matriks_table.counted(paper.rows)}", b.TextStyle.SMALL)
    else:
        yield b.Paragraph(NONE_YET)
    if paper.missing:
        yield b.Paragraph(f"Belum mengirim rencana tindak lanjut: {'; '.join(paper.missing)}.", b.TextStyle.SMALL)
    if paper.carried:
        caption = "Tindak lanjut triwulan sebelumnya yang masih terbuka"
        yield matriks_table.follow_ups(paper.carried, zone, caption, with_quarter=True)
        yield b.Paragraph(f"Jumlah: {matriks_table.counted(paper.carried)}", b.TextStyle.SMALL)
    signed = ((paper.known_by, "Mengetahui,"), (paper.drawn_up_by, "Disusun oleh,"))
    found = tuple(b.Signed(each, lead) for each, lead in signed if each is not None)
    if found:
        yield b.Signatures(found)
