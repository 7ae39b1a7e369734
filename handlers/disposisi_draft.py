"""The draft of a disposisi as a value: its proposals, the texts that go into it, what of it does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from handlers.conversations import DisposisiDraft, DisposisiField, Typed
from handlers.desk import Desk
from handlers.kepala_dinas import sop_due
from handlers.texts import disposisi as texts
from handlers.texts import isian as isian_texts
from workflow.cycle import Cycle, Secrecy, Urgency
from workflow.fields import NUMBER_LIMIT, REQUEST_LIMIT, REQUESTS_LIMIT, SUBJECT_LIMIT, TEXT_LIMIT
from workflow.office import Post, Role
from workflow.quarter import Quarter

ELIGIBLE = (Role.PERENCANAAN, Role.TIM, Role.KABID)
"""To whom a disposisi may go besides the Sekretaris; Kasi and Staf get their orders through their own superiors."""


def proposed(desk: Desk, quarter: Quarter) -> DisposisiDraft:
    """Return the draft with which a quarter's first disposisi begins: it could be sent as it is."""
    return DisposisiDraft(
        nonce=desk.nonce,
        quarter=quarter,
        opened_at=desk.now,
        subject=texts.proposed_subject(quarter),
        urgency=Urgency.SEGERA,
        secrecy=Secrecy.BIASA,
        recipients=(),
        requests=texts.proposed_requests(desk.calendar.local_day(sop_due(desk))),
    )


def returned(desk: Desk, cycle: Cycle) -> DisposisiDraft:
    """Return the draft with which a disposisi that came back is mended."""
    letter = cycle.disposisi[-1]
    draft = DisposisiDraft(
        nonce=desk.nonce,
        quarter=cycle.quarter,
        opened_at=desk.now,
        subject=letter.subject,
        urgency=letter.urgency,
        secrecy=letter.secrecy,
        recipients=tuple(letter.receipts),
        requests=letter.requests,
        note=letter.note,
        files=letter.files,
        agenda_number=letter.agenda_number,
    )
    if draft.secrecy is not Secrecy.RAHASIA:
        return draft
    usual = tuple(each for each in draft.requests if each in texts.REQUESTS)
    return without_content(replace(draft, requests=usual or texts.REQUESTS[-1:]))


def without_content(draft: DisposisiDraft) -> DisposisiDraft:
    """Return the draft with nothing in it that stands on paper only; kept files stay on record."""
    own = {typed.text for typed in draft.typed if typed.field is DisposisiField.REQUEST}
    requests = tuple(each for each in draft.requests if each not in own)
    subject = texts.proposed_subject(draft.quarter)
    return replace(draft, subject=subject, requests=requests, note="", files=(), awaited=(), album="", typed=())


def fixed_recipients(desk: Desk) -> tuple[Post, ...]:
    """Return to whom every disposisi goes: the Sekretaris."""
    return desk.office.posts_with(Role.SEKRETARIS)


def eligible(desk: Desk) -> tuple[Post, ...]:
    """Return to whom it may go besides."""
    return desk.office.posts_with(*ELIGIBLE)


def recipients(desk: Desk, draft: DisposisiDraft) -> tuple[Post, ...]:
    """Return to whom it goes, as far as the office still has these posts."""
    return (*fixed_recipients(desk), *(post for post in eligible(desk) if post.id in draft.recipients))


def with_text(draft: DisposisiDraft, typed: Typed) -> DisposisiDraft:
    """Return the draft with a text put into its field; the note grows by paragraphs."""
    draft = replace(draft, typed=(*draft.typed, typed))
    match typed.field:
        case DisposisiField.SUBJECT:
            return replace(draft, subject=typed.text)
        case DisposisiField.AGENDA:
            return replace(draft, agenda_number=typed.text)
        case DisposisiField.REQUEST:
            return replace(draft, requests=_distinct((*draft.requests, typed.text)))
        case _:
            return replace(draft, note="\n".join(part for part in (draft.note, typed.text) if part))


def with_edit(draft: DisposisiDraft, message_id: int, text: str) -> DisposisiDraft | None:
    """Return the draft with a message reworded; None where its text does not stand in the draft (any longer)."""
    old = next((typed for typed in draft.typed if typed.message_id == message_id), None)
    if old is None:
        return None
    new = replace(old, text=text)
    changed = replace(draft, typed=tuple(new if typed == old else typed for typed in draft.typed))
    match old.field:
        case DisposisiField.SUBJECT if draft.subject == old.text:
            return replace(changed, subject=text)
        case DisposisiField.AGENDA if draft.agenda_number == old.text:
            return replace(changed, agenda_number=text)
        case DisposisiField.REQUEST if old.text in draft.requests:
            requests = _distinct(text if request == old.text else request for request in draft.requests)
            return replace(changed, requests=requests)
        case DisposisiField.NOTE:
            given = draft.note.removesuffix(_typed_note(draft)).removesuffix("\n")  # of the disposisi that came back
            return replace(changed, note="\n".join(part for part in (given, _typed_note(changed)) if part))
        case _:
            return None


def without_note(draft: DisposisiDraft) -> DisposisiDraft:
    """Return the draft with an empty note; what was typed for it can no longer be edited back in."""
    typed = tuple(typed for typed in draft.typed if typed.field is not DisposisiField.NOTE)
    return replace(draft, note="", typed=typed)


def _typed_note(draft: DisposisiDraft) -> str:
    return "\n".join(typed.text for typed in draft.typed if typed.field is DisposisiField.NOTE and typed.text)


def _distinct(requests: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(requests))


def misfit(draft: DisposisiDraft) -> Markup | None:
    """Say what of the draft is too long, field by field and as a whole; None where all fits one message."""
    longest = max((len(request) for request in draft.requests), default=0)
    for length, limit in (
        (len(draft.subject), SUBJECT_LIMIT),
        (len(draft.agenda_number), NUMBER_LIMIT),
        (longest, REQUEST_LIMIT),
    ):
        if length > limit:
            return isian_texts.too_long(length, limit)
    if len(draft.requests) > REQUESTS_LIMIT:
        return texts.TOO_MANY_REQUESTS
    whole = len(draft.subject) + sum(map(len, draft.requests)) + len(draft.note)
    return texts.too_much(whole, TEXT_LIMIT) if whole > TEXT_LIMIT else None


def lacking(draft: DisposisiDraft) -> str:
    """Say what the draft still lacks to be sent; empty where nothing."""
    if not draft.subject.strip():
        return texts.NO_SUBJECT
    if not (draft.requests or draft.note.strip()):
        return texts.ASKS_FOR_NOTHING
    return isian_texts.files_awaited(len(draft.awaited)) if draft.awaited else ""
