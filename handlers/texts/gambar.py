"""The words around the time line as a picture: beside its rows, beneath it, and where it cannot be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import card, kepatuhan, waktu
from handlers.texts.words import EMPTY, allotted, brief, fill, lines, listed, paragraphs, quarter
from workflow.compliance import StepTime
from workflow.cycle import AssignmentKey, AssignmentState, Cycle, CycleState
from workflow.office import Office
from workflow.procedure import Allotment, TimeUnit
from workflow.timeline import Labels

if TYPE_CHECKING:
    from handlers.desk import Room
    from handlers.texts.kepatuhan import Account

OPEN = "Gambar garis waktu"
PREPARING = "Menyiapkan gambar…"
FILE_NAME = "garis-waktu.png"
PREPARING_FILE = "Menyiapkan dokumen…"
NOT_DRAWN = Markup("Gambar belum dapat dibuat kali ini; angkanya tetap di bawah ini. Mohon dicoba lagi nanti.")
NOT_MADE = "Dokumen {name} belum dapat dibuat kali ini. Mohon dicoba lagi nanti."
LATE_NAMED = 4
_SHORT_MINUTES = 100
"""Up to so many minutes a note tells minutes, above it hours: there is little room beside a row."""


def without_paper(caption: str, file_name: str = "") -> Markup:
    """Return what is said in place of a picture, or of the document of that name; `caption` is markup already."""
    said = fill(NOT_MADE, name=file_name) if file_name else NOT_DRAWN
    return paragraphs(said, Markup(caption))  # noqa: S704 - it was escaped when it was written


def labels(account: Account, office: Office) -> Labels:
    """Return the words of the picture."""
    return Labels(
        title=f"Monev {quarter(account.cycle.quarter)}",
        office=office.name,
        steps=card.STEPS,
        units={unit_id: office.unit(unit_id).name for unit_id in account.unit_ids},
        desks=kepatuhan.DESKS,
        notes={**_step_notes(account), **_unit_notes(account)},
    )


def _step_notes(account: Account) -> Mapping[AssignmentKey, str]:
    notes: dict[AssignmentKey, str] = {}
    for step in account.procedure.steps:
        own = [time for time in account.times if time.step == step.number]
        notes[step.number, None] = _note(own) if own else _short(step.allotment)
    return notes


def _unit_notes(account: Account) -> Mapping[AssignmentKey, str]:
    planned = {plan.unit_id for plan in account.cycle.plans}
    notes: dict[AssignmentKey, str] = {}
    for unit_id in account.unit_ids:
        own = [time for time in account.times if time.unit_id == unit_id]
        if account.cycle.is_excluded(unit_id) and unit_id not in planned:
            notes[0, unit_id] = "tanpa data"
        elif own:
            notes[0, unit_id] = _note(own)
    return notes


def _note(own: Sequence[StepTime]) -> str:
    """Return by how much the worst of them is late, else that all is in time."""
    worst = max(own, key=lambda time: time.late.minutes)
    if not worst.is_late:
        return "tepat waktu" if all(time.state is not AssignmentState.OPEN for time in own) else "belum lewat"
    if worst.late.days and worst.rounds[-1].allotment.unit is TimeUnit.HARI:
        return f"lewat {worst.late.days} hari"
    minutes = worst.late.minutes
    return f"lewat {minutes} menit" if minutes <= _SHORT_MINUTES else f"lewat {round(minutes / waktu.HOUR)} jam"


def _short(allotment: Allotment) -> str:
    return f"{allotment.amount} {allotment.unit.value}"


def caption(account: Account, room: Room) -> Markup:
    """Return the numbers that stand beneath the picture, within the 1024 characters that Telegram takes."""
    cycle = account.cycle
    return paragraphs(
        lines(
            fill("📊 <b>Garis waktu {quarter}</b>", quarter=quarter(cycle.quarter)),
            fill("{standing}.", standing=_standing(account, room)),
        ),
        lines(*(_line(step.number, account) for step in account.procedure.steps)),
        _late_units(account, room),
    )


def _standing(account: Account, room: Room) -> str:
    cycle: Cycle = account.cycle
    if cycle.state is CycleState.RUNNING:
        return f"Keadaan {brief(room.now, room.calendar)}. {waktu.elapsed(cycle, account.procedure, room)}"
    return f"Berakhir {brief(cycle.closed_at or room.now, room.calendar)}"


def _line(number: int, account: Account) -> Markup:
    own = [time for time in account.times if time.step == number]
    if not own:
        return EMPTY
    longest = max(own, key=lambda time: time.used.minutes)
    latest = max(own, key=lambda time: time.late.minutes)
    late = f", ⚠️ {waktu.lateness(latest.late, latest.rounds[-1].allotment)}" if latest.is_late else ""
    return fill(
        "{n}. {title}: {used} dari {allotted}{late}",
        n=number,
        title=card.STEPS[number],
        used=waktu.length(longest.used, longest.rounds[0].allotment),
        allotted=allotted(longest.rounds[0].allotment),
        late=late,
    )


def _late_units(account: Account, room: Room) -> Markup:
    late: dict[int, int] = {}
    for time in account.times:
        if time.unit_id is not None and time.is_late:
            late[time.unit_id] = late.get(time.unit_id, 0) + time.late.minutes
    worst = sorted(late, key=lambda unit_id: -late[unit_id])
    names = [room.office.unit(unit_id).name for unit_id in worst[:LATE_NAMED]]
    if len(worst) > LATE_NAMED:
        names.append(f"{len(worst) - LATE_NAMED} unit lain")
    return fill("Pernah lewat batas: {names}.", names=listed(names)) if names else EMPTY
