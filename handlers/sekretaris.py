"""What the Sekretaris (Ketua Tim) does: receives the disposisi, directs the Tim, decides to go on without a unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import isian, verbs
from handlers.acting import act, cycle_for
from handlers.buttons import Tapped
from handlers.conversations import Form, Purpose
from handlers.desk import Desk
from handlers.isian import Guide, Needs
from handlers.letters import refuse_unless_recipient, show_disposisi
from handlers.notices import ACCEPT_AND_DIRECT, RETURN_DISPOSISI
from handlers.outgoing import Button
from handlers.texts import sekretaris as texts
from workflow import commands
from workflow.commands import Command
from workflow.cycle import COLLECT, DIRECT, AssignmentState, Cycle
from workflow.decide import run
from workflow.refusals import UnknownUnitError
from workflow.standing import directed_unit
from workflow.tasks import may

WITHOUT, WITHOUT_UNIT = "sek_tanpa", "sek_tanpa_unit"
REOPEN, REOPEN_UNIT = "sek_buka", "sek_buka_unit"
ANY_WORDS = "---"
"""Stands for the words that are still to be typed, when the rules are asked beforehand whether they would be taken."""


def open_direct(desk: Desk, cycle: Cycle, _unit_id: int | None) -> None:
    """Show the disposisi with what can be done about it; opening it is the read receipt."""
    refuse_unless_recipient(desk, cycle)
    cycle = act(desk, cycle, commands.ReadDisposisi())
    owed = cycle.assignment(DIRECT)
    if owed is None or owed.state is not AssignmentState.OPEN:
        show_disposisi(desk, cycle)
        return
    _show_letter(desk, cycle)


def _show_letter(desk: Desk, cycle: Cycle) -> None:
    show_disposisi(
        desk,
        cycle,
        (desk.usual(texts.ACCEPT_AND_DIRECT, ACCEPT_AND_DIRECT, cycle.id),),
        (desk.refusing(texts.SEND_BACK, RETURN_DISPOSISI, cycle.id),),
    )


def _refuse_early(desk: Desk, cycle: Cycle, command: Command, unit_id: int | None = None) -> None:
    """Raise a RefusalError for what would be refused in the end, before the person has typed anything for it."""
    run(cycle, command, desk.capacity(type(command), unit_id), desk.situation(cycle), cycle.id)


def accept(desk: Desk, tapped: Tapped) -> None:
    """Receive the order, leave it in view, and ask for the direction to the Tim beneath it."""
    cycle = cycle_for(desk, tapped.number(0))
    refuse_unless_recipient(desk, cycle)
    _refuse_early(desk, cycle, commands.DirectTeam(ANY_WORDS))
    disposisi = cycle.disposisi[-1]
    mine = [receipt for receipt in disposisi.receipts.values() if receipt.post_id in _posts(desk)]
    if all(receipt.accepted_at is None for receipt in mine):
        cycle = act(desk, cycle, commands.AcceptDisposisi())
    _show_letter(desk, cycle)
    isian.begin(desk, GUIDES[Purpose.DIRECT_TEAM], Form(desk.nonce, Purpose.DIRECT_TEAM, cycle.id))


def send_back(desk: Desk, tapped: Tapped) -> None:
    """Ask for the reason why the disposisi goes back."""
    cycle = cycle_for(desk, tapped.number(0))
    refuse_unless_recipient(desk, cycle)
    _refuse_early(desk, cycle, commands.ReturnDisposisi(ANY_WORDS))
    isian.begin(desk, GUIDES[Purpose.RETURN_DISPOSISI], Form(desk.nonce, Purpose.RETURN_DISPOSISI, cycle.id))


def choose_without(desk: Desk, tapped: Tapped) -> None:
    """List the units whose data are not in, to decide to go on without one."""
    cycle = cycle_for(desk, tapped.number(0))
    waiting = [
        unit_id for unit_id in cycle.unit_ids if not cycle.is_excluded(unit_id) and not _accepted(cycle, unit_id)
    ]
    rows = [
        (desk.button(texts.without(desk.office.unit(unit_id).name), WITHOUT_UNIT, cycle.id, unit_id),)
        for unit_id in waiting
    ]
    desk.show(texts.choose_without(len(waiting)), *rows, (desk.button(texts.TO_TASKS, verbs.TASKS),))


def begin_without(desk: Desk, tapped: Tapped) -> None:
    """Ask for the reason of going on without a unit."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1)
    if unit_id not in cycle.unit_ids:
        raise UnknownUnitError(unit_id)
    _refuse_early(desk, cycle, commands.ProceedWithout(unit_id, ANY_WORDS), unit_id)
    form = Form(desk.nonce, Purpose.PROCEED_WITHOUT, cycle.id, unit_id)
    isian.begin(desk, GUIDES[Purpose.PROCEED_WITHOUT], form)


