"""The quarter's report as Word: the values are read back, and it is made to be worked on: styles, sections, fields."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from full_report import BY_HAND, EARLY, FULL
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_sheet import HOSTILE, kept, png, said, sheet

from documents import blocks as b
from documents import laporan
from documents.assets import Assets
from documents.word import NO_PICTURE, word
from documents.word_text import clean

NOTHING = Assets()
TWO = (b.Column(1, b.Align.RIGHT), b.Column(9))
SOFFICE = shutil.which("soffice")


def opened(made: bytes) -> Document:
    return docx.Document(io.BytesIO(made))


def paper(*blocks: b.Block) -> Document:
    return opened(word(sheet(), blocks, NOTHING, title="Uji"))


def words(document: Document) -> str:
    """Return all words of the body in their order, tables included, breaks as blanks."""
    return " ".join(
        "".join(piece.text or " " for piece in part.iter(qn("w:t"), qn("w:br")))
        for part in document.element.body.iter(qn("w:p"))
    )


def report() -> Document:
    return opened(laporan.drawn_word(FULL, NOTHING))


def test_the_unit_worked_out_by_hand_is_read_back_from_its_table() -> None:
    """Target, realisasi, capaian, predikat, last quarter, difference, and what it was reckoned from."""
    table = next(each for each in report().tables if "93,75% = 120/128" in "".join(each._tbl.itertext()))
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1][0] == "Sasaran: Meningkatnya kualitas informasi publik"
    assert rows[2][1:9] == [
        *("Jumlah konten informasi publik terbit", "konten", "128", "120", "93,75%", "Sangat Tinggi", "100%", "-6,25")
    ]
    assert rows[4][5:] == [
        "120%",
        "Sangat Tinggi",
        "80%",
        "+40",
        "120% = (2×10 − 8)/10\ns.d. TW III: 100% = (2×10 − 10)/10",
    ]
    assert rows[5][9] == "target 0: tidak dapat dihitung"
    assert rows[7][0] == "Rata-rata capaian (3 dari 5 indikator dihitung)"
    assert rows[7][5:9] == ["97,92%", "Sangat Tinggi", "87,43%", "+10,48"]


def test_word_and_pdf_say_the_same() -> None:
    """Every text of the blocks stands in both files."""
    in_word = words(report()).replace(" ", "")
    in_pdf = said(laporan.drawn_pdf(FULL, NOTHING)).replace(" ", "")
    for block in laporan.blocks(FULL):
        if isinstance(block, b.Table):
            for row in block.rows:
                for cell in row:
                    text = "".join((cell if isinstance(cell, str) else cell.text).split())
                    assert text in in_word
                    assert text in in_pdf or len(text) > 40  # a long one may go on over the page


def test_headings_are_real_so_that_word_can_list_them() -> None:
    """Chapters, parts and units in three levels, no paragraph that only looks like one."""
    styles = {level: [] for level in ("Heading 1", "Heading 2", "Heading 3")}
    for each in report().paragraphs:
        assert each.style is not None
        styles.get(each.style.name or "", []).append(each.text)
    assert styles["Heading 1"][1] == "I. PENDAHULUAN"
    assert "C. Capaian per indikator" in styles["Heading 2"]
    assert styles["Heading 3"][0] == f"1. {BY_HAND.name}"


def test_headers_are_repeated_and_rows_kept_whole() -> None:
    """Each ruled table is a Table Grid whose first row is marked as its header."""
    ruled = [table for table in report().tables if table.style is not None and table.style.name == "Table Grid"]
    assert len(ruled) > 10
    for table in ruled:
        assert table.rows[0]._tr.trPr is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_pages_are_a4_lie_across_for_wide_tables_and_are_numbered_by_fields() -> None:
    """Sections turn and turn back; the foot reckons its page and how many there are."""
    found = report()
    turns = [section.orientation for section in found.sections]
    assert turns[:3] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    for section in found.sections:
        assert {round((section.page_width or 0) / 36000), round((section.page_height or 0) / 36000)} == {210, 297}
        xml = section.footer._element.xml
        assert " PAGE " in xml
        assert " NUMPAGES " in xml


def test_the_kop_has_logo_lines_and_rule(tmp_path: Path) -> None:
    """A kept logo stands at the left of government and office; one that is no picture is left out."""
    logo = kept(tmp_path, png())
    with_logo = opened(word(sheet(logo), (b.Paragraph("isi"),), Assets(tmp_path), title="x"))
    assert len(with_logo.inline_shapes) == 1
    assert "PEMERINTAH KABUPATEN WAY KANAN" in with_logo.tables[0].cell(0, 1).text
    assert len(opened(word(sheet(kept(tmp_path, b"x")), (), Assets(tmp_path), title="x")).inline_shapes) == 0


def test_what_people_wrote_is_shown_as_it_stands() -> None:
    """Marks of XML and formulas are words like any other."""
    found = words(
        paper(
            b.Paragraph(HOSTILE),
            b.Table(TWO, (("No", "Isi"),), (("1", HOSTILE),)),
            b.Bullets((HOSTILE,)),
            b.Title(HOSTILE),
        )
    )
    assert found.count(HOSTILE) == 4


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_text_can_be_set(text: str) -> None:
    """Controls and halves of characters are left out, all else is read back."""
    found = paper(b.Table(TWO, (), (("1", text),)))
    assert found.tables[-1].cell(0, 1).text == clean(text)


def test_cells_reach_over_columns_and_rows() -> None:
    """A header of two rows: one cell over two columns, one over two rows."""
    header = (
        (b.Cell("No", rows=2), b.Cell("Triwulan", columns=2), b.COVERED),
        (b.COVERED, "Target", "Realisasi"),
    )
    table = paper(b.Table((b.Column(1), b.Column(2), b.Column(2)), header, (("1", "2", "3"),))).tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == ["No", "Triwulan", "Triwulan"]
    assert [cell.text for cell in table.rows[1].cells] == ["No", "Target", "Realisasi"]
    with pytest.raises(ValueError, match="3 cells in a table of 2"):
        paper(b.Table(TWO, (), (("1", "2", "3"),)))


def test_each_numbered_list_begins_with_one() -> None:
    """The second list does not go on with the first's numbers."""
    found = paper(b.Bullets(("a", "b"), numbered=True), b.Bullets(("c",), numbered=True))
    numbers = [each._p.pPr.numPr.numId.val for each in found.paragraphs if each.text in "abc" and each.text]
    assert numbers[0] == numbers[1] != numbers[2]


