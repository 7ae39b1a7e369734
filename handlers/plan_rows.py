"""The rows of a plan's workbook judged: those that are items, and sentences on those that are not yet. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.dates import DayError, DayFault, read_due_day
from handlers.texts import rencana_excel as texts
from workflow.cycle import FollowUpItem
from workflow.fields import ACTION_LIMIT, RESPONSIBLE_LIMIT
from workflow.plan_reading import PlanReading, PlanRow


def items_of(reading: PlanReading, today: date) -> tuple[tuple[FollowUpItem, ...], tuple[str, ...]]:
    """Return the items of complete rows, in their order, and what is wrong with the others, row by row."""
    items, faults = [], []
    for row in reading.rows:
        found = tuple(_faults(row, today))
        if found:
            faults.append(texts.row(row.row, found))
        else:
            due_on = _due(row, today)
            items.append(FollowUpItem(row.action, row.responsible, due_on, row.done_when, row.resources))
    return tuple(items), tuple(faults)


def _faults(row: PlanRow, today: date) -> Iterator[str]:
    checks: tuple[tuple[str, str, int, bool], ...] = (
        ("Rencana aksi", row.action, ACTION_LIMIT, True),
        ("Indikator selesai", row.done_when, ACTION_LIMIT, False),
        ("Penanggung jawab", row.responsible, RESPONSIBLE_LIMIT, True),
        ("Sumber daya", row.resources, ACTION_LIMIT, False),
    )
    for heading, text, limit, needed in checks:
        if needed and not text:
            yield texts.missing(heading)
        elif len(text) > limit:
            yield texts.too_long(heading, limit)
    yield from _of_day(row, today)


def _of_day(row: PlanRow, today: date) -> Iterator[str]:
    if row.due_on is None and not row.due_text:
        yield texts.missing("Batas waktu")
        return
    try:
        _due(row, today)
    except DayError as error:
        yield texts.day(error, row.due_text)


def _due(row: PlanRow, today: date) -> date:
    """Return the day; raises DayError for one that is past, too far off, or none."""
    if row.due_on is None:
        return read_due_day(row.due_text, today)
    if row.due_on < today:
        raise DayError(DayFault.PAST, row.due_on)
    return read_due_day(row.due_on.isoformat(), today)
