"""Which running deadlines a change of the office's calendar moves, and whom that concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.concerns import owing
from workflow.cycle import Assignment, Cycle, CycleState
from workflow.office import UNIT_ROLES, Person, Role
from workflow.situation import Situation
from workflow.tasks import holders_of


@dataclass(frozen=True)
class Move:
    """One open assignment, as it is due now, and when it is due by the calendar (UTC)."""

    assignment: Assignment
    due_at: datetime


def moves(cycle: Cycle, situation: Situation) -> tuple[Move, ...]:
    """Return the open assignments of a running cycle that are due at another time by the situation's calendar.

    An unchanged calendar moves nothing, however often and however late it is asked.
    """
    if cycle.state is not CycleState.RUNNING:
        return ()
    found = ((owed, situation.due_by_calendar(owed)) for owed in cycle.open_assignments())
    return tuple(Move(owed, due_at) for owed, due_at in found if due_at is not None and due_at != owed.due_at)


def concerned(move: Move, situation: Situation) -> tuple[Person, ...]:
    """Return who is to hear of the move, once each: who owes the task and, where a unit's people do, their Kabid."""
    assignment = move.assignment
    found = {person.id: person for person in owing(assignment, situation)}
    if holders_of(assignment, situation) <= UNIT_ROLES:
        for post in situation.office.posts_with(Role.KABID, unit_id=assignment.unit_id):
            holder = situation.office.holder(post.id, situation.today)
            if holder is not None:
                found[holder.id] = holder
    return tuple(found.values())
