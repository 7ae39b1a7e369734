"""The words of more time: what is asked, what would move by it, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import Form
from handlers.texts import card
from handlers.texts.words import (
    EMPTY,
    acting,
    capacity,
    day,
    due,
    fill,
    instant,
    lines,
    listed,
    named,
    paragraphs,
    quarter,
    quoted,
    sentence,
    unreached,
    weekday_brief,
)
from workflow import events as e
from workflow.cycle import Assignment, Cycle
from workflow.forecast import Shift
from workflow.office import Office, Person
from workflow.situation import Situation

if TYPE_CHECKING:
    from handlers.desk import Desk, Room
    from handlers.notices_of_time import Decision, Request

CANCEL = "Batal"
OTHER_DAYS = "Jumlah lain"
BACK = "Kembali"
REFUSE = "Tolak"
SEND_REQUEST = "Kirim permintaan"
SEND_REFUSAL = "Tolak perpanjangan"
OPEN_TASK = "Buka tugas"
OPEN_REQUEST = "Buka permintaan yang baru"
TASKS = "Tugas saya"
NOT_ASKED = Markup("Tidak ada perpanjangan yang diminta. Batas waktunya tetap.")
CHANGED_SINCE = "Batasnya berubah sejak pesan ini dibuat. Mohon periksa lagi, lalu putuskan."
LABEL_LIMIT = 60


def task(office: Office, step: int, unit_id: int | None) -> str:
    """Name a step, of a unit where it is one unit's: `Pengumpulan data Bidang Aptika`."""
    of_unit = "" if unit_id is None else f" {office.unit(unit_id).name}"
    return f"{card.STEPS[step]}{of_unit}"


def days_label(days: int) -> str:
    """Label the button that asks for so many working days more, or chooses them."""
    return f"{days} hari kerja"


def grant_label(days: int) -> str:
    """Label the button that grants so many working days more."""
    return f"Setujui {days} hari"


def decide_label(office: Office, request: Request) -> str:
    """Label the button that opens a request in the list of tasks."""
    owed = request.assignment
    where = card.STEPS[owed.step] if owed.unit_id is None else office.unit(owed.unit_id).name
    text = f"Putuskan perpanjangan: {where}"
    return text if len(text) <= LABEL_LIMIT else text[: LABEL_LIMIT - 1] + "…"


def ask_days(room: Room, owed: Assignment, situation: Situation, choices: Sequence[int]) -> Markup:
    """Ask how many working days more are needed, and say until when each would last."""
    return paragraphs(
        fill("Berapa hari kerja lagi yang diperlukan untuk <b>{task}</b>?", task=_task(room, owed)),
        _present(room, owed),
        lines(
            *(
                fill("{days}: sampai {due}", days=days_label(days), due=_at(room, situation.extended(owed, days)))
                for days in choices
            )
        ),
    )


def _present(room: Room, owed: Assignment) -> Markup:
    return fill("Batas sekarang: {due}.", due=due(room.now, owed.due_at, room.calendar, room.office))


def ask_reason(desk: Desk, owed: Assignment, form: Form) -> Markup:
    """Ask why more time is needed."""
    return fill(
        "Mengapa <b>{task}</b> memerlukan {days} lagi? Tulis alasannya; ia dibaca oleh yang memutuskan.\n"
        "Contoh: <i>Petugas pengolah data sakit sampai Kamis.</i>",
        task=_task(desk, owed),
        days=days_label(form.days),
    )


def request_heading(desk: Desk, owed: Assignment, form: Form, situation: Situation) -> Markup:
    """Head the preview of a request: how many days, the present deadline and the one that is wished for."""
    return lines(
        fill("<b>Minta perpanjangan {days}</b>: {task}", days=days_label(form.days), task=_task(desk, owed)),
        _present(desk, owed),
        fill("Batas yang diminta: {due}.", due=_instant(desk, situation.extended(owed, form.days))),
        Markup("Alasan:"),
    )


