"""Reminders: what each person is told when time has come, in one message, and how they may answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers import card, verbs
from handlers.acting import act, cycle_for
from handlers.buttons import Tapped
from handlers.desk import Desk, Room
from handlers.notices_of_time import request_button, request_of
from handlers.outgoing import Button, Message, Priority, Rows
from handlers.texts import pengingat as texts
from workflow.commands import PromiseWork
from workflow.concerns import Concern, Fired, Why, Witness, concerns
from workflow.cycle import COORDINATE, DECIDE, EVALUATE, Assignment, Cycle, Phase
from workflow.office import Person, Role
from workflow.reminders import ReminderKind
from workflow.tasks import givers_of, owed_by

PROMISE = "ingat_besok"  # cycle, step, unit: they give their word for tomorrow morning
MOST_GROUPS = 5
"""Tasks with buttons of their own in one reminder; beyond them the list of tasks has them all."""
MOST_ASKED = 20
"""Tasks to choose from in one message; whoever owes more finds them all under Tugas saya."""
TOGETHER = frozenset({COORDINATE, EVALUATE, DECIDE})
"""Steps that one person owes for many units and sees as one line."""


@dataclass(frozen=True)
class Group:
    """What one person hears in one line: one task, or the same for several units."""

    why: Why
    assignments: tuple[Assignment, ...]
    meant_at: datetime

    @property
    def first(self) -> Assignment:
        """The task that stands for all."""
        return self.assignments[0]

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The units that the line is about, none where the step is owed once."""
        return tuple(each.unit_id for each in self.assignments if each.unit_id is not None)


def remind(room: Room, cycle: Cycle, fired: Sequence[Fired]) -> None:
    """Tell everyone concerned by what has fallen due: one message a person, whatever it holds.

    The morning's digest also redraws the card, which does not move with the clock by itself.
    """
    situation = room.situation(cycle)
    chats = room.records.chats()
    witness = Witness(reaches=chats.__contains__, has_begun=_begun(room, cycle))
    heard = concerns(cycle, fired, situation, witness)
    recaps = [each.meant_at for each in fired if each.kind is ReminderKind.RECAP]
    morning = any(each.kind is ReminderKind.DIGEST for each in fired)
    listed = {person.id for person in _secretaries(room)} if morning else set()
    for person_id, each in heard.items():
        _tell(room, cycle, each, morning=person_id in listed)
    for person in _secretaries(room) if recaps else ():
        message = Message(texts.recap(room, cycle, min(recaps)), ((_status(room, cycle),),))
        room.tell(person, message, Priority.REMINDER, min(recaps))
    if morning:
        card.redraw(room, cycle)


def _begun(room: Room, cycle: Cycle) -> Callable[[int], bool]:
    """Tell of a unit whether somebody has begun to fill in: a form is open, or a version was sent since the order."""

    def has_begun(unit_id: int) -> bool:
        latest = cycle.submission(unit_id)
        return latest is not None or room.records.has_begun(unit_id)

    return has_begun


def _secretaries(room: Room) -> tuple[Person, ...]:
    holders = (room.office.holder(post.id, room.today) for post in room.office.posts_with(Role.SEKRETARIS))
    return tuple({holder.id: holder for holder in holders if holder is not None}.values())


def _tell(room: Room, cycle: Cycle, heard: Sequence[Concern], *, morning: bool) -> None:
    person = heard[0].person
    own = _groups(each for each in heard if each.why.is_own)
    below = _groups(each for each in heard if not each.why.is_own)
    meant_at = min(each.meant_at for each in heard)
    text = texts.reminder(room, cycle, own, below, meant_at, morning=morning)
    message = Message(text, _rows(room, cycle, own, below))
    room.tell(person, message, Priority.REMINDER, meant_at)


def _groups(heard: Iterable[Concern]) -> tuple[Group, ...]:
    """Return what is heard in lines: the same thing about several units, due at the same instant, is one."""
    lines: dict[object, list[Concern]] = {}
    for each in heard:
        owed = each.assignment
        together = owed.unit_id is not None and (owed.step in TOGETHER or owed.phase is Phase.TO_ORDER)
        unit = None if together else owed.unit_id
        lines.setdefault((each.why, owed.step, owed.phase, owed.due_at, unit, together), []).append(each)
    return tuple(
        Group(line[0].why, tuple(each.assignment for each in line), min(each.meant_at for each in line))
        for line in lines.values()
    )


