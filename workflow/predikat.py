"""Predikat: the bands into which capaian falls, half-open and without gaps, as an office sets them.

Held against the bands is the percentage as it is printed (two places, half up), so that nobody reads `91,00%` beside
the predikat below 91. The printed tables of offices end bands at 90,99 or 90; here a band ends where the next begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from workflow.indicators import plain_label
from workflow.percent import Percent


@dataclass(frozen=True)
class Band:
    """A predikat from `at_least` (included; None: without end) to `below` (excluded; None: without end), in percent."""

    name: str
    at_least: Decimal | None
    below: Decimal | None

    def holds(self, figure: Decimal) -> bool:
        """Tell whether a percentage, as it is printed, lies in the band."""
        return (self.at_least is None or figure >= self.at_least) and (self.below is None or figure < self.below)


class BandsError(Exception):
    """The root of what can be wrong with bands."""


class NoBandsError(BandsError):
    """There is no band at all."""


class BandNameError(BandsError):
    """A band has no name, or that of another one."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class BandLimitError(BandsError):
    """A limit is no finite number."""

    def __init__(self, band: Band) -> None:
        super().__init__(band)
        self.band = band


class EmptyBandError(BandsError):
    """A band ends before or where it begins, so nothing falls into it."""

    def __init__(self, band: Band) -> None:
        super().__init__(band)
        self.band = band


class BandOrderError(BandsError):
    """A band stands before one that begins higher: the best comes first."""

    def __init__(self, upper: Band, lower: Band) -> None:
        super().__init__(upper, lower)
        self.upper = upper
        self.lower = lower


class BandGapError(BandsError):
    """What lies between two neighbours has no predikat: from `begin` (included) to `end` (excluded)."""

    def __init__(self, upper: Band, lower: Band, begin: Decimal, end: Decimal) -> None:
        super().__init__(upper, lower, begin, end)
        self.upper = upper
        self.lower = lower
        self.begin = begin
        self.end = end


class BandOverlapError(BandsError):
    """What lies in both of two neighbours has two: from `begin` (included) to `end` (excluded; None: without end)."""

    def __init__(self, upper: Band, lower: Band, begin: Decimal | None, end: Decimal | None) -> None:
        super().__init__(upper, lower, begin, end)
        self.upper = upper
        self.lower = lower
        self.begin = begin
        self.end = end


class TopClosedError(BandsError):
    """The best band has an end, so what lies above has no predikat: capaian may exceed any figure."""

    def __init__(self, band: Band) -> None:
        super().__init__(band)
        self.band = band


class BottomClosedError(BandsError):
    """The last band has a beginning, so what lies below has no predikat: capaian may fall below 0."""

    def __init__(self, band: Band) -> None:
        super().__init__(band)
        self.band = band


@dataclass(frozen=True)
class Bands:
    """The bands of an office, the best first; every percentage lies in exactly one. Raises BandsError otherwise."""

    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        """Refuse bands that leave a percentage without a predikat, or with two."""
        if not self.bands:
            raise NoBandsError
        _refuse_names(self.bands)
        for band in self.bands:
            _refuse_limits(band)
        for upper, lower in pairwise(self.bands):
            _refuse_neighbours(upper, lower)
        if self.bands[0].below is not None:
            raise TopClosedError(self.bands[0])
        if self.bands[-1].at_least is not None:
            raise BottomClosedError(self.bands[-1])

    @classmethod
    def from_floors(cls, floors: Iterable[tuple[str, Decimal]], lowest: str) -> Bands:
        """Return bands by where each begins, the best first, and the name of what lies below the last of them."""
        begins: list[tuple[str, Decimal | None]] = [*floors, (lowest, None)]
        ends = [None, *(begin for _, begin in begins[:-1])]
        return cls(tuple(Band(name, begin, end) for (name, begin), end in zip(begins, ends, strict=True)))

    def predikat(self, percent: Percent) -> Band:
        """Return the band of a percentage, rounded as it is printed."""
        figure = percent.rounded
        return next(band for band in self.bands if band.holds(figure))


def _refuse_names(bands: Sequence[Band]) -> None:
    seen: set[str] = set()
    for band in bands:
        name = plain_label(band.name)
        if not name or name in seen:
            raise BandNameError(band.name)
        seen.add(name)


def _refuse_limits(band: Band) -> None:
    limits = [limit for limit in (band.at_least, band.below) if limit is not None]
    if not all(limit.is_finite() for limit in limits):
        raise BandLimitError(band)
    if band.at_least is not None and band.below is not None and band.at_least >= band.below:
        raise EmptyBandError(band)


def _refuse_neighbours(upper: Band, lower: Band) -> None:
    begin, end = upper.at_least, lower.below
    if begin is not None and lower.at_least is not None and lower.at_least > begin:
        raise BandOrderError(upper, lower)
    if begin is None or end is None or end > begin:
        raise BandOverlapError(upper, lower, _higher(begin, lower.at_least), _lower(end, upper.below))
    if end < begin:
        raise BandGapError(upper, lower, end, begin)


def _higher(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    given = [limit for limit in (one, other) if limit is not None]
    return max(given) if given else None


def _lower(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    given = [limit for limit in (one, other) if limit is not None]
    return min(given) if given else None


DEFAULT_BANDS = Bands.from_floors(
    (
        ("Sangat Tinggi", Decimal(91)),
        ("Tinggi", Decimal(76)),
        ("Sedang", Decimal(66)),
        ("Rendah", Decimal(51)),
    ),
    "Sangat Rendah",
)
"""Permendagri 86/2017, evaluasi hasil Renja; seen in secondary sources only, so an office may set its own."""
