"""Dots, commas, spaces and apostrophes between digits: which of them part thousands, and which begins a fraction.

Indonesian puts 1.234,5, English 1,234.5; officials write both, and a single mark before three digits may be either.
"""

from __future__ import annotations

from decimal import Decimal

MARKS = ".,' "
FRACTION_MARKS = ".,"
WHOLE_DIGITS = 18
"""Digits before the fraction: a thousand times the state's budget in rupiah."""
FRACTION_DIGITS = 18
"""Digits of the fraction: more than a spreadsheet keeps."""


class TooManyDigitsError(Exception):
    """More digits than `WHOLE_DIGITS` and `FRACTION_DIGITS`."""

    def __init__(self, digits: int) -> None:
        super().__init__(digits)
        self.digits = digits


def plain_forms(written: str) -> tuple[str, ...]:
    """Return the ways to read digits with marks, as `1234.5`; the one with parted thousands comes first.

    None where the marks form no number, two where one dot or comma stands before three digits (`1.234`).
    """
    kinds = tuple(dict.fromkeys(char for char in written if char in MARKS))
    match kinds:
        case ():
            return (written,) if written else ()
        case (mark,):
            forms = (_grouped(written, mark), _with_fraction(written, mark))
            return tuple(form for form in forms if form)
        case (thousands, fraction) if fraction in FRACTION_MARKS:
            head, _, tail = written.rpartition(fraction)
            grouped = _grouped(head, thousands)
            return (f"{grouped}.{tail}",) if grouped and tail.isdigit() else ()
        case _:
            return ()


def exact(plain: str, scale: int = 0) -> Decimal:
    """Return `plain` times ten to the power of `scale`, without rounding. Raises TooManyDigitsError."""
    whole, _, fraction = plain.partition(".")
    digits = max(len(whole.lstrip("0")), len(fraction))
    if len(whole.lstrip("0")) > WHOLE_DIGITS or len(fraction) > FRACTION_DIGITS:
        raise TooManyDigitsError(digits)
    number = Decimal(f"{Decimal(f'{plain}E{scale}'):f}")
    if number.adjusted() >= WHOLE_DIGITS:
        raise TooManyDigitsError(number.adjusted() + 1)
    return number


def _grouped(written: str, mark: str) -> str:
    """Return the digits without the marks, empty where they do not part thousands."""
    first, *others = written.split(mark)
    if not first.isdigit() or len(first) > 3 or first.startswith("0"):
        return ""
    return first + "".join(others) if all(len(each) == 3 and each.isdigit() for each in others) else ""


def _with_fraction(written: str, mark: str) -> str:
    """Return the digits with a point for the mark, empty where it cannot begin a fraction."""
    head, _, tail = written.partition(mark)
    if mark not in FRACTION_MARKS or not tail.isdigit():
        return ""
    return f"{head or '0'}.{tail}"
