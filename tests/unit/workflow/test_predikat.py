"""Every percentage has exactly one predikat, and bands that would leave one without are refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.percent import Percent
from workflow.predikat import (
    DEFAULT_BANDS,
    Band,
    BandGapError,
    BandLimitError,
    BandNameError,
    BandOrderError,
    BandOverlapError,
    Bands,
    BottomClosedError,
    EmptyBandError,
    NoBandsError,
    TopClosedError,
)

D = Decimal


def band(name: str, at_least: str | None, below: str | None) -> Band:
    """Return a band by its limits."""
    return Band(name, None if at_least is None else D(at_least), None if below is None else D(below))


HIGH, LOW = band("Tinggi", "76", None), band("Rendah", None, "76")


@pytest.mark.parametrize(
    ("percent", "predikat"),
    [
        ("250", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.995", "Sangat Tinggi"),  # printed 91,00%
        ("90.994999", "Tinggi"),  # printed 90,99%
        ("90.16", "Tinggi"),  # in the gap of printed tables, 90 to 91
        ("90.01", "Tinggi"),
        ("76", "Tinggi"),
        ("75.99", "Sedang"),
        ("66", "Sedang"),
        ("65.99", "Rendah"),
        ("51", "Rendah"),
        ("50.99", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
        ("-50", "Sangat Rendah"),
    ],
)
def test_predikat_by_the_figure_as_it_is_printed(percent: str, predikat: str) -> None:
    """Bands begin with their limit and end before the next, without gaps at the second place."""
    assert DEFAULT_BANDS.predikat(Percent(Fraction(percent))).name == predikat


def test_an_office_may_have_bands_of_its_own() -> None:
    """Here 90,16 is the best there is, as one published report has it."""
    own = Bands.from_floors((("Sangat Tinggi", D("90.01")),), "Tinggi")
    assert own.predikat(Percent(Fraction("90.16"))).name == "Sangat Tinggi"
    assert own.bands == (band("Sangat Tinggi", "90.01", None), band("Tinggi", None, "90.01"))


def test_a_single_band_holds_everything() -> None:
    """An office that gives no predikat but one."""
    assert Bands.from_floors((), "Dinilai").predikat(Percent(Fraction(-7))).name == "Dinilai"


def test_no_bands_are_none() -> None:
    """There is nothing to fall into."""
    with pytest.raises(NoBandsError):
        Bands(())


@pytest.mark.parametrize("name", ["", "  ", "TINGGI"])
def test_names_tell_bands_apart(name: str) -> None:
    """No name, or another's, is refused."""
    with pytest.raises(BandNameError) as caught:
        Bands((HIGH, band(name, None, "76")))
    assert caught.value.name == name


@pytest.mark.parametrize("limit", ["NaN", "Infinity"])
def test_a_limit_is_a_number(limit: str) -> None:
    """Where a band has no end its limit is None."""
    with pytest.raises(BandLimitError):
        Bands((band("Tinggi", limit, None), LOW))


@pytest.mark.parametrize("limits", [("80", "80"), ("90", "80")])
def test_a_band_holds_something(limits: tuple[str, str]) -> None:
    """One that ends where it begins, or before, is refused."""
    with pytest.raises(EmptyBandError) as caught:
        Bands((band("Tinggi", "90", None), band("Kosong", *limits), band("Rendah", None, "80")))
    assert caught.value.band.name == "Kosong"


def test_the_best_comes_first() -> None:
    """Two bands in the wrong order are named."""
    lower, upper = band("Sedang", "66", "76"), band("Tinggi", "76", None)
    with pytest.raises(BandOrderError) as caught:
        Bands((lower, upper, band("Rendah", None, "66")))
    assert (caught.value.upper, caught.value.lower) == (lower, upper)


def test_printed_bands_have_a_gap() -> None:
    """76 to 90 and from 91: nothing for 90 to 91, and the error says so."""
    with pytest.raises(BandGapError) as caught:
        Bands((band("Sangat Tinggi", "91", None), band("Tinggi", "76", "90"), band("Sedang", None, "76")))
    assert (caught.value.begin, caught.value.end) == (D(90), D(91))


def test_an_overlap_is_named() -> None:
    """75 to 76 would have two."""
    with pytest.raises(BandOverlapError) as caught:
        Bands((band("Tinggi", "75", None), LOW))
    assert (caught.value.begin, caught.value.end) == (D(75), D(76))


def test_an_overlap_ends_where_the_upper_band_does() -> None:
    """A band that reaches beyond its upper neighbour shares all of it: 76 to 91."""
    bands = (band("A", "91", None), band("B", "76", "91"), band("C", "66", "95"), band("D", None, "66"))
    with pytest.raises(BandOverlapError) as caught:
        Bands(bands)
    assert (caught.value.begin, caught.value.end) == (D(76), D(91))


def test_an_endless_band_in_the_middle_overlaps() -> None:
    """Only the best has no upper end, only the last no lower one."""
    with pytest.raises(BandOverlapError) as caught:
        Bands((HIGH, band("Sedang", "66", None), band("Rendah", None, "66")))
    assert (caught.value.begin, caught.value.end) == (D(76), None)
    with pytest.raises(BandOverlapError) as caught:
        Bands((band("Tinggi", None, None), LOW))
    assert (caught.value.begin, caught.value.end) == (None, D(76))


def test_bands_reach_above_a_hundred_and_below_zero() -> None:
    """Capaian may be 250, or -50."""
    with pytest.raises(TopClosedError):
        Bands((band("Tinggi", "76", "100"), LOW))
    with pytest.raises(BottomClosedError):
        Bands((HIGH, band("Rendah", "0", "76")))


floors = st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=8, unique=True).map(
    lambda limits: sorted(limits, reverse=True)
)
percents = st.fractions(-2000, 2000)


@given(floors, percents)
def test_bands_part_all_percentages(limits: list[Decimal], exact: Fraction) -> None:
    """Exactly one band holds any percentage, and a better one never has a lower predikat."""
    bands = Bands.from_floors([(f"P{limit}", limit) for limit in limits], "Dasar")
    percent = Percent(exact)
    assert [found for found in bands.bands if found.holds(percent.rounded)] == [bands.predikat(percent)]
    better = bands.predikat(Percent(exact + 1))
    assert bands.bands.index(better) <= bands.bands.index(bands.predikat(percent))


@given(floors)
def test_limits_begin_their_band(limits: list[Decimal]) -> None:
    """The limit itself belongs to the band above it, a hundredth less to the one below."""
    bands = Bands.from_floors([(f"P{limit}", limit) for limit in limits], "Dasar")
    for place, limit in enumerate(limits):
        assert bands.predikat(Percent(Fraction(limit))) == bands.bands[place]
        assert bands.predikat(Percent(Fraction(limit) - Fraction(1, 100))) == bands.bands[place + 1]


@given(floors, st.data())
def test_a_moved_limit_is_found(limits: list[Decimal], data: st.DataObject) -> None:
    """A gap or an overlap of a hundredth anywhere is refused."""
    bands = Bands.from_floors([(f"P{limit}", limit) for limit in limits], "Dasar").bands
    place = data.draw(st.integers(1, len(bands) - 1))
    moved, shift = bands[place], data.draw(st.sampled_from([D("0.01"), D("-0.01")]))
    assert moved.below is not None
    changed = Band(moved.name, moved.at_least, moved.below + shift)
    with pytest.raises(BandOverlapError if shift > 0 else (BandGapError, EmptyBandError)):  # type: ignore[arg-type]
        Bands((*bands[:place], changed, *bands[place + 1 :]))
