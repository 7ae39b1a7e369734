"""The office's people, posts and units: everybody sees who holds what; an admin changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from handlers import pintu, verbs
from handlers.buttons import StaleButtonError, Tapped
from handlers.desk import Desk
from handlers.outgoing import Button
from handlers.perubahan import BEGIN, of_admin
from handlers.texts import kantor as texts
from workflow.access import OfficeAct
from workflow.office import HoldingKind, Person, Post, Unit
from workflow.office_refusals import NotAdminError

PERSON, POST, UNIT = "ktr_orang", "ktr_jabatan", "ktr_unit"
A_PAGE = 8


def refuse_unless_admin(desk: Desk) -> None:
    """Raise NotAdminError for anyone but an admin."""
    if not desk.may(OfficeAct.CHANGE_OFFICE):
        raise NotAdminError(desk.me.id)


def people(desk: Desk, page: int = 0) -> None:
    """List the people of the office with what they hold today; for its admins."""
    listed = sorted(desk.office.persons, key=lambda person: person.name.casefold())
    labels = [(texts.person_label(desk, person), PERSON, person.id) for person in listed]
    rows = _listed(desk, labels, verbs.PEOPLE, page)
    desk.show(texts.people(desk), *rows, (desk.usual(texts.ADD_PERSON, BEGIN, "orang_baru", 0),), _doors(desk))


def posts(desk: Desk, page: int = 0) -> None:
    """List the posts with their holders, vacant ones marked; only an admin's list has buttons that change."""
    if not desk.may(OfficeAct.CHANGE_OFFICE):
        desk.say(texts.posts(desk), (desk.button(texts.TASKS, verbs.TASKS),))
        return
    labels = [(texts.post_label(desk, post), POST, post.id) for post in desk.office.posts]
    rows = _listed(desk, labels, verbs.POSTS, page)
    desk.show(texts.posts(desk), *rows, (desk.usual(texts.ADD_POST, BEGIN, "jabatan_baru", 0),), _doors(desk))


def units(desk: Desk) -> None:
    """List the units."""
    labels = [(unit.name, UNIT, unit.id) for unit in desk.office.units]
    rows = _listed(desk, labels, verbs.UNITS, 0)
    desk.show(texts.units(desk), *rows, (desk.usual(texts.ADD_UNIT, BEGIN, "unit_baru", 0),), _doors(desk))


def show_person(desk: Desk, tapped: Tapped) -> None:
    """Show what is kept about a person, and what can be changed."""
    person = _found(desk.office.persons, tapped.number(0))
    admin = (texts.NO_ADMIN, "bukan_admin") if person.is_admin else (texts.MAKE_ADMIN, "admin")
    changes = (
        ((texts.NAME, "nama"), (texts.NIP, "nip")),
        ((texts.RANK, "pangkat"), (texts.PHONE, "telepon")),
        (admin, (texts.MOVE_AWAY, "mutasi")),
    )
    reached = person.id in desk.records.chats()
    desk.show(
        texts.person(desk, person, reached=reached),
        *(tuple(desk.button(label, BEGIN, kind, person.id) for label, kind in row) for row in changes),
        (
            desk.button(texts.INVITE, pintu.INVITE, person.id),
            desk.refusing(texts.CUT_OFF, pintu.CUT_OFF, person.id),
        ),
        (desk.button(texts.PEOPLE, verbs.PEOPLE),),
    )


def show_post(desk: Desk, tapped: Tapped) -> None:
    """Show a post with its holders past and to come, and what can be changed."""
    post = _found(desk.office.posts, tapped.number(0))
    held = desk.office.holding(post.id, desk.today)
    is_lent = held is not None and held.kind is not HoldingKind.DEFINITIF
    ending = (desk.button(texts.END_STAND_IN if is_lent else texts.END, BEGIN, "akhiri", post.id),) if held else ()
    desk.show(
        texts.post(desk, post, desk.records.holding_terms()),
        (desk.usual(texts.APPOINT, BEGIN, "tunjuk", post.id),),
        (desk.button(texts.STAND_IN, BEGIN, "pengganti", post.id),),
        ending,
        (
            desk.button(texts.RENAME, BEGIN, "nama_jabatan", post.id),
            desk.refusing(texts.CLOSE, BEGIN, "tutup_jabatan", post.id),
        ),
        (desk.button(texts.POSTS, verbs.POSTS),),
    )


def show_unit(desk: Desk, tapped: Tapped) -> None:
    """Show a unit with its posts, and what can be changed."""
    unit = _found(desk.office.units, tapped.number(0))
    desk.show(
        texts.unit(desk, unit),
        (
            desk.button(texts.RENAME, BEGIN, "nama_unit", unit.id),
            desk.refusing(texts.CLOSE_UNIT, BEGIN, "tutup_unit", unit.id),
        ),
        (desk.button(texts.UNITS, verbs.UNITS),),
    )


def _found(among: Sequence[Person] | Sequence[Post] | Sequence[Unit], wanted: int):  # type: ignore[no-untyped-def]
    found = next((each for each in among if each.id == wanted), None)
    if found is None:
        raise StaleButtonError
    return found


def _listed(desk: Desk, labels: Sequence[tuple[str, str, int]], verb: str, page: int) -> tuple[tuple[Button, ...], ...]:
    first = page * A_PAGE
    shown = labels[first : first + A_PAGE]
    turning = (
        *((desk.button(texts.EARLIER, verb, page - 1),) if page else ()),
        *((desk.button(texts.LATER, verb, page + 1),) if first + A_PAGE < len(labels) else ()),
    )
    return (*((desk.button(label, to, number),) for label, to, number in shown), turning)


def _doors(desk: Desk) -> tuple[Button, ...]:
    return (
        desk.button(texts.PEOPLE, verbs.PEOPLE),
        desk.button(texts.POSTS, verbs.POSTS),
        desk.button(texts.UNITS, verbs.UNITS),
    )


def _page(tapped: Tapped) -> int:
    return tapped.number(0) if tapped.args else 0


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    verbs.PEOPLE: of_admin(lambda desk, tapped: people(desk, _page(tapped))),
    verbs.POSTS: lambda desk, tapped: posts(desk, _page(tapped)),
    verbs.UNITS: of_admin(lambda desk, _tapped: units(desk)),
    PERSON: of_admin(show_person),
    POST: of_admin(show_post),
    UNIT: of_admin(show_unit),
}
