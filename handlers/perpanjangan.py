"""More time: whoever owes a task asks for it, whoever gave the task decides, seeing first what moves by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from handlers import isian, verbs
from handlers.acting import act, capacity_for, check, cycle_for
from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import Form, Purpose
from handlers.desk import Desk
from handlers.isian import Guide, Needs
from handlers.notices_of_time import (
    DECIDE,
    GRANT,
    OTHER_DAYS,
    REFUSE,
    Decision,
    Request,
    decision_message,
    givers,
    mark_of,
    request_button,
    request_of,
    request_screen,
    to_decide,
)
from handlers.outgoing import Rows
from handlers.texts import perpanjangan as texts
from handlers.texts.words import unreached
from workflow import commands
from workflow import events as e
from workflow.cycle import Assignment, Cycle
from workflow.events import Recorded
from workflow.fields import REASON_LIMIT
from workflow.refusals import NoExtensionAskedError, NotGiverError, StepNotStartedError
from workflow.tasks import givers_of

DAYS, CANCEL = "waktu_hari", "waktu_batal"  # cycle, step, unit, days; the other carries nothing
LOOK = "waktu_lihat"  # cycle, step, unit, request, days: shows what would move
ASKED_DAYS = (1, 2, 3, 5)
GRANTED_DAYS = (1, 2, 3, 4, 5, 7, 10)
A_ROW = 4
"""Numbers of days beside each other."""
ANY_WORDS = "---"
"""Stands for the reason that is still to be typed, when the rules are asked beforehand."""
_Ending = e.ExtensionGranted | e.ExtensionRefused | e.AssignmentEnded


def ask_days(desk: Desk, tapped: Tapped) -> None:
    """Ask how many working days more are needed; refused at once where no more time can be asked for."""
    cycle, owed = _task(desk, tapped)
    check(desk, cycle, commands.AskExtension(owed.step, owed.unit_id, 1, ANY_WORDS))
    desk.say(
        texts.ask_days(desk, owed, desk.situation(cycle), ASKED_DAYS),
        *_numbers(desk, ASKED_DAYS, DAYS, (cycle.id, owed.step, owed.unit_id or 0), per_row=2),
        (desk.button(texts.CANCEL, CANCEL),),
    )


def ask_nothing(desk: Desk, _tapped: Tapped) -> None:
    """Leave the question; whatever else is being written stays."""
    desk.show(texts.NOT_ASKED, (desk.button(texts.TASKS, verbs.TASKS),))


def ask_reason(desk: Desk, tapped: Tapped) -> None:
    """Ask why so many days more are needed."""
    cycle, owed = _task(desk, tapped)
    days = tapped.number(3)
    check(desk, cycle, commands.AskExtension(owed.step, owed.unit_id, days, ANY_WORDS))
    form = Form(desk.nonce, Purpose.ASK_EXTENSION, cycle.id, owed.unit_id, step=owed.step, days=days)
    isian.begin(desk, GUIDES[Purpose.ASK_EXTENSION], form)


def _ask(desk: Desk, cycle: Cycle, form: Form) -> None:
    cycle = act(desk, cycle, commands.AskExtension(form.step, form.unit_id, form.days, form.text))
    owed = _of_form(cycle, form)
    mine = request_of(desk, cycle, owed) if desk.office.self_approval else None
    deciders = [person for person in givers(desk, cycle, owed) if person != desk.me or mine is not None]
    reached = [person for person in deciders if person not in desk.unreached]
    desk.show(
        texts.asked(desk, owed, reached, desk.unreached),
        (request_button(desk, mine),) if mine is not None and desk.me in deciders else (),
        (desk.button(texts.TASKS, verbs.TASKS),),
    )


def decide(desk: Desk, tapped: Tapped) -> None:
    """Show a request that waits for this person's decision."""
    request = _request(desk, tapped)
    if request is not None:
        _show(desk, request)


def other_days(desk: Desk, tapped: Tapped) -> None:
    """Offer other numbers of days; nothing is granted before its effect was seen."""
    request = _request(desk, tapped)
    if request is None:
        return
    desk.show(
        texts.choose_days(desk, request),
        *_numbers(desk, GRANTED_DAYS, LOOK, request.place, per_row=A_ROW),
        (desk.button(texts.BACK, DECIDE, *request.place),),
    )


def look(desk: Desk, tapped: Tapped) -> None:
    """Show what would move if that number of days were granted."""
    request = _request(desk, tapped, days=tapped.number(4))
    if request is not None:
        _show(desk, request)


def grant(desk: Desk, tapped: Tapped) -> None:
    """Grant what was shown; where the deadline would by now be another one, show that first."""
    request = _request(desk, tapped, days=tapped.number(4))
    if request is None:
        return
    owed = request.assignment
    if request.due_on(desk).toordinal() != tapped.number(5):
        desk.toast(texts.CHANGED_SINCE, alert=True)
        _show(desk, request)
        return
    command = commands.GrantExtension(owed.step, owed.unit_id, request.days)
    by = capacity_for(desk, request.cycle, command)
    changed = _of_key(act(desk, request.cycle, command), owed)
    due_at = request.effect.shifts[0].after.due_at
    event = e.ExtensionGranted(owed.step, owed.unit_id, request.days, due_at)
    _show_decision(desk, request.cycle, Decision(owed, changed, event, by))


def ask_refusal(desk: Desk, tapped: Tapped) -> None:
    """Ask why more time is refused."""
    request = _request(desk, tapped)
    if request is None:
        return
    owed = request.assignment
    form = Form(
        desk.nonce,
        Purpose.REFUSE_EXTENSION,
        request.cycle.id,
        owed.unit_id,
        version=mark_of(request.asked),  # of which request, should there be another one by the time it is sent
        step=owed.step,
    )
    isian.begin(desk, GUIDES[Purpose.REFUSE_EXTENSION], form)


