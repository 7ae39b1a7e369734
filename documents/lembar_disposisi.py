"""The Lembar Disposisi as a PDF on one page: long texts are set smaller, and only then go to a continuation sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Paragraph
from reportlab.platypus import Spacer as Gap
from reportlab.platypus import Table as Grid
from reportlab.platypus.flowables import Flowable

from documents import blocks as b
from documents import lembar_words as said
from documents import pdf_fonts as fonts
from documents import signature_words
from documents.assets import Assets
from documents.pdf_head import Kop
from documents.pdf_pages import Margins, Pages, set_pages
from documents.pdf_signatures import paraf, stamp
from documents.pdf_styles import INK, TITLE, style, words
from documents.pdf_tables import BreakingGrid, table
from workflow.cycle import Secrecy
from workflow.papers.lembar_disposisi import LembarDisposisi

SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Of the type, tried in turn; anything smaller is not read on paper."""
CONTINUED = 8.5
"""The size of a first page that is continued: its readers turn the page anyway."""
MARGINS = Margins(left=20 * mm, right=18 * mm, top=12 * mm, bottom=14 * mm)
RULE, FRAME, PADDING = 0.5, 1.1, 5.0
ROOM = 36 * mm
"""Beneath the note, for the pen, as far as the page has it."""
SIGNED = 0.46
"""The share of the width that the block for signature has."""
COLUMNS = (
    b.Column(5, b.Align.CENTER),
    b.Column(33),
    b.Column(29),
    b.Column(13, b.Align.CENTER),
    b.Column(13, b.Align.CENTER),
    b.Column(14, b.Align.CENTER),
)


class Part(StrEnum):
    """What may go to the continuation sheet; the first first."""

    ATTACHMENTS = said.ATTACHED
    RECIPIENTS = said.FORWARDED
    NOTE = said.NOTE


def drawn(paper: LembarDisposisi, assets: Assets) -> bytes:
    """Return the sheet as a PDF: one page, with a continuation only where the smallest type does not fit."""
    title, office = f"Lembar Disposisi {paper.number}", paper.sheet.letterhead.office
    width, height = Pages(title, office, margins=MARGINS).room(landscape=False)
    form, left = _fitting(paper, assets, width, height)
    page = replace(form, room=max(min(left, ROOM), 0)).page()
    story: list[Flowable] = [Kop(paper.sheet.letterhead, assets), *page]
    if form.moved:
        story.extend((PageBreak(), *_Form(paper, SIZES[2], width).continuation(form.moved, height)))
    return set_pages(story, Pages(title, office, margins=MARGINS, numbered=bool(form.moved)))


def _fitting(paper: LembarDisposisi, assets: Assets, width: float, height: float) -> tuple[_Form, float]:
    """Return the form in the largest type with which it fits, the least of it moved, and the height that is left."""
    whole = [_Form(paper, size, width) for size in SIZES]
    sets = (each for count in range(1, len(Part) + 1) for each in combinations(Part, count))
    tries = [*whole, *(_Form(paper, CONTINUED, width, moved) for moved in sets)]
    kop = Kop(paper.sheet.letterhead, assets).wrap(width, height)[1]
    left = 0.0
    for form in tries:
        left = height - kop - sum(each.wrap(width, height)[1] for each in form.page()) - 1
        if left >= 0:
            break
    return form, left


