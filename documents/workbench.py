"""Do one job on a kept file: its description as JSON on stdin, its result as JSON on stdout.

The files lie in the folder that the process is given. A job that exceeds its limits or fails ends the process only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from documents import limits
from documents.assets import Assets
from documents.spec import SpecError, named
from workflow.stored_form import restored
from workflow.work import WorkKind

MEGABYTES, SECONDS = 400, 10
"""Mapped, not used: an honest workbook of 1,000 indicators needs a tenth of both."""
UNREADABLE, FAILED, NO_MEMORY = 2, 3, 4


@dataclass(frozen=True)
class Bench:
    """How a kind is worked on: `module:class` of what is given, `module:function` of (given, Assets) -> result."""

    given: str
    function: str


WORK: Mapping[WorkKind, Bench] = MappingProxyType(
    {
        WorkKind.READ_PLAN_ITEMS: Bench("workflow.plan_reading:PlanWorkbookJob", "documents.plan_reader:done"),
        WorkKind.READ_UNIT_WORKBOOK: Bench(
            "workflow.workbook_reading:UnitWorkbookJob", "documents.workbook_reader:done"
        ),
        WorkKind.READ_INDICATORS: Bench(
            "workflow.indicator_reading:IndicatorsJob", "documents.indicator_sheet_in:done"
        ),
    }
)
"""Every kind of work. A new one is a line here."""


@dataclass(frozen=True)
class _Order:
    """A job that was read."""

    kind: WorkKind
    given: Any

    def done(self, assets: Assets) -> bytes:
        """Return the result as JSON; raises whatever the kind's function raises."""
        function: Callable[[Any, Assets], Any] = named(WORK[self.kind].function)
        return orjson.dumps(function(self.given, assets), default=_written)


def read(stored: bytes | str) -> _Order:
    """Return the job. Raises SpecError for anything that this edition cannot do."""
    try:
        order = json.loads(stored)
        kind = WorkKind(order["kind"])
        return _Order(kind, restored(named(WORK[kind].given), order["data"]))
    except (ValueError, TypeError, KeyError) as error:
        raise SpecError(type(error).__name__) from None


def main() -> int:
    """Return 0 with the result, 2 for a job that cannot be read, 3 for one that failed, 4 for one without memory."""
    limits.hold(MEGABYTES, SECONDS)
    assets = Assets(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    try:
        order = read(sys.stdin.buffer.read())
        made = order.done(assets)
    except SpecError:
        return UNREADABLE
    except MemoryError:
        return NO_MEMORY
    except Exception as error:  # noqa: BLE001 - whatever a file provokes is told by its type alone
        sys.stderr.write(f"the work failed: {type(error).__name__}\n")
        return FAILED
    sys.stdout.buffer.write(made)
    return 0


def _written(value: object) -> str:
    """Write a figure as it stands, with every digit; raises TypeError for what has no stored form."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


if __name__ == "__main__":
    sys.exit(main())
