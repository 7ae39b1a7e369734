"""What is printed is read back; any text is answered, in time that grows with its length."""

from __future__ import annotations

from decimal import Decimal
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow.printed_numbers import write_measured, write_number, write_percent, write_plainly, write_rupiah
from workflow.readings import (
    ANYTHING,
    Ambiguous,
    Blank,
    Doubt,
    Expected,
    Measure,
    NotANumber,
    Value,
)
from workflow.written_numbers import read_number

EDGE = Decimal(10) ** 18 - 1
PERCENT, RUPIAH, PEOPLE = (Expected.of(satuan) for satuan in ("%", "Rp", "orang"))
EXPECTED = st.sampled_from([ANYTHING, PERCENT, RUPIAH, PEOPLE, Expected.of("jam", most=Decimal(100))])
PIECES = st.sampled_from(
    [*"0123456789.,-+%()'/:oOlI±>½²١", " ", "\u00a0", "Rp", "Rp.", "juta", "M", "dari", "s/d", "nihil", "Jan", "orang"]
)
TEXTS = st.text(max_size=60) | st.lists(PIECES, max_size=14).map("".join)


def decimals(places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(-EDGE, EDGE, places=places)


def means(text: str, value: Value, expected: Expected = ANYTHING) -> bool:
    """Tell whether the text is read as the value, or asked back with the value among the answers."""
    found = read_number(text, expected)
    return value in found.readings if isinstance(found, Ambiguous) and found.doubt is Doubt.MARK else found == value


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("0", "0"),
        ("-0.00", "0"),
        ("93.50", "93,5"),
        ("1234.5", "1.234,5"),
        ("-1250000", "-1.250.000"),
        ("999999999999999999", "999.999.999.999.999.999"),
        ("1E+3", "1.000"),
        ("1E-18", "0,000000000000000001"),
    ],
)
def test_printed_exactly(number, printed):
    """Dots part thousands, a comma begins the fraction, nothing is lost and no exponent shows."""
    assert write_number(Decimal(number)) == printed


def test_printed_rounded():
    """Half goes up, away from zero; what rounds to nothing has no sign."""
    assert write_number(Decimal("2.345"), 2) == "2,35"
    assert write_number(Decimal("-2.345"), 2) == "-2,35"
    assert write_number(Decimal("-0.001"), 2) == "0"
    assert write_number(Decimal("999.995"), 2) == "1.000"
    assert write_number(Decimal(5), 2, 2) == "5,00"
    assert write_number(Decimal("1." + "9" * 70), 2) == "2"
    assert write_number(Decimal("9" * 70 + ".5"), 0) == "10" + ".000" * 23


def test_printed_with_its_measure():
    """93,75%, Rp 1.250.000, and sen only where there are any."""
    assert write_percent(Decimal("93.75")) == "93,75%"
    assert write_percent(Decimal(100) / 3) == "33,33%"
    assert write_percent(Decimal("93.5"), least_places=2) == "93,50%"
    assert write_rupiah(Decimal(1250000)) == "Rp 1.250.000"
    assert write_rupiah(Decimal("-1250000.5")) == "-Rp 1.250.000,50"
    assert write_rupiah(Decimal("-0.001")) == "Rp 0"
    assert write_measured(Decimal("33.3333"), Measure.PERCENT) == "33,3333%"
    assert write_measured(Decimal("1.5"), Measure.NONE) == "1,5"
    assert write_plainly(Decimal("1234.567")) == "1234,567"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_printed(number):
    """No document says NaN."""
    with pytest.raises(ValueError, match="cannot be printed"):
        write_number(Decimal(number))


@given(decimals(0) | decimals(2) | decimals(3) | decimals(18))
@example(Decimal("1.234"))
@example(Decimal(1234))
def test_numbers_come_back(number):
    """A printed number is read as it was, or asked back with it among the answers."""
    assert means(write_number(number), Value(number))
    assert means(write_number(number, least_places=2), Value(number))
    assert means(f"{write_number(number)}%", Value(number, Measure.PERCENT), PERCENT)


@given(decimals(2))
def test_two_places_are_never_in_doubt(number):
    """With two places printed there is nothing to ask."""
    assert read_number(write_number(number, 2, 2)) == Value(number)
    assert read_number(write_percent(number, 2, 2), PERCENT) == Value(number, Measure.PERCENT)


@given(decimals(2))
def test_rupiah_come_back(amount):
    """An amount is read as it was printed, in whole rupiah and with sen."""
    assert (
        read_number(write_rupiah(amount), RUPIAH) == read_number(write_rupiah(amount)) == Value(amount, Measure.RUPIAH)
    )


@given(decimals(0))
def test_counts_come_back(count):
    """A count is never in doubt."""
    assert (
        read_number(f"{write_number(count)} orang", PEOPLE) == read_number(write_number(count), PEOPLE) == Value(count)
    )


@given(st.decimals(-999, 999, places=2) | decimals(0))
def test_plain_numbers_come_back(number):
    """Without dots a whole number or one with two places is plain."""
    assert read_number(write_plainly(number)) == Value(number)


@given(TEXTS, EXPECTED)
def test_any_text_has_an_answer(text, expected):
    """No text raises; a value is finite, within the limits, and what was asked keeps the text."""
    match read_number(text, expected):
        case Value(number):
            assert number.is_finite()
            assert abs(number) <= EDGE + 1
        case Ambiguous(text=kept, readings=readings):
            assert kept == text
            assert readings
            assert len(set(readings)) == len(readings) <= 8
        case NotANumber(text=kept):
            assert kept == text
        case Blank():
            assert not any(char in "0123456789" for char in text)


@given(TEXTS, EXPECTED)
def test_space_around_changes_nothing(text, expected):
    """What is typed before or after a text is not part of it."""
    plain, spaced = read_number(text.strip(), expected), read_number(f" \u00a0{text.strip()}\n", expected)
    assert type(plain) is type(spaced)
    if isinstance(plain, Value):
        assert plain == spaced


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1.",
        "1,",
        ". ",
        " ",
        "-",
        "+",
        "(",
        "o",
        "1o ",
        "Rp",
        "1/",
        "1 dari ",
        "jan",
        "%",
        "e1",
        "1-",
        "a ",
        "\u200b",
        "١",
    ],
)
def test_long_texts_take_time_in_proportion(piece):
    """Five thousand characters take milliseconds, and ten times as many not much more than ten times as long."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        started = process_time()
        for expected in (ANYTHING, PERCENT, PEOPLE):
            read_number(text, expected)
            read_number(f"5 {text}", expected)
        return process_time() - started

    seconds(500)
    short = min(seconds(5_000) for _ in range(3))
    assert short < 0.25
    assert min(seconds(50_000) for _ in range(2)) < 30 * short + 0.02