def _refuse(desk: Desk, cycle: Cycle, form: Form) -> None:
    owed = _of_form(cycle, form)
    if owed.extension is None or mark_of(owed.extension) != form.version:
        raise NoExtensionAskedError(form.step, form.unit_id)
    command = commands.RefuseExtension(form.step, form.unit_id, form.text)
    by = capacity_for(desk, cycle, command)
    changed = _of_key(act(desk, cycle, command), owed)
    event = e.ExtensionRefused(form.step, form.unit_id, form.text)
    _show_decision(desk, cycle, Decision(owed, changed, event, by))


def _show_decision(desk: Desk, cycle: Cycle, decision: Decision) -> None:
    desk.send(replace(decision_message(desk, cycle, decision), edits=desk.answers))
    if desk.unreached:
        desk.say(unreached(desk.unreached))


def _show(desk: Desk, request: Request) -> None:
    screen = request_screen(desk, request)
    desk.show(screen.text, *screen.rows)


def _task(desk: Desk, tapped: Tapped) -> tuple[Cycle, Assignment]:
    """Return the cycle and the task that a button names, open or not."""
    cycle, step, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1), tapped.number(2) or None
    owed = cycle.assignment(step, unit_id)
    if owed is None:
        raise StepNotStartedError(step, unit_id)
    return cycle, owed


def _of_key(cycle: Cycle, owed: Assignment) -> Assignment:
    return cycle.assignments[owed.key]


def _of_form(cycle: Cycle, form: Form) -> Assignment:
    return cycle.assignments[(form.step, form.unit_id)]


def _request(desk: Desk, tapped: Tapped, days: int | None = None) -> Request | None:
    """Return the request that a button is about while it waits; else show what became of it, and return None.

    Raises a RefusalError for someone who may not decide on it.
    """
    cycle, owed = _task(desk, tapped)
    deciding = givers_of(owed, desk.records.procedure(cycle))
    if not desk.has(*deciding):
        raise NotGiverError(owed.step, deciding)
    if owed.extension is None or mark_of(owed.extension) != tapped.number(3):
        _show_what_became(desk, cycle, owed, tapped.number(3))
        return None
    check(desk, cycle, commands.GrantExtension(owed.step, owed.unit_id, 1 if days is None else days))
    return request_of(desk, cycle, owed, days)


def _show_what_became(desk: Desk, cycle: Cycle, owed: Assignment, mark: int) -> None:
    """Say who decided on an older request, and when; raises StaleButtonError where there never was such a one."""
    asking, ending = _fate(desk.records.history(cycle.id), owed, mark)
    if asking is None or ending is None:
        raise StaleButtonError
    newer = next((each for each in to_decide(desk, cycle, desk.me) if each.assignment == owed), None)
    desk.show(
        texts.became(desk, desk.me, owed, asking, ending),
        (request_button(desk, newer),) if newer is not None else (),
        (desk.button(texts.TASKS, verbs.TASKS),),
    )


def _fate(history: Sequence[Recorded], owed: Assignment, mark: int) -> tuple[Recorded | None, Recorded | None]:
    """Return the request of that mark and what ended it, each None where there is none."""
    asking = None
    for recorded in history:
        event = recorded.event
        if not isinstance(event, e.ExtensionAsked | _Ending) or (event.step, event.unit_id) != owed.key:
            continue
        if asking is not None:
            return asking, recorded
        if isinstance(event, e.ExtensionAsked) and int(recorded.at.timestamp()) == mark:
            asking = recorded
    return asking, None


def _numbers(desk: Desk, numbers: Sequence[int], verb: str, place: tuple[int, ...], per_row: int) -> Rows:
    buttons = [desk.button(texts.days_label(days), verb, *place, days) for days in numbers]
    return tuple(tuple(buttons[first : first + per_row]) for first in range(0, len(buttons), per_row))


def _reason_asked(desk: Desk, cycle: Cycle, form: Form) -> Markup:
    return texts.ask_reason(desk, _of_form(cycle, form), form)


def _request_heading(desk: Desk, cycle: Cycle, form: Form) -> Markup:
    return texts.request_heading(desk, _of_form(cycle, form), form, desk.situation(cycle))


def _refusal_asked(desk: Desk, cycle: Cycle, form: Form) -> Markup:
    return texts.ask_refusal(desk, _of_form(cycle, form))


def _refusal_heading(desk: Desk, cycle: Cycle, form: Form) -> Markup:
    return texts.refusal_heading(desk, _of_form(cycle, form))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    verbs.MORE_TIME: ask_days,
    DAYS: ask_reason,
    CANCEL: ask_nothing,
    DECIDE: decide,
    OTHER_DAYS: other_days,
    LOOK: look,
    GRANT: grant,
    REFUSE: ask_refusal,
}
GUIDES: Mapping[Purpose, Guide] = {
    Purpose.ASK_EXTENSION: Guide(
        needs=Needs.WORDS,
        question=_reason_asked,
        heading=_request_heading,
        send_label=texts.SEND_REQUEST,
        send=_ask,
        limit=REASON_LIMIT,
    ),
    Purpose.REFUSE_EXTENSION: Guide(
        needs=Needs.WORDS,
        question=_refusal_asked,
        heading=_refusal_heading,
        send_label=texts.SEND_REFUSAL,
        send=_refuse,
        limit=REASON_LIMIT,
    ),
}
