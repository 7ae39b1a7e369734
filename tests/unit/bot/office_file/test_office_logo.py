"""The logo of the letterhead: it lies beside the office file, and is looked at before it is taken."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from bot.letterhead import letterhead_of
from bot.office_file import OfficeFileError, read_office, sample_office
from bot.office_store import keep_logo
from storage.blobs import BlobStore
from workflow.papers.sheet import Letterhead

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100


def office_file(folder: Path, logo: str = "logo.png") -> Path:
    """Write the sample office's file, with that name of a logo, into the folder."""
    text = (files("bot") / "sample" / "way_kanan.toml").read_text(encoding="utf-8")
    path = folder / "kantor.toml"
    path.write_text(text.replace('"logo.png"', f'"{logo}"'), encoding="utf-8")
    return path


def test_the_logo_beside_the_file_is_taken(tmp_path: Path) -> None:
    """Byte for byte, and kept once among the files."""
    (tmp_path / "logo.png").write_bytes(PNG)
    reading = read_office(office_file(tmp_path))
    assert (reading.logo, reading.warnings) == (PNG, ())
    blobs = BlobStore(tmp_path / "files")
    kept = keep_logo(blobs, reading.logo)
    assert blobs.path(kept).read_bytes() == PNG
    assert keep_logo(blobs, b"") == ""


def test_an_office_can_work_without_its_logo(tmp_path: Path) -> None:
    """A missing one is warned of by its line."""
    reading = read_office(office_file(tmp_path))
    assert reading.logo == b""
    (warning,) = reading.warnings
    assert 'logo "logo.png" tidak ada di samping berkas ini' in str(warning)
    assert warning.where.startswith("baris ")


@pytest.mark.parametrize(
    ("content", "problem"),
    [(PNG + b"x" * 500 * 1024, "lebih besar dari 500 KB"), (b"<svg/>", "bukan gambar PNG atau JPEG")],
)
def test_a_logo_that_cannot_be_printed_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    """With what to do about it."""
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(OfficeFileError, match=problem):
        read_office(office_file(tmp_path))


@pytest.mark.parametrize("name", ["../logo.png", "/etc/hostname", "gambar/logo.png", "gambar\\\\logo.png"])
def test_a_logo_lies_beside_its_file_and_nowhere_else(tmp_path: Path, name: str) -> None:
    """A name is no path."""
    with pytest.raises(OfficeFileError, match="harus nama berkas saja"):
        read_office(office_file(tmp_path, name))


def test_the_sample_has_a_logo_of_its_own() -> None:
    """A drawing, no coat of arms."""
    assert sample_office().logo.startswith(b"\x89PNG")


def test_papers_print_what_is_stored() -> None:
    """A line that the office left out is empty, also in a letterhead that was stored before there were logos."""
    stored = '{"dinas": "DINAS KOMINFO", "tempat": "Blambangan Umpu", "logo": "logo.png", "logo_sha256": "ab12"}'
    assert letterhead_of(stored) == Letterhead(office="DINAS KOMINFO", place="Blambangan Umpu", logo="ab12")
    assert letterhead_of("{}") == Letterhead()
