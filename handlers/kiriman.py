"""A unit's submission with figures: begun, its workbook and evidence taken in, shown in full, sent to the Kabid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import figure_verbs as v
from handlers import isian, mengisi, performance, unit_papers, verbs
from handlers import workbook_intake as intake
from handlers.acting import check, cycle_for
from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import FigureDraft, FigureField, Words
from handlers.desk import Desk
from handlers.figure_draft import files_of, open_findings, report_of, tied, with_figure, with_report, without_file
from handlers.figure_filling import as_submission, draft_of, filling, kept
from handlers.figure_lists import with_last_figure
from handlers.figure_screens import put, show, shown
from handlers.incoming import FileKept, FileRefused, FileSent
from handlers.outgoing import Message
from handlers.texts import isian as isian_texts
from handlers.texts import kiriman as texts
from handlers.texts import mengisi as asked
from workflow import commands
from workflow.cycle import Cycle
from workflow.files import FileKind, KeptFile

START, SAME = "angka_mulai", "angka_sama"
MOST_FILES = 100
"""Files of one submission: five for each of twenty indicators."""


def draft_for(desk: Desk, cycle: Cycle, unit_id: int) -> FigureDraft | None:
    """Return the draft of this unit's figures: the one at hand, or a new one that begins with what was sent before.

    None where another conversation is half-finished; it has been offered instead.
    """
    at_hand = desk.conversation
    if isinstance(at_hand, FigureDraft) and (at_hand.cycle_id, at_hand.unit_id) == (cycle.id, unit_id):
        return at_hand
    if isian.unfinished(desk):
        isian.offer_unfinished(desk)
        return None
    return new_draft(desk, cycle, unit_id)


def new_draft(desk: Desk, cycle: Cycle, unit_id: int) -> FigureDraft:
    """Return a draft that begins with what the version had that came back, so that only faults change."""
    codes = tuple(each.code for each in performance.indicators_of(desk, cycle, unit_id))
    draft = FigureDraft(desk.nonce, cycle.id, unit_id, codes)
    before = cycle.submission(unit_id)
    if before is None or not before.figures:
        return draft
    reports = tuple(report for report in before.figures if report.code in codes)
    books = [file.id for file in kept(desk, before.files) if file.kind is FileKind.XLSX]
    book = books[0] if books else 0
    files = tuple(file_id for file_id in before.files if file_id != book)
    return replace(draft, reports=reports, files=files, workbook=book, is_touched=True)


def begin(
    desk: Desk,
    cycle: Cycle,
    unit_id: int,
    files: tuple[int, ...] = (),
    awaited: tuple[int, ...] = (),
    words: tuple[Words, ...] = (),
) -> None:
    """Show the draft of a unit's figures, with files and words that came before it was begun."""
    if not (files or awaited):
        draft = draft_for(desk, cycle, unit_id)
        if draft is not None:
            show(desk, replace(draft, at="", asking=FigureField.NOTHING))
        return
    draft = replace(
        new_draft(desk, cycle, unit_id), awaited=awaited, words=words, is_touched=True, number=_number(desk, "")
    )
    draft = replace(draft, files=(*draft.files, *files, *awaited), untied=(*files, *awaited))
    for file in kept(desk, files):
        draft = _taken_in(desk, cycle, draft, file)
    show(desk, draft)


def _number(desk: Desk, number: str) -> str:
    """Return the receipt number; a new one where there is none yet."""
    return number or isian_texts.submission_number(desk.records.next_number("kiriman"))


def start(desk: Desk, tapped: Tapped) -> None:
    """Begin, or go on, to fill in one indicator after the other."""
    draft = _begun(desk, tapped)
    if draft is not None:
        mengisi.go_on(desk, replace(draft, at=""))


def start_same(desk: Desk, tapped: Tapped) -> None:
    """Offer last quarter's figures, to be ticked."""
    draft = _begun(desk, tapped)
    if draft is not None:
        show(desk, replace(draft, at="", asking=FigureField.SAME, picked=()))


