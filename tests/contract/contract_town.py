"""Two invented offices in one database that call their units, posts and people alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlmodel import Session

from storage import offices
from storage.offices import OfficeWriter
from workflow.office import Actor, HoldingKind, Office, Role

BOT = 700
"""The bot that both offices talk to."""
MORNING = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
"""Wednesday 1 April 2026, 08.00 WIB."""
SINCE = date(2020, 1, 1)
UNITS = ("ikp", "aptika")
POSTS: tuple[tuple[str, Role, str | None], ...] = (
    ("kadis", Role.KEPALA_DINAS, None),
    ("sekretaris", Role.SEKRETARIS, None),
    ("tim", Role.TIM, None),
    ("perencanaan", Role.PERENCANAAN, None),
    *((f"{role}-{unit}", role, unit) for unit in UNITS for role in (Role.KABID, Role.STAF)),
)
ADMIN = "sekretaris"
"""The person who is the office's admin; everyone is called as their post."""


@dataclass(frozen=True)
class TwoOffices:
    """Kominfo and Dukcapil: neither may ever see anything of the other."""

    kominfo: Office
    dukcapil: Office


def found_two_offices(session: Session) -> TwoOffices:
    """Write both offices as their files would be taken in."""
    return TwoOffices(found_office(session, "kominfo"), found_office(session, "dukcapil"))


def found_office(session: Session, code: str) -> Office:
    """Write one office and return it as the rules see it."""
    writer = OfficeWriter(session, code)
    office_id = writer.head(f"Dinas {code}", "Asia/Jakarta", {"line": code}, self_approval=False)
    for position, unit in enumerate(UNITS):
        writer.unit(unit, f"Bidang {unit}", position)
    for position, (post, role, owner) in enumerate(POSTS):
        writer.post(post, f"Jabatan {post}", role, owner, position)
        writer.person(post, f"{post} {code}", "", "", is_admin=post == ADMIN)
        writer.holding(post, post, SINCE, None, HoldingKind.DEFINITIF, f"SK-{code}")
    writer.done()
    return offices.load(session, office_id)


def person(office: Office, code: str) -> int:
    """Return the id of the office's person of that code."""
    return next(person.id for person in office.persons if person.code == code)


def unit(office: Office, code: str) -> int:
    """Return the id of the office's unit of that code."""
    return next(unit.id for unit in office.units if unit.code == code)


def actor(office: Office, code: str) -> Actor:
    """Return the holder of the office's post of that code, acting in it."""
    post = next(post for post in office.posts if post.code == code)
    return Actor(person(office, code), post.id, post.role, post.unit_id)
