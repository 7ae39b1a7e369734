"""What the evaluator is pointed to, found by rule: hints with their facts, no verdicts; nothing is refused by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workflow.capaian import (
    Capaian,
    Figures,
    NoCapaian,
    Outcome,
    Reason,
    capaian_in,
    capaian_until,
)
from workflow.indicators import Accumulation, Indicator, Polarity
from workflow.percent import Percent, total
from workflow.rekap import Serapan, serapan_until


@dataclass(frozen=True)
class Thresholds:
    """From where on something is pointed to, in percent as it is printed; an office may set its own."""

    jump: Decimal = Decimal(30)  # percentage points up or down since last quarter; more than that
    excess: Decimal = Decimal(120)  # capaian of a quarter above it: a target set too low, or a slip of the pen
    low: Decimal = Decimal(66)  # capaian so far below it is low: where the predikat Rendah begins
    # Serapan so far, from it on, is high at the end of TW I-IV: pagu is the year's, so a fixed limit would be reached
    # in the last quarter only.
    high: tuple[Decimal, Decimal, Decimal, Decimal] = (Decimal(25), Decimal(50), Decimal(75), Decimal(90))


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class Blank:
    """A figure was owed and not reported."""

    quarter: int


@dataclass(frozen=True)
class TargetZero:
    """The target of the quarter, or the bound that was passed, is 0: capaian cannot be reckoned."""

    realisasi: Decimal | None


@dataclass(frozen=True)
class Uncounted:
    """A figure was reported, but there is no capaian for another reason."""

    reason: Reason
    realisasi: Decimal | None


@dataclass(frozen=True)
class Jump:
    """Capaian differs much from last quarter's, each by its own target; `points` is below 0 where it fell."""

    before: Percent
    now: Percent
    points: Percent


@dataclass(frozen=True)
class Excess:
    """Capaian of the quarter exceeds the limit."""

    percent: Percent
    limit: Decimal


@dataclass(frozen=True)
class SpentNotAchieved:
    """Up to this quarter much of the budget was spent and little was achieved."""

    serapan: Percent
    capaian: Percent


@dataclass(frozen=True)
class NoEvidence:
    """A figure was reported without any file to prove it."""

    quarter: int


@dataclass(frozen=True)
class FellBack:
    """The figure so far is below that of an earlier quarter (`quarter`, the highest one), which cannot well be undone.

    Akumulatif: a sum that has shrunk, so a figure below 0. Posisi akhir, where higher is better: a level that was
    reached before, unless the plan itself falls. Elsewhere a smaller figure means nothing amiss.
    """

    quarter: int
    before: Decimal
    now: Decimal


Flag = Blank | TargetZero | Uncounted | Jump | Excess | SpentNotAchieved | NoEvidence | FellBack


def flags(
    indicator: Indicator,
    figures: Figures,
    quarter: int,
    last_year: Percent | None = None,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> tuple[Flag, ...]:
    """Return what the evaluator is pointed to in one quarter of an indicator, in the order of the classes above.

    `last_year` is the capaian of TW IV a year earlier, against which TW I is held; None where there is none.
    Percentages are compared as they are printed. Raises ValueError outside 1-4.
    """
    now = capaian_in(indicator, figures, quarter)
    before = _percent(capaian_in(indicator, figures, quarter - 1)) if quarter > 1 else last_year
    found: list[Flag] = [*_of_figure(now, quarter), *_of_capaian(now, before, thresholds)]
    found += _of_budget(indicator, figures, quarter, thresholds)
    reported = figures.get(quarter)
    if reported is not None and reported.realisasi is not None:
        if reported.evidence == 0:
            found.append(NoEvidence(quarter))
        found += _of_earlier(indicator, figures, quarter)
    return tuple(found)


def _percent(outcome: Outcome) -> Percent | None:
    return outcome.percent if isinstance(outcome, Capaian) else None


def _of_figure(now: Outcome, quarter: int) -> Iterator[Flag]:
    match now:
        case NoCapaian(Reason.BLANK):
            # Of a blank with the target 0 there are two things to be said.
            yield Blank(quarter)
            if now.target == 0:
                yield TargetZero(None)
        case NoCapaian(Reason.TARGET_ZERO):
            yield TargetZero(now.realisasi)
        case NoCapaian(reason) if now.realisasi is not None:
            yield Uncounted(reason, now.realisasi)
        case _:
            pass


def _of_capaian(now: Outcome, before: Percent | None, thresholds: Thresholds) -> Iterator[Flag]:
    if not isinstance(now, Capaian):
        return
    if before is not None:
        points = now.percent - before
        if points.rounded.copy_abs() > thresholds.jump:
            yield Jump(before, now.percent, points)
    if now.percent.rounded > thresholds.excess:
        yield Excess(now.percent, thresholds.excess)


def _of_budget(indicator: Indicator, figures: Figures, quarter: int, thresholds: Thresholds) -> Iterator[Flag]:
    capaian, serapan = capaian_until(indicator, figures, quarter), serapan_until(indicator, figures, quarter)
    if not isinstance(capaian, Capaian) or not isinstance(serapan, Serapan):
        return
    if serapan.percent.rounded >= thresholds.high[quarter - 1] and capaian.percent.rounded < thresholds.low:
        yield SpentNotAchieved(serapan.percent, capaian.percent)


def _of_earlier(indicator: Indicator, figures: Figures, quarter: int) -> Iterator[Flag]:
    filled = [
        (number, figure)
        for number in range(1, quarter + 1)
        if (reported := figures.get(number)) is not None and (figure := reported.realisasi) is not None
    ]
    so_far = _so_far(indicator, filled)
    if not so_far:
        return
    _, now = so_far[-1]
    earlier = [(number, figure) for number, figure in so_far[:-1] if figure > now]
    if indicator.accumulation is Accumulation.POSISI_AKHIR:
        earlier = [(number, figure) for number, figure in earlier if not _plan_falls(indicator, number, quarter)]
    if earlier:
        highest, before = max(earlier, key=lambda each: each[1])
        yield FellBack(highest, before, now)


def _so_far(indicator: Indicator, filled: list[tuple[int, Decimal]]) -> list[tuple[int, Decimal]]:
    """Return the figure up to each quarter filled in; nothing for kinds that may fall."""
    match indicator.accumulation:
        case Accumulation.AKUMULATIF:
            return [
                (number, total(figure for _, figure in filled[:place])) for place, (number, _) in enumerate(filled, 1)
            ]
        case Accumulation.POSISI_AKHIR if indicator.polarity is Polarity.HIGHER:
            return filled
        case _:
            return []


def _plan_falls(indicator: Indicator, earlier: int, quarter: int) -> bool:
    before, now = indicator.targets[earlier - 1], indicator.targets[quarter - 1]
    return before is not None and now is not None and now < before
