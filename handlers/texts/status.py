"""The words of the status: every step with its time, who holds the ball, each unit, the receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import card, waktu
from handlers.texts.letters import RECEIPTS
from handlers.texts.words import (
    EMPTY,
    allotted,
    brief,
    fill,
    instant,
    lines,
    listed,
    paragraphs,
    plain_name,
    quarter,
    remaining,
)
from workflow.cycle import COORDINATE, EVALUATE, Assignment, AssignmentState, Cycle, CycleState
from workflow.office import UNIT_ROLES
from workflow.procedure import Procedure
from workflow.standing import is_settled
from workflow.tasks import ProgressState, StepProgress, holders_of, progress

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.desk import Room

TASKS = "Tugas saya"
HISTORY = "Riwayat"
WITHOUT = "Lanjut tanpa data unit …"
REOPEN = "Buka kembali data unit …"
COMPLIANCE = "Kepatuhan waktu"
PICTURE = "Gambar garis waktu"
NO_CYCLE = Markup("Belum ada monev yang pernah dimulai di kantor ini.")


def status(cycle: Cycle, procedure: Procedure, due_at: datetime, desk: Room, *, receipts: bool) -> Markup:
    """Return the whole status of a cycle. One date stands in full, all others in brief."""
    return paragraphs(
        lines(
            fill("📊 <b>Status monev {quarter}</b>", quarter=quarter(cycle.quarter)),
            _standing(cycle, procedure, due_at, desk),
        ),
        lines(*(_step(step, cycle, procedure, desk) for step in progress(cycle, procedure))),
        _once(cycle, desk),
        _units(cycle, desk),
        _receipts(cycle, desk) if receipts else EMPTY,
    )


def _standing(cycle: Cycle, procedure: Procedure, due_at: datetime, desk: Room) -> Markup:
    ended = cycle.closed_at or desk.now
    began = brief(cycle.started_at, desk.calendar)
    match cycle.state:
        case CycleState.RUNNING:
            return lines(
                fill("{elapsed}, mulai {began}", elapsed=waktu.elapsed(cycle, procedure, desk), began=began),
                fill(
                    "Batas SOP {due} ({left})",
                    due=instant(due_at, desk.calendar, desk.office),
                    left=remaining(desk.now, due_at, desk.calendar),
                ),
            )
        case CycleState.CLOSED:
            days = desk.calendar.working_days_left(cycle.started_at, ended)
            return fill(
                "✅ Selesai {at}\nMulai {began}, {days} hari kerja (batas {limit})",
                at=instant(ended, desk.calendar, desk.office),
                began=began,
                days=days or "kurang dari 1",
                limit=procedure.total.days,
            )
        case CycleState.WITHDRAWN:
            return fill("🚫 Disposisi ditarik {at}", at=instant(ended, desk.calendar, desk.office))


def _step(step: StepProgress, cycle: Cycle, procedure: Procedure, desk: Room) -> Markup:
    """Return a step with its time: allotted, used and left while it runs, used when it is done."""
    running = step.state is ProgressState.RUNNING
    return fill(
        "{mark} {number}. {title}{units}{time}",
        mark=card.MARKS[step.state],
        number=step.step,
        title=fill("<b>{title}</b>" if running else "{title}", title=card.STEPS[step.step]),
        units=card.units_through(step, cycle),
        time=_time(step, cycle, procedure, desk),
    )


def _time(step: StepProgress, cycle: Cycle, procedure: Procedure, desk: Room) -> str:
    given = f" · {allotted(procedure.step(step.step).allotment)}"
    urgent = card.most_urgent(cycle, step.step) if cycle.state is CycleState.RUNNING else None
    if urgent is not None:
        return f"\n      {waktu.of_open(urgent, desk, cycle)}"
    done = [
        owed for owed in cycle.assignments.values() if owed.step == step.step and owed.state is AssignmentState.DONE
    ]
    used = waktu.of_done(done, desk, cycle)
    return f"{given} · {used}" if used else given


def _once(cycle: Cycle, desk: Room) -> Markup:
    """Say who holds what is owed once."""
    return lines(*(_ball(owed, desk, cycle) for owed in cycle.open_assignments() if owed.unit_id is None))


def _ball(owed: Assignment, desk: Room, cycle: Cycle) -> Markup:
    return fill(
        "👉 <b>{title}</b>: {who}{due}",
        title=card.task_title(owed),
        who=_holders(owed, desk, cycle),
        due=_since_and_until(owed, desk),
    )


def _holders(owed: Assignment, desk: Room, cycle: Cycle) -> Markup:
    """Name the roles that hold the ball, and the people where they are few."""
    roles = holders_of(owed, desk.situation(cycle))
    today = desk.calendar.local_day(desk.now)
    of_unit = owed.unit_id if roles <= UNIT_ROLES else None  # Tim and Subbag belong to no unit
    posts = desk.office.posts_with(*roles, unit_id=of_unit)
    found = (desk.office.holder(post.id, today) for post in posts)
    names = list(dict.fromkeys(plain_name(person.name).partition(",")[0] for person in found if person is not None))
    who = card.holders(roles)
    if not names:
        return fill("{who} (jabatan kosong)", who=who)
    return fill("{who} ({names})", who=who, names=listed(names)) if len(names) <= 2 else fill("{who}", who=who)


def _since_and_until(owed: Assignment, desk: Room) -> Markup:
    """Say since when the ball lies there, until when it may, and what is left of that or by how much it is late."""
    since = fill(" sejak {since}", since=brief(owed.phase_at, desk.calendar))
    if owed.due_at is None:
        return since
    late = desk.now > owed.due_at
    return fill(
        "{since}, sampai {due} ({mark}{left})",
        since=since,
        due=brief(owed.due_at, desk.calendar),
        mark="⚠️ " if late else "",
        left=remaining(desk.now, owed.due_at, desk.calendar),
    )


def _units(cycle: Cycle, desk: Room) -> Markup:
    """Return a line for each unit, once the units have something to do with it."""
    if not any(unit_id is not None for _, unit_id in cycle.assignments):
        return EMPTY
    return lines(Markup("<b>Unit kerja</b>"), *(_unit(cycle, unit_id, desk) for unit_id in cycle.unit_ids))


def _unit(cycle: Cycle, unit_id: int, desk: Room) -> Markup:
    name = desk.office.unit(unit_id).name
    owed = next((open_one for open_one in cycle.open_assignments() if open_one.unit_id == unit_id), None)
    if owed is not None:
        return fill("▶️ {name}\n{ball}", name=name, ball=_unit_ball(owed, desk, cycle))
    if any(plan.unit_id == unit_id for plan in cycle.plans):
        return fill("✅ {name}: rencana tindak lanjut sudah dikirim", name=name)
    if cycle.is_excluded(unit_id):
        return fill("⛔ {name}: tanpa data, keputusan Sekretaris", name=name)
    if is_settled(cycle, unit_id):
        return fill("✅ {name}: data diterima", name=name)
    return fill("⏳ {name}: menunggu", name=name)


def _unit_ball(owed: Assignment, desk: Room, cycle: Cycle) -> Markup:
    """Return what is under way for a unit, with whom, and until when, in one short line beneath its name."""
    title = "Koordinasi" if owed.step == COORDINATE else card.task_title(owed)
    again = " (diulang)" if owed.round > 1 and owed.step < EVALUATE else ""
    return fill(
        "{title}{again}: {who}{due}",
        title=title,
        again=again,
        who=_holders(owed, desk, cycle),
        due=_since_and_until(owed, desk),
    )


def _receipts(cycle: Cycle, desk: Room) -> Markup:
    letter = cycle.disposisi[-1]
    return lines(
        fill("<b>Disposisi {number}</b>", number=letter.number),
        *(
            fill(
                "{title}: {state} {at}",
                title=desk.office.post(receipt.post_id).title,
                state=RECEIPTS[receipt.state],
                at=brief(receipt.closed_at or receipt.accepted_at or receipt.read_at or receipt.sent_at, desk.calendar),
            )
            for receipt in letter.receipts.values()
        ),
    )
