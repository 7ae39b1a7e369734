"""The words when a post changes hands, falls vacant, or is about to be given back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import card
from handlers.texts.words import EMPTY, day, due, fill, lines, named, paragraphs, sentence
from workflow.cycle import Assignment, Cycle
from workflow.office import Holding, HoldingKind, Person, Post

if TYPE_CHECKING:
    from handlers.desk import Room

TASKS, POSTS = "Tugas saya", "Jabatan"
KINDS = {HoldingKind.DEFINITIF: "", HoldingKind.PLT: "Plt. ", HoldingKind.PLH: "Plh. "}
MOST_TASKS = 12
Owed = Sequence[tuple[Cycle, Assignment]]


def title(room: Room, post: Post, kind: HoldingKind) -> Markup:
    """Return a post with the unit it belongs to, and Plh. or Plt. before it where that is so."""
    unit = "" if post.unit_id is None else room.office.unit(post.unit_id).name
    in_unit = f" ({unit})" if unit and unit not in post.title else ""
    return fill("{kind}{title}{unit}", kind=KINDS[kind], title=post.title, unit=in_unit)


def taken_over(
    room: Room, post: Post, kind: HoldingKind, until: date | None, former: Person | None, owed: Owed
) -> Markup:
    """Tell the new holder of a post what is theirs from now on."""
    return paragraphs(
        fill(
            "🔁 Mulai {today} Bapak/Ibu bertugas sebagai <b>{title}</b>{until}.{former}",
            today=day(room.today),
            title=title(room, post, kind),
            until=_until(until),
            former=sentence(" Sebelumnya: {name}", name=named(former)) if former else EMPTY,
        ),
        tasks(room, owed) if owed else Markup("Tidak ada tugas terbuka pada jabatan ini."),
        Markup("Tombol dan pengingat jabatan ini sekarang datang kepada Bapak/Ibu.") if owed else EMPTY,
    )


def handed_over(room: Room, post: Post, kind: HoldingKind, until: date | None, holder: Person) -> Markup:
    """Tell whoever lent a post, or gives it back, whose it is now."""
    said = sentence(
        "🔁 Mulai {today} tugas <b>{post}</b> dijalankan oleh {kind}{name}{until}",
        today=day(room.today),
        post=title(room, post, HoldingKind.DEFINITIF),
        kind=KINDS[kind],
        name=named(holder),
        until=_until(until),
    )
    return said + Markup(" Tombol lama Bapak/Ibu untuk jabatan itu tidak berlaku lagi.")


def for_vacant(room: Room, post: Post) -> Markup:
    """Say to a superior that what follows was meant for a post that nobody holds."""
    return fill(
        "⚠️ Jabatan <b>{post}</b> kosong. Yang berikut ini ditujukan ke sana dan disampaikan kepada Bapak/Ibu sebagai "
        "atasan:",
        post=title(room, post, HoldingKind.DEFINITIF),
    )


def lent(room: Room, held: Holding) -> Markup:
    """Tell whoever lent a post who acts in it now, and until when."""
    return fill(
        "Tugas <b>{post}</b> sedang dijalankan oleh {kind}{name}{until}. Sesudah itu kembali kepada Bapak/Ibu dengan "
        "sendirinya; bila perlu lebih cepat, mohon hubungi admin kantor.",
        post=title(room, room.office.post(held.post_id), HoldingKind.DEFINITIF),
        kind=KINDS[held.kind],
        name=named(room.office.person(held.person_id)),
        until=_until(held.until_on),
    )


def vacant(room: Room, post: Post, former: Person | None, owed: Owed) -> Markup:
    """Tell that nobody holds a post, and what waits there."""
    return paragraphs(
        fill(
            "⚠️ Jabatan <b>{post}</b> kosong sejak {today}{former}.",
            post=title(room, post, HoldingKind.DEFINITIF),
            today=day(room.today),
            former=fill(" (sebelumnya {name})", name=named(former)) if former else EMPTY,
        ),
        tasks(room, owed) if owed else EMPTY,
        Markup("Admin dapat menunjuk pejabat, Plt., atau Plh. lewat /jabatan."),
    )


def ends_soon(room: Room, post: Post, held: Holding, definitive: int | None) -> Markup:
    """Warn that a stand-in ends."""
    after = (
        sentence("Sesudah itu tugas kembali kepada {name}", name=named(room.office.person(definitive)))
        if definitive is not None
        else Markup("Sesudah itu jabatan ini <b>kosong</b>, kecuali ditunjuk pejabat atau diperpanjang.")
    )
    return paragraphs(
        fill(
            "⏳ Masa tugas {name} sebagai <b>{title}</b> berakhir {until}.",
            name=named(room.office.person(held.person_id)),
            title=title(room, post, held.kind),
            until=day(held.until_on) if held.until_on else "",
        ),
        after,
        Markup("Admin dapat memperpanjang atau menunjuk penggantinya lewat /jabatan."),
    )


def tasks(room: Room, owed: Owed) -> Markup:
    """List open tasks with the time that is left for each."""
    shown = [
        fill(
            "• {task}{unit}. {due}",
            task=card.task_title(each),
            unit="" if each.unit_id is None else f": {room.office.unit(each.unit_id).name}",
            due=due(room.now, each.due_at, room.calendar, room.office),
        )
        for _cycle, each in owed[:MOST_TASKS]
    ]
    more = (fill("… dan {n} lagi", n=len(owed) - MOST_TASKS),) if len(owed) > MOST_TASKS else ()
    return lines(Markup("<b>Tugas terbuka</b>"), *shown, *more)


def _until(until: date | None) -> str:
    return f" sampai {day(until)}" if until else ""
