"""Kepatuhan waktu SOP: what each step was allotted and used, per unit, what was late, and where the time went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow.booking import DeskKind, booked
from workflow.compliance import Spent, StepTime, compliance, desk_minutes, whole_due
from workflow.cycle import EVALUATE, AssignmentState, Cycle
from workflow.events import Recorded
from workflow.office import Office
from workflow.papers.sheet import Sheet, Signature
from workflow.procedure import Allotment, Procedure, Total
from workflow.quarter import Quarter
from workflow.working_time import OfficeCalendar

HOUR = 60


@dataclass(frozen=True)
class TimeRow:
    """A step of a unit, or of nobody's in particular where it is owed once, over all its rounds. Instants are UTC."""

    unit: str  # its name; empty where the step is owed once
    is_report: bool  # step 5's one report, apart from the units' data
    state: AssignmentState
    rounds: int
    allotment: Allotment  # of the last round
    used: Spent
    late: Spent
    started_at: datetime | None  # since when its time runs; None while it waits for the order
    due_at: datetime | None
    finished_at: datetime | None
    is_extended: bool = False

    @property
    def is_late(self) -> bool:
        """Whether a working minute was used beyond a deadline."""
        return self.late.minutes > 0


@dataclass(frozen=True)
class StepRows:
    """A step of the SOP in its own words, with the time it has (waktu mutu baku), and its rows as far as it has begun.

    `to_come` counts units that have not begun it.
    """

    number: int
    activity: str
    allotment: Allotment
    rows: tuple[TimeRow, ...]
    to_come: int = 0

    @property
    def started_at(self) -> datetime | None:
        """When the first of its rows began."""
        return min((row.started_at for row in self.rows if row.started_at), default=None)

    @property
    def finished_at(self) -> datetime | None:
        """When the last of its rows ended; None while one is owed or has not begun."""
        ends = [row.finished_at for row in self.rows]
        if not ends or self.to_come:
            return None
        known = [end for end in ends if end is not None]
        return max(known) if len(known) == len(ends) else None


@dataclass(frozen=True)
class DeskTime:
    """The whole working minutes at one desk, as the average of the units."""

    desk: DeskKind
    minutes: int


@dataclass(frozen=True)
class TimeAccount:
    """The time of a whole cycle as it stands at `as_of`; `day_minutes` is the office's average working day."""

    as_of: datetime
    started_at: datetime
    limit_at: datetime  # when the SOP's days are used up
    closed_at: datetime | None
    total: Total
    steps: tuple[StepRows, ...]
    desks: tuple[DeskTime, ...]
    day_minutes: int

    @property
    def late(self) -> tuple[tuple[StepRows, TimeRow], ...]:
        """Every row that was late, with its step."""
        return tuple((step, row) for step in self.steps for row in step.rows if row.is_late)


@dataclass(frozen=True)
class KepatuhanPaper:
    """The account of a quarter's cycle, to be printed by itself."""

    sheet: Sheet
    quarter: Quarter
    time: TimeAccount
    known_by: Signature | None = None


def time_account(
    cycle: Cycle,
    history: Sequence[Recorded],
    procedure: Procedure,
    calendar: OfficeCalendar,
    office: Office,
    now: datetime,
) -> TimeAccount:
    """Return the account of the cycle up to `now`, of one that is over up to its end."""
    until = cycle.closed_at or now
    times = compliance(history, procedure, calendar, until)
    desks = desk_minutes(booked(history, calendar, until), cycle.unit_ids) if cycle.unit_ids else {}
    return TimeAccount(
        until,
        min((each.started_at for each in times if each.started_at), default=cycle.started_at),
        whole_due(cycle, procedure, calendar),
        cycle.closed_at,
        procedure.total,
        _steps(cycle, procedure, times, office),
        tuple(DeskTime(desk, round(minutes)) for desk, minutes in desks.items()),
        _day_minutes(calendar),
    )


def kepatuhan_paper(
    sheet: Sheet, quarter: Quarter, time: TimeAccount, known_by: Signature | None = None
) -> KepatuhanPaper:
    """Return the paper of a quarter's account."""
    return KepatuhanPaper(sheet, quarter, time, known_by)


def _steps(cycle: Cycle, procedure: Procedure, times: Sequence[StepTime], office: Office) -> tuple[StepRows, ...]:
    found = []
    for step in procedure.steps:
        own = [each for each in times if each.step == step.number]
        begun = sum(each.unit_id is not None for each in own)
        rows = tuple(_row(each, office) for each in own)
        to_come = len(cycle.unit_ids) - begun if step.per_unit else 0
        found.append(StepRows(step.number, step.activity, step.allotment, rows, to_come))
    return tuple(found)


def _row(time: StepTime, office: Office) -> TimeRow:
    return TimeRow(
        "" if time.unit_id is None else office.unit(time.unit_id).name,
        time.unit_id is None and time.step == EVALUATE,
        time.state,
        len(time.rounds),
        time.rounds[-1].allotment,
        time.used,
        time.late,
        time.started_at,
        time.due_at,
        time.finished_at,
        time.is_extended,
    )


def _day_minutes(calendar: OfficeCalendar) -> int:
    """Return the working minutes of the average working day of the week."""
    days = [
        sum((end.hour - begin.hour) * HOUR + end.minute - begin.minute for begin, end in hours)
        for hours in calendar.weekly
        if hours
    ]
    return round(sum(days) / len(days))
