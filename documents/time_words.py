"""Working time in the words of printed papers: allotted, used, late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from documents import words
from documents.capaian_words import NONE
from workflow.booking import DeskKind
from workflow.compliance import Spent
from workflow.cycle import AssignmentState
from workflow.papers.kepatuhan import TimeRow
from workflow.printed_numbers import write_number
from workflow.procedure import Allotment, TimeUnit, Total

HOUR = 60
DESKS: Mapping[DeskKind, str] = MappingProxyType(
    {
        DeskKind.KEPALA_DINAS: "Kepala Dinas",
        DeskKind.SEKRETARIS: "Sekretaris",
        DeskKind.TIM: "Tim Monitoring dan Evaluasi",
        DeskKind.UNIT: "Staf dan Kasi",
        DeskKind.KABID: "Kabid",
        DeskKind.PERENCANAAN: "Sub Bagian Perencanaan dan Keuangan",
        DeskKind.WAITING: "Menunggu unit lain",
    }
)


def allotted(allotment: Allotment) -> str:
    """Return a waktu mutu baku: `10 hari kerja`, `15 menit`."""
    working = " kerja" if allotment.working and allotment.unit is TimeUnit.HARI else ""
    return f"{allotment.amount} {allotment.unit.value}{working}"


def total(whole: Total) -> str:
    """Return the sum of all times as the form prints it: `14 hari, 2 jam, 15 menit`."""
    parts = ((whole.days, "hari"), (whole.hours, "jam"), (whole.minutes, "menit"))
    return ", ".join(f"{amount} {unit}" for amount, unit in parts if amount)


def span(minutes: float) -> str:
    """Return `1 jam 15 menit`."""
    if minutes < 1:
        return "kurang dari 1 menit"
    hours, rest = divmod(round(minutes), HOUR)
    return " ".join(part for part in (f"{hours} jam" if hours else "", f"{rest} menit" if rest else "") if part)


def used(row: TimeRow) -> str:
    """Return what a step has used, as the SOP counts it."""
    if row.started_at is None:
        return NONE
    if row.allotment.unit is TimeUnit.HARI:
        return f"{row.used.days} hari" if row.used.days else "kurang dari 1 hari"
    return span(row.used.minutes)


def late(row: TimeRow) -> str:
    """Return by how much a step was late: `2 hari kerja`; nothing where it was not."""
    return lateness(row.late, row.allotment) if row.is_late else ""


def lateness(found: Spent, allotment: Allotment) -> str:
    """Return a lateness in working days, a short one in hours and minutes."""
    if found.days >= (1 if allotment.unit is TimeUnit.HARI else 2):
        return f"{found.days} hari kerja"
    return f"{span(found.minutes)} kerja"


def verdict(row: TimeRow) -> str:
    """Return how a step stands: `tepat waktu`, `terlambat 2 hari kerja`, `berjalan`."""
    if row.state is AssignmentState.EXCLUDED:
        return "tanpa data unit (keputusan Sekretaris)"
    if row.state is AssignmentState.CANCELLED:
        return "dibatalkan"
    if row.started_at is None:
        return "menunggu perintah Tim"
    if row.is_late:
        return f"{'terlambat' if row.finished_at else 'berjalan, terlambat'} {late(row)}"
    return "tepat waktu" if row.finished_at else "berjalan"


def remarks(row: TimeRow) -> str:
    """Return what else is to be said: rounds, and a deadline that was moved."""
    said = [f"{row.rounds} putaran"] if row.rounds > 1 else []
    if row.is_extended:
        said.append("batas waktu diubah")
    return ", ".join(said)


def instant(at: datetime | None, zone: str) -> str:
    """Return `21 Okt 10.15` on the wall of that IANA zone, a dash where it has not come."""
    return NONE if at is None else words.brief(at, zone)


def in_days(minutes: float, day_minutes: int) -> str:
    """Return working minutes in working days with one decimal, shorter ones as they are."""
    if not day_minutes or minutes < day_minutes:
        return span(minutes)
    return f"{write_number(Decimal(minutes / day_minutes), 1)} hari kerja"
