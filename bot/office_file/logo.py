"""The logo of an office's letterhead: a picture that lies beside the office file, looked at before it is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from bot.office_file.findings import Findings
from bot.office_file.rows import Cell

MOST_BYTES = 500 * 1024
"""It stands on every paper: a larger one would only make them slow to send."""
_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # PNG, JPEG
Beside = Callable[[str, int], bytes | None]
"""Returns at most so many bytes of the file of that name beside the office file; None where there is none."""


def read_logo(name: str, cell: Cell, beside: Beside, findings: Findings) -> bytes:
    """Return the picture of that name; empty where the office names none.

    One that is missing is warned of, because an office can work without; one that cannot be printed is a fault.
    """
    if not name:
        return b""
    if PurePath(name).name != name or "\\" in name:
        findings.fault(cell.where, f'logo "{name}" harus nama berkas saja; letakkan gambarnya di samping berkas ini.')
        return b""
    content = beside(name, MOST_BYTES + 1)
    if content is None:
        findings.warn(cell.where, f'logo "{name}" tidak ada di samping berkas ini; kop dicetak tanpa logo.')
        return b""
    if len(content) > MOST_BYTES:
        findings.fault(cell.where, f'logo "{name}" lebih besar dari 500 KB; perkecil gambarnya.')
    elif not content.startswith(_SIGNS):
        findings.fault(cell.where, f'logo "{name}" bukan gambar PNG atau JPEG; simpan ulang sebagai PNG.')
    else:
        return content
    return b""


def none_beside(_name: str, _most: int) -> bytes | None:
    """Return None: nothing lies beside a content without a folder."""
    return None
