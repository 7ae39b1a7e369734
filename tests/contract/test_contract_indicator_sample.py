"""The sample's indicators on both databases, taken in as any list is."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session

from bot.indicator_store import known_plans, load_sample, sample_reading
from bot.office_file import sample_office
from bot.office_store import take_in
from storage import indicators, offices
from workflow.indicator_plan import valid_in
from workflow.indicator_reading import can_be_taken
from workflow.indicators import Polarity

OPENING = datetime(2026, 10, 1, 1, tzinfo=UTC)


def test_the_sample_has_nothing_to_be_mended(session: Session):
    """Four units with four to six indicators each, of every kind; nothing in it is even doubtful."""
    office = offices.load(session, take_in(session, sample_office().draft))
    reading = sample_reading(office)
    assert can_be_taken(reading)
    assert reading.findings == ()
    known = [row.planned.indicator for row in reading.rows]
    assert all(4 <= sum(each.unit_id == unit.id for each in known) <= 6 for unit in office.units)
    assert {each.polarity for each in known} == set(Polarity)
    assert len({each.lower_method for each in known if each.polarity is Polarity.LOWER}) == 2
    assert any(each.scale for each in known)
    assert any(0 in each.targets for each in known)


def test_the_sample_is_taken_in_once(session: Session):
    """A second time changes nothing, and is no import."""
    office_id = take_in(session, sample_office().draft)
    assert load_sample(session, office_id, OPENING) == load_sample(session, office_id, OPENING)
    office = offices.load(session, office_id)
    known = known_plans(session, office, 2026)
    assert sum(len(valid_in(plan.versions, 3)) for plan in known.values()) == 18
    assert any(set(figures) == {1, 2} for plan in known.values() for figures in plan.past.values())
    assert len(indicators.imports(session, office_id, 2026)) == 1
