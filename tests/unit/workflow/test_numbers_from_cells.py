"""A cell's number is what the person saw in it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.cell_numbers import from_cell
from workflow.readings import ANYTHING, Ambiguous, Blank, Doubt, Expected, Fault, Measure, NotANumber, Value

PERCENT, RUPIAH, PEOPLE = (Expected.of(satuan) for satuan in ("%", "Rp", "orang"))


@pytest.mark.parametrize("shape", ["0%", "0.00%", "0.00%;[Red]-0.00%", "#,##0.00 %"])
def test_a_cell_in_percent(shape):
    """0.9375 shown as 93.75% is 93.75."""
    assert from_cell(0.9375, shape, PERCENT) == Value(Decimal("93.75"), Measure.PERCENT)


@pytest.mark.parametrize("shape", ['0.00"%"', r"0.00\%"])
def test_a_percent_sign_that_is_only_text(shape):
    """The cell of our own workbook holds 93.75 with a sign behind it."""
    assert from_cell(93.75, shape, PERCENT) == Value(Decimal("93.75"), Measure.PERCENT)
    assert from_cell(0.5, shape, PERCENT) == Value(Decimal("0.5"), Measure.PERCENT)


@pytest.mark.parametrize(
    ("value", "number"),
    [(15, "15"), (0, "0"), (-0.0, "0"), (0.1, "0.1"), (0.1 + 0.2, "0.3"), (1e-300, "0"), (1e15, "1000000000000000")],
)
def test_numbers_are_what_is_shown(value, number):
    """Neither binary noise nor an exponent reaches the report."""
    found = from_cell(value)
    assert isinstance(found, Value)
    assert str(found.number) == number


@pytest.mark.parametrize(
    ("value", "shape", "expected", "readings"),
    [
        (0.9375, "General", PERCENT, ["0.9375", "93.75"]),
        (1, "0.00", PERCENT, ["1", "100"]),
        (93.75, "0.00%", PERCENT, ["93.75", "9375"]),
    ],
)
def test_a_hundredfold_is_asked(value, shape, expected, readings):
    """A pasted fraction, or a percent format set on what was a percentage already, differs by a hundred."""
    found = from_cell(value, shape, expected)
    assert isinstance(found, Ambiguous)
    assert found.doubt is Doubt.HUNDREDFOLD
    assert [f"{each.number:f}" for each in found.readings if isinstance(each, Value)] == readings


@pytest.mark.parametrize(
    ("value", "shape", "expected", "why"),
    [
        (True, "General", ANYTHING, Fault.TRUTH),
        (datetime(2026, 1, 15), "dd/mm/yyyy", ANYTHING, Fault.DATE),  # noqa: DTZ001 - a cell's date has no zone
        (date(2026, 1, 15), "d-mmm", ANYTHING, Fault.DATE),
        (46037, "d-mmm", ANYTHING, Fault.DATE),
        (time(2, 30), "h:mm", ANYTHING, Fault.CLOCK),
        (timedelta(hours=30), "[h]:mm", ANYTHING, Fault.CLOCK),
        (float("nan"), "General", ANYTHING, Fault.UNREADABLE),
        (float("-inf"), "0%", ANYTHING, Fault.UNREADABLE),
        (1e300, "General", ANYTHING, Fault.TOO_LONG),
        (1.5, "General", PEOPLE, Fault.NOT_WHOLE),
        (0.15, "0%", PEOPLE, Fault.OTHER_MEASURE),
        (0.15, "0%", RUPIAH, Fault.OTHER_MEASURE),
        ("sembilan", "General", ANYTHING, Fault.WORDS),
        (b"15", "General", ANYTHING, Fault.WORDS_AROUND),
    ],
)
def test_what_is_no_number_in_a_cell(value, shape, expected, why):
    """A spreadsheet's own kinds say what became of what was typed."""
    found = from_cell(value, shape, expected)
    assert isinstance(found, NotANumber)
    assert found.fault is why


def test_a_number_too_long_to_be_written():
    """Python itself refuses to write ten thousand digits; the answer does not repeat them."""
    assert from_cell(10**10_000) == from_cell(10**18) == NotANumber(Fault.TOO_LONG, "")


@pytest.mark.parametrize(
    "shape", ["General", "#,##0.00_);[Red](#,##0.00)", '#,##0 "dokumen"', "0.00E+00", '_-* #,##0_-;-* "-"_-', "# ?/?"]
)
def test_formats_of_numbers_are_no_dates(shape):
    """Colours, texts in quotes and padding have letters, but show no date."""
    assert from_cell(15, shape) == Value(Decimal(15))


def test_rupiah_cells():
    """The currency of a format is noticed, quoted or in brackets."""
    for shape in ('"Rp"#,##0', "[$Rp-421]#,##0.00", '_("Rp"* #,##0_)'):
        assert from_cell(1250000, shape, RUPIAH) == Value(Decimal(1250000), Measure.RUPIAH)


def test_text_and_nothing():
    """A number stored as text is read as text; an empty cell is blank."""
    assert from_cell("93,75%", "@", PERCENT) == Value(Decimal("93.75"), Measure.PERCENT)
    assert from_cell(None) == Blank()


@given(st.floats() | st.integers() | st.decimals() | st.text(max_size=30) | st.booleans(), st.text(max_size=20))
def test_no_cell_raises(value, shape):
    """Whatever stands in a workbook has an answer."""
    assert from_cell(value, shape, PERCENT) is not None


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_number_that_was_typed_comes_back(number):
    """Up to fifteen digits, a float in a cell is the number that was typed into it."""
    assert from_cell(float(number)) == Value(number)
