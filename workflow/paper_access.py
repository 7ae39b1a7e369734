"""Who may have which paper: the one table, asked before a paper is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from types import MappingProxyType

from workflow.cycle import Disposisi
from workflow.office import SOP_ROLES, UNIT_ROLES, Actor, Role
from workflow.papers.kinds import PaperKind
from workflow.papers.lembar_disposisi import may_go_by_chat

SEES_ALL_UNITS = frozenset({Role.KEPALA_DINAS, Role.SEKRETARIS, Role.TIM, Role.PERENCANAAN})


class Reach(Enum):
    """How far a paper is open."""

    ALL_UNITS = "all_units"  # it tells of every unit: for those who see them all
    OWN_UNIT = "own_unit"  # besides, a unit's people may have the part on their own unit
    EVERYONE = "everyone"  # whoever has a part in the SOP
    ADMINS = "admins"  # made where an admin asks for it; it hangs on no cycle
    RECIPIENTS = "recipients"  # its writer and those to whom it is addressed


REACH: Mapping[PaperKind, Reach] = MappingProxyType(
    {
        PaperKind.TIMELINE: Reach.OWN_UNIT,
        PaperKind.SOP_PICTURE: Reach.EVERYONE,
        PaperKind.SOP: Reach.EVERYONE,
        PaperKind.DISPOSISI: Reach.RECIPIENTS,
        PaperKind.REPORT_PDF: Reach.ALL_UNITS,
        PaperKind.REPORT_WORD: Reach.ALL_UNITS,
        PaperKind.REKAP: Reach.OWN_UNIT,
        PaperKind.FORM_E81: Reach.ALL_UNITS,
        PaperKind.FOLLOW_UPS_PDF: Reach.ALL_UNITS,
        PaperKind.FOLLOW_UPS_EXCEL: Reach.ALL_UNITS,
        PaperKind.COMPLIANCE: Reach.ALL_UNITS,
        PaperKind.CHART_UNITS: Reach.ALL_UNITS,
        PaperKind.CHART_QUARTERS: Reach.ALL_UNITS,
        PaperKind.CHART_SPENDING: Reach.ALL_UNITS,
        PaperKind.PLAN_WORKBOOK: Reach.OWN_UNIT,
        PaperKind.UNIT_WORKBOOK: Reach.OWN_UNIT,
        PaperKind.MARKED_WORKBOOK: Reach.OWN_UNIT,
        PaperKind.INDICATOR_TEMPLATE: Reach.ALL_UNITS,
        PaperKind.MANUAL_LIST: Reach.ALL_UNITS,
        PaperKind.BLANK_FORMS: Reach.EVERYONE,
        PaperKind.CALL_LIST: Reach.ALL_UNITS,
        PaperKind.INVITE_CARDS: Reach.ADMINS,
        PaperKind.ARCHIVE: Reach.ALL_UNITS,
    }
)
"""Every kind of paper and how far it is open."""


def sees_all_units(actors: Iterable[Actor]) -> bool:
    """Tell whether someone of these capacities may see the data of every unit."""
    return any(actor.role in SEES_ALL_UNITS for actor in actors)


def may_have(kind: PaperKind, actors: Collection[Actor], unit_id: int | None = None) -> bool:
    """Tell whether someone of these capacities may have the paper; of that unit only where one is given.

    What is for recipients is asked of the letter itself: see `may_have_disposisi`.
    """
    match REACH[kind]:
        case Reach.ALL_UNITS:
            return sees_all_units(actors)
        case Reach.OWN_UNIT:
            own = any(actor.role in UNIT_ROLES and actor.unit_id == unit_id for actor in actors)
            return sees_all_units(actors) or (unit_id is not None and own)
        case Reach.EVERYONE:
            return any(actor.role in SOP_ROLES for actor in actors)
        case Reach.RECIPIENTS | Reach.ADMINS:
            return False


def may_have_disposisi(disposisi: Disposisi, actors: Collection[Actor]) -> bool:
    """Tell whether the lembar disposisi may go to someone of these capacities by chat: never where it is rahasia."""
    posts = {actor.post_id for actor in actors}
    concerned = disposisi.issued_by.post_id in posts or bool(posts & set(disposisi.receipts))
    return concerned and may_go_by_chat(disposisi)
