"""Capaian as spreadsheet formulas over the cells of one indicator, saying what `workflow.capaian` says of them.

They use what Excel and LibreOffice both know (IF, ISNUMBER, SUM, COUNT, ROUND) and hold references and our own words
only. A blank cell is blank, not 0: every figure is asked for with ISNUMBER.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from documents.capaian_words import INSIDE, REASONS
from workflow.capaian import Reason
from workflow.indicators import Accumulation, Indicator, LowerMethod, Polarity


@dataclass(frozen=True)
class FigureCells:
    """Where an indicator's figures stand: targets and realisasi of the quarters that count, bounds of a range."""

    targets: tuple[str, ...]
    realised: tuple[str, ...]
    lower: str
    upper: str

    @property
    def last(self) -> FigureCells:
        """The last quarter alone."""
        return FigureCells(self.targets[-1:], self.realised[-1:], self.lower, self.upper)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Realisasi and target of each quarter."""
        return tuple(zip(self.realised, self.targets, strict=True))


def quarter_percent(indicator: Indicator, at: FigureCells) -> str:
    """Return the capaian of the last of the quarters by its own target, unrounded, or the words why there is none."""
    alone = at.last
    realised, target = alone.pairs[0]
    owed = _bounds_hold(alone) if indicator.polarity is Polarity.RANGE else f"ISNUMBER({target})"
    found = _on_scale(indicator, (realised,), _against(indicator, realised, target, alone))
    missing = _said(Reason.TARGET_MISSING)
    return f"IF(ISNUMBER({realised}),IF({owed},{found},{missing}),IF({owed},{_said(Reason.BLANK)},{missing}))"


def realised_until(indicator: Indicator, at: FigureCells, *, every_filled: bool = False) -> str:
    """Return what was realised up to the last quarter, as the quarters add up; empty text where nothing was.

    A mean leaves out quarters for which nothing was owed, unless `every_filled`.
    """
    every = ",".join(at.realised)
    match indicator.accumulation:
        case Accumulation.AKUMULATIF:
            return f'IF(COUNT({every})=0,"",SUM({every}))'
        case Accumulation.POSISI_AKHIR:
            return _last_filled([(cell, cell) for cell in at.realised], '""')
        case Accumulation.RATA_RATA if every_filled:
            return _mean(every)
        case Accumulation.RATA_RATA if indicator.polarity is Polarity.RANGE:
            return f'IF({_bounds_hold(at)},{_mean(every)},"")'
        case Accumulation.RATA_RATA:
            return f'IF({_paired(at)}=0,"",SUM({_where_paired(at, 0)})/({_paired(at)}))'


def target_until(indicator: Indicator, at: FigureCells, realised: str) -> str:
    """Return the target against which `realised` (the cell of `realised_until`) is held, or the words of none.

    Of a range it is the bound that was passed, or the words that none was.
    """
    if indicator.polarity is Polarity.RANGE:
        return _bound_until(indicator, at, realised)
    if indicator.accumulation is Accumulation.POSISI_AKHIR:
        return _target_of_last(at)
    blank = "+".join(f"ISNUMBER({target})*(1-ISNUMBER({cell}))" for cell, target in at.pairs)
    none = f"IF({blank}=0,{_said(Reason.TARGET_MISSING)},{_said(Reason.BLANK)})"
    summed = f"SUM({_where_paired(at, 1)})"
    if indicator.accumulation is Accumulation.RATA_RATA:
        summed = f"{summed}/({_paired(at)})"
    return f"IF({_paired(at)}=0,{none},{summed})"


def until_percent(indicator: Indicator, at: FigureCells, realised: str, target: str) -> str:
    """Return the capaian up to the last quarter, unrounded, from the cells of realised and target."""
    none = f"OR({target}={_said(Reason.TARGET_MISSING)},{target}={_said(Reason.BLANK)})"
    if indicator.polarity is Polarity.RANGE:
        inside = f'"{INSIDE}"'
        found = f"IF({target}={inside},100,{_share(target, f'{realised}/{target}')})"
    else:
        found = _against(indicator, realised, target, at)
    return f"IF({none},{target},{_on_scale(indicator, _used(indicator, at, realised), found)})"


def rounded(percent: str) -> str:
    """Return the percentage in that cell as it is printed, or the words that stand there."""
    return f"IF(ISNUMBER({percent}),ROUND({percent},2),{percent})"


def counting(percent: str, cap: str) -> str:
    """Return for how much it counts in an average: as it is, at most `cap` where that cell is filled."""
    return f'IF(ISNUMBER({percent}),IF(ISNUMBER({cap}),MIN({percent},{cap}),{percent}),"")'


def predikat(percent: str, floors: str, names: str) -> str:
    """Return the name of the band of a rounded percentage; `floors` fall, the last band has none."""
    return f'IF(ISNUMBER({percent}),INDEX({names},SUMPRODUCT(ISNUMBER({floors})*({floors}>{percent}))+1),"–")'


def _against(indicator: Indicator, realised: str, target: str, at: FigureCells) -> str:
    """Return the percentage of a realisasi against a target, both known to be figures."""
    if indicator.polarity is Polarity.RANGE:
        above = _share(at.upper, f"{realised}/{at.upper}")
        below = _share(at.lower, f"{realised}/{at.lower}")
        return f"IF({realised}>{at.upper},{above},IF({realised}<{at.lower},{below},100))"
    if indicator.polarity is Polarity.HIGHER:
        return _share(target, f"{realised}/{target}")
    if indicator.lower_method is LowerMethod.DIFFERENCE:
        return _share(target, f"(2*{target}-{realised})/{target}")
    none = f"IF({realised}=0,{_said(Reason.REALISASI_ZERO)},{_said(Reason.REALISASI_NEGATIVE)})"
    return _share(target, f"{target}/{realised}", f"IF({realised}<=0,{none},{target}/{realised}*100)")


def _share(base: str, quotient: str, found: str = "") -> str:
    """Return a quotient times 100, where its base is above 0."""
    none = f"IF({base}=0,{_said(Reason.TARGET_ZERO)},{_said(Reason.TARGET_NEGATIVE)})"
    return f"IF({base}<=0,{none},{found or f'{quotient}*100'})"


def _on_scale(indicator: Indicator, used: Sequence[str], found: str) -> str:
    """Return what was found, or the words that a figure is no level of the indicator's scale."""
    if not indicator.scale:
        return found
    levels = sorted({level.value for level in indicator.scale})
    misses = "+".join(f"ISNUMBER({cell})*(1-OR({_equals(cell, levels)}))" for cell in used)
    return f"IF({misses}>0,{_said(Reason.NOT_ON_SCALE)},{found})"


