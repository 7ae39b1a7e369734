"""A unit's figures in words, the same on every screen: capaian with its inputs, predikat, averages, flags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from markupsafe import Markup

from handlers.texts.words import EMPTY, fill, lines, paragraphs, plain_name
from workflow import flags as f
from workflow.capaian import Capaian, NoCapaian, Outcome, Reason
from workflow.evaluation import DEFAULT_RULES, IndicatorEvaluation, Rules, UnitEvaluation, predikat_of
from workflow.indicators import Bounds, Indicator, Target
from workflow.percent import Percent
from workflow.predikat import Band
from workflow.printed_numbers import write_measured, write_number, write_percent, write_rupiah
from workflow.quarter import ROMAN
from workflow.readings import Expected, Measure
from workflow.rekap import Average, NoAverage, NoSerapan, Serapan

SHARE_PLACES = 4
"""Places of a mean as it is shown within a share; the percentage is that of the exact one."""
NAME_LIMIT = 120
"""Characters of an indicator's name in a list: longer ones are cut, in full they stand where it is opened."""
FIRST_FLAGS = 6
"""Flags named at the top of a unit's table; every indicator shows its own."""
REASONS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.TARGET_MISSING: "tanpa target triwulan ini",
        Reason.BLANK: "realisasi belum diisi",
        Reason.NOT_ON_SCALE: "realisasi tidak ada dalam skala",
        Reason.TARGET_ZERO: "target 0: tidak dapat dihitung",
        Reason.TARGET_NEGATIVE: "target di bawah 0: tidak dapat dihitung",
        Reason.REALISASI_ZERO: "realisasi 0: tidak dapat dihitung dengan rumus target/realisasi",
        Reason.REALISASI_NEGATIVE: "realisasi di bawah 0: tidak dapat dihitung dengan rumus target/realisasi",
    }
)
SAID_OTHERWISE = (f.Blank, f.TargetZero, f.Uncounted)
"""Flags that the line on capaian says already, as the reason why there is none."""
NO_FIGURE = "belum ada"


def name(indicator: Indicator, limit: int = NAME_LIMIT) -> str:
    """Return the indicator's name on one line, cut where it is longer than the limit."""
    plain = plain_name(indicator.name)
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def figure(number: Decimal | None, indicator: Indicator) -> str:
    """Return a figure with its satuan: `15 konten`, `93,75%`, `WTP (4)`; words for a blank one."""
    if number is None:
        return NO_FIGURE
    level = indicator.level_of(number)
    if level is not None:
        return f"{plain_name(level.label)} ({write_number(number)})"
    measure = Expected.of(indicator.satuan).measure
    if measure is not Measure.NONE:
        return write_measured(number, measure)
    return f"{write_number(number)} {plain_name(indicator.satuan)}".strip()


def target(owed: Target | None, indicator: Indicator) -> str:
    """Return a target with its satuan; a range by its bounds."""
    if owed is None:
        return "tidak ada"
    if isinstance(owed, Bounds):
        return f"{write_number(owed.lower)} sampai {figure(owed.upper, indicator)}"
    return figure(owed, indicator)


def percent(figure: Percent) -> str:
    """Return a percentage as it is printed everywhere."""
    return write_percent(figure.rounded)


def points(change: Percent) -> str:
    """Return a difference in percentage points, with its direction: `▲ 2,1 poin`."""
    amount = change.rounded
    if not amount:
        return "tetap"
    return f"{'▲' if amount > 0 else '▼'} {write_number(abs(amount))} poin"


def outcome(found: Outcome) -> str:
    """Return capaian with its inputs (`93,75% = 15/16`), or why there is none."""
    if isinstance(found, NoCapaian):
        return REASONS[found.reason]
    if found.share is None:
        return f"{percent(found.percent)} (di dalam rentang)"
    top = write_number(found.share.numerator, SHARE_PLACES)
    return f"{percent(found.percent)} = {top}/{write_number(found.share.denominator, SHARE_PLACES)}"


def judged(found: Outcome, rules: Rules = DEFAULT_RULES) -> str:
    """Return capaian with its inputs and predikat."""
    band = predikat_of(found, rules)
    return f"{outcome(found)} · {band.name}" if band else outcome(found)


def average(found: Average | NoAverage, predikat: Band | None) -> Markup:
    """Return the average capaian of a quarter with its predikat, and of how many indicators it is."""
    if isinstance(found, NoAverage):
        return Markup("Rata-rata capaian: belum dapat dihitung.")
    notes = [f"dari {found.counted} indikator"]
    if found.left_out:
        notes.append(f"{found.left_out} tanpa capaian tidak dihitung")
    if found.capped:
        notes.append(f"{found.capped} dihitung paling tinggi sesuai batas kantor")
    return fill(
        "Rata-rata capaian <b>{percent}</b>{band}, {notes}.",
        percent=percent(found.percent),
        band=f" ({predikat.name})" if predikat else "",
        notes=", ".join(notes),
    )


def serapan(found: Serapan | NoSerapan) -> Markup:
    """Return what was spent of the budget with its inputs; nothing where there is none."""
    if isinstance(found, NoSerapan):
        return EMPTY
    return fill(
        "Serapan anggaran <b>{percent}</b> = {spent} dari {pagu}.",
        percent=percent(found.percent),
        spent=write_rupiah(found.realisasi_anggaran),
        pagu=write_rupiah(found.pagu),
    )


def summary(unit: UnitEvaluation) -> Markup:
    """Return a unit's average, predikat and serapan in two lines."""
    return lines(average(unit.average, unit.predikat), serapan(unit.serapan.serapan))


