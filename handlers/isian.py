"""The form of words and files: asked, gathered, shown in full, sent. Every actor's texts and uploads go through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from markupsafe import Markup

from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import FigureDraft, Form, IndicatorUpload, Purpose, Words
from handlers.desk import Desk
from handlers.incoming import FileKept, FileRefused, FileSent, TextSaid
from handlers.outgoing import Message, Style
from handlers.texts import isian as texts
from handlers.texts.words import paragraphs
from workflow.cycle import Cycle
from workflow.fields import TEXT_LIMIT
from workflow.files import MAX_BYTES, FileFault, KeptFile
from workflow.refusals import CycleMissingError

MOST_FILES = 20
"""Files in one form: what still fits one message as a list."""

SEND, CHANGE, CLEAR_WORDS, CLEAR_FILES, BACK, LEAVE, RESUME, PROPOSAL = (
    "isi_kirim",
    "isi_ubah",
    "isi_hapus_teks",
    "isi_hapus_berkas",
    "isi_kembali",
    "isi_batal",
    "isi_lanjut",
    "isi_usul",
)


class Needs(Enum):
    """What a form must hold before it can be sent."""

    NOTHING = "nothing"
    WORDS = "words"
    WORDS_OR_FILES = "words_or_files"
    FILES = "files"


@dataclass(frozen=True)
class Guide:
    """How one purpose's form is asked, shown and sent.

    `question` is shown when it begins, `heading` above the preview; `send` carries it out, through the rules, and
    answers. `proposals` are sentences offered as buttons.
    """

    needs: Needs
    question: Callable[[Desk, Cycle, Form], Markup]
    heading: Callable[[Desk, Cycle, Form], Markup]
    send_label: str
    send: Callable[[Desk, Cycle, Form], None]
    takes_files: bool = False
    numbered: bool = False  # whether the form gets a receipt number with its first file
    limit: int = TEXT_LIMIT
    proposals: Callable[[Desk, Cycle, Form], tuple[str, ...]] = lambda _desk, _cycle, _form: ()


Guides = Mapping[Purpose, Guide]


def begin(desk: Desk, guide: Guide, form: Form) -> None:
    """Ask for the words and files of a form; a half-finished conversation is offered first, never dropped unasked.

    Asked once more for the same before anything was answered, it stays the same form: the buttons of both act.
    """
    if unfinished(desk):
        offer_unfinished(desk)
        return
    asked = desk.conversation
    if isinstance(asked, Form) and replace(asked, nonce=form.nonce) == form:
        form = asked
    desk.conversation = form
    _ask(desk, guide, form)


def begin_with(desk: Desk, guide: Guide, form: Form) -> None:
    """Begin a form with what came before its question, in place of the conversation in which that was gathered."""
    if guide.numbered and not form.number and (form.files or form.awaited):
        form = replace(form, number=texts.submission_number(desk.records.next_number("kiriman")))
    _preview(desk, guide, _next_answer(desk, form))


def unfinished(desk: Desk) -> bool:
    """Tell whether the chat stands in a conversation into which something was put already."""
    open_one = desk.conversation
    return open_one is not None and not (
        isinstance(open_one, Form | FigureDraft | IndicatorUpload) and open_one.is_empty
    )


def offer_unfinished(desk: Desk) -> None:
    """Offer the half-finished conversation again; where a button led here, also to leave it and go on."""
    desk.say(
        texts.unfinished(desk.conversation),
        (desk.usual(texts.RESUME, RESUME),),
        (desk.refusing(texts.LEAVE_AND_GO_ON, desk.tapped.verb, *desk.tapped.args, "baru"),) if desk.tapped else (),
        (desk.refusing(texts.DROP, LEAVE, "-"),),
    )


def resume(desk: Desk, guides: Guides) -> None:
    """Show the form again as it stands."""
    form = _form(desk)
    if form.is_empty:
        _ask(desk, guides[form.purpose], form)
    else:
        _preview(desk, guides[form.purpose], _next_answer(desk, form))


def add_text(desk: Desk, guides: Guides, said: TextSaid) -> None:
    """Add a text, or change the one whose message was edited, and show the whole again."""
    form = _form(desk)
    words = Words(said.source.message_id, said.text)
    if said.edited:
        if all(earlier.message_id != words.message_id for earlier in form.words):
            desk.say(texts.EDIT_CHANGES_NOTHING)
            return
        changed = tuple(words if earlier.message_id == words.message_id else earlier for earlier in form.words)
    else:
        changed = (*form.words, words)
    _put_words(desk, guides[form.purpose], form, changed)


def propose(desk: Desk, guides: Guides, tapped: Tapped) -> None:
    """Take one of the proposed sentences as the text."""
    form = _form(desk)
    guide, cycle = guides[form.purpose], _cycle(desk, form)
    proposals = guide.proposals(desk, cycle, form)
    chosen = tapped.number(1)
    if tapped.text(0) != form.nonce or chosen >= len(proposals):
        raise StaleButtonError
    _put_words(desk, guide, form, (*form.words, Words(0, proposals[chosen])))


def _put_words(desk: Desk, guide: Guide, form: Form, words: tuple[Words, ...]) -> None:
    changed = replace(form, words=words)
    if len(changed.text) > guide.limit:
        desk.say(texts.too_long(len(changed.text), guide.limit))
        return
    _preview(desk, guide, _next_answer(desk, changed))


def add_file(desk: Desk, guides: Guides, sent: FileSent) -> None:
    """Have a file fetched for the form; the parts of an album share one answer."""
    form = _form(desk)
    guide = guides[form.purpose]
    fault = file_fault(sent, len(form.files) + len(form.awaited)) if guide.takes_files else texts.WORDS_ONLY
    if fault is not None:
        desk.say(fault)
        return
    same_batch = bool(form.awaited) or (sent.album != "" and sent.album == form.album)
    words = (*form.words, Words(sent.source.message_id, sent.caption)) if sent.caption else form.words
    number = form.number
    if guide.numbered and not number:
        number = texts.submission_number(desk.records.next_number("kiriman"))
    changed = replace(
        form,
        words=words,
        number=number,
        awaited=(*form.awaited, desk.records.want_file(sent.telegram_file_id, sent.name)),
        album=sent.album,
        late_since=form.late_since or (desk.said_at if desk.late else None),
    )
    desk.conversation = changed if same_batch else _next_answer(desk, changed)
    _preview(desk, guide, _form(desk))


def file_fault(sent: FileSent, held: int) -> Markup | None:
    """Say why a file cannot be taken beside the `held` ones, judged by what Telegram tells of it; None if it can."""
    if sent.size == 0:
        return texts.refused_file(sent.name, FileFault.EMPTY)
    if sent.size is not None and sent.size > MAX_BYTES:
        return texts.refused_file(sent.name, FileFault.TOO_BIG)
    if held >= MOST_FILES:
        return texts.too_many_files(MOST_FILES)
    return None


def file_kept(desk: Desk, guides: Guides, kept: FileKept) -> None:
    """Take in a file that has been fetched, and edit the answer to show it."""
    form = _form(desk)
    if kept.file_id not in form.awaited:
        return
    awaited = tuple(waiting for waiting in form.awaited if waiting != kept.file_id)
    files = tuple(sorted((*form.files, kept.file_id)))
    desk.conversation = replace(form, awaited=awaited, files=files)
    _preview(desk, guides[form.purpose], _form(desk))


def file_refused(desk: Desk, guides: Guides, refused: FileRefused, name: str) -> None:
    """Say why a file was not kept; the rest of the form stands."""
    form = _form(desk)
    if refused.file_id not in form.awaited:
        return
    awaited = tuple(waiting for waiting in form.awaited if waiting != refused.file_id)
    desk.conversation = replace(form, awaited=awaited)
    desk.say(texts.refused_file(name, refused.fault))
    if form.is_empty:
        return
    _preview(desk, guides[form.purpose], _form(desk))


def send(desk: Desk, guides: Guides, tapped: Tapped) -> None:
    """Carry the form out exactly as it was shown last."""
    form = _shown(desk, guides, tapped)
    guide = guides[form.purpose]
    if form.awaited:
        desk.toast(texts.files_awaited(len(form.awaited)), alert=True)
        return
    if not _is_complete(guide, form):
        desk.toast(texts.INCOMPLETE, alert=True)
        return
    desk.conversation = None
    guide.send(desk, _cycle(desk, form), form)


def change(desk: Desk, guides: Guides, tapped: Tapped) -> None:
    """Offer what of the form can be done over."""
    form = _shown(desk, guides, tapped)
    mark = (form.nonce, form.answer)
    desk.show(
        texts.WHAT_TO_CHANGE,
        (desk.button(texts.CLEAR_WORDS, CLEAR_WORDS, *mark),) if form.words else (),
        (desk.button(texts.CLEAR_FILES, CLEAR_FILES, *mark),) if form.files or form.awaited else (),
        (desk.button(texts.BACK, BACK, *mark),),
    )


def clear_words(desk: Desk, guides: Guides, tapped: Tapped) -> None:
    """Empty the text and ask for it anew."""
    _cleared(desk, guides, replace(_shown(desk, guides, tapped), words=()))


def clear_files(desk: Desk, guides: Guides, tapped: Tapped) -> None:
    """Take the files out of the form (they stay on record) and ask for them anew."""
    _cleared(desk, guides, replace(_shown(desk, guides, tapped), files=(), awaited=(), album=""))


def _cleared(desk: Desk, guides: Guides, form: Form) -> None:
    guide = guides[form.purpose]
    if form.is_empty:
        desk.conversation = form
        _ask(desk, guide, form)
    else:
        _preview(desk, guide, _next_answer(desk, form))


def back(desk: Desk, guides: Guides, tapped: Tapped) -> None:
    """Show the preview again."""
    form = _shown(desk, guides, tapped)
    _preview(desk, guides[form.purpose], _next_answer(desk, form))


def kept_files(desk: Desk, form: Form) -> tuple[KeptFile, ...]:
    """Return the form's kept files."""
    found = (desk.records.file(file_id) for file_id in form.files)
    return tuple(file for file in found if file is not None)


