"""The end of the quarter's report: arahan, follow-ups, closing words with signatures, and the list of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from documents import blocks as b
from documents import figure_words as said
from documents import matriks_table, signature_words, words
from workflow.papers.laporan import LaporanPaper, UnitDirected
from workflow.papers.records import Evidence, UnitRecord
from workflow.printed_numbers import write_number

_R, _C = b.Align.RIGHT, b.Align.CENTER
EVIDENCE_COLUMNS = (b.Column(5, _C), b.Column(34), b.Column(35), b.Column(11, _R), b.Column(15, _C))
EVIDENCE_HEADER = ("No", "Indikator", "Berkas", "Ukuran", "SHA-256 (8 huruf pertama)")
WHOLE_UNIT = "(data unit kerja)"
KILOBYTE = 1024


def directions(paper: LaporanPaper) -> Iterator[b.Block]:
    """Yield what the Kepala Dinas directed each unit to do."""
    rows = tuple(_directed(number, each, paper) for number, each in enumerate(paper.directions, start=1))
    columns = (b.Column(5, _C), b.Column(27), b.Column(48), b.Column(20))
    yield b.Table(columns, (("No", "Unit kerja", "Arahan", "Oleh, tanggal"),), rows)


def _directed(number: int, each: UnitDirected, paper: LaporanPaper) -> b.Row:
    files = "\n".join(f"Lampiran: {file.name} ({file.fingerprint})" for file in each.files)
    text = "\n".join(part for part in (each.text or matriks_table.SPOKEN, files) if part)
    by = each.given_by
    when = "" if by.signed_at is None else f"\n{words.instant(by.signed_at, paper.sheet.zone)}"
    return (str(number), each.unit, text, f"{signature_words.capacity(by)}{when}")


def follow_ups(paper: LaporanPaper) -> Iterator[b.Block]:
    """Yield the quarter's plans, and what earlier quarters have left open."""
    zone = paper.sheet.zone
    if paper.follow_ups:
        yield matriks_table.follow_ups(paper.follow_ups, zone)
        yield b.Paragraph(f"Jumlah: {matriks_table.counted(paper.follow_ups)}", b.TextStyle.SMALL)
    if paper.without_plan:
        yield b.Paragraph(f"Belum mengirim rencana: {'; '.join(paper.without_plan)}.", b.TextStyle.SMALL)
    if paper.carried:
        caption = "Tindak lanjut triwulan sebelumnya yang masih terbuka"
        yield matriks_table.follow_ups(paper.carried, zone, caption, with_quarter=True)
        yield b.Paragraph(f"Jumlah: {matriks_table.counted(paper.carried)}", b.TextStyle.SMALL)


def closing(paper: LaporanPaper) -> Iterator[b.Block]:
    """Yield the closing words and the blocks for signature."""
    to_come = (
        ""
        if paper.directions
        else " Arahan Kepala Dinas dan rencana tindak lanjut unit kerja belum ada saat laporan ini disusun."
    )
    yield b.Paragraph(
        f"Demikian laporan monitoring dan evaluasi kinerja {said.named(paper.quarter)} ini disusun sebagai bahan "
        f"pengambilan keputusan dan perbaikan kinerja.{to_come}",
        b.TextStyle.INDENTED,
    )
    below = ((paper.known_by, "Mengetahui,"), (paper.drawn_up_by, "Disusun oleh,"))
    yield b.Signatures(tuple(b.Signed(each, lead) for each, lead in below if each is not None))
    if paper.approved_by is not None:
        yield b.Signatures((b.Signed(paper.approved_by, "Menyetujui,"),), dated=False)


def has_evidence(paper: LaporanPaper) -> bool:
    """Tell whether any unit sent a file."""
    return any(_files(unit) for unit in paper.record.units)


def evidence(paper: LaporanPaper) -> Iterator[b.Block]:
    """Yield the list of evidence: which file proves what, its size, and how it is known again."""
    number = 0
    rows: list[b.Row] = []
    for unit in paper.record.units:
        found = _files(unit)
        if found:
            head = b.Cell(unit.name, columns=5, align=b.Align.LEFT, bold=True, tone=b.Tone.MUTED)
            rows.append((head, *(b.COVERED,) * 4))
        for name, file in found:
            number += 1
            rows.append((str(number), name, file.name, size(file.size), file.fingerprint))
    yield b.Table(EVIDENCE_COLUMNS, (EVIDENCE_HEADER,), tuple(rows), size=8.5)
    without = _without(paper.record.units, paper.quarter.number)
    if without:
        yield b.Paragraph(f"{without} indikator yang melaporkan realisasi belum mempunyai bukti.", b.TextStyle.NOTE)


def _files(unit: UnitRecord) -> list[tuple[str, Evidence]]:
    proving = [(each.indicator.name, file) for each in unit.records for file in each.evidence]
    return [*((WHOLE_UNIT, file) for file in unit.files), *proving]


def _without(units: Sequence[UnitRecord], quarter: int) -> int:
    counted = 0
    for unit in units:
        for each in unit.records:
            reported = each.figures.get(quarter)
            counted += reported is not None and reported.realisasi is not None and not each.evidence
    return counted


def size(amount: int) -> str:
    """Return a file's size: `18 KB`, `1,5 MB`, below a kilobyte in bytes."""
    if amount < KILOBYTE:
        return f"{amount} B"
    kilobytes = Decimal(amount) / KILOBYTE
    if kilobytes < KILOBYTE:
        return f"{write_number(kilobytes, 0)} KB"
    return f"{write_number(kilobytes / KILOBYTE, 1)} MB"
