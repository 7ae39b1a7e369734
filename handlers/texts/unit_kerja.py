"""The words of a unit's conversation in step 4: where it stands, what to send, what became of each version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import Form
from handlers.texts.unit_state import RETURNED, unit_line, unit_mark, unit_state
from handlers.texts.words import (
    EMPTY,
    acting,
    brief,
    clock,
    due,
    file_lines,
    fill,
    instant,
    lines,
    listed,
    paragraphs,
    plain_name,
    quarter,
    quoted,
    unreached,
    zone,
)
from workflow.cycle import (
    COLLECT,
    AssignmentState,
    Cycle,
    Submission,
    SubmissionState,
)
from workflow.files import KeptFile
from workflow.office import Person, Role

if TYPE_CHECKING:
    from handlers.desk import Desk

SEND_DATA = "Kirim data"
SEND_TO_KABID = "Kirim ke Kabid"
SEND_AGAIN = "Kirim data lagi"
WITHDRAW = "Tarik kembali"
APPROVE = "Setujui dan kirim"
SEND_BACK = "Kembalikan"
TO_TASKS = "Tugas saya"
NOT_NOW = "Data unit ini tidak dapat dikirim sekarang; keadaannya ditampilkan."
STATES = {
    SubmissionState.CHECKING: "diperiksa Kabid",
    SubmissionState.WITHDRAWN: "ditarik pengirim",
    SubmissionState.RETURNED_BY_KABID: "dikembalikan Kabid",
    SubmissionState.SENT: "terkirim ke Subbag",
    SubmissionState.RETURNED_BY_EVALUATOR: "dikembalikan Subbag",
    SubmissionState.ACCEPTED: "diterima Subbag",
    SubmissionState.REOPENED: "dibuka kembali Sekretaris",
}
NO_CYCLE = Markup("Belum ada monitoring dan evaluasi yang berjalan, jadi belum ada data yang diminta.")
NO_UNIT = Markup(
    "Data dikirim oleh Staf, Kasi, atau Kabid sebuah unit kerja. Jabatan Bapak/Ibu saat ini tidak mengirim data unit."
)
OWN_DATA = Markup(
    "Data yang Bapak/Ibu kirim sendiri tidak dapat Bapak/Ibu setujui sendiri; sebaiknya Staf atau Kasi yang mengirim."
)
CHOOSE_UNIT = Markup("Data unit mana yang Bapak/Ibu kirim?")


def screen(desk: Desk, cycle: Cycle, unit_id: int, *parts: Markup, in_full: Submission | None = None) -> Markup:
    """Show a unit's step 4: heading, state and due time, then `parts`, then the versions but the one shown in full."""
    owed = cycle.assignment(COLLECT, unit_id)
    is_open = owed is not None and owed.state is AssignmentState.OPEN
    return paragraphs(
        fill(
            "<b>Data {quarter}: {unit}</b>\n{mark} {state}",
            quarter=quarter(cycle.quarter),
            unit=desk.office.unit(unit_id).name,
            mark=unit_mark(cycle, unit_id),
            state=unit_state(desk, cycle, unit_id, dated=False),
        ),
        fill("Batas waktu: {due}", due=due(desk.now, owed.due_at, desk.calendar, desk.office))
        if owed is not None and is_open and owed.due_at is not None
        else EMPTY,
        *parts,
        versions(desk, [kept for kept in cycle.submissions if kept.unit_id == unit_id and kept is not in_full]),
    )


def not_ordered(desk: Desk, cycle: Cycle, unit_id: int) -> Markup:
    """Say that the unit owes no data yet, and for whom it waits."""
    return fill(
        "Pengumpulan data {quarter} <b>{unit}</b> belum diperintahkan: {state}. "
        "Begitu perintah Tim Monev terkirim, Bapak/Ibu diberi tahu di sini.",
        quarter=quarter(cycle.quarter),
        unit=desk.office.unit(unit_id).name,
        state=unit_state(desk, cycle, unit_id),
    )


def excluded(desk: Desk, cycle: Cycle, unit_id: int) -> Markup:
    """Say by whose decision and why the cycle goes on without the unit's data."""
    made = next((kept for kept in cycle.exclusions if kept.unit_id == unit_id), None)
    if made is None:
        return EMPTY
    return lines(
        fill(
            "Evaluasi dilanjutkan tanpa data unit ini, keputusan {by}, {at}:",
            by=acting(made.decided_by, desk.office),
            at=instant(made.decided_at, desk.calendar, desk.office),
        ),
        quoted(made.reason),
    )


