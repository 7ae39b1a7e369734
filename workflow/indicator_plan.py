"""The plan of a year: its indicators by version, each valid from a quarter on, and what a new list changes in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal

from workflow.cycle import Cycle, CycleState, SubmissionState
from workflow.indicators import QUARTERS, Indicator, QuarterTargets

Key = tuple[int, str]
"""Unit id and code: what names an indicator within a year."""
RENSTRA_FIELDS = ("renstra_target", "renstra_before")


@dataclass(frozen=True)
class PlannedIndicator:
    """An indicator with what Form E.81 says of the Renstra: its target at the end, and realised up to last year."""

    indicator: Indicator
    renstra_target: Decimal | None = None
    renstra_before: Decimal | None = None

    @property
    def key(self) -> Key:
        """What names it within its year."""
        return (self.indicator.unit_id, self.indicator.code)


@dataclass(frozen=True)
class Version:
    """A planned indicator as it is valid from a quarter on; with `is_dropped` it is owed no longer."""

    planned: PlannedIndicator
    from_quarter: int  # 1-4
    position: int
    is_dropped: bool = False


@dataclass(frozen=True)
class FieldChange:
    """A field of an indicator that changes; values as the indicator holds them."""

    field: str  # of Indicator, or renstra_target, renstra_before
    before: object
    after: object


@dataclass(frozen=True)
class ChangedIndicator:
    """An indicator of which fields change."""

    before: PlannedIndicator
    after: PlannedIndicator
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class PlanChanges:
    """What a new list changes from a quarter on. `versions` are to be added; none where nothing changes.

    `starts` says from which quarter it holds for each unit that the list names, by unit id: later than asked for where
    earlier quarters are settled. For the units in `settled` the whole year is.
    """

    from_quarter: int
    added: tuple[PlannedIndicator, ...] = ()
    changed: tuple[ChangedIndicator, ...] = ()
    dropped: tuple[PlannedIndicator, ...] = ()
    unchanged: int = 0
    versions: tuple[Version, ...] = ()
    starts: tuple[tuple[int, int], ...] = ()
    settled: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the list is what was valid before."""
        return not self.versions

    @property
    def postponed(self) -> tuple[tuple[int, int], ...]:
        """The units for which it holds from a later quarter than asked for, with that quarter."""
        return tuple((unit_id, start) for unit_id, start in self.starts if start > self.from_quarter)


def valid_in(versions: Iterable[Version], quarter: int) -> tuple[PlannedIndicator, ...]:
    """Return what is valid in a quarter, unit by unit, in the plan's order.

    Versions are given in the order in which they were made: of one quarter the last counts. Targets of earlier
    quarters are those that were valid then. Raises ValueError outside 1-4.
    """
    if quarter not in QUARTERS:
        raise ValueError(f"quarter {quarter} is not 1 to 4")
    owed = [
        ((unit_id, latest.position), planned)
        for (unit_id, _), every in _by_key(versions).items()
        if (latest := _latest(every, quarter)) is not None and (planned := _owed(every, quarter)) is not None
    ]
    return tuple(planned for _, planned in sorted(owed, key=lambda each: each[0]))


def changes(
    versions: Sequence[Version],
    wanted: Sequence[PlannedIndicator],
    from_quarter: int,
    first_open: Mapping[int, int] | None = None,
) -> PlanChanges:
    """Return what it takes to make `wanted`, in its order, the plan from that quarter on, until the year's end.

    What is not in the list is dropped for units that the list names; other units stay as they are. `first_open` gives,
    by unit id, the earliest quarter that is not settled (5 where all are); a unit without an entry has none settled.
    """
    starts = {
        unit_id: max(from_quarter, (first_open or {}).get(unit_id, 1))
        for unit_id in dict.fromkeys(planned.indicator.unit_id for planned in wanted)
    }
    found = _Comparison()
    known = _by_key(versions)
    position: dict[int, int] = {}
    new: set[Key] = set()
    for planned in wanted:
        unit_id = planned.indicator.unit_id
        new.add(planned.key)
        if starts[unit_id] in QUARTERS:
            found.compare(known.get(planned.key, []), planned, position.get(unit_id, 0), starts[unit_id])
            position[unit_id] = position.get(unit_id, 0) + 1
    for key, every in known.items():
        if key not in new and starts.get(key[0], 5) in QUARTERS:
            found.drop(every, starts[key[0]])
    return PlanChanges(
        from_quarter,
        tuple(found.added),
        tuple(found.changed),
        tuple(found.dropped),
        found.unchanged,
        tuple(found.versions),
        tuple((unit_id, start) for unit_id, start in starts.items() if start in QUARTERS),
        tuple(unit_id for unit_id, start in starts.items() if start not in QUARTERS),
    )


