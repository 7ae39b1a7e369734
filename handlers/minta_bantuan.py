"""A call for help: whoever owes a task says what is needed, and their superior hears it in their own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from handlers import isian, verbs
from handlers.acting import act, capacity_for, check, cycle_for
from handlers.buttons import Tapped
from handlers.conversations import Form, Purpose
from handlers.desk import Desk
from handlers.isian import Guide, Needs
from handlers.notices_of_time import Helpers, helpers
from handlers.texts import minta_bantuan as texts
from workflow.commands import AskForHelp
from workflow.cycle import Assignment, Cycle
from workflow.fields import REASON_LIMIT

ANY_WORDS = "---"
"""Stands for the words that are still to be typed, when the rules are asked beforehand."""


def ask(desk: Desk, tapped: Tapped) -> None:
    """Ask what is needed; refused at once for a task that lies with others, and not asked where nobody could hear."""
    cycle, step, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1), tapped.number(2) or None
    command = AskForHelp(step, unit_id, ANY_WORDS)
    check(desk, cycle, command)
    owed = cycle.assignments[(step, unit_id)]
    if helpers(desk, cycle, capacity_for(desk, cycle, command)) == Helpers((), ()):
        desk.say(texts.nobody_above(desk, owed), (desk.button(texts.STATUS, verbs.STATUS, cycle.id),))
        return
    form = Form(desk.nonce, Purpose.ASK_HELP, cycle.id, unit_id, step=step)
    isian.begin(desk, GUIDES[Purpose.ASK_HELP], form)


def _send(desk: Desk, cycle: Cycle, form: Form) -> None:
    command = AskForHelp(form.step, form.unit_id, form.text, form.files)
    by = capacity_for(desk, cycle, command)
    act(desk, cycle, command)
    found = helpers(desk, cycle, by)
    desk.show(texts.sent(found.told, found.missed), (desk.button(texts.TASKS, verbs.TASKS),))


def _owed(cycle: Cycle, form: Form) -> Assignment:
    return cycle.assignments[(form.step, form.unit_id)]


def _question(desk: Desk, cycle: Cycle, form: Form) -> Markup:
    return texts.ask(desk, cycle, _owed(cycle, form))


def _heading(desk: Desk, cycle: Cycle, form: Form) -> Markup:
    return texts.heading(desk, _owed(cycle, form))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {verbs.ASK_HELP: ask}
GUIDES: Mapping[Purpose, Guide] = {
    Purpose.ASK_HELP: Guide(
        needs=Needs.WORDS_OR_FILES,
        question=_question,
        heading=_heading,
        send_label=texts.SEND,
        send=_send,
        takes_files=True,
        limit=REASON_LIMIT,
        proposals=lambda _desk, _cycle, _form: texts.PROPOSALS,
    )
}
