"""Dates, numbers, sizes and names the Indonesian way. Whatever people wrote is escaped here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from workflow.files import FileKind, KeptFile
from workflow.office import Actor, HoldingKind, Office, Person, Role
from workflow.procedure import Allotment
from workflow.quarter import Quarter
from workflow.working_time import OfficeCalendar

LOCALE = "id_ID"
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
EMPTY = Markup("")
ROLES = {
    Role.KEPALA_DINAS: "Kepala Dinas",
    Role.SEKRETARIS: "Sekretaris",
    Role.TIM: "Tim Monev",
    Role.KABID: "Kepala Bidang",
    Role.KASI: "Kasi",
    Role.STAF: "Staf",
    Role.PERENCANAAN: "Subbag Perencanaan dan Keuangan",
    Role.ADMIN: "Admin kantor",
}
KINDS = {
    FileKind.XLSX: "Excel",
    FileKind.DOCX: "Word",
    FileKind.PDF: "PDF",
    FileKind.IMAGE: "gambar",
    FileKind.VOICE: "rekaman suara",
}
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def fill(pattern: str, **parts: object) -> Markup:
    """Return the pattern with its parts filled in; every part that is not markup itself is escaped."""
    return Markup(pattern.format_map({name: escape(part) for name, part in parts.items()}))  # noqa: S704 - ours


def lines(*parts: str) -> Markup:
    """Join what is not empty by line breaks."""
    return Markup("\n").join(part for part in parts if part)


def paragraphs(*parts: str) -> Markup:
    """Join what is not empty by blank lines."""
    return Markup("\n\n").join(part for part in parts if part)


def quoted(text: str) -> Markup:
    """Return what a person wrote, as they wrote it, set apart; long text folds."""
    if not text:
        return EMPTY
    opening = Markup("<blockquote expandable>") if len(text) > 600 else Markup("<blockquote>")
    return opening + escape(_CONTROLS.sub("", text)) + Markup("</blockquote>")


def plain_name(name: str) -> str:
    """Return a name or file name without control and direction marks, which would disturb the text around it."""
    return " ".join(_CONTROLS.sub("", _DIRECTION_MARKS.sub("", name)).split())


def listed(names: Iterable[str]) -> Markup:
    """Return `a, b dan c`."""
    parts = [escape(name) for name in names]
    if len(parts) < 2:
        return parts[0] if parts else EMPTY
    return Markup(", ").join(parts[:-1]) + Markup(" dan ") + parts[-1]


def quarter(which: Quarter) -> str:
    """Return `Triwulan III 2026`."""
    return f"Triwulan {which.roman} {which.year}"


def sentence(pattern: str, **parts: object) -> Markup:
    """Return the pattern filled in, with a full stop unless it ends in one: many names do (`S.E.`)."""
    filled = fill(pattern, **parts)
    return filled if filled.endswith(".") else filled + "."


def zone(office: Office) -> str:
    """Return WIB, WITA or WIT."""
    return ZONES.get(office.zone, office.zone)


@lru_cache(maxsize=512)
def day(on: date) -> str:
    """Return `Senin, 23 November 2026`."""
    return format_date(on, "EEEE, d MMMM y", locale=LOCALE)


@lru_cache(maxsize=512)
def short_day(on: date) -> str:
    """Return `23 Nov`."""
    return format_date(on, "d MMM", locale=LOCALE)


def clock(at: datetime, calendar: OfficeCalendar) -> str:
    """Return `10.15` on the office's wall."""
    return f"{at.astimezone(calendar.zone):%H.%M}"


def instant(at: datetime, calendar: OfficeCalendar, office: Office) -> str:
    """Return `Senin, 23 November 2026 pukul 10.15 WIB`."""
    return f"{day(calendar.local_day(at))} pukul {clock(at, calendar)} {zone(office)}"


def brief(at: datetime, calendar: OfficeCalendar) -> str:
    """Return `23 Nov 10.15`: for lists."""
    return f"{short_day(calendar.local_day(at))} {clock(at, calendar)}"


