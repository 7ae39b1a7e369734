"""The time line of a cycle, ready to be drawn: what was allotted against what was real, by step and by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from workflow.booking import DeskKind, Round, Span, booked, desk_kind, rounds, whole_minute
from workflow.compliance import whole_due
from workflow.cycle import COLLECT, AssignmentKey, Cycle, CycleState, Phase
from workflow.events import Recorded
from workflow.forecast import forecast
from workflow.procedure import Procedure, Step
from workflow.situation import Situation
from workflow.tasks import ProgressState, progress
from workflow.working_time import ONE_DAY, OfficeCalendar


class Mark(StrEnum):
    """How a row stands. The stored names may not change."""

    DONE = "done"
    RUNNING = "running"
    WAITING = "waiting"
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class Hours:
    """A span of office hours."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Day:
    """A day of the axis with its office hours; none on a day off."""

    on: date
    hours: tuple[Hours, ...]


@dataclass(frozen=True)
class Planned:
    """The time that the SOP gives: from the start to the deadline; or, as a forecast, when it will be its turn."""

    begin: datetime
    due_at: datetime
    is_forecast: bool


@dataclass(frozen=True)
class Bar:
    """Time that really passed at one desk."""

    desk: DeskKind
    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Stretch:
    """Time from one instant to another: what was used beyond a deadline."""

    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Row:
    """A step, or a unit, on the time line."""

    label: str
    is_unit: bool
    mark: Mark
    planned: tuple[Planned, ...]
    bars: tuple[Bar, ...]
    late: tuple[Stretch, ...]
    note: str = ""  # beside the row, e.g. `3 dari 10 hari`


@dataclass(frozen=True)
class Legend:
    """Which words stand for a desk."""

    desk: DeskKind
    label: str


@dataclass(frozen=True)
class Timeline:
    """A cycle on its axis of days. Instants are UTC; `zone` is the IANA name of the office's zone."""

    title: str
    office: str
    zone: str
    days: tuple[Day, ...]
    rows: tuple[Row, ...]
    legend: tuple[Legend, ...]  # of the desks that appear
    due_at: datetime  # when the days of all steps are used up
    now: datetime
    is_over: bool  # closed or withdrawn: `now` is its end


@dataclass(frozen=True)
class Labels:
    """The words of a time line, and by them the units that it shows.

    Notes stand beside the rows: of a step by (step, None), of a unit by (0, unit).
    """

    title: str
    office: str
    steps: Mapping[int, str]
    units: Mapping[int, str]
    desks: Mapping[DeskKind, str]
    notes: Mapping[AssignmentKey, str]


def timeline(cycle: Cycle, history: Sequence[Recorded], situation: Situation, labels: Labels) -> Timeline:
    """Return the cycle as it stands now, or as it ended. The history is the cycle's own, and not empty."""
    procedure, calendar = situation.procedure, situation.calendar
    upto, found = whole_minute(cycle.closed_at or situation.now), rounds(history)
    rows = (
        *_step_rows(cycle, procedure, found, _ahead(cycle, situation), upto, labels),
        *_unit_rows(cycle, found, booked(history, calendar, upto), upto, labels),
    )
    due_at = whole_due(cycle, procedure, calendar)
    shown = {bar.desk for row in rows for bar in row.bars}
    return Timeline(
        title=labels.title,
        office=labels.office,
        zone=calendar.zone.key,
        days=_days(calendar, rows, (due_at, upto)),
        rows=rows,
        legend=tuple(Legend(desk, labels.desks[desk]) for desk in DeskKind if desk in shown),
        due_at=due_at,
        now=upto,
        is_over=cycle.state is not CycleState.RUNNING,
    )


def _step_rows(
    cycle: Cycle,
    procedure: Procedure,
    found: Sequence[Round],
    ahead: Mapping[int, Planned],
    upto: datetime,
    labels: Labels,
) -> Iterator[Row]:
    states = {line.step: line.state for line in progress(cycle, procedure)}
    for step in procedure.steps:
        own = [each for each in found if each.step == step.number]
        planned = _planned_of_step(own)
        if step.number in ahead:
            planned = (*planned, ahead[step.number])
        yield Row(
            label=f"{step.number}. {labels.steps[step.number]}",
            is_unit=False,
            mark=_MARKS[states[step.number]],
            planned=planned,
            bars=tuple(_bars_of_step(step, own, upto)),
            late=_merged(_late(own, upto)),
            note=labels.notes.get((step.number, None), ""),
        )


