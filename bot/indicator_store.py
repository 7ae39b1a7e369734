"""Indicators between what was read and the database: what stands, what a list changes, and the sample."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files

from sqlmodel import Session

from storage import indicators, offices
from storage.cycles import CycleBook, CycleCache
from workflow.cycle import Cycle
from workflow.indicator_columns import SheetColumn
from workflow.indicator_imports import IndicatorImport
from workflow.indicator_intake import Intake, KnownPlan, prepare, unit_names
from workflow.indicator_plan import valid_in
from workflow.indicator_reading import IndicatorReading
from workflow.indicator_rows import SheetCell, SheetRow, read_rows
from workflow.indicators import QUARTERS
from workflow.office import Office
from workflow.papers.indicator_list import ListedIndicator, listed

SAMPLE = "indikator_2026.toml"
MOST_CYCLES = len(QUARTERS) * 3


def known_plans(session: Session, office: Office, year: int) -> Mapping[int, KnownPlan]:
    """Return what stands of the year, by unit."""
    connection = session.connection()
    return {
        unit.id: KnownPlan(
            indicators.versions(connection, office.id, unit.id, year),
            indicators.past_figures(connection, office.id, unit.id, year),
        )
        for unit in office.units
    }


def cycles_of(session: Session, office_id: int) -> Sequence[Cycle]:
    """Return the office's cycles of the last three years."""
    return CycleBook(session.connection(), office_id, CycleCache()).recent(MOST_CYCLES)


def prepared(session: Session, office: Office, reading: IndicatorReading, from_quarter: int | None = None) -> Intake:
    """Return what taking in the list would change."""
    known = known_plans(session, office, reading.year)
    return prepare(reading, office, known, cycles_of(session, office.id), from_quarter)


def listed_of(known: Mapping[int, KnownPlan], office: Office, quarter: int) -> tuple[ListedIndicator, ...]:
    """Return the indicators valid in a quarter with the figures from before Monev, unit by unit."""
    plans = [known[unit.id] for unit in office.units]
    return tuple(each for plan in plans for each in listed(valid_in(plan.versions, quarter), plan.past))


def take_in(session: Session, office_id: int, came: IndicatorImport, intake: Intake) -> None:
    """Keep what the list changes; nothing is kept of a list that changes nothing."""
    if not intake.is_empty:
        indicators.add(session, office_id, came, intake.addition)


def sample_reading(office: Office) -> IndicatorReading:
    """Return the sample's indicators as a list that was read, for an office with the sample's units."""
    read = tomllib.loads((files("bot") / "sample" / SAMPLE).read_text(encoding="utf-8"))
    rows = [
        SheetRow(number, {SheetColumn(key): SheetCell(value) for key, value in row.items()})
        for number, row in enumerate(read["indikator"], start=1)
    ]
    return read_rows(rows, int(read["tahun"]), unit_names(office))


def load_sample(session: Session, office_id: int, now: datetime) -> int:
    """Take the sample's indicators in, as an import of a list; returns how many there are. Safe to repeat."""
    office = offices.load(session, office_id)
    reading = sample_reading(office)
    intake = prepared(session, office, reading)
    content = (files("bot") / "sample" / SAMPLE).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    came = IndicatorImport(reading.year, intake.changes.from_quarter, SAMPLE, digest, None, now)
    take_in(session, office_id, came, intake)
    return len(reading.rows)
