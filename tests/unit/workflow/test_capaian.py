"""Capaian: figures worked by hand from the formulas, what they were reckoned from, and what holds for all of them."""

from __future__ import annotations

from decimal import Decimal, localcontext
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

from workflow.capaian import (
    Capaian,
    Formula,
    NoCapaian,
    Outcome,
    Reason,
    Share,
    capaian_in,
    capaian_of_year,
    capaian_until,
)
from workflow.indicators import Accumulation, Bounds, Indicator, Reported

D = Decimal


def value(outcome: Outcome) -> str:
    """Return the percentage as it is printed, or the reason why there is none."""
    return str(outcome.percent.rounded) if isinstance(outcome, Capaian) else outcome.reason.value


def counted(outcome: Outcome) -> Capaian:
    """Return the outcome, which is a percentage."""
    assert isinstance(outcome, Capaian)
    return outcome


# kind, target, realisasi, expected: each worked by hand, with how.
ONE_QUARTER: list[tuple[str, Any, Figure, str]] = [
    # Higher is better: R/T.
    ("higher", 16, 15, "93.75"),  # 15/16
    ("higher", 10, 10, "100.00"),  # 10/10
    ("higher", 10, 0, "0.00"),  # 0/10: 0 is a value
    ("higher", 10, 13, "130.00"),  # 13/10: no cap
    ("higher", 3, 1, "33.33"),  # 1/3 = 33,333...
    ("higher", 3, 2, "66.67"),  # 2/3 = 66,666... is rounded up
    ("higher", 8, "7.2804", "91.01"),  # 7,2804/8 = 0,91005: half is rounded up
    ("higher", 10, -1, "-10.00"),  # a correction below 0
    ("higher", 200, "-0.01", "-0.01"),  # -0,01/200 = -0,005%: half away from 0
    ("higher", 200, "-0.009", "0.00"),  # -0,0045%: rounded to 0, and never to a 0 below 0
    ("higher", "2.61", "2.35", "90.04"),  # SPBE: 235/261 = 0,900383...
    ("higher", 1250000000, 1171875000, "93.75"),  # 1.171.875/1.250.000 = 15/16
    # Lower is better, (2T-R)/T.
    ("lower, difference", 10, 8, "120.00"),  # (20-8)/10 = 12/10
    ("lower, difference", 10, 10, "100.00"),  # (20-10)/10
    ("lower, difference", 10, 25, "-50.00"),  # (20-25)/10 = -5/10
    ("lower, difference", 10, 20, "0.00"),  # (20-20)/10
    ("lower, difference", 10, 0, "200.00"),  # (20-0)/10
    ("lower, difference", 10, -5, "250.00"),  # (20+5)/10
    # Lower is better, T/R.
    ("lower, quotient", 10, 8, "125.00"),  # 10/8
    ("lower, quotient", 10, 10, "100.00"),  # 10/10
    ("lower, quotient", 10, 25, "40.00"),  # 10/25
    ("lower, quotient", 10, 0, "realisasi_zero"),  # 10/0
    ("lower, quotient", 10, -5, "realisasi_negative"),  # -200 for something better than 0
    # A range: R/upper above it, R/lower below it, 100 inside, both ends included.
    ("range", (5, 10), 7, "100.00"),
    ("range", (5, 10), 5, "100.00"),
    ("range", (5, 10), 10, "100.00"),
    ("range", (5, 10), 12, "120.00"),  # 12/10
    ("range", (5, 10), 4, "80.00"),  # 4/5
    ("range", (5, 10), 0, "0.00"),  # 0/5
    ("range", (6, 6), "4.5", "75.00"),  # one point: 4,5/6
    ("range", (0, 10), 0, "100.00"),  # inside, nothing is divided
    ("range", (0, 10), -1, "target_zero"),  # -1/0
    ("range", (0, 0), 3, "target_zero"),  # 3/0
    ("range", (0, 0), 0, "100.00"),
    ("range", (-5, 5), -6, "target_negative"),  # -6/-5 = 120 would praise what is below the range
    ("range", (-5, 5), 6, "120.00"),  # 6/5
    ("range", (-9, -5), -4, "target_negative"),
    ("range", (None, 10), 7, "target_missing"),
    ("range", (10, 5), 7, "target_missing"),  # no range at all
    # A scale: WTP=4, WDP=3, TMP=2, TW=1.
    ("scale", 4, 3, "75.00"),  # WDP of WTP: 3/4
    ("scale", 3, 4, "133.33"),  # 4/3
    ("scale", 4, "3.5", "not_on_scale"),
    ("scale", 4, 0, "not_on_scale"),
    # A target of 0 is said to be one, whatever the kind.
    ("higher", 0, 5, "target_zero"),
    ("higher", 0, 0, "target_zero"),
    ("lower, difference", 0, 0, "target_zero"),  # no untreated incident, as planned: still nothing to divide by
    ("lower, difference", "0.00", 2, "target_zero"),
    ("lower, quotient", 0, 2, "target_zero"),
    ("higher", -5, -4, "target_negative"),  # 80 for what is better than planned
    # Blank is not 0; without a target nothing is owed.
    ("higher", 10, None, "blank"),
    ("lower, quotient", 0, None, "blank"),
    ("range", (5, 10), None, "blank"),
    ("higher", None, None, "target_missing"),
    ("higher", None, 5, "target_missing"),
]


