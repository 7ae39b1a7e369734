"""Orders that nobody reads: the next rung is told to those whom it concerns, at last with a list to telephone by."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import verbs
from handlers.desk import Room
from handlers.outgoing import Message, Rows
from handlers.texts import tangga as texts
from workflow.cycle import Cycle
from workflow.ladder import OrderRungTaken, Rung, RungDue, rungs_due
from workflow.papers.call_list import CallListPaper, call_row
from workflow.papers.filing import file_name
from workflow.papers.kinds import PaperKind, Printed
from workflow.papers.sheet import Sheet


def climb(room: Room) -> tuple[OrderRungTaken, ...]:
    """Tell what is due now in every running cycle; returns what was done, for the record."""
    reached = set(room.records.chats())
    cut_off = {person.id for person in room.office.persons} - reached
    done: list[OrderRungTaken] = []
    for cycle in room.records.running_cycles():
        due = rungs_due(cycle, room.situation(cycle), room.records.rungs_taken(cycle.id), cut_off)
        for each in due:
            if each.rung is not Rung.CALL_LIST:
                _tell(room, cycle, each)
        _call(room, cycle, [each for each in due if each.rung is Rung.CALL_LIST])
        done += [_taken(each) for each in due]
    return tuple(done)


def _tell(room: Room, cycle: Cycle, due: RungDue) -> None:
    holder = room.office.holder(due.unread.order.post_id, room.today)
    for person_id in due.told:
        person = room.office.person(person_id)
        rows = _rows(room, cycle, due) if due.rung is Rung.REMINDED else ()
        room.tell(person, Message(texts.rung(room, cycle, due, holder), rows))


def _rows(room: Room, cycle: Cycle, due: RungDue) -> Rows:
    order = due.unread.order
    step = texts.STEP_OF[order.step]
    return ((room.usual(texts.OPEN, verbs.OPEN, cycle.id, step, order.unit_id or 0),),)


def _call(room: Room, cycle: Cycle, due: Sequence[RungDue]) -> None:
    """Hand the call list to whoever gave the orders and to the admins, each once with all that concerns them."""
    for person_id in dict.fromkeys(person_id for each in due for person_id in each.told):
        mine = [each for each in due if person_id in each.told]
        rows = tuple(call_row(room.office, cycle, each.unread, room.today) for each in mine)
        sheet = Sheet(room.records.letterhead(), room.office.zone, room.today)
        name = file_name(PaperKind.CALL_LIST, cycle.quarter)
        paper = Printed(PaperKind.CALL_LIST, CallListPaper(sheet, cycle.quarter, rows), name)
        room.tell(room.office.person(person_id), Message(texts.call_list(cycle, rows), paper=paper))


def _taken(due: RungDue) -> OrderRungTaken:
    order = due.unread.order
    return OrderRungTaken(order.cycle_id, order.step, order.unit_id, order.round, order.post_id, due.rung, due.told)
