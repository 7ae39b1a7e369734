"""Who may do what, as one table to be printed: commands of the SOP, acts for the office, papers."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.access import OFFICE_ACTS, WHO_MAY, Permission
from workflow.cycle import Phase
from workflow.office import SOP_ROLES, UNIT_ROLES, Role
from workflow.paper_access import REACH, SEES_ALL_UNITS, Reach
from workflow.strategic import WORDS
from workflow.tasks import desks_of

OWN_UNIT, RECIPIENTS, HOLDERS, GIVERS = "own_unit", "recipients", "holders", "givers"


@dataclass(frozen=True)
class AccessRow:
    """One act. `bound` narrows the roles down; `desks` are the steps and phases at which it can be done (any: empty).

    `strategic` is the word by which an office keeps it from a Plh or Plt, where it can.
    """

    kind: str  # command, office, paper
    act: str
    roles: frozenset[Role]
    bound: str = ""
    desks: tuple[tuple[int, Phase], ...] = ()
    strategic: str = ""


def access_rows() -> tuple[AccessRow, ...]:
    """Return the whole table: what `decide`, the handlers and the papers ask, and nothing else."""
    commands = (
        AccessRow(
            "command",
            command.__name__,
            permission.roles,
            _bound(permission),
            tuple(sorted(desks_of(command), key=str)),
            WORDS.get(command, ""),
        )
        for command, permission in WHO_MAY.items()
    )
    office = (AccessRow("office", act.value, roles) for act, roles in OFFICE_ACTS.items())
    papers = (AccessRow("paper", kind.value, *_reach(reach)) for kind, reach in REACH.items())
    return (*commands, *office, *papers)


def _bound(permission: Permission) -> str:
    bounds = (
        (OWN_UNIT, permission.own_unit),
        (RECIPIENTS, permission.recipients_only),
        (HOLDERS, permission.holders_only),
        (GIVERS, permission.givers_only),
    )
    return next((name for name, holds in bounds if holds), "")


def _reach(reach: Reach) -> tuple[frozenset[Role], str]:
    return {
        Reach.ALL_UNITS: (SEES_ALL_UNITS, ""),
        Reach.OWN_UNIT: (SEES_ALL_UNITS | UNIT_ROLES, OWN_UNIT),
        Reach.EVERYONE: (SOP_ROLES, ""),
        Reach.ADMINS: (frozenset({Role.ADMIN}), ""),
        Reach.RECIPIENTS: (SOP_ROLES, RECIPIENTS),
    }[reach]
