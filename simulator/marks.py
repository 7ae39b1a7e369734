"""Marks on the clock: instants to which whoever runs the stage lets the page's reader jump."""

from dataclasses import asdict, dataclass
from typing import Any

MOST_MARKS = 12
SAME_SECONDS = 0.001
"""Offsets closer than this are the same: who finds the marks may count in whole microseconds."""


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
        self._found_at: float | None = None

    def replace(self, marks: tuple[Mark, ...], offset_seconds: float) -> bool:
        """Set the marks, found by a clock so far ahead; tell whether that is news to who shows them."""
        news = marks != self._marks or not self.are_of(offset_seconds)
        self._marks, self._found_at = marks, offset_seconds
        return news

    def ahead_of(self, instant: float) -> list[dict[str, Any]]:
        """Return the marks beyond that instant, as they were set."""
        return [asdict(mark) for mark in self._marks if mark.at > instant]

    def are_of(self, offset_seconds: float) -> bool:
        """Tell whether they were found by a clock so far ahead."""
        return self._found_at is not None and abs(self._found_at - offset_seconds) < SAME_SECONDS
