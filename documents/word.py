"""A paper's blocks as a Word document that opens for editing: real styles, tables, fields and sections.

All text is shown as it stands; none of it becomes markup. The same paper gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import singledispatchmethod

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Emu, Mm, Twips

from documents import blocks as b
from documents import word_parts as parts
from documents.assets import Assets
from documents.word_file import saved
from documents.word_styles import TEXTS, Styles
from documents.word_tables import bare, table
from documents.word_text import DECLARED, clean, paragraph
from workflow.papers.sheet import Sheet

SHORT, LONG = Mm(210), Mm(297)
LEFT, RIGHT, TOP, BOTTOM = Mm(22), Mm(18), Mm(16), Mm(18)
LOGO = Mm(22)
HIGHEST = 0.75
"""A picture's height at most, of the page's."""
NO_PICTURE = "(gambar tidak dapat ditampilkan)"
_NO_IMAGE = (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ZeroDivisionError)


def word(sheet: Sheet, blocks: Iterable[b.Block], assets: Assets, *, title: str, letterhead: bool = True) -> bytes:
    """Return the paper as a .docx with the kop on its first page. A PageBreak at the start says how that page lies.

    Raises ValueError for a table whose rows do not fit its columns.
    """
    kept = list(blocks)
    writer = _Writer(sheet, assets, landscape=bool(kept) and isinstance(kept[0], b.PageBreak) and kept[0].landscape)
    if letterhead:
        writer.kop()
    writer.all(kept)
    return saved(writer.document, sheet, title)


class _Writer:
    """Writes blocks into a document, one after another."""

    def __init__(self, sheet: Sheet, assets: Assets, *, landscape: bool) -> None:
        self.document = docx.Document()
        self._sheet = sheet
        self._assets = assets
        self._styles = Styles(self.document)
        self._section = self.document.sections[0]
        _lay(self._section, landscape=landscape)
        self._foot()

    def kop(self) -> None:
        """Write the letterhead: logo at the left, lines centred on the page, a double rule."""
        lines = parts.kop_lines(self._sheet.letterhead, self._styles)
        if not lines:
            return
        edge = round(LOGO / Twips(1)) + 120
        empty = paragraph("", self._styles.id("Kop Alamat"))
        rows = bare(((empty, lines, empty),), (edge, self._width - 2 * edge, edge))
        self._put(rows)
        self._logo(rows)
        self._put(parts.rule(self._styles))

    def all(self, blocks: Sequence[b.Block]) -> None:
        """Write all of them; of several page breaks in a row the last counts, and none at the start or the end."""
        for place, block in enumerate(blocks):
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            if isinstance(block, b.PageBreak) and (
                place == 0 or following is None or isinstance(following, b.PageBreak)
            ):
                continue
            self._write(block)

    @property
    def _width(self) -> int:
        """The text's width, in twentieths of a point."""
        page = self._section
        room = (page.page_width or SHORT) - (page.left_margin or 0) - (page.right_margin or 0)
        return round(room / Twips(1))

    def _put(self, element: BaseOxmlElement) -> None:
        body = self.document.element.body
        body.sectPr.addprevious(element)

    def _paragraph(self, text: str, style: str, *, bold: bool = False, properties: str = "") -> None:
        made = paragraph(text, self._styles.id(style), bold=bold, properties=properties)
        self._put(parse_xml(made.replace("<w:p>", f"<w:p {DECLARED}>", 1)))

    def _foot(self) -> None:
        foot = self._section.footer.paragraphs[0]
        for piece in parts.foot():
            foot._p.append(piece)

    def _logo(self, rows: BaseOxmlElement) -> None:
        head = self._sheet.letterhead
        content = self._assets.blob(head.logo) if head.logo else None
        image = None if content is None else _image(content)
        if image is None or content is None:
            return
        scale = LOGO / max(image.width, image.height)
        drawn = self._drawing(content, round(image.width * scale), round(image.height * scale), "Logo")
        first = next(rows.iter(qn("w:p")))
        first.append(drawn)

    def _drawing(self, content: bytes, width: int, height: int, name: str) -> BaseOxmlElement:
        """Return a run with the picture, taken from a paragraph that is not kept."""
        holder = self.document.add_paragraph()
        shape = holder.add_run().add_picture(io.BytesIO(content), Emu(width), Emu(height))
        shape._inline.docPr.set("descr", clean(name))
        made = deepcopy(holder.runs[0]._r)
        holder._p.getparent().remove(holder._p)
        return made

    @singledispatchmethod
    def _write(self, block: b.Block) -> None:
        raise TypeError(type(block).__name__)

    @_write.register
    def _(self, block: b.Title) -> None:
        self._paragraph(block.text, "Title")
        for line in block.lines:
            self._paragraph(line, "Subtitle")
        self._paragraph("", "Sela")

    @_write.register
    def _(self, block: b.Heading) -> None:
        self._paragraph(block.text, f"Heading {block.level}")

    @_write.register
    def _(self, block: b.Paragraph) -> None:
        for line in clean(block.text).split("\n"):  # a line break would tear a justified line apart
            self._paragraph(line, TEXTS[block.style], bold=block.bold)

    @_write.register
    def _(self, block: b.Bullets) -> None:
        name = "List Number" if block.numbered else "List Bullet"
        own = (
            f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self._new_list(name)}"/></w:numPr>' if block.numbered else ""
        )
        for item in block.items:
            self._paragraph(item, name, properties=own)

    @_write.register
    def _(self, block: b.KeyValues) -> None:
        if not block.rows:
            return
        style, label = self._styles.id("Isi Baris"), round(self._width * block.label_share)
        rows = [(paragraph(name, style), paragraph(":", style), paragraph(value, style)) for name, value in block.rows]
        self._put(bare(rows, (label, 200, self._width - label - 200)))
        self._paragraph("", "Sela")

    @_write.register
    def _(self, block: b.Table) -> None:
        made = table(block, self._width, self._styles.in_tables(block.size))
        if made is None:
            return
        if block.caption:
            self._paragraph(block.caption, "Caption")
        self._put(made)
        self._paragraph("", "Sela")

    @_write.register
    def _(self, block: b.Picture) -> None:
        image = _image(block.content)
        if image is None:
            self._paragraph(NO_PICTURE, "Catatan")
        else:
            width, height = self._fitting(image, block.share)
            drawn = self._drawing(block.content, width, height, block.caption or "Gambar")
            self._paragraph("", "Gambar")
            self.document.element.body.sectPr.getprevious().append(drawn)
        if block.caption:
            self._paragraph(block.caption, "Keterangan Gambar")

    @_write.register
    def _(self, block: b.Signatures) -> None:
        for made in parts.signatures(block, self._sheet, self._width, self._styles):
            self._paragraph("", "Sela")
            self._put(made)
        self._paragraph("", "Sela")

    @_write.register
    def _(self, block: b.Stamp) -> None:
        edge = "".join(
            f'<w:{side} w:val="single" w:sz="12" w:space="4" w:color="B3261E"/>' for side in ("top", "bottom")
        )
        self._paragraph(block.text, "Cap", properties=f"<w:pBdr>{edge}</w:pBdr>")

    @_write.register
    def _(self, block: b.Spacer) -> None:
        self._paragraph("", "Sela", properties=f'<w:spacing w:before="{round(Mm(block.height) / Twips(1))}"/>')

    @_write.register
    def _(self, block: b.PageBreak) -> None:
        self._section = self.document.add_section(WD_SECTION.NEW_PAGE)
        _lay(self._section, landscape=block.landscape)

    def _fitting(self, image: Image, share: float) -> tuple[int, int]:
        """Return the picture's extent: that part of the text's width, no higher than the page allows."""
        room = (self._section.page_height or LONG) - TOP - BOTTOM
        scale = min(self._width * Twips(1) * share / image.width, room * HIGHEST / image.height)
        return round(image.width * scale), round(image.height * scale)

    def _new_list(self, name: str) -> int:
        """Return the id of a numbering that begins with 1."""
        style = self.document.styles[name].element
        numbering = self.document.part.numbering_part.element
        kept = next(style.iter(qn("w:numId"))).get(qn("w:val"))
        abstract = next(num.abstractNumId.val for num in numbering.num_lst if str(num.numId) == kept)
        made = numbering.add_num(abstract)
        made.add_lvlOverride(0).add_startOverride(1)
        return int(made.numId)


def _lay(section: Section, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.footer_distance = Mm(10)


def _image(content: bytes) -> Image | None:
    """Return what can be shown of a picture; None for what is none or is damaged."""
    try:
        found = Image.from_blob(content)
    except _NO_IMAGE:
        return None
    return found if found.px_width and found.px_height else None
