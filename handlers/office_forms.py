"""The changes of an office that chat can put together: what each asks for, in order, and what comes of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from handlers.buttons import StaleButtonError
from handlers.conversations import OfficeField as F
from handlers.conversations import OfficeForm
from handlers.desk import Desk
from handlers.texts import perubahan as texts
from workflow import office_changes as c
from workflow import stand_ins as s
from workflow.access import OfficeAct
from workflow.office import SOP_ROLES, UNIT_ROLES, Holding, HoldingKind, Person, Role, StandInProposal
from workflow.office_refusals import NotSuperiorError
from workflow.stand_ins import AnyOfficeChange

MOST_CODE = 24
"""Characters of a code that is made of a name."""
Fields = Callable[[OfficeForm], Sequence[F]]


@dataclass(frozen=True)
class OfficeFormKind:
    """One kind of change: its questions, which may depend on answers before, and the change that they give."""

    fields: Fields
    build: Callable[[Desk, OfficeForm], AnyOfficeChange]
    act: OfficeAct = OfficeAct.CHANGE_OFFICE
    check: Callable[[Desk, int], None] | None = None  # whether the person may begin it about that subject


@dataclass(frozen=True)
class Choice:
    """An answer that is offered by a button."""

    label: str
    value: str


def offered(desk: Desk, form: OfficeForm, field: F) -> tuple[Choice, ...]:
    """Return the answers to choose from; none for what is typed. A day may be typed too."""
    match field:
        case F.PERSON:
            return tuple(
                Choice(texts.person_label(desk, person), str(person.id)) for person in _eligible(desk, form.subject)
            )
        case F.KIND:
            return tuple(Choice(texts.KIND_LABELS[kind], kind.value) for kind in (HoldingKind.PLH, HoldingKind.PLT))
        case F.ROLE:
            return tuple(Choice(texts.ROLES[role], role.value) for role in Role if role in SOP_ROLES)
        case F.FROM_ON:
            return (Choice(texts.TODAY, desk.today.isoformat()),)
        case F.UNIT:
            return tuple(Choice(unit.name, str(unit.id)) for unit in desk.office.units)
        case _:
            return ()


def _eligible(desk: Desk, post_id: int) -> Iterable[Person]:
    """Return who may get a post: everyone but its holder for good."""
    held = {
        held.person_id
        for held in desk.office.holdings
        if held.post_id == post_id and held.kind is HoldingKind.DEFINITIF and held.covers(desk.today)
    }
    return sorted((p for p in desk.office.persons if p.id not in held), key=lambda person: person.name.casefold())


def codes_of(name: str, taken: Iterable[str]) -> str:
    """Return a code made of a name that nothing has yet: `bidang-statistik`, `bidang-statistik-2`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_CODE].strip("-") or "baru"
    known = set(taken)
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if code not in known)


def running(desk: Desk, post_id: int) -> Holding | None:
    """Return in whose hands a post is today."""
    return desk.office.holding(post_id, desk.today)


def _always(*fields: F) -> Fields:
    return lambda _form: fields


def _add_person(desk: Desk, form: OfficeForm) -> c.OfficeChange:
    name = form.value(F.NAME)
    code = codes_of(name, (person.code for person in desk.office.persons))
    return c.AddPerson(code, name, form.value(F.NIP), form.value(F.RANK), form.value(F.PHONE))


def _correct(field: F) -> Callable[[Desk, OfficeForm], c.OfficeChange]:

    def build(desk: Desk, form: OfficeForm) -> c.OfficeChange:
        person = _person(desk, form.subject)
        said = {F.NAME: person.name, F.NIP: person.nip, F.RANK: person.rank, F.PHONE: person.phone}
        said[field] = form.value(field)
        return c.CorrectPerson(person.id, said[F.NAME], said[F.NIP], said[F.RANK], said[F.PHONE])

    return build


def _add_post(desk: Desk, form: OfficeForm) -> c.OfficeChange:
    title, unit = form.value(F.NAME), form.value(F.UNIT)
    taken = (post.code for post in (*desk.office.posts, *desk.office.former_posts))
    return c.AddPost(codes_of(title, taken), title, Role(form.value(F.ROLE)), int(unit) if unit else None)


def _post_fields(form: OfficeForm) -> Sequence[F]:
    of_unit = form.value(F.ROLE) in {role.value for role in UNIT_ROLES}
    return (F.ROLE, F.UNIT, F.NAME) if of_unit else (F.ROLE, F.NAME)


def _add_unit(desk: Desk, form: OfficeForm) -> c.OfficeChange:
    name = form.value(F.NAME)
    return c.AddUnit(codes_of(name, (unit.code for unit in (*desk.office.units, *desk.office.former_units))), name)


def _appoint(_desk: Desk, form: OfficeForm) -> c.OfficeChange:
    return c.Appoint(form.subject, int(form.value(F.PERSON)), _day(form, F.FROM_ON), form.value(F.SK_NUMBER))


