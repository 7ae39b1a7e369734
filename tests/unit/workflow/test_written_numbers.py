"""Numbers as officials write them: what is plain is read, what is in doubt is asked, what is none says why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workflow.readings import ANYTHING, Ambiguous, Blank, Doubt, Expected, Fault, Measure, NotANumber, Value
from workflow.written_numbers import read_number

PERCENT, RUPIAH, PEOPLE, SCORE = (Expected.of(satuan) for satuan in ("%", "Rp", "Orang", "nilai"))


def meant(text: str, expected: Expected = ANYTHING) -> list[str | None]:
    """Return what an ambiguous text may mean; a blank is None."""
    found = read_number(text, expected)
    assert isinstance(found, Ambiguous), found
    return [str(each.number) if isinstance(each, Value) else None for each in found.readings]


def doubt(text: str, expected: Expected = ANYTHING) -> Doubt:
    found = read_number(text, expected)
    assert isinstance(found, Ambiguous), found
    return found.doubt


def fault(text: str, expected: Expected = ANYTHING) -> Fault:
    found = read_number(text, expected)
    assert isinstance(found, NotANumber), found
    return found.fault


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("nol", "0"),
        ("0 M", "0"),
        ("-0,00", "0"),
        ("007", "7"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("0,234", "0.234"),
        ("1234.567", "1234.567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,567", "1234.567"),
        ("1.250.000", "1250000"),
        ("1,250,000", "1250000"),
        ("1 250 000", "1250000"),
        ("1'250", "1250"),
        ("1 250 000,75", "1250000.75"),
        ("15.", "15"),
        ("  15\n", "15"),
        ("'15", "15"),
        ("’15", "15"),
        ("１２,５", "12.5"),
        ("١٥", "15"),
        ("1\u200b5", "15"),
        ("1\u202f250\u202f000", "1250000"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("minus 2,5", "-2.5"),
        ("+5", "5"),
        ("15 orang", "15"),
        ("15orang.", "15"),
        ("2 rb", "2000"),
        ("1,25 miliar", "1250000000"),
        ("999999999999999999", "999999999999999999"),
        ("0" * 60 + "15", "15"),
    ],
)
def test_plain_numbers(text, number):
    """However it is spaced, parted and typed, a number that can mean one thing is read as that."""
    assert read_number(text) == Value(Decimal(number))


@pytest.mark.parametrize("text", ["93,75%", "93,75 %", "93.75%", "93,75 persen", "93,75\u00a0％", "93,75%."])
def test_percentages(text):
    """The percent sign is noticed; 93,75% is 93.75."""
    assert read_number(text) == read_number(text, PERCENT) == Value(Decimal("93.75"), Measure.PERCENT)


@pytest.mark.parametrize(
    "text",
    [
        "Rp 1.250.000",
        "Rp1.250.000,00",
        "Rp. 1.250.000,-",
        "Rp1.250.000.-",
        "RP.1.250.000",
        "Rp\u00a01,250,000.00",
        "IDR 1.250.000",
        "1.250.000 rupiah",
        "Rp 1,25 juta",
        "Rp. 1,25 jt",
        "Rp 1250 ribu",
        "Rp 1250000",
    ],
)
def test_rupiah(text):
    """An amount as letters, forms and newspapers write it."""
    most = Expected.of("Rp", most=Decimal(10_000_000))
    assert read_number(text, most) == Value(Decimal(1250000), Measure.RUPIAH)


def test_rupiah_below_zero():
    """The sign stands before or after Rp."""
    assert read_number("-Rp 5.000") == read_number("Rp -5.000") == Value(Decimal(-5000), Measure.RUPIAH)


def test_one_mark_before_three_digits_is_asked():
    """1.234 and 1,234 may be more than a thousand or less than two, and so may a negative one."""
    assert meant("1.234") == meant("1,234") == meant("1.234%", PERCENT) == ["1234", "1.234"]
    assert meant("-1.234", SCORE) == ["-1234", "-1.234"]
    assert doubt("12,345") is Doubt.MARK


def test_what_is_counted_or_money_has_no_thousandths():
    """Of orang and rupiah there is no 1,234; the one that makes no sense is not asked for."""
    for text in ("1.234", "1,234"):
        assert read_number(text, PEOPLE) == read_number(text, RUPIAH) == Value(Decimal(1234))
    assert read_number("Rp 1.234") == Value(Decimal(1234), Measure.RUPIAH)
    assert read_number("1.000", PEOPLE) == Value(Decimal(1000))


def test_a_comma_before_three_zeros_is_asked_even_of_a_count():
    """15,000 orang may be a spreadsheet's 15 with three places."""
    assert meant("15,000", PEOPLE) == ["15000", "15.000"]


