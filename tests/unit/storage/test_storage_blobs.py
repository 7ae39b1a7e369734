"""The store of files: content is judged and kept by what it is, and a refused file leaves nothing behind."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import blobs
from storage.blobs import MAX_MEMBERS, Blob, BlobStore
from workflow.files import MAX_BYTES, FileFault, FileKind

PDF = b"%PDF-1.7\n" + b"isi" * 100
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CHUNK = bytes(1024 * 1024)


def zipped(*names: str, content: bytes = b"<xml/>") -> bytes:
    """Return an archive that is the same whenever it is made: its bytes are part of the tests' names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


XLSX = zipped("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")
DOCX = zipped("[Content_Types].xml", "word/document.xml")


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "files")


def kept(store: BlobStore) -> list[Path]:
    """Return every file that lies in the store, drafts included."""
    root = store.path("ab").parent.parent
    return sorted(path for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (XLSX, FileKind.XLSX),
        (DOCX, FileKind.DOCX),
        (PDF, FileKind.PDF),
        (b"\xff\xd8\xff\xe0" + bytes(20), FileKind.IMAGE),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), FileKind.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", FileKind.IMAGE),
        (b"\x00\x00\x00\x18ftypheic" + bytes(8), FileKind.IMAGE),
        (b"OggS" + bytes(30), FileKind.VOICE),
        (b"\x00\x00\x00\x18ftypM4A " + bytes(8), FileKind.VOICE),
    ],
    ids=lambda part: str(part)[:12],
)
def test_a_file_is_what_its_content_says(store: BlobStore, content: bytes, kind: FileKind):
    """It lies whole under its own hash, with that size and kind."""
    blob = store.put([content[:5], content[5:]])
    assert blob == Blob(hashlib.sha256(content).hexdigest(), len(content), kind)
    assert isinstance(blob, Blob)
    assert store.path(blob.sha256).read_bytes() == content
    assert kept(store) == [store.path(blob.sha256)]


def test_the_same_content_is_kept_once(store: BlobStore):
    """Ten units that send the same regulation take the room of one, however it was cut on the way."""
    first = store.put([PDF])
    assert store.put([PDF[:7], b"", PDF[7:]]) == first
    assert len(kept(store)) == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.EMPTY),
        (b"MZ" + bytes(100), FileFault.OTHER_TYPE),
        (b"<html>bukan PDF</html>", FileFault.OTHER_TYPE),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(8), FileFault.OTHER_TYPE),
        (b"%PDF", FileFault.OTHER_TYPE),
        (OLE, FileFault.OLD_OFFICE),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), FileFault.MACROS),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), FileFault.MACROS),
        (zipped("laporan.exe"), FileFault.OTHER_TYPE),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), FileFault.OTHER_TYPE),
        (XLSX[: len(XLSX) // 2], FileFault.BROKEN),
        (b"PK\x03\x04", FileFault.BROKEN),
    ],
    ids=lambda part: str(part)[:12],
)
def test_a_refused_file_leaves_nothing_behind(store: BlobStore, content: bytes, fault: FileFault):
    """Neither the file nor its draft stays; a workbook with macros, an old .xls and a broken zip are told apart."""
    assert store.put([content]) is fault
    assert kept(store) == []


def test_a_file_without_a_single_chunk_is_empty(store: BlobStore):
    """A download that brought nothing is no file."""
    assert store.put([]) is FileFault.EMPTY
    assert kept(store) == []


def test_the_last_byte_that_telegram_hands_out_is_kept(store: BlobStore):
    """20 MB fit exactly; one byte more does not."""
    most = [PDF, *([CHUNK] * 19), bytes(len(CHUNK) - len(PDF))]
    blob = store.put(most)
    assert isinstance(blob, Blob)
    assert blob.size == MAX_BYTES
    assert store.put([*most, b"x"]) is FileFault.TOO_BIG
    assert kept(store) == [store.path(blob.sha256)]


