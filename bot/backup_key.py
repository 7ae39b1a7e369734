"""Backups encrypted by a key: who has a copy and not the key, reads nothing of it and changes nothing unseen.

A file is MAGIC, 32 random bytes, then pieces of AES-256-GCM of 1 MiB each. Its own key is HKDF-SHA256 of the office's
key with those bytes as salt; a piece's nonce is its number (11 bytes) and whether it is the last (1 byte), so that
pieces cannot be left out, swapped or cut off (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bot.packing import CHUNK, Packing, Plain, Read, created, written
from storage.backup import DamagedCopyError, Pace

if TYPE_CHECKING:  # loaded by whom a key is set for: the others need not pay for it
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"monev-backup-1\n"
KEY_BYTES = SALT_BYTES = 32
TAG_BYTES = 16
NONCE_NUMBER_BYTES = 11
KEY_ID_CHARACTERS = 16


class KeyFormatError(ValueError):
    """What is set as the key is not 32 bytes in base64. Holds nothing of it."""


def key_bytes(text: str) -> bytes:
    """Return the key that stands in base64, as `openssl rand -base64 32` prints it; raises KeyFormatError."""
    try:
        found = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise KeyFormatError from None
    if len(found) != KEY_BYTES:
        raise KeyFormatError
    return found


def packing_for(text: str) -> Packing:
    """Return how an office with that key (empty: none) packs its backups; raises KeyFormatError."""
    return Sealed(key_bytes(text)) if text else Plain()


class Sealed:
    """Content encrypted and authenticated. Names and `key_id` tell nothing to who has not the key."""

    suffix = ".enc"

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.key_id = self._mac(b"key", b"")[:KEY_ID_CHARACTERS]

    def __repr__(self) -> str:
        """Name the key without telling it."""
        return f"Sealed({self.key_id})"

    def name(self, sha256: str) -> str:
        """Return a name that the same content always has, and that only the key leads to."""
        return self._mac(b"name", sha256.encode())

    def seal(self, words: bytes) -> str:
        """Return an HMAC-SHA256 of the words."""
        return self._mac(b"seal", words)

    def pack(self, source: Path, target: Path, pace: Pace) -> None:
        """Encrypt the file into a new one."""
        salt = secrets.token_bytes(SALT_BYTES)
        cipher, header = self._cipher(salt), MAGIC + salt
        size = source.stat().st_size
        with source.open("rb") as content, created(target) as copy:
            copy.write(header)
            for number, piece, is_last in _pieces(content.read, CHUNK):
                copy.write(cipher.encrypt(_nonce(number, is_last=is_last), piece, header))
                if not is_last:
                    pace.step((number + 1) * CHUNK, size)
            written(copy)

    def unpack(self, source: Path, target: Path | None, pace: Pace) -> Read:
        """Decrypt the file; raises DamagedCopyError where any bit of it is another, or the key is."""
        if target is None:
            return self._decrypt(source, lambda _piece: None, pace)
        with created(target) as copy:
            read = self._decrypt(source, copy.write, pace)
            written(copy)
        return read

    def _decrypt(self, source: Path, take: Callable[[bytes], object], pace: Pace) -> Read:
        from cryptography.exceptions import InvalidTag

        stored, content = hashlib.sha256(), hashlib.sha256()
        size = source.stat().st_size
        with source.open("rb") as packed:
            reading = _Hashed(packed, stored.update)
            header = reading.read(len(MAGIC) + SALT_BYTES)
            if len(header) != len(MAGIC) + SALT_BYTES or not header.startswith(MAGIC):
                raise DamagedCopyError(f"{source.name}: not encrypted by this program")
            cipher = self._cipher(header[len(MAGIC) :])
            for number, piece, is_last in _pieces(reading.read, CHUNK + TAG_BYTES):
                try:
                    plain = cipher.decrypt(_nonce(number, is_last=is_last), piece, header)
                except (InvalidTag, ValueError):
                    raise DamagedCopyError(f"{source.name}: cannot be decrypted, changed or cut off") from None
                content.update(plain)
                take(plain)
                if not is_last:
                    pace.step((number + 1) * CHUNK, size)
        return Read(stored.hexdigest(), content.hexdigest())

    def _cipher(self, salt: bytes) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return AESGCM(HKDF(SHA256(), KEY_BYTES, salt, b"monev backup content").derive(self._key))

    def _mac(self, purpose: bytes, words: bytes) -> str:
        own = hmac.digest(self._key, b"monev backup " + purpose, "sha256")
        return hmac.digest(own, words, "sha256").hex()


class _Hashed:
    """A file whose every byte that is read is hashed."""

    def __init__(self, source: BinaryIO, take: Callable[[bytes], object]) -> None:
        self._source = source
        self._take = take

    def read(self, size: int) -> bytes:
        """Read and hash."""
        piece = self._source.read(size)
        self._take(piece)
        return piece


def _pieces(read: Callable[[int], bytes], size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield each piece with its number and whether it is the last; of an empty file one empty piece."""
    number, piece = 0, read(size)
    while True:
        following = read(size) if len(piece) == size else b""
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(NONCE_NUMBER_BYTES, "big") + bytes([is_last])