def weekday_brief(at: datetime, calendar: OfficeCalendar) -> str:
    """Return `Jumat, 16 Okt 16.30`: where it matters on which day of the week something ends."""
    return f"{format_date(calendar.local_day(at), 'EEEE, d MMM', locale=LOCALE)} {clock(at, calendar)}"


@lru_cache(maxsize=256)
def remaining(now: datetime, due_at: datetime, calendar: OfficeCalendar) -> str:
    """Return what is left in working time: `sisa 3 hari kerja`, `sisa 45 menit kerja`, or that it is overdue."""
    days = calendar.working_days_left(now, due_at)
    minute = now.replace(second=0, microsecond=0)  # the one that has begun: at 07.30.01 all of 07.30 is left
    if now > due_at:
        minutes = calendar.working_minutes_between(due_at, minute)
        if days <= -1:
            return f"lewat {-days} hari kerja"
        return f"lewat {_span(minutes)}" if minutes else "baru saja lewat"
    if days >= 1:
        return f"sisa {days} hari kerja"
    return f"sisa {_span(calendar.working_minutes_between(minute, due_at))}"


def due(now: datetime, due_at: datetime | None, calendar: OfficeCalendar, office: Office) -> str:
    """Return until when, in full, with what is left."""
    if due_at is None:
        return "belum berjalan"
    return f"{instant(due_at, calendar, office)} ({remaining(now, due_at, calendar)})"


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} jam" if hours else "", f"{rest} menit" if rest or not hours else ""]
    return " ".join(part for part in parts if part) + " kerja"


def allotted(allotment: Allotment) -> str:
    """Return `10 hari kerja`, `2 jam kerja`."""
    return f"{allotment.amount} {allotment.unit.value}{' kerja' if allotment.working else ''}"


def size(count: int) -> str:
    """Return a file size: `18 KB`, `1,4 MB`, `12 bita`."""
    if count < 1000:
        return f"{count} bita"
    if count < 1_000_000:
        return f"{format_decimal(round(count / 1000), locale=LOCALE)} KB"
    return f"{format_decimal(round(count / 1_000_000, 1), locale=LOCALE)} MB"


def file_line(file: KeptFile) -> Markup:
    """Return one line on a kept file: name, kind, size and the first 8 characters of its hash."""
    return fill(
        "{name} · {kind} · {size} · <code>{fingerprint}</code>",
        name=plain_name(file.name),
        kind=KINDS[file.kind],
        size=size(file.size),
        fingerprint=file.fingerprint,
    )


def file_lines(files: Sequence[KeptFile], most: int = 10) -> Markup:
    """Return a numbered list of files, cut after `most`."""
    shown = [fill("{n}. {line}", n=n, line=file_line(file)) for n, file in enumerate(files[:most], start=1)]
    if len(files) > most:
        shown.append(fill("… dan {rest} berkas lain", rest=len(files) - most))
    return lines(*shown)


def acting(actor: Actor, office: Office) -> Markup:
    """Return who acted and as what: `Rina Contoh (Plt. Sekretaris)`."""
    return fill("{name} ({capacity})", name=office.person(actor.person_id).name, capacity=capacity(actor, office))


def capacity(actor: Actor, office: Office) -> str:
    """Return the post in which someone acts, with Plt. or Plh. where that is so."""
    if actor.role is Role.ADMIN:
        return "admin"
    mark = {HoldingKind.PLT: "Plt. ", HoldingKind.PLH: "Plh. "}.get(actor.kind, "")
    return mark + office.post(actor.post_id).title


def named(person: Person) -> Markup:
    """Return a person's name."""
    return escape(plain_name(person.name))


def unreached(missing: Sequence[Person]) -> Markup:
    """Warn that some who should have been told are not connected to the bot; empty where all were."""
    if not missing:
        return EMPTY
    return sentence(
        "⚠️ Belum terhubung ke bot, mohon diberi tahu langsung: {names}",
        names=listed(plain_name(person.name) for person in missing),
    )
