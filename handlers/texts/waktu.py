"""Working time in plain words: how much was used, what is left, by how much it is late, how far the cycle is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from handlers.texts.words import LOCALE, allotted, remaining
from workflow.compliance import Spent, spent
from workflow.cycle import Assignment, Cycle
from workflow.procedure import Allotment, Procedure, TimeUnit
from workflow.working_time import OfficeCalendar

if TYPE_CHECKING:
    from handlers.desk import Room

HOUR = 60


def elapsed(cycle: Cycle, procedure: Procedure, room: Room) -> str:
    """Return on which working day of the SOP's days the cycle is: `Berjalan 3 dari 14 hari kerja`."""
    days = room.calendar.working_days_left(cycle.started_at, room.now)
    limit = procedure.total.days
    if days == 0:
        return f"Hari ini hari pertama dari {limit} hari kerja"
    if days > limit:
        return f"Berjalan {days} hari kerja, lewat {days - limit} dari batas {limit}"
    return f"Berjalan {days} dari {limit} hari kerja"


def of_open(owed: Assignment, room: Room, cycle: Cycle) -> str:
    """Return what an open task was allotted, has used and has left: `10 hari kerja · dipakai 3 · sisa 7`."""
    allotment = room.situation(cycle).allotment(owed)
    if owed.due_at is None or owed.runs_from is None:
        return f"{allotted(allotment)} · belum berjalan"
    extended = f" (diperpanjang {owed.extended_days})" if owed.extended_days else ""
    used = spent(allotment, room.calendar, owed.runs_from, room.now)
    return f"{allotted(allotment)}{extended} · {_used_so_far(used, allotment)} · {_left(owed.due_at, allotment, room)}"


def _used_so_far(used: Spent, allotment: Allotment) -> str:
    if allotment.unit is TimeUnit.HARI:
        return f"dipakai {used.days}" if used.days else "mulai hari ini"
    return f"dipakai {span(used.minutes)}"


def _left(due_at: datetime, allotment: Allotment, room: Room) -> str:
    if room.now > due_at:
        return f"⚠️ {remaining(room.now, due_at, room.calendar)}"
    if allotment.unit is not TimeUnit.HARI:
        return f"sisa {span(spent(allotment, room.calendar, room.now, due_at).minutes)}"
    days = spent(allotment, room.calendar, room.now, due_at).days
    return f"sisa {days}" if days else "hari terakhir"


def of_done(owed: Sequence[Assignment], room: Room, cycle: Cycle) -> str:
    """Return what a finished step was allotted and used, of several units the longest: `10 hari kerja · dipakai 8`."""
    situation = room.situation(cycle)
    timed = [
        (situation.allotment(each), each.runs_from, each.due_at, each.finished_at or room.now)
        for each in owed
        if each.runs_from is not None and each.due_at is not None
    ]
    if not timed:
        return ""
    longest, allotment = max(
        ((spent(given, room.calendar, start, end), given) for given, start, _, end in timed),
        key=lambda found: found[0].minutes,
    )
    late, of = max(
        ((spent(given, room.calendar, due_at, end), given) for given, _, due_at, end in timed),
        key=lambda found: found[0].minutes,
    )
    mark = f" · ⚠️ {lateness(late, of)}" if late.minutes else ""
    return f"dipakai {length(longest, allotment)}{mark}"


def length(used: Spent, allotment: Allotment) -> str:
    """Return a length of time as the SOP counts that step: `3 hari`, `1 jam 15 menit`."""
    if allotment.unit is TimeUnit.HARI:
        return f"{used.days} hari" if used.days else "kurang dari 1 hari"
    return span(used.minutes)


def lateness(late: Spent, allotment: Allotment) -> str:
    """Return by how much something is late: `lewat 2 hari kerja`, `lewat 45 menit kerja`."""
    if late.days >= (1 if allotment.unit is TimeUnit.HARI else 2):
        return f"lewat {late.days} hari kerja"
    return f"lewat {span(late.minutes)} kerja"


def span(minutes: float) -> str:
    """Return `1 jam 15 menit`, `45 menit`."""
    if minutes < 1:
        return "kurang dari 1 menit"
    hours, rest = divmod(round(minutes), HOUR)
    parts = [f"{hours} jam" if hours else "", f"{rest} menit" if rest else ""]
    return " ".join(part for part in parts if part)


def in_days(minutes: float, calendar: OfficeCalendar) -> str:
    """Return working minutes as days of this office with one decimal, shorter ones as they are: `2,4 hari`, `3 jam`."""
    day = day_length(calendar)
    return span(minutes) if minutes < day else f"{number(minutes / day)} hari"


def day_length(calendar: OfficeCalendar) -> int:
    """Return the working minutes of the office's average working day."""
    hours = [day for day in calendar.weekly if day]
    minutes = [(end.hour - begin.hour) * HOUR + end.minute - begin.minute for day in hours for begin, end in day]
    return round(sum(minutes) / len(hours))


def number(value: float) -> str:
    """Return a number with at most one decimal, the Indonesian way: `2,4`, `3`."""
    return format_decimal(round(value, 1), format="#,##0.#", locale=LOCALE)
