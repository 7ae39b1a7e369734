"""The words of step 7: the Kepala Dinas's direction to a unit, and its follow-up plan item by item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import PlanDraft, PlanField
from handlers.dates import DayError, DayFault
from handlers.texts.words import (
    EMPTY,
    acting,
    day,
    due,
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
from workflow.cycle import FOLLOW_UP, AssignmentState, Cycle, CycleState, Direction, FollowUpItem, FollowUpPlan
from workflow.office import Person

if TYPE_CHECKING:
    from handlers.desk import Desk

WRITE = "Susun rencana tindak lanjut"
BY_EXCEL = "Pakai Excel"
ADD = "Tambah butir"
SUBMIT = "Kirim rencana tindak lanjut"
SEND = "Kirim"
CHANGE = "Ubah"
DROP_ITEM = "Batalkan butir ini"
DROP_CHANGE = "Batalkan perubahan"
SKIP_RESOURCES = "Tidak perlu sumber daya tambahan"
BACK = "Kembali ke daftar"
PARTS = {
    PlanField.ACTION: "Rencana aksi",
    PlanField.DONE_WHEN: "Indikator selesai",
    PlanField.RESPONSIBLE: "Penanggung jawab",
    PlanField.DUE: "Batas waktu",
    PlanField.RESOURCES: "Sumber daya",
}
LEAVE = "Batal"
TO_TASKS = "Tugas saya"
DIRECTION = "Arahan Kepala Dinas"
ALREADY_SENT = "Rencana unit ini tidak lagi ditunggu dari Bapak/Ibu; keadaannya sekarang ditampilkan."
EDIT_CHANGES_NOTHING = Markup(
    "Menyunting pesan tidak mengubah butir yang sudah tercatat. Pakai tombol Ubah butir. "
    "Rencana di bawah ini tetap tersimpan."
)
NO_FILES = Markup(
    "Rencana tindak lanjut ditulis butir demi butir, jadi berkas ini tidak dimasukkan. "
    "Berkas hanya dapat disimpan bersama data unit lewat 📎 Kirim data. Rencana yang sudah ditulis tetap tersimpan."
)
SHOWN_OF_DIRECTION = 400
"""Characters of the direction above each question: enough to know which it is."""
DAY_EXAMPLE = Markup("Contoh: <i>30-11-2026</i>, <i>30 November 2026</i>, atau <i>30 Nov</i>.")


def waiting(desk: Desk, cycle: Cycle, unit_id: int) -> Markup:
    """Say that the Kepala Dinas has not directed the unit yet."""
    return fill(
        "Arahan Kepala Dinas untuk <b>{unit}</b>, {quarter}, belum diberikan. "
        "Rencana tindak lanjut disusun setelah arahan itu; Bapak/Ibu diberi tahu di sini.",
        unit=desk.office.unit(unit_id).name,
        quarter=quarter(cycle.quarter),
    )


def plan_list(desk: Desk, cycle: Cycle) -> Markup:
    """List the units with how far their plans are."""
    sent = {plan.unit_id: plan for plan in cycle.plans}
    return paragraphs(
        fill("<b>Rencana tindak lanjut, {quarter}</b>", quarter=quarter(cycle.quarter)),
        lines(
            *(
                fill("✅ {unit}: {n} butir", unit=desk.office.unit(unit_id).name, n=len(sent[unit_id].items))
                if unit_id in sent
                else fill("⏳ {unit}: belum terkirim", unit=desk.office.unit(unit_id).name)
                for unit_id in cycle.unit_ids
            )
        ),
    )


def screen(desk: Desk, cycle: Cycle, unit_id: int, direction: Markup) -> Markup:
    """Show the direction and what is owed on it, or the plan that was sent."""
    plan = plan_of(cycle, unit_id)
    owed = cycle.assignment(FOLLOW_UP, unit_id)
    is_open = owed is not None and owed.state is AssignmentState.OPEN
    return paragraphs(
        fill(
            "<b>Tindak lanjut {quarter}: {unit}</b>",
            quarter=quarter(cycle.quarter),
            unit=desk.office.unit(unit_id).name,
        ),
        direction,
        fill("Rencana tindak lanjut ditunggu sampai {due}", due=due(desk.now, owed.due_at, desk.calendar, desk.office))
        if owed is not None and is_open
        else EMPTY,
        _sent(desk, plan) if plan else EMPTY,
    )


def plan_of(cycle: Cycle, unit_id: int) -> FollowUpPlan | None:
    """Return the plan that the unit sent."""
    return next((plan for plan in reversed(cycle.plans) if plan.unit_id == unit_id), None)


def _sent(desk: Desk, plan: FollowUpPlan) -> Markup:
    return lines(
        fill(
            "✅ Sudah dikirim oleh {by}, {at}:",
            by=acting(plan.submitted_by, desk.office),
            at=instant(plan.submitted_at, desk.calendar, desk.office),
        ),
        items(plan.items, None),
    )


def items(kept: Sequence[FollowUpItem], today: date | None) -> Markup:
    """List items in full; with `today`, what has become due in the meantime is marked."""
    return paragraphs(*(_item(n, item, today) for n, item in enumerate(kept, start=1)))


def _item(number: int, item: FollowUpItem, today: date | None) -> Markup:
    return lines(
        fill("<b>{n}.</b> {action}", n=number, action=item.action),
        fill("Indikator selesai: {done}", done=item.done_when) if item.done_when else EMPTY,
        fill("Penanggung jawab: {who}", who=item.responsible),
        fill(
            "Batas waktu: {due}{late}",
            due=day(item.due_on),
            late=" ⚠️ sudah lewat; ubah batas waktu butir ini" if today is not None and item.due_on < today else "",
        ),
        fill("Sumber daya: {resources}", resources=item.resources) if item.resources else EMPTY,
    )


def ask(desk: Desk, draft: PlanDraft, given: Direction | None) -> Markup:
    """Ask for the next part of the item that is being written, under the direction it answers and what is known."""
    heading = fill(
        "<b>Rencana tindak lanjut {unit}</b>, butir {n}{changing}",
        unit=desk.office.unit(draft.unit_id).name,
        n=draft.editing or len(draft.items) + 1,
        changing=", diubah" if draft.editing else "",
    )
    return paragraphs(heading, _answering(given), _known(draft), _QUESTIONS[draft.asking])


def _answering(given: Direction | None) -> Markup:
    """Show the direction that the item answers; a long one begins it."""
    if given is None or not given.text:
        return Markup("Atas arahan Kepala Dinas (rekaman suara atau berkas).") if given else EMPTY
    text = given.text if len(given.text) <= SHOWN_OF_DIRECTION else given.text[: SHOWN_OF_DIRECTION - 1].rstrip() + "…"
    return lines(Markup("Atas arahan Kepala Dinas:"), quoted(text))


def _known(draft: PlanDraft) -> Markup:
    return lines(
        fill("Rencana aksi: {action}", action=draft.action) if draft.action else EMPTY,
        fill("Indikator selesai: {done}", done=draft.done_when) if draft.done_when else EMPTY,
        fill("Penanggung jawab: {who}", who=draft.responsible) if draft.responsible else EMPTY,
        fill("Batas waktu: {due}", due=day(draft.due_on)) if draft.due_on else EMPTY,
        fill("Sumber daya: {resources}", resources=draft.resources) if draft.resources else EMPTY,
    )


_QUESTIONS = {
    PlanField.ACTION: Markup(
        "Apa rencana aksinya? Tulis satu tindakan.\n"
        "Contoh: <i>Menambah satu petugas piket layanan aduan pada jam sibuk.</i>"
    ),
    PlanField.DONE_WHEN: Markup(
        "Apa indikator selesainya? Tulis apa yang menunjukkan bahwa tindakan ini sudah selesai.\n"
        "Contoh: <i>Surat tugas terbit dan jadwal piket berjalan satu bulan.</i>"
    ),
    PlanField.RESPONSIBLE: Markup("Siapa penanggung jawabnya? Pilih, atau tulis nama atau jabatannya."),
    PlanField.DUE: Markup("Sampai kapan? Pilih, atau tulis tanggalnya. ") + DAY_EXAMPLE,
    PlanField.RESOURCES: Markup(
        "Sumber daya apa yang diperlukan (anggaran, orang, alat)? Tulis, atau lewati.\n"
        "Contoh: <i>Anggaran perubahan Rp12.000.000.</i>"
    ),
    PlanField.NOTHING: EMPTY,
}


def edit(desk: Desk, draft: PlanDraft, number: int) -> Markup:
    """Ask what of an item is to be written anew."""
    return paragraphs(
        fill("<b>Rencana tindak lanjut {unit}</b>", unit=desk.office.unit(draft.unit_id).name),
        _item(number, draft.items[number - 1], desk.today),
        fill("Apa yang diubah dari butir {n}?", n=number),
    )


def draft_list(desk: Desk, draft: PlanDraft, today: date) -> Markup:
    """Show the items written so far."""
    return paragraphs(
        fill(
            "<b>Rencana tindak lanjut {unit}</b>, {n} butir, belum dikirim",
            unit=desk.office.unit(draft.unit_id).name,
            n=len(draft.items),
        ),
        items(draft.items, today),
    )


def final(desk: Desk, draft: PlanDraft) -> Markup:
    """Show the plan once more in full before it is sent."""
    return paragraphs(
        fill(
            "Rencana tindak lanjut <b>{unit}</b> akan dikirim kepada Kepala Dinas, Sekretaris, Tim, dan Subbag. "
            "Setelah terkirim tidak dapat diubah.",
            unit=desk.office.unit(draft.unit_id).name,
        ),
        items(draft.items, None),
    )


def change(number: int) -> str:
    """Label the button that changes an item."""
    return f"Ubah butir {number}"


def delete(number: int) -> str:
    """Label the button that deletes an item."""
    return f"Hapus butir {number}"


def due_label(name: str, on: date) -> str:
    """Label a proposed due day."""
    return f"{name} ({short_day(on)})"


def person_label(name: str) -> str:
    """Label a proposed person."""
    return plain_name(name)[:60]


def too_long(length: int, limit: int) -> Markup:
    """Say that a part of an item does not fit."""
    return fill(
        "Teks ini {length} huruf; bagian ini paling banyak {limit}. Kirim yang lebih pendek. "
        "Yang sudah ditulis tetap tersimpan.",
        length=length,
        limit=limit,
    )


def too_many(limit: int) -> Markup:
    """Say that the plan is full."""
    return fill(
        "Satu rencana memuat paling banyak {limit} butir. Kirim rencana ini, atau hapus satu butir.", limit=limit
    )


def wrong_day(typed: str, error: DayError) -> Markup:
    """Say what is wrong with a day that was typed; the question beneath gives examples."""
    text = plain_name(typed)[:80]
    understood = "" if error.day is None else day(error.day)
    return {
        DayFault.UNREADABLE: fill('"{text}" belum terbaca sebagai tanggal.', text=text),
        DayFault.NO_SUCH_DAY: fill('Tanggal "{text}" tidak ada di kalender.', text=text),
        DayFault.PAST: fill('"{text}" adalah {day}, sudah lewat.', text=text, day=understood),
        DayFault.TOO_FAR: fill('"{text}" adalah {day}, terlalu jauh ke depan.', text=text, day=understood),
    }[error.fault]


def submitted(desk: Desk, cycle: Cycle, plan: FollowUpPlan, missing: Sequence[Person]) -> Markup:
    """Confirm the plan; the last one ends the cycle."""
    closed = (
        fill("Ini rencana terakhir: monitoring dan evaluasi {quarter} selesai.", quarter=quarter(cycle.quarter))
        if cycle.state is CycleState.CLOSED
        else EMPTY
    )
    return paragraphs(
        fill(
            "✅ Rencana tindak lanjut <b>{unit}</b> terkirim, {n} butir, {at}.",
            unit=desk.office.unit(plan.unit_id).name,
            n=len(plan.items),
            at=instant(plan.submitted_at, desk.calendar, desk.office),
        ),
        closed,
        unreached(missing),
    )
