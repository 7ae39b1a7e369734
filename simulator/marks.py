"""Marks on the clock: instants to which whoever runs the stage lets the page's reader jump."""

from dataclasses import asdict, dataclass
from typing import Any

MOST_MARKS = 12


@dataclass(frozen=True)
class Mark:
    """A button of the page. `at` is in Unix seconds; `kind` tells the page which marks belong to each other."""

    label: str
    at: float
    kind: str


class Marks:
    """The marks that were set last, all at once."""

    def __init__(self) -> None:
        self._marks: tuple[Mark, ...] = ()
        self._set_at_offset: float | None = None

    def replace(self, marks: tuple[Mark, ...], offset_seconds: float) -> bool:
        """Set the marks, found by a clock so far ahead; tell whether that is news to who shows them."""
        news = (marks, offset_seconds) != (self._marks, self._set_at_offset)
        self._marks, self._set_at_offset = marks, offset_seconds
        return news

    def ahead_of(self, instant: float) -> list[dict[str, Any]]:
        """Return the marks beyond that instant, as they were set."""
        return [asdict(mark) for mark in self._marks if mark.at > instant]

    def are_of(self, offset_seconds: float) -> bool:
        """Tell whether they were set since the clock was last moved."""
        return self._set_at_offset == offset_seconds
