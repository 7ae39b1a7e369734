"""The Lembar Disposisi and the SOP on paper: they come to those whom they concern, drawn by the bot's own process."""

from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from acceptance.office import Office
from acceptance.quarter import APTIKA, NUMBER

pytestmark = pytest.mark.asyncio(loop_scope="module")


def newest(office: Office, suffix: str) -> Path:
    """Return the file that was drawn last."""
    return max((office.data_dir / "drawn").glob(f"*.{suffix}"), key=lambda path: path.stat().st_mtime)


def words_of(path: Path) -> str:
    """Return all words of a PDF in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


async def test_the_writer_of_the_disposisi_has_its_sheet(collecting: Office) -> None:
    """It came by itself when the disposisi went out."""
    sheet = await collecting["hendra"].sees("[Lembar-Disposisi-TW-III-2026.pdf]", after=0)
    assert sheet.file is not None
    assert sheet.file["kind"] == "document"


async def test_a_recipient_takes_the_sheet_with_the_receipts_in_it(collecting: Office) -> None:
    """The Sekretaris reads his own receipt on it, the number, and that it bears no certified signature."""
    ratna = collecting["ratna"]
    await ratna.says("/dokumen")
    await ratna.taps("Lembar disposisi (PDF)", within="Dokumen Triwulan III 2026")
    await ratna.sees("[Lembar-Disposisi-TW-III-2026.pdf]")
    drawn = newest(collecting, "pdf")
    assert len(PdfReader(drawn).pages) == 1
    words = words_of(drawn)
    for part in ("LEMBAR DISPOSISI", NUMBER, "Sekretaris Dinas", "bukan tanda tangan elektronik tersertifikasi"):
        assert part in words
    assert "belum diterima" not in words


async def test_a_unit_looks_at_the_sop_and_where_it_stands(collecting: Office) -> None:
    """As a picture in the chat, and as a PDF; the lembar disposisi is not for a unit."""
    kabid = collecting[APTIKA.kabid]
    await kabid.says("/dokumen")
    offered = await kabid.sees("Dokumen Triwulan III 2026", "[SOP (PDF)]", "[Bagan SOP]")
    assert "Lembar disposisi (PDF)" not in offered.buttons
    await kabid.taps("Bagan SOP", within="Dokumen Triwulan III 2026")
    picture = await kabid.sees("Bagan SOP dengan langkah yang sedang berjalan")
    assert picture.file is not None
    assert picture.file["kind"] == "photo"
    with Image.open(newest(collecting, "png")) as shown:
        assert shown.width > shown.height
    await kabid.taps("SOP (PDF)", within="Dokumen Triwulan III 2026")
    await kabid.sees("[SOP-Monev-TW-III-2026.pdf]")
    words = words_of(newest(collecting, "pdf"))
    assert "Berjalan, 0 dari 4 unit selesai" in words
    assert words.count("✓ Selesai") == 2
