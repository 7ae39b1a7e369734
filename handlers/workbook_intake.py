"""A unit's workbook out and in: handed over empty, read outside when it comes back, its findings put into the draft."""

from __future__ import annotations

from dataclasses import replace

from handlers.conversations import FigureDraft
from handlers.desk import Desk
from workflow.cycle import Cycle
from workflow.files import KeptFile


def begin_reading(desk: Desk, cycle: Cycle, draft: FigureDraft, file: KeptFile) -> FigureDraft:  # noqa: ARG001 - what reading needs
    """Give a workbook out to be read; the draft waits for it."""
    return replace(draft, files=(*draft.files, file.id), untied=(*draft.untied, file.id))
