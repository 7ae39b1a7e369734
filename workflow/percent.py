"""Percentages without rounding: kept as exact ratios, rounded in one place and one way.

A third of a hundred has no finite decimal, so a percentage is a `Fraction`; an average of many is exact too. Rounding
(half up, away from zero, to two places) happens only where a percentage is printed or held against a limit, and both
use the same rounded figure: whoever reads `91,00%` on paper finds it in the band that begins at 91.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

PLACES = 2
"""Places of a percentage as it is printed and compared."""
_HALF = Fraction(1, 2)
_MEAN_DIGITS = Context(prec=28)


@dataclass(frozen=True, order=True)
class Percent:
    """A percentage, or a difference of two in percentage points: 93.75 stands for `93,75%`."""

    exact: Fraction

    @classmethod
    def of(cls, part: Decimal, whole: Decimal) -> Percent:
        """Return what part of the whole it is. Raises ZeroDivisionError where the whole is 0."""
        return cls(Fraction(part) / Fraction(whole) * 100)

    @property
    def rounded(self) -> Decimal:
        """The percentage as it is printed and held against bands and limits: two places, half up."""
        hundredths = int(abs(self.exact) * 10**PLACES + _HALF)
        sign = "-" if self.exact < 0 and hundredths else ""
        return Decimal(f"{sign}{hundredths}e-{PLACES}")

    def __sub__(self, other: Percent) -> Percent:
        """Return the difference in percentage points."""
        return Percent(self.exact - other.exact)


HUNDRED = Percent(Fraction(100))


def total(figures: Iterable[Decimal]) -> Decimal:
    """Return the sum of finite figures, exactly: no digit is lost, whatever the precision of the decimal context."""
    numbers = tuple(figures)
    places = max((_places(number) for number in numbers), default=0)
    summed = sum((Fraction(number) for number in numbers), Fraction()) * 10**places
    return Decimal(f"{int(summed)}e-{places}")


def mean(summed: Decimal, count: int) -> Decimal:
    """Return a sum shared among so many, to be shown: to 28 digits. Percentages are taken of the sums."""
    return summed if count == 1 else _MEAN_DIGITS.divide(summed, Decimal(count))


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{number} is no figure")  # noqa: TRY004 # infinity is a Decimal, of a value that cannot be
    return max(-exponent, 0)
