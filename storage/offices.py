"""Offices as the rules see them, read from their rows; and the writes by which an office file is taken in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, delete
from sqlmodel import Session, col, select

from storage.codec import decode, encode
from storage.statements import Statement
from storage.tables import DayRow, HoldingRow, OfficeRow, PersonRow, PostRow, SpecialHoursRow, UnitRow
from workflow.admission import Admission
from workflow.holders import ToldHolders, last_day_of_dropped
from workflow.office import Holding, HoldingKind, Office, Person, Post, Role, StandInProposal, Unit
from workflow.office_hours import Hours, SpecialHours, Week, read_hours, write_hours
from workflow.stand_ins import OpenProposals


@dataclass(frozen=True)
class OfficeDays:
    """What the office adds to and removes from the national holidays, and its half days."""

    added: frozenset[date]
    removed: frozenset[date]
    hours: Mapping[date, Hours] = field(default_factory=dict)  # of removed and ordinary days that are worked in part
    notes: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OfficeTimes:
    """When the office works where that differs from the usual week; `weekly` None: it does not."""

    days: OfficeDays
    weekly: Week | None
    special_hours: tuple[SpecialHours, ...]


@dataclass(frozen=True)
class HeldPost:
    """A holding with the number of the decree that it rests on."""

    post_id: int
    person_id: int
    from_on: date
    until_on: date | None
    kind: HoldingKind
    sk_number: str


@dataclass(frozen=True)
class OfficeName:
    """An office in a list."""

    id: int
    code: str
    name: str
    zone: str
    revision: int


def listed(session: Session) -> list[OfficeName]:
    """Return every office of this database, by code."""
    rows = session.exec(select(OfficeRow).order_by(col(OfficeRow.code)))
    return [OfficeName(row.id or 0, row.code, row.name, row.zone, row.revision) for row in rows]


_REVISION = Statement("SELECT revision FROM office WHERE id = :id")


def revision(connection: Connection, office_id: int) -> int:
    """Return the office's revision, for what is cached by it."""
    found: int = _REVISION.value(connection, id=office_id)
    return found


def load(session: Session, office_id: int) -> Office:
    """Return the office with its units and posts, those that were closed apart, its people, and who held what when."""
    row = session.get_one(OfficeRow, office_id)
    units = session.exec(select(UnitRow).where(UnitRow.office_id == office_id).order_by(col(UnitRow.position))).all()
    posts = session.exec(select(PostRow).where(PostRow.office_id == office_id).order_by(col(PostRow.position))).all()
    people = session.exec(select(PersonRow).where(PersonRow.office_id == office_id).order_by(col(PersonRow.id)))
    holdings = session.exec(select(HoldingRow).where(HoldingRow.office_id == office_id).order_by(col(HoldingRow.id)))
    return Office(
        id=office_id,
        code=row.code,
        name=row.name,
        zone=row.zone,
        units=tuple(_unit(unit) for unit in units if unit.active),
        posts=tuple(_post(post) for post in posts if post.active),
        persons=tuple(
            Person(person.id or 0, person.code, person.name, person.nip, person.rank, person.is_admin, person.phone)
            for person in people
        ),
        holdings=tuple(_holding(held) for held in holdings),
        self_approval=row.self_approval,
        former_units=tuple(_unit(unit) for unit in units if not unit.active),
        former_posts=tuple(_post(post) for post in posts if not post.active),
        proposals=open_proposals(row),
        strategic=frozenset(json.loads(row.strategic)),
    )


def open_proposals(row: OfficeRow) -> tuple[StandInProposal, ...]:
    """Return the proposals of stand-ins that wait for their answer."""
    kept: OpenProposals = decode(OpenProposals, row.proposals) if row.proposals else OpenProposals()
    return kept.proposals


def _unit(row: UnitRow) -> Unit:
    return Unit(row.id or 0, row.code, row.name)


