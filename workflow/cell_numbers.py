"""Reads the number in a spreadsheet's cell as the person saw it there: 0.9375 shown as a percentage is 93.75%.

A spreadsheet turns what is typed into its own kinds (`1-15` into a date, `93,75%` into 0.9375), so the cell's number
format is part of the answer.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Context, Decimal

from workflow.digit_marks import FRACTION_DIGITS, WHOLE_DIGITS
from workflow.printed_numbers import rounded, write_measured, write_number
from workflow.readings import (
    ANYTHING,
    Ambiguous,
    Blank,
    Doubt,
    Expected,
    Fault,
    Measure,
    NotANumber,
    Reading,
    Value,
)
from workflow.written_numbers import checked, read_number

SHOWN_DIGITS = 15
"""Significant digits that a spreadsheet shows; what a float holds beyond them is noise (0.1 + 0.2)."""
_SHOWN = Context(prec=SHOWN_DIGITS)
_TOO_LARGE = Decimal(10) ** WHOLE_DIGITS
_PERCENT_AT_MOST = Decimal(10)
"""As a fraction; above 1000% somebody has set a percent format on a number that was a percentage already."""
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_CODES = frozenset("ymdhs")
_NO_DATES = frozenset({"general", "standard", "@", ""})


def from_cell(value: object, number_format: str = "General", expected: Expected = ANYTHING) -> Reading:
    """Return what a cell with this value and number format means where `expected` is to stand; never raises."""
    match value:
        case None:
            return Blank()
        case bool():
            return NotANumber(Fault.TRUTH, "TRUE" if value else "FALSE")
        case date():
            return NotANumber(Fault.DATE, f"{value.day:02}/{value.month:02}/{value.year}")
        case time() | timedelta():
            return NotANumber(Fault.CLOCK, str(value))
        case int() | float() | Decimal():
            return _number(value, number_format, expected)
        case _:
            return read_number(str(value), expected)


def _number(value: float | Decimal, number_format: str, expected: Expected) -> Reading:
    number = _exact(value)
    if number is None:
        return _too_long(value)
    shape = _LITERAL.sub("", number_format.partition(";")[0]).lower().strip()
    if shape not in _NO_DATES and _DATE_CODES & set(shape):
        return NotANumber(Fault.DATE, write_number(number))
    measure = _measure(number_format)
    if "%" in shape:
        return _percentage(number, expected)
    if _may_be_a_fraction(number, measure, expected):
        return _hundredfold(write_number(number), number, _hundred_times(number))
    return checked(number, measure, expected, write_measured(number, measure))


def _exact(value: float | Decimal) -> Decimal | None:
    """Return the number as it is shown, None where it is none or has too many digits."""
    if isinstance(value, int):
        return Decimal(value) if abs(value) < _TOO_LARGE else None
    number = _SHOWN.create_decimal(repr(value)).normalize(_SHOWN) if isinstance(value, float) else value
    if not number.is_finite() or number.copy_abs() >= _TOO_LARGE:
        return None
    kept = rounded(number, FRACTION_DIGITS)
    return Decimal(f"{kept:f}") if kept else Decimal(0)


def _too_long(value: float | Decimal) -> NotANumber:
    """Tell infinity from a number with too many digits, which are not repeated."""
    is_finite = isinstance(value, int) or Decimal(value).is_finite()
    return NotANumber(Fault.TOO_LONG, "") if is_finite else NotANumber(Fault.UNREADABLE, str(value))


def _percentage(number: Decimal, expected: Expected) -> Reading:
    """Read what is shown a hundredfold; one that was typed before the cell became a percentage is asked back."""
    shown = _hundred_times(number)
    text = write_measured(shown, Measure.PERCENT)
    read = checked(shown, Measure.PERCENT, expected, text)
    if isinstance(read, Value) and number.copy_abs() > _PERCENT_AT_MOST:
        return _hundredfold(text, number, shown)
    return read


def _may_be_a_fraction(number: Decimal, measure: Measure, expected: Expected) -> bool:
    """Tell whether 0.9375 in a plain cell may mean 93.75%: so it is when a formula's result was pasted."""
    return expected.measure is Measure.PERCENT and measure is Measure.NONE and 0 < number.copy_abs() <= 1


def _hundredfold(text: str, *numbers: Decimal) -> Ambiguous:
    return Ambiguous(Doubt.HUNDREDFOLD, text, tuple(Value(number, Measure.PERCENT) for number in numbers))


def _hundred_times(number: Decimal) -> Decimal:
    return Decimal(f"{Decimal(f'{number:f}E2'):f}")


def _measure(number_format: str) -> Measure:
    """Return what the cell shows beside the number, a percent sign that is only text (`0.00"%"`) included."""
    if "%" in number_format:
        return Measure.PERCENT
    return Measure.RUPIAH if "rp" in number_format.lower() else Measure.NONE
