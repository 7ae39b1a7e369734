"""Matriks tindak lanjut as a workbook: a row for each item, its status to be chosen from a list, counts that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from documents import words
from documents.assets import Assets
from documents.rekap_table import cell
from documents.sheet_signatures import Block, signed
from documents.sheets import (
    BAND,
    CENTER,
    DATE,
    HEADING,
    INPUT,
    NOTE,
    NUMBERING,
    TEXT,
    TITLE,
    Book,
    Leaf,
    Look,
    number,
)
from workflow.cycle import FollowUpStatus
from workflow.papers.matriks import MatriksPaper, MatriksRow
from workflow.papers.sheet import Signature

WIDTHS = (4, 18, 26, 28, 22, 18, 15, 16, 14, 26, 22, 22)
NAMES = (
    *("No", "Unit kerja", "Arahan", "Rencana aksi", "Indikator selesai", "Penanggung jawab", "Batas waktu"),
    *("Sumber daya", "Status", "Uraian pelaksanaan", "Bukti dukung", "Diverifikasi oleh, tanggal"),
)
LAST, STATUS = len(NAMES) - 1, 8
STATUSES: Mapping[FollowUpStatus, str] = MappingProxyType(
    {
        FollowUpStatus.BELUM: "belum",
        FollowUpStatus.PROSES: "proses",
        FollowUpStatus.SELESAI: "selesai",
        FollowUpStatus.TIDAK_DAPAT: "tidak dapat ditindaklanjuti",
    }
)
NO_ARAHAN = "(disampaikan lisan atau melalui berkas)"
_LATE = Look(align="center", bold=True, color="#B3141D")
_INPUT = replace(CENTER, fill=INPUT)


def drawn(paper: MatriksPaper, assets: Assets) -> bytes:
    """Return the workbook."""
    quarter = paper.quarter
    title = f"Matriks Rencana Tindak Lanjut Triwulan {quarter.roman} Tahun {quarter.year}"
    book = Book(title, paper.sheet, assets.blob(paper.sheet.letterhead.logo))
    _sheet(book.leaf("Tindak lanjut", WIDTHS), paper, paper.rows, title, is_last=not paper.carried)
    if paper.carried:
        before = f"Tindak lanjut yang masih terbuka dari triwulan sebelum Triwulan {quarter.roman} Tahun {quarter.year}"
        _sheet(book.leaf("Masih terbuka", WIDTHS), paper, paper.carried, before, is_last=True)
    return book.close()


def _sheet(leaf: Leaf, paper: MatriksPaper, rows: Sequence[MatriksRow], title: str, *, is_last: bool) -> None:
    top = leaf.kop(LAST)
    leaf.merged(top, 0, top, LAST, title.upper(), TITLE)
    first = top + 4
    for column, name in enumerate(NAMES):
        leaf.text(first - 2, column, name, HEADING)
        leaf.number(first - 1, column, column + 1, replace(NUMBERING, places=0))
    for place, row in enumerate(rows):
        _row(leaf, first + place, place + 1, row, paper)
    end = first + max(len(rows), 1)
    if rows:
        leaf.worksheet.autofilter(first - 1, 0, end - 1, LAST)
        choices = {"validate": "list", "source": list(STATUSES.values()), "error_title": "Status"}
        said = {"error_message": "Pilih salah satu status dari daftar."}
        leaf.worksheet.data_validation(first, STATUS, end - 1, STATUS, choices | said)
    else:
        leaf.merged(first, 0, first, LAST, "Belum ada rencana tindak lanjut.", CENTER)
    after = _counts(leaf, rows, first, end) if rows else end + 1
    if paper.missing and rows is paper.rows:
        leaf.merged(after, 0, after, LAST, f"Belum mengirim rencana: {', '.join(paper.missing)}.", NOTE)
        after += 1
    if is_last:
        _signatures(leaf, paper, after + 1)
    leaf.worksheet.freeze_panes(first, 2)
    leaf.printed(heading_rows=(first - 2, first - 1))


def _row(leaf: Leaf, at: int, place: int, row: MatriksRow, paper: MatriksPaper) -> None:
    unit = row.unit if row.quarter == paper.quarter else f"{row.unit}\nTW {row.quarter.roman} {row.quarter.year}"
    texts = (unit, row.arahan or NO_ARAHAN, row.action, row.done_when, row.responsible)
    leaf.number(at, 0, place, replace(CENTER, places=0))
    for column, text in enumerate(texts, 1):
        leaf.text(at, column, text)
    leaf.date(at, 6, row.due_on, replace(DATE, color=_LATE.color, bold=True) if row.days_overdue else DATE)
    leaf.text(at, 7, row.resources)
    leaf.text(at, STATUS, STATUSES[row.status], _INPUT)
    proof = "\n".join(f"{file.name} ({file.fingerprint})" for file in row.evidence)
    for column, text in enumerate((_said(row), proof, _verified(row, paper)), STATUS + 1):
        leaf.text(at, column, text, TEXT)


def _said(row: MatriksRow) -> str:
    late = f"Terlambat {row.days_overdue} hari." if row.days_overdue else ""
    back = f"Dikembalikan: {row.returned_reason}" if row.returned_reason else ""
    return "\n".join(part for part in (row.note, back, late) if part)


def _verified(row: MatriksRow, paper: MatriksPaper) -> str:
    if row.verified_by is None:
        return "menunggu verifikasi" if row.awaits_verification else ""
    at = row.verified_by.signed_at
    day = "" if at is None else words.instant(at, paper.sheet.zone)
    own = "diverifikasi oleh pelapornya sendiri" if row.self_verified else ""
    return "\n".join(part for part in (row.verified_by.name, row.verified_by.title, day, own) if part)


def _counts(leaf: Leaf, rows: Sequence[MatriksRow], first: int, end: int) -> int:
    """Write how many items have each status; they follow when one is changed. Returns the row after them."""
    cells = f"{cell(first, STATUS, fixed=True)}:{cell(end - 1, STATUS, fixed=True)}"
    at = end + 1
    leaf.text(at, 1, "Rekap status", HEADING)
    leaf.text(at, 2, "Jumlah", HEADING)
    for place, (status, name) in enumerate(STATUSES.items(), 1):
        leaf.text(at + place, 1, name)
        count = sum(row.status is status for row in rows)
        leaf.formula(at + place, 2, f"COUNTIF({cells},{cell(at + place, 1)})", count, number(0, align="center"))
    total = at + len(STATUSES) + 1
    leaf.text(total, 1, "Seluruhnya", Look(bold=True, fill=BAND))
    every = f"SUM({cell(at + 1, 2)}:{cell(total - 1, 2)})"
    leaf.formula(total, 2, every, len(rows), number(0, bold=True, fill=BAND, align="center"))
    return total + 2


def _signatures(leaf: Leaf, paper: MatriksPaper, row: int) -> None:
    places: tuple[tuple[Signature | None, int, int, str, bool], ...] = (
        (paper.known_by, 1, 3, "Mengetahui", False),
        (paper.drawn_up_by, 9, 11, "Disusun", True),
    )
    blocks = [
        Block(first, last, each, above, is_dated=is_dated)
        for each, first, last, above, is_dated in places
        if each is not None
    ]
    signed(leaf, row, paper.sheet, blocks)
