"""Where a unit stands in the cycle, in a mark and a few words, for lists and headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.words import fill, short_day
from workflow.cycle import (
    COLLECT,
    COORDINATE,
    DECIDE,
    EVALUATE,
    FOLLOW_UP,
    Assignment,
    AssignmentState,
    Cycle,
    Phase,
    SubmissionState,
)

if TYPE_CHECKING:
    from handlers.desk import Desk

RETURNED = (SubmissionState.RETURNED_BY_KABID, SubmissionState.RETURNED_BY_EVALUATOR, SubmissionState.REOPENED)
_STANDINGS = {
    COORDINATE: ("menunggu koordinasi Tim", "sudah dikoordinasikan"),
    EVALUATE: ("dievaluasi Subbag", "data diterima Subbag"),
    DECIDE: ("menunggu arahan Kepala Dinas", "arahan diberikan"),
    FOLLOW_UP: ("menyusun rencana tindak lanjut", "rencana tindak lanjut terkirim"),
}
"""What is under way and what is done in the steps that have one desk only."""
_DONE, _RUNNING, _WAITING, _OUT = "✅", "▶️", "⏳", "⛔"
"""The marks of a unit in lists: done, running, waiting, left out."""


def unit_line(desk: Desk, cycle: Cycle, unit_id: int) -> Markup:
    """Return a unit and where it stands, as a line of a list."""
    return fill(
        "{mark} {unit}: {state}",
        mark=unit_mark(cycle, unit_id),
        unit=desk.office.unit(unit_id).name,
        state=unit_state(desk, cycle, unit_id),
    )


def unit_mark(cycle: Cycle, unit_id: int) -> str:
    """Return the mark that says at a glance where a unit stands."""
    latest = _latest(cycle, unit_id)
    if latest is None or latest.step == COORDINATE:
        return _OUT if cycle.is_excluded(unit_id) else _WAITING
    if cycle.is_excluded(unit_id) and latest.step < DECIDE:
        return _OUT
    return _RUNNING if latest.state is AssignmentState.OPEN else _DONE


def unit_state(desk: Desk, cycle: Cycle, unit_id: int, *, dated: bool = True) -> str:
    """Return in few words where a unit stands in the cycle; without the day where the due time stands beside it."""
    latest = _latest(cycle, unit_id)
    if latest is None:
        return "menunggu arahan Sekretaris kepada Tim"
    if cycle.is_excluded(unit_id) and latest.step < DECIDE:
        return "tanpa data, keputusan Sekretaris"
    if latest.step == COLLECT:
        return _collecting(desk, cycle, latest, dated=dated)
    doing, done = _STANDINGS[latest.step]
    return doing if latest.state is AssignmentState.OPEN else done


def _latest(cycle: Cycle, unit_id: int) -> Assignment | None:
    """Return the furthest assignment of the unit that counts."""
    found = (cycle.assignment(step, unit_id) for step in (FOLLOW_UP, DECIDE, EVALUATE, COLLECT, COORDINATE))
    return next((owed for owed in found if owed and owed.state is not AssignmentState.CANCELLED), None)


def _collecting(desk: Desk, cycle: Cycle, owed: Assignment, *, dated: bool) -> str:
    until = f", sampai {short_day(desk.calendar.local_day(owed.due_at))}" if owed.due_at and dated else ""
    late = ", lewat batas waktu" if owed.due_at is not None and desk.now > owed.due_at else ""
    match owed.phase:
        case Phase.TO_ORDER:
            return "menunggu perintah Tim"
        case Phase.CHECKING:
            return f"diperiksa Kabid{until}{late}"
        case _:
            latest = cycle.submission(owed.unit_id or 0)
            doing = "memperbaiki data" if latest is not None and latest.state in RETURNED else "mengumpulkan data"
            return f"{doing}{until}{late}"
