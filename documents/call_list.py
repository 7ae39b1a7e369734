"""The list to telephone by, as a PDF: one line a recipient, with room for what came of the call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from documents import blocks as b
from documents import figure_words, words
from documents.assets import Assets
from documents.pdf import pdf
from workflow.cycle import COLLECT, DECIDE, DIRECT, ORDER
from workflow.papers.call_list import CallListPaper, CallRow

TITLE = "DAFTAR TELEPON"
SUBTITLE = "SURAT YANG BELUM DIBACA DI BOT"
ORDERS: Mapping[int, str] = {
    ORDER: "Disposisi",
    DIRECT: "Arahan kepada Tim",
    COLLECT: "Perintah mengumpulkan data",
    DECIDE: "Arahan Kepala Dinas",
}
NO_NUMBER = "belum ada nomor"
COLUMNS = (
    b.Column(0.5, b.Align.RIGHT),
    b.Column(3),
    b.Column(2.4),
    b.Column(1.8),
    b.Column(2.8),
    b.Column(1.8),
    b.Column(2.7),
)
HEADER = ("No", "Jabatan", "Nama", "Telepon", "Surat", "Dikirim", "Ditelepon (hari, jam, jawaban, paraf)")


def drawn(paper: CallListPaper, assets: Assets) -> bytes:
    """Return the paper as a PDF, across."""
    return pdf(paper.sheet, blocks(paper), assets, title=f"Daftar Telepon {figure_words.named(paper.quarter)}")


def blocks(paper: CallListPaper) -> Iterator[b.Block]:
    """Yield all that stands on the paper."""
    yield b.PageBreak(landscape=True)
    yield b.Title(TITLE, (SUBTITLE, figure_words.named(paper.quarter).upper()))
    rows = tuple(_row(number, row, paper.sheet.zone) for number, row in enumerate(paper.rows, start=1))
    yield b.Table(COLUMNS, (HEADER,), rows)
    yield b.Paragraph("Yang disampaikan cukup: ada surat di bot, mohon dibuka. Isi surat tidak dibacakan.")


def _row(number: int, row: CallRow, zone: str) -> tuple[str, ...]:
    order = " ".join(part for part in (ORDERS[row.step], row.number, row.unit) if part)
    sent = words.instant(row.sent_at, zone)
    return (str(number), row.title, row.name or "(kosong)", row.phone or NO_NUMBER, order, sent, "\n\n")
