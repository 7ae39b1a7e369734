"""What units and evaluators say in the quarter's report: factors, plans for mending, findings, remarks, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents import blocks as b
from documents import figure_words as said
from documents import signature_words, words
from workflow.evaluation import IndicatorEvaluation, OfficeEvaluation, UnitEvaluation
from workflow.papers.laporan import Decision, DecisionKind, LaporanPaper

_C = b.Align.CENTER
FACTOR_COLUMNS = (b.Column(4, _C), b.Column(24), b.Column(24), b.Column(24), b.Column(24))
FACTOR_HEADER = ("No", "Indikator", "Faktor pendorong", "Faktor penghambat", "Rencana perbaikan")
FINDING_COLUMNS = (b.Column(5, _C), b.Column(40), b.Column(55))
NO_FACTORS = "Tidak ada faktor pendorong, faktor penghambat, maupun rencana perbaikan yang ditulis unit kerja."
NO_FINDINGS = "Tidak ada hal yang perlu perhatian menurut aturan pemeriksaan."
DECISIONS = {
    DecisionKind.EXCLUDED: "Evaluasi dilanjutkan tanpa data",
    DecisionKind.REOPENED: "Data yang telah diterima dibuka kembali",
}


def factors(paper: LaporanPaper, found: OfficeEvaluation) -> Iterator[b.Block]:
    """Yield what units wrote on their indicators; those on which nothing was written are left out and counted."""
    rows = tuple(row for unit in found.units for row in _factor_rows(unit, paper.quarter.number))
    if not rows:
        yield b.Paragraph(NO_FACTORS)
        return
    yield b.Table(FACTOR_COLUMNS, (FACTOR_HEADER,), rows, size=8.5)
    every = [each for unit in found.units for each in unit.indicators]
    silent = sum(not any(_written(each, paper.quarter.number)) for each in every)
    if silent:
        yield b.Paragraph(f"Pada {silent} dari {len(every)} indikator tidak ada yang ditulis.", b.TextStyle.NOTE)


def _factor_rows(unit: UnitEvaluation, quarter: int) -> Iterator[b.Row]:
    written = [(n, each, _written(each, quarter)) for n, each in enumerate(unit.indicators, start=1)]
    written = [entry for entry in written if any(entry[2])]
    if written:
        yield _head(unit.unit.name, len(FACTOR_COLUMNS))
    for number, each, texts in written:
        yield (str(number), each.record.indicator.name, *texts)


def _written(each: IndicatorEvaluation, quarter: int) -> tuple[str, str, str]:
    reported = each.record.figures.get(quarter)
    if reported is None:
        return ("", "", "")
    return (
        reported.faktor_pendorong.strip(),
        reported.faktor_penghambat.strip(),
        reported.rencana_perbaikan.strip(),
    )


def evaluation(paper: LaporanPaper, found: OfficeEvaluation) -> Iterator[b.Block]:
    """Yield what the Subbag wrote, findings by rule, remarks, decisions on data, and data that nobody else checked."""
    if paper.summary.strip():
        yield b.Paragraph(paper.summary.strip())
    parts = (
        ("Hal yang perlu perhatian", _findings(found)),
        ("Catatan penilai", _remarks(found)),
        ("Hasil koordinasi Tim dengan unit kerja", _agreed(paper)),
        ("Keputusan atas data", tuple(_decision(each, paper) for each in paper.decisions)),
        ("Data yang disetujui pengisinya sendiri", _self_approved(found)),
    )
    shown = [(name, content) for name, content in parts if content]
    for letter, (name, content) in zip("ABCDE", shown, strict=False):
        yield b.Heading(f"{letter}. {name}", 2)
        yield from _shown(content)


def _shown(content: b.Table | Sequence[str]) -> Iterator[b.Block]:
    if isinstance(content, b.Table):
        yield content
    else:
        yield b.Bullets(tuple(content))


def _findings(found: OfficeEvaluation) -> b.Table | tuple[str, ...]:
    rows = tuple(row for unit in found.units for row in _finding_rows(unit))
    if not rows:
        return (NO_FINDINGS,)
    return b.Table(FINDING_COLUMNS, (("No", "Indikator", "Temuan"),), rows, size=8.5)


def _finding_rows(unit: UnitEvaluation) -> Iterator[b.Row]:
    flagged = [(number, each) for number, each in enumerate(unit.indicators, start=1) if each.flags]
    if flagged:
        yield _head(unit.unit.name, len(FINDING_COLUMNS))
    for number, each in flagged:
        known = each.record.indicator
        yield (str(number), known.name, "\n".join(said.flag(flag, known) for flag in each.flags))


def _remarks(found: OfficeEvaluation) -> tuple[str, ...]:
    return tuple(f"{unit.unit.name}: {text}" for unit in found.units for text in unit.unit.remarks)


def _agreed(paper: LaporanPaper) -> tuple[str, ...]:
    return tuple(f"{each.unit}: {each.text}" for each in paper.agreed if each.text.strip())


def _decision(each: Decision, paper: LaporanPaper) -> str:
    by = each.decided_by
    when = "" if by.signed_at is None else f", {words.instant(by.signed_at, paper.sheet.zone)}"
    who = f"{signature_words.capacity(by)} ({by.name}){when}"
    return f"{DECISIONS[each.kind]}: {each.unit}. Alasan: {each.reason}. Diputuskan oleh {who}."


def _self_approved(found: OfficeEvaluation) -> tuple[str, ...]:
    return tuple(unit.unit.name for unit in found.units if unit.unit.self_approved)


def _head(name: str, columns: int) -> b.Row:
    return (
        b.Cell(name, columns=columns, align=b.Align.LEFT, bold=True, tone=b.Tone.MUTED),
        *(b.COVERED,) * (columns - 1),
    )
