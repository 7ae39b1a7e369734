"""The plan of a year: its indicators by version, each valid from a quarter on, and what a new list changes in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from workflow.indicators import QUARTERS, Indicator, QuarterTargets

Key = tuple[int, str]
"""Unit id and code: what names an indicator within a year."""


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
    """What a new list changes from a quarter on. `versions` are to be added; none where nothing changes."""

    from_quarter: int
    added: tuple[PlannedIndicator, ...]
    changed: tuple[ChangedIndicator, ...]
    dropped: tuple[PlannedIndicator, ...]
    unchanged: int
    versions: tuple[Version, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the list is what was valid before."""
        return not self.versions


def valid_in(versions: Iterable[Version], quarter: int) -> tuple[PlannedIndicator, ...]:
    """Return what is valid in a quarter, in the plan's order.

    Versions are given in the order in which they were made: of one quarter the last counts. Targets of earlier
    quarters are those that were valid then. Raises ValueError outside 1-4.
    """
    if quarter not in QUARTERS:
        raise ValueError(f"quarter {quarter} is not 1 to 4")
    by_key: dict[Key, list[Version]] = {}
    for version in versions:
        by_key.setdefault(version.planned.key, []).append(version)
    latest = [(found, every) for every in by_key.values() if (found := _latest(every, quarter)) is not None]
    owed = [(each.position, _with_old_targets(each, every)) for each, every in latest if not each.is_dropped]
    return tuple(planned for _, planned in sorted(owed, key=lambda each: each[0]))


def _latest(versions: Sequence[Version], quarter: int) -> Version | None:
    """Return the version valid in a quarter, None where there is none yet."""
    begun = [version for version in versions if version.from_quarter <= quarter]
    return max(reversed(begun), key=lambda version: version.from_quarter, default=None)


def _with_old_targets(version: Version, every: Sequence[Version]) -> PlannedIndicator:
    planned = version.planned
    targets: list[Decimal | None] = list(planned.indicator.targets)
    for quarter in range(1, version.from_quarter):
        then = _latest(every, quarter)
        if then is not None:
            targets[quarter - 1] = then.planned.indicator.targets[quarter - 1]
    first, second, third, fourth = targets
    kept: QuarterTargets = (first, second, third, fourth)
    if kept == planned.indicator.targets:
        return planned
    return replace(planned, indicator=replace(planned.indicator, targets=kept))


def changes(
    versions: Sequence[Version],
    wanted: Sequence[PlannedIndicator],
    from_quarter: int,
    first_quarters: Mapping[int, int] | None = None,
) -> PlanChanges:
    """Return what it takes to make `wanted`, in its order, the plan from that quarter on.

    What is not in the list is dropped for units that the list names; other units stay as they are. `first_quarters`
    gives, by unit id, the earliest quarter that may still be changed; a unit without an entry follows `from_quarter`.
    """
    frozen = first_quarters or {}
    named = {planned.indicator.unit_id for planned in wanted}
    now = {version.planned.key: version for version in _valid(versions, from_quarter)}
    new = {planned.key: (position, planned) for position, planned in enumerate(wanted)}
    added = tuple(planned for key, (_, planned) in new.items() if key not in now)
    dropped = tuple(v.planned for key, v in now.items() if key not in new and key[0] in named)
    both = [(now[key].planned, planned) for key, (_, planned) in new.items() if key in now]
    changed = tuple(
        ChangedIndicator(before, after, found) for before, after in both if (found := differences(before, after))
    )
    touched = {planned.key for planned in added} | {each.after.key for each in changed}
    moved = {key for key, (position, _) in new.items() if key in now and now[key].position != position}

    def begins(key: Key) -> int:
        return max(from_quarter, frozen.get(key[0], from_quarter))

    made = [
        Version(planned, begins(key), position)
        for key, (position, planned) in new.items()
        if key in touched or key in moved
    ]
    made += [Version(each, begins(each.key), now[each.key].position, is_dropped=True) for each in dropped]
    writable = tuple(version for version in made if version.from_quarter in QUARTERS)
    return PlanChanges(from_quarter, added, changed, dropped, len(both) - len(changed), writable)


def _valid(versions: Iterable[Version], quarter: int) -> tuple[Version, ...]:
    by_key: dict[Key, list[Version]] = {}
    for version in versions:
        by_key.setdefault(version.planned.key, []).append(version)
    found = (_latest(every, quarter) for every in by_key.values())
    return tuple(version for version in found if version is not None and not version.is_dropped)


def differences(before: PlannedIndicator, after: PlannedIndicator) -> tuple[FieldChange, ...]:
    """Return the fields in which two versions of an indicator differ."""
    found = [
        FieldChange(each.name, getattr(before.indicator, each.name), getattr(after.indicator, each.name))
        for each in fields(Indicator)
        if getattr(before.indicator, each.name) != getattr(after.indicator, each.name)
    ]
    found += [
        FieldChange(name, getattr(before, name), getattr(after, name))
        for name in ("renstra_target", "renstra_before")
        if getattr(before, name) != getattr(after, name)
    ]
    return tuple(found)
