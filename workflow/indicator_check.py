"""What is wrong with an indicator, or looks so: typed facts without words, to be told before it is imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from workflow.indicators import QUARTERS, Accumulation, Indicator, Polarity, plain_label
from workflow.percent import total

REQUIRED_TEXTS = ("code", "sasaran", "name", "satuan")


class Severity(Enum):
    """Whether an indicator can be taken as it is."""

    ERROR = "error"  # no capaian, or a wrong one, would come of it
    WARNING = "warning"  # may be meant so


@dataclass(frozen=True)
class TextMissing:
    """A field that every document prints is empty."""

    severity: ClassVar = Severity.ERROR
    field: str  # one of REQUIRED_TEXTS


@dataclass(frozen=True)
class BoundsMissing:
    """The target is a range without one of its bounds or both."""

    severity: ClassVar = Severity.ERROR
    lower: Decimal | None
    upper: Decimal | None


@dataclass(frozen=True)
class BoundsReversed:
    """The lower bound of the range exceeds the upper one."""

    severity: ClassVar = Severity.ERROR
    lower: Decimal
    upper: Decimal


@dataclass(frozen=True)
class BoundsUnused:
    """Bounds are given but the target is no range, so they count for nothing."""

    severity: ClassVar = Severity.WARNING
    lower: Decimal | None
    upper: Decimal | None


@dataclass(frozen=True)
class TargetsMissing:
    """No quarter has a target."""

    severity: ClassVar = Severity.ERROR


@dataclass(frozen=True)
class QuartersWithoutTarget:
    """These quarters have no target, so nothing is owed in them."""

    severity: ClassVar = Severity.WARNING
    quarters: tuple[int, ...]


@dataclass(frozen=True)
class YearTargetMissing:
    """The year has no target."""

    severity: ClassVar = Severity.WARNING


@dataclass(frozen=True)
class TargetZero:
    """A target of 0: capaian cannot be reckoned in these quarters (None for the year)."""

    severity: ClassVar = Severity.WARNING
    quarters: tuple[int | None, ...]


@dataclass(frozen=True)
class TargetNegative:
    """A target or bound below 0, of which no share has a meaning; `quarter` is None for the year and for bounds."""

    severity: ClassVar = Severity.ERROR
    quarter: int | None
    target: Decimal


@dataclass(frozen=True)
class YearContradicted:
    """The target of the year is not what its quarters come to: their sum, or the last one that has a target."""

    severity: ClassVar = Severity.WARNING
    accumulation: Accumulation
    target_year: Decimal
    from_quarters: Decimal


@dataclass(frozen=True)
class ScaleLabelRepeated:
    """Two levels of the scale have the same label, so a text would mean either."""

    severity: ClassVar = Severity.ERROR
    label: str


@dataclass(frozen=True)
class ScaleLabelMissing:
    """A level of the scale has no label."""

    severity: ClassVar = Severity.ERROR
    value: Decimal


@dataclass(frozen=True)
class ScaleValueRepeated:
    """Two levels count the same, so they cannot be told apart afterwards."""

    severity: ClassVar = Severity.WARNING
    labels: tuple[str, str]
    value: Decimal


@dataclass(frozen=True)
class TargetOffScale:
    """A target is no level of the scale; `quarter` is None for the year."""

    severity: ClassVar = Severity.ERROR
    quarter: int | None
    target: Decimal


@dataclass(frozen=True)
class ScaleSummed:
    """Levels of a scale cannot be added up over the quarters."""

    severity: ClassVar = Severity.ERROR


@dataclass(frozen=True)
class PaguNegative:
    """A budget below 0."""

    severity: ClassVar = Severity.ERROR
    pagu: Decimal


Problem = (
    TextMissing
    | BoundsMissing
    | BoundsReversed
    | BoundsUnused
    | TargetsMissing
    | QuartersWithoutTarget
    | YearTargetMissing
    | TargetZero
    | TargetNegative
    | YearContradicted
    | ScaleLabelRepeated
    | ScaleLabelMissing
    | ScaleValueRepeated
    | TargetOffScale
    | ScaleSummed
    | PaguNegative
)


def check(indicator: Indicator) -> tuple[Problem, ...]:
    """Return everything that is wrong with the indicator or looks so; nothing where it can be taken as it is."""
    return tuple(_problems(indicator))


def _problems(indicator: Indicator) -> Iterator[Problem]:
    yield from (TextMissing(field) for field in REQUIRED_TEXTS if not str(getattr(indicator, field)).strip())
    if indicator.polarity is Polarity.RANGE:
        yield from _of_bounds(indicator)
    else:
        yield from _of_targets(indicator)
        yield from _of_year(indicator)
    yield from _of_scale(indicator)
    if indicator.pagu is not None and indicator.pagu < 0:
        yield PaguNegative(indicator.pagu)


def _of_bounds(indicator: Indicator) -> Iterator[Problem]:
    lower, upper = indicator.lower, indicator.upper
    if lower is None or upper is None:
        yield BoundsMissing(lower, upper)
    elif lower > upper:
        yield BoundsReversed(lower, upper)
    yield from (TargetNegative(None, bound) for bound in (lower, upper) if bound is not None and bound < 0)


def _of_targets(indicator: Indicator) -> Iterator[Problem]:
    if indicator.lower is not None or indicator.upper is not None:
        yield BoundsUnused(indicator.lower, indicator.upper)
    missing = tuple(quarter for quarter in QUARTERS if indicator.targets[quarter - 1] is None)
    if missing == QUARTERS:
        yield TargetsMissing()
    elif missing:
        yield QuartersWithoutTarget(missing)
    given = _given_targets(indicator)
    yield from (TargetNegative(quarter, target) for quarter, target in given if target < 0)
    zero = tuple(quarter for quarter, target in given if target == 0)
    if zero:
        yield TargetZero(zero)


def _of_year(indicator: Indicator) -> Iterator[Problem]:
    if indicator.target_year is None:
        yield YearTargetMissing()
        return
    expected = _year_from_quarters(indicator)
    if expected is not None and expected != indicator.target_year:
        yield YearContradicted(indicator.accumulation, indicator.target_year, expected)


def _year_from_quarters(indicator: Indicator) -> Decimal | None:
    """Return what the quarters come to; None without targets, and for means, which offices round as they please."""
    given = [target for target in indicator.targets if target is not None]
    if not given:
        return None
    match indicator.accumulation:
        case Accumulation.AKUMULATIF:
            return total(given)
        case Accumulation.POSISI_AKHIR:
            return given[-1]
        case Accumulation.RATA_RATA:
            return None


def _of_scale(indicator: Indicator) -> Iterator[Problem]:
    if not indicator.scale:
        return
    if indicator.accumulation is Accumulation.AKUMULATIF:
        yield ScaleSummed()
    yield from _of_levels(indicator)
    if indicator.polarity is not Polarity.RANGE:
        for quarter, target in _given_targets(indicator):
            if indicator.level_of(target) is None:
                yield TargetOffScale(quarter, target)


def _of_levels(indicator: Indicator) -> Iterator[Problem]:
    labels: set[str] = set()
    seen: dict[Decimal, str] = {}
    for level in indicator.scale:
        label = plain_label(level.label)
        if not label:
            yield ScaleLabelMissing(level.value)
        elif label in labels:
            yield ScaleLabelRepeated(level.label)
        elif level.value in seen:
            yield ScaleValueRepeated((seen[level.value], level.label), level.value)
        labels.add(label)
        seen.setdefault(level.value, level.label)


def _given_targets(indicator: Indicator) -> list[tuple[int | None, Decimal]]:
    """Return every target that is given with its quarter, that of the year (None) last."""
    every: list[tuple[int | None, Decimal | None]] = [*zip(QUARTERS, indicator.targets, strict=True)]
    every.append((None, indicator.target_year))
    return [(quarter, target) for quarter, target in every if target is not None]
