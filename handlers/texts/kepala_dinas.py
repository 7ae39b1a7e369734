"""The words of the Kepala Dinas's conversation: the quarter's proposal, the disposisi, the report, directions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import Form
from handlers.texts import capaian, penilaian
from handlers.texts.letters import receipts_of_direction, receipts_of_disposisi
from handlers.texts.perencanaan import flags, notes
from handlers.texts.unit_kerja import STATES, excluded, submission
from handlers.texts.words import (
    EMPTY,
    acting,
    allotted,
    day,
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
from workflow.cycle import (
    DECIDE,
    Assignment,
    AssignmentState,
    Cycle,
    CycleState,
    Direction,
    ReceiptState,
    Report,
    ReportState,
)
from workflow.evaluation import OfficeEvaluation, UnitEvaluation
from workflow.files import KeptFile
from workflow.procedure import Allotment
from workflow.quarter import Quarter

if TYPE_CHECKING:
    from handlers.desk import Desk

BEGIN = "Buat disposisi"
BEGIN_ANEW = "Buat disposisi baru"
LATER = "Nanti siang"
NOT_NOW = "Tidak triwulan ini"
MEND = "Perbaiki dan terbitkan lagi"
READ = "Baca disposisi"
WITHDRAW = "Tarik kembali"
WITHDRAW_YES = "Ya, tarik kembali"
KEEP = "Tidak jadi"
BACK = "Kembali"
STATUS = "Status"
TO_TASKS = "Tugas saya"
TO_REPORT = "Kembali ke laporan"
READ_REPORT = "Baca laporan lengkap"
DIRECT = "Beri arahan"
SEND_BACK = "Kembalikan ke evaluasi"
SEND_DIRECTION = "Kirim arahan"
NOTHING_TO_DIRECT = "Tidak ada arahan yang ditunggu; keadaan sekarang ditampilkan."
NOTHING_TO_RETURN = "Laporan tidak lagi dapat dikembalikan; keadaan sekarang ditampilkan."
DIRECTION_PROPOSALS = (
    "Terima kasih atas kerjanya. Pertahankan capaian dan lengkapi bukti dukungnya.",
    "Perbaiki indikator yang belum mencapai target dan jelaskan penyebabnya.",
    "Percepat kegiatan dan penyerapan anggaran yang masih tertinggal.",
)
LONG_REPORT = 1000
"""A longer report is read in a message of its own, so that the list of units stays on one screen."""


def propose(which: Quarter, allotment: Allotment, due_on: date) -> Markup:
    """Ask whether the quarter's cycle shall begin."""
    return fill(
        "<b>{quarter}</b> telah berakhir. Mulai monitoring dan evaluasi kinerja?\n"
        "Batas SOP: {allotted}, selesai {day} bila dimulai hari ini.",
        quarter=quarter(which),
        allotted=allotted(allotment),
        day=day(due_on),
    )


def begun(cycle: Cycle) -> Markup:
    """Say that the quarter's cycle has begun already."""
    over = cycle.state is CycleState.CLOSED
    return fill(
        "Monitoring dan evaluasi kinerja {quarter} sudah {state}, dengan disposisi {number}.",
        quarter=quarter(cycle.quarter),
        state="selesai" if over else "berjalan",
        number=cycle.disposisi[-1].number,
    )


def asked_again(desk: Desk, which: Quarter, at: datetime) -> Markup:
    """Say when it will be asked again."""
    return fill(
        "Baik. Disposisi {quarter} ditanyakan lagi {at}. Bapak/Ibu juga dapat memulainya kapan saja.",
        quarter=quarter(which),
        at=instant(at, desk.calendar, desk.office),
    )


def not_this_quarter(which: Quarter) -> Markup:
    """Say how to begin later all the same."""
    return fill(
        "Baik, monev {quarter} tidak dimulai, dan tidak ditanyakan lagi. Bila berubah, tekan Tugas saya atau ketik "
        "/disposisi.",
        quarter=quarter(which),
    )


def returned(desk: Desk, cycle: Cycle, owed: Assignment) -> Markup:
    """Show that the disposisi came back, from whom, why, and until when it is to be issued anew."""
    letter = cycle.disposisi[-1]
    titles = [
        desk.office.post(receipt.post_id).title
        for receipt in letter.receipts.values()
        if receipt.state is ReceiptState.RETURNED
    ]
    return paragraphs(
        fill(
            "↩️ <b>Disposisi {number}</b> ({quarter}) dikembalikan {who} dengan alasan:",
            number=letter.number,
            quarter=quarter(cycle.quarter),
            who=listed(titles) or "penerima",
        ),
        quoted(letter.returned_reason),
        fill("Waktu perbaikan: sampai {due}", due=due(desk.now, owed.due_at, desk.calendar, desk.office)),
    )