def asked(room: Room, owed: Assignment, deciders: Sequence[Person], missing: Sequence[Person]) -> Markup:
    """Confirm a request: who decides on it, and what holds until then."""
    who = listed([named(person) for person in deciders])
    told = (
        lines(
            sentence("✅ Permintaan perpanjangan terkirim kepada {who}", who=who),
            "Bot memberi tahu begitu diputuskan.",
        )
        if deciders
        else Markup(
            "⚠️ Permintaan perpanjangan dicatat, tetapi belum ada pejabat yang dapat memutuskannya. "
            "Mohon hubungi admin kantor."
        )
    )
    until = fill("Sampai itu batasnya tetap {due}.", due=_instant(room, owed.due_at)) if owed.due_at else EMPTY
    return paragraphs(told, until, unreached(missing))


def request(room: Room, asking: Request, limit_at: datetime) -> Markup:
    """Put a request before the one who decides: who asks for what and why, and what moves by it."""
    wanted, owed = asking.asked, asking.assignment
    return paragraphs(
        lines(
            fill(
                "⏳ <b>Permintaan perpanjangan {days}</b>, {quarter}",
                days=days_label(wanted.days),
                quarter=quarter(asking.cycle.quarter),
            ),
            fill("<b>{task}</b>", task=_task(room, owed)),
            fill("Dari {by}, {at}", by=acting(wanted.asked_by, room.office), at=_at(room, wanted.asked_at)),
        ),
        quoted(wanted.reason),
        lines(
            fill("<b>Bila disetujui {days}:</b>", days=days_label(asking.days)),
            *(_shift(room, shift) for shift in asking.effect.shifts),
            _days_off(asking),
        ),
        _end(room, asking, limit_at),
    )


def _shift(room: Room, shift: Shift) -> Markup:
    before, after = shift.before, shift.after
    return fill(
        "{task}: {before} → <b>{after}</b>{forecast}",
        task=task(room.office, before.step, before.unit_id),
        before=_at(room, before.due_at),
        after=_at(room, after.due_at),
        forecast=" (perkiraan)" if before.is_forecast else "",
    )


def _days_off(asking: Request) -> Markup:
    named_days = [f"{day(off.on)} ({off.name})" if off.name else day(off.on) for off in asking.effect.days_off]
    return fill("Libur di antaranya: {days}.", days=listed(named_days)) if named_days else EMPTY


def _end(room: Room, asking: Request, limit_at: datetime) -> Markup:
    ends_at = asking.effect.ends_at
    late = room.calendar.working_days_left(limit_at, ends_at)
    return lines(
        EMPTY if len(asking.effect.shifts) > 1 else Markup("Langkah lain tidak bergeser."),
        fill(
            "Monev selesai (perkiraan) {ends}; batas SOP {limit}{late}.",
            ends=_at(room, ends_at),
            limit=_at(room, limit_at),
            late=f", lewat {late} hari kerja" if late > 0 else "",
        ),
    )


def choose_days(room: Room, asking: Request) -> Markup:
    """Ask how many working days are granted instead; what moves is shown before anything is granted."""
    return paragraphs(
        fill("<b>{task}</b>: diminta {days}.", task=_task(room, asking.assignment), days=days_label(asking.asked.days)),
        Markup("Berapa hari kerja yang dipertimbangkan? Akibatnya diperlihatkan dahulu."),
    )


def ask_refusal(desk: Desk, owed: Assignment) -> Markup:
    """Ask why more time is refused."""
    return fill(
        "Mengapa perpanjangan untuk <b>{task}</b> ditolak? Alasannya dibaca oleh yang meminta.\n"
        "Contoh: <i>Kirim dahulu yang sudah lengkap, sisanya menyusul.</i>",
        task=_task(desk, owed),
    )


