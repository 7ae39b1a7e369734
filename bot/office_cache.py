"""Offices and their calendars as they stand, kept in memory until their revision changes."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlmodel import Session

from bot.national_days import national_days_off
from storage import offices
from workflow.office import Office
from workflow.working_time import OfficeCalendar


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
    days = offices.days(session, office_id)
    national = national_days_off(today.year)
    calendar = OfficeCalendar(
        zone=ZoneInfo(office.zone), days_off=(national - days.removed) | days.added, extra_days=days.removed
    )
    return KnownOffice(revision, today.year, office, calendar)
