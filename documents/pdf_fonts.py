"""The type of PDF papers, and how plain words become reportlab's markup without becoming any markup themselves.

STIX General (SIL Open Font License) has the look of government letters and comes with matplotlib, so that a paper
looks the same on every machine; what it lacks is set in DejaVu Sans, which comes along. Both are embedded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD, ITALIC, BOLD_ITALIC = "Naskah", "Naskah-Tebal", "Naskah-Miring", "Naskah-TebalMiring"
SIGNS = "Naskah-Tanda"
"""For characters that the others lack: check boxes, ticks, arrows, many symbols."""
_FILES = {
    PLAIN: "STIXGeneral.ttf",
    BOLD: "STIXGeneralBol.ttf",
    ITALIC: "STIXGeneralItalic.ttf",
    BOLD_ITALIC: "STIXGeneralBolIta.ttf",
    SIGNS: "DejaVuSans.ttf",
}
UNKNOWN = "?"
"""Stands for a character that no font has, such as most emoji."""
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ud800-\udfff]"
)
"""Controls, direction marks, joiners and halves of characters: nothing that ink could show."""
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")


def register() -> None:
    """Make the fonts known to reportlab; asked again it does nothing."""
    if PLAIN in pdfmetrics.getRegisteredFontNames():
        return
    folder = next(_font_folders())
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)


def _font_folders() -> Iterator[Path]:
    """Yield where matplotlib keeps its fonts; the package itself is not loaded, which takes half a second."""
    found = find_spec("matplotlib")
    for package in (found and found.submodule_search_locations) or ():
        yield Path(package) / "mpl-data" / "fonts" / "ttf"


def clean(text: str) -> str:
    """Return the text as it can be printed: one kind of line end, tabs as blanks, composed letters, nothing unseen."""
    text = _LINE_END.sub("\n", text).replace("\t", " ").replace("\u202f", "\u00a0")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


@lru_cache(maxsize=4096)
def markup(text: str, font: str = PLAIN) -> str:
    """Return reportlab's markup that shows exactly this text in that font, its line breaks kept."""
    parts = []
    for sign, letters in groupby(clean(text), lambda letter: _font_of(letter, font)):
        run = "".join(letters)
        if not sign:
            parts.append(UNKNOWN * len(run))
        elif sign == font:
            parts.append(escape(run))
        else:
            parts.append(f'<font name="{sign}">{escape(run)}</font>')
    return "".join(parts).replace("\n", "<br/>")


def is_plain(text: str, font: str) -> bool:
    """Tell whether the font has every character of the (clean) text, so that it needs no markup."""
    known = _known(font)
    return all(ord(letter) in known for letter in text)


def width(text: str, font: str, size: float) -> float:
    """Return how many points wide the text is in one line; what the font lacks counts as in the signs' font."""
    if is_plain(text, font):
        return float(pdfmetrics.stringWidth(text, font, size))
    return float(sum(pdfmetrics.stringWidth(letter, _font_of(letter, font) or font, size) for letter in text))


def _font_of(letter: str, font: str) -> str:
    """Return the font that has the letter, an empty name where none has."""
    if letter == "\n" or ord(letter) in _known(font):
        return font
    return SIGNS if ord(letter) in _known(SIGNS) else ""


@lru_cache(maxsize=len(_FILES))
def _known(font: str) -> frozenset[int]:
    """Return the characters of a font; above U+FFFF reportlab writes what readers cannot turn into text again."""
    register()
    return frozenset(code for code in pdfmetrics.getFont(font).face.charToGlyph if code <= 0xFFFF)
