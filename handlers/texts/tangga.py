"""The words of an order that lies unread: to its recipient, to who sits beside and above, and to whoever gave it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.notices import STEP_OF_DIRECTION
from handlers.texts.words import EMPTY, fill, instant, lines, named, paragraphs, plain_name, quarter
from workflow.cycle import COLLECT, DECIDE, DIRECT, ORDER, Cycle
from workflow.ladder import Rung, RungDue
from workflow.office import Person
from workflow.papers.call_list import CallRow

if TYPE_CHECKING:
    from handlers.desk import Room

OPEN = "Buka sekarang"
STEP_OF = {ORDER: DIRECT, **STEP_OF_DIRECTION}
"""Which task opens the letter that was given in a step."""
ORDERS = {
    ORDER: "disposisi",
    DIRECT: "arahan untuk Tim",
    COLLECT: "perintah mengumpulkan data",
    DECIDE: "arahan Kepala Dinas",
}
MOST_LISTED = 15


def rung(room: Room, cycle: Cycle, due: RungDue, holder: Person | None) -> Markup:
    """Say whose order lies unread since when, and what the reader is asked to do about it."""
    order = due.unread.order
    unit = "" if order.unit_id is None else f" {room.office.unit(order.unit_id).name}"
    what = fill("{order}{unit}, {quarter}", order=ORDERS[order.step], unit=unit, quarter=quarter(cycle.quarter))
    sent = instant(due.unread.sent_at, room.calendar, room.office)
    if due.rung is Rung.REMINDED:
        return fill("📬 Ada surat yang belum dibuka: <b>{what}</b>, dikirim {sent}.", what=what, sent=sent)
    who = named(holder) if holder is not None else Markup("(jabatan kosong)")
    post = room.office.post(order.post_id).title
    asked = (
        Markup("Bapak/Ibu duduk dekat dengannya. Mohon sampaikan supaya dibuka di bot.")
        if due.rung is Rung.DEPUTY
        else Markup("Sebagai atasannya, mohon Bapak/Ibu mengingatkan.")
    )
    return paragraphs(
        fill(
            "📬 {who} ({post}) belum membuka <b>{what}</b>, dikirim {sent}.", who=who, post=post, what=what, sent=sent
        ),
        asked,
    )


def call_list(cycle: Cycle, rows: Sequence[CallRow]) -> Markup:
    """Hand over the list to telephone by; the paper carries it in full."""
    shown = [
        fill(
            "• {name} ({post}): {phone}",
            name=plain_name(row.name) or "kosong",
            post=row.title,
            phone=row.phone or "belum ada nomor",
        )
        for row in rows[:MOST_LISTED]
    ]
    more = fill("… dan {n} lagi", n=len(rows) - MOST_LISTED) if len(rows) > MOST_LISTED else EMPTY
    return paragraphs(
        fill("📞 <b>Perlu ditelepon</b>, {quarter}: surat belum dibuka.", quarter=quarter(cycle.quarter)),
        lines(*shown, more),
        Markup("Daftarnya dapat dicetak. Cukup sampaikan bahwa ada surat di bot; isinya tidak dibacakan."),
    )