def test_what_can_hardly_be_exceeded_decides():
    """An index that ends at 5 is 2,345; where both or neither fit, it is asked."""
    index = Expected.of("indeks", most=Decimal(5))
    assert read_number("2.345", index) == Value(Decimal("2.345"))
    assert meant("9.345", index) == ["9345", "9.345"]
    assert read_number("93.756%", Expected.of("%", most=Decimal(100))) == Value(Decimal("93.756"), Measure.PERCENT)


def test_thousands_of_millions_are_asked():
    """With juta behind it even money has thousandths; M is miliar to most and juta to some."""
    assert meant("Rp 1.250 juta") == ["1250000000", "1250000"]
    assert meant("Rp 1,25 M") == ["1250000000", "1250000"]
    assert doubt("Rp 1,25 M", RUPIAH) is Doubt.SCALE
    assert read_number("Rp 1,25 M", Expected.of("Rp", most=Decimal(10_000_000))) == Value(
        Decimal(1250000), Measure.RUPIAH
    )
    assert fault("15 m", Expected.of("menit")) is Fault.OTHER_MEASURE


@pytest.mark.parametrize("text", ["-", "--", "—", "Rp -", "nihil", "NIHIL.", "tidak ada", "kosong", "belum ada", " - "])
def test_nothing_or_zero_is_asked(text):
    """0 is a value, blank is not: an auditor wants to know which of them nihil was."""
    assert read_number(text, PERCENT) == Ambiguous(Doubt.ABSENCE, text, (Value(Decimal(0)), Blank(text)))


@pytest.mark.parametrize(
    "text", ["n/a", "N.A.", "tidak ada data", "Belum tersedia", "……", "Rp ......", "__", "Rp", "%"]
)
def test_said_to_be_unknown(text):
    """What was said of an unfilled field is kept; it is never zero."""
    assert read_number(text) == Blank(text)


@pytest.mark.parametrize("text", ["", " ", "\t\r\n", "\u00a0\u200b\ufeff", "'"])
def test_empty(text):
    """What shows nothing is blank."""
    assert read_number(text) == Blank()


def test_brackets_and_a_loose_dash_are_asked():
    """Accounting writes (1.250) for less than zero, others bracket for show; a dash may be a list's."""
    assert meant("(1.250)", RUPIAH) == meant("- 1.250", RUPIAH) == ["-1250", "1250"]
    assert meant("(1.250)") == ["-1250", "1250", "-1.250", "1.250"]
    assert doubt("(5%)", PERCENT) is Doubt.NEGATIVE
    assert read_number("(0)") == Value(Decimal(0))
    assert fault("(sekian 5)") is Fault.WORDS_AROUND


def test_a_single_gap_is_asked():
    """1 250 may be two numbers that ran together."""
    assert (doubt("1 250"), meant("1 250")) == (Doubt.SPACED, ["1250"])
    assert fault("93 75") is Fault.MARKS


@pytest.mark.parametrize(
    ("text", "number"), [("1O", "10"), ("l5", "15"), ("I,5", "1.5"), ("O", "0"), ("Rp1O.OOO", "10000")]
)
def test_letters_that_look_like_digits_are_asked(text, number):
    """O for 0 and l for 1 slip in from typewriters and scans; the number is offered, not taken."""
    assert (doubt(text), meant(text)) == (Doubt.LOOKALIKE, [number])


def test_letters_of_the_satuan_are_no_digits():
    """15 l of water are litres where the indicator counts litres."""
    assert read_number("15 l", Expected.of("l")) == read_number("15l", Expected.of("l")) == Value(Decimal(15))
    assert read_number("5 indeks", Expected.of("Indeks")) == Value(Decimal(5))


@pytest.mark.parametrize("text", ["15 dari 16", "15/16", "15 / 16", "15 dari 16 permohonan"])
def test_a_share_is_offered_as_a_percentage(text):
    """Where a percentage belongs the bot does the division and asks; elsewhere it says what is missing."""
    offered = Ambiguous(Doubt.SHARE, text, (Value(Decimal("93.75"), Measure.PERCENT),))
    assert read_number(text, PERCENT) == offered
    assert fault(text, PEOPLE) is Fault.SHARE


