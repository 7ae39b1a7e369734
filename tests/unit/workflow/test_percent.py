"""Percentages are exact and rounded in one way."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_indicators import figures_of_an_office

from workflow.percent import Percent, mean, total


@pytest.mark.parametrize(
    ("exact", "printed"),
    [
        (Fraction(9375, 100), "93.75"),
        (Fraction(100, 3), "33.33"),
        (Fraction(90995, 1000), "91.00"),
        (Fraction(909949999, 10000000), "90.99"),
        (Fraction(-5, 1000), "-0.01"),
        (Fraction(-4, 1000), "0.00"),
        (Fraction(0), "0.00"),
        (Fraction(10) ** 40, f"{10**40}.00"),
    ],
)
def test_half_is_rounded_away_from_zero(exact: Fraction, printed: str) -> None:
    """To two places, and a 0 has no sign."""
    assert str(Percent(exact).rounded) == printed


@given(figures_of_an_office)
def test_rounding_is_that_of_decimals(figure: Decimal) -> None:
    """Where a percentage is a decimal, it is rounded as `Decimal` rounds half up."""
    assert Percent(Fraction(figure)).rounded == figure.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_nothing_is_no_whole() -> None:
    """There is no share of 0."""
    with pytest.raises(ZeroDivisionError):
        Percent.of(Decimal(1), Decimal(0))


@given(st.lists(figures_of_an_office))
def test_a_sum_is_exact(figures: list[Decimal]) -> None:
    """As exact as fractions are."""
    assert Fraction(total(figures)) == sum(map(Fraction, figures))


def test_a_sum_keeps_figures_as_they_are_written() -> None:
    """15.0 stays 15.0, and 1E+3 is a thousand."""
    assert str(total([Decimal("15.0")])) == "15.0"
    assert str(total([Decimal("1E+3"), Decimal("0.5")])) == "1000.5"
    assert total([]) == 0


def test_infinity_cannot_be_added() -> None:
    """It is no figure of an office."""
    with pytest.raises(ValueError, match="no figure"):
        total([Decimal("Infinity")])


def test_a_mean_is_shown_to_many_digits() -> None:
    """A third has no end; a single figure stays as it is."""
    assert mean(Decimal(10), 3) == Decimal("3.333333333333333333333333333")
    assert mean(Decimal("1.50"), 1) == Decimal("1.50")
