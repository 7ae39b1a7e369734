"""Signatures at a page's end take the last row, or the last words, over with them."""

from sample_sheet import KADIS, read, sheet

from documents import blocks as b
from documents.assets import Assets
from documents.pdf import pdf

SIGNED = b.Signatures((b.Signed(KADIS, "Mengetahui,"),))
NAME = "Mengetahui,"


def pages_of(*blocks: b.Block) -> list[str]:
    """Return the words of each page."""
    made = pdf(sheet(), blocks, Assets(), title="Uji")
    return [page.extract_text() for page in read(made).pages]


def table(rows: int) -> b.Table:
    """Return a table of so many rows, each with its number."""
    numbered = tuple((f"baris {number:03}",) for number in range(1, rows + 1))
    return b.Table((b.Column(1),), (("Kepala tabel",),), numbered)


def test_signatures_never_stand_alone_however_long_the_table_is() -> None:
    """The page that is signed has at least the last row, under its header; no row is lost or told twice."""
    for rows in range(1, 70, 3):
        pages = pages_of(table(rows), b.Paragraph("Jumlah."), SIGNED)
        last = pages[-1]
        assert NAME in last
        assert f"baris {rows:03}" in last
        assert "Jumlah." in last
        assert "Kepala tabel" in last
        assert [f"baris {number:03}" for number in range(1, rows + 1)] == [
            line.strip() for page in pages for line in page.splitlines() if line.startswith("baris")
        ]


def test_signatures_stay_with_the_last_words() -> None:
    """A paper that ends in words has the last paragraph on the page that is signed."""
    for lines in range(24, 48, 2):
        words = (b.Paragraph(f"alinea {number:02}") for number in range(lines))
        assert f"alinea {lines - 1:02}" in pages_of(*words, SIGNED)[-1]


def test_a_table_whose_end_no_page_could_hold_is_still_printed() -> None:
    """Where one row and its signatures are more than a page, they are set as they come."""
    tall = b.Table((b.Column(1),), (("Kepala tabel",),), (("kata " * 900,), ("kata " * 900,)))
    pages = pages_of(tall, SIGNED)
    assert NAME in pages[-1]
    assert sum(page.count("kata") for page in pages) == 1800
