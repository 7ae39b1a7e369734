"""The words about a plan's workbook: what is wrong with which row, in plain text."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handlers.dates import DayError, DayFault
from handlers.texts import workbook
from handlers.texts.words import EMPTY, fill, lines, paragraphs, plain_name, quarter
from handlers.texts.words import day as day_in_words
from workflow.plan_reading import PlanReading
from workflow.quarter import Quarter
from workflow.work import WorkFault
from workflow.workbook_reading import WorkbookFault, refusal

NO_TABLE = (
    "Tabel dengan kolom Rencana aksi dan Batas waktu tidak ditemukan di berkas ini. "
    "Unduh format Excel rencana tindak lanjut, isi, lalu kirim lagi."
)
NO_WORKBOOK = Markup(
    "Berkas ini bukan Excel (.xlsx), jadi tidak dimasukkan. Rencana yang sudah ditulis tetap tersimpan."
)
CHECKING = Markup("⏳ Memeriksa berkas…")
SHOWN = 10
"""Rows that are told one by one."""
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


def caption(unit: str, which: Quarter) -> Markup:
    """Go with the workbook to fill in."""
    return fill(
        "Format Excel rencana tindak lanjut {quarter}: <b>{unit}</b>. Isi satu baris untuk satu rencana aksi, simpan, "
        "lalu kirim berkasnya ke sini. Butir yang sudah ditulis di chat tetap ada.",
        quarter=quarter(which),
        unit=unit,
    )


def taken(new: int, known: int, faults: Sequence[str]) -> Markup:
    """Say how many items were read, and what is wrong with the other rows."""
    heads = [fill("✅ {n} butir terbaca dari Excel.", n=new) if new else Markup("Tidak ada butir baru di berkas ini.")]
    if known:
        heads.append(fill("{n} butir sudah ada dalam daftar, jadi tidak diulang.", n=known))
    rest = len(faults) - SHOWN
    told = [fill("❗ {fault}", fault=fault) for fault in faults[:SHOWN]]
    more = fill("… dan {n} baris lain yang belum lengkap", n=rest) if rest > 0 else EMPTY
    return paragraphs(lines(*heads), lines(*told, more))


def not_used(reading: PlanReading) -> Markup:
    """Say why nothing of the workbook was taken."""
    return fill("❗ Berkas belum dapat dipakai. {why}", why=refused(reading))


def failed(fault: WorkFault) -> Markup:
    """Say why the workbook could not be read at all."""
    too_much = fault in (WorkFault.TIME, WorkFault.MEMORY, WorkFault.SIZE)
    why = "terlalu besar untuk dibaca" if too_much else "tidak dapat dibaca"
    return fill(
        "❗ Berkas {why}. Unduh format Excel yang baru, salin isiannya, lalu kirim lagi; atau tulis di sini.", why=why
    )
