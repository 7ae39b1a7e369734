"""Archives on their way to a chat: made by a worker thread when they are delivered, beside the papers of a child."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable
from pathlib import Path

from bot.archiving import ArchiveFile, NoCycleError, gather, make, reading
from bot.caller import Draws
from bot.clock import Clock
from bot.drawing import MOST_BYTES, DrawingError
from bot.drawing_many import drawing_child
from bot.records import PresentProcedure
from storage.engine import open_engine
from workflow.archive import ArchivePaper
from workflow.papers.kinds import PaperKind
from workflow.stored_form import StoredFormError, restored

log = logging.getLogger(__name__)

SUFFIX = ".zip"
MakeArchive = Callable[[ArchivePaper, Path], ArchiveFile]
"""Makes the archive in that file; raises NoCycleError or OSError."""


class WithArchives:
    """Draws papers as `papers` does, and makes archives itself, one at a time, kept in `folder`.

    An archive needs the record and all files, which a child that draws is not given.
    """

    def __init__(self, papers: Draws, folder: Path, make_archive: MakeArchive) -> None:
        self._papers = papers
        self._folder = folder
        self._make = make_archive
        self._alone = asyncio.Lock()

    def ready(self, spec: str, suffix: str) -> Path | None:
        """Return the file where it was made before."""
        if suffix != SUFFIX:
            return self._papers.ready(spec, suffix)
        path = self._path(spec)
        return path if path.is_file() else None

    async def drawn(self, spec: str, suffix: str) -> Path:
        """Return the file, made if need be; raises DrawingError where it cannot be, or Telegram would not take it."""
        if suffix != SUFFIX:
            return await self._papers.drawn(spec, suffix)
        async with self._alone:
            path = self._path(spec)
            if not path.is_file():
                await asyncio.to_thread(self._archive, spec, path)
            if path.stat().st_size > MOST_BYTES:
                raise DrawingError("size")
            return path

    def _archive(self, spec: str, path: Path) -> None:
        try:
            told = json.loads(spec)
            if told["kind"] != PaperKind.ARCHIVE:
                raise DrawingError("kind")
            paper: ArchivePaper = restored(ArchivePaper, told["data"])
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for old in self._folder.glob(f"*{SUFFIX}"):  # each is as large as all others of the folder together
                old.unlink(missing_ok=True)
            made = self._make(paper, path)
        except (StoredFormError, ValueError, KeyError, TypeError, NoCycleError, OSError) as error:
            raise DrawingError(type(error).__name__) from error
        if made.said.missing or made.said.changed or made.undrawn:
            log.warning(
                "archive with %d files missing, %d changed, %d papers not drawn",
                len(made.said.missing),
                len(made.said.changed),
                len(made.undrawn),
            )

    def _path(self, spec: str) -> Path:
        return self._folder / (hashlib.sha256(spec.encode()).hexdigest() + SUFFIX)


def archive_maker(database: str, data_dir: Path, clock: Clock, present: PresentProcedure) -> MakeArchive:
    """Return what makes archives of that data directory; each reads on a connection of its own."""
    store = data_dir / "files"

    def made(paper: ArchivePaper, target: Path) -> ArchiveFile:
        engine = open_engine(database)
        try:
            with reading(engine) as connection:
                found = gather(connection, paper.office_id, paper.quarter, clock.now(), present)
        finally:
            engine.dispose()
        with drawing_child(store, data_dir / "drawn" / ".fonts") as draw:
            return make(found, store, target, draw)

    return made
