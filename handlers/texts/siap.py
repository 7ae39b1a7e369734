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
ASK, ASKED = "Minta admin membereskan", "Admin sudah diberi tahu."
READINESS = "Siap triwulan?"
NO_ADMIN = "Belum ada admin yang dapat dihubungi lewat bot. Mohon hubungi langsung."
AGAIN, TASKS, CALENDAR, INDICATORS = "Periksa lagi", "Tugas saya", "Kalender kantor", "Indikator"
NOT_FOR_YOU = Markup("Kesiapan triwulan dilihat oleh admin, Sekretaris, dan Tim Monev.")
LABEL_LIMIT = 60
MOST_LINES = 15
"""Of one kind; a screen fits one message however large the office is."""
_TITLES = {
    Hindrance.NEVER_STARTED: "Belum pernah membuka bot",
    Hindrance.WAITS_AT_DOOR: "Sudah membuka undangan, belum selesai masuk",
    Hindrance.BLOCKED: "Memblokir bot, atau akunnya dihapus",
    Hindrance.VACANT: "Jabatan kosong",
    Hindrance.NO_INDICATORS: "Unit yang belum punya indikator",
    Hindrance.TEMPLATE_CHANGED: "Format Excel berubah dari triwulan lalu; unit perlu mengunduh yang baru",
    Hindrance.HOLIDAY: "Langkah yang bertemu hari libur; batas waktunya sudah dihitung tanpa hari itu",
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
        EMPTY if may_mend or not holding_up else Markup("Yang membereskan adalah admin kantor."),
    )


def asked(desk: Desk, which: Quarter, found: Sequence[Found]) -> Markup:
    """Tell an admin that somebody asks for what is missing, by kind and number."""
    counted = ((title, sum(each.kind is kind for each in found)) for kind, title in _TITLES.items())
    return paragraphs(
        fill("🧭 {name} meminta kesiapan {quarter} dibereskan.", name=named(desk.me), quarter=quarter(which)),
        lines(*(fill("• {title}: {n}", title=title, n=n) for title, n in counted if n)),
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
