"""What a paper consists of, apart from any file format: PDF and Word are set from the same blocks.

All texts are plain: whatever people wrote is shown as it stands, and a line break in it stays one. Colours have names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workflow.papers.sheet import Signature


class Align(StrEnum):
    """How words stand in their column."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Tone(StrEnum):
    """What a coloured ground means; on paper without colours the words still say it."""

    PLAIN = "plain"
    HEAD = "head"  # of a table
    TOTAL = "total"
    GOOD = "good"
    FAIR = "fair"
    WARN = "warn"
    BAD = "bad"
    MUTED = "muted"  # a group's row, or what is left out


class TextStyle(StrEnum):
    """How a paragraph is set."""

    BODY = "body"  # both edges straight
    INDENTED = "indented"  # as BODY, its first line indented, as letters have it
    CENTER = "center"
    SMALL = "small"
    NOTE = "note"  # small and slanted: sources, hints
    QUOTE = "quote"  # what somebody wrote, set in from the left


@dataclass(frozen=True)
class Title:
    """The paper's name, centred, and lines beneath it."""

    text: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3, its number written by whoever makes the paper; it stays with what follows."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain words."""

    text: str
    style: TextStyle = TextStyle.BODY
    bold: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list, with bullets or with numbers."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class KeyValues:
    """Rows of `label : value`; `label_share` is the labels' part of the text's width."""

    rows: tuple[tuple[str, str], ...]
    label_share: float = 0.28


@dataclass(frozen=True)
class Cell:
    """A cell of a table. It may reach over further columns and rows, whose own places are then `COVERED`."""

    text: str = ""
    align: Align | None = None  # None: that of its column
    bold: bool = False
    tone: Tone = Tone.PLAIN
    columns: int = 1
    rows: int = 1


COVERED = Cell(columns=0, rows=0)
"""The place of a cell that another one reaches over."""


@dataclass(frozen=True)
class Column:
    """A column: its width as a part of the table's (the parts are scaled to one whole), and how its cells stand."""

    share: float
    align: Align = Align.LEFT


Row = tuple[Cell | str, ...]
"""A table's row, one entry for each column; a plain text is a plain cell."""


@dataclass(frozen=True)
class Table:
    """A table over the text's whole width, closed by `total` where there is one.

    Its header stands on each page, and its rows are kept whole where a page can hold them.
    """

    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    caption: str = ""  # above it
    size: float = 9  # of its type, in points


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG, `share` of the text's width; what is no picture is said instead of shown."""

    content: bytes
    share: float = 1
    caption: str = ""  # beneath it


@dataclass(frozen=True)
class Signed:
    """One block for signature, with what stands above the post, e.g. `Mengetahui,`."""

    signature: Signature
    lead: str = ""


@dataclass(frozen=True)
class Signatures:
    """Blocks for signature side by side, at the right where there is one; place and date stand above the last.

    A Plt. or Plh. is named so. Who confirmed in chat has the mark of the internal paraf elektronik, all others room
    to sign. They are never torn apart by the page's end.
    """

    blocks: tuple[Signed, ...]
    dated: bool = True


@dataclass(frozen=True)
class Stamp:
    """Words in a red frame at the right, e.g. `RAHASIA`."""

    text: str


@dataclass(frozen=True)
class Spacer:
    """Empty room, in millimetres."""

    height: float


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page; from here on the pages lie across where `landscape`."""

    landscape: bool = False


Block = Title | Heading | Paragraph | Bullets | KeyValues | Table | Picture | Signatures | Stamp | Spacer | PageBreak
"""Everything that a paper may consist of."""
