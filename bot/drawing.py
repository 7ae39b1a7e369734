"""Pictures, drawn by a child process when they are delivered, and kept by what they show."""

import asyncio
import hashlib
import logging
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from documents import EDITION

log = logging.getLogger(__name__)

MOST_SECONDS = 60.0
"""After so long a child is ended; on a slow machine its first start takes ten."""
MOST_KEPT = 200
"""Pictures kept; a letter that is tried again, and a second tap, need not draw anew."""
_CHILD = ("-m", "documents")
_FONTS = ".fonts"  # what matplotlib found out about the machine's fonts: it takes seconds, and is the same each time
_PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "SYSTEMROOT")  # what the bot was started with beside them are secrets


class DrawingError(Exception):
    """A picture could not be drawn; `fault` says how the child ended."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Drawing:
    """Draws what a description (JSON, see `documents.spec`) says, one picture at a time, and keeps it in `folder`.

    The drawing library takes more memory than the whole bot, so it lives and ends with the child.
    """

    def __init__(self, folder: Path, command: tuple[str, ...] = (sys.executable, *_CHILD)) -> None:
        self._folder = folder
        self._command = command
        self._alone = asyncio.Lock()

    def ready(self, spec: str, suffix: str = ".png") -> Path | None:
        """Return the picture where it was drawn before."""
        path = self._path(spec, suffix)
        return path if path.is_file() else None

    async def drawn(self, spec: str, suffix: str = ".png") -> Path:
        """Return the picture, drawn if need be; raises DrawingError where it cannot be within a minute."""
        async with self._alone:
            path = self._path(spec, suffix)
            if not path.is_file():
                picture = await self._draw(spec)
                await asyncio.to_thread(self._keep, path, picture)
            return path

    def _path(self, spec: str, suffix: str) -> Path:
        return self._folder / (hashlib.sha256(f"{EDITION}:{spec}".encode()).hexdigest() + suffix)

    async def _draw(self, spec: str) -> bytes:
        try:
            child = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,  # what it complains of may repeat what people wrote
                env=self._environment(),
            )
        except OSError as error:
            raise DrawingError(type(error).__name__) from error
        try:
            async with asyncio.timeout(MOST_SECONDS):
                picture, _ = await child.communicate(spec.encode())
        except TimeoutError:
            raise DrawingError("time") from None
        finally:
            await _end(child)
        if child.returncode != 0 or not picture:
            raise DrawingError(f"exit code {child.returncode}")
        return picture

    def _environment(self) -> Mapping[str, str]:
        passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        return {**passed_on, "MPLCONFIGDIR": str((self._folder / _FONTS).absolute())}

    def _keep(self, path: Path, picture: bytes) -> None:
        """Write the picture at once under its name, so that nobody finds half of it, and drop the oldest."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(".part")
        draft.write_bytes(picture)
        draft.replace(path)
        kept = sorted(self._folder.glob("*.png"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in kept[MOST_KEPT:]:
            old.unlink(missing_ok=True)


async def _end(child: asyncio.subprocess.Process) -> None:
    """End a child that is still at work: it took too long, or the bot stops."""
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
