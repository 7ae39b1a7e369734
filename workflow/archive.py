"""The archive of a cycle as it waits to be made: which cycle is meant, and the files that it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.cycle import Cycle
from workflow.quarter import Quarter


@dataclass(frozen=True)
class ArchivePaper:
    """The archive of an office's quarter. `length` is the cycle's number of events when it was asked for.

    It holds no content: that is read, and the ZIP made, when it is delivered.
    """

    office_id: int
    quarter: Quarter
    length: int


def file_ids(cycle: Cycle) -> frozenset[int]:
    """Return every file that a cycle names."""
    parts: list[Iterable[int]] = [
        *(given.files for given in cycle.disposisi),
        *(given.files for given in cycle.directions),
        *(noted.files for noted in cycle.coordinations),
        *(sent.files for sent in cycle.submissions),
        *(report.files for sent in cycle.submissions for report in sent.figures),
        *(report.files for report in cycle.reports),
        *(report.files for report in cycle.follow_ups),
    ]
    return frozenset(file_id for part in parts for file_id in part)
