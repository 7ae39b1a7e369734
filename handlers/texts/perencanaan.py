"""The words of the Subbag Perencanaan's conversation: the evaluation list, a unit's data, the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import Form
from handlers.texts import capaian, penilaian
from handlers.texts.unit_kerja import STATES
from handlers.texts.unit_kerja import submission as submission_text
from handlers.texts.unit_state import unit_line
from handlers.texts.words import (
    EMPTY,
    acting,
    due,
    fill,
    instant,
    lines,
    listed,
    paragraphs,
    quarter,
    quoted,
    unreached,
)
from workflow.cycle import EVALUATE, AssignmentState, Cycle, Report, ReportState, Submission
from workflow.evaluation import OfficeEvaluation, UnitEvaluation
from workflow.files import KeptFile
from workflow.office import Person

if TYPE_CHECKING:
    from handlers.desk import Desk

ACCEPT = "Terima"
SEND_BACK = "Kembalikan"
NOTE = "Catatan evaluasi"
REPORT = "Susun laporan dan sampaikan"
SEND_REPORT = "Sampaikan ke Kepala Dinas"
SAVE_NOTE = "Simpan catatan"
WITHOUT = "Lanjut tanpa data unit …"
TO_LIST = "Daftar evaluasi"
TO_TASKS = "Tugas saya"
CANNOT_NOTE = "Catatan hanya dapat ditulis selama data dievaluasi; keadaan sekarang ditampilkan."
MANY_VERSIONS = 3
"""From this version on the evaluator is told how often a unit's data have changed."""


def flags(cycle: Cycle, unit_id: int, *, late: bool) -> list[str]:
    """Return what the evaluator should look at in a unit, found by rule."""
    sent = cycle.submission(unit_id)
    found = ["terlambat"] if late else []
    if sent is None:
        return found
    if sent.self_approved:
        found.append("disetujui sendiri")
    if sent.self_accepted:
        found.append("diterima oleh pengisinya sendiri")
    if not sent.files:
        found.append("tanpa berkas")
    if sent.version >= MANY_VERSIONS:
        found.append(f"sudah {sent.version} versi")
    return found


def evaluation_list(
    desk: Desk, cycle: Cycle, found: OfficeEvaluation, late: Sequence[int], pending: Sequence[int]
) -> Markup:
    """List the units with state, figures and flags, then the office at a glance and where the report stands."""
    owed = cycle.assignment(EVALUATE)
    is_open = owed is not None and owed.state is AssignmentState.OPEN
    return paragraphs(
        fill("<b>Evaluasi data, {quarter}</b>", quarter=quarter(cycle.quarter)),
        _units(desk, cycle, found, late),
        penilaian.office(found),
        _pending(desk, pending) if pending else EMPTY,
        _report(desk, cycle.reports[-1]) if cycle.reports else EMPTY,
        fill(
            "Semua unit selesai dievaluasi. Laporan ditunggu sampai {due}",
            due=due(desk.now, owed.due_at, desk.calendar, desk.office),
        )
        if owed is not None and is_open
        else EMPTY,
    )


def _units(desk: Desk, cycle: Cycle, found: OfficeEvaluation, late: Sequence[int]) -> Markup:
    """Return a line for each unit and, where it has indicators, one for its figures."""
    return lines(
        *(
            lines(_line(desk, cycle, unit_id, late=unit_id in late), penilaian.unit(judged))
            for unit_id, judged in zip(cycle.unit_ids, found.units, strict=True)
        )
    )


def _line(desk: Desk, cycle: Cycle, unit_id: int, *, late: bool) -> Markup:
    found = flags(cycle, unit_id, late=late)
    return unit_line(desk, cycle, unit_id) + (fill(" · ⚠️ {flags}", flags=", ".join(found)) if found else EMPTY)


def _pending(desk: Desk, pending: Sequence[int]) -> Markup:
    return fill(
        "Laporan menunggu: {units}. Sekretaris dapat memutuskan melanjutkan tanpa data sebuah unit.",
        units=listed(desk.office.unit(unit_id).name for unit_id in pending),
    )


def _report(desk: Desk, report: Report) -> Markup:
    at = instant(report.submitted_at, desk.calendar, desk.office)
    by = acting(report.submitted_by, desk.office)
    if report.state is ReportState.SUBMITTED:
        return fill("✅ Laporan versi {n} sudah disampaikan {by}, {at}.", n=report.version, by=by, at=at)
    return lines(
        fill("↩️ Laporan versi {n} dikembalikan Kepala Dinas:", n=report.version),
        quoted(report.reason),
    )


def unit_screen(
    desk: Desk,
    cycle: Cycle,
    sent: Submission,
    judged: UnitEvaluation,
    files: Sequence[KeptFile],
    *,
    late: bool,
) -> Markup:
    """Show a unit's latest data to those who evaluate them: every figure, with flags and notes."""
    unit_id = sent.unit_id
    owed = cycle.assignment(EVALUATE, unit_id)
    is_open = owed is not None and owed.state is AssignmentState.OPEN
    found = flags(cycle, unit_id, late=late)
    return paragraphs(
        fill("<b>Evaluasi {quarter}: {unit}</b>", quarter=quarter(cycle.quarter), unit=desk.office.unit(unit_id).name),
        submission_text(desk, sent, files),
        fill("⚠️ {flags}", flags=", ".join(found)) if found else EMPTY,
        capaian.first_flags(judged),
        capaian.table(judged, cycle.quarter.number, desk.records.rules()) if judged.indicators else EMPTY,
        _decision(desk, sent),
        notes(desk, cycle, unit_id),
        fill("Batas evaluasi: {due}", due=due(desk.now, owed.due_at, desk.calendar, desk.office))
        if owed is not None and is_open
        else EMPTY,
    )


