"""Indicators of a year (Perjanjian Kinerja, Rencana Aksi) and what a unit reports on each of them every quarter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

QUARTERS = (1, 2, 3, 4)
"""Triwulan I-IV by number."""


class Polarity(StrEnum):
    """Polaritas: which way is better. The values are stored."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"  # inside two bounds


class LowerMethod(StrEnum):
    """How capaian is reckoned where lower is better; both are in use. The values are stored."""

    DIFFERENCE = "difference"  # (2T-R)/T: R=0 gives 200, falls below 0 beyond twice the target
    QUOTIENT = "quotient"  # T/R: never below 0, undefined for R=0


class Accumulation(StrEnum):
    """How the quarters of a year add up. The values are stored."""

    AKUMULATIF = "akumulatif"  # each quarter reports its own; sum of realised over sum of targets
    POSISI_AKHIR = "posisi_akhir"  # the last quarter filled in stands for the year so far
    RATA_RATA = "rata_rata"  # mean of realised over mean of targets


@dataclass(frozen=True)
class ScaleLevel:
    """One level of a scale: its label (WTP) and what it counts (4)."""

    label: str
    value: Decimal


@dataclass(frozen=True)
class Bounds:
    """A target that is a range; both ends belong to it."""

    lower: Decimal
    upper: Decimal


Target = Decimal | Bounds
QuarterTargets = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]


@dataclass(frozen=True)
class Indicator:
    """An indicator of one unit and year with its targets; `code` is unique within both.

    Taken as the office gave it: `workflow/indicator_check.py` says what is wrong with it. Raises ValueError for
    infinity and what is no number.
    """

    unit_id: int
    year: int
    code: str
    sasaran: str
    name: str  # indikator
    satuan: str
    polarity: Polarity = Polarity.HIGHER
    lower_method: LowerMethod = LowerMethod.DIFFERENCE  # counts only where lower is better
    accumulation: Accumulation = Accumulation.POSISI_AKHIR
    targets: QuarterTargets = (None, None, None, None)  # each quarter's own; None where nothing is owed
    target_year: Decimal | None = None
    lower: Decimal | None = None  # bounds of every quarter, where the target is a range
    upper: Decimal | None = None
    scale: tuple[ScaleLevel, ...] = ()  # empty where figures are no levels of a scale
    program: str = ""
    kegiatan: str = ""
    pagu: Decimal | None = None  # rupiah of the year; None where it has no budget of its own
    penanggung_jawab: str = ""
    sumber_data: str = ""

    def __post_init__(self) -> None:
        """Refuse figures with which nothing can be reckoned."""
        levels = (level.value for level in self.scale)
        _refuse_infinite((*self.targets, self.target_year, self.lower, self.upper, self.pagu, *levels))

    @property
    def bounds(self) -> Bounds | None:
        """The range, None where a bound is missing or they are the wrong way round."""
        if self.lower is None or self.upper is None or self.lower > self.upper:
            return None
        return Bounds(self.lower, self.upper)

    def target(self, quarter: int) -> Target | None:
        """Return that quarter's own target, None where it has none. Raises ValueError outside 1-4."""
        if quarter not in QUARTERS:
            raise ValueError(f"quarter {quarter} is not 1 to 4")
        return self.bounds if self.polarity is Polarity.RANGE else self.targets[quarter - 1]

    def level(self, text: str) -> ScaleLevel | None:
        """Return the level of the scale with that label (in whatever case and spacing), None where there is none."""
        return next((level for level in self.scale if plain_label(level.label) == plain_label(text)), None)

    def level_of(self, figure: Decimal) -> ScaleLevel | None:
        """Return the level of the scale that counts so much, None where there is none."""
        return next((level for level in self.scale if level.value == figure), None)


@dataclass(frozen=True)
class Reported:
    """What a unit reports on an indicator for one quarter. None is blank, 0 is a value.

    Raises ValueError for infinity and what is no number.
    """

    realisasi: Decimal | None = None  # the quarter's own; of a scale, what its level counts
    realisasi_anggaran: Decimal | None = None  # rupiah spent in that quarter alone
    faktor_pendorong: str = ""
    faktor_penghambat: str = ""
    rencana_perbaikan: str = ""
    evidence: int = 0  # number of files

    def __post_init__(self) -> None:
        """Refuse figures with which nothing can be reckoned."""
        _refuse_infinite((self.realisasi, self.realisasi_anggaran))


def plain_label(text: str) -> str:
    """Return a label as labels are compared: without case and surplus spaces."""
    return " ".join(text.split()).casefold()


def _refuse_infinite(figures: Iterable[Decimal | None]) -> None:
    for figure in figures:
        if figure is not None and not figure.is_finite():
            raise ValueError(f"{figure} is no figure")
