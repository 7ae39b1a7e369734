"""The workbook in which a unit writes its rencana tindak lanjut: yellow rows to fill in, one for each item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from types import MappingProxyType
from typing import Any

from documents import cells
from documents.assets import Assets
from documents.sheets import HEADING, INPUT, NOTE, PLAIN, Book, Leaf, Look
from documents.unit_workbook_cells import CellLook
from documents.workbook_columns import identity_line
from workflow.cycle import FollowUpItem
from workflow.fields import ACTION_LIMIT, PLAN_ITEMS_LIMIT, RESPONSIBLE_LIMIT
from workflow.papers.plan_workbook import PlanWorkbook

TABLE = "Rencana"
EDITION = "00000000"
"""Of plans there is one edition: nothing of the office's settings stands in them."""
ACTION, DONE_WHEN, RESPONSIBLE, DUE, RESOURCES = range(1, 6)
HEADINGS: Mapping[int, tuple[str, float]] = MappingProxyType(
    {
        0: ("No", 5),
        ACTION: ("Rencana aksi", 44),
        DONE_WHEN: ("Indikator selesai", 34),
        RESPONSIBLE: ("Penanggung jawab", 26),
        DUE: ("Batas waktu", 15),
        RESOURCES: ("Sumber daya", 28),
    }
)
"""What stands above each column, and how wide it is."""
HEAD_ROW = 4
_FILLED = CellLook(fill=INPUT, unlocked=True, shown="@")
_DAY = CellLook(fill=INPUT, unlocked=True, shown="[$-421]d mmmm yyyy", align="center")
_TO_FILL = replace(HEADING, fill="#FFE08A")
_MAY_STILL = {"format_columns": True, "format_rows": True}
_HOW = {
    ACTION: "Apa yang akan dilakukan. Wajib diisi.",
    DONE_WHEN: "Tanda bahwa rencana ini sudah selesai, misalnya dokumen atau angka yang dicapai.",
    RESPONSIBLE: "Jabatan atau nama yang bertanggung jawab. Wajib diisi.",
    DUE: "Tanggal selesai, misalnya 30/11/2026 atau 30 November 2026. Wajib diisi.",
    RESOURCES: "Anggaran, orang, atau alat yang diperlukan. Boleh kosong.",
}
_LIMITS = {ACTION: ACTION_LIMIT, DONE_WHEN: ACTION_LIMIT, RESPONSIBLE: RESPONSIBLE_LIMIT, RESOURCES: ACTION_LIMIT}


def drawn(paper: PlanWorkbook, _assets: Assets) -> bytes:
    """Return the workbook."""
    title = f"Rencana Tindak Lanjut Triwulan {paper.quarter.roman} Tahun {paper.quarter.year}"
    book = Book(f"{title}: {paper.unit_name}", paper.sheet)
    leaf = book.leaf(TABLE, [width for _, width in HEADINGS.values()])
    leaf.text(0, 0, f"{title}: {paper.unit_name}", replace(PLAIN, bold=True, size=13))
    leaf.text(1, 0, "Satu baris untuk satu rencana aksi. Simpan sebagai Excel (.xlsx), lalu kirim ke bot.", PLAIN)
    leaf.text(2, 0, identity_line(paper.unit_code, paper.quarter, EDITION), replace(NOTE, wrap=False))
    arahan = f"Arahan Kepala Dinas: {paper.direction}" if paper.direction else ""
    leaf.merged(3, 0, 3, RESOURCES, arahan, Look(border=False, size=10, italic=True))
    for column, (heading, _) in HEADINGS.items():
        leaf.text(HEAD_ROW, column, heading, _TO_FILL if column else HEADING)
    for number in range(1, PLAN_ITEMS_LIMIT + 1):
        item = paper.items[number - 1] if number <= len(paper.items) else None
        _row(book, leaf, number, item)
    leaf.worksheet.freeze_panes(HEAD_ROW + 1, 0)
    leaf.worksheet.protect("", _MAY_STILL)
    leaf.printed(heading_rows=(HEAD_ROW, HEAD_ROW))
    return book.close()


def _row(book: Book, leaf: Leaf, number: int, item: FollowUpItem | None) -> None:
    """Write a row to be filled in, with what is written already."""
    row, sheet = HEAD_ROW + number, leaf.worksheet
    sheet.write_number(row, 0, number, book.style(CellLook(align="center")))
    texts = {} if item is None else _texts(item)
    for column in _LIMITS:
        style, quoted = book.style(_FILLED), book.style(_FILLED, quoted=True)
        cells.write_text(sheet, row, column, texts.get(column, ""), style, quoted)
        sheet.data_validation(row, column, row, column, _rule(column))
    if item is None:
        sheet.write_blank(row, DUE, None, book.style(_DAY))
    else:
        sheet.write_datetime(row, DUE, datetime.combine(item.due_on, time()), book.style(_DAY))
    said = {"input_title": "Batas waktu", "input_message": _HOW[DUE]}
    sheet.data_validation(row, DUE, row, DUE, {"validate": "any", **said})


def _texts(item: FollowUpItem) -> dict[int, str]:
    return {
        ACTION: item.action,
        DONE_WHEN: item.done_when,
        RESPONSIBLE: item.responsible,
        RESOURCES: item.resources,
    }


def _rule(column: int) -> dict[str, Any]:
    heading = HEADINGS[column][0]
    said = {"input_title": heading, "input_message": _HOW[column]}
    wrong = {"error_title": "Mohon diringkas", "error_message": f"Paling banyak {_LIMITS[column]} huruf."}
    return {"validate": "length", "criteria": "<=", "value": _LIMITS[column], **said, **wrong}
