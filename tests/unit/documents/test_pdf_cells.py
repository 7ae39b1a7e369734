"""Cells of printed tables: their words break at blanks, keep line breaks, and are all there, however they are set."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Paragraph

from documents import pdf_fonts
from documents.pdf_cells import PlainWords, cell_words
from documents.pdf_styles import style

HOW = style(9)
WIDE = 80.0
words = st.text(alphabet="abcdefghij klmno 0123456789,.%-/\n", max_size=200)


def lines(cell: PlainWords, width: float = WIDE) -> tuple[str, ...]:
    cell.wrap(width, 1000)
    return cell._lines


def test_words_break_at_blanks_where_the_room_ends() -> None:
    """No line is wider than the room, and a line break stays one."""
    cell = cell_words("Jumlah konten informasi publik terbit\n120/128", HOW)
    assert isinstance(cell, PlainWords)
    found = lines(cell)
    assert found[-1] == "120/128"
    assert " ".join(found[:-1]) == "Jumlah konten informasi publik terbit"
    assert all(pdf_fonts.width(line, HOW.fontName, HOW.fontSize) <= WIDE for line in found)
    assert cell.wrap(WIDE, 1000) == (WIDE, len(found) * HOW.leading)


@given(words)
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost_and_it_is_as_high_as_a_paragraph(text: str) -> None:
    """The words come back in order; reportlab's own paragraph, given the same, takes as many lines."""
    cell = cell_words(text, HOW)
    _, height = cell.wrap(WIDE, 1000)
    if isinstance(cell, PlainWords) and cell._instead is None:
        assert " ".join(cell._lines).split() == text.split()
    if text.strip() and not text.startswith("\n") and "\n\n" not in text and not text.endswith("\n"):
        other = Paragraph(pdf_fonts.markup(text, HOW.fontName), HOW)
        assert abs(other.wrap(WIDE, 1000)[1] - height) < HOW.leading * 1.01


@given(words, st.integers(1, 12))
@settings(max_examples=80, deadline=None)
def test_a_torn_cell_loses_nothing(text: str, room: int) -> None:
    """Both parts together have the words of the whole, and the first fits."""
    cell = cell_words(text, HOW)
    cell.wrap(WIDE, 1000)
    if not isinstance(cell, PlainWords) or cell._instead is not None:
        return
    parts = cell.split(WIDE, room * HOW.leading)
    assert [word for part in parts for line in lines(part) for word in line.split()] == text.split()
    assert parts[0].wrap(WIDE, 1000)[1] <= room * HOW.leading + 0.01


def test_no_room_for_a_line_is_said() -> None:
    """Nothing is torn off that could not be seen."""
    assert cell_words("satu dua", HOW).split(WIDE, HOW.leading / 2) == []


def test_a_word_wider_than_its_column_is_broken_somewhere() -> None:
    """It is left to reportlab, which breaks anything; so are signs of another font."""
    cell = cell_words("z" * 200, HOW)
    assert isinstance(cell, PlainWords)
    assert cell.wrap(WIDE, 1000)[1] > 5 * HOW.leading
    assert len(cell.split(WIDE, 3 * HOW.leading)) == 2
    assert isinstance(cell_words("☑ selesai", HOW), Paragraph)