@pytest.mark.parametrize(("kind", "target", "realisasi", "expected"), ONE_QUARTER)
def test_capaian_of_a_quarter(kind: str, target: Any, realisasi: Figure, expected: str) -> None:
    """The formulas by hand, with every edge."""
    assert value(capaian_in(indicator(kind, target), year(realisasi), 1)) == expected


# kind, how it adds up, targets, realisasi of TW I.., up to which quarter, expected, quarters left out.
SO_FAR: list[tuple[str, Accumulation, Any, tuple[Figure, ...], int, str, tuple[int, ...]]] = [
    ("higher", AKUMULATIF, (10, 20, 30, 40), (8, 22, 15), 3, "75.00", ()),  # 45/60
    ("higher", AKUMULATIF, (10, 20, 30, 40), (8, 22, 15), 2, "100.00", ()),  # 30/30
    ("higher", AKUMULATIF, (10, 20, 30, 40), (8, None, 15), 3, "57.50", (2,)),  # 23/40, TW II on neither side
    ("higher", AKUMULATIF, (10, 20, 30, 40), (8, 0, 15), 3, "38.33", ()),  # 23/60: 0 counts
    ("higher", AKUMULATIF, (10, 20, 30, 40), (8, 22), 4, "100.00", (3, 4)),  # 30/30
    ("higher", AKUMULATIF, (0, 10, 10, 10), (3, 8), 2, "110.00", ()),  # 11/10: work before its time counts
    ("higher", AKUMULATIF, (0, 10, 10, 10), (3, 8), 1, "target_zero", ()),  # 3/0
    ("higher", AKUMULATIF, (None, None, None, 100), (20, 30, 30, 20), 4, "100.00", ()),  # 100/100
    ("higher", AKUMULATIF, (None, None, None, 100), (20, 30), 2, "target_missing", ()),
    ("higher", AKUMULATIF, (None, None, None, 100), (), 3, "target_missing", ()),  # not owed, so not blank
    ("higher", AKUMULATIF, 10, (None, None), 2, "blank", (1, 2)),
    ("higher", AKUMULATIF, (None, 10, 10, 10), (99, None), 2, "blank", (2,)),  # what was owed is blank
    ("higher", RATA_RATA, (None, 10, 10, 10), (99, None), 2, "blank", (2,)),
    ("lower, difference", AKUMULATIF, 2, (1, 3, 0, 1), 4, "137.50", ()),  # T=8, R=5: 11/8
    ("lower, quotient", AKUMULATIF, 2, (0, 4), 2, "100.00", ()),  # T=4, R=4, though TW I alone has none
    ("range", AKUMULATIF, (5, 10), (8, 17), 2, "125.00", ()),  # 25/20, above 10 to 20
    ("higher", POSISI_AKHIR, (70, 75, 80, 85), (68, 72, 76), 3, "95.00", ()),  # 76/80
    ("higher", POSISI_AKHIR, (70, 75, 80, 85), (68, 72, None), 3, "96.00", (3,)),  # TW II: 72/75
    ("higher", POSISI_AKHIR, (70, 75, 80, 85), (None, 72, 0), 3, "0.00", ()),  # 0 is filled in: 0/80
    ("higher", POSISI_AKHIR, (None, None, None, 80), (70,), 1, "target_missing", ()),
    ("lower, difference", POSISI_AKHIR, 10, (25, 8), 2, "120.00", ()),  # (20-8)/10
    ("scale", POSISI_AKHIR, (None, None, None, 4), (None, None, None, 3), 4, "75.00", ()),  # 3/4
    ("higher", RATA_RATA, (90, 90, 96, 96), (84, 90, 93), 3, "96.74", ()),  # 89/92 = 0,967391...
    ("higher", RATA_RATA, (90, 90, 96, 96), (84, None, 93), 3, "95.16", (2,)),  # 88,5/93 = 0,951612...
    ("higher", RATA_RATA, (None, 10, 10, 10), (99, 8), 2, "80.00", ()),  # 8/10: nothing was owed for the 99
    ("higher", RATA_RATA, None, (99, 8), 2, "target_missing", ()),
    ("lower, difference", RATA_RATA, 10, (8, 12), 2, "100.00", ()),  # mean 10: (20-10)/10
    ("lower, quotient", RATA_RATA, 10, (8, 12), 2, "100.00", ()),  # 10/10; the mean of 125 and 83,33 is not asked
    ("lower, quotient", RATA_RATA, 10, (8, 9, 7), 3, "125.00", ()),  # mean 8: 10/8
    ("range", RATA_RATA, (5, 10), (4, 12), 2, "100.00", ()),  # mean 8, inside
    ("scale", RATA_RATA, 4, (4, 3), 2, "87.50", ()),  # 3,5/4: a mean need be no level
    ("scale", RATA_RATA, 4, (4, "3.5"), 2, "not_on_scale", ()),
]


