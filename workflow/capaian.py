"""Capaian of an indicator: a percentage with everything it was reckoned from, or the reason why there is none.

Higher is better: R/T. Lower is better: (2T-R)/T or T/R, as the indicator says. A range: above it R/upper, below it
R/lower, inside 100. Each times 100, without a cap, exactly. R is realisasi, T the quarter's own target. Nothing is
divided by 0, and no share is taken of a target below 0, where more and less would change places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from workflow.indicators import (
    QUARTERS,
    Accumulation,
    Bounds,
    Indicator,
    LowerMethod,
    Polarity,
    Reported,
    Target,
)
from workflow.percent import HUNDRED, Percent, mean, total

Figures = Mapping[int, Reported]
"""What was reported on one indicator in one year, by quarter (1-4); a quarter that is not there is blank."""


class Formula(StrEnum):
    """Which formula gave a percentage; the quotient is times 100."""

    HIGHER = "higher"  # R/T
    LOWER_DIFFERENCE = "lower_difference"  # (2T-R)/T
    LOWER_QUOTIENT = "lower_quotient"  # T/R
    RANGE_ABOVE = "range_above"  # R/upper
    RANGE_BELOW = "range_below"  # R/lower
    RANGE_INSIDE = "range_inside"  # 100, no quotient


class Reason(StrEnum):
    """Why there is no percentage."""

    TARGET_MISSING = "target_missing"  # nothing is owed
    BLANK = "blank"
    NOT_ON_SCALE = "not_on_scale"  # realisasi is no level of the indicator's scale
    TARGET_ZERO = "target_zero"  # or the bound that was passed is 0
    TARGET_NEGATIVE = "target_negative"
    REALISASI_ZERO = "realisasi_zero"  # T/R
    REALISASI_NEGATIVE = "realisasi_negative"  # T/R


@dataclass(frozen=True)
class Used:
    """A quarter that went into a figure, with what was reported and what was owed in it."""

    quarter: int
    realisasi: Decimal
    target: Target | None


@dataclass(frozen=True)
class Basis:
    """From which quarters a figure comes. `accumulation` is None for the figure of one quarter alone."""

    accumulation: Accumulation | None
    used: tuple[Used, ...]
    left_out: tuple[int, ...]  # quarters with a target that were blank, where their figures would have counted


@dataclass(frozen=True)
class Share:
    """The quotient of a percentage, for `93,75% = 15/16`."""

    numerator: Decimal
    denominator: Decimal


@dataclass(frozen=True)
class Capaian:
    """A percentage and where it comes from.

    `realisasi` and `target` are R and T as they went into the formula: sums for akumulatif, means for rata-rata (shown
    to 28 digits; the percentage is that of the exact ones). `share` is None inside a range.
    """

    percent: Percent
    formula: Formula
    realisasi: Decimal
    target: Target
    share: Share | None
    basis: Basis


@dataclass(frozen=True)
class NoCapaian:
    """There is no percentage, and why; `realisasi` and `target` as far as they are known."""

    reason: Reason
    realisasi: Decimal | None
    target: Target | None
    basis: Basis


Outcome = Capaian | NoCapaian


def capaian_in(indicator: Indicator, figures: Figures, quarter: int) -> Outcome:
    """Return the capaian of one quarter by its own target. Without a target it was not owed, blank or not.

    Raises ValueError outside 1-4.
    """
    target = indicator.target(quarter)
    realisasi = _realisasi(figures, quarter)
    if realisasi is None:
        reason = Reason.TARGET_MISSING if target is None else Reason.BLANK
        return NoCapaian(reason, None, target, Basis(None, (), () if target is None else (quarter,)))
    return _measured(indicator, Basis(None, (Used(quarter, realisasi, target),), ()))


def capaian_until(indicator: Indicator, figures: Figures, quarter: int) -> Outcome:
    """Return the capaian from triwulan I up to `quarter`, as the indicator's quarters add up.

    Akumulatif: sum of realised over sum of targets. Posisi akhir: the last quarter filled in, by its own target.
    Rata-rata: mean of realised over mean of targets. A blank quarter is not 0: it is left out on both sides, and named.
    Raises ValueError outside 1-4.
    """
    basis = _basis(indicator, figures, quarter)
    if all(used.target is None for used in basis.used):
        # What was owed is blank, or nothing was: figures without any target alone make no share.
        realisasi = mean(total(used.realisasi for used in basis.used), _count(basis)) if basis.used else None
        return NoCapaian(Reason.BLANK if basis.left_out else Reason.TARGET_MISSING, realisasi, None, basis)
    return _measured(indicator, basis)


def capaian_of_year(indicator: Indicator, figures: Figures, quarter: int) -> Outcome:
    """Return what was realised up to `quarter` against the target of the year; of a range, as `capaian_until`.

    Raises ValueError outside 1-4.
    """
    if indicator.polarity is Polarity.RANGE:
        return capaian_until(indicator, figures, quarter)
    basis = _basis(indicator, figures, quarter, every_filled=True)
    if not basis.used:
        return NoCapaian(Reason.BLANK, None, indicator.target_year, basis)
    target = None if indicator.target_year is None else total([indicator.target_year] * _count(basis))
    return _against(indicator, basis, target)


def _basis(indicator: Indicator, figures: Figures, until: int, *, every_filled: bool = False) -> Basis:
    """Return the quarters that count up to one. A mean of pairs leaves out a figure for which nothing was owed."""
    indicator.target(until)
    quarters = QUARTERS[:until]
    filled = tuple(
        Used(quarter, realisasi, indicator.target(quarter))
        for quarter in quarters
        if (realisasi := _realisasi(figures, quarter)) is not None
    )
    blank = tuple(
        quarter
        for quarter in quarters
        if _realisasi(figures, quarter) is None and indicator.target(quarter) is not None
    )
    match indicator.accumulation:
        case Accumulation.POSISI_AKHIR if filled:
            filled = filled[-1:]
            blank = tuple(quarter for quarter in blank if quarter > filled[-1].quarter)
        case Accumulation.RATA_RATA if not every_filled:
            filled = tuple(used for used in filled if used.target is not None)
        case _:
            pass
    return Basis(indicator.accumulation, filled, blank)


def _measured(indicator: Indicator, basis: Basis) -> Outcome:
    """Return the capaian of what was used against its own targets."""
    return _against(indicator, basis, _summed([used.target for used in basis.used if used.target is not None]))


def _against(indicator: Indicator, basis: Basis, target: Target | None) -> Outcome:
    """Return the capaian of what was used against a sum of targets.

    Sums stand in for means: every formula gives the same for both, and sums are exact.
    """
    count = _count(basis)
    realisasi = total(used.realisasi for used in basis.used)
    shown, shown_target = mean(realisasi, count), _mean_target(target, count)
    if target is None or shown_target is None:
        return NoCapaian(Reason.TARGET_MISSING, shown, None, basis)
    if indicator.scale and any(indicator.level_of(used.realisasi) is None for used in basis.used):
        return NoCapaian(Reason.NOT_ON_SCALE, shown, shown_target, basis)
    found = _reckoned(indicator, realisasi, target)
    if isinstance(found, Reason):
        return NoCapaian(found, shown, shown_target, basis)
    formula, share = found
    if share is None:
        return Capaian(HUNDRED, formula, shown, shown_target, None, basis)
    percent = Percent.of(share.numerator, share.denominator)
    share = Share(mean(share.numerator, count), mean(share.denominator, count))
    return Capaian(percent, formula, shown, shown_target, share, basis)


def _reckoned(indicator: Indicator, realisasi: Decimal, target: Target) -> tuple[Formula, Share | None] | Reason:
    if isinstance(target, Bounds):
        return _in_range(realisasi, target)
    if target <= 0:
        return _no_base(target)
    if indicator.polarity is not Polarity.LOWER:
        return Formula.HIGHER, Share(realisasi, target)
    if indicator.lower_method is LowerMethod.DIFFERENCE:
        return Formula.LOWER_DIFFERENCE, Share(total((target, target, realisasi.copy_negate())), target)
    if realisasi <= 0:
        return Reason.REALISASI_ZERO if realisasi == 0 else Reason.REALISASI_NEGATIVE
    return Formula.LOWER_QUOTIENT, Share(target, realisasi)


def _in_range(realisasi: Decimal, bounds: Bounds) -> tuple[Formula, Share | None] | Reason:
    if bounds.lower <= realisasi <= bounds.upper:
        return Formula.RANGE_INSIDE, None
    formula, bound = (
        (Formula.RANGE_ABOVE, bounds.upper) if realisasi > bounds.upper else (Formula.RANGE_BELOW, bounds.lower)
    )
    return (formula, Share(realisasi, bound)) if bound > 0 else _no_base(bound)


def _no_base(target: Decimal) -> Reason:
    return Reason.TARGET_ZERO if target == 0 else Reason.TARGET_NEGATIVE


def _summed(targets: Sequence[Target]) -> Target | None:
    """Return targets of one kind added up, a range by its bounds; None where there are none."""
    if not targets:
        return None
    ranges = [target for target in targets if isinstance(target, Bounds)]
    if ranges:
        return Bounds(total(each.lower for each in ranges), total(each.upper for each in ranges))
    return total(target for target in targets if isinstance(target, Decimal))


def _mean_target(target: Target | None, count: int) -> Target | None:
    if isinstance(target, Bounds):
        return Bounds(mean(target.lower, count), mean(target.upper, count))
    return None if target is None else mean(target, count)


def _count(basis: Basis) -> int:
    return len(basis.used) if basis.accumulation is Accumulation.RATA_RATA else 1


def _realisasi(figures: Figures, quarter: int) -> Decimal | None:
    reported = figures.get(quarter)
    return None if reported is None else reported.realisasi