def test_what_is_no_picture_is_said() -> None:
    """A damaged file does not spoil the paper."""
    assert words(paper(b.Picture(b"rusak", caption="Bukti 1"), b.Picture(png()[:20]))).count(NO_PICTURE) == 2


def test_the_same_report_is_the_same_file_and_bears_no_clock() -> None:
    """Byte for byte; its properties name the title, the office and the paper's own date."""
    made = laporan.drawn_word(EARLY, NOTHING)
    assert made == laporan.drawn_word(replace(EARLY), NOTHING)
    properties = opened(made).core_properties
    assert properties.title == "Laporan Monitoring dan Evaluasi Kinerja Triwulan III Tahun 2026"
    assert properties.created is not None
    assert properties.created.date() == EARLY.sheet.dated_on
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_it_and_sees_the_same_words(tmp_path: Path) -> None:
    """Converted to PDF the report has its figures, its signatures and its page numbers."""
    (tmp_path / "laporan.docx").write_bytes(laporan.drawn_word(FULL, NOTHING))
    command = [SOFFICE or "", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "laporan.docx")], capture_output=True, check=True
    )
    found = said((tmp_path / "laporan.pdf").read_bytes())
    for part in ("93,75% = 120/128", "97,92% Sangat Tinggi 87,43% +10,48", "Plh. Sekretaris Dinas,", "Halaman 2 dari "):
        assert part in found