@pytest.mark.parametrize(("kind", "adds_up", "target", "realisasi", "until", "expected", "left_out"), SO_FAR)
def test_capaian_up_to_a_quarter(
    kind: str,
    adds_up: Accumulation,
    target: Any,
    realisasi: tuple[Figure, ...],
    until: int,
    expected: str,
    left_out: tuple[int, ...],
) -> None:
    """The three ways in which quarters add up, with blanks named and left out."""
    outcome = capaian_until(indicator(kind, target, accumulation=adds_up), year(*realisasi), until)
    assert value(outcome) == expected
    assert outcome.basis.left_out == left_out


def test_a_percentage_shows_where_it_comes_from() -> None:
    """93,75% = 15/16."""
    outcome = counted(capaian_in(indicator("higher", 16), year(15), 1))
    assert (outcome.formula, outcome.realisasi, outcome.target) == (Formula.HIGHER, D(15), D(16))
    assert outcome.share == Share(D(15), D(16))


def test_both_lower_methods_show_their_quotient() -> None:
    """(2x10 - 8)/10 and 10/8."""
    difference = counted(capaian_in(indicator("lower, difference", 10), year(8), 1))
    assert (difference.formula, difference.share) == (Formula.LOWER_DIFFERENCE, Share(D(12), D(10)))
    quotient = counted(capaian_in(indicator("lower, quotient", 10), year(8), 1))
    assert (quotient.formula, quotient.share) == (Formula.LOWER_QUOTIENT, Share(D(10), D(8)))


def test_a_range_shows_the_bound_that_was_passed() -> None:
    """Above 12/10, below 4/5, and inside nothing was divided."""
    ranged = indicator("range", (5, 10))
    above, below, inside = (counted(capaian_in(ranged, year(figure), 1)) for figure in (12, 4, 7))
    assert (above.formula, above.share) == (Formula.RANGE_ABOVE, Share(D(12), D(10)))
    assert (below.formula, below.share) == (Formula.RANGE_BELOW, Share(D(4), D(5)))
    assert (inside.formula, inside.share, inside.target) == (Formula.RANGE_INSIDE, None, Bounds(D(5), D(10)))


def test_a_sum_shows_its_quarters() -> None:
    """45/60 comes from three quarters, each with its own figures."""
    summed = indicator("higher", (10, 20, 30, 40), accumulation=AKUMULATIF)
    outcome = counted(capaian_until(summed, year(8, 22, 15), 3))
    assert outcome.share == Share(D(45), D(60))
    assert [(used.quarter, used.realisasi, used.target) for used in outcome.basis.used] == [
        (1, D(8), D(10)),
        (2, D(22), D(20)),
        (3, D(15), D(30)),
    ]


