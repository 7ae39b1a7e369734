"""Kepatuhan waktu SOP: each step against its time, the units, where the time went, and what is usual."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from handlers import letters, verbs
from handlers.acting import cycle_for
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.texts import kepatuhan as texts
from handlers.texts import status as status_texts
from workflow.booking import booked
from workflow.compliance import StepTime, compliance, desk_minutes, usual
from workflow.cycle import Cycle, CycleState
from workflow.events import Recorded

PER_UNIT = "kepatuhan_unit"  # cycle
USUAL = "kepatuhan_lama"  # cycle to go back to
HERE = "sini"  # the status takes this message's place


def show(desk: Desk, cycle: Cycle | None = None) -> None:
    """Show how the steps kept to their time: of the cycle given, else of the one under way or the last one.

    Who sees all units sees them all, a unit's people their own only.
    """
    shown = cycle or desk.records.running_cycle() or desk.records.latest_cycle()
    account = None if shown is None else account_of(desk, shown)
    if shown is None or account is None:
        said = status_texts.NO_CYCLE if shown is None else texts.NOT_FOR_YOU
        desk.show(said, (desk.button(status_texts.TASKS, verbs.TASKS),))
        return
    desk.show(
        texts.compliance(account, desk),
        (desk.button(texts.PER_UNIT, PER_UNIT, shown.id), desk.button(texts.USUAL, USUAL, shown.id)),
        (
            desk.button(status_texts.PICTURE, verbs.PICTURE, shown.id),
            desk.button(texts.STATUS, verbs.STATUS, shown.id, HERE),
        ),
    )


def account_of(desk: Desk, cycle: Cycle) -> texts.Account | None:
    """Return the cycle's times as far as the person may see them; None for someone without a post in the SOP."""
    unit_ids = visible_units(desk, cycle)
    sees_all = desk.has(*letters.SEES_ALL_UNITS)
    if not (sees_all or unit_ids):
        return None
    history, procedure = desk.records.history(cycle.id), desk.records.procedure(cycle)
    until = cycle.closed_at or desk.now
    spans = booked(history, desk.calendar, until)
    return texts.Account(
        cycle=cycle,
        procedure=procedure,
        times=_times(desk, cycle, history, unit_ids),
        unit_ids=unit_ids,
        is_whole=sees_all,
        desks=desk_minutes(spans if sees_all else [span for span in spans if span.unit_id in unit_ids], unit_ids),
        of_unit={
            unit_id: desk_minutes([span for span in spans if span.unit_id == unit_id], (unit_id,))
            for unit_id in unit_ids
        },
    )


def _times(desk: Desk, cycle: Cycle, history: Sequence[Recorded], unit_ids: Collection[int]) -> tuple[StepTime, ...]:
    """Return the times of the steps that the person may see: all, or those of these units."""
    procedure = desk.records.procedure(cycle)
    times = compliance(history, procedure, desk.calendar, cycle.closed_at or desk.now)
    sees_all = desk.has(*letters.SEES_ALL_UNITS)
    return tuple(time for time in times if sees_all or time.unit_id in unit_ids)


def visible_units(desk: Desk, cycle: Cycle) -> tuple[int, ...]:
    """Return the cycle's units that the person may see."""
    return tuple(unit_id for unit_id in cycle.unit_ids if letters.may_see_unit(desk, unit_id))


def per_unit(desk: Desk, cycle: Cycle) -> None:
    """Show each unit with its steps and the desks at which its time went by."""
    account = account_of(desk, cycle)
    back = (desk.button(texts.BACK, verbs.COMPLIANCE, cycle.id),)
    desk.show(texts.NOT_FOR_YOU if account is None else texts.per_unit(account, desk), back)


def show_usual(desk: Desk, cycle: Cycle) -> None:
    """Show median and 80th percentile of each step over the office's cycles; withdrawn ones do not count."""
    kept = [each for each in desk.records.recent_cycles() if each.state is not CycleState.WITHDRAWN]
    histories = ((each, desk.records.history(each.id)) for each in kept)
    times = [_times(desk, each, history, visible_units(desk, each)) for each, history in histories]
    desk.show(
        texts.usual(usual(times), desk.records.procedure(cycle), [each.quarter for each in kept]),
        (desk.button(texts.BACK, verbs.COMPLIANCE, cycle.id),),
    )


def _show_tapped(desk: Desk, tapped: Tapped) -> None:
    show(desk, cycle_for(desk, tapped.number(0)) if tapped.args else None)


def _per_unit_tapped(desk: Desk, tapped: Tapped) -> None:
    per_unit(desk, cycle_for(desk, tapped.number(0)))


def _usual_tapped(desk: Desk, tapped: Tapped) -> None:
    show_usual(desk, cycle_for(desk, tapped.number(0)))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    verbs.COMPLIANCE: _show_tapped,
    PER_UNIT: _per_unit_tapped,
    USUAL: _usual_tapped,
}
