"""The index of an archive: as a page to read and print, as a table, and as hashes that `sha256sum -c` checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import groupby
from unicodedata import category

from documents import words
from documents.archive_entries import ArchivePlan, Entry
from documents.cells import csv_table, printable
from workflow.printed_numbers import write_number

INDEX_HTML, INDEX_CSV, SUMS = "INDEKS.html", "INDEKS.csv", "SHA256SUMS"
_HEAD = ("No", "Berkas", "Uraian", "Tanggal", "Ukuran (byte)", "SHA-256", "Oleh", "Nama asli", "Keterangan")
MISSING = "TIDAK DITEMUKAN di penyimpanan"
CHANGED = "ISI BERUBAH sejak diterima"
FOLDERS = {
    "01-disposisi": "Disposisi Kepala Dinas",
    "02-arahan-tim": "Arahan Sekretaris kepada Tim",
    "03-koordinasi": "Koordinasi Tim dengan unit kerja",
    "04-kiriman": "Kiriman data unit kerja, semua versi",
    "05-evaluasi": "Evaluasi Subbagian Perencanaan dan Keuangan",
    "06-arahan": "Arahan Kepala Dinas kepada unit kerja",
    "07-tindak-lanjut": "Rencana tindak lanjut dan pelaksanaannya",
    "08-dokumen": "Dokumen yang dicetak dari data",
    "09-riwayat": "Riwayat lengkap",
    "10-bukti": "Bukti keutuhan",
    "10-bukti-keutuhan": "Bukti keutuhan",
}
"""What the folders hold; the last is for what proves that nothing was changed."""
_STYLE = """
:root{color-scheme:light}
body{font:14px/1.45 "Segoe UI",Arial,sans-serif;color:#1b2430;background:#fff;margin:2rem auto;
max-width:76rem;padding:0 1rem}
header{border-bottom:3px double #1b2430;padding-bottom:.6rem;margin-bottom:1rem}
h1{font-size:1.35rem;margin:0}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
p{margin:.3rem 0;color:#4a5565}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #b9c4d0;padding:.3rem .45rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#dce6f1}td.n{text-align:right;white-space:nowrap}
td.h{font:11px/1.4 Consolas,monospace;color:#4a5565}
.bad{color:#b3141d;font-weight:700}a{color:#1e4b87}
small{color:#5b6675}
@media(max-width:50rem){table,tbody,tr,td{display:block;width:auto}colgroup,thead{display:none}
tr{border:1px solid #b9c4d0;margin:.5rem 0}td{border:0;padding:.15rem .5rem}td.n{text-align:left}}
@media print{body{margin:0;max-width:none;font-size:9px}thead{display:table-header-group}
tr{break-inside:avoid}td.h{font-size:7px}}
"""


@dataclass(frozen=True)
class IndexRow:
    """An entry as it was written; one that is missing has no hash."""

    number: int
    entry: Entry
    size: int
    sha256: str
    is_missing: bool = False
    is_changed: bool = False

    @property
    def path(self) -> str:
        """Where it lies, below the archive's folder."""
        return self.entry.path

    @property
    def remark(self) -> str:
        """What is wrong with it; empty where nothing is."""
        return MISSING if self.is_missing else CHANGED if self.is_changed else ""


def index_csv(plan: ArchivePlan, rows: Sequence[IndexRow]) -> bytes:
    """Return the index as a table for a spreadsheet; no cell of it is ever a formula."""
    lines = [
        (
            row.number,
            row.path,
            row.entry.title,
            words.instant(row.entry.at, plan.zone),
            row.size,
            row.sha256,
            row.entry.who,
            row.entry.original,
            row.remark,
        )
        for row in rows
    ]
    return csv_table([_HEAD, *lines])


def index_html(plan: ArchivePlan, rows: Sequence[IndexRow]) -> bytes:
    """Return the index as a page that needs nothing else, with a link to each file."""
    total = _size(sum(row.size for row in rows))
    title = escape(plan.title)
    faults = sum(bool(row.remark) for row in rows)
    warning = f'<p class="bad">{faults} berkas perlu diperiksa: lihat kolom Uraian.</p>' if faults else ""
    head = (
        f"<header><h1>{title}</h1><p>{escape(plan.office)}</p>"
        f"<p>{len(rows)} berkas, {total} · keadaan {escape(words.instant(plan.as_of, plan.zone))}</p>{warning}"
        "<p><small>Setiap berkas dapat diperiksa dengan SHA256SUMS (<code>sha256sum -c SHA256SUMS</code>). Nama "
        "berkas dibuat oleh sistem; nama asli dari pengirim ada pada kolom Uraian.</small></p></header>"
    )
    body = "".join(_folder(plan, name, list(some)) for name, some in groupby(rows, lambda row: _folder_of(row.path)))
    page = (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{_STYLE}</style></head><body>{head}{body}</body></html>\n"
    )
    return page.encode()


def sums(hashes: Iterable[tuple[str, str]]) -> bytes:
    """Return the hashes as `sha256sum -c` reads them, from within the archive's folder."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in hashes).encode()


def _folder(plan: ArchivePlan, name: str, rows: Sequence[IndexRow]) -> str:
    lines = "".join(_row(plan, row) for row in rows)
    columns = "".join(f'<col style="width:{width}%">' for width in (4, 27, 30, 15, 8, 16))
    heads = "".join(
        f"<th>{each}</th>" for each in ("No", "Berkas", "Uraian", "Tanggal dan pelaku", "Ukuran", "SHA-256")
    )
    return (
        f"<h2>{escape(FOLDERS.get(name, name))}</h2><table><colgroup>{columns}</colgroup>"
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _row(plan: ArchivePlan, row: IndexRow) -> str:
    entry = row.entry
    said = f"{_shown(entry.title)}"
    if entry.original:
        said += f"<br><small>Nama asli: {_shown(entry.original)}</small>"
    if row.remark:
        said += f'<br><span class="bad">{row.remark}</span>'
    shown = escape(row.path.partition("/")[2] or row.path)
    link = shown if row.is_missing else f'<a href="{escape(row.path)}">{shown}</a>'
    when = escape(words.instant(entry.at, plan.zone))
    who = f"<br><small>{_shown(entry.who)}</small>" if entry.who else ""
    return (
        f'<tr><td class="n">{row.number}</td><td>{link}</td><td>{said}</td><td>{when}{who}</td>'
        f'<td class="n">{_size(row.size)}</td><td class="h">{row.sha256}</td></tr>'
    )


def _shown(text: str) -> str:
    """Return what people wrote, escaped; signs that turn or hide what stands beside them are shown as such."""
    return escape("".join("\N{REPLACEMENT CHARACTER}" if category(sign) == "Cf" else sign for sign in printable(text)))


def _folder_of(path: str) -> str:
    return path.partition("/")[0]


def _size(size: int) -> str:
    return f"{write_number(_megabytes(size), 1)} MB" if size >= 1_000_000 else f"{-(-size // 1000)} KB"


def _megabytes(size: int) -> Decimal:
    return Decimal(size) / 1_000_000
