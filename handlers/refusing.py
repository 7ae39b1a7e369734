"""What a person sees when something was refused: why, and the present state to go on from."""

from __future__ import annotations

from handlers import isian, verbs
from handlers.buttons import Tapped, UnknownButtonError, read
from handlers.conversations import Form
from handlers.desk import Desk
from handlers.incoming import ButtonTapped, Incoming
from handlers.outgoing import Button
from handlers.texts import isian as form_texts
from handlers.texts import refusals as texts
from handlers.texts.words import paragraphs
from workflow import refusals as r
from workflow.cycle import COLLECT, EVALUATE
from workflow.office import Role
from workflow.refusals import RefusalError

_CAN_BE_TRIED_AGAIN = (r.InvalidFieldError, r.UnitsPendingError)
"""After these the form stays: it can be mended, or sent later."""
_ABOUT_A_VERSION = (r.StaleVersionError, r.SubmissionStateError, r.WrongPhaseError)


def refuse(desk: Desk, incoming: Incoming, error: Exception) -> None:
    """Say why `error` (a RefusalError, or one of buttons and posts) came of what came in.

    Runs in a fresh turn, after the one that raised it was undone. A form whose sending was refused for good is left,
    with what was typed shown once more; anything else half-written stays.
    """
    tapped = _tapped(desk, incoming)
    if isinstance(error, r.CapacityUnclearError) and tapped is not None:
        _ask_as_what(desk, tapped, error)
        return
    said = texts.sentence(error, desk)
    plain = said.striptags()
    if len(plain) <= texts.ALERT_LIMIT:
        desk.toast(plain, alert=True)
    open_button = _open_button(desk, tapped, error)
    form = desk.conversation
    if isinstance(form, Form) and _ends(form, tapped, error):
        desk.conversation = None
        said = texts.with_what_was_typed(said, form.text, len(form.files))
    elif isian.unfinished(desk):
        said = paragraphs(said, texts.still_open(form_texts.unfinished_name(desk.conversation)))
    half_done = isian.unfinished(desk)
    desk.say(
        said,
        (open_button,) if open_button else (),
        (desk.button(form_texts.RESUME, isian.RESUME), desk.refusing(form_texts.LEAVE, isian.LEAVE, "-"))
        if half_done
        else (),
        (desk.button(texts.TASKS, verbs.TASKS),),
    )


def _ask_as_what(desk: Desk, tapped: Tapped, error: r.CapacityUnclearError) -> None:
    """Ask in which capacity the person acts; each answer repeats the tap, which was undone as a whole."""
    rows = (
        (desk.button(texts.as_what(desk, actor), tapped.verb, *tapped.args, f"{verbs.AS_POST}{actor.post_id}"),)
        for actor in error.capacities
    )
    desk.say(texts.sentence(error, desk), *rows)


def _tapped(desk: Desk, incoming: Incoming) -> Tapped | None:
    if not isinstance(incoming, ButtonTapped):
        return None
    desk.query_id = incoming.query_id
    try:
        return read(incoming.data)
    except UnknownButtonError:
        return None


def _ends(form: Form, tapped: Tapped | None, error: Exception) -> bool:
    """Tell whether the refusal was of sending this very form, and for good."""
    if tapped is None or tapped.verb != isian.SEND or tapped.args[:1] != (form.nonce,):
        return False
    return isinstance(error, RefusalError) and not isinstance(error, _CAN_BE_TRIED_AGAIN)


def _open_button(desk: Desk, tapped: Tapped | None, error: Exception) -> Button | None:
    """Return the button that shows how the task stands now, where that is not what was refused."""
    cycle_id = _cycle_id(desk, tapped)
    where = _where(desk, error)
    if cycle_id is None or where is None:
        return None
    step, unit_id = where
    args = (str(cycle_id), str(step), str(unit_id or 0))
    if tapped is not None and (tapped.verb, tapped.args) == (verbs.OPEN, args):
        return None
    return desk.usual(texts.OPEN_TASK, verbs.OPEN, *args)


def _cycle_id(desk: Desk, tapped: Tapped | None) -> int | None:
    """Return the cycle that was spoken of, as far as it is under way."""
    running = desk.records.running_cycle()
    if running is None or tapped is None:
        return None
    of_form = isinstance(desk.conversation, Form) and desk.conversation.cycle_id == running.id
    return running.id if of_form or str(running.id) in tapped.args[:1] else None


def _where(desk: Desk, error: Exception) -> tuple[int, int | None] | None:
    if isinstance(error, r.StepEndedError):
        return (error.step, error.unit_id)
    if isinstance(error, _ABOUT_A_VERSION):
        return (EVALUATE if desk.has(Role.PERENCANAAN) else COLLECT, error.unit_id)
    if isinstance(error, r.UnitsPendingError):
        return (EVALUATE, None)
    return None
