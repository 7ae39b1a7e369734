"""The tables of what can be drawn and worked on name things that exist, and load nothing before it is needed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from documents import limits
from documents.assets import Assets
from documents.spec import KINDS, named
from documents.workbench import WORK
from workflow.papers.kinds import PaperKind
from workflow.work import WorkKind

PNG = "af" * 32


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_names_its_paper_and_what_draws_it(kind: PaperKind) -> None:
    """The paper is a dataclass that can be stored."""
    assert is_dataclass(named(KINDS[kind].paper))
    assert callable(named(KINDS[kind].function))


@pytest.mark.parametrize("kind", sorted(WORK))
def test_a_kind_of_work_names_what_is_given_and_what_does_it(kind: WorkKind) -> None:
    """What is given is a dataclass that can be stored."""
    assert is_dataclass(named(WORK[kind].given))
    assert callable(named(WORK[kind].function))


def test_the_tables_load_no_heavy_library() -> None:
    """Each kind loads what it needs, and no other's."""
    heavy = ("matplotlib", "reportlab", "docx", "openpyxl", "xlsxwriter", "python_calamine")
    code = f"import sys, documents.spec, documents.workbench; sys.exit(any(n in sys.modules for n in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_kept_file_is_found_by_its_content_alone(tmp_path: Path) -> None:
    """No name leads out of the folder, and what is no longer what it was is not shown."""
    sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"  # of "test"
    (tmp_path / sha256[:2]).mkdir()
    (tmp_path / sha256[:2] / sha256).write_bytes(b"test")
    assets = Assets(tmp_path)
    assert assets.blob(sha256) == b"test"
    for other in (PNG, "", "../../etc/passwd", sha256.upper()):
        assert assets.blob(other) is None
    (tmp_path / sha256[:2] / sha256).write_bytes(b"tampered")
    assert assets.blob(sha256) is None
    assert Assets().blob(sha256) is None


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")
def test_a_process_that_takes_too_much_ends_by_itself() -> None:
    """Memory beyond the limit cannot be had; the process is told, the machine is not troubled."""
    code = "from documents import limits; limits.hold(300, 5); bytearray(400 * 1024 * 1024)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"MemoryError" in ended.stderr
    code = "from documents import limits; limits.hold(300, 1)\nwhile True: pass"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode < 0
    assert limits.MEGABYTE == 1024 * 1024
