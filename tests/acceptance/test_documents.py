"""The papers of a quarter: asked for by a button, drawn when they are delivered, with the units' figures in them."""

import io

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from acceptance.figures import NAMES, filled_in, seat_indicators
from acceptance.office import Office
from acceptance.quarter import APTIKA, IKP, kabid_approves

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANSWERS = {NAMES[0]: 75, NAMES[1]: 9, NAMES[2]: 20}


async def test_the_figures_of_a_unit_reach_the_papers(collecting: Office) -> None:
    """A unit sends its workbook; the Subbag finds its figures in the rekap (taken over a kill) and in the report."""
    seat_indicators(collecting, "aptika")
    staf, dewi = collecting[APTIKA.staf], collecting["dewi"]
    await staf.taps("Buka perintah", within=APTIKA.name)
    await staf.taps("Unduh format Excel", within="3 indikator")
    await staf.sees("Format Excel Triwulan III 2026", APTIKA.name)
    await staf.sends(("Data-aptika-TW3-2026.xlsx", filled_in(collecting, {"Realisasi TW III": ANSWERS})))
    await collecting.crash()  # whether it was fetched or being read: the work is wanted until its result is handled
    await staf.sees("3 dari 3 indikator terbaca", "93,75% = 75/80", "[Kirim ke Kabid]")
    await staf.taps("Kirim ke Kabid", within="belum terkirim")
    await kabid_approves(collecting, APTIKA)
    await dewi.says("/dokumen")
    await dewi.sees("Dokumen Triwulan III 2026", "[Rekap capaian (Excel)]", "[Grafik per unit]")
    await dewi.taps("Rekap capaian (Excel)", within="Dokumen Triwulan III 2026")
    await collecting.crash()
    rekap = await dewi.sees("[Rekap-Capaian-TW-III-2026.xlsx]", after=0)
    assert rekap.file is not None
    assert rekap.file["kind"] == "document"
    drawn = max((collecting.data_dir / "drawn").glob("*.xlsx"), key=lambda path: path.stat().st_mtime)
    values = {
        cell.value
        for sheet in load_workbook(io.BytesIO(drawn.read_bytes()))
        for row in sheet.iter_rows()
        for cell in row
    }
    assert {*NAMES, 75, 80} <= values
    await dewi.taps("Laporan (PDF)", within="Dokumen Triwulan III 2026")
    report = await dewi.sees("[Laporan-Monev-TW-III-2026.pdf]")
    assert report.file is not None
    assert report.file["kind"] == "document"
    drawn = max((collecting.data_dir / "drawn").glob("*.pdf"), key=lambda path: path.stat().st_mtime)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(drawn).pages).split())
    for words in ("93,75%", "56,25%", "Waktu penanganan aduan", APTIKA.name, "DINAS KOMUNIKASI DAN INFORMATIKA"):
        assert words in text, words


async def test_the_chart_is_looked_at_in_the_chat(collecting: Office) -> None:
    """Pictures are sent as such, and the note that one is being drawn is gone again."""
    seat_indicators(collecting, "ikp")
    dewi = collecting["dewi"]
    await dewi.says("/dokumen")
    await dewi.taps("Grafik per unit", within="Dokumen Triwulan III 2026")
    seen = await dewi.sees("Capaian setiap unit")
    assert seen.file is not None
    assert seen.file["kind"] == "photo"
    await collecting.settles()
    assert not [message for message in await dewi.messages() if "Menyiapkan" in message.text]


async def test_a_unit_takes_its_own_rekap(collecting: Office) -> None:
    """It sees no button of the papers on all units."""
    kabid = collecting[IKP.kabid]
    await kabid.says("/dokumen")
    offered = await kabid.sees("Dokumen Triwulan III 2026", f"[Rekap {IKP.name} (Excel)]")
    assert not [label for label in offered.buttons if "Laporan" in label]
    await kabid.taps(f"Rekap {IKP.name}")
    await kabid.sees("[Rekap-Capaian-ikp-TW-III-2026.xlsx]")