def download(desk: Desk, tapped: Tapped) -> None:
    """Hand over the unit's workbook, and wait for it to come back filled in."""
    draft = _begun(desk, tapped)
    if draft is None:
        return
    cycle = cycle_for(desk, draft.cycle_id)
    desk.conversation = draft
    paper = unit_papers.empty_workbook(desk, cycle, draft.unit_id, as_submission(desk, draft))
    unit = desk.office.unit(draft.unit_id).name
    desk.send(Message(texts.workbook_caption(unit, cycle.quarter, len(draft.codes)), paper=paper))


def _begun(desk: Desk, tapped: Tapped) -> FigureDraft | None:
    """Return the draft of the unit that a button of the task's screen names; None where it was answered otherwise."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1)
    check(desk, cycle, commands.SubmitDraft(unit_id, "K", "diperiksa dahulu", ()), unit_id)
    if not performance.has_indicators(desk, cycle, unit_id):
        raise StaleButtonError
    return draft_for(desk, cycle, unit_id)


def add_file(desk: Desk, sent: FileSent) -> None:
    """Have a file fetched: evidence of the open indicator, else of the whole, or the workbook itself."""
    draft = draft_of(desk)
    fault = isian.file_fault(sent, 0)
    if fault is None and len(files_of(draft)) >= MOST_FILES:
        fault = isian_texts.too_many_files(MOST_FILES)
    if fault is not None:
        desk.say(fault)
        return
    same_batch = bool(draft.awaited) or (sent.album != "" and sent.album == draft.album)
    file_id = desk.records.want_file(sent.telegram_file_id, sent.name)
    draft = _placed(draft, file_id, sent)
    draft = replace(
        draft,
        awaited=(*draft.awaited, file_id),
        album=sent.album,
        number=_number(desk, draft.number),
        late_since=draft.late_since or (desk.said_at if desk.late else None),
        is_touched=True,
    )
    (put if same_batch else show)(desk, draft)


def _placed(draft: FigureDraft, file_id: int, sent: FileSent) -> FigureDraft:
    """Return the draft with a file where it seems to belong; what it really is shows when it is fetched."""
    seems_workbook = sent.name.lower().endswith(".xlsx") and draft.asking is not FigureField.EVIDENCE
    if draft.at and not seems_workbook:
        report = report_of(draft, draft.at)
        return with_report(draft, replace(report, files=(*report.files, file_id)))
    words = (*draft.words, Words(sent.source.message_id, sent.caption)) if sent.caption else draft.words
    return replace(
        draft,
        files=(*draft.files, file_id),
        untied=(*draft.untied, file_id),
        words=words,
        at="",
        asking=FigureField.NOTHING,
    )


def file_kept(desk: Desk, kept: FileKept) -> None:
    """Take in a file that has been fetched; a workbook is read at once, outside."""
    draft = draft_of(desk)
    file = desk.records.file(kept.file_id)
    draft = replace(draft, awaited=tuple(each for each in draft.awaited if each != kept.file_id))
    if file is not None:
        draft = _taken_in(desk, cycle_for(desk, draft.cycle_id), draft, file)
    put(desk, draft)


def _taken_in(desk: Desk, cycle: Cycle, draft: FigureDraft, file: KeptFile) -> FigureDraft:
    """Return the draft with that file; a workbook among those of the whole is given out to be read."""
    if file.kind is not FileKind.XLSX or file.id not in draft.untied or draft.work:
        return draft
    return intake.begin_reading(desk, cycle, replace(without_file(draft, file.id)), file)


def file_refused(desk: Desk, refused: FileRefused, name: str) -> None:
    """Say why a file was not kept; the rest of the draft stands."""
    draft = without_file(draft_of(desk), refused.file_id)
    desk.say(isian_texts.refused_file(name, refused.fault))
    put(desk, draft)


def resume(desk: Desk) -> None:
    """Show the draft where it was left."""
    show(desk, draft_of(desk))


def to_list(desk: Desk, tapped: Tapped) -> None:
    """Show the list of all indicators, or another page of it."""
    draft = shown(desk, tapped)
    show(desk, replace(draft, at="", asking=FigureField.NOTHING, page=tapped.number(2), untied=()))


def tick(desk: Desk, tapped: Tapped) -> None:
    """Tick an indicator whose figure is that of last quarter, or take the tick away."""
    draft = _ticking(desk, tapped)
    code = mengisi.code_at(draft, tapped.number(2))
    picked = tuple(each for each in draft.picked if each != code) if code in draft.picked else (*draft.picked, code)
    show(desk, replace(draft, picked=picked))


def take(desk: Desk, tapped: Tapped) -> None:
    """Take last quarter's figures of all that were ticked."""
    draft = _ticking(desk, tapped)
    found = filling(desk, draft)
    quarter, able = found.cycle.quarter, with_last_figure(found)
    chosen = [code for code in draft.picked if code in able]
    if not chosen:
        desk.toast(texts.NOTHING_PICKED, alert=True)
        return
    for code in chosen:
        draft = with_figure(draft, code, FigureField.REALISASI, asked.last_figure(found.of(code), quarter))
    show(desk, replace(draft, asking=FigureField.NOTHING, picked=()), texts.taken(len(chosen), quarter.previous))


