"""What the Tim Monev does: reads the Sekretaris's direction, coordinates with each unit, orders it to collect data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from handlers import isian, letters, verbs
from handlers.acting import act, cycle_for
from handlers.buttons import Tapped
from handlers.conversations import Form, Purpose
from handlers.desk import Desk
from handlers.isian import Guide, Needs
from handlers.outgoing import Rows
from handlers.texts import perencanaan as perencanaan_texts
from handlers.texts import tim_monev as texts
from workflow import commands
from workflow.cycle import (
    COLLECT,
    COORDINATE,
    DIRECT,
    EVALUATE,
    AssignmentState,
    Coordination,
    Cycle,
    CycleState,
    Phase,
)
from workflow.office import Role
from workflow.refusals import NotARecipientError

UNIT, RECORD, ORDER = "tim_unit", "tim_catat", "tim_perintah"
NOTE = "tim_catatan"  # cycle, unit: the form is the Subbag's as well and stands in `handlers.perencanaan`
_COORDINATING, _TO_ORDER = (COORDINATE, Phase.ACTING), (COLLECT, Phase.TO_ORDER)


def open_coordinate(desk: Desk, cycle: Cycle, unit_id: int | None) -> None:
    """Show the Sekretaris's direction and the units, or one unit; opening it is the read receipt."""
    if unit_id is not None:
        show_unit(desk, cycle, unit_id)
        return
    _refuse_outsiders(desk)
    directed, rows = _directed(desk, cycle)
    cycle = read_direction(desk, cycle, DIRECT, None)
    ready = to_order(cycle) if desk.has(Role.TIM) else ()
    desk.show(
        texts.unit_list(desk, cycle, directed),
        (desk.usual(texts.order_all(len(ready)), ORDER, cycle.id, 0),) if ready else (),
        *(
            (desk.button(texts.unit_label(desk, cycle, unit_id), UNIT, cycle.id, unit_id),)
            for unit_id in cycle.unit_ids
        ),
        *rows,
    )


def read_direction(desk: Desk, cycle: Cycle, step: int, unit_id: int | None) -> Cycle:
    """Note that the person has opened a direction, where it was addressed to the capacity in which they read it."""
    given = cycle.direction(step, unit_id)
    mine = {actor.post_id for actor in desk.capacities}
    if given is None or not mine & set(given.receipts) or cycle.state is CycleState.WITHDRAWN:
        return cycle
    return act(desk, cycle, commands.ReadDirection(step, unit_id), unit_id)


def _refuse_outsiders(desk: Desk) -> None:
    if not desk.has(*letters.SEES_ALL_UNITS):
        raise NotARecipientError(min((actor.post_id for actor in desk.capacities), default=0))


def _directed(desk: Desk, cycle: Cycle) -> tuple[Markup, Rows]:
    """Return the Sekretaris's direction for the list; a long one goes out ahead of it as a message of its own."""
    given = cycle.direction(DIRECT)
    if given is None:
        return Markup(""), ()
    shown, rows = texts.direction(given, desk, texts.TEAM_DIRECTION), letters.file_rows(desk, cycle, given.files)
    if len(given.text) <= texts.LONG_DIRECTION:
        return shown, rows
    desk.say(shown, *rows)
    return texts.DIRECTION_ABOVE, ()


def open_order(desk: Desk, cycle: Cycle, unit_id: int) -> None:
    """Show the Tim a unit of step 4 that waits for its order."""
    show_unit(desk, cycle, unit_id)


def open_unit(desk: Desk, tapped: Tapped) -> None:
    """Show the unit that was chosen from the list."""
    show_unit(desk, cycle_for(desk, tapped.number(0)), tapped.number(1))


def show_unit(desk: Desk, cycle: Cycle, unit_id: int) -> None:
    """Show where a unit stands, whom to talk to, what was agreed, and what the Tim can do there now."""
    letters.refuse_other_unit(desk, cycle, unit_id)
    leads, in_team = desk.has(*letters.SEES_ALL_UNITS), desk.has(Role.TIM)
    agreed = _coordination(cycle, unit_id)
    directed: Markup = Markup("")
    rows: Rows = ()
    if in_team and _owed_at(cycle, unit_id) == _COORDINATING:
        directed, rows = _directed(desk, cycle)
        cycle = read_direction(desk, cycle, DIRECT, None)
    notes = perencanaan_texts.notes(desk, cycle, unit_id) if leads else Markup("")
    desk.show(
        texts.unit_screen(desk, cycle, unit_id, agreed, directed, notes),
        *(_team_rows(desk, cycle, unit_id) if in_team else ()),
        (desk.button(texts.SEE_DATA, verbs.OPEN, cycle.id, COLLECT, unit_id),) if cycle.submission(unit_id) else (),
        *rows,
        *letters.file_rows(desk, cycle, agreed.files if agreed else ()),
        (desk.button(texts.TO_LIST, verbs.OPEN, cycle.id, COORDINATE, 0),) if leads else (),
    )


