"""Figures of an evaluation in the words of printed papers: capaian with its inputs, differences, predikat, flags."""

from __future__ import annotations

from decimal import Decimal

from documents.blocks import Tone
from documents.capaian_words import INSIDE, NONE, REASONS
from workflow import flags as f
from workflow.capaian import Capaian, Formula, NoCapaian, Outcome, Share
from workflow.evaluation import IndicatorEvaluation, Rules
from workflow.indicators import Bounds, Indicator, Target
from workflow.percent import Percent
from workflow.predikat import Band, Bands
from workflow.printed_numbers import write_number, write_percent, write_rupiah
from workflow.quarter import ROMAN, Quarter
from workflow.rekap import Average, GroupSerapan, NoAverage, NoSerapan, Serapan

SHARE_PLACES = 4
"""Places of a mean as it is shown within a share; the percentage is that of the exact one."""
_TONES = (Tone.GOOD, Tone.GOOD, Tone.FAIR, Tone.WARN, Tone.BAD)
"""From the best predikat to the worst."""


def named(quarter: Quarter) -> str:
    """Return `Triwulan III Tahun 2026`."""
    return f"Triwulan {quarter.roman} Tahun {quarter.year}"


def figure(number: Decimal | None, indicator: Indicator, blank: str = NONE) -> str:
    """Return a figure without its satuan, of a scale with its label: `WTP (4)`."""
    if number is None:
        return blank
    level = indicator.level_of(number)
    return write_number(number) if level is None else f"{level.label} ({write_number(number)})"


def target(owed: Target | None, indicator: Indicator) -> str:
    """Return a target, a range by its bounds."""
    if isinstance(owed, Bounds):
        return f"{write_number(owed.lower)} s.d. {write_number(owed.upper)}"
    return figure(owed, indicator)


def percent(found: Percent | None) -> str:
    """Return a percentage as it is printed everywhere."""
    return NONE if found is None else write_percent(found.rounded)


def average(found: Average | NoAverage) -> str:
    """Return an average, a dash where there is none."""
    return percent(found.percent) if isinstance(found, Average) else NONE


def serapan(found: Serapan | NoSerapan) -> str:
    """Return what was spent of the budget, a dash where there is none."""
    return percent(found.percent) if isinstance(found, Serapan) else NONE


def points(change: Percent | None) -> str:
    """Return a difference in percentage points with its sign; `0` where nothing changed."""
    if change is None:
        return NONE
    amount = change.rounded
    return f"+{write_number(amount)}" if amount > 0 else write_number(amount)


def between(now: Average | NoAverage, before: Average | NoAverage) -> Percent | None:
    """Return the difference of two averages in percentage points."""
    if isinstance(now, Average) and isinstance(before, Average):
        return now.percent - before.percent
    return None


def capaian(found: Outcome) -> str:
    """Return the percentage, or why there is none."""
    return REASONS[found.reason] if isinstance(found, NoCapaian) else percent(found.percent)


def reckoned(found: Outcome) -> str:
    """Return the percentage with what it was reckoned from: `93,75% = 15/16`; or why there is none."""
    if isinstance(found, NoCapaian):
        return REASONS[found.reason]
    inputs = INSIDE if found.share is None else _inputs(found, found.share)
    return f"{percent(found.percent)}{', ' if found.share is None else ' = '}{inputs}"


def _inputs(found: Capaian, share: Share) -> str:
    owed = found.target
    if found.formula is Formula.LOWER_DIFFERENCE and isinstance(owed, Decimal):
        return f"(2×{_short(owed)} − {_short(found.realisasi)})/{_short(owed)}"
    return f"{_short(share.numerator)}/{_short(share.denominator)}"


def _short(number: Decimal) -> str:
    return write_number(number, SHARE_PLACES)


