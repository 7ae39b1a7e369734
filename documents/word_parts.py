"""The kop, the foot and the blocks for signature of Word papers."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from documents import signature_words as said
from documents.blocks import Signatures, Signed
from documents.word_styles import Styles
from documents.word_tables import bare
from documents.word_text import DECLARED, field, paragraph, run
from workflow.papers.sheet import Letterhead, Sheet

MOST = 3
"""Blocks for signature in one row; a fourth begins the next."""
ALONE = 0.45
"""The part of the text's width that a block alone takes, at the right."""
ROOM = 1000
"""To sign in, with a stamp beside, in twentieths of a point."""
_RULE = '<w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="24" w:space="1" w:color="auto"/></w:pBdr>'


def kop_lines(head: Letterhead, styles: Styles) -> str:
    """Return the XML of the letterhead's paragraphs; lines that the office did not give are left out."""
    wanted = (
        (head.government.upper(), "Kop Pemerintah"),
        (head.office.upper(), "Kop Dinas"),
        (head.address, "Kop Alamat"),
        (said.reached_at(head), "Kop Alamat"),
    )
    return "".join(paragraph(text, styles.id(style)) for text, style in wanted if text.strip())


def rule(styles: Styles) -> BaseOxmlElement:
    """Return the double rule beneath the kop."""
    style = styles.id("Sela")
    return parse_xml(f'<w:p {DECLARED}><w:pPr><w:pStyle w:val="{style}"/>{_RULE}</w:pPr></w:p>')


def foot() -> Sequence[BaseOxmlElement]:
    """Return the runs of `Halaman 2 dari 7`, whose numbers Word reckons."""
    runs = f"{run('Halaman ')}{field('PAGE', '1')}{run(' dari ')}{field('NUMPAGES', '1')}"
    return list(parse_xml(f"<w:p {DECLARED}>{runs}</w:p>"))


def signatures(block: Signatures, sheet: Sheet, width: int, styles: Styles) -> Sequence[BaseOxmlElement]:
    """Return a table without rules for each row of blocks, over that width (twentieths of a point)."""
    made = []
    for start in range(0, len(block.blocks), MOST):
        some = block.blocks[start : start + MOST]
        dated = said.place_and_date(sheet) if block.dated and start + MOST >= len(block.blocks) else ""
        made.append(_row(some, dated, sheet.zone, width, styles))
    return made


def _row(some: Sequence[Signed], dated: str, zone: str, width: int, styles: Styles) -> BaseOxmlElement:
    columns = [_column(each, dated if each is some[-1] else "", zone, styles) for each in some]
    widths = [width // len(some)] * len(some)
    if len(some) == 1:
        empty = paragraph("", styles.id("Tanda Tangan"))
        own = round(width * ALONE)
        columns, widths = [(empty,) * 4, *columns], [width - own, own]
    return bare(list(zip(*columns, strict=True)), widths)


def _column(each: Signed, dated: str, zone: str, styles: Styles) -> tuple[str, str, str, str]:
    """Return a block's four cells: above the post, the post, room or paraf, name and below."""
    text, name, paraf = styles.id("Tanda Tangan"), styles.id("Nama Penanda Tangan"), styles.id("Paraf")
    above = "".join(paragraph(line, text) for line in (dated, each.lead) if line) or paragraph("", text)
    mark = said.mark(each.signature, zone)
    room = f'<w:spacing w:before="{ROOM}" w:after="0"/>'
    signed = "".join(paragraph(line, paraf) for line in mark) if mark else paragraph("", text, properties=room)
    below = "".join(paragraph(line, text) for line in said.below(each.signature))
    return (
        above,
        paragraph(f"{said.capacity(each.signature)},", text),
        signed,
        paragraph(said.name(each.signature), name) + below,
    )
