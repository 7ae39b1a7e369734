"""Data rights: what is kept about a person, incidents and their notice, and the list of what may go."""

from pathlib import Path

import pytest
import typer
from office_phone import OfficePhone
from sqlmodel import Session
from turn_town import Town
from typer.testing import CliRunner

from bot import cli_incident, cli_retention
from bot.office_file import sample_office
from bot.office_store import take_in
from storage.engine import default_url, open_engine
from storage.migrate import migrate
from storage.own_data import holdings

ANDI = 700_001


def test_a_person_is_told_all_that_is_kept_about_them_and_nobody_else(town: Town) -> None:
    """Identity, posts, account, consent, and how much they did and sent; other people's names do not appear."""
    andi = OfficePhone(town, ANDI).says("/data_saya")
    for words in ("Andi Contoh", "ID Telegram: 700001", "Persetujuan data pribadi:", "perbuatan di riwayat", "Tim"):
        assert words in andi.text
    assert "Putra" not in andi.text
    assert andi.labels == ["Putuskan akun ini"]


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data directory with the sample office, which the commands work on."""
    monkeypatch.setenv("MONEV_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("MONEV_DATABASE_URL", "")
    (tmp_path / "data").mkdir(mode=0o700)
    engine = open_engine(default_url(tmp_path / "data"))
    migrate(engine)
    with engine.begin() as connection, Session(bind=connection) as session:
        office_id = take_in(session, sample_office().draft)
        assert holdings(connection, office_id) == []
    engine.dispose()
    return tmp_path


def test_an_incident_is_noted_and_its_notice_is_drafted(data_dir: Path) -> None:
    """The draft says what is known and until when it is due, and leaves blanks for the rest."""
    run, out = CliRunner(), data_dir / "pemberitahuan.txt"
    told = ["--what", "Laptop admin hilang", "--whose", "Nama dan NIP 18 pegawai", "--known", "2026-01-02T08:30"]
    noted = run.invoke(cli_incident.app, ["note", *told])
    assert noted.exit_code == 0, noted.output
    assert "05-01-2026 pukul 08.30 WIB" in noted.output
    assert "Laptop admin hilang" in run.invoke(cli_incident.app, ["list"]).output
    assert run.invoke(cli_incident.app, ["notice", "1", str(out)]).exit_code == 0
    draft = out.read_text()
    assert "Nama dan NIP 18 pegawai" in draft
    assert "Paling lambat disampaikan: 05-01-2026 pukul 08.30 WIB" in draft
    assert run.invoke(cli_incident.app, ["notice", "9", str(out)]).exit_code == 1


def test_the_list_needs_the_offices_own_schedule(data_dir: Path) -> None:
    """Without a schedule nothing is assumed; the sample is one that is taken; a wrong one is told."""
    app = typer.Typer()
    app.command()(cli_retention.retention)
    run, jra = CliRunner(), data_dir / "jra.toml"
    assert run.invoke(app, []).exit_code == 1
    jra.write_text(run.invoke(app, ["--contoh"]).output)
    assert run.invoke(app, [str(jra)]).exit_code == 0
    for wrong in ("[surat]\ntahun = -1\nnasib = 'musnah'\n", "[lain]\ntahun = 1\nnasib = 'musnah'\n"):
        jra.write_text(wrong)
        assert run.invoke(app, [str(jra)]).exit_code == 1
