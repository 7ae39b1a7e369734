"""The office's calendar: everybody sees the next days off; an admin adds or takes one away, deadlines shown first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from markupsafe import Markup

from handlers import isian, moving, verbs
from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import CalendarChange, CalendarField, ForeseenMove
from handlers.dates import DayError, DayFault, read_due_day
from handlers.desk import Desk
from handlers.incoming import FileSent, TextSaid
from handlers.moving import Moved
from handlers.outgoing import Button, Message, Rows
from handlers.texts import isian as isian_texts
from handlers.texts import kalender as texts
from handlers.texts.words import EMPTY, paragraphs
from handlers.texts.words import day as name_of
from workflow.access import OfficeAct
from workflow.working_time import DayOff, OfficeCalendar

ADD, DROP, CHOOSE, CHANGE, SAVE = "kal_tambah", "kal_hapus", "kal_pilih", "kal_ubah", "kal_simpan"
MOST_DAYS = 10
"""Days off that one screen lists, and that one screen offers for taking away."""
HORIZON = timedelta(days=366)
"""How far ahead a day may be named: a decree is about this year or the next."""


def show(desk: Desk) -> None:
    """Show the next days off and other hours; an admin may change them."""
    until = desk.today + HORIZON
    desk.say(
        texts.calendar(desk, coming(desk), desk.records.own_days_off(), until),
        (desk.button(texts.ADD, ADD), desk.button(texts.DROP, DROP)) if desk.may(OfficeAct.KEEP_CALENDAR) else (),
        (desk.button(texts.TASKS, verbs.TASKS),),
    )


def coming(desk: Desk) -> tuple[DayOff, ...]:
    """Return the next days off: only those of the week's working days, for a holiday on a Sunday frees nobody."""
    return desk.calendar.days_off_between(desk.today, desk.today + HORIZON)[:MOST_DAYS]


def add(desk: Desk, _tapped: Tapped) -> None:
    """Ask for the day that is to be off."""
    _begin(desk, CalendarChange(desk.nonce, is_off=True))


def drop(desk: Desk, _tapped: Tapped) -> None:
    """Ask for the day off that is to be taken away."""
    _begin(desk, CalendarChange(desk.nonce, is_off=False))


def _begin(desk: Desk, change: CalendarChange) -> None:
    """Begin a change; a half-finished conversation is offered first, unless nothing was entered yet in one like it."""
    is_blank = isinstance(desk.conversation, CalendarChange) and desk.conversation.day is None
    if isian.unfinished(desk) and not is_blank:
        isian.offer_unfinished(desk)
        return
    _say(desk, change)


def add_text(desk: Desk, said: TextSaid) -> None:
    """Take a text as the day or the reason that was asked for; the preview takes none."""
    change = _change(desk)
    text = " ".join(said.text.split())
    if said.edited:
        _say(desk, change, texts.EDIT_CHANGES_NOTHING)
        return
    match change.asking:
        case CalendarField.DAY:
            _take_typed_day(desk, change, text)
        case CalendarField.REASON:
            _take_reason(desk, change, text)
        case CalendarField.NOTHING:
            _say(desk, change, texts.PREVIEW_TAKES_NO_TEXT)


def add_file(desk: Desk, _sent: FileSent) -> None:
    """Say once, even to an album, that a change of the calendar takes no files."""
    change = _change(desk)
    row = (desk.usual(isian_texts.RESUME, isian.RESUME),)
    desk.say(texts.NO_FILES, row, key=f"kalender:{change.nonce}:{change.answer}")


def resume(desk: Desk) -> None:
    """Show the change again as it stands, with what it would move by now."""
    _say(desk, _change(desk))


def choose(desk: Desk, tapped: Tapped) -> None:
    """Take one of the days off that were offered."""
    change, chosen = _shown(desk, tapped), tapped.number(2)
    day = next((day.on for day in coming(desk) if day.on.toordinal() == chosen), None)
    if change is not None and change.asking is CalendarField.DAY:
        _take_day(desk, change, day) if day is not None else _say(desk, change)


def change_day(desk: Desk, tapped: Tapped) -> None:
    """Ask for the day again; the reason stays until another is written."""
    change = _shown(desk, tapped)
    if change is not None:
        _say(desk, replace(change, asking=CalendarField.DAY))


def save(desk: Desk, tapped: Tapped) -> None:
    """Keep the change, let the deadlines follow it and tell those concerned.

    Where it would move something else than was shown, what it moves now is shown instead.
    """
    change = _shown(desk, tapped)
    if change is None:
        return
    if change.day is None or change.asking is not CalendarField.NOTHING:
        _say(desk, change)
        return
    fault = _fault(desk, change.day, is_off=change.is_off)
    if fault:
        _say(desk, replace(change, asking=CalendarField.DAY), fault)
        return
    if _as_stored(_moved(desk, change)) != change.foreseen:
        desk.toast(texts.CHANGED_SINCE, alert=True)
        _say(desk, change)
        return
    desk.calendar = _kept(desk, change, change.day)
    moved = moving.follow(desk, texts.why(change))
    desk.conversation = None
    desk.show(
        texts.saved(desk, change, moved, _told(desk, moved)),
        (desk.button(texts.CALENDAR, verbs.CALENDAR), desk.button(texts.TASKS, verbs.TASKS)),
    )


def _kept(desk: Desk, change: CalendarChange, day: date) -> OfficeCalendar:
    if change.is_off:
        return desk.records.add_day_off(day, change.reason)
    return desk.records.drop_day_off(day, change.reason)


