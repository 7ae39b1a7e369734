"""The three charts of a quarter as pictures: capaian of each unit, against the quarter before, beside serapan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from documents.assets import Assets
from documents.chart_bars import Bar, BarChart, BarRow, draw_bars
from workflow.papers.charts import CapaianChart, UnitPoint
from workflow.predikat import Band, Bands
from workflow.printed_numbers import write_number, write_percent
from workflow.quarter import Quarter

BAND_COLORS = ("#1F5FA8", "#5BA3DB", "#E6C229", "#E8862E", "#A63A12")
"""From the best predikat to the worst: blue to brown, told apart with every kind of colour blindness."""
NOW, BEFORE, SPENT = "#1F5FA8", "#AEBBC9", "#E8862E"
NO_FIGURE, EXCLUDED = "belum ada angka", "tanpa data (dikecualikan)"
NOTHING = "Belum ada capaian yang dapat dihitung pada triwulan ini."
NOTHING_SPENT = "Belum ada capaian dan serapan yang dapat dihitung."
WHOLE = "Seluruh unit kerja"


def drawn_units(chart: CapaianChart, _assets: Assets) -> bytes:
    """Return the chart `units` as a PNG."""
    return draw_bars(units(chart))


def drawn_quarters(chart: CapaianChart, _assets: Assets) -> bytes:
    """Return the chart `quarters` as a PNG."""
    return draw_bars(quarters(chart))


def drawn_spending(chart: CapaianChart, _assets: Assets) -> bytes:
    """Return the chart `spending` as a PNG."""
    return draw_bars(spending(chart))


def units(chart: CapaianChart) -> BarChart:
    """Return capaian of each unit, coloured by predikat."""
    rows = tuple(
        BarRow(
            each.name,
            (Bar(each.capaian, band_color(each.capaian, chart.bands), _absent(each)),),
            (predikat.name,) if (predikat := _predikat(each.capaian, chart.bands)) else (),
            is_whole,
        )
        for each, is_whole in _points(chart)
    )
    legend = tuple((_color(chart.bands, band), _band_words(band)) for band in chart.bands.bands)
    title = f"Capaian per unit kerja, {_named(chart.quarter)}"
    return BarChart(title, (chart.office, "Rata-rata capaian indikator"), rows, legend, nothing=NOTHING)


def quarters(chart: CapaianChart) -> BarChart:
    """Return capaian of each unit beside that of the quarter before."""
    rows = tuple(
        BarRow(
            each.name,
            (Bar(each.capaian, NOW, _absent(each)), Bar(each.before, BEFORE, NO_FIGURE)),
            _change(each),
            is_whole,
        )
        for each, is_whole in _points(chart)
    )
    before = chart.quarter.previous
    legend = ((NOW, f"Capaian {_named(chart.quarter)}"), (BEFORE, f"Capaian {_named(before)}"))
    title = f"Capaian Triwulan {chart.quarter.roman} dibandingkan Triwulan {before.roman}"
    return BarChart(title, (chart.office, "Rata-rata capaian indikator"), rows, legend, nothing=NOTHING)


def spending(chart: CapaianChart) -> BarChart:
    """Return capaian of each unit beside what it has spent of the year's budget."""
    rows = tuple(
        BarRow(
            each.name,
            (Bar(each.capaian, NOW, _absent(each)), Bar(each.serapan, SPENT, "tanpa serapan")),
            _efficiency(each),
            is_whole,
        )
        for each, is_whole in _points(chart)
    )
    legend = ((NOW, f"Capaian {_named(chart.quarter)}"), (SPENT, f"Serapan s.d. Triwulan {chart.quarter.roman}"))
    lines = (chart.office, "Efisiensi: capaian dikurangi serapan, dalam poin persentase")
    return BarChart(f"Serapan terhadap capaian, {_named(chart.quarter)}", lines, rows, legend, nothing=NOTHING_SPENT)


def band_color(value: Decimal | None, bands: Bands) -> str:
    """Return the colour of a percentage's predikat."""
    band = _predikat(value, bands)
    return BEFORE if band is None else _color(bands, band)


def _points(chart: CapaianChart) -> tuple[tuple[UnitPoint, bool], ...]:
    whole = replace(chart.whole, name=WHOLE)
    return (*((each, False) for each in chart.units), (whole, True))


def _predikat(value: Decimal | None, bands: Bands) -> Band | None:
    return None if value is None else next(band for band in bands.bands if band.holds(value))


def _color(bands: Bands, band: Band) -> str:
    """Return the colour of a band's place among all, whatever their number."""
    place, last = bands.bands.index(band), max(len(bands.bands) - 1, 1)
    return BAND_COLORS[round(place / last * (len(BAND_COLORS) - 1))]


def _band_words(band: Band) -> str:
    if band.at_least is None:
        return band.name if band.below is None else f"{band.name} (di bawah {write_percent(band.below)})"
    return f"{band.name} (mulai {write_percent(band.at_least)})"


def _absent(each: UnitPoint) -> str:
    return EXCLUDED if each.is_excluded else NO_FIGURE


def _change(each: UnitPoint) -> tuple[str, ...]:
    change = each.change
    if change is None:
        return ()
    if not change:
        return ("tetap",)
    return (f"{'naik' if change > 0 else 'turun'} {write_number(abs(change))}", "poin")


def _efficiency(each: UnitPoint) -> tuple[str, ...]:
    gain = each.efficiency
    if gain is None:
        return ()
    return (f"{'+' if gain > 0 else ''}{write_number(gain)}", "poin")


def _named(quarter: Quarter) -> str:
    return f"Triwulan {quarter.roman} {quarter.year}"
