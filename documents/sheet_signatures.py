"""Blocks for signature on a sheet: place and date, the post, room for a pen or the internal mark, name, rank, NIP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents import signature_words as words
from documents.sheets import Leaf, Look
from workflow.papers.sheet import Sheet, Signature

_CENTER = Look(align="center", middle=True, border=False)
_BOLD = Look(align="center", middle=True, border=False, bold=True)
_SMALL = Look(align="center", middle=True, border=False, size=7.5, italic=True)
ROOM = 3
"""Rows for a pen, or for the mark of who confirmed in chat."""
TO_FILL_IN = "(" + "." * 44 + ")"
"""Where a name of another office goes."""


@dataclass(frozen=True)
class Block:
    """Who signs in which columns; `above` stands over the post, `is_dated` says whether the office's date does."""

    first: int
    last: int
    signature: Signature
    above: str = ""
    is_dated: bool = True


def signed(leaf: Leaf, row: int, sheet: Sheet, blocks: Sequence[Block]) -> int:
    """Write the blocks side by side; returns the row after them."""
    for block in blocks:
        _block(leaf, row, sheet, block)
    return row + ROOM + 6


def _block(leaf: Leaf, row: int, sheet: Sheet, block: Block) -> None:
    signature = block.signature
    head = (block.above, words.place_and_date(sheet) if block.is_dated else "", words.capacity(signature))
    foot = row + len(head) + ROOM
    is_ours = bool(signature.name) or block.is_dated
    lines = (
        *((row + place, text, _CENTER) for place, text in enumerate(head)),
        *((row + 3 + place, text, _SMALL) for place, text in enumerate(words.mark(signature, sheet.zone))),
        (foot, words.name(signature) if is_ours else TO_FILL_IN, _BOLD),
        *((foot + place, text, _CENTER) for place, text in enumerate(words.below(signature), 1)),
    )
    for place, text, look in lines:
        if text:
            leaf.merged(place, block.first, place, block.last, text, look)
