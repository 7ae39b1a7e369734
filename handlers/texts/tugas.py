"""The words of the list of what a person owes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import Conversation
from handlers.texts import card
from handlers.texts.isian import unfinished_name
from handlers.texts.words import EMPTY, capacity, due, fill, lines, paragraphs, quarter
from workflow.cycle import Cycle, Direction, Disposisi
from workflow.quarter import Quarter

if TYPE_CHECKING:
    from handlers.desk import Desk
    from handlers.tugas import Debt

STATUS = "Status"
HELP = "Bantuan"
TIME_OR_HELP = "Minta waktu atau bantuan"
CALENDAR = "Kalender kantor"
ACCEPT = "Baca dan terima disposisi"
LABEL_LIMIT = 60


def begin_disposisi(which: Quarter) -> str:
    """Label the button that begins the quarter's disposisi."""
    return f"Buat disposisi {quarter(which)}"


def open_label(debt: Debt, desk: Desk) -> str:
    """Label the button that opens a task."""
    return _cut(f"{debt.title}: {_where(debt, desk)}" if debt.unit_ids else debt.title)


def read_label(direction: Direction) -> str:
    """Label the button that opens an unread direction."""
    return _cut(f"Baca: {card.STEPS[direction.step]}")


def _cut(text: str) -> str:
    return text if len(text) <= LABEL_LIMIT else text[: LABEL_LIMIT - 1] + "…"


def _where(debt: Debt, desk: Desk) -> Markup:
    if len(debt.unit_ids) > 1:
        return fill("{n} unit", n=len(debt.unit_ids))
    return fill("{unit}", unit=desk.office.unit(debt.unit_ids[0]).name) if debt.unit_ids else EMPTY


def owed(debts: Sequence[Debt], cycle: Cycle, desk: Desk) -> Markup:
    """List what is owed, by whom where the person has several posts, and until when."""
    return paragraphs(
        fill("<b>Tugas Bapak/Ibu</b>, {quarter}", quarter=quarter(cycle.quarter)),
        *(_debt(number, debt, cycle, desk) for number, debt in enumerate(debts, start=1)),
    )


def _debt(number: int, debt: Debt, cycle: Cycle, desk: Desk) -> Markup:
    several = len(desk.capacities) > 1
    named = card.units_of(cycle, debt.unit_ids, desk.office)
    return lines(
        fill(
            "{n}. <b>{title}</b>{units}{capacity}",
            n=number,
            title=debt.title,
            units=fill(": {named}", named=named) if debt.unit_ids else "",
            capacity=f", sebagai {capacity(debt.actor, desk.office)}" if several else "",
        ),
        fill(
            "{mark}{due}",
            mark="⚠️ batas " if debt.due_at < desk.now else "sampai ",
            due=due(desk.now, debt.due_at, desk.calendar, desk.office),
        )
        if debt.due_at is not None
        else EMPTY,
        fill("⏳ perpanjangan {n} hari kerja sedang dimintakan", n=debt.asked_days) if debt.asked_days else EMPTY,
    )


def unread(letters: Sequence[Disposisi | Direction]) -> Markup:
    """Count the letters that were not read or received yet."""
    return fill("📩 {n} surat untuk Bapak/Ibu belum dibaca atau diterima.", n=len(letters)) if letters else EMPTY


def unfinished(conversation: Conversation | None) -> Markup:
    """Remind of a half-finished conversation."""
    return fill("✏️ Belum selesai: {what}.", what=unfinished_name(conversation))


def nothing_owed(cycle: Cycle, desk: Desk) -> Markup:
    """Say that nothing is owed, and who holds the ball."""
    return paragraphs(
        fill("Tidak ada tugas untuk Bapak/Ibu saat ini ({quarter}).", quarter=quarter(cycle.quarter)),
        card.ball(cycle, desk),
    )


def no_cycle() -> Markup:
    """Say that nothing runs."""
    return Markup("Tidak ada monev yang sedang berjalan. Bot akan memberi tahu Bapak/Ibu bila ada tugas.")


def may_begin(which: Quarter) -> Markup:
    """Say that a quarter's cycle can be started."""
    return fill("{quarter} telah berakhir dan monevnya belum dimulai.", quarter=quarter(which))


def no_post(*, admin: bool) -> Markup:
    """Say that the person holds no post."""
    if admin:
        return Markup("Bapak/Ibu terdaftar sebagai admin, tanpa jabatan dalam SOP; jadi tidak ada tugas di sini.")
    return Markup("Saat ini Bapak/Ibu tidak memegang jabatan dalam SOP. Bila ini keliru, mohon hubungi admin kantor.")
