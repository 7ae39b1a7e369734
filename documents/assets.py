"""What a document shows besides its words: kept pictures, found by their content, and only read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Assets:
    """The kept files under `root`, which lie there as `ab/abcdef…`; with None there are none."""

    root: Path | None = None

    def path(self, sha256: str) -> Path | None:
        """Return where that content lies; None where it does not, or where that is no SHA-256 at all."""
        if self.root is None or not _SHA256.fullmatch(sha256):
            return None
        path = self.root / sha256[:2] / sha256
        return path if path.is_file() else None

    def blob(self, sha256: str) -> bytes | None:
        """Return that content; None where it is not kept, cannot be read, or is no longer what it was."""
        path = self.path(sha256)
        if path is None:
            return None
        try:
            content = path.read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == sha256 else None
