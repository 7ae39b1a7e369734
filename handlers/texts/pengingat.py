"""The words of reminders: what is owed, until when, what has passed, and who has been told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import card
from handlers.texts.words import (
    EMPTY,
    brief,
    clock,
    day,
    due,
    fill,
    instant,
    lines,
    listed,
    named,
    paragraphs,
    quarter,
    short_day,
)
from handlers.texts.words import remaining as left
from workflow.concerns import Why, owing
from workflow.cycle import COORDINATE, Assignment, Cycle
from workflow.tasks import holders_of

if TYPE_CHECKING:
    from handlers.desk import Room
    from handlers.pengingat import Group

DO_NOW = "Kerjakan sekarang"
TOMORROW = "Besok pagi"
HELP = "Butuh bantuan"
MORE_TIME = "Minta perpanjangan"
OTHER_ANSWER = "Jawaban lain …"
TASKS = "Tugas saya"
STATUS = "Lihat status"
LABEL_LIMIT = 60
NAMES_SHOWN = 2
WHICH_TASK = Markup("Untuk tugas yang mana?")
NO_LONGER_OWED = Markup("Tugas itu sudah selesai atau tidak berlaku lagi.")
LATE_AFTER = timedelta(minutes=5)
"""A reminder that comes later than this after its time says so: the bot was down, or the office closed."""

_HEADS = {
    Why.SOON: "⏰ <b>Pengingat</b>",
    Why.TO_ORDER: "⏰ <b>Menunggu perintah Bapak/Ibu</b>",
    Why.TO_DECIDE: "⏰ <b>Menunggu keputusan Bapak/Ibu</b>",
    Why.LAST_DAY: "⏰ <b>Hari terakhir</b>",
    Why.PROMISED: "⏰ <b>Sesuai janji Bapak/Ibu</b>",
    Why.DUE: "⌛ <b>Waktunya habis</b>",
    Why.PROMISE_BROKEN: "❗ <b>Janji belum terpenuhi</b>",
    Why.LATE: "❗ <b>Lewat batas waktu</b>",
}


def reminder(
    room: Room, cycle: Cycle, own: Sequence[Group], below: Sequence[Group], meant_at: datetime, *, morning: bool
) -> Markup:
    """Return one person's reminder: their own tasks first, then what others owe under them."""
    return paragraphs(
        *(_own(room, cycle, own) if own else ()),
        *(_below(room, cycle, below, morning=morning and not own) if below else ()),
        _late_note(room, meant_at),
    )


def _own(room: Room, cycle: Cycle, own: Sequence[Group]) -> tuple[Markup, ...]:
    if len(own) == 1:
        return _single(room, cycle, own[0])
    head = fill("⏰ <b>{n} tugas menunggu Bapak/Ibu</b>, {quarter}", n=len(own), quarter=quarter(cycle.quarter))
    return (lines(head, *(_line(room, cycle, each) for each in own)),)


def _single(room: Room, cycle: Cycle, group: Group) -> tuple[Markup, ...]:
    first = group.first
    return (
        lines(
            Markup(_HEADS[group.why]),  # noqa: S704 - ours
            fill("{what}, {quarter}", what=_what(room, cycle, group), quarter=quarter(cycle.quarter)),
        ),
        lines(_until(room, first), _said(room, group)),
    )


def _until(room: Room, owed: Assignment) -> Markup:
    if owed.due_at is None:
        return fill("Sejak {at}; unit menunggu.", at=instant(owed.phase_at, room.calendar, room.office))
    return fill("Batas: {due}.", due=due(room.now, owed.due_at, room.calendar, room.office))


def _said(room: Room, group: Group) -> Markup:
    promise, asked = group.first.promise, group.first.extension
    match group.why:
        case Why.TO_DECIDE if asked is not None:
            at = brief(asked.asked_at, room.calendar)
            return fill("Diminta {days} hari kerja lagi pada {at}.", days=asked.days, at=at)
        case Why.PROMISED if promise is not None:
            return fill("Paling lambat pagi ini, pukul {at}.", at=clock(promise.until_at, room.calendar))
        case Why.PROMISE_BROKEN if promise is not None:
            return fill("Dijanjikan sampai pukul {at}. Atasan diberi tahu.", at=clock(promise.until_at, room.calendar))
        case Why.LATE:
            return Markup("Atasan diberi tahu. Bila ada kendala, tekan Butuh bantuan.")
        case _:
            return EMPTY


_MARKS = {Why.LATE: "❗", Why.PROMISE_BROKEN: "❗", Why.DUE: "⌛"}


def _line(room: Room, cycle: Cycle, group: Group) -> Markup:
    due_at = group.first.due_at
    until = EMPTY if due_at is None else fill(": {left}", left=left(room.now, due_at, room.calendar))
    at = EMPTY if due_at is None else fill(" (batas {at})", at=brief(due_at, room.calendar))
    return fill(
        "{mark} {what}{until}{at}", mark=_MARKS.get(group.why, "•"), what=_what(room, cycle, group), until=until, at=at
    )