def _used(indicator: Indicator, at: FigureCells, realised: str) -> tuple[str, ...]:
    """Return the cells, or expressions, of the figures that went into a realisasi; text where one did not."""
    match indicator.accumulation:
        case Accumulation.AKUMULATIF:
            return at.realised
        case Accumulation.RATA_RATA if indicator.polarity is Polarity.RANGE:
            return at.realised
        case Accumulation.RATA_RATA:
            return tuple(f'IF(AND(ISNUMBER({cell}),ISNUMBER({target})),{cell},"")' for cell, target in at.pairs)
        case Accumulation.POSISI_AKHIR:
            return (realised,)


def _equals(cell: str, levels: Sequence[Decimal]) -> str:
    return ",".join(f"{cell}={level:f}" for level in levels)


def _bounds_hold(at: FigureCells) -> str:
    return f"IF(ISNUMBER({at.lower}),IF(ISNUMBER({at.upper}),{at.lower}<={at.upper},FALSE),FALSE)"


def _bound_until(indicator: Indicator, at: FigureCells, realised: str) -> str:
    times = f"*COUNT({','.join(at.realised)})" if indicator.accumulation is Accumulation.AKUMULATIF else ""
    upper, lower = f"{at.upper}{times}", f"{at.lower}{times}"
    found = f'IF({realised}>{upper},{upper},IF({realised}<{lower},{lower},"{INSIDE}"))'
    filled = f"IF(ISNUMBER({realised}),{found},{_said(Reason.BLANK)})"
    return f"IF({_bounds_hold(at)},{filled},{_said(Reason.TARGET_MISSING)})"


def _target_of_last(at: FigureCells) -> str:
    """Return the target of the last quarter filled in; without one, blank if a later target waits for its figure."""
    none, choices = _said(Reason.TARGET_MISSING), []
    for place, (cell, target) in enumerate(at.pairs):
        later = at.targets[place + 1 :]
        waits = f"IF(COUNT({','.join(later)})>0,{_said(Reason.BLANK)},{none})" if later else none
        choices.append((cell, f"IF(ISNUMBER({target}),{target},{waits})"))
    return _last_filled(choices, f"IF(COUNT({','.join(at.targets)})>0,{_said(Reason.BLANK)},{none})")


def _last_filled(choices: Sequence[tuple[str, str]], otherwise: str) -> str:
    """Return what belongs to the last of the cells that holds a figure."""
    found = otherwise
    for cell, value in choices:
        found = f"IF(ISNUMBER({cell}),{value},{found})"
    return found


def _mean(every: str) -> str:
    return f'IF(COUNT({every})=0,"",SUM({every})/COUNT({every}))'


def _paired(at: FigureCells) -> str:
    """Return how many quarters have both realisasi and target."""
    return "+".join(f"ISNUMBER({cell})*ISNUMBER({target})" for cell, target in at.pairs)


def _where_paired(at: FigureCells, place: int) -> str:
    """Return realisasi (0) or target (1) of the quarters that have both, as arguments of a sum."""
    return ",".join(f"IF(AND(ISNUMBER({pair[0]}),ISNUMBER({pair[1]})),{pair[place]},0)" for pair in at.pairs)


def _said(reason: Reason) -> str:
    return f'"{REASONS[reason]}"'
