"""The words about the items of plans after they were sent: how far they are, what is verified, what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.words import (
    EMPTY,
    acting,
    brief,
    day,
    fill,
    instant,
    lines,
    paragraphs,
    plain_name,
    quarter,
    quoted,
    short_day,
    unreached,
)
from workflow.cycle import FollowUp, FollowUpStatus
from workflow.follow_ups import Tally, TrackedItem, tally
from workflow.office import Person

if TYPE_CHECKING:
    from handlers.desk import Room

LIST = "Tindak lanjut"
OPEN = "Periksa tindak lanjut"
OPEN_AGAIN = "Perbaiki tindak lanjut"
DONE = "Selesai"
WORKING = "Sedang dikerjakan"
IMPOSSIBLE = "Tidak dapat ditindaklanjuti"
REPORT_AGAIN = "Ganti laporan"
VERIFY = "Verifikasi"
SEND_BACK = "Kembalikan"
SEND_REPORT = "Kirim laporan"
ALL_UNITS = "Semua unit"
BEFORE = "Sebelumnya"
MORE = "Berikutnya"
TO_TASKS = "Tugas saya"
CHOOSE_UNIT = Markup("Tindak lanjut unit yang mana?")
NOT_FOR_YOU = Markup("Tindak lanjut hanya untuk unit kerja yang menyusunnya, pimpinan, Tim, dan Subbag Perencanaan.")
WORKING_NOTED = Markup("✅ Dicatat: sedang dikerjakan.")
STATUSES = {
    FollowUpStatus.BELUM: "belum dikerjakan",
    FollowUpStatus.PROSES: "sedang dikerjakan",
    FollowUpStatus.SELESAI: "selesai",
    FollowUpStatus.TIDAK_DAPAT: "tidak dapat ditindaklanjuti",
}
"""The status of an item in a sentence."""
MARKS = {
    FollowUpStatus.BELUM: "⏳",
    FollowUpStatus.PROSES: "▶️",
    FollowUpStatus.SELESAI: "✅",
    FollowUpStatus.TIDAK_DAPAT: "⛔",
}
CLIPPED = 140
"""Characters of an action in a list; the item's own screen shows all of it."""
LABEL_ON_A_PHONE = 36


def _clip(text: str, limit: int) -> str:
    plain = plain_name(text)
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def _unit(room: Room, item: TrackedItem) -> str:
    return room.office.unit(item.unit_id).name


def _heading(room: Room, item: TrackedItem) -> Markup:
    return fill(
        "<b>Tindak lanjut {unit}</b>, butir {n} ({quarter})",
        unit=_unit(room, item),
        n=item.number,
        quarter=quarter(item.quarter),
    )


def counted(found: Tally) -> Markup:
    """Return `3 dari 7 tindak lanjut masih terbuka, 1 lewat batas, 2 menunggu verifikasi`."""
    parts = (
        f"{found.open} dari {found.total} tindak lanjut masih terbuka",
        f"{found.overdue} lewat batas" if found.overdue else "",
        f"{found.awaiting} menunggu verifikasi" if found.awaiting else "",
    )
    return Markup(", ").join(part for part in parts if part)


def summary(room: Room, items: Sequence[TrackedItem]) -> Markup:
    """Say what earlier quarters have left open; empty where nothing is."""
    found = tally(items, room.today)
    return fill("📌 {counted}.", counted=counted(found)) if found.open else EMPTY


def overview(room: Room, items: Sequence[TrackedItem], units: Sequence[int]) -> Markup:
    """Show the open items of all units in numbers."""
    if not items:
        return Markup("Belum ada rencana tindak lanjut yang dikirim unit kerja.")
    return paragraphs(
        fill("<b>Tindak lanjut semua unit</b>\n{counted}.", counted=counted(tally(items, room.today))),
        lines(*(_unit_line(room, unit_id, items) for unit_id in units)),
    )