def _take_typed_day(desk: Desk, change: CalendarChange, text: str) -> None:
    try:
        day = read_due_day(text, desk.today)
    except DayError as error:
        _say(desk, change, texts.wrong_day(text, error))
    else:
        _take_day(desk, change, day)


def _take_day(desk: Desk, change: CalendarChange, day: date) -> None:
    fault = _fault(desk, day, is_off=change.is_off)
    if fault:
        _say(desk, change, fault)
        return
    asking = CalendarField.NOTHING if change.reason else CalendarField.REASON
    _say(desk, replace(change, day=day, asking=asking))


def _take_reason(desk: Desk, change: CalendarChange, text: str) -> None:
    fault = texts.wrong_reason(text)
    if not fault:
        change = replace(change, reason=text, asking=CalendarField.NOTHING)
    _say(desk, change, fault)


def _fault(desk: Desk, day: date, *, is_off: bool) -> Markup:
    """Say why the day cannot be changed so; empty where it can."""
    calendar = desk.calendar
    if day < desk.today:
        return texts.wrong_day(name_of(day), DayError(DayFault.PAST, day))
    if day > desk.today + HORIZON:
        return texts.wrong_day(name_of(day), DayError(DayFault.TOO_FAR, day))
    if not is_off and calendar.is_working(day):
        return texts.worked_already(day)
    if not calendar.is_working(day) and not calendar.weekly[day.weekday()]:
        return texts.no_working_day(day)
    if is_off and not calendar.is_working(day):
        return texts.off_already(day, calendar.days_off_between(day, day))
    return EMPTY


def _change(desk: Desk) -> CalendarChange:
    if not isinstance(desk.conversation, CalendarChange):
        raise StaleButtonError
    return desk.conversation


def _shown(desk: Desk, tapped: Tapped) -> CalendarChange | None:
    """Return the change if the tap belongs to its latest answer; an older answer shows the latest instead."""
    change = _change(desk)
    if tapped.text(0) != change.nonce:
        raise StaleButtonError
    if tapped.number(1) != change.answer:
        desk.toast(isian_texts.CHANGED_SINCE)
        _say(desk, change)
        return None
    return change


def _say(desk: Desk, change: CalendarChange, fault: Markup = EMPTY) -> None:
    """Keep the change, and ask for its next part or show what it moves; only the newest answer's buttons act."""
    change = replace(change, answer=change.answer + 1)
    if change.asking is CalendarField.NOTHING and change.day is not None:
        moved = _moved(desk, change)
        change = replace(change, foreseen=_as_stored(moved))
        text, rows = texts.preview(desk, change, moved, _told(desk, moved)), _preview_rows(desk, change)
    else:
        text, rows = texts.ask(change), _question_rows(desk, change)
    desk.conversation = change
    desk.send(Message(paragraphs(fault, text), rows, edits=desk.answers))


def _moved(desk: Desk, change: CalendarChange) -> tuple[Moved, ...]:
    if change.day is None:
        return ()
    calendar = desk.calendar
    changed = (
        calendar.with_day_off(change.day, change.reason) if change.is_off else calendar.with_working_day(change.day)
    )
    return moving.foreseen(desk, changed)


def _as_stored(moved: tuple[Moved, ...]) -> tuple[ForeseenMove, ...]:
    return tuple(
        ForeseenMove(each.cycle.id, each.move.assignment.step, each.move.assignment.unit_id, each.move.due_at)
        for each in moved
    )


def _told(desk: Desk, moved: tuple[Moved, ...]) -> int:
    """Return how many people hear of it: those concerned whom the bot reaches, but for the one who decides."""
    reached = desk.records.chats()
    return sum(person_id in reached and person_id != desk.me.id for person_id in moving.hearers(desk, moved))


def _question_rows(desk: Desk, change: CalendarChange) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if change.asking is CalendarField.DAY and not change.is_off:
        mark = (change.nonce, change.answer)
        rows = [(desk.button(texts.day_label(day), CHOOSE, *mark, day.on.toordinal()),) for day in coming(desk)]
    return (*rows, _leave(desk, change))


def _preview_rows(desk: Desk, change: CalendarChange) -> Rows:
    mark = (change.nonce, change.answer)
    return (
        (desk.usual(texts.SAVE, SAVE, *mark),),
        (desk.button(texts.CHANGE, CHANGE, *mark), *_leave(desk, change)),
    )


def _leave(desk: Desk, change: CalendarChange) -> tuple[Button, ...]:
    return (desk.button(isian_texts.LEAVE, isian.LEAVE, change.nonce),)


def _of_admin(function: Callable[[Desk, Tapped], None]) -> Callable[[Desk, Tapped], None]:
    """Return the handler of a button that only acts for the office's admins; others are told so."""

    def guarded(desk: Desk, tapped: Tapped) -> None:
        if desk.may(OfficeAct.KEEP_CALENDAR):
            function(desk, tapped)
        else:
            desk.say(
                texts.ADMINS_ONLY, (desk.button(texts.CALENDAR, verbs.CALENDAR), desk.button(texts.TASKS, verbs.TASKS))
            )

    return guarded


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    verbs.CALENDAR: lambda desk, _tapped: show(desk),
    ADD: _of_admin(add),
    DROP: _of_admin(drop),
    CHOOSE: _of_admin(choose),
    CHANGE: _of_admin(change_day),
    SAVE: _of_admin(save),
}
