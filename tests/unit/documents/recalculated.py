"""What a workbook comes to: its written results, and those of LibreOffice after it has reckoned everything anew."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not on this machine")
_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")


def written(book: bytes) -> Workbook:
    """Return the workbook with the results that were written beside its formulas."""
    return openpyxl.load_workbook(io.BytesIO(book), data_only=True)


def formulas(book: bytes) -> Workbook:
    """Return the workbook with its formulas."""
    return openpyxl.load_workbook(io.BytesIO(book))


def reckoned(book: bytes, folder: Path) -> Workbook:
    """Return the workbook as LibreOffice reckons it, with nothing of the written results to go by."""
    source, target = folder / "given", folder / "reckoned"
    source.mkdir(exist_ok=True)
    (source / "book.xlsx").write_bytes(without_results(book))
    command = [SOFFICE or "", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
    done = subprocess.run(
        [*command, "--outdir", str(target), str(source / "book.xlsx")], capture_output=True, timeout=120, check=False
    )
    assert (target / "book.xlsx").exists(), done.stderr.decode()
    return written((target / "book.xlsx").read_bytes())


def without_results(book: bytes) -> bytes:
    """Return the workbook without the results of its formulas."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _RESULT.sub(rb"\1", data) if name.startswith("xl/worksheets/") else data)
    return out.getvalue()


def differences(one: Workbook, other: Workbook) -> list[str]:
    """Return where two workbooks say something different: words, or figures that differ by more than a hundredth."""
    found = []
    for sheet in one.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                theirs = other[sheet.title][cell.coordinate].value
                if not _same(cell.value, theirs):
                    found.append(f"{sheet.title}!{cell.coordinate}: {cell.value!r} / {theirs!r}")
    return found


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 0.005
    return (one or "") == (other or "")
