"""The styles of Word papers: headings, text and tables in the look of the PDF, each to be changed in one place.

Sizes are in half points, distances in twentieths of a point, as Word counts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from documents.blocks import TextStyle
from documents.word_text import DECLARED

FONT = "Times New Roman"
"""The type of letters; every office suite has it or its metric twin."""
GREY, RED = "5A6270", "B3261E"
LANGUAGE = "id-ID"


@dataclass(frozen=True)
class Look:
    """How a style looks."""

    half_points: int
    align: str = "left"
    before: int = 0
    after: int = 0
    bold: bool = False
    italic: bool = False
    color: str = ""
    left: int = 0
    first: int = 0
    more: str = ""  # XML of paragraph properties that stand before spacing in the schema
    level: int | None = None  # of the outline

    def paragraph_xml(self) -> str:
        """Return its paragraph properties in the schema's order."""
        indent = f'<w:ind w:left="{self.left}" w:firstLine="{self.first}"/>' if self.left or self.first else ""
        outline = "" if self.level is None else f'<w:outlineLvl w:val="{self.level}"/>'
        return (
            f"<w:pPr {DECLARED}>{self.more}"
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="252" w:lineRule="auto"/>'
            f'{indent}<w:jc w:val="{self.align}"/>{outline}</w:pPr>'
        )

    def run_xml(self) -> str:
        """Return its character properties in the schema's order."""
        marks = ("<w:b/><w:bCs/>" if self.bold else "") + ("<w:i/><w:iCs/>" if self.italic else "")
        color = f'<w:color w:val="{self.color}"/>' if self.color else ""
        fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        size = f'<w:sz w:val="{self.half_points}"/><w:szCs w:val="{self.half_points}"/>'
        return f"<w:rPr {DECLARED}>{fonts}{marks}{color}{size}</w:rPr>"


_KEPT = "<w:keepNext/><w:keepLines/>"
LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "Normal": Look(22),
        "Title": Look(26, "center", before=120, bold=True, more=_KEPT),
        "Subtitle": Look(24, "center", bold=True, more=_KEPT),
        "Heading 1": Look(24, before=200, after=100, bold=True, more=_KEPT, level=0),
        "Heading 2": Look(22, before=140, after=80, bold=True, more=_KEPT, level=1),
        "Heading 3": Look(22, before=100, after=60, bold=True, italic=True, more=_KEPT, level=2),
        "Body Text": Look(22, "both", after=120),
        "Isi Menjorok": Look(22, "both", after=120, first=720),
        "Isi Tengah": Look(22, "center", after=120),
        "Isi Kecil": Look(19, after=80),
        "Catatan": Look(18, after=80, italic=True, color=GREY),
        "Quote": Look(21, after=120, left=360),
        "Caption": Look(19, before=80, after=60, bold=True, more=_KEPT),
        "Keterangan Gambar": Look(18, "center", after=120, italic=True, color=GREY),
        "Gambar": Look(22, "center", more="<w:keepNext/>"),
        "Isi Baris": Look(22),
        "Sela": Look(4, after=80),
        "Tanda Tangan": Look(22, "center", more="<w:keepNext/><w:keepLines/>"),
        "Nama Penanda Tangan": Look(22, "center", bold=True, more="<w:keepNext/><w:keepLines/>"),
        "Paraf": Look(15, "center", color=GREY, more="<w:keepNext/><w:keepLines/>"),
        "Cap": Look(28, "right", after=120, bold=True, color=RED),
        "Kop Pemerintah": Look(26, "center"),
        "Kop Dinas": Look(32, "center", bold=True),
        "Kop Alamat": Look(19, "center"),
        "Footer": Look(17, "right", color=GREY),
    }
)
"""Every style that is set, by the name that its reader sees. Tables have one more for each size of their type."""
TEXTS: Mapping[TextStyle, str] = MappingProxyType(
    {
        TextStyle.BODY: "Body Text",
        TextStyle.INDENTED: "Isi Menjorok",
        TextStyle.CENTER: "Isi Tengah",
        TextStyle.SMALL: "Isi Kecil",
        TextStyle.NOTE: "Catatan",
        TextStyle.QUOTE: "Quote",
    }
)
_LISTS = ("List Bullet", "List Number")


class Styles:
    """The styles of one document: those above, and what tables need."""

    def __init__(self, document: Document) -> None:
        self._document = document
        for name, look in LOOKS.items():
            self._define(name, look)
        for name in _LISTS:  # their numbering stays
            style = self._style(name)
            style.paragraph_format.space_after = 40 * 635
        _speak(document)

    def id(self, name: str) -> str:
        """Return the id by which the document's XML names the style."""
        return self._style(name).style_id

    def in_tables(self, points: float) -> str:
        """Return the id of the style of a table's texts in that size."""
        name = f"Isi Tabel {points:g}"
        if name not in self._document.styles:
            self._define(name, Look(round(points * 2), before=20, after=20))
        return self.id(name)

    def _style(self, name: str) -> ParagraphStyle:
        style = self._document.styles[name]
        if not isinstance(style, ParagraphStyle):
            raise TypeError(name)
        return style

    def _define(self, name: str, look: Look) -> None:
        if name not in self._document.styles:
            made = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            made.quick_style = True
        element = self._style(name).element
        for tag in ("w:pPr", "w:rPr"):
            for old in element.findall(qn(tag)):
                element.remove(old)
        element.append(parse_xml(look.paragraph_xml()))
        element.append(parse_xml(look.run_xml()))


def _speak(document: Document) -> None:
    """Name the language of the words, for the spelling check."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
