"""The words of the SOP's form: the labels of its head, the headings of its table, remarks on steps, the legend."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from documents import time_words, words
from documents.figure_words import named
from workflow.papers.sop_chart import ChartStep, SopChart
from workflow.procedure import Allotment, TimeUnit
from workflow.tasks import ProgressState

FORM = "STANDAR OPERASIONAL PROSEDUR"
NUMBER, MADE, REVISED, APPROVED, NAME = (
    "Nomor SOP",
    "Tanggal pembuatan",
    "Tanggal revisi",
    "Disahkan oleh",
    "Nama SOP",
)
LEGAL_BASIS, QUALIFICATIONS = "Dasar hukum", "Kualifikasi pelaksana"
RELATED, EQUIPMENT = "Keterkaitan", "Peralatan/perlengkapan"
WARNING, RECORDING = "Peringatan", "Pencatatan dan pendataan"
NO, ACTIVITY, ACTORS, STANDARD, REMARKS = "No", "Kegiatan", "Pelaksana", "Mutu baku", "Keterangan"
REQUIREMENT, TIME, OUTPUT = "Kelengkapan", "Waktu", "Output"
WHOLE = "Jumlah waktu"
START, END = "MULAI", "SELESAI"
YES, NO_WAY_ON = "Ya", "Tidak"
NONE = "–"
DONE_MARK = "✓"
BRANCHES = "Ya: sesuai, dilanjutkan. Tidak: dikembalikan untuk diperbaiki."
WORKING = "Waktu dihitung menurut hari dan jam kerja."
LEGEND = {
    ProgressState.DONE: f"{DONE_MARK} selesai",
    ProgressState.RUNNING: "sedang berjalan",
    ProgressState.WAITING: "belum dimulai",
}


def time(allotment: Allotment) -> str:
    """Return a step's time as the form has it: `10 hari`."""
    return f"{allotment.amount} {allotment.unit.value}"


def subtitle(paper: SopChart) -> str:
    """Return whose steps are marked and as of when; nothing for the SOP on its own."""
    if paper.quarter is None:
        return ""
    stood = f", keadaan {words.instant(paper.as_of, paper.sheet.zone)}" if paper.as_of else ""
    return f"{named(paper.quarter)}{stood}"


def remark(step: ChartStep, zone: str) -> str:
    """Return what stands beside a step, a line each: how far the cycle has come, who does it, where it may go back."""
    said = [_state(step, zone)]
    if step.per_unit:
        said.append("Per unit kerja")
    if step.returns_to is not None:
        where = "" if step.returns_to == step.number else f" ke langkah {step.returns_to}"
        said.append(f"Dapat dikembalikan{where}")
    return "\n".join(part for part in said if part)


def legend_note(paper: SopChart) -> str:
    """Return what is said beneath the table."""
    counted = any(step.allotment.working and step.allotment.unit is not TimeUnit.MENIT for step in paper.steps)
    branches = any(step.returns_to is not None for step in paper.steps)
    return " ".join(part for part, is_said in ((BRANCHES, branches), (WORKING, counted)) if is_said)


def whole(paper: SopChart) -> str:
    """Return the sum of all times."""
    return time_words.total(paper.total)


def _state(step: ChartStep, zone: str) -> str:
    match step.state:
        case ProgressState.DONE:
            return f"{DONE_MARK} Selesai{_on(step.finished_at, zone)}"
        case ProgressState.RUNNING:
            return f"Berjalan, {step.done} dari {step.total} unit selesai" if step.total > 1 else "Berjalan"
        case _:
            return ""


def _on(at: datetime | None, zone: str) -> str:
    return "" if at is None else f" {words.short_day(at.astimezone(ZoneInfo(zone)).date())}"
