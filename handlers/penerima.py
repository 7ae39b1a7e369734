"""What a recipient of the disposisi other than the Sekretaris does: reads and receives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import verbs
from handlers.acting import act, cycle_for
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.letters import refuse_unless_recipient, show_disposisi
from handlers.notices import ACCEPT_DISPOSISI
from handlers.texts import bantuan as texts
from workflow import commands
from workflow.cycle import Cycle, CycleState, ReceiptState
from workflow.refusals import CycleEndedError


def accept(desk: Desk, tapped: Tapped) -> None:
    """Receive the disposisi and show it; a second tap only shows it."""
    show(desk, cycle_for(desk, tapped.number(0)))


def show(desk: Desk, cycle: Cycle) -> None:
    """Show the disposisi to a recipient, which is their receipt; its writer sees it as it went out."""
    refuse_unless_recipient(desk, cycle)
    if cycle.state is CycleState.WITHDRAWN:
        raise CycleEndedError(cycle.quarter, cycle.state, cycle.closed_at)
    mine = {actor.post_id for actor in desk.capacities}
    waiting = [
        receipt
        for receipt in cycle.disposisi[-1].receipts.values()
        if receipt.post_id in mine and receipt.state in (ReceiptState.SENT, ReceiptState.READ)
    ]
    for _ in waiting if cycle.state is CycleState.RUNNING else ():  # in each post in which it reached the person
        cycle = act(desk, cycle, commands.AcceptDisposisi())
    show_disposisi(desk, cycle, (desk.button(texts.TASKS, verbs.TASKS),))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {ACCEPT_DISPOSISI: accept}
