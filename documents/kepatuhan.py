"""Kepatuhan waktu SOP as a PDF, and its tables as they stand in the quarter's report."""

from __future__ import annotations

from collections.abc import Iterator

from documents import blocks as b
from documents import figure_words, time_words, words
from documents.assets import Assets
from documents.pdf import pdf
from workflow.papers.kepatuhan import KepatuhanPaper, StepRows, TimeAccount, TimeRow

TITLE = "KEPATUHAN WAKTU STANDAR OPERASIONAL PROSEDUR"
NOT_BEGUN = "belum dimulai"
REPORT = "Laporan kepada Kepala Dinas"
ONCE = "–"
_R, _C = b.Align.RIGHT, b.Align.CENTER
COLUMNS = (
    b.Column(4, _C),
    b.Column(24),
    b.Column(11, _C),
    b.Column(11, _C),
    b.Column(11, _C),
    b.Column(11, _C),
    b.Column(12, _C),
    b.Column(16),
)
HEADER = (
    "No",
    "Langkah dan unit kerja",
    "Waktu mutu baku",
    "Mulai",
    "Batas waktu",
    "Selesai",
    "Waktu dipakai",
    "Hasil",
)


def drawn(paper: KepatuhanPaper, assets: Assets) -> bytes:
    """Return the paper as a PDF, across."""
    title = f"Kepatuhan Waktu SOP {figure_words.named(paper.quarter)}"
    return pdf(paper.sheet, blocks(paper), assets, title=title)


def blocks(paper: KepatuhanPaper) -> Iterator[b.Block]:
    """Yield all that stands on the paper."""
    yield b.PageBreak(landscape=True)
    yield b.Title(TITLE, ("MONITORING DAN EVALUASI KINERJA", figure_words.named(paper.quarter).upper()))
    yield from account(paper.time, paper.sheet.zone)
    if paper.known_by is not None:
        yield b.Signatures((b.Signed(paper.known_by, "Mengetahui,"),))


def account(time: TimeAccount, zone: str) -> Iterator[b.Block]:
    """Yield the account: in sum, step by step and unit by unit, and at which desks the time went by."""
    yield b.KeyValues(_summary(time, zone))
    yield b.Table(COLUMNS, (HEADER,), tuple(row for step in time.steps for row in _step(step, zone)), size=8.5)
    yield b.Paragraph(
        "Waktu dipakai dihitung menurut hari dan jam kerja kantor; hari dimulainya langkah adalah hari ke-0. "
        "Langkah yang dikembalikan dihitung seluruh putarannya, masing-masing terhadap batas waktunya sendiri.",
        b.TextStyle.NOTE,
    )
    if time.desks:
        yield _desks(time)


def _summary(time: TimeAccount, zone: str) -> tuple[tuple[str, str], ...]:
    late = time.late
    rows = [
        ("Mulai", words.instant(time.started_at, zone)),
        ("Waktu menurut SOP", f"{time_words.total(time.total)}; batas {words.instant(time.limit_at, zone)}"),
    ]
    if time.closed_at is not None:
        rows.append(("Selesai", words.instant(time.closed_at, zone) + _beyond(time)))
    else:
        rows.append(("Keadaan pada", words.instant(time.as_of, zone)))
    begun = sum(len(step.rows) for step in time.steps)
    rows.append(("Terlambat", f"{len(late)} dari {begun} tugas" if late else f"tidak ada dari {begun} tugas"))
    return tuple(rows)


def _beyond(time: TimeAccount) -> str:
    closed = time.closed_at
    return ", melewati batas SOP" if closed is not None and closed > time.limit_at else ", dalam batas SOP"


def _step(step: StepRows, zone: str) -> Iterator[b.Row]:
    """Yield the step's row: its own figures where it is owed once, else a row for each unit beneath it."""
    number, name = f"{step.number}", step.activity
    single = len(step.rows) == 1 and not step.rows[0].unit and not step.rows[0].is_report
    if single:
        row = step.rows[0]
        yield (number, name, time_words.allotted(row.allotment), *_times(row, zone))
        return
    stood = NOT_BEGUN if not step.rows else _counted(step)
    yield (
        b.Cell(number, tone=b.Tone.MUTED, bold=True),
        b.Cell(name, tone=b.Tone.MUTED, bold=True, columns=6),
        *(b.COVERED,) * 5,
        b.Cell(stood, tone=b.Tone.MUTED),
    )
    for row in step.rows:
        label = REPORT if row.is_report else row.unit
        yield ("", label, time_words.allotted(row.allotment), *_times(row, zone))


def _counted(step: StepRows) -> str:
    late, begun = sum(row.is_late for row in step.rows), len(step.rows)
    parts = [f"{late} dari {begun} terlambat" if late else "tidak ada yang terlambat"]
    if step.to_come:
        parts.append(f"{step.to_come} unit {NOT_BEGUN}")
    return ", ".join(parts)


def _times(row: TimeRow, zone: str) -> tuple[b.Cell | str, ...]:
    more = time_words.remarks(row)
    said = time_words.verdict(row)
    return (
        time_words.instant(row.started_at, zone),
        time_words.instant(row.due_at, zone),
        time_words.instant(row.finished_at, zone),
        time_words.used(row),
        b.Cell(f"{said} ({more})" if more else said, tone=b.Tone.BAD if row.is_late else b.Tone.PLAIN),
    )


def _desks(time: TimeAccount) -> b.Table:
    whole = sum(each.minutes for each in time.desks)
    rows = tuple(
        (
            time_words.DESKS[each.desk],
            time_words.in_days(each.minutes, time.day_minutes),
            f"{round(100 * each.minutes / whole)}%" if whole else ONCE,
        )
        for each in time.desks
    )
    total = ("Jumlah", time_words.in_days(whole, time.day_minutes), "100%" if whole else ONCE)
    return b.Table(
        (b.Column(50), b.Column(25, _R), b.Column(15, _R)),
        (("Meja kerja", "Waktu (rata-rata per unit)", "Bagian"),),
        rows,
        total,
        caption="Ke mana waktu terpakai",
        size=8.5,
    )
