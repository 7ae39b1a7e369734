"""The papers of a quarter on demand: which there are for this person, and the one that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import papers, verbs
from handlers.acting import cycle_for
from handlers.buttons import Tapped, UnknownButtonError
from handlers.desk import Desk
from handlers.outgoing import Button, Message, Rows
from handlers.texts import laporan as texts
from workflow.cycle import EVALUATE, Cycle, CycleState
from workflow.office import UNIT_ROLES
from workflow.paper_access import may_have, may_have_disposisi, sees_all_units
from workflow.papers.kinds import PaperKind, Printed

UNIT_REKAP = "dokumen_unit"  # cycle, unit
QUARTERS = "dokumen_triwulan"
SOP = "dokumen_sop"  # kind: the SOP on its own, while no quarter has been begun
_SOP_KINDS = (PaperKind.SOP, PaperKind.SOP_PICTURE)
_CHARTS = (PaperKind.CHART_UNITS, PaperKind.CHART_QUARTERS, PaperKind.CHART_SPENDING)


def show(desk: Desk, cycle: Cycle | None = None) -> None:
    """Offer the papers of the cycle given, else of the one under way or the last one, as far as they are for whom."""
    shown = cycle or desk.records.running_cycle() or desk.records.latest_cycle()
    tasks = desk.button(texts.TASKS, verbs.TASKS)
    if shown is None:
        desk.show(texts.NONE, _sop(desk), (tasks,))
        return
    buttons = [*_letter(desk, shown), *_whole(desk, shown), *_own(desk, shown)]
    if not buttons:
        desk.show(texts.NOT_FOR_YOU, (tasks,))
        return
    rows = [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]
    if _is_evaluated(desk, shown):
        rows.append((desk.button(texts.EVALUATION, verbs.OPEN, shown.id, EVALUATE, 0),))
    others = (desk.button(texts.OTHER_QUARTERS, QUARTERS),) if len(_quarters(desk)) > 1 else ()
    desk.show(texts.choose(shown), *rows, (*others, tasks))


def shortcuts(desk: Desk, cycle: Cycle) -> Rows:
    """Return the buttons for a screen with the quarter's figures: chart and report at once, then all its papers."""
    at_once = (PaperKind.CHART_UNITS, PaperKind.REPORT_PDF) if papers.has_figures(desk, cycle) else ()
    return (
        tuple(
            desk.button(texts.LABELS[kind], verbs.PAPER, cycle.id, kind.value)
            for kind in at_once
            if may_have(kind, desk.capacities)
        ),
        (desk.button(texts.OPEN, verbs.PAPERS, cycle.id),),
    )


def _sop(desk: Desk) -> tuple[Button, ...]:
    """Return the buttons of the SOP on its own."""
    return tuple(
        desk.button(texts.LABELS[kind], SOP, kind.value) for kind in _SOP_KINDS if may_have(kind, desk.capacities)
    )


def _send_sop(desk: Desk, tapped: Tapped) -> None:
    """Send the SOP on its own; raises UnknownButtonError for any other paper."""
    kind = next((kind for kind in _SOP_KINDS if kind.value == tapped.text(0)), None)
    if kind is None:
        raise UnknownButtonError(tapped.verb)
    if not may_have(kind, desk.capacities):
        desk.toast(str(texts.NOT_FOR_YOU), alert=True)
        return
    desk.send(Message(texts.SOP_CAPTION, paper=papers.sop_alone(desk, kind)))


def _is_evaluated(desk: Desk, cycle: Cycle) -> bool:
    """Tell whether there is an evaluation that this person may look at."""
    return bool(cycle.directions) and sees_all_units(desk.capacities)


def _letter(desk: Desk, cycle: Cycle) -> list[Button]:
    """Return the button of the lembar disposisi, for those to whom it may go by chat."""
    mine = cycle.disposisi and may_have_disposisi(cycle.disposisi[-1], desk.capacities)
    kind = PaperKind.DISPOSISI
    return [desk.button(texts.LABELS[kind], verbs.PAPER, cycle.id, kind.value)] if mine else []


