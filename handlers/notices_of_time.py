"""Who is told when somebody asks for help or for more time, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from handlers import card, verbs
from handlers.desk import Room
from handlers.outgoing import Button, Message, Rows
from handlers.telling import Telling
from handlers.texts import minta_bantuan as help_texts
from handlers.texts import perpanjangan as texts
from workflow import events as e
from workflow.concerns import owing, superiors
from workflow.cycle import Assignment, Cycle, ExtensionRequest
from workflow.evolve import Timings
from workflow.forecast import Effect, moved
from workflow.office import UNIT_ROLES, Actor, Person, Role
from workflow.tasks import givers_of

GRANT = "waktu_setuju"  # cycle, step, unit, request, days, the day on which it would be due
DECIDE = "waktu_putus"  # cycle, step, unit, request: shows what would move
OTHER_DAYS = "waktu_lain"  # cycle, step, unit, request: choose another number of days
REFUSE = "waktu_tolak"  # cycle, step, unit, request: asks for the reason


@dataclass(frozen=True)
class Request:
    """More time that was asked for, as the one who decides sees it. `days` may differ from what was asked."""

    cycle: Cycle
    assignment: Assignment
    asked: ExtensionRequest
    days: int
    effect: Effect

    @property
    def place(self) -> tuple[int, int, int, int]:
        """What every button about it carries first: cycle, step, unit and the request's mark."""
        return (self.cycle.id, self.assignment.step, self.assignment.unit_id or 0, mark_of(self.asked))

    def due_on(self, room: Room) -> date:
        """Return the day on which the task would be due."""
        return room.calendar.local_day(self.effect.shifts[0].after.due_at)


@dataclass(frozen=True)
class Decision:
    """What was decided on a request: the task before and after it, the event, and by whom."""

    before: Assignment
    after: Assignment
    event: e.ExtensionGranted | e.ExtensionRefused
    by: Actor


def mark_of(asked: ExtensionRequest) -> int:
    """Return what tells this request from an earlier or later one of the same task: when it was made."""
    return int(asked.asked_at.timestamp())


def request_of(room: Room, cycle: Cycle, assignment: Assignment, days: int | None = None) -> Request | None:
    """Return the request that waits for a decision, with the effect of `days` (else of what was asked for)."""
    asked = assignment.extension
    if asked is None:
        return None
    chosen = days or asked.days
    return Request(cycle, assignment, asked, chosen, moved(cycle, assignment, chosen, room.situation(cycle)))


def to_decide(room: Room, cycle: Cycle, person: Person) -> tuple[Request, ...]:
    """Return the requests on which this person decides today, their own only where the office is that small."""
    roles = {actor.role for actor in room.office.capacities(person.id, room.today)}
    procedure = room.records.procedure(cycle)
    found = (request_of(room, cycle, owed) for owed in cycle.open_assignments() if givers_of(owed, procedure) & roles)
    return tuple(
        request
        for request in found
        if request is not None and (request.asked.asked_by.person_id != person.id or room.office.self_approval)
    )


def request_screen(room: Room, request: Request) -> Message:
    """Return what moves if the request is granted, with the buttons to decide."""
    limit_at = card.whole_due(room, request.cycle, room.records.procedure(request.cycle))
    shown = (*request.place, request.days, request.due_on(room).toordinal())
    rows: Rows = (
        (room.usual(texts.grant_label(request.days), GRANT, *shown),),
        (
            room.button(texts.OTHER_DAYS, OTHER_DAYS, *request.place),
            room.refusing(texts.REFUSE, REFUSE, *request.place),
        ),
    )
    return Message(texts.request(room, request, limit_at), rows)


def request_button(room: Room, request: Request) -> Button:
    """Return the button that shows a request to the one who decides."""
    return room.button(texts.decide_label(room.office, request), DECIDE, *request.place)


def decision_message(room: Room, cycle: Cycle, decision: Decision) -> Message:
    """Return what stands in place of a request once it is decided."""
    return Message(texts.decided(room, cycle, decision), ((room.button(texts.TASKS, verbs.TASKS),),))


def givers(room: Room, cycle: Cycle, assignment: Assignment) -> tuple[Person, ...]:
    """Return who decides today on more time for the task, once each."""
    roles = givers_of(assignment, room.records.procedure(cycle))
    posts = (post for role in sorted(roles) for post in _posts(room, role, assignment.unit_id))
    holders = (room.office.holder(post_id, room.today) for post_id in posts)
    return tuple({holder.id: holder for holder in holders if holder is not None}.values())


