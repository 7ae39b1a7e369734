"""The words of notices: what happened, what is owed by it, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.words import EMPTY, acting, due, fill, instant, lines, paragraphs, quarter, quoted
from workflow import events as e
from workflow.cycle import COLLECT, COORDINATE, DECIDE, DIRECT, FOLLOW_UP, Assignment, Cycle, Disposisi, Submission
from workflow.office import Actor
from workflow.procedure import Procedure

if TYPE_CHECKING:
    from handlers.desk import Desk

ACCEPT_AND_DIRECT = "Terima dan beri arahan"
SEND_BACK = "Kembalikan"
READ_AND_ACCEPT = "Baca dan terima"
READ_ON_PAPER = "Sudah saya baca di Sekretariat"
OPEN_DISPOSISI = "Perbaiki disposisi"
OPEN_UNITS = "Mulai koordinasi"
OPEN_ORDER = "Buka perintah"
OPEN_DIRECTION = "Baca arahan"
OPEN_DRAFT = "Periksa data"
OPEN_FIX = "Perbaiki data"
OPEN_DATA = "Buka data unit"
OPEN_REPORT_WRITING = "Susun laporan"
OPEN_REPORT = "Periksa laporan"
OPEN_REPORT_AGAIN = "Perbaiki laporan"
OPEN_PLAN = "Lihat rencana"
STATUS = "Lihat status"


def _unit(desk: Desk, unit_id: int) -> str:
    return desk.office.unit(unit_id).name


def _until(desk: Desk, owed: Assignment | None) -> Markup:
    if owed is None or owed.due_at is None:
        return EMPTY
    return fill("Waktu: sampai {due}", due=due(desk.now, owed.due_at, desk.calendar, desk.office))


def _files(count: int) -> Markup:
    return fill("📎 {n} berkas", n=count) if count else EMPTY


def disposisi_withdrawn(desk: Desk, cycle: Cycle, by: Actor) -> Markup:
    """Say that a disposisi was taken back."""
    return fill(
        "🚫 Disposisi <b>{number}</b> ({quarter}) ditarik kembali oleh {by}. Tidak ada yang perlu dikerjakan.",
        number=cycle.disposisi[-1].number,
        quarter=quarter(cycle.quarter),
        by=acting(by, desk.office),
    )


def disposisi_returned(desk: Desk, letter: Disposisi, by: Actor, reason: str, owed: Assignment | None) -> Markup:
    """Say that a disposisi came back."""
    return paragraphs(
        fill("↩️ Disposisi <b>{number}</b> dikembalikan oleh {by}:", number=letter.number, by=acting(by, desk.office)),
        quoted(reason),
        _until(desk, owed),
    )


_DIRECTION_HEADS = {
    DIRECT: "📩 <b>Arahan untuk Tim Monev</b>, {quarter}, dari {by}",
    COLLECT: "📩 <b>Perintah mengumpulkan data</b> {unit}, {quarter}, dari {by}",
    DECIDE: "📩 <b>Arahan Kepala Dinas</b> untuk {unit}, {quarter}, dari {by}",
}
_DIRECTION_TASKS = {
    DIRECT: Markup("Mohon berkoordinasi dengan setiap unit kerja."),
    COLLECT: Markup("Staf/Kasi mengisi dan mengirim data; Kabid memeriksa, lalu meneruskannya."),
    DECIDE: Markup("Mohon dijawab dengan rencana tindak lanjut."),
}


def direction(desk: Desk, cycle: Cycle, event: e.DirectionGiven, by: Actor, owed: Assignment | None) -> Markup:
    """Hand over an arahan: to the Tim, or to a unit."""
    return paragraphs(
        fill(
            _DIRECTION_HEADS[event.step],
            quarter=quarter(cycle.quarter),
            unit="" if event.unit_id is None else _unit(desk, event.unit_id),
            by=acting(by, desk.office),
        ),
        quoted(event.text),
        lines(_files(len(event.files)), _DIRECTION_TASKS[event.step], _until(desk, owed)),
    )


def draft_submitted(desk: Desk, event: e.DraftSubmitted, by: Actor, owed: Assignment | None) -> Markup:
    """Ask the Kabid to check a draft."""
    return paragraphs(
        fill(
            "📥 <b>Data {unit}</b> menunggu pemeriksaan Bapak/Ibu\nKiriman {number}, versi {version}, dari {by}",
            unit=_unit(desk, event.unit_id),
            number=event.number,
            version=event.version,
            by=acting(by, desk.office),
        ),
        quoted(event.note),
        lines(_files(len(event.files)), _until(desk, owed)),
    )


def draft_withdrawn(desk: Desk, sent: Submission, by: Actor) -> Markup:
    """Say that a draft was taken back."""
    return fill(
        "🚫 Kiriman {number} data {unit} ditarik kembali oleh {by}. Tidak perlu diperiksa lagi.",
        number=sent.number,
        unit=_unit(desk, sent.unit_id),
        by=acting(by, desk.office),
    )


def returned(desk: Desk, sent: Submission, by: Actor, reason: str, owed: Assignment | None) -> Markup:
    """Say that a unit's data came back, from the Kabid or from the Subbag."""
    return paragraphs(
        fill(
            "↩️ <b>Data {unit}</b> perlu diperbaiki\nKiriman {number}, versi {version}, dikembalikan oleh {by}:",
            unit=_unit(desk, sent.unit_id),
            number=sent.number,
            version=sent.version,
            by=acting(by, desk.office),
        ),
        quoted(reason),
        _until(desk, owed),
    )


