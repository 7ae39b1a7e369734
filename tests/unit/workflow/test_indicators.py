"""An indicator says which target a quarter has, and what is wrong with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from small_indicators import AKUMULATIF, KINDS, POSISI_AKHIR, RATA_RATA, indicator

from workflow import indicator_check as ic
from workflow.indicator_check import Problem, Severity, check
from workflow.indicators import Bounds, Indicator, Polarity, Reported, ScaleLevel

D = Decimal
IN_ORDER: dict[str, Any] = {"target_year": D(10)}


def wrong(given: Indicator) -> list[Problem]:
    """Return what is wrong with the indicator."""
    return list(check(given))


def scale(*levels: tuple[str, int]) -> dict[str, Any]:
    """Return a scale as the fields of an indicator whose targets are 4."""
    return {"scale": tuple(ScaleLevel(label, D(value)) for label, value in levels), "target_year": D(4)}


@pytest.mark.parametrize("kind", ["higher", "lower, difference", "lower, quotient"])
def test_a_complete_indicator_is_taken(kind: str) -> None:
    """Targets for each quarter and the year: nothing to say."""
    assert wrong(indicator(kind, 10, **IN_ORDER)) == []


def test_a_complete_range_and_scale_are_taken() -> None:
    """A range needs its bounds only, a scale targets that are levels."""
    assert wrong(indicator("range", (0, 10))) == []
    assert wrong(indicator("scale", 4, target_year=D(4))) == []


def test_each_quarter_has_its_own_target() -> None:
    """A range has the same for all; a missing target is none."""
    assert [indicator("higher", (1, None, 0, 4)).target(quarter) for quarter in (1, 2, 3, 4)] == [
        D(1),
        None,
        D(0),
        D(4),
    ]
    assert indicator("range", (5, 10)).target(3) == Bounds(D(5), D(10))


def test_labels_are_found_as_people_write_them() -> None:
    """WTP, wtp and W T P with surplus spaces; what is no level is none."""
    opini = indicator("higher", **scale(("WTP", 4), ("Wajar Dengan Pengecualian", 3)))
    assert opini.level(" wtp ") == ScaleLevel("WTP", D(4))
    assert opini.level("wajar  dengan pengecualian") == opini.level_of(D("3.0"))
    assert opini.level("baik") is opini.level_of(D("3.5")) is None


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(figure: str) -> None:
    """Neither a target, a bound, a budget nor a report can be infinite."""
    for fields in ({"targets": (D(figure), None, None, None)}, {"lower": D(figure)}, {"pagu": D(figure)}):
        with pytest.raises(ValueError, match="no figure"):
            indicator("higher", **fields)
    with pytest.raises(ValueError, match="no figure"):
        Reported(D(figure))


@pytest.mark.parametrize("field", ic.REQUIRED_TEXTS)
def test_printed_fields_are_needed(field: str) -> None:
    """Spaces are no name."""
    assert wrong(indicator("higher", 10, **IN_ORDER, **{field: "  "})) == [ic.TextMissing(field)]


@pytest.mark.parametrize("bounds", [(None, 10), (5, None), (None, None)])
def test_a_range_needs_both_bounds(bounds: tuple[int | None, int | None]) -> None:
    """Without one of them nothing can be reckoned."""
    found = indicator("range", bounds)
    assert wrong(found) == [ic.BoundsMissing(found.lower, found.upper)]


def test_bounds_have_an_order_and_a_sign() -> None:
    """Reversed bounds and those below 0 are wrong; a single point is a range."""
    assert wrong(indicator("range", (10, 5))) == [ic.BoundsReversed(D(10), D(5))]
    assert wrong(indicator("range", (-5, 5))) == [ic.TargetNegative(None, D(-5))]
    assert wrong(indicator("range", (5, 5))) == []


def test_bounds_of_what_is_no_range_are_pointed_out() -> None:
    """Someone forgot to choose the polaritas."""
    assert wrong(indicator("higher", 10, **IN_ORDER, lower=D(5))) == [ic.BoundsUnused(D(5), None)]


def test_missing_targets_are_told() -> None:
    """None at all is wrong; some may be meant, where something is measured once a year."""
    assert wrong(indicator("higher", None, target_year=D(10))) == [ic.TargetsMissing()]
    assert wrong(indicator("higher", (None, None, None, 10), **IN_ORDER)) == [ic.QuartersWithoutTarget((1, 2, 3))]
    assert wrong(indicator("higher", 10)) == [ic.YearTargetMissing()]


def test_a_target_of_zero_is_told_beforehand() -> None:
    """It is allowed, but there will be no capaian."""
    assert wrong(indicator("lower, difference", 0, target_year=D(0))) == [ic.TargetZero((1, 2, 3, 4, None))]


def test_a_target_below_zero_is_wrong() -> None:
    """More and less would change places."""
    assert wrong(indicator("higher", (10, 10, 10, -1), target_year=D(-1))) == [
        ic.TargetNegative(4, D(-1)),
        ic.TargetNegative(None, D(-1)),
    ]


@pytest.mark.parametrize(
    ("adds_up", "targets", "target_year", "expected"),
    [
        (AKUMULATIF, (10, 20, 30, 40), 100, None),
        (AKUMULATIF, (10, 20, 30, 40), 40, 100),  # running totals were written instead of each quarter's own
        (AKUMULATIF, ("0.1", "0.2", "0.3", "0.4"), 1, None),
        (POSISI_AKHIR, (70, 75, 80, 85), 85, None),
        (POSISI_AKHIR, (70, 75, 80, 85), 90, 85),
        (RATA_RATA, (90, 90, 96, 96), 95, None),  # a mean is rounded as the office pleases
    ],
)
def test_the_year_is_held_against_its_quarters(
    adds_up: Any, targets: tuple[Any, ...], target_year: int, expected: int | None
) -> None:
    """By how they add up; a contradiction is a warning, for the office may know better."""
    given = indicator("higher", targets, accumulation=adds_up, target_year=D(target_year))
    assert wrong(given) == ([] if expected is None else [ic.YearContradicted(adds_up, D(target_year), D(expected))])
    assert all(problem.severity is Severity.WARNING for problem in check(given))


def test_a_scale_has_each_label_once() -> None:
    """Two labels alike mean either; two values alike cannot be told apart."""
    assert wrong(indicator("higher", 4, **scale(("WTP", 4), ("wtp ", 3)))) == [ic.ScaleLabelRepeated("wtp ")]
    assert wrong(indicator("higher", 4, **scale(("WTP", 4), ("A", 4)))) == [ic.ScaleValueRepeated(("WTP", "A"), D(4))]
    assert wrong(indicator("higher", 4, **scale(("WTP", 4), (" ", 3)))) == [ic.ScaleLabelMissing(D(3))]


def test_targets_are_levels_of_the_scale() -> None:
    """A target of 3,5 on it can never be met exactly."""
    off = indicator("scale", (4, 4, 4, "3.5"), target_year=D("3.5"))
    assert wrong(off) == [ic.TargetOffScale(4, D("3.5")), ic.TargetOffScale(None, D("3.5"))]


def test_a_scale_cannot_be_summed() -> None:
    """WTP and WTP are not 8."""
    assert wrong(indicator("scale", 4, target_year=D(16), accumulation=AKUMULATIF)) == [
        ic.ScaleSummed(),
        ic.TargetOffScale(None, D(16)),
    ]


def test_a_budget_is_not_negative() -> None:
    """0 and none are both possible."""
    assert wrong(indicator("higher", 10, **IN_ORDER, pagu=D(-1))) == [ic.PaguNegative(D(-1))]
    assert wrong(indicator("higher", 10, **IN_ORDER, pagu=D(0))) == []


def test_every_kind_in_the_tests_has_its_polarity() -> None:
    """The short names used in the tests stand for what they say."""
    assert {kind: indicator(kind).polarity for kind in KINDS} == {
        "higher": Polarity.HIGHER,
        "lower, difference": Polarity.LOWER,
        "lower, quotient": Polarity.LOWER,
        "range": Polarity.RANGE,
        "scale": Polarity.HIGHER,
    }
