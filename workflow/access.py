"""Who may give which command: the one table, which `/akses` prints and `decide` asks first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from workflow import commands as c
from workflow.office import SOP_ROLES, UNIT_ROLES, Actor, Role
from workflow.refusals import NotPermittedError, OtherUnitError


@dataclass(frozen=True)
class Permission:
    """The roles that may give a command; with `own_unit` only for the unit of the actor's own post.

    With `recipients_only` the letter itself narrows them down further: only whom it was addressed to; with
    `holders_only` the task does: only who owes it; with `givers_only` the SOP does: only who gave the task.
    """

    roles: frozenset[Role]
    own_unit: bool = False
    recipients_only: bool = False
    holders_only: bool = False
    givers_only: bool = False


def _roles(*roles: Role) -> Permission:
    return Permission(frozenset(roles))


def _in_unit(*roles: Role) -> Permission:
    return Permission(frozenset(roles), own_unit=True)


_RECIPIENTS = Permission(SOP_ROLES, recipients_only=True)
_HOLDERS = Permission(SOP_ROLES, holders_only=True)
_GIVERS = Permission(SOP_ROLES, givers_only=True)

WHO_MAY: Mapping[type[c.Command], Permission] = MappingProxyType(
    {
        c.IssueDisposisi: _roles(Role.KEPALA_DINAS),
        c.WithdrawDisposisi: _roles(Role.KEPALA_DINAS),
        c.ReadDisposisi: _RECIPIENTS,
        c.AcceptDisposisi: _RECIPIENTS,
        c.ReturnDisposisi: _roles(Role.SEKRETARIS),
        c.DirectTeam: _roles(Role.SEKRETARIS),
        c.ReadDirection: _RECIPIENTS,
        c.RecordCoordination: _roles(Role.TIM),
        c.OrderCollection: _roles(Role.TIM),
        c.SubmitDraft: _in_unit(*UNIT_ROLES),
        c.ReadDraft: _in_unit(Role.KABID),
        c.WithdrawDraft: _in_unit(*UNIT_ROLES),
        c.ReturnDraft: _in_unit(Role.KABID),
        c.SendData: _in_unit(Role.KABID),
        c.NoteEvaluation: _roles(Role.TIM, Role.PERENCANAAN),
        c.AcceptData: _roles(Role.PERENCANAAN),
        c.ReturnData: _roles(Role.PERENCANAAN),
        c.ReopenData: _roles(Role.SEKRETARIS),
        c.ProceedWithout: _roles(Role.SEKRETARIS),
        c.SubmitReport: _roles(Role.PERENCANAAN),
        c.ReturnReport: _roles(Role.KEPALA_DINAS),
        c.GiveDirections: _roles(Role.KEPALA_DINAS),
        c.SubmitPlan: _in_unit(Role.KABID, Role.KASI),
        c.ReportFollowUp: _in_unit(*UNIT_ROLES),
        c.VerifyFollowUp: _roles(Role.KEPALA_DINAS),
        c.ReturnFollowUp: _roles(Role.KEPALA_DINAS),
        c.PromiseWork: _HOLDERS,
        c.AskForHelp: _HOLDERS,
        c.AskExtension: _HOLDERS,
        c.GrantExtension: _GIVERS,
        c.RefuseExtension: _GIVERS,
        c.MoveDeadlines: _roles(Role.ADMIN),
    }
)
"""Every command of the SOP and who may give it (SOP 830/ /IV.16-WK/2021, its five columns)."""


class OfficeAct(StrEnum):
    """What is done for the office outside of its cycles."""

    KEEP_CALENDAR = "keep_calendar"
    CHANGE_OFFICE = "change_office"  # people, posts, units, who holds what, Plh and Plt
    KEEP_INDICATORS = "keep_indicators"
    LET_IN = "let_in"  # invite, confirm who somebody is, cut off a lost telephone
    SEE_READINESS = "see_readiness"  # what is missing before a quarter begins
    SEE_REGISTER = "see_register"
    PROPOSE_STAND_IN = "propose_stand_in"  # for a post that one holds oneself
    ANSWER_STAND_IN = "answer_stand_in"  # as the superior of the post; an admin where it has none in the office
    SEE_HOLDERS = "see_holders"  # who holds which post


_ADMIN = frozenset({Role.ADMIN})
OFFICE_ACTS: Mapping[OfficeAct, frozenset[Role]] = MappingProxyType(
    {
        OfficeAct.KEEP_CALENDAR: _ADMIN,
        OfficeAct.CHANGE_OFFICE: _ADMIN,
        OfficeAct.KEEP_INDICATORS: _ADMIN | {Role.PERENCANAAN},
        OfficeAct.LET_IN: _ADMIN,
        OfficeAct.SEE_READINESS: _ADMIN | {Role.SEKRETARIS, Role.TIM},
        OfficeAct.SEE_REGISTER: _ADMIN | {Role.KEPALA_DINAS, Role.SEKRETARIS},
        OfficeAct.PROPOSE_STAND_IN: SOP_ROLES,
        OfficeAct.ANSWER_STAND_IN: _ADMIN | {Role.KEPALA_DINAS, Role.SEKRETARIS, Role.KABID},
        OfficeAct.SEE_HOLDERS: _ADMIN | SOP_ROLES,
    }
)
"""Every act for the office and who may do it, in whichever capacity of theirs."""


def may_do(act: OfficeAct, roles: Iterable[Role], *, is_admin: bool) -> bool:
    """Tell whether someone of these roles may do it; an admin has the role of one besides."""
    return not OFFICE_ACTS[act].isdisjoint({*roles, *((Role.ADMIN,) if is_admin else ())})


def check_permitted(command: c.Command, actor: Actor) -> None:
    """Refuse an actor whose role (NotPermittedError) or unit (OtherUnitError) may not give the command at all."""
    permission = WHO_MAY[type(command)]
    if actor.role not in permission.roles:
        raise NotPermittedError(type(command).__name__, actor.role, permission.roles)
    if permission.own_unit:
        for unit_id in units_of(command):
            if actor.unit_id != unit_id:
                raise OtherUnitError(unit_id, actor.unit_id)


def units_of(command: c.Command) -> tuple[int, ...]:
    """Return the units that a command is about, as it names them."""
    match command:
        case c.OrderCollection(unit_ids=unit_ids):
            return unit_ids
        case c.GiveDirections(directions=directions):
            return tuple(direction.unit_id for direction in directions)
        case _:
            unit_id: int | None = getattr(command, "unit_id", None)
            return () if unit_id is None else (unit_id,)
