"""The words of `Siap triwulan?`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import card
from handlers.texts.words import EMPTY, day, fill, lines, named, paragraphs, quarter, short_day
from workflow.quarter import Quarter
from workflow.readiness import Found, Hindrance

if TYPE_CHECKING:
    from handlers.desk import Desk

CARDS = "Kartu QR untuk semua yang belum masuk"
AGAIN, TASKS, CALENDAR, INDICATORS = "Periksa lagi", "Tugas saya", "Kalender kantor", "Indikator"
NOT_FOR_YOU = Markup("Kesiapan triwulan dilihat oleh admin, Sekretaris, dan Tim Monev.")
LABEL_LIMIT = 60
MOST_LINES = 15
"""Of one kind; a screen fits one message however large the office is."""
_TITLES = {
    Hindrance.NEVER_STARTED: "Belum pernah membuka bot",
    Hindrance.WAITS_AT_DOOR: "Menunggu dipastikan admin",
    Hindrance.BLOCKED: "Memblokir bot, atau akunnya dihapus",
    Hindrance.VACANT: "Jabatan kosong",
    Hindrance.NO_INDICATORS: "Belum ada indikator",
    Hindrance.TEMPLATE_CHANGED: "Format isian berubah dari triwulan lalu",
    Hindrance.HOLIDAY: "Langkah yang bertemu hari libur (batasnya sudah memperhitungkannya)",
}


def readiness(desk: Desk, which: Quarter, found: Sequence[Found], *, may_mend: bool) -> Markup:
    """Say what is missing, by kind, or that nothing is."""
    head = fill("🧭 <b>Siap {quarter}?</b>", quarter=quarter(which))
    holding_up = [each for each in found if each.kind not in (Hindrance.HOLIDAY, Hindrance.TEMPLATE_CHANGED)]
    sections = [
        _section(desk, kind, of_kind) for kind in _TITLES if (of_kind := [each for each in found if each.kind is kind])
    ]
    return paragraphs(
        head,
        EMPTY if holding_up else Markup("✅ Semua pemegang jabatan terhubung, tidak ada jabatan kosong."),
        *sections,
        EMPTY if may_mend or not holding_up else Markup("Admin kantor dapat membereskannya."),
    )


def _section(desk: Desk, kind: Hindrance, found: Sequence[Found]) -> Markup:
    more = (fill("… dan {n} lagi", n=len(found) - MOST_LINES),) if len(found) > MOST_LINES else ()
    title = fill("<b>{title}</b> ({n})", title=_TITLES[kind], n=len(found))
    return lines(title, *(fill("• {what}", what=_what(desk, each)) for each in found[:MOST_LINES]), *more)


def _what(desk: Desk, found: Found) -> Markup:
    match found.kind:
        case Hindrance.NEVER_STARTED | Hindrance.WAITS_AT_DOOR | Hindrance.BLOCKED:
            return named(desk.office.person(found.subject))
        case Hindrance.VACANT:
            return fill("{title}", title=desk.office.post(found.subject).title)
        case Hindrance.HOLIDAY:
            return fill(
                "{day}{name}: langkah {step} ({title}), batas {due}",
                day=day(found.day) if found.day else "",
                name=f" ({found.name})" if found.name else "",
                step=found.subject,
                title=card.STEPS.get(found.subject, ""),
                due=short_day(found.due_on) if found.due_on else "",
            )
        case Hindrance.TEMPLATE_CHANGED | Hindrance.NO_INDICATORS:
            return fill("{unit}", unit=desk.office.unit(found.subject).name)


def invite_label(name: str) -> str:
    """Label the button that makes a link for somebody."""
    return _cut(f"Undang {name}")


def confirm_label(name: str) -> str:
    """Label the button by which an admin says that it is the person."""
    return _cut(f"Benar, {name}")


def vacant_label(title: str) -> str:
    """Label the button that opens a vacant post."""
    return _cut(f"Isi {title}")


def _cut(text: str) -> str:
    return text if len(text) <= LABEL_LIMIT else text[: LABEL_LIMIT - 1] + "…"
