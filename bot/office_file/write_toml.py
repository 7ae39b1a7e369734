"""Writes an office as TOML that people edit and that reads back as the same office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from bot.office_file.draft import DayDraft, HoldingDraft, OfficeDraft, PersonDraft
from bot.office_file.judging import judging_words
from bot.office_file.letters import printable
from bot.office_file.written import alike, day_words, held_by_person, week_words, zone_word
from workflow.admission import Admission
from workflow.office import HoldingKind
from workflow.office_hours import SpecialHours


def write_toml(draft: OfficeDraft) -> str:
    """Return the office as TOML text; reading it gives the same draft, its holdings in the order of its people."""
    held = held_by_person(draft)
    head = {key: text for key, text in asdict(draft.head).items() if text}
    tables = [
        _table("[kantor]", _about(draft)),
        _table("[kantor.kop]", head) if head else "",
        _table("[kinerja]", dict(judging)) if (judging := judging_words(draft.judging)) else "",
        _table("[jam_kerja]", dict(week_words(draft.weekly))) if draft.weekly else "",
        *map(_special_table, draft.special_hours),
        *(_day_table(day) for day in draft.days if not _is_bare(day)),
        *(_table("[[unit]]", {"kode": unit.code, "nama": unit.name}) for unit in draft.units),
        *(
            _table("[[jabatan]]", {"kode": p.code, "nama": p.title, "peran": p.role.value, "unit": p.unit_code})
            for p in draft.posts
        ),
        *(_person_table(person, held[person.code]) for person in draft.people),
    ]
    return "\n".join(table for table in tables if table)


def _about(draft: OfficeDraft) -> dict[str, object]:
    about: dict[str, object] = {
        "kode": draft.code,
        "nama": draft.name,
        "zona": zone_word(draft),
        "setujui_sendiri": draft.self_approval,
    }
    if draft.admission is not Admission.ADMIN:
        about["masuk"] = draft.admission.value
    if draft.strategic:
        about["tindakan_strategis"] = ", ".join(draft.strategic)
    for key, is_off in (("libur_tambahan", True), ("tetap_masuk", False)):
        bare = [day.day_on for day in draft.days if _is_bare(day) and day.is_off is is_off]
        if bare:
            about[key] = bare
    return about


def _special_table(special: SpecialHours) -> str:
    keys = {"nama": special.name, "mulai": special.first_on, "sampai": special.last_on}
    return _table("[[jam_khusus]]", {**keys, **week_words(special.weekly)})


def _is_bare(day: DayDraft) -> bool:
    return not day.hours and not day.note


def _day_table(day: DayDraft) -> str:
    words = {key: text or None for key, text in day_words(day).items()}
    return _table("[[hari]]", {"tanggal": day.day_on, **words})


def _person_table(person: PersonDraft, holdings: Sequence[HoldingDraft]) -> str:
    keys: dict[str, object] = {"kode": person.code, "nama": person.name, "nip": person.nip, "pangkat": person.rank}
    if person.phone:
        keys["telepon"] = person.phone
    if person.is_admin:
        keys["admin"] = True
    terms = [_term(held) for held in alike(holdings)]
    if len(terms) == 1:
        return _table("[[pegawai]]", {**keys, **terms[0]})
    return _table("[[pegawai]]", keys) + "".join(_table("[[pegawai.menjabat]]", term) for term in terms)


def _term(run: Sequence[HoldingDraft]) -> dict[str, object]:
    first = run[0]
    codes = [held.post_code for held in run]
    return {
        "jabatan": codes[0] if len(codes) == 1 else codes,
        "mulai": first.from_on,
        "sampai": first.until_on,
        "sebagai": None if first.kind is HoldingKind.DEFINITIF else first.kind.value,
        "sk": first.sk_number or None,
    }


def _table(header: str, keys: dict[str, object]) -> str:
    lines = [f"{key} = {_toml(value)}" for key, value in keys.items() if value is not None]
    return "\n".join((header, *lines, ""))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    text = printable(str(value)).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
