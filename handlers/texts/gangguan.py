"""The words on a standstill of the bot: what happened, and what was late by it; for the admins, in one message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from babel.dates import format_datetime
from markupsafe import Markup

from handlers.texts.words import EMPTY, LOCALE, ZONES, fill, lines, paragraphs


class Cause(StrEnum):
    """Why nothing was worked; the values are those of `bot.stalls.StallKind`."""

    STOPPED = "stopped"
    KILLED = "killed"
    ASLEEP = "asleep"
    HUNG = "hung"
    UNREACHABLE = "unreachable"
    RESTORED = "restored"


@dataclass(frozen=True)
class Delayed:
    """So many were late, the worst by `longest`."""

    count: int
    longest: timedelta


HAPPENED = {
    Cause.STOPPED: "Bot dihentikan",
    Cause.KILLED: "Bot mati mendadak (listrik, mesin, atau proses terhenti)",
    Cause.ASLEEP: "Mesin bot tertidur, atau jamnya dimajukan",
    Cause.HUNG: "Bot macet",
    Cause.UNREACHABLE: "Telegram tidak dapat dihubungi dari server kantor",
    Cause.RESTORED: "Bot dipulihkan dari cadangan",
}
NOTHING_LATE = Markup("Tidak ada pesan atau pengingat yang terlambat.")
RESTORED_LACKS = Markup(
    "Data kembali seperti pada saat pertama. Yang dicatat sesudahnya tidak ada lagi, kecuali pesan yang masih disimpan "
    "Telegram: itu sudah diambil dan diproses. Beri tahu yang bersangkutan agar memeriksa tugasnya."
)
NOTHING_LOST = Markup("Semua sudah diproses berurutan; tidak ada yang hilang.")
KEPT_BY_TELEGRAM = timedelta(hours=24)
SOME_LOST = Markup(
    "Semua yang sampai sudah diproses berurutan. Telegram menyimpan pesan hanya 24 jam: yang dikirim sebelum itu tidak "
    "sampai ke bot dan perlu dikirim lagi."
)


def standstill(
    cause: Cause,
    since: datetime,
    until: datetime,
    updates: Delayed,
    notices: Delayed,
    letters: Delayed,
    waiting: int,
) -> Markup:
    """Tell what happened between two instants (in the office's zone), what was late by it, and what may be lost."""
    lost = _lost(cause, until - since)
    return paragraphs(
        fill(
            "⚠️ <b>{what}</b>\n{since} sampai {until} ({span}).",
            what=HAPPENED[cause],
            since=_instant(since),
            until=_instant(until),
            span=span(until - since),
        ),
        lines(*_late(updates, notices, letters)) or NOTHING_LATE,
        lost,
        fill("Masih menunggu: {count}.", count=waiting) if waiting else EMPTY if lost else NOTHING_LOST,
    )


def restored(made_at: datetime, until: datetime) -> Markup:
    """Ask whoever may have worked between these instants (in the office's zone) to look whether it is recorded."""
    return fill(
        "Bot dipulihkan dari cadangan {made_at}. Yang Bapak/Ibu kerjakan di sini sesudah itu, sampai {until}, mungkin "
        "tidak tercatat. Mohon periksa tugas; bila masih tampak terbuka, mohon dikerjakan lagi.",
        made_at=_instant(made_at),
        until=_instant(until),
    )


def _lost(cause: Cause, length: timedelta) -> Markup:
    if cause is Cause.RESTORED:
        return RESTORED_LACKS
    return SOME_LOST if length > KEPT_BY_TELEGRAM else EMPTY


def _late(updates: Delayed, notices: Delayed, letters: Delayed) -> Iterator[Markup]:
    named = (("pesan masuk", updates), ("pengingat", notices), ("pesan keluar", letters))
    for name, late in named:
        if late.count:
            yield fill("{count} {name} terlambat, terlama {span}", count=late.count, name=name, span=span(late.longest))


def span(length: timedelta) -> str:
    """Return `3 hari 4 jam`, `2 jam 5 menit`, `12 menit`, `40 detik`."""
    seconds = max(0, int(length.total_seconds()))
    days, hours, minutes = seconds // 86_400, seconds % 86_400 // 3600, seconds % 3600 // 60
    if days:
        return f"{days} hari {hours} jam" if hours else f"{days} hari"
    if hours:
        return f"{hours} jam {minutes} menit" if minutes else f"{hours} jam"
    return f"{minutes} menit" if minutes else f"{seconds} detik"


def _instant(at: datetime) -> str:
    """Return `Senin, 23 November 2026 pukul 10.15 WIB`."""
    zone, local = str(at.tzinfo), format_datetime(at, "EEEE, d MMMM y 'pukul' HH.mm", locale=LOCALE)
    return f"{local} {ZONES.get(zone, zone)}"
