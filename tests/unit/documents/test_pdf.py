"""Papers as PDF: every word is found again, breaks fall well, and the same paper is the same file."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_sheet import ACTING, HOSTILE, KADIS, kept, png, read, said, sheet

from documents import blocks as b
from documents import pdf_fonts
from documents.assets import Assets
from documents.pdf import NO_PICTURE, pdf
from documents.pdf_pages import PaperSize

NOTHING = Assets()
TWO = (b.Column(1, b.Align.RIGHT), b.Column(9))


def paper(*blocks: b.Block, **more: object) -> bytes:
    """Return the blocks on the sample office's paper."""
    return pdf(sheet(), blocks, NOTHING, title="Uji", **more)  # type: ignore[arg-type] # options by name


def table(rows: int, text: str = "Indikator") -> b.Table:
    """Return a table with a header of two rows and a total."""
    return b.Table(
        TWO,
        ((b.Cell("Triwulan III", columns=2), b.COVERED), ("No", "Uraian")),
        tuple((str(number), f"{text} {number}") for number in range(1, rows + 1)),
        ("", "Jumlah"),
    )


def test_the_kop_stands_on_the_first_page_only() -> None:
    """Government and office in capitals, address, telephone, site and mail; the next page has none of it."""
    first, second = (page.extract_text() for page in read(paper(b.PageBreak(), table(60))).pages)
    assert "PEMERINTAH KABUPATEN WAY KANAN" in first
    assert "DINAS KOMUNIKASI DAN INFORMATIKA" in first
    assert "Telepon (0723) 461001, Laman diskominfo.waykanankab.go.id" in first
    assert "PEMERINTAH" not in second


def test_pages_bear_their_number_of_all_and_the_file_its_title() -> None:
    """Each page says which of how many it is."""
    pages = read(paper(table(200))).pages
    for number, page in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in page.extract_text()
    assert read(paper(table(1))).metadata.title == "Uji"


def test_a_table_that_goes_on_has_its_header_on_each_page() -> None:
    """Both rows of the header are repeated, no row is lost, and the total closes it."""
    made = paper(table(200))
    for page in read(made).pages:
        assert "Triwulan III" in page.extract_text()
        assert "Uraian" in page.extract_text()
    words = said(made)
    assert all(f"Indikator {number}" in words for number in range(1, 201))
    assert words.rindex("Jumlah") > words.rindex("Indikator 200")


def test_a_row_is_torn_only_where_no_page_could_hold_it() -> None:
    """A row of half a page moves to the next page whole; one of 300 lines goes over several and loses none."""
    half = "\n".join(f"setengah-{line}." for line in range(35))
    pages = read(paper(b.Table(TWO, (("No", "Isi"),), (("1", half), ("2", half), ("3", half))))).pages
    for page in pages:
        words = page.extract_text()
        assert words.count("setengah-0.") == words.count("setengah-34.")
    long = "\n".join(f"baris-{line}." for line in range(300))
    made = paper(b.Table(TWO, (("No", "Isi"),), (("1", "pendek"), ("2", long), ("3", "akhir"))))
    assert [f"baris-{line}." in said(made) for line in range(300)] == [True] * 300
    assert len(read(made).pages) > 3


@pytest.mark.parametrize("place", ["paragraf", "butir", "sel", "nilai", "judul", "tanda tangan"])
def test_what_people_wrote_is_shown_as_it_stands(place: str) -> None:
    """Marks of markup, spreadsheets and formats are words like any other, wherever they stand."""
    block: b.Block = {
        "paragraf": b.Paragraph(HOSTILE),
        "butir": b.Bullets((HOSTILE,)),
        "sel": b.Table(TWO, (("No", "Isi"),), (("1", HOSTILE),)),
        "nilai": b.KeyValues(((HOSTILE, HOSTILE),)),
        "judul": b.Title(HOSTILE),
        "tanda tangan": b.Signatures((b.Signed(KADIS, HOSTILE),)),
    }[place]
    assert HOSTILE.replace(" ", "") in said(paper(block)).replace(" ", "")


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_set(text: str) -> None:
    """Controls, halves of characters, emoji, any script: the paper is made, and what the type has is read back."""
    words = said(paper(b.Paragraph(text), b.Table(TWO, (), (("1", text),)), letterhead=False))
    letters = [letter for letter in pdf_fonts.clean(text) if letter.isascii() and letter.isalnum()]
    assert all(letter in words for letter in letters)


def test_a_character_without_a_glyph_is_said_to_be_missing() -> None:
    """An emoji becomes a question mark, a check box is set in the font that has it."""
    assert "siap ? ☑ ✓" in said(paper(b.Paragraph("siap 😀 ☑ ✓")))


def test_three_and_a_half_thousand_letters_without_a_blank_break_somewhere() -> None:
    """All of them are there, in the narrow column of a table too."""
    assert said(paper(b.Table(TWO, (("No", "Isi"),), (("1", "z" * 3500),)))).count("z") == 3500
    assert said(paper(b.Table((b.Column(1), b.Column(20)), (), (("z" * 3500, "1"),)))).count("z") == 3500


