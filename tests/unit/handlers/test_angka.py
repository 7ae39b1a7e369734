"""Every number that could not be read gets words that the person can act on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.texts.angka import BLANK, SHOWN, answers, example, problem, question
from workflow.cell_numbers import from_cell
from workflow.readings import ANYTHING, Ambiguous, Doubt, Expected, Fault, Measure, NotANumber, Value
from workflow.written_numbers import read_number

PERCENT, RUPIAH, PEOPLE, HOURS = (Expected.of(satuan) for satuan in ("%", "Rp", "orang", "jam"))
ALL = [ANYTHING, PERCENT, RUPIAH, PEOPLE, HOURS]
PIECES = st.sampled_from([*"0123456789.,-()/Ol ", "Rp", "%", " juta", " M", " dari ", "nihil"])


def said(text: str, expected: Expected) -> str:
    """Return the problem or the question about the text."""
    match read_number(text, expected):
        case NotANumber() as found:
            return problem(found, expected)
        case Ambiguous() as found:
            return question(found, expected)
        case found:
            raise AssertionError(found)


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("sembilan", HOURS, '"sembilan" bukan angka. Tulis misalnya 9 atau 9,5.'),
        (
            "15 hari",
            HOURS,
            '"15 hari" memakai satuan hari, sedangkan yang diminta jam. Tulis angkanya dalam jam, misalnya 9 atau 9,5.',
        ),
        ("90-95", PERCENT, '"90-95" adalah rentang. Tulis satu angka yang dicapai, misalnya 93,75.'),
        (
            "1,5",
            PEOPLE,
            '"1,5" bukan bilangan bulat, sedangkan orang dihitung satu per satu. Tulis misalnya 15.',
        ),
        (
            "1.234",
            HOURS,
            'Titik atau koma pada "1.234" dapat berarti ribuan atau pecahan: 1234 atau 1,234. Mana yang benar?',
        ),
        ("nihil", PEOPLE, '"nihil" dapat berarti nol, atau belum ada data. Mana yang benar?'),
        ("15/16", PERCENT, '"15/16" menghasilkan 93,75%. Pakai angka itu?'),
        (
            "Rp 1,25 M",
            RUPIAH,
            'Huruf M pada "Rp 1,25 M" dapat berarti miliar atau juta: Rp 1.250.000.000 atau Rp 1.250.000. '
            "Mana yang benar?",
        ),
    ],
)
def test_what_is_said(text, expected, words):
    """The words name what was written, what is wrong with it, and what to do."""
    assert said(text, expected) == words


def test_a_cell_that_may_be_a_hundredfold():
    """The cell is told as it shows."""
    found = from_cell(0.9375, "General", PERCENT)
    assert isinstance(found, Ambiguous)
    assert question(found, PERCENT) == (
        'Sel ini berisi "0,9375", yang dapat berarti 0,9375% atau 93,75%. Mana yang benar?'
    )


@pytest.mark.parametrize("expected", ALL)
@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_words(fault, expected):
    """What was written is repeated, and the end of the sentence says what to write."""
    words = problem(NotANumber(fault, "<15>", "hari"), expected)
    assert '"<15>"' in words
    assert words.endswith(f"{example(expected)}.")
    assert "!" not in words
    assert "{" not in words


@pytest.mark.parametrize("doubt", Doubt)
def test_every_doubt_has_a_question(doubt):
    """A question ends as one, whatever the number of answers."""
    for readings in ((Value(Decimal(5)),), (Value(Decimal(5)), Value(Decimal(-5)), Value(Decimal(6)))):
        assert question(Ambiguous(doubt, "5", readings), ANYTHING).endswith("?")


@pytest.mark.parametrize("expected", ALL)
def test_the_example_can_be_copied(expected):
    """Who writes what the bot gives as an example is understood."""
    for each in example(expected).split(" atau "):
        assert isinstance(read_number(each, expected), Value)


def test_long_and_invisible_text():
    """Five thousand characters are cut, and what shows nothing is not quoted."""
    words = problem(NotANumber(Fault.WORDS, "x" * 5000), ANYTHING)
    assert f'"{"x" * SHOWN}…"' in words
    assert problem(NotANumber(Fault.TOO_LONG, ""), ANYTHING).startswith("Isian ini terlalu panjang")


def test_zero_and_blank_are_two_answers():
    """The buttons keep 0 and nothing to report apart."""
    found = read_number("-", PEOPLE)
    assert isinstance(found, Ambiguous)
    assert answers(found, PEOPLE) == ("0", BLANK)


@given(st.lists(PIECES, max_size=9).map("".join), st.sampled_from(ALL))
def test_answers_differ_and_can_be_written(text, expected):
    """No two answers look alike, and who writes an answer instead of tapping it is understood so."""
    found = read_number(text, expected)
    if not isinstance(found, Ambiguous):
        return
    written = answers(found, expected)
    assert len(set(written)) == len(written)
    for reading, words in zip(found.readings, written, strict=True):
        if not isinstance(reading, Value):
            continue
        again = read_number(words, expected)
        readings = again.readings if isinstance(again, Ambiguous) else (again,)
        assert reading.number in [each.number for each in readings if isinstance(each, Value)]


def test_a_percentage_is_shown_with_its_sign():
    """1.234% is asked with the sign in the answers."""
    found = read_number("1.234", PERCENT)
    assert isinstance(found, Ambiguous)
    assert answers(found, PERCENT) == ("1234%", "1,234%")
    assert [each.measure for each in found.readings if isinstance(each, Value)] == [Measure.NONE, Measure.NONE]
