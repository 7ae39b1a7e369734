"""The words of the Sekretaris's conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import Form
from handlers.texts.words import due, fill, paragraphs, quarter, unreached
from workflow.cycle import Assignment, Cycle
from workflow.office import Person

if TYPE_CHECKING:
    from handlers.desk import Desk

ACCEPT_AND_DIRECT = "Terima dan beri arahan"
SEND_BACK = "Kembalikan"
SEND_DIRECTION = "Kirim arahan ke Tim"
DECIDE_WITHOUT = "Putuskan tanpa data unit ini"
REOPEN = "Buka kembali data unit"
DECIDE_REOPEN = "Putuskan: buka kembali"
TO_TASKS = "Tugas saya"
DIRECTION_PROPOSALS = (
    "Laksanakan monev sesuai SOP; koordinasikan dengan seluruh unit kerja hari ini.",
    "Utamakan indikator yang belum tercapai triwulan lalu dan minta bukti dukungnya.",
)


def ask_direction(_desk: Desk, cycle: Cycle, _form: Form) -> Markup:
    """Ask for the direction to the Tim."""
    return fill(
        "Apa arahan Bapak/Ibu untuk Tim Monev, {quarter}?\n"
        "Tulis, rekam suara, lampirkan berkas, atau pilih salah satu kalimat ini.",
        quarter=quarter(cycle.quarter),
    )


def direction_heading(_desk: Desk, cycle: Cycle, _form: Form) -> Markup:
    """Head the preview of the direction."""
    return fill("<b>Arahan untuk Tim Monev</b>, {quarter}. Periksa, lalu kirim.", quarter=quarter(cycle.quarter))


def ask_return_reason(_desk: Desk, cycle: Cycle, _form: Form) -> Markup:
    """Ask why the disposisi goes back."""
    return fill(
        "Mengapa disposisi {number} dikembalikan kepada Kepala Dinas? Tulis alasannya.\n"
        "Contoh: <i>Hal belum menyebut triwulan yang dimaksud.</i>",
        number=cycle.disposisi[-1].number,
    )


def return_heading(_desk: Desk, cycle: Cycle, _form: Form) -> Markup:
    """Head the preview of the return."""
    return fill("<b>Kembalikan disposisi {number}</b> dengan alasan:", number=cycle.disposisi[-1].number)


def team_directed(units: int, missing: Sequence[Person]) -> Markup:
    """Confirm the direction."""
    return paragraphs(
        fill(
            "✅ Arahan terkirim ke Tim. Tim kini berkoordinasi dengan {units} unit kerja (1 hari kerja).", units=units
        ),
        unreached(missing),
    )


def disposisi_returned(number: str, missing: Sequence[Person]) -> Markup:
    """Confirm the return."""
    return paragraphs(
        fill("↩️ Disposisi {number} dikembalikan kepada Kepala Dinas dengan alasan Bapak/Ibu.", number=number),
        unreached(missing),
    )


def without(unit: str) -> str:
    """Label the button of one unit."""
    return f"Tanpa data {unit}"[:60]


def choose_without(count: int) -> Markup:
    """Ask which unit to go on without."""
    if not count:
        return Markup("Semua unit sudah diterima datanya atau sudah diputuskan; tidak ada yang perlu ditinggalkan.")
    return Markup(
        "Evaluasi dapat dilanjutkan tanpa data satu unit, dengan keputusan Bapak/Ibu yang dicatat. Unit mana?"
    )


def ask_without_reason(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Ask for the reason of going on without a unit."""
    return fill(
        "Mengapa evaluasi dilanjutkan tanpa data <b>{unit}</b>? Alasan ini dicatat dan dicetak.\n"
        "Contoh: <i>Server unit rusak, data menyusul triwulan depan.</i>",
        unit=desk.office.unit(form.unit_id or 0).name,
    )


def without_heading(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Head the preview of the decision."""
    return fill(
        "<b>Keputusan: tanpa data {unit}</b>. Unit ini tidak lagi dapat mengirim data triwulan ini. Alasan:",
        unit=desk.office.unit(form.unit_id or 0).name,
    )


def reopen(unit: str) -> str:
    """Label the button of one unit."""
    return f"Buka kembali data {unit}"[:60]


def choose_reopen(count: int) -> Markup:
    """Ask whose data are opened again."""
    if not count:
        return Markup(
            "Tidak ada data unit yang dapat dibuka kembali sekarang. Sebelum laporan disampaikan, Subbag Perencanaan "
            "dapat mengembalikannya; setelah Kepala Dinas memberi arahan, perbaikan masuk data triwulan berikutnya."
        )
    return Markup(
        "Data yang sudah dilaporkan hanya dibuka kembali dengan keputusan Bapak/Ibu yang dicatat. "
        "Laporan evaluasi ditarik dari Kepala Dinas sampai data itu diterima lagi. Unit mana?"
    )


def ask_reopen_reason(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Ask for the reason of opening a unit's data again."""
    return fill(
        "Mengapa data <b>{unit}</b> dibuka kembali? Alasan ini dicatat dan dicetak.\n"
        "Contoh: <i>Realisasi anggaran belum memuat bulan terakhir.</i>",
        unit=desk.office.unit(form.unit_id or 0).name,
    )


def reopen_heading(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Head the preview of the decision."""
    return fill(
        "<b>Keputusan: buka kembali data {unit}</b>. Laporan evaluasi ditarik dari Kepala Dinas, dan unit memperbaiki "
        "datanya. Alasan:",
        unit=desk.office.unit(form.unit_id or 0).name,
    )


def reopened(desk: Desk, owed: Assignment, missing: Sequence[Person]) -> Markup:
    """Confirm the decision, with until when the unit has time."""
    return paragraphs(
        fill(
            "🔓 Dicatat: data {unit} dibuka kembali. Unit, Tim, Subbag, dan Kepala Dinas diberi tahu.",
            unit=desk.office.unit(owed.unit_id or 0).name,
        ),
        fill("Perbaikan ditunggu sampai {due}", due=due(desk.now, owed.due_at, desk.calendar, desk.office)),
        unreached(missing),
    )


def excluded(unit: str, missing: Sequence[Person]) -> Markup:
    """Confirm the decision."""
    return paragraphs(
        fill("✅ Dicatat: evaluasi dilanjutkan tanpa data {unit}. Unit, Tim, dan Subbag diberi tahu.", unit=unit),
        unreached(missing),
    )
