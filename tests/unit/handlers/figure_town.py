"""The town whose Bidang IKP has indicators: four of different kinds, with a quarter behind them."""

from __future__ import annotations

from decimal import Decimal

from chat_town import Phone, Town

from workflow.cycle import COLLECT, Submission
from workflow.indicators import Accumulation, Indicator, Polarity, Reported, ScaleLevel

FOUR = (Decimal(4),) * 4
"""The target of a scale in every quarter."""


def town_with_indicators() -> Town:
    """Return the town in which the data of Bidang IKP are being collected, with figures of TW II."""
    town = Town().collecting()
    ikp = town.unit("ikp")
    town.records.plan[ikp] = (
        Indicator(
            ikp,
            2026,
            "layanan",
            "Layanan",
            "Persentase layanan publik daring",
            "%",
            targets=(None, Decimal(75), Decimal(80), Decimal(85)),
        ),
        Indicator(
            ikp,
            2026,
            "konten",
            "Informasi",
            "Jumlah konten informasi publik",
            "konten",
            accumulation=Accumulation.AKUMULATIF,
            targets=(Decimal(10), Decimal(15), Decimal(16), Decimal(20)),
            pagu=Decimal(100_000_000),
        ),
        Indicator(
            ikp,
            2026,
            "aduan",
            "Aduan",
            "Waktu rata-rata penanganan aduan",
            "jam",
            polarity=Polarity.LOWER,
            accumulation=Accumulation.RATA_RATA,
            targets=(Decimal(24),) * 4,
        ),
        Indicator(
            ikp,
            2026,
            "opini",
            "Opini",
            "Opini keterbukaan informasi",
            "predikat",
            targets=FOUR,
            scale=(ScaleLevel("Informatif", Decimal(4)), ScaleLevel("Cukup", Decimal(3))),
        ),
    )
    town.records.past[ikp] = {
        "layanan": {2: Reported(Decimal(76))},
        "konten": {2: Reported(Decimal(14), Decimal(20_000_000))},
        "opini": {2: Reported(Decimal(3))},
    }
    return town


def begins(town: Town, code: str = "gilang") -> Phone:
    """Let someone begin to fill in by chat."""
    return town.phone(code).opens(COLLECT, town.unit("ikp")).taps("Isi di sini satu per satu")


def latest(town: Town) -> Submission:
    """Return the unit's latest version."""
    found = town.cycle.submission(town.unit("ikp"))
    assert found is not None
    return found
