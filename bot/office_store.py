"""Office files into the database and out of it, and the one-time links for its people."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.letterhead import LOGO, letterhead_of
from bot.link_secrets import new_code, new_token
from bot.office_file.draft import (
    DayDraft,
    HoldingDraft,
    Letterhead,
    OfficeDraft,
    PersonDraft,
    PostDraft,
    UnitDraft,
)
from bot.office_file.rows import HEAD_KEYS
from storage import newcomers, offices
from storage.blobs import Blob, BlobStore
from storage.codec import decode, encode
from storage.offices import OfficeDays, OfficeName, OfficeWriter
from workflow.admission import Admission, Invitation, needs_code
from workflow.office import Office, Person
from workflow.performance_rules import StoredRules


@dataclass(frozen=True)
class Invite:
    """A person's one-time link's secret, shown once and kept nowhere."""

    person: Person
    titles: tuple[str, ...]
    token: str
    expires_at: datetime
    code: str = ""  # shown once, too; empty where the link is enough, or an admin confirms


def take_in(session: Session, draft: OfficeDraft, logo: str = "", today: date | None = None) -> int:
    """Write the office as its file says and return its id; `logo` is the SHA-256 of its kept picture.

    What the file no longer names stays on record: units and posts inactive; where `today` is given holdings ended and
    people no admins. Days and special hours are removed.
    """
    writer = OfficeWriter(session, draft.code)
    head = {name: value for name, value in asdict(draft.head).items() if value} | ({LOGO: logo} if logo else {})
    office_id = writer.head(
        draft.name,
        draft.zone,
        head,
        self_approval=draft.self_approval,
        weekly=draft.weekly,
        strategic=draft.strategic,
        admission=draft.admission,
    )
    writer.judging(encode(draft.judging))
    _take_in_people(writer, draft)
    if today is not None:
        writer.end_others(today)
    for special in draft.special_hours:
        writer.special_hours(special)
    for day in draft.days:
        writer.day(day.day_on, is_off=day.is_off, hours=day.hours, note=day.note)
    writer.done()
    return office_id


def _take_in_people(writer: OfficeWriter, draft: OfficeDraft) -> None:
    """Write units, posts, people, and who holds what."""
    for position, unit in enumerate(draft.units):
        writer.unit(unit.code, unit.name, position)
    for position, post in enumerate(draft.posts):
        writer.post(post.code, post.title, post.role, post.unit_code, position)
    for person in draft.people:
        writer.person(person.code, person.name, person.nip, person.rank, is_admin=person.is_admin, phone=person.phone)
    for held in draft.holdings:
        writer.holding(held.post_code, held.person_code, held.from_on, held.until_on, held.kind, held.sk_number)


def take_out(session: Session, listed: OfficeName) -> OfficeDraft:
    """Return the office as a file would say it: what never began, because it was ended before, is left out."""
    office, times = offices.load(session, listed.id), offices.times(session, listed.id)
    units = {unit.id: unit.code for unit in office.units}
    posts = {post.id: post.code for post in office.posts}
    people = {person.id: person.code for person in office.persons}
    return OfficeDraft(
        code=office.code,
        name=office.name,
        zone=office.zone,
        self_approval=office.self_approval,
        strategic=tuple(sorted(office.strategic)),
        admission=Admission(offices.admission(session, listed.id)),
        head=_head(offices.letterhead(session, listed.id)),
        judging=decode(StoredRules, offices.performance(session, listed.id)),
        weekly=times.weekly,
        special_hours=times.special_hours,
        days=_days(times.days),
        units=tuple(UnitDraft(unit.code, unit.name) for unit in office.units),
        posts=tuple(
            PostDraft(post.code, post.title, post.role, None if post.unit_id is None else units[post.unit_id])
            for post in office.posts
        ),
        people=tuple(
            PersonDraft(person.code, person.name, person.nip, person.rank, person.is_admin, person.phone)
            for person in office.persons
        ),
        holdings=tuple(
            HoldingDraft(
                posts[held.post_id], people[held.person_id], held.from_on, held.until_on, held.kind, held.sk_number
            )
            for held in offices.holdings(session, listed.id)
            if held.post_id in posts and (held.until_on is None or held.until_on >= held.from_on)
        ),
    )


def _days(days: OfficeDays) -> tuple[DayDraft, ...]:
    return tuple(
        DayDraft(day, day in days.added, days.hours.get(day, ()), days.notes.get(day, ""))
        for day in sorted(days.added | days.removed)
    )


def keep_logo(blobs: BlobStore, logo: bytes) -> str:
    """Keep the office's logo among the files and return its SHA-256; empty where it has none that can be kept."""
    if not logo:
        return ""
    kept = blobs.put([logo])
    return kept.sha256 if isinstance(kept, Blob) else ""


def logo_of(session: Session, office_id: int) -> str:
    """Return the SHA-256 of the office's kept logo; empty where it has none."""
    return letterhead_of(offices.letterhead(session, office_id)).logo


def _head(stored: str) -> Letterhead:
    """Return the letterhead as the office's file says it."""
    lines = json.loads(stored)
    return Letterhead(**{key: lines[key] for key in HEAD_KEYS if key in lines})


def invite(
    session: Session, office: Office, codes: tuple[str, ...], now: datetime, today: date, valid: timedelta
) -> list[Invite]:
    """Make a new link for each person named by code, or for everyone with a post where none is named.

    A code goes with it where the office lets people in by NIP and code, and for an admin, whom nobody could confirm.
    Who is bound already gets a link by which another account takes the place of theirs.
    """
    admission = Admission(offices.admission(session, office.id))
    made = []
    for person in office.persons:
        titles = tuple(office.post(actor.post_id).title for actor in office.capacities(person.id, today))
        if person.code not in codes if codes else not (titles or person.is_admin):
            continue
        code = new_code() if needs_code(admission, is_admin=person.is_admin) else ""
        invitation = Invitation(person.id, new_token(), now + valid, code)
        newcomers.add_invite(session, office.id, invitation, now, replaces=bool(codes))
        made.append(Invite(person, titles, invitation.token, now + valid, code))
    return made
