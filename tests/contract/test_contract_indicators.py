"""Indicators by version, on both databases: what an old quarter was judged by stays, and no office sees another's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from contract_town import MORNING, TwoOffices, person, unit
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage import indicators
from workflow.indicator_imports import Addition, IndicatorImport, PastFigure
from workflow.indicator_plan import PlannedIndicator, changes, valid_in
from workflow.indicators import Indicator, Reported, ScaleLevel
from workflow.office import Office

D = Decimal
SCALE = (ScaleLevel("WTP", D(4)), ScaleLevel("WDP", D(3)))


def came(office: Office, from_quarter: int = 1) -> IndicatorImport:
    return IndicatorImport(2026, from_quarter, "PK 2026.xlsx", "ab" * 32, person(office, "perencanaan"), MORNING)


def planned(office: Office, target: str = "80.50") -> PlannedIndicator:
    targets = (D(target), D(target), D(target), D(target))
    known = Indicator(unit(office, "ikp"), 2026, "IK-1", "Sasaran", "Opini <&>", "", targets=targets, scale=SCALE)
    return PlannedIndicator(known, renstra_target=D("4.00"))


def kept(session: Session, office: Office, quarter: int) -> tuple[PlannedIndicator, ...]:
    found = indicators.versions(session.connection(), office.id, unit(office, "ikp"), 2026)
    return valid_in(found, quarter)


def test_a_change_in_mid_year_keeps_the_old_values_for_the_old_quarters(session: Session, town: TwoOffices):
    """Raised from triwulan III on, the target of triwulan II is what it was; every digit comes back."""
    office = town.kominfo
    first = planned(office)
    indicators.add(session, office.id, came(office), Addition(changes((), [first], 1).versions))
    before = indicators.versions(session.connection(), office.id, unit(office, "ikp"), 2026)
    raised = planned(office, "90")
    indicators.add(session, office.id, came(office, 3), Addition(changes(before, [raised], 3).versions))
    assert kept(session, office, 2) == (first,)
    (now,) = kept(session, office, 3)
    assert now.indicator.targets == (D("80.50"), D("80.50"), D(90), D(90))
    assert now.indicator.scale == SCALE
    told = indicators.history(session, office.id, unit(office, "ikp"), 2026, "IK-1")
    assert [(each.version.from_quarter, each.imported.file_name) for each in told] == [
        (1, "PK 2026.xlsx"),
        (3, "PK 2026.xlsx"),
    ]


def test_of_figures_from_before_the_last_one_given_counts(session: Session, town: TwoOffices):
    """A corrected list of earlier figures replaces the first one; nothing is deleted."""
    office = town.kominfo
    for figure in ("70", "75"):
        past = PastFigure(unit(office, "ikp"), 2026, "IK-1", 1, Reported(D(figure), D(1_000_000)))
        indicators.add(session, office.id, came(office), Addition(past=(past,)))
    found = indicators.past_figures(session.connection(), office.id, unit(office, "ikp"), 2026)
    assert found == {"IK-1": {1: Reported(D(75), D(1_000_000))}}


def test_no_office_sees_another_s_indicators(session: Session, town: TwoOffices):
    """Both call their units alike; only the first has indicators."""
    indicators.add(
        session, town.kominfo.id, came(town.kominfo), Addition(changes((), [planned(town.kominfo)], 1).versions)
    )
    assert kept(session, town.dukcapil, 1) == ()
    assert indicators.years(session, town.kominfo.id) == [2026]
    assert indicators.years(session, town.dukcapil.id) == []
    assert indicators.imports(session, town.dukcapil.id, 2026) == []


def test_an_indicator_cannot_point_into_another_office(session: Session, town: TwoOffices):
    """The database itself refuses a unit of another office."""
    foreign = planned(town.dukcapil)
    version = changes((), [foreign], 1).versions
    with pytest.raises(IntegrityError):
        indicators.add(session, town.kominfo.id, came(town.kominfo), Addition(version))


def test_an_indicator_that_is_dropped_stays_in_the_quarters_before(session: Session, town: TwoOffices):
    """From triwulan II on it is owed no longer; triwulan I keeps it."""
    office = town.kominfo
    other = replace(planned(office), indicator=replace(planned(office).indicator, code="IK-2"))
    indicators.add(session, office.id, came(office), Addition(changes((), [planned(office), other], 1).versions))
    before = indicators.versions(session.connection(), office.id, unit(office, "ikp"), 2026)
    indicators.add(session, office.id, came(office, 2), Addition(changes(before, [other], 2).versions))
    assert [each.indicator.code for each in kept(session, office, 1)] == ["IK-1", "IK-2"]
    assert [each.indicator.code for each in kept(session, office, 2)] == ["IK-2"]
