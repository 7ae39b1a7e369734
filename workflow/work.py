"""Slow work on what people sent: typed jobs, done outside of the turn, whose result comes in like everything else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class WorkKind(StrEnum):
    """What can be worked on. The stored names may not change."""

    READ_UNIT_WORKBOOK = "read-unit-workbook"
    READ_INDICATORS = "read-indicators"
    READ_PLAN_ITEMS = "read-plan-items"


class WorkFault(StrEnum):
    """Why a job has no result. The stored names may not change."""

    TIME = "time"  # it took longer than any honest file of an office
    MEMORY = "memory"  # or wanted more memory
    SIZE = "size"  # or found more than can be told
    CRASH = "crash"  # the process ended otherwise: a fault of the product's own, or of a library
    UNREADABLE = "unreadable"  # the job itself no longer loads: it was written by another version


@dataclass(frozen=True)
class Job:
    """A piece of work. `given` is the storable dataclass that `documents.workbench.WORK` names for the kind.

    It names the file by its SHA-256, and carries all that the work needs to know besides.
    """

    kind: WorkKind
    given: Any
