"""A change of the office put together in chat: one question after another, then all that follows, then saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from markupsafe import Markup

from handlers import isian, office_acting, serah_terima, verbs
from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import OfficeAnswer, OfficeField, OfficeForm
from handlers.dates import DayError, read_due_day
from handlers.desk import Desk
from handlers.incoming import FileSent, TextSaid
from handlers.office_forms import FORMS, offered
from handlers.outgoing import Button, Message, Rows
from handlers.texts import isian as isian_texts
from handlers.texts import perubahan as texts
from handlers.texts.refusals import sentence
from handlers.texts.words import EMPTY, paragraphs
from workflow.access import OfficeAct
from workflow.holders import HeldBy
from workflow.office_changes import MoveAway, held_now
from workflow.office_refusals import NotAdminError, OfficeRefusalError
from workflow.stand_ins import AnyOfficeChange

BEGIN = verbs.CHANGE_OFFICE
CHOOSE, SKIP, PAGE, AGAIN, SAVE = "ktr_pilih", "ktr_lewati", "ktr_lembar", "ktr_ubah", "ktr_simpan"
A_PAGE = 8
"""What one screen offers to choose from."""


def begin(desk: Desk, kind: str, subject: int) -> None:
    """Begin a change; a half-finished conversation is offered first."""
    if kind not in FORMS:
        raise StaleButtonError
    is_blank = isinstance(desk.conversation, OfficeForm) and not desk.conversation.given
    if isian.unfinished(desk) and not is_blank:
        isian.offer_unfinished(desk)
        return
    _say(desk, OfficeForm(desk.nonce, kind, subject))


def add_text(desk: Desk, said: TextSaid) -> None:
    """Take a text as the answer to what was asked for; the preview takes none."""
    form, text = _form(desk), " ".join(said.text.split())
    asked = _asked(form)
    if said.edited:
        _say(desk, form, texts.EDIT_CHANGES_NOTHING)
    elif asked is None:
        _say(desk, form, texts.PREVIEW_TAKES_NO_TEXT)
    elif asked is not OfficeField.FROM_ON and offered(desk, form, asked):
        _say(desk, replace(form, page=0), texts.CHOOSE_BY_BUTTON)
    else:
        _take_typed(desk, form, asked, text)


def add_file(desk: Desk, _sent: FileSent) -> None:
    """Say that a change of the office takes no files."""
    form = _form(desk)
    desk.say(texts.NO_FILES, (desk.usual(isian_texts.RESUME, isian.RESUME),), key=f"kantor:{form.nonce}:{form.answer}")


def resume(desk: Desk) -> None:
    """Show the change again as it stands."""
    _say(desk, _form(desk))


def begin_tapped(desk: Desk, tapped: Tapped) -> None:
    """Begin the change that a button names: its kind, and whom or what it is about."""
    kind, subject = tapped.text(0), tapped.number(1)
    if kind in FORMS:
        refuse_unless_allowed(desk, kind, subject)
    begin(desk, kind, subject)


def choose(desk: Desk, tapped: Tapped) -> None:
    """Take one of the answers that were offered, by its place."""
    form = _shown(desk, tapped)
    asked = None if form is None else _asked(form)
    if form is None or asked is None:
        return
    choices = offered(desk, form, asked)
    place = tapped.number(2)
    if place >= len(choices):
        raise StaleButtonError
    _say(desk, _answered(form, asked, choices[place].value))


def skip(desk: Desk, tapped: Tapped) -> None:
    """Leave open what need not be answered."""
    form = _shown(desk, tapped)
    asked = None if form is None else _asked(form)
    if form is not None and asked in texts.MAY_BE_SKIPPED:
        _say(desk, _answered(form, asked, ""))


def turn_page(desk: Desk, tapped: Tapped) -> None:
    """Show another page of what is offered."""
    form = _shown(desk, tapped)
    if form is not None:
        _say(desk, replace(form, page=tapped.number(2)))


def again(desk: Desk, tapped: Tapped) -> None:
    """Ask for everything once more, from the first question."""
    form = _shown(desk, tapped)
    if form is not None:
        _say(desk, replace(form, given=(), page=0))


def save(desk: Desk, tapped: Tapped) -> None:
    """Have the change made."""
    form = _shown(desk, tapped)
    if form is None or _asked(form) is not None:
        return
    wanted = FORMS[form.kind].build(desk, form)
    try:
        said = texts.consequences(desk, wanted, office_acting.foreseen(desk, wanted))
        office_acting.change(desk, wanted)
    except OfficeRefusalError as error:
        _say(desk, form, sentence(error, desk))
        return
    desk.conversation = None
    people = (desk.button(texts.PEOPLE, verbs.PEOPLE),) if desk.may(OfficeAct.CHANGE_OFFICE) else ()
    desk.show(
        paragraphs(texts.SAVED, said),
        (*people, desk.button(texts.POSTS, verbs.POSTS)),
        (desk.button(texts.TASKS, verbs.TASKS),),
    )


def _take_typed(desk: Desk, form: OfficeForm, asked: OfficeField, text: str) -> None:
    if asked in (OfficeField.FROM_ON, OfficeField.UNTIL_ON):
        try:
            value = read_due_day(text, desk.today).isoformat()
        except DayError as error:
            _say(desk, form, texts.wrong_day(text, error))
            return
    else:
        value, fault = texts.read(asked, text)
        if fault:
            _say(desk, form, fault)
            return
    _say(desk, _answered(form, asked, value))


def _answered(form: OfficeForm, field: OfficeField, value: str) -> OfficeForm:
    return replace(form, given=(*form.given, OfficeAnswer(field, value)), page=0)


def _asked(form: OfficeForm) -> OfficeField | None:
    """Return what is asked next; None where everything was answered."""
    given = {answer.field for answer in form.given}
    return next((field for field in FORMS[form.kind].fields(form) if field not in given), None)


def _form(desk: Desk) -> OfficeForm:
    if not isinstance(desk.conversation, OfficeForm):
        raise StaleButtonError
    return desk.conversation


def _shown(desk: Desk, tapped: Tapped) -> OfficeForm | None:
    """Return the change if the tap belongs to its latest answer; an older answer shows the latest instead."""
    form = _form(desk)
    if tapped.text(0) != form.nonce:
        raise StaleButtonError
    if tapped.number(1) != form.answer:
        desk.toast(isian_texts.CHANGED_SINCE)
        _say(desk, form)
        return None
    return form


def _say(desk: Desk, form: OfficeForm, fault: Markup = EMPTY) -> None:
    """Keep the change and ask for its next part, or show all that it brings; only the newest answer's buttons act."""
    form = replace(form, answer=form.answer + 1)
    asked = _asked(form)
    if asked is None:
        text, rows = _preview(desk, form)
    else:
        text, rows = texts.ask(desk, form, asked), _question_rows(desk, form, asked)
    desk.conversation = form
    desk.send(Message(paragraphs(fault, text), rows, edits=desk.answers))


