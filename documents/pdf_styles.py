"""How PDF papers look: sizes of type, distances, colours. All in points, 1/72 inch, unless said otherwise."""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from documents import pdf_fonts as fonts
from documents.blocks import Align, TextStyle, Tone

BODY = 11.0
LEADING = 1.25
"""The height of a line, of its type's size."""
LINE = 0.5
INK: Color = black
RED = HexColor("#B3261E")
GREY = HexColor("#5A6270")
TONES = {
    Tone.PLAIN: None,
    Tone.HEAD: HexColor("#E6EAF0"),
    Tone.TOTAL: HexColor("#EEF1F5"),
    Tone.GOOD: HexColor("#DFF1DF"),
    Tone.FAIR: HexColor("#FFF5CF"),
    Tone.WARN: HexColor("#FCE3CB"),
    Tone.BAD: HexColor("#F8D7D5"),
    Tone.MUTED: HexColor("#F4F5F7"),
}
ALIGNS = {Align.LEFT: TA_LEFT, Align.CENTER: TA_CENTER, Align.RIGHT: TA_RIGHT}


def style(
    size: float = BODY,
    *,
    font: str = fonts.PLAIN,
    align: int = TA_LEFT,
    before: float = 0,
    after: float = 0,
    left: float = 0,
    first: float = 0,
    color: Color = INK,
    leading: float = LEADING,
) -> ParagraphStyle:
    """Return a style of that size; `before`, `after`, `left` and `first` are distances."""
    fonts.register()
    return ParagraphStyle(
        name=font,
        fontName=font,
        fontSize=size,
        leading=size * leading,
        alignment=align,
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=left,
        firstLineIndent=first,
        textColor=color,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )


TEXTS = {
    TextStyle.BODY: style(align=TA_JUSTIFY, after=6),
    TextStyle.INDENTED: style(align=TA_JUSTIFY, after=6, first=36),
    TextStyle.CENTER: style(align=TA_CENTER, after=6),
    TextStyle.SMALL: style(9.5, after=4),
    TextStyle.NOTE: style(9, font=fonts.ITALIC, after=4, color=GREY),
    TextStyle.QUOTE: style(10.5, after=6, left=18),
}
TITLE = style(13, font=fonts.BOLD, align=TA_CENTER, after=1)
TITLE_LINE = style(12, font=fonts.BOLD, align=TA_CENTER, after=1)
HEADINGS = {
    1: style(12, font=fonts.BOLD, before=10, after=5),
    2: style(11, font=fonts.BOLD, before=7, after=4),
    3: style(11, font=fonts.BOLD_ITALIC, before=5, after=3),
}
CAPTION = style(9.5, font=fonts.BOLD, before=4, after=3)
UNDER_PICTURE = style(9, font=fonts.ITALIC, align=TA_CENTER, after=6, color=GREY)


def words(text: str, how: ParagraphStyle) -> Paragraph:
    """Return plain words as a paragraph in that style."""
    return Paragraph(fonts.markup(text, how.fontName), how)