def choose_reopen(desk: Desk, tapped: Tapped) -> None:
    """List the units whose data can be opened again, to decide on one."""
    cycle = cycle_for(desk, tapped.number(0))
    rows = [
        (desk.button(texts.reopen(desk.office.unit(unit_id).name), REOPEN_UNIT, cycle.id, unit_id),)
        for unit_id in reopenable(desk, cycle)
    ]
    desk.show(texts.choose_reopen(len(rows)), *rows, (desk.button(texts.TO_TASKS, verbs.TASKS),))


def reopenable(desk: Desk, cycle: Cycle) -> tuple[int, ...]:
    """Return the units whose locked data this person may decide to open again now."""
    if not any(may(cycle, commands.ReopenData, actor) for actor in desk.capacities) or directed_unit(cycle) is not None:
        return ()
    return tuple(unit_id for unit_id in cycle.unit_ids if not cycle.is_excluded(unit_id))


def reopen_row(desk: Desk, cycle: Cycle, unit_id: int) -> tuple[Button, ...]:
    """Return the button that opens one unit's data again, for who may decide it now; empty for others."""
    if unit_id not in reopenable(desk, cycle):
        return ()
    return (desk.refusing(texts.REOPEN, REOPEN_UNIT, cycle.id, unit_id),)


def begin_reopen(desk: Desk, tapped: Tapped) -> None:
    """Ask for the reason of opening a unit's data again."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1)
    if unit_id not in cycle.unit_ids:
        raise UnknownUnitError(unit_id)
    _refuse_early(desk, cycle, commands.ReopenData(unit_id, ANY_WORDS), unit_id)
    form = Form(desk.nonce, Purpose.REOPEN_DATA, cycle.id, unit_id)
    isian.begin(desk, GUIDES[Purpose.REOPEN_DATA], form)


def _accepted(cycle: Cycle, unit_id: int) -> bool:
    sent = cycle.submission(unit_id)
    return sent is not None and sent.state.value == "accepted"


def _posts(desk: Desk) -> set[int]:
    return {actor.post_id for actor in desk.capacities}


def _direct_team(desk: Desk, cycle: Cycle, form: Form) -> None:
    act(desk, cycle, commands.DirectTeam(form.text, form.files))
    desk.show(texts.team_directed(len(cycle.unit_ids), desk.unreached), (desk.button(texts.TO_TASKS, verbs.TASKS),))


def _return_disposisi(desk: Desk, cycle: Cycle, form: Form) -> None:
    act(desk, cycle, commands.ReturnDisposisi(form.text))
    desk.show(texts.disposisi_returned(cycle.disposisi[-1].number, desk.unreached))


def _proceed_without(desk: Desk, cycle: Cycle, form: Form) -> None:
    unit_id = form.unit_id or 0
    act(desk, cycle, commands.ProceedWithout(unit_id, form.text))
    desk.show(texts.excluded(desk.office.unit(unit_id).name, desk.unreached))


def _reopen(desk: Desk, cycle: Cycle, form: Form) -> None:
    unit_id = form.unit_id or 0
    cycle = act(desk, cycle, commands.ReopenData(unit_id, form.text))
    again = cycle.assignments[COLLECT, unit_id]
    desk.show(texts.reopened(desk, again, desk.unreached), (desk.button(texts.TO_TASKS, verbs.TASKS),))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    ACCEPT_AND_DIRECT: accept,
    RETURN_DISPOSISI: send_back,
    WITHOUT: choose_without,
    WITHOUT_UNIT: begin_without,
    REOPEN: choose_reopen,
    REOPEN_UNIT: begin_reopen,
}
OPENERS: Mapping[int, Callable[[Desk, Cycle, int | None], None]] = {DIRECT: open_direct}
GUIDES: Mapping[Purpose, Guide] = {
    Purpose.DIRECT_TEAM: Guide(
        needs=Needs.WORDS_OR_FILES,
        question=texts.ask_direction,
        heading=texts.direction_heading,
        send_label=texts.SEND_DIRECTION,
        send=_direct_team,
        takes_files=True,
        proposals=lambda desk, cycle, form: texts.DIRECTION_PROPOSALS,  # noqa: ARG005 - the Guide's signature
    ),
    Purpose.RETURN_DISPOSISI: Guide(
        needs=Needs.WORDS,
        question=texts.ask_return_reason,
        heading=texts.return_heading,
        send_label=texts.SEND_BACK,
        send=_return_disposisi,
        limit=1000,
    ),
    Purpose.PROCEED_WITHOUT: Guide(
        needs=Needs.WORDS,
        question=texts.ask_without_reason,
        heading=texts.without_heading,
        send_label=texts.DECIDE_WITHOUT,
        send=_proceed_without,
        limit=1000,
    ),
    Purpose.REOPEN_DATA: Guide(
        needs=Needs.WORDS,
        question=texts.ask_reopen_reason,
        heading=texts.reopen_heading,
        send_label=texts.DECIDE_REOPEN,
        send=_reopen,
        limit=1000,
    ),
}
