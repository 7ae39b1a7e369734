"""Backups under a key: nothing of them is read without it or changed unseen, and the restore test decrypts."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.backing_up import Backups
from bot.backup_key import Sealed, packing_for
from bot.backup_set import listed
from bot.packing import CHUNK, Plain
from bot.settings import Settings
from storage.backup import DamagedCopyError, Pace, SqliteDatabase

KEY, OTHER = b"k" * 32, b"o" * 32
TEXT = base64.b64encode(KEY).decode()
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK)
EVIDENCE = b"%PDF bukti dukung"


class Hands:
    """A clock that is set by hand."""

    at = datetime(2026, 10, 1, 13, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def data_dir(founded: Path, tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    (made / "monev.sqlite3").write_bytes(founded.read_bytes())
    sha256 = hashlib.sha256(EVIDENCE).hexdigest()
    kept = made / "files" / sha256[:2] / sha256
    kept.parent.mkdir(parents=True)
    kept.write_bytes(EVIDENCE)
    return made


def backups(data_dir: Path, hands: Hands, key: bytes = KEY) -> Backups:
    return Backups(data_dir, SqliteDatabase(data_dir / "monev.sqlite3"), hands, Sealed(key))


def sealed(folder: Path, content: bytes) -> Path:
    (folder / "open").write_bytes(content)
    Sealed(KEY).pack(folder / "open", folder / "closed", Pace())
    return folder / "closed"


def test_content_of_any_length_comes_back(tmp_path: Path) -> None:
    """Also none, and lengths at the border of a piece; the ciphertext shows nothing and never repeats itself."""
    for number, size in enumerate(SIZES):
        folder = tmp_path / str(number)
        folder.mkdir()
        content = (b"rahasia negara " * (size // 15 + 1))[:size]
        packed = sealed(folder, content)
        read = Sealed(KEY).unpack(packed, folder / "again", Pace())
        assert (folder / "again").read_bytes() == content
        assert read.content == hashlib.sha256(content).hexdigest()
        assert read.stored == hashlib.sha256(packed.read_bytes()).hexdigest()
        assert b"rahasia" not in packed.read_bytes()
        packed.rename(folder / "first")
        assert sealed(folder, content).read_bytes() != (folder / "first").read_bytes()


def test_no_changed_byte_missing_piece_or_other_key_goes_unseen(tmp_path: Path) -> None:
    """Header, salt, content and tag; cut off at a border, swapped, prolonged."""
    whole = sealed(tmp_path, b"x" * (2 * CHUNK + 5)).read_bytes()
    head, piece = 47, CHUNK + 16
    changed = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in (0, 20, head, head + piece, -1)]
    first, second, last = whole[head : head + piece], whole[head + piece : head + 2 * piece], whole[head + 2 * piece :]
    changed += [whole[: head + piece], whole[:head], whole[:10], b"", whole + b"x"]
    changed += [whole[:head] + second + first + last, whole[:head] + first + last]
    for number, content in enumerate(changed):
        (tmp_path / "bad").write_bytes(content)
        with pytest.raises(DamagedCopyError):
            Sealed(KEY).unpack(tmp_path / "bad", None, Pace())
        assert number < len(changed)
    with pytest.raises(DamagedCopyError):
        Sealed(OTHER).unpack(tmp_path / "closed", None, Pace())


def test_an_encrypted_backup_passes_its_test_and_shows_nothing(data_dir: Path) -> None:
    """Names of offices, evidence and even its hash stand nowhere in it; no plain copy stays behind."""
    made = backups(data_dir, Hands()).make(Pace())
    assert (made.passed, made.files, bool(made.key_id)) == (True, 1, True)
    assert json.loads((made.folder / "UJI.json").read_text())["decrypted"] is True
    names = sorted(path.name for path in made.folder.iterdir())
    assert names == ["ISI.hmac", "ISI.json", "UJI.json", "files", "monev.sqlite.enc"]
    whole = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    for secret in (EVIDENCE, b"SQLite format", hashlib.sha256(EVIDENCE).hexdigest().encode(), TEXT.encode(), KEY):
        assert secret not in whole
    assert not any(path.name.startswith(".uji") for path in made.folder.parent.iterdir())
    for name, facts in json.loads((made.folder / "ISI.json").read_text())["files"].items():
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == facts["sha256"]


def test_a_file_is_encrypted_once(data_dir: Path) -> None:
    """The next night links it; under another key, or after a night that did not pass, it is encrypted anew."""
    hands = Hands()
    nights = []
    for key in (KEY, KEY, OTHER, OTHER):
        nights.append(backups(data_dir, hands, key).make(Pace()))
        hands.at += timedelta(days=1)
    files = [next(path for path in night.folder.glob("files/??/*")) for night in nights]
    inodes = [path.stat().st_ino for path in files]
    assert inodes[0] == inodes[1] != inodes[2] == inodes[3]
    files[3].write_bytes(files[3].read_bytes()[:-1] + b"!")
    failed = backups(data_dir, hands, OTHER).make(Pace())
    hands.at += timedelta(days=1)
    assert not failed.passed
    assert backups(data_dir, hands, OTHER).make(Pace()).passed
    assert len(listed(data_dir / "backup")) == 6


def test_the_key_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Neither by the settings, nor where it is refused; the log blanks it as it does the token."""
    chosen = Settings(backup_key=TEXT)  # type: ignore[arg-type]
    for shown in (repr(chosen), repr(chosen.packing), str(vars(chosen))):
        assert TEXT not in shown
        assert "kkkk" not in shown
    assert TEXT in chosen.secrets
    with caplog.at_level(logging.DEBUG):
        for wrong in ("kunci", TEXT[:-4], base64.b64encode(b"short").decode(), "é" * 44):
            with pytest.raises(ValidationError) as refused:
                Settings(backup_key=wrong)  # type: ignore[arg-type]
            assert wrong not in str(refused.value)
    assert caplog.text == ""


def test_without_a_key_nothing_is_encrypted() -> None:
    """And the library that does it is not asked for."""
    assert isinstance(packing_for(""), Plain)
