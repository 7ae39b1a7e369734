"""The words of the office's lists: people, posts with their holders, units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from markupsafe import Markup

from handlers.texts.perubahan import EARLIER, LATER, PEOPLE, POSTS, ROLES, TASKS, person_label
from handlers.texts.serah_terima import KINDS
from handlers.texts.words import EMPTY, LOCALE, fill, lines, paragraphs
from workflow.office import Holding, Person, Post, Unit

if TYPE_CHECKING:
    from handlers.desk import Desk

__all__ = ["EARLIER", "LATER", "PEOPLE", "POSTS", "TASKS", "person_label"]
UNITS = "Unit"
INVITE, CUT_OFF = "Buat undangan", "Putuskan akun"
ADD_PERSON, ADD_POST, ADD_UNIT = "Pegawai baru", "Jabatan baru", "Unit baru"
NAME, NIP, RANK, PHONE = "Nama", "NIP", "Pangkat", "Telepon"
MAKE_ADMIN, NO_ADMIN, MOVE_AWAY = "Jadikan admin", "Cabut admin", "Mutasi"
APPOINT, STAND_IN, END, END_STAND_IN = "Tunjuk pejabat", "Plh. atau Plt.", "Akhiri", "Akhiri Plh./Plt."
RENAME, CLOSE, CLOSE_UNIT = "Ubah nama", "Tutup jabatan", "Tutup unit"
LABEL_LIMIT = 60
MOST_HOLDERS = 10
"""Holders past and to come that a post's screen lists; the register has all."""


def people(desk: Desk) -> Markup:
    """Head the list of people."""
    return paragraphs(
        fill("👥 <b>Pegawai</b>, {n} orang", n=len(desk.office.persons)),
        Markup("Pilih orangnya untuk memperbaiki data, mutasi, atau hak admin."),
    )


def posts(desk: Desk) -> Markup:
    """List the posts with their holders; vacant ones are marked."""
    return paragraphs(
        fill("🪑 <b>Jabatan</b>, {n}", n=len(desk.office.posts)),
        lines(*(_post(desk, post) for post in desk.office.posts)),
    )


def _post(desk: Desk, post: Post) -> Markup:
    held = desk.office.holding(post.id, desk.today)
    if held is None:
        return fill("• {title}: <b>kosong</b>", title=post.title)
    return fill(
        "• {title}: {kind}{name}{until}",
        title=post.title,
        kind=KINDS[held.kind],
        name=desk.office.person(held.person_id).name,
        until=f" (s.d. {_dated(held.until_on)})" if held.until_on else "",
    )


def post_label(desk: Desk, post: Post) -> str:
    """Label a post's button; a vacant one is marked."""
    mark = "" if desk.office.holding(post.id, desk.today) else "⚠️ "
    said = mark + post.title
    return said if len(said) <= LABEL_LIMIT else said[: LABEL_LIMIT - 1] + "…"


def units(desk: Desk) -> Markup:
    """Head the list of units."""
    closed = fill("Ditutup: {names}.", names=", ".join(unit.name for unit in desk.office.former_units))
    head = fill("🏢 <b>Unit kerja</b>, {n}", n=len(desk.office.units))
    return paragraphs(head, closed if desk.office.former_units else EMPTY)


def person(desk: Desk, person: Person, *, reached: bool) -> Markup:
    """Show what is kept about a person."""
    held = [_capacity(desk, holding) for holding in desk.office.holdings if _is_of(holding, person.id, desk.today)]
    return paragraphs(
        fill("<b>{name}</b>{admin}", name=person.name, admin=" · admin" if person.is_admin else ""),
        lines(
            fill("NIP: {nip}", nip=person.nip or "belum ada"),
            fill("Pangkat: {rank}", rank=person.rank or "belum ada"),
            fill("Telepon: {phone}", phone=person.phone or "belum ada"),
            Markup("Bot: terhubung") if reached else Markup("Bot: <b>belum terhubung</b>"),
        ),
        lines(Markup("<b>Jabatan</b>"), *held) if held else Markup("Tidak memegang jabatan."),
    )


def _is_of(holding: Holding, person_id: int, today: date) -> bool:
    return holding.person_id == person_id and (holding.until_on is None or holding.until_on >= today)


def _capacity(desk: Desk, holding: Holding) -> Markup:
    return fill(
        "• {kind}{title}, {span}",
        kind=KINDS[holding.kind],
        title=desk.office.post(holding.post_id).title,
        span=_span(holding),
    )


def post(desk: Desk, post: Post, decrees: Mapping[tuple[int, int, date], str]) -> Markup:
    """Show a post with its holders, the latest first."""
    held = sorted((h for h in desk.office.holdings if h.post_id == post.id), key=lambda h: h.from_on, reverse=True)
    unit = "" if post.unit_id is None else f" · {desk.office.unit(post.unit_id).name}"
    return paragraphs(
        fill("<b>{title}</b>\n{role}{unit}", title=post.title, role=ROLES[post.role], unit=unit),
        EMPTY if desk.office.holding(post.id, desk.today) else Markup("⚠️ <b>Kosong hari ini</b>"),
        lines(Markup("<b>Pemegang</b>"), *(_holder(desk, each, decrees) for each in held[:MOST_HOLDERS]))
        if held
        else EMPTY,
    )


def _holder(desk: Desk, holding: Holding, decrees: Mapping[tuple[int, int, date], str]) -> Markup:
    number = decrees.get((holding.post_id, holding.person_id, holding.from_on), "")
    return fill(
        "• {kind}{name}, {span}{sk}",
        kind=KINDS[holding.kind],
        name=desk.office.person(holding.person_id).name,
        span=_span(holding),
        sk=f", SK {number}" if number else "",
    )


def _span(holding: Holding) -> str:
    if holding.until_on is not None and holding.until_on < holding.from_on:
        return "tidak jadi"
    until = f" s.d. {_dated(holding.until_on)}" if holding.until_on else ""
    return f"sejak {_dated(holding.from_on)}{until}"


def _dated(on: date) -> str:
    """Return a day of any year, short: `2 Nov 2026`."""
    return format_date(on, "d MMM y", locale=LOCALE)


def unit(desk: Desk, unit: Unit) -> Markup:
    """Show a unit with its posts."""
    own = [post for post in desk.office.posts if post.unit_id == unit.id]
    return paragraphs(
        fill("<b>{name}</b>", name=unit.name),
        lines(*(_post(desk, post) for post in own)) if own else Markup("Belum ada jabatan di unit ini."),
    )
