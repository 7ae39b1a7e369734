"""The spreadsheets that go to a unit: its workbook to fill in, and the marked copy of its upload."""

from __future__ import annotations

from handlers import performance
from handlers.desk import Desk
from handlers.texts import kiriman as texts
from handlers.texts import workbook
from workflow.cycle import COLLECT, Cycle, Submission
from workflow.files import KeptFile
from workflow.papers.kinds import PaperKind, Printed
from workflow.papers.sheet import Sheet
from workflow.papers.unit_workbook import MarkedWorkbook, unit_workbook
from workflow.workbook_reading import WorkbookReading


def empty_workbook(desk: Desk, cycle: Cycle, unit_id: int, so_far: Submission) -> Printed:
    """Return the unit's workbook of the quarter; what was filled in already stands in it."""
    record = performance.unit_record(desk, cycle, unit_id, so_far)
    owed = cycle.assignment(COLLECT, unit_id)
    sheet = Sheet(desk.records.letterhead(), desk.office.zone, desk.today)
    paper = unit_workbook(sheet, record, cycle.quarter, owed.due_at if owed else None)
    return Printed(PaperKind.UNIT_WORKBOOK, paper, texts.workbook_name(desk.office.unit(unit_id), cycle.quarter))


def marked_copy(file: KeptFile, reading: WorkbookReading) -> Printed:
    """Return the copy of an uploaded workbook with its cells coloured and commented."""
    paper = MarkedWorkbook(file.sha256, texts.marked_title(file.name), workbook.marks(reading))
    return Printed(PaperKind.MARKED_WORKBOOK, paper, texts.marked_name(file.name))
