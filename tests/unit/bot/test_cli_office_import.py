"""`monev office import`: what changes is shown and asked for, and nobody who works meanwhile waits for the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlmodel import Session
from typer.testing import CliRunner, Result

from bot import cli_office_import
from bot.cli_office import app
from bot.office_file import OfficeDraft, sample_office, write_toml
from bot.office_file.draft import PersonDraft
from bot.opened import opened
from bot.settings import Settings
from storage import offices
from storage.cycles import CycleBook
from storage.register import Register
from workflow.office import Office
from workflow.register import OfficeFileTaken

DRAFT = replace(sample_office().draft, head=replace(sample_office().draft.head, logo=""))
WIDER = replace(DRAFT, people=(*DRAFT.people, PersonDraft("baru", "Siti Contoh")))


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every story the sample office, taken in by the command."""
    monkeypatch.setenv("MONEV_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("MONEV_DATABASE_URL", raising=False)
    assert imported(tmp_path, DRAFT).exit_code == 0


def imported(folder: Path, draft: OfficeDraft, *arguments: str, typed: str = "") -> Result:
    """Run the command on a file of that office, as somebody types it."""
    file = folder / "kantor.toml"
    file.write_text(write_toml(draft), encoding="utf-8")
    return CliRunner().invoke(app, ["import", str(file), *arguments], input=typed)


def office() -> Office:
    """Return the office as it stands in the database."""
    with opened(Settings()) as connection, Session(bind=connection) as session:
        return offices.load(session, 1)


def taken() -> list[object]:
    """Return what the register has of files that were taken in."""
    with opened(Settings()) as connection:
        return [each.entry for each in Register(connection, 1).entries()]


def test_a_file_is_taken_in_after_a_yes_and_the_register_has_what_changed(tmp_path: Path) -> None:
    """A no leaves everything as it is; the first file of an office is an entry as well."""
    refused = imported(tmp_path, WIDER, typed="n\n")
    assert (refused.exit_code, "Pegawai baru: Siti Contoh" in refused.output) == (1, True)
    assert (len(office().persons), taken()) == (len(DRAFT.people), [OfficeFileTaken(())])
    assert imported(tmp_path, WIDER, typed="y\n").exit_code == 0
    assert taken() == [OfficeFileTaken(()), OfficeFileTaken(("Pegawai baru: Siti Contoh",))]
    again = imported(tmp_path, WIDER)
    assert (again.exit_code, "Yang berubah" in again.output, len(taken())) == (0, False, 2)


def test_while_it_asks_others_work_and_an_answer_that_came_too_late_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The admin sets a day in chat before the terminal says yes: the list that was shown is no longer true."""

    def confirm(_question: str, **_options: object) -> bool:
        with opened(Settings()) as connection, Session(bind=connection) as session:
            offices.set_day(session, 1, date(2027, 4, 27), is_off=True, note="Hari Jadi")
        return True

    monkeypatch.setattr(cli_office_import.typer, "confirm", confirm)
    late = imported(tmp_path, WIDER)
    assert (late.exit_code, "Kantor diubah orang lain" in late.output) == (1, True)
    assert len(office().persons) == len(DRAFT.people)


def test_a_unit_of_a_running_cycle_is_not_closed_by_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that drops it is refused as a whole, by the unit's name."""
    (unit,) = (unit.id for unit in office().units if unit.code == "statistik")
    monkeypatch.setattr(CycleBook, "all_running", lambda _book: [SimpleNamespace(unit_ids=(unit,))])
    gone = "statistik"
    posts = tuple(post for post in DRAFT.posts if post.unit_code != gone)
    codes = {post.code for post in posts}
    fewer = replace(
        DRAFT,
        units=tuple(unit for unit in DRAFT.units if unit.code != gone),
        posts=posts,
        holdings=tuple(held for held in DRAFT.holdings if held.post_code in codes),
    )
    refused = imported(tmp_path, fewer, "--ya")
    assert (refused.exit_code, "Bidang Statistik" in refused.output) == (1, True)
    assert len(office().units) == len(DRAFT.units)
