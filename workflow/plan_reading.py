"""What reading a unit's plan workbook gave: its rows as they were written, before anybody judged them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.quarter import Quarter
from workflow.workbook_reading import WorkbookFault


@dataclass(frozen=True)
class PlanWorkbookJob:
    """What is to be read: the kept file, and whose plan of which quarter it should hold."""

    sha256: str
    unit_code: str
    unit_name: str
    quarter: Quarter


@dataclass(frozen=True)
class PlanRow:
    """One row of the sheet. `due_on` is set where its cell holds a day; else `due_text` is what stands there."""

    row: int
    action: str = ""
    done_when: str = ""
    responsible: str = ""
    due_on: date | None = None
    due_text: str = ""
    resources: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that was written, the day aside."""
        return (self.action, self.done_when, self.responsible, self.resources)


@dataclass(frozen=True)
class PlanReading:
    """The rows in the order of the sheet; a refused workbook has none."""

    refused: WorkbookFault | None = None
    detail: str = ""
    awaited: str = ""
    rows: tuple[PlanRow, ...] = ()
    unnamed: bool = False  # it says of no unit and quarter that it is theirs
