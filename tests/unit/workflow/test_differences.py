"""Versions of a unit's data are compared figure by figure; what is equal is not named."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from workflow.cycle import IndicatorReport
from workflow.differences import Changed, Difference, between_versions, since_last_quarter
from workflow.indicators import Reported

REPORTS = st.lists(
    st.builds(
        IndicatorReport,
        code=st.sampled_from("abcd"),
        realisasi=st.none() | st.integers(0, 3).map(Decimal),
        realisasi_anggaran=st.none() | st.integers(0, 3).map(Decimal),
        faktor_pendorong=st.sampled_from(("", "x")),
        files=st.sampled_from(((), (1,), (1, 2))),
    ),
    unique_by=lambda report: report.code,
).map(tuple)


def test_a_figure_a_word_and_a_file_that_changed_are_named() -> None:
    """Everything that differs of an indicator stands in one difference."""
    before = (IndicatorReport("a", Decimal(5), None, "lama", files=(1, 2)), IndicatorReport("b", Decimal(1)))
    now = (IndicatorReport("a", Decimal(6), Decimal(0), "baru", files=(2, 3)), IndicatorReport("b", Decimal("1.0")))
    assert between_versions(before, now, ("a", "b")) == (
        Difference("a", Changed(Decimal(5), Decimal(6)), Changed(None, Decimal(0)), ("faktor_pendorong",), (3,), (1,)),
    )


def test_differences_stand_in_the_order_of_the_plan() -> None:
    """An indicator that left the plan comes last, and one that a version does not name is blank in it."""
    before = (IndicatorReport("gone", Decimal(1)),)
    now = (IndicatorReport("b", Decimal(2)), IndicatorReport("a", Decimal(3)))
    assert [each.code for each in between_versions(before, now, ("a", "b"))] == ["a", "b", "gone"]


@given(REPORTS, REPORTS)
def test_the_way_back_differs_by_the_same(
    before: tuple[IndicatorReport, ...], now: tuple[IndicatorReport, ...]
) -> None:
    """A version does not differ from itself; two differ by the same both ways."""
    assert between_versions(now, now, ("a", "b")) == ()
    there, back = between_versions(before, now, "abcd"), between_versions(now, before, "abcd")
    assert [each.code for each in there] == [each.code for each in back]
    assert [each.added for each in there] == [each.removed for each in back]


def test_last_quarters_figure_stands_beside_this_ones() -> None:
    """Blank and zero are kept apart; the first quarter has none before it in its year."""
    figures = {1: Reported(Decimal(0)), 2: Reported(), 3: Reported(Decimal(4))}
    assert since_last_quarter(figures, 1) is None
    assert since_last_quarter(figures, 2) == Changed(Decimal(0), None)
    assert since_last_quarter(figures, 3) == Changed(None, Decimal(4))
    assert since_last_quarter({}, 4) is None
