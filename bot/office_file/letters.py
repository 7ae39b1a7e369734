"""Which characters a name may carry: none that hide, reorder or break what is printed."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Cs", "Zl", "Zp"})
"""Control, format (with the bidi overrides), unassigned, surrogate, and the line and paragraph separators."""
_SHOWN_LENGTH = 60


def hidden_in(text: str) -> str | None:
    """Return the first character of `text` that cannot be seen on paper, None when there is none."""
    return next((letter for letter in text if unicodedata.category(letter) in _HIDDEN), None)


def printable(text: str) -> str:
    """Return `text` with every hidden character replaced by the sign for one, so that it can do no harm."""
    return "".join("�" if unicodedata.category(letter) in _HIDDEN else letter for letter in text)


def shown(value: object) -> str:
    """Return what somebody wrote, fit to stand within a sentence."""
    text = printable(str(value))
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"
