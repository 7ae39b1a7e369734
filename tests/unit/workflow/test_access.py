"""The access table: every command against every role."""

from __future__ import annotations

from typing import get_args

import pytest
from small_office import ACTORS, APTIKA, IKP, ITEM, UNITS, WHY, Story, disposisi, kabid, staf

from workflow import commands as c
from workflow.access import WHO_MAY, check_permitted, units_of
from workflow.cycle import FollowUpStatus
from workflow.office import SOP_ROLES, UNIT_ROLES, Actor, Role
from workflow.refusals import CycleMissingError, NotPermittedError, OtherUnitError

EVERY = set(SOP_ROLES)
K, S, T, P = Role.KEPALA_DINAS, Role.SEKRETARIS, Role.TIM, Role.PERENCANAAN
KABID, KASI, STAF = Role.KABID, Role.KASI, Role.STAF

MATRIX: list[tuple[c.Command, set[Role]]] = [
    (disposisi(), {K}),
    (c.WithdrawDisposisi(), {K}),
    (c.ReadDisposisi(), EVERY),
    (c.AcceptDisposisi(), EVERY),
    (c.ReturnDisposisi(WHY), {S}),
    (c.DirectTeam("Arahan"), {S}),
    (c.ReadDirection(2, None), EVERY),
    (c.RecordCoordination(IKP, "Bahan"), {T}),
    (c.OrderCollection(UNITS), {T}),
    (c.SubmitDraft(IKP, "K-1", "Data", ()), {KABID, KASI, STAF}),
    (c.ReadDraft(IKP, 1), {KABID}),
    (c.WithdrawDraft(IKP, 1), {KABID, KASI, STAF}),
    (c.ReturnDraft(IKP, 1, WHY), {KABID}),
    (c.SendData(IKP, 1), {KABID}),
    (c.NoteEvaluation(IKP, "Periksa"), {T, P}),
    (c.AcceptData(IKP, 1), {P}),
    (c.ReturnData(IKP, 1, WHY), {P}),
    (c.ReopenData(IKP, WHY), {S}),
    (c.ProceedWithout(IKP, WHY), {S}),
    (c.SubmitReport("Laporan"), {P}),
    (c.ReturnReport(WHY), {K}),
    (c.GiveDirections((c.UnitDirection(IKP, "Arahan"),)), {K}),
    (c.SubmitPlan(IKP, (ITEM,)), {KABID, KASI}),
    (c.ReportFollowUp(IKP, 1, FollowUpStatus.SELESAI, "Sudah"), {KABID, KASI, STAF}),
    (c.VerifyFollowUp(IKP, 1, 1), {K}),
    (c.ReturnFollowUp(IKP, 1, 1, WHY), {K}),
    (c.PromiseWork(4, IKP), EVERY),
    (c.AskForHelp(4, IKP, "Server mati"), EVERY),
    (c.AskExtension(4, IKP, 3, WHY), EVERY),
    (c.GrantExtension(4, IKP, 3), EVERY),
    (c.RefuseExtension(4, IKP, WHY), EVERY),
    (c.MoveDeadlines(WHY), {Role.ADMIN}),
]


def test_the_matrix_and_the_table_hold_every_command():
    """A new command cannot be forgotten, neither in the table nor here."""
    every = set(get_args(c.Command))
    assert set(WHO_MAY) == every
    assert {type(command) for command, _ in MATRIX} == every


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("command", "permitted"), MATRIX, ids=lambda value: type(value).__name__)
def test_only_the_permitted_roles_may_give_a_command(command, permitted, role):
    """The others are refused by name, with the roles that may."""
    who = Actor(1, 1, role, IKP if role in UNIT_ROLES else None)
    if role in permitted:
        check_permitted(command, who)
        return
    with pytest.raises(NotPermittedError) as refused:
        check_permitted(command, who)
    error = refused.value
    assert (error.command, error.role, error.permitted) == (type(command).__name__, role, frozenset(permitted))


@pytest.mark.parametrize(
    "command", [command for command, _ in MATRIX if WHO_MAY[type(command)].own_unit], ids=lambda c: type(c).__name__
)
def test_a_unit_acts_for_itself_only(command):
    """The Kabid of another unit is told which unit the command is about."""
    with pytest.raises(OtherUnitError) as refused:
        check_permitted(command, kabid(APTIKA))
    assert (refused.value.unit_id, refused.value.actor_unit_id) == (IKP, APTIKA)


def test_every_role_of_a_unit_is_bound_to_it():
    """Whatever a role of a unit may give is bound to the unit, or to what was addressed to it or lies with it."""
    for command, permission in WHO_MAY.items():
        bound = permission.own_unit or permission.recipients_only or permission.holders_only or permission.givers_only
        assert bound == bool(permission.roles & UNIT_ROLES), command


def test_deciding_asks_the_table_first():
    """Without permission nothing else is looked at, not even whether there is a cycle."""
    for who in ACTORS:
        for command, permitted in MATRIX[1:]:
            own = who.role not in UNIT_ROLES or who.unit_id == IKP or not WHO_MAY[type(command)].own_unit
            expected = CycleMissingError if own else OtherUnitError
            with pytest.raises(expected if who.role in permitted else NotPermittedError):
                Story().does(who, command)


def test_units_of_a_command():
    """Commands about several units, one, or none."""
    assert units_of(c.OrderCollection((IKP, APTIKA))) == (IKP, APTIKA)
    assert units_of(c.GiveDirections((c.UnitDirection(IKP, ""), c.UnitDirection(APTIKA, "")))) == (IKP, APTIKA)
    assert units_of(c.SendData(IKP, 1)) == (IKP,)
    assert units_of(c.ReadDirection(2, None)) == units_of(c.SubmitReport("")) == ()
    assert staf(IKP).unit_id == IKP
