"""Time booked to the desk that holds it: from a cycle's history, every minute of a step belongs to somebody.

Instants are cut to the minute, so that the minutes of adjoining spans add up to those of the whole. Step 1 begins when
the Kepala Dinas began to write (`IssueDisposisi.opened_at`), not when the disposisi went out: the SOP allots its
15 minutes to the writing. A disposisi issued anew after a return begins with the return.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from workflow import events as e
from workflow.cycle import (
    EVALUATE,
    FOLLOW_UP,
    ORDER,
    AssignmentKey,
    AssignmentState,
    Phase,
)
from workflow.events import Recorded
from workflow.office import Role
from workflow.tasks import DESKS
from workflow.working_time import OfficeCalendar


class DeskKind(StrEnum):
    """Whose time it is. The stored names may not change: pictures that wait to be drawn carry them."""

    KEPALA_DINAS = "kepala_dinas"
    SEKRETARIS = "sekretaris"
    TIM = "tim"
    UNIT = "unit"  # Staf and Kasi who fill in, Kabid and Kasi who plan
    KABID = "kabid"
    PERENCANAAN = "perencanaan"
    WAITING = "waiting"  # nobody's: a unit whose data are done with waits for the other units


_KINDS = {
    frozenset({Role.KEPALA_DINAS}): DeskKind.KEPALA_DINAS,
    frozenset({Role.SEKRETARIS}): DeskKind.SEKRETARIS,
    frozenset({Role.TIM}): DeskKind.TIM,
    frozenset({Role.KABID}): DeskKind.KABID,
    frozenset({Role.PERENCANAAN}): DeskKind.PERENCANAAN,
}
NO_ROUND = 0
"""The round of a span in which the unit itself owes nothing."""
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Held:
    """One stretch in which the ball lay at one desk of a step; `end` None while it still does."""

    phase: Phase
    begin: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Round:
    """A step (of a unit) from its start to its end, once. The last due time counts, the first is kept to be shown."""

    step: int
    unit_id: int | None
    round: int
    held: tuple[Held, ...]
    first_due_at: datetime | None
    due_at: datetime | None  # None until the Tim has ordered the collection
    state: AssignmentState = AssignmentState.OPEN

    @property
    def began_at(self) -> datetime:
        """When somebody first held it."""
        return self.held[0].begin

    @property
    def runs_from(self) -> datetime | None:
        """Since when its time runs: in step 4 from the Tim's order, None until then."""
        return next((held.begin for held in self.held if held.phase is not Phase.TO_ORDER), None)

    @property
    def ended_at(self) -> datetime | None:
        """When it was no longer owed."""
        return self.held[-1].end


@dataclass(frozen=True)
class Span:
    """A stretch of time at one desk. `end` is None while it lasts; `minutes` are working minutes, until now then."""

    step: int
    unit_id: int | None
    round: int  # NO_ROUND while the unit itself owes nothing
    desk: DeskKind
    begin: datetime
    end: datetime | None
    minutes: int
    runs: bool  # whether it counts against the step's own time


def desk_kind(step: int, phase: Phase) -> DeskKind:
    """Return whose time is booked while the ball lies at that desk of the SOP."""
    return _KINDS.get(DESKS[step, phase], DeskKind.UNIT)


def rounds(history: Iterable[Recorded]) -> tuple[Round, ...]:
    """Return every round of every step, in the order in which they began. Events of other kinds change nothing."""
    book = _Book()
    for recorded in history:
        book.enter(recorded)
    return tuple(book.rounds.values())


def booked(history: Sequence[Recorded], calendar: OfficeCalendar, now: datetime) -> tuple[Span, ...]:
    """Return all spans of a cycle up to `now`: what is owed once first, then unit by unit, each in order of time.

    From a unit's first start to its end (its plan is in, or the cycle is over) or `now`, its spans follow each other
    without gap or overlap. While it owes nothing itself its time is the Subbag's if the report is being written,
    else it waits.
    """
    found = rounds(history)
    if not found:
        return ()
    over_at = _over_at(history)
    book = _Minutes(calendar, whole_minute(now))
    once = tuple(each for each in found if each.unit_id is None)
    spans = [span for each in once for span in book.spans_of(each)]
    for unit_id in dict.fromkeys(each.unit_id for each in found if each.unit_id is not None):
        own = [each for each in found if each.unit_id == unit_id]
        spans += _unit_spans(book, own, [each for each in once if each.step == EVALUATE], over_at)
    return tuple(spans)


def whole_minute(instant: datetime) -> datetime:
    """Return the instant without its seconds, in UTC."""
    return instant.astimezone(UTC).replace(second=0, microsecond=0)


