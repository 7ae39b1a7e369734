"""Matriks rencana tindak lanjut: every item of the units' plans with its direction, how far it is, and who verified it.

The PDF and the workbook are made from the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from workflow.cycle import Cycle, CycleState, FollowUpStatus
from workflow.files import KeptFile
from workflow.follow_ups import TrackedItem, items_of, open_items
from workflow.office import Office
from workflow.papers.build_records import evidence, signature
from workflow.papers.records import Evidence
from workflow.papers.sheet import Sheet, Signature
from workflow.quarter import Quarter


@dataclass(frozen=True)
class MatriksRow:
    """One row: an item of a unit's plan, the arahan that it answers, and the last report on it."""

    quarter: Quarter  # of the plan
    unit: str  # its name
    number: int  # in the unit's plan, from 1
    arahan: str  # empty where it was given by voice or as a file only
    action: str  # rencana aksi
    done_when: str  # indikator selesai
    responsible: str  # penanggung jawab
    due_on: date  # batas waktu
    resources: str  # sumber daya
    status: FollowUpStatus = FollowUpStatus.BELUM
    note: str = ""  # what was done; with `tidak dapat` the reason
    evidence: tuple[Evidence, ...] = ()
    reported_at: datetime | None = None  # UTC
    verified_by: Signature | None = None  # `signed_at` is when; None while nobody has
    self_verified: bool = False  # by whoever reported it
    returned_reason: str = ""  # why the last report was sent back
    days_overdue: int = 0  # calendar days on the paper's day; 0 once it is settled

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is owed."""
        return self.verified_by is not None

    @property
    def awaits_verification(self) -> bool:
        """Whether the unit has reported it as done, or as impossible, and nobody has looked at that yet."""
        return not self.is_settled and self.status in (FollowUpStatus.SELESAI, FollowUpStatus.TIDAK_DAPAT)


@dataclass(frozen=True)
class MatriksPaper:
    """The plans of one quarter, and what earlier quarters have left open on the paper's day."""

    sheet: Sheet
    quarter: Quarter
    rows: tuple[MatriksRow, ...]  # by unit, in the cycle's order, then number
    carried: tuple[MatriksRow, ...] = ()  # of earlier quarters, the earliest due first
    missing: tuple[str, ...] = ()  # names of units that have sent no plan
    drawn_up_by: Signature | None = None  # disusun
    known_by: Signature | None = None  # mengetahui


def matriks_paper(
    sheet: Sheet,
    cycle: Cycle,
    cycles: Sequence[Cycle],
    office: Office,
    files: Mapping[int, KeptFile],
    drawn_up_by: Signature | None = None,
    known_by: Signature | None = None,
) -> MatriksPaper:
    """Return the matrix of the cycle's quarter as it stands; `cycles` are those of which open items are carried over.

    `files` are the kept files by id, as far as they are evidence of these items.
    """
    planned = {plan.unit_id for plan in cycle.plans}
    return MatriksPaper(
        sheet,
        cycle.quarter,
        plan_rows(cycle, office, files, sheet.dated_on),
        carried_rows(cycle.quarter, cycles, office, files, sheet.dated_on),
        tuple(office.unit(unit_id).name for unit_id in cycle.unit_ids if unit_id not in planned),
        drawn_up_by,
        known_by,
    )


def plan_rows(cycle: Cycle, office: Office, files: Mapping[int, KeptFile], today: date) -> tuple[MatriksRow, ...]:
    """Return the rows of the cycle's own plans as they stand on that day."""
    return tuple(_row(item, office, files, today) for item in items_of(cycle))


def carried_rows(
    quarter: Quarter, cycles: Sequence[Cycle], office: Office, files: Mapping[int, KeptFile], today: date
) -> tuple[MatriksRow, ...]:
    """Return what is not settled of the plans of quarters before that one, the earliest due first."""
    earlier = [each for each in cycles if each.quarter < quarter and each.state is not CycleState.WITHDRAWN]
    return tuple(_row(item, office, files, today) for item in open_items(earlier))


def _row(tracked: TrackedItem, office: Office, files: Mapping[int, KeptFile], today: date) -> MatriksRow:
    item, report = tracked.item, tracked.report
    row = MatriksRow(
        tracked.quarter,
        office.unit(tracked.unit_id).name,
        tracked.number,
        "" if tracked.direction is None else tracked.direction.text,
        item.action,
        item.done_when,
        item.responsible,
        item.due_on,
        item.resources,
        days_overdue=tracked.days_overdue(today),
    )
    if report is None:
        return row
    verified_by = None if report.verified_by is None else signature(office, report.verified_by, report.verified_at)
    return replace(
        row,
        status=report.status,
        note=report.note,
        evidence=evidence(report.files, files),
        reported_at=report.reported_at,
        verified_by=verified_by,
        self_verified=report.self_verified,
        returned_reason=report.returned_reason,
    )