def returned(desk: Desk, submission: Submission | None) -> Markup:
    """Show why the latest version came back, by whom and when; empty where it did not."""
    if submission is None or submission.state not in RETURNED or submission.decided_by is None:
        return EMPTY
    at = submission.decided_at or submission.submitted_at
    return lines(
        fill(
            "↩️ {number} (versi {version}) dikembalikan {by}, {at}:",
            number=submission.number,
            version=submission.version,
            by=acting(submission.decided_by, desk.office),
            at=instant(at, desk.calendar, desk.office),
        ),
        quoted(submission.reason),
    )


def how_to_send(*, is_kabid: bool, self_approval: bool) -> Markup:
    """Say what to send and who approves it."""
    text = Markup(
        "Kirim berkas data unit (Excel, PDF, Word, atau gambar) beserta bukti dukungnya; Kabid memeriksa dan "
        "menyetujui sebelum sampai ke Subbag Perencanaan."
    )
    if is_kabid and not self_approval:
        text += Markup("\n") + OWN_DATA
    return text


def versions(desk: Desk, kept: Sequence[Submission]) -> Markup:
    """List versions, the newest first."""
    if not kept:
        return EMPTY
    return lines(Markup("Kiriman sebelumnya:"), *(_version(desk, each) for each in reversed(kept)))


def _version(desk: Desk, kept: Submission) -> Markup:
    by = desk.office.person(kept.submitted_by.person_id).name
    return fill(
        "• {number}, versi {version}, {at}, {by}: {state}{mark}",
        number=kept.number,
        version=kept.version,
        at=brief(kept.submitted_at, desk.calendar),
        by=plain_name(by),
        state=STATES[kept.state],
        mark=" (disetujui sendiri)" if kept.self_approved else "",
    )


def submission(desk: Desk, kept: Submission, files: Sequence[KeptFile]) -> Markup:
    """Show one version in full: number, who and when, note and files."""
    sent = EMPTY
    if kept.sent_by is not None and kept.sent_at is not None:
        sent = fill(
            "Disetujui dan dikirim {by}, {at}{own}",
            by=acting(kept.sent_by, desk.office),
            at=instant(kept.sent_at, desk.calendar, desk.office),
            own=" (disetujui sendiri)" if kept.self_approved else "",
        )
    return paragraphs(
        lines(
            fill(
                "Kiriman <b>{number}</b>, versi {version}: {state}",
                number=kept.number,
                version=kept.version,
                state=STATES[kept.state],
            ),
            fill(
                "Diisi {by}, {at}",
                by=acting(kept.submitted_by, desk.office),
                at=instant(kept.submitted_at, desk.calendar, desk.office),
            ),
            sent,
        ),
        quoted(kept.note),
        file_lines(files) or (EMPTY if kept.figures else Markup("Tanpa berkas.")),
    )


def differences(before: Submission, old: Sequence[KeptFile], new: Sequence[KeptFile]) -> Markup:
    """Say which files are the same as in an earlier version, judged by content, and which are not."""
    old_hashes, new_hashes = {file.sha256 for file in old}, {file.sha256 for file in new}
    old_names = {file.name for file in old if file.sha256 not in new_hashes}
    fresh = [file for file in new if file.sha256 not in old_hashes]
    new_names = {file.name for file in fresh}
    parts = (
        ("sama", [file.name for file in new if file.sha256 in old_hashes]),
        ("isinya berubah", [file.name for file in fresh if file.name in old_names]),
        ("baru", [file.name for file in fresh if file.name not in old_names]),
        ("tidak ada lagi", sorted(old_names - new_names)),
    )
    return lines(
        fill("Dibanding versi {version}:", version=before.version),
        *(
            fill("• {what}: {names}", what=what, names=listed(plain_name(name) for name in names))
            for what, names in parts
            if names
        ),
    )


def own_draft(*, self_approval: bool) -> Markup:
    """Say to a Kabid that this version is his own."""
    if self_approval:
        return Markup(
            "Versi ini Bapak/Ibu isi sendiri. Persetujuan sendiri diizinkan kantor ini, ditandai dan dicetak."
        )
    return Markup(
        "Versi ini Bapak/Ibu isi sendiri, jadi tidak dapat Bapak/Ibu setujui sendiri. "
        "Tarik kembali, lalu minta Staf atau Kasi mengirimnya."
    )


def ask_data(desk: Desk, cycle: Cycle, form: Form) -> Markup:
    """Ask for the unit's files."""
    mine = {actor.role for actor in desk.capacities if actor.unit_id == form.unit_id}
    return paragraphs(
        fill(
            "<b>Data {quarter}: {unit}</b>\n"
            "Kirim berkasnya sekarang (Excel, PDF, Word, atau gambar; boleh beberapa sekaligus). "
            "Teks yang Bapak/Ibu tulis menjadi catatan pengantar.",
            quarter=quarter(cycle.quarter),
            unit=desk.office.unit(form.unit_id or 0).name,
        ),
        OWN_DATA if mine == {Role.KABID} and not desk.office.self_approval else EMPTY,
    )