class _Book:
    """Gathers rounds from events. A clock that was set back does not turn time around: instants never decrease."""

    def __init__(self) -> None:
        self.rounds: dict[tuple[int, int | None, int], Round] = {}
        self._latest: dict[AssignmentKey, tuple[int, int | None, int]] = {}
        self._at: datetime | None = None

    def enter(self, recorded: Recorded) -> None:
        at = whole_minute(recorded.at)
        self._at = at = at if self._at is None else max(at, self._at)
        match recorded.event:
            case e.AssignmentStarted() as started:
                self._start(started, at)
            case e.AssignmentMoved(step, unit_id, phase, due_at):
                self._move((step, unit_id), phase, due_at, at)
            case e.AssignmentEnded(step, unit_id, state):
                self._end((step, unit_id), state, at)
            case e.ExtensionGranted(step, unit_id, due_at=due_at) | e.DeadlineMoved(step, unit_id, due_at=due_at):
                self._change((step, unit_id), due_at=due_at)
            case _:
                pass

    def _start(self, event: e.AssignmentStarted, at: datetime) -> None:
        name = (event.step, event.unit_id, event.round)
        is_first = (event.step, event.round) == (ORDER, 1)  # the only one that began before it is recorded
        begin = min(whole_minute(event.started_at), at) if is_first else at
        self._latest[event.step, event.unit_id] = name
        self.rounds[name] = Round(*name, (Held(event.phase, begin),), event.due_at, event.due_at)

    def _move(self, key: AssignmentKey, phase: Phase, due_at: datetime | None, at: datetime) -> None:
        owed = self.rounds[self._latest[key]]
        held = (*owed.held[:-1], replace(owed.held[-1], end=at), Held(phase, at))
        self._change(key, held=held, due_at=due_at, first_due_at=owed.first_due_at or due_at)

    def _end(self, key: AssignmentKey, state: AssignmentState, at: datetime) -> None:
        owed = self.rounds[self._latest[key]]
        self._change(key, state=state, held=(*owed.held[:-1], replace(owed.held[-1], end=at)))

    def _change(self, key: AssignmentKey, **changes: object) -> None:
        name = self._latest[key]
        self.rounds[name] = replace(self.rounds[name], **changes)  # type: ignore[arg-type] # fields of Round


class _Minutes:
    """Makes spans, with the working minutes of each."""

    def __init__(self, calendar: OfficeCalendar, now: datetime) -> None:
        self._calendar = calendar
        self._now = now

    def spans_of(self, owed: Round) -> Iterator[Span]:
        """Yield the spans of a round; one that began and ended within the same minute is none."""
        for held in owed.held:
            if held.begin != held.end:
                desk, runs = desk_kind(owed.step, held.phase), held.phase is not Phase.TO_ORDER
                end = held.end or _NEVER
                yield self._span(owed.step, owed.unit_id, owed.round, desk, held.begin, end, runs=runs)

    def idle(
        self, unit_id: int | None, begin: datetime, end: datetime | None, reports: Sequence[Round]
    ) -> Iterator[Span]:
        """Yield the spans of a stretch in which the unit owes nothing: the Subbag's, or nobody's."""
        at, until = begin, end or _NEVER
        for report in reports:
            first, last = max(at, report.began_at), min(until, report.ended_at or _NEVER)
            if first >= last:
                continue
            if first > at:
                yield self._span(EVALUATE, unit_id, NO_ROUND, DeskKind.WAITING, at, first)
            yield self._span(EVALUATE, unit_id, NO_ROUND, DeskKind.PERENCANAAN, first, last)
            at = last
        if at < until:
            yield self._span(EVALUATE, unit_id, NO_ROUND, DeskKind.WAITING, at, until)

    def _span(
        self,
        step: int,
        unit_id: int | None,
        number: int,
        desk: DeskKind,
        begin: datetime,
        end: datetime,
        *,
        runs: bool = False,
    ) -> Span:
        lasts = end == _NEVER
        minutes = self._calendar.working_minutes_between(begin, self._now if lasts else end)
        return Span(step, unit_id, number, desk, begin, None if lasts else end, minutes, runs)


def _over_at(history: Sequence[Recorded]) -> datetime | None:
    over = (each.at for each in history if isinstance(each.event, e.CycleClosed | e.DisposisiWithdrawn))
    return next((whole_minute(at) for at in over), None)


def _unit_spans(
    book: _Minutes, own: Sequence[Round], reports: Sequence[Round], over_at: datetime | None
) -> Iterator[Span]:
    at: datetime | None = None
    for owed in own:
        if at is not None and at < owed.began_at:
            yield from book.idle(owed.unit_id, at, owed.began_at, reports)
        yield from book.spans_of(owed)
        at = owed.ended_at
    last = own[-1]
    is_over = over_at is not None or (last.step == FOLLOW_UP and last.state is AssignmentState.DONE)
    if at is not None and not is_over:
        yield from book.idle(last.unit_id, at, None, reports)