def test_the_same_paper_is_the_same_file_in_any_process() -> None:
    """Byte for byte, whatever the process's hash seed is and whatever was printed before."""
    code = (
        "import hashlib; from test_pdf import everything; from pathlib import Path\n"
        "print(hashlib.sha256(everything(Path('.'))).hexdigest())"
    )
    seen = set()
    for seed in ("1", "2"):
        here = str(Path(__file__).parent)
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join((here, str(Path.cwd())))}
        seen.add(subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout.strip())
    paper(b.Paragraph("sesuatu yang lain 😀"))
    assert seen == {hashlib.sha256(everything(Path())).hexdigest().encode()}


def everything(root: Path) -> bytes:
    """Return a paper with every kind of block."""
    blocks = (
        b.Title("Laporan", ("Triwulan III",)),
        b.Heading("A. Isi"),
        b.Paragraph(HOSTILE, bold=True),
        b.Bullets(("satu", "dua"), numbered=True),
        b.KeyValues((("Hal", "Monev"),)),
        table(80),
        b.Heading("B. Gambar", 2),
        b.Picture(png(), 0.3, "Gambar 1"),
        b.PageBreak(landscape=True),
        b.Stamp("RAHASIA"),
        b.Spacer(5),
        b.Signatures((b.Signed(ACTING, "Mengetahui,"), b.Signed(KADIS))),
    )
    return pdf(sheet(), blocks, Assets(root), title="Semua")


def test_a_paper_turns_its_pages_across_and_back() -> None:
    """A page break says how the pages after it lie; one at the start says it of the first page."""
    made = paper(b.PageBreak(landscape=True), b.Paragraph("satu"), b.PageBreak(), b.Paragraph("dua"), b.PageBreak())
    extents = [(round(page.mediabox.width), round(page.mediabox.height)) for page in read(made).pages]
    assert extents == [(842, 595), (595, 842)]
    folio = read(paper(b.Paragraph("F4"), size=PaperSize.F4)).pages[0].mediabox
    assert (round(folio.width), round(folio.height)) == (609, 935)


def test_the_logo_and_pictures_are_shown(tmp_path: Path) -> None:
    """A kept logo stands in the kop; a logo that is not kept or no picture leaves the kop without it."""
    with_logo = pdf(sheet(kept(tmp_path, png())), (b.Paragraph("x"),), Assets(tmp_path), title="x")
    assert len(read(with_logo).pages[0].images) == 1
    for logo in (kept(tmp_path, b"bukan gambar"), "0" * 64, "../../etc/passwd"):
        assert len(read(pdf(sheet(logo), (b.Paragraph("x"),), Assets(tmp_path), title="x")).pages[0].images) == 0


def test_what_is_no_picture_is_said() -> None:
    """A damaged file does not spoil the paper."""
    words = said(paper(b.Picture(b"rusak", caption="Bukti 1"), b.Picture(png()[:60])))
    assert words.count(NO_PICTURE) == 2
    assert "Bukti 1" in words


def test_who_acts_for_a_post_signs_as_such() -> None:
    """Plt. stands before the post; the paraf elektronik says what it is not; the other has room to sign."""
    words = said(paper(b.Signatures((b.Signed(ACTING, "Mengetahui,"), b.Signed(KADIS)))))
    for part in (
        "Mengetahui,",
        "Plt. Sekretaris,",
        "Paraf elektronik internal",
        "23 November 2026 pukul 10.15 WIB",
        "bukan tanda tangan elektronik tersertifikasi",
        "NIP 198001012005012001",
        "Blambangan Umpu, 23 November 2026",
        "Kepala Dinas,",
        "Pembina Utama Muda",
    ):
        assert part in words
    assert words.count("Paraf elektronik") == 1


def test_signatures_are_not_torn_by_a_pages_end() -> None:
    """Wherever the page ends, the post and the name stand on one page."""
    for lines in range(30, 46):
        made = paper(*(b.Paragraph("baris") for _ in range(lines)), b.Signatures((b.Signed(KADIS),)))
        pages = [page.extract_text() for page in read(made).pages]
        assert sum("Kepala Dinas," in page and "Drs. Ahmad Fauzi" in page for page in pages) == 1


def test_a_row_that_does_not_fit_its_columns_is_refused() -> None:
    """A paper's maker hears of it at once."""
    with pytest.raises(ValueError, match="3 cells in a table of 2"):
        paper(b.Table(TWO, (), (("1", "2", "3"),)))


def test_a_long_office_name_stays_inside_the_page() -> None:
    """It is set smaller, then in two lines."""
    long = sheet().letterhead
    head = type(long)(long.government * 3, long.office * 4, long.address * 3)
    made = pdf(type(sheet())(head, "Asia/Jakarta", sheet().dated_on), (b.Paragraph("isi"),), NOTHING, title="x")
    assert said(made).count("INFORMATIKA") == 4