def data_reopened(desk: Desk, sent: Submission, event: e.DataReopened, by: Actor, owed: Assignment | None) -> Markup:
    """Tell a unit that its accepted data may, and must, be corrected."""
    return paragraphs(
        fill(
            "🔓 <b>Data {unit}</b> dibuka kembali untuk diperbaiki\nKiriman {number}, versi {version}, keputusan {by}:",
            unit=_unit(desk, event.unit_id),
            number=sent.number,
            version=event.version,
            by=acting(by, desk.office),
        ),
        quoted(event.reason),
        _until(desk, owed),
    )


def report_waits(desk: Desk, cycle: Cycle, event: e.DataReopened, by: Actor) -> Markup:
    """Tell who made or got the report that it is taken back until a unit has corrected its data."""
    return paragraphs(
        fill(
            "🔓 <b>Data {unit}</b> dibuka kembali, keputusan {by}:",
            unit=_unit(desk, event.unit_id),
            by=acting(by, desk.office),
        ),
        quoted(event.reason),
        fill(
            "Laporan evaluasi {quarter} tidak berlaku dahulu. Setelah data unit ini diterima lagi, laporan disusun "
            "dan disampaikan kembali.",
            quarter=quarter(cycle.quarter),
        ),
    )


def data_sent(desk: Desk, sent: Submission, event: e.DataSent, by: Actor, owed: Assignment | None) -> Markup:
    """Say that a unit's data came in."""
    return lines(
        fill("📥 <b>Data {unit}</b> masuk untuk dievaluasi", unit=_unit(desk, event.unit_id)),
        fill("Kiriman {number}, disetujui {by}", number=sent.number, by=acting(by, desk.office)),
        Markup("⚠️ Pengisi dan penyetujunya orang yang sama.") if event.self_approved else EMPTY,
        _files(len(sent.files)),
        _until(desk, owed),
    )


def data_to_note(desk: Desk, sent: Submission, by: Actor) -> Markup:
    """Tell the Tim, which may remark on a unit's data but owes nothing by it."""
    return lines(
        fill("📥 <b>Data {unit}</b> masuk, dievaluasi Subbag Perencanaan", unit=_unit(desk, sent.unit_id)),
        fill("Kiriman {number}, disetujui {by}", number=sent.number, by=acting(by, desk.office)),
        _files(len(sent.files)),
        Markup("Bila ada yang perlu dicermati, beri catatan evaluasi."),
    )


def data_passed_on(desk: Desk, sent: Submission, by: Actor) -> Markup:
    """Tick for the submitter: the Kabid has sent it on."""
    return fill(
        "✅ Kiriman {number} data {unit} disetujui {by} dan diteruskan.",
        number=sent.number,
        unit=_unit(desk, sent.unit_id),
        by=acting(by, desk.office),
    )


def noted(desk: Desk, event: e.EvaluationNoted, by: Actor) -> Markup:
    """Hand over a remark on a unit's data."""
    return lines(
        fill("📝 Catatan evaluasi {unit} dari {by}:", unit=_unit(desk, event.unit_id), by=acting(by, desk.office)),
        quoted(event.text),
    )


def data_accepted(desk: Desk, sent: Submission, by: Actor) -> Markup:
    """Tick for the unit: its data are accepted."""
    return fill(
        "✅ Data {unit} (kiriman {number}) diterima oleh {by}. Tidak ada yang perlu diperbaiki.",
        unit=_unit(desk, sent.unit_id),
        number=sent.number,
        by=acting(by, desk.office),
    )