def _decision(desk: Desk, sent: Submission) -> Markup:
    if sent.decided_by is None or sent.decided_at is None:
        return EMPTY
    return lines(
        fill(
            "Keputusan: {state}, {by}, {at}",
            state=STATES[sent.state],
            by=acting(sent.decided_by, desk.office),
            at=instant(sent.decided_at, desk.calendar, desk.office),
        ),
        quoted(sent.reason),
    )


def notes(desk: Desk, cycle: Cycle, unit_id: int) -> Markup:
    """Show the remarks of Tim and Subbag on a unit's data; empty where there are none."""
    made = [note for note in cycle.notes if note.unit_id == unit_id]
    return lines(
        *(lines(fill("Catatan {by}:", by=acting(note.noted_by, desk.office)), quoted(note.text)) for note in made)
    )


def accepted(desk: Desk, sent: Submission, pending: Sequence[int], missing: Sequence[Person]) -> Markup:
    """Confirm that the data were accepted, and say what is left."""
    rest = (
        fill("Masih ditunggu: {units}.", units=listed(desk.office.unit(unit_id).name for unit_id in pending))
        if pending
        else Markup("Semua unit selesai dievaluasi. Berikutnya: susun laporan untuk Kepala Dinas.")
    )
    return paragraphs(
        fill(
            "✅ Data <b>{unit}</b>, {number} versi {version}, diterima.",
            unit=desk.office.unit(sent.unit_id).name,
            number=sent.number,
            version=sent.version,
        ),
        rest,
        unreached(missing),
    )


def next_unit(unit: str) -> str:
    """Label the button of the unit whose data wait next."""
    return f"Berikutnya: {unit}"[:60]


def ask_return_reason(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Ask why a unit's data go back."""
    return fill(
        "Mengapa data <b>{unit}</b> versi {version} dikembalikan? Tulis alasannya; unit membaca persis ini.\n"
        "Contoh: <i>Realisasi anggaran indikator 3 di bawah angka triwulan lalu; mohon diperiksa.</i>",
        unit=desk.office.unit(form.unit_id or 0).name,
        version=form.version,
    )


def return_heading(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Head the preview of the return."""
    return fill(
        "<b>Kembalikan data {unit} versi {version}</b> ke unit dengan alasan:",
        unit=desk.office.unit(form.unit_id or 0).name,
        version=form.version,
    )


def returned(desk: Desk, sent: Submission, until: str, missing: Sequence[Person]) -> Markup:
    """Confirm the return, with the unit's new due time."""
    return paragraphs(
        fill(
            "↩️ Data <b>{unit}</b>, {number} versi {version}, dikembalikan ke unit dengan alasan Bapak/Ibu. "
            "Versi ini tetap tersimpan.\nBatas perbaikan: {due}",
            unit=desk.office.unit(sent.unit_id).name,
            number=sent.number,
            version=sent.version,
            due=until,
        ),
        unreached(missing),
    )


def ask_note(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Ask for a remark on a unit's data."""
    return fill(
        "Apa catatan Bapak/Ibu atas data <b>{unit}</b>? Catatan ikut dibaca penyusun laporan.\n"
        "Contoh: <i>Capaian indikator 2 naik 30% tanpa penjelasan; minta konfirmasi saat rapat.</i>",
        unit=desk.office.unit(form.unit_id or 0).name,
    )


def note_heading(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Head the preview of a remark."""
    return fill("<b>Catatan evaluasi: {unit}</b>", unit=desk.office.unit(form.unit_id or 0).name)


def noted(desk: Desk, unit_id: int, missing: Sequence[Person]) -> Markup:
    """Confirm a remark."""
    return paragraphs(
        fill("✅ Catatan atas data <b>{unit}</b> tersimpan.", unit=desk.office.unit(unit_id).name), unreached(missing)
    )


def ask_report(desk: Desk, cycle: Cycle, found: OfficeEvaluation, late: Sequence[int]) -> Markup:
    """Ask for the evaluation of all units, with what is at hand for it."""
    returned = cycle.reports[-1] if cycle.reports and cycle.reports[-1].state is ReportState.RETURNED else None
    return paragraphs(
        fill("<b>Laporan evaluasi {quarter}</b> untuk Kepala Dinas", quarter=quarter(cycle.quarter)),
        _report(desk, returned) if returned else EMPTY,
        _units(desk, cycle, found, late),
        penilaian.office(found),
        fill("Catatan evaluasi yang tersimpan: {n}.", n=len(cycle.notes)) if cycle.notes else EMPTY,
        Markup(
            "Tulis ringkasan dan bahan keputusan untuk Kepala Dinas, atau lampirkan laporannya.\n"
            "Contoh: <i>Rata-rata capaian 96,4%. Perlu keputusan: penanganan aduan di Bidang Aplikasi Informatika.</i>"
        ),
    )


def report_heading(_desk: Desk, cycle: Cycle, _form: Form) -> Markup:
    """Head the preview of the report."""
    return fill("<b>Laporan evaluasi {quarter}</b>. Periksa, lalu sampaikan.", quarter=quarter(cycle.quarter))


def report_submitted(desk: Desk, cycle: Cycle, missing: Sequence[Person]) -> Markup:
    """Confirm that the report lies with the Kepala Dinas."""
    report = cycle.reports[-1]
    return paragraphs(
        fill(
            "✅ Laporan evaluasi {quarter} versi {n} tersampaikan ke Kepala Dinas, {at}.",
            quarter=quarter(cycle.quarter),
            n=report.version,
            at=instant(report.submitted_at, desk.calendar, desk.office),
        ),
        unreached(missing),
    )
