"""Writes an archive as a ZIP with its index and the hashes of all; the same plan gives the same bytes.

Content is copied in pieces, so an archive of any size takes little memory. Dates are those of the record, in the
office's zone; what is compressed already is stored as it is.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO
from zoneinfo import ZoneInfo

from documents.archive_entries import ArchivePlan, Entry, Made
from documents.archive_index import INDEX_CSV, INDEX_HTML, SUMS, IndexRow, index_csv, index_html, sums

CHUNK = 256 * 1024
_TEXTS = (".txt", ".csv", ".json", ".jsonl", ".html", ".py")
_MODE = 0o100644 << 16
_UNIX = 3
_OLDEST = 1980
"""The first year that a ZIP can name."""

Open = Callable[[str], BinaryIO | None]
"""Opens kept content by its SHA-256; None where it is not there."""


@dataclass(frozen=True)
class Archived:
    """What was written: entries, bytes of content, and titles of files that are gone or no longer what they were."""

    entries: int
    size: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]


def write_archive(out: BinaryIO, plan: ArchivePlan, open_kept: Open) -> Archived:
    """Write the archive to a file that can be sought in. A file that is gone is named in the index, not left unsaid."""
    rows: list[IndexRow] = []
    with zipfile.ZipFile(out, "w") as archive:
        for number, entry in enumerate(plan.entries, 1):
            rows.append(_write(archive, plan, number, entry, open_kept))
        made = (
            (INDEX_CSV, index_csv(plan, rows)),
            (INDEX_HTML, index_html(plan, rows)),
        )
        hashes = [(row.path, row.sha256) for row in rows if row.sha256]
        hashes += [(path, hashlib.sha256(data).hexdigest()) for path, data in made]
        for path, data in (*made, (SUMS, sums(hashes))):
            _copy(archive, _info(plan, Entry(path, "", plan.as_of, "", Made(data)), len(data)), io.BytesIO(data))
    return Archived(
        entries=len(rows),
        size=sum(row.size for row in rows),
        missing=tuple(row.entry.title for row in rows if row.is_missing),
        changed=tuple(row.entry.title for row in rows if row.is_changed),
    )


def _write(archive: zipfile.ZipFile, plan: ArchivePlan, number: int, entry: Entry, open_kept: Open) -> IndexRow:
    source = entry.source
    if isinstance(source, Made):
        sha256, size = _copy(archive, _info(plan, entry, len(source.data)), io.BytesIO(source.data))
        return IndexRow(number, entry, size, sha256)
    opened = open_kept(source.sha256)
    if opened is None:
        return IndexRow(number, entry, 0, "", is_missing=True)
    with opened:
        sha256, size = _copy(archive, _info(plan, entry, source.size), opened)
    return IndexRow(number, entry, size, sha256, is_changed=sha256 != source.sha256)


def _info(plan: ArchivePlan, entry: Entry, size: int) -> zipfile.ZipInfo:
    local = entry.at.astimezone(ZoneInfo(plan.zone))
    at = (max(local.year, _OLDEST), local.month, local.day, local.hour, local.minute, local.second)
    info = zipfile.ZipInfo(f"{plan.folder}/{entry.path}", at)
    info.create_system, info.external_attr, info.file_size = _UNIX, _MODE, size
    is_text = isinstance(entry.source, Made) and entry.path.endswith(_TEXTS)
    info.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
    return info


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: BinaryIO) -> tuple[str, int]:
    """Copy content in pieces; returns its SHA-256 and size."""
    digest, size = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=info.file_size > zipfile.ZIP64_LIMIT) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return digest.hexdigest(), size