def refusal_heading(desk: Desk, owed: Assignment) -> Markup:
    """Head the preview of a refusal."""
    return lines(
        fill("<b>Tolak perpanjangan</b>: {task}", task=_task(desk, owed)),
        _present(desk, owed),
        Markup("Alasan:"),
    )


def decided(room: Room, cycle: Cycle, decision: Decision) -> Markup:
    """Tell what was decided on a request: by whom, and until when the task is due."""
    event, after = decision.event, decision.after
    if isinstance(event, e.ExtensionGranted):
        head = fill("✅ <b>Perpanjangan disetujui: {days}</b>", days=days_label(event.days))
        said = lines(
            fill("Batas semula: {due}", due=_at(room, decision.before.due_at)) if decision.before.due_at else EMPTY,
            fill("Batas baru: {due}", due=_due(room, after.due_at)),
        )
    else:
        head = Markup("❌ <b>Perpanjangan tidak disetujui</b>")
        said = lines(quoted(event.reason), fill("Batas tetap: {due}", due=_due(room, after.due_at)))
    return paragraphs(
        lines(
            fill("{head}, {quarter}", head=head, quarter=quarter(cycle.quarter)),
            fill("<b>{task}</b>", task=_task(room, after)),
            _asked_by(room, decision),
            fill("Diputuskan oleh {by}, {at}", by=acting(decision.by, room.office), at=_at(room, room.now)),
        ),
        said,
    )


def _asked_by(room: Room, decision: Decision) -> Markup:
    """Say who had asked for how much; where that is who granted it too, say so plainly."""
    wanted = decision.before.extension
    if wanted is None:
        return EMPTY
    own = wanted.asked_by.person_id == decision.by.person_id
    return fill(
        "Diminta {days} oleh {who}{own}",
        days=days_label(wanted.days),
        who=acting(wanted.asked_by, room.office),
        own=" (diputuskan sendiri)" if own else "",
    )


def became(room: Room, me: Person, owed: Assignment, asking: e.Recorded, ending: e.Recorded) -> Markup:
    """Say what became of an older request whose button was tapped."""
    event = asking.event
    days = days_label(event.days) if isinstance(event, e.ExtensionAsked) else ""
    by = "Bapak/Ibu sendiri" if ending.actor.person_id == me.id else acting(ending.actor, room.office)
    return lines(
        fill("<b>{task}</b>", task=_task(room, owed)),
        fill(
            "Permintaan perpanjangan {days} dari {who} {fate} oleh {by}, {at}.",
            days=days,
            who=acting(asking.actor, room.office),
            fate=_fate(ending.event),
            by=by,
            at=_instant(room, ending.at),
        ),
        fill("Batas sekarang: {due}.", due=_due(room, owed.due_at)) if owed.finished_at is None else EMPTY,
    )


def _fate(ending: e.Event) -> str:
    match ending:
        case e.ExtensionGranted(days=days):
            return f"sudah disetujui {days_label(days)}"
        case e.ExtensionRefused():
            return "sudah ditolak"
        case _:
            return "tidak perlu diputuskan lagi: tugasnya sudah diselesaikan"


def waiting(room: Room, requests: Sequence[Request]) -> Markup:
    """List the requests on which a person is to decide."""
    return lines(*(_waiting(room, asking) for asking in requests))


def _waiting(room: Room, asking: Request) -> Markup:
    return fill(
        "⏳ Menunggu keputusan Bapak/Ibu: perpanjangan {days} untuk {task}, diminta {who}.",
        days=days_label(asking.asked.days),
        task=_task(room, asking.assignment),
        who=capacity(asking.asked.asked_by, room.office),
    )


def _task(room: Room, owed: Assignment) -> str:
    return task(room.office, owed.step, owed.unit_id)


def _at(room: Room, at: datetime) -> str:
    return weekday_brief(at, room.calendar)


def _instant(room: Room, at: datetime) -> str:
    return instant(at, room.calendar, room.office)


def _due(room: Room, due_at: datetime | None) -> str:
    return due(room.now, due_at, room.calendar, room.office)