def first_open(cycles: Iterable[Cycle], unit_id: int, year: int) -> int:
    """Return the first quarter of the year (1-4) of which nothing is settled for the unit, 5 where all four are.

    A quarter is settled when its cycle is closed or the unit's data of it are accepted, and so are those before it.
    """
    settled = (
        cycle.quarter.number
        for cycle in cycles
        if cycle.quarter.year == year and unit_id in cycle.unit_ids and _is_settled(cycle, unit_id)
    )
    return max(settled, default=0) + 1


def differences(before: PlannedIndicator, after: PlannedIndicator) -> tuple[FieldChange, ...]:
    """Return the fields in which two versions of an indicator differ."""
    pairs = [(each.name, before.indicator, after.indicator) for each in fields(Indicator)]
    found = [(name, getattr(old, name), getattr(new, name)) for name, old, new in pairs]
    found += [(name, getattr(before, name), getattr(after, name)) for name in RENSTRA_FIELDS]
    return tuple(FieldChange(name, old, new) for name, old, new in found if old != new)


@dataclass
class _Comparison:
    """A list being compared with what was valid."""

    added: list[PlannedIndicator] = field(default_factory=list)
    changed: list[ChangedIndicator] = field(default_factory=list)
    dropped: list[PlannedIndicator] = field(default_factory=list)
    unchanged: int = 0
    versions: list[Version] = field(default_factory=list)

    def compare(self, every: Sequence[Version], planned: PlannedIndicator, position: int, start: int) -> None:
        """Take an indicator of the list: at its start, and wherever a later version would replace it again."""
        seen = False
        for quarter in _starts(every, start):
            before = _owed(every, quarter)
            after = planned if before is None else _keeping_old_targets(planned, before, quarter)
            latest = _latest(every, quarter)
            if latest is None or before != after or latest.position != position:
                self.versions.append(Version(after, quarter, position))
            if not seen and before != after:
                self._tell(before, after)
                seen = True
        self.unchanged += not seen

    def drop(self, every: Sequence[Version], start: int) -> None:
        """Take an indicator that the list no longer names."""
        owed = [(quarter, before) for quarter in _starts(every, start) if (before := _owed(every, quarter))]
        for quarter, before in owed:
            self.versions.append(Version(before, quarter, every[-1].position, is_dropped=True))
        if owed:
            self.dropped.append(owed[0][1])

    def _tell(self, before: PlannedIndicator | None, after: PlannedIndicator) -> None:
        if before is None:
            self.added.append(after)
        else:
            self.changed.append(ChangedIndicator(before, after, differences(before, after)))


def _by_key(versions: Iterable[Version]) -> dict[Key, list[Version]]:
    found: dict[Key, list[Version]] = {}
    for version in versions:
        found.setdefault(version.planned.key, []).append(version)
    return found


def _starts(every: Sequence[Version], start: int) -> list[int]:
    """Return the quarters from `start` on in which something of the indicator begins."""
    return [start, *sorted({version.from_quarter for version in every if version.from_quarter > start})]


def _latest(every: Sequence[Version], quarter: int) -> Version | None:
    """Return the version valid in a quarter, None where there is none yet."""
    begun = [version for version in every if version.from_quarter <= quarter]
    return max(reversed(begun), key=lambda version: version.from_quarter, default=None)


def _owed(every: Sequence[Version], quarter: int) -> PlannedIndicator | None:
    """Return the indicator as it is valid in a quarter, earlier targets as they were; None where it is not owed."""
    version = _latest(every, quarter)
    if version is None or version.is_dropped:
        return None
    targets: list[Decimal | None] = list(version.planned.indicator.targets)
    for earlier in range(1, version.from_quarter):
        then = _latest(every, earlier)
        if then is not None:
            targets[earlier - 1] = then.planned.indicator.targets[earlier - 1]
    return _with_targets(version.planned, targets)


def _keeping_old_targets(planned: PlannedIndicator, before: PlannedIndicator, quarter: int) -> PlannedIndicator:
    """Return the indicator with the targets of quarters before as they were: no list changes them any more."""
    old, new = before.indicator.targets, planned.indicator.targets
    return _with_targets(planned, [*old[: quarter - 1], *new[quarter - 1 :]])


def _with_targets(planned: PlannedIndicator, targets: Sequence[Decimal | None]) -> PlannedIndicator:
    first, second, third, fourth = targets
    kept: QuarterTargets = (first, second, third, fourth)
    if kept == planned.indicator.targets:
        return planned
    return replace(planned, indicator=replace(planned.indicator, targets=kept))


def _is_settled(cycle: Cycle, unit_id: int) -> bool:
    if cycle.state is CycleState.CLOSED:
        return True
    data = cycle.submission(unit_id)
    return cycle.state is CycleState.RUNNING and data is not None and data.state is SubmissionState.ACCEPTED