def test_no_more_is_read_of_a_file_that_is_too_big(store: BlobStore):
    """A stream without an end is left as soon as it is too long."""
    taken = 0

    def endless() -> Iterable[bytes]:
        nonlocal taken
        yield PDF
        while True:
            taken += 1
            yield CHUNK

    assert store.put(endless()) is FileFault.TOO_BIG
    assert taken <= MAX_BYTES // len(CHUNK) + 1
    assert kept(store) == []


def test_a_download_that_breaks_off_leaves_nothing_behind(store: BlobStore):
    """The error of the network goes on to whoever asked; the draft does not stay."""

    def broken() -> Iterable[bytes]:
        yield PDF
        raise TimeoutError

    with pytest.raises(TimeoutError):
        store.put(broken())
    assert kept(store) == []


def test_a_zip_of_countless_members_is_no_workbook(store: BlobStore):
    """A bomb that hides in its number of entries is refused, where one entry fewer would do."""
    most = ["[Content_Types].xml", "xl/workbook.xml", *(f"a{n}" for n in range(MAX_MEMBERS - 2))]
    assert isinstance(store.put([zipped(*most, content=b"")]), Blob)
    assert store.put([zipped(*most, "satu lagi", content=b"")]) is FileFault.BROKEN


def test_a_zip_bomb_is_never_unpacked(store: BlobStore):
    """A member that would fill the disk costs nothing: only names are looked at."""
    bomb = zipped("[Content_Types].xml", "xl/workbook.xml", content=bytes(50 * len(CHUNK)))
    tracemalloc.start()
    try:
        assert isinstance(store.put([bomb]), Blob)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < len(CHUNK)
    assert sum(path.stat().st_size for path in kept(store)) == len(bomb)


@pytest.mark.parametrize("name", ["../../../keluar.txt", "/etc/keluar.txt", "..\\keluar.txt", "C:\\keluar.txt"])
def test_a_name_inside_a_zip_is_never_a_path(store: BlobStore, tmp_path: Path, name: str):
    """Members that point out of their archive are names and nothing more: all that is written is the content."""
    blob = store.put([zipped("[Content_Types].xml", "xl/workbook.xml", name)])
    assert isinstance(blob, Blob)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written == [store.path(blob.sha256)]
    assert {path.parent.parent for path in written} == {tmp_path / "files"}


def test_where_content_lies_depends_on_nothing_but_its_hash(store: BlobStore, tmp_path: Path):
    """The store is handed no name at all, so that none can lead out of it."""
    sha256 = "ab" * 32
    assert store.path(sha256) == tmp_path / "files" / "ab" / sha256


def test_the_store_is_closed_to_other_accounts_of_the_machine(store: BlobStore, tmp_path: Path):
    """What units send is for the office: only the bot's own account may enter the directories."""
    store.put([PDF])
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "files", *(tmp_path / "files").iterdir())} == {0}


def test_content_and_every_directory_on_its_way_reach_the_disk(
    store: BlobStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """After a power cut a file that was acknowledged is still found: its new directory was written down, too."""
    synced: list[Path] = []
    really: Callable[[Path], None] = blobs._sync_directory
    monkeypatch.setattr(blobs, "_sync_directory", lambda path: (synced.append(path), really(path))[1])
    blob = store.put([PDF])
    assert isinstance(blob, Blob)
    assert set(synced) >= {store.path(blob.sha256).parent, tmp_path / "files"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, len(XLSX) - 1), st.binary(max_size=4)), max_size=6))
def test_a_spoiled_workbook_is_judged_and_never_crashes(store: BlobStore, cuts: list[tuple[int, bytes]]):
    """Whatever the way did to its bytes, there is a blob or a fault, and no draft."""
    spoiled = bytearray(XLSX)
    for at, put in cuts:
        spoiled[at : at + len(put)] = put
    before = kept(store)
    result = store.put([bytes(spoiled)])
    if isinstance(result, FileFault):
        assert kept(store) == before
    else:
        assert store.path(result.sha256).read_bytes() == spoiled
