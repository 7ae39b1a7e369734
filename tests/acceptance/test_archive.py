"""The archive of a quarter, asked for in chat while the quarter runs."""

import zipfile

import pytest

from acceptance.office import Office

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_tap_brings_the_archive_with_its_papers(collecting: Office) -> None:
    """A note says that it is being made; the ZIP comes as a file with its index in it."""
    ratna = collecting["ratna"]
    await ratna.says("/arsip")
    await ratna.taps("Triwulan III 2026 (berjalan)", within="Arsip")
    seen = await ratna.sees("Arsip Monev Triwulan III 2026", "INDEKS.html")
    assert seen.file is not None
    assert seen.file["name"] == "arsip-monev-2026-tw3.zip"
    (made,) = (collecting.data_dir / "archives").glob("*.zip")
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
    assert {"2026-TW3/INDEKS.html", "2026-TW3/SHA256SUMS", "2026-TW3/09-riwayat/riwayat.jsonl"} <= set(names)
    assert any(name.startswith("2026-TW3/08-dokumen/") and name.endswith(".xlsx") for name in names)


async def test_a_staf_is_told_whose_it_is(collecting: Office) -> None:
    """The command is not in their menu either."""
    joko = collecting["joko"]
    await joko.says("/arsip")
    await joko.sees("Arsip hanya untuk pimpinan")
