"""The words of figures on paper: why there is no percentage, how one is reckoned, how quarters add up."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflow.capaian import Reason
from workflow.indicators import Accumulation, Indicator, LowerMethod, Polarity
from workflow.rekap import NoBudgetReason

INSIDE = "dalam rentang"
NONE = "–"
REASONS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.TARGET_MISSING: "tidak ada target",
        Reason.BLANK: "belum diisi",
        Reason.NOT_ON_SCALE: "bukan nilai skala",
        Reason.TARGET_ZERO: "target 0: tidak dapat dihitung",
        Reason.TARGET_NEGATIVE: "target di bawah 0: tidak dapat dihitung",
        Reason.REALISASI_ZERO: "realisasi 0: tidak dapat dihitung",
        Reason.REALISASI_NEGATIVE: "realisasi di bawah 0: tidak dapat dihitung",
    }
)
BUDGET_REASONS: Mapping[NoBudgetReason, str] = MappingProxyType(
    {
        NoBudgetReason.PAGU_MISSING: "tanpa pagu",
        NoBudgetReason.PAGU_ZERO: "pagu 0: tidak dapat dihitung",
        NoBudgetReason.PAGU_NEGATIVE: "pagu di bawah 0: tidak dapat dihitung",
        NoBudgetReason.BLANK: "belum diisi",
        NoBudgetReason.NONE_COUNTED: NONE,
    }
)
ACCUMULATIONS: Mapping[Accumulation, str] = MappingProxyType(
    {
        Accumulation.AKUMULATIF: "jumlah",
        Accumulation.POSISI_AKHIR: "posisi akhir",
        Accumulation.RATA_RATA: "rata-rata",
    }
)


def way(indicator: Indicator) -> str:
    """Return which way is better, with the formula: `naik: R/T`."""
    match indicator.polarity:
        case Polarity.HIGHER:
            return "naik: R/T"
        case Polarity.RANGE:
            return "rentang"
        case Polarity.LOWER if indicator.lower_method is LowerMethod.DIFFERENCE:
            return "turun: (2T−R)/T"
        case Polarity.LOWER:
            return "turun: T/R"
