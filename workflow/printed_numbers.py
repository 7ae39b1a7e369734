"""Prints numbers the Indonesian way, for chat and documents alike: `1.250.000`, `93,75%`, `Rp 1.250.000`.

What is printed is read back by `workflow/written_numbers.py` as the same number, or, where it is one group of three
digits (`1.234`), as a doubt of which the number is one answer.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from workflow.readings import Measure, is_whole

PERCENT_PLACES = 2
SEN_PLACES = 2
_SWAPPED = str.maketrans(",.", ".,")


def write_number(number: Decimal, most_places: int | None = None, least_places: int = 0) -> str:
    """Return `1.234,5`: exactly, or rounded half up to `most_places`, with at least `least_places`.

    Raises ValueError for infinity and what is no number.
    """
    if not number.is_finite():
        raise ValueError(f"{number} cannot be printed")
    plain = f"{rounded(number, most_places):,f}"
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0").ljust(least_places, "0")
    return (f"{whole}.{fraction}" if fraction else whole).translate(_SWAPPED)


def write_plainly(number: Decimal) -> str:
    """Return `1234` or `1,234`: without dots, where `1.234` would leave in doubt what is meant."""
    return write_number(number).replace(".", "")


def write_percent(percent: Decimal, most_places: int = PERCENT_PLACES, least_places: int = 0) -> str:
    """Return `93,75%` for 93.75, rounded half up."""
    return f"{write_number(percent, most_places, least_places)}%"


def write_rupiah(amount: Decimal, most_places: int | None = SEN_PLACES) -> str:
    """Return `Rp 1.250.000`, below zero `-Rp 1.250.000`; sen (rounded half up) only where there are any."""
    kept = rounded(amount, most_places)
    sign = "-" if kept < 0 else ""
    return f"{sign}Rp {write_number(kept.copy_abs(), None, 0 if is_whole(kept) else SEN_PLACES)}"


def write_measured(number: Decimal, measure: Measure) -> str:
    """Return the number exactly, with its percent sign or Rp."""
    match measure:
        case Measure.PERCENT:
            return f"{write_number(number)}%"
        case Measure.RUPIAH:
            return write_rupiah(number, None)
        case Measure.NONE:
            return write_number(number)


def rounded(number: Decimal, places: int | None) -> Decimal:
    """Return the finite `number` rounded half up to at most so many places, and never a zero below zero."""
    exponent = number.as_tuple().exponent
    if places is not None and isinstance(exponent, int) and -exponent > places:
        digits = max(number.adjusted(), 0) + places + 2
        number = number.quantize(Decimal(1).scaleb(-places), context=Context(prec=digits, rounding=ROUND_HALF_UP))
    return number if number else number.copy_abs()
