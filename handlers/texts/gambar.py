"""The words around pictures: while one is drawn, where it cannot be, and what it is called."""

from __future__ import annotations

from markupsafe import Markup

from handlers.texts.words import paragraphs

PREPARING = "Menyiapkan gambar…"
FILE_NAME = "garis-waktu.png"
NOT_DRAWN = Markup("Gambar belum dapat dibuat kali ini; angkanya tetap di bawah ini. Mohon dicoba lagi nanti.")


def without_picture(caption: str) -> Markup:
    """Return what is said in place of a picture; `caption` is markup already."""
    return paragraphs(NOT_DRAWN, Markup(caption))  # noqa: S704 - it was escaped when it was written
