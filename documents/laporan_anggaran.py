"""Anggaran in the quarter's report: pagu, what was spent, serapan and efisiensi, by unit and by indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from documents import blocks as b
from documents import charts
from documents import figure_words as said
from documents.capaian_words import BUDGET_REASONS, NONE
from documents.chart_bars import draw_bars
from workflow.capaian import Capaian
from workflow.evaluation import IndicatorEvaluation, OfficeEvaluation, UnitEvaluation
from workflow.papers.charts import CapaianChart
from workflow.papers.laporan import LaporanPaper
from workflow.percent import total
from workflow.quarter import ROMAN
from workflow.rekap import Average, GroupSerapan, NoAverage, NoSerapan, Serapan

_R, _C = b.Align.RIGHT, b.Align.CENTER
COLUMNS = (
    b.Column(4, _C),
    b.Column(36),
    b.Column(15, _R),
    b.Column(14, _R),
    b.Column(15, _R),
    b.Column(9, _R),
    b.Column(9, _R),
    b.Column(10, _R),
)
NO_BUDGET = "Tidak ada indikator dengan pagu dan realisasi anggaran pada triwulan ini."
NOTE = (
    "Serapan adalah realisasi anggaran sejak Triwulan I dibagi pagu setahun; serapan unit kerja dan dinas adalah "
    "jumlah realisasi dibagi jumlah pagu indikator yang mempunyai serapan. Efisiensi adalah capaian triwulan dikurangi "
    "serapan, dalam poin persentase, dihitung dari angka sebelum dibulatkan."
)


def budget(paper: LaporanPaper, found: OfficeEvaluation, chart: CapaianChart) -> Iterator[b.Block]:
    """Yield the budget by unit, the chart beside capaian, then by indicator."""
    if isinstance(found.serapan.serapan, NoSerapan):
        yield b.Paragraph(NO_BUDGET)
        return
    quarter = paper.quarter.number
    rows = tuple(_unit(str(number), unit, quarter) for number, unit in enumerate(found.units, start=1))
    every = tuple(each for unit in found.units for each in unit.indicators)
    whole = _group("", "SELURUH UNIT KERJA", every, found.average, found.serapan, quarter)
    yield b.Heading("A. Anggaran per unit kerja", 2)
    yield b.Table(COLUMNS, (_header("Unit kerja", quarter),), rows, whole)
    yield b.Paragraph(NOTE, b.TextStyle.NOTE)
    yield b.Picture(draw_bars(charts.spending(chart)), 0.8, "Gambar 3. Serapan anggaran terhadap capaian")
    yield b.Heading("B. Anggaran per indikator", 2)
    indicators = tuple(row for unit in found.units for row in _indicators(unit, quarter))
    yield b.Table(COLUMNS, (_header("Unit kerja / indikator", quarter),), indicators, size=8)


def _header(name: str, quarter: int) -> b.Row:
    roman = ROMAN[quarter - 1]
    return (
        *("No", name, "Pagu (Rp)", f"Realisasi TW {roman} (Rp)", f"Realisasi s.d. TW {roman} (Rp)"),
        *("Serapan", f"Capaian TW {roman}", "Efisiensi (poin)"),
    )


def _unit(number: str, unit: UnitEvaluation, quarter: int) -> b.Row:
    name = unit.unit.name
    if unit.unit.excluded:
        return (number, name, b.Cell("tanpa data", columns=6, tone=b.Tone.MUTED), *(b.COVERED,) * 5)
    return _group(number, name, unit.indicators, unit.average, unit.serapan, quarter)


def _group(
    number: str,
    name: str,
    every: Iterable[IndicatorEvaluation],
    average: Average | NoAverage,
    serapan: GroupSerapan,
    quarter: int,
) -> b.Row:
    spent = serapan.serapan
    if isinstance(spent, NoSerapan):
        return (
            number,
            name,
            b.Cell(BUDGET_REASONS[spent.reason], columns=4),
            *(b.COVERED,) * 3,
            said.average(average),
            NONE,
        )
    counted = [each for each in every if isinstance(each.serapan, Serapan)]
    now = total(amount for each in counted if (amount := _spent_in(each, quarter)) is not None)
    left_out = f"\n({serapan.left_out} indikator tanpa serapan tidak dihitung)" if serapan.left_out else ""
    gain = average.percent - spent.percent if isinstance(average, Average) else None
    return (
        number,
        name + left_out,
        said.money(spent.pagu),
        said.money(now),
        said.money(spent.realisasi_anggaran),
        said.percent(spent.percent),
        said.average(average),
        said.points(gain),
    )


def _indicators(unit: UnitEvaluation, quarter: int) -> Iterator[b.Row]:
    if not unit.indicators:
        return
    head = b.Cell(unit.unit.name, columns=len(COLUMNS), align=b.Align.LEFT, bold=True, tone=b.Tone.MUTED)
    yield (head, *(b.COVERED,) * (len(COLUMNS) - 1))
    for number, each in enumerate(unit.indicators, start=1):
        yield _indicator(number, each, quarter)


def _indicator(number: int, each: IndicatorEvaluation, quarter: int) -> b.Row:
    known, spent = each.record.indicator, each.serapan
    gain = each.now.percent - spent.percent if isinstance(each.now, Capaian) and isinstance(spent, Serapan) else None
    return (
        str(number),
        "\n".join(part for part in (known.name, _activity(each), _blank(spent)) if part),
        said.money(known.pagu),
        said.money(_spent_in(each, quarter), "belum diisi" if known.pagu else NONE),
        said.money(spent.realisasi_anggaran),
        said.serapan(spent) if isinstance(spent, Serapan) else BUDGET_REASONS[spent.reason],
        said.percent(each.now.percent) if isinstance(each.now, Capaian) else NONE,
        said.points(gain),
    )


def _activity(each: IndicatorEvaluation) -> str:
    known = each.record.indicator
    return " / ".join(part for part in (known.program, known.kegiatan) if part)


def _blank(spent: Serapan | NoSerapan) -> str:
    """Name the quarters whose spending is blank, where others are counted."""
    if isinstance(spent, NoSerapan) or not spent.left_out:
        return ""
    return f"(belum diisi: TW {', '.join(ROMAN[number - 1] for number in spent.left_out)})"


def _spent_in(each: IndicatorEvaluation, quarter: int) -> Decimal | None:
    reported = each.record.figures.get(quarter)
    return None if reported is None else reported.realisasi_anggaran
