"""Charts of a quarter: every value is written, what has no figure says so, and no colour is needed to read them."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

from office_figures import OFFICE_RECORD
from PIL import Image

from documents import charts
from documents.assets import Assets
from documents.chart_bars import WIDTH
from storage.codec import decode, encode
from workflow.evaluation import DEFAULT_RULES, evaluate_office
from workflow.papers.charts import CapaianChart, UnitPoint, capaian_chart
from workflow.predikat import Bands
from workflow.quarter import Quarter

D = Decimal
CHART = CapaianChart(
    "Dinas Kominfo",
    Quarter(2026, 3),
    (
        UnitPoint("Bidang A", D("96.88"), D("91.2"), D("61.5"), D("5.68"), D("35.38")),
        UnitPoint("Bidang B", D("52.13"), D("52.13"), D(93), D(0), D("-40.87")),
        UnitPoint("Bidang C", None, D(70), is_excluded=True),
        UnitPoint("Bidang $x$ 😀", None),
    ),
    UnitPoint("Dinas Kominfo", D("81.25"), D(84), D("66.1"), D("-2.75"), D("15.15")),
)


def size(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as opened:
        return opened.size


def test_units_bear_their_predikat_and_the_office_comes_last() -> None:
    """96,88 is Sangat Tinggi, 52,13 Rendah; a unit left out says why it has no bar."""
    rows = charts.units(CHART).rows
    assert [row.note for row in rows] == [("Sangat Tinggi",), ("Rendah",), (), (), ("Tinggi",)]
    assert [row.bars[0].absent for row in rows[2:4]] == ["tanpa data (dikecualikan)", "belum ada angka"]
    assert (rows[-1].name, rows[-1].is_whole) == ("Seluruh unit kerja", True)


def test_two_quarters_stand_beside_each_other_with_their_difference() -> None:
    """Up by 5,68 points, unchanged, and nothing where one of them is missing."""
    chart = charts.quarters(CHART)
    assert [row.note for row in chart.rows] == [("naik 5,68", "poin"), ("tetap",), (), (), ("turun 2,75", "poin")]
    assert chart.title == "Capaian Triwulan III dibandingkan Triwulan II"
    first = charts.quarters(replace(CHART, quarter=Quarter(2026, 1)))
    assert [meaning for _, meaning in first.legend] == ["Capaian Triwulan I 2026", "Capaian Triwulan IV 2025"]


def test_what_was_spent_stands_beside_what_was_achieved() -> None:
    """Efisiensi is capaian less serapan: 96,88 - 61,5 = 35,38, and 52,13 - 93 = -40,87."""
    assert [row.note for row in charts.spending(CHART).rows[:2]] == [("+35,38", "poin"), ("-40,87", "poin")]


def test_the_values_are_those_of_the_evaluation() -> None:
    """The invented office through the stored form of its chart: its averages, and the excluded unit without any."""
    found = evaluate_office(OFFICE_RECORD)
    chart = decode(CapaianChart, encode(capaian_chart(found, "Dinas", DEFAULT_RULES)))
    assert (
        [each.capaian for each in chart.units[:2]]
        == [
            unit.average.percent.rounded  # type: ignore[union-attr] # both have one
            for unit in found.units[:2]
        ]
    )
    assert (chart.units[2].capaian, chart.units[2].is_excluded) == (None, True)


def test_each_is_drawn_alike_every_time_and_grows_with_its_rows() -> None:
    """As wide as a phone shows it; the same chart is the same file; one without any figure says so in a small one."""
    for drawn in (charts.drawn_units, charts.drawn_quarters, charts.drawn_spending):
        made = drawn(CHART, Assets())
        assert made == drawn(CHART, Assets())
        assert size(made)[0] == WIDTH
        many = replace(CHART, units=tuple(UnitPoint(f"Unit {n}", D(9 * n)) for n in range(40)))
        assert size(drawn(many, Assets()))[1] > size(made)[1]
        nothing = drawn(replace(CHART, units=(), whole=UnitPoint("x", None)), Assets())
        assert size(nothing)[1] < size(made)[1]


def test_an_office_s_own_bands_have_colours_too() -> None:
    """With two bands the best and the worst colour are used; with seven none is missing."""
    two = Bands.from_floors([("Baik", D(50))], "Kurang")
    assert [charts.band_color(D(value), two) for value in (90, 10)] == [charts.BAND_COLORS[0], charts.BAND_COLORS[-1]]
    seven = Bands.from_floors([(f"B{n}", D(90 - 10 * n)) for n in range(6)], "akhir")
    assert len(charts.units(replace(CHART, bands=seven)).legend) == 7
