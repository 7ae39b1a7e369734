"""What proves an archive: the cycle's chain and the office's seals as data, how to check them, and a program for it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

from documents.archive_entries import Entry, Made
from workflow.chain import Link, Seal, digest, instant

FOLDER = "10-bukti"
READ_ME = """BUKTI KEUTUHAN ARSIP

Setiap catatan riwayat diikat dengan sidik (SHA-256) pada catatan sebelumnya. Setiap hari semua catatan disegel;
segelnya dikirim ke chat admin kantor. Catatan atau berkas yang diubah, dihapus, disisipkan, atau ditukar akan ketahuan.

Cara memeriksa, tanpa internet dan tanpa program lain selain Python 3:

    python3 10-bukti/periksa.py

Cocokkan segel di bawah dengan pesan segel di chat admin.

SEGEL
"""
NO_SEAL = "Belum ada segel.\n"


@dataclass(frozen=True)
class Proof:
    """A cycle's chain, each link with the hash it bears, and the seals. `kept_back` are positions without content."""

    links: tuple[tuple[Link, str], ...]
    seals: tuple[Seal, ...]
    kept_back: Collection[int]


def proof_entries(proof: Proof, as_of: datetime) -> tuple[Entry, ...]:
    """Return the archive's folder of proof."""
    script = resources.files("documents").joinpath("archive_check.py").read_bytes()
    parts = (
        ("BACA-DAHULU.txt", "Cara memeriksa keutuhan, dan segel", _read_me(proof.seals)),
        ("rantai.json", "Riwayat berantai dan segel sebagai data", _data(proof)),
        ("periksa.py", "Program pemeriksa keutuhan", script),
    )
    return tuple(Entry(f"{FOLDER}/{name}", title, as_of, "", Made(data)) for name, title, data in parts)


def _data(proof: Proof) -> bytes:
    said = {
        "rantai": proof.links[0][0].chain if proof.links else "",
        "jumlah_catatan": len(proof.links),
        "jumlah_segel": len(proof.seals),
        "catatan": [_link(link, kept, is_open=link.position not in proof.kept_back) for link, kept in proof.links],
        "segel": [_seal(seal) for seal in proof.seals],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _link(link: Link, kept: str, *, is_open: bool) -> dict[str, object]:
    return {
        "no": link.position,
        "jenis": link.kind,
        "isi": link.content if is_open else None,
        "sidik_isi": digest(link.content),
        "oleh": link.actor,
        "waktu": instant(link.at),
        "berkas": [list(file) for file in link.files],
        "sebab": link.cause,
        "sidik": kept,
    }


def _seal(seal: Seal) -> dict[str, object]:
    heads = sorted([head.chain, head.length, head.hash] for head in seal.heads)
    return {"hari": seal.day.isoformat(), "dibuat": instant(seal.made_at), "rantai": heads, "segel": seal.root}


def _read_me(seals: Sequence[Seal]) -> bytes:
    listed = "".join(f"{seal.day.isoformat()}  {seal.root}\n" for seal in seals)
    return (READ_ME + (listed or NO_SEAL)).encode()
