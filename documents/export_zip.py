"""The ZIP for going on by paper: a page to begin from, lists and forms to print, and each running cycle's archive."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path
from typing import IO, BinaryIO
from zoneinfo import ZoneInfo

from documents import words

INDEX, SUMS = "MULAI-DI-SINI.html", "SHA256SUMS"
CHUNK = 256 * 1024
_MODE = 0o100644 << 16
_STYLE = (
    'body{font:15px/1.5 "Segoe UI",Arial,sans-serif;color:#1b2430;background:#fff;margin:2rem auto;max-width:52rem;'
    "padding:0 1rem}h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:1.5rem 0 .3rem}li{margin:.25rem 0}"
    "p{margin:.3rem 0;color:#4a5565}a{color:#1e4b87}.bad{color:#b3141d}"
)
STEPS = (
    "Cetak daftar tugas dan kontak; bagikan kepada setiap pemegang tugas.",
    "Cetak formulir kosong secukupnya; berkas Excel data unit dan rencana ada pada folder formulir.",
    "Surat, kiriman, berkas, dan riwayat sampai saat ini ada pada arsip setiap triwulan di bawah.",
    "Catat setiap penyerahan pada Buku Catatan; setelah bot kembali, masukkan yang sudah dikerjakan.",
)


@dataclass(frozen=True)
class ExportPaper:
    """A paper that was drawn; `path` is below the export's folder."""

    path: str
    title: str
    data: bytes


@dataclass(frozen=True)
class ExportArchive:
    """A cycle's archive as it was written to a file of its own; `index` is its page, below the export's folder."""

    title: str
    zip_file: Path
    index: str


@dataclass(frozen=True)
class Export:
    """All that goes into it. `folder` holds everything; `faults` are said on the first page."""

    folder: str
    office: str
    zone: str
    as_of: datetime
    papers: tuple[ExportPaper, ...]
    archives: tuple[ExportArchive, ...]
    faults: tuple[str, ...] = ()


def write_export(out: BinaryIO, export: Export) -> int:
    """Write the ZIP, files in pieces, and return how many files are in it."""
    with zipfile.ZipFile(out, "w") as target:
        writing = _Writing(target, export)
        writing.put(INDEX, io.BytesIO(_page(export)))
        for paper in export.papers:
            writing.put(paper.path, io.BytesIO(paper.data))
        for archive in export.archives:
            with zipfile.ZipFile(archive.zip_file) as source:
                for found in source.infolist():
                    with source.open(found) as content:
                        writing.put(found.filename, content, packed=found.compress_type)
        sums = "".join(f"{sha256}  {path}\n" for path, sha256 in writing.sums.items()).encode()
        writing.put(SUMS, io.BytesIO(sums))
    return len(writing.sums)


@dataclass
class _Writing:
    """The ZIP as far as it is written, with the hash of each file."""

    target: zipfile.ZipFile
    export: Export
    sums: dict[str, str] = field(default_factory=dict)

    def put(self, path: str, content: IO[bytes], packed: int = zipfile.ZIP_DEFLATED) -> None:
        """Add a file."""
        local = self.export.as_of.astimezone(ZoneInfo(self.export.zone))
        info = zipfile.ZipInfo(f"{self.export.folder}/{path}", local.timetuple()[:6])
        info.compress_type, info.external_attr = packed, _MODE
        digest = hashlib.sha256()
        with self.target.open(info, "w", force_zip64=True) as target:
            while piece := content.read(CHUNK):
                digest.update(piece)
                target.write(piece)
        self.sums[path] = digest.hexdigest()


def _page(export: Export) -> bytes:
    title = "Melanjutkan Monitoring dan Evaluasi Kinerja Tanpa Bot"
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><p>{escape(export.office)}</p>"
        f"<p>Keadaan {escape(words.instant(export.as_of, export.zone))}</p>"
        f"{''.join(_sections(export))}</body></html>\n"
    ).encode()


def _sections(export: Export) -> Iterator[str]:
    yield f"<ol>{_items(escape(step) for step in STEPS)}</ol>"
    if export.faults:
        yield f'<h2 class="bad">Perlu diperiksa</h2><ul>{_items(map(escape, export.faults))}</ul>'
    yield f"<h2>Untuk dicetak dan diisi</h2><ul>{_items(_link(each.path, each.title) for each in export.papers)}</ul>"
    archives = [_link(each.index, each.title) for each in export.archives]
    yield f"<h2>Triwulan yang sedang berjalan</h2><ul>{_items(archives or ['Tidak ada.'])}</ul>"


def _link(path: str, title: str) -> str:
    return f'<a href="{escape(path)}">{escape(title)}</a>'


def _items(items: Iterable[str]) -> str:
    return "".join(f"<li>{each}</li>" for each in items)
