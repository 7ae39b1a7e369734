"""What a person owes now, over all their posts: one list, each line with the button that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from handlers import isian, tindak_lanjut, verbs
from handlers.acting import cycle_for
from handlers.buttons import Tapped, UnknownButtonError
from handlers.desk import Desk
from handlers.left_open import list_button
from handlers.notices import ACCEPT_DISPOSISI
from handlers.notices_of_time import request_button, to_decide
from handlers.outgoing import Button
from handlers.texts import card as card_texts
from handlers.texts import tindak_lanjut as item_texts
from handlers.texts import tugas as texts
from handlers.texts.isian import RESUME
from handlers.texts.notices import STEP_OF_DIRECTION
from handlers.texts.perpanjangan import waiting
from handlers.texts.words import EMPTY, paragraphs
from workflow.cycle import (
    COLLECT,
    COORDINATE,
    DECIDE,
    DIRECT,
    EVALUATE,
    Assignment,
    Cycle,
    Direction,
    Disposisi,
    Phase,
    ReceiptState,
)
from workflow.office import Actor, Role
from workflow.quarter import Quarter
from workflow.refusals import UnknownUnitError
from workflow.tasks import owed_by

Openers = Mapping[int, Callable[[Desk, Cycle, int | None], None]]
"""What opens a task of each step: the one module that handles it."""

LISTED_AS_ONE = frozenset({COORDINATE, EVALUATE, DECIDE})
"""Steps that one person owes for many units: their opener without a unit lists them."""
_NOT_RECEIVED = (ReceiptState.SENT, ReceiptState.READ)


@dataclass(frozen=True)
class Debt:
    """One line of the list: what is owed in one capacity, of one unit or of several at once."""

    title: str
    actor: Actor
    step: int  # which opener shows it
    unit_id: int | None  # None: owed once, or several units
    unit_ids: tuple[int, ...]
    due_at: datetime | None  # of several, the earliest
    asked_days: int = 0  # working days of more time that were asked for and wait for a decision


def show(desk: Desk, above: Markup = EMPTY) -> None:
    """List what the person owes, has not read and has not finished; `above` is said first."""
    if not desk.capacities:
        _show_without_post(desk, above)
        return
    cycle = desk.records.running_cycle()
    if cycle is None:
        _show_idle(desk, above)
        return
    owed = debts(desk, cycle)
    letters = unread(desk, cycle, owed)
    requests = to_decide(desk, cycle, desk.me)
    items = tindak_lanjut.owed(desk)
    half_done = isian.unfinished(desk)
    text = texts.owed(owed, cycle, desk) if owed or letters or requests else texts.nothing_owed(cycle, desk)
    desk.say(
        paragraphs(
            above,
            text,
            waiting(desk, requests),
            texts.unread(letters),
            item_texts.owed(desk, items),
            texts.unfinished(desk.conversation) if half_done else EMPTY,
        ),
        (desk.usual(RESUME, isian.RESUME),) if half_done else (),
        *((_open_button(desk, cycle, debt),) for debt in owed),
        (desk.button(texts.TIME_OR_HELP, verbs.ANSWERS, cycle.id, 0, 0),) if owed else (),
        *((request_button(desk, request),) for request in requests),
        *((_letter_button(desk, cycle, letter),) for letter in letters),
        (list_button(desk),) if items else (),
        () if owed else (desk.button(texts.STATUS, verbs.STATUS, cycle.id),),
    )


def _show_without_post(desk: Desk, above: Markup) -> None:
    """Say that nothing is owed by who holds no post; an admin may keep the office's calendar all the same."""
    half_done = isian.unfinished(desk)
    text = texts.no_post(admin=desk.me.is_admin)
    desk.say(
        paragraphs(above, text, texts.unfinished(desk.conversation) if half_done else EMPTY),
        (desk.usual(RESUME, isian.RESUME),) if half_done else (),
        (desk.button(texts.CALENDAR, verbs.CALENDAR),) if desk.me.is_admin else (),
        (desk.button(texts.HELP, verbs.HELP),),
    )


def _show_idle(desk: Desk, above: Markup) -> None:
    """Say that nothing runs; the Kepala Dinas may begin the quarter that has ended."""
    half_done = isian.unfinished(desk)
    quarter = Quarter.ended_before(desk.calendar.local_day(desk.now))
    may_begin = desk.has(Role.KEPALA_DINAS) and desk.records.cycle_of(quarter) is None
    items = tindak_lanjut.owed(desk)
    desk.say(
        paragraphs(
            above,
            texts.may_begin(quarter) if may_begin else texts.no_cycle(),
            item_texts.owed(desk, items),
            texts.unfinished(desk.conversation) if half_done else EMPTY,
        ),
        (desk.usual(texts.begin_disposisi(quarter), verbs.NEW_DISPOSISI, quarter.year, quarter.number),)
        if may_begin and not half_done
        else (),
        (list_button(desk),) if items else (),
        (desk.usual(RESUME, isian.RESUME),) if half_done else (),
    )