def test_shares_at_the_edges():
    """Four places, half up; thousands as counts; nothing of nothing is no percentage."""
    assert meant("1/3", PERCENT) == ["33.3333"]
    assert meant("2/3", PERCENT) == ["66.6667"]
    assert meant("1.250 dari 2.000", PERCENT) == ["62.5"]
    assert meant("0 dari 16", PERCENT) == ["0"]
    assert meant("16/16", PERCENT) == ["100"]
    assert fault("0 dari 0", PERCENT) is Fault.SHARE_OF_NOTHING
    assert fault("1,5 dari 2", PERCENT) is Fault.SHARE
    assert meant("999999999999999999/1", PERCENT) == ["99999999999999999900"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sembilan", Fault.WORDS),
        ("NaN", Fault.WORDS),
        ("Infinity", Fault.WORDS),
        ("½", Fault.WORDS),
        ("?", Fault.WORDS),
        ("capaian 15", Fault.WORDS_AROUND),
        ("Rp 15%", Fault.WORDS_AROUND),
        ("15²", Fault.WORDS_AROUND),
        ("15 dan 16", Fault.SEVERAL),
        ("15 orang 3 tim", Fault.SEVERAL),
        ("15,", Fault.MARKS),
        ("15..", Fault.MARKS),
        ("1.25.000", Fault.MARKS),
        ("12.34,5", Fault.MARKS),
        ("1,234,567.8.9", Fault.MARKS),
        ("1. 250. 000", Fault.MARKS),
        ("--5", Fault.SIGNS),
        ("+-5", Fault.SIGNS),
        ("- -5", Fault.SIGNS),
        ("-Rp -5", Fault.SIGNS),
        ("5-", Fault.SIGNS),
        ("± 15", Fault.APPROXIMATE),
        ("+/- 15", Fault.APPROXIMATE),
        ("sekitar 15", Fault.APPROXIMATE),
        ("~15", Fault.APPROXIMATE),
        (">90", Fault.BOUND),
        ("≤ 90%", Fault.BOUND),
        ("minimal 90", Fault.BOUND),
        ("90+", Fault.BOUND),
        ("90-95", Fault.RANGE),
        ("90 – 95 %", Fault.RANGE),
        ("90 s/d 95", Fault.RANGE),
        ("90% s.d. 95%", Fault.RANGE),
        ("Rp 5 juta-Rp 6 juta", Fault.SEVERAL),
        ("15 Jan", Fault.DATE),
        ("15-Jan-26", Fault.DATE),
        ("Jan-26", Fault.DATE),
        ("15 Agustus 2026", Fault.DATE),
        ("15/01/2026", Fault.DATE),
        ("15.01.2026", Fault.DATE),
        ("2026-01-15 00:00:00", Fault.DATE),
        ("2:30", Fault.CLOCK),
        ("1e5", Fault.EXPONENT),
        ("1,23E+08", Fault.EXPONENT),
        ("9" * 60, Fault.TOO_LONG),
        ("0," + "1" * 60, Fault.TOO_LONG),
        ("999999999999999999 juta", Fault.TOO_LONG),
        ("=SUM(A1:A3)", Fault.FORMULA),
        ("#DIV/0!", Fault.CELL_ERROR),
        ("#N/A", Fault.CELL_ERROR),
        ("####", Fault.CELL_ERROR),
        ("1\x005", Fault.UNREADABLE),
    ],
)
def test_no_numbers(text, why):
    """Each kind of text that is no number is told apart, with the text as it was written."""
    found = read_number(text)
    assert isinstance(found, NotANumber)
    assert (found.fault, found.text) == (why, text)


@pytest.mark.parametrize(
    ("text", "expected", "part"),
    [
        ("93%", RUPIAH, "%"),
        ("93%", PEOPLE, "%"),
        ("Rp 5.000", PERCENT, "Rp"),
        ("1.234%", SCORE, "%"),
        ("15 hari", Expected.of("jam"), "hari"),
        ("15 orang", PERCENT, "orang"),
    ],
)
def test_another_satuan_is_never_taken_for_the_indicators(text, expected, part):
    """15 hari are not 15 jam."""
    assert read_number(text, expected) == NotANumber(Fault.OTHER_MEASURE, text, part)


def test_a_satuan_with_its_own_thousands():
    """In juta rupiah, 1,25 juta might be counted twice; the whole satuan behind the number is the satuan."""
    millions = Expected.of("Juta Rupiah")
    assert read_number("1,25 juta rupiah", millions) == read_number("1,25", millions) == Value(Decimal("1.25"))
    assert fault("1,25 juta", millions) is Fault.OTHER_MEASURE
    assert fault("Rp 1.250.000", millions) is Fault.OTHER_MEASURE


def test_a_fraction_of_a_count():
    """Nobody is one and a half orang; 15,0 is 15."""
    assert fault("1,5", PEOPLE) is Fault.NOT_WHOLE
    assert read_number("15,0 orang", PEOPLE) == Value(Decimal("15.0"))


def test_what_a_satuan_says():
    """Percent, money, counts and the rest, however the satuan is written."""
    assert Expected.of(" Persen ").measure is Measure.PERCENT
    assert Expected.of("Persen (%)").measure is Measure.PERCENT
    assert Expected.of("RP.").measure is Expected.of("Rupiah (Rp)").measure is Measure.RUPIAH
    assert Expected.of("juta rupiah").measure is Expected.of("").measure is Measure.NONE
    assert Expected.of("Perangkat  Daerah").whole
    assert not Expected.of("jam").whole