def _rows(room: Room, cycle: Cycle, own: Sequence[Group], below: Sequence[Group]) -> Rows:
    if len(own) == 1 and own[0].why is not Why.TO_DECIDE:
        rows = _answers(room, cycle, own[0])
    else:
        rows = tuple((_open(room, cycle, each),) for each in own[:MOST_GROUPS])
        rows += (
            ((room.button(texts.OTHER_ANSWER, verbs.ANSWERS, cycle.id, 0, 0),),)
            if any(each.why is not Why.TO_DECIDE for each in own)
            else ()
        )
    return (*rows, (_status(room, cycle),)) if below else rows


def _status(room: Room, cycle: Cycle) -> Button:
    return room.button(texts.STATUS, verbs.STATUS, cycle.id)


def _place(cycle: Cycle, group: Group) -> tuple[int, int, int]:
    several = len(group.assignments) > 1
    step = COORDINATE if several and group.first.phase is Phase.TO_ORDER else group.first.step
    return cycle.id, step, 0 if several else group.first.unit_id or 0


def _open(room: Room, cycle: Cycle, group: Group) -> Button:
    """Return the button of one of several tasks; of a decision it shows what was asked for and what would move."""
    if group.why is not Why.TO_DECIDE:
        return _do(room, cycle, group, texts.do_label(room, group))
    request = request_of(room, cycle, group.first)
    return _status(room, cycle) if request is None else request_button(room, request)


def _do(room: Room, cycle: Cycle, group: Group, label: str) -> Button:
    return room.usual(label, verbs.OPEN, *_place(cycle, group))


def _key(cycle: Cycle, owed: Assignment) -> tuple[int, int, int]:
    return cycle.id, owed.step, owed.unit_id or 0


def _answers(room: Room, cycle: Cycle, group: Group) -> Rows:
    """Return what can be answered: do it, tomorrow morning, help, more time; only what the rules would take."""
    first, key = group.first, _key(cycle, group.first)
    situation = room.situation(cycle)
    single = len(group.assignments) == 1 and first.due_at is not None
    may_promise = single and first.promise is None and situation.may_wait_until_tomorrow(first)
    may_extend = single and first.extension is None and givers_of(first, situation.procedure)
    soft = (room.button(texts.TOMORROW, PROMISE, *key),) if may_promise else ()
    more = (room.button(texts.MORE_TIME, verbs.MORE_TIME, *key),) if may_extend else ()
    rows = ((_do(room, cycle, group, texts.DO_NOW),), (*soft, room.button(texts.HELP, verbs.ASK_HELP, *key)), more)
    return tuple(row for row in rows if row)


def show_answers(desk: Desk, tapped: Tapped) -> None:
    """Show what can be answered about one of the tasks that a reminder named; where it named none, ask which."""
    if not tapped.number(1):
        _ask_which(desk, cycle_for(desk, tapped.number(0)))
        return
    cycle, owed = task_of(desk, tapped)
    if owed is None:
        desk.show(texts.NO_LONGER_OWED, (desk.button(texts.TASKS, verbs.TASKS),))
        return
    group = Group(Why.SOON, (owed,), desk.now)
    desk.say(texts.answers(desk, cycle, group), *_answers(desk, cycle, group))


def _ask_which(desk: Desk, cycle: Cycle) -> None:
    situation = desk.situation(cycle)
    owed = {each.key: each for actor in desk.capacities for each in owed_by(cycle, actor, situation)}
    rows = [
        (desk.button(texts.do_label(desk, Group(Why.SOON, (each,), desk.now)), verbs.ANSWERS, *_key(cycle, each)),)
        for each in owed.values()
    ]
    desk.say(texts.WHICH_TASK if rows else texts.NO_LONGER_OWED, *rows[:MOST_ASKED])


def promise(desk: Desk, tapped: Tapped) -> None:
    """Keep the person's word for tomorrow morning; it stands in for the reminders before that."""
    cycle, step, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1), tapped.number(2) or None
    changed = act(desk, cycle, PromiseWork(step, unit_id))
    desk.say(texts.promised(desk, changed.assignments[(step, unit_id)]), (desk.button(texts.TASKS, verbs.TASKS),))


def task_of(desk: Desk, tapped: Tapped) -> tuple[Cycle, Assignment | None]:
    """Return the cycle and the open task that a button names; None for a task that is over or never was."""
    cycle = cycle_for(desk, tapped.number(0))
    owed = cycle.assignment(tapped.number(1), tapped.number(2) or None)
    return cycle, owed if owed in cycle.open_assignments() else None


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {PROMISE: promise, verbs.ANSWERS: show_answers}
