"""Periksa arsip ini: python3 10-bukti/periksa.py .

Checks, offline and with Python's own library alone, that nothing in an archive was changed, removed, added or swapped:
every file against SHA256SUMS, every entry of the history against the one before it, the files that entries name, and
the seals of each day. What it prints is Indonesian, for whoever keeps the archive.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

START = "0" * 64
PROOF = "10-bukti"
SUMS = "SHA256SUMS"
Entry = dict[str, object]


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as source:
        while piece := source.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def hashed(values: list[object]) -> str:
    """Return the hash of a list as it was made: of its JSON without spaces."""
    return digest(json.dumps(values, ensure_ascii=False, separators=(",", ":")))


def check_files(folder: Path, found: dict[str, str]) -> Iterator[str]:
    """Hold the files against SHA256SUMS; `found` takes up the hash of each."""
    written = (folder / SUMS).read_bytes()
    listed = {named: kept for kept, _, named in (line.partition("  ") for line in written.decode().split("\n")[:-1])}
    if written != "".join(f"{kept}  {named}\n" for named, kept in listed.items()).encode():
        yield f"daftar sidik berubah: {SUMS}"
    there = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    found.update({name: digest_of(path) for name, path in there.items() if name != SUMS})
    yield from (f"berkas disisipkan: {name}" for name in found if name not in listed)
    yield from (f"berkas hilang: {name}" for name in listed if name not in found)
    yield from (f"berkas berubah: {name}" for name, kept in listed.items() if found.get(name, kept) != kept)


def check_chain(chain: str, entries: list[Entry]) -> Iterator[str]:
    """Hold each entry against the one before it."""
    previous = START
    for number, entry in enumerate(entries, 1):
        content = entry["isi"]
        if entry["no"] != number:
            yield f"catatan ke-{number} hilang atau tidak di tempatnya"
        if content is not None and digest(str(content)) != entry["sidik_isi"]:
            yield f"isi catatan ke-{number} berubah"
        said = [entry[name] for name in ("no", "jenis", "sidik_isi", "oleh", "waktu", "berkas", "sebab")]
        if hashed([previous, chain, *said]) != entry["sidik"]:
            yield f"catatan ke-{number} berubah, disisipkan, atau bertukar"
        previous = str(entry["sidik"])


def check_named(entries: list[Entry], found: dict[str, str]) -> Iterator[str]:
    """Look for the files that entries name; those of a rahasia disposisi are not in an archive."""
    there = set(found.values())
    for entry in entries:
        files = entry["berkas"]
        if entry["isi"] is None or not isinstance(files, list):
            continue
        for file_id, kept in files:
            if kept not in there:
                yield f"berkas {file_id} dari catatan ke-{entry['no']} tidak ada, atau berubah"


def check_seals(chain: str, entries: list[Entry], seals: list[Entry]) -> Iterator[str]:
    """Hold each day's seal against the one before it, and the history against what was sealed."""
    previous = START
    for seal in seals:
        heads = seal["rantai"]
        if hashed([previous, seal["hari"], seal["dibuat"], heads]) != seal["segel"]:
            yield f"segel {seal['hari']} berubah, hilang, atau bertukar"
        previous = str(seal["segel"])
        for name, length, kept in heads if isinstance(heads, list) else ():
            if name == chain and (length > len(entries) or entries[length - 1]["sidik"] != kept):
                yield f"riwayat bukan yang disegel pada {seal['hari']}"


def check_proof(proof: dict[str, Any], found: dict[str, str]) -> list[str]:
    """Hold the history against itself, its seals, and the files that it names."""
    try:
        chain, entries, seals = proof["rantai"], proof["catatan"], proof["segel"]
        wrong = [*check_chain(chain, entries), *check_named(entries, found), *check_seals(chain, entries, seals)]
        if (len(entries), len(seals)) != (proof["jumlah_catatan"], proof["jumlah_segel"]):
            wrong.append("jumlah catatan atau segel tidak sama dengan yang tertulis")
    except (ValueError, KeyError, TypeError, IndexError) as error:
        wrong = [f"riwayat tidak dapat dibaca: {type(error).__name__}: {error}"]
    return wrong


def check(folder: Path) -> list[str]:
    """Return everything that is wrong, a line each."""
    found: dict[str, str] = {}
    try:
        wrong = list(check_files(folder, found))
        wrong += check_proof(json.loads((folder / PROOF / "rantai.json").read_text(encoding="utf-8")), found)
    except (OSError, ValueError) as error:
        wrong = [f"arsip tidak dapat dibaca: {type(error).__name__}: {error}"]
    return wrong


def main() -> int:
    """Print what was found and return the exit code."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    wrong = check(folder)
    for line in wrong:
        print(f"- {line}")  # noqa: T201 - a program for a terminal
    if wrong:
        print("TIDAK UTUH")  # noqa: T201
        return 1
    proof = json.loads((folder / PROOF / "rantai.json").read_text(encoding="utf-8"))
    print(f"UTUH: {len(proof['catatan'])} catatan, {len(proof['segel'])} segel.")  # noqa: T201
    if proof["segel"]:
        print(f"Segel terakhir, cocokkan dengan pesan di chat admin: {proof['segel'][-1]['segel']}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
