"""The words around files that came out of the blue."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handlers.conversations import LooseFiles
from handlers.texts.words import EMPTY, file_lines, fill, paragraphs, quoted
from workflow.files import KeptFile
from workflow.quarter import Quarter

IGNORE = "Bukan apa-apa, abaikan"
TO_TASKS = "Tugas saya"
TEAM_DIRECTION = "Arahan untuk Tim"
REPORT = "Lampiran laporan"
OFFER_GONE = "Tugas itu tidak lagi memerlukan berkas; pilihan yang sekarang ditampilkan."
IGNORED = Markup("Berkas tidak dipakai untuk apa pun dan tidak dikirim kepada siapa pun.")
EDIT_CHANGES_NOTHING = Markup("Pesan yang Bapak/Ibu sunting tidak menyertai berkas ini, jadi tidak ada yang berubah.")
_QUESTION = Markup("Untuk apa berkas ini? Teks yang Bapak/Ibu tulis sekarang ikut menyertainya.")
_NO_TASK = Markup(
    "Saat ini tidak ada tugas Bapak/Ibu yang memerlukan berkas. Berkas disimpan, tidak dikirim kepada siapa pun."
)


def data(which: Quarter, unit: str) -> str:
    """Label the choice that makes the files a unit's data."""
    return f"Data Triwulan {which.roman}: {unit}"[:60]


def coordination(unit: str) -> str:
    """Label the choice that makes the files the result of a coordination."""
    return f"Hasil koordinasi: {unit}"[:60]


def unit_direction(unit: str) -> str:
    """Label the choice that makes the files a direction to a unit."""
    return f"Arahan untuk {unit}"[:60]


def direction_for_all(count: int) -> str:
    """Label the choice that makes the files one direction to every unit that waits for its own."""
    return f"Arahan untuk semua unit ({count})"


def question(loose: LooseFiles, files: Sequence[KeptFile], *, has_offers: bool) -> Markup:
    """Show the files and ask what they are for, or say that nothing needs them now."""
    return paragraphs(
        Markup("<b>Berkas diterima</b>"),
        file_lines(files),
        fill("⏳ Memeriksa {n} berkas…", n=len(loose.awaited)) if loose.awaited else EMPTY,
        *(quoted(said.text) for said in loose.words),
        _QUESTION if has_offers else _NO_TASK,
    )
