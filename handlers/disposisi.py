"""Writing a disposisi: the whole sheet with proposals in place, changed field by field, shown in full, then sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import disposisi_draft as drafts
from handlers import disposisi_fields, isian, kepala_dinas, letters, papers, verbs
from handlers.acting import act, begin_cycle
from handlers.buttons import Tapped
from handlers.conversations import DisposisiDraft, DisposisiField, Typed
from handlers.desk import Desk
from handlers.disposisi_sheet import CHECK, PREVIEW, answer, draft_of, files_of, put, redraw, shown
from handlers.incoming import FileKept, FileRefused, FileSent, TextSaid
from handlers.outgoing import Deletion, Message
from handlers.texts import disposisi as texts
from handlers.texts import isian as isian_texts
from handlers.texts import laporan as paper_texts
from workflow import commands
from workflow.cycle import ORDER, AssignmentState, Cycle, Secrecy
from workflow.papers.kinds import PaperKind
from workflow.papers.lembar_disposisi import may_go_by_chat
from workflow.quarter import Quarter
from workflow.refusals import CycleExistsError, QuarterNotEndedError

SEND = "disp_kirim"


def begin(desk: Desk, tapped: Tapped) -> None:
    """Begin to write the disposisi of a quarter (year, number)."""
    begin_for(desk, kepala_dinas.quarter_of(tapped))


def begin_for(desk: Desk, quarter: Quarter) -> None:
    """Show the quarter's disposisi with all proposals in place, or as it was returned; a draft of it is taken up again.

    Raises NotPermittedError, QuarterNotEndedError, or CycleExistsError where the quarter's disposisi is out.
    """
    kepala_dinas.refuse_others(desk, commands.IssueDisposisi)
    if quarter >= Quarter.containing(desk.calendar.local_day(desk.now)):
        raise QuarterNotEndedError(quarter)
    cycle = desk.records.cycle_of(quarter)
    if cycle is not None and not _is_owed_again(cycle):
        raise CycleExistsError(cycle.quarter, cycle.state)
    if isinstance(desk.conversation, DisposisiDraft) and desk.conversation.quarter == quarter:
        resume(desk)
    elif isian.unfinished(desk):
        isian.offer_unfinished(desk)
    else:
        answer(desk, drafts.proposed(desk, quarter) if cycle is None else drafts.returned(desk, cycle))


def _is_owed_again(cycle: Cycle) -> bool:
    owed = cycle.assignment(ORDER)
    return owed is not None and owed.state is AssignmentState.OPEN


def resume(desk: Desk) -> None:
    """Show the draft again as it stands."""
    answer(desk, draft_of(desk))


def add_text(desk: Desk, said: TextSaid) -> None:
    """Take a text for the field that was asked for, else as a paragraph of the note; an edit changes it there."""
    draft, text = draft_of(desk), said.text.strip()
    if draft.secrecy is Secrecy.RAHASIA and draft.asking is not DisposisiField.AGENDA:
        _refuse_content(desk, said)
        return
    if said.edited:
        changed = drafts.with_edit(draft, said.source.message_id, text)
    else:
        field = DisposisiField.NOTE if draft.asking is DisposisiField.NOTHING else draft.asking
        changed = drafts.with_text(draft, Typed(said.source.message_id, field, text))
    if changed is None:
        desk.say(isian_texts.EDIT_CHANGES_NOTHING)
        return
    fault = drafts.misfit(changed)
    if fault is not None:
        desk.say(fault)
        return
    answer(desk, changed)


def add_file(desk: Desk, sent: FileSent) -> None:
    """Have a file fetched as an attachment, its caption going into the note; the parts of an album share one answer."""
    draft = draft_of(desk)
    if draft.secrecy is Secrecy.RAHASIA:
        _refuse_content(desk, sent)
        return
    fault = isian.file_fault(sent, len(draft.files) + len(draft.awaited))
    if fault is not None:
        desk.say(fault)
        return
    same_batch = bool(draft.awaited) or (sent.album != "" and sent.album == draft.album)
    changed = replace(
        draft,
        awaited=(*draft.awaited, desk.records.want_file(sent.telegram_file_id, sent.name)),
        album=sent.album,
    )
    if sent.caption:
        with_caption = drafts.with_text(
            changed, Typed(sent.source.message_id, DisposisiField.NOTE, sent.caption.strip())
        )
        fault = drafts.misfit(with_caption)
        changed = with_caption if fault is None else changed
    if fault is not None:
        desk.say(fault)
    if same_batch:
        put(desk, changed)
    else:
        answer(desk, changed)


def _refuse_content(desk: Desk, said: TextSaid | FileSent) -> None:
    """Take what somebody sent for a rahasia disposisi out of the chat again: its content stands on paper only."""
    desk.tray.put(Deletion(desk.chat_id, said.source.message_id))
    desk.say(texts.refused_content(), (desk.usual(isian_texts.RESUME, isian.RESUME),))


def file_kept(desk: Desk, kept: FileKept) -> None:
    """Take in a file that has been fetched, and edit the answer to show it."""
    draft = draft_of(desk)
    if kept.file_id in draft.awaited:
        awaited = tuple(waiting for waiting in draft.awaited if waiting != kept.file_id)
        _fetched(desk, replace(draft, awaited=awaited, files=tuple(sorted((*draft.files, kept.file_id)))))


def file_refused(desk: Desk, refused: FileRefused, name: str) -> None:
    """Say why a file was not kept; the rest of the draft stands."""
    draft = draft_of(desk)
    if refused.file_id in draft.awaited:
        desk.say(isian_texts.refused_file(name, refused.fault))
        _fetched(
            desk, replace(draft, awaited=tuple(waiting for waiting in draft.awaited if waiting != refused.file_id))
        )


def _fetched(desk: Desk, draft: DisposisiDraft) -> None:
    """Keep what became of a file; a question that is open is not drawn over."""
    desk.conversation = draft
    if draft.asking is DisposisiField.NOTHING:
        put(desk, draft)


def show_preview(desk: Desk, tapped: Tapped) -> None:
    """Go back from a field to the whole."""
    redraw(desk, shown(desk, tapped))


def check(desk: Desk, tapped: Tapped) -> None:
    """Show the sheet once more in full before it is sent, or say what it lacks."""
    draft = _ready(desk, tapped)
    if draft is None:
        return
    mark = (draft.nonce, draft.answer)
    sender = desk.capacity(commands.IssueDisposisi)
    desk.show(
        texts.final(desk, draft, sender, drafts.recipients(desk, draft), files_of(desk, draft)),
        (desk.usual(texts.SEND_NOW, SEND, *mark),),
        (desk.button(texts.CHANGE, PREVIEW, *mark), desk.refusing(texts.LEAVE, isian.LEAVE, draft.nonce)),
    )


def send(desk: Desk, tapped: Tapped) -> None:
    """Send the disposisi, which starts the quarter's cycle or issues anew what was returned; answers with receipts."""
    draft = _ready(desk, tapped)
    if draft is None:
        return
    desk.conversation = None
    command, cycle = _command(desk, draft), desk.records.cycle_of(draft.quarter)
    if cycle is None:
        cycle = begin_cycle(desk, command, desk.records.open_cycle(draft.quarter))
    else:
        cycle = act(desk, cycle, command)
    desk.show(texts.sent(desk, draft, cycle.disposisi[-1], files_of(desk, draft)))
    desk.send(letters.disposisi_receipts(desk, cycle, (kepala_dinas.withdraw_button(desk, cycle),)))
    if may_go_by_chat(cycle.disposisi[-1]):
        caption = paper_texts.caption(PaperKind.DISPOSISI, cycle, desk)
        desk.send(Message(caption, silent=True, paper=papers.disposisi(desk, cycle)))


def _command(desk: Desk, draft: DisposisiDraft) -> commands.IssueDisposisi:
    running = desk.records.next_number(f"disposisi:{draft.quarter.year}:{draft.quarter.number}")
    return commands.IssueDisposisi(
        quarter=draft.quarter,
        number=texts.number(draft.quarter, running),
        subject=draft.subject,
        urgency=draft.urgency,
        secrecy=draft.secrecy,
        recipients=tuple(post.id for post in drafts.recipients(desk, draft)),
        requests=draft.requests,
        note=draft.note,
        files=draft.files,
        agenda_number=draft.agenda_number,
        opened_at=draft.opened_at,
    )


def _ready(desk: Desk, tapped: Tapped) -> DisposisiDraft | None:
    """Return the draft if it can be sent; else say what it lacks."""
    draft = shown(desk, tapped)
    lacking = drafts.lacking(draft)
    if lacking:
        desk.toast(lacking, alert=True)
        return None
    return draft


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    verbs.NEW_DISPOSISI: begin,
    PREVIEW: show_preview,
    CHECK: check,
    SEND: send,
    **disposisi_fields.BUTTONS,
}