def _what(room: Room, cycle: Cycle, group: Group) -> Markup:
    title = card.task_title(group.first)
    if group.why is Why.TO_DECIDE:
        title = f"Perpanjangan {title[0].lower()}{title[1:]}"
    title = "Koordinasi" if group.first.step == COORDINATE else title  # "dengan unit" is followed by the unit
    if not group.unit_ids:
        return fill("{title}", title=title)
    return fill("{title} {units}", title=title, units=card.units_of(cycle, group.unit_ids, room.office))


def _below(room: Room, cycle: Cycle, below: Sequence[Group], *, morning: bool) -> tuple[Markup, ...]:
    today = day(room.today)
    head = "☀️ <b>Pagi ini</b>, {today}" if morning else "🔔 <b>Perlu perhatian Bapak/Ibu</b>, {quarter}"
    parts = [fill(head, today=today, quarter=quarter(cycle.quarter))]
    for why, title in _BELOW.items():
        found = [each for each in below if each.why is why]
        if found:
            parts.append(lines(Markup(title), *(_below_line(room, cycle, each) for each in found)))  # noqa: S704 - ours
    return tuple(parts)


_BELOW = {
    Why.BELOW_LATE: "<b>Lewat batas</b>",
    Why.BELOW_BROKE_PROMISE: "<b>Janji belum terpenuhi</b>",
    Why.BELOW_NOT_BEGUN: "<b>Belum mulai diisi</b>",
    Why.BELOW_UNREACHED: "<b>Petugasnya belum terhubung ke bot atau jabatannya lowong</b>",
    Why.BELOW_DUE_TODAY: "<b>Batasnya hari ini</b>",
    Why.BELOW_TO_ORDER: "<b>Menunggu perintah Tim</b>",
}


def _below_line(room: Room, cycle: Cycle, group: Group) -> Markup:
    first = group.first
    until = EMPTY if first.due_at is None else fill(", {left}", left=left(room.now, first.due_at, room.calendar))
    return fill(
        "• <b>{what}</b>{until}\n   {who}, sejak {since}",
        what=_what(room, cycle, group),
        until=until,
        who=_who(room, cycle, first),
        since=brief(first.phase_at, room.calendar),
    )


def _who(room: Room, cycle: Cycle, owed: Assignment) -> Markup:
    situation = room.situation(cycle)
    roles = card.holders(holders_of(owed, situation))
    people = owing(owed, situation)
    if not people:
        return fill("{roles} (lowong)", roles=roles)
    names: list[str] = [named(person).partition(",")[0] for person in people[:NAMES_SHOWN]]
    if len(people) > NAMES_SHOWN:
        names.append(f"{len(people) - NAMES_SHOWN} lainnya")
    return fill("{roles} ({names})", roles=roles, names=listed(names))


def _late_note(room: Room, meant_at: datetime) -> Markup:
    if room.now - meant_at < LATE_AFTER:
        return EMPTY
    return fill("<i>Terlambat dikirim: pengingat ini untuk {at}.</i>", at=brief(meant_at, room.calendar))


def do_label(room: Room, group: Group) -> str:
    """Label the button that opens one of several tasks."""
    units = group.unit_ids
    where = f" {len(units)} unit" if len(units) > 1 else f" {room.office.unit(units[0]).name}" if units else ""
    text = card.task_title(group.first) + where
    return text if len(text) <= LABEL_LIMIT else text[: LABEL_LIMIT - 1] + "…"


def answers(room: Room, cycle: Cycle, group: Group) -> Markup:
    """Ask how the person answers about one task."""
    return lines(fill("<b>{what}</b>", what=_what(room, cycle, group)), _until(room, group.first))


def promised(room: Room, owed: Assignment) -> Markup:
    """Confirm someone's word."""
    if owed.promise is None:
        return EMPTY
    return fill(
        "Dicatat: {what} dikerjakan paling lambat {at}. Bot mengingatkan lagi pagi itu. Bila belum selesai, atasan "
        "Bapak/Ibu diberi tahu.",
        what=card.task_title(owed),
        at=instant(owed.promise.until_at, room.calendar, room.office),
    )


def recap(room: Room, cycle: Cycle, meant_at: datetime) -> Markup:
    """Return the recap of the week for which it was meant: what was finished, what is open and with whom."""
    meant_on = room.calendar.local_day(meant_at)
    week = {meant_on + timedelta(days=offset - meant_on.weekday()) for offset in range(7)}
    ended = [
        owed
        for owed in cycle.assignments.values()
        if owed.finished_at is not None and room.calendar.local_day(owed.finished_at) in week
    ]
    which = "pekan ini" if room.today in week else f"pekan s.d. {short_day(meant_on)}"
    opened = cycle.open_assignments()
    late = [owed for owed in opened if owed.due_at is not None and owed.due_at < room.now]
    return paragraphs(
        fill("🗒 <b>Rekap {which}</b>, {quarter}", which=which, quarter=quarter(cycle.quarter)),
        lines(
            fill("Selesai: {n} tugas", n=len(ended)),
            fill("Berjalan: {n} tugas", n=len(opened)),
            fill("Lewat batas: {n} tugas", n=len(late)) if late else Markup("Tidak ada yang lewat batas."),
        ),
        card.ball(cycle, room),
        _late_note(room, meant_at),
    )