def _team_rows(desk: Desk, cycle: Cycle, unit_id: int) -> Rows:
    """Return what the Tim can do for this unit now, the usual next step first."""
    owed = _owed_at(cycle, unit_id)
    if owed == _COORDINATING:
        return ((desk.usual(texts.RECORD, RECORD, cycle.id, unit_id),),)
    if owed == _TO_ORDER:
        return (
            (desk.usual(texts.ORDER, ORDER, cycle.id, unit_id),),
            (desk.button(texts.AMEND, RECORD, cycle.id, unit_id),),
        )
    if can_note(cycle, unit_id):
        return ((desk.button(perencanaan_texts.NOTE, NOTE, cycle.id, unit_id),),)
    return ()


def _owed_at(cycle: Cycle, unit_id: int) -> tuple[int, Phase] | None:
    """Return the step and desk at which the unit's open assignment lies."""
    return next(((owed.step, owed.phase) for owed in cycle.open_assignments() if owed.unit_id == unit_id), None)


def _coordination(cycle: Cycle, unit_id: int) -> Coordination | None:
    return next((made for made in reversed(cycle.coordinations) if made.unit_id == unit_id), None)


def can_record(cycle: Cycle, unit_id: int) -> bool:
    """Tell whether the Tim can still note what it agreed with the unit."""
    return _owed_at(cycle, unit_id) in (_COORDINATING, _TO_ORDER)


def can_note(cycle: Cycle, unit_id: int) -> bool:
    """Tell whether a unit's data are being evaluated, so that Tim and Subbag may remark on them."""
    found = (cycle.assignment(EVALUATE, unit_id), cycle.assignment(EVALUATE))
    return any(owed is not None and owed.state is AssignmentState.OPEN for owed in found)


def to_order(cycle: Cycle) -> tuple[int, ...]:
    """Return the units that wait for the Tim's order to collect data."""
    return tuple(unit_id for unit_id in cycle.unit_ids if _owed_at(cycle, unit_id) == _TO_ORDER)


def begin_record(desk: Desk, tapped: Tapped) -> None:
    """Ask what was agreed with a unit."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1)
    if not can_record(cycle, unit_id):
        desk.toast(texts.NOTHING_TO_RECORD)
        show_unit(desk, cycle, unit_id)
        return
    form = Form(desk.nonce, Purpose.RECORD_COORDINATION, cycle.id, unit_id)
    isian.begin(desk, GUIDES[Purpose.RECORD_COORDINATION], form)


def begin_order(desk: Desk, tapped: Tapped) -> None:
    """Ask for words to go with the order to one unit, or (0) to all that are ready."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1) or None
    ready = to_order(cycle)
    if not ready or (unit_id is not None and unit_id not in ready):
        desk.toast(texts.NOTHING_TO_ORDER)
        open_coordinate(desk, cycle, unit_id)
        return
    form = Form(desk.nonce, Purpose.ORDER_COLLECTION, cycle.id, unit_id)
    isian.begin(desk, GUIDES[Purpose.ORDER_COLLECTION], form)


def _record(desk: Desk, cycle: Cycle, form: Form) -> None:
    unit_id = form.unit_id or 0
    cycle = act(desk, cycle, commands.RecordCoordination(unit_id, form.text, form.files), unit_id)
    ready = to_order(cycle)
    desk.show(
        texts.coordination_recorded(desk, cycle, unit_id, desk.unreached),
        (desk.usual(texts.ORDER, ORDER, cycle.id, unit_id),),
        (desk.button(texts.order_all(len(ready)), ORDER, cycle.id, 0),) if len(ready) > 1 else (),
        (desk.button(texts.TO_LIST, verbs.OPEN, cycle.id, COORDINATE, 0),),
    )


def _units_of(cycle: Cycle, form: Form) -> tuple[int, ...]:
    """Return the units that the form orders: one, or all that are ready by now."""
    return to_order(cycle) if form.unit_id is None else (form.unit_id,)


def _order(desk: Desk, cycle: Cycle, form: Form) -> None:
    unit_ids = _units_of(cycle, form)
    if not unit_ids:
        desk.toast(texts.NOTHING_TO_ORDER)
        open_coordinate(desk, cycle, None)
        return
    cycle = act(desk, cycle, commands.OrderCollection(unit_ids, form.text))
    desk.show(
        texts.ordered(desk, cycle, unit_ids, desk.unreached),
        (desk.button(texts.TO_LIST, verbs.OPEN, cycle.id, COORDINATE, 0),),
    )


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {UNIT: open_unit, RECORD: begin_record, ORDER: begin_order}
OPENERS: Mapping[int, Callable[[Desk, Cycle, int | None], None]] = {COORDINATE: open_coordinate}
GUIDES: Mapping[Purpose, Guide] = {
    Purpose.RECORD_COORDINATION: Guide(
        needs=Needs.WORDS_OR_FILES,
        question=texts.ask_coordination,
        heading=texts.coordination_heading,
        send_label=texts.SAVE,
        send=_record,
        takes_files=True,
    ),
    Purpose.ORDER_COLLECTION: Guide(
        needs=Needs.NOTHING,
        question=lambda desk, cycle, form: texts.ask_order(desk, cycle, _units_of(cycle, form)),
        heading=lambda desk, cycle, form: texts.order_heading(desk, _units_of(cycle, form)),
        send_label=texts.SEND_ORDER,
        send=_order,
    ),
}
