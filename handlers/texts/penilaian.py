"""The evaluation of a quarter in words: the office at a glance, a unit in one line, sentences that are proposed."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from handlers.texts import capaian
from handlers.texts.words import EMPTY, fill, lines
from workflow.evaluation import IndicatorEvaluation, OfficeEvaluation, UnitEvaluation
from workflow.flags import Blank, FellBack, Flag, Jump, NoEvidence, SpentNotAchieved
from workflow.percent import Percent
from workflow.quarter import Quarter
from workflow.rekap import Average, NoAverage, Serapan

FIRST_FLAGS = 3
"""Flags on the Kepala Dinas's screen: what ten seconds between two meetings are enough for."""
MOST_PROPOSALS = 4
NAME_IN_A_SENTENCE = 80
"""Characters of an indicator's name within a proposed sentence."""


def office(found: OfficeEvaluation) -> Markup:
    """Return the office at a glance: average, serapan, best and worst unit, what to look at first.

    Empty where no unit has indicators: then there is nothing to reckon from.
    """
    if not any(unit.indicators for unit in found.units):
        return EMPTY
    return lines(
        _average(found),
        capaian.serapan(found.serapan.serapan),
        *_best_and_worst(found),
        *first_flags(found),
    )


def _average(found: OfficeEvaluation) -> Markup:
    change = ""
    if isinstance(found.average, Average) and isinstance(found.before, Average):
        change = f" Dibanding triwulan lalu: {capaian.points(found.average.percent - found.before.percent)}."
    return capaian.average(found.average, found.predikat) + change


def _best_and_worst(found: OfficeEvaluation) -> Iterator[Markup]:
    ranked = found.ranked
    if len(ranked) < 2:
        return
    yield fill("Tertinggi: {unit}", unit=_ranked(ranked[0]))
    yield fill("Terendah: {unit}", unit=_ranked(ranked[-1]))


def _ranked(unit: UnitEvaluation) -> str:
    band = f" ({unit.predikat.name})" if unit.predikat else ""
    return f"{unit.unit.name}, {_percent(unit.average)}{band}"


def _percent(found: Average | NoAverage) -> str:
    return capaian.percent(found.percent) if isinstance(found, Average) else "belum dapat dihitung"


def first_flags(found: OfficeEvaluation, most: int = FIRST_FLAGS) -> Iterator[Markup]:
    """Yield what is to be looked at first, each with unit and indicator, and how many flags are left."""
    every = found.flags
    for unit, each, odd in every[:most]:
        yield fill(
            "⚠️ {unit}, {indicator}: {flag}",
            unit=unit.unit.name,
            indicator=capaian.name(each.record.indicator, NAME_IN_A_SENTENCE),
            flag=capaian.flag(odd, each.record.indicator),
        )
    if len(every) > most:
        yield fill("… dan {n} tanda lainnya pada unitnya.", n=len(every) - most)


def unit(found: UnitEvaluation) -> Markup:
    """Return a unit's figures in one line, to stand beneath its name; empty for one without indicators."""
    if not found.indicators:
        return EMPTY
    parts = [f"{found.reported} dari {len(found.indicators)} indikator terisi"]
    if isinstance(found.average, Average):
        band = f" ({found.predikat.name})" if found.predikat else ""
        parts.append(f"rata-rata {_percent(found.average)}{band}")
    if isinstance(found.serapan.serapan, Serapan):
        parts.append(f"serapan {capaian.percent(found.serapan.serapan.percent)}")
    if found.flags:
        parts.append(f"⚠️ {len(found.flags)}")
    return fill("{figures}", figures=" · ".join(parts))


def report_proposal(found: OfficeEvaluation, quarter: Quarter) -> str:
    """Return the report's summary as a sentence or two that the Subbag may send as they are; empty without figures."""
    if not isinstance(found.average, Average):
        return ""
    ranked = found.ranked
    parts = [
        f"Rata-rata capaian Triwulan {quarter.roman} {quarter.year} {_judged(found)}, "
        f"dari {found.average.counted} indikator."
    ]
    if isinstance(found.serapan.serapan, Serapan):
        parts.append(f"Serapan anggaran {capaian.percent(found.serapan.serapan.percent)}.")
    if len(ranked) > 1:
        parts.append(f"Tertinggi {_ranked(ranked[0])}; terendah {_ranked(ranked[-1])}.")
    odd = [
        f"{capaian.name(each.record.indicator, NAME_IN_A_SENTENCE)} ({unit.unit.name})" for unit, each in _low(found)
    ]
    if odd:
        parts.append(f"Perlu keputusan: {'; '.join(odd[:FIRST_FLAGS])}.")
    return " ".join(parts)


def _judged(found: OfficeEvaluation) -> str:
    return f"{_percent(found.average)}{f' ({found.predikat.name})' if found.predikat else ''}"


def _low(found: OfficeEvaluation) -> Iterator[tuple[UnitEvaluation, IndicatorEvaluation]]:
    """Yield the indicators with the weightiest flags, each once; one that only lacks evidence needs no decision."""
    seen: set[int] = set()
    for unit_, each, odd in found.flags:
        if not isinstance(odd, NoEvidence) and id(each) not in seen:
            seen.add(id(each))
            yield unit_, each


def direction_proposals(found: UnitEvaluation) -> tuple[str, ...]:
    """Return sentences that fit a unit's figures, the weightiest first; none for a unit without indicators."""
    if not found.indicators:
        return ()
    flagged = list(dict.fromkeys(_sentence(each, odd) for each, odd in found.flags if not isinstance(odd, NoEvidence)))
    missing = [each for each, odd in found.flags if isinstance(odd, NoEvidence)]
    if missing:
        flagged.append(
            f"Lengkapi bukti dukung untuk {len(missing)} indikator paling lambat bersama rencana tindak lanjut."
        )
    if not flagged:
        flagged.append(f"Pertahankan capaian {_percent(found.average)}; pastikan target triwulan berikutnya tercapai.")
    return tuple(flagged[:MOST_PROPOSALS])


def _sentence(each: IndicatorEvaluation, odd: Flag) -> str:
    name = capaian.name(each.record.indicator, NAME_IN_A_SENTENCE)
    match odd:
        case Blank():
            return f"Lengkapi realisasi {name} dan jelaskan mengapa belum dilaporkan."
        case FellBack():
            return f"Periksa kembali angka {name} karena lebih rendah dari yang pernah dilaporkan."
        case SpentNotAchieved(serapan=spent, capaian=reached):
            return (
                f"Jelaskan {name}: serapan {capaian.percent(spent)}, capaian {capaian.percent(reached)}; "
                "susun langkah percepatan."
            )
        case Jump(points=change) if change.exact < 0:
            return f"Perbaiki {name} yang turun {_points(change)} dari triwulan lalu; sebutkan penyebab dan langkahnya."
        case _:
            return f"Jelaskan {name}: {capaian.flag(odd, each.record.indicator)}"


def _points(change: Percent) -> str:
    return capaian.points(change).removeprefix("▼ ")
