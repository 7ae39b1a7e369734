"""What the evaluator is pointed to: each rule as a story, and what it leaves alone."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_indicators import (
    AKUMULATIF,
    KINDS,
    POSISI_AKHIR,
    RATA_RATA,
    Figure,
    figures_of_an_office,
    indicator,
    targets_of_an_office,
    year,
)

from workflow.capaian import Reason
from workflow.flags import (
    Blank,
    Excess,
    FellBack,
    Flag,
    Jump,
    NoEvidence,
    SpentNotAchieved,
    TargetZero,
    Thresholds,
    Uncounted,
    flags,
)
from workflow.indicators import Accumulation, Indicator, Reported
from workflow.percent import Percent

D = Decimal
STEADY = indicator("higher", 100)


def found(given_indicator: Indicator, *realisasi: Figure, **fields: Any) -> list[Flag]:
    """Return the flags of the last quarter reported, with evidence for each."""
    return list(flags(given_indicator, year(*realisasi), len(realisasi), **fields))


def percent(figure: int | str) -> Percent:
    """Return so many percent."""
    return Percent(Fraction(figure))


def test_a_good_quarter_has_no_flags() -> None:
    """96 after 92, proved, with a third of the budget spent."""
    steady = indicator("higher", 100, pagu=D(900))
    assert flags(steady, year(92, 96, spent=(100, 200)), 2) == ()


def test_a_blank_is_pointed_to() -> None:
    """Also where the unit has sent nothing at all; evidence is not asked for besides."""
    assert found(STEADY, 92, None) == [Blank(2)]
    assert flags(STEADY, {}, 2) == (Blank(2),)


def test_nothing_is_blank_where_nothing_is_owed() -> None:
    """Measured once a year: TW I has no target."""
    yearly = indicator("higher", (None, None, None, 80))
    assert found(yearly, None) == []


def test_zero_is_not_blank() -> None:
    """0 of 100 is a figure, however bad."""
    assert found(STEADY, 0) == []


def test_a_target_of_zero_is_pointed_to() -> None:
    """No untreated incident as planned; with two of them; and before anything was reported."""
    incidents = indicator("lower, difference", 0)
    assert found(incidents, 0) == [TargetZero(D(0))]
    assert found(incidents, 2) == [TargetZero(D(2))]
    assert found(incidents, None) == [Blank(1), TargetZero(None)]


def test_what_drops_out_of_averages_is_pointed_to() -> None:
    """T/R with R=0, no level of the scale, and a figure for which there is no target."""
    assert found(indicator("lower, quotient", 10), 0) == [Uncounted(Reason.REALISASI_ZERO, D(0))]
    assert found(indicator("scale", 4), "3.5") == [Uncounted(Reason.NOT_ON_SCALE, D("3.5"))]
    assert found(indicator("higher", None), 5) == [Uncounted(Reason.TARGET_MISSING, D(5))]


def test_a_jump_up_or_down_is_pointed_to() -> None:
    """From 60 to 95 are 35 points; from 95 to 60 too."""
    assert found(STEADY, 60, 95) == [Jump(percent(60), percent(95), percent(35))]
    assert found(indicator("higher", 100, accumulation=RATA_RATA), 95, 60) == [
        Jump(percent(95), percent(60), percent(-35))
    ]


def test_thirty_points_are_no_jump_yet() -> None:
    """More than the limit is; the office may set its own."""
    assert found(STEADY, 65, 95) == []
    assert found(STEADY, 65, 95, thresholds=Thresholds(jump=D(29))) == [Jump(percent(65), percent(95), percent(30))]


def test_a_figure_that_follows_its_target_is_no_jump() -> None:
    """From 10 to 40, as planned: both are 100%."""
    assert found(indicator("higher", (10, 40, 40, 40)), 10, 40) == []


def test_without_a_quarter_before_nothing_jumps() -> None:
    """The one before was blank, or there is none."""
    assert found(STEADY, None, 20) == []
    assert found(STEADY, 20) == []


def test_the_first_quarter_is_held_against_last_year_s_last() -> None:
    """TW IV stood at 98%, TW I stands at 40%."""
    assert found(STEADY, 40, last_year=percent(98)) == [Jump(percent(98), percent(40), percent(-58))]
    assert found(STEADY, 95, 94, last_year=percent(1)) == [FellBack(1, D(95), D(94))]


def test_more_than_120_percent_is_pointed_to() -> None:
    """120 is not, nor what is printed as 120,00%."""
    assert found(STEADY, "120.01") == [Excess(percent("120.01"), D(120))]
    assert found(STEADY, 120) == []
    assert found(STEADY, "120.004") == []


def test_much_spent_and_little_achieved_is_pointed_to() -> None:
    """By TW II half of the budget is gone and 60% achieved."""
    costly = indicator("higher", 100, pagu=D(1000))
    reported = year(55, 60, spent=(200, 300))
    assert flags(costly, reported, 2) == (SpentNotAchieved(percent(50), percent(60)),)


@pytest.mark.parametrize(
    ("realisasi", "spent"),
    [
        ((55, 60), (200, 299)),  # 49,9% is not high after two quarters
        ((55, 66), (200, 300)),  # 66 is not low
        ((55, 60), (None, None)),  # what was spent is not known
    ],
)
def test_one_of_both_alone_is_not(realisasi: tuple[Figure, ...], spent: tuple[Figure, ...]) -> None:
    """Neither spending as planned nor a low figure by itself."""
    assert flags(indicator("higher", 100, pagu=D(1000)), year(*realisasi, spent=spent), 2) == ()


def test_high_spending_is_measured_by_the_quarter() -> None:
    """60% of the year's budget is much after TW II and little after TW IV."""
    costly = indicator("higher", 100, pagu=D(1000))
    assert flags(costly, year(60, 60, 60, 60, spent=(600, 0, 0, 0)), 2) == (SpentNotAchieved(percent(60), percent(60)),)
    assert flags(costly, year(60, 60, 60, 60, spent=(600, 0, 0, 0)), 4) == ()


