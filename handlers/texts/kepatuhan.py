"""The words of `Kepatuhan waktu SOP`: allotted, used, on time or late; where the time went; what is usual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import card, waktu
from handlers.texts.words import EMPTY, allotted, brief, fill, lines, listed, paragraphs, quarter
from workflow.booking import DeskKind
from workflow.compliance import StepTime, Usual
from workflow.cycle import COLLECT, EVALUATE, AssignmentState, Cycle, CycleState
from workflow.procedure import Procedure, Step, TimeUnit
from workflow.quarter import Quarter

if TYPE_CHECKING:
    from handlers.desk import Room

OPEN = "Kepatuhan waktu"
PER_UNIT = "Per unit"
USUAL = "Beberapa triwulan"
BACK = "Kepatuhan waktu"
STATUS = "Status"
NOT_FOR_YOU = Markup("Kepatuhan waktu hanya untuk pejabat dalam SOP kantor ini.")
NOTHING_USUAL = Markup("Belum ada langkah yang selesai, jadi belum ada yang dapat dibandingkan.")
DESKS = {
    DeskKind.KEPALA_DINAS: "Kepala Dinas",
    DeskKind.SEKRETARIS: "Sekretaris",
    DeskKind.TIM: "Tim Monev",
    DeskKind.UNIT: "Staf/Kasi",
    DeskKind.KABID: "Kabid",
    DeskKind.PERENCANAAN: "Subbag Perencanaan",
    DeskKind.WAITING: "Menunggu unit lain",
}
BAR_CELLS = 10
UNITS_TOLD = 8
"""Above this many units only the late ones are told in full."""
LATE_NAMED = 5


@dataclass(frozen=True)
class Account:
    """What the screens are made of: a cycle's steps with their times, and the working minutes at each desk.

    `unit_ids` are the units that the reader may see, `is_whole` says that they are all of them. `desks` is the average
    of these units, `of_unit` what each has.
    """

    cycle: Cycle
    procedure: Procedure
    times: tuple[StepTime, ...]
    unit_ids: tuple[int, ...]
    is_whole: bool
    desks: Mapping[DeskKind, float]
    of_unit: Mapping[int, Mapping[DeskKind, float]]


def compliance(account: Account, room: Room) -> Markup:
    """Return the screen of a cycle: every step, then where the time went."""
    shown = (step for step in account.procedure.steps if account.is_whole or step.per_unit)
    steps = (_step(step, account, room) for step in shown)
    return paragraphs(_head("Kepatuhan waktu SOP", account, room), lines(*steps), _desks(account, room))


def _head(title: str, account: Account, room: Room) -> Markup:
    cycle = account.cycle
    if cycle.state is CycleState.RUNNING:
        standing = f"keadaan {brief(room.now, room.calendar)}. {waktu.elapsed(cycle, account.procedure, room)}."
    else:
        standing = f"berakhir {brief(cycle.closed_at or room.now, room.calendar)}."
    return fill(
        "⏱ <b>{title}</b>\n{quarter}, {standing}", title=title, quarter=quarter(cycle.quarter), standing=standing
    )


def _step(step: Step, account: Account, room: Room) -> Markup:
    own = [time for time in account.times if time.step == step.number]
    name = fill(
        "{n}. {title} · {allotted}", n=step.number, title=card.STEPS[step.number], allotted=allotted(step.allotment)
    )
    if not own:
        return fill("⏳ {name}", name=name)
    report = [time for time in own if time.unit_id is None] if step.number == EVALUATE else []
    data = [time for time in own if time not in report]
    said = [_several(data, account, room) if step.per_unit else _one(data[0], room)] if data else []
    if report:
        said.append(fill("Laporan: {said}", said=_one(report[0], room)))
    to_come = (step.per_unit and len(data) < len(account.unit_ids)) or (
        account.is_whole and step.number == EVALUATE and not report
    )
    return fill("{mark} {name}\n{said}", mark=_mark(own, to_come=to_come), name=name, said=lines(*said))


def _mark(own: Sequence[StepTime], *, to_come: bool = False) -> str:
    """Return the mark of a step or a unit; `to_come` says that some of it has not begun."""
    if any(time.is_late for time in own):
        return "⚠️"
    return "▶️" if to_come or any(time.finished_at is None for time in own) else "✅"


def _one(time: StepTime, room: Room) -> Markup:
    """Say of a step that is owed once what it used, and whether in time."""
    if time.started_at is None:
        return Markup("menunggu perintah Tim")
    allotment = time.rounds[0].allotment
    under_way = "berjalan, " if time.finished_at is None else ""
    return fill(
        "{under_way}dipakai {used}{rounds}, {verdict}{extended}",
        under_way=under_way,
        used=waktu.length(time.used, allotment),
        rounds=f" dalam {len(time.rounds)} putaran" if len(time.rounds) > 1 else "",
        verdict=_verdict(time),
        extended=_extended(time, room),
    )


def _verdict(time: StepTime) -> str:
    if time.is_late:
        return fill("<b>{late}</b>", late=_lateness(time))
    return "belum lewat" if time.finished_at is None else "tepat waktu"


def _lateness(time: StepTime) -> str:
    return waktu.lateness(time.late, time.rounds[-1].allotment)


def _extended(time: StepTime, room: Room) -> str:
    """Say that a deadline was moved, and from when."""
    moved = next((each for each in time.rounds if each.first_due_at != each.due_at), None)
    if moved is None or moved.first_due_at is None:
        return ""
    return f" (diperpanjang dari {brief(moved.first_due_at, room.calendar)})"


def _several(own: Sequence[StepTime], account: Account, room: Room) -> Markup:
    """Say of a step of several units how many are through, between what and what they used, and who is late."""
    if len(account.unit_ids) == 1:
        return _one(own[0], room)
    running = [time for time in own if time.started_at is not None]
    done = sum(time.state is AssignmentState.DONE for time in own)
    excluded = sum(time.state is AssignmentState.EXCLUDED for time in own)
    late = sorted((time for time in own if time.is_late), key=lambda time: time.late.minutes, reverse=True)
    return lines(
        fill(
            "{done} dari {n} unit selesai{without}{used}{verdict}",
            done=done,
            n=len(account.unit_ids),
            without=f", {excluded} tanpa data" if excluded else "",
            used=f", dipakai {_range(running)}" if running else "",
            verdict="" if late or done + excluded < len(account.unit_ids) else ", semua tepat waktu",
        ),
        _late_units(late, room),
    )


def _range(times: Sequence[StepTime]) -> str:
    allotment = times[0].rounds[0].allotment
    if allotment.unit is TimeUnit.HARI:
        low, high = min(time.used.days for time in times), max(time.used.days for time in times)
        if high == 0:
            return "kurang dari 1 hari"
        return f"{high} hari" if low == high else f"{low or ''} sampai {high} hari".strip()
    minutes = [time.used.minutes for time in times]
    return waktu.span(min(minutes)) if min(minutes) == max(minutes) else f"sampai {waktu.span(max(minutes))}"


def _late_units(late: Sequence[StepTime], room: Room) -> Markup:
    if not late:
        return EMPTY
    named = [
        fill(
            "{unit} {late}",
            unit=room.office.unit(time.unit_id or 0).name,
            late=_lateness(time),
        )
        for time in late[:LATE_NAMED]
    ]
    if len(late) > LATE_NAMED:
        named.append(fill("{n} unit lain juga lewat", n=len(late) - LATE_NAMED))
    return fill("⚠️ {named}", named=listed(named))


def _desks(account: Account, room: Room) -> Markup:
    """Say at which desks the time went by, as shares of the whole."""
    total = sum(account.desks.values())
    if not total:
        return EMPTY
    average = ", rata-rata per unit" if len(account.unit_ids) > 1 else ""
    return lines(
        fill("<b>Ke mana waktunya</b>: {total}{average}", total=waktu.in_days(total, room.calendar), average=average),
        *(
            fill(
                "{bar} {desk} {time} ({share}%)",
                bar=_bar(minutes / total),
                desk=DESKS[desk],
                time=waktu.in_days(minutes, room.calendar),
                share=round(100 * minutes / total),
            )
            for desk, minutes in account.desks.items()
        ),
        fill("<i>1 hari = {day} kerja.</i>", day=waktu.span(waktu.day_length(room.calendar))),
    )


def _bar(share: float) -> str:
    filled = max(1, round(share * BAR_CELLS))
    return "▰" * filled + "▱" * (BAR_CELLS - filled)


def per_unit(account: Account, room: Room) -> Markup:
    """Return the screen of the units, the latest first; of many, those in time are only named."""
    lateness = {unit_id: sum(time.late.minutes for time in _of(account, unit_id)) for unit_id in account.unit_ids}
    in_order = sorted(account.unit_ids, key=lambda unit_id: -lateness[unit_id])
    told = [unit_id for unit_id in in_order if lateness[unit_id] or len(account.unit_ids) <= UNITS_TOLD]
    others = [room.office.unit(unit_id).name for unit_id in in_order if unit_id not in told]
    return paragraphs(
        _head("Kepatuhan waktu per unit", account, room),
        *(_unit(account, unit_id, room) for unit_id in told),
        fill("✅ Belum pernah lewat batas: {units}", units=listed(others)) if others else EMPTY,
    )


def _of(account: Account, unit_id: int) -> list[StepTime]:
    return [time for time in account.times if time.unit_id == unit_id]


def _unit(account: Account, unit_id: int, room: Room) -> Markup:
    own = _of(account, unit_id)
    at_desks = [
        f"{DESKS[desk]} {waktu.in_days(minutes, room.calendar)}" for desk, minutes in account.of_unit[unit_id].items()
    ]
    return lines(
        fill("{mark} <b>{unit}</b>", mark=_mark(own) if own else "⏳", unit=room.office.unit(unit_id).name),
        *(_unit_step(time, room) for time in own),
        fill("<i>{desks}</i>", desks=" · ".join(at_desks)) if at_desks else EMPTY,
    )


def _unit_step(time: StepTime, room: Room) -> Markup:
    if time.started_at is None:
        return fill("{n}. {title}: menunggu perintah Tim", n=time.step, title=_short(time))
    return fill(
        "{n}. {title}: {under_way}{used}{late}{extended}",
        n=time.step,
        title=_short(time),
        under_way="berjalan, " if time.finished_at is None else "",
        used=waktu.length(time.used, time.rounds[0].allotment),
        late=fill(", {late}", late=_verdict(time)) if time.is_late else "",
        extended=_extended(time, room),
    )


def _short(time: StepTime) -> str:
    again = " (diperbaiki)" if time.step == COLLECT and len(time.rounds) > 1 else ""
    return {EVALUATE: "Evaluasi data"}.get(time.step, card.STEPS[time.step]) + again


def usual(found: Sequence[Usual], procedure: Procedure, quarters: Sequence[Quarter]) -> Markup:
    """Return the screen of what is usual: median and 80th percentile of each step over the office's cycles."""
    if not found:
        return NOTHING_USUAL
    span = quarter(quarters[0]) if len(quarters) == 1 else f"{quarter(quarters[-1])} sampai {quarter(quarters[0])}"
    return paragraphs(
        fill("⏱ <b>Waktu yang biasa dipakai</b>\nDari {n} triwulan: {span}.", n=len(quarters), span=span),
        lines(*(_usual(each, procedure) for each in found)),
        Markup(
            "<i>Median: separuhnya lebih cepat. Persentil ke-80: delapan dari sepuluh tidak lebih lama. Di antara dua "
            "angka dihitung sebanding (interpolasi linear). Hanya yang sudah selesai yang dihitung.</i>"
        ),
    )


