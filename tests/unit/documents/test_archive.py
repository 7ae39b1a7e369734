"""The archive of a cycle: everything in it, under safe names, and the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
import subprocess
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept_cycle import CONTENT, FACTS, FILES, opened

from documents.archive_entries import Entry, Made
from documents.archive_names import MOST_PATH, Names, file_name, slug
from documents.archive_plan import ArchiveFacts, archive_plan
from documents.archive_zip import Archived, write_archive
from documents.cells import is_risky
from workflow.archive import file_ids
from workflow.files import FileKind

ROOT = "2026-TW3/"
SHA256SUM = shutil.which("sha256sum")


def archive(facts: ArchiveFacts = FACTS) -> tuple[zipfile.ZipFile, Archived]:
    """Return the archive, opened, and what is said of it."""
    out = io.BytesIO()
    said = write_archive(out, archive_plan(facts), opened)
    return zipfile.ZipFile(io.BytesIO(out.getvalue())), said


def index(found: zipfile.ZipFile) -> list[dict[str, str]]:
    """Return the rows of the index."""
    return list(csv.DictReader(io.StringIO(found.read(f"{ROOT}INDEKS.csv").decode("utf-8-sig"), newline="")))


def test_made_again_it_is_the_same_to_the_byte() -> None:
    """No clock, no machine, no order of a dictionary goes in."""
    one, other = io.BytesIO(), io.BytesIO()
    write_archive(one, archive_plan(FACTS), opened)
    write_archive(other, archive_plan(FACTS), opened)
    assert one.getvalue() == other.getvalue()


def test_every_file_lies_in_the_folder_of_its_step() -> None:
    """Under names that are made, with versions and receipt numbers."""
    names = {name.removeprefix(ROOT) for name in archive()[0].namelist()}
    assert {
        "01-disposisi/v1/disposisi.txt",
        "03-koordinasi/aptika/01/koordinasi.txt",
        "04-kiriman/aptika/K-0142-v1/01-passwd.xlsx",
        "04-kiriman/aptika/K-0142-v1/bukti/indeks/01-c-calc-a0.pdf",
        "04-kiriman/aptika/K-0142-v1/angka.csv",
        "04-kiriman/aptika/K-0142-v2/kiriman.json",
        "05-evaluasi/catatan-01.txt",
        "05-evaluasi/tanpa-data-ikp.txt",
        "05-evaluasi/laporan-v1/01-laporan-semester.pdf",
        "06-arahan/aptika/r1/01-suara.ogg",
        "07-tindak-lanjut/aptika/rencana.csv",
        "08-dokumen/laporan-monev-tw-iii-2026.pdf",
        "09-riwayat/riwayat.jsonl",
        "INDEKS.html",
        "INDEKS.csv",
        "SHA256SUMS",
    } <= names
    assert all(re.fullmatch(r"[A-Za-z0-9./-]+", name) and len(name) <= MOST_PATH for name in names)
    assert not any(".." in name for name in names)


def test_a_file_that_a_new_version_keeps_lies_there_once() -> None:
    """The later version says where."""
    found, _ = archive()
    assert sum("passwd" in name for name in found.namelist()) == 1
    said = found.read(f"{ROOT}04-kiriman/aptika/K-0142-v2/kiriman.txt").decode()
    assert "04-kiriman/aptika/K-0142-v1/01-passwd.xlsx" in said


def test_what_is_rahasia_is_named_and_left_out() -> None:
    """Neither its words nor its file."""
    found, _ = archive()
    every = b"".join(found.read(name) for name in found.namelist())
    assert b"secret" not in every
    assert b"hal yang rahasia" not in every
    assert b"bersifat rahasia" in found.read(f"{ROOT}01-disposisi/v1/disposisi.txt")


def test_the_index_has_every_file_with_its_hash_and_its_sender() -> None:
    """The names that people gave stand there alone."""
    found, said = archive()
    rows = index(found)
    assert said.entries == len(rows) == len(found.namelist()) - 3
    for row in rows:
        assert hashlib.sha256(found.read(ROOT + row["Berkas"])).hexdigest() == row["SHA-256"]
        assert not any(is_risky(cell) and cell[:1] != "'" for cell in row.values())
    (photo,) = [row for row in rows if row["Nama asli"].startswith("foto")]
    assert (photo["Oleh"], photo["Tanggal"]) == ("Orang 2", "2 Oktober 2026 pukul 17.00 WIB")


@pytest.mark.skipif(SHA256SUM is None, reason="sha256sum is not on this machine")
def test_the_hashes_are_checked_by_any_system(tmp_path: Path) -> None:
    """`sha256sum -c` finds every file unchanged."""
    found, _ = archive()
    found.extractall(tmp_path)
    done = subprocess.run([SHA256SUM or "", "-c", "--strict", "SHA256SUMS"], cwd=tmp_path / ROOT, capture_output=True)
    assert done.returncode == 0, done.stdout
    listed = {line[66:] for line in (tmp_path / ROOT / "SHA256SUMS").read_text().splitlines()}
    assert listed == {name.removeprefix(ROOT) for name in found.namelist()} - {"SHA256SUMS"}


def test_a_file_that_is_gone_or_changed_is_said_so() -> None:
    """In the index and to whoever made the archive."""
    gone = replace(FILES[4], sha256="0" * 64)
    _, said = archive(replace(FACTS, files={**FILES, 4: gone}))
    assert said.missing == ("Lampiran laporan evaluasi versi 1",)
    out = io.BytesIO()
    said = write_archive(out, archive_plan(FACTS), lambda sha256: io.BytesIO(b"another"))
    assert len(said.changed) == len(CONTENT) - 1
    with zipfile.ZipFile(out) as found:
        assert b"ISI BERUBAH" in found.read(f"{ROOT}INDEKS.html")


def test_the_page_shows_what_people_wrote_as_they_wrote_it() -> None:
    """No markup of theirs is markup here, and nothing is fetched from anywhere."""
    page = archive()[0].read(f"{ROOT}INDEKS.html").decode()
    assert "=Bidang &lt;IKP&gt; &amp; Publik" in page
    assert "foto\N{REPLACEMENT CHARACTER}gpj.exe" in page
    assert "\u202e" not in page
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_there_is_room_for_what_proves_the_whole() -> None:
    """Seals are entries like others, in a folder of their own."""
    seal = Entry("10-bukti-keutuhan/akar.txt", "Akar riwayat", FACTS.cycle.started_at, "", Made(b"akar"))
    found, _ = archive(replace(FACTS, seals=(seal,)))
    assert found.read(f"{ROOT}10-bukti-keutuhan/akar.txt") == b"akar"


def test_a_large_file_is_copied_in_pieces() -> None:
    """Twenty megabytes of evidence take no twenty megabytes of memory."""
    big = replace(FILES[4], size=20_000_000, sha256="f" * 64)
    plan = archive_plan(replace(FACTS, files={4: big}))
    with open("/dev/zero", "rb") as zeros, open("/dev/null", "wb") as nowhere:  # noqa: PTH123
        tracemalloc.start()
        write_archive(_Counted(nowhere), plan, lambda _: _Limited(zeros, big.size))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 4_000_000


class _Limited(io.RawIOBase):
    """So many bytes of an endless file."""

    def __init__(self, source: io.BufferedReader, left: int) -> None:
        self._source, self._left = source, left

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        piece = self._source.read(min(size, self._left))
        self._left -= len(piece)
        return piece


class _Counted(io.RawIOBase):
    """A file that keeps nothing but its place."""

    def __init__(self, target: io.BufferedWriter) -> None:
        self._place = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Note how much came."""
        self._place += len(data)
        return len(data)

    def tell(self) -> int:
        """Return the place."""
        return self._place

    def seek(self, place: int, whence: int = 0) -> int:
        """Go there."""
        self._place = place
        return place


def test_every_file_of_the_cycle_is_looked_for() -> None:
    """Attachments, data, evidence, voice."""
    assert file_ids(FACTS.cycle) == set(CONTENT)


@given(st.text(max_size=300), st.sampled_from(FileKind))
def test_no_name_of_people_becomes_a_path(name: str, kind: FileKind) -> None:
    """Whatever a phone calls a file."""
    made = file_name(7, name, kind)
    assert re.fullmatch(r"07-[a-z0-9-]{1,40}\.[a-z0-9]{2,5}", made)
    assert slug(name)


@given(st.lists(st.sampled_from(["a/x.pdf", "a/X.pdf", "a/x-2.pdf", "b/x.pdf"]), max_size=12))
def test_no_two_paths_are_alike(wanted: list[str]) -> None:
    """Not even on a disk that takes capitals for small letters."""
    names = Names()
    found = [names.free(path).casefold() for path in wanted]
    assert len(set(found)) == len(found)
