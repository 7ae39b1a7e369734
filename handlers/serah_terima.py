"""Posts that change hands: whoever holds one from now on gets its open tasks, and everyone concerned is told, once."""

from __future__ import annotations

from datetime import date

from handlers import card, usulan, verbs
from handlers.desk import Room
from handlers.outgoing import Message, Priority
from handlers.texts import serah_terima as texts
from workflow.cycle import Assignment, Cycle
from workflow.holders import HeldBy, Move, ToldHolders, Warned, above, actor_of, ending, holders_on, moves
from workflow.office import Holding, HoldingKind, Person, Post
from workflow.tasks import owed_by


def begin(room: Room) -> None:
    """Take who holds what today as known, in an office where nobody was told anything yet."""
    if room.records.told_holders() is None:
        room.records.keep_told_holders(ToldHolders(holders_on(room.office, room.today)))


def tell(room: Room) -> None:
    """Tell of every post that has moved since everyone was told last, and of stand-ins that end soon (not new ones).

    Superiors are reminded once of a proposed stand-in that was to begin by today.

    Open tasks, buttons and reminders belong to the post, so they are the new holder's at once. Who has left the post
    for good gets nothing; who comes back to it, or only lent it, is told. An office that was never told begins here.
    """
    known, now = room.records.told_holders(), holders_on(room.office, room.today)
    soon = ending(room.office, room.calendar, room.today)
    marks = tuple(Warned(held.post_id, held.person_id, held.until_on) for held in soon if held.until_on)
    waiting = tuple(each for each in room.office.proposals if each.from_on <= room.today <= each.until_on)
    told = ToldHolders(now, marks, tuple(each.number for each in waiting))
    if told == known:
        return
    if known is not None:
        for move in moves(room.office, known.holders, now):
            _tell_move(room, move)
        for held, mark in zip(soon, marks, strict=True):
            if mark not in known.warned and HeldBy(held.post_id, held.person_id, held.kind) in known.holders:
                _warn(room, held)
        for proposal in waiting:
            if proposal.number not in known.asked_again:
                usulan.ask_again(room, proposal)
    room.records.keep_told_holders(told)


def open_tasks(room: Room, held: HeldBy) -> tuple[tuple[Cycle, Assignment], ...]:
    """Return what the post owes in every running cycle."""
    actor = actor_of(room.office, held)
    return tuple(
        (cycle, owed)
        for cycle in room.records.running_cycles()
        for owed in owed_by(cycle, actor, room.situation(cycle))
    )


def _tell_move(room: Room, move: Move) -> None:
    post = room.office.post(move.post_id)
    if move.present is None:
        _tell_vacant(room, post, move.former)
        return
    owed = open_tasks(room, move.present)
    until = _last_day(room, move.present)
    former = None if move.former is None else room.office.person(move.former.person_id)
    holder = room.office.person(move.present.person_id)
    button = room.usual(texts.TASKS, verbs.TASKS)
    room.tell(holder, Message(texts.taken_over(room, post, move.present.kind, until, former, owed), ((button,),)))
    cycle = room.records.running_cycle()
    if cycle is not None:
        room.tell(holder, card.message(room, cycle), Priority.CARD)
    if former is not None and former != holder and _is_to_hear(room, move):
        room.tell(former, Message(texts.handed_over(room, post, move.present.kind, until, holder)))


def _is_to_hear(room: Room, move: Move) -> bool:
    """Tell whether the former holder is still concerned: it was lent, or they hold another post."""
    if move.former is None or move.present is None:
        return False
    lent = move.present.kind is not HoldingKind.DEFINITIF or move.former.kind is not HoldingKind.DEFINITIF
    return lent or bool(room.office.capacities(move.former.person_id, room.today))


def _tell_vacant(room: Room, post: Post, former: HeldBy | None) -> None:
    """Tell the superiors of a vacant post and the admins what is now in nobody's hands."""
    owed = open_tasks(room, HeldBy(post.id, 0, HoldingKind.DEFINITIF))
    name = None if former is None else room.office.person(former.person_id)
    message = Message(texts.vacant(room, post, name, owed), ((room.button(texts.TASKS, verbs.TASKS),),))
    for person in _watching(room, post):
        room.tell(person, message)


def _warn(room: Room, held: Holding) -> None:
    """Tell that a stand-in ends soon: who stands in, whom they stand in for, and the admins."""
    post = room.office.post(held.post_id)
    definitive = next(
        (
            each.person_id
            for each in room.office.holdings
            if each.post_id == post.id and each.kind is HoldingKind.DEFINITIF and each.covers(room.today)
        ),
        None,
    )
    concerned = {held.person_id, *(() if definitive is None else (definitive,))}
    concerned |= {person.id for person in room.office.persons if person.is_admin}
    for person in room.office.persons:
        if person.id in concerned:
            room.tell(person, Message(texts.ends_soon(room, post, held, definitive)))


def _watching(room: Room, post: Post) -> list[Person]:
    """Return the nearest superiors of the post, and the admins."""
    superiors = above(room.office, post, room.today)
    return [person for person in room.office.persons if person.is_admin or person in superiors]


def _last_day(room: Room, held: HeldBy) -> date | None:
    found = room.office.holding(held.post_id, room.today)
    return None if found is None else found.until_on