def test_a_figure_without_evidence_is_pointed_to() -> None:
    """A 0 has to be proved as well."""
    assert flags(STEADY, year(95, evidence=0), 1) == (NoEvidence(1),)
    assert flags(STEADY, year(0, evidence=0), 1) == (NoEvidence(1),)


def test_a_level_below_an_earlier_one_is_pointed_to() -> None:
    """80 offices were connected, then 90, and now 85: the highest is named."""
    connected = indicator("higher", 100, accumulation=POSISI_AKHIR)
    assert found(connected, 80, 90, 85) == [FellBack(2, D(90), D(85))]
    assert found(connected, 80, 90, 75) == [FellBack(2, D(90), D(75))]
    assert found(connected, 80, None, 80) == []


def test_a_level_may_fall_as_planned() -> None:
    """The target falls as well."""
    assert found(indicator("higher", (100, 90, 90, 90), accumulation=POSISI_AKHIR), 95, 90) == []


def test_a_sum_that_shrinks_is_pointed_to() -> None:
    """A correction of -10 in a quarter: 60 so far, after 70."""
    summed = indicator("higher", (100, 100, 100, 100), accumulation=AKUMULATIF)
    assert FellBack(1, D(70), D(60)) in found(summed, 70, -10)


def test_a_smaller_quarter_of_a_sum_is_no_fall() -> None:
    """90 after 110: the sum grows all the same."""
    assert found(indicator("higher", 100, accumulation=AKUMULATIF), 110, 90) == []


@pytest.mark.parametrize(
    ("kind", "adds_up"),
    [("lower, difference", POSISI_AKHIR), ("range", POSISI_AKHIR), ("higher", RATA_RATA)],
)
def test_other_figures_may_fall(kind: str, adds_up: Accumulation) -> None:
    """Fewer open complaints are better, a range has two sides, and a mean goes up and down."""
    target: Any = (90, 110) if kind == "range" else 100
    assert found(indicator(kind, target, accumulation=adds_up), 105, 95) == []


def test_flags_come_in_one_order() -> None:
    """A quarter in which much is odd: as the rules are listed."""
    odd = indicator("higher", (100, 100, 100, 100), accumulation=POSISI_AKHIR, pagu=D(100))
    reported = year(200, 60, spent=(90, 10), evidence=0)
    assert [type(flag) for flag in flags(odd, reported, 2)] == [Jump, SpentNotAchieved, NoEvidence, FellBack]


def test_a_year_has_four_quarters() -> None:
    """Anything else is a mistake of the caller."""
    with pytest.raises(ValueError, match="not 1 to 4"):
        flags(STEADY, {}, 5)


figures = st.none() | st.just(D(0)) | figures_of_an_office
reports = st.builds(Reported, figures, figures, evidence=st.integers(0, 2))


@given(st.sampled_from(sorted(KINDS)), st.sampled_from(Accumulation), st.data())
def test_rules_never_fail(kind: str, adds_up: Accumulation, data: st.DataObject) -> None:
    """Whatever is reported; no flag comes twice, and a blank says nothing of evidence or falls."""
    four = data.draw(st.tuples(figures, figures, figures, figures))
    fields = {"lower": four[0], "upper": four[1]} if kind == "range" else {"targets": four}
    odd = indicator(kind, accumulation=adds_up, pagu=data.draw(figures), **fields)
    reported = data.draw(st.dictionaries(st.integers(1, 4), reports))
    for quarter in (1, 2, 3, 4):
        kinds = [type(flag) for flag in flags(odd, reported, quarter)]
        assert len(kinds) == len(set(kinds))
        if Blank in kinds:
            assert not {NoEvidence, FellBack, Jump, Excess, Uncounted} & set(kinds)


@given(targets_of_an_office, st.lists(st.decimals("0.7", "1.2", places=2), min_size=1, max_size=4))
def test_steady_sums_are_left_alone(target: Decimal, shares: list[Decimal]) -> None:
    """What stays within 30 points, is proved and adds up gives nothing to point to."""
    kept = [min(share, min(shares) + D("0.25")) for share in shares]
    summed = indicator("higher", targets=(target,) * 4, accumulation=AKUMULATIF)
    reported = {quarter: Reported(target * share, evidence=1) for quarter, share in enumerate(kept, 1)}
    assert flags(summed, reported, len(kept)) == ()
