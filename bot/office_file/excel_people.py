"""The sheet Pegawai: a person stands in one row, or in several when the terms of what they hold differ."""

from __future__ import annotations

import re

from bot.office_file.findings import Findings
from bot.office_file.letters import shown
from bot.office_file.rows import HOLDING_COLUMNS, PERSON_COLUMNS, Cell, Row, Section, is_blank


def people_rows(section: Section, findings: Findings) -> tuple[Section, tuple[tuple[Row, ...], ...]]:
    """Return one row per person, with for each the rows of what they hold, one post each."""
    groups: dict[str, list[Row]] = {}
    for row in section.rows:
        code = str(row.cell("kode").value or "").strip() or row.where  # a missing code is a fault of its own row
        groups.setdefault(code, []).append(row)
    people = tuple(_merged(rows, findings) for rows in groups.values())
    terms = tuple(tuple(term for row in rows for term in _terms(row)) for rows in groups.values())
    return Section(section.where, people, section.readable), terms


def _merged(rows: list[Row], findings: Findings) -> Row:
    """Return the person of several rows: what a later row leaves blank the first one says."""
    cells = dict(rows[0].cells)
    for row in rows[1:]:
        for column in PERSON_COLUMNS:
            cell, first = row.cell(column), cells.get(column, row.cell(column))
            if is_blank(first.value):
                cells[column] = cell
            elif not is_blank(cell.value) and str(cell.value).strip() != str(first.value).strip():
                problem = (
                    f'{column} "{shown(cell.value)}" berbeda dari "{shown(first.value)}" di {first.where} untuk kode '
                    "yang sama; samakan, atau beri kode lain jika orangnya berbeda."
                )
                findings.fault(cell.where, problem)
    return Row(rows[0].where, cells)


def _terms(row: Row) -> list[Row]:
    if all(is_blank(row.cell(column).value) for column in HOLDING_COLUMNS if column != "sebagai"):
        return []
    cell = row.cell("jabatan")
    codes = re.split(r"[,;\n]", cell.value) if isinstance(cell.value, str) else [cell.value]
    filled = [code for code in codes if not is_blank(code)] or [None]
    return [Row(row.where, {**row.cells, "jabatan": Cell(code, cell.where)}) for code in filled]
