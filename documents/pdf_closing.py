"""The end of a paper: signatures never stand alone on a page: a row of the table, or the words, stay with them."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import FrameBreak
from reportlab.platypus.flowables import Flowable, NullDraw

from documents.blocks import Block, Paragraph, Signatures, Table
from documents.pdf_tables import BreakingGrid

MOST_WORDS = 2
"""Paragraphs between the table and the signatures that are still the table's own last words."""
_FORCES_SPLIT = float(0xFFFFFF)


def ending(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return what ends the first block, a table or words: last words, then signatures. Nothing where it is none."""
    if not blocks or not isinstance(blocks[0], Table | Paragraph):
        return ()
    for count, block in enumerate(blocks[1 : MOST_WORDS + 2], start=1):
        if isinstance(block, Signatures):
            return blocks[1 : count + 1]
        if not isinstance(block, Paragraph):
            break
    return ()


class ClosedTable(NullDraw):  # type: ignore[misc] # reportlab is untyped
    """A table with what ends it. Where the end does not fit below the table, the last row goes over with it."""

    def __init__(self, grid: BreakingGrid, end: Sequence[Flowable]) -> None:
        super().__init__()
        self._grid = grid
        self._end = list(end)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return a height that no page has, so that `split` is asked."""
        return width, _FORCES_SPLIT

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return what goes onto this page, and the rest."""
        grid = self._grid
        table, end = _height([grid], width), _height(self._end, width)
        if table + end <= height:
            return [grid, *self._end]
        if table > height:
            return self._torn(grid.split(width, height), height)
        parts = grid.split(width, table - grid.spaceAfter - 1)
        if len(parts) < 2 or _height(parts[1:], width) + end > grid.page_height:
            return [grid, *self._end]
        return [parts[0], FrameBreak(), ClosedTable(parts[1], self._end)]

    def _torn(self, parts: Sequence[Flowable], height: float) -> list[Flowable]:
        if len(parts) > 1:
            return [*parts[:-1], FrameBreak(), ClosedTable(parts[-1], self._end)]
        is_whole_page = height >= self._grid.page_height - 1
        return [self._grid, *self._end] if is_whole_page else [FrameBreak(), self]


def _height(some: Sequence[Flowable], width: float) -> float:
    height: float = sum(
        each.wrap(width, _FORCES_SPLIT)[1] + each.getSpaceBefore() + each.getSpaceAfter() for each in some
    )
    return height
