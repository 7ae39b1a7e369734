"""Files that went through chats: kept in memory, named by Telegram-like identifiers."""

import hashlib
import mimetypes
import secrets
from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request
from simulator.images import image_size

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
MEMORY_LIMIT = 1024 * 1024 * 1024
"""Bytes kept in all; the oldest contents are forgotten beyond it."""

_PREFIXES = {
    "photo": "AgACAgUAAxkBAAI",
    "document": "BQACAgUAAxkBAAI",
    "voice": "AwACAgUAAxkBAAI",
    "video": "BAACAgUAAxkBAAI",
    "audio": "CQACAgUAAxkBAAI",
}
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "audio": "music"}
_THUMBNAIL_SIDES = (90, 320, 800)
"""Longest sides of the smaller versions of a photo; their bytes are those of the photo itself."""

mimetypes.add_type("audio/ogg", ".oga")
mimetypes.add_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
mimetypes.add_type("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")


@dataclass(slots=True)
class StoredFile:
    """One file with what a message says about it."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    data: bytes | None
    """None for a file that only claims its size, or whose bytes were forgotten."""
    path: str
    width: int = 0
    height: int = 0
    duration: int = 0

    def reference(self) -> dict[str, Any]:
        """Return the fields that every kind of file has in the Bot API."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


class FileStore:
    """All files one bot may know, by identifier and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._held = 0

    def add(
        self, kind: str, data: bytes | None, name: str, mime: str | None = None, size: int | None = None
    ) -> StoredFile:
        """Keep a file; `data` None with a `size` makes one that only claims to be that large."""
        number = len(self._by_id)
        unique = hashlib.sha256(f"{number}/{name}".encode()).hexdigest()[:16]
        suffix = name[name.rfind(".") :] if "." in name else ""
        stored = StoredFile(
            file_id=_PREFIXES[kind] + secrets.token_urlsafe(36),
            unique_id=f"AgAD{unique}",
            kind=kind,
            name=name,
            mime=mime or mimetypes.guess_type(name)[0] or "application/octet-stream",
            size=len(data) if data is not None else size or 0,
            data=data,
            path=f"{_FOLDERS[kind]}/file_{number}{suffix}",
        )
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        self._held += len(data or b"")
        if self._held > MEMORY_LIMIT:
            self._forget_oldest()
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file with this identifier."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Return the file behind a download path."""
        return self._by_path.get(path)

    def photo_sizes(self, stored: StoredFile) -> list[dict[str, Any]]:
        """Return the PhotoSize list of a photo, smallest first; the last one is the photo itself."""
        longest = max(stored.width, stored.height)
        sizes = []
        for side in _THUMBNAIL_SIDES:
            if side < longest:
                small = self.add("photo", stored.data, stored.name, stored.mime, stored.size)
                small.width = max(1, stored.width * side // longest)
                small.height = max(1, stored.height * side // longest)
                sizes.append(small)
        return [{**part.reference(), "width": part.width, "height": part.height} for part in [*sizes, stored]]

    def _forget_oldest(self) -> None:
        for stored in self._by_id.values():
            if stored.data is not None:
                self._held -= len(stored.data)
                stored.data = None
            if self._held <= MEMORY_LIMIT:
                return


def measure_photo(stored: StoredFile, *, strict: bool) -> None:
    """Note a photo's dimensions; a bot's photo (strict) must be a real picture within Telegram's limits."""
    size = image_size(stored.data or b"")
    if size is None:
        if strict:
            raise bad_request("IMAGE_PROCESS_FAILED")
        size = (1280, 960)
    stored.width, stored.height = size
    if strict and stored.size > PHOTO_LIMIT:
        raise bad_request("file is too big")
    if strict and (sum(size) > 10_000 or max(size) > 20 * min(size)):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def media_field(store: FileStore, stored: StoredFile) -> dict[str, Any]:
    """Return the part of a Message that describes the file, such as {"document": {...}}."""
    if stored.kind == "photo":
        return {"photo": store.photo_sizes(stored)}
    media: dict[str, Any] = {**stored.reference(), "mime_type": stored.mime}
    if stored.kind != "voice":
        media["file_name"] = stored.name
    if stored.kind != "document":
        media["duration"] = stored.duration
    if stored.kind == "video":
        media.update(width=stored.width or 1280, height=stored.height or 720)
    return {stored.kind: media}
