"""The words of a call for help: what is needed, who hears of it, and who could not be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.perpanjangan import task
from handlers.texts.words import EMPTY, acting, due, fill, lines, listed, named, paragraphs, quarter, quoted, sentence
from workflow.cycle import Assignment, Cycle
from workflow.office import Actor, Person

if TYPE_CHECKING:
    from handlers.desk import Desk, Room

SEND = "Kirim ke atasan"
STATUS = "Lihat status"
TASKS = "Tugas saya"
PROPOSALS = (
    "Data belum tersedia dari bidang lain.",
    "Tidak bisa membuka format yang dikirim.",
    "Sedang dinas luar, mohon ditunjuk pengganti.",
    "Belum paham cara mengisinya, mohon dijelaskan.",
)


def ask(room: Room, cycle: Cycle, owed: Assignment) -> Markup:
    """Ask what is needed."""
    return fill(
        "Apa kendalanya pada <b>{task}</b>, {quarter}?\n"
        "Tulis, rekam suara, atau pilih salah satu kalimat ini. Atasan Bapak/Ibu diberi tahu.",
        task=task(room.office, owed.step, owed.unit_id),
        quarter=quarter(cycle.quarter),
    )


def heading(room: Room, owed: Assignment) -> Markup:
    """Head the preview of a call for help."""
    return lines(
        fill("<b>Butuh bantuan</b>: {task}", task=task(room.office, owed.step, owed.unit_id)),
        Markup("Pesan untuk atasan:"),
    )


def call(room: Room, cycle: Cycle, owed: Assignment, by: Actor, text: str, files: int) -> Markup:
    """Tell a superior that somebody needs help: who, with what, until when, in their own words."""
    return paragraphs(
        lines(
            fill("🙋 <b>Butuh bantuan</b>, {quarter}", quarter=quarter(cycle.quarter)),
            fill("<b>{task}</b>", task=task(room.office, owed.step, owed.unit_id)),
            fill("Dari {by}", by=acting(by, room.office)),
            _until(room, owed),
        ),
        quoted(text),
        fill("📎 {n} berkas menyusul di bawah ini.", n=files) if files else EMPTY,
    )


def file_of(by: Actor, room: Room) -> Markup:
    """Caption a file that came with a call for help."""
    return fill("📎 Dari {by}", by=acting(by, room.office))


def sent(told: Sequence[Person], missed: Sequence[Person]) -> Markup:
    """Confirm a call for help: who was told, and who nearer could not be."""
    if not told:
        return paragraphs(
            Markup("⚠️ Permintaan bantuan dicatat, tetapi belum ada atasan yang dapat diberi tahu lewat bot."),
            sentence("Mohon disampaikan langsung kepada {names}", names=_names(missed))
            if missed
            else Markup("Mohon hubungi admin kantor."),
        )
    return paragraphs(
        sentence("✅ Permintaan bantuan terkirim kepada {names}", names=_names(told)),
        sentence("Diteruskan ke atasan berikutnya karena belum terhubung ke bot: {names}", names=_names(missed))
        if missed
        else EMPTY,
    )


def nobody_above(desk: Desk, owed: Assignment) -> Markup:
    """Say that there is no superior to whom help could be brought."""
    return fill(
        "Menurut SOP tidak ada atasan untuk <b>{task}</b>, jadi tidak ada yang diberi tahu. "
        "Mohon hubungi rekan atau Sekretaris langsung.",
        task=task(desk.office, owed.step, owed.unit_id),
    )


def _names(people: Sequence[Person]) -> Markup:
    return listed([named(person) for person in people])


def _until(room: Room, owed: Assignment) -> Markup:
    if owed.due_at is None:
        return EMPTY
    return fill("Batas: {due}", due=due(room.now, owed.due_at, room.calendar, room.office))
