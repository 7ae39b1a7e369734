"""Offices and their calendars as they stand, kept in memory until their revision changes."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlmodel import Session

from bot.national_days import NationalDays, national_days
from storage import offices
from storage.offices import OfficeTimes
from workflow.office import Office
from workflow.office_hours import DEFAULT_WEEK
from workflow.working_time import OfficeCalendar

JOINT_LEAVE_WORDS = "cuti bersama"
"""What the note of such a day begins with."""


@dataclass(frozen=True)
class KnownOffice:
    """An office with its calendar at one revision."""

    revision: int
    year: int
    office: Office
    calendar: OfficeCalendar


class OfficeCache:
    """Offices by id. A new revision or a new year is read anew; safe to share between threads."""

    def __init__(self) -> None:
        self._known: dict[int, KnownOffice] = {}

    def get(self, connection: Connection, office_id: int, revision: int, today: date) -> KnownOffice:
        """Return the office as of that revision."""
        known = self._known.get(office_id)
        if known is None or known.revision != revision or known.year != today.year:
            with Session(bind=connection) as session:
                known = read_office(session, office_id, revision, today)
            self._known[office_id] = known
        return known


def read_office(session: Session, office_id: int, revision: int, today: date) -> KnownOffice:
    """Return the office as it stands in the database, with the national days off around `today`."""
    office = offices.load(session, office_id)
    times = offices.times(session, office_id)
    return KnownOffice(revision, today.year, office, calendar_of(times, national_days(today.year), office.zone))


def calendar_of(times: OfficeTimes, national: NationalDays, zone: str) -> OfficeCalendar:
    """Return when the office works: the national days off, and above them what the office has set itself.

    A year of which the office knows cuti bersama that the national list lacks no longer waits for its decree.
    """
    days = times.days
    decreed = {day.year for day in days.added if days.notes.get(day, "").casefold().startswith(JOINT_LEAVE_WORDS)}
    return OfficeCalendar(
        zone=ZoneInfo(zone),
        days_off=(national.days_off - days.removed) | days.added,
        extra_days=frozenset(days.removed - days.hours.keys()),
        weekly=times.weekly or DEFAULT_WEEK,
        special_hours=times.special_hours,
        day_hours=MappingProxyType(dict(days.hours)),
        names=MappingProxyType({**national.names, **days.notes}),
        years_without_joint_leave=national.years_without_joint_leave - decreed,
    )
