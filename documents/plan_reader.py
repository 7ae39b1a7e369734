"""Reads a unit's rencana tindak lanjut back from its workbook: rows by the words above the columns, not judged yet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from documents.assets import Assets
from documents.plan_workbook import ACTION, DONE_WHEN, DUE, RESOURCES, RESPONSIBLE
from documents.workbook_columns import identity_in
from documents.workbook_grid import Cell, Grid
from documents.workbook_package import Package, WorkbookRefusedError
from documents.workbook_parts import grids
from workflow.fields import PLAN_ITEMS_LIMIT
from workflow.plan_reading import PlanReading, PlanRow, PlanWorkbookJob
from workflow.workbook_reading import WorkbookFault

MOST_HEAD_ROWS = 100
MOST_ITEMS = PLAN_ITEMS_LIMIT * 2
"""Rows that are told; a plan takes half of them."""
MOST_SAID = 2_000
"""Characters of a cell that are kept, more than any field takes, so that what is too long is seen to be so."""
_WORDS = re.compile(r"[a-z]+")
_NAMED = (
    (DONE_WHEN, frozenset({"selesai"})),
    (RESPONSIBLE, frozenset({"penanggung"})),
    (DUE, frozenset({"batas", "tanggal", "tenggat"})),
    (RESOURCES, frozenset({"daya"})),
    (ACTION, frozenset({"aksi"})),
)


def done(job: PlanWorkbookJob, assets: Assets) -> PlanReading:
    """Return what the kept workbook holds."""
    content = assets.blob(job.sha256)
    return PlanReading(WorkbookFault.GONE) if content is None else read_plan(content, job)


def read_plan(content: bytes, job: PlanWorkbookJob) -> PlanReading:
    """Return the rows that a file holds, whatever the file is."""
    try:
        found = grids(Package(content))
        grid, head, places = _table(found)
        is_named = _check_owner(grid, job)
    except WorkbookRefusedError as refused:
        return PlanReading(refused.fault, refused.detail, refused.awaited)
    rows = (_row(grid, row, places) for row in sorted(grid.rows) if row > head)
    written = [row for row in rows if any(row.texts) or row.due_on or row.due_text]
    return PlanReading(rows=tuple(written[:MOST_ITEMS]), unnamed=not is_named)


def _table(found: Sequence[Grid]) -> tuple[Grid, int, Mapping[int, int]]:
    for grid in found:
        for row in sorted(grid.rows)[:MOST_HEAD_ROWS]:
            places = _places(grid, row)
            if ACTION in places and len(places) > 1:
                return grid, row, places
    raise WorkbookRefusedError(WorkbookFault.NO_TABLE)


def _places(grid: Grid, row: int) -> dict[int, int]:
    """Return where each column stands, by the words above it; the first of two counts."""
    found: dict[int, int] = {}
    for place in sorted(grid.rows[row]):
        said = set(_WORDS.findall(grid.cell(row, place).text[:100].lower()))
        column = next((column for column, names in _NAMED if said & names), None)
        if column is not None:
            found.setdefault(column, place)
    return found


def _check_owner(grid: Grid, job: PlanWorkbookJob) -> bool:
    """Tell whether the sheet says whose it is; raises WorkbookRefusedError where it is another's."""
    texts = (cell.text[:500] for row in sorted(grid.rows)[:MOST_HEAD_ROWS] for cell in grid.rows[row].values())
    said = next((found for text in texts if (found := identity_in(text)) is not None and found.unit_code), None)
    if said is None:
        return False
    if said.unit_code.casefold() != job.unit_code.casefold():
        raise WorkbookRefusedError(WorkbookFault.OTHER_UNIT, said.unit_code, job.unit_name)
    if said.quarter != job.quarter:
        named = [f"Triwulan {each.roman} {each.year}" for each in (said.quarter, job.quarter)]
        raise WorkbookRefusedError(WorkbookFault.OTHER_YEAR, *named)
    return True


def _row(grid: Grid, row: int, places: Mapping[int, int]) -> PlanRow:
    def said(column: int) -> Cell:
        return grid.cell(row, places.get(column, 0))

    due = said(DUE)
    on = due.value if isinstance(due.value, date) else None
    texts = {column: said(column).text[:MOST_SAID] for column in (ACTION, DONE_WHEN, RESPONSIBLE, RESOURCES)}
    return PlanRow(
        row,
        texts[ACTION],
        texts[DONE_WHEN],
        texts[RESPONSIBLE],
        on,
        "" if on else due.text[:MOST_SAID],
        texts[RESOURCES],
    )