def _posts(room: Room, role: Role, unit_id: int | None) -> tuple[int, ...]:
    posts = room.office.posts_with(role, unit_id=unit_id if role in UNIT_ROLES else None)
    return tuple(post.id for post in posts)


@dataclass(frozen=True)
class Helpers:
    """Whom a call for help reaches: the nearest superiors with a chat, and those nearer who have none."""

    told: tuple[Person, ...]
    missed: tuple[Person, ...]


def helpers(room: Room, cycle: Cycle, by: Actor) -> Helpers:
    """Return who hears that `by` needs help: rank by rank up the line of command until somebody can be told."""
    escalation = room.records.procedure(cycle).escalation
    chats = room.records.chats()
    missed: list[Person] = []
    above = escalation.superior(by.role)
    while above is not None:
        holders = (room.office.holder(post_id, room.today) for post_id in _posts(room, above, by.unit_id))
        rank = {holder.id: holder for holder in holders if holder is not None and holder.id != by.person_id}
        told = tuple(person for person in rank.values() if person.id in chats)
        if told:
            return Helpers(told, tuple(missed))
        missed += rank.values()
        above = escalation.superior(above)
    return Helpers((), tuple(missed))


def announce(told: Telling, event: Timings, by: Actor) -> None:
    """Tell those concerned of what happened to the time of a task."""
    match event:
        case e.HelpAsked():
            _call_for_help(told, event, by)
        case e.ExtensionAsked(step, unit_id):
            _ask(told, step, unit_id)
        case e.ExtensionGranted() | e.ExtensionRefused():
            _tell_decision(told, event, by)
        case e.WorkPromised() | e.DeadlineMoved():
            pass  # a promise shows where it is broken; who changes the calendar tells what it moved


def _call_for_help(told: Telling, event: e.HelpAsked, by: Actor) -> None:
    """Hand the words on as they were written, then the files; who cannot be reached is passed over."""
    desk, owed = told.desk, told.owed(event.step, event.unit_id)
    if owed is None:
        return
    text = help_texts.call(desk, told.cycle, owed, by, event.text, len(event.files))
    rows = (
        (_opens(told, event.step, event.unit_id),),
        (desk.button(help_texts.STATUS, verbs.STATUS, told.cycle.id),),
    )
    for person in helpers(desk, told.cycle, by).told:
        desk.tell(person, Message(text, rows))
        for file_id in event.files:
            desk.tell(person, Message(help_texts.file_of(by, desk), file_id=file_id))


def _opens(told: Telling, step: int, unit_id: int | None) -> Button:
    """Make the button that opens the task and leaves the notice, with what somebody wrote in it, where it is."""
    return told.desk.usual(texts.OPEN_TASK, verbs.OPEN_BELOW, told.cycle.id, step, unit_id or 0)


def _ask(told: Telling, step: int, unit_id: int | None) -> None:
    """Put the request before everyone who may decide on it, in a message that becomes the decision."""
    desk, owed = told.desk, told.owed(step, unit_id)
    request = None if owed is None else request_of(desk, told.cycle, owed)
    if owed is None or request is None:
        return
    screen = request_screen(desk, request)
    for person in givers(desk, told.cycle, owed):
        if person.id != desk.me.id:
            desk.tell(person, Message(screen.text, screen.rows, key=_key(request.place, person)))


def _key(place: tuple[int, int, int, int], person: Person) -> str:
    return ":".join(("perpanjangan", *map(str, place), str(person.id)))


def _tell_decision(told: Telling, event: e.ExtensionGranted | e.ExtensionRefused, by: Actor) -> None:
    """Tell the asker, all who owe the task and their superior; the copies of all who might decide say it too."""
    key = (event.step, event.unit_id)
    owed = told.owed(*key)
    before = None if told.before is None else told.before.assignment(*key)
    if owed is None or before is None or before.extension is None:
        return
    desk, asked = told.desk, before.extension
    message = decision_message(desk, told.cycle, Decision(before, owed, event, by))
    opens = _opens(told, *key)
    told.authors([asked.asked_by], message.text, opens)
    situation = desk.situation(told.cycle)
    for person in (*owing(owed, situation), *superiors(owed, situation)):
        told.person(person, message.text, opens)
    place = (told.cycle.id, event.step, event.unit_id or 0, mark_of(asked))
    for person in givers(desk, told.cycle, owed):
        desk.tell(person, replace(message, key=_key(place, person), silent=True))