def excluded(desk: Desk, event: e.UnitExcluded, by: Actor) -> Markup:
    """Say that the evaluation goes on without a unit."""
    return lines(
        fill(
            "⛔ Evaluasi dilanjutkan <b>tanpa data {unit}</b>, keputusan {by}:",
            unit=_unit(desk, event.unit_id),
            by=acting(by, desk.office),
        ),
        quoted(event.reason),
        Markup("Unit ini tidak perlu lagi mengirim data triwulan ini."),
    )


def report_owed(desk: Desk, cycle: Cycle, owed: Assignment | None) -> Markup:
    """Ask the Subbag for the report."""
    without = len(cycle.exclusions)
    return lines(
        fill("📊 <b>Semua unit sudah selesai dievaluasi</b>, {quarter}.", quarter=quarter(cycle.quarter)),
        fill("{n} unit tanpa data, atas keputusan Sekretaris.", n=without) if without else EMPTY,
        Markup("Mohon menyusun laporan untuk Kepala Dinas."),
        _until(desk, owed),
    )


def report_submitted(desk: Desk, cycle: Cycle, event: e.ReportSubmitted, by: Actor, owed: Assignment | None) -> Markup:
    """Ask the Kepala Dinas to check the report and to direct the units."""
    again = f", versi {event.version}" if event.version > 1 else ""
    return paragraphs(
        fill(
            "📊 <b>Laporan evaluasi {quarter}</b>{again}\nDari {by}",
            quarter=quarter(cycle.quarter),
            again=again,
            by=acting(by, desk.office),
        ),
        quoted(event.text),
        lines(
            _files(len(event.files)),
            fill("Mohon diperiksa, lalu beri arahan kepada {n} unit kerja.", n=len(cycle.unit_ids)),
            _until(desk, owed),
        ),
    )


def report_handed_in(desk: Desk, cycle: Cycle, event: e.ReportSubmitted, by: Actor) -> Markup:
    """Tell the head of the Tim that the report is with the Kepala Dinas."""
    again = f", versi {event.version}" if event.version > 1 else ""
    return fill(
        "📊 Laporan evaluasi {quarter}{again} disampaikan kepada Kepala Dinas oleh {by}.",
        quarter=quarter(cycle.quarter),
        again=again,
        by=acting(by, desk.office),
    )


def report_returned(desk: Desk, event: e.ReportReturned, by: Actor, owed: Assignment | None) -> Markup:
    """Say that the report came back."""
    return paragraphs(
        fill(
            "↩️ <b>Laporan evaluasi</b> versi {version} dikembalikan oleh {by}:",
            version=event.version,
            by=acting(by, desk.office),
        ),
        quoted(event.reason),
        _until(desk, owed),
    )


def plan_submitted(desk: Desk, cycle: Cycle, event: e.PlanSubmitted) -> Markup:
    """Say that a unit's plan came in."""
    return fill(
        "✅ Rencana tindak lanjut {unit} masuk: {items} rencana aksi ({n} dari {all} unit).",
        unit=_unit(desk, event.unit_id),
        items=len(event.items),
        n=len(cycle.plans),
        all=len(cycle.unit_ids),
    )


def closed(desk: Desk, cycle: Cycle, procedure: Procedure) -> Markup:
    """Say that the cycle has ended, and with what."""
    ended = cycle.closed_at or desk.now
    days = desk.calendar.working_days_left(cycle.started_at, ended)
    units, without = len(cycle.unit_ids), len(cycle.exclusions)
    return paragraphs(
        fill("✅ <b>Monev {quarter} selesai</b>", quarter=quarter(cycle.quarter)),
        lines(
            fill("Ditutup {at}", at=instant(ended, desk.calendar, desk.office)),
            fill("Data: {n} dari {all} unit", n=units - without, all=units),
            fill(
                "Rencana tindak lanjut: {plans} unit, {items} rencana aksi",
                plans=len(cycle.plans),
                items=sum(len(plan.items) for plan in cycle.plans),
            ),
            fill(
                "Lama: {days} hari kerja (batas SOP {limit} hari kerja)",
                days=days or "kurang dari 1",
                limit=procedure.total.days,
            ),
        ),
        Markup("Terima kasih atas kerja Bapak/Ibu."),
    )


STEP_OF_DIRECTION = {DIRECT: COORDINATE, COLLECT: COLLECT, DECIDE: FOLLOW_UP}
"""Which step a direction sets its readers to work on."""
LABEL_OF_DIRECTION = {DIRECT: OPEN_UNITS, COLLECT: OPEN_ORDER, DECIDE: OPEN_DIRECTION}
