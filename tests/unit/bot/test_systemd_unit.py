"""The unit in the operator's page is one that systemd takes, and one that leaves the bot little to touch."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "operasi.md"
EXPOSURE = 20
"""Tenths of systemd's exposure level, of which 100 is a service without any hardening."""

ANALYZE = shutil.which("systemd-analyze") or ""
needs_systemd = pytest.mark.skipif(not ANALYZE, reason="there is no systemd here")


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return the unit's file, with a program and a user that this machine has."""
    written = PAGE.read_text(encoding="utf-8").split("```ini\n")[1].split("```")[0]
    file = tmp_path / "monev.service"
    stood_in = written.replace("/opt/monev/.venv/bin/monev run", "/bin/true").replace("User=monev", "User=daemon")
    file.write_text(stood_in, encoding="utf-8")
    return file


def analyzed(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ANALYZE, *arguments], capture_output=True, text=True, check=False)


@needs_systemd
def test_systemd_takes_the_unit(unit: Path) -> None:
    """Without a complaint."""
    done = analyzed("verify", "--man=no", str(unit))
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_the_unit_leaves_little_to_touch(unit: Path) -> None:
    """By systemd's own judgement."""
    done = analyzed("security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager", str(unit))
    assert done.returncode == 0, done.stdout.splitlines()[-1:]


def test_the_unit_closes_what_it_writes(unit: Path) -> None:
    """Files of the data directory are its user's only, and nothing else of the machine can be written."""
    settings = dict(line.split("=", 1) for line in unit.read_text(encoding="utf-8").splitlines() if "=" in line)
    assert (settings["UMask"], settings["ProtectSystem"]) == ("0077", "strict")
    assert settings["ReadWritePaths"] == settings["WorkingDirectory"] == "/var/lib/monev"
