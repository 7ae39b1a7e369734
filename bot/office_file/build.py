"""From rows to a draft: reads every cell, checks the whole, and hands back all that is wrong at once."""

from __future__ import annotations

from dataclasses import replace

from bot.office_file.check import check
from bot.office_file.check_times import check_times
from bot.office_file.draft import (
    HoldingDraft,
    Letterhead,
    OfficeDraft,
    OfficeFileError,
    OfficeReading,
    PersonDraft,
    PostDraft,
    UnitDraft,
)
from bot.office_file.fields import Fields
from bot.office_file.findings import Findings
from bot.office_file.found import Found, FoundHolding, FoundPerson, FoundPost, FoundUnit, Times
from bot.office_file.judging import read_judging
from bot.office_file.letters import shown
from bot.office_file.logo import Beside, none_beside, read_logo
from bot.office_file.rows import HEAD_KEYS, Cell, OfficeRows, Row, is_blank
from bot.office_file.times import read_times
from workflow.admission import Admission
from workflow.strategic import STRATEGIC


def build(rows: OfficeRows, findings: Findings, beside: Beside = none_beside) -> OfficeReading:
    """Return the draft, its warnings and the logo that lies `beside` the file.

    Raises OfficeFileError with these findings and all further faults.
    """
    fields = Fields(findings)
    about = _about(rows.kantor, fields, findings) if rows.kantor else OfficeDraft("", "", "")
    logo = read_logo(about.head.logo, rows.kantor.cell("kop_logo"), beside, findings) if rows.kantor else b""
    times = read_times(rows, fields, findings)
    found = Found(
        units=tuple(_unit(row, fields) for row in rows.units.rows),
        posts=tuple(_post(row, fields) for row in rows.posts.rows),
        people=tuple(_person(row, fields) for row in rows.people.rows),
        holdings=tuple(
            _holding(term, person, fields, findings)
            for person, terms in zip(rows.people.rows, rows.terms, strict=True)
            for term in terms
        ),
    )
    check(found, rows, findings)
    check_times(times, findings)
    if findings.faults:
        raise OfficeFileError(findings.faults)
    return OfficeReading(_whole(about, times, found), findings.warnings, logo)


def _about(row: Row, fields: Fields, findings: Findings) -> OfficeDraft:
    return OfficeDraft(
        code=fields.code(row.cell("kode"), "kode"),
        name=fields.text(row.cell("nama"), "nama", required=True),
        zone=fields.zone(row.cell("zona")),
        admission=_admission(row.cell("masuk"), fields, findings),
        strategic=_strategic(row.cell("tindakan_strategis"), fields, findings),
        self_approval=fields.flag(row.cell("setujui_sendiri"), "setujui sendiri"),
        head=Letterhead(**{key: fields.text(row.cell(f"kop_{key}"), key) for key in HEAD_KEYS}),
        judging=read_judging(row, findings),
    )


def _admission(cell: Cell, fields: Fields, findings: Findings) -> Admission:
    """Return what lets people in: an admin's word unless the file says otherwise."""
    word = fields.text(cell, "masuk").casefold()
    if word and word not in set(Admission):
        findings.fault(cell.where, f'masuk "{shown(word)}" tidak dikenal; pilih dari: {", ".join(Admission)}.')
        return Admission.ADMIN
    return Admission(word) if word else Admission.ADMIN


def _strategic(cell: Cell, fields: Fields, findings: Findings) -> tuple[str, ...]:
    """Return the acts that the office keeps from a Plh or Plt, written with commas between them."""
    words = [word.strip().casefold() for word in fields.text(cell, "tindakan strategis").split(",") if word.strip()]
    for word in words:
        if word not in STRATEGIC:
            known = ", ".join(STRATEGIC)
            findings.fault(cell.where, f'tindakan strategis "{shown(word)}" tidak dikenal; pilih dari: {known}.')
    return tuple(dict.fromkeys(word for word in words if word in STRATEGIC))


def _unit(row: Row, fields: Fields) -> FoundUnit:
    code = fields.code(row.cell("kode"), "kode")
    return FoundUnit(UnitDraft(code, fields.text(row.cell("nama"), "nama", required=True)), row)


def _post(row: Row, fields: Fields) -> FoundPost:
    return FoundPost(
        code=fields.code(row.cell("kode"), "kode"),
        title=fields.text(row.cell("nama"), "nama", required=True),
        role=fields.role(row.cell("peran")),
        unit_code=fields.code(row.cell("unit"), "unit", required=False) or None,
        row=row,
    )


def _person(row: Row, fields: Fields) -> FoundPerson:
    person = PersonDraft(
        code=fields.code(row.cell("kode"), "kode"),
        name=fields.text(row.cell("nama"), "nama", required=True),
        nip=fields.nip(row.cell("nip")),
        rank=fields.text(row.cell("pangkat"), "pangkat"),
        is_admin=fields.flag(row.cell("admin"), "admin"),
        phone=fields.phone(row.cell("telepon")),
    )
    return FoundPerson(person, row)


def _holding(term: Row, person: Row, fields: Fields, findings: Findings) -> FoundHolding:
    start = term.cell("mulai")
    if is_blank(start.value):
        findings.fault(start.where, "mulai masih kosong; isi tanggal mulai menjabat, misalnya 2026-01-31.")
    # The person's own code is read, and complained of, once: with the person.
    silent = Fields(Findings())
    return FoundHolding(
        post_code=fields.code(term.cell("jabatan"), "jabatan"),
        person_code=silent.code(person.cell("kode"), "kode"),
        from_on=fields.day(start, "mulai"),
        until_on=fields.day(term.cell("sampai"), "sampai"),
        kind=fields.kind(term.cell("sebagai")),
        sk_number=fields.text(term.cell("sk"), "SK"),
        row=term,
    )


def _whole(about: OfficeDraft, times: Times, found: Found) -> OfficeDraft:
    posts = [PostDraft(p.code, p.title, p.role, p.unit_code) for p in found.posts if p.role is not None]
    holdings = [
        HoldingDraft(held.post_code, held.person_code, held.from_on, held.until_on, held.kind, held.sk_number)
        for held in found.holdings
        if held.from_on is not None and held.kind is not None
    ]
    special = [hours for hours in (each.whole for each in times.special) if hours is not None]
    return replace(
        about,
        weekly=times.weekly,
        special_hours=tuple(sorted(special, key=lambda hours: hours.first_on)),
        days=tuple(sorted((each.day for each in times.days), key=lambda day: day.day_on)),
        units=tuple(unit.unit for unit in found.units),
        posts=tuple(posts),
        people=tuple(person.person for person in found.people),
        holdings=tuple(holdings),
    )