def _ticking(desk: Desk, tapped: Tapped) -> FigureDraft:
    draft = shown(desk, tapped)
    if draft.asking is not FigureField.SAME:
        raise StaleButtonError
    return draft


def tie(desk: Desk, tapped: Tapped) -> None:
    """Make the files that came last evidence of one indicator, or leave them with the whole."""
    draft = shown(desk, tapped)
    if not draft.untied:
        raise StaleButtonError
    if tapped.text(2) == "semua":
        show(desk, replace(draft, untied=()))
        return
    code = mengisi.code_at(draft, tapped.number(2))
    files = draft.untied
    known = filling(desk, draft).of(code).record.indicator
    show(desk, replace(tied(draft, code, files), untied=()), texts.tied_to(len(files), known))


def upload(desk: Desk, tapped: Tapped) -> None:
    """Ask for the workbook; the draft stays as it is until it has been read."""
    draft = shown(desk, tapped)
    show(desk, replace(draft, at="", asking=FigureField.NOTHING), texts.ASK_UPLOAD)


def leave(desk: Desk, tapped: Tapped) -> None:
    """Leave the draft; where something was filled in, only after asking once more."""
    draft = shown(desk, tapped)
    if draft.is_empty:
        desk.conversation = None
        desk.show(isian_texts.LEFT, (desk.button(texts.TO_TASKS, verbs.TASKS),))
        return
    desk.show(
        texts.SURELY_LEAVE,
        (desk.refusing(texts.LEAVE_SURELY, isian.LEAVE, draft.nonce),),
        (desk.button(texts.KEEP, v.LIST, draft.nonce, draft.answer, 0),),
    )


def ready(desk: Desk, tapped: Tapped) -> FigureDraft | None:
    """Return the draft as it was shown last, to be sent; None where it cannot be yet, of which the person is told."""
    draft = shown(desk, tapped)
    if draft.awaited or draft.work:
        desk.toast(texts.AWAITED, alert=True)
        return None
    if open_findings(draft):
        desk.toast(texts.STILL_DOUBTFUL, alert=True)
        return None
    return replace(draft, number=_number(desk, draft.number))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    START: start,
    SAME: start_same,
    v.DOWNLOAD: download,
    v.LIST: to_list,
    v.TICK: tick,
    v.TAKE: take,
    v.TIE: tie,
    v.AGAIN: upload,
    v.USE: intake.use,
    v.LEAVE: leave,
}
