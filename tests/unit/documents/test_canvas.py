"""Words on the sheet fit the room that they have."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.canvas import Canvas

SHEET = Canvas(400, 100)
NAME = "Bidang Informasi dan Komunikasi Publik"


def test_a_long_name_is_cut_after_a_whole_word() -> None:
    """The cut is marked; what fits stays as it is."""
    assert SHEET.fit(NAME, 20, 2000) == NAME
    assert SHEET.fit(NAME, 20, 220) == "Bidang Informasi…"
    assert SHEET.fit_end(NAME, 20, 240) == "…Komunikasi Publik"
    assert SHEET.wrap(NAME, 20, 240) == ("Bidang Informasi dan", "Komunikasi Publik")


def test_a_word_without_end_is_cut_in_the_middle() -> None:
    """There is no better place."""
    assert SHEET.fit("x" * 400, 20, 100).endswith("x…")
    assert SHEET.fit("", 20, 0) == ""


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=60), st.integers(60, 300))
def test_whatever_the_words_they_fit(text: str, room: int) -> None:
    """Any name that an office may type."""
    for part in (SHEET.fit(text, 20, room), *SHEET.wrap(text, 20, room), SHEET.fit_end(text, 20, room)):
        assert SHEET.measure(part, 20) <= room or part == "…"
