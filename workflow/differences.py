"""What differs between two versions of a unit's data, and against the quarter before: facts, no judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workflow.capaian import Figures
from workflow.cycle import IndicatorReport

NARRATIVES = ("faktor_pendorong", "faktor_penghambat", "rencana_perbaikan")
"""The fields of an IndicatorReport that hold words."""


@dataclass(frozen=True)
class Changed:
    """A figure that is another now. None is blank, 0 is a value."""

    before: Decimal | None
    now: Decimal | None


@dataclass(frozen=True)
class Difference:
    """What a version says differently of one indicator; `realisasi` and `realisasi_anggaran` are None where equal."""

    code: str
    realisasi: Changed | None = None
    realisasi_anggaran: Changed | None = None
    narratives: tuple[str, ...] = ()  # which of NARRATIVES differ
    added: tuple[int, ...] = ()  # evidence that is new
    removed: tuple[int, ...] = ()  # evidence that is no longer there

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return self == Difference(self.code)


def between_versions(
    before: Sequence[IndicatorReport], now: Sequence[IndicatorReport], codes: Sequence[str]
) -> tuple[Difference, ...]:
    """Return what differs, indicator by indicator in the order of `codes`; those of which nothing differs are left out.

    An indicator on which a version says nothing is blank in it. 12 and 12.0 are one figure.
    """
    old, new = {report.code: report for report in before}, {report.code: report for report in now}
    unlisted = [code for code in (*new, *old) if code not in codes]
    every = dict.fromkeys((*codes, *unlisted))
    found = (_difference(old.get(code, IndicatorReport(code)), new.get(code, IndicatorReport(code))) for code in every)
    return tuple(each for each in found if not each.is_empty)


def since_last_quarter(figures: Figures, quarter: int) -> Changed | None:
    """Return the figure of a quarter beside that of the quarter before, None where both are blank or it is TW I."""
    if quarter == 1:
        return None
    before, now = _realisasi(figures, quarter - 1), _realisasi(figures, quarter)
    return None if before is None and now is None else Changed(before, now)


def _difference(before: IndicatorReport, now: IndicatorReport) -> Difference:
    return Difference(
        now.code,
        _changed(before.realisasi, now.realisasi),
        _changed(before.realisasi_anggaran, now.realisasi_anggaran),
        tuple(field for field in NARRATIVES if getattr(before, field) != getattr(now, field)),
        tuple(file for file in now.files if file not in before.files),
        tuple(file for file in before.files if file not in now.files),
    )


def _changed(before: Decimal | None, now: Decimal | None) -> Changed | None:
    return None if before == now else Changed(before, now)


def _realisasi(figures: Figures, quarter: int) -> Decimal | None:
    reported = figures.get(quarter)
    return None if reported is None else reported.realisasi
