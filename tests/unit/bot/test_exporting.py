"""Everything to go on by paper: from a cycle that is under way, made by the command and by its parts."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from contract_quarter import Play, quarter
from contract_town import found_office
from sqlmodel import Session
from typer.testing import CliRunner

from bot.cli import app
from bot.cli_export import export
from bot.exporting import GatheredExport, gather_export, make_export
from bot.records import PresentProcedure
from storage.engine import default_url, open_engine
from storage.migrate import migrate
from workflow.papers.kinds import Printed

NOW = datetime(2026, 4, 3, 3, 0, tzinfo=UTC)
ACTS = 12
"""So many acts of the quarter's story lead to where its units collect their data."""


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with an office in the middle of a quarter; the files of it are lost."""
    folder = tmp_path_factory.mktemp("kantor")
    engine = open_engine(default_url(folder))
    migrate(engine)
    with engine.begin() as connection, Session(bind=connection) as session:
        office = found_office(session, "kominfo")
    play = Play(engine, office)
    play.plays(quarter(office)[:ACTS])
    engine.dispose()
    return folder


def gathered(data_dir: Path) -> GatheredExport:
    engine = open_engine(default_url(data_dir))
    try:
        with engine.begin() as connection:
            return gather_export(connection, 1, NOW, PresentProcedure.read(None))
    finally:
        engine.dispose()


def test_list_forms_workbooks_and_archive_are_in_it(data_dir: Path, tmp_path: Path) -> None:
    """With a page that leads to each, and the hashes of all; its owner's only, nothing is left beside it."""
    made = make_export(gathered(data_dir), data_dir / "files", tmp_path / "a.zip", lambda paper: paper.kind.encode())
    assert made.faults == ()
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
    assert made.path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(made.path) as found:
        assert found.testzip() is None
        folder = "lanjut-manual-kominfo-20260403-0300"
        names = [name.removeprefix(f"{folder}/") for name in found.namelist()]
        assert {"Daftar-Tugas-dan-Kontak.pdf", "Formulir-Kosong.pdf", "2026-TW1/INDEKS.html"} <= set(names)
        for unit in ("ikp", "aptika"):
            assert f"formulir/Format-Rencana-Tindak-Lanjut-{unit}-TW-I-2026.xlsx" in names
        assert any(name.startswith("2026-TW1/04-kiriman/") for name in names)
        page = found.read(f"{folder}/MULAI-DI-SINI.html").decode()
        for name in names:
            if name.endswith((".pdf", ".xlsx")) and "TW1/" not in name:
                assert f'href="{name}"' in page
        for line in found.read(f"{folder}/SHA256SUMS").decode().splitlines():
            sha256, _, name = line.partition("  ")
            assert hashlib.sha256(found.read(f"{folder}/{name}")).hexdigest() == sha256
            names.remove(name)
        assert names == ["SHA256SUMS"]


def test_what_cannot_be_drawn_is_said_on_its_first_page(data_dir: Path, tmp_path: Path) -> None:
    """The rest is there: half a list is better than none."""
    made = make_export(gathered(data_dir), data_dir / "files", tmp_path / "a.zip", lambda _: None)
    assert "tidak dapat disusun: Daftar tugas dan kontak" in made.faults
    with zipfile.ZipFile(made.path) as found:
        (page,) = [found.read(name).decode() for name in found.namelist() if name.endswith("MULAI-DI-SINI.html")]
    assert "tidak dapat disusun: Daftar tugas dan kontak" in page


def test_an_export_that_failed_leaves_nothing(data_dir: Path, tmp_path: Path) -> None:
    """The file has its name only when it is complete."""
    count = 0

    def full(_printed: Printed) -> bytes:
        nonlocal count
        count += 1
        if count > 5:
            raise OSError(28, "No space left on device")
        return b"paper"

    with pytest.raises(OSError, match="No space"):
        make_export(gathered(data_dir), data_dir / "files", tmp_path / "a.zip", full)
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_papers_that_can_be_printed(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn by the real child: the list names who owes what and every post's holder."""
    monkeypatch.setenv("MONEV_DATA_DIR", str(data_dir))
    monkeypatch.chdir(tmp_path)
    if not any(command.callback is export for command in app.registered_commands):
        app.command("export")(export)
    done = CliRunner().invoke(app, ["export", "--out", "kertas.zip"])
    assert (done.exit_code, "Ekspor tersimpan: kertas.zip" in done.output) == (0, True), done.output
    with zipfile.ZipFile("kertas.zip") as found:
        (name,) = [name for name in found.namelist() if name.endswith("Daftar-Tugas-dan-Kontak.pdf")]
        found.extract(name)
        assert all(found.read(each)[:2] == b"PK" for each in found.namelist() if each.endswith(".xlsx"))
    pages = pypdf.PdfReader(name).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    for part in ("DAFTAR TUGAS DAN KONTAK", "Bidang ikp", "staf-ikp kominfo", "sekretaris kominfo", "Telepon"):
        assert part in said
