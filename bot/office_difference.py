"""What an office's file would change, in words: asked before it is taken in, and kept in the office's register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.office_file.draft import HoldingDraft, OfficeDraft
from handlers.texts.words import day
from workflow.office import HoldingKind

_KINDS = {HoldingKind.DEFINITIF: "", HoldingKind.PLT: "Plt. ", HoldingKind.PLH: "Plh. "}


def differences(before: OfficeDraft, after: OfficeDraft, today: date) -> tuple[str, ...]:
    """Return what differs, a line each: the office, units, posts, people, then who holds what, then days off.

    A holding that the file no longer names ends yesterday; one that has ended already is history, and no difference.
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
    yield from _named("Unit", known, now, "ditutup")


def _of_posts(before: OfficeDraft, after: OfficeDraft) -> Iterator[str]:
    known, now = ({post.code: post for post in draft.posts} for draft in (before, after))
    was, is_now = ({code: post.title for code, post in posts.items()} for posts in (known, now))
    yield from _named("Jabatan", was, is_now, "ditutup")
    for code in known.keys() & now.keys():
        if (known[code].role, known[code].unit_code) != (now[code].role, now[code].unit_code):
            yield f"Jabatan {now[code].title}: peran atau unitnya berubah"


def _of_people(before: OfficeDraft, after: OfficeDraft) -> Iterator[str]:
    known, now = ({person.code: person for person in draft.people} for draft in (before, after))
    names, named = ({code: person.name for code, person in people.items()} for people in (known, now))
    yield from _named("Pegawai", names, named, "tidak ada di berkas; datanya tetap tersimpan")
    for code, person in now.items():
        was = known.get(code)
        if was is None:
            continue
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
    for key, held in known.items():
        if key not in now and (held.until_on is None or held.until_on >= today):
            yield f"Berakhir kemarin karena tidak ada di berkas: {said(held)}"


def _of_days(before: OfficeDraft, after: OfficeDraft, today: date) -> Iterator[str]:
    known, now = ({each.day_on: each for each in draft.days if each.day_on >= today} for draft in (before, after))
    for on in sorted(known.keys() | now.keys()):
        if known.get(on) != now.get(on):
            what = "tidak lagi ditetapkan kantor" if on not in now else "ditetapkan kantor"
            yield f"Kalender: {day(on)} {what}"


def _key(held: HoldingDraft) -> tuple[str, str, date, HoldingKind]:
    return held.post_code, held.person_code, held.from_on, held.kind


def _named(what: str, known: Mapping[str, str], now: Mapping[str, str], gone: str) -> Iterator[str]:
    yield from (f"{what} baru: {name}" for code, name in now.items() if code not in known)
    yield from (f"{what}: {known[code]} → {now[code]}" for code in now if known.get(code, now[code]) != now[code])
    yield from (f"{what} {name}: {gone}" for code, name in known.items() if code not in now)


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"
