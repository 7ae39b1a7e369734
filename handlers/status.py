"""How far the cycle is: for everybody in short, with receipts for those who see all units."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import letters, riwayat, sekretaris, tindak_lanjut, verbs
from handlers.acting import cycle_for
from handlers.buttons import Tapped
from handlers.card import whole_due
from handlers.desk import Desk
from handlers.kepatuhan import visible_units
from handlers.left_open import list_button
from handlers.outgoing import Button
from handlers.texts import status as texts
from handlers.texts.words import paragraphs
from workflow.commands import ProceedWithout
from workflow.cycle import Cycle
from workflow.tasks import may


def show(desk: Desk, cycle: Cycle | None = None, *, redraws: bool = False) -> None:
    """Show the status of the cycle: of the one given, else of the one under way, else of the last one.

    It is a message of its own, so that the card whose button was tapped stays; `redraws` puts it in the place of one.
    """
    shown = cycle or desk.records.running_cycle() or desk.records.latest_cycle()
    tasks = desk.button(texts.TASKS, verbs.TASKS)
    if shown is None:
        desk.say(texts.NO_CYCLE, (tasks,))
        return
    sees_all = desk.has(*letters.SEES_ALL_UNITS)
    procedure = desk.records.procedure(shown)
    answer = desk.show if redraws else desk.say
    answer(
        paragraphs(
            texts.status(shown, procedure, whole_due(desk, shown, procedure), desk, receipts=sees_all),
            tindak_lanjut.standing(desk),
        ),
        (tasks, desk.button(texts.HISTORY, riwayat.HISTORY, shown.id)) if visible_units(desk, shown) else (tasks,),
        _of_time(desk, shown),
        (list_button(desk),) if tindak_lanjut.has_items(desk) else (),
        (desk.button(texts.WITHOUT, sekretaris.WITHOUT, shown.id),) if _may_go_on_without(desk, shown) else (),
        (desk.button(texts.REOPEN, sekretaris.REOPEN, shown.id),) if sekretaris.reopenable(desk, shown) else (),
    )


def _of_time(desk: Desk, cycle: Cycle) -> tuple[Button, ...]:
    """Return the buttons that lead to the cycle's times, for those who see any unit of it."""
    if not visible_units(desk, cycle):
        return ()
    return (
        desk.button(texts.COMPLIANCE, verbs.COMPLIANCE, cycle.id),
        desk.button(texts.PICTURE, verbs.PICTURE, cycle.id),
    )


def _may_go_on_without(desk: Desk, cycle: Cycle) -> bool:
    """Tell whether the person may decide now to go on without a unit's data."""
    return any(may(cycle, ProceedWithout, actor) for actor in desk.capacities)


def _show_tapped(desk: Desk, tapped: Tapped) -> None:
    show(desk, cycle_for(desk, tapped.number(0)) if tapped.args else None, redraws=len(tapped.args) > 1)


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {verbs.STATUS: _show_tapped}