def _unit_line(room: Room, unit_id: int, items: Sequence[TrackedItem]) -> Markup:
    found = tally([item for item in items if item.unit_id == unit_id], room.today)
    mark = "⚠️" if found.overdue else "▶️" if found.open else "✅"
    extra = ", ".join(
        part
        for part in (
            f"{found.overdue} lewat batas" if found.overdue else "",
            f"{found.awaiting} menunggu verifikasi" if found.awaiting else "",
        )
        if part
    )
    return fill(
        "{mark} {unit}: {open} dari {total} terbuka{extra}",
        mark=mark,
        unit=room.office.unit(unit_id).name,
        open=found.open,
        total=found.total,
        extra=f" ({extra})" if extra else "",
    )


def of_unit(room: Room, unit_id: int, items: Sequence[TrackedItem], shown: Sequence[TrackedItem]) -> Markup:
    """List a unit's open items, the earliest due first."""
    heading = fill("<b>Tindak lanjut {unit}</b>", unit=room.office.unit(unit_id).name)
    if not items:
        return paragraphs(heading, Markup("Belum ada rencana tindak lanjut yang dikirim."))
    return paragraphs(
        lines(heading, fill("{counted}.", counted=counted(tally(items, room.today)))),
        *(_listed(room, item) for item in shown),
        EMPTY if shown else Markup("Semua tindak lanjut sudah diverifikasi."),
    )


def _listed(room: Room, item: TrackedItem) -> Markup:
    return lines(
        fill(
            "{mark} <b>Butir {n}</b> ({quarter}): {action}",
            mark="⚠️" if item.is_owed_by_unit and item.days_overdue(room.today) else MARKS[item.status],
            n=item.number,
            quarter=quarter(item.quarter),
            action=_clip(item.item.action, CLIPPED),
        ),
        fill("{due}; {status}", due=_due(room, item), status=_status(item)),
    )


def _due(room: Room, item: TrackedItem) -> str:
    late = item.days_overdue(room.today)
    return f"Batas {day(item.item.due_on)}" + (f", lewat {late} hari" if late else "")


def _status(item: TrackedItem) -> str:
    if item.awaits_verification:
        return f"dilaporkan {STATUSES[item.status]}, menunggu verifikasi"
    if item.report is not None and item.report.returned_reason and item.status is FollowUpStatus.PROSES:
        return "dikembalikan, perlu diperbaiki"
    return STATUSES[item.status] + (", sudah diverifikasi" if item.is_settled else "")


def item_label(item: TrackedItem) -> str:
    """Label the button that opens an item."""
    return _clip(f"{item.number}. {item.item.action}", LABEL_ON_A_PHONE)


def verify_label(room: Room, item: TrackedItem) -> str:
    """Label the button that opens an item to be verified."""
    return f"Verifikasi: {_unit(room, item)}, butir {item.number}"[:60]


def unit_label(room: Room, unit_id: int) -> str:
    """Label the button of a unit."""
    return room.office.unit(unit_id).name[:60]


def item(room: Room, which: TrackedItem, above: Markup = EMPTY) -> Markup:
    """Show an item in full: the direction that it answers, what was planned, what was reported and judged."""
    planned = which.item
    return paragraphs(
        above,
        _heading(room, which),
        lines(fill("Arahan:"), quoted(_clip_long(which.direction.text)))
        if which.direction and which.direction.text
        else EMPTY,
        lines(
            fill("Rencana aksi: {action}", action=planned.action),
            fill("Indikator selesai: {done}", done=planned.done_when) if planned.done_when else EMPTY,
            fill("Penanggung jawab: {who}", who=planned.responsible),
            fill("Sumber daya: {resources}", resources=planned.resources) if planned.resources else EMPTY,
            fill("{due}", due=_due(room, which)),
            fill("Status: {mark} <b>{status}</b>", mark=MARKS[which.status], status=_status(which)),
        ),
        _reported(room, which.report) if which.report else EMPTY,
    )


