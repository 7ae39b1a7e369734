"""What an office's file would change, in words: asked before it is taken in, and kept in the office's register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.office_file.draft import HoldingDraft, OfficeDraft, PostDraft
from handlers.texts.words import day
from workflow.holders import last_day_of_dropped
from workflow.office import HoldingKind

_KINDS = {HoldingKind.DEFINITIF: "", HoldingKind.PLT: "Plt. ", HoldingKind.PLH: "Plh. "}


def differences(before: OfficeDraft, after: OfficeDraft, today: date) -> tuple[str, ...]:
    """Return what differs, a line each: the office, units, posts, people, then who holds what, then days off.

    A holding that the file no longer names ends (`workflow.holders.last_day_of_dropped`); one that has ended already is
    history, and no difference. Whoever the file no longer names stays on record, but is no admin.
    """
    return (
        *_of_office(before, after),
        *_of_units(before, after),
        *_of_posts(before, after),
        *_of_people(before, after),
        *_of_holdings(before, after, today),
        *_of_days(before, after, today),
    )


def _of_office(before: OfficeDraft, after: OfficeDraft) -> Iterator[str]:
    for label, was, now in (
        ("Nama kantor", before.name, after.name),
        ("Zona waktu", before.zone, after.zone),
        ("Setujui sendiri", _yes(before.self_approval), _yes(after.self_approval)),
        ("Masuk dengan", before.admission.value, after.admission.value),
        ("Tindakan strategis", ", ".join(before.strategic) or "tidak ada", ", ".join(after.strategic) or "tidak ada"),
    ):
        if was != now:
            yield f"{label}: {was} → {now}"
    for label, is_same in (
        ("Kop surat", before.head == after.head),
        ("Penilaian kinerja", before.judging == after.judging),
        ("Jam kerja", (before.weekly, before.special_hours) == (after.weekly, after.special_hours)),
    ):
        if not is_same:
            yield f"{label}: berubah"


def _of_units(before: OfficeDraft, after: OfficeDraft) -> Iterator[str]:
    known, now = ({unit.code: unit.name for unit in draft.units} for draft in (before, after))
    yield from _named("Unit", known, now)
    yield from (f"Unit {name}: ditutup" for code, name in known.items() if code not in now)


def _of_posts(before: OfficeDraft, after: OfficeDraft) -> Iterator[str]:
    known, now = ({post.code: post for post in draft.posts} for draft in (before, after))
    was, is_now = ({code: post.title for code, post in posts.items()} for posts in (known, now))
    yield from _named("Jabatan", was, is_now)
    yield from (f"Jabatan {title}: ditutup" for code, title in was.items() if code not in is_now)
    for code, post in known.items():
        if code in now and (post.role, post.unit_code) != (now[code].role, now[code].unit_code):
            yield f"Jabatan {now[code].title}: {_part(post)} → {_part(now[code])}"


def _of_people(before: OfficeDraft, after: OfficeDraft) -> Iterator[str]:
    known, now = ({person.code: person for person in draft.people} for draft in (before, after))
    names, named = ({code: person.name for code, person in people.items()} for people in (known, now))
    yield from _named("Pegawai", names, named)
    dropped = (person for code, person in known.items() if code not in now and person.is_admin)
    yield from (f"{person.name}: bukan admin lagi karena tidak ada di berkas" for person in dropped)
    for was, person in ((known[code], person) for code, person in now.items() if code in known):
        for label, old, new in (("NIP", was.nip, person.nip or was.nip), ("pangkat", was.rank, person.rank)):
            if old != new:
                yield f"{person.name}: {label} {old or 'kosong'} → {new or 'kosong'}"
        if was.phone != (person.phone or was.phone):
            yield f"{person.name}: telepon {was.phone or 'kosong'} → {person.phone}"
        if was.is_admin != person.is_admin:
            yield f"{person.name}: {'menjadi admin' if person.is_admin else 'bukan admin lagi'}"


def _of_holdings(before: OfficeDraft, after: OfficeDraft, today: date) -> Iterator[str]:
    known, now = ({_key(held): held for held in draft.holdings} for draft in (before, after))
    titles = {post.code: post.title for draft in (before, after) for post in draft.posts}
    names = {person.code: person.name for draft in (before, after) for person in draft.people}

    def said(held: HoldingDraft) -> str:
        return f"{names[held.person_code]} sebagai {_KINDS[held.kind]}{titles[held.post_code]}"

    for key, held in now.items():
        was = known.get(key)
        until = f" sampai {day(held.until_on)}" if held.until_on else ""
        if was is None:
            yield f"Menjabat: {said(held)} mulai {day(held.from_on)}{until}"
        elif was.until_on != held.until_on:
            yield f"Masa jabatan: {said(held)}{until or ' tanpa akhir'}"
        elif was.sk_number != held.sk_number:
            yield f"SK: {said(held)}, {was.sk_number or 'kosong'} → {held.sk_number or 'kosong'}"
    for held in (held for key, held in known.items() if key not in now and _goes_on(held, today)):
        last = last_day_of_dropped(held, (each for each in after.holdings if each.post_code == held.post_code), today)
        if last < held.from_on:
            yield f"Tidak jadi karena tidak ada di berkas: {said(held)} mulai {day(held.from_on)}"
        else:
            yield f"Berakhir {day(last)} karena tidak ada di berkas: {said(held)}"


def _goes_on(held: HoldingDraft, today: date) -> bool:
    return held.until_on is None or held.until_on >= today


def _of_days(before: OfficeDraft, after: OfficeDraft, today: date) -> Iterator[str]:
    known, now = ({each.day_on: each for each in draft.days if each.day_on >= today} for draft in (before, after))
    for on in sorted(known.keys() | now.keys()):
        if known.get(on) != now.get(on):
            what = "tidak lagi ditetapkan kantor" if on not in now else "ditetapkan kantor"
            yield f"Kalender: {day(on)} {what}"


def _key(held: HoldingDraft) -> tuple[str, str, date, HoldingKind]:
    return held.post_code, held.person_code, held.from_on, held.kind


def _named(what: str, known: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{what} baru: {name}" for code, name in now.items() if code not in known)
    yield from (f"{what}: {known[code]} → {now[code]}" for code in now if known.get(code, now[code]) != now[code])


def _part(post: PostDraft) -> str:
    return post.role.value if post.unit_code is None else f"{post.role.value} di {post.unit_code}"


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"
