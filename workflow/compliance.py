"""Kepatuhan waktu SOP: what each step was allotted, what it used, by how much it was late; and what is usual.

Time used and lateness are working time. Work that comes in after a deadline, but before another working minute has
passed, is on time. Days are counted as the SOP does: the day on which the time began is day 0. Where the SOP counts
running hours (`jam_kerja = false`), minutes are those of the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor

from workflow.booking import DeskKind, Round, Span, rounds, whole_minute
from workflow.cycle import COLLECT, EVALUATE, AssignmentState, Cycle
from workflow.events import Recorded
from workflow.procedure import Allotment, Procedure, TimeUnit
from workflow.working_time import MINUTE, OfficeCalendar

MEDIAN, HIGH = 0.5, 0.8
"""The shares of which `usual` tells the percentiles: half of all, and eight of ten."""


@dataclass(frozen=True)
class Spent:
    """A length of time, in minutes and in days as the SOP counts them."""

    minutes: int = 0
    days: int = 0

    def __add__(self, other: Spent) -> Spent:
        """Return both together."""
        return Spent(self.minutes + other.minutes, self.days + other.days)


@dataclass(frozen=True)
class RoundTime:
    """What one round of a step was given and used. Until the Tim has ordered the collection no time runs."""

    round: int
    allotment: Allotment
    started_at: datetime | None  # since when its time runs
    first_due_at: datetime | None  # before extensions and changes of the calendar
    due_at: datetime | None
    finished_at: datetime | None
    used: Spent
    late: Spent


@dataclass(frozen=True)
class StepTime:
    """A step of a unit (of none where it is owed once) over all its rounds."""

    step: int
    unit_id: int | None
    state: AssignmentState  # of the last round
    rounds: tuple[RoundTime, ...]

    @property
    def used(self) -> Spent:
        """The time used in all rounds."""
        return sum((each.used for each in self.rounds), Spent())

    @property
    def late(self) -> Spent:
        """By how much the rounds were late, each against its own deadline."""
        return sum((each.late for each in self.rounds), Spent())

    @property
    def is_late(self) -> bool:
        """Whether a working minute has been used beyond a deadline."""
        return self.late.minutes > 0

    @property
    def is_extended(self) -> bool:
        """Whether a deadline was moved after it had been set."""
        return any(each.first_due_at != each.due_at for each in self.rounds)

    @property
    def started_at(self) -> datetime | None:
        """Since when its time runs, None where it waits for the order."""
        return self.rounds[0].started_at

    @property
    def due_at(self) -> datetime | None:
        """The deadline of the last round."""
        return self.rounds[-1].due_at

    @property
    def finished_at(self) -> datetime | None:
        """When the last round ended, None while it is owed."""
        return self.rounds[-1].finished_at


@dataclass(frozen=True)
class Percentiles:
    """The middle of several values, and what eight of ten do not exceed."""

    median: float
    high: float


@dataclass(frozen=True)
class Usual:
    """How long a step has taken: over so many cycles, in so many finished cases (units count one each)."""

    step: int
    is_report: bool  # step 5's one report, apart from the units' data
    cycles: int
    cases: int
    minutes: Percentiles
    days: Percentiles


def compliance(
    history: Iterable[Recorded], procedure: Procedure, calendar: OfficeCalendar, now: datetime
) -> tuple[StepTime, ...]:
    """Return every step that has begun, by step, what is owed once before the units, these as they began."""
    clock = _Clock(procedure, calendar, whole_minute(now))
    kept: dict[tuple[int, int | None], list[Round]] = {}
    for each in rounds(history):
        kept.setdefault((each.step, each.unit_id), []).append(each)
    times = (
        StepTime(step, unit_id, found[-1].state, tuple(clock.time_of(each) for each in found))
        for (step, unit_id), found in kept.items()
    )
    return tuple(sorted(times, key=lambda time: (time.step, time.unit_id is not None)))


def whole_due(cycle: Cycle, procedure: Procedure, calendar: OfficeCalendar) -> datetime:
    """Return when the days of all steps are used up: closing time of that day (the SOP's 14 days)."""
    in_days = [step.allotment for step in procedure.steps if step.allotment.unit is TimeUnit.HARI]
    working = all(allotment.working for allotment in in_days)
    return calendar.deadline(cycle.started_at, Allotment(procedure.total.days, TimeUnit.HARI, working))


def desk_minutes(spans: Iterable[Span], unit_ids: Sequence[int]) -> Mapping[DeskKind, float]:
    """Return the working minutes at each desk from the start of the cycle on, as the average of these units.

    What comes before the units (steps 1 and 2) counts for each of them; the report of step 5 is booked in the units'
    own spans already. Desks that held nothing are left out.
    """
    found: dict[DeskKind, float] = {}
    for span in spans:
        if span.unit_id is None and not _is_report(span.step, span.unit_id):
            found[span.desk] = found.get(span.desk, 0) + span.minutes
        elif span.unit_id in unit_ids:
            found[span.desk] = found.get(span.desk, 0) + span.minutes / len(unit_ids)
    return {desk: found[desk] for desk in DeskKind if found.get(desk)}


def usual(cycles: Sequence[Sequence[StepTime]]) -> tuple[Usual, ...]:
    """Return for each step how long it takes, from what was done to its end; steps never finished are left out."""
    cases: dict[tuple[int, bool], list[Spent]] = {}
    seen: dict[tuple[int, bool], set[int]] = {}
    for number, times in enumerate(cycles):
        for time in times:
            if time.state is AssignmentState.DONE:
                key = (time.step, _is_report(time.step, time.unit_id))
                cases.setdefault(key, []).append(time.used)
                seen.setdefault(key, set()).add(number)
    return tuple(
        Usual(
            step,
            is_report,
            len(seen[step, is_report]),
            len(spent),
            _percentiles([each.minutes for each in spent]),
            _percentiles([each.days for each in spent]),
        )
        for (step, is_report), spent in sorted(cases.items())
    )


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed, between two neighbours in proportion.

    Linear interpolation between closest ranks (Hyndman and Fan 1996, type 7; Excel's PERCENTILE.INC): of 10, 20, 30
    and 40 the median is 25 and the 80th percentile 34. Raises ValueError where there are no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def spent(allotment: Allotment, calendar: OfficeCalendar, begin: datetime, end: datetime) -> Spent:
    """Return the time from `begin` to `end` as the SOP counts that allotment; none where it ended before it began."""
    if end <= begin:
        return Spent()
    minutes = calendar.working_minutes_between(begin, end)
    if allotment.working:
        return Spent(minutes, calendar.working_days_left(begin, end))
    days = (calendar.local_day(end) - calendar.local_day(begin)).days
    return Spent(minutes if allotment.unit is TimeUnit.HARI else (end - begin) // MINUTE, days)


class _Clock:
    """Measures rounds against the SOP's times."""

    def __init__(self, procedure: Procedure, calendar: OfficeCalendar, now: datetime) -> None:
        self._procedure = procedure
        self._calendar = calendar
        self._now = now

    def time_of(self, owed: Round) -> RoundTime:
        """Return what the round was given and used, until now where it is still owed."""
        end = owed.ended_at or self._now
        allotment = self._allotment(owed)
        start, due_at = owed.runs_from, owed.due_at
        return RoundTime(
            round=owed.round,
            allotment=allotment,
            started_at=start,
            first_due_at=owed.first_due_at,
            due_at=due_at,
            finished_at=owed.ended_at,
            used=Spent() if start is None else spent(allotment, self._calendar, start, end),
            late=Spent() if due_at is None else spent(allotment, self._calendar, due_at, end),
        )

    def _allotment(self, owed: Round) -> Allotment:
        """Return the round's time: data that came back have `waktu_perbaikan`."""
        rework = self._procedure.rework if owed.step == COLLECT and owed.round > 1 else None
        return rework or self._procedure.step(owed.step).allotment


def _is_report(step: int, unit_id: int | None) -> bool:
    return unit_id is None and step == EVALUATE


def _percentiles(values: Sequence[int]) -> Percentiles:
    return Percentiles(percentile(values, MEDIAN), percentile(values, HIGH))