def _post(row: PostRow) -> Post:
    return Post(row.id or 0, row.code, row.title, Role(row.role), row.unit_id)


def _holding(row: HoldingRow) -> Holding:
    return Holding(row.post_id, row.person_id, row.from_on, row.until_on, HoldingKind(row.kind))


def days(session: Session, office_id: int) -> OfficeDays:
    """Return the office's own days off and working days."""
    rows = session.exec(select(DayRow).where(DayRow.office_id == office_id)).all()
    return OfficeDays(
        added=frozenset(row.day_on for row in rows if row.is_off),
        removed=frozenset(row.day_on for row in rows if not row.is_off),
        hours={row.day_on: read_hours(row.hours) for row in rows if row.hours and not row.is_off},
        notes={row.day_on: row.note for row in rows if row.note},
    )


def times(session: Session, office_id: int) -> OfficeTimes:
    """Return the office's own hours and days."""
    weekly = session.get_one(OfficeRow, office_id).hours
    special = session.exec(
        select(SpecialHoursRow).where(SpecialHoursRow.office_id == office_id).order_by(col(SpecialHoursRow.first_on))
    )
    return OfficeTimes(
        days=days(session, office_id),
        weekly=read_week(weekly) if weekly else None,
        special_hours=tuple(SpecialHours(row.first_on, row.last_on, read_week(row.hours), row.name) for row in special),
    )


def read_week(stored: str) -> Week:
    """Return a stored week."""
    return tuple(read_hours(day) for day in json.loads(stored))


def write_week(week: Week) -> str:
    """Return a week as it is stored: seven days in JSON, Monday first, each as `07.30-12.00, 13.00-16.00`."""
    return json.dumps([write_hours(hours) for hours in week])


def performance(session: Session, office_id: int) -> str:
    """Return the JSON of the office's own rules of performance (workflow.performance_rules.StoredRules)."""
    return session.get_one(OfficeRow, office_id).performance


def letterhead(session: Session, office_id: int) -> str:
    """Return the office's letterhead as JSON."""
    return session.get_one(OfficeRow, office_id).letterhead


def holdings(session: Session, office_id: int) -> list[HeldPost]:
    """Return every holding on record with its SK number."""
    rows = session.exec(select(HoldingRow).where(HoldingRow.office_id == office_id).order_by(col(HoldingRow.id)))
    return [
        HeldPost(row.post_id, row.person_id, row.from_on, row.until_on, HoldingKind(row.kind), row.sk_number)
        for row in rows
    ]


def admission(session: Session, office_id: int) -> str:
    """Return what lets somebody in who opened a link (workflow.admission.Admission)."""
    return session.get_one(OfficeRow, office_id).admission


def told_holders(session: Session, office_id: int) -> ToldHolders | None:
    """Return what everyone was told last about who holds what; None where that was never."""
    kept = session.get_one(OfficeRow, office_id).told_holders
    return decode(ToldHolders, kept) if kept else None


def keep_told_holders(session: Session, office_id: int, told: ToldHolders) -> None:
    """Keep what everyone has been told."""
    row = session.get_one(OfficeRow, office_id)
    row.told_holders = encode(told)
    session.add(row)
    session.flush()


