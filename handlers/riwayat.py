"""What happened: in a cycle, a task of it, or a unit's part; and in the office's register, for those who may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from handlers import letters, verbs
from handlers.acting import cycle_for
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.kepatuhan import visible_units
from handlers.outgoing import Button
from handlers.texts import register as register_texts
from handlers.texts import riwayat as texts
from workflow.access import OfficeAct
from workflow.cycle import Cycle
from workflow.events import Recorded
from workflow.history import AMONG_EVALUATORS, step_of, unit_of

HISTORY = "riwayat"  # cycle; with step and unit (0 for all) only what belongs to that task
REGISTER = "riwayat_kantor"  # what happened to the office itself
MOST_ACTS = 20


@dataclass(frozen=True)
class Part:
    """Which part of a cycle's history is asked for; 0 stands for every step, or every unit."""

    step: int = 0
    unit_id: int = 0

    def holds(self, recorded: Recorded) -> bool:
        """Tell whether the event belongs to this part."""
        event = recorded.event
        return self.step in (0, step_of(event)) and self.unit_id in (0, unit_of(event))


def show(desk: Desk, cycle: Cycle | None = None, part: Part | None = None) -> None:
    """Show the last acts of the cycle, or of a part of it: to leaders all, to a unit's people only their unit's."""
    shown = cycle or desk.records.running_cycle() or desk.records.latest_cycle()
    answer = desk.say if part is None else desk.show
    part = part or Part()
    open_acts = [] if shown is None else list(_open(desk, shown))
    acts = [recorded for recorded in open_acts if part.holds(recorded)]
    if shown is None or not _may_see(desk, shown, part):
        answer(texts.NO_HISTORY if shown is None else texts.NOT_FOR_YOU, *_doors(desk, None))
    elif not acts:
        answer(texts.NO_HISTORY, *_doors(desk, shown))
    else:
        narrower = _narrower(desk, shown, part, open_acts)
        answer(texts.history(shown, acts[-MOST_ACTS:], desk, part.step, part.unit_id), *narrower, *_doors(desk, shown))


def show_register(desk: Desk) -> None:
    """Show the last entries of the office's register to those who may see it."""
    if not desk.may(OfficeAct.SEE_REGISTER):
        desk.say(register_texts.NOT_FOR_YOU, (desk.button(texts.TASKS, verbs.TASKS),))
        return
    entries = desk.records.registered(MOST_ACTS)
    desk.say(register_texts.register(entries, desk), (desk.button(texts.OF_CYCLE, HISTORY),))


def _open(desk: Desk, cycle: Cycle) -> Iterator[Recorded]:
    """Yield what the person may read of: acts, not what only follows from them."""
    sees_all = desk.has(*letters.SEES_ALL_UNITS)
    units = visible_units(desk, cycle)
    for recorded in desk.records.history(cycle.id):
        event = recorded.event
        if (sees_all or (unit_of(event) in units and not isinstance(event, AMONG_EVALUATORS))) and texts.happened(
            event, desk.office
        ):
            yield recorded


def _may_see(desk: Desk, cycle: Cycle, part: Part) -> bool:
    units = visible_units(desk, cycle)
    return part.unit_id in units if part.unit_id else desk.has(*letters.SEES_ALL_UNITS) or bool(units)


def _narrower(desk: Desk, cycle: Cycle, part: Part, acts: list[Recorded]) -> Iterator[tuple[Button, ...]]:
    """Yield the buttons for parts of what is shown, and the one back to the whole."""
    if not part.step:
        found = {step_of(each.event) for each in acts if part.unit_id in (0, unit_of(each.event))}
        steps = (desk.button(texts.step(n), HISTORY, cycle.id, n, part.unit_id) for n in sorted(n for n in found if n))
        yield from _in_pairs(steps)
    if not part.unit_id:
        about = {unit_of(each.event) for each in acts if part.step in (0, step_of(each.event))}
        named = [unit_id for unit_id in cycle.unit_ids if unit_id in about]
        units = (desk.button(desk.office.unit(n).name, HISTORY, cycle.id, part.step, n) for n in named)
        yield from _in_pairs(units if len(visible_units(desk, cycle)) > 1 else ())
    if part != Part():
        yield (desk.button(texts.WHOLE, HISTORY, cycle.id, 0, 0),)


def _in_pairs(buttons: Iterable[Button]) -> Iterator[tuple[Button, ...]]:
    left = iter(buttons)
    while row := tuple(islice(left, 2)):
        yield row


def _doors(desk: Desk, cycle: Cycle | None) -> Iterator[tuple[Button, ...]]:
    if desk.may(OfficeAct.SEE_REGISTER):
        yield (desk.button(texts.OF_OFFICE, REGISTER),)
    if cycle is not None:
        yield (desk.button(texts.STATUS, verbs.STATUS, cycle.id),)
    else:
        yield (desk.button(texts.TASKS, verbs.TASKS),)


def _tapped(desk: Desk, tapped: Tapped) -> None:
    if not tapped.args:
        show(desk)
    elif len(tapped.args) < 3:
        show(desk, cycle_for(desk, tapped.number(0)))
    else:
        show(desk, cycle_for(desk, tapped.number(0)), Part(tapped.number(1), tapped.number(2)))


def _register_tapped(desk: Desk, _tapped: Tapped) -> None:
    show_register(desk)


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {HISTORY: _tapped, REGISTER: _register_tapped}