def state_of_disposisi(desk: Desk, cycle: Cycle) -> Markup:
    """Show how far the disposisi got with each recipient."""
    return paragraphs(
        receipts_of_disposisi(cycle.disposisi[-1], cycle, desk),
        Markup("🚫 Disposisi ini sudah ditarik kembali.") if cycle.state is CycleState.WITHDRAWN else EMPTY,
    )


def ask_withdraw(cycle: Cycle) -> Markup:
    """Ask once more before the disposisi is taken back."""
    return fill(
        "Tarik kembali disposisi <b>{number}</b>? Belum ada yang membacanya. Semua penerima diberi tahu, dan monev "
        "{quarter} tidak berjalan sampai ada disposisi baru.",
        number=cycle.disposisi[-1].number,
        quarter=quarter(cycle.quarter),
    )


def withdrawn(desk: Desk, cycle: Cycle) -> Markup:
    """Confirm that the disposisi was taken back."""
    return paragraphs(
        fill(
            "🚫 Disposisi <b>{number}</b> ({quarter}) ditarik kembali. Penerimanya diberi tahu.",
            number=cycle.disposisi[-1].number,
            quarter=quarter(cycle.quarter),
        ),
        unreached(desk.unreached),
    )


def no_report(cycle: Cycle) -> Markup:
    """Say that there is no report yet."""
    return fill(
        "Laporan evaluasi {quarter} belum disampaikan Subbag Perencanaan dan Keuangan. Begitu ada, Bapak/Ibu diberi "
        "tahu di sini.",
        quarter=quarter(cycle.quarter),
    )


def report(desk: Desk, cycle: Cycle, found: OfficeEvaluation, late: Sequence[int], waiting: Sequence[int]) -> Markup:
    """Show the report: the office at a glance, then each unit's data, figures, flags and direction."""
    latest = cycle.reports[-1]
    folded = Markup("<i>Isi laporan panjang; tekan Baca laporan lengkap.</i>")
    return paragraphs(
        _report_head(desk, cycle, latest),
        _report_returned(latest),
        penilaian.office(found),
        folded if len(latest.text) > LONG_REPORT else quoted(latest.text),
        lines(
            *(
                lines(_unit_line(desk, cycle, unit_id, late=unit_id in late), penilaian.unit(judged))
                for unit_id, judged in zip(cycle.unit_ids, found.units, strict=True)
            )
        ),
        _waiting(desk, cycle, waiting),
    )


def report_in_full(desk: Desk, cycle: Cycle) -> Markup:
    """Show the report's words in full."""
    latest = cycle.reports[-1]
    return paragraphs(_report_head(desk, cycle, latest), quoted(latest.text))


def _report_head(desk: Desk, cycle: Cycle, latest: Report) -> Markup:
    return fill(
        "<b>Laporan evaluasi {quarter}</b>{version}\nDari {by}, {at}",
        quarter=quarter(cycle.quarter),
        version=f", versi {latest.version}" if latest.version > 1 else "",
        by=acting(latest.submitted_by, desk.office),
        at=instant(latest.submitted_at, desk.calendar, desk.office),
    )


def _report_returned(latest: Report) -> Markup:
    if latest.state is not ReportState.RETURNED:
        return EMPTY
    return lines(Markup("↩️ Sudah dikembalikan ke evaluasi; menunggu perbaikan Subbag. Alasan:"), quoted(latest.reason))


def _unit_line(desk: Desk, cycle: Cycle, unit_id: int, *, late: bool) -> Markup:
    sent = cycle.submission(unit_id)
    owed = cycle.assignment(DECIDE, unit_id)
    remarks = sum(note.unit_id == unit_id for note in cycle.notes)
    without = cycle.is_excluded(unit_id)
    parts = (
        "tanpa data, keputusan Sekretaris" if without else f"data {STATES[sent.state]}" if sent else "belum ada data",
        f"{len(sent.files)} berkas" if sent and not without else "",
        f"{remarks} catatan" if remarks else "",
    )
    found = [] if without else flags(cycle, unit_id, late=late)
    return fill(
        "{mark} {unit}: {state}{flags}",
        mark="✅" if owed is not None and owed.state is AssignmentState.DONE else "▶️",
        unit=desk.office.unit(unit_id).name,
        state=", ".join(part for part in parts if part),
        flags=f" · ⚠️ {', '.join(found)}" if found else "",
    )


