"""How an office changes: who joins and leaves, who holds which post, who stands in, which units and posts there are.

A change is decided as the office stands on a day, and once it is taken it is an entry of the office's register. Nothing
is ever deleted: what ends gets an end date, so that every day's holder can be told years later (UU 43/2009).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from workflow import office_refusals as r
from workflow.office import SOP_ROLES, UNIT_ROLES, Actor, Holding, HoldingKind, Office, Person, Post, Role, Unit

NIP_DIGITS = 18
NAME_LIMIT = 120
"""Characters of a name or a title: what still fits a line of a letterhead's signature."""
_PHONE = re.compile(r"\+?\d{8,15}")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class AddPerson:
    """Somebody joins the office. `code` is the office file's; `nip` is empty or 18 digits."""

    code: str
    name: str
    nip: str = ""
    rank: str = ""
    phone: str = ""


@dataclass(frozen=True)
class CorrectPerson:
    """What is kept about a person is put right; the register keeps what was there before."""

    person_id: int
    name: str
    nip: str
    rank: str
    phone: str


@dataclass(frozen=True)
class SetAdmin:
    """A person becomes, or is no longer, an admin of the office."""

    person_id: int
    is_admin: bool


@dataclass(frozen=True)
class AddUnit:
    """A unit kerja begins to report."""

    code: str
    name: str


@dataclass(frozen=True)
class RenameUnit:
    """A unit kerja gets another name."""

    unit_id: int
    name: str


@dataclass(frozen=True)
class CloseUnit:
    """A unit kerja ends; its posts end with it."""

    unit_id: int


@dataclass(frozen=True)
class AddPost:
    """A jabatan is made, a functional one too: what counts is its part in the SOP."""

    code: str
    title: str
    role: Role
    unit_id: int | None = None


@dataclass(frozen=True)
class RenamePost:
    """A jabatan gets another title."""

    post_id: int
    title: str


@dataclass(frozen=True)
class ClosePost:
    """A jabatan ends; whoever holds it holds it until yesterday."""

    post_id: int


@dataclass(frozen=True)
class Appoint:
    """A person gets a post for good, from that day on; who held it so holds it until the day before."""

    post_id: int
    person_id: int
    from_on: date
    sk_number: str = ""


@dataclass(frozen=True)
class StandIn:
    """A person stands in for a post between two days, both included: as Plh or as Plt."""

    post_id: int
    person_id: int
    kind: HoldingKind
    from_on: date
    until_on: date
    sk_number: str


@dataclass(frozen=True)
class EndHolding:
    """What began on `from_on` ends with `until_on`, the last day on which the person holds the post."""

    post_id: int
    person_id: int
    kind: HoldingKind
    from_on: date
    until_on: date


@dataclass(frozen=True)
class MoveAway:
    """Mutasi out of the office: every post that the person holds, in whatever capacity, ends; admin rights too."""

    person_id: int
    last_on: date
    sk_number: str = ""


OfficeChange = (
    AddPerson
    | CorrectPerson
    | SetAdmin
    | AddUnit
    | RenameUnit
    | CloseUnit
    | AddPost
    | RenamePost
    | ClosePost
    | Appoint
    | StandIn
    | EndHolding
    | MoveAway
)


@dataclass(frozen=True)
class Facts:
    """What the office's rows do not say: which units owe something in a running cycle, and which day it is."""

    today: date
    busy_units: Collection[int] = ()


def decide_change(office: Office, change: OfficeChange, actor: Actor, facts: Facts) -> tuple[OfficeChange, ...]:
    """Return what is to be done, in order, the change itself among it; raises an OfficeRefusalError.

    Only an admin changes an office. What follows from a change (the former holder's end, the posts of a closed unit) is
    part of it.
    """
    if actor.role is not Role.ADMIN:
        raise r.NotAdminError(actor.person_id)
    return _RULES[type(change)](office, change, facts)


def held_now(office: Office, person_id: int, today: date) -> tuple[Holding, ...]:
    """Return what a person holds on that day or later, in the order of the office's record."""
    return tuple(
        held
        for held in office.holdings
        if held.person_id == person_id and (held.until_on is None or held.until_on >= today)
    )


