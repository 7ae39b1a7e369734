"""Every package that is asked for has its reason in the notes, and stands pinned by hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def name_of(requirement: str) -> str:
    found = _NAME.match(requirement)
    assert found is not None
    return found[0].lower()


def asked_for() -> tuple[set[str], set[str]]:
    """Return what the bot asks for, and what its developers ask for besides."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, dev = project["dependencies"], project["optional-dependencies"]["dev"]
    return {name_of(each) for each in run}, {name_of(each) for each in dev}


def pinned(file: str) -> set[str]:
    """Return the packages of a list of requirements; each must be an exact version with hashes."""
    words = (ROOT / "requirements" / file).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in words.splitlines() if line and not line.lstrip().startswith("#")]
    assert all("==" in line and "--hash=sha256:" in line for line in lines)
    return {name_of(line) for line in lines}


def test_every_package_has_its_reason() -> None:
    """And none is named there that is asked for no more."""
    tables = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").split("\n## Dependencies\n")[1]
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", tables, re.MULTILINE)
    named = {name.strip() for row in rows for name in row.split(",")} - {"package"}
    run, dev = asked_for()
    assert named == run | dev | {"pip-audit"}


def test_every_package_is_pinned_by_hash() -> None:
    """What the bot needs in one list, what its developers need in another that holds it too."""
    run, dev = asked_for()
    assert run <= pinned("run.txt") <= pinned("dev.txt")
    assert dev <= pinned("dev.txt")
    assert "pip-audit" in pinned("audit.txt")
