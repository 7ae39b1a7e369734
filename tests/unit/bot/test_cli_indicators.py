"""`monev indicators`: format and list out, list in, with what changes said before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import Session
from typer.testing import CliRunner, Result

from bot.cli_indicators import app
from bot.indicator_store import load_sample
from bot.office_file import sample_office
from bot.office_store import take_in
from bot.opened import opened
from bot.settings import Settings
from documents.indicator_sheet import FIRST_ROW
from workflow.indicator_columns import SheetColumn

OPENING = datetime(2026, 10, 1, 1, tzinfo=UTC)
YEAR = ("--year", "2026")


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every story the sample office with its indicators, in a data directory of its own."""
    monkeypatch.setenv("MONEV_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("MONEV_DATABASE_URL", raising=False)
    with opened(Settings()) as connection, Session(bind=connection) as session:
        load_sample(session, take_in(session, sample_office().draft), OPENING)


def monev(*arguments: object, typed: str = "") -> Result:
    """Run the command as somebody types it."""
    return CliRunner().invoke(app, [str(each) for each in arguments], input=typed)


def exported(tmp_path: Path) -> Path:
    """Return the office's list as a workbook."""
    file = tmp_path / "daftar.xlsx"
    assert monev("export", file, *YEAR).exit_code == 0
    return file


def changed(file: Path, column: SheetColumn, value: object, row: int = FIRST_ROW + 1) -> Path:
    """Write into the list's first row, as somebody does in Excel."""
    book = load_workbook(file)
    book["Indikator"].cell(row, list(SheetColumn).index(column) + 1).value = value  # type: ignore[assignment]
    book.save(file)
    return file


def test_what_was_written_out_changes_nothing_when_it_comes_back(tmp_path: Path):
    """18 indicators of every kind, saved again by another program."""
    file = changed(exported(tmp_path), SheetColumn.CODE, "IKP-01")
    said = monev("import", file, "--yes")
    assert said.exit_code == 0
    assert "0 baru, 0 berubah, 0 dihentikan, 18 tetap" in said.output
    assert "Tidak ada yang berubah" in said.output


def test_a_change_is_shown_and_asked_before_it_is_kept(tmp_path: Path):
    """No: nothing happened. Yes: it is kept, and listed with its file."""
    file = changed(exported(tmp_path), SheetColumn.TARGET_4, 150)
    refused = monev("import", file, "--from-quarter", 4, typed="n\n")
    assert "Target TW IV 120 konten → 150 konten" in refused.output
    assert "Tidak ada yang diubah." in refused.output
    kept = monev("import", file, "--from-quarter", 4, typed="y\n")
    assert "tersimpan: 0 baru, 1 berubah" in kept.output
    listed = monev("list", *YEAR)
    assert "daftar.xlsx" in listed.output
    assert "mulai TW IV" in listed.output


def test_faults_are_named_by_row_and_column_and_nothing_is_kept(tmp_path: Path):
    """The command ends with exit code 1."""
    file = changed(exported(tmp_path), SheetColumn.TARGET_2, "sembilan")
    said = monev("import", file, "--yes")
    assert said.exit_code == 1
    assert 'Baris 6, kolom Target TW II ("Jumlah konten informasi publik yang terbit")' in said.output
    assert "daftar.xlsx" not in monev("list", *YEAR).output


@pytest.mark.parametrize("content", [b"", b"bukan excel", b"PK\x03\x04rusak"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes):
    """With the reason."""
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    said = monev("import", file, "--yes")
    assert said.exit_code == 1
    assert said.output.strip()


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    """Not a stack trace."""
    said = monev("import", tmp_path / "tiada.xlsx")
    assert said.exit_code == 1
    assert "berkas itu tidak ada" in said.output


def test_the_template_is_empty(tmp_path: Path):
    """It has the office's units to choose from."""
    file = tmp_path / "format.xlsx"
    assert monev("template", file, *YEAR).exit_code == 0
    book = load_workbook(file)
    assert book["Indikator"].cell(FIRST_ROW + 1, 1).value is None
    assert book["Pilihan"].cell(2, 1).value == "Bidang Informasi dan Komunikasi Publik"