def _add_person(office: Office, change: AddPerson, _facts: Facts) -> tuple[OfficeChange, ...]:
    _named(change.name)
    _sound(office, change.nip, change.phone, None)
    if not change.code or any(person.code == change.code for person in office.persons):
        raise r.TakenError("kode", change.code)
    return (change,)


def _correct_person(office: Office, change: CorrectPerson, _facts: Facts) -> tuple[OfficeChange, ...]:
    _person(office, change.person_id)
    _named(change.name)
    _sound(office, change.nip, change.phone, change.person_id)
    return (change,)


def _set_admin(office: Office, change: SetAdmin, _facts: Facts) -> tuple[OfficeChange, ...]:
    _person(office, change.person_id)
    others = [person for person in office.persons if person.is_admin and person.id != change.person_id]
    if not change.is_admin and not others:
        raise r.LastAdminError(change.person_id)
    return (change,)


def _add_unit(office: Office, change: AddUnit, _facts: Facts) -> tuple[OfficeChange, ...]:
    _named(change.name)
    if not change.code or any(unit.code == change.code for unit in (*office.units, *office.former_units)):
        raise r.TakenError("kode", change.code)
    return (change,)


def _rename_unit(office: Office, change: RenameUnit, _facts: Facts) -> tuple[OfficeChange, ...]:
    _unit(office, change.unit_id)
    _named(change.name)
    return (change,)


def _close_unit(office: Office, change: CloseUnit, facts: Facts) -> tuple[OfficeChange, ...]:
    _unit(office, change.unit_id)
    if change.unit_id in facts.busy_units:
        raise r.UnitBusyError(change.unit_id)
    posts = [post.id for post in office.posts if post.unit_id == change.unit_id]
    ended = (done for post_id in posts for done in _ended(office, post_id, facts.today))
    return (*ended, *(ClosePost(post_id) for post_id in posts), change)


def _add_post(office: Office, change: AddPost, _facts: Facts) -> tuple[OfficeChange, ...]:
    _named(change.title)
    if not change.code or any(post.code == change.code for post in (*office.posts, *office.former_posts)):
        raise r.TakenError("kode", change.code)
    if change.role not in SOP_ROLES or (change.role in UNIT_ROLES) is (change.unit_id is None):
        raise r.WrongRoleError(change.role)
    if change.unit_id is not None:
        _unit(office, change.unit_id)
    return (change,)


def _rename_post(office: Office, change: RenamePost, _facts: Facts) -> tuple[OfficeChange, ...]:
    _post(office, change.post_id)
    _named(change.title)
    return (change,)


def _close_post(office: Office, change: ClosePost, facts: Facts) -> tuple[OfficeChange, ...]:
    post = _post(office, change.post_id)
    if len([other for other in office.posts if (other.role, other.unit_id) == (post.role, post.unit_id)]) == 1:
        if post.role not in UNIT_ROLES:
            raise r.OnlyPostError(post.id)
        if post.unit_id in facts.busy_units and post.role is Role.KABID:
            raise r.OnlyPostError(post.id)
    return (*_ended(office, post.id, facts.today), change)


def _appoint(office: Office, change: Appoint, facts: Facts) -> tuple[OfficeChange, ...]:
    _post(office, change.post_id)
    _person(office, change.person_id)
    former = [
        held
        for held in office.holdings
        if held.post_id == change.post_id
        and held.kind is HoldingKind.DEFINITIF
        and (held.until_on is None or held.until_on >= change.from_on)
    ]
    if any(held.person_id == change.person_id and held.until_on is None for held in former):
        raise r.HeldAlreadyError(change.post_id, change.person_id)
    if any(held.from_on >= change.from_on for held in former):
        raise r.LaterHolderError(change.post_id, min(held.from_on for held in former if held.from_on >= change.from_on))
    if change.from_on < facts.today - timedelta(days=366):
        raise r.TooLongAgoError(change.from_on)
    last = change.from_on - ONE_DAY
    return (*(_end(held, last) for held in former), change)


