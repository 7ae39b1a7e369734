"""The data directory is its owner's only."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.data_dir import DataDirOpenError, prepare


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_missing_directory_is_made_for_its_owner_only(tmp_path: Path) -> None:
    """Whatever the shell's umask says."""
    assert not prepare(tmp_path / "var" / "data")
    assert mode(tmp_path / "var" / "data") == 0o700


@pytest.mark.parametrize("open_to", [0o755, 0o750, 0o707, 0o770])
def test_one_that_others_may_look_into_is_closed(tmp_path: Path, open_to: int) -> None:
    """And it is told, once."""
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(open_to)
    assert prepare(folder)
    assert mode(folder) == 0o700
    assert not prepare(folder)


def test_one_that_cannot_be_closed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It belongs to somebody else, or lies on a disk that knows no owners."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)

    def refuse(self: Path, _mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    folder.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(DataDirOpenError) as refused:
        prepare(folder)
    assert refused.value.path == folder
