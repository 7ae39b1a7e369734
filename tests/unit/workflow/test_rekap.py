"""Averages, serapan and efisiensi: of indicators, sasaran, units and the office."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_indicators import AKUMULATIF, Figure, figures_of_an_office, indicator, targets_of_an_office, year

from workflow.capaian import Capaian, Outcome, capaian_in
from workflow.indicators import Reported
from workflow.rekap import (
    DEFAULT_CAP,
    Assessed,
    Average,
    GroupSerapan,
    NoAverage,
    NoBudgetReason,
    NoSerapan,
    Serapan,
    assess,
    average,
    group_serapan,
    rekap,
    rekap_by_sasaran,
    rekap_by_unit,
    serapan_until,
)

D = Decimal


def of(*realisasi: Figure) -> list[Outcome]:
    """Return the capaian of figures of which the target is 100 each."""
    return [capaian_in(indicator("higher", 100), year(figure), 1) for figure in realisasi]


def averaged(*realisasi: Figure, cap: Decimal | None = DEFAULT_CAP) -> Average:
    """Return their average, which there is."""
    found = average(of(*realisasi), cap)
    assert isinstance(found, Average)
    return found


def budget(pagu: Figure, *spent: Figure, until: int | None = None) -> Serapan | NoSerapan:
    """Return the serapan of an indicator that spent so much in TW I, II ..."""
    reported = year(*[None] * len(spent), spent=spent)
    given_pagu = None if pagu is None else D(pagu)
    return serapan_until(indicator("higher", 1, pagu=given_pagu), reported, until or len(spent))


def spent(pagu: Figure, *amounts: Figure) -> Serapan:
    """Return the serapan, which there is."""
    found = budget(pagu, *amounts)
    assert isinstance(found, Serapan)
    return found


def assessed(
    code: str, realisasi: Figure, amount: Figure, unit: int = 1, sasaran: str = "S", **fields: Any
) -> Assessed:
    """Return an indicator with target 100 and pagu 1000, after TW I."""
    given_fields = {"pagu": D(1000)} | fields
    return assess(
        indicator("higher", 100, code=code, unit_id=unit, sasaran=sasaran, **given_fields),
        year(realisasi, spent=[amount]),
        1,
    )


def test_an_average_counts_each_for_a_hundred_at_most() -> None:
    """(100 + 80 + 60)/3 = 80, though the first was at 300."""
    found = averaged(300, 80, 60)
    assert (found.percent.rounded, found.counted, found.capped) == (D("80.00"), 3, 1)


def test_an_office_may_have_another_cap_or_none() -> None:
    """(120 + 80)/2 = 100 with a cap of 120; (300 + 80)/2 = 190 without."""
    assert averaged(300, 80, cap=D(120)).percent.rounded == D("100.00")
    assert averaged(300, 80, cap=None).percent.rounded == D("190.00")
    assert averaged(300, 80, cap=None).capped == 0


def test_exactly_the_cap_is_not_capped() -> None:
    """100 counts for 100."""
    assert averaged(100).capped == 0


def test_below_zero_counts_as_it_is() -> None:
    """(100 - 50)/2 = 25: a disaster is not softened."""
    assert averaged(100, -50).percent.rounded == D("25.00")


def test_what_has_no_percentage_is_left_out_and_counted() -> None:
    """(90 + 0)/2 = 45: the blank is left out, the 0 is not."""
    found = averaged(90, None, 0)
    assert (found.percent.rounded, found.counted, found.left_out) == (D("45.00"), 2, 1)


def test_of_nothing_there_is_no_average() -> None:
    """All blank, or no indicator at all."""
    assert average(of(None, None)) == NoAverage(2)
    assert average([]) == NoAverage(0)


def test_averages_are_taken_before_rounding() -> None:
    """(33,335 + 33,334)/2 = 33,3345 is 33,33; of the rounded 33,34 and 33,33 it would be 33,34."""
    assert averaged("33.335", "33.334").percent.rounded == D("33.33")


def test_three_thirds_are_a_whole() -> None:
    """1/3, 1/3 and 1/3 of a hundred: their average is exactly 1/3, with no digit lost."""
    outcomes = [capaian_in(indicator("higher", 3), year(1), 1)] * 3
    found = average(outcomes)
    assert isinstance(found, Average)
    assert found.percent.exact == Fraction(100, 3)


def test_serapan_is_what_was_spent_of_the_year_s_budget() -> None:
    """(200 + 512)/1000 = 71,2%."""
    found = spent(1000, 200, 512)
    assert (found.percent.rounded, found.realisasi_anggaran, found.pagu) == (D("71.20"), D(712), D(1000))


def test_serapan_is_up_to_a_quarter() -> None:
    """What TW II spent is not in the figure of TW I."""
    found = budget(1000, 200, 512, until=1)
    assert isinstance(found, Serapan)
    assert found.percent.rounded == D("20.00")


def test_spending_more_than_the_budget_is_shown() -> None:
    """No cap: 1100/1000."""
    assert spent(1000, 1100).percent.rounded == D("110.00")


def test_a_quarter_without_spending_is_not_a_blank_one() -> None:
    """0 counts; blank is named and left out."""
    assert spent(1000, 0).percent.rounded == D("0.00")
    assert spent(1000, 300, None).left_out == (2,)
    assert spent(1000, 300, 0).left_out == ()


@pytest.mark.parametrize(
    ("pagu", "amounts", "reason"),
    [
        (None, (100,), NoBudgetReason.PAGU_MISSING),
        (0, (0,), NoBudgetReason.PAGU_ZERO),
        (0, (100,), NoBudgetReason.PAGU_ZERO),
        (-1, (100,), NoBudgetReason.PAGU_NEGATIVE),
        (1000, (None, None), NoBudgetReason.BLANK),
    ],
)
def test_without_a_budget_there_is_no_serapan(
    pagu: Figure, amounts: tuple[Figure, ...], reason: NoBudgetReason
) -> None:
    """Nothing is divided by 0, and what is known is kept."""
    found = budget(pagu, *amounts)
    assert isinstance(found, NoSerapan)
    assert found.reason is reason


def test_serapan_of_a_group_is_of_the_common_budget() -> None:
    """(90 + 100)/(100 + 900) = 19%, not the 50,56% between 90% and 11,11%."""
    found = group_serapan([spent(100, 90), spent(900, 100), budget(None, 5), budget(700, None)])
    assert isinstance(found.serapan, Serapan)
    assert (found.serapan.percent.rounded, found.counted, found.left_out) == (D("19.00"), 2, 2)


def test_a_group_without_any_budget_says_why() -> None:
    """One reason where it is the same for all."""
    assert group_serapan([budget(None, 5)] * 2) == GroupSerapan(
        NoSerapan(NoBudgetReason.PAGU_MISSING, None, None), 0, 2
    )
    several = group_serapan([budget(None, 5), budget(0, 5)])
    assert isinstance(several.serapan, NoSerapan)
    assert several.serapan.reason is NoBudgetReason.NONE_COUNTED


def test_efisiensi_is_capaian_less_serapan() -> None:
    """96,4 - 71,2 = 25,2 points; below 0 where more was spent than achieved; of an indicator without a cap."""
    points = [assessed("A", *figures).efisiensi for figures in (("96.4", 712), (50, 900), (150, 1000))]
    assert [each.rounded if each else None for each in points] == [D("25.20"), D("-40.00"), D("50.00")]


@pytest.mark.parametrize(("realisasi", "amount"), [(None, 100), (50, None), (None, None)])
def test_without_one_of_both_there_is_no_efisiensi(realisasi: Figure, amount: Figure) -> None:
    """Neither capaian nor serapan can be made up."""
    found = assessed("A", realisasi, amount)
    assert found.efisiensi is None
    assert rekap([found]).efisiensi is None


def test_an_indicator_is_assessed_up_to_the_quarter() -> None:
    """Its capaian adds up as it is set: 30/40; its serapan over the same quarters: 600/1000."""
    summed = indicator("higher", 20, accumulation=AKUMULATIF, pagu=D(1000))
    found = assess(summed, year(20, 10, 99, spent=(400, 200, 400)), 2)
    assert isinstance(found.capaian, Capaian)
    assert isinstance(found.serapan, Serapan)
    assert (found.capaian.percent.rounded, found.serapan.percent.rounded) == (D("75.00"), D("60.00"))


OFFICE = [
    assessed("A", 120, 500, unit=1, sasaran="Layanan"),
    assessed("B", 80, 700, unit=1, sasaran="Data"),
    assessed("C", 60, None, unit=2, sasaran="Data"),
    assessed("D", None, 900, unit=2, sasaran="Layanan", pagu=D(2000)),
    assessed("E", 90, 300, unit=2, sasaran="Layanan", pagu=None),
]


def summary(found: Any) -> tuple[str, int, str]:
    """Return average, how many were left out of it, and serapan."""
    return str(found.capaian.percent.rounded), found.capaian.left_out, str(found.budget.serapan.percent.rounded)


def test_units_have_their_own_rekap() -> None:
    """Unit 1: (100 + 80)/2 and 1200/2000. Unit 2: (60 + 90)/2, one left out, and 900/2000."""
    assert {unit: summary(found) for unit, found in rekap_by_unit(OFFICE).items()} == {
        1: ("90.00", 0, "60.00"),
        2: ("75.00", 1, "45.00"),
    }


def test_sasaran_gather_indicators_of_all_units() -> None:
    """Layanan: (100 + 90)/2 and 1400/3000. Data: (80 + 60)/2 and 700/1000."""
    assert {sasaran: summary(found) for sasaran, found in rekap_by_sasaran(OFFICE).items()} == {
        "Layanan": ("95.00", 1, "46.67"),
        "Data": ("70.00", 0, "70.00"),
    }


def test_the_office_is_all_its_indicators() -> None:
    """(100 + 80 + 60 + 90)/4 = 82,5 and 2100/4000 = 52,5: 30 points."""
    found = rekap(OFFICE)
    assert summary(found) == ("82.50", 1, "52.50")
    assert found.efisiensi is not None
    assert found.efisiensi.rounded == D("30.00")


def test_the_cap_holds_at_every_level() -> None:
    """Without one, unit 1 is at (120 + 80)/2 = 100."""
    assert summary(rekap_by_unit(OFFICE, cap=None)[1])[0] == "100.00"
    assert summary(rekap_by_sasaran(OFFICE, cap=None)["Layanan"])[0] == "105.00"


percentages = st.lists(figures_of_an_office, min_size=1, max_size=12)


@given(percentages, st.none() | st.just(D(100)) | targets_of_an_office)
def test_an_average_lies_between_the_least_and_the_most(figures: list[Decimal], cap: Decimal | None) -> None:
    """Of what each counts for; it never exceeds the cap, and never the average without one."""
    outcomes = [capaian_in(indicator("higher", 100), {1: Reported(figure)}, 1) for figure in figures]
    found, uncapped = average(outcomes, cap), average(outcomes, None)
    assert isinstance(found, Average)
    assert isinstance(uncapped, Average)
    counting = [figure if cap is None else min(figure, cap) for figure in figures]
    assert Fraction(min(counting)) <= found.percent.exact <= Fraction(max(counting))
    assert found.percent <= uncapped.percent


@given(st.lists(st.none() | figures_of_an_office, max_size=10), st.randoms())
def test_the_order_of_indicators_does_not_matter(figures: list[Decimal | None], random: Any) -> None:
    """Sums are exact, so they are the same in any order; every indicator is counted or left out."""
    outcomes = [capaian_in(indicator("higher", 7), {1: Reported(figure)}, 1) for figure in figures]
    mixed = outcomes.copy()
    random.shuffle(mixed)
    found = average(outcomes)
    assert found == average(mixed)
    assert found.left_out + (found.counted if isinstance(found, Average) else 0) == len(figures)


@given(st.lists(st.tuples(targets_of_an_office, targets_of_an_office), min_size=1, max_size=8))
def test_common_serapan_lies_between_those_of_its_indicators(budgets: list[tuple[Decimal, Decimal]]) -> None:
    """A weighted mean exceeds none of its parts."""
    each = [serapan_until(indicator("higher", 1, pagu=pagu), {1: Reported(None, used)}, 1) for pagu, used in budgets]
    shares = [one.percent for one in each if isinstance(one, Serapan)]
    common = group_serapan(each).serapan
    assert isinstance(common, Serapan)
    assert min(shares) <= common.percent <= max(shares)
