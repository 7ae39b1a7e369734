"""A paper's blocks as a PDF in the look of an Indonesian government office: kop, ruled tables, page numbers.

All text is shown as it stands; none of it becomes markup. The same paper gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatchmethod

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, KeepTogether, ListFlowable, ListItem, NextPageTemplate
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Spacer as Gap
from reportlab.platypus.flowables import Flowable

from documents import blocks as b
from documents import pdf_fonts as fonts
from documents.assets import Assets
from documents.pdf_closing import ClosedTable, ending
from documents.pdf_head import Kop
from documents.pdf_pages import ACROSS, UPRIGHT, Pages, PaperSize, set_pages
from documents.pdf_pictures import Shown, picture
from documents.pdf_signatures import signatures, stamp
from documents.pdf_styles import CAPTION, HEADINGS, TEXTS, TITLE, TITLE_LINE, UNDER_PICTURE, words
from documents.pdf_tables import BreakingGrid, key_values, table
from workflow.papers.sheet import Sheet

STAYS = 42 * mm
"""A heading or a table begins only where so much of the page is left."""
LEAD = 10 * mm
"""What a heading or a short paragraph above a table takes of the page: they stay with the table."""
MOST_LEAD = 6
"""So many at most are looked at."""
HIGHEST = 0.8
"""A picture's height at most, of the page's."""
NO_PICTURE = "(gambar tidak dapat ditampilkan)"


def pdf(
    sheet: Sheet,
    blocks: Iterable[b.Block],
    assets: Assets,
    *,
    title: str,
    size: PaperSize = PaperSize.A4,
    letterhead: bool = True,
) -> bytes:
    """Return the paper as a PDF with the kop on its first page. A PageBreak at the very start says how that page lies.

    `title` is that of the file's metadata. Raises ValueError for a table whose rows do not fit its columns.
    """
    kept = _without_repeats(blocks)
    across = bool(kept) and isinstance(kept[0], b.PageBreak) and kept[0].landscape
    if kept and isinstance(kept[0], b.PageBreak):
        kept = kept[1:]
    pages = Pages(title, sheet.letterhead.office, size, landscape=across)
    story: list[Flowable] = [Kop(sheet.letterhead, assets)] if letterhead else []
    story.extend(_Setting(sheet, pages).all(kept))
    return set_pages(story, pages)


def _without_repeats(blocks: Iterable[b.Block]) -> list[b.Block]:
    """Return the blocks, of several page breaks in a row only the last, none at the end."""
    kept: list[b.Block] = []
    for block in blocks:
        if isinstance(block, b.PageBreak) and kept and isinstance(kept[-1], b.PageBreak):
            kept.pop()
        kept.append(block)
    if kept and isinstance(kept[-1], b.PageBreak):
        kept.pop()
    return kept


def _before_table(blocks: Sequence[b.Block]) -> int:
    """Return how many headings and paragraphs lead to the table after them; 0 where they lead to none."""
    for count, block in enumerate(blocks[:MOST_LEAD]):
        if isinstance(block, b.Table):
            return count
        if not isinstance(block, b.Heading | b.Paragraph):
            break
    return 0


class _Setting:
    """Turns blocks into flowables, for the width of the page that they stand on."""

    def __init__(self, sheet: Sheet, pages: Pages) -> None:
        fonts.register()
        self._sheet = sheet
        self._pages = pages
        self._turn(landscape=pages.landscape)

    def all(self, blocks: Sequence[b.Block]) -> list[Flowable]:
        """Return all of them; a heading stays with a picture after it, and signatures with what they end."""
        made: list[Flowable] = []
        held: list[Flowable] = []
        place = 0
        while place < len(blocks):
            block, end = blocks[place], ending(blocks[place:])
            some = held + (self._ended(block, end) if end else self._set(block))
            if isinstance(block, b.Heading) and not held:
                some.insert(0, CondPageBreak(STAYS + LEAD * _before_table(blocks[place:])))
            held = []
            place += 1 + len(end)
            if isinstance(block, b.Heading) and place < len(blocks) and isinstance(blocks[place], b.Picture):
                held = some
            elif isinstance(block, b.Picture):
                made.append(KeepTogether(some))
            else:
                made.extend(some)
        return made

    def _ended(self, block: b.Block, end: Sequence[b.Block]) -> list[Flowable]:
        """Return a table or words with the last words and the signatures after them."""
        first = self._set(block)
        rest = [flowable for each in end for flowable in self._set_plainly(each)]
        if first and isinstance(first[-1], BreakingGrid):
            return [*first[:-1], ClosedTable(first[-1], rest)]
        return [KeepTogether([*first, *rest])]

    def _set_plainly(self, block: b.Block) -> list[Flowable]:
        return signatures(block, self._sheet, self._width) if isinstance(block, b.Signatures) else self._set(block)

    def _turn(self, *, landscape: bool) -> None:
        self._landscape = landscape
        self._width, self._height = self._pages.room(landscape=landscape)

    @singledispatchmethod
    def _set(self, block: b.Block) -> list[Flowable]:
        raise TypeError(type(block).__name__)

    @_set.register
    def _(self, block: b.Title) -> list[Flowable]:
        lines = [words(line, TITLE_LINE) for line in block.lines]
        return [Gap(1, 6), words(block.text, TITLE), *lines, Gap(1, 10)]

    @_set.register
    def _(self, block: b.Heading) -> list[Flowable]:
        return [CondPageBreak(STAYS), words(block.text, HEADINGS[block.level])]

    @_set.register
    def _(self, block: b.Paragraph) -> list[Flowable]:
        how = TEXTS[block.style]
        return [words(block.text, how.clone("tebal", fontName=fonts.BOLD) if block.bold else how)]

    @_set.register
    def _(self, block: b.Bullets) -> list[Flowable]:
        how = TEXTS[b.TextStyle.BODY].clone("butir", spaceAfter=2)
        items = [ListItem(words(item, how)) for item in block.items]
        kind = {"bulletType": "1", "bulletFormat": "%s."} if block.numbered else {"bulletType": "bullet", "start": "•"}
        listed = ListFlowable(
            items, leftIndent=18, bulletFontName=fonts.PLAIN, bulletFontSize=how.fontSize, bulletDedent=14, **kind
        )
        return [listed, Gap(1, 4)] if items else []

    @_set.register
    def _(self, block: b.KeyValues) -> list[Flowable]:
        return key_values(block, self._width, self._height)

    @_set.register
    def _(self, block: b.Table) -> list[Flowable]:
        caption = [words(block.caption, CAPTION)] if block.caption else []
        return [CondPageBreak(STAYS), *caption, *table(block, self._width, self._height)]

    @_set.register
    def _(self, block: b.Picture) -> list[Flowable]:
        shown = picture(block.content)
        caption = [words(block.caption, UNDER_PICTURE)] if block.caption else []
        if shown is None:
            return [words(NO_PICTURE, TEXTS[b.TextStyle.NOTE]), *caption]
        return [Shown(shown, self._width * block.share, self._height * HIGHEST), Gap(1, 3), *caption]

    @_set.register
    def _(self, block: b.Signatures) -> list[Flowable]:
        return [KeepTogether(signatures(block, self._sheet, self._width))]

    @_set.register
    def _(self, block: b.Stamp) -> list[Flowable]:
        return [stamp(block.text), Gap(1, 4)]

    @_set.register
    def _(self, block: b.Spacer) -> list[Flowable]:
        return [Gap(1, block.height * mm)]

    @_set.register
    def _(self, block: b.PageBreak) -> list[Flowable]:
        self._turn(landscape=block.landscape)
        return [NextPageTemplate(ACROSS if block.landscape else UPRIGHT), NewPage()]