def _preview(desk: Desk, form: OfficeForm) -> tuple[Markup, Rows]:
    """Show what is to be saved with all that follows; where it would be refused, why, and only a way back."""
    mark = (form.nonce, form.answer)
    change = FORMS[form.kind].build(desk, form)
    leave = desk.button(isian_texts.LEAVE, isian.LEAVE, form.nonce)
    again_row = (desk.button(texts.CHANGE, AGAIN, *mark), leave) if form.given else (leave,)
    try:
        decided = office_acting.foreseen(desk, change)
    except OfficeRefusalError as error:
        return paragraphs(texts.heading(desk, form), sentence(error, desk)), (again_row,)
    text = paragraphs(
        texts.heading(desk, form),
        texts.consequences(desk, change, decided),
        _hand_over(desk, change),
        texts.CHECK,
    )
    return text, ((desk.usual(texts.SAVE, SAVE, *mark),), again_row)


def _hand_over(desk: Desk, change: AnyOfficeChange) -> Markup:
    """Return the list of what a person who moves away leaves behind, post by post."""
    if not isinstance(change, MoveAway):
        return EMPTY
    held = held_now(desk.office, change.person_id, desk.today)
    left = [(each, serah_terima.open_tasks(desk, HeldBy(each.post_id, each.person_id, each.kind))) for each in held]
    return texts.hand_over(desk, left)


def _question_rows(desk: Desk, form: OfficeForm, asked: OfficeField) -> Rows:
    mark = (form.nonce, form.answer)
    choices = offered(desk, form, asked)
    first = form.page * A_PAGE
    rows: list[tuple[Button, ...]] = [
        (desk.button(choice.label, CHOOSE, *mark, place),)
        for place, choice in list(enumerate(choices))[first : first + A_PAGE]
    ]
    turning = (
        *((desk.button(texts.EARLIER, PAGE, *mark, form.page - 1),) if form.page else ()),
        *((desk.button(texts.LATER, PAGE, *mark, form.page + 1),) if first + A_PAGE < len(choices) else ()),
    )
    skipping = (desk.button(texts.SKIP, SKIP, *mark),) if asked in texts.MAY_BE_SKIPPED else ()
    leave = (desk.button(isian_texts.LEAVE, isian.LEAVE, form.nonce),)
    return tuple(row for row in (*rows, turning, skipping, leave) if row)


def refuse_unless_allowed(desk: Desk, kind: str, subject: int) -> None:
    """Raise an OfficeRefusalError unless the person may begin, or go on with, such a change of that subject."""
    form = FORMS[kind]
    if not desk.may(form.act):
        raise NotAdminError(desk.me.id)
    if form.check is not None:
        form.check(desk, subject)


def of_form(function: Callable[[Desk, Tapped], None]) -> Callable[[Desk, Tapped], None]:
    """Return the handler of a button of a change that is under way; it acts while the person may make that change."""

    def guarded(desk: Desk, tapped: Tapped) -> None:
        form = _form(desk)
        refuse_unless_allowed(desk, form.kind, form.subject)
        function(desk, tapped)

    return guarded


def of_admin(function: Callable[[Desk, Tapped], None]) -> Callable[[Desk, Tapped], None]:
    """Return the handler of a button that acts for the office's admins; others are refused."""

    def guarded(desk: Desk, tapped: Tapped) -> None:
        if not desk.may(OfficeAct.CHANGE_OFFICE):
            raise NotAdminError(desk.me.id)
        function(desk, tapped)

    return guarded


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    BEGIN: begin_tapped,
    CHOOSE: of_form(choose),
    SKIP: of_form(skip),
    PAGE: of_form(turn_page),
    AGAIN: of_form(again),
    SAVE: of_form(save),
}
