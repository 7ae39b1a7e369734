"""Reads a number as an official wrote it: `1.234,5`, `93,75%`, `Rp 1,25 miliar`, `15 orang`, `1.250.000,-`.

Never raises and takes time in proportion to the text. What is plain becomes a value; what could mean two things is
asked back; what is no number says why. Nothing is guessed that would change a figure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal

from workflow import number_words as words
from workflow.digit_marks import TooManyDigitsError, exact, plain_forms
from workflow.readings import (
    ANYTHING,
    COUNTED_WORDS,
    Ambiguous,
    Blank,
    Doubt,
    Expected,
    Fault,
    Measure,
    NotANumber,
    Reading,
    Value,
    is_whole,
)

ZERO = Decimal(0)
SHARE_PLACES = Decimal("0.0001")
"""A share is taken to four places of a percent, so that what is reckoned from it is right in the printed two."""
_PRECISE = Context(prec=60, rounding=ROUND_HALF_UP)
_NO_SATUAN = {"", *COUNTED_WORDS}
_SAME = str.maketrans("’‘`´‚，．％－−–—‐‑‒\u00ad＋（）／", "'''',,.%--------+()/")


@dataclass(frozen=True)
class _Source:
    """A text as it was written, and in lower case without invisible characters, apart from what it is to hold."""

    text: str
    plain: str
    expected: Expected

    def fault(self, fault: Fault, part: str = "") -> NotANumber:
        return NotANumber(fault, self.text, part)

    def doubt(self, doubt: Doubt, *readings: Value | Blank) -> Ambiguous:
        return Ambiguous(doubt, self.text, readings)


def read_number(text: str, expected: Expected = ANYTHING) -> Reading:
    """Return what `text` means where `expected` is to stand."""
    plain = _plain(text)
    if plain is None:
        return NotANumber(Fault.UNREADABLE, text)
    plain = plain.removeprefix("'").strip()
    source = _Source(text, f"-{plain[6:]}" if plain.startswith("minus ") else plain, expected)
    return next(found for reader in _READERS if (found := reader(source)) is not None)


def checked(number: Decimal, measure: Measure, expected: Expected, text: str) -> Value | NotANumber:
    """Return the value, or why a number written in `measure` may not stand where `expected` is to."""
    if not expected.takes(measure):
        return NotANumber(Fault.OTHER_MEASURE, text, "%" if measure is Measure.PERCENT else "Rp")
    if expected.whole and not is_whole(number):
        return NotANumber(Fault.NOT_WHOLE, text)
    return Value(number, measure)


def _plain(text: str) -> str | None:
    """Return the text with plain digits, marks and single spaces, None where it holds control characters."""
    kept = []
    for char in text.translate(_SAME):
        if char.isascii() and char.isprintable():
            kept.append(char)
        elif char.isdecimal():
            kept.append(str(unicodedata.decimal(char)))
        elif char.isspace():
            kept.append(" ")
        elif (category := unicodedata.category(char)) == "Cc":
            return None
        elif category != "Cf":
            kept.append(char)
    return " ".join("".join(kept).lower().split())


def _phrase(source: _Source) -> Reading | None:
    """Read what says without digits that there is nothing, or zero."""
    phrase = source.plain.rstrip(".")
    amount = source.plain.removeprefix("rp").rstrip("%").strip(words.PLACEHOLDERS)
    if phrase in words.UNFILLED or not amount:
        return Blank(source.text if source.plain else "")
    if phrase in words.ZERO:
        return Value(ZERO)
    if phrase in words.ABSENT or set(amount) <= {"-", " "}:
        return source.doubt(Doubt.ABSENCE, Value(ZERO), Blank(source.text))
    if phrase == "o":
        return source.doubt(Doubt.LOOKALIKE, Value(ZERO))
    return None


def _shaped(source: _Source) -> Reading | None:
    """Tell what is plainly something else: a range, a date, a bound."""
    faults = (fault for fault, shape in words.SHAPES if shape.match(source.plain))
    fault = next(faults, None)
    return None if fault is None else source.fault(fault)


def _wordy(source: _Source) -> Reading | None:
    """Tell a text without any digit."""
    return None if any(char.isdigit() and char.isascii() for char in source.plain) else source.fault(Fault.WORDS)


def _bracketed(source: _Source) -> Reading | None:
    """Read `(1.250)`: accounting means a number below zero, others only set it apart."""
    if not (source.plain.startswith("(") and source.plain.endswith(")")):
        return None
    inner = _number(replace(source, plain=source.plain[1:-1].strip()))
    match inner:
        case Value():
            return _either_sign(source, (inner,))
        case Ambiguous(readings=readings):
            return _either_sign(source, readings)
        case _:
            return inner


def _either_sign(source: _Source, readings: tuple[Value | Blank, ...]) -> Value | Ambiguous:
    numbers = tuple(reading for reading in readings if isinstance(reading, Value))
    if all(not reading.number for reading in numbers):
        return numbers[0]
    size = tuple(replace(reading, number=reading.number.copy_abs()) for reading in numbers)
    below = tuple(replace(reading, number=reading.number.copy_negate()) for reading in size)
    pairs = (reading for pair in zip(below, size, strict=True) for reading in pair)
    return source.doubt(Doubt.NEGATIVE, *dict.fromkeys(pairs))


def _share(source: _Source) -> Reading | None:
    """Read `15 dari 16`: offered as 93.75 where a percentage belongs, else refused."""
    found = words.SHARE.match(source.plain)
    if found is None:
        return None
    if source.expected.measure is not Measure.PERCENT:
        return source.fault(Fault.SHARE)
    counted = [_number(replace(source, plain=each, expected=Expected(whole=True))) for each in found.group(1, 2)]
    match counted:
        case [Value(part), Value(all_of_it)] if all_of_it:
            percent = _PRECISE.divide(part.scaleb(2, _PRECISE), all_of_it).quantize(SHARE_PLACES, context=_PRECISE)
            return source.doubt(Doubt.SHARE, Value(_shortest(percent), Measure.PERCENT))
        case [Value(), Value()]:
            return source.fault(Fault.SHARE_OF_NOTHING)
        case _:
            return source.fault(Fault.SHARE)


def _shortest(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize(_PRECISE):f}")


def _alike(source: _Source) -> Reading | None:
    """Read letters that look like digits (`1O`, `l5`), where the text makes sense so and not otherwise."""
    digits = " ".join(_with_digits(token) for token in source.plain.split(" "))
    if digits == source.plain or isinstance(_number(source), Value | Ambiguous):
        return None
    match _number(replace(source, plain=digits)):
        case Value() as value:
            return source.doubt(Doubt.LOOKALIKE, value)
        case Ambiguous(readings=readings):
            return source.doubt(Doubt.LOOKALIKE, *readings)
        case _:
            return None


def _with_digits(token: str) -> str:
    is_number = any(char.isdigit() for char in token) and set(token) <= words.LOOKALIKE_CHARACTERS
    return token.translate(words.LETTER_DIGITS) if is_number else token


def _number(source: _Source) -> Reading:
    """Read sign, rupiah, digits, scale and measure; any text has this shape, if only with digits missing."""
    found = words.NUMBER.match(source.plain)
    if found is None:
        return source.fault(Fault.WORDS_AROUND)
    core, tail = _without_closing(found["core"].strip(), found["tail"])
    signs = found["sign"] + found["inner"]
    ending = _ending(tail, source.expected)
    if len(signs) > 1 or (tail[:1] in ("-", "+") and tail):
        return source.fault(Fault.SIGNS)
    if ending is None or not core or (found["money"] and ending[1] is Measure.PERCENT):
        return _unread(source, core, tail)
    scales, measure = ending
    measure = Measure.RUPIAH if found["money"] else measure
    detached = bool(found["gap"] if found["sign"] else found["inner_gap"]) and signs == "-"
    try:
        numbers = _meanings(core, scales, measure, source.expected)
    except TooManyDigitsError:
        return source.fault(Fault.TOO_LONG)
    read = _judged(source, core, numbers, measure)
    return _signed(source, read, signs, detached)


def _without_closing(core: str, tail: str) -> tuple[str, str]:
    """Take off what closes an amount (`1.000,-`) or a sentence (`15.`)."""
    closing = words.CLOSING.match(tail)
    if core.endswith((",", ".")) and closing:
        return core[:-1], tail[closing.end() :].strip()
    return core.removesuffix("."), tail.strip()


def _ending(tail: str, expected: Expected) -> tuple[tuple[int, ...], Measure] | None:
    """Return powers of ten and measure that follow the digits, None where something else does."""
    plain = tail.rstrip(".")
    satuan = (_plain(expected.satuan or "") or "").rstrip(".")
    own = _NO_SATUAN if expected.satuan is None else {"", satuan}
    first, _, rest = plain.partition(" ")
    scales = _scales(first.rstrip("."), satuan, expected)
    if plain in own or not scales:
        scales, rest = (0,), plain
    if rest in words.PERCENTS:
        return scales, Measure.PERCENT
    if rest in words.RUPIAHS:
        return scales, Measure.RUPIAH
    return (scales, Measure.NONE) if rest in own else None


def _scales(word: str, satuan: str, expected: Expected) -> tuple[int, ...]:
    """Return the powers of ten that a word may stand for here.

    None where the satuan has one itself: of `1,25 juta` in `juta rupiah` nobody knows whether it was counted twice.
    """
    if any(part in words.SCALES for part in satuan.split() if len(part) > 1):
        return ()
    is_letter = len(word) == 1
    return words.SCALES.get(word, ()) if expected.takes(Measure.RUPIAH) or not is_letter else ()


def _unread(source: _Source, core: str, tail: str) -> NotANumber:
    """Tell why what stands beside the digits cannot be taken."""
    tail = tail.rstrip(".")
    if core and any(char.isdecimal() for char in tail):
        return source.fault(Fault.SEVERAL)
    is_satuan = core and tail.replace(" ", "").isalpha() and tail.count(" ") < 3
    if is_satuan and source.expected.is_known:
        return source.fault(Fault.OTHER_MEASURE, tail)
    return source.fault(Fault.WORDS_AROUND, tail)


def _meanings(core: str, scales: tuple[int, ...], measure: Measure, expected: Expected) -> tuple[Decimal, ...]:
    """Return what the digits may mean: none where their marks form no number. Raises TooManyDigitsError."""
    forms = plain_forms(core)
    is_rupiah = Measure.RUPIAH in (measure, expected.measure)
    if scales == (0,) and (is_rupiah or (expected.whole and "." in core)):
        forms = forms[:1]  # nobody has thousandths of a rupiah, and a count is written with dots
    numbers = tuple(dict.fromkeys(exact(form, scale) for form in forms for scale in scales))  # "0 M" is 0 either way
    fitting = tuple(number for number in numbers if expected.fits(number))
    return fitting if len(numbers) > 1 and fitting else numbers


def _judged(source: _Source, core: str, numbers: tuple[Decimal, ...], measure: Measure) -> Reading:
    if not numbers:
        return source.fault(Fault.MARKS, core)
    if len(numbers) > 1:
        values = (Value(number, measure) for number in numbers)
        doubt = Doubt.MARK if len(plain_forms(core)) > 1 else Doubt.SCALE
        return source.doubt(doubt, *values) if source.expected.takes(measure) else _mismatch(source, measure)
    read = checked(numbers[0], measure, source.expected, source.text)
    is_one_gap = core.count(" ") == 1 and "." not in core and "," not in core
    return source.doubt(Doubt.SPACED, read) if is_one_gap and isinstance(read, Value) else read


def _mismatch(source: _Source, measure: Measure) -> Reading:
    return checked(ZERO, measure, source.expected, source.text)


def _signed(source: _Source, read: Reading, signs: str, detached: bool) -> Reading:
    if signs != "-":
        return read
    match read:
        case Value(number) if number:
            below = replace(read, number=number.copy_negate())
            return _either_sign(source, (below,)) if detached else below
        case Ambiguous(readings=readings):
            sides = _either_sign(source, readings)
            if detached or isinstance(sides, Value):
                return sides
            below_zero = (each for each in sides.readings if isinstance(each, Value) and each.number < 0)
            return replace(read, readings=tuple(below_zero))
        case _:
            return read


_READERS: tuple[Callable[[_Source], Reading | None], ...] = (
    _phrase,
    _shaped,
    _wordy,
    _share,
    _bracketed,
    _alike,
    _number,
)