def _waiting(desk: Desk, cycle: Cycle, waiting: Sequence[int]) -> Markup:
    if not waiting:
        return EMPTY
    owed = cycle.assignment(DECIDE, waiting[0])
    return fill(
        "{n} unit menunggu arahan, sampai {due}",
        n=len(waiting),
        due=due(desk.now, owed.due_at if owed else None, desk.calendar, desk.office),
    )


def unit(
    desk: Desk,
    cycle: Cycle,
    unit_id: int,
    judged: UnitEvaluation,
    files: Sequence[KeptFile],
    given: Direction | None,
) -> Markup:
    """Show one unit: its data and figures, the remarks on them, and its direction where one was given."""
    sent = cycle.submission(unit_id)
    return paragraphs(
        fill("<b>{unit}</b>, {quarter}", unit=desk.office.unit(unit_id).name, quarter=quarter(cycle.quarter)),
        excluded(desk, cycle, unit_id),
        submission(desk, sent, files) if sent else EMPTY,
        capaian.first_flags(judged),
        capaian.table(judged, cycle.quarter.number, desk.records.rules()) if judged.indicators else EMPTY,
        notes(desk, cycle, unit_id),
        receipts_of_direction(given, cycle, desk) if given else EMPTY,
    )


def direct_unit(name: str) -> str:
    """Label the button of a unit that waits for its direction."""
    return f"Beri arahan: {name}"[:60]


def see_unit(name: str) -> str:
    """Label the button of a unit whose direction was given, or that the person only looks at."""
    return f"Lihat: {name}"[:60]


def same_for_all(count: int) -> str:
    """Label the button of one direction for all that wait."""
    return f"Sama untuk semua ({count} unit)"


def _names(desk: Desk, unit_ids: Sequence[int]) -> Markup:
    return listed(desk.office.unit(unit_id).name for unit_id in unit_ids)


def ask_direction(desk: Desk, cycle: Cycle, unit_ids: Sequence[int]) -> Markup:
    """Ask for the direction to one unit or to several."""
    return fill(
        "Apa arahan Bapak/Ibu untuk <b>{units}</b>, {quarter}?\n"
        "Tulis, rekam suara, lampirkan berkas, atau pilih salah satu kalimat ini.",
        units=_names(desk, unit_ids),
        quarter=quarter(cycle.quarter),
    )


def direction_heading(desk: Desk, cycle: Cycle, unit_ids: Sequence[int]) -> Markup:
    """Head the preview of a direction."""
    return fill(
        "<b>Arahan untuk {units}</b>, {quarter}. Periksa, lalu kirim.",
        units=_names(desk, unit_ids),
        quarter=quarter(cycle.quarter),
    )


def directed(desk: Desk, given: Sequence[int], left: Sequence[int]) -> Markup:
    """Confirm the directions, and say which units are left."""
    return paragraphs(
        fill("✅ Arahan terkirim kepada {units}.", units=_names(desk, given)),
        fill("Masih menunggu arahan: {units}.", units=_names(desk, left))
        if left
        else Markup(
            "Semua unit sudah menerima arahan. Rencana tindak lanjut mereka akan disampaikan kepada Bapak/Ibu."
        ),
        unreached(desk.unreached),
    )


def ask_return_reason(_desk: Desk, cycle: Cycle, _form: Form) -> Markup:
    """Ask why the report goes back."""
    return fill(
        "Mengapa laporan evaluasi {quarter} dikembalikan? Tulis alasannya; Subbag membaca persis ini.\n"
        "Contoh: <i>Sebab turunnya capaian penanganan aduan belum dijelaskan.</i>",
        quarter=quarter(cycle.quarter),
    )


def return_heading(_desk: Desk, cycle: Cycle, _form: Form) -> Markup:
    """Head the preview of the report's return."""
    return fill("<b>Kembalikan laporan evaluasi {quarter}</b> dengan alasan:", quarter=quarter(cycle.quarter))


def report_returned(desk: Desk, cycle: Cycle) -> Markup:
    """Confirm that the report went back."""
    return paragraphs(
        fill(
            "↩️ Laporan evaluasi {quarter} versi {version} dikembalikan ke Subbag Perencanaan dan Keuangan dengan "
            "alasan Bapak/Ibu. Versi ini tetap tersimpan.",
            quarter=quarter(cycle.quarter),
            version=cycle.reports[-1].version,
        ),
        unreached(desk.unreached),
    )
