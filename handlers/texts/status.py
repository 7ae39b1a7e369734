"""The words of the status: every step with its time, who holds the ball, each unit, the receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import card
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
from workflow.cycle import COORDINATE, EVALUATE, Assignment, Cycle, CycleState
from workflow.office import UNIT_ROLES
from workflow.procedure import Procedure
from workflow.standing import is_settled
from workflow.tasks import StepProgress, holders_of, progress

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.desk import Desk

TASKS = "Tugas saya"
HISTORY = "Riwayat"
WITHOUT = "Lanjut tanpa data unit …"
HISTORY_BACK = "Status"
NO_CYCLE = Markup("Belum ada monev yang pernah dimulai di kantor ini.")


def status(cycle: Cycle, procedure: Procedure, due_at: datetime, desk: Desk, *, receipts: bool) -> Markup:
    """Return the whole status of a cycle."""
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


def _standing(cycle: Cycle, procedure: Procedure, due_at: datetime, desk: Desk) -> Markup:
    ended = cycle.closed_at or desk.now
    days = desk.calendar.working_days_left(cycle.started_at, ended)
    limit = procedure.total.days
    match cycle.state:
        case CycleState.RUNNING:
            return lines(
                fill("Mulai {at}", at=instant(cycle.started_at, desk.calendar, desk.office)),
                fill("Berjalan {days} dari {limit} hari kerja", days=days, limit=limit),
                fill(
                    "Batas SOP {due} ({left})",
                    due=instant(due_at, desk.calendar, desk.office),
                    left=remaining(desk.now, due_at, desk.calendar),
                ),
            )
        case CycleState.CLOSED:
            return fill(
                "✅ Selesai {at}, {days} hari kerja (batas {limit})",
                at=instant(ended, desk.calendar, desk.office),
                days=days or "kurang dari 1",
                limit=limit,
            )
        case CycleState.WITHDRAWN:
            return fill("🚫 Disposisi ditarik {at}", at=instant(ended, desk.calendar, desk.office))


def _step(step: StepProgress, cycle: Cycle, procedure: Procedure, desk: Desk) -> Markup:
    late = step.due_at is not None and step.due_at < desk.now and cycle.state is CycleState.RUNNING
    return fill(
        "{mark} {number}. {title} · {allotted}{units}{late}",
        mark=card.MARKS[step.state],
        number=step.step,
        title=card.STEPS[step.step],
        allotted=allotted(procedure.step(step.step).allotment),
        units=card.units_through(step, cycle),
        late=" · ⚠️ terlambat" if late else "",
    )


def _once(cycle: Cycle, desk: Desk) -> Markup:
    """Say who holds what is owed once."""
    return lines(*(_ball(owed, desk, cycle) for owed in cycle.open_assignments() if owed.unit_id is None))


def _ball(owed: Assignment, desk: Desk, cycle: Cycle) -> Markup:
    return fill(
        "👉 <b>{title}</b>: {who} sejak {since}{due}",
        title=card.task_title(owed),
        who=_holders(owed, desk, cycle),
        since=brief(owed.phase_at, desk.calendar),
        due=_due(owed, desk),
    )


def _holders(owed: Assignment, desk: Desk, cycle: Cycle) -> Markup:
    """Name the roles that hold the ball, and the people where they are few."""
    roles = holders_of(owed, desk.situation(cycle))
    today = desk.calendar.local_day(desk.now)
    of_unit = owed.unit_id if roles <= UNIT_ROLES else None  # Tim and Subbag belong to no unit
    posts = desk.office.posts_with(*roles, unit_id=of_unit)
    found = (desk.office.holder(post.id, today) for post in posts)
    names = list(dict.fromkeys(plain_name(person.name) for person in found if person is not None))
    who = card.holders(roles)
    if not names:
        return fill("{who} (jabatan kosong)", who=who)
    return fill("{who} ({names})", who=who, names=listed(names)) if len(names) <= 2 else fill("{who}", who=who)


def _due(owed: Assignment, desk: Desk) -> Markup:
    if owed.due_at is None:
        return EMPTY
    return fill(
        ", sampai {due} ({left})",
        due=brief(owed.due_at, desk.calendar),
        left=remaining(desk.now, owed.due_at, desk.calendar),
    )


def _units(cycle: Cycle, desk: Desk) -> Markup:
    """Return a line for each unit, once the units have something to do with it."""
    if not any(unit_id is not None for _, unit_id in cycle.assignments):
        return EMPTY
    return lines(Markup("<b>Unit kerja</b>"), *(_unit(cycle, unit_id, desk) for unit_id in cycle.unit_ids))


def _unit(cycle: Cycle, unit_id: int, desk: Desk) -> Markup:
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


def _unit_ball(owed: Assignment, desk: Desk, cycle: Cycle) -> Markup:
    """Return what is under way for a unit, with whom, and until when, in one short line beneath its name."""
    title = "Koordinasi" if owed.step == COORDINATE else card.task_title(owed)
    again = " (diulang)" if owed.round > 1 and owed.step < EVALUATE else ""
    return fill(
        "{title}{again}: {who}{due}",
        title=title,
        again=again,
        who=_holders(owed, desk, cycle),
        due=_due(owed, desk),
    )


def _receipts(cycle: Cycle, desk: Desk) -> Markup:
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
