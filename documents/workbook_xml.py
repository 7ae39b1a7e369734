"""Reads the XML of a workbook's parts piece by piece, with every way to make it large or deep bounded.

Expat is used directly: document types (and so entities) are refused, and what a part may hold of elements, depth,
attributes and single tokens is counted while it is read. Names are taken without their namespace's prefix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn
from xml.parsers import expat

from documents.workbook_package import MEGABYTE, WorkbookRefusedError
from workflow.workbook_reading import WorkbookFault

MOST_ELEMENTS = 1_000_000
"""Of all parts together: an honest workbook of 1,000 indicators has 60,000."""
MOST_DEPTH = 64
MOST_NAMES = 1_000
MOST_ATTRIBUTES = 100
MOST_TEXT = 40_000
"""Signs of one text that are kept; a cell of a spreadsheet holds 32,767."""

Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Budget:
    """What all parts of a workbook may hold together. Raises WorkbookRefusedError when it is used up."""

    def __init__(self) -> None:
        self.elements = MOST_ELEMENTS
        self._names: set[str] = set()

    def take(self, name: str, depth: int, attributes: Attributes) -> None:
        """Count an element."""
        self.elements -= 1
        if self.elements < 0:
            raise WorkbookRefusedError(WorkbookFault.TOO_LARGE)
        if name not in self._names:
            self._names.add(name)
        if depth > MOST_DEPTH or len(self._names) > MOST_NAMES or len(attributes) > MOST_ATTRIBUTES:
            raise WorkbookRefusedError(WorkbookFault.HOSTILE)


def read_part(pieces: Iterable[bytes], budget: Budget, start: Start, end: End, text: Text) -> None:
    """Hand every element and text of a part to the three functions; raises WorkbookRefusedError for a bad part."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        budget.take(name, depth, attributes)
        start(_local(name), attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_local(name))

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > MEGABYTE:  # one tag or text that never ends
                raise WorkbookRefusedError(WorkbookFault.HOSTILE)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):  # not well formed, or in an encoding that is none
        raise WorkbookRefusedError(WorkbookFault.BROKEN) from None


def attribute(attributes: Attributes, name: str) -> str:
    """Return an attribute by its name without prefix (`r:id`, `d3p1:id`); empty where it is not there."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def _refuse_doctype(*_: object) -> NoReturn:
    raise WorkbookRefusedError(WorkbookFault.HOSTILE)


def _local(name: str) -> str:
    return name if ":" not in name else name.rpartition(":")[2]
