"""Rekap capaian: averages per sasaran, unit and office, serapan of the budget, and efisiensi.

An average is that of its indicators, each counted once (of an office too: it is no average of averages, so a unit with
more indicators weighs more). Each counts for 100 at most unless the office says otherwise, so that one at 300 does not
hide three failures; below 0 nothing is cut off. What has no percentage is left out and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from workflow.capaian import Capaian, Figures, Outcome, capaian_until
from workflow.indicators import QUARTERS, Indicator
from workflow.percent import Percent, total

DEFAULT_CAP = Decimal(100)
"""For how much an indicator counts at most in an average, in percent."""

_K = TypeVar("_K", bound=Hashable)


@dataclass(frozen=True)
class Average:
    """The mean of several percentages, with what it was taken of."""

    percent: Percent
    counted: int
    capped: int  # how many of those counted for less than they were
    left_out: int  # without a percentage


@dataclass(frozen=True)
class NoAverage:
    """None of so many had a percentage."""

    left_out: int


class NoBudgetReason(StrEnum):
    """Why there is no serapan."""

    PAGU_MISSING = "pagu_missing"
    PAGU_ZERO = "pagu_zero"
    PAGU_NEGATIVE = "pagu_negative"
    BLANK = "blank"  # nothing reported in any quarter
    NONE_COUNTED = "none_counted"  # of a group: none of its indicators has a serapan, for more than one reason


@dataclass(frozen=True)
class Serapan:
    """What was spent of the year's budget, in rupiah and percent."""

    percent: Percent
    realisasi_anggaran: Decimal
    pagu: Decimal
    left_out: tuple[int, ...] = ()  # quarters of an indicator that were blank


@dataclass(frozen=True)
class NoSerapan:
    """There is no serapan, and why."""

    reason: NoBudgetReason
    realisasi_anggaran: Decimal | None
    pagu: Decimal | None


@dataclass(frozen=True)
class GroupSerapan:
    """The serapan of several indicators: what they spent of what they have, together."""

    serapan: Serapan | NoSerapan
    counted: int
    left_out: int  # without a serapan of their own: neither their pagu nor their spending counts


@dataclass(frozen=True)
class Assessed:
    """An indicator with its capaian and serapan up to a quarter."""

    indicator: Indicator
    capaian: Outcome
    serapan: Serapan | NoSerapan

    @property
    def efisiensi(self) -> Percent | None:
        """Capaian less serapan in percentage points; None where one of them is none."""
        if isinstance(self.capaian, Capaian) and isinstance(self.serapan, Serapan):
            return self.capaian.percent - self.serapan.percent
        return None


@dataclass(frozen=True)
class Rekap:
    """A group of indicators (of a sasaran, a unit, the office) together."""

    capaian: Average | NoAverage
    budget: GroupSerapan

    @property
    def efisiensi(self) -> Percent | None:
        """Average capaian less common serapan in percentage points; None where one of them is none."""
        if isinstance(self.capaian, Average) and isinstance(self.budget.serapan, Serapan):
            return self.capaian.percent - self.budget.serapan.percent
        return None


def assess(indicator: Indicator, figures: Figures, quarter: int) -> Assessed:
    """Return the indicator's capaian and serapan from triwulan I up to `quarter`. Raises ValueError outside 1-4."""
    return Assessed(indicator, capaian_until(indicator, figures, quarter), serapan_until(indicator, figures, quarter))


def average(outcomes: Iterable[Outcome], cap: Decimal | None = DEFAULT_CAP) -> Average | NoAverage:
    """Return the mean of the percentages, each counting for `cap` at most (None: for what it is)."""
    every = tuple(outcomes)
    found = [outcome.percent.exact for outcome in every if isinstance(outcome, Capaian)]
    left_out = len(every) - len(found)
    if not found:
        return NoAverage(left_out)
    limit = None if cap is None else Fraction(cap)
    counting = [percent if limit is None else min(percent, limit) for percent in found]
    capped = sum(1 for percent in found if limit is not None and percent > limit)
    return Average(Percent(sum(counting, Fraction()) / len(counting)), len(counting), capped, left_out)


def serapan_until(indicator: Indicator, figures: Figures, quarter: int) -> Serapan | NoSerapan:
    """Return what was spent from triwulan I up to `quarter` of the year's pagu. Raises ValueError outside 1-4.

    Each quarter reports its own spending. A blank quarter is left out and named; blank in all of them is no serapan.
    """
    indicator.target(quarter)
    amounts = {number: figures.get(number) for number in QUARTERS[:quarter]}
    spent = {
        number: reported.realisasi_anggaran
        for number, reported in amounts.items()
        if reported is not None and reported.realisasi_anggaran is not None
    }
    realised = total(spent.values()) if spent else None
    return _serapan(realised, indicator.pagu, tuple(number for number in amounts if number not in spent))


def group_serapan(serapan: Iterable[Serapan | NoSerapan]) -> GroupSerapan:
    """Return common spending over common pagu: a large budget weighs more than a small one."""
    every = tuple(serapan)
    found = [each for each in every if isinstance(each, Serapan)]
    left_out = len(every) - len(found)
    if not found:
        reasons = {each.reason for each in every if isinstance(each, NoSerapan)}
        reason = reasons.pop() if len(reasons) == 1 else NoBudgetReason.NONE_COUNTED
        return GroupSerapan(NoSerapan(reason, None, None), 0, left_out)
    spent, pagu = total(each.realisasi_anggaran for each in found), total(each.pagu for each in found)
    return GroupSerapan(_serapan(spent, pagu, ()), len(found), left_out)


def rekap(assessed: Iterable[Assessed], cap: Decimal | None = DEFAULT_CAP) -> Rekap:
    """Return the indicators together: of the office, where they are all of its."""
    every = tuple(assessed)
    return Rekap(average((each.capaian for each in every), cap), group_serapan(each.serapan for each in every))


def rekap_by_unit(assessed: Iterable[Assessed], cap: Decimal | None = DEFAULT_CAP) -> Mapping[int, Rekap]:
    """Return the indicators of each unit together, by its id, in the order in which units first come."""
    return _grouped(assessed, lambda each: each.indicator.unit_id, cap)


def rekap_by_sasaran(assessed: Iterable[Assessed], cap: Decimal | None = DEFAULT_CAP) -> Mapping[str, Rekap]:
    """Return the indicators of each sasaran together, whatever their unit, in the order in which they first come."""
    return _grouped(assessed, lambda each: each.indicator.sasaran, cap)


def _grouped(assessed: Iterable[Assessed], key: Callable[[Assessed], _K], cap: Decimal | None) -> dict[_K, Rekap]:
    groups: dict[_K, list[Assessed]] = {}
    for each in assessed:
        groups.setdefault(key(each), []).append(each)
    return {name: rekap(group, cap) for name, group in groups.items()}


def _serapan(spent: Decimal | None, pagu: Decimal | None, left_out: Sequence[int]) -> Serapan | NoSerapan:
    if pagu is None:
        return NoSerapan(NoBudgetReason.PAGU_MISSING, spent, None)
    if pagu <= 0:
        reason = NoBudgetReason.PAGU_ZERO if pagu == 0 else NoBudgetReason.PAGU_NEGATIVE
        return NoSerapan(reason, spent, pagu)
    if spent is None:
        return NoSerapan(NoBudgetReason.BLANK, None, pagu)
    return Serapan(Percent.of(spent, pagu), spent, pagu, tuple(left_out))