def _stand_in(_desk: Desk, form: OfficeForm) -> c.OfficeChange:
    return c.StandIn(
        form.subject,
        int(form.value(F.PERSON)),
        HoldingKind(form.value(F.KIND)),
        _day(form, F.FROM_ON),
        _day(form, F.UNTIL_ON),
        form.value(F.SK_NUMBER),
    )


def _end(desk: Desk, form: OfficeForm) -> c.OfficeChange:
    held = running(desk, form.subject)
    if held is None:
        raise StaleButtonError
    return c.EndHolding(held.post_id, held.person_id, held.kind, held.from_on, _day(form, F.UNTIL_ON))


def _move_away(_desk: Desk, form: OfficeForm) -> c.OfficeChange:
    last_on = _day(form, F.FROM_ON) - timedelta(days=1)
    return c.MoveAway(form.subject, last_on, form.value(F.SK_NUMBER))


def _propose(desk: Desk, form: OfficeForm) -> AnyOfficeChange:
    proposal = StandInProposal(
        int(form.nonce, 36),
        form.subject,
        desk.me.id,
        int(form.value(F.PERSON)),
        _day(form, F.FROM_ON),
        _day(form, F.UNTIL_ON),
        form.value(F.SK_NUMBER),
    )
    return s.ProposeStandIn(proposal)


def _is_own_post(desk: Desk, post_id: int) -> None:
    if not s.holds_for_good(desk.office, desk.me.id, post_id, desk.today):
        raise StaleButtonError


def _is_to_answer(desk: Desk, number: int) -> None:
    proposal = s.proposal_of(desk.office, number)
    if desk.me not in s.answerers(desk.office, proposal, desk.today):
        raise NotSuperiorError(proposal.post_id, desk.me.id)


def _day(form: OfficeForm, field: F) -> date:
    return date.fromisoformat(form.value(field))


def _person(desk: Desk, person_id: int) -> Person:
    try:
        return desk.office.person(person_id)
    except KeyError as error:
        raise StaleButtonError from error


FORMS: Mapping[str, OfficeFormKind] = MappingProxyType(
    {
        "orang_baru": OfficeFormKind(_always(F.NAME, F.NIP, F.RANK, F.PHONE), _add_person),
        "nama": OfficeFormKind(_always(F.NAME), _correct(F.NAME)),
        "nip": OfficeFormKind(_always(F.NIP), _correct(F.NIP)),
        "pangkat": OfficeFormKind(_always(F.RANK), _correct(F.RANK)),
        "telepon": OfficeFormKind(_always(F.PHONE), _correct(F.PHONE)),
        "admin": OfficeFormKind(_always(), lambda _desk, form: c.SetAdmin(form.subject, is_admin=True)),
        "bukan_admin": OfficeFormKind(_always(), lambda _desk, form: c.SetAdmin(form.subject, is_admin=False)),
        "mutasi": OfficeFormKind(_always(F.FROM_ON, F.SK_NUMBER), _move_away),
        "tunjuk": OfficeFormKind(_always(F.PERSON, F.FROM_ON, F.SK_NUMBER), _appoint),
        "pengganti": OfficeFormKind(_always(F.KIND, F.PERSON, F.FROM_ON, F.UNTIL_ON, F.SK_NUMBER), _stand_in),
        "usul": OfficeFormKind(
            _always(F.PERSON, F.FROM_ON, F.UNTIL_ON, F.SK_NUMBER), _propose, OfficeAct.PROPOSE_STAND_IN, _is_own_post
        ),
        "setuju_usul": OfficeFormKind(
            _always(),
            lambda _desk, form: s.ConfirmStandIn(form.subject),
            OfficeAct.ANSWER_STAND_IN,
            _is_to_answer,
        ),
        "tolak_usul": OfficeFormKind(
            _always(F.REASON),
            lambda _desk, form: s.RefuseStandIn(form.subject, form.value(F.REASON)),
            OfficeAct.ANSWER_STAND_IN,
            _is_to_answer,
        ),
        "akhiri": OfficeFormKind(_always(F.UNTIL_ON), _end),
        "jabatan_baru": OfficeFormKind(_post_fields, _add_post),
        "nama_jabatan": OfficeFormKind(
            _always(F.NAME), lambda _desk, form: c.RenamePost(form.subject, form.value(F.NAME))
        ),
        "tutup_jabatan": OfficeFormKind(_always(), lambda _desk, form: c.ClosePost(form.subject)),
        "unit_baru": OfficeFormKind(_always(F.NAME), _add_unit),
        "nama_unit": OfficeFormKind(
            _always(F.NAME), lambda _desk, form: c.RenameUnit(form.subject, form.value(F.NAME))
        ),
        "tutup_unit": OfficeFormKind(_always(), lambda _desk, form: c.CloseUnit(form.subject)),
    }
)
"""Every kind by the name that its button and the stored conversation carry."""
