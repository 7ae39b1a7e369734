"""Whatever people write, a spreadsheet shows it and never reckons with it."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import cells

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200b=1", "＝1", "\ufeff＋1", "\n-1", "\x00=1")
WORDS = st.text(st.characters(exclude_categories=()), max_size=40)
HOSTILE = st.builds(
    lambda before, sign, after: before + sign + after,
    st.sampled_from(["", " ", "\t", "\r", "\n", "\u00a0", "\u200b", "x;", "y,", '"', "'", "a|"]),
    st.sampled_from(list("=+-@＝＋－＠")),
    WORDS,
)


def written(text: str) -> bytes:
    """Return a workbook with the text in its first cell, made by XlsxWriter."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    quoted = book.add_format({"quote_prefix": True})
    cells.write_text(sheet, 0, 0, text, book.add_format(), quoted)
    book.close()
    return out.getvalue()


def marked(text: str) -> bytes:
    """Return a workbook with the text in its first cell, made by openpyxl."""
    book = openpyxl.Workbook()
    cells.set_text(book.active["A1"], text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def markup(book: bytes) -> str:
    """Return the XML of the first sheet."""
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        return opened.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_looks_like_a_formula_is_known_by_its_first_sign(text: str) -> None:
    """Behind blanks and controls, as full-width signs, after a tab."""
    assert cells.is_risky(text)


@pytest.mark.parametrize("text", ["", "93,75%", "a=b", "Rp 5", "(1)", "Naik - turun"])
def test_ordinary_words_are_left_as_they_are(text: str) -> None:
    """A sign inside the words does no harm in a cell."""
    assert not cells.is_risky(text)


@settings(deadline=None, max_examples=60)
@given(st.one_of(HOSTILE, WORDS))
def test_no_text_becomes_a_formula_in_a_workbook(text: str) -> None:
    """Read back it is the same text, whichever library wrote it, and no formula is in the file."""
    for book in (written(text), marked(text)):
        assert "<f" not in re.sub(r"<format", "", markup(book))
        cell = openpyxl.load_workbook(io.BytesIO(book)).active["A1"]
        assert cell.data_type in ("s", "n", "inlineStr")
        assert (cell.value or "") == cells.printable(text)
        assert not cells.is_risky(text) or not cell.value or cell.quotePrefix


@settings(max_examples=300)
@given(st.one_of(HOSTILE, WORDS), st.sampled_from([",", ";", "\t", "|"]))
def test_no_text_becomes_a_formula_in_csv(text: str, separator: str) -> None:
    """Nor where the spreadsheet takes another mark for the end of a cell than we do."""
    table = cells.csv_table([["awal", text, "akhir"]]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(table, newline=""), delimiter=separator):
        for cell in row:
            assert not cells.is_risky(cell) or cell[:1] == "'"


def test_markup_of_the_writing_library_stays_text() -> None:
    """XlsxWriter writes what stands between these signs as it is; ours would no longer be the outermost."""
    text = "<r><t>x</t></r>"
    assert openpyxl.load_workbook(io.BytesIO(written(text))).active["A1"].value.strip() == text


def test_what_a_cell_cannot_hold_is_cut_and_says_so() -> None:
    """Also where every sign takes two units."""
    for text in ("x" * 40_000, "\N{GRINNING FACE}" * 20_000):
        kept = cells.printable(text)
        assert kept.endswith("(dipotong)")
        assert len(kept.encode("utf-16-le")) // 2 <= cells.MOST_UNITS
