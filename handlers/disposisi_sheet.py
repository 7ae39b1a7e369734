"""The draft of a disposisi in chat: shown as it will be printed, its newest answer the only one whose buttons act."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from handlers import disposisi_draft as drafts
from handlers import isian
from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import DisposisiDraft, DisposisiField
from handlers.desk import Desk
from handlers.outgoing import Message, Rows
from handlers.texts import disposisi as texts
from handlers.texts import isian as isian_texts
from workflow.cycle import Secrecy
from workflow.files import KeptFile

PREVIEW, CHECK, SCREEN = "disp_pratinjau", "disp_periksa", "disp_ubah"


def draft_of(desk: Desk) -> DisposisiDraft:
    """Return the draft that is being written; raises StaleButtonError where there is none."""
    if not isinstance(desk.conversation, DisposisiDraft):
        raise StaleButtonError
    return desk.conversation


def shown(desk: Desk, tapped: Tapped) -> DisposisiDraft:
    """Return the draft if the tap belongs to its latest answer; an older answer shows the latest instead."""
    draft = draft_of(desk)
    if tapped.text(0) != draft.nonce:
        raise StaleButtonError
    if tapped.number(1) != draft.answer:
        desk.toast(isian_texts.CHANGED_SINCE)
        answer(desk, draft)
        raise isian.OldAnswerError
    return draft


def files_of(desk: Desk, draft: DisposisiDraft) -> tuple[KeptFile, ...]:
    """Return the draft's kept files."""
    found = (desk.records.file(file_id) for file_id in draft.files)
    return tuple(file for file in found if file is not None)


def answer(desk: Desk, draft: DisposisiDraft) -> None:
    """Keep the draft and show it in a new answer, below what was said; buttons of older answers no longer act."""
    put(desk, replace(draft, answer=draft.answer + 1))


def put(desk: Desk, draft: DisposisiDraft) -> None:
    """Keep the draft and show it in its present answer."""
    draft = replace(draft, asking=DisposisiField.NOTHING)
    desk.conversation = draft
    key = f"disp:{draft.nonce}:{draft.answer}"
    desk.send(Message(_preview(desk, draft), _preview_rows(desk, draft), key=key))


def redraw(desk: Desk, draft: DisposisiDraft) -> None:
    """Keep the draft and show it in place of the screen that was tapped."""
    draft = replace(draft, asking=DisposisiField.NOTHING)
    desk.conversation = draft
    desk.show(_preview(desk, draft), *_preview_rows(desk, draft))


def _preview(desk: Desk, draft: DisposisiDraft) -> Markup:
    return texts.preview(desk, draft, drafts.recipients(desk, draft), files_of(desk, draft))


def _preview_rows(desk: Desk, draft: DisposisiDraft) -> Rows:
    mark = (draft.nonce, draft.answer)
    hidden = texts.ON_PAPER_ONLY if draft.secrecy is Secrecy.RAHASIA else ()
    rows = (
        tuple(desk.button(texts.FIELDS[field], SCREEN, *mark, field.value) for field in fields if field not in hidden)
        for fields in texts.FIELD_ROWS
    )
    return (
        (desk.usual(texts.SEND, CHECK, *mark),),
        *(row for row in rows if row),
        (desk.refusing(texts.LEAVE, isian.LEAVE, draft.nonce),),
    )