def _whole(desk: Desk, cycle: Cycle) -> list[Button]:
    """Return the buttons of the papers on all units that this person may have."""
    kinds = [kind for kind in papers.MAKERS if may_have(kind, desk.capacities)]
    if not papers.has_figures(desk, cycle):
        kinds = [kind for kind in kinds if kind not in _CHARTS]
    return [desk.button(texts.LABELS[kind], verbs.PAPER, cycle.id, kind.value) for kind in kinds]


def _own(desk: Desk, cycle: Cycle) -> list[Button]:
    """Return the buttons of the rekap of the person's own units, for those who do not see all of them."""
    if may_have(PaperKind.REKAP, desk.capacities):
        return []
    units = dict.fromkeys(actor.unit_id for actor in desk.capacities if actor.role in UNIT_ROLES)
    return [
        desk.button(texts.label_of_rekap(desk.office.unit(unit_id).name), UNIT_REKAP, cycle.id, unit_id)
        for unit_id in units
        if unit_id is not None and unit_id in cycle.unit_ids
    ]


def _quarters(desk: Desk) -> list[Cycle]:
    return [cycle for cycle in desk.records.recent_cycles() if cycle.state is not CycleState.WITHDRAWN]


def _choose_quarter(desk: Desk, _tapped: Tapped) -> None:
    rows = ((desk.button(texts.label_of_quarter(cycle), verbs.PAPERS, cycle.id),) for cycle in _quarters(desk))
    desk.show(texts.CHOOSE_QUARTER, *rows, (desk.button(texts.TASKS, verbs.TASKS),))


def _show_tapped(desk: Desk, tapped: Tapped) -> None:
    """Offer the papers beneath the message with the button, or in place of the list of quarters."""
    show(desk, cycle_for(desk, tapped.number(0)))


def _send(desk: Desk, tapped: Tapped) -> None:
    """Send a paper on all units to someone who may have it."""
    cycle, kind = cycle_for(desk, tapped.number(0)), _kind(tapped)
    if kind is PaperKind.DISPOSISI:
        _send_disposisi(desk, cycle)
        return
    if not may_have(kind, desk.capacities):
        desk.toast(str(texts.NOT_FOR_YOU), alert=True)
        return
    if kind in _CHARTS and not papers.has_figures(desk, cycle):
        desk.toast(str(texts.NO_FIGURES), alert=True)
        return
    _hand(desk, cycle, papers.printed(desk, cycle, kind))


def _send_disposisi(desk: Desk, cycle: Cycle) -> None:
    """Send the lembar disposisi to its writer and recipients; one that is rahasia is read on paper only."""
    if not (cycle.disposisi and may_have_disposisi(cycle.disposisi[-1], desk.capacities)):
        desk.toast(str(texts.NO_DISPOSISI), alert=True)
        return
    _hand(desk, cycle, papers.disposisi(desk, cycle))


def _send_unit_rekap(desk: Desk, tapped: Tapped) -> None:
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1)
    if unit_id not in cycle.unit_ids or not may_have(PaperKind.REKAP, desk.capacities, unit_id):
        desk.toast(str(texts.NOT_FOR_YOU), alert=True)
        return
    _hand(desk, cycle, papers.unit_rekap(desk, cycle, unit_id), desk.office.unit(unit_id).name)


def _kind(tapped: Tapped) -> PaperKind:
    """Return the kind that the button names; raises UnknownButtonError for one that is not handed out here."""
    found = next((kind for kind in (*papers.MAKERS, PaperKind.DISPOSISI) if kind.value == tapped.text(1)), None)
    if found is None:
        raise UnknownButtonError(tapped.verb)
    return found


def _hand(desk: Desk, cycle: Cycle, paper: Printed, of: str = "") -> None:
    desk.send(Message(texts.caption(paper.kind, cycle, desk, of), paper=paper))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    verbs.PAPERS: _show_tapped,
    verbs.PAPER: _send,
    SOP: _send_sop,
    UNIT_REKAP: _send_unit_rekap,
    QUARTERS: _choose_quarter,
}