_MARKS = {
    ProgressState.DONE: Mark.DONE,
    ProgressState.RUNNING: Mark.RUNNING,
    ProgressState.WAITING: Mark.WAITING,
}


def _planned_of_step(own: Sequence[Round]) -> tuple[Planned, ...]:
    """Return the time given to the step in all units together, rounds that lie apart each for itself."""
    given = (Stretch(each.runs_from, each.due_at) for each in own if each.runs_from and each.due_at)
    return tuple(Planned(each.begin, each.end, is_forecast=False) for each in _merged(given))


def _bars_of_step(step: Step, own: Sequence[Round], upto: datetime) -> Iterator[Bar]:
    """Yield when the step was under way in any unit, in the colour of those who act in it."""
    phase = Phase.FILLING if step.number == COLLECT else Phase.ACTING
    ran = (Stretch(each.runs_from, each.ended_at or upto) for each in own if each.runs_from)
    for each in _merged(ran):
        yield Bar(desk_kind(step.number, phase), each.begin, each.end)


def _unit_rows(
    cycle: Cycle, found: Sequence[Round], spans: Sequence[Span], upto: datetime, labels: Labels
) -> Iterator[Row]:
    planned_units = {plan.unit_id for plan in cycle.plans}
    for unit_id in (known for known in cycle.unit_ids if known in labels.units):
        own = [each for each in found if each.unit_id == unit_id]
        yield Row(
            label=labels.units[unit_id],
            is_unit=True,
            mark=_unit_mark(cycle, unit_id, begun=bool(own), done=unit_id in planned_units),
            planned=tuple(_planned_of_unit(own)),
            bars=tuple(Bar(span.desk, span.begin, span.end or upto) for span in spans if span.unit_id == unit_id),
            late=_merged(_late(own, upto)),
            note=labels.notes.get((0, unit_id), ""),
        )


def _planned_of_unit(own: Sequence[Round]) -> Iterator[Planned]:
    """Yield the time given for the unit's data, and for what it waits for now: its other deadlines would only crowd."""
    for each in own:
        if each.runs_from and each.due_at and (each.step == COLLECT or each.ended_at is None):
            yield Planned(each.runs_from, each.due_at, is_forecast=False)


def _unit_mark(cycle: Cycle, unit_id: int, *, begun: bool, done: bool) -> Mark:
    if done:
        return Mark.DONE
    if cycle.is_excluded(unit_id):
        return Mark.EXCLUDED
    return Mark.RUNNING if begun and cycle.state is CycleState.RUNNING else Mark.WAITING


def _late(own: Iterable[Round], upto: datetime) -> Iterator[Stretch]:
    for each in own:
        end = each.ended_at or upto
        if each.due_at is not None and each.due_at < end:
            yield Stretch(each.due_at, end)


def _merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches in order, those that touch as one."""
    whole: list[Stretch] = []
    for each in sorted(stretches, key=lambda stretch: stretch.begin):
        if whole and each.begin <= whole[-1].end:
            whole[-1] = Stretch(whole[-1].begin, max(whole[-1].end, each.end))
        else:
            whole.append(each)
    return tuple(whole)


def _ahead(cycle: Cycle, situation: Situation) -> Mapping[int, Planned]:
    """Return when the work that is still to come to a step has its time there, as things stand."""
    found = forecast(cycle, situation)
    ahead: dict[int, Planned] = {}
    for each in found:
        if each.is_forecast:
            before = (other.due_at for other in found if other.step < each.step)
            ahead[each.step] = Planned(max([situation.now, *before]), each.due_at, is_forecast=True)
    return ahead


def _days(calendar: OfficeCalendar, rows: Sequence[Row], also: Iterable[datetime]) -> tuple[Day, ...]:
    """Return every day that something of the rows touches, from the first to the last."""
    instants = [*also]
    for row in rows:
        instants += [instant for each in row.planned for instant in (each.begin, each.due_at)]
        instants += [instant for bar in row.bars for instant in (bar.begin, bar.end)]
    first, last = calendar.local_day(min(instants)), calendar.local_day(max(instants))
    return tuple(_day(calendar, first + ONE_DAY * offset) for offset in range((last - first).days + 1))


def _day(calendar: OfficeCalendar, on: date) -> Day:
    return Day(
        on,
        tuple(
            Hours(
                datetime.combine(on, begin, tzinfo=calendar.zone).astimezone(UTC),
                datetime.combine(on, end, tzinfo=calendar.zone).astimezone(UTC),
            )
            for begin, end in calendar.hours(on)
        ),
    )
