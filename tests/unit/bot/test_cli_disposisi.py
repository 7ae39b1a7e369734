"""`monev disposisi print`: a rahasia disposisi on paper, with content that is kept nowhere."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from contract_quarter import Play, order
from contract_town import found_office
from sqlmodel import Session
from typer.testing import CliRunner

from bot.cli_disposisi import app
from storage.engine import default_url, open_engine
from storage.migrate import migrate
from workflow.cycle import Secrecy

CONTENT = "Isi yang hanya dibaca di Sekretariat"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Return a data directory in which a rahasia disposisi is out."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    engine = open_engine(default_url(folder))
    migrate(engine)
    with engine.begin() as connection, Session(bind=connection) as session:
        office = found_office(session, "kominfo")
    secret = replace(order(office), secrecy=Secrecy.RAHASIA, note="", subject="Monev TW I")
    Play(engine, office).does("kadis", secret)
    engine.dispose()
    return folder


@pytest.fixture
def run(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs the command."""
    monkeypatch.setenv("MONEV_DATA_DIR", str(data_dir))
    monkeypatch.setenv("MONEV_DATABASE_URL", "")
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["print", *arguments])
        return done.exit_code, " ".join(done.output.split())

    return invoke


def test_the_sheet_is_printed_with_what_the_command_was_given(run: Run, data_dir: Path, tmp_path: Path) -> None:
    """Marked RAHASIA, readable by its owner only; neither database nor folder keeps a word of the content."""
    (tmp_path / "isi.txt").write_text(CONTENT, encoding="utf-8")
    code, said = run("--quarter", "2026-1", "--content", "isi.txt", "--subject", "Perkara X", "--out", "lembar.pdf")
    assert (code, "tersimpan: lembar.pdf" in said) == (0, True), said
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "lembar.pdf").pages)
    assert "RAHASIA" in text
    assert "800/12/2026" in text
    assert CONTENT in " ".join(text.split())
    assert "Perkara X" in text
    assert stat.S_IMODE((tmp_path / "lembar.pdf").stat().st_mode) == 0o600
    kept = [file for file in data_dir.rglob("*") if file.is_file()]
    assert not any(CONTENT.encode() in file.read_bytes() for file in kept)


def test_what_cannot_be_printed_is_said(run: Run, tmp_path: Path) -> None:
    """A quarter without a disposisi, a file that is no text, content too long for a sheet."""
    assert "Belum ada disposisi Triwulan II 2026" in run("--quarter", "2026-2")[1]
    (tmp_path / "isi.docx").write_bytes(b"PK\x03\x04\xff\xfe")
    assert "harus teks biasa" in run("--quarter", "2026-1", "--content", "isi.docx")[1]
    (tmp_path / "isi.txt").write_text("x" * 5000, encoding="utf-8")
    assert "terlalu panjang" in run("--quarter", "2026-1", "--content", "isi.txt")[1]
