"""What must hold across an office file before the SOP can run in that office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise

from bot.office_file.findings import Findings, instead
from bot.office_file.found import Found, FoundHolding, FoundPerson, FoundPost, FoundUnit
from bot.office_file.letters import shown
from bot.office_file.rows import OfficeRows, Row
from workflow.office import UNIT_ROLES, HoldingKind, Role

_ONE_ONLY = (Role.KEPALA_DINAS, Role.SEKRETARIS)
_AT_LEAST_ONE = (Role.TIM, Role.PERENCANAAN)


def check(found: Found, rows: OfficeRows, findings: Findings) -> None:
    """Note every rule the office breaks. Nothing is said of a field that could not be read in the first place."""
    _unique(found.units, "unit", findings)
    _unique(found.posts, "jabatan", findings)
    _unique(found.people, "pegawai", findings)
    if rows.posts.readable:
        _posts_there(found.posts, rows.posts.where, findings)
        _post_of_holdings(found, findings)
        _vacant(found, findings)
    if rows.units.readable:
        _units_there(found, rows, findings)
    if rows.people.readable:
        _admin_there(found.people, rows.people.where, findings)
    _nip_once(found.people, findings)
    _unit_of_posts(found, rows.units.readable, findings)
    _terms(found, findings)


def _unique(items: Iterable[FoundUnit | FoundPost | FoundPerson], kind: str, findings: Findings) -> None:
    seen: dict[str, Row] = {}
    for item in items:
        first = seen.setdefault(item.code.casefold(), item.row)
        if item.code and first is not item.row:
            problem = f'kode {kind} "{item.code}" sudah dipakai di {first.where}; beri kode lain.'
            findings.fault(item.row.cell("kode").where, problem)


def _posts_there(posts: tuple[FoundPost, ...], where: str, findings: Findings) -> None:
    if any(post.role is None for post in posts):
        return  # the role that seems to be missing may be the one that is misspelt
    for role in (*_ONE_ONLY, *_AT_LEAST_ONE):
        held = [post for post in posts if post.role is role]
        if not held:
            findings.fault(where, f"belum ada jabatan dengan peran {role}; tambahkan satu.")
        for post in held[1:] if role in _ONE_ONLY else ():
            problem = f'jabatan dengan peran {role} sudah ada ("{held[0].code}"); hanya boleh satu, ubah peran ini.'
            findings.fault(post.row.cell("peran").where, problem)


def _units_there(found: Found, rows: OfficeRows, findings: Findings) -> None:
    if not found.units:
        findings.fault(rows.units.where, "belum ada unit; tambahkan sedikitnya satu unit kerja yang melapor.")
    if not rows.posts.readable or any(post.role is None for post in found.posts):
        return
    roles_of = defaultdict(set)
    for post in found.posts:
        roles_of[post.unit_code].add(post.role)
    for unit in found.units:
        roles = roles_of[unit.code]
        name = f'unit "{shown(unit.code)}"'
        if unit.code and Role.KABID not in roles:
            findings.fault(unit.row.where, f"{name} belum punya jabatan berperan kabid; tambahkan satu.")
        if unit.code and not roles & {Role.KASI, Role.STAF}:
            problem = f"{name} belum punya jabatan berperan kasi atau staf; tambahkan sedikitnya satu."
            findings.fault(unit.row.where, problem)


def _unit_of_posts(found: Found, known: bool, findings: Findings) -> None:
    codes = {unit.code: None for unit in found.units if unit.code}
    for post in found.posts:
        where = post.row.cell("unit").where
        if post.role in UNIT_ROLES and post.unit_code is None:
            findings.fault(where, f'jabatan "{post.code}" berperan {post.role}, maka unit harus diisi.')
        elif post.role is not None and post.role not in UNIT_ROLES and post.unit_code is not None:
            findings.fault(where, f'jabatan "{post.code}" berperan {post.role}, maka unit harus dikosongkan.')
        elif known and post.unit_code is not None and post.unit_code not in codes:
            problem = f'unit "{post.unit_code}" tidak ada di daftar unit; {instead(post.unit_code, codes)}'
            findings.fault(where, problem)


def _post_of_holdings(found: Found, findings: Findings) -> None:
    codes = {post.code: None for post in found.posts if post.code}
    for holding in found.holdings:
        if holding.post_code and holding.post_code not in codes:
            problem = f'jabatan "{holding.post_code}" tidak ada di daftar jabatan; {instead(holding.post_code, codes)}'
            findings.fault(holding.row.cell("jabatan").where, problem)


def _admin_there(people: tuple[FoundPerson, ...], where: str, findings: Findings) -> None:
    if not any(person.person.is_admin for person in people):
        problem = "belum ada admin; isi admin = ya pada sedikitnya satu pegawai yang akan mengurus bot."
        findings.fault(where, problem)


def _nip_once(people: tuple[FoundPerson, ...], findings: Findings) -> None:
    seen: dict[str, Row] = {}
    for found in people:
        nip = found.person.nip
        first = seen.setdefault(nip, found.row)
        if nip and first is not found.row:
            findings.fault(found.row.cell("nip").where, f"NIP {nip} sudah dipakai di {first.where}; periksa keduanya.")


def _vacant(found: Found, findings: Findings) -> None:
    held = {holding.post_code for holding in found.holdings}
    for post in found.posts:
        if post.code and post.code not in held:
            problem = f'jabatan "{post.code}" belum ada pemegangnya; tugasnya tidak akan sampai kepada siapa pun.'
            findings.warn(post.row.where, problem)


def _terms(found: Found, findings: Findings) -> None:
    by_post: dict[str, list[FoundHolding]] = defaultdict(list)
    for holding in found.holdings:
        if holding.from_on is None:
            continue
        if holding.until_on is not None and holding.until_on < holding.from_on:
            problem = f"sampai ({holding.until_on}) mendahului mulai ({holding.from_on}); perbaiki salah satu."
            findings.fault(holding.row.cell("sampai").where, problem)
        elif holding.post_code:
            by_post[holding.post_code].append(holding)
    for held in by_post.values():
        _overlaps([h for h in held if h.kind is HoldingKind.DEFINITIF], findings.fault)
        _overlaps([h for h in held if h.kind in (HoldingKind.PLT, HoldingKind.PLH)], findings.warn)


def _overlaps(held: list[FoundHolding], note: Callable[[str, str], None]) -> None:
    held.sort(key=_start)
    latest = None
    for earlier, later in pairwise(held):
        latest = earlier if latest is None or _end(earlier) > _end(latest) else latest
        if _start(later) <= _end(latest):
            kind = "definitif" if later.kind is HoldingKind.DEFINITIF else "sebagai Plt/Plh"
            problem = (
                f'jabatan "{later.post_code}" dipegang {kind} oleh "{latest.person_code}" ({_span(latest)}) '
                f'dan "{later.person_code}" ({_span(later)}) pada hari yang sama; isi atau perbaiki sampai.'
            )
            note(later.row.cell("mulai").where, problem)


def _start(holding: FoundHolding) -> date:
    return holding.from_on or date.min


def _end(holding: FoundHolding) -> date:
    return holding.until_on or date.max


def _span(holding: FoundHolding) -> str:
    return f"{holding.from_on} s.d. {holding.until_on or 'seterusnya'}"
