"""The small screens in which one field of a disposisi is changed; each is drawn in place of the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from handlers import disposisi_draft as drafts
from handlers.buttons import Tapped, UnknownButtonError
from handlers.conversations import DisposisiDraft, DisposisiField
from handlers.desk import Desk
from handlers.disposisi_sheet import PREVIEW, SCREEN, files_of, redraw, shown
from handlers.outgoing import Button, Deletion, Rows
from handlers.texts import disposisi as texts
from workflow.cycle import Secrecy, Urgency

CLEAR = "disp_hapus"
URGENCY, SECRECY, RECIPIENT, PAGE = "disp_segera", "disp_rahasia", "disp_kepada", "disp_lembar"
REQUEST, OWN_REQUEST = "disp_harap", "disp_lepas"
PAGE_SIZE = 8
"""Recipients on one screen."""
_WITH_WORDS = (DisposisiField.SUBJECT, DisposisiField.REQUEST, DisposisiField.NOTE, DisposisiField.AGENDA)
"""Fields that the next text is for while their screen is open."""

_E = TypeVar("_E", bound=Enum)


def open_field(desk: Desk, tapped: Tapped) -> None:
    """Show the small screen of one field."""
    draft = shown(desk, tapped)
    field = _option(tapped, DisposisiField)
    if draft.secrecy is Secrecy.RAHASIA and field in texts.ON_PAPER_ONLY:
        desk.toast(texts.NOT_BY_CHAT, alert=True)
        redraw(desk, draft)
        return
    _show_field(desk, draft, field)


def _show_field(desk: Desk, draft: DisposisiDraft, field: DisposisiField, page: int = 0) -> None:
    """Show a field's screen in place of the whole; where words can be given, the next text is for it."""
    draft = replace(draft, asking=field if field in _WITH_WORDS else DisposisiField.NOTHING)
    desk.conversation = draft
    back = (desk.usual(texts.DONE, PREVIEW, draft.nonce, draft.answer),)
    leave = (desk.button(texts.BACK, PREVIEW, draft.nonce, draft.answer),)
    match field:
        case DisposisiField.SUBJECT:
            desk.show(texts.ask_subject(draft), leave)
        case DisposisiField.MANNER:
            desk.show(texts.ask_manner(), *_manner_rows(desk, draft), back)
        case DisposisiField.RECIPIENTS:
            _show_recipients(desk, draft, page, back)
        case DisposisiField.REQUEST:
            desk.show(texts.ask_requests(draft), *_request_rows(desk, draft), back)
        case DisposisiField.NOTE | DisposisiField.FILES:
            desk.show(texts.ask_note(draft, files_of(desk, draft)), *_note_rows(desk, draft), back)
        case DisposisiField.AGENDA:
            row = _clear_row(desk, draft, DisposisiField.AGENDA) if draft.agenda_number else ()
            desk.show(texts.ask_agenda(draft), row, leave)
        case DisposisiField.NOTHING:
            raise UnknownButtonError(SCREEN)


def _manner_rows(desk: Desk, draft: DisposisiDraft) -> Rows:
    mark = (draft.nonce, draft.answer)
    urgencies = (
        desk.button(texts.urgency(each, on=each is draft.urgency), URGENCY, *mark, each.value) for each in Urgency
    )
    secrecies = (
        desk.button(texts.secrecy(each, on=each is draft.secrecy), SECRECY, *mark, each.value) for each in Secrecy
    )
    return (*((button,) for button in urgencies), tuple(secrecies))