class OfficeWriter:
    """Takes an office in, row by row, by the codes of its file.

    Units, posts, people and holdings are never deleted. Days and special hours are no history: `done` removes those
    that the file no longer names, and raises the revision.
    """

    def __init__(self, session: Session, code: str) -> None:
        self._session = session
        found = session.exec(select(OfficeRow).where(OfficeRow.code == code).with_for_update()).one_or_none()
        self._office = found or OfficeRow(code=code, name="", zone="", revision=0)
        self._units: dict[str, UnitRow] = {}
        self._posts: dict[str, PostRow] = {}
        self._people: dict[str, PersonRow] = {}
        self._held: set[int] = set()  # ids of the holdings that were named
        self._named: set[str] = set()  # codes of the people that were named
        self._days: set[date] = set()
        self._special: set[date] = set()  # first days of the special hours

    def head(
        self,
        name: str,
        zone: str,
        letterhead: Mapping[str, str],
        *,
        self_approval: bool,
        weekly: Week | None = None,
        strategic: Sequence[str] = (),
        admission: str = Admission.ADMIN,
    ) -> int:
        """Set the office's own row and return its id; `weekly` None stands for the usual hours."""
        self._office.hours = "" if weekly is None else write_week(weekly)
        self._office.name, self._office.zone, self._office.self_approval = name, zone, self_approval
        self._office.admission = admission
        self._office.strategic = json.dumps(list(strategic))
        self._office.letterhead = json.dumps(dict(letterhead), ensure_ascii=False)
        self._session.add(self._office)
        self._session.flush()
        self._units = {
            row.code: row for row in self._session.exec(select(UnitRow).where(UnitRow.office_id == self._office_id))
        }
        self._posts = {
            row.code: row for row in self._session.exec(select(PostRow).where(PostRow.office_id == self._office_id))
        }
        self._people = {
            row.code: row for row in self._session.exec(select(PersonRow).where(PersonRow.office_id == self._office_id))
        }
        for stale in (*self._units.values(), *self._posts.values()):
            stale.active = False
        return self._office_id

    def judging(self, rules: str) -> None:
        """Set how the office judges: JSON of workflow.performance_rules.StoredRules."""
        self._office.performance = rules
        self._session.add(self._office)

    def unit(self, code: str, name: str, position: int) -> None:
        """Add or change a unit; those that the file no longer names stay on record, inactive."""
        row = self._units.setdefault(code, UnitRow(office_id=self._office_id, code=code, name=name, position=0))
        row.name, row.position, row.active = name, position, True
        self._session.add(row)
        self._session.flush()

    def post(self, code: str, title: str, role: Role, unit_code: str | None, position: int) -> None:
        """Add or change a post."""
        row = self._posts.setdefault(
            code, PostRow(office_id=self._office_id, code=code, title=title, role=role.value, position=0)
        )
        row.title, row.role, row.position, row.active = title, role.value, position, True
        row.unit_id = None if unit_code is None else self._units[unit_code].id
        self._session.add(row)
        self._session.flush()

    def person(self, code: str, name: str, nip: str, rank: str, *, is_admin: bool, phone: str = "") -> None:
        """Add or change a person; a telephone number that the file lacks stays."""
        row = self._people.setdefault(code, PersonRow(office_id=self._office_id, code=code, name=name))
        row.name, row.rank, row.is_admin = name, rank, is_admin
        self._named.add(code)
        row.phone = phone or row.phone
        row.nip = nip or row.nip  # a number that Excel spoiled reads as empty and must not wipe out the right one
        self._session.add(row)
        self._session.flush()

    def holding(
        self, post_code: str, person_code: str, from_on: date, until_on: date | None, kind: HoldingKind, sk_number: str
    ) -> None:
        """Add a holding, or change the end and SK number of the one that began that day."""
        post_id, person_id = self._posts[post_code].id or 0, self._people[person_code].id or 0
        row = self._session.exec(
            select(HoldingRow).where(
                HoldingRow.office_id == self._office_id,
                HoldingRow.post_id == post_id,
                HoldingRow.person_id == person_id,
                HoldingRow.from_on == from_on,
                HoldingRow.kind == kind.value,
            )
        ).one_or_none()
        row = row or HoldingRow(
            office_id=self._office_id, post_id=post_id, person_id=person_id, from_on=from_on, kind=kind.value
        )
        row.until_on, row.sk_number = until_on, sk_number
        self._session.add(row)
        self._session.flush()
        self._held.add(row.id or 0)

    def end_others(self, today: date) -> None:
        """End every holding that goes on today or later and was not named, and the admin rights of whoever was not.

        On which day a holding ends says `workflow.holders.last_day_of_dropped`.
        """
        rows = self._session.exec(select(HoldingRow).where(HoldingRow.office_id == self._office_id)).all()
        for row in rows:
            if row.id not in self._held and (row.until_on is None or row.until_on >= today):
                named = (_holding(each) for each in rows if each.post_id == row.post_id and each.id in self._held)
                row.until_on = last_day_of_dropped(_holding(row), named, today)
                self._session.add(row)
        for code, person in self._people.items():
            if code not in self._named:
                person.is_admin = False
                self._session.add(person)

    def day(self, day_on: date, *, is_off: bool, hours: Hours = (), note: str = "") -> None:
        """Set a day that differs from the national holidays or, where `hours` are given, from the usual hours."""
        row = _day(self._session, self._office_id, day_on)
        row = row or DayRow(office_id=self._office_id, day_on=day_on, is_off=is_off)
        row.is_off, row.hours, row.note = is_off, write_hours(hours), note
        self._days.add(day_on)
        self._session.add(row)

    def special_hours(self, special: SpecialHours) -> None:
        """Set other hours between two dates, in place of those that began on the same day."""
        row = self._session.exec(
            select(SpecialHoursRow).where(
                SpecialHoursRow.office_id == self._office_id, SpecialHoursRow.first_on == special.first_on
            )
        ).one_or_none()
        row = row or SpecialHoursRow(
            office_id=self._office_id, name="", first_on=special.first_on, last_on=special.last_on, hours=""
        )
        row.name, row.last_on, row.hours = special.name, special.last_on, write_week(special.weekly)
        self._special.add(special.first_on)
        self._session.add(row)

    def done(self) -> None:
        """Finish: days and special hours that were not named go, and whoever has cached the office reads it anew."""
        self._session.flush()
        for table, day_on, named in (
            (DayRow, DayRow.day_on, self._days),
            (SpecialHoursRow, SpecialHoursRow.first_on, self._special),
        ):
            self._session.execute(
                delete(table).where(col(table.office_id) == self._office_id, col(day_on).not_in(named))
            )
        self._office.revision += 1
        self._session.add(self._office)
        self._session.flush()

    @property
    def _office_id(self) -> int:
        return self._office.id or 0


