"""Running deadlines that follow the office's calendar: what moves, and who hears of it, once and in one message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handlers import verbs
from handlers.acting import act
from handlers.desk import Desk, Room
from handlers.outgoing import Message
from handlers.texts import moving as texts
from workflow.commands import MoveDeadlines
from workflow.cycle import Cycle
from workflow.moves import Move, concerned, moves
from workflow.office import Person, Role
from workflow.reminders import all_plans
from workflow.working_time import OfficeCalendar


@dataclass(frozen=True)
class Moved:
    """A deadline of one running cycle that a calendar moves."""

    cycle: Cycle
    move: Move


def foreseen(room: Room, calendar: OfficeCalendar) -> tuple[Moved, ...]:
    """Return what that calendar moves in the running cycles, the oldest cycle first, by step, then unit."""
    found: list[Moved] = []
    for cycle in room.records.running_cycles():
        situation = replace(room.situation(cycle), calendar=calendar)
        found += (Moved(cycle, move) for move in moves(cycle, situation))
    return tuple(found)


def hearers(room: Room, moved: Sequence[Moved]) -> Mapping[int, tuple[Moved, ...]]:
    """Return what each person hears, by person id: their own tasks, a Kabid the unit's, the Sekretaris all of it."""
    found: dict[int, list[Moved]] = {}
    for each in moved:
        people = (*concerned(each.move, room.situation(each.cycle)), *_secretaries(room))
        for person_id in dict.fromkeys(person.id for person in people):
            found.setdefault(person_id, []).append(each)
    return {person_id: tuple(heard) for person_id, heard in found.items()}


def follow(desk: Desk, why: str, watchers: Sequence[Person] = ()) -> tuple[Moved, ...]:
    """Let the running deadlines follow the desk's calendar, recorded as the admin's act; returns what has moved.

    Everybody concerned is told once, whatever moved in however many cycles, without a sound while the office is
    closed; not the one at the desk, who sees the answer. Watchers hear of everything, whoever they are. Every
    reminder is planned anew even where no deadline moves: the next morning may be another one.
    """
    moved = foreseen(desk, desk.calendar)
    for cycle in desk.records.running_cycles():
        changed = act(desk, cycle, MoveDeadlines(why))
        desk.records.keep_plans(changed.id, all_plans(changed, desk.situation(changed)))
    told = {person_id: heard for person_id, heard in hearers(desk, moved).items() if person_id != desk.me.id}
    if moved:
        told |= {watcher.id: moved for watcher in watchers}
    for person_id, heard in told.items():
        desk.tell(desk.office.person(person_id), notice(desk, why, heard))
    return moved


def notice(room: Room, why: str, moved: Sequence[Moved]) -> Message:
    """Return what one person is told of their deadlines."""
    rows = ((room.button(texts.TASKS, verbs.TASKS), room.button(texts.STATUS, verbs.STATUS, moved[-1].cycle.id)),)
    return Message(texts.notice(room, why, moved), rows, silent=not room.calendar.is_open(room.now))


def _secretaries(room: Room) -> tuple[Person, ...]:
    holders = (room.office.holder(post.id, room.today) for post in room.office.posts_with(Role.SEKRETARIS))
    return tuple(holder for holder in holders if holder is not None)
