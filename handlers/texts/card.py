"""The words of the card of a cycle, and of who holds the ball in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.words import EMPTY, brief, day, fill, instant, lines, listed, paragraphs, quarter, remaining
from workflow.compliance import spent
from workflow.cycle import (
    COLLECT,
    COORDINATE,
    DECIDE,
    DIRECT,
    EVALUATE,
    FOLLOW_UP,
    ORDER,
    Assignment,
    Cycle,
    CycleState,
    Phase,
)
from workflow.office import Office, Role
from workflow.procedure import Allotment, TimeUnit
from workflow.tasks import ProgressState, StepProgress, holders_of

if TYPE_CHECKING:
    from handlers.desk import Room

TASKS = "Tugas saya"
STATUS = "Status"
STEPS = {
    ORDER: "Disposisi",
    DIRECT: "Arahan ke Tim",
    COORDINATE: "Koordinasi dengan unit",
    COLLECT: "Pengumpulan data",
    EVALUATE: "Evaluasi",
    DECIDE: "Arahan Kepala Dinas",
    FOLLOW_UP: "Rencana tindak lanjut",
}
MARKS = {ProgressState.DONE: "✅", ProgressState.RUNNING: "▶️", ProgressState.WAITING: "⏳"}
HOLDERS = {
    Role.KEPALA_DINAS: "Kepala Dinas",
    Role.SEKRETARIS: "Sekretaris",
    Role.TIM: "Tim Monev",
    Role.KABID: "Kabid",
    Role.KASI: "Kasi",
    Role.STAF: "Staf",
    Role.PERENCANAAN: "Subbag Perencanaan",
    Role.ADMIN: "Admin",
}
BAR_CELLS = 14
UNITS_NAMED = 4
"""Above this many units only the first are named."""

MEND = "Perbaiki disposisi"
CORRECT = "Perbaiki dan kirim data"
_DESKS = {
    Phase.TO_ORDER: "Perintah pengumpulan data",
    Phase.FILLING: "Isi dan kirim data",
    Phase.CHECKING: "Periksa data",
}


def card(cycle: Cycle, progress: Sequence[StepProgress], due_at: datetime, desk: Room) -> Markup:
    """Return the card, the same for everybody.

    It is redrawn when something happens and on each working morning, so it counts days, says as of when, and leaves
    hours to the status.
    """
    done = sum(step.state is ProgressState.DONE for step in progress)
    return paragraphs(
        lines(
            fill("📌 <b>Monev {quarter}</b>", quarter=quarter(cycle.quarter)),
            fill("{bar} {done} dari {all} langkah", bar=bar(progress), done=done, all=len(progress)),
            _standing(cycle, due_at, desk),
        ),
        lines(*(_line(step, cycle, desk) for step in progress)),
        ball(cycle, desk),
        fill("<i>Keadaan {at}</i>", at=brief(desk.now, desk.calendar)) if _is_running(cycle) else EMPTY,
    )


def bar(progress: Sequence[StepProgress]) -> str:
    """Return the bar: every step weighs the same, a step per unit fills with its units."""
    share = sum(step.done / step.total for step in progress if step.total) / max(len(progress), 1)
    filled = int(share * BAR_CELLS)
    return "▰" * filled + "▱" * (BAR_CELLS - filled)


def _standing(cycle: Cycle, due_at: datetime, desk: Room) -> Markup:
    match cycle.state:
        case CycleState.RUNNING:
            return fill("Batas SOP: {due}", due=day(desk.calendar.local_day(due_at)))
        case CycleState.CLOSED:
            at = cycle.closed_at or desk.now
            return fill("✅ <b>Selesai</b> {at}", at=instant(at, desk.calendar, desk.office))
        case CycleState.WITHDRAWN:
            at = cycle.closed_at or desk.now
            return fill("🚫 Disposisi ditarik {at}", at=instant(at, desk.calendar, desk.office))


def _line(step: StepProgress, cycle: Cycle, desk: Room) -> Markup:
    running = step.state is ProgressState.RUNNING
    title = fill("<b>{title}</b>" if running else "{title}", title=STEPS[step.step])
    return fill(
        "{mark} {step}. {title}{units}{time}",
        mark=MARKS[step.state],
        step=step.step,
        title=title,
        units=units_through(step, cycle),
        time=_time(step, cycle, desk) if running and _is_running(cycle) else "",
    )


def _time(step: StepProgress, cycle: Cycle, desk: Room) -> str:
    """Return how many of its days the most urgent task of the step has used, and its deadline or its lateness."""
    owed = most_urgent(cycle, step.step)
    if owed is None or owed.due_at is None or owed.runs_from is None:
        return ""
    if desk.now > owed.due_at:
        return f" · ⚠️ {remaining(desk.now, owed.due_at, desk.calendar)}"
    allotment = desk.situation(cycle).allotment(owed)
    days = spent(allotment, desk.calendar, owed.runs_from, desk.now).days
    used = f"hari ke-{days} dari {allotment.amount + owed.extended_days}, " if _counts_days(allotment) and days else ""
    return f" · {used}s.d. {brief(owed.due_at, desk.calendar)}"


def _counts_days(allotment: Allotment) -> bool:
    return allotment.unit is TimeUnit.HARI and allotment.amount > 1


def most_urgent(cycle: Cycle, step: int) -> Assignment | None:
    """Return the open task of the step that is due first; one without a deadline only where there is no other."""
    opened = [owed for owed in cycle.open_assignments() if owed.step == step]
    return min(opened, key=lambda owed: (owed.due_at is None, owed.due_at or owed.started_at), default=None)


def _is_running(cycle: Cycle) -> bool:
    return cycle.state is CycleState.RUNNING


def units_through(step: StepProgress, cycle: Cycle) -> str:
    """Return how many units are through; those without whose data the cycle goes on are counted apart."""
    excluded = len(cycle.exclusions) if step.step in (COLLECT, EVALUATE) else 0
    if step.total <= 1 or step.state is ProgressState.WAITING:
        return ""
    without = f", {excluded} tanpa data" if excluded else ""
    return f" · {step.done - excluded}/{step.total} unit{without}"


def ball(cycle: Cycle, desk: Room) -> Markup:
    """Return who holds the ball and since when, one line a desk; empty when nothing is owed."""
    situation = desk.situation(cycle)
    groups: dict[tuple[str, frozenset[Role]], list[Assignment]] = {}
    for owed in cycle.open_assignments():
        groups.setdefault((task_title(owed), holders_of(owed, situation)), []).append(owed)
    return lines(
        *(
            fill(
                "👉 {who}: {what}{units}, sejak {since}",
                who=holders(roles),
                what=title[0].lower() + title[1:],
                units=_in_units(cycle, [owed.unit_id for owed in group], desk.office),
                since=brief(min(owed.phase_at for owed in group), desk.calendar),
            )
            for (title, roles), group in groups.items()
        )
    )


def task_title(owed: Assignment) -> str:
    """Name what is to be done at the desk where the ball lies."""
    if owed.step == ORDER:
        return MEND  # a cycle begins with a disposisi: it is owed only when it came back
    if owed.step == EVALUATE:
        return "Laporan evaluasi" if owed.unit_id is None else "Evaluasi data"
    if owed.phase is Phase.FILLING and owed.round > 1:
        return CORRECT
    return _DESKS.get(owed.phase, STEPS[owed.step])


def holders(roles: Iterable[Role]) -> str:
    """Return `Kasi/Staf`, in the order of rank."""
    named = set(roles)
    return "/".join(HOLDERS[role] for role in Role if role in named)


def _in_units(cycle: Cycle, unit_ids: Iterable[int | None], office: Office) -> Markup:
    found = [unit_id for unit_id in unit_ids if unit_id is not None]
    return fill(" ({units})", units=units_of(cycle, found, office)) if found else EMPTY


def units_of(cycle: Cycle, unit_ids: Sequence[int], office: Office) -> Markup:
    """Return the units by name; all of several in two words."""
    if len(unit_ids) > 1 and set(unit_ids) == set(cycle.unit_ids):
        return fill("semua {n} unit", n=len(unit_ids))
    return units([office.unit(unit_id).name for unit_id in unit_ids])


def units(names: Sequence[str]) -> Markup:
    """Return the units by name, the later ones of many only counted."""
    if len(names) <= UNITS_NAMED:
        return listed(names)
    return listed([*names[:UNITS_NAMED], f"{len(names) - UNITS_NAMED} unit lain"])