def test_a_mean_is_shown_as_a_mean() -> None:
    """(84 + 90 + 93)/3 = 89 of (90 + 90 + 96)/3 = 92."""
    averaged = indicator("higher", (90, 90, 96, 96), accumulation=RATA_RATA)
    outcome = counted(capaian_until(averaged, year(84, 90, 93), 3))
    assert (outcome.realisasi, outcome.target, outcome.share) == (D(89), D(92), Share(D(89), D(92)))


def test_the_last_quarter_filled_in_stands_for_the_year() -> None:
    """TW III is blank, so the figure is that of TW II, and says so."""
    outcome = capaian_until(indicator("higher", 80, accumulation=POSISI_AKHIR), year(60, 72), 3)
    assert [used.quarter for used in outcome.basis.used] == [2]
    assert outcome.basis.left_out == (3,)


def test_no_percentage_keeps_what_is_known() -> None:
    """Target 0: the figure that was reported can still be shown."""
    outcome = capaian_in(indicator("lower, difference", 0), year(2), 1)
    assert outcome == NoCapaian(Reason.TARGET_ZERO, D(2), D(0), outcome.basis)


@pytest.mark.parametrize(
    ("kind", "adds_up", "target_year", "realisasi", "until", "expected"),
    [
        ("higher", AKUMULATIF, 100, (8, 22, 15), 3, "45.00"),  # 45/100
        ("higher", POSISI_AKHIR, 85, (68, 72), 3, "84.71"),  # 72/85 = 0,847058...
        ("higher", RATA_RATA, 92, (84, 90, 93), 3, "96.74"),  # 89/92
        ("lower, difference", RATA_RATA, 10, (8, 12), 2, "100.00"),  # (20-10)/10
        ("lower, quotient", RATA_RATA, 8, (8, 24), 2, "50.00"),  # 8/16
        ("higher", AKUMULATIF, None, (8,), 1, "target_missing"),
        ("higher", AKUMULATIF, 0, (8,), 1, "target_zero"),
        ("higher", AKUMULATIF, 100, (None,), 1, "blank"),
    ],
)
def test_capaian_of_the_year(
    kind: str, adds_up: Accumulation, target_year: int | None, realisasi: tuple[Figure, ...], until: int, expected: str
) -> None:
    """What was realised so far against the target of the whole year."""
    year_target = None if target_year is None else D(target_year)
    of_year = indicator(kind, (10, 20, 30, 40), accumulation=adds_up, target_year=year_target)
    assert value(capaian_of_year(of_year, year(*realisasi), until)) == expected


def test_the_year_s_mean_needs_no_target_of_each_quarter() -> None:
    """TW I had none of its own: (8 + 12)/2 = 10 of 10 in the year, while so far only TW II counts: 12/10."""
    averaged = indicator("higher", (None, 10, 10, 10), accumulation=RATA_RATA, target_year=D(10))
    assert value(capaian_of_year(averaged, year(8, 12), 2)) == "100.00"
    assert value(capaian_until(averaged, year(8, 12), 2)) == "120.00"


def test_a_blank_quarter_is_named_where_it_was_owed() -> None:
    """With a target it is missing, without one it is not."""
    assert capaian_in(indicator("higher", 10), year(None), 1).basis.left_out == (1,)
    assert capaian_in(indicator("higher", None), year(None), 1).basis.left_out == ()


def test_what_was_realised_without_any_target_can_be_shown() -> None:
    """Nothing was owed before TW IV, but 20 and 30 were made."""
    early = indicator("higher", (None, None, None, 100), accumulation=AKUMULATIF)
    outcome = capaian_until(early, year(20, 30), 2)
    assert (value(outcome), outcome.realisasi) == ("target_missing", D(50))


def test_the_year_of_a_range_is_its_range() -> None:
    """A range has no other target for the year."""
    ranged = indicator("range", (5, 10), accumulation=POSISI_AKHIR)
    assert value(capaian_of_year(ranged, year(4, 12), 2)) == "120.00"