def _form(desk: Desk) -> Form:
    if not isinstance(desk.conversation, Form):
        raise StaleButtonError
    return desk.conversation


def _shown(desk: Desk, guides: Guides, tapped: Tapped) -> Form:
    """Return the form if the tap belongs to its latest answer; an older answer shows the latest instead."""
    form = _form(desk)
    if tapped.text(0) != form.nonce:
        raise StaleButtonError
    if tapped.number(1) != form.answer:
        desk.toast(texts.CHANGED_SINCE)
        resume(desk, guides)
        raise OldAnswerError
    return form


class OldAnswerError(Exception):
    """The tap was on an older answer; the latest one has been shown again, and nothing else is to be done."""


def _next_answer(desk: Desk, form: Form) -> Form:
    changed = replace(form, answer=form.answer + 1)
    desk.conversation = changed
    return changed


def _cycle(desk: Desk, form: Form) -> Cycle:
    cycle = desk.records.cycle(form.cycle_id)
    if cycle is None:
        raise CycleMissingError
    return cycle


def _is_complete(guide: Guide, form: Form) -> bool:
    words, files = bool(form.text.strip()), bool(form.files)
    match guide.needs:
        case Needs.NOTHING:
            return True
        case Needs.WORDS:
            return words
        case Needs.WORDS_OR_FILES:
            return words or files
        case Needs.FILES:
            return files