def _clip_long(text: str) -> str:
    return text if len(text) <= 600 else text[:599].rstrip() + "…"


def _reported(room: Room, report: FollowUp) -> Markup:
    by = {
        "who": acting(report.reported_by, room.office),
        "at": brief(report.reported_at, room.calendar),
    }
    judged = EMPTY
    if report.verified_at is not None:
        judged = fill("✅ Diverifikasi {by}, {at}", by=_by(room, report), at=brief(report.verified_at, room.calendar))
    elif report.returned_at is not None:
        judged = lines(
            fill("↩️ Dikembalikan {by}, {at}:", by=_by(room, report), at=brief(report.returned_at, room.calendar)),
            quoted(report.returned_reason),
        )
    own = Markup("⚠️ Dilaporkan dan diverifikasi orang yang sama.") if report.self_verified else EMPTY
    return lines(
        fill("Dilaporkan {who}, {at}", **by),
        quoted(report.note),
        _evidence(report),
        judged,
        own,
    )


def _evidence(report: FollowUp) -> Markup:
    return fill("📎 {n} bukti", n=len(report.files)) if report.files else EMPTY


def _by(room: Room, report: FollowUp) -> Markup:
    by = report.verified_by or report.returned_by
    return acting(by, room.office) if by else EMPTY


def ask_evidence(room: Room, which: TrackedItem) -> Markup:
    """Ask for the evidence that an item is done."""
    shows = which.item.done_when
    return paragraphs(
        _heading(room, which),
        lines(
            fill("Rencana aksi: {action}", action=which.item.action),
            fill("Indikator selesai: {done}", done=shows) if shows else EMPTY,
        ),
        Markup(
            "Kirim buktinya (foto, PDF, Excel, atau Word) dan tulis singkat apa yang sudah dilakukan; "
            "salah satunya cukup.\nContoh: <i>Petugas piket ditambah mulai 2 November, surat tugas terlampir.</i>"
        ),
    )


def evidence_heading(room: Room, which: TrackedItem) -> Markup:
    """Head the preview of a report that an item is done."""
    return lines(_heading(room, which), Markup("Dilaporkan <b>selesai</b>. Periksa, lalu kirim."))


def ask_why_impossible(room: Room, which: TrackedItem) -> Markup:
    """Ask why an item cannot be done."""
    return paragraphs(
        _heading(room, which),
        fill("Rencana aksi: {action}", action=which.item.action),
        Markup(
            "Mengapa tidak dapat ditindaklanjuti? Alasannya dicatat dan dicetak; berkas boleh dilampirkan.\n"
            "Contoh: <i>Anggaran perubahan tidak disetujui.</i>"
        ),
    )


def impossible_heading(room: Room, which: TrackedItem) -> Markup:
    """Head the preview of a report that an item cannot be done."""
    return lines(
        _heading(room, which), Markup("Dilaporkan <b>tidak dapat ditindaklanjuti</b>. Periksa, lalu kirim. Alasan:")
    )


def ask_return_reason(room: Room, which: TrackedItem) -> Markup:
    """Ask why a report goes back."""
    return lines(
        fill("{heading}: mengapa laporannya dikembalikan? Tulis alasannya.", heading=_heading(room, which)),
        Markup("Contoh: <i>Foto belum menunjukkan petugas tambahan.</i>"),
    )


def return_heading(room: Room, which: TrackedItem) -> Markup:
    """Head the preview of the return."""
    return fill("Kembalikan laporan {heading} dengan alasan:", heading=_heading(room, which))


def reported(room: Room, which: TrackedItem, missing: Sequence[Person]) -> Markup:
    """Confirm a report, with when it came in."""
    report = which.report
    at = report.reported_at if report else room.now
    return paragraphs(
        fill("✅ {heading} dilaporkan <b>{status}</b>.", heading=_heading(room, which), status=STATUSES[which.status]),
        lines(
            _evidence(report) if report else EMPTY,
            fill("Diterima {at}. Menunggu verifikasi Kepala Dinas.", at=instant(at, room.calendar, room.office)),
        ),
        unreached(missing),
    )


