"""Every command by everybody at every state, generated from the table: what it permits, and nothing else, is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace

from small_office import ACTORS, APTIKA, IKP, ITEM, OFFICE, UNITS, WHY, Story, directions, disposisi

from workflow import commands as c
from workflow.access import WHO_MAY, Permission, units_of
from workflow.access_table import access_rows
from workflow.cycle import FollowUpStatus
from workflow.office import NO_POST, UNIT_ROLES, Actor, HoldingKind, Role
from workflow.refusals import NotPermittedError, OtherUnitError, RefusalError
from workflow.strategic import STRATEGIC, WORDS, StrategicActError
from workflow.tasks import may

ADMIN = Actor(999, NO_POST, Role.ADMIN, None)
STATES: dict[str, Callable[[], Story]] = {
    "nothing": Story,
    "ordered": lambda: Story().ordered(),
    "directed": lambda: Story().directed(),
    "coordinated": lambda: Story().coordinated(),
    "collecting": lambda: Story().collecting(),
    "drafted": lambda: Story().collecting().drafted(IKP),
    "sent": lambda: Story().collecting().sent(IKP),
    "accepted": lambda: Story().collecting().accepted(IKP),
    "evaluated": lambda: Story().evaluated(),
    "reported": lambda: Story().reported(),
    "decided": lambda: Story().decided(),
    "closed": lambda: Story().closed(),
    "done": lambda: _with(Story().closed(), c.ReportFollowUp(IKP, 1, FollowUpStatus.SELESAI, "Sudah")),
    "asked": lambda: _with(Story().collecting(), c.AskExtension(4, IKP, 3, WHY)),
}


def _with(story: Story, command: c.Command) -> Story:
    """Let the Kasi of IKP give one more command."""
    story.does(next(who for who in ACTORS if (who.role, who.unit_id) == (Role.KASI, IKP)), command)
    return story


def commands() -> Iterator[c.Command]:
    """Yield every command, those of a unit for two units."""
    yield from (disposisi(), c.WithdrawDisposisi(), c.ReadDisposisi(), c.AcceptDisposisi(), c.ReturnDisposisi(WHY))
    yield from (c.DirectTeam("Arahan"), c.ReadDirection(2, None), c.OrderCollection(UNITS), directions(*UNITS))
    yield from (c.SubmitReport("Laporan"), c.ReturnReport(WHY), c.MoveDeadlines(WHY))
    for unit in (IKP, APTIKA):
        yield from (c.RecordCoordination(unit, "Bahan"), c.SubmitDraft(unit, "K-9999", "Data", ()))
        yield from (c.ReadDirection(4, unit), c.ReadDirection(6, unit), c.OrderCollection((unit,)))
        yield from (kind(unit, 1) for kind in (c.ReadDraft, c.WithdrawDraft, c.SendData, c.AcceptData))
        yield from (c.ReturnDraft(unit, 1, WHY), c.ReturnData(unit, 1, WHY), c.NoteEvaluation(unit, "Periksa"))
        yield from (c.ReopenData(unit, WHY), c.ProceedWithout(unit, WHY), c.SubmitPlan(unit, (ITEM,)))
        yield from (c.ReportFollowUp(unit, 1, FollowUpStatus.SELESAI, "Sudah"), c.VerifyFollowUp(unit, 1, 1))
        yield from (c.ReturnFollowUp(unit, 1, 1, WHY), c.PromiseWork(4, unit), c.AskForHelp(4, unit, "Server mati"))
        yield from (c.AskExtension(4, unit, 3, WHY), c.GrantExtension(4, unit, 3), c.RefuseExtension(4, unit, WHY))


def everybody() -> Iterator[Actor]:
    """Yield every holder, in their own right and standing in, and the admin."""
    for who in ACTORS:
        yield who
        yield replace(who, kind=HoldingKind.PLH)
    yield ADMIN


def test_what_the_table_permits_and_nothing_else_is_ever_done() -> None:
    """Whoever the table does not name is refused by name at every state; no answer is anything but done or refused."""
    done: set[type[c.Command]] = set()
    tried = 0
    for state, begin in STATES.items():
        before = begin()
        for command in commands():
            permission = WHO_MAY[type(command)]
            for who in everybody():
                story, tried = copy(before), tried + 1
                story.history = list(before.history)
                outcome = _outcome(story, who, command)
                where = (state, who, command)
                if who.role not in permission.roles:
                    assert outcome is NotPermittedError, where
                elif _of_another_unit(permission, who, command):
                    assert outcome is OtherUnitError, where
                elif outcome is None and story.history != before.history:
                    assert may(before.cycle, type(command), who), where
                    done.add(type(command))
    assert done == set(WHO_MAY) - {c.MoveDeadlines}, "every command is done by somebody at some state"
    assert tried > 15_000


def _outcome(story: Story, who: Actor, command: c.Command) -> type[RefusalError] | None:
    try:
        story.does(who, command)
    except RefusalError as refused:
        return type(refused)
    return None


def _of_another_unit(permission: Permission, who: Actor, command: c.Command) -> bool:
    return permission.own_unit and any(who.unit_id != unit for unit in units_of(command))


def test_a_stand_in_never_does_what_the_office_keeps_from_it_at_any_state() -> None:
    """With every strategic act listed, a Plh is refused each of them, and its definitive holder is not."""
    office = replace(OFFICE, strategic=frozenset(STRATEGIC))
    for state, begin in STATES.items():
        for command in (each for each in commands() if type(each) in WORDS):
            for who in (who for who in everybody() if who.role in WHO_MAY[type(command)].roles):
                story = begin()
                story.office = office
                refused = _outcome(story, who, command) is StrategicActError
                assert refused is (who.kind is not HoldingKind.DEFINITIF), (state, who, command)


def test_the_printed_table_holds_every_command() -> None:
    """`monev access` prints the very table that decides."""
    printed = {row.act: row.roles for row in access_rows() if row.kind == "command"}
    assert printed == {command.__name__: permission.roles for command, permission in WHO_MAY.items()}
    assert all(row.bound for row in access_rows() if row.kind == "command" and row.roles & UNIT_ROLES)