def _usual(each: Usual, procedure: Procedure) -> Markup:
    step = procedure.step(each.step)
    title = card.STEPS[each.step]
    if each.step == EVALUATE:
        title = "Laporan evaluasi" if each.is_report else "Evaluasi data"
    in_days = step.allotment.unit is TimeUnit.HARI
    measured = each.days if in_days else each.minutes
    words = [_measured(value, in_days=in_days) for value in (measured.median, measured.high)]
    return fill(
        "{mark} {n}. {title} · {allotted}\nmedian {median}, persentil ke-80 {high} ({cases} kali, {cycles} triwulan)",
        mark="✅" if measured.high <= _allotted(step) else "⚠️",
        n=each.step,
        title=title,
        allotted=allotted(step.allotment),
        median=words[0],
        high=words[1],
        cases=each.cases,
        cycles=each.cycles,
    )


def _measured(value: float, *, in_days: bool) -> str:
    if not in_days:
        return waktu.span(value)
    return f"{waktu.number(value)} hari" if value >= 1 else "kurang dari 1 hari"


def _allotted(step: Step) -> int:
    """Return the step's time in the unit in which it is measured: days, else minutes."""
    amount = step.allotment.amount
    return amount * waktu.HOUR if step.allotment.unit is TimeUnit.JAM else amount
