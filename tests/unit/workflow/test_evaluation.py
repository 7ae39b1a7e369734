"""The evaluation of a quarter: one unit well, one badly, one left out, and the office from all of them."""

from decimal import Decimal

from small_indicators import indicator, year

from workflow.capaian import Capaian
from workflow.evaluation import OfficeEvaluation, Rules, evaluate_office, evaluate_unit
from workflow.flags import Blank, FellBack, Jump
from workflow.papers.records import IndicatorRecord, OfficeRecord, QuarterReport, UnitRecord
from workflow.quarter import Quarter
from workflow.rekap import Average, NoAverage

D = Decimal


def record(code: str, target: int, *figures: int | None) -> IndicatorRecord:
    """Return an indicator (higher is better) with its figures of TW I on; None is blank."""
    reports = tuple(QuarterReport(quarter, reported) for quarter, reported in year(*figures).items())
    return IndicatorRecord(indicator("higher", target, code=code), reports)


GOOD = UnitRecord("ikp", "Bidang IKP", (record("A", 16, 16, 15), record("B", 10, 10, 12)))
POOR = UnitRecord("aptika", "Bidang Aptika", (record("C", 10, 10, 5), record("D", 10, 10, None)))
LEFT_OUT = UnitRecord("umum", "Subbag Umum", (record("E", 10, 10, 10),), excluded="belum menyerahkan")
OFFICE = OfficeRecord(Quarter(2026, 2), (POOR, LEFT_OUT, GOOD))


def office(rules: Rules = Rules()) -> OfficeEvaluation:  # noqa: B008 - frozen
    return evaluate_office(OFFICE, rules)


def percent(average: Average | NoAverage) -> Decimal:
    assert isinstance(average, Average)
    return average.percent.rounded


def test_a_unit_is_judged_by_the_quarter_s_own_targets():
    """15 of 16 is 93,75; 12 of 10 counts for 100 in the average, which is 96,875 and printed 96,88."""
    found = evaluate_unit(GOOD, 2)
    assert [each.now.percent.rounded for each in found.indicators if isinstance(each.now, Capaian)] == [
        D("93.75"),
        D("120.00"),
    ]
    assert percent(found.average) == D("96.88")
    assert percent(found.before) == 100
    assert found.predikat is not None
    assert found.predikat.name == "Sangat Tinggi"


def test_without_a_cap_each_counts_for_what_it_is():
    """An office may let 120 count for 120."""
    assert percent(evaluate_unit(GOOD, 2, Rules(cap=None)).average) == D("106.88")


def test_what_is_blank_is_left_out_of_the_average_and_flagged_first():
    """Of two indicators one is blank: the average is the other's, and the blank stands above what is merely odd."""
    found = evaluate_unit(POOR, 2)
    assert percent(found.average) == 50
    assert found.reported == 1
    assert [type(flag) for _, flag in found.flags] == [Blank, FellBack, Jump]


def test_an_excluded_unit_counts_for_nothing():
    """The cycle goes on without it, so neither its figures nor its blanks weigh on the office."""
    found = office()
    assert isinstance(found.units[1].average, NoAverage)
    assert found.units[1].flags == ()


def test_the_office_counts_each_indicator_once_and_ranks_its_units():
    """(93,75 + 100 + 50) / 3 = 81,25; the unit left out has no rank."""
    found = office()
    assert percent(found.average) == D("81.25")
    assert [each.unit.code for each in found.ranked] == ["ikp", "aptika"]
    assert found.predikat is not None
    assert found.predikat.name == "Tinggi"


def test_a_unit_without_indicators_has_no_average():
    """It sends files only; nothing is reckoned from them."""
    found = evaluate_unit(UnitRecord("x", "X"), 2)
    assert isinstance(found.average, NoAverage)
    assert found.predikat is None
    assert found.efisiensi is None
