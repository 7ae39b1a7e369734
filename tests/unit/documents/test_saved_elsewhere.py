"""A unit's workbook that LibreOffice or another program has saved comes back as it was filled in."""

from __future__ import annotations

import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from recalculated import SOFFICE, needs_libreoffice
from unit_books import filled, job, made

from documents.workbook_reader import read_workbook
from workflow.workbook_reading import WorkbookFault, WorkbookReading, figures

R, A, WORDS = "Realisasi TW", "Realisasi anggaran", "Faktor penghambat"
TYPED = {
    ("IK-1", R): 2.75,
    ("IK-2", R): 93.75,
    ("IK-3", R): "=18/2",
    ("IK-4", R): "sembilan",
    ("IK-5", R): 0,
    ("IK-6", R): "21,5",
    ("IK-7", R): "WDP",
    ("IK-1", A): 120_500_000,
    ("IK-2", WORDS): "Hujan <deras> & banjir\nlistrik padam",
}
WANTED = {
    "IK-1": Decimal("2.75"),
    "IK-2": Decimal("93.75"),
    "IK-3": Decimal(9),
    "IK-5": Decimal(0),
    "IK-6": Decimal("21.5"),
    "IK-7": Decimal(3),
}


@pytest.fixture(scope="module")
def saved_as(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the workbook as LibreOffice saves it, by the end of its name."""
    folder = tmp_path_factory.mktemp("libreoffice")
    given = folder / "isian.xlsx"
    given.write_bytes(filled(made(), TYPED))
    found = {suffix: converted(given, suffix, folder) for suffix in ("xlsx", "ods", "xls", "csv")}
    return {suffix: path.read_bytes() for suffix, path in found.items()} | {
        "again": converted(found["xlsx"], "xlsx", folder / "again").read_bytes()
    }


def converted(given: Path, suffix: str, folder: Path) -> Path:
    """Return the file as LibreOffice saves it in that format."""
    command = [SOFFICE or "", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", suffix]
    target = folder / suffix
    subprocess.run([*command, "--outdir", str(target), str(given)], capture_output=True, timeout=120, check=True)
    return target / f"{given.stem}.{suffix}"


def read(content: bytes) -> WorkbookReading:
    return read_workbook(content, job())


@needs_libreoffice
@pytest.mark.parametrize("times", ["xlsx", "again"])
def test_libreoffice_saves_what_can_be_read(saved_as: dict[str, bytes], times: str) -> None:
    """Figures, results of formulas, labels and words come back, once saved or twice; nothing is odd about it."""
    reading = read(saved_as[times])
    assert (reading.refused, reading.header) == (None, ())
    assert {each.code: each.realisasi for each in figures(reading) if each.realisasi is not None} == WANTED
    assert [(each.code, each.text) for each in reading.open_findings] == [("IK-4", "sembilan")]
    first, second, *_ = figures(reading)
    assert first.realisasi_anggaran == 120_500_000
    assert second.faktor_penghambat == "Hujan <deras> & banjir\nlistrik padam"


@needs_libreoffice
@pytest.mark.parametrize(
    ("suffix", "fault"),
    [
        ("ods", WorkbookFault.OPEN_DOCUMENT),
        ("xls", WorkbookFault.OLD_EXCEL),
        ("csv", WorkbookFault.PLAIN_TABLE),
    ],
)
def test_other_formats_are_told_by_name(saved_as: dict[str, bytes], suffix: str, fault: WorkbookFault) -> None:
    """What is saved in another format is refused for that, so that the answer can say what to do."""
    assert read(saved_as[suffix]).refused is fault
