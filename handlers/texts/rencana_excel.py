"""The words about a plan's workbook: what is wrong with which row, in plain text."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dates import DayError, DayFault
from handlers.texts import workbook
from handlers.texts.words import day as day_in_words
from handlers.texts.words import plain_name
from workflow.plan_reading import PlanReading
from workflow.workbook_reading import WorkbookFault, refusal

NO_TABLE = (
    "Tabel dengan kolom Rencana aksi dan Batas waktu tidak ditemukan di berkas ini. "
    "Unduh format Excel rencana tindak lanjut, isi, lalu kirim lagi."
)
EXAMPLE = "30/11/2026 atau 30 November 2026"


def row(number: int, faults: Sequence[str]) -> str:
    """Return `Baris 7: Penanggung jawab kosong. …`."""
    return f"Baris {number}: {' '.join(faults)}"


def missing(heading: str) -> str:
    """Say that a field that every item needs is empty."""
    example = f" Tulis misalnya {EXAMPLE}." if heading == "Batas waktu" else " Mohon diisi."
    return f"{heading} kosong.{example}"


def too_long(heading: str, limit: int) -> str:
    """Say that a text does not fit."""
    return f"{heading} terlalu panjang (paling banyak {limit} huruf). Mohon diringkas."


def day(error: DayError, text: str) -> str:
    """Say why a due day cannot be taken."""
    said = f'"{plain_name(text)[:40]}"' if text else "tanggal itu"
    if error.day is not None:
        said = day_in_words(error.day)
    return {
        DayFault.UNREADABLE: f"Batas waktu {said} tidak terbaca sebagai tanggal. Tulis misalnya {EXAMPLE}.",
        DayFault.NO_SUCH_DAY: f"Batas waktu {said} tidak ada di kalender. Tulis misalnya {EXAMPLE}.",
        DayFault.PAST: f"Batas waktu {said} sudah lewat. Mohon tulis tanggal hari ini atau sesudahnya.",
        DayFault.TOO_FAR: f"Batas waktu {said} terlalu jauh. Mohon diperiksa tahunnya.",
    }[error.fault]


def refused(reading: PlanReading) -> str:
    """Return why nothing was taken, and what to do; empty for a workbook that was read."""
    if reading.refused is None:
        return ""
    if reading.refused is WorkbookFault.NO_TABLE:
        return NO_TABLE
    return workbook.refused(refusal(reading.refused, reading.detail, reading.awaited))
