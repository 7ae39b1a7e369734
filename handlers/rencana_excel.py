"""A unit's plan by Excel: its workbook handed out, fetched, read outside, and its rows put into the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import isian, letters, rencana
from handlers.acting import cycle_for
from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import PlanDraft
from handlers.desk import Desk
from handlers.incoming import FileKept, FileRefused, FileSent, WorkDone
from handlers.outgoing import Message
from handlers.plan_rows import items_of
from handlers.texts import isian as isian_texts
from handlers.texts import rencana_excel as texts
from workflow.cycle import DECIDE
from workflow.files import FileKind
from workflow.papers.filing import file_name
from workflow.papers.kinds import PaperKind, Printed
from workflow.papers.plan_workbook import PlanWorkbook
from workflow.papers.sheet import Sheet
from workflow.plan_reading import PlanReading, PlanWorkbookJob
from workflow.work import Job, WorkKind


def download(desk: Desk, tapped: Tapped) -> None:
    """Hand over the workbook of a plan, and wait for it; a plan that is being written already goes on beside it."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1)
    letters.refuse_other_unit(desk, cycle, unit_id)
    if not rencana.may_write(desk, cycle, unit_id):
        rencana.open_follow_up(desk, cycle, unit_id)
        return
    draft = desk.conversation
    is_own = isinstance(draft, PlanDraft) and (draft.cycle_id, draft.unit_id) == (cycle.id, unit_id)
    if not is_own:
        if isian.unfinished(desk):
            isian.offer_unfinished(desk)
            return
        desk.conversation = PlanDraft(desk.nonce, cycle.id, unit_id)
    unit, given = desk.office.unit(unit_id), cycle.direction(DECIDE, unit_id)
    sheet = Sheet(desk.records.letterhead(), desk.office.zone, desk.today)
    paper = PlanWorkbook(sheet, unit.code, unit.name, cycle.quarter, given.text if given else "")
    printed = Printed(PaperKind.PLAN_WORKBOOK, paper, file_name(PaperKind.PLAN_WORKBOOK, cycle.quarter, unit.code))
    desk.send(Message(texts.caption(unit.name, cycle.quarter), paper=printed))


def add_file(desk: Desk, sent: FileSent) -> None:
    """Have a workbook fetched, in place of an earlier one; a plan takes no other files."""
    draft = _draft(desk)
    if not sent.name.lower().endswith(".xlsx"):
        rencana.add_file(desk, sent)
        return
    fault = isian.file_fault(sent, 0)
    if fault is not None:
        desk.say(fault)
        return
    file_id = desk.records.want_file(sent.telegram_file_id, sent.name)
    desk.conversation = replace(draft, awaited=file_id, work=0)
    desk.say(texts.CHECKING)


def file_kept(desk: Desk, kept: FileKept) -> None:
    """Give the file out to be read; what is no workbook is declined."""
    draft = replace(_draft(desk), awaited=0)
    desk.conversation = draft
    if kept.kind is not FileKind.XLSX:
        desk.say(texts.NO_WORKBOOK)
        return
    cycle, unit = cycle_for(desk, draft.cycle_id), desk.office.unit(draft.unit_id)
    job = PlanWorkbookJob(kept.sha256, unit.code, unit.name, cycle.quarter)
    desk.conversation = replace(draft, work=desk.records.want_work(Job(WorkKind.READ_PLAN_ITEMS, job)))


def file_refused(desk: Desk, refused: FileRefused, name: str) -> None:
    """Say why the file was not kept; the plan stands."""
    desk.conversation = replace(_draft(desk), awaited=0)
    desk.say(isian_texts.refused_file(name, refused.fault))


def work_done(desk: Desk, done: WorkDone) -> None:
    """Put the rows into the plan, if the chat still waits for them, and say what is wrong with the others."""
    draft = desk.conversation
    if not isinstance(draft, PlanDraft) or draft.work != done.work_id:
        return
    desk.conversation = draft = replace(draft, work=0)
    if done.fault is not None:
        desk.say(texts.failed(done.fault))
        return
    reading = done.found(PlanReading)
    if reading.refused is not None:
        desk.say(texts.not_used(reading))
        return
    items, faults = items_of(reading, desk.today)
    new = tuple(item for item in items if item not in draft.items)
    rencana.take_items(desk, new, texts.taken(len(new), len(items) - len(new), faults))


def _draft(desk: Desk) -> PlanDraft:
    if not isinstance(desk.conversation, PlanDraft):
        raise StaleButtonError
    return desk.conversation


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {rencana.EXCEL: download}
