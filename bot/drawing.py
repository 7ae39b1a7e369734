"""Papers and pictures, drawn by a child process when they are delivered, and kept by what they show."""

import asyncio
import hashlib
import logging
import sys
from pathlib import Path

from bot import child
from bot.child import ChildError
from documents import EDITION

log = logging.getLogger(__name__)

MOST_SECONDS = 60.0
"""After so long a child is ended; on a slow machine its first start takes ten."""
MOST_KEPT = 200
"""Files kept; a letter that is tried again, and a second tap, need not draw anew."""
MOST_KEPT_BYTES = 200 * 1024 * 1024
"""The folder grows no further: an archive may be as large as Telegram takes."""
MOST_BYTES = 50 * 1024 * 1024
"""Telegram takes no larger file of a bot."""
_CHILD = ("-m", "documents")
_FONTS = ".fonts"  # what matplotlib found out about the machine's fonts: it takes seconds, and is the same each time
_UNKEPT = (".part",)
_QUICK = (".png",)


class DrawingError(Exception):
    """A paper could not be drawn; `fault` says how the child ended."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Drawing:
    """Draws what a description (JSON, see `documents.spec`) says and keeps it in `folder`.

    The libraries take more memory than the whole bot, so they live and end with the child. One is at work at a time,
    and beside it one for a picture: who looks at a chat does not wait for somebody else's report. The kept files that
    papers show are found in `files`.
    """

    def __init__(
        self, folder: Path, files: Path | None = None, command: tuple[str, ...] = (sys.executable, *_CHILD)
    ) -> None:
        self._folder = folder
        self._command = (*command, *([] if files is None else [str(files.absolute())]))
        self._pictures = asyncio.Lock()
        self._papers = asyncio.Lock()

    def ready(self, spec: str, suffix: str) -> Path | None:
        """Return the file where it was drawn before; `suffix` is its name's, with the dot."""
        path = self._path(spec, suffix)
        return path if path.is_file() else None

    async def drawn(self, spec: str, suffix: str) -> Path:
        """Return the file, drawn if need be; raises DrawingError where it cannot be within a minute."""
        async with self._pictures if suffix in _QUICK else self._papers:
            path = self._path(spec, suffix)
            if not path.is_file():
                made = await self._draw(spec)
                await asyncio.to_thread(self._keep, path, made)
            return path

    def _path(self, spec: str, suffix: str) -> Path:
        return self._folder / (hashlib.sha256(f"{EDITION}:{spec}".encode()).hexdigest() + suffix)

    async def _draw(self, spec: str) -> bytes:
        fonts = {"MPLCONFIGDIR": str((self._folder / _FONTS).absolute())}
        try:
            return await child.work(
                self._command, spec.encode(), seconds=MOST_SECONDS, most_bytes=MOST_BYTES, extra=fonts
            )
        except ChildError as error:
            raise DrawingError(error.fault) from None

    def _keep(self, path: Path, made: bytes) -> None:
        """Write the file at once under its name, so that nobody finds half of it, and drop the oldest."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f"{path.suffix}.part")
        draft.write_bytes(made)
        draft.replace(path)
        found = [
            (each, each.stat()) for each in self._folder.iterdir() if each.is_file() and each.suffix not in _UNKEPT
        ]
        found.sort(key=lambda each: each[1].st_mtime, reverse=True)
        total = 0
        for number, (each, stat) in enumerate(found):
            total += stat.st_size
            if number and (number >= MOST_KEPT or total > MOST_KEPT_BYTES):
                each.unlink(missing_ok=True)