def _ask(desk: Desk, guide: Guide, form: Form) -> None:
    cycle = _cycle(desk, form)
    proposals = guide.proposals(desk, cycle, form)
    rows = [(desk.button(texts.proposal_label(n, text), PROPOSAL, form.nonce, n),) for n, text in enumerate(proposals)]
    if guide.needs is Needs.NOTHING:
        rows.append((desk.usual(guide.send_label, SEND, form.nonce, form.answer),))
    rows.append((desk.button(texts.LEAVE, LEAVE, form.nonce),))
    desk.say(paragraphs(guide.question(desk, cycle, form), texts.proposed(proposals)), *rows)


def _preview(desk: Desk, guide: Guide, form: Form) -> None:
    cycle = _cycle(desk, form)
    mark = (form.nonce, form.answer)
    ready = _is_complete(guide, form) and not form.awaited
    first = (desk.button(guide.send_label, SEND, *mark, style=Style.USUAL),) if ready else ()
    rows = (
        first,
        (desk.button(texts.CHANGE, CHANGE, *mark), desk.button(texts.LEAVE, LEAVE, form.nonce, style=Style.REFUSING)),
    )
    text = texts.preview(
        guide.heading(desk, cycle, form), form, kept_files(desk, form), desk, wants_files=guide.needs is Needs.FILES
    )
    desk.send(Message(text, tuple(row for row in rows if row), key=f"isi:{form.nonce}:{form.answer}"))