def debts(desk: Desk, cycle: Cycle) -> tuple[Debt, ...]:
    """Return what the person owes now, by step; what one person owes for many units is one line."""
    situation = desk.situation(cycle)
    found: dict[tuple[int, Phase, int | None], tuple[Actor, list[Assignment]]] = {}
    seen = set()
    for actor in desk.capacities:
        for assignment in owed_by(cycle, actor, situation):
            if assignment.key not in seen:
                seen.add(assignment.key)
                found.setdefault(_line_of(assignment), (actor, []))[1].append(assignment)
    lines = [_debt(actor, group) for actor, group in found.values()]
    return tuple(sorted(lines, key=lambda debt: (debt.step, debt.title, debt.unit_ids)))


def _line_of(assignment: Assignment) -> tuple[int, Phase, int | None]:
    """Return what the assignment shares with others of the same line."""
    together = assignment.unit_id is not None and (
        assignment.step in LISTED_AS_ONE or assignment.phase is Phase.TO_ORDER
    )
    return (assignment.step, assignment.phase, 0 if together else assignment.unit_id)


def _debt(actor: Actor, group: list[Assignment]) -> Debt:
    first = group[0]
    unit_ids = tuple(owed.unit_id for owed in group if owed.unit_id is not None)
    in_list = first.phase is Phase.TO_ORDER and len(group) > 1
    return Debt(
        title=card_texts.task_title(first),
        actor=actor,
        step=COORDINATE if in_list else first.step,  # the Tim's list of units orders several at once
        unit_id=first.unit_id if len(group) == 1 else None,
        unit_ids=unit_ids,
        due_at=min((owed.due_at for owed in group if owed.due_at), default=None),
        asked_days=first.extension.days if len(group) == 1 and first.extension else 0,
    )


def unread(desk: Desk, cycle: Cycle, owed: tuple[Debt, ...]) -> tuple[Disposisi | Direction, ...]:
    """Return the letters to the person that are not read or received; a task listed already shows its own letter."""
    posts = {actor.post_id for actor in desk.capacities}
    found: list[Disposisi | Direction] = []
    disposisi = cycle.disposisi[-1]
    if any(disposisi.receipts[post].state in _NOT_RECEIVED for post in posts & set(disposisi.receipts)):
        found.append(disposisi)
    latest = {(given.step, given.unit_id): given for given in cycle.directions}.values()
    found += [
        given
        for given in latest
        if _is_awaited(cycle, given)
        and any(given.receipts[post].state is ReceiptState.SENT for post in posts & set(given.receipts))
    ]
    listed = {(debt.step, unit_id) for debt in owed for unit_id in (debt.unit_ids or (None,))}
    return tuple(letter for letter in found if not _shown_by(letter, listed))


def _is_awaited(cycle: Cycle, direction: Direction) -> bool:
    """Tell whether what the direction asks for is still to be done; after that nobody is urged to read it."""
    step = STEP_OF_DIRECTION[direction.step]
    return any(
        owed.step == step and owed.unit_id == (direction.unit_id or owed.unit_id) and owed.phase is not Phase.CHECKING
        for owed in cycle.open_assignments()
    )


def _shown_by(letter: Disposisi | Direction, listed: set[tuple[int, int | None]]) -> bool:
    if isinstance(letter, Disposisi):
        return (DIRECT, None) in listed
    if letter.unit_id is None:
        return any(step in (COORDINATE, COLLECT) for step, _ in listed)
    return (STEP_OF_DIRECTION[letter.step], letter.unit_id) in listed


def _open_button(desk: Desk, cycle: Cycle, debt: Debt) -> Button:
    return desk.usual(texts.open_label(debt, desk), verbs.OPEN, cycle.id, debt.step, debt.unit_id or 0)


def _letter_button(desk: Desk, cycle: Cycle, letter: Disposisi | Direction) -> Button:
    if isinstance(letter, Disposisi):
        if desk.has(Role.SEKRETARIS):
            return desk.button(texts.ACCEPT, verbs.OPEN, cycle.id, DIRECT, 0)
        return desk.button(texts.ACCEPT, ACCEPT_DISPOSISI, cycle.id)
    step = STEP_OF_DIRECTION[letter.step]
    return desk.button(texts.read_label(letter), verbs.OPEN, cycle.id, step, letter.unit_id or 0)


def open_task(desk: Desk, tapped: Tapped, openers: Openers) -> None:
    """Show a task as it stands now. Raises UnknownButtonError for a step that the SOP does not have."""
    cycle, step, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1), tapped.number(2) or None
    if step not in openers:
        raise UnknownButtonError(tapped.verb)
    if unit_id is not None and unit_id not in cycle.unit_ids:
        raise UnknownUnitError(unit_id)
    openers[step](desk, cycle, unit_id)
