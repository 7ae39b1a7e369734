"""Who is told what when reminders fall due: only those who still owe, their superior where it is overdue, once each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from workflow.cycle import Assignment, AssignmentKey, AssignmentState, Cycle, Phase
from workflow.office import UNIT_ROLES, Person, Role
from workflow.reminders import WHOLE, ReminderKind
from workflow.situation import Situation
from workflow.tasks import givers_of, holders_of


class Why(IntEnum):
    """Why a person hears of a task; of several reasons the highest is said."""

    SOON = 1  # they owe it, and some of the time is gone
    TO_ORDER = 2  # they owe the order that lets the time run
    TO_DECIDE = 3  # they owe the decision on more time for it
    LAST_DAY = 4
    PROMISED = 5  # they gave their word for this morning
    DUE = 6
    PROMISE_BROKEN = 7
    LATE = 8
    # what others owe:
    BELOW_TO_ORDER = 9
    BELOW_DUE_TODAY = 10
    BELOW_NOT_BEGUN = 11
    BELOW_UNREACHED = 12  # nobody who owes it can be told
    BELOW_BROKE_PROMISE = 13
    BELOW_LATE = 14

    @property
    def is_own(self) -> bool:
        """Whether the person owes it."""
        return self < Why.BELOW_TO_ORDER


@dataclass(frozen=True)
class Fired:
    """A reminder that has fallen due: of which assignment (`WHOLE`: of the cycle), and when it was meant for."""

    key: AssignmentKey
    kind: ReminderKind
    meant_at: datetime


@dataclass(frozen=True)
class Concern:
    """One task that one person is to hear of. `meant_at` is the earliest instant for which that was meant."""

    person: Person
    assignment: Assignment
    why: Why
    meant_at: datetime


_OWN: Mapping[ReminderKind, Why] = {
    ReminderKind.ADVANCE: Why.SOON,
    ReminderKind.LAST_MORNING: Why.LAST_DAY,
    ReminderKind.DUE: Why.DUE,
    ReminderKind.OVERDUE: Why.LATE,
    ReminderKind.TO_ORDER: Why.TO_ORDER,
    ReminderKind.PROMISE: Why.PROMISED,
    ReminderKind.BROKEN_PROMISE: Why.PROMISE_BROKEN,
}
_ABOVE: Mapping[ReminderKind, Why] = {
    ReminderKind.OVERDUE: Why.BELOW_LATE,
    ReminderKind.BROKEN_PROMISE: Why.BELOW_BROKE_PROMISE,
    ReminderKind.NOT_BEGUN: Why.BELOW_NOT_BEGUN,
}


@dataclass(frozen=True)
class Witness:
    """What the rules cannot know of themselves: whom the bot reaches, and which units have begun to fill in."""

    reaches: Callable[[int], bool]  # by person id
    has_begun: Callable[[int], bool]  # by unit id


def concerns(
    cycle: Cycle, fired: Iterable[Fired], situation: Situation, witness: Witness
) -> Mapping[int, tuple[Concern, ...]]:
    """Return what each person is to hear, by person id: a task once, for the weightiest reason, overdue ones first.

    What is no longer owed concerns nobody. A post's holder of that day is told, whoever it was before; who can hear
    nothing is left out, and the superior hears that nobody could be reached.
    """
    found: dict[tuple[int, AssignmentKey], Concern] = {}
    for each in fired:
        for concern in _of_fired(cycle, each, situation, witness):
            key = (concern.person.id, concern.assignment.key)
            known = found.get(key)
            found[key] = concern if known is None else _weightier(known, concern)
    by_person: dict[int, list[Concern]] = {}
    for (person_id, _), concern in found.items():
        by_person.setdefault(person_id, []).append(concern)
    return {person_id: tuple(sorted(heard, key=_weight)) for person_id, heard in by_person.items()}


def owing(assignment: Assignment, situation: Situation) -> tuple[Person, ...]:
    """Return the persons who owe it today, once each; none where all its posts are vacant."""
    return _persons(holders_of(assignment, situation), assignment.unit_id, situation)


def superiors(assignment: Assignment, situation: Situation) -> tuple[Person, ...]:
    """Return the persons above those who owe it: the nearest post up the line that someone else holds."""
    below = {person.id for person in owing(assignment, situation)}
    found: dict[int, Person] = {}
    for role in sorted(holders_of(assignment, situation)):
        for person in _above(role, assignment.unit_id, below, situation):
            found[person.id] = person
    return tuple(found.values())


def _above(role: Role, unit_id: int | None, below: set[int], situation: Situation) -> tuple[Person, ...]:
    escalation = situation.procedure.escalation
    above = escalation.superior(role)
    while above is not None:
        others = tuple(person for person in _persons({above}, unit_id, situation) if person.id not in below)
        if others:
            return others
        above = escalation.superior(above)
    return ()


def _persons(roles: Iterable[Role], unit_id: int | None, situation: Situation) -> tuple[Person, ...]:
    """Return who holds the posts of these roles today; roles of a unit are those of that unit."""
    office, today = situation.office, situation.today
    found: dict[int, Person] = {}
    for role in sorted(roles):
        for post in office.posts_with(role, unit_id=unit_id if role in UNIT_ROLES else None):
            holder = office.holder(post.id, today)
            if holder is not None:
                found[holder.id] = holder
    return tuple(found.values())


def _of_fired(cycle: Cycle, fired: Fired, situation: Situation, witness: Witness) -> Iterator[Concern]:
    if fired.key == WHOLE:
        if fired.kind is ReminderKind.DIGEST:
            yield from _digest(cycle, fired, situation, witness)
        return
    assignment = cycle.assignments.get(fired.key)
    if assignment is not None and _is_true(fired, assignment, situation, witness):
        yield from _of_assignment(assignment, fired, situation, witness)


def _deciders(assignment: Assignment, situation: Situation) -> tuple[Person, ...]:
    """Return who decides on more time for it; who asked for it only where the office is that small."""
    deciders = _persons(givers_of(assignment, situation.procedure), assignment.unit_id, situation)
    asked = assignment.extension
    if asked is None or situation.office.self_approval:
        return deciders
    return tuple(person for person in deciders if person.id != asked.asked_by.person_id)


def _of_assignment(assignment: Assignment, fired: Fired, situation: Situation, witness: Witness) -> Iterator[Concern]:
    if fired.kind is ReminderKind.TO_DECIDE:
        deciding = (person for person in _deciders(assignment, situation) if witness.reaches(person.id))
        yield from (Concern(person, assignment, Why.TO_DECIDE, fired.meant_at) for person in deciding)
        return
    own, above = _OWN.get(fired.kind), _ABOVE.get(fired.kind)
    if own is not None:
        told = [person for person in _addressed(assignment, fired, situation) if witness.reaches(person.id)]
        own = _by_now(own, assignment, situation)
        yield from (Concern(person, assignment, own, fired.meant_at) for person in told)
        above = above if told else above or Why.BELOW_UNREACHED
    if above is not None:
        reached = (person for person in superiors(assignment, situation) if witness.reaches(person.id))
        yield from (Concern(person, assignment, above, fired.meant_at) for person in reached)


def _addressed(assignment: Assignment, fired: Fired, situation: Situation) -> tuple[Person, ...]:
    """Return who owes it; of a promise only who holds the post that gave it, while they owe it."""
    people = owing(assignment, situation)
    if fired.kind not in (ReminderKind.PROMISE, ReminderKind.BROKEN_PROMISE) or assignment.promise is None:
        return people
    promised = situation.office.holder(assignment.promise.by.post_id, situation.today)
    return people if promised is None or promised not in people else (promised,)


def _by_now(own: Why, assignment: Assignment, situation: Situation) -> Why:
    """Return what is true by now of a reminder that was meant for before the deadline and comes after it."""
    is_late = assignment.due_at is not None and assignment.due_at < situation.now
    return Why.LATE if is_late and own in (Why.SOON, Why.LAST_DAY, Why.PROMISED) else own


def _is_true(fired: Fired, assignment: Assignment, situation: Situation, witness: Witness) -> bool:
    """Tell whether what the reminder says still holds: it may have been done, and the deadline moved, since."""
    due_at, now = assignment.due_at, situation.now
    if assignment.state is not AssignmentState.OPEN:
        return False
    match fired.kind:
        case ReminderKind.OVERDUE:
            return due_at is not None and due_at < now
        case ReminderKind.TO_ORDER:
            return due_at is None
        case ReminderKind.NOT_BEGUN:
            return assignment.phase is Phase.FILLING and not witness.has_begun(assignment.unit_id or 0)
        case ReminderKind.TO_DECIDE:
            return assignment.extension is not None
        case ReminderKind.PROMISE | ReminderKind.BROKEN_PROMISE:
            return assignment.promise is not None
        case _:
            return due_at is not None


def _digest(cycle: Cycle, fired: Fired, situation: Situation, witness: Witness) -> Iterator[Concern]:
    """Yield for the Sekretaris what others have overdue or owe today."""
    readers = [person for person in _persons({Role.SEKRETARIS}, None, situation) if witness.reaches(person.id)]
    for assignment in cycle.open_assignments():
        why = _standing(assignment, situation)
        if why is None:
            continue
        own = {person.id for person in owing(assignment, situation)}
        yield from (Concern(person, assignment, why, fired.meant_at) for person in readers if person.id not in own)


def _standing(assignment: Assignment, situation: Situation) -> Why | None:
    """Return why the Sekretaris should hear of it this morning, None where all is well."""
    calendar, due_at = situation.calendar, assignment.due_at
    if due_at is None:
        waits = calendar.local_day(assignment.phase_at) < situation.today
        return Why.BELOW_TO_ORDER if waits else None
    if due_at < situation.now:
        return Why.BELOW_LATE
    return Why.BELOW_DUE_TODAY if calendar.local_day(due_at) == situation.today else None


def _weightier(one: Concern, other: Concern) -> Concern:
    """Return the one with the weightier reason, meant for the earlier of both instants; what one owes comes first."""
    chosen = max((one, other), key=lambda concern: (concern.why.is_own, concern.why))
    earliest = min(one.meant_at, other.meant_at)
    return chosen if chosen.meant_at == earliest else Concern(chosen.person, chosen.assignment, chosen.why, earliest)


def _weight(concern: Concern) -> tuple[bool, int, int, int]:
    return (not concern.why.is_own, -concern.why, concern.assignment.step, concern.assignment.unit_id or 0)
