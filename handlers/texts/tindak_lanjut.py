"""The words about the items of plans after they were sent: how far they are, what is verified, what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.words import EMPTY, acting, fill, lines, paragraphs, quarter, quoted
from workflow.cycle import Cycle, FollowUp, FollowUpItem, FollowUpStatus

if TYPE_CHECKING:
    from handlers.desk import Room

OPEN = "Periksa tindak lanjut"
OPEN_AGAIN = "Perbaiki tindak lanjut"
STATUSES = {
    FollowUpStatus.BELUM: "belum dikerjakan",
    FollowUpStatus.PROSES: "sedang dikerjakan",
    FollowUpStatus.SELESAI: "selesai",
    FollowUpStatus.TIDAK_DAPAT: "tidak dapat ditindaklanjuti",
}
"""The status of an item in a sentence."""


def to_verify(room: Room, cycle: Cycle, report: FollowUp) -> Markup:
    """Ask the one who gave the direction to verify that an item is done, or impossible."""
    return paragraphs(
        fill(
            "📌 <b>Tindak lanjut {unit}</b>, butir {n} ({quarter}), dilaporkan <b>{status}</b> oleh {by}",
            unit=room.office.unit(report.unit_id).name,
            n=report.item,
            quarter=quarter(cycle.quarter),
            status=STATUSES[report.status],
            by=acting(report.reported_by, room.office),
        ),
        fill("Rencana aksi: {action}", action=_item(cycle, report).action),
        quoted(report.note),
        lines(_evidence(report), Markup("Mohon diverifikasi.")),
    )


def verified(room: Room, cycle: Cycle, report: FollowUp) -> Markup:
    """Tick for the unit: nothing more is owed of the item."""
    return fill(
        "✅ Tindak lanjut {unit}, butir {n} ({quarter}), {status}: diverifikasi {by}.",
        unit=room.office.unit(report.unit_id).name,
        n=report.item,
        quarter=quarter(cycle.quarter),
        status=STATUSES[report.status],
        by=_by(room, report),
    )


def returned(room: Room, cycle: Cycle, report: FollowUp) -> Markup:
    """Say that a report on an item came back."""
    return paragraphs(
        fill(
            "↩️ <b>Tindak lanjut {unit}</b>, butir {n} ({quarter}), dikembalikan oleh {by}:",
            unit=room.office.unit(report.unit_id).name,
            n=report.item,
            quarter=quarter(cycle.quarter),
            by=_by(room, report),
        ),
        quoted(report.returned_reason),
        fill("Rencana aksi: {action}", action=_item(cycle, report).action),
    )


def _by(room: Room, report: FollowUp) -> Markup:
    by = report.verified_by or report.returned_by
    return acting(by, room.office) if by else EMPTY


def _item(cycle: Cycle, report: FollowUp) -> FollowUpItem:
    plan = cycle.plan(report.unit_id)
    if plan is None:
        raise LookupError(report.unit_id)
    return plan.items[report.item - 1]


def _evidence(report: FollowUp) -> Markup:
    return fill("📎 {n} bukti", n=len(report.files)) if report.files else EMPTY
