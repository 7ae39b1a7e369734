"""The words about numbers: why something is none, and which of several was meant.

Plain text, for a message (where `fill` escapes it) and for the comment of a cell alike. Each says what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handlers.texts.words import plain_name
from workflow.printed_numbers import write_measured, write_plainly
from workflow.readings import Ambiguous, Blank, Doubt, Expected, Fault, Measure, NotANumber, Value

SHOWN = 40
"""Characters of what was written that are repeated."""
BLANK = "Kosong, belum ada data"
_PLAIN = "Tulis misalnya {example}."
_PROBLEMS: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.WORDS: "{said} bukan angka. " + _PLAIN,
        Fault.WORDS_AROUND: "{said} memuat kata atau tanda selain angka. Tulis angkanya saja, misalnya {example}.",
        Fault.SEVERAL: "{said} memuat lebih dari satu angka. Tulis satu angka saja, misalnya {example}.",
        Fault.OTHER_MEASURE: "{said} memakai satuan {part}, sedangkan yang diminta {satuan}. Tulis angkanya dalam "
        "{satuan}, misalnya {example}.",
        Fault.NOT_WHOLE: "{said} bukan bilangan bulat, sedangkan {satuan} dihitung satu per satu. " + _PLAIN,
        Fault.MARKS: "Titik, koma, atau spasi pada {said} tidak membentuk angka. Tulis titik untuk ribuan dan koma "
        "untuk pecahan, misalnya {example}.",
        Fault.SIGNS: "Tanda minus atau plus pada {said} tidak jelas. Tulis satu tanda tepat di depan angka, "
        "misalnya -5, atau tanpa tanda, misalnya {example}.",
        Fault.APPROXIMATE: "{said} adalah perkiraan. Tulis angka pastinya, misalnya {example}.",
        Fault.BOUND: "{said} adalah batas, bukan hasil. Tulis angka yang dicapai, misalnya {example}.",
        Fault.RANGE: "{said} adalah rentang. Tulis satu angka yang dicapai, misalnya {example}.",
        Fault.SHARE: "{said} adalah perbandingan dua angka. Tulis hasilnya sebagai satu angka, misalnya {example}.",
        Fault.SHARE_OF_NOTHING: "{said} tidak dapat dihitung karena pembaginya 0. Bila memang tidak ada yang dinilai, "
        "kosongkan dan jelaskan di catatan; bila ada, tulis misalnya {example}.",
        Fault.DATE: "{said} terbaca sebagai tanggal. Di Excel, ubah dahulu format selnya menjadi Angka, lalu tulis "
        "ulang, misalnya {example}.",
        Fault.CLOCK: "{said} terbaca sebagai jam. Tulis sebagai angka dengan koma, misalnya {example}.",
        Fault.EXPONENT: "{said} adalah bentuk singkat dari Excel. Tulis angka lengkapnya, misalnya {example}.",
        Fault.TOO_LONG: "{said} terlalu panjang: paling banyak 18 angka di depan dan 18 di belakang koma. "
        "Mohon diperiksa, lalu tulis misalnya {example}.",
        Fault.FORMULA: "{said} adalah rumus, bukan hasilnya. Tulis hasilnya, misalnya {example}.",
        Fault.CELL_ERROR: "{said} adalah tanda galat dari Excel. Perbaiki rumusnya atau tulis hasilnya, "
        "misalnya {example}.",
        Fault.TRUTH: "{said} adalah nilai benar/salah. Tulis angkanya, misalnya {example}.",
        Fault.UNREADABLE: "{said} memuat tanda yang tidak terbaca. Ketik ulang angkanya, misalnya {example}.",
    }
)
_QUESTIONS: Mapping[Doubt, str] = MappingProxyType(
    {
        Doubt.MARK: "Titik atau koma pada {said} dapat berarti ribuan atau pecahan: {answers}. Mana yang benar?",
        Doubt.SCALE: "Huruf M pada {said} dapat berarti miliar atau juta: {answers}. Mana yang benar?",
        Doubt.ABSENCE: "{said} dapat berarti nol, atau belum ada data. Mana yang benar?",
        Doubt.NEGATIVE: "Kurung atau garis pada {said} dapat berarti minus: {answers}. Mana yang benar?",
        Doubt.SPACED: "Ada spasi pada {said}. Apakah maksudnya {answers}?",
        Doubt.LOOKALIKE: "Ada huruf yang mirip angka pada {said}. Apakah maksudnya {answers}?",
        Doubt.SHARE: "{said} menghasilkan {answers}. Pakai angka itu?",
        Doubt.HUNDREDFOLD: "Sel ini berisi {said}, yang dapat berarti {answers}. Mana yang benar?",
    }
)


def problem(found: NotANumber, expected: Expected) -> str:
    """Return why it is no number, and what to write instead."""
    return _PROBLEMS[found.fault].format(
        said=_said(found.text),
        part=plain_name(found.part),
        satuan=_satuan(expected),
        example=example(expected),
    )


def question(found: Ambiguous, expected: Expected) -> str:
    """Ask what was meant; `answers` has the buttons to it."""
    *others, last = answers(found, expected)
    choices = f"{', '.join(others)} atau {last}" if others else last
    return _QUESTIONS[found.doubt].format(said=_said(found.text), answers=choices)


def answers(found: Ambiguous, expected: Expected) -> tuple[str, ...]:
    """Return the words for each reading, in their order, all different: for buttons, and within the question."""
    return tuple(_answer(reading, expected) for reading in found.readings)


def example(expected: Expected) -> str:
    """Return how a number may be written where `expected` is to stand."""
    if expected.measure is Measure.PERCENT:
        return "93,75"
    if expected.measure is Measure.RUPIAH:
        return "1.250.000"
    return "15" if expected.whole else "9 atau 9,5"


def _answer(reading: Value | Blank, expected: Expected) -> str:
    if isinstance(reading, Blank):
        return BLANK
    measure = expected.measure if reading.measure is Measure.NONE else reading.measure
    printed = write_measured(reading.number, measure)
    is_one_group = printed.count(".") == 1 and "," not in printed and measure is not Measure.RUPIAH
    if not is_one_group:
        return printed
    return write_plainly(reading.number) + ("%" if measure is Measure.PERCENT else "")


def _said(text: str) -> str:
    plain = plain_name(text)
    if not plain:
        return "Isian ini"
    return f'"{plain[:SHOWN]}…"' if len(plain) > SHOWN else f'"{plain}"'


def _satuan(expected: Expected) -> str:
    if expected.measure is Measure.PERCENT:
        return "persen"
    if expected.measure is Measure.RUPIAH:
        return "rupiah"
    return plain_name(expected.satuan or "") or "angka"
