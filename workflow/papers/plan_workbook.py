"""The workbook in which a unit writes its rencana tindak lanjut on the Kepala Dinas's direction."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.cycle import FollowUpItem
from workflow.papers.sheet import Sheet
from workflow.quarter import Quarter


@dataclass(frozen=True)
class PlanWorkbook:
    """Whose plan it is, the direction that it answers, and the items that are written already."""

    sheet: Sheet
    unit_code: str
    unit_name: str
    quarter: Quarter
    direction: str  # the text of the arahan; empty where it was given by voice
    items: tuple[FollowUpItem, ...] = ()