def _show_recipients(desk: Desk, draft: DisposisiDraft, page: int, back: tuple[Button, ...]) -> None:
    offered = drafts.eligible(desk)
    pages = max(1, -(-len(offered) // PAGE_SIZE))
    page = min(page, pages - 1)
    mark = (draft.nonce, draft.answer)
    rows = []
    for post in offered[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]:
        on = post.id in draft.recipients
        rows.append((desk.button(texts.recipient(desk, post, on=on), RECIPIENT, *mark, post.id, int(not on), page),))
    turning = (
        *((desk.button(texts.EARLIER, PAGE, *mark, page - 1),) if page else ()),
        *((desk.button(texts.LATER, PAGE, *mark, page + 1),) if page + 1 < pages else ()),
    )
    fixed = drafts.fixed_recipients(desk)
    chosen = len(drafts.recipients(desk, draft)) - len(fixed)
    desk.show(texts.ask_recipients(fixed, chosen, page, pages), *rows, turning, back)


def _request_rows(desk: Desk, draft: DisposisiDraft) -> Rows:
    mark = (draft.nonce, draft.answer)
    standard = []
    for place, text in enumerate(texts.REQUESTS):
        on = text in draft.requests
        standard.append((desk.button(texts.request(text, on=on), REQUEST, *mark, place, int(not on)),))
    own = (
        (desk.refusing(texts.remove(text), OWN_REQUEST, *mark, place, len(draft.requests)),)
        for place, text in enumerate(draft.requests)
        if text not in texts.REQUESTS
    )
    return (*standard, *own)


def _note_rows(desk: Desk, draft: DisposisiDraft) -> Rows:
    return (
        _clear_row(desk, draft, DisposisiField.NOTE) if draft.note else (),
        _clear_row(desk, draft, DisposisiField.FILES) if draft.files or draft.awaited else (),
    )


def _clear_row(desk: Desk, draft: DisposisiDraft, field: DisposisiField) -> tuple[Button, ...]:
    return (desk.refusing(texts.CLEAR[field], CLEAR, draft.nonce, draft.answer, field.value),)


def clear(desk: Desk, tapped: Tapped) -> None:
    """Empty the note, the attachments (they stay on record) or the agenda number."""
    draft = shown(desk, tapped)
    field = _option(tapped, DisposisiField)
    match field:
        case DisposisiField.NOTE:
            _show_field(desk, drafts.without_note(draft), field)
        case DisposisiField.FILES:
            _show_field(desk, replace(draft, files=(), awaited=(), album=""), DisposisiField.NOTE)
        case DisposisiField.AGENDA:
            _show_field(desk, replace(draft, agenda_number=""), field)
        case _:
            raise UnknownButtonError(tapped.verb)


def set_urgency(desk: Desk, tapped: Tapped) -> None:
    """Choose how urgent it is."""
    draft = shown(desk, tapped)
    _show_field(desk, replace(draft, urgency=_option(tapped, Urgency)), DisposisiField.MANNER)


def set_secrecy(desk: Desk, tapped: Tapped) -> None:
    """Choose whether its content may go through chat; where it may not, what was written so far leaves the chat."""
    draft = shown(desk, tapped)
    changed = replace(draft, secrecy=_option(tapped, Secrecy))
    if changed.secrecy is Secrecy.RAHASIA and draft.secrecy is not Secrecy.RAHASIA:
        changed = drafts.without_content(changed)
        for typed in draft.typed:
            desk.tray.put(Deletion(desk.chat_id, typed.message_id))
        if draft.typed or draft.files or draft.awaited:
            desk.toast(texts.TAKEN_OUT, alert=True)
    _show_field(desk, changed, DisposisiField.MANNER)


def set_recipient(desk: Desk, tapped: Tapped) -> None:
    """Add a recipient or leave one out. The button says which, so that a double tap changes nothing more."""
    draft, post_id = shown(desk, tapped), tapped.number(2)
    others = tuple(chosen for chosen in draft.recipients if chosen != post_id)
    changed = replace(draft, recipients=(*others, post_id) if tapped.number(3) else others)
    _show_field(desk, changed, DisposisiField.RECIPIENTS, tapped.number(4))


def turn_page(desk: Desk, tapped: Tapped) -> None:
    """Show other recipients."""
    _show_field(desk, shown(desk, tapped), DisposisiField.RECIPIENTS, tapped.number(2))


def set_request(desk: Desk, tapped: Tapped) -> None:
    """Ask for one of the standard things, or no longer."""
    draft, place = shown(desk, tapped), tapped.number(2)
    if place >= len(texts.REQUESTS):
        raise UnknownButtonError(tapped.verb)
    text = texts.REQUESTS[place]
    others = tuple(request for request in draft.requests if request != text)
    changed = replace(draft, requests=(text, *others) if tapped.number(3) else others)
    if drafts.misfit(changed) is None:
        draft = changed
    else:
        desk.toast(texts.NO_ROOM, alert=True)
    _show_field(desk, draft, DisposisiField.REQUEST)


def drop_request(desk: Desk, tapped: Tapped) -> None:
    """Take a request in own words out; a second tap finds the list shorter and takes nothing more."""
    draft, place = shown(desk, tapped), tapped.number(2)
    if tapped.number(3) == len(draft.requests):
        draft = replace(draft, requests=(*draft.requests[:place], *draft.requests[place + 1 :]))
    _show_field(desk, draft, DisposisiField.REQUEST)


def _option(tapped: Tapped, options: type[_E]) -> _E:
    """Return the third argument as one of the options; raises UnknownButtonError for any other."""
    try:
        return options(tapped.text(2))
    except ValueError:
        raise UnknownButtonError(tapped.verb) from None


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    SCREEN: open_field,
    CLEAR: clear,
    URGENCY: set_urgency,
    SECRECY: set_secrecy,
    RECIPIENT: set_recipient,
    PAGE: turn_page,
    REQUEST: set_request,
    OWN_REQUEST: drop_request,
}
