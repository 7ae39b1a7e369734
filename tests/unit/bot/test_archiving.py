"""The archive of a quarter that was played into a database, made by the command and by its parts."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from contract_quarter import QUARTER, Play, quarter
from contract_town import found_office, person
from sqlmodel import Session
from typer.testing import CliRunner

from bot.archiving import Gathered, NoCycleError, gather, make
from bot.cli import app
from bot.cli_archive import archive
from bot.drawing_many import drawing_child
from bot.records import PresentProcedure
from storage import files
from storage.blobs import Blob, BlobStore
from storage.engine import default_url, open_engine
from storage.migrate import migrate
from storage.register import Register
from workflow.papers.kinds import Printed
from workflow.quarter import Quarter

NOW = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
PDF = b"%PDF-1.4 bukti "


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with an office, a whole quarter and the files that came with it."""
    folder = tmp_path_factory.mktemp("kantor")
    engine = open_engine(default_url(folder))
    migrate(engine)
    with engine.begin() as connection, Session(bind=connection) as session:
        office = found_office(session, "kominfo")
        store = BlobStore(folder / "files")
        for number in range(1, 11):
            blob = store.put([PDF + bytes([number])])
            assert isinstance(blob, Blob)
            wanted = files.want(
                session,
                office_id=office.id,
                person_id=person(office, "staf-ikp"),
                bot_id=700,
                chat_id=1,
                telegram_file_id=f"f{number}",
                name=f"=bukti {number}.pdf",
                now=NOW,
            )
            files.keep(session, office.id, wanted.id, blob.kind, blob.size, blob.sha256, NOW)
        session.flush()
    play = Play(engine, office)
    acts = quarter(office)
    for some, day in ((acts[:12], 1), (acts[12:], 2)):
        play.plays(some)
        with engine.begin() as connection:
            assert Register(connection, office.id).seal(date(2026, 4, day), NOW) is not None
    engine.dispose()
    return folder


def gathered(data_dir: Path, which: Quarter = QUARTER, now: datetime = NOW) -> Gathered:
    """Return what the record holds of the quarter."""
    engine = open_engine(default_url(data_dir))
    try:
        with engine.begin() as connection:
            return gather(connection, 1, which, now, PresentProcedure.read(None))
    finally:
        engine.dispose()


def drawn(printed: Printed) -> bytes:
    """Stand in for the child that draws."""
    return f"paper {printed.kind}".encode()


def failing(_printed: Printed) -> None:
    """Stand in for a child that draws nothing."""


def test_the_whole_record_is_in_it(data_dir: Path, tmp_path: Path) -> None:
    """Every version, every file of the data, and every event as a line."""
    made = make(gathered(data_dir), data_dir / "files", tmp_path / "a.zip", drawn)
    assert (made.said.missing, made.said.changed, made.undrawn) == ((), (), ())
    with zipfile.ZipFile(made.path) as found:
        names = found.namelist()
        for version in range(1, 5):
            assert any(f"/ikp/K-000{version}-v{version}/kiriman.json" in name for name in names)
        lines = found.read("2026-TW1/09-riwayat/riwayat.jsonl").decode().splitlines()
        (first,) = [name for name in names if name.endswith("K-0001-v1/01-bukti-3.pdf")]
        assert hashlib.sha256(found.read(first)).digest() == hashlib.sha256(PDF + bytes([3])).digest()
        for paper in ("rekap-capaian-tw-i-2026.xlsx", "sop-monev-tw-i-2026.pdf", "bagan-sop-monev-tw-i-2026.png"):
            assert any(name.endswith(f"08-dokumen/{paper}") for name in names)
        assert any("08-dokumen/lembar-disposisi-" in name for name in names)
    events = [json.loads(line) for line in lines]
    assert [event["no"] for event in events] == list(range(1, len(events) + 1))
    assert events[0]["kind"] == "CycleStarted"


def test_made_again_on_another_day_it_is_the_same(data_dir: Path, tmp_path: Path) -> None:
    """Papers are dated by the last act of the record."""
    one = make(gathered(data_dir), data_dir / "files", tmp_path / "one.zip", drawn)
    later = gathered(data_dir, now=datetime(2031, 6, 2, tzinfo=UTC))
    other = make(later, data_dir / "files", tmp_path / "other.zip", drawn)
    assert one.path.read_bytes() == other.path.read_bytes()


def test_what_cannot_be_drawn_is_said_and_the_rest_is_there(data_dir: Path, tmp_path: Path) -> None:
    """An archive without a paper is better than none, when it is told."""
    made = make(gathered(data_dir), data_dir / "files", tmp_path / "a.zip", failing)
    assert "Rekap capaian kinerja" in made.undrawn
    assert made.said.entries > 20


def test_a_draft_that_failed_leaves_nothing(data_dir: Path, tmp_path: Path) -> None:
    """The file has its name only when it is complete."""

    def breaks(_printed: Printed) -> bytes:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        make(gathered(data_dir), data_dir / "files", tmp_path / "a.zip", breaks)
    assert list(tmp_path.iterdir()) == []


def test_a_quarter_that_was_not_begun_has_no_archive(data_dir: Path) -> None:
    """The error names it."""
    with pytest.raises(NoCycleError) as raised:
        gathered(data_dir, Quarter(2025, 4))
    assert raised.value.quarter == Quarter(2025, 4)


@pytest.fixture
def run(data_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Return what runs the command in that data directory and returns exit code and words."""
    monkeypatch.setenv("MONEV_DATA_DIR", str(data_dir))
    monkeypatch.chdir(tmp_path)
    if not any(command.callback is archive for command in app.registered_commands):
        app.command("archive")(archive)

    def invoke(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["archive", *arguments])
        return done.exit_code, " ".join(done.output.split())

    return invoke


def test_the_command_writes_the_archive_with_its_papers(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    """Drawn by the real child process; the second time byte for byte the same."""
    code, said = run("--quarter", "2026-1", "--out", str(tmp_path / "satu.zip"))
    assert (code, "Arsip tersimpan" in said) == (0, True), said
    assert run("--quarter", "2026-1", "--out", str(tmp_path / "dua.zip"))[0] == 0
    assert (tmp_path / "satu.zip").read_bytes() == (tmp_path / "dua.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "satu.zip") as found:
        assert found.read("2026-TW1/08-dokumen/rekap-capaian-tw-i-2026.xlsx").startswith(b"PK")


def test_the_command_says_what_it_does_not_know(run: Callable[..., tuple[int, str]]) -> None:
    """A quarter that cannot be, and one that was never begun."""
    assert "misalnya 2026-3" in run("--quarter", "tw3")[1]
    code, said = run("--quarter", "2025-4")
    assert (code, "belum dimulai" in said) == (1, True)


def test_a_paper_that_the_child_refuses_is_none(tmp_path: Path, data_dir: Path) -> None:
    """The fault's type is logged, nothing of the paper is; the next paper is drawn."""
    (rekap, *_) = gathered(data_dir).papers
    broken = Printed(rekap.kind, {"no": "paper"}, rekap.file_name)
    with drawing_child(data_dir / "files", tmp_path) as draw:
        assert draw(broken) is None
        drawn = draw(rekap)
    assert drawn is not None
    assert drawn.startswith(b"%PDF")


def test_a_paper_that_takes_too_long_ends_the_child_not_the_archive(tmp_path: Path, data_dir: Path) -> None:
    """The child is killed over it; whoever waits gets an answer."""
    (rekap, *_) = gathered(data_dir).papers
    with drawing_child(data_dir / "files", tmp_path, seconds=0.0) as draw:
        assert draw(rekap) is None
        assert draw(rekap) is None
