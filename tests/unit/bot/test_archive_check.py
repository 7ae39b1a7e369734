"""The program inside an archive: it runs alone, finds the archive whole, and finds whatever somebody changes in it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from test_archiving import data_dir, drawn, gathered

from bot.archiving import make
from documents.archive_check import check, check_files, check_proof

__all__ = ["data_dir"]
Said = dict[str, list[dict[str, Any]]]


@pytest.fixture
def folder(data_dir: Path, tmp_path: Path) -> Path:
    """Return an archive, unpacked."""
    made = make(gathered(data_dir), data_dir / "files", tmp_path / "a.zip", drawn)
    with zipfile.ZipFile(made.path) as archive:
        archive.extractall(tmp_path / "arsip")
    return tmp_path / "arsip" / "2026-TW1"


def test_it_runs_alone_and_finds_the_archive_whole(folder: Path) -> None:
    """It needs nothing but Python itself, on a machine without this program."""
    command = [sys.executable, "-I", "-S", str(folder / "10-bukti" / "periksa.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "UTUH" in done.stdout
    seals = json.loads((folder / "10-bukti" / "rantai.json").read_text())["segel"]
    assert len(seals) == 2
    assert seals[-1]["segel"] in done.stdout
    assert seals[-1]["segel"] in (folder / "10-bukti" / "BACA-DAHULU.txt").read_text()


def test_any_file_that_is_changed_removed_added_or_swapped_is_found(folder: Path) -> None:
    """Each file of the archive, one at a time; the list of hashes too."""
    assert check(folder) == []
    every = sorted(path for path in folder.rglob("*") if path.is_file())
    for path, other in zip(every, every[1:] + every[:1], strict=True):
        known, others = path.read_bytes(), other.read_bytes()
        path.write_bytes(known[:-1] + bytes([known[-1] ^ 1]))
        assert check(folder), path
        path.unlink()
        assert check(folder), path
        path.write_bytes(others)
        other.write_bytes(known)
        assert known == others or check(folder), path
        path.write_bytes(known)
        other.write_bytes(others)
    (folder / "04-kiriman" / "baru.txt").write_text("baru")
    assert check(folder) == ["berkas disisipkan: 04-kiriman/baru.txt"]


def test_a_history_is_proved_even_where_the_list_of_hashes_was_made_anew(folder: Path) -> None:
    """Any field of any entry or seal, and any of them gone, told twice or exchanged."""
    found: dict[str, str] = {}
    assert list(check_files(folder, found)) == []
    known = json.loads((folder / "10-bukti" / "rantai.json").read_text())
    assert check_proof(known, found) == []
    for what, said in _changed(known):
        assert check_proof(said, found), what


def test_a_file_that_was_exchanged_is_found_even_where_the_list_of_hashes_was_made_anew(folder: Path) -> None:
    """An entry names its files by what they hold."""
    sent = next((folder / "04-kiriman").rglob("01-bukti-3.pdf"))
    sent.write_bytes(b"%PDF-1.4 lain")
    _list_anew(folder, sent)
    assert any("tidak ada, atau berubah" in line for line in check(folder))


def _list_anew(folder: Path, changed: Path) -> None:
    sums = folder / "SHA256SUMS"
    name = changed.relative_to(folder).as_posix()
    lines = [line for line in sums.read_text().splitlines() if not line.endswith(f"  {name}")]
    sums.write_text("\n".join([*lines, f"{sha256(changed.read_bytes()).hexdigest()}  {name}"]) + "\n")


def _changed(known: Said) -> Iterator[tuple[str, Said]]:
    """Yield the proof with one thing changed, and what it is."""
    ways: list[tuple[str, Callable[[list[dict[str, Any]], int], None]]] = [
        ("removed", lambda entries, place: entries.pop(place) and None),
        ("twice", lambda entries, place: entries.insert(place, entries[place])),
        ("swapped", lambda entries, place: entries.insert(place - 1, entries.pop(place))),
    ]
    for part in ("catatan", "segel"):
        for place, entry in enumerate(known[part]):
            for field, value in entry.items():
                said = json.loads(json.dumps(known))
                said[part][place][field] = _other(value)
                yield f"{part} {place} {field}", said
            for way, change in ways:
                said = json.loads(json.dumps(known))
                change(said[part], place)
                if said != known:
                    yield f"{part} {place} {way}", said


def _other(value: object) -> object:
    if isinstance(value, list):
        return value[:-1] or [[99, "0" * 64]]
    return value + 1 if isinstance(value, int) else f"{value}x"