def table(unit: UnitEvaluation, quarter: int, rules: Rules = DEFAULT_RULES) -> Markup:
    """Return all figures of a unit, indicator by indicator, in lines that a phone does not break up."""
    every = (indicator(n, each, quarter, rules, SAID_OTHERWISE) for n, each in enumerate(unit.indicators, start=1))
    return paragraphs(summary(unit), *every)


def indicator(
    position: int,
    each: IndicatorEvaluation,
    quarter: int,
    rules: Rules = DEFAULT_RULES,
    unflagged: tuple[type[f.Flag], ...] = (),
) -> Markup:
    """Return one indicator: target, realisasi, capaian with inputs and predikat, budget, evidence, flags, reasons.

    Flags of the kinds `unflagged` are left out, where the screen says so otherwise.
    """
    known = each.record.indicator
    reported = each.record.figures.get(quarter)
    shown = [
        fill("<b>{n}. {name}</b>", n=position, name=name(known)),
        fill(
            "Target {target} · realisasi <b>{realisasi}</b>",
            target=target(known.target(quarter), known),
            realisasi=figure(None if reported is None else reported.realisasi, known),
        ),
        fill("Capaian: {capaian}{change}", capaian=judged(each.now, rules), change=_change(each)),
        _so_far(each, quarter),
        _budget(each, quarter),
        fill("📎 {n} bukti", n=len(each.record.evidence)) if each.record.evidence else EMPTY,
        *(fill("⚠️ {flag}", flag=flag(found, known)) for found in each.flags if not isinstance(found, unflagged)),
    ]
    if reported is not None:
        shown += _narratives(reported.faktor_pendorong, reported.faktor_penghambat, reported.rencana_perbaikan)
    return lines(*shown)


def _change(each: IndicatorEvaluation) -> str:
    return f" · {points(each.change)}" if each.change is not None else ""


def _so_far(each: IndicatorEvaluation, quarter: int) -> Markup:
    """Say the capaian since triwulan I where the quarters add up to something else than the quarter alone."""
    if not isinstance(each.until, Capaian) or quarter == 1:
        return EMPTY
    if isinstance(each.now, Capaian) and each.now.percent == each.until.percent:
        return EMPTY
    return fill("Sampai TW {roman}: {capaian}", roman=ROMAN[quarter - 1], capaian=outcome(each.until))


def _budget(each: IndicatorEvaluation, quarter: int) -> Markup:
    if each.record.indicator.pagu is None:
        return EMPTY
    reported = each.record.figures.get(quarter)
    spent = None if reported is None else reported.realisasi_anggaran
    now = "belum diisi" if spent is None else write_rupiah(spent)
    so_far = ""
    if isinstance(each.serapan, Serapan):
        so_far = f" · serapan {percent(each.serapan.percent)} dari {write_rupiah(each.serapan.pagu)}"
    return fill("Anggaran TW {roman} {now}{so_far}", roman=ROMAN[quarter - 1], now=now, so_far=so_far)


def _narratives(pendorong: str, penghambat: str, perbaikan: str) -> Iterator[Markup]:
    for label, text in (("Pendorong", pendorong), ("Penghambat", penghambat), ("Rencana perbaikan", perbaikan)):
        if text.strip():
            yield fill("{label}: <i>{text}</i>", label=label, text=plain_name(text))


def flag(found: f.Flag, known: Indicator) -> str:
    """Return what a flag points to, with its facts."""
    match found:
        case f.Blank():
            return "Realisasi belum diisi."
        case f.NoEvidence():
            return "Belum ada bukti dukung."
        case f.TargetZero():
            return "Target 0, jadi capaian tidak dapat dihitung."
        case f.Uncounted(reason=reason):
            return f"Capaian tidak dapat dihitung: {REASONS[reason]}."
        case _:
            return _odd(found, known)


def _odd(found: f.Jump | f.Excess | f.SpentNotAchieved | f.FellBack, known: Indicator) -> str:
    match found:
        case f.Jump(before=before, now=now, points=change):
            verb = "naik" if change.rounded > 0 else "turun"
            return f"Capaian {verb} tajam, dari {percent(before)} menjadi {percent(now)}."
        case f.Excess(percent=reached, limit=limit):
            return f"Capaian {percent(reached)}, di atas {write_percent(limit)}: periksa target atau angkanya."
        case f.SpentNotAchieved(serapan=spent, capaian=reached):
            return f"Serapan {percent(spent)}, tetapi capaian baru {percent(reached)}."
        case f.FellBack(quarter=quarter, before=before_figure, now=now_figure):
            before_words, now_words = figure(before_figure, known), figure(now_figure, known)
            return f"Di bawah angka TW {ROMAN[quarter - 1]}: {before_words}, sekarang {now_words}."


def first_flags(unit: UnitEvaluation, most: int = FIRST_FLAGS) -> Markup:
    """Name what is to be looked at first in a unit, by the number of its indicator; empty where nothing is odd."""
    numbers = {id(each): n for n, each in enumerate(unit.indicators, start=1)}
    found = [
        fill("⚠️ {n}. {flag}", n=numbers[id(each)], flag=flag(odd, each.record.indicator)) for each, odd in unit.flags
    ]
    if not found:
        return EMPTY
    rest = len(found) - most
    more = fill("… dan {rest} lainnya, pada indikatornya.", rest=rest) if rest > 0 else EMPTY
    return lines(Markup("Perlu diperhatikan:"), *found[:most], more)
