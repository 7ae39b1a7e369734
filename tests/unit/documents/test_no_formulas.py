"""Every workbook that is drawn has the same formulas whatever people wrote, and every text stays a text."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from office_figures import KADIS, KASUBBAG, OFFICE_RECORD, SHEET
from test_matriks_xlsx import PAPER as MATRIX

from documents import cells, e81, matriks_xlsx, rekap_xlsx
from documents.assets import Assets
from workflow.papers.e81 import e81_paper
from workflow.papers.rekap_paper import rekap_paper

PAPERS: dict[str, tuple[Any, Callable[[Any, Assets], bytes]]] = {
    "rekap": (rekap_paper(SHEET, OFFICE_RECORD, signature=KASUBBAG), rekap_xlsx.drawn),
    "e81": (e81_paper(SHEET, OFFICE_RECORD, KADIS, next_renja=("Menambah pagu",)), e81.drawn),
    "matriks": (MATRIX, matriks_xlsx.drawn),
}
KEPT = {"zone", "logo"}
"""Fields that are no words of people."""
hostile = st.builds(
    lambda blank, sign, rest: f"{blank}{sign}{rest}",
    st.sampled_from(["", " ", "\t", "\r\n", "\u00a0", "\u200b", "\x01", '"', "'"]),
    st.sampled_from(
        ["=", "+", "-", "@", "＝", "＋", "－", "＠", "=HYPERLINK(", "=cmd|' /C calc'!A0", "<r>", "{=", "&&G"]
    ),
    st.text(st.characters(exclude_categories=()), max_size=12),
)


def begins_all(value: Any, beginning: str) -> Any:
    """Return the paper with every text in it beginning so; what tells texts apart is kept behind it."""
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: begins_all(getattr(value, field.name), beginning)
            for field in fields(value)
            if field.name not in KEPT
        }
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(begins_all(each, beginning) for each in value)
    return f"{beginning}{value}" if type(value) is str and value else value


def read(book: bytes) -> openpyxl.Workbook:
    """Return the workbook as it was written."""
    return openpyxl.load_workbook(io.BytesIO(book))


def formulas(book: openpyxl.Workbook) -> list[str]:
    """Return every formula, where it stands."""
    return [
        f"{sheet.title}!{cell.coordinate} {cell.value}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@pytest.mark.parametrize("name", PAPERS)
@settings(max_examples=5, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(beginning=hostile)
def test_no_word_of_people_is_reckoned_with(name: str, beginning: str) -> None:
    """Not in a cell, not in a name of a sheet, not in what is printed above or below."""
    paper, draw = PAPERS[name]
    book = read(draw(begins_all(paper, beginning), Assets()))
    assert formulas(book) == formulas(read(draw(paper, Assets())))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s" and cells.is_risky(str(cell.value)):
                    assert cell.quotePrefix