def set_day(session: Session, office_id: int, day_on: date, *, is_off: bool, note: str) -> None:
    """Make a day a day off, or one that is worked, in place of what was set before; the revision grows.

    The hours that the office keeps on such a day when it works stay on record.
    """
    office = raise_revision(session, office_id)
    row = _day(session, office_id, day_on) or DayRow(office_id=office.id or 0, day_on=day_on, is_off=is_off)
    row.is_off, row.note = is_off, note
    session.add(row)
    session.flush()


def clear_day(session: Session, office_id: int, day_on: date) -> None:
    """Let an own day off be an ordinary day again, with the hours that were set for it; the revision grows."""
    raise_revision(session, office_id)
    row = _day(session, office_id, day_on)
    if row is not None and row.hours:
        row.is_off, row.note = False, ""
        session.add(row)
    elif row is not None:
        session.delete(row)
    session.flush()


def hold(session: Session, office_id: int) -> int:
    """Return the office's revision, which stays the last one until the transaction ends: nobody changes the office."""
    return _held(session, office_id).revision


def _day(session: Session, office_id: int, day_on: date) -> DayRow | None:
    return session.exec(select(DayRow).where(DayRow.office_id == office_id, DayRow.day_on == day_on)).one_or_none()


def raise_revision(session: Session, office_id: int) -> OfficeRow:
    """Raise the office's revision; until the transaction ends nobody else changes the office."""
    office = _held(session, office_id)
    office.revision += 1
    session.add(office)
    return office


def _held(session: Session, office_id: int) -> OfficeRow:
    query = select(OfficeRow).where(OfficeRow.id == office_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()