def verified_now(room: Room, which: TrackedItem) -> Markup:
    """Confirm a verification."""
    return fill("✅ {heading} diverifikasi: {status}.", heading=_heading(room, which), status=STATUSES[which.status])


def returned_now(room: Room, which: TrackedItem, missing: Sequence[Person]) -> Markup:
    """Confirm a return."""
    return paragraphs(fill("↩️ {heading} dikembalikan kepada unit.", heading=_heading(room, which)), unreached(missing))


def judged(said: Markup, waiting: int) -> Markup:
    """Say what was done, and how much still waits for verification."""
    left = fill("{n} tindak lanjut lain menunggu verifikasi.", n=waiting) if waiting else EMPTY
    return paragraphs(said, left)


def owed(room: Room, items: Sequence[TrackedItem]) -> Markup:
    """Count on the list of tasks what waits for this person; empty where nothing does."""
    to_verify = sum(item.awaits_verification for item in items)
    to_do = [item for item in items if item.is_owed_by_unit]
    late = sum(item.days_overdue(room.today) > 0 for item in to_do)
    nearest = min((item.item.due_on for item in to_do if item.item.due_on >= room.today), default=None)
    return lines(
        fill("📌 {n} tindak lanjut menunggu verifikasi Bapak/Ibu.", n=to_verify) if to_verify else EMPTY,
        fill(
            "📌 {n} tindak lanjut unit belum selesai{late}{nearest}.",
            n=len(to_do),
            late=f", {late} lewat batas" if late else "",
            nearest=f"; batas terdekat {short_day(nearest)}" if nearest else "",
        )
        if to_do
        else EMPTY,
    )


def to_verify(room: Room, which: TrackedItem) -> Markup:
    """Ask the one who gave the direction to verify that an item is done, or impossible."""
    report = which.report
    return paragraphs(
        lines(
            fill(
                "📌 {heading} dilaporkan <b>{status}</b>", heading=_heading(room, which), status=STATUSES[which.status]
            ),
            fill("Oleh {by}", by=acting(report.reported_by, room.office)) if report else EMPTY,
        ),
        lines(
            fill("Rencana aksi: {action}", action=which.item.action),
            fill("Indikator selesai: {done}", done=which.item.done_when) if which.item.done_when else EMPTY,
        ),
        quoted(report.note) if report else EMPTY,
        lines(_evidence(report) if report else EMPTY, Markup("Mohon diverifikasi.")),
    )


def verified(room: Room, which: TrackedItem) -> Markup:
    """Tick for the unit: nothing more is owed of the item."""
    by = _by(room, which.report) if which.report else EMPTY
    return fill(
        "✅ {heading}, {status}: diverifikasi {by}.",
        heading=_heading(room, which),
        status=STATUSES[which.status],
        by=by,
    )


def returned(room: Room, which: TrackedItem) -> Markup:
    """Say that a report on an item came back."""
    report = which.report
    return paragraphs(
        fill("↩️ {heading}: laporan dikembalikan oleh {by}:", heading=_heading(room, which), by=_by(room, report))
        if report
        else EMPTY,
        quoted(report.returned_reason) if report else EMPTY,
        fill("Rencana aksi: {action}", action=which.item.action),
    )


def due_now(room: Room, unit_id: int, items: Sequence[TrackedItem]) -> Markup:
    """Remind a unit of the items that are due or overdue: several in one message."""
    shown = items[:5]
    return paragraphs(
        fill("⏰ <b>Tindak lanjut {unit}</b> yang jatuh tempo atau lewat batas:", unit=room.office.unit(unit_id).name),
        *(_listed(room, item) for item in shown),
        fill("… dan {n} lainnya.", n=len(items) - len(shown)) if len(items) > len(shown) else EMPTY,
    )
