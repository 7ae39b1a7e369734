"""Words and shapes beside which a number stands, or that stand for one, as Indonesian officials write them.

All tables hold lower-case text with single spaces. Every expression has neighbours that share no character, so that
matching takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from workflow.readings import PERCENT_WORDS, Fault

ZERO = frozenset({"nol"})
ABSENT = frozenset({"nihil", "kosong", "belum ada", "tak ada", "tdk ada", "tidak ada", "tidak pernah", "tidak terjadi"})
"""Said of zero and of nothing to report alike."""
_UNFILLED = (
    "n/a|na|n.a|tba|tbd|null|none|belum|belum diisi|belum tersedia|belum ada data|belum ada datanya|data belum ada|"
    "data belum tersedia|tidak ada data|tidak ada datanya|tdk ada data|data tidak ada|tidak tersedia|tidak berlaku|"
    "data tidak tersedia|tidak diisi"
)
UNFILLED = frozenset(_UNFILLED.split("|"))
"""Said only of what is not known: never zero."""
PLACEHOLDERS = "._… "
"""The dotted line of a form, left as it was."""
PERCENTS = PERCENT_WORDS - {"persentase"}
RUPIAHS = frozenset({"rp", "rupiah", "idr"})
SCALES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("ribu", "rb"), (3,)),
        **dict.fromkeys(("juta", "jt"), (6,)),
        **dict.fromkeys(("miliar", "milyar", "milliar", "mlr"), (9,)),
        **dict.fromkeys(("triliun", "trilyun", "trilliun", "t"), (12,)),
        "m": (9, 6),
    }
)
"""Powers of ten; `m` is miliar to officials and million to some. Single letters only count for rupiah."""

_MONTHS = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|agt|ags|agu(?:stus)?|"
    "aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|nop(?:ember)?|des(?:ember)?|dec(?:ember)?"
)
_TO = r"(?:-|s/d|s\.d\.?|sd|sampai dengan|sampai|hingga)"
SHAPES: tuple[tuple[Fault, re.Pattern[str]], ...] = tuple(
    (fault, re.compile(pattern))
    for fault, pattern in (
        (Fault.FORMULA, r"[-+]?[=@]"),
        (Fault.CELL_ERROR, r"#"),
        (
            Fault.APPROXIMATE,
            r"[±~≈]|\+ ?/ ?-|(?:sekitar|kurang lebih|kira-kira|kira kira|kira2|lebih kurang|lk|ca|hampir)\b",
        ),
        (Fault.BOUND, r"[<>≥≤]|(?:lebih dari|kurang dari|di ?atas|di ?bawah|minimal|maksimal|paling|min|maks|max)\b"),
        (Fault.BOUND, r"[0-9][0-9.,]* ?%? ?\+$"),
        (Fault.DATE, r"[0-9]{1,2}([-/])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})(?![0-9])"),
        (Fault.DATE, r"[0-9]{1,2}\.[0-9]{1,2}\.(?:19|20)[0-9]{2}(?![0-9])"),
        (Fault.DATE, r"(?:19|20)[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])"),
        (Fault.DATE, rf"[0-9]{{1,2}}[- /]?(?:{_MONTHS})\b"),
        (Fault.DATE, rf"(?:{_MONTHS})[-. /]?[- /]?[0-9]"),
        (Fault.CLOCK, r"[0-9]{1,4}:[0-9]{2}(?![0-9])"),
        (Fault.EXPONENT, r"[-+]?[0-9][0-9.,]*e[-+]?[0-9]+$"),
        (Fault.RANGE, rf"(?:rp\.? ?)?[0-9][0-9.,]* ?%? ?{_TO} ?(?:rp\.? ?)?[0-9]"),
    )
)
"""What is plainly meant, and is no number; matched at the beginning of the text."""

SHARE = re.compile(r"([0-9][0-9.,]*) ?(?:/|dari) ?([0-9][0-9.,]*)(?: [a-z][a-z ]*)?$")
NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<gap> ?)(?P<money>(?:(?:rp|idr)\b\.?|rp(?=[0-9]))?) ?(?P<inner>[-+]?)(?P<inner_gap> ?)"
    r"(?P<core>[0-9., ']*)(?P<tail>.*)"
)
"""Any text has this shape; the number is the core."""
CLOSING = re.compile(r"[-=]+")
"""What closes an amount of rupiah after its comma: `1.000,-`."""
LETTER_DIGITS = str.maketrans("oli|", "0111")
LOOKALIKE_CHARACTERS = frozenset("0123456789oli|.,%-+()rp")