def check_stand_in(office: Office, change: StandIn, facts: Facts) -> tuple[OfficeChange, ...]:
    """Return the change, which may stand as it is; raises an OfficeRefusalError otherwise."""
    _post(office, change.post_id)
    _person(office, change.person_id)
    if change.kind is HoldingKind.DEFINITIF:
        raise r.WrongKindError(change.kind)
    if change.until_on < change.from_on or change.until_on < facts.today:
        raise r.WrongSpanError(change.from_on, change.until_on)
    if not change.sk_number.strip():
        raise r.NoDecreeError(change.post_id)
    for held in office.holdings:
        if held.post_id == change.post_id and _overlaps(held, change):
            if held.kind is not HoldingKind.DEFINITIF:
                raise r.StandInOverlapError(held.person_id, held.from_on, held.until_on)
            if held.person_id == change.person_id:
                raise r.HeldAlreadyError(change.post_id, change.person_id)
    return (change,)


def _end_holding(office: Office, change: EndHolding, _facts: Facts) -> tuple[OfficeChange, ...]:
    wanted = (change.post_id, change.person_id, change.kind, change.from_on)
    held = next((held for held in office.holdings if _key(held) == wanted), None)
    if held is None or (held.until_on is not None and held.until_on < change.until_on):
        raise r.NotHeldError(change.post_id, change.person_id)
    if change.until_on < change.from_on - ONE_DAY:
        raise r.WrongSpanError(change.from_on, change.until_on)
    return (change,)


def _move_away(office: Office, change: MoveAway, facts: Facts) -> tuple[OfficeChange, ...]:
    person = _person(office, change.person_id)
    if person.is_admin and not any(other.is_admin and other.id != person.id for other in office.persons):
        raise r.LastAdminError(person.id)
    ended = (_end(held, change.last_on) for held in held_now(office, person.id, facts.today))
    return (*ended, *((SetAdmin(person.id, is_admin=False),) if person.is_admin else ()), change)


_RULES: Mapping[type, Callable[..., tuple[OfficeChange, ...]]] = MappingProxyType(
    {
        AddPerson: _add_person,
        CorrectPerson: _correct_person,
        SetAdmin: _set_admin,
        AddUnit: _add_unit,
        RenameUnit: _rename_unit,
        CloseUnit: _close_unit,
        AddPost: _add_post,
        RenamePost: _rename_post,
        ClosePost: _close_post,
        Appoint: _appoint,
        StandIn: check_stand_in,
        EndHolding: _end_holding,
        MoveAway: _move_away,
    }
)


def _ended(office: Office, post_id: int, today: date) -> tuple[EndHolding, ...]:
    """Return the ends of all that holds the post today or later."""
    open_ones = (h for h in office.holdings if h.post_id == post_id and (h.until_on is None or h.until_on >= today))
    return tuple(_end(held, today - ONE_DAY) for held in open_ones)


def _end(held: Holding, last_on: date) -> EndHolding:
    """End a holding with that day; one that would only have begun later never begins."""
    return EndHolding(held.post_id, held.person_id, held.kind, held.from_on, max(last_on, held.from_on - ONE_DAY))


def _key(held: Holding) -> tuple[int, int, HoldingKind, date]:
    return held.post_id, held.person_id, held.kind, held.from_on


def _overlaps(held: Holding, change: StandIn) -> bool:
    return held.from_on <= change.until_on and (held.until_on is None or held.until_on >= change.from_on)


def _named(name: str) -> None:
    if not name.strip() or len(name) > NAME_LIMIT:
        raise r.WrongNameError(name, NAME_LIMIT)


def _sound(office: Office, nip: str, phone: str, person_id: int | None) -> None:
    """Refuse a NIP that is none or another's, and what is no telephone number."""
    if nip and (len(nip) != NIP_DIGITS or not nip.isdecimal()):
        raise r.WrongNipError(nip)
    if nip and any(person.nip == nip and person.id != person_id for person in office.persons):
        raise r.TakenError("NIP", nip)
    if phone and not _PHONE.fullmatch(phone):
        raise r.WrongPhoneError(phone)


def _person(office: Office, person_id: int) -> Person:
    try:
        return office.person(person_id)
    except KeyError as error:
        raise r.UnknownError("orang") from error


def _post(office: Office, post_id: int) -> Post:
    found = next((post for post in office.posts if post.id == post_id), None)
    if found is None:
        raise r.UnknownError("jabatan")
    return found


def _unit(office: Office, unit_id: int) -> Unit:
    found = next((unit for unit in office.units if unit.id == unit_id), None)
    if found is None:
        raise r.UnknownError("unit")
    return found
