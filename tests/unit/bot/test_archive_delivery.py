"""An archive is made when it is delivered, in a thread of its own, and other papers go their way."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.archive_delivery import WithArchives
from bot.archiving import ArchiveFile, NoCycleError
from bot.drawing import DrawingError
from documents.archive_zip import Archived
from storage.codec import encode
from workflow.archive import ArchivePaper
from workflow.quarter import Quarter

NOW = datetime(2027, 1, 4, tzinfo=UTC)
PAPER = ArchivePaper(1, Quarter(2026, 3), 40)


def spec(paper: ArchivePaper = PAPER, kind: str = "archive") -> str:
    """Return the description as it waits in the outbox."""
    return f'{{"kind":"{kind}","data":{encode(paper)}}}'


class Papers:
    """Stands for what draws all other papers."""

    def ready(self, spec: str, suffix: str) -> Path | None:
        """Have everything."""
        return Path(f"ready{suffix}")

    async def drawn(self, spec: str, suffix: str) -> Path:
        """Draw everything."""
        return Path(f"drawn{suffix}")


class Archives:
    """Makes archives of a few bytes, and counts them."""

    def __init__(self, size: int = 10, missing: tuple[str, ...] = ()) -> None:
        self.made: list[ArchivePaper] = []
        self._size, self._missing = size, missing

    def __call__(self, paper: ArchivePaper, target: Path) -> ArchiveFile:
        """Make one."""
        self.made.append(paper)
        with target.open("wb") as out:
            out.truncate(self._size)
        return ArchiveFile(target, Archived(1, self._size, self._missing, ()), ())


async def test_it_is_made_once_for_as_long_as_the_record_stands(tmp_path: Path) -> None:
    """Another event makes another archive, and the old one is let go."""
    archives = Archives()
    draws = WithArchives(Papers(), tmp_path / "archives", archives)
    assert draws.ready(spec(), ".zip") is None
    path = await draws.drawn(spec(), ".zip")
    assert draws.ready(spec(), ".zip") == await draws.drawn(spec(), ".zip") == path
    later = ArchivePaper(1, Quarter(2026, 3), 41)
    other = await draws.drawn(spec(later), ".zip")
    assert archives.made == [PAPER, later]
    assert list((tmp_path / "archives").iterdir()) == [other]


async def test_two_who_ask_at_once_get_one(tmp_path: Path) -> None:
    """The second waits for the first."""
    archives = Archives()
    draws = WithArchives(Papers(), tmp_path, archives)
    one, other = await asyncio.gather(draws.drawn(spec(), ".zip"), draws.drawn(spec(), ".zip"))
    assert one == other
    assert len(archives.made) == 1


async def test_other_papers_are_drawn_as_ever(tmp_path: Path) -> None:
    """Archives are all it knows."""
    draws = WithArchives(Papers(), tmp_path, Archives())
    assert draws.ready("{}", ".pdf") == Path("ready.pdf")
    assert await draws.drawn("{}", ".png") == Path("drawn.png")


@pytest.mark.parametrize(
    "told", ["", "{}", '{"kind":"archive","data":{}}', '{"kind":"archive","data":7}', spec(kind="sop")]
)
async def test_what_cannot_be_read_is_not_made(tmp_path: Path, told: str) -> None:
    """The letter goes without it."""
    with pytest.raises(DrawingError):
        await WithArchives(Papers(), tmp_path, Archives()).drawn(told, ".zip")


async def test_what_telegram_does_not_take_is_not_sent(tmp_path: Path) -> None:
    """It would be refused after a long upload."""
    with pytest.raises(DrawingError) as failed:
        await WithArchives(Papers(), tmp_path, Archives(60 * 1024 * 1024)).drawn(spec(), ".zip")
    assert failed.value.fault == "size"


async def test_a_quarter_that_is_gone_and_a_full_disk_are_told_by_their_kind(tmp_path: Path) -> None:
    """Nothing of the record is in the fault."""

    def gone(paper: ArchivePaper, target: Path) -> ArchiveFile:
        raise NoCycleError(paper.quarter)

    def full(paper: ArchivePaper, target: Path) -> ArchiveFile:
        raise OSError(28, "No space left on device")

    for fails, fault in ((gone, "NoCycleError"), (full, "OSError")):
        with pytest.raises(DrawingError) as failed:
            await WithArchives(Papers(), tmp_path, fails).drawn(spec(), ".zip")
        assert failed.value.fault == fault


async def test_what_is_missing_in_it_is_logged_by_number(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Titles may hold what people wrote."""
    await WithArchives(Papers(), tmp_path, Archives(missing=("Bukti rahasia",))).drawn(spec(), ".zip")
    assert "1 files missing" in caplog.text
    assert "rahasia" not in caplog.text