@pytest.mark.parametrize("quarter", [0, 5, -1])
def test_a_year_has_four_quarters(quarter: int) -> None:
    """Anything else is a mistake of the caller."""
    for reckon in (capaian_in, capaian_until, capaian_of_year):
        with pytest.raises(ValueError, match="not 1 to 4"):
            reckon(indicator("higher", 1), year(1), quarter)


def test_no_digit_is_lost_in_sums() -> None:
    """Thirty digits in two quarters, with a decimal context of six: 1,000...001/1 stays above 1."""
    summed = indicator("higher", (1, "0.0000000001", 1, 1), accumulation=AKUMULATIF)
    with localcontext() as context:
        context.prec = 6
        outcome = counted(capaian_until(summed, year("99999999999999999999", "0.0000000001"), 2))
        assert outcome.realisasi == D("99999999999999999999.0000000001")
        assert outcome.target == D("1.0000000001")


kinds = st.sampled_from(sorted(KINDS))
accumulations = st.sampled_from(Accumulation)


@given(kinds, accumulations, st.data())
def test_there_is_always_an_answer(kind: str, adds_up: Accumulation, data: st.DataObject) -> None:
    """Whatever was reported against whatever target: a percentage or a reason, never an error."""
    figure = st.none() | st.just(D(0)) | figures_of_an_office
    targets = data.draw(st.tuples(figure, figure, figure, figure))
    given_indicator = indicator(
        kind,
        accumulation=adds_up,
        **({"lower": targets[0], "upper": targets[1]} if kind == "range" else {"targets": targets}),
    )
    reported = data.draw(st.dictionaries(st.integers(1, 4), st.builds(Reported, figure)))
    for quarter in (1, 2, 3, 4):
        for reckon in (capaian_in, capaian_until, capaian_of_year):
            outcome = reckon(given_indicator, reported, quarter)
            assert isinstance(outcome, Capaian | NoCapaian)
            if isinstance(outcome, Capaian) and outcome.share is not None:
                assert outcome.share.denominator > 0


@given(
    st.sampled_from(["higher", "lower, difference", "lower, quotient"]),
    st.tuples(*[targets_of_an_office] * 4),
    st.tuples(*[targets_of_an_office] * 4),
    accumulations,
    st.sampled_from([D("0.001"), D("0.5"), D(3), D(1000000)]),
)
def test_the_satuan_does_not_matter(
    kind: str, targets: tuple[Decimal, ...], realisasi: tuple[Decimal, ...], adds_up: Accumulation, unit: Decimal
) -> None:
    """In thousands, or in halves: figures and targets times the same give the same percentage exactly."""

    def percent(times: Decimal) -> object:
        scaled = indicator(kind, targets=tuple(target * times for target in targets), accumulation=adds_up)
        reported = {quarter: Reported(figure * times) for quarter, figure in enumerate(realisasi, 1)}
        return counted(capaian_until(scaled, reported, 4)).percent

    assert percent(unit) == percent(D(1))


@given(targets_of_an_office, targets_of_an_office, targets_of_an_office)
def test_better_figures_never_give_less(target: Decimal, one: Decimal, other: Decimal) -> None:
    """More where higher is better, less where lower is, by either method."""
    low, high = sorted((one, other))

    def percent(kind: str, figure: Decimal) -> Any:
        return counted(capaian_in(indicator(kind, targets=(target,) * 4), {1: Reported(figure)}, 1)).percent

    assert percent("higher", low) <= percent("higher", high)
    for kind in ("lower, difference", "lower, quotient"):
        assert percent(kind, low) >= percent(kind, high)


@given(targets_of_an_office)
def test_the_target_itself_is_a_hundred(target: Decimal) -> None:
    """By every formula."""
    for kind in ("higher", "lower, difference", "lower, quotient"):
        outcome = counted(capaian_in(indicator(kind, targets=(target,) * 4), {1: Reported(target)}, 1))
        assert outcome.percent.exact == 100


@given(accumulations, targets_of_an_office, st.none() | figures_of_an_office)
def test_triwulan_one_so_far_is_triwulan_one(adds_up: Accumulation, target: Decimal, figure: Decimal | None) -> None:
    """However quarters add up, the first stands alone."""
    alone: Indicator = indicator("higher", targets=(target,) * 4, accumulation=adds_up)
    reported = {1: Reported(figure)}
    assert value(capaian_in(alone, reported, 1)) == value(capaian_until(alone, reported, 1))
