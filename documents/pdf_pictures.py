"""Pictures on PDF papers: only what can be drawn is, and nothing so large that drawing it takes all memory."""

from __future__ import annotations

import io

from PIL import Image as Pictures
from PIL import UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

MOST_PIXELS = 30_000_000
"""Of a picture: more than a phone's camera makes, less than would take the process's memory."""


def picture(content: bytes | None) -> ImageReader | None:
    """Return a picture that can be drawn; None for what is none, is damaged, or is larger than MOST_PIXELS."""
    if content is None:
        return None
    try:
        with Pictures.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            opened.load()
            upright = opened.convert("RGBA" if _has_alpha(opened) else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Pictures.DecompressionBombError):
        return None
    return ImageReader(upright)


def _has_alpha(opened: Pictures.Image) -> bool:
    return opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info


class Shown(Flowable):  # type: ignore[misc] # reportlab is untyped
    """A picture in the middle of its line, no wider and no higher than given (points), in its own shape."""

    def __init__(self, shown: ImageReader, width: float, height: float) -> None:
        super().__init__()
        wide, high = shown.getSize()
        scale = min(width / wide, height / high)
        self._shown = shown
        self.width, self.height = wide * scale, high * scale
        self.hAlign = "CENTER"

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return its extent."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        self.canv.drawImage(self._shown, 0, 0, self.width, self.height, mask="auto")
