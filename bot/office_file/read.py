"""Reads an office file of either kind, told apart by what is in it, whatever its name."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.office_file.build import build
from bot.office_file.draft import Fault, OfficeFileError, OfficeReading
from bot.office_file.excel_file import excel_rows
from bot.office_file.findings import Findings
from bot.office_file.logo import Beside, none_beside
from bot.office_file.rows import MAX_BYTES
from bot.office_file.toml_file import WHOLE_FILE, toml_rows

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an encrypted .xlsx, or the .xls of before 2007


def read_office(path: Path) -> OfficeReading:
    """Return the office in a TOML or Excel file, with warnings.

    Raises OfficeFileError with every fault found, or OSError where the file cannot be opened.
    """
    with path.open("rb") as file:
        return read_office_bytes(file.read(MAX_BYTES + 1), _files_in(path.parent))


def read_office_bytes(content: bytes, beside: Beside = none_beside) -> OfficeReading:
    """Return the office in the content of a TOML or Excel file; raises OfficeFileError with every fault found.

    `beside` gives the logo that the file names.
    """
    findings = Findings()
    if len(content) > MAX_BYTES:
        raise _refused("berkas lebih besar dari 5 MB; kirim berkas yang hanya memuat data kantor.")
    if content.startswith(_OLE):
        raise _refused("berkas Excel ini dikunci sandi atau berformat .xls lama; simpan sebagai .xlsx tanpa sandi.")
    if content.startswith(_ZIP):
        return build(excel_rows(content, findings), findings, beside)
    if b"\x00" in content:
        raise _refused("berkas ini bukan TOML dan bukan Excel (.xlsx); pakai salah satunya.")
    return build(toml_rows(content, findings), findings, beside)


def sample_office() -> OfficeReading:
    """Return the invented office that comes with the bot, to try it and to start a file of one's own from."""
    folder = files("bot") / "sample"
    return read_office_bytes((folder / "way_kanan.toml").read_bytes(), _files_in(folder))


def _files_in(folder: Traversable) -> Beside:
    def read(name: str, most: int) -> bytes | None:
        try:
            with (folder / name).open("rb") as file:
                return file.read(most)
        except OSError:
            return None

    return read


def _refused(problem: str) -> OfficeFileError:
    return OfficeFileError((Fault(WHOLE_FILE, problem),))