def data_heading(desk: Desk, cycle: Cycle, form: Form) -> Markup:
    """Head the preview of a submission."""
    return fill(
        "<b>Data {quarter}: {unit}</b>, untuk diperiksa Kabid.",
        quarter=quarter(cycle.quarter),
        unit=desk.office.unit(form.unit_id or 0).name,
    )


def receipt(desk: Desk, kept: Submission, files: Sequence[KeptFile], form: Form, missing: Sequence[Person]) -> Markup:
    """Give the receipt of a submission: number, version, time, and each file with size and fingerprint."""
    late = EMPTY
    if form.late_since is not None:
        late = fill(
            "Diterima {sent} saat bot mati, diproses {now} {zone}.",
            sent=brief(form.late_since, desk.calendar),
            now=clock(desk.now, desk.calendar),
            zone=zone(desk.office),
        )
    return paragraphs(
        fill(
            "✅ <b>{number}</b>, versi {version}, {unit}\nTerkirim ke Kabid {at}",
            number=kept.number,
            version=kept.version,
            unit=desk.office.unit(kept.unit_id).name,
            at=instant(kept.submitted_at, desk.calendar, desk.office),
        ),
        late,
        quoted(kept.note),
        file_lines(files, most=20),
        Markup("Dapat ditarik kembali selama Kabid belum membukanya."),
        unreached(missing),
    )


def withdrawn(kept: Submission, missing: Sequence[Person]) -> Markup:
    """Confirm that a version was taken back."""
    return paragraphs(
        fill(
            "🚫 {number} (versi {version}) ditarik kembali. Kabid belum membacanya.",
            number=kept.number,
            version=kept.version,
        ),
        unreached(missing),
    )


def approved(desk: Desk, kept: Submission, missing: Sequence[Person]) -> Markup:
    """Confirm that the data went on to Tim and Subbag."""
    return paragraphs(
        fill(
            "✅ Data <b>{unit}</b>, {number} versi {version}, disetujui dan terkirim ke Tim dan Subbag Perencanaan, "
            "{at}.",
            unit=desk.office.unit(kept.unit_id).name,
            number=kept.number,
            version=kept.version,
            at=instant(kept.sent_at or desk.now, desk.calendar, desk.office),
        ),
        unreached(missing),
    )


def ask_return_reason(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Ask why a version goes back to who filled it in."""
    return fill(
        "Mengapa data <b>{unit}</b> versi {version} dikembalikan? Tulis alasannya; pengirimnya membaca persis ini.\n"
        "Contoh: <i>Realisasi baris 7 belum diisi dan bukti dukung indikator 3 belum ada.</i>",
        unit=desk.office.unit(form.unit_id or 0).name,
        version=form.version,
    )


def return_heading(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Head the preview of a return."""
    return fill(
        "<b>Kembalikan data {unit} versi {version}</b> dengan alasan:",
        unit=desk.office.unit(form.unit_id or 0).name,
        version=form.version,
    )


def draft_returned(desk: Desk, kept: Submission, missing: Sequence[Person]) -> Markup:
    """Confirm the return, naming who is told."""
    return paragraphs(
        fill(
            "↩️ {number} (versi {version}) dikembalikan kepada {name} dengan alasan Bapak/Ibu. "
            "Versi ini tetap tersimpan; batas waktu unit tidak berubah.",
            number=kept.number,
            version=kept.version,
            name=desk.office.person(kept.submitted_by.person_id).name,
        ),
        unreached(missing),
    )


def cannot_send(desk: Desk, cycle: Cycle, unit_ids: Sequence[int]) -> Markup:
    """Say plainly why nothing can be sent now, unit by unit."""
    return paragraphs(
        Markup("Saat ini tidak ada data yang dapat dikirim:"),
        lines(*(unit_line(desk, cycle, unit_id) for unit_id in unit_ids)),
    )


def choose_unit(desk: Desk, cycle: Cycle, unit_ids: Sequence[int]) -> Markup:
    """List the person's own units, to open one."""
    return paragraphs(
        fill("<b>Data {quarter}</b>", quarter=quarter(cycle.quarter)),
        lines(*(unit_line(desk, cycle, unit_id) for unit_id in unit_ids)) or NO_UNIT,
    )


def unit_button(desk: Desk, unit_id: int) -> str:
    """Label the button of one unit."""
    return desk.office.unit(unit_id).name[:60]
