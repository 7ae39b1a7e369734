"""`Siap triwulan?`: what would hold the next quarter up, each with the one button that mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from handlers import pintu, tamu, verbs
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.kantor import POST
from handlers.outgoing import Button, Message
from handlers.texts import siap as texts
from workflow.access import OfficeAct
from workflow.quarter import Quarter
from workflow.readiness import Found, Hindrance, UnitPlan, holidays, readiness

ASK = "siap_minta"
MOST_BUTTONS = 12
"""Fixes that one screen offers; with the first of them done the next come up."""


def show(desk: Desk) -> None:
    """List what is missing; whoever may only look is told whom to ask."""
    if not desk.may(OfficeAct.SEE_READINESS):
        desk.say(texts.NOT_FOR_YOU, (desk.button(texts.TASKS, verbs.TASKS),))
        return
    quarter = _quarter(desk)
    found = _found(desk, quarter)
    may_mend = desk.may(OfficeAct.CHANGE_OFFICE)
    fixes = dict.fromkeys(_fix(desk, each) for each in found) if may_mend else {}
    desk.show(
        texts.readiness(desk, quarter, found, may_mend=may_mend),
        *((button,) for button in list(fixes)[:MOST_BUTTONS]),
        (desk.usual(texts.ASK, ASK),) if found and not may_mend else (),
        (desk.button(texts.CARDS, pintu.CARDS),) if may_mend and _many_are_out(found) else (),
        (desk.button(texts.AGAIN, verbs.READINESS), desk.button(texts.TASKS, verbs.TASKS)),
    )


def ask(desk: Desk, _tapped: Tapped) -> None:
    """Tell the admins what is missing; asked again the same day the notice is renewed, not doubled."""
    if not desk.may(OfficeAct.SEE_READINESS):
        desk.say(texts.NOT_FOR_YOU, (desk.button(texts.TASKS, verbs.TASKS),))
        return
    quarter, chats = _quarter(desk), desk.records.chats()
    text = texts.asked(desk, quarter, _found(desk, quarter))
    admins = [person for person in desk.office.persons if person.is_admin and person.id in chats]
    key = f"siap:{desk.me.id}:{desk.today.isoformat()}"
    for person in admins:
        desk.tell(person, Message(text, ((desk.usual(texts.READINESS, verbs.READINESS),),), key=key))
    desk.toast(texts.ASKED if admins else texts.NO_ADMIN, alert=True)


def _many_are_out(found: Sequence[Found]) -> bool:
    """Tell whether handing out cards beats sending links one by one."""
    return sum(each.kind is Hindrance.NEVER_STARTED for each in found) > 1


def _quarter(desk: Desk) -> Quarter:
    """Return the quarter that is run, else the one that comes: of this quarter the data are collected when it ends."""
    cycle = desk.records.running_cycle()
    return cycle.quarter if cycle is not None else Quarter.containing(desk.today)


def _found(desk: Desk, quarter: Quarter) -> tuple[Found, ...]:
    before = quarter.previous
    plans = {
        unit.id: UnitPlan(
            tuple(desk.records.indicators(unit.id, quarter)), tuple(desk.records.indicators(unit.id, before))
        )
        for unit in desk.office.units
    }
    start = desk.calendar.opening_after(desk.now) if desk.records.running_cycle() else _begins(desk, quarter)
    of_people = readiness(desk.office, desk.records.reaches(), plans, desk.today)
    return (*of_people, *holidays(desk.records.procedure(None), desk.calendar, start))


def _begins(desk: Desk, quarter: Quarter) -> datetime:
    """Return when the quarter's monev begins: on the first opening after it has ended."""
    return desk.calendar.opening(desk.calendar.next_working_day(quarter.last_day))


def _fix(desk: Desk, found: Found) -> Button:
    match found.kind:
        case Hindrance.NEVER_STARTED | Hindrance.BLOCKED:
            name = desk.office.person(found.subject).name
            return desk.button(texts.invite_label(name), pintu.INVITE, found.subject)
        case Hindrance.WAITS_AT_DOOR:
            name = desk.office.person(found.subject).name
            return desk.usual(texts.confirm_label(name), tamu.IT_IS, found.newcomer_id)
        case Hindrance.VACANT:
            return desk.button(texts.vacant_label(desk.office.post(found.subject).title), POST, found.subject)
        case Hindrance.HOLIDAY:
            return desk.button(texts.CALENDAR, verbs.CALENDAR)
        case Hindrance.TEMPLATE_CHANGED | Hindrance.NO_INDICATORS:
            return desk.button(texts.INDICATORS, verbs.INDICATORS)


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {verbs.READINESS: lambda desk, _tapped: show(desk), ASK: ask}
