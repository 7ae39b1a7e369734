"""Finds a NIK in what somebody wrote: the number of a resident's identity card, which the bot must never keep.

A NIK has 16 digits (Permendagri 102/2019): province, regency, district (two each), birth as day, month, year (two each;
40 is added to the day of a woman), serial number. A family card's number is built the same way and found the same way.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

LENGTH, NIP_LENGTH = 16, 18
PROVINCES = frozenset(
    {*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)}
)
"""Codes of provinces (Kepmendagri 300.2.2-2138/2025), those of Papua's since 2022 among them."""
WOMEN = 40
_SHAPES = frozenset(
    {
        (16,),
        (6, 6, 4),
        (4, 4, 4, 4),
        (8, 8),
        (6, 10),
        (12, 4),
        (2, 2, 2, 6, 4),
        (6, 2, 2, 2, 4),
        (2, 2, 2, 2, 2, 2, 4),
    }
)
"""How people set the digits apart; other groups of numbers that happen to have 16 digits are data."""
_MOST_GROUPS = 7
_RUN = re.compile(r"(?<![A-Za-z0-9])(?<!\d[.,])\d(?:[ .\-/]{0,2}\d){15,}(?![A-Za-z0-9])")
_ANY_RUN = re.compile(r"\d(?:[\s.\-/]{0,3}\d){15}(?!\d)")
_NAMED = re.compile(
    r"\b(?:nik|no\W{0,2}ktp|nomor\s+ktp|e?-?ktp|nomor\s+induk\s+kependudukan|no\W{0,2}kk)\b", re.IGNORECASE
)
_OTHER_NUMBER = re.compile(
    r"\b(?:rekening|rek|virtual\s+account|va|billing|ntpn|nip|nuptk|resi|faktur|kontrak|spm|sp2d)\b\W{0,3}"
    r"(?:\w+\W{1,3}){0,3}\Z",
    re.IGNORECASE,
)
"""Words before a number that say that it is another one."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BEFORE = 40
"""So many characters before a number may say what it is."""


def has_nik(text: str) -> bool:
    """Tell whether somebody wrote a NIK, also with blanks, dots or hyphens in it.

    Where the text speaks of a NIK any 16 digits count: a mistyped one is one all the same. A NIP (18 digits), and a
    number that the words before it call an account's, are none.
    """
    if len(text) < LENGTH:
        return False
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES)
    if _NAMED.search(plain) and _ANY_RUN.search(plain):
        return any(len(_digits(run[0])) == LENGTH for run in _ANY_RUN.finditer(plain))
    return any(_is_nik(candidate) for candidate in _candidates(plain))


_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "\u00a0": " ", "\t": " "})


def _candidates(text: str) -> Iterator[str]:
    """Yield the digits of everything that is written as a NIK may be: neighbouring groups of one of the shapes."""
    for run in _RUN.finditer(text):
        if _OTHER_NUMBER.search(text[max(0, run.start() - _BEFORE) : run.start()]):
            continue
        groups = re.findall(r"\d+", run[0])
        if _is_nip("".join(groups)):
            continue
        for first in range(len(groups)):
            for last in range(first + 1, min(first + _MOST_GROUPS, len(groups)) + 1):
                if tuple(len(group) for group in groups[first:last]) in _SHAPES:
                    yield "".join(groups[first:last])


def _is_nip(digits: str) -> bool:
    """Tell whether digits are an official's number: birth, month of appointment, sex, serial (PerBKN 22/2007)."""
    if len(digits) != NIP_LENGTH:
        return False
    born = _is_day(int(digits[6:8]), int(digits[4:6]), int(digits[:4]))
    return born and 1 <= int(digits[12:14]) <= 12 and digits[14] in "12"


def _is_nik(digits: str) -> bool:
    province, regency, district = (int(digits[place : place + 2]) for place in (0, 2, 4))
    day, month, year = (int(digits[place : place + 2]) for place in (6, 8, 10))
    born = _is_day(day - WOMEN if day > WOMEN else day, month, 2000 + year)
    return province in PROVINCES and 1 <= regency <= 79 and district >= 1 and born and int(digits[12:]) > 0


def _is_day(day: int, month: int, year: int) -> bool:
    """Tell whether there is such a day; 29 February in any year of two digits that may have had one."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
