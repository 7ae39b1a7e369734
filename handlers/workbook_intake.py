"""A unit's workbook on its way in: given out to be read, its figures and findings put into the draft."""

from __future__ import annotations

from dataclasses import replace

from handlers import performance, unit_papers
from handlers.acting import cycle_for
from handlers.buttons import StaleButtonError, Tapped, UnknownButtonError
from handlers.conversations import FigureDraft, FigureField, Given
from handlers.desk import Desk
from handlers.figure_draft import report_of, with_report
from handlers.figure_screens import put, show, shown
from handlers.incoming import WorkDone
from handlers.outgoing import Message
from handlers.texts import kiriman as texts
from handlers.texts import temuan
from handlers.texts.words import lines
from workflow.cycle import Cycle, IndicatorReport
from workflow.files import KeptFile
from workflow.filling import Field
from workflow.work import Job, WorkKind
from workflow.workbook_reading import FindingKind, ReadRow, UnitWorkbookJob, WorkbookFault, WorkbookReading


def begin_reading(desk: Desk, cycle: Cycle, draft: FigureDraft, file: KeptFile) -> FigureDraft:
    """Give a workbook out to be read; the draft waits for it."""
    unit = desk.office.unit(draft.unit_id)
    indicators = performance.indicators_of(desk, cycle, draft.unit_id)
    job = UnitWorkbookJob(file.sha256, unit.code, unit.name, cycle.quarter, indicators)
    work = desk.records.want_work(Job(WorkKind.READ_UNIT_WORKBOOK, job))
    return replace(draft, uploaded=file.id, work=work, at="", asking=FigureField.NOTHING)


def work_done(desk: Desk, done: WorkDone) -> None:
    """Take in what reading gave, if the chat still waits for it; what was refused is said, and changes nothing."""
    draft = desk.conversation
    if not isinstance(draft, FigureDraft) or draft.work != done.work_id:
        return
    draft = replace(draft, work=0)
    name = _name(desk, draft)
    if done.fault is not None:
        put(desk, replace(draft, uploaded=0), temuan.failed(name, done.fault))
        return
    reading = done.found(WorkbookReading)
    if reading.refused is not None:
        _refuse(desk, draft, reading, name)
    elif reading.must_be_confirmed:
        put(desk, replace(draft, reading=reading))
    else:
        _take(desk, draft, reading)


def _name(desk: Desk, draft: FigureDraft) -> str:
    file = desk.records.file(draft.uploaded)
    return file.name if file is not None else ""


def _refuse(desk: Desk, draft: FigureDraft, reading: WorkbookReading, name: str) -> None:
    """Say why nothing was taken; a workbook that is none of ours may still be evidence."""
    head = temuan.refused(name, reading)
    if reading.refused is WorkbookFault.NO_TABLE:
        evidence = draft.uploaded
        draft = replace(draft, files=(*draft.files, evidence), untied=(*draft.untied, evidence))
    put(desk, replace(draft, uploaded=0), head)


def use(desk: Desk, tapped: Tapped) -> None:
    """Take a workbook that says something else of itself, or leave it."""
    draft = shown(desk, tapped)
    if draft.reading is None:
        raise StaleButtonError
    match tapped.text(2):
        case "ya":
            _take(desk, draft, draft.reading)
        case "tidak":
            show(desk, replace(draft, reading=None, uploaded=0), texts.NOT_USED)
        case _:
            raise UnknownButtonError(tapped.verb)


def _take(desk: Desk, draft: FigureDraft, reading: WorkbookReading) -> None:
    """Put what was read into the draft, and say how much that is."""
    indicators = performance.indicators_of(desk, cycle_for(desk, draft.cycle_id), draft.unit_id)
    draft = taken(draft, reading)
    held = sum(1 for row in reading.rows if row.report.realisasi is not None)
    odd = [each for each in reading.header if not each.must_be_confirmed]
    heads = lines(texts.taken_in(held, len(indicators)), *(temuan.header(each) for each in odd))
    put(desk, draft, heads)
    if draft.findings:
        _hand_marked_copy(desk, draft, reading)


def _hand_marked_copy(desk: Desk, draft: FigureDraft, reading: WorkbookReading) -> None:
    file = desk.records.file(draft.workbook)
    if file is not None:
        desk.send(Message(texts.marked_caption(len(draft.findings)), paper=unit_papers.marked_copy(file, reading)))


def taken(draft: FigureDraft, reading: WorkbookReading) -> FigureDraft:
    """Return the draft with the figures and words of a workbook in place of those of an earlier one.

    What the workbook leaves blank but was answered in chat stands; evidence stays. A blank cell is no finding here:
    the list names it.
    """
    for row in reading.rows:
        draft = with_report(draft, _merged(draft, row, reading.columns))
    return replace(
        draft,
        findings=tuple(each for each in reading.findings if each.kind is not FindingKind.BLANK),
        workbook=draft.uploaded,
        uploaded=0,
        reading=None,
        is_touched=True,
    )


def _merged(draft: FigureDraft, row: ReadRow, columns: tuple[Field, ...]) -> IndicatorReport:
    kept = report_of(draft, row.report.code)
    typed = {(each.code, each.field.value) for each in draft.typed}
    read: dict[str, object] = {}
    for field in columns:
        found = getattr(row.report, field.value)
        stands = (
            Given(kept.code, FigureField(field.value)) in draft.given
            if field.is_figure
            else (kept.code, field.value) in typed
        )
        if found or found == 0 or not stands:
            read[field.value] = found
    return replace(kept, **read)  # type: ignore[arg-type]
