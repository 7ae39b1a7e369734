"""Blocks for signature on a sheet: place and date, the post, room for a pen or the internal mark, name, rank, NIP."""

from __future__ import annotations

from collections.abc import Sequence

from documents import signature_words as words
from documents.sheets import Leaf, Look
from workflow.papers.sheet import Sheet, Signature

Block = tuple[int, int, str, Signature]
"""First and last column, what stands above the post (e.g. `disusun`), and who signs."""
_CENTER = Look(align="center", middle=True, border=False)
_BOLD = Look(align="center", middle=True, border=False, bold=True)
_SMALL = Look(align="center", middle=True, border=False, size=7.5, italic=True)
ROOM = 3
"""Rows for a pen, or for the mark of who confirmed in chat."""


def signed(leaf: Leaf, row: int, sheet: Sheet, blocks: Sequence[Block]) -> int:
    """Write the blocks side by side, the date above the last one; returns the row after them."""
    for place, (first, last, above, signature) in enumerate(blocks, 1):
        if place == len(blocks):
            leaf.merged(row, first, row, last, words.place_and_date(sheet), _CENTER)
        lines = [above, words.capacity(signature)] if above else [words.capacity(signature)]
        for offset, text in enumerate(lines, 1):
            leaf.merged(row + offset, first, row + offset, last, text, _CENTER)
        marks = words.mark(signature, sheet.zone)
        for offset, text in enumerate(marks, 3):
            leaf.merged(row + offset, first, row + offset, last, text, _SMALL)
        foot = row + 3 + ROOM
        leaf.merged(foot, first, foot, last, words.name(signature), _BOLD)
        for offset, text in enumerate(words.below(signature), 1):
            leaf.merged(foot + offset, first, foot + offset, last, text, _CENTER)
    return row + 3 + ROOM + 3
