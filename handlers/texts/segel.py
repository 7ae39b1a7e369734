"""The words on the proof of the record: the day's seal for the admins, and what a check has found."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from handlers.texts.words import day, fill
from workflow.chain import REGISTER, SEALS, Fault, Finding

FAULTS = {
    Fault.CHANGED: "catatan ke-{position} berubah, atau tidak di tempatnya",
    Fault.MISSING: "catatan ke-{position} hilang",
    Fault.ADDED: "catatan ke-{position} disisipkan",
    Fault.FILE_CHANGED: "berkas {file_id} berubah (catatan ke-{position})",
    Fault.FILE_MISSING: "berkas {file_id} hilang (catatan ke-{position})",
    Fault.SEAL_CHANGED: "segel ke-{position} berubah",
    Fault.UNSEALED: "catatan ke-{position} bukan yang disegel",
    Fault.TABLE_CHANGED: "tabel yang mengikuti riwayat berbeda dari riwayatnya",
}
_GROUP = 8
"""Letters of a root between two spaces, so that two people can compare it aloud."""


def grouped(root: str) -> str:
    """Return a root in groups of eight."""
    return " ".join(root[start : start + _GROUP] for start in range(0, len(root), _GROUP))


def sealed(on: date, root: str, entries: int) -> Markup:
    """Tell the admins of a day's seal. The message itself is the proof: nobody can change it at the office's server."""
    return fill(
        "🔏 <b>Segel riwayat {day}</b>\n<code>{root}</code>\n{entries} catatan. Simpan pesan ini: dengan segel ini "
        "dapat dibuktikan bahwa riwayat sampai hari itu tidak diubah. Tidak ada yang perlu dikerjakan.",
        day=day(on),
        root=grouped(root),
        entries=entries,
    )


def finding(found: Finding) -> str:
    """Return a fault in words, with where it is."""
    return f"{_where(found.chain)}: {FAULTS[found.fault].format(position=found.position, file_id=found.file_id)}."


def _where(chain: str) -> str:
    kind, _, number = chain.partition(":")
    names = {REGISTER: "Register kantor", SEALS: "Segel", "files": "Berkas tersimpan"}
    return names.get(kind) or f"Riwayat monev nomor {number}"
