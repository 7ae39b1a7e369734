"""The marked copy of a unit's workbook."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from unit_books import filled, job, made, saved

from documents.assets import Assets
from documents.workbook_columns import TABLE
from documents.workbook_marks import FILLS, LIST, drawn, marked
from documents.workbook_package import WorkbookRefusedError
from documents.workbook_reader import read_workbook
from workflow.papers.unit_workbook import Mark, MarkedWorkbook
from workflow.workbook_reading import Severity, figures

R, A, WORDS = "Realisasi TW", "Realisasi anggaran", "Faktor pendorong"
MARKS = (
    Mark("Berkas ini dibuat sebelum target berubah.", Severity.WARNING),
    Mark('Baris 8, kolom Realisasi: "sembilan" bukan angka.', Severity.ERROR, TABLE, "F8"),
    Mark("=WEBSERVICE(1) begini", Severity.DOUBT, TABLE, "F9"),
    Mark("Lembarnya sudah tidak ada.", Severity.ERROR, "Lain", "A1"),
)
PAPER = MarkedWorkbook("0" * 64, "=Isian Data", MARKS)
GIVEN = filled(made(), {("IK-3", R): "sembilan", ("IK-1", R): 2.75, ("IK-1", WORDS): "@dukungan"})


def copy(content: bytes = GIVEN) -> Workbook:
    return load_workbook(io.BytesIO(marked(content, PAPER)))


def test_cells_are_coloured_and_say_what_was_found() -> None:
    """A cell has the colour of its severity and the sentence as comment; the rest is as it was sent."""
    sheet = copy()[TABLE]
    assert str(sheet["F8"].fill.start_color.rgb).endswith(FILLS[Severity.ERROR])
    assert sheet["F8"].comment is not None
    assert sheet["F8"].comment.text == MARKS[1].text
    assert (sheet["F8"].value, sheet["F6"].value, sheet["K6"].value) == ("sembilan", 2.75, "@dukungan")
    assert sheet.protection.sheet


def test_everything_that_was_found_is_listed_in_front() -> None:
    """The first sheet names each place with what is wrong, in the order of the sheet."""
    book = copy()
    front = book.worksheets[0]
    assert front.title == LIST
    assert [[cell.value for cell in row] for row in front["A5:D6"]] == [
        ["1", "Seluruh berkas", "Catatan", MARKS[0].text],
        ["2", "Isian F8", "Perbaiki", MARKS[1].text],
    ]


def test_nothing_in_the_copy_is_a_formula() -> None:
    """Ours and people's formulas become what they came to; texts that look like one stay texts."""
    book = copy(filled(GIVEN, {("IK-2", R): '=WEBSERVICE("http://x")'}))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert book[LIST]["A1"].value == "=Isian Data"
    assert book[LIST]["A1"].data_type == "s"
    assert not book.defined_names


def test_the_copy_reads_back_as_what_was_sent() -> None:
    """Who mends the copy and sends it again loses nothing."""
    again = read_workbook(marked(GIVEN, PAPER), job())
    assert figures(again) == figures(read_workbook(GIVEN, job()))


def test_a_mark_in_a_merged_cell_stands_in_its_first() -> None:
    """A cell that is merged over two rows is marked where its value stands."""
    book = load_workbook(io.BytesIO(GIVEN))
    book[TABLE].merge_cells("F8:F9")
    sheet = copy(saved(book))[TABLE]
    assert sheet["F8"].comment is not None
    assert sheet["F8"].comment.text == f"{MARKS[1].text}\n{MARKS[2].text}"


def test_a_refused_workbook_is_not_marked(tmp_path: Path) -> None:
    """What is not to be opened, or is gone, is not copied."""
    with pytest.raises(WorkbookRefusedError):
        marked(b"PK\x03\x04", PAPER)
    with pytest.raises(WorkbookRefusedError):
        drawn(PAPER, Assets(tmp_path))


def test_a_workbook_that_cannot_be_copied_as_it_looks_is_copied_by_its_values() -> None:
    """Styles that are damaged do not keep anyone from seeing what to mend."""
    broken = with_broken_styles(GIVEN)
    assert read_workbook(broken, job()).refused is None
    sheet = copy(broken)[TABLE]
    assert sheet["F8"].value == "sembilan"
    assert sheet["F8"].comment is not None


def with_broken_styles(content: bytes) -> bytes:
    from zipfile import ZipFile

    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as given, ZipFile(out, "w") as made_:
        for name in given.namelist():
            data = given.read(name)
            made_.writestr(
                name,
                b"<styleSheet><fonts><font><sz val='x'/></font></fonts></styleSheet>" if "styles" in name else data,
            )
    return out.getvalue()
