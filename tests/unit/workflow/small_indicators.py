"""Indicators and figures for tests, in few words: `indicator("higher", 10)`, `year(8, None, 3)`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from workflow.indicators import (
    Accumulation,
    Indicator,
    LowerMethod,
    Polarity,
    QuarterTargets,
    Reported,
    ScaleLevel,
)

Figure = str | int | None

KINDS: dict[str, dict[str, Any]] = {
    "higher": {},
    "lower, difference": {"polarity": Polarity.LOWER, "lower_method": LowerMethod.DIFFERENCE},
    "lower, quotient": {"polarity": Polarity.LOWER, "lower_method": LowerMethod.QUOTIENT},
    "range": {"polarity": Polarity.RANGE},
    "scale": {
        "scale": tuple(
            ScaleLevel(label, Decimal(value)) for label, value in (("WTP", 4), ("WDP", 3), ("TMP", 2), ("TW", 1))
        )
    },
}
AKUMULATIF, POSISI_AKHIR, RATA_RATA = Accumulation.AKUMULATIF, Accumulation.POSISI_AKHIR, Accumulation.RATA_RATA

figures_of_an_office = st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False)
targets_of_an_office = st.decimals(Decimal("0.001"), 10**9, places=3, allow_nan=False, allow_infinity=False)


def number(figure: Figure) -> Decimal | None:
    """Return the figure as a Decimal; None is blank."""
    return None if figure is None else Decimal(figure)


def indicator(kind: str, target: Figure | tuple[Figure, Figure] | Sequence[Figure] = None, **fields: Any) -> Indicator:
    """Return an indicator of a kind: one target for every quarter, a list of four, or (of a range) two bounds."""
    given: dict[str, Any] = {"unit_id": 1, "year": 2026, "code": "IK-1", "sasaran": "S", "name": "N", "satuan": "%"}
    given |= KINDS[kind]
    if kind == "range":
        lower, upper = target if isinstance(target, tuple) else (target, target)
        given |= {"lower": number(lower), "upper": number(upper)}
    else:
        given["targets"] = targets(target)
    return Indicator(**(given | fields))


def targets(target: Figure | Sequence[Figure]) -> QuarterTargets:
    """Return the targets of TW I-IV: the same for all, or each its own."""
    each = [target] * 4 if target is None or isinstance(target, str | int) else list(target)
    first, second, third, fourth = (number(figure) for figure in each)
    return first, second, third, fourth


def year(*realisasi: Figure, spent: Sequence[Figure] = (), evidence: int = 1) -> dict[int, Reported]:
    """Return what was reported in TW I, II ...; None is blank. `spent` is realisasi anggaran of the same quarters."""
    amounts = [*spent, *[None] * (len(realisasi) - len(spent))]
    return {
        quarter: Reported(number(figure), number(amount), evidence=evidence)
        for quarter, (figure, amount) in enumerate(zip(realisasi, amounts, strict=True), 1)
    }