def so_far(each: IndicatorEvaluation, quarter: int) -> str:
    """Return capaian since triwulan I with its inputs, where it is another one than the quarter's; else nothing."""
    if quarter == 1 or not isinstance(each.until, Capaian):
        return ""
    if isinstance(each.now, Capaian) and each.now.percent == each.until.percent:
        return ""
    return f"s.d. TW {ROMAN[quarter - 1]}: {reckoned(each.until)}"


def before(each: IndicatorEvaluation) -> Percent | None:
    """Return capaian of the quarter before; in triwulan I that of TW IV a year earlier, where it is known."""
    if each.before is not None:
        return each.before.percent if isinstance(each.before, Capaian) else None
    last_year = each.record.last_year
    return None if last_year is None else Percent.of(last_year, Decimal(100))


def change(each: IndicatorEvaluation) -> Percent | None:
    """Return the difference of capaian from that of the quarter before, in percentage points."""
    past = before(each)
    return each.now.percent - past if isinstance(each.now, Capaian) and past is not None else None


def tone(band: Band | None, bands: Bands) -> Tone:
    """Return the ground of a predikat, by its place among all of the office's."""
    if band is None:
        return Tone.PLAIN
    place, last = bands.bands.index(band), max(len(bands.bands) - 1, 1)
    return _TONES[round(place / last * (len(_TONES) - 1))]


def cap(rules: Rules) -> str:
    """Say for how much an indicator counts in an average."""
    counted = (
        "dihitung sebesar capaiannya, tanpa batas atas"
        if rules.cap is None
        else f"dihitung paling tinggi {write_percent(rules.cap)}"
    )
    return (
        f"Dalam rata-rata, setiap indikator {counted}. Indikator tanpa persentase (kosong, target 0, tanpa target) "
        "tidak ikut dihitung. Rata-rata unit kerja, sasaran dan dinas adalah rata-rata seluruh indikatornya."
    )


def money(amount: Decimal | None, blank: str = NONE) -> str:
    """Return rupiah without `Rp`, for columns that say so above."""
    return blank if amount is None else write_rupiah(amount).replace("Rp ", "")


def flag(found: f.Flag, known: Indicator) -> str:
    """Return what a flag points to, with its facts."""
    match found:
        case f.Blank():
            return "Realisasi belum diisi."
        case f.NoEvidence():
            return "Belum ada bukti dukung."
        case f.TargetZero():
            return "Target 0: capaian tidak dapat dihitung."
        case f.Uncounted(reason=reason):
            return f"Capaian tidak dapat dihitung: {REASONS[reason]}."
        case _:
            return _odd(found, known)


def _odd(found: f.Jump | f.Excess | f.SpentNotAchieved | f.FellBack, known: Indicator) -> str:
    match found:
        case f.Jump(before=past, now=now, points=moved):
            verb = "naik" if moved.rounded > 0 else "turun"
            gap = write_number(abs(moved.rounded))
            return f"Capaian {verb} {gap} poin dari triwulan lalu ({percent(past)} menjadi {percent(now)})."
        case f.Excess(percent=reached, limit=limit):
            return f"Capaian {percent(reached)} melebihi {write_percent(limit)}: periksa target atau angkanya."
        case f.SpentNotAchieved(serapan=spent, capaian=reached):
            return f"Serapan anggaran {percent(spent)}, sedangkan capaian baru {percent(reached)}."
        case f.FellBack(quarter=quarter, before=past_figure, now=now_figure):
            return (
                f"Angka {figure(now_figure, known)} di bawah angka Triwulan {ROMAN[quarter - 1]} "
                f"({figure(past_figure, known)})."
            )


def serapan_of_group(found: GroupSerapan) -> str:
    """Return what several indicators spent of what they have, with its inputs."""
    spent = found.serapan
    if isinstance(spent, NoSerapan):
        return "belum dapat dihitung"
    return f"{percent(spent.percent)} = {write_rupiah(spent.realisasi_anggaran)} dari {write_rupiah(spent.pagu)}"