@dataclass(frozen=True)
class _Form:
    """The form in one size of type; `moved` are the parts of which it only says where they are.

    `room` is left empty beneath the note. Sizes and extents are in points.
    """

    paper: LembarDisposisi
    size: float
    width: float
    moved: tuple[Part, ...] = ()
    room: float = 0

    def page(self) -> list[Flowable]:
        """Return the form beneath the kop."""
        secret = [stamp("RAHASIA"), Gap(1, 3)] if self.paper.secrecy is Secrecy.RAHASIA else []
        rows = (
            words(said.TITLE, TITLE),
            self._head(),
            self._manner(),
            self._pairs(((said.SUBJECT, self.paper.subject),), self._inner),
            self._part(Part.RECIPIENTS),
            self._requests(),
            [*self._part(Part.NOTE), Gap(1, self.room)],
            self._part(Part.ATTACHMENTS),
            self._foot(),
        )
        form = Grid([[cell] for cell in rows], colWidths=[self.width])
        form.setStyle(
            [
                ("BOX", (0, 0), (-1, -1), FRAME, INK),
                ("INNERGRID", (0, 0), (-1, -1), RULE, INK),
                *((side, (0, 0), (-1, -1), PADDING) for side in ("LEFTPADDING", "RIGHTPADDING")),
                *((side, (0, 0), (-1, -1), self.size / 3) for side in ("TOPPADDING", "BOTTOMPADDING")),
            ]
        )
        return [*secret, form]

    def continuation(self, parts: Sequence[Part], height: float) -> Iterator[Flowable]:
        """Yield the sheet that follows: what left the first page, each part under its name."""
        yield words(f"LANJUTAN {said.TITLE}", TITLE)
        yield words(f"Nomor {self.paper.number}", style(self.size, align=TA_CENTER, after=10))
        for part in sorted(parts, key=list(Part).index, reverse=True):
            yield words(f"{part.value}:", style(self.size, font=fonts.BOLD, before=8, after=4))
            yield from self._whole(part, self.width, height)

    @property
    def _inner(self) -> float:
        return self.width - 2 * PADDING

    @property
    def _text(self) -> ParagraphStyle:
        return style(self.size)

    def _bold(self, text: str) -> Paragraph:
        return words(text, style(self.size, font=fonts.BOLD))

    def _head(self) -> Grid:
        half = self._inner / 2
        sides = [self._pairs(rows, half) for rows in (said.letter(self.paper), said.register(self.paper))]
        return _bare([sides], [half, half])

    def _pairs(self, rows: Sequence[tuple[str, str]], width: float) -> Grid:
        label = max(fonts.width(name, fonts.PLAIN, self.size) for name, _ in rows) + 6
        cells = [[words(name, self._text), words(":", self._text), words(value, self._text)] for name, value in rows]
        return _bare(cells, [label, 8, width - label - 12])

    def _manner(self) -> Grid:
        label = fonts.width(said.MANNER, fonts.PLAIN, self.size) + 6
        boxes = said.manner(self.paper)
        room = (self._inner - label - 8) / len(boxes)
        cells = [words(said.MANNER, self._text), words(":", self._text), *(words(each, self._text) for each in boxes)]
        return _bare([cells], [label, 8, *([room] * len(boxes))])

    def _requests(self) -> list[Flowable]:
        boxes = said.requests(self.paper)
        usual, own = boxes[:3], boxes[3:]
        first = _bare([[words(each, self._text) for each in usual]], [self._inner / len(usual)] * len(usual))
        hanging = style(self.size, left=self.size * 1.4, first=-self.size * 1.4, before=self.size / 6)
        return [self._bold(f"{said.REQUESTED}:"), Gap(1, 2), first, *(words(each, hanging) for each in own)]

    def _part(self, part: Part) -> list[Flowable]:
        """Return a part under its name; of one that was moved, where it is."""
        label = self._bold(f"{part.value}:")
        if part in self.moved:
            return [label, words(said.OVERLEAF, style(self.size, font=fonts.ITALIC))]
        return [label, Gap(1, 2), *self._whole(part, self._inner, 0)]

    def _whole(self, part: Part, width: float, height: float) -> list[Flowable]:
        match part:
            case Part.NOTE:
                return [words(self.paper.note or said.NONE, self._text)]
            case Part.ATTACHMENTS:
                return [words(said.attachments(self.paper.attachments), self._text)]
            case Part.RECIPIENTS:
                return self._recipients(width, height)

    def _recipients(self, width: float, height: float) -> list[Flowable]:
        rows = tuple(said.recipients(self.paper))
        size = min(self.size - 0.5, 9.5)
        block = b.Table(COLUMNS, (said.recipients_head(self.paper.sheet.zone),), rows, size=max(size, SIZES[-1]))
        made = table(block, width, height)
        for each in made:
            if isinstance(each, BreakingGrid):
                each.spaceAfter = 0
                each.setStyle([(side, (0, 0), (-1, -1), size / 7) for side in ("TOPPADDING", "BOTTOMPADDING")])
        return made

    def _foot(self) -> Grid:
        signed = self.paper.issued_by
        centred, bold = style(self.size, align=TA_CENTER), style(self.size, font=fonts.BOLD, align=TA_CENTER)
        block: list[Flowable] = [
            words(signature_words.place_and_date(self.paper.sheet), centred),
            words(f"{signature_words.capacity(signed)},", centred),
            *paraf(signature_words.mark(signed, self.paper.sheet.zone)),
            words(signature_words.name(signed), bold),
            *(words(line, centred) for line in signature_words.below(signed)),
        ]
        shares = [self._inner * (1 - SIGNED), self._inner * SIGNED]
        return _bare([[words(said.remarks(self.paper), self._text), block]], shares, align="CENTER")


def _bare(cells: Sequence[Sequence[object]], widths: Sequence[float], align: str = "LEFT") -> Grid:
    """Return cells side by side without rules and without room around them."""
    grid = Grid([list(row) for row in cells], colWidths=list(widths))
    grid.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("ALIGN", (0, 0), (-1, -1), align),
            *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "TOPPADDING")),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
    )
    return grid
