"""What is gathered of a unit besides its cycle: for the first quarter, how last year ended."""

from dataclasses import replace
from decimal import Decimal

from fake_records import IKP, Town

from handlers import performance
from workflow.indicators import Indicator, Reported
from workflow.papers.records import UnitRecord
from workflow.quarter import Quarter

D = Decimal
SERVICES = Indicator(IKP, 2026, "layanan", "Layanan", "Layanan daring", "%", targets=(D(75), D(75), D(80), D(85)))


def record(quarter: Quarter) -> UnitRecord:
    """Return the unit's record of a quarter, before it has sent anything; last year it ended with 80 of 85."""
    town = Town()
    town.collecting()
    desk = town.sits("kabid2")
    town.records.plan[IKP] = (SERVICES,)
    town.records.past[IKP] = {"layanan": {4: Reported(D(80))}}
    return performance.unit_record(desk, replace(town.cycle, quarter=quarter), IKP, None)


def test_the_first_quarter_is_held_against_last_year_s_last():
    """80 of 85 in triwulan IV is 94,12%."""
    assert record(Quarter(2026, 1)).records[0].last_year == D("94.12")


def test_another_quarter_is_held_against_the_one_before_it():
    """Last year is not asked for."""
    assert record(Quarter(2026, 3)).records[0].last_year is None
